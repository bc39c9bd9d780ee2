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
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
    help="CSV opens anywhere; Parquet keeps types and tells empty from unknown.",
)
@registry_option
def command(output: Path, tables: tuple[str, ...], format_: str, path: Path | None) -> None:
    """The registry as CSV or Parquet files with a datapackage.json that describes every column.

    \b
    deputized export -o open-data
    deputized export -o open-data --table agencies --table agreements
    deputized export -o open-data --format parquet
    """
    from deputized.store.export import export

    with opened(path) as registry:
        written = export(registry.db, output, tables, format_)
    for name, count in written.items():
        talk(f"{output / f'{name}.{format_}'}: {count:,} rows")
