"""deputized forget"""

from __future__ import annotations

import click

from deputized.cli.commands.quarantine import judge, taken_out
from deputized.cli.output import format_option, talk, write

COLUMNS = ("publication_id", "published_date", "row_count", "because", "judged_by", "judged_at")


@click.command("forget")
@click.argument("which", metavar="[LIST]", required=False)
@click.option("--because", metavar="TEXT", help="Why: the reason stays on record.")
@click.option("--undo", is_flag=True, help="Take the list back.")
@click.option("--by", default="", metavar="NAME", help="Who decides: a name or an office.")
@format_option
def command(which: str | None, because: str | None, undo: bool, by: str, format_: str) -> None:
    """Take a list out of the registry, the reason kept on record; without LIST, those that were taken out.

    Nothing is destroyed: the list stays in the ledger, counts for nothing, and can be taken back.

    \b
    deputized forget
    deputized forget participating-2026-05-20am --because "a test file of ours, not ICE's"
    deputized forget participating-2026-05-20am --undo --because "it was ICE's after all"
    """
    if which is None:
        if because is not None or undo:
            raise click.UsageError("which list? deputized lists shows all")
        rows = taken_out()
        write(rows, format_, COLUMNS, (*COLUMNS, "sha256"))
        talk(f"{len(rows)} lists were taken out")
        return
    if not because:
        raise click.UsageError("say why: --because TEXT")
    name = judge(which, "restore" if undo else "forget", because, by)
    talk(
        f"{name} is {'taken back' if undo else 'taken out'}; the registry is made anew when it is next asked"
    )
