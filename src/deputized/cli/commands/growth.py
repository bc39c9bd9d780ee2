"""deputized growth"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from deputized.cli.opened import opened, registry_option, state_option
from deputized.cli.output import format_option, talk, write

MODELS = (("tfm", "TFM task force"), ("wso", "WSO warrant service"), ("jem", "JEM jail enforcement"))
COLOURS = {"tfm": "orange+", "wso": "blue+", "jem": "gray+"}
MARKERS = {"tfm": "braille", "wso": "dot", "jem": "sd"}


@click.command("growth")
@state_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Draw it to an SVG file."
)
@format_option
@registry_option
def command(state: str | None, output: Path | None, format_: str, path: Path | None) -> None:
    """Agreements over time by model, as a chart in the terminal, an SVG file or a table.

    \b
    deputized growth
    deputized growth --state TX -o growth.svg
    deputized growth --format csv
    """
    with opened(path) as registry:
        from deputized.places.lookup import state_code

        series = registry.growth(state_code(state))
        if output is not None:
            from deputized.library.chart import growth_svg

            output.write_text(growth_svg(series, state), encoding="utf-8")
            talk(f"chart: {output}")
        elif format_ == "table":
            draw(series)
        else:
            write(series, format_)


def draw(series: Sequence[dict[str, Any]]) -> None:
    """The chart in the terminal, with its last values in words below."""
    import plotext

    if not series:
        click.echo("nothing listed")
        return
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(100, 22)
    days = [date.fromisoformat(r["published_date"]) for r in series]
    start = days[0].toordinal()
    for key, label in MODELS:
        plotext.plot(
            [d.toordinal() - start for d in days], [r[key] for r in series], label=label, marker=MARKERS[key]
        )
    years = [
        date(y, 1, 1) for y in range(days[0].year, days[-1].year + 2) if days[0] <= date(y, 1, 1) <= days[-1]
    ]
    plotext.xticks([y.toordinal() - start for y in years], [str(y.year) for y in years])
    plotext.title("agreements on ICE's list, by model")
    click.echo(plotext.uncolorize(plotext.build()))
    last = series[-1]
    first = series[0]
    click.echo(
        f"{first['published_date']}: {first['agreements']:,} agreements; {last['published_date']}: "
        f"{last['agreements']:,} (TFM {last['tfm']:,}, WSO {last['wso']:,}, JEM {last['jem']:,}); {len(series)} lists"
    )
