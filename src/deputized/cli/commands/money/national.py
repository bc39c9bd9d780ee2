"""deputized money national"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import check_day, opened, registry_option
from deputized.cli.output import format_option, plain, table, write, write_one

if TYPE_CHECKING:
    from deputized.money.national import AgencyYear


@click.command("national")
@click.option("--as-of", metavar="DAY", help="Task force agencies as of this day.")
@click.option(
    "--salary",
    type=click.FloatRange(0, 10_000_000, min_open=True),
    help="Base pay of an officer in dollars a year.",
)
@click.option("--benefits", type=click.FloatRange(0, 1), help="Benefits as a share of pay.")
@click.option(
    "--overtime",
    type=click.FloatRange(0, 1),
    default=0.10,
    show_default=True,
    help="Overtime as a share of pay.",
)
@format_option
@registry_option
def national(
    as_of: str | None,
    salary: float | None,
    benefits: float | None,
    overtime: float,
    format_: str,
    path: Path | None,
) -> None:
    """What the rules would cover in a year for every task force agency, beside the published projections.

    \b
    deputized money national --as-of 2026-01-26 --salary 70000 --benefits 0.38
    """
    from dataclasses import asdict

    from deputized.money.amounts import dollars
    from deputized.money.national import national

    day = check_day(as_of, "--as-of")
    with opened(path) as registry:
        found = national(registry, date.fromisoformat(day) if day else None, salary, benefits, overtime)

    def show() -> None:
        click.echo(
            f"{found.agencies} agencies with a task force agreement on {found.as_of} (list {found.publication_id})"
        )
        click.echo(
            f"pay {dollars(found.salary)} a year and {found.benefits:.0%} benefits ({found.pay_source}); "
            f"overtime {found.overtime_share:.0%}"
        )
        click.echo("")
        table(
            [
                {
                    "officers": p.officers, "pay and benefits": dollars(p.pay), "overtime": dollars(p.overtime),
                    "awards": dollars(p.awards), "a year in all": dollars(p.total), "officers from": p.officers_source,
                }
                for p in found.projections
            ]
        )  # fmt: skip
        low, high = found.equipment_once
        click.echo(f"\nonce, equipment and a vehicle each: {dollars(low)} to {dollars(high)}")
        click.echo(
            f"officers per agency these numbers imply: {found.officers_per_agency[0]:.0f} to {found.officers_per_agency[1]:.0f}"
        )
        click.echo(
            f"sworn officers of the {found.agencies_with_force} agencies that report to the FBI: {found.force:,}; the numbers "
            f"imply {found.share_of_force[0]:.0%} to {found.share_of_force[1]:.0%} of them"
        )
        inferred = sum(a.force_source != "FBI" for a in found.by_agency)
        click.echo(
            f"shared out over {len(found.by_agency)} agencies by force ({inferred} without a figure get the median); the "
            "largest, a year; all with --format csv:"
        )
        for a in found.by_agency[:5]:
            click.echo(
                f"  {a.agency_id[:60]:<60} {a.force:>6,} officers  {dollars(a.year[0])} to {dollars(a.year[1])}"
            )
        for year, value, who in found.published:
            click.echo(f"published for {year}: {dollars(value)} ({who})")
        click.echo("\nwhy they differ:")
        for reason in found.why_they_differ:
            click.echo(f"  - {reason}")

    if format_ in ("csv", "ndjson"):
        write([_row(a) for a in found.by_agency], format_)
        return
    write_one(plain(asdict(found)), format_, show)


def _row(found: AgencyYear) -> dict[str, object]:
    return {
        "agency_id": found.agency_id, "force": found.force, "force_source": found.force_source,
        "officers_low": round(found.officers[0], 2), "officers_high": round(found.officers[1], 2),
        "year_usd_low": round(found.year[0], 2), "year_usd_high": round(found.year[1], 2),
        "once_usd_low": round(found.equipment_once[0], 2), "once_usd_high": round(found.equipment_once[1], 2),
    }  # fmt: skip
