"""A county: the answer card, what it means, how to quote it; then, folded, all that is known of who governs, the law, the people.

The newest list's day and id are no values of the page: they stand in marked places (see `stamp`), so that a page is set
anew only where its county changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from deputized.library.county import CountyAgency
from deputized.library.day import Agreement, Pending
from deputized.library.gaps import Gap
from deputized.model.kinds import EVERY_MODEL
from deputized.places.towns import places_in
from deputized.rules import Law
from deputized.rules.days import Truth
from deputized.site.agreement_timeline import agreement_timeline
from deputized.site.calculator import calculator_query
from deputized.site.card_words import described, one_line, party_lines, told
from deputized.site.content import Row, SiteContent
from deputized.site.embeds import card, frame_height
from deputized.site.images import county_image
from deputized.site.law_days import CERTAINTIES
from deputized.site.letter import addressee, letter
from deputized.site.locator import county_locator
from deputized.site.page import Page, Say, dater, teller
from deputized.site.results_lines import results_lines


def county(
    content: SiteContent,
    fips: str,
    language: str,
    values: dict[str, Any] | None = None,
    framed: Page | None = None,
) -> Page:
    """The page of one county or equivalent. `values` of `county_values` and its card, where they are at hand."""
    height = frame_height(framed or card(content, fips, language), language)
    return Page(
        f"county/{fips}/",
        "county.html",
        content.place_title(fips),
        (county_values(content, fips, language) if values is None else values) | {"frame_height": height},
        feed=follows(content, fips),
        image=county_image(content, fips),
        description=described(told(content.card(fips), language)),
        styles=("card.css",),
    )


def county_values(content: SiteContent, fips: str, language: str) -> dict[str, Any]:
    """What the page and the brief say of a county."""
    say = teller(language)
    record = content.county_record(fips)
    found, rows, pending = record.county, record.agreements, record.pending
    ids = sorted(content.by_county.get(fips, ()))
    active = [a for a in rows if a.in_force]
    events = sorted(
        (e for i in ids for e in content.events_of.get(i, ())),
        key=lambda e: (e["date"], e["event_id"]),
        reverse=True,
    )
    sheriff, jail = record.sheriff, record.jails
    values: dict[str, Any] = {
        "fips": fips,
        "name": found.name,
        "state": found.state,
        "state_name": content.names_of_states[found.state],
        "card": told(content.card(fips), language, content.today),
        "active": [standing(a) for a in active],
        "agency_count": record.in_force.agencies,
        "past": [gone(a) for a in rows if not a.in_force],
        "pending": [waiting(p) for p in pending if p.outcome == "pending"],
        "pending_past": [waiting(p) for p in pending if p.outcome != "pending"],
        "models": [m for m in EVERY_MODEL if record.in_force.agreements_by_model.get(m)],
        "agreement_timeline": agreement_timeline(content, rows, language),
        "events": [event(e) for e in events],
        "changed": events[0] | {"detail": ""} if events else None,
        "law": law_values(content, found.state, fips) | {"sentence": content.binding(fips).told(language)},
        "population": found.population_2020,
        "estimate": found.population_2024,
        "rurality": found.rurality,
        "aor": found.ice_field_office,
        "sheriff": sheriff,
        "sheriff_name": record.sheriff_name or "",
        "jail": jail,
        "texas_jail": record.texas_jail,
        "namesakes": [(c.fips, c.name) for c in record.namesakes if c.fips in content.counties],
        "here_bodies": [_body(b) for b in record.agencies],
        "statewide_groups": _statewide(content, fips, say),
        "is_territory": content.is_territory(found.state),
        "neighbours": [
            (n.county_fips, n.name, n.models) for n in record.neighbours if n.county_fips in content.counties
        ],
        "locator": Markup(county_locator(content, fips, language)),
        "documents": [d for i in ids for d in content.documents_read.get(i, ())],
        "statements": [statement(x) for x in content.statements_by_county.get(fips, ())],
        "calculator": calculator_query(content, fips),
        "cost_text": cost_text(say, active),
        "gaps": [gap_words(say, gap) for gap in record.gaps],
        "results": results_lines(content, language, county=fips),
        "first": content.first,
        "towns": list(_towns(content, fips, language)),
        "uncounted": [
            (f"town-{p.place_geoid}", p.name) for p in places_in(found.state, fips) if not p.is_incorporated
        ],
        "letter": (addressee(content.card(fips)).agency_id, letter(content.card(fips), language).agency),
        "has_brief": content.speaks_of(fips),
        "has_feed": bool(content.by_county.get(fips)),
        "follows": follows(content, fips),
    }
    return values | {"contents": _contents(values, say)}


def follows(content: SiteContent, fips: str) -> str:
    """The folder of the feed that tells of a county: its own, or its state's where no list ever named a body there."""
    return (
        f"county/{fips}/" if content.by_county.get(fips) else f"state/{content.counties[fips].state.lower()}/"
    )


def _contents(values: dict[str, Any], say: Say) -> list[tuple[str, str]]:
    """The folded parts that the page has, in their order."""
    there = {
        "in-force": values["active"], "pending": values["pending"], "past": values["past"], "towns": values["towns"],
        "history": values["agreement_timeline"] or values["events"] or values["pending_past"],
        "before": values["statements"], "documents": values["documents"],
    }  # fmt: skip
    every = (
        ("in-force", "in_force"), ("pending", "pending"), ("past", "past"), ("towns", "towns_title"), ("who", "who_governs"),
        ("law", "the_law"), ("history", "history"), ("before", "before_2021"), ("documents", "documents_read"),
        ("people", "people"), ("cost", "cost"), ("results", "results_section"), ("letter", "letter_title"),
        ("evidence", "how_we_know"),
    )  # fmt: skip
    return [(id_, say(key)) for id_, key in every if there.get(id_, True)]


def _towns(content: SiteContent, fips: str, language: str) -> Iterator[tuple[str, str, str]]:
    """Every town with a government of its own: its anchor, its name, and what its police hold; nothing if no list named them."""
    say, day = teller(language), dater(language)
    card = content.card(fips)
    police: dict[str, list[str]] = {}
    for party in card.towns:
        geoid = party.cover.geoid if party.cover else None
        if geoid:
            police.setdefault(geoid, []).extend(one_line(x) for x in party_lines(party, say, day))
    for place in places_in(card.state, fips):
        if place.is_incorporated:
            text = "; ".join(police.get(place.place_geoid, ()))
            yield f"town-{place.place_geoid}", place.name, text


def _statewide(content: SiteContent, fips: str, say: Say) -> list[tuple[str, str, list[Row]]]:
    """Bodies of the whole state: those that may act here, and those whose agreements work in their jails alone."""
    card = content.card(fips)
    groups = ((card.street, "state_street"), (card.jails, "state_jail"))
    return [
        (say(f"{key}_title"), say(f"{key}_note"), [standing(a) for p in some for a in p.held])
        for some, key in groups
        if some
    ]


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


def law_values(content: SiteContent, state: str, fips: str | None) -> dict[str, Any]:
    """What a state's law does, and whether it binds the sheriff of a county."""
    posture, mandate = content.postures[state], content.mandates.get(state)
    first = posture.laws[0] if posture.laws else None
    row = content.bound.get(fips) if fips else None
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


def _body(b: CountyAgency) -> Row:
    return {"agency_id": b.agency_id, "agency": b.agency, "kind": b.kind, "models": b.models}


NAMED = 6
"""Names that a gap spells out; the rest is an ellipsis."""


def gap_words(say: Say, gap: Gap) -> str:
    """What is not known, in the page's language."""
    return say(
        f"gap_{gap.code}", names=", ".join(gap.names[:NAMED]) + (" …" if len(gap.names) > NAMED else "")
    )
