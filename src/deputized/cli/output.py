"""Records to standard output: a table for people, CSV, JSON or NDJSON for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from textwrap import fill
from typing import Any, TextIO

import click

from deputized.model.as_data import flatten as flatten
from deputized.model.as_data import guard as guard
from deputized.model.as_data import plain as plain

FORMATS = ("table", "csv", "json", "ndjson")
ROOM_FOR_PROSE = 14
"""Columns of text that a table must have room for to be worth reading; a narrower one is told as cards."""

format_option = click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How to write it.",
)


def talk(text: str) -> None:
    """Say something beside the data."""
    click.echo(text, err=True)


def write(
    records: Sequence[Mapping[str, Any]],
    format_: str,
    columns: Sequence[str] | None = None,
    fields: Sequence[str] = (),
) -> None:
    """Write records in one of `FORMATS`; `columns` picks and orders those of a table, `fields` head an empty CSV."""
    if format_ == "json":
        click.echo(json.dumps(list(records), ensure_ascii=False, indent=1))
    elif format_ == "ndjson":
        for record in records:
            click.echo(json.dumps(record, ensure_ascii=False))
    elif format_ == "csv":
        write_csv(sys.stdout, records, fields)
    else:
        table(records, columns)


def write_one(record: Mapping[str, Any], format_: str, show: Callable[[], None]) -> None:
    """Write one answer: JSON as it is, CSV as field and value, or as a screen that `show` draws."""
    if format_ == "table":
        show()
    elif format_ == "csv":
        write_csv(sys.stdout, [{"field": k, "value": v} for k, v in flatten(record)], ("field", "value"))
    else:
        click.echo(json.dumps(record, ensure_ascii=False, indent=1 if format_ == "json" else None))


def write_csv(out: TextIO, records: Sequence[Mapping[str, Any]], fields: Sequence[str] = ()) -> None:
    """CSV with a header, `fields` if there are no records; text that a spreadsheet would run as a formula is
    quoted with an apostrophe."""
    names = list(records[0] if records else fields)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([guard(record.get(name)) for name in names] for record in records)


def table(
    records: Sequence[Mapping[str, Any]],
    columns: Sequence[str] | None = None,
    title: str | None = None,
    width: int | None = None,
) -> None:
    """A table that fits the terminal, or `width`; plain, aligned text when standard output is no terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    names = list(columns or (records[0] if records else ()))
    if not records:
        click.echo("nothing found")
        return
    console = Console(width=width or (None if sys.stdout.isatty() else 160), highlight=False, soft_wrap=False)
    shown = {name: _shown([r.get(name) for r in records]) for name in names}
    # A column of ids, days or numbers is never broken; prose needs room for its words.
    least = {}
    for name, cells in shown.items():
        longest = max(map(len, cells))
        is_prose = any(" " in cell for cell in cells)
        head = max(map(len, name.split("_")))
        least[name] = max(head, min(longest, ROOM_FOR_PROSE) if is_prose else longest)
    if sum(least.values()) + 2 * (len(names) - 1) > console.width and len(names) > 1:
        _cards(shown, console.width, title)
        return
    grid = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for name in names:
        numeric = all(isinstance(r.get(name), int | float) or r.get(name) is None for r in records)
        grid.add_column(
            name.replace("_", " "),
            justify="right" if numeric else "left",
            overflow="fold",
            min_width=least[name],
        )
    for row in zip(*shown.values(), strict=True):
        grid.add_row(*map(Text, row))
    console.print(grid)


def _cards(shown: Mapping[str, Sequence[str]], width: int, title: str | None) -> None:
    """Records one under the other, for a terminal too narrow for their columns."""
    if title:
        click.echo(title)
    names = list(shown)
    for first, *rest in zip(*shown.values(), strict=True):
        click.echo(first)
        facts = [
            f"{name.replace('_', ' ')}: {cell}" for name, cell in zip(names[1:], rest, strict=True) if cell
        ]
        click.echo(
            fill("; ".join(facts), width, initial_indent="  ", subsequent_indent="  ", break_long_words=False)
        )


def _shown(values: Sequence[Any]) -> list[str]:
    """A column's cells as text: thousands apart in all of its numbers if it goes beyond years, no idle ".0"."""
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    comma = "," if any(abs(v) >= 10_000 for v in numbers) else ""
    is_whole = all(float(v).is_integer() for v in numbers)

    def text(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return str(value)
        return format(int(value), f"{comma}d") if is_whole else format(value, f"{comma}")

    return [text(v) for v in values]
