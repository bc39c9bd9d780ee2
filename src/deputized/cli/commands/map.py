"""deputized map"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import day_option, known_on_option, model_option, opened, registry_option
from deputized.cli.output import talk

if TYPE_CHECKING:
    from deputized.library.reach import Listed

SUFFIXES = (".svg", ".png")
FILMS = (".gif", ".webp", ".png")


@click.command("map")
@day_option
@known_on_option
@model_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw it to this .svg or .png file; without it, in the terminal.",
)
@click.option(
    "--notes/--no-notes",
    default=True,
    show_default=True,
    help="In SVG, name each shaded county when pointed at.",
)
@click.option(
    "--film", is_flag=True, help="Every list one after another as a moving .gif, .webp or .png file."
)
@click.option("--since", metavar="DAY", help="When the film begins (default: 2024-12-01).")
@click.option(
    "--language", type=click.Choice(["en", "es"]), default="en", show_default=True, help="Of the film."
)
@registry_option
def command(
    as_of: str | None,
    known_on: str | None,
    model: str | None,
    output: Path | None,
    notes: bool,
    film: bool,
    since: str | None,
    language: str,
    path: Path | None,
) -> None:
    """The country's counties shaded by who holds a model: in the terminal, or as an SVG or PNG file that is
    legible in grey.

    \b
    deputized map --model wso
    deputized map --as-of 2025-12-15 --model tfm -o map.svg
    deputized map -o map.png
    deputized map --film -o growth.gif
    """
    from deputized.model.kinds import model_code
    from deputized.places import model_map

    if film:
        _film(output, since, model, language, path, (as_of, known_on))
        return
    if since is not None:
        raise click.UsageError("--since is when a film begins: add --film")
    if output is not None and output.suffix.lower() not in SUFFIXES:
        raise click.UsageError(f"{output.name}: a map is drawn as {' or '.join(SUFFIXES)}; name the file so")
    code = model_code(model)
    with opened(path) as registry:
        found = registry.listed(as_of, known_on)
    if output is None:
        columns = min(shutil.get_terminal_size((100, 40)).columns, 160)
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        click.echo("\n".join(screen(found, code, columns, colour)), color=colour)
        return
    drawing = model_map(
        found.holders, found.day, code, notes=notes and output.suffix.lower() == ".svg", listed=found.list_day
    )
    if output.suffix.lower() == ".png":
        from deputized.places.rasters import png

        content = png(drawing)
    else:
        content = drawing.encode()
    _write("map", output, content)


def _write(what: str, output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{output}: cannot be written ({error.strerror})") from error
    talk(f"{what}: {output} ({len(content) / 1000:.0f} kB)")


def _film(
    output: Path | None,
    since: str | None,
    model: str | None,
    language: str,
    path: Path | None,
    other: tuple[str | None, str | None],
) -> None:
    from deputized.model.days import day_of
    from deputized.model.kinds import model_code
    from deputized.site.film import FORMATS, START
    from deputized.site.film import film as drawn

    if any(other):
        raise click.UsageError("a film shows every list; give --since, not --as-of or --known-on")
    if output is None or output.suffix.lower() not in FILMS:
        raise click.UsageError(f"a film is a {', '.join(FILMS[:-1])} or {FILMS[-1]} file: give one with -o")
    with opened(path) as registry:
        begins = day_of(since) if since else START
        content = drawn(registry, FORMATS[output.suffix.lower()], begins, model_code(model), language)
    _write("film", output, content)


def screen(found: Listed, model: str | None, columns: int, colour: bool) -> Iterable[str]:
    """The lines of the map in the terminal, with its title, legend and source."""
    from deputized.places.choropleth import county_classes, map_source, map_title
    from deputized.places.geometry import geometry
    from deputized.places.maps import ATTRIBUTION, SHADES
    from deputized.places.terminal import map_lines, map_points, swatch

    classes = county_classes(found.holders, model)
    yield map_title(model, found.day)
    yield from map_lines(map_points(classes, columns), colour)
    rest = SHADES[-1].key
    for shade in SHADES:
        count = sum(1 for fips in geometry().counties if classes.get(fips, rest) == shade.key)
        yield f"{swatch(shade.key, colour)} {shade.label.removeprefix('Grey: ')} ({count:,})"
    yield f"{map_source(found.list_day)} {ATTRIBUTION}."
