"""deputized archive"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.output import talk


@click.group("archive")
def command() -> None:
    """The ledger of all lists: rebuild it from the raw files, or give a workbook back.

    \b
    deputized archive rebuild ../shared/corpus -o ledger
    deputized archive restore participating-2025-12-12pm -o list.csv
    """


@command.command("rebuild")
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where; without it, the shipped ledger.",
)
def rebuild_command(source: Path, output: Path | None) -> None:
    """Make the ledger anew from SOURCE, a folder of raw lists with manifest.csv; the same files give the same bytes.

    \b
    deputized archive rebuild ../shared/corpus
    """
    from deputized.archive import LedgerError
    from deputized.archive.errors import DateUnknown
    from deputized.archive.home import shipped_folder
    from deputized.archive.rebuild import rebuild
    from deputized.readers.errors import ReadError

    try:
        digest = rebuild(source, output or shipped_folder(), talk)
    except (LedgerError, ReadError, DateUnknown, OSError) as error:
        raise click.ClickException(f"{error}\nThe ledger is as it was.") from error
    talk(f"ledger {output or shipped_folder()}: sha256 {digest}")


@command.command("restore")
@click.argument("publication_id")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A CSV file; else standard output.",
)
def restore_command(publication_id: str, output: Path | None) -> None:
    """Give a list back as it was printed, as CSV: every sheet, row and cell, links beside their cells.

    \b
    deputized archive restore participating-2025-12-12pm -o list.csv
    """
    import io

    from deputized.archive import Ledger, LedgerError
    from deputized.cli.output import write_csv
    from deputized.model.cells import encode

    try:
        workbook = Ledger.open().restore(publication_id)
    except (KeyError, LedgerError) as error:
        raise click.ClickException(str(error.args[0])) from error
    rows = [
        {"sheet": sheet.name, "row": row.number, "hidden": int(row.hidden), "column": n + 1, "value": encode(cell),
         "link": dict(row.links).get(n)}
        for sheet in workbook.sheets
        for row in sheet.rows
        for n, cell in enumerate(row.cells)
    ]  # fmt: skip
    out = io.StringIO()
    write_csv(out, rows, ("sheet", "row", "hidden", "column", "value", "link"))
    if output is None:
        click.echo(out.getvalue(), nl=False)
    else:
        output.write_text(out.getvalue(), encoding="utf-8")
