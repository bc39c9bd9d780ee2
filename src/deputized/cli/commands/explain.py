"""deputized explain"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, write_one

PRINTED = (
    "state_raw",
    "agency_raw",
    "type_raw",
    "county_raw",
    "support_type_raw",
    "signed_raw",
    "moa_url",
    "addendum_url",
)


@click.command("explain")
@click.argument("which")
@click.option(
    "--all", "every", is_flag=True, help="Show every listing, not only where what is printed changed."
)
@format_option
@registry_option
def command(which: str, every: bool, format_: str, path: Path | None) -> None:
    """The chain of evidence behind an agency, agreement, pending spell, event or list: file hash, sheet and row
    of every listing, and each decision with its rule and reason.

    \b
    deputized explain tx-kinney-county-sheriff.tfm.2025-03-26
    deputized explain participating-2025-09-22pm
    deputized explain gao-09-109-2007-09-01
    """
    with opened(path) as registry:
        record = registry.explain(which)
        write_one(record, format_, lambda: click.echo("\n".join(screen(record, every))))


def screen(r: dict[str, Any], every: bool) -> Iterable[str]:
    """The lines of the screen."""
    yield f"{r['subject']} {r['id']}"
    for key, value in r["record"].items():
        if value is not None and value != "":
            yield f"  {key}: {value}"
    printed = r.get("printed", [])
    if printed:
        yield ""
        yield f"printed {len(r['listings'])} times, in {len(printed)} forms:"
    for row in printed:
        yield f"  row {row['content_id']}, {row['listing_count']} listings" + (
            f"; read past: {row['notes']}" if row["notes"] else ""
        )
        yield "    " + " | ".join(f"{row[c]!r}" for c in PRINTED if row[c] is not None)
        yield f"    first {_address(row['first'])}"
        yield f"    last  {_address(row['last'])}"
    if r["subject"] == "event" or every:
        yield ""
        yield "listings:"
        for row in r.get("listings", []):
            yield f"  {_address(row)}"
    if statements := r.get("statements", []):
        yield ""
        yield "stated by older lists:" if r["subject"] == "agency" else "statements:"
        for row in statements:
            yield "  " + "; ".join(f"{k} {v}" for k, v in row.items() if v not in (None, ""))
    for title in ("sightings", "findings", "corrections", "redirects", "decisions"):
        rows = r.get(title)
        if rows:
            yield ""
            yield f"{title}:"
            for row in rows:
                yield "  " + "; ".join(f"{k} {v}" for k, v in row.items() if v not in (None, ""))
    if r["subject"] in ("agency", "agreement", "pending") and not r.get("decisions"):
        yield ""
        yield "decisions: none was needed; every row reads to the same name by itself"


def _address(a: dict[str, Any]) -> str:
    hidden = ", hidden" if a.get("is_hidden") else ""
    file = f"{a['publication_id']} ({a['published_date']}), sha256 {a['sha256'][:16]}"
    return f"{file}, sheet {a['sheet']!r}, row {a['row_number']}{hidden}"
