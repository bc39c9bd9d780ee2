"""deputized outcomes panel: county by month for research, with its codebook."""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import talk

WRITES = (".parquet", ".csv", ".dta")


@click.command("panel")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="FILE.parquet, FILE.csv or FILE.dta.",
)
@click.option(
    "--since", metavar="DAY", default="2006-01-01", show_default=True, help="From this day's month on."
)
@click.option("--until", metavar="DAY", help="Up to this day's month; without it, the newest list's.")
@click.option("--every-county", is_flag=True, help="Also counties that never had an agreement or a result.")
@registry_option
def panel_command(
    output: Path | None, since: str, until: str | None, every_county: bool, path: Path | None
) -> None:
    """County by month since 2006: models in force by both clocks, state law, people, results where held.

    The kind of file is that of its ending; the codebook is written beside it. Without -o the codebook is shown.

    \b
    deputized outcomes panel -o panel.dta
    deputized outcomes panel --since 2021-01-01 -o panel.parquet
    """
    from deputized.outcomes.panel import COLUMNS, study_panel
    from deputized.outcomes.panel_files import codebook, write_panel

    if output is None:
        for name, (kind, meaning) in COLUMNS.items():
            click.echo(f"{name} ({kind}): {meaning}")
        return
    if output.suffix not in WRITES:
        raise click.UsageError(f"{output}: give a file that ends in {', '.join(WRITES)}")
    with opened(path) as registry:
        study = study_panel(registry, since, until, every_county=every_county)
        write_panel(study, output)
        book = output.with_suffix(".codebook.csv")
        book.write_text(codebook(study), encoding="utf-8")
        talk(
            f"{output}: {len(study.rows):,} county months, {study.since:%Y-%m} to {study.until:%Y-%m}; codebook: {book}"
        )
        talk(
            "empty is not zero: before 2021 models are not held; a fiscal year's results stand in each of its months"
        )
