"""deputized find"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, write


@click.command("find")
@click.argument("text", nargs=-1, required=True)
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
@format_option
@registry_option
def command(text: tuple[str, ...], language: str, format_: str, path: Path | None) -> None:
    """What a text means and who holds an agreement there: a town, a county, a ZIP code, an agency, an ORI, a law, a model.

    The site's search box in the terminal: misspelled names are asked about, never guessed, and nothing outside a state
    that is named is shown.

    \b
    deputized find Del Rio TX
    deputized find 78840
    deputized find "alguacil del condado de Kinney, Tejas" --language es
    """
    from dataclasses import asdict

    from deputized.site.found_words import FIELDS, find, note

    with opened(path) as registry:
        things = find(registry, " ".join(text), language)
    if format_ != "table":
        write([asdict(thing) for thing in things], format_, fields=FIELDS)
        return
    if said := note(things[0].how if things else "nothing", things, language):
        click.echo(said)
    for thing in things:
        click.echo(f"{thing.name} ({thing.what})")
        if thing.answer:
            click.echo(f"  {thing.answer}")
        click.echo(f"  {thing.next}")
