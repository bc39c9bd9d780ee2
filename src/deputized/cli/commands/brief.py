"""deputized brief"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from deputized.cli.opened import check_day, opened, registry_option
from deputized.cli.output import talk


@click.command("brief")
@click.argument("which")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="A .pdf file."
)
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
@click.option("--today", metavar="DAY", help="The day the law is told for (default: today).")
@registry_option
def command(which: str, output: Path, language: str, today: str | None, path: Path | None) -> None:
    """A county on a page or two to print: agreements, powers, the law, people, what is not known. Tagged PDF.

    \b
    deputized brief "Kinney, TX" -o kinney.pdf
    deputized brief "Miami-Dade, FL" --language es -o miami-dade.pdf
    """
    from deputized.library.county import county_of
    from deputized.site.brief import county_pdf
    from deputized.site.content import read_content

    if output.suffix != ".pdf":
        raise click.UsageError(f"{output}: a brief is a .pdf file")
    day = date.fromisoformat(check_day(today, "--today") or date.today().isoformat())
    with opened(path) as registry:
        county = county_of(registry, which)
        pdf = county_pdf(read_content(registry, day), county.fips, language)
    output.write_bytes(pdf)
    talk(f"brief: {output}")
