"""deputized doctor"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, table, write_one


@click.command("doctor")
@format_option
@registry_option
@click.pass_context
def command(ctx: click.Context, format_: str, path: Path | None) -> None:
    """What is wrong with ICE's lists, class by class and over time; suspect lists; doubts and corrections to review.

    Ends with code 1 if a correction's expectation no longer holds, so that it must be reviewed.

    \b
    deputized doctor
    deputized doctor --format json
    """
    with opened(path) as registry:
        record = registry.doctor()
        write_one(record, format_, lambda: show(record))
    if any(not c["is_met"] for c in record["corrections"]):
        ctx.exit(1)


def show(r: dict[str, Any]) -> None:
    """The answer as a screen."""
    columns = ("defect", "row_count", "list_count", "newest_row_count", "first_date", "last_date", "meaning")
    table(r["defects"], columns, title=f"defects over all lists; newest {r['newest_list']}")
    click.echo("")
    years: dict[str, dict[str, Any]] = {}
    for row in r["by_month"]:
        half = f"{row['month'][:4]} Q{(int(row['month'][5:]) + 2) // 3}"
        years.setdefault(half, {"quarter": half, "rows_with_a_defect": 0, "classes": 0})
        years[half]["rows_with_a_defect"] += row["row_count"]
        years[half]["classes"] = max(
            years[half]["classes"], sum(x["month"] == row["month"] for x in r["by_month"])
        )
    table(list(years.values()), title="over time (a row counts once per defect)")
    click.echo("")
    table(
        r["suspect_lists"],
        ("publication_id", "row_count", "standing_reason"),
        title="lists that are not believed",
    )
    for name, rows in r["rows_refused"].items():
        keys = "; ".join(", ".join(key) for key in rows["keys"])
        click.echo(f"\n{rows['count']} rows of {name} were not written, their key stands already: {keys}")
    click.echo("")
    table(r["candidates"], ("candidate_id", "state", "score", "reason"), title="doubts no rule decides")
    click.echo("")
    rows = [c | {"holds": "yes" if c["is_met"] else "NO: review it"} for c in r["corrections"]]
    table(
        rows,
        ("correction_id", "action", "reason", "expectation", "holds"),
        title="corrections (curation/corrections.yml)",
    )
