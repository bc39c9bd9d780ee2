"""deputized money roster, deputized money template"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.output import format_option, table, talk, write

if TYPE_CHECKING:
    from deputized.money.coverage import OfficerQuarter
    from deputized.money.ledger import ClaimSheet


@click.command("roster")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The claim sheet: .xlsx or .csv."
)
@click.option(
    "--claimed-before", "before", type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The workbook or state file of the last claim: nothing is claimed twice.",
)  # fmt: skip
@click.option(
    "--state", "state_file", type=click.Path(path_type=Path, dir_okay=False),
    help="Write here what this claim leaves for the next one (the .xlsx holds it too).",
)  # fmt: skip
@click.option(
    "--purchases", type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="CSV of what was bought (item, officer_id, bought_on, amount); without it the ceilings are shown.",
)  # fmt: skip
@click.option(
    "--decimal", type=click.Choice(["comma", "point"]), help="The file's decimal mark, if it is asked for."
)
@click.option(
    "--dates", type=click.Choice(["mdy", "dmy"]), help="The file's order of month and day, if asked for."
)
@click.option(
    "--fiscal-start", type=click.IntRange(1, 12), help="The month your fiscal year begins in, for Q2 FY2026."
)
@click.option(
    "--overtime", type=click.Choice(["as-worked", "by-days"]), default="as-worked", show_default=True,
    help="Whether all overtime of a quarter with a certified day counts, or a part by days.",
)  # fmt: skip
@click.option("--no-vehicle", is_flag=True, help="The vehicle was claimed already.")
@format_option
def roster(
    file: Path, output: Path | None, before: Path | None, state_file: Path | None, purchases: Path | None,
    decimal: str | None, dates: str | None, fiscal_start: int | None, overtime: str, no_vehicle: bool, format_: str,
) -> None:  # fmt: skip
    """What the published rules cover of a roster, officer by officer and quarter by quarter, and what they do not.

    \b
    deputized money template -o roster.csv
    deputized money roster roster.csv -o claim.xlsx
    deputized money roster q2.csv --claimed-before claim-q1.xlsx -o claim-q2.xlsx
    """
    from deputized.money.carried import Carried, CarriedError, read_carried, write_carried
    from deputized.money.coverage import OvertimeReading
    from deputized.money.ledger import claim
    from deputized.money.purchases import PurchaseError, read_purchases
    from deputized.money.roster import RosterAnswers, RosterError, read_roster
    from deputized.money.rules import rules
    from deputized.money.sheet import NOTE, claim_records, claim_workbook

    if output is not None and output.suffix not in (".xlsx", ".csv"):
        raise click.UsageError(f"{output}: a claim sheet is .xlsx or .csv")
    reading = OvertimeReading(overtime)
    try:
        read = read_roster(file, RosterAnswers(decimal, dates, fiscal_start))  # type: ignore[arg-type]  # click's choices
        carried = read_carried(before) if before is not None else Carried()
        used = dict(carried.overtime)
        spent = read_purchases(purchases) if purchases is not None else None
        found = claim(
            read.rows, with_vehicle=not no_vehicle, before=carried, reading=reading, purchases=spent
        )
    except (RosterError, CarriedError, PurchaseError) as error:
        raise click.ClickException(str(error)) from error
    for remark in read.remarks:
        talk(f"note: {remark}")
    if before is None and (later := _later(read.rows)):
        talk(later)
    if state_file is not None:
        state_file.write_text(write_carried(carried), encoding="utf-8")
        talk(f"state: {state_file}")
    if output is not None:
        if output.suffix == ".xlsx":
            output.write_bytes(claim_workbook(found, read.rows, rules(), carried, reading, used))
        else:
            from deputized.cli.output import write_csv

            with output.open("w", encoding="utf-8", newline="") as stream:
                write_csv(stream, claim_records(found))
        talk(f"claim sheet: {output}")
    elif format_ != "table":
        write(claim_records(found), format_)
        return
    _screen(found)
    click.echo(NOTE)


def _later(rows: Sequence[OfficerQuarter]) -> str:
    """A word of warning where a roster begins after officers were certified: an earlier claim may have been made."""
    first = min(r.quarter for r in rows)
    old = sum(
        1 for r in rows if r.quarter == first and r.certified_on is not None and r.certified_on < first.first
    )
    if not old:
        return ""
    return (
        f"note: {old} officer{'s were' if old > 1 else ' was'} certified before {first} began. If earlier quarters were "
        "claimed, say so with --claimed-before, or equipment, vehicle and overtime are claimed again"
    )


def _screen(found: ClaimSheet) -> None:
    total = found.total
    table(
        [
            {
                "quarter": str(quarter), "cost": f"{t.cost:,}", "covered": f"{t.covered:,}",
                "not covered": f"{t.not_covered:,}", "awards": f"{t.awards:,}",
            }
            for quarter, t in found.by_quarter().items()
        ]
    )  # fmt: skip
    click.echo(f"\ncost {total.cost:,} = covered {total.covered:,} + not covered {total.not_covered:,}")
    click.echo(f"awards, which cover no cost: {total.awards:,}; claimed in all {total.claimed:,}")
    if total.ceilings:
        click.echo(
            f'of what is covered, {total.ceilings:,} are ceilings for equipment and a vehicle ("up to"): only what is '
            "spent is covered; give what was bought with --purchases"
        )
    for reason in sorted({x.reason for x in found.lines if x.not_covered and x.reason}):
        click.echo(f"  not covered: {reason}")


@click.command("template")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it here.")
def template(output: Path | None) -> None:
    """An empty roster with its columns, and what each of them holds.

    \b
    deputized money template -o roster.csv
    """
    from deputized.money.roster import COLUMNS, MEANINGS

    text = ",".join(COLUMNS) + "\n"
    if output is not None:
        output.write_text(text, encoding="utf-8")
        talk(f"roster: {output}")
    else:
        click.echo(text, nl=False)
    for name, meaning in MEANINGS.items():
        talk(f"  {name:<16} {meaning}")
