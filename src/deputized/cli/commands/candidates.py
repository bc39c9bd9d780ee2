"""deputized candidates"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, talk, write


@click.command("candidates")
@format_option
@registry_option
def command(format_: str, path: Path | None) -> None:
    """What waits to be judged: agencies that may be one, with what is printed of both side by side.

    \b
    deputized candidates
    deputized candidates --format json
    """
    from deputized.library.candidates import candidates

    with opened(path) as registry:
        rows = candidates(registry)
    if format_ != "table":
        write(rows, format_)
    else:
        for row in rows:
            show(row)
    talk(f"{len(rows)} wait" if rows else "nothing waits")


def show(row: dict[str, Any]) -> None:
    """One doubt on the screen."""
    click.echo(f"{row['candidate_id']}. {row['reason']}")
    for side in ("a", "b") if row["decide"] else ("a",):
        agency = row[side]
        click.echo(
            f"   {side}: {agency['agency_id']}: {agency['name']}, {agency['state']}, {agency['county_raw'] or 'no county'}"
        )
        for n in agency["names"]:
            click.echo(
                f"      {n['kind']} {n['first_date']} to {n['last_date']}: {n['name_raw'].strip()}, {n['state_raw']}"
                f" ({n['listing_count']} rows)"
            )
        for g in agency["agreements"]:
            click.echo(
                f"      {g['model']} signed {g['signed_date']}, {g['status']}: {g['moa_url'] or 'no document'}"
            )
        for p in agency["pending"]:
            click.echo(f"      {p['model']} pending {p['from_date']} to {p['last_date']}: {p['outcome']}")
    if row["decide"]:
        click.echo(f"   {row['decide']}")
    click.echo("")
