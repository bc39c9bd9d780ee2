"""deputized site"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from deputized.cli.opened import ProgressBar, check_day, opened, registry_option
from deputized.cli.output import talk


@click.command("site")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to build into.",
)
@click.option(
    "--base-url", default="", metavar="URL", help="The address it will have: https://example.org/287g/"
)
@click.option("--publisher", default="", metavar="NAME", help="Who publishes it: stands on every page.")
@click.option(
    "--contact", default="", metavar="ADDRESS", help="How to reach them: https://…, or an address for mail."
)
@click.option(
    "--report", default="", metavar="ADDRESS", help="Where an error is reported (default: the contact)."
)
@click.option("--today", metavar="DAY", help="The day laws and deadlines are told for (default: today).")
@click.option("--workers", type=click.IntRange(1, 8), default=2, show_default=True, help="Processes at once.")
@registry_option
def command(
    output: Path,
    base_url: str,
    publisher: str,
    contact: str,
    report: str,
    today: str | None,
    workers: int,
    path: Path | None,
) -> None:
    """Build the site: every county, agency and state in English and Spanish, as files any web host can serve.

    Built again, it touches only the pages that changed.

    \b
    deputized site -o public
    deputized site -o public --base-url https://news.example.org/287g/
    deputized site -o public --publisher "The Daily Example" --contact desk@example.org
    """
    from deputized.site.build import build_site
    from deputized.site.frame import Publisher

    if base_url and not (base_url.startswith(("https://", "http://")) and base_url.endswith("/")):
        raise click.UsageError(
            f"--base-url {base_url}: give an address that begins with https:// and ends with /"
        )
    try:
        who = Publisher(publisher, contact, report)
    except ValueError as error:
        raise click.UsageError(f"--{error}") from None
    day = date.fromisoformat(check_day(today, "--today") or date.today().isoformat())
    with opened(path) as registry:
        built = build_site(
            registry,
            output,
            day,
            base_url=base_url,
            publisher=who,
            workers=workers,
            progress=ProgressBar("building the site", "parts"),
        )
    talk(
        f"site: {built.pages:,} pages, {built.files:,} files in {built.folder}; {built.written:,} written, {built.removed:,} removed"
    )
