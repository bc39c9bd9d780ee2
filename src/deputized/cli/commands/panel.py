"""deputized panel"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import known_on_option, opened, registry_option
from deputized.cli.output import format_option, plain, talk, write


@click.command("panel")
@click.option(
    "--since", metavar="DAY", default="2021-01-01", show_default=True, help="From this day's month on."
)
@click.option("--until", metavar="DAY", help="Up to this day's month; without it, the newest list's.")
@click.option("--every-county/--only-with-agreement", default=False, help="Also counties that never had one.")
@known_on_option
@format_option
@registry_option
def command(
    since: str,
    until: str | None,
    every_county: bool,
    known_on: str | None,
    format_: str,
    path: Path | None,
) -> None:
    """Models in force by county and month since 2021, with first days, town agencies, people and rurality.

    \b
    deputized panel --format csv > county_months.csv
    deputized panel --since 2025-12-01 --until 2025-12-31
    """
    from deputized.places.months import COLUMNS

    with opened(path) as registry:
        found = registry.panel(since, until, known_on, only_with_agreement=not every_county)
        records = [plain(r._asdict()) for r in found.rows]
        write(records, format_)
        talk(f"{len(records):,} county months")
        newest = found.newest
        if found.until >= newest.replace(day=1):
            talk(
                f"the newest list{' then' if found.known_on else ''} is of {newest}: {newest:%Y-%m} counts as of that "
                "day, and no later month is known"
            )
        if records and str(records[0]["month"]) < "2021-01":
            talk("before January 2021 only agreements that were still listed then are known")
        if format_ == "table":
            for name, meaning in COLUMNS.items():
                talk(f"{name}: {meaning}")
