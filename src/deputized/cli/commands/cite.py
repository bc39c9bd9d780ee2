"""deputized cite"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import as_of_option, known_on_option, opened, registry_option
from deputized.cli.output import format_option, write_one


@click.command("cite")
@as_of_option
@known_on_option
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
@format_option
@registry_option
def command(as_of: str | None, known_on: str | None, language: str, format_: str, path: Path | None) -> None:
    """How to cite an answer: the list that speaks for a day, as known on another, with its file and hash.

    \b
    deputized cite
    deputized cite --as-of 2025-12-15 --known-on 2026-01-05 --language es
    """
    from deputized.library.cite import cite

    with opened(path) as registry:
        found = cite(registry, as_of, known_on, language)
        write_one(found.to_dict(), format_, lambda: click.echo(found.text))
