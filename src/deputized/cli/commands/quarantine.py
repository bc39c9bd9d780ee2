"""deputized quarantine"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from deputized.cli.opened import ProgressBar, opened, registry_option
from deputized.cli.output import format_option, talk, write

COLUMNS = ("publication_id", "published_date", "row_count", "standing", "standing_reason")


@click.command("quarantine")
@click.argument("which", metavar="[LIST]", required=False)
@click.option("--believe", "verdict", flag_value="believe", help="Believe the list, whatever the rules say.")
@click.option("--doubt", "verdict", flag_value="doubt", help="Doubt the list: it changes nothing.")
@click.option(
    "--by-rules", "verdict", flag_value="rules", help="Take a judgement back: the rules decide again."
)
@click.option("--because", metavar="TEXT", help="Why: the reason is kept with the list for good.")
@click.option("--by", default="", metavar="NAME", help="Who judges: a name or an office.")
@format_option
@registry_option
def command(
    which: str | None, verdict: str | None, because: str | None, by: str, format_: str, path: Path | None
) -> None:
    """What was taken in and is not believed, and why; with LIST all that was measured of it, or your judgement on it.

    A suspect list is kept with its signals and changes nothing. A judgement is data: it is stored beside the lists
    with its reason, the registry is made anew by it, and a later one takes its place.

    \b
    deputized quarantine
    deputized quarantine participating-2025-09-22pm
    deputized quarantine participating-2025-09-22pm --doubt --because "it is the pending list under a wrong name"
    """
    if verdict is not None:
        if which is None or not because:
            raise click.UsageError("a judgement needs a LIST and --because TEXT")
        if path is not None:
            raise click.UsageError("a judgement is on the lists of your own ledger; leave out --registry")
        name = judge(which, verdict, because, by)
        from deputized import open as open_registry

        with open_registry(progress=ProgressBar("building the registry")) as registry:
            row = registry.quarantine(name)
        talk(f"{name} is {row['standing']}: {row['standing_reason'] or 'the rules believe it'}")
        return
    if because is not None:
        raise click.UsageError("--because goes with --believe, --doubt or --by-rules")
    with opened(path) as registry:
        if which is not None:
            row = registry.quarantine(registry.find_list(which))
            if format_ == "table":
                show(row)
            else:
                write(row["signals"], format_)
            return
        rows = registry.quarantined()
        write(rows, format_, COLUMNS, (*COLUMNS, "standing_rule", "kind", "sha256"))
        talk(f"{len(rows)} lists are kept and not believed, or were judged by a person")
    for row in taken_out():
        talk(f"{row['publication_id']}: {row['sentence']}")


def judge(which: str, verdict: str, because: str, by: str) -> str:
    """Keep a judgement; gives the list's id."""
    from deputized.archive import LedgerError
    from deputized.archive.judging import pass_judgement

    now = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        return pass_judgement(which, verdict, because, now, judged_by=by)[0]
    except (LookupError, ValueError) as error:
        raise click.UsageError(str(error.args[0] if error.args else error)) from error
    except LedgerError as error:
        raise click.ClickException(str(error)) from error


def taken_out() -> list[dict[str, Any]]:
    """Lists that were taken out, with the word that did it."""
    from deputized.archive import Ledger

    return [
        {"publication_id": p.publication_id, "published_date": p.published_date.isoformat(), "row_count": p.row_count,
         "sha256": p.sha256, "sentence": j.sentence, "because": j.because, "judged_by": j.judged_by, "judged_at": j.judged_at}
        for p, j in Ledger.open().forgotten
    ]  # fmt: skip


def show(row: dict[str, Any]) -> None:
    """One list's standing and signals as a screen."""
    from deputized.cli.output import table

    click.echo(
        f"{row['publication_id']}: {row['row_count']:,} rows, file {row['name_in_source']}, {row['standing']}"
    )
    if row["standing_reason"]:
        click.echo(f"{row['standing_reason']}")
    for signal in row["signals"]:
        if signal["source"] == "reader":
            click.echo(f"reader: {signal['words']}")
    measures = [
        {"measure": s["measure"], "rows": s["row_count"], "of": s["of_count"], "limit": s["limit_count"],
         "verdict": "beyond its limit" if s["is_broken"] else "as it may be"}
        for s in row["signals"] if s["source"] == "contract"
    ]  # fmt: skip
    if measures:
        click.echo("")
        table(measures, title="measured against the list before")
