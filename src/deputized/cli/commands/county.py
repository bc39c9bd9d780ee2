"""deputized county"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import day_option, known_on_option, opened, registry_option
from deputized.cli.output import format_option, plain, write_one
from deputized.model.days import day_of

if TYPE_CHECKING:
    from deputized.library.card import Card
    from deputized.library.county import County
    from deputized.library.day import Agreement
    from deputized.rules.binding import Binding


@click.command("county")
@click.argument("which")
@day_option
@known_on_option
@format_option
@registry_option
def command(which: str, as_of: str | None, known_on: str | None, format_: str, path: Path | None) -> None:
    """One county on one screen: who governs it, which agreements and since when, pending, the law that
    binds its sheriff, people, rurality, officers, jail, neighbors, and what is not known. WHICH is a name with its state, or a FIPS code.

    \b
    deputized county "Kinney, TX"
    deputized county 12086 --as-of 2025-12-15
    """
    from deputized.rules.binding import binding
    from deputized.rules.duty import carded

    with opened(path) as registry:
        record = registry.county(which, as_of, known_on)
        day = day_of(as_of, "as_of") if as_of else date.today()
        law = binding(record.county, day, known_on)
        card = carded(record, registry.clocks.dates[0], law)
        answer = plain(record.to_dict() | {"law": law.to_dict(), "card": card.to_dict()})
        write_one(answer, format_, lambda: click.echo("\n".join(screen(record, law, card, day))))


def screen(s: County, law: Binding, answer: Card, today: date) -> Iterable[str]:
    """The lines of the screen: the answer card first, then what it rests on."""
    yield from _place(s)
    yield ""
    yield from card_lines(answer, "en", today)
    yield ""
    yield f"law on {law.day}: {law.sentence}"
    yield ""
    yield from _agreements(s)
    yield ""
    near = "; ".join(f"{n.name} {'+'.join(n.models) or 'none'}" for n in s.neighbours)
    yield f"neighbours' county bodies: {near or 'no county shares a border'}"
    for gap in s.unknown:
        yield f"not known: {gap}"
    yield "note: SIGNED on ICE's list is nearly always ICE's countersignature"


def card_lines(card: Card, language: str, today: date) -> Iterable[str]:
    """The answer card as a terminal shows it."""
    from deputized.site.card_words import lines, told

    found = told(card, language, today)
    wide = max(len(label) for label, _ in lines(found)) + 2
    for label, text in lines(found):
        yield f"{label.upper():<{wide}}{text}"
    if found.act:
        yield f"{'':<{wide}}{found.act}"
    for _, sign, name, may in found.means:
        yield f"{sign} {name}: {may}"


def _place(s: County) -> Iterable[str]:
    c = s.county
    known = f" as known on {s.known_on}" if s.known_on else ""
    yield f"{c.name}, {c.state} (FIPS {c.fips}) on {s.day}{known}, by ICE's list of {s.list_used.published_date}"
    for other in s.namesakes:
        yield f"not to be confused with {other.name}, {other.state} (FIPS {other.fips}), which governs itself"
    people = (
        f"{c.population_2020:,} people in 2020" if c.population_2020 is not None else "population unknown"
    )
    estimate = f", {c.population_2024:,} estimated for 2024" if c.population_2024 is not None else ""
    yield f"{people}{estimate}; {rurality(c.rurality, c.rucc_2023)}; ICE field office {c.ice_field_office or 'unknown'}"
    if s.sheriff is not None and s.sheriff.has_office:
        staff = (
            f"{s.sheriff.officers:,} sworn officers, {s.sheriff.civilians or 0:,} civilians ({s.sheriff.year})"
            if s.sheriff.officers is not None
            else "staffing unknown"
        )
        yield f"sheriff: {s.sheriff_name or 'named in the reference lists'}, ORI {s.sheriff.ori or 'unknown'}; {staff}"
    if s.jails is not None:
        measured = s.jails.capacity_known_count
        beds = (
            f"{s.jails.capacity:,} beds"
            + (f" in the {measured} whose capacity is known" if measured < s.jails.jail_count else "")
            if s.jails.capacity is not None
            else "capacity unknown"
        )
        yield f"jails (HIFLD 2024): {s.jails.jail_count} open; {beds}"
    if s.texas_jail is not None:
        words = {
            "county": "the county ran a jail",
            "private": "a private jail stood here, and the county ran none",
            "none": "the county ran no jail",
        }
        yield f"Texas Commission on Jail Standards, September 2021: {words[s.texas_jail.operation]}"


def _agreements(s: County) -> Iterable[str]:
    past = len(s.agreements) - s.in_force.agreements
    yield f"agreements of bodies that govern here: {s.in_force.words}; {past} listed before"
    for a in s.agreements:
        yield f"  {line(a)}"
    for e in s.older:
        yield f"  before our lists: {e.body.name} {e.sentence}; {e.since_then}"
    yield "pending lists:" if s.pending else "pending lists: no body that governs here was on one"
    for p in s.pending:
        end = (
            "and still on it"
            if p.outcome == "pending"
            else f"to {p.last_date}, {p.outcome.replace('_', ' ')}"
        )
        if p.is_in_force and p.outcome == "pending":
            end += ", though the agreement is in force"
        yield f"  {p.model} {p.agency}: from {p.from_date} {end}"
    if s.statewide:
        yield "agencies of the whole state with an agreement (jail models work in their own jails alone):"
        for a in s.statewide:
            yield f"  {line(a)}"


def line(a: Agreement) -> str:
    """One agreement in one line."""
    end = {
        "listed": "",
        "signed_not_listed": " (signed by then, not yet listed)",
        "omitted": f", last listed {a.last_listed_date} (omitted for a while, listed again later)",
        "left": f", last listed {a.last_listed_date} ({a.ending})",
    }[a.standing]
    return f"{a.model} {a.agency}: SIGNED {a.signed_date or 'unreadable'}, first listed {a.first_listed_date}{end}  [{a.agreement_id}]"


def rurality(word: str, rucc: int | None) -> str:
    """The rurality class in words."""
    words = {
        "metro": "metropolitan",
        "adjacent": "nonmetropolitan beside a metropolitan area",
        "remote": "nonmetropolitan, remote",
    }
    return f"{words.get(word, 'rurality unknown')}" + (
        f" (RUCC 2023 code {rucc})" if rucc is not None else ""
    )
