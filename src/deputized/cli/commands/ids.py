"""deputized ids"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.output import talk


@click.command("ids")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The id file; without it, the shipped one.",
)
def command(output: Path | None) -> None:
    """Issue ids for every new agency and agreement and keep them (maintainers, before a release).

    Ids already issued never change; ids of agencies that proved to be one become redirects.

    \b
    deputized ids
    """
    from deputized.archive import Ledger
    from deputized.registry.build import update_ids
    from deputized.registry.issued import shipped_ids

    path = output or shipped_ids()
    talk(f"{path}: {update_ids(Ledger.open(), path):,} ids")
