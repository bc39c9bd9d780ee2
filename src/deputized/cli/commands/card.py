"""deputized card"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from deputized.cli.commands.county import card_lines
from deputized.cli.opened import check_day, opened, registry_option
from deputized.cli.output import talk


@click.command("card")
@click.argument("which")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A .png picture for sharing, or an .html frame for a page of yours; without it the card is printed.",
)
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
@click.option(
    "--base-url", default="", metavar="URL", help="For a frame: the address of the site it links to."
)
@click.option("--today", metavar="DAY", help="The day the law is told for (default: today).")
@registry_option
def command(
    which: str, output: Path | None, language: str, base_url: str, today: str | None, path: Path | None
) -> None:
    """A county's answer card: who may act for ICE there, under what, since when, what the law asks. As text, picture or
    frame. The site holds both for counties there is something to say of; this makes them for any.

    \b
    deputized card "Maverick, TX"
    deputized card 50001 -o addison.png
    """
    from deputized.library.county import county_of

    if output is not None and output.suffix not in (".png", ".html"):
        raise click.UsageError(f"{output}: a card is a .png or an .html file")
    day = date.fromisoformat(check_day(today, "--today") or date.today().isoformat())
    with opened(path) as registry:
        fips = county_of(registry, which).fips
        if output is None:
            from deputized.rules.duty import answer
            from deputized.site.card_words import stamp_line

            found = answer(registry, fips, today=day)
            click.echo("\n".join((stamp_line(found, language, day), *card_lines(found, language, day))))
            return
        from deputized.site.content import read_content

        book = read_content(registry, day)
        if output.suffix == ".png":
            from deputized.site.images import county_picture
            from deputized.site.picture import png

            body = png(county_picture(book, fips))
        else:
            from deputized.site.embeds import alone

            body = alone(book, fips, language, base_url)
    output.write_bytes(body)
    talk(f"card: {output}")
