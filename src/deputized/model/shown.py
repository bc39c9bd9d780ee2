"""Records and tables as a notebook shows them: plain HTML tables, everything escaped, long ones cut with their length said."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

MOST_ROWS = 20
DEEPEST = 2
"""Records within records are set out so far; what lies deeper is told in a line."""


class Shown:
    """A record that a notebook shows as a table of its fields."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return f"<h4>{escape(type(self).__name__)}</h4>{of_record(_fields(self))}"


class ShownDict(dict[str, Any]):
    """A record under names, that a notebook shows as a table."""

    def _repr_html_(self) -> str:
        return of_record(self)


def of_rows(columns: Sequence[str], rows: Sequence[Any]) -> str:
    """Rows under their columns; of a long table the first, and how many there are."""
    head = "".join(f"<th>{escape(c)}</th>" for c in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(_fields(row).get(c), DEEPEST)}</td>' for c in columns)}</tr>"
        for row in rows[:MOST_ROWS]
    )
    said = f"{len(rows):,} rows" + (f", the first {MOST_ROWS} shown" if len(rows) > MOST_ROWS else "")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{said}</p>"


def of_record(record: Mapping[str, Any], depth: int = 0) -> str:
    """A record: a line a field."""
    lines = "".join(
        f'<tr><th style="text-align:left">{escape(str(name))}</th><td style="text-align:left">{_cell(value, depth)}</td></tr>'
        for name, value in record.items()
    )
    return f"<table><tbody>{lines}</tbody></table>"


def _fields(value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    if dataclasses.is_dataclass(value):
        return {
            f.name: getattr(value, f.name) for f in dataclasses.fields(value) if not f.name.startswith("_")
        }
    return value._asdict() if hasattr(value, "_asdict") else {"value": value}


def _is_record(value: Any) -> bool:
    return isinstance(value, Mapping) or hasattr(value, "_asdict") or dataclasses.is_dataclass(value)


def _cell(value: Any, depth: int) -> str:
    if value is None:
        return ""
    if _is_record(value):
        return of_record(_fields(value), depth + 1) if depth < DEEPEST else _in_a_line(value)
    if isinstance(value, list | tuple | set | frozenset):
        some = list(value)
        if some and depth < DEEPEST and all(map(_is_record, some)):
            columns = dict.fromkeys(c for row in some for c in _fields(row))
            return of_rows(tuple(columns), some)
        return _joined(some)
    return escape(
        f"{value:,}"
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 9_999
        else str(value)
    )


def _in_a_line(value: Any) -> str:
    told = (
        f"{k}: {v}"
        for k, v in _fields(value).items()
        if isinstance(v, str | int | float) and v not in ("", None)
    )
    return escape(", ".join(told))


def _joined(some: Iterable[Any]) -> str:
    shown = [_in_a_line(v) if _is_record(v) else escape(str(v)) for v in some]
    more = f" … ({len(shown):,})" if len(shown) > MOST_ROWS else ""
    return "; ".join(shown[:MOST_ROWS]) + more
