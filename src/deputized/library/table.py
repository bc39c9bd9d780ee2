"""A table of records that other programs take in one call: a list in Python, Arrow for pandas, polars and DuckDB."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized.facts.records import Record
from deputized.model.shown import of_rows

if TYPE_CHECKING:
    from arro3.core import Table as Arrow

DAY = re.compile(r"\d{4}-\d\d-\d\d")
DAY_ZERO = 719_163
"""`date.toordinal()` of 1 January 1970, from which Arrow counts days."""


class Table(list[Record]):
    """Records of one kind, in order: a plain list of dictionaries with names of columns even where it is empty.

    `arrow()` is taken by whatever speaks Arrow's PyCapsule interface. (The list speaks it too, but programs that know lists
    look no further.)

    >>> import deputized, pandas  # doctest: +SKIP
    >>> pandas.DataFrame.from_arrow(deputized.open().agencies(state="TX").arrow())  # doctest: +SKIP
    """

    def __init__(self, records: Iterable[Record] = (), columns: Sequence[str] = ()) -> None:
        super().__init__(records)
        self.columns: tuple[str, ...] = tuple(columns) or tuple(dict.fromkeys(k for r in self for k in r))

    def _repr_html_(self) -> str:
        return of_rows(self.columns, self)

    def to_dicts(self) -> list[Record]:
        """The records as a plain list."""
        return [dict(record) for record in self]

    def arrow(self) -> Arrow:
        """The records as an Arrow table: days as days, numbers as numbers."""
        return arrow_table(self.columns, self)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.arrow().__arrow_c_stream__(requested_schema)


def table_of(rows: Iterable[Any]) -> Table:
    """Records made of named tuples or frozen records, days and nested values as they are."""
    return Table(asdict(r) if is_dataclass(r) and not isinstance(r, type) else r._asdict() for r in rows)


def arrow_table(columns: Sequence[str], records: Sequence[Record]) -> Arrow:
    """The records as an Arrow table. A column is of one type: truth, whole numbers, numbers, days, text.

    Days are days in a column named so that has nothing else; lists and records within a cell are JSON text.
    """
    from arro3.core import Array, DataType
    from arro3.core import Table as Made

    arrays: dict[str, Any] = {}
    for name in columns:
        values = [record.get(name) for record in records]
        kinds = {type(v) for v in values if v is not None}
        if kinds == {bool}:
            arrays[name] = Array(values, type=DataType.bool())
        elif kinds and kinds <= {int, bool}:
            arrays[name] = Array([None if v is None else int(v) for v in values], type=DataType.int64())
        elif kinds and kinds <= {int, float, bool}:
            arrays[name] = Array([None if v is None else float(v) for v in values], type=DataType.float64())
        elif _are_days(name, values):
            days = [None if v is None else date.fromisoformat(str(v)).toordinal() - DAY_ZERO for v in values]
            arrays[name] = Array(days, type=DataType.int32()).cast(DataType.date32())
        else:
            arrays[name] = Array([_text(v) for v in values], type=DataType.utf8())
    return Made.from_pydict(arrays)


def _are_days(name: str, values: Sequence[Any]) -> bool:
    """Whether a column holds days: `date` values, or text of days alone under a name that says so."""
    if any(isinstance(v, date) for v in values):
        return all(v is None or isinstance(v, date) for v in values)
    is_named = name == "date" or name.endswith("_date")
    return is_named and all(v is None or (isinstance(v, str) and DAY.fullmatch(v)) for v in values)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
