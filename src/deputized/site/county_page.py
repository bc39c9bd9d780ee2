"""A county's whole story: who governs, what is in force, announced and past, the law, the people, what is not known.

Nothing here names the newest list's day: a page changes when its county does, and takes that day from a style
sheet that every page shares (see `stamp`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from deputized import reference
from deputized.model.kinds import EVERY_MODEL
from deputized.reference import Sheriff
from deputized.rules import Law
from deputized.rules.binding import binding
from deputized.rules.days import Truth
from deputized.site.book import Book, Row, near
from deputized.site.calculator import calculator_query
from deputized.site.embeds import card, frame_height
from deputized.site.images import county_image
from deputized.site.law_days import CERTAINTIES
from deputized.site.life import lives
from deputized.site.locator import county_locator
from deputized.site.page import Page, Say, dater, teller

MANY = 12
"""Agreements beyond which the time lines stand folded."""


def county(
    book: Book, fips: str, language: str, values: dict[str, Any] | None = None, framed: Page | None = None
) -> Page:
    """The page of one county or equivalent. `values` of `county_values` and its card, where they are at hand."""
    height = frame_height(framed or card(book, fips, language), language)
    return Page(
        f"county/{fips}/",
        "county.html",
        book.place_title(fips),
        (county_values(book, fips, language) if values is None else values) | {"frame_height": height},
        feed=f"county/{fips}/",
        image=county_image(book, fips),
        description=_description(book, fips, language),
    )


def county_values(book: Book, fips: str, language: str) -> dict[str, Any]:
    """What the page and the brief say of a county."""
    say = teller(language)
    found = book.counties[fips]
    ids = sorted(book.by_county.get(fips, ()))
    rows = [a for i in ids for a in book.agreements.get(i, ())]
    active = [standing(a) for a in rows if a["status"] == "active"]
    pending = [p for i in ids for p in book.pending.get(i, ())]
    events = sorted(
        (e for i in ids for e in book.events_of.get(i, ())),
        key=lambda e: (e["date"], e["event_id"]),
        reverse=True,
    )
    sheriff, jail = reference.sheriffs().get(fips), reference.jails().get(fips)
    sheriff_ids = [i for i in ids if book.agencies[i]["kind"] == "sheriff"]
    return {
        "fips": fips,
        "name": found.name,
        "state": found.state,
        "state_name": book.names_of_states[found.state],
        "answer": _answer(say, sheriff_ids, active, sheriff is not None and sheriff.has_office),
        "active": active,
        "agency_count": len({a["agency_id"] for a in active}),
        "past": [gone(a) for a in rows if a["status"] != "active"],
        "pending": [waiting(p) for p in pending if p["outcome"] == "pending"],
        "pending_past": [waiting(p) for p in pending if p["outcome"] != "pending"],
        "models": [m for m in EVERY_MODEL if any(a["model"] == m for a in active)],
        "lives": lives(book, rows, language),
        "many": len(rows) > MANY,
        "events": [event(e) for e in events],
        "changed": events[0] | {"detail": ""} if events else None,
        "law": law_values(book, found.state, fips) | {"sentence": binding(fips, book.today).told(language)},
        "population": found.population_2020,
        "estimate": found.population_2024,
        "rurality": found.rurality,
        "aor": found.ice_field_office,
        "sheriff": sheriff,
        "sheriff_name": _office(book, sheriff, sheriff_ids),
        "jail": jail,
        "texas_jail": reference.texas_jails().get(fips),
        "here_bodies": [_body(book, i) for i in ids],
        "statewide": book.statewide[found.state],
        "statewide_agencies": len({a["agency_id"] for a in book.statewide[found.state]}),
        "is_territory": book.is_territory(found.state),
        "neighbours": [
            (f, book.county(f), book.models_by_county.get(f, ())) for f in near(fips) if f in book.counties
        ],
        "locator": Markup(county_locator(book, fips, language)),
        "documents": [d for i in ids for d in book.documents_read.get(i, ())],
        "statements": [statement(x) for x in book.statements_by_county.get(fips, ())],
        "calculator": calculator_query(book, fips),
        "cost_text": cost_text(say, active),
        "gaps": list(_gaps(say, sheriff, jail, ids, book)),
        "first": book.first,
    }


def standing(a: Row) -> Row:
    """An agreement on the newest list, as a row shows it: nothing that changes with each list."""
    keys = (
        "agreement_id",
        "agency_id",
        "agency",
        "kind",
        "state",
        "model",
        "signed_date",
        "first_listed_date",
        "moa_url",
        "pending_since",
        "absences",
    )
    return {k: a[k] for k in keys}


def gone(a: Row) -> Row:
    """An agreement no longer listed, with the bounds of its going."""
    return standing(a) | {k: a[k] for k in ("last_listed_date", "absent_date", "status", "superseded_by")}


def waiting(p: Row) -> Row:
    """A run on the pending list. While it lasts its last day is left out: it changes with each list."""
    keys = ("agency_id", "agency", "state", "model", "from_date", "outcome")
    return {k: p[k] for k in keys} | {"last_date": None if p["outcome"] == "pending" else p["last_date"]}


def event(e: Row) -> Row:
    """An event as a row shows it: with the names before and after where these are what changed."""
    keys = ("event_id", "date", "kind", "state", "model", "agency_id", "agency", "publication_id", "detail")
    named = ("before", "after") if e["kind"] in ("reattributed", "renamed") else ()
    gone = ("back",) if e["kind"] == "omitted" else ()
    return {k: e[k] for k in (*keys, *named, *gone)}


def statement(s: Row) -> tuple[str, ...]:
    """What an older government list says of an agency, as a row."""
    return tuple(s[k] or "" for k in ("agency_text", "model", "signed_date", "as_of", "source"))


def models_words(say: Say, models: Iterable[str]) -> str:
    """Models with their names: Task Force (TFM), Warrant Service Officer (WSO)."""
    return ", ".join(f"{say(m)} ({m})" if m in EVERY_MODEL else say("unknown_model") for m in models)


def law_values(book: Book, state: str, fips: str | None) -> dict[str, Any]:
    """What a state's law does, and whether it binds the sheriff of a county."""
    posture, mandate = book.postures[state], book.mandates.get(state)
    first = posture.laws[0] if posture.laws else None
    row = book.bound.get(fips) if fips else None
    deadline = mandate.law.deadline.latest if mandate and mandate.law.deadline else None
    return {
        "posture": posture.posture.value,
        "certainty": CERTAINTIES[posture.certainty],
        "bill": first.bill if first else "",
        "covered": first.covered if first else "",
        "effective": str(first.effective) if first and first.effective else None,
        "assumed": bool(first and "effective" in first.assumed),
        "source": _source(first) if first else None,
        "bound": row.bound.value if row else None,
        "why": row.why if row else "",
        "held": row.standing == "holds an agreement" if row else None,
        "announced": bool(row.pending) if row else None,
        "deadline": deadline.isoformat() if deadline and row and row.bound is not Truth.NO else None,
        "has_mandate": mandate is not None,
    }


def _source(law: Law) -> tuple[str, str, str, str]:
    """Title, date, trust and address of a law's source; only an address that may be linked to."""
    s = law.source
    return s.title, s.date, s.confidence, s.url if s.url.startswith("https://") else ""


def cost_text(say: Say, active: Sequence[Row]) -> str:
    """Who bears the costs: of the agreements here, or of one there might be."""
    return say("cost_leaves" if active else "cost_would_leave") + " " + say("cost_reimbursement")


def _office(book: Book, sheriff: Sheriff | None, listed: Sequence[str]) -> str:
    """The sheriff's office by the reference lists' name, or as ICE prints it; empty if there is none."""
    if sheriff is None or not (sheriff.has_office or listed):
        return ""
    return sheriff.name or (book.agencies[listed[0]]["name"] if listed else "")


def _answer(say: Say, sheriffs: Sequence[str], active: Sequence[Row], has_office: bool) -> dict[str, Any]:
    """The first thing a reader asks: does the sheriff hold one, and who else here does."""
    held = sorted(
        {a["model"] for a in active if a["agency_id"] in sheriffs}, key=lambda m: (*EVERY_MODEL, m).index(m)
    )
    since = min((a["first_listed_date"] for a in active if a["agency_id"] in sheriffs), default=None)
    others = len({a["agency_id"] for a in active if a["agency_id"] not in sheriffs})
    return {
        "sheriff": held,
        "words": models_words(say, held),
        "since": since,
        "others": others,
        "office": has_office or bool(sheriffs),
    }


def _body(book: Book, agency_id: str) -> Row:
    a = book.agencies[agency_id]
    models = sorted({r["model"] for r in book.agreements.get(agency_id, ()) if r["status"] == "active"})
    return {"agency_id": agency_id, "agency": a["name"], "kind": a["kind"], "models": models}


def _gaps(say: Say, sheriff: Any, jail: Any, ids: Sequence[str], book: Book) -> Iterable[str]:
    if ids:
        yield say("gap_use")
    if sheriff is None or not sheriff.has_office:
        yield say("gap_sheriff")
    elif sheriff.officers is None:
        yield say("gap_staff")
    if jail is None or not jail.has_jail:
        yield say("gap_jail")
    elif jail.capacity is None:
        yield say("gap_capacity")
    missing = [book.agencies[i]["name"] for i in ids if book.matches[i].ori.status == "unknown"]
    if missing:
        yield say("gap_ori", names=", ".join(missing[:6]) + (" …" if len(missing) > 6 else ""))
    yield say("gap_ended")


def _description(book: Book, fips: str, language: str) -> str:
    say, day = teller(language), dater(language)
    rows = [
        a
        for i in sorted(book.by_county.get(fips, ()))
        for a in book.agreements.get(i, ())
        if a["status"] == "active"
    ]
    if not rows:
        return say("describe_none", name=book.place_title(fips))
    first = rows[0]
    return say(
        "describe_county",
        name=book.place_title(fips),
        n=len(rows),
        agency=first["agency"],
        model=first["model"],
        day=day(first["first_listed_date"]),
    )
