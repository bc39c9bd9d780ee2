"""deputized find"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, write

if TYPE_CHECKING:
    from deputized.site.found_words import FoundThing


@click.command("find")
@click.argument("text", nargs=-1, required=True)
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
@format_option
@registry_option
def command(text: tuple[str, ...], language: str, format_: str, path: Path | None) -> None:
    """What a text means and who holds an agreement there: a town, a county, a ZIP code, an agency, an ORI, a law, a model.

    The site's search box in the terminal: misspelled names are asked about, never guessed, and nothing outside a state
    that is named is shown. Unless one thing is meant for certain the exit code is 2.

    \b
    deputized find Del Rio TX
    deputized find 78840
    deputized find "alguacil del condado de Kinney, Tejas" --language es
    """
    from dataclasses import asdict

    from deputized.site.found_words import FIELDS, find

    with opened(path) as registry:
        things = find(registry, " ".join(text), language)
    how = things[0].how if things else "nothing"
    if format_ != "table":
        write([asdict(thing) for thing in things], format_, fields=FIELDS)
    else:
        _tell(things, how, language)
    if how != "exact":
        raise click.exceptions.Exit(2)


def _tell(things: list[FoundThing], how: str, language: str) -> None:
    from deputized.site.found_words import note

    if said := note(how, things, language):
        click.echo(said)
    for thing in things:
        click.echo(f"{thing.name} ({thing.what})")
        if thing.answer:
            click.echo(f"  {thing.answer}")
        click.echo(f"  {thing.next}")
