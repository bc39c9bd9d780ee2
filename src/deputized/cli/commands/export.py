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
    type=click.Choice(["csv", "parquet", "xlsx", "sqlite", "geojson"]),
    default="csv",
    show_default=True,
    help="CSV opens anywhere; Parquet keeps types and tells empty from unknown; XLSX is for Excel; SQLite is one "
    "database of all; GeoJSON holds bodies as points.",
)
@click.option("--state", metavar="TX", help="Of bodies and their codes: one state or territory.")
@click.option("--by-state", is_flag=True, help="The bodies of each state, in a folder of its name.")
@registry_option
def command(
    output: Path, tables: tuple[str, ...], format_: str, state: str | None, by_state: bool, path: Path | None
) -> None:
    """Everything public as CSV, Parquet or Excel files with a datapackage.json that describes every column, or as
    one SQLite database with keys, views and metadata for Datasette.

    Beside the registry's tables: places, every body of the country (on ICE's lists or on none) with its codes, laws,
    duties, claims, payments and published results. With Parquet comes deputized.sql, which makes a DuckDB database.

    \b
    deputized export -o open-data
    deputized export -o open-data --table agencies --table agreements
    deputized export -o open-data --format parquet
    deputized export -o open-data --format sqlite
    datasette open-data/deputized.sqlite --metadata open-data/metadata.json
    deputized export -o texas --table bodies --state TX --format xlsx
    deputized export -o states --by-state --format geojson
    """
    from deputized.dataset.files import write_by_state, write_files

    if by_state and (state or set(tables) - {"bodies"} or format_ == "sqlite"):
        raise click.UsageError(
            "--by-state writes the bodies of every state; leave out --state, other tables and sqlite"
        )
    with opened(path) as registry:
        written = (
            write_by_state(registry, output, format_)
            if by_state
            else write_files(registry, output, tables, format_, state)
        )
    for name, count in written:
        talk(f"{output / name}: {count:,} rows" if count is not None else str(output / name))
