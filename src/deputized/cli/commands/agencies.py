"""deputized agencies"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.opened import day_option, known_on_option, opened, registry_option
from deputized.cli.output import format_option, talk, write

if TYPE_CHECKING:
    from deputized.explore import Roster

COLUMNS = (
    "agency_id",
    "name",
    "state",
    "kind",
    "models",
    "signed_first",
    "first_listed_date",
    "last_listed_date",
)
STANDINGS = {
    "active": "listed",
    "former": "left",
    "pending": "pending",
    "all": "listed,pending,left,announced",
}
"""What --standing was called, and what --status calls it."""


@click.command("agencies")
@click.option("--state", metavar="TX", help="States or territories; several with commas.")
@click.option(
    "--county",
    metavar="COUNTY",
    help="A county by name and state, or its FIPS: bodies that govern it or a town in it.",
)
@click.option(
    "--near",
    metavar="PLACE",
    help="Near a town, a county or 'latitude,longitude'; bodies of the whole state are shown too.",
)
@click.option(
    "--miles",
    metavar="N",
    help="How near, from the place to the town, office or middle of the county; 50 unless told.",
)
@click.option("--model", metavar="MODEL", help="tfm, jem, wso or ttfm; several with commas.")
@click.option(
    "--kind",
    metavar="KIND",
    help="sheriff, municipal_police, constable, corrections, ...; several with commas.",
)
@click.option(
    "--status",
    metavar="STATUS",
    help="listed (as without it), pending, left, announced (once, never listed), never, "
    "unclear (maybe listed under another name), all; several with commas.",
)
@click.option(
    "--signed-from", metavar="DAY", help="With an agreement of that status signed on this day or later."
)
@click.option("--signed-to", metavar="DAY", help="With one signed on this day or earlier.")
@click.option(
    "--rurality",
    metavar="R",
    help="metro, adjacent, remote or unknown, of the main county (USDA); several with commas.",
)
@click.option(
    "--bound",
    metavar="B",
    help="Bound by a mandate of its state: yes, unclear, no, none (no such law); several with commas.",
)
@click.option("--name", metavar="TEXT", help="With these words in name, county, state or ORI.")
@click.option(
    "--sort",
    metavar="KEY",
    help="name, state (as without it), signed, listed, people, officers or miles; -people turns it.",
)
@click.option(
    "--standing", type=click.Choice(list(STANDINGS)), hidden=True, help="The former name of --status."
)
@day_option
@known_on_option
@format_option
@registry_option
def command(format_: str, path: Path | None, standing: str | None, **filters: Any) -> None:
    """Agencies by any of these filters at once, counted; the roster page of the site takes the same by the same names.

    Each body has one status on a day: listed (an agreement in force), pending, left, announced, never, unclear.

    \b
    deputized agencies --state TX --kind constable
    deputized agencies --status left --format csv
    deputized agencies --state TX --as-of 2025-12-12
    deputized agencies --near "Del Rio, TX" --miles 50 --model tfm
    deputized agencies --status never --kind sheriff --bound yes --sort=-people
    """
    from deputized.explore import roster
    from deputized.explore.roster import FIELDS

    if standing and filters["status"]:
        raise click.UsageError("--standing is the former name of --status: give one of them")
    filters["status"] = filters["status"] or STANDINGS.get(standing or "")
    with opened(path) as registry:
        found = roster(registry, **filters)
        columns = ("name", "state", "miles", *COLUMNS[3:5]) if found.spot else COLUMNS
        write(found.records(), format_, columns, FIELDS)
        for line in told(found):
            talk(line)


def told(found: Roster) -> list[str]:
    """What stands beside the table: how many, by which list, what the distance leaves out, and the address."""
    some = ", ".join(f"{n:,} {status}" for status, n in found.by_status.items())
    lines = [
        f"{found.bodies:,} agencies ({some or 'none'}); {found.agreements:,} agreements in force; by the list of "
        f"{found.list_day} ({found.list_id})"
    ]
    if found.spot:
        lines.append(
            f"near {found.spot.name} ({found.spot.latitude:.4f}, {found.spot.longitude:.4f}): miles to each town, office or "
            "middle of the county; bodies of the whole state have no miles"
        )
        lines += [
            f"its county comes within {r.miles_to_land:g} miles, its office does not: {r.row.body.name}, {r.row.body.state}"
            for r in found.reaching
        ]
    lines.append(f"on the site: roster/{'?' if found.view.address else ''}{found.view.address}")
    return lines
