"""deputized lists"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, talk, write

COLUMNS = ("publication_id", "published_date", "row_count", "link_count", "hidden_row_count", "sighting_count",
           "standing", "date_source", "sha256")  # fmt: skip


@click.command("lists")
@click.option("--kind", type=click.Choice(["participating", "pending", "webpage"]), help="One kind of list.")
@click.option("--suspect", is_flag=True, help="Only lists that are not believed, with the reason.")
@click.option(
    "--same-day",
    is_flag=True,
    help="Only lists that share their day with another of their kind, in order, and why.",
)
@format_option
@registry_option
def command(kind: str | None, suspect: bool, same_day: bool, format_: str, path: Path | None) -> None:
    """Every list ICE published that we hold: day and the evidence for it, counts, hash, standing.

    \b
    deputized lists --kind participating
    deputized lists --suspect
    deputized lists --same-day
    """
    from deputized.library.lists import FIELDS

    with opened(path) as registry:
        rows: list[dict[str, Any]] = registry.lists(kind)
        if suspect:
            rows = [r for r in rows if r["standing"] == "suspect"]
        columns = (*COLUMNS[:3], "standing_reason") if suspect else COLUMNS
        if same_day:
            count = Counter((r["kind"], r["published_date"]) for r in rows)
            rows = [r for r in rows if count[r["kind"], r["published_date"]] > 1]
            columns = (*COLUMNS[:3], "order_evidence")
        if format_ == "table":
            rows = [r | {"sha256": r["sha256"][:12]} for r in rows]
        write(rows, format_, columns, FIELDS)
        talk(f"{len(rows)} lists")
