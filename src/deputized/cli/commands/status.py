"""deputized status"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import (
    as_of_option,
    check_day,
    known_on_option,
    model_option,
    opened,
    registry_option,
    state_option,
)
from deputized.cli.output import format_option, table, write_one

if TYPE_CHECKING:
    from deputized.library.earlier import Earlier
    from deputized.library.status import Status


@click.command("status")
@as_of_option
@known_on_option
@state_option
@model_option
@format_option
@registry_option
def command(
    as_of: str | None,
    known_on: str | None,
    state: str | None,
    model: str | None,
    format_: str,
    path: Path | None,
) -> None:
    """Who is in on a day: as ICE printed it, and as resolved.

    Rows, agreements and agencies are three numbers. Territories are counted apart from states.

    \b
    deputized status
    deputized status --as-of 2025-12-12 --model tfm
    deputized status --as-of 2025-09-22 --known-on 2025-09-23 --state FL
    """
    known_on = check_day(known_on, "--known-on")
    with opened(path) as registry:
        answer = registry.status(as_of, known_on, state, model)
        is_last_known = registry.freshness(date.today()).is_after_newest(as_of)
        write_one(answer.to_dict(), format_, lambda: show(answer, is_last_known=is_last_known))


def show(s: Status, *, is_last_known: bool = False) -> None:
    """The answer as a screen; `is_last_known` where the day asked for is later than all lists."""
    used = s.list_used
    where = ", ".join(p for p in (s.state, s.model) if p)
    day = s.as_of or (used.published_date if used else "no day")
    if is_last_known and used is not None:
        day = f"{used.published_date}, the last known state: no list is as new as {day}"
    click.echo(
        f"287(g) on {day}{f' as known on {s.known_on}' if s.known_on else ''}{f': {where}' if where else ''}"
    )
    if used is not None:
        click.echo(f"list used: {used.publication_id}, file {used.name_in_source}, sha256 {used.sha256[:12]}")
    p, r = s.printed, s.resolved
    if s.earlier is not None:
        show_earlier(s.earlier)
    click.echo("")
    if s.earlier is None or s.earlier.stands:
        title = "as ICE printed it" if s.earlier is None else "as listed then"
        click.echo(
            f"{title:<20}{p.rows:>6,} rows        {models(p.rows_by_model)}   "
            f"{places(p.states, p.territories)}, {p.names:,} names as spelt"
            + (f", {p.hidden_rows} rows hidden by a filter" if p.hidden_rows else "")
        )
    click.echo(
        f"as resolved         {r.agreements:>6,} agreements  {models(r.agreements_by_model)}   "
        f"{places(r.states, r.territories)}"
    )
    click.echo(f"                    {r.agencies:>6,} agencies    {models(r.agencies_by_model)}")
    click.echo(f"                    {r.words}")
    if s.pending is not None:
        click.echo(
            f"pending             {s.pending.agreements:>6,} announced, not in force   {models(s.pending.agreements_by_model)}   "
            f"list {s.pending.publication_id}"
        )
    if len(s.by_state) > 1:
        click.echo("")
        hybrid = any(x.hybrid for x in s.by_state)
        tribal = any(x.ttfm for x in s.by_state)
        rows = [
            {"state": x.name + (" (territory)" if x.is_territory else ""), "agencies": x.agencies,
             "agreements": x.agreements, "TFM": x.tfm, "JEM": x.jem, "WSO": x.wso}
            | ({"HYBRID": x.hybrid} if hybrid else {})
            | ({"TTFM": x.ttfm} if tribal else {})
            for x in sorted(s.by_state, key=lambda x: (-x.agreements, x.name))
        ]  # fmt: skip
        table(rows)
    click.echo("")
    for note in s.notes:
        click.echo(f"note: {note}.")


def show_earlier(e: Earlier) -> None:
    """What an answer before ICE's first list rests on, and its bounds."""
    click.echo(e.sentence)
    click.echo(f"rests on: {e.words}")
    for title, used in (("roster", e.before), ("next roster", e.after)):
        if used is not None:
            stated = (
                "" if used.stated_count in (None, used.agreements) else f", caption says {used.stated_count}"
            )
            click.echo(
                f"{title}: {used.roster_id}, {used.source}, as of {used.as_of} ({used.basis}): {used.agreements}{stated}"
            )


def models(counts: dict[str, int]) -> str:
    """Counts by model in one line."""
    return "  ".join(f"{m} {n:,}" for m, n in counts.items())


def places(states: int, territories: int) -> str:
    """States and territories, apart."""
    text = f"{states} state{'' if states == 1 else 's'}"
    return text + (f" and {territories} territor{'y' if territories == 1 else 'ies'}" if territories else "")
