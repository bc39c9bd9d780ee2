"""deputized ingest"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import ProgressBar, check_day
from deputized.cli.output import format_option, talk, write

if TYPE_CHECKING:
    from deputized.archive import IngestReport, Ledger
    from deputized.registry.list_verdict import ListVerdict

MOST_EVENTS = 6
COLUMNS = ("file", "publication_id", "status", "same_rows_as", "date_evidence", "signals")
FIELDS = ("file", "publication_id", "status", "standing_reason", *COLUMNS[3:])


@click.command("ingest")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--captured-at", metavar="TIME", help="When the files were downloaded, e.g. 2026-05-18T14:00:00+00:00."
)
@click.option("--date", "published", metavar="DAY", help="The list's day, where its name does not tell.")
@click.option("--dry-run", is_flag=True, help="The verdict first: nothing is stored.")
@click.option(
    "--ledger", type=click.Path(path_type=Path, file_okay=False), help="A ledger folder other than your own."
)
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    captured_at: str | None,
    published: str | None,
    dry_run: bool,
    ledger: Path | None,
    format_: str,
) -> None:
    """Take in lists you have downloaded: all of them or, if one cannot be read, none.

    The same file twice changes nothing, and the order does not matter. What you add is kept beside the shipped
    lists in your own data folder. Each list is then judged: one that is suspect is stored and shown with its reasons
    (`deputized quarantine`), and changes nothing.

    Ends with code 1 if a list is suspect.

    \b
    deputized ingest participatingAgencies06012026am.xlsx
    deputized ingest --dry-run participatingAgencies06012026am.xlsx
    deputized ingest lists/*.xlsx --captured-at 2026-05-18T14:00:00+00:00
    """
    from deputized.archive import DateUnknown, LedgerError
    from deputized.archive.errors import IngestRefused
    from deputized.archive.ingest import ingest, preview
    from deputized.readers.errors import ReadError

    day = check_day(published, "--date")
    given = date.fromisoformat(day) if day else None
    made: Ledger | None = None
    try:
        if dry_run:
            report, made = preview(
                files, ledger, captured_at=captured_at, published_date=given, today=date.today()
            )
        else:
            report = ingest(files, ledger, captured_at=captured_at, published_date=given, today=date.today())
    except IngestRefused as error:  # says itself that nothing was taken in
        raise click.ClickException(str(error)) from error
    except (DateUnknown, LedgerError, ReadError, OSError, ValueError) as error:
        raise click.ClickException(f"{error}\nNothing was taken in.") from error
    found = _verdicts(report, ledger, made)
    write([_row(f, found) for f in report.files], format_, COLUMNS, FIELDS)
    _tell(found, dry_run)
    if dry_run:
        talk("nothing was stored: --dry-run")
    else:
        talk(f"ledger {'changed' if report.is_changed else 'unchanged'}: {report.ledger_dir}")
    if any(not v.standing.is_believed for v in found.values()):
        ctx.exit(1)


def _verdicts(report: IngestReport, ledger: Path | None, made: Ledger | None) -> dict[str, ListVerdict]:
    """The verdict on each list taken in. The registry in force is built on the way, unless nothing is to be stored."""
    from deputized.archive import Ledger
    from deputized.library.opening import default_path, open_registry
    from deputized.registry.list_verdict import verdicts

    lists: Collection[str] = {f.publication_id for f in report.files if f.status != "forgotten"}
    if not lists:
        return {}
    if made is not None:
        return verdicts(made, lists, None if ledger else default_path())
    if ledger is not None:
        return verdicts(Ledger.open(ledger), lists)
    with open_registry(progress=ProgressBar("building the registry")) as registry:
        return registry.verdicts(lists)


def _row(file: object, found: dict[str, ListVerdict]) -> dict[str, object]:
    """What is told of one file; a list that is doubted is not told as added."""
    from deputized.archive import IngestedFile

    assert isinstance(file, IngestedFile)
    verdict = found.get(file.publication_id)
    is_doubted = verdict is not None and not verdict.standing.is_believed
    return {
        "file": file.name,
        "publication_id": file.publication_id,
        "status": f"{file.status}, suspect" if is_doubted and file.status == "known" else "suspect" if is_doubted else file.status,
        "standing_reason": verdict.standing.reason if verdict is not None else "",
        "same_rows_as": file.same_rows_as,
        "date_evidence": file.date_evidence,
        "signals": "; ".join(file.signals),
    }  # fmt: skip


def _tell(found: dict[str, ListVerdict], is_dry_run: bool) -> None:
    """The verdicts in words."""
    for name, verdict in sorted(found.items()):
        if not verdict.standing.is_believed:
            talk(f"{name} is suspect and changes nothing: {verdict.standing.reason}")
            if not is_dry_run:
                talk(f"  if it is right: deputized quarantine {name} --believe --because TEXT")
        else:
            kinds = [f"{n:,} {kind}" for kind, n in list(verdict.events.items())[:MOST_EVENTS]]
            more = len(verdict.events) - len(kinds)
            talk(
                f"{name} is believed: {', '.join(kinds) or 'no changes'}{f' and {more} more kinds' if more > 0 else ''}"
            )
