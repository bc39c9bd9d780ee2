"""deputized diff"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, talk, write


@click.command("diff")
@click.argument("before")
@click.argument("after")
@format_option
@registry_option
def command(before: str, after: str, format_: str, path: Path | None) -> None:
    """How two lists differ, row by row. BEFORE and AFTER are ids, days, file names or starts of hashes.

    \b
    deputized diff 2025-12-12 2025-12-29
    deputized diff participating-2026-04-30am participating-2026-05-01am --format csv
    """
    from deputized.library.lists import DIFF_FIELDS

    with opened(path) as registry:
        rows = registry.diff(before, after)
        columns = ("change", "row_before", "row_after", "agency_id", "column", "before", "after")
        write(rows, format_, columns, DIFF_FIELDS)
        talk(
            ", ".join(f"{sum(r['change'] == c for r in rows):,} {c}" for c in ("added", "removed", "changed"))
        )
