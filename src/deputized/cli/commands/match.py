"""deputized match"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import opened, registry_option, state_option
from deputized.cli.output import format_option, plain, talk, write, write_one

if TYPE_CHECKING:
    from deputized.registry.places.answers import Match


@click.command("match")
@click.argument("which", required=False)
@click.option(
    "--report", is_flag=True, help="How many of the newest list's agreements are tied, by kind of agency."
)
@click.option(
    "--missing",
    is_flag=True,
    help="Every agency on the newest list that lacks a county, town or ORI, and why.",
)
@state_option
@format_option
@registry_option
def command(
    which: str | None, report: bool, missing: bool, state: str | None, format_: str, path: Path | None
) -> None:
    """Why an agency is tied to this county, town and FBI identifier (ORI): rule, score, alternatives.

    \b
    deputized match tx-kinney-county-sheriff
    deputized match --report
    deputized match --missing --format csv
    """
    from deputized.library.agencies import find
    from deputized.library.matching import missing_rows, reason_rows, report_rows

    with opened(path) as registry:
        if report:
            write(report_rows(registry), format_)
            if format_ == "table":
                click.echo("\nwhat is missing, and why (each agency: deputized match --missing)")
                write(reason_rows(registry), format_)
        elif missing:
            rows = missing_rows(registry, state)
            write(rows, format_)
            talk(f"{len(rows):,} gaps")
        elif which is None:
            raise click.UsageError("say which agency, or --report, or --missing")
        else:
            agency_id = find(registry, which, state)
            match = registry.ties[agency_id]
            record = {"agency_id": agency_id} | plain(asdict(match))
            write_one(record, format_, lambda: click.echo("\n".join(screen(agency_id, match))))


def screen(agency_id: str, m: Match) -> Iterable[str]:
    """The lines of the screen."""
    yield f"{agency_id}: {m.agency}, {m.state}; {m.kind.replace('_', ' ')}, level {m.level.replace('_', ' ')}"
    for title, answer in (("county FIPS", m.county), ("town GEOID", m.place), ("ORI", m.ori)):
        found = ", ".join(answer.codes) or answer.status.replace("_", " ")
        yield f"{title}: {found}   rule {answer.rule}, score {answer.score:g}"
        if answer.note:
            yield f"  {answer.note}"
        for a in answer.alternatives:
            yield f"  not taken: {a.code} {a.name} (likeness {a.score:g}): {a.reason}"
    if m.officers is not None:
        served = (
            f"; serves {m.population_served:,} as the FBI counts" if m.population_served is not None else ""
        )
        civilians = f"{m.civilians:,}" if m.civilians is not None else "unknown number of"
        yield f"staffing {m.staffing_year}: {m.officers:,} sworn, {civilians} civilian{served}"
    else:
        yield "staffing: unknown"
