"""deputized map"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from deputized.cli.opened import check_day, model_option, opened, registry_option
from deputized.cli.output import talk


@click.command("map")
@click.option("--as-of", metavar="DAY", help="As of this day.")
@model_option
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The SVG file."
)
@click.option(
    "--notes/--no-notes", default=True, show_default=True, help="Name each shaded county when pointed at."
)
@registry_option
def command(as_of: str | None, model: str | None, output: Path, notes: bool, path: Path | None) -> None:
    """The country's counties shaded by who holds a model, as an SVG file: legible in grey, nothing fetched.

    \b
    deputized map --as-of 2025-12-15 --model tfm -o map.svg
    """
    from deputized.library.status import model_code
    from deputized.places import holders, model_map, newest_day

    day = check_day(as_of, "--as-of")
    with opened(path) as registry:
        on = date.fromisoformat(day) if day else newest_day(registry.db)
        drawing = model_map(holders(registry.db, on), on, model_code(model), notes=notes)
    output.write_text(drawing, encoding="utf-8")
    talk(f"map: {output} ({len(drawing) / 1000:.0f} kB)")
