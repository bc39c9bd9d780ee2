"""deputized study"""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import fill

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import talk


@click.command("study")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--outcome", required=True, metavar="COLUMN", help="The column to be explained, a number.")
@click.option("--county", metavar="COLUMN", help="County FIPS codes; found by itself where it is called so.")
@click.option(
    "--time", metavar="COLUMN", help="Months (2025-03) or years; found by itself where it is called so."
)
@click.option(
    "--event",
    type=click.Choice(["agreement", "tfm", "jem", "wso", "mandate"]),
    default="agreement",
    show_default=True,
    help="What begins: a county body's first agreement, of any or one model, or a state's mandate.",
)
@click.option(
    "--controls",
    type=click.Choice(["not-yet", "never"]),
    default="not-yet",
    show_default=True,
    help="Compare with counties that begin later too, or only with those that never do.",
)
@click.option(
    "--placebos", type=click.IntRange(0, 9999), default=99, show_default=True, help="Shuffled starts."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Also as a page, FILE.html."
)
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
@click.option("-f", "--format", "format_", type=click.Choice(["table", "json"]), default="table")
@registry_option
def command(
    file: Path, outcome: str, county: str | None, time: str | None, event: str, controls: str, placebos: int,
    output: Path | None, language: str, format_: str, path: Path | None,
) -> None:  # fmt: skip
    """What began with agreements or mandates: an event study of an outcome that you bring.

    FILE has one row a county and month or year (.csv, .parquet, .dta). Counties that begin are compared with those that have
    not, cohort by cohort (Callaway and Sant'Anna); with tests of trends before the start, shuffled starts, bounds, and what
    it cannot show. Nothing of FILE is kept. Needs the extra `study`.

    \b
    deputized study crime.csv --outcome arrests_per_1000
    deputized study crime.csv --outcome arrests_per_1000 --event tfm --controls never -o study.html
    """
    from deputized.outcomes.errors import OutcomesError
    from deputized.outcomes.study import study
    from deputized.outcomes.study_data import read_outcome
    from deputized.report.study import page, rests_on, sections, title

    try:
        data = read_outcome(file, outcome, county, time)
        with opened(path) as registry:
            found = study(registry, data, event, controls.replace("-", "_"), placebos)
    except OutcomesError as error:
        raise click.ClickException(str(error)) from error
    if output is not None:
        output.write_text(page(found, language), encoding="utf-8", newline="\n")
        talk(f"{output}: {output.stat().st_size:,} bytes")
    if format_ == "json":
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=1))
        return
    click.echo(title(found, language))
    click.echo(fill(rests_on(found, language), 110))
    for heading, lines in sections(found, language):
        click.echo(f"\n{heading}")
        for line in lines:
            click.echo(fill(line, 110, initial_indent="  ", subsequent_indent="    "))
