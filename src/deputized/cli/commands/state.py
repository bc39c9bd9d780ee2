"""deputized state"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.commands.county import line
from deputized.cli.opened import check_day, opened, registry_option
from deputized.cli.output import format_option, plain, write_one

if TYPE_CHECKING:
    from deputized.places import StateStory


@click.command("state")
@click.argument("which")
@click.option("--as-of", metavar="DAY", help="As of this day.")
@format_option
@registry_option
def command(which: str, as_of: str | None, format_: str, path: Path | None) -> None:
    """One state: agencies by kind and model, people by what covers them, sheriffs, what could not be placed.

    \b
    deputized state TX
    deputized state Florida --as-of 2025-12-15
    """
    from deputized.places import state_story

    day = check_day(as_of, "--as-of")
    with opened(path) as registry:
        story = state_story(registry.db, which, date.fromisoformat(day) if day else None)
        write_one(plain(asdict(story)), format_, lambda: click.echo("\n".join(screen(story))))


WIDTHS = (5, 11, 11, 17, 14, 11, 7, 17)


def screen(s: StateStory) -> Iterable[str]:
    """The lines of the screen."""
    yield f"{s.state.name} ({s.state.postal}) on {s.day}"
    yield "agencies with an agreement: " + (
        ", ".join(f"{n} {k.replace('_', ' ')}" for k, n in s.agency_counts.items()) or "none"
    )
    yield "agencies that hold each model: " + (
        ", ".join(f"{m} {n}" for m, n in s.model_counts.items()) or "none"
    )
    yield f"sheriffs with an agreement: {s.sheriffs_with_agreement} of {s.sheriff_offices} sheriff's offices in the reference lists"
    if s.jail_counties is not None:
        yield (
            f"counties that ran a jail in 2021: {s.jail_counties}; of these the sheriff holds an agreement in "
            f"{s.jail_counties_with_sheriff_agreement}"
        )
    yield ""
    yield "people by what covers them (2020 census; each resident counts once):"
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
