"""deputized update"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.output import talk

if TYPE_CHECKING:
    from deputized.live.settings import Settings
    from deputized.live.update import UpdateReport

MOST = 40
"""Sentences shown without --all."""
site_options = [
    click.option(
        "--site",
        type=click.Path(path_type=Path, file_okay=False),
        help="Also bring the site in this folder up to date (or set site.folder).",
    ),
    click.option("--base-url", default="", metavar="URL", help="The address the site has."),
]


@click.command("update")
@site_options[0]
@site_options[1]
@click.option("--all", "is_all", is_flag=True, help="Every sentence, not only the first 40.")
@click.option("--dry-run", is_flag=True, help="Ask and look; keep, build and send nothing.")
@click.pass_context
def command(ctx: click.Context, site: Path | None, base_url: str, is_all: bool, dry_run: bool) -> None:
    """Bring everything up to today's list: fetch, take in, build, say what changed, tell who asked, build the site.

    Safe to run every half hour: one run at a time, nothing half done, nothing told twice. Settings are one TOML file:
    `deputized notices` names it.

    Exit codes: 0 nothing new, 10 something new, 20 a person is needed (what for is said), 30 it could not be asked this
    time, 1 an error.

    \b
    deputized update
    deputized update --site public --base-url https://news.example.org/287g/
    """
    from deputized.live.settings import read_settings
    from deputized.live.update import with_site

    with plain_errors():
        settings = with_site(read_settings(), site, base_url)
        report = run(settings, dry_run)
        show(report, is_all, dry_run)
    ctx.exit(report.exit_code)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turns what may go wrong into one line."""
    from deputized.archive import LedgerError
    from deputized.live.settings import SettingsError
    from deputized.live.visit_store import Busy
    from deputized.store import StoreError

    try:
        yield
    except (SettingsError, Busy, LedgerError, StoreError, ValueError) as error:
        raise click.ClickException(str(error)) from error


def run(settings: Settings, is_dry_run: bool) -> UpdateReport:
    """One update of today."""
    from deputized.cli.opened import ProgressBar
    from deputized.live.update import Update

    bars: dict[str, ProgressBar] = {}

    def progress(what: str, done: int, total: int) -> None:
        bars.setdefault(what, ProgressBar(what, "parts"))(done, total)

    return Update(settings, date.today(), progress=progress, is_dry_run=is_dry_run).run()


def show(report: UpdateReport, is_all: bool, is_dry_run: bool) -> None:
    """The report: what changed on standard output, how it went beside it."""
    for item in report.fetched.items:
        talk(item.sentence())
        for clause in item.differences:
            talk(f"  {clause}")
    for told in report.suspect:
        click.echo(told.sentence)
    shown = report.told if is_all else report.told[:MOST]
    if report.lists:
        click.echo(f"new since last time: {', '.join(report.lists)}; {len(report.told):,} changes")
    for told in shown:
        click.echo(told.sentence)
    if len(shown) < len(report.told):
        talk(f"{len(report.told) - len(shown):,} more, which deputized changes --since DAY shows")
    if report.site is not None:
        talk(f"site: {report.site.written:,} of {report.site.files:,} files written in {report.site.folder}")
    for digest in report.composed:
        click.echo(f"\nwould go to {digest.channel}: {digest.subject}\n\n{digest.text}")
    for digest in report.digests:
        talk(f"notice to {digest.channel}: {digest.state}{f': {digest.error}' if digest.error else ''}")
    if is_dry_run:
        talk("nothing was kept, built or sent: --dry-run")
