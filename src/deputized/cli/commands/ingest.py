"""deputized ingest"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from deputized.cli.opened import check_day
from deputized.cli.output import format_option, talk, write


@click.command("ingest")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--captured-at", metavar="TIME", help="When the files were downloaded, e.g. 2026-05-18T14:00:00+00:00."
)
@click.option("--date", "published", metavar="DAY", help="The list's day, where its name does not tell.")
@click.option(
    "--ledger", type=click.Path(path_type=Path, file_okay=False), help="A ledger folder other than your own."
)
@format_option
def command(
    files: tuple[Path, ...], captured_at: str | None, published: str | None, ledger: Path | None, format_: str
) -> None:
    """Take in lists you have downloaded: all of them or, if one cannot be read, none.

    The same file twice changes nothing, and the order does not matter. What you add is kept beside the shipped
    lists in your own data folder; the registry is built anew when it is next asked.

    \b
    deputized ingest participatingAgencies06012026am.xlsx
    deputized ingest lists/*.xlsx --captured-at 2026-05-18T14:00:00+00:00
    """
    from deputized.archive import DateUnknown, LedgerError
    from deputized.archive.errors import IngestRefused
    from deputized.archive.ingest import ingest
    from deputized.readers.errors import ReadError

    day = check_day(published, "--date")
    try:
        report = ingest(
            files, ledger, captured_at=captured_at, published_date=date.fromisoformat(day) if day else None
        )
    except IngestRefused as error:  # says itself that nothing was taken in
        raise click.ClickException(str(error)) from error
    except (DateUnknown, LedgerError, ReadError, OSError, ValueError) as error:
        raise click.ClickException(f"{error}\nNothing was taken in.") from error
    rows = [
        {"file": f.name, "publication_id": f.publication_id, "status": f.status, "same_rows_as": f.same_rows_as,
         "date_evidence": f.date_evidence, "signals": "; ".join(f.signals)}
        for f in report.files
    ]  # fmt: skip
    write(rows, format_)
    talk(f"ledger {'changed' if report.is_changed else 'unchanged'}: {report.ledger_dir}")
