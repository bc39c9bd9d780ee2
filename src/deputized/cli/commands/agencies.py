"""deputized agencies"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import (
    check_day,
    day_option,
    known_on_option,
    model_option,
    opened,
    registry_option,
    state_option,
)
from deputized.cli.output import format_option, talk, write

COLUMNS = ("agency_id", "name", "state", "kind", "active_models", "first_listed_date", "last_listed_date")


@click.command("agencies")
@state_option
@click.option(
    "--kind", metavar="KIND", help="sheriff, municipal_police, constable, corrections, state_police, ..."
)
@model_option
@click.option(
    "--county",
    metavar="COUNTY",
    help="A county by name and state, or its FIPS: bodies that govern it or a town in it.",
)
@click.option(
    "--standing",
    type=click.Choice(["active", "former", "pending", "all"]),
    help="On the newest list (as without it); listed before; pending only; all ever seen.",
)
@day_option
@known_on_option
@format_option
@registry_option
def command(
    state: str | None,
    kind: str | None,
    model: str | None,
    county: str | None,
    standing: str | None,
    as_of: str | None,
    known_on: str | None,
    format_: str,
    path: Path | None,
) -> None:
    """Agencies by state, kind, model and standing, or those with an agreement in force on a day.

    \b
    deputized agencies --state TX --kind constable
    deputized agencies --standing former --format csv
    deputized agencies --state TX --as-of 2025-12-12
    """
    from deputized.library.agencies import FIELDS

    with opened(path) as registry:
        rows = registry.agencies(
            state=state,
            kind=kind,
            model=model,
            county=county,
            standing=standing,
            as_of=check_day(as_of, "--as-of"),
            known_on=check_day(known_on, "--known-on"),
        )
        write(rows, format_, COLUMNS, FIELDS)
        talk(f"{len(rows):,} agencies; newest list {registry.meta['newest_publication']}")
