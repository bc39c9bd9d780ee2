"""deputized timeline"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import opened, registry_option, state_option
from deputized.cli.output import format_option, talk, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deputized.rules import Moment


@click.command("timeline")
@click.option("--since", metavar="YEAR", type=int, help="Only from this year.")
@click.option("--kind", help="Only events of one kind, such as court, state law, models, money, counts.")
@state_option
@click.option(
    "--counts",
    "show_counts",
    is_flag=True,
    help="How many there were: statements before our lists, then the lists.",
)
@click.option(
    "--stated", is_flag=True, help="Every number somebody stated, also where our lists say it themselves."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Draw it to an SVG file."
)
@format_option
@registry_option
def command(
    since: int | None,
    kind: str | None,
    state: str | None,
    show_counts: bool,
    stated: bool,
    output: Path | None,
    format_: str,
    path: Path | None,
) -> None:
    """The program since 1996, each event with its source, and how many agreements there were.

    Federal acts, state laws and their days, courts, local decisions, models, money, oversight, and numbers that were stated.

    \b
    deputized timeline
    deputized timeline --kind court --state VA
    deputized timeline --counts --format csv
    deputized timeline -o timeline.svg
    """
    from deputized.places.lookup import state_code
    from deputized.rules import counts, series, timeline
    from deputized.rules.chronicle import KINDS

    wanted = kind.casefold().replace("_", " ").strip() if kind else None
    if wanted is not None and wanted not in KINDS:
        raise click.UsageError(f"--kind {kind}: kinds are {', '.join(KINDS)}")
    try:
        postal = state_code(state)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if stated:
        write(
            [
                {
                    "day": c.day.text, "count": c.count, "unit": c.unit, "model": c.model, "states": c.states,
                    "note": c.note, "source": c.source.title, "source_date": c.source.date,
                    "confidence": c.source.confidence, "source_url": c.source.url,
                }
                for c in counts()
                if since is None or c.day.latest.year >= since
            ],
            format_,
        )  # fmt: skip
        return

    moments = [
        m for m in timeline()
        if (since is None or m.day.latest.year >= since)
        and (wanted is None or m.kind == wanted)
        and (postal is None or m.state == postal)
    ]  # fmt: skip
    if output is not None or show_counts:
        with opened(path) as registry:
            points = [p for p in series(registry) if since is None or p.on.year >= since]
        if output is not None:
            from deputized.rules.chronicle_chart import timeline_svg

            output.write_text(timeline_svg(points, moments), encoding="utf-8")
            talk(f"chart: {output}")
            return
        write(
            [
                {
                    "day": p.day, "count": p.count, "unit": p.unit, "tfm": p.tfm, "jem": p.jem, "wso": p.wso,
                    "origin": p.origin, "evidence": p.evidence, "confidence": p.confidence, "note": p.note,
                }
                for p in points
            ],
            format_,
        )  # fmt: skip
        return
    if format_ != "table":
        write(
            [
                {
                    "day": m.day.text, "kind": m.kind, "state": m.state, "event": m.event, "detail": m.detail,
                    "source_title": m.source.title,
                    "source_url": m.source.url, "source_date": m.source.date, "confidence": m.source.confidence,
                }
                for m in moments
            ],
            format_,
        )  # fmt: skip
        return
    show(moments)


def show(moments: Sequence[Moment]) -> None:
    """The events as a list, the year told once."""
    year = ""
    for m in moments:
        if m.day.text[:4] != year:
            year = m.day.text[:4]
            click.echo(f"\n{year}")
        day = m.day.text[5:] or "  -  "
        place = f"{m.state}: " if m.state else ""
        click.echo(f"  {day:<6} {place}{m.event}{m.source.mark}")
        if m.detail:
            click.echo(f"         {m.detail}")
        click.echo(f"         {m.source.title}, {m.source.date}")
