"""deputized export"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import talk


@click.command("export")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write to.",
)
@click.option("--table", "tables", multiple=True, metavar="NAME", help="Only these tables.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "parquet", "xlsx"]),
    default="csv",
    show_default=True,
    help="CSV opens anywhere; Parquet keeps types and tells empty from unknown; XLSX is for Excel.",
)
@click.option("--state", metavar="TX", help="Of the table bodies: one state or territory.")
@registry_option
def command(
    output: Path, tables: tuple[str, ...], format_: str, state: str | None, path: Path | None
) -> None:
    """The registry as CSV, Parquet or Excel files with a datapackage.json that describes every column.

    Also the table `bodies`: every body of the country, on ICE's lists or on none, with ORI, FIPS, GEOID, point,
    staffing and how each was got.

    \b
    deputized export -o open-data
    deputized export -o open-data --table agencies --table agreements
    deputized export -o open-data --format parquet
    deputized export -o texas --table bodies --state TX --format xlsx
    """
    from deputized.library.crosswalk import BODIES, rows_of_bodies
    from deputized.store.export import export

    with opened(path) as registry:
        more = {BODIES: lambda: rows_of_bodies(registry, state)}
        written = export(registry.db, output, tables, format_, more)
    for name, count in written.items():
        talk(f"{output / f'{name}.{format_}'}: {count:,} rows")
