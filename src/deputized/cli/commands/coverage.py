"""deputized coverage"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.opened import check_day, model_option, opened, registry_option, state_option
from deputized.cli.output import format_option, talk, write

if TYPE_CHECKING:
    from deputized.places import Coverage


@click.command("coverage")
@click.option("--as-of", metavar="DAY", help="As of this day.")
@state_option
@model_option
@click.option(
    "--by",
    type=click.Choice(["total", "state", "rurality", "county"]),
    default="total",
    show_default=True,
    help="Group.",
)
@format_option
@registry_option
def command(
    as_of: str | None, state: str | None, model: str | None, by: str, format_: str, path: Path | None
) -> None:
    """People who live where their county's sheriff, their own town's police or only a statewide agency holds a model.

    The five classes add up to the population; nobody is counted twice, and the overlap is shown beside.

    \b
    deputized coverage --model tfm --by rurality
    deputized coverage --as-of 2025-12-15 --state FL --by county --format csv
    """
    from deputized.model.kinds import model_code
    from deputized.places import coverage, holders, list_day, newest_day
    from deputized.places.lookup import state_code
    from deputized.places.residents import STATES

    day = check_day(as_of, "--as-of")
    with opened(path) as registry:
        on = date.fromisoformat(day) if day else newest_day(registry.db)
        listed = list_day(registry.db, on)
        wanted = state_code(state)
        answer = coverage(
            holders(registry.db, on, wanted),
            model=model_code(model),
            states=(wanted,) if wanted else STATES,
            by=by,
        )
        records = [named(asdict(r), by) for r in answer.rows]
        if by != "total":
            records.append(named(asdict(answer.total), by))
        write(records, format_)
        for sentence in said(answer, model.upper() if model else "any model", on, listed):
            talk(sentence)


def named(record: dict[str, Any], by: str) -> dict[str, Any]:
    """A record whose county has its name beside the FIPS."""
    if by != "county":
        return record
    from deputized.places.gazetteer import county_name

    group = record.pop("group")
    return {"group": group, "name": county_name(group) if group != "total" else "", **record}


def said(answer: Coverage, model: str, on: date, listed: date) -> Iterable[str]:
    """The sentences beside the numbers: day and rule, shares with their denominators, what is left out."""
    t = answer.total
    yield f"{model} on {on}, by ICE's list of {listed}. {answer.rule}"
    rural = answer.nonmetro
    yield (
        f"sheriffs: {t.sheriff_count:,} of {t.sheriff_office_count:,}{share(t.sheriff_count, t.sheriff_office_count)}; "
        f"nonmetro counties whose sheriff holds it: {rural.sheriff_count:,} of {rural.county_count:,}"
        f"{share(rural.sheriff_count, rural.county_count)}, {rural.sheriff_count:,} of the {t.sheriff_count:,} sheriffs"
    )
    yield (
        f"sworn officers in agencies that hold it: {answer.officers:,} of {answer.officers_all:,}"
        f"{share(answer.officers, answer.officers_all)}, by each agency's newest FBI report, 2018 to 2025"
    )
    if answer.uncounted:
        yield f"{len(answer.uncounted)} agencies govern no counted population (constables, campuses, ports, regional bodies)"
    if answer.unplaced:
        yield "not placed in a county: " + ", ".join(answer.unplaced)


def share(part: int, whole: int) -> str:
    """ "(13.2%)" after a number and its denominator; nothing where there is none."""
    return f" ({part / whole:.1%})" if whole else ""
