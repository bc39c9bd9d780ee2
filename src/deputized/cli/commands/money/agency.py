"""deputized money agency"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import check_day, opened, registry_option
from deputized.cli.output import format_option, talk, write, write_one
from deputized.cli.sums import SUM

if TYPE_CHECKING:
    from deputized.money.scenario import Scenario


@click.command("agency")
@click.argument("which")
@click.option("--officers", type=int, help="How many take part; default an estimate.")
@click.option("--salary", type=SUM, help="Their base pay in dollars a year; default an estimate from BLS.")
@click.option("--benefits", type=SUM, help="Benefits as a share of pay, such as 0.38; default an estimate.")
@click.option("--until", metavar="DAY", help="Last day with federal money.")
@click.option(
    "--model",
    type=click.Choice(["TFM", "JEM", "WSO"], case_sensitive=False),
    help="Default: the one it holds, else TFM.",
)
@click.option("--new-posts", type=int, help="How many of them are posts created for it; default 0.")
@click.option("--start", metavar="DAY", help="First day with officers certified.")
@click.option("--months", type=int, help="How long to look ahead; default a year beyond --until, else 36.")
@click.option("--force", type=int, help="Sworn officers in all; default what the FBI holds.")
@click.option("--grant", type=SUM, help="State grant in dollars, at most; default what our sources publish.")
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
    new_posts: int | None, start: str | None, months: int | None, force: int | None, grant: float | None, no_vehicle: bool,
    assume: tuple[str, ...], draws: int, seed: int, output: Path | None, format_: str, path: Path | None,
) -> None:  # fmt: skip
    """What an agreement may cost one agency, month by month, with and without the federal money.

    WHICH is an id, a name, an ORI or a county's FIPS code: any sheriff or police department, signed or not; or a
    plan file (.toml, as for `deputized money compare`), whose values the options replace.
    What is not given is estimated and marked so; the county's own numbers replace it.

    \b
    deputized money agency 48453
    deputized money agency tx-kinney-county-sheriff --officers 2 --salary 52000 --benefits 0.38 --until 2027-09-30
    deputized money agency "Kinney County Sheriff, TX" --officers 2 --salary 52000 --benefits 0.38 -o brief.pdf
    """
    from deputized.money.asked import Asked, assumed, plan_of, read_plan
    from deputized.money.plan import PlanError
    from deputized.money.prefill import known_of
    from deputized.money.scenario import record, scenario

    if output is not None and output.suffix not in (".pdf", ".html", ".htm"):
        raise click.UsageError(f"{output}: a brief is .html or .pdf")
    try:
        asked = read_plan(Path(which)) if which.endswith(".toml") else Asked(which)
        given = {
            "officers": officers, "salary": salary, "benefits": benefits, "until": _day(check_day(until, "--until")),
            "model": model, "new_posts": new_posts, "start": _day(check_day(start, "--start")), "months": months,
            "force": force, "grant": grant, "vehicle": False if no_vehicle else None,
            "assume": {**asked.assume, **assumed(assume)},
        }  # fmt: skip
        asked = replace(asked, **{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]
        with opened(path) as registry:
            known = known_of(registry, asked.agency)
        plan = plan_of(known, asked, date.today())
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


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


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
    yield "year by year (middles of years do not add up to the middle of the whole: each is of its own runs):"
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
