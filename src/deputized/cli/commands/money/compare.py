"""deputized money compare"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, write_one

if TYPE_CHECKING:
    from deputized.money.compare import Comparison


@click.command("compare")
@click.argument(
    "plans", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--fiscal-year-begins",
    type=click.IntRange(1, 12),
    help="Month; default what the first plan says, else 10.",
)
@click.option("--draws", type=click.IntRange(100, 1_000_000), default=10_000, show_default=True)
@click.option("--seed", type=int, default=287, show_default=True)
@format_option
@registry_option
def compare(
    plans: tuple[Path, ...],
    fiscal_year_begins: int | None,
    draws: int,
    seed: int,
    format_: str,
    path: Path | None,
) -> None:
    """Plans side by side, in the county's fiscal years, per resident and beside the payroll.

    A plan is a TOML file; only agency is needed, and what is left out is known or estimated:

    \b
        agency = "48453"            # a name, an id, an ORI or a county's FIPS code
        title = "ten officers"
        model = "TFM"
        officers = 10
        until = 2027-09-30          # last day with federal money
        [assume]
        paid_purchases = 0.9
        holds = 40

    \b
    deputized money compare A.toml B.toml
    """
    from deputized.money.asked import plan_of, read_plan
    from deputized.money.compare import compare as compared
    from deputized.money.compare import comparison_record
    from deputized.money.plan import PlanError
    from deputized.money.prefill import known_of

    try:
        asked = [read_plan(p) for p in plans]
        with opened(path) as registry:
            made = [plan_of(known_of(registry, a.agency), a, date.today()) for a in asked]
        titles = [a.title or p.stem for a, p in zip(asked, plans, strict=True)]
        begins = fiscal_year_begins or asked[0].fiscal_year_begins
        found = compared(list(zip(titles, made, strict=True)), begins, draws, seed)
    except PlanError as error:
        raise click.UsageError(str(error)) from error
    write_one(comparison_record(found), format_, lambda: click.echo("\n".join(screen(found))))


def screen(found: Comparison) -> Iterable[str]:
    """The comparison as lines."""
    from deputized.money.scenario import Spread
    from deputized.report.words import chances, cost

    def ends(s: Spread) -> str:
        return f"{cost(s.p50)} ({cost(s.p10)} to {cost(s.p90)})"

    yield "net local cost, beyond pay due in any case; the middle run, and 8 of 10 runs. A scenario, not a forecast:"
    yield "no reimbursement is promised. Middles of years do not add up to the middle of the whole: each is of its own runs."
    for side in found.sides:
        plan = side.plan
        last = f"federal money until {plan.until}" if plan.until else "federal money throughout"
        yield ""
        yield f"{side.title}: {plan.agency}, {plan.model}, {plan.officers:,} officers, {plan.months} months from {plan.start}, {last}"
        estimated = [n for n, s in plan.sources.items() if s.startswith("estimate")]
        if estimated:
            yield f"  estimated, not given: {', '.join(estimated)}"
        for year in side.years:
            part = "" if year.months == 12 else f" ({year.months} months)"
            yield f"  FY {year.fiscal_year}{part}: {ends(year.net)}{_beside(year.per_resident, year.payroll_share)}"
        yield f"  in all: {ends(side.net)}{_beside(side.per_resident, side.payroll_share)}"
        yield f"  chance of a net cost: {chances(side.cost_chance)}; officer-hours a month: {side.hours_a_month:,.0f}"
        if side.against_first is not None and side.dearer_chance is not None:
            yield (
                f"  against {found.sides[0].title}: {ends(side.against_first)}; costs more in {side.dearer_chance:.0%} of runs"
            )


def _beside(each: float | None, share: float | None) -> str:
    """What it is per resident and of the payroll, where people and force are known."""
    told = []
    if each is not None:
        told.append(f"{'a gain of ' if each <= -0.005 else ''}${abs(each):,.2f} per resident")
    if share is not None:
        gain = "a gain of " if round(share, 3) < 0 else ""
        told.append(f"{gain}{abs(round(share, 3)):.1%} of the payroll of sworn officers")
    return "; " + ", ".join(told) if told else ""
