"""deputized site"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from deputized.cli.opened import Bar, check_day, opened, registry_option
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
@click.option("--today", metavar="DAY", help="The day laws and deadlines are told for (default: today).")
@click.option("--workers", type=click.IntRange(1, 8), default=2, show_default=True, help="Processes at once.")
@registry_option
def command(output: Path, base_url: str, today: str | None, workers: int, path: Path | None) -> None:
    """Build the site: every county, agency and state in English and Spanish, as files any web host can serve.

    Built again, it touches only the pages that changed.

    \b
    deputized site -o public
    deputized site -o public --base-url https://news.example.org/287g/
    """
    from deputized.site.build import build_site

    if base_url and not (base_url.startswith(("https://", "http://")) and base_url.endswith("/")):
        raise click.UsageError(
            f"--base-url {base_url}: give an address that begins with https:// and ends with /"
        )
    day = date.fromisoformat(check_day(today, "--today") or date.today().isoformat())
    with opened(path) as registry:
        built = build_site(
            registry,
            output,
            day,
            base_url=base_url,
            workers=workers,
            progress=Bar("building the site", "parts"),
        )
    talk(
        f"site: {built.pages:,} pages, {built.files:,} files in {built.folder}; {built.written:,} written, {built.removed:,} removed"
    )
