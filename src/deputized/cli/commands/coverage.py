"""deputized coverage"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import (
    day_option,
    known_on_option,
    model_option,
    opened,
    registry_option,
    state_option,
)
from deputized.cli.output import format_option, talk, write

if TYPE_CHECKING:
    from deputized.library.reach import Reach


@click.command("coverage")
@day_option
@known_on_option
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
    as_of: str | None,
    known_on: str | None,
    state: str | None,
    model: str | None,
    by: str,
    format_: str,
    path: Path | None,
) -> None:
    """People who live where their county's sheriff, their own town's police or only a statewide agency holds a model.

    The five classes add up to the population; nobody is counted twice, and the overlap is shown beside.

    \b
    deputized coverage --model tfm --by rurality
    deputized coverage --as-of 2025-12-15 --state FL --by county --format csv
    """
    with opened(path) as registry:
        found = registry.coverage(as_of, known_on, state, model, by)
        write(found.records(), format_)
        for sentence in said(found):
            talk(sentence)


def said(found: Reach) -> Iterable[str]:
    """The sentences beside the numbers: day and rule, shares with their denominators, what is left out."""
    answer, known = found.coverage, f" as known on {found.known_on}" if found.known_on else ""
    t = answer.total
    yield (
        f"{found.model or 'any model'} on {found.day}{known}, by the agencies on ICE's list of "
        f"{found.list_used.published_date}. {answer.rule}"
    )
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
