"""deputized mandate"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.asked import state_of
from deputized.cli.opened import check_day, opened, registry_option
from deputized.cli.output import format_option, plain, table, write

if TYPE_CHECKING:
    from deputized.rules import Ban, Mandate, MandateRow
    from deputized.rules.bound_agencies import BodyRow
    from deputized.rules.daily import DayCount


@click.command("mandate")
@click.argument("state")
@click.option("--as-of", metavar="DAY", help="Agreements as of this day (default: the newest list).")
@click.option("--known-on", metavar="DAY", help="As far as the lists out on this day could tell.")
@click.option(
    "--floor",
    type=click.IntRange(0),
    metavar="PEOPLE",
    help="What if only counties of so many people were bound.",
)
@click.option(
    "--left",
    is_flag=True,
    help="Only those bound, or perhaps bound, without an agreement that fulfils the law.",
)
@click.option("--by-day", is_flag=True, help="Bound and signed, day by day, with a small chart.")
@click.option("--bill", is_flag=True, help="Also of a bill that is no law: whom it would bind.")
@format_option
@registry_option
def command(
    state: str,
    as_of: str | None,
    known_on: str | None,
    floor: int | None,
    left: bool,
    by_day: bool,
    bill: bool,
    format_: str,
    path: Path | None,
) -> None:
    """Who a state's law binds and who has complied: every sheriff, those left first. Where a law forbids: who is still listed.

    \b
    deputized mandate TX
    deputized mandate TX --as-of 2025-12-29 --format csv
    deputized mandate TX --floor 100000
    deputized mandate TX --by-day
    deputized mandate NC
    deputized mandate MD
    """
    from deputized.rules import RulesError, added_by, bans, mandate
    from deputized.rules.daily import day_by_day
    from deputized.rules.duties import mandated_on, mandating
    from deputized.rules.prohibitions import forbidding

    days = [check_day(as_of, "--as-of"), check_day(known_on, "--known-on")]
    asked, known = (date.fromisoformat(d) if d else None for d in days)
    today = asked or date.today()
    code = state_of(state, today, path)
    with opened(path) as registry:
        try:
            law = mandating(code, known)
            then = asked is not None and mandated_on(code, asked, known)
            if forbidding(code, known) and (law is None or not law.is_law) and not then:
                answers = bans(registry, code, asked, known, today=today)
                _show_bans(answers, format_)
                return
            if law is not None and not law.is_law and not bill and not then:
                raise RulesError(
                    f"{code}: nobody is bound by a law we hold. {law.no_law}, and it is not told as law; "
                    f"add --bill to see whom it would bind, or see `deputized law {code}`"
                )
            answer = mandate(registry, code, asked, known, today=today, floor=floor)
            if by_day:
                show_days(day_by_day(registry, answer), answer, format_)
                return
            added: tuple[MandateRow, ...] = ()
            if floor is not None:
                added = added_by(mandate(registry, code, asked, known, today=today), answer)
        except RulesError as error:
            raise click.ClickException(str(error)) from error
    rows = [r for r in answer.rows if not left or (r.bound != "no" and r.standing != HELD)]
    if format_ == "table":
        show(answer, rows, added)
    elif format_ == "json":
        write([plain(asdict(answer))], format_)
    else:
        used = answer.list_used.publication_id if answer.list_used else None
        law_of = {"publication_id": used, "law_id": answer.law.law_id, "law_standing": answer.standing_of_law}
        sheriffs = [line(r, answer) | {"county_fips": r.county_fips, "why": r.why} | law_of for r in rows]
        write(sheriffs or [body_line(b) | law_of for b in answer.bodies], format_)


HELD = "holds an agreement"


def show(m: Mandate, rows: Sequence[MandateRow], added: Sequence[MandateRow]) -> None:
    """The screen: the law, totals by rurality, every sheriff, notes."""
    click.echo("\n".join(head(m)))
    click.echo("")
    if m.bodies:
        click.echo("bodies that are no sheriffs:")
        table([body_line(b) for b in m.bodies])
        click.echo("")
    if not m.rows:
        click.echo("\n".join(tail(m)))
        return
    table([{_bound(m) if k == "bound" else k: v for k, v in asdict(t).items()} for t in m.totals])
    click.echo("")
    table([line(r, m) for r in rows])
    if m.floor is not None:
        held = sum(r.standing == HELD for r in added)
        click.echo(
            f"\nthe law as passed binds {len(added)} sheriffs that a floor of {m.floor:,} people would have left out "
            f"({held} of them hold an agreement): " + ", ".join(r.county for r in added)
        )
    click.echo("")
    click.echo("\n".join(tail(m)))


def show_days(counts: Sequence[DayCount], m: Mandate, format_: str) -> None:
    """Bound and signed, day by day."""
    from deputized.rules.daily import chart

    if format_ != "table":
        write([plain(asdict(c)) for c in counts], format_)
        return
    click.echo("\n".join(head(m)))
    click.echo("")
    click.echo("\n".join(chart(counts)))


def body_line(b: BodyRow) -> dict[str, Any]:
    """One body that is no sheriff, in a line."""
    return {
        "body": b.body, "agency_id": b.agency_id, "bound": b.bound.value, "standing": b.standing, "timing": b.timing,
        "agreements": ", ".join(f"{a.model} {a.signed_date or 'no day'}" for a in b.agreements),
        "pending": ", ".join(f"{model} since {since}" for model, since in b.pending), "duty": b.duty, "why": b.why,
    }  # fmt: skip


def head(m: Mandate) -> Iterable[str]:
    """What the law is and how it stands."""
    from deputized.rules.as_records import rests_on

    age = f"; list of {m.list_used.published_date}, {m.list_age} days old on {m.today}" if m.list_used else ""
    yield f"{m.name}: {m.law.bill}, {m.standing_of_law}{m.law.source.mark}{age}"
    yield f"  binds: {m.law.covered}"
    yield f"  fulfilled by: {', '.join(m.law.satisfied_by) or 'not known'} ({m.law.models})"
    for d in m.law.deadlines:
        days = (d.day.latest - m.today).days
        when = f"{days} days from {m.today}" if days >= 0 else f"{-days} days before {m.today}"
        yield f"  deadline: {d.day}, {when}{f': {d.who}' if d.who else ''}{' (only a tracker says so)' if d.certainty == 'tracker' else ''}"
    if not m.law.deadlines:
        yield "  deadline: none in our sources"
    yield f"  if not: {m.law.enforcement if m.law.enforcement != 'unknown' else 'our sources do not say'}"
    yield f"  rests on: {rests_on(m.law)}"
    if m.law.unsettled:
        yield f"  unsettled: {m.law.unsettled}"
    if m.list_used is not None:
        yield f"  list used: {m.list_used.publication_id}, sha256 {m.list_used.sha256[:12]}"
        if m.list_age is not None and m.list_age > 31:
            yield f"  BEWARE: that list is {m.list_age} days older than {m.today}; who signed since is not known here"
    if m.floor is not None:
        yield f"  what if: only counties of {m.floor:,} people and more, all else as in the law"


def _bound(m: Mandate) -> str:
    """The name of the column: what is no law on the day binds nobody."""
    return "would_be_bound" if m.in_force == "no" else "bound"


def line(r: MandateRow, m: Mandate) -> dict[str, Any]:
    """One sheriff in a line."""
    return {
        "county": r.county,
        "population": r.population,
        "rurality": r.rurality,
        _bound(m): r.bound.value,
        "standing": r.standing,
        "timing": r.timing,
        "agreements": ", ".join(f"{a.model} {a.signed_date or 'no day'}" for a in r.agreements),
        "pending": ", ".join(f"{model} since {since}" for model, since in r.pending),
        "other_bodies": "; ".join(f"{a}: {', '.join(models)}" for a, models in r.other_bodies),
    }


def tail(m: Mandate) -> Iterable[str]:
    """Notes, and the bodies of the state."""
    for agency, models in m.state_bodies:
        yield f"of the state: {agency}: {', '.join(models)}"
    for note in m.notes:
        yield f"note: {note}"
    yield "note: days are ICE's SIGNED, nearly always the day ICE countersigned; population is the 2020 census"
    yield f"source: {m.law.source.title}, {m.law.source.date}, {m.law.source.url} ({m.law.source.confidence})"


def _show_bans(answers: tuple[Ban, ...], format_: str) -> None:
    from deputized.rules.as_records import ban_records

    if format_ != "table":
        write(ban_records(answers), format_)
        return
    for ban in answers:
        click.echo(f"{ban.name}: {ban.law.bill}, {ban.standing_of_law}{ban.law.source.mark}")
        click.echo(
            f"  forbids: {ban.law.covered}; from {ban.law.shown('effective') or 'a day we do not know'}"
        )
        click.echo(
            f"  lists we hold since then: {ban.lists_after}; newest {ban.newest_list}; covered agreements on it: {len(ban.on_newest)}"
        )
        click.echo("")
        if ban.still_listed:
            click.echo("listed on or after that day:")
            table(
                [
                    {
                        "agency": e.agency, "model": e.model, "signed": e.signed_date, "last_listed": e.last_listed_after,
                        "first_list_without": e.first_without or "none yet", "days_after": e.days_after,
                    }
                    for e in ban.still_listed
                ]
            )  # fmt: skip
        elif ban.on_newest:
            click.echo(f"on the newest list, {ban.newest_list}:")
            table([{"agency": e.agency, "model": e.model, "signed": e.signed_date} for e in ban.on_newest])
        else:
            click.echo("none that it covers was listed on or after that day")
        if ban.gone_before:
            last = sorted(ban.gone_before, key=lambda e: e.last_listed_after)[-5:]
            gone = "; ".join(f"{e.agency} {e.model}, last on {e.last_listed_after}" for e in last)
            more = f", the last {len(last)}" if len(ban.gone_before) > len(last) else ""
            click.echo(f"\noff ICE's lists before that day: {len(ban.gone_before)}{more}: {gone}")
        click.echo("")
        for note in ban.notes:
            click.echo(f"note: {note}")
        click.echo(
            f"source: {ban.law.source.title}, {ban.law.source.date}, {ban.law.source.url} ({ban.law.source.confidence})"
        )
        click.echo("")
