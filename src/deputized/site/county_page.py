"""A county's whole story: who governs, what is in force, announced and past, the law, the people, what is not known.

Nothing here names the newest list's day: a page changes when its county does, and takes that day from a style
sheet that every page shares (see `stamp`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from deputized.library.county import Body, County
from deputized.library.day import Agreement, Pending
from deputized.library.gaps import Gap
from deputized.model.kinds import EVERY_MODEL
from deputized.rules import Law
from deputized.rules.binding import binding
from deputized.rules.days import Truth
from deputized.site.book import Book, Row
from deputized.site.calculator import calculator_query
from deputized.site.embeds import card, frame_height
from deputized.site.images import county_image
from deputized.site.law_days import CERTAINTIES
from deputized.site.life import lives
from deputized.site.locator import county_locator
from deputized.site.page import Page, Say, dater, teller
from deputized.site.results_lines import results_lines

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
    record = book.county_record(fips)
    found, rows, pending = record.county, record.agreements, record.pending
    ids = sorted(book.by_county.get(fips, ()))
    active = [a for a in rows if a.in_force]
    events = sorted(
        (e for i in ids for e in book.events_of.get(i, ())),
        key=lambda e: (e["date"], e["event_id"]),
        reverse=True,
    )
    sheriff, jail = record.sheriff, record.jails
    return {
        "fips": fips,
        "name": found.name,
        "state": found.state,
        "state_name": book.names_of_states[found.state],
        "answer": _answer(say, record),
        "active": [standing(a) for a in active],
        "agency_count": record.in_force.agencies,
        "past": [gone(a) for a in rows if not a.in_force],
        "pending": [waiting(p) for p in pending if p.outcome == "pending"],
        "pending_past": [waiting(p) for p in pending if p.outcome != "pending"],
        "models": [m for m in EVERY_MODEL if record.in_force.agreements_by_model.get(m)],
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
        "sheriff_name": record.sheriff_name or "",
        "jail": jail,
        "texas_jail": record.texas_jail,
        "namesakes": [(c.fips, c.name) for c in record.namesakes if c.fips in book.counties],
        "here_bodies": [_body(b) for b in record.agencies],
        "statewide": [standing(a) for a in record.statewide],
        "statewide_agencies": len({a.agency_id for a in record.statewide}),
        "is_territory": book.is_territory(found.state),
        "neighbours": [
            (n.county_fips, n.name, n.models) for n in record.neighbours if n.county_fips in book.counties
        ],
        "locator": Markup(county_locator(book, fips, language)),
        "documents": [d for i in ids for d in book.documents_read.get(i, ())],
        "statements": [statement(x) for x in book.statements_by_county.get(fips, ())],
        "calculator": calculator_query(book, fips),
        "cost_text": cost_text(say, active),
        "gaps": [gap_words(say, gap) for gap in record.gaps],
        "results": results_lines(book, language, county=fips),
        "first": book.first,
    }


def standing(a: Agreement) -> Row:
    """An agreement in force, as a row shows it: nothing that changes with each list."""
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
    return {k: getattr(a, k) for k in keys}


def gone(a: Agreement) -> Row:
    """An agreement no longer listed, with the bounds of its going."""
    keys = ("last_listed_date", "absent_date", "ending", "superseded_by")
    return standing(a) | {k: getattr(a, k) for k in keys}


def waiting(p: Pending) -> Row:
    """A run on the pending list. While it lasts its last day is left out: it changes with each list."""
    keys = ("agency_id", "agency", "state", "model", "from_date", "outcome")
    return {k: getattr(p, k) for k in keys} | {"last_date": None if p.outcome == "pending" else p.last_date}


def event(e: Row) -> Row:
    """An event as a row shows it: with the names before and after where these are what changed."""
    keys = ("event_id", "date", "kind", "state", "model", "agency_id", "agency", "publication_id", "detail")
    named = ("before", "after") if e["kind"] in ("reattributed", "renamed") else ()
    gone = ("back",) if e["kind"] == "omitted" else ()
    return {k: e[k] for k in (*keys, *named, *gone)}


def statement(s: Row) -> tuple[str, ...]:
    """What an older government list says of an agency, as a row."""
    times = f", {s['lists']} times, last {s['last_as_of']}" if s["lists"] > 1 else ""
    return (*(s[k] or "" for k in ("agency_text", "model", "signed_date", "as_of")), s["source"] + times)


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


def cost_text(say: Say, active: Sequence[Agreement]) -> str:
    """Who bears the costs: of the agreements here, or of one there might be."""
    return say("cost_leaves" if active else "cost_would_leave") + " " + say("cost_reimbursement")


def _answer(say: Say, record: County) -> dict[str, Any]:
    """The first thing a reader asks: does the sheriff hold one, and who else here does."""
    active = [a for a in record.agreements if a.in_force]
    sheriffs = {b.agency_id for b in record.agencies if b.kind == "sheriff"}
    held = sorted(
        {m for b in record.agencies if b.kind == "sheriff" for m in b.models},
        key=(*EVERY_MODEL, "unknown").index,
    )
    since = min((a.first_listed_date for a in active if a.kind == "sheriff"), default=None)
    others = record.in_force.agencies - len({a.agency_id for a in active if a.kind == "sheriff"})
    return {
        "sheriff": held,
        "words": models_words(say, held),
        "since": since,
        "others": others,
        "office": bool(sheriffs) or (record.sheriff is not None and record.sheriff.has_office),
    }


def _body(b: Body) -> Row:
    return {"agency_id": b.agency_id, "agency": b.agency, "kind": b.kind, "models": b.models}


NAMED = 6
"""Names that a gap spells out; the rest is an ellipsis."""


def gap_words(say: Say, gap: Gap) -> str:
    """What is not known, in the page's language."""
    return say(
        f"gap_{gap.code}", names=", ".join(gap.names[:NAMED]) + (" …" if len(gap.names) > NAMED else "")
    )


def _description(book: Book, fips: str, language: str) -> str:
    say, day = teller(language), dater(language)
    rows = [a for a in book.county_record(fips).agreements if a.in_force]
    if not rows:
        return say("describe_none", name=book.place_title(fips))
    first = rows[0]
    return say(
        "describe_county",
        name=book.place_title(fips),
        n=len(rows),
        agency=first.agency,
        model=first.model,
        day=day(first.first_listed_date),
    )
