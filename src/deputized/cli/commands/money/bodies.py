"""deputized money bodies: a first answer for every sheriff and local police"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, talk, write


@click.command("bodies")
@click.option("--state", metavar="ST", help="One state; default the whole country.")
@click.option(
    "--model",
    type=click.Choice(["TFM", "JEM", "WSO"], case_sensitive=False),
    default="TFM",
    show_default=True,
    help="TFM counts patrol officers' pay, the jail models jailers'.",
)
@format_option
@registry_option
def bodies(state: str | None, model: str, format_: str, path: Path | None) -> None:
    """A first estimate for every sheriff and local police, signed or not: officers, pay, area and source.

    \b
    deputized money bodies --state KS
    deputized money bodies --format csv
    """
    from deputized.money.first import batch
    from deputized.reference.wages import TITLE

    with opened(path) as registry:
        try:
            rows = list(batch(registry, state, model.upper()))
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    shown = (
        "name",
        "state",
        "force",
        "officers_estimate",
        "salary_estimate",
        "wage_area",
        "pay_and_benefits_a_year",
    )
    write(rows, format_, shown if format_ == "table" else None)
    known = sum(r["unknown"] is None for r in rows)
    talk(
        f"{known:,} of {len(rows):,} with an estimate; for the others the column unknown says why. Pay: {TITLE}"
    )
