"""deputized summary"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import click

from deputized.cli.commands.changes import COLUMNS
from deputized.cli.commands.growth import draw
from deputized.cli.commands.status import show
from deputized.cli.opened import opened, registry_option
from deputized.cli.output import table


@click.command("summary")
@registry_option
def command(path: Path | None) -> None:
    """Who is in, since when, what changed lately: one screen.

    \b
    deputized summary
    """
    with opened(path) as registry:
        answer = registry.status()
        show(answer)
        click.echo("")
        draw(registry.growth())
        newest = registry.clocks.dates[-1]
        since = (date.fromisoformat(newest) - timedelta(days=7)).isoformat()
        news = registry.changes(since=since, kind="news")
        counts: dict[str, int] = {}
        for row in news:
            counts[row["kind"]] = counts.get(row["kind"], 0) + 1
        click.echo("")
        click.echo(
            f"changes on lists from {since} to {newest}: "
            + ", ".join(f"{n} {k}" for k, n in sorted(counts.items()))
        )
        table(news[-15:], COLUMNS)
        click.echo("")
        click.echo(
            'next: deputized agency "Kinney County Sheriff, TX"; deputized status --state FL; deputized --help'
        )
