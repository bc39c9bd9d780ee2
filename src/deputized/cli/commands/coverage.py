"""deputized coverage"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from deputized.cli.opened import check_day, model_option, opened, registry_option, state_option
from deputized.cli.output import format_option, talk, write


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
    from deputized.library.status import model_code, state_code
    from deputized.places import coverage, holders, newest_day
    from deputized.places.residents import STATES

    day = check_day(as_of, "--as-of")
    with opened(path) as registry:
        on = date.fromisoformat(day) if day else newest_day(registry.db)
        wanted = state_code(state)
        answer = coverage(
            holders(registry.db, on, wanted),
            model=model_code(model),
            states=(wanted,) if wanted else STATES,
            by=by,
        )
        records = [asdict(r) for r in answer.rows]
        if by != "total":
            records.append(asdict(answer.total))
        write(records, format_)
        t = answer.total
        talk(f"{model.upper() if model else 'any model'} on {on}. {answer.rule}")
        talk(
            f"sheriffs: {t.sheriff_count:,} of {t.sheriff_office_count:,} ({t.sheriff_count / max(t.sheriff_office_count, 1):.1%}); "
            f"sworn officers in agencies that hold it: {answer.officers:,} of {answer.officers_all:,} "
            f"({answer.officers / max(answer.officers_all, 1):.1%}), by each agency's newest FBI report"
        )
        if answer.uncounted:
            talk(
                f"{len(answer.uncounted)} agencies govern no counted population (constables, campuses, ports, regional bodies)"
            )
        if answer.unplaced:
            talk("not placed in a county: " + ", ".join(answer.unplaced))
