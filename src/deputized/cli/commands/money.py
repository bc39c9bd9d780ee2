"""deputized money"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.opened import check_day, opened, registry_option
from deputized.cli.output import format_option, plain, table, talk, write, write_one

if TYPE_CHECKING:
    from deputized.money.plan import Plan
    from deputized.money.prefill import Known
    from deputized.money.scenario import Scenario

PROMPT = (
    "give the base pay of the officers who take part: --salary DOLLARS_A_YEAR. It is not in any source we hold, and no "
    "national mean stands in for it. A county finds it in its adopted budget or pay plan; a reader may ask the county "
    "clerk or look for the salary order on the commissioners' agenda."
)


@click.group("money")
def command() -> None:
    """What published rules reimburse, what an agreement costs an agency, and what happens when the money stops.

    \b
    deputized money agency tx-kinney-county-sheriff --officers 2 --salary 52000 --benefits 0.38 --until 2027-09-30
    deputized money roster roster.csv -o claim.xlsx
    """


@command.command("agency")
@click.argument("which")
@click.option("--officers", type=int, help="How many take part.")
@click.option("--salary", type=float, help="Their base pay in dollars a year.")
@click.option("--benefits", type=float, help="Benefits as a share of pay, such as 0.38.")
@click.option("--until", metavar="DAY", help="First day without federal money.")
@click.option(
    "--model",
    type=click.Choice(["TFM", "JEM", "WSO"], case_sensitive=False),
    help="Default: the one it holds, else TFM.",
)
@click.option(
    "--new-posts", type=int, default=0, show_default=True, help="How many of them are posts created for it."
)
@click.option("--start", metavar="DAY", help="First day with officers certified.")
@click.option("--months", type=int, help="How long to look ahead; default a year beyond --until, else 36.")
@click.option("--force", type=int, help="Sworn officers in all; default what the FBI holds.")
@click.option("--no-vehicle", is_flag=True, help="Leave the vehicle out.")
@click.option(
    "--assume",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set an assumption; see them all with --format json.",
)
@click.option("--draws", type=click.IntRange(100, 1_000_000), default=10_000, show_default=True)
@click.option("--seed", type=int, default=287, show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A brief to print: .html or .pdf."
)
@format_option
@registry_option
def agency(
    which: str, officers: int | None, salary: float | None, benefits: float | None, until: str | None, model: str | None,
    new_posts: int, start: str | None, months: int | None, force: int | None, no_vehicle: bool, assume: tuple[str, ...],
    draws: int, seed: int, output: Path | None, format_: str, path: Path | None,
) -> None:  # fmt: skip
    """What an agreement may cost one agency, month by month, with and without the federal money.

    \b
    deputized money agency tx-kinney-county-sheriff --officers 2 --salary 52000 --benefits 0.38 --until 2027-09-30
    deputized money agency "Kinney County Sheriff, TX" --officers 2 --salary 52000 --benefits 0.38 -o brief.pdf
    """
    from deputized.money.plan import PlanError
    from deputized.money.prefill import known_of
    from deputized.money.scenario import record, scenario

    if salary is None:
        raise click.UsageError(PROMPT)
    if officers is None or benefits is None:
        raise click.UsageError(
            "give --officers, how many take part, and --benefits, a share of pay such as 0.38"
        )
    with opened(path) as registry:
        known = known_of(registry, which)
    try:
        plan = _plan(known, officers, salary, benefits, check_day(until, "--until"), model, new_posts,
                     check_day(start, "--start"), months, force, no_vehicle, assume)  # fmt: skip
        found = scenario(plan, draws, seed)
    except PlanError as error:
        raise click.UsageError(str(error)) from error
    if output is not None:
        _write_brief(found, output)
        return
    if format_ == "csv":
        write(record(found)["point_by_month"], "csv")
        return
    write_one(record(found), format_, lambda: click.echo("\n".join(screen(found))))


def _plan(
    known: Known, officers: int, salary: float, benefits: float, until: str | None, model: str | None, new_posts: int,
    start: str | None, months: int | None, force: int | None, no_vehicle: bool, assume: tuple[str, ...],
) -> Plan:  # fmt: skip
    from deputized.money.plan import Plan, PlanError, months_between
    from deputized.money.prefill import sources_of, start_of

    chosen = (model or (known.models[0] if known.models else "TFM")).upper()
    chosen = "TFM" if model is None and "TFM" in known.models else chosen
    begin = date.fromisoformat(start) if start else start_of(known, chosen, date.today())
    end = date.fromisoformat(until) if until else None
    length = months or (months_between(begin, end) + 12 if end else 36)
    given: dict[str, object] = {
        "officers": officers, "salary": salary, "benefits": benefits, "until": until, "new_posts": new_posts or None,
        "start": start, "force": force,
    }  # fmt: skip
    plan = Plan(
        known.name + ", " + known.state, chosen, officers, salary, benefits, begin, length, end, new_posts,
        not no_vehicle, force if force is not None else known.force, known.population, known.state,
        float(known.grant.maximum) if known.grant is not None and known.grant.maximum is not None else 0.0,
        sources=sources_of(known, given),
    )  # fmt: skip
    values = {}
    for item in assume:
        name, _, value = item.partition("=")
        try:
            values[name.strip()] = float(value)
        except ValueError as error:
            raise PlanError(f"--assume {item}: write it as name=number, such as paid_share=0.5") from error
    return plan.fixing(**values)


def _write_brief(found: Scenario, output: Path) -> None:
    from deputized.report.money import brief_html, brief_pdf

    if output.suffix == ".pdf":
        output.write_bytes(brief_pdf(found, date.today()))
    elif output.suffix in (".html", ".htm"):
        output.write_text(brief_html(found, date.today()), encoding="utf-8")
    else:
        raise click.UsageError(f"{output}: a brief is .html or .pdf")
    talk(f"brief: {output}")


def screen(found: Scenario) -> Iterable[str]:
    """The brief's words as lines."""
    from deputized.money.amounts import dollars
    from deputized.report.charts import LABELS
    from deputized.report.money import brief

    page = brief(found, date.today())
    yield page.title
    yield page.lead
    yield page.caution
    yield ""
    for question, answer, means in page.answers:
        yield question
        yield f"  {answer}"
        yield f"  ({means})"
    yield ""
    yield "what matters most (net local cost with one assumption at its low or high end):"
    for bar in found.tornado[:6]:
        yield f"  {LABELS.get(bar.name, bar.name):<32} {dollars(bar.cost_at_low):>12} to {dollars(bar.cost_at_high):>12}"
    yield ""
    yield "the three models:"
    for model, net, hours, asked in page.models:
        yield f"  {'>' if asked else ' '} {model:<26} {net:<48} {hours} officer-hours a month"
    yield ""
    yield "what went in:"
    for what, value, source in page.inputs:
        yield f"  {what:<28} {value:<32} {source}"
    yield ""
    yield "what nobody published:"
    for what, range_, source in page.assumptions:
        yield f"  {what}: {range_} ({source})"
    yield ""
    yield page.foot


@command.command("roster")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The claim sheet: .xlsx or .csv."
)
@click.option("--no-vehicle", is_flag=True, help="The vehicle was claimed already.")
@format_option
def roster(file: Path, output: Path | None, no_vehicle: bool, format_: str) -> None:
    """What the published rules cover of a roster, officer by officer and quarter by quarter, and what they do not.

    \b
    deputized money template -o roster.csv
    deputized money roster roster.csv -o claim.xlsx
    """
    from deputized.money.ledger import claim
    from deputized.money.roster import RosterError, read_roster
    from deputized.money.rules import rules
    from deputized.money.sheet import NOTE, claim_records, claim_workbook

    try:
        found = claim(read_roster(file), with_vehicle=not no_vehicle)
    except RosterError as error:
        raise click.ClickException(str(error)) from error
    if output is not None:
        if output.suffix == ".xlsx":
            output.write_bytes(claim_workbook(found, rules()))
        elif output.suffix == ".csv":
            from deputized.cli.output import write_csv

            with output.open("w", encoding="utf-8", newline="") as stream:
                write_csv(stream, claim_records(found))
        else:
            raise click.UsageError(f"{output}: a claim sheet is .xlsx or .csv")
        talk(f"claim sheet: {output}")
    elif format_ != "table":
        write(claim_records(found), format_)
        return
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
    click.echo(
        f"\ncost {total.cost:,}; covered {total.covered:,} and awards {total.awards:,}; not covered {total.not_covered:,}"
    )
    reasons = sorted({x.reason for x in found.lines if x.not_covered and x.reason})
    for reason in reasons:
        click.echo(f"  not covered: {reason}")
    click.echo(NOTE)


@command.command("template")
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


@command.command("rules")
@format_option
def published(format_: str) -> None:
    """The published rules of reimbursement, each with its first day, source and confidence.

    \b
    deputized money rules
    """
    from deputized.money.rules import rules

    write(
        [
            {
                "rule": r.name, "value": str(r.value), "unit": r.unit, "from": r.effective_from.isoformat(),
                "to": r.effective_to.isoformat() if r.effective_to else None, "models": ", ".join(r.models),
                "what": r.what, "source": r.source.title, "source_date": r.source.date, "confidence": r.source.confidence,
            }
            for r in rules()
        ],
        format_,
        ("rule", "value", "unit", "from", "models", "what", "confidence") if format_ == "table" else None,
    )  # fmt: skip
    talk("announcements, not the agreement: the memorandum says that reimbursement is not material to it")


@command.command("check")
@format_option
def check(format_: str) -> None:
    """Payments that were made, rebuilt from the rules: Florida, 26 September 2025.

    \b
    deputized money check
    """
    from deputized.money.payments import check_florida

    rows: list[dict[str, Any]] = [
        {
            "recipient": e.payment.recipient, "paid": f"{e.payment.amount:,}", "officers_stated": e.officers,
            "vehicles_inferred": e.vehicles, "rebuilt": f"{e.rebuilt:,}", "difference": f"{e.difference:,}",
            "within_1000": e.holds, "other_fits": e.other_fits, "source": e.payment.source.title,
        }
        for e in check_florida()
    ]  # fmt: skip
    write(rows, format_)
    talk(
        "officers are those the sources state; vehicles are inferred from the rest. other_fits: pairs of officers "
        "and vehicles that come as near, had the officers not been stated"
    )


@command.command("national")
@click.option("--as-of", metavar="DAY", help="Task force agencies as of this day.")
@click.option("--salary", type=float, help="Base pay of an officer in dollars a year.")
@click.option("--benefits", type=float, help="Benefits as a share of pay.")
@click.option(
    "--overtime",
    type=click.FloatRange(0, 1),
    default=0.10,
    show_default=True,
    help="Overtime as a share of pay.",
)
@format_option
@registry_option
def national_(
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
        click.echo("largest forces, a year if officers were trained in proportion: ")
        for agency_id, force, low_year, high_year in found.largest[:5]:
            click.echo(f"  {agency_id:<40} {force:>6,} officers  {dollars(low_year)} to {dollars(high_year)}")
        for year, value, who in found.published:
            click.echo(f"published for {year}: {dollars(value)} ({who})")
        click.echo("\nwhy they differ:")
        for reason in found.why_they_differ:
            click.echo(f"  - {reason}")

    write_one(plain(asdict(found)), format_, show)
