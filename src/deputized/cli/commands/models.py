"""deputized models"""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.output import format_option, table, write

if TYPE_CHECKING:
    from deputized.rules import Provision


@click.command("models")
@click.option(
    "--all",
    "with_hybrid",
    is_flag=True,
    help="Also the earlier model that joined task force and jail, and the tribal one.",
)
@click.option(
    "--sources", "show_sources", is_flag=True, help="One row per cell, with document, section and confidence."
)
@format_option
def command(with_hybrid: bool, show_sources: bool, format_: str) -> None:
    """What each model empowers and binds to, side by side: powers, training, costs, liability, how it ends.

    "no" is a power the agreement does not give; "unknown" is a cell no document we read speaks of. What is not
    confirmed by a document says so in brackets. CSV and JSON give each cell with document, section and confidence.

    \b
    deputized models
    deputized models --sources
    deputized models --format csv
    """
    from deputized.rules import common, compare, models

    names = tuple(m.model for m in models() if with_hybrid or m.model not in ("HYBRID", "TTFM"))
    if show_sources or format_ != "table":
        rows = [record(m.model, p) for m in models() if m.model in names for p in m.provisions]
        write([*rows, *(record("all", p) for p in common())], format_)
        return
    click.echo("\n".join(f"{m.model}: {m.name}" for m in models() if m.model in names) + "\n")
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDE
    if width < WIDE:
        click.echo("\n".join(stacked(compare(names), names, width)))
    else:
        table(compare(names))
    for p in common():
        click.echo("")
        click.echo(
            textwrap.fill(f"{p.text}{p.source.mark} ({p.source.title}, {p.source.date}).", min(width, WIDE))
        )
    click.echo("\nSources, sections and confidence of each cell: deputized models --sources")


WIDE = 120
"""Columns of a terminal from which the models stand side by side; on a narrower one, below one another."""


def record(model: str, p: Provision) -> dict[str, Any]:
    """One cell as plain data."""
    return {
        "model": model, "cell": p.cell, "power": p.power, "text": p.text, "condition": p.condition,
        "section": p.section, "source": p.source.title, "source_date": p.source.date,
        "source_url": p.source.url, "sha256": p.sha256, "quote": p.quote, "confidence": p.source.confidence,
    }  # fmt: skip


def stacked(rows: Sequence[Mapping[str, str]], names: Sequence[str], width: int) -> Iterable[str]:
    """The comparison for a narrow screen: each cell with the models below one another."""
    for row in rows:
        yield click.style(row["cell"], bold=True)
        for name in names:
            yield textwrap.fill(row[name], width, initial_indent=f"  {name:<7}", subsequent_indent=" " * 9)
        yield ""
