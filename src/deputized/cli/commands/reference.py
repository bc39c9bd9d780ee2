"""deputized reference"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.output import format_option, talk, write


@click.group("reference")
def command() -> None:
    """The reference tables that ship: counties, places, FBI agencies, sheriffs, jails.

    \b
    deputized reference sources
    deputized reference rebuild ../shared/reference
    """


@command.command("rebuild")
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Where; without it, the package."
)
def rebuild_command(source: Path, output: Path | None) -> None:
    """Make the reference tables anew from SOURCE; the same files give the same bytes.

    \b
    deputized reference rebuild ../shared/reference
    """
    from deputized.reference.builder import build
    from deputized.reference.tables import FOLDER

    try:
        written = build(source, output or FOLDER)
    except (OSError, KeyError, ValueError) as error:
        raise click.ClickException(f"{source}: {error}") from error
    for path in written:
        talk(f"{path}: {path.stat().st_size / 1000:.0f} kB")


@command.command("sources")
@format_option
def sources_command(format_: str) -> None:
    """Where each table comes from, its vintage and its licence.

    \b
    deputized reference sources
    """
    from dataclasses import asdict

    from deputized import reference

    write([asdict(s) for s in reference.sources()], format_)
