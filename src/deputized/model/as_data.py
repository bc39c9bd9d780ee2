"""Records as data other programs take: days as text, leaves under dotted names, cells that no spreadsheet runs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a cell that starts so as a formula: such text is written with a quote before it."""


def plain(value: Any) -> Any:
    """Nested data as JSON can hold it: days and exact money as text, sets as sorted lists, no number as null."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(v) for v in value)
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.isoformat() if isinstance(value, date) else value


def flatten(value: Any, prefix: str = "") -> Iterable[tuple[str, Any]]:
    """Leaves of nested data under dotted names."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flatten(inner, f"{prefix}.{key}" if prefix else str(key))
    elif isinstance(value, list | tuple):
        for n, inner in enumerate(value):
            yield from flatten(inner, f"{prefix}.{n}")
    else:
        yield prefix, value


def guard(value: Any) -> Any:
    """A cell that no spreadsheet will run."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | tuple) else value
