"""deputized fetch"""

from __future__ import annotations

import click

from deputized.cli.opened import check_day
from deputized.cli.output import format_option, talk, write


@click.command("fetch")
@click.option(
    "--from",
    "source",
    metavar="SOURCE",
    help="wayback, an address, a folder or a file; without it, ICE's page.",
)
@click.option("--since", metavar="DAY", help="With --from wayback: captures from this day on.")
@click.option("--dry-run", is_flag=True, help="Ask and look, and keep nothing.")
@format_option
@click.pass_context
def command(ctx: click.Context, source: str | None, since: str | None, dry_run: bool, format_: str) -> None:
    """Take today's list from ICE's page, or lists from elsewhere.

    The list is found by the words of the page, asked for only if it changed, and looked at before anything is kept; what
    the page says of it is kept and compared. If ICE's site refuses programs, the address to open by hand is named, and
    a file saved by hand is as good. What came is judged at once: a list that is suspect is kept, told with its reasons and
    changes nothing. `deputized update` does all of it, and tells what changed.

    Exit codes: 0 nothing new, 10 something new, 20 a person is needed, 30 it could not be asked this time, 1 an error.

    \b
    deputized fetch
    deputized fetch --from participatingAgencies05222026pm.xlsx
    deputized fetch --from wayback --since 2026-05-01
    """
    from datetime import date

    from deputized.archive import LedgerError
    from deputized.live.fetching import fetch
    from deputized.live.settings import SettingsError, read_settings
    from deputized.live.visit_store import Busy

    day = check_day(since, "--since")
    if day and source != "wayback":
        raise click.UsageError("--since goes with --from wayback")
    try:
        report = fetch(read_settings(), source, date.fromisoformat(day) if day else None, is_dry_run=dry_run)
    except (SettingsError, Busy, LedgerError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.UsageError(
            f"--from {source}: no such file, folder or address ({error.strerror or error})"
        ) from error
    rows = report.to_rows()
    if format_ == "table":
        for item in report.items:
            click.echo(item.sentence())
            for clause in item.differences:
                click.echo(f"  {clause}")
    else:
        write(rows, format_)
    suspect = f", {len(report.suspect)} suspect" if report.suspect else ""
    talk(f"{len(report.new)} new{suspect}{' (nothing was kept: --dry-run)' if dry_run else ''}")
    ctx.exit(report.exit_code)
