"""deputized state"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.commands.county import line
from deputized.cli.opened import day_option, known_on_option, opened, registry_option
from deputized.cli.output import format_option, plain, write_one

if TYPE_CHECKING:
    from deputized.library.state import State


@click.command("state")
@click.argument("which")
@day_option
@known_on_option
@format_option
@registry_option
def command(which: str, as_of: str | None, known_on: str | None, format_: str, path: Path | None) -> None:
    """One state: agencies by kind and model, people by what covers them, sheriffs, what could not be placed.

    \b
    deputized state TX
    deputized state Florida --as-of 2025-12-15
    """
    with opened(path) as registry:
        record = registry.state(which, as_of, known_on)
        write_one(plain(record.to_dict()), format_, lambda: click.echo("\n".join(screen(record))))


WIDTHS = (5, 11, 11, 17, 14, 11, 7, 17)


def screen(s: State) -> Iterable[str]:
    """The lines of the screen."""
    known = f" as known on {s.known_on}" if s.known_on else ""
    yield f"{s.state.name} ({s.state.postal}) on {s.day}{known}, by ICE's list of {s.list_used.published_date}"
    yield f"agreements: {s.in_force.words}"
    yield "agencies with one in force: " + (
        ", ".join(f"{n} {k.replace('_', ' ')}" for k, n in s.agency_counts.items()) or "none"
    )
    yield "agencies in force by model: " + (
        ", ".join(f"{m} {n}" for m, n in s.model_counts.items()) or "none"
    )
    yield f"sheriffs on that list: {s.sheriffs_with_agreement} of {s.sheriff_offices} sheriff's offices in the reference lists"
    if s.jail_counties is not None:
        yield (
            f"counties that ran a jail in 2021: {s.jail_counties}; of these the sheriff holds an agreement in "
            f"{s.jail_counties_with_sheriff_agreement}"
        )
    yield ""
    yield "people by what covers them, by the agencies on that list (2020 census; each resident counts once):"
    heads = ("model", "sheriff", "town police", "other county body", "only the state", "none", "reached")
    yield " ".join(f"{h:>{w}}" for h, w in zip((*heads, "sheriff and town*"), WIDTHS, strict=True))
    for model, c in s.coverage.items():
        t = c.total
        share = f"{1 - t.none / t.population:.1%}" if t.population else "unknown"
        numbers = (t.sheriff, t.town, t.county_other, t.state_only, t.none)
        cells = (model, *(f"{n:,}" for n in numbers), share, f"{t.overlap_sheriff_town:,}")
        yield " ".join(f"{cell:>{w}}" for cell, w in zip(cells, WIDTHS, strict=True))
    yield "* people of the sheriff's counties who live in towns whose police hold it too: shown, not added"
    if s.statewide:
        yield ""
        yield "agencies of the whole state:"
        for a in s.statewide:
            yield f"  {line(a)}"
    if s.unplaced:
        yield ""
        yield "not placed in a county: " + ", ".join(s.unplaced)
    if s.coverage:
        yield ""
        yield f"rule: {next(iter(s.coverage.values())).rule}"
