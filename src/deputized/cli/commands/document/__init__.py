"""deputized document"""

from __future__ import annotations

import click

from deputized.cli.commands.document.adding import add_command, fetch_command, rebuild_command
from deputized.cli.commands.document.clauses import clauses_command
from deputized.cli.commands.document.life import life_command
from deputized.cli.commands.document.reviewing import review_command
from deputized.cli.commands.document.show import list_command, show_command


class DocumentGroup(click.Group):
    """A word that is no subcommand is a document to show."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group("document", cls=DocumentGroup)
def command() -> None:
    """Signed agreements: what they say, where they depart from their template, and the days with their witnesses.

    Facts of the agreements in our corpus ship with the program, the files do not. A document is named by its file's
    name, or by the start of its SHA-256. To read scans and handwriting: pip install "deputized[ocr]".

    \b
    deputized document KinneyCoTX_TFM_MOA_03.19.2025.pdf
    deputized document list --state TX
    deputized document add agreement.pdf folder/
    deputized document clauses --deviating
    deputized document life ks-rooks-county-sheriff
    deputized document review -o pictures
    """


for each in (
    show_command,
    list_command,
    add_command,
    fetch_command,
    review_command,
    clauses_command,
    life_command,
    rebuild_command,
):
    command.add_command(each)
