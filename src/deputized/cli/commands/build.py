"""deputized build"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import ProgressBar
from deputized.cli.output import talk


@click.command("build")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it here instead."
)
def command(output: Path | None) -> None:
    """Build the registry from the shipped lists and those you ingested.

    It is written aside and swapped in when whole: a build that is stopped leaves the old one. The files of rules and
    claims in curation/ are read first: a law without a day or a source stops the build.

    \b
    deputized build
    deputized build -o registry.sqlite
    """
    from deputized.archive import LedgerError
    from deputized.claims import known_claims
    from deputized.library.opening import build, default_path
    from deputized.registry.curation import CurationError
    from deputized.rules import RulesError
    from deputized.rules.audit import check_files
    from deputized.store import StoreError

    path = output or default_path()
    try:
        check_files()
        known_claims()
        path = build(path, progress=ProgressBar("building the registry"))
    except (LedgerError, StoreError, RulesError, CurationError) as error:
        raise click.ClickException(str(error)) from error
    talk(f"registry: {path} ({path.stat().st_size / 1e6:.0f} MB)")
