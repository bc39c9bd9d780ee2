"""deputized outcomes rebuild"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.output import talk


@click.command("rebuild")
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("facts", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Where; without it, the package."
)
def rebuild_command(source: Path, facts: Path, output: Path | None) -> None:
    """Make the tables of results anew from the raw files in SOURCE and FACTS; the same files give the same bytes.

    \b
    deputized outcomes rebuild ../shared/outcomes ../shared/facts
    """
    from deputized.outcomes.errors import OutcomesError
    from deputized.outcomes.rebuild import rebuild
    from deputized.outcomes.tables import FOLDER
    from deputized.readers.errors import ReadError

    try:
        written = rebuild(source, facts, output or FOLDER)
    except (OutcomesError, ReadError, OSError) as error:
        raise click.ClickException(str(error)) from error
    for path in written:
        talk(f"{path}: {path.stat().st_size / 1000:.0f} kB")
