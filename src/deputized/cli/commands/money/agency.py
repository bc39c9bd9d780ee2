"""deputized money agency"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import check_day, opened, registry_option
from deputized.cli.output import format_option, talk, write, write_one

if TYPE_CHECKING:
    from deputized.money.plan import Plan
    from deputized.money.prefill import Known
    from deputized.money.scenario import Scenario

PROMPT = (
    "give the base pay of the officers who take part: --salary DOLLARS_A_YEAR. It is not in any source we hold, and no "
    "national mean stands in for it. A county finds it in its adopted budget or pay plan; a reader may ask the county "
    "clerk or look for the salary order on the commissioners' agenda."
)


@click.command("agency")
@click.argument("which")
@click.option("--officers", type=int, help="How many take part.")
@click.option("--salary", type=float, help="Their base pay in dollars a year.")
@click.option("--benefits", type=float, help="Benefits as a share of pay, such as 0.38.")
@click.option("--until", metavar="DAY", help="Last day with federal money.")
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
@click.option(
    "--grant", type=float, help="State grant in dollars, at most; default what our sources publish."
)
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
    new_posts: int, start: str | None, months: int | None, force: int | None, grant: float | None, no_vehicle: bool,
    assume: tuple[str, ...], draws: int, seed: int, output: Path | None, format_: str, path: Path | None,
) -> None:  # fmt: skip
    """What an agreement may cost one agency, month by month, with and without the federal money.

    \b
    deputized money agency tx-kinney-county-sheriff --officers 2 --salary 52000 --benefits 0.38 --until 2027-09-30
    deputized money agency "Kinney County Sheriff, TX" --officers 2 --salary 52000 --benefits 0.38 -o brief.pdf
    """
    from deputized.money.plan import PlanError
    from deputized.money.prefill import known_of
    from deputized.money.scenario import record, scenario

    missing = [
        words
        for value, words in (
            (salary, PROMPT),
            (officers, "give --officers, how many take part"),
            (benefits, "give --benefits, as a share of pay such as 0.38 (in the county's budget too)"),
        )
        if value is None
    ]
    if salary is None or officers is None or benefits is None:
        raise click.UsageError("\n".join(missing))
    if output is not None and output.suffix not in (".pdf", ".html", ".htm"):
        raise click.UsageError(f"{output}: a brief is .html or .pdf")
    with opened(path) as registry:
        known = known_of(registry, which)
    try:
        plan = _plan(known, officers, salary, benefits, check_day(until, "--until"), model, new_posts,
                     check_day(start, "--start"), months, force, grant, no_vehicle, assume)  # fmt: skip
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
    start: str | None, months: int | None, force: int | None, grant: float | None, no_vehicle: bool, assume: tuple[str, ...],
) -> Plan:  # fmt: skip
    from deputized.money.plan import Plan, PlanError, months_between
    from deputized.money.prefill import sources_of, start_of

    chosen = (model or (known.models[0] if known.models else "TFM")).upper()
    chosen = "TFM" if model is None and "TFM" in known.models else chosen
    begin = date.fromisoformat(start) if start else start_of(known, chosen, date.today())
    end = date.fromisoformat(until) if until else None
    length = months or (max(months_between(begin, end), 0) + 12 if end else 36)
    given: dict[str, object] = {
        "officers": officers, "salary": salary, "benefits": benefits, "until": until, "new_posts": new_posts or None,
        "start": start, "force": force, "model": model, "grant_maximum": grant,
    }  # fmt: skip
    plan = Plan(
        known.name + ", " + known.state, chosen, officers, salary, benefits, begin, length, end, new_posts,
        not no_vehicle, force if force is not None else known.force, known.population, known.state,
        _grant(known, grant), sources=sources_of(known, chosen, given),
    )  # fmt: skip
    values = {}
    for item in assume:
        name, _, value = item.partition("=")
        try:
            values[name.strip()] = float(value)
        except ValueError as error:
            raise PlanError(f"--assume {item}: write it as name=number, such as paid_share=0.5") from error
    return plan.fixing(**values)


def _grant(known: Known, given: float | None) -> float:
    if given is not None:
        return given
    return float(known.grant.maximum) if known.grant is not None and known.grant.maximum is not None else 0.0


def _write_brief(found: Scenario, output: Path) -> None:
    from deputized.report.money import brief_html, brief_pdf

    if output.suffix == ".pdf":
        output.write_bytes(brief_pdf(found, date.today()))
    else:
        output.write_text(brief_html(found, date.today()), encoding="utf-8")
    talk(f"brief: {output}")


def screen(found: Scenario) -> Iterable[str]:
    """The brief's words as lines."""
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
    yield "year by year:"
    for year, middle, low, high in page.years:
        yield f"  {year:<34} {middle:<18} {low} to {high}"
    yield ""
    yield "what matters most (net cost with one assumption at its low or high end):"
    for label, low, high in page.tornado:
        yield f"  {label:<56} {low:>16} to {high}"
    yield ""
    yield "the three models:"
    for model, net, hours, asked in page.models:
        yield f"  {'>' if asked else ' '} {model:<26} {net:<64} {hours} officer-hours a month"
    yield ""
    yield "how it may be read: chance of a net cost, and 8 of 10 runs, in cash | with deputies' hours at their pay:"
    for reading, cash, whole, rests in page.readings:
        yield f"  {reading:<34} {cash} | {whole}"
        yield f"    ({rests})"
    yield ""
    yield "what went in:"
    for what, value, source in page.inputs:
        yield f"  {what:<28} {value:<20} {source}"
    yield ""
    yield "what nobody published:"
    for what, range_, source in page.assumptions:
        yield f"  {what}: {range_} ({source})"
    yield ""
    yield page.foot
