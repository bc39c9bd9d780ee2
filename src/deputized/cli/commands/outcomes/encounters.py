"""deputized outcomes encounters and deputized outcomes late"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, talk, write


@click.command("encounters")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@format_option
@registry_option
def encounters_command(files: tuple[Path, ...], format_: str, path: Path | None) -> None:
    """Read ICE's monthly encounter reports (PDF) to counts by month, agency and model. No narrative is kept.

    The reports are a sampling: a count of cases printed is no count of encounters. Needs the extra "outcomes".

    \b
    deputized outcomes encounters monthlyEncounter_Aug2026.pdf
    """
    from deputized.outcomes.encounters import read_report
    from deputized.outcomes.errors import OutcomesError

    rows, problems = [], 0
    with opened(path) as registry:
        for file in files:
            try:
                report = read_report(file.name, file.read_bytes(), registry)
            except OutcomesError as error:
                problems += 1
                talk(f"Error: {error}")
                continue
            rows += [
                {
                    "month": report.month,
                    "state": state,
                    "agency_id": agency,
                    "model": model,
                    "cases_printed": n,
                }
                for (state, agency, model), n in report.counts.items()
            ]
            late = "" if report.days_late is None else f", made {report.days_late} days after the month"
            talk(
                f"{file.name}: {len(report.cases)} cases{late}; {len(report.wrong_headings)} under another state's heading"
            )
    write(rows, format_, fields=("month", "state", "agency_id", "model", "cases_printed"))
    talk("ICE's reports are a sampling by their own words: cases printed, not encounters made")
    if problems:
        raise click.exceptions.Exit(1)


@click.command("late")
@format_option
@registry_option
def late_command(format_: str, path: Path | None) -> None:
    """How late ICE's publications of results came: the last day each tells of, the day it came, and the days between.

    \b
    deputized outcomes late
    """
    from deputized.outcomes.lateness import lateness, lists_median

    rows = [
        {"kind": x.kind, "name": x.name, "through": x.through.isoformat(), "came": x.came.isoformat(), "days": x.days, "how": x.how}
        for x in lateness()
    ]  # fmt: skip
    with opened(path) as registry:
        write(rows, format_)
        talk(
            f"beside it: ICE's lists show an agreement {lists_median(registry):g} days after SIGNED, in the median (deputized lag)"
        )
