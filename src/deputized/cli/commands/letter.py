"""deputized letter"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import talk


@click.command("letter")
@click.argument("which")
@click.option(
    "--agency",
    metavar="ID",
    help="Which agency of the county to ask (default: the sheriff, or who holds one).",
)
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A .txt file; else it is printed."
)
@registry_option
def command(which: str, agency: str | None, language: str, output: Path | None, path: Path | None) -> None:
    """A letter that asks a county's sheriff, or another agency there, for the agreement with ICE and what belongs to
    it, under the state's public-records law and the agreement's own clause. No legal advice.

    \b
    deputized letter "Kinney, TX"
    deputized letter "Miami-Dade, FL" --agency fl-doral-police --language es -o doral.txt
    """
    from deputized.rules.duty import answer
    from deputized.site.letter import letter

    with opened(path) as registry:
        try:
            text = letter(answer(registry, which), language, agency).text
        except LookupError as error:
            raise click.ClickException(str(error.args[0])) from error
    if output is None:
        click.echo(text, nl=False)
        return
    output.write_text(text, encoding="utf-8")
    talk(f"letter: {output}")
