"""deputized changes"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import (
    check_day,
    known_on_option,
    model_option,
    opened,
    registry_option,
    state_option,
)
from deputized.cli.output import format_option, talk, write

COLUMNS = ("date", "kind", "state", "model", "agency", "detail")


@click.command("changes")
@click.option("--since", metavar="DAY", help="From this day's lists on.")
@click.option("--until", metavar="DAY", help="Up to this day's lists.")
@state_option
@model_option
@click.option(
    "--kind", metavar="KIND", help="One kind, several with commas, or 'news' for who came and went."
)
@click.option("--agency", metavar="WHICH", help="One agency, by its id, name, ORI, FIPS or ZIP code.")
@click.option(
    "--desk",
    "shown",
    flag_value="desk",
    help="By group, what matters most first, with the counts before and after.",
)
@click.option(
    "--left",
    "shown",
    flag_value="left",
    help="Who left for good as far as our lists go, and what is known of why.",
)
@click.option(
    "--pending",
    "shown",
    flag_value="pending",
    help="Who is announced and waits, or was announced and never listed.",
)
@known_on_option
@format_option
@registry_option
def command(
    since: str | None,
    until: str | None,
    state: str | None,
    model: str | None,
    kind: str | None,
    agency: str | None,
    shown: str | None,
    known_on: str | None,
    format_: str,
    path: Path | None,
) -> None:
    """What changed between neighboring lists: listed, delisted, renamed, re-dated, renewed, MOA posted and more.

    The day is that of the list that shows a change; it happened after the list before. "delisted" says that a
    row is gone, not that an agreement has ended.

    \b
    deputized changes --since 2026-04-01 --state FL
    deputized changes --kind news --since 2026-02-01 --state MD
    deputized changes --desk --state GA --since 2026-04-01 --until 2026-04-30
    deputized changes --left --since 2026-01-01
    deputized changes --pending
    """
    from deputized.library.changes import FIELDS

    if shown and (kind or agency or known_on):
        raise click.UsageError(f"--{shown} is not combined with --kind, --agency or --known-on")
    with opened(path) as registry:
        if shown:
            from deputized.cli.changes_shown import show

            days = check_day(since, "--since"), check_day(until, "--until")
            show(registry, shown, days, state, model, format_)
            return
        rows = registry.changes(
            since=check_day(since, "--since"),
            until=check_day(until, "--until"),
            state=state,
            model=model,
            kind=kind,
            agency=agency,
            known_on=check_day(known_on, "--known-on"),
        )
        write(rows, format_, COLUMNS, FIELDS)
        talk(f"{len(rows):,} changes")
