"""deputized lag"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, talk, write


@click.command("lag")
@format_option
@registry_option
def command(format_: str, path: Path | None) -> None:
    """How late ICE publishes: days from signing to first listing, from pending to participating, from listing to
    MOA posted; median, quartiles and tail by quarter, with the number of agreements behind each.

    \b
    deputized lag
    """
    with opened(path) as registry:
        rows = registry.lag()
        columns = ("step", "quarter", "n", "median", "p25", "p75", "p90", "longest", "negative", "waiting")
        write(rows, format_, columns)
        talk(
            "days; a listing day is that of the first list we hold with the row, so true delays may be shorter by the gap "
            "to the list before; negative: signed after the list's own day, or a slip; waiting: second step not yet seen"
        )
        talk(
            "SIGNED is nearly always ICE's countersignature, so the agency may have signed days or weeks before"
        )
