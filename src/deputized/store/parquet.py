"""Tables as Parquet: typed, with each column's description in the file, and the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from deputized.model.tables import TableDefinition

DAY_ZERO = 719_163
"""`date.toordinal()` of 1 January 1970, from which Parquet counts days."""


def parquet(table: TableDefinition, rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as one Parquet file, compressed with zstd. Rows are in column order, days as ISO text.

    Unlike in CSV, nothing is guarded against spreadsheets and NULL differs from empty text.
    """
    from arro3.core import Array, DataType, Field, Schema
    from arro3.core import Table as Arrow
    from arro3.io import write_parquet

    types = {
        "text": DataType.utf8(), "json": DataType.utf8(), "date": DataType.date32(), "integer": DataType.int64(),
        "boolean": DataType.bool(), "real": DataType.float64(),
    }  # fmt: skip
    columns = list(zip(*rows, strict=True)) or [() for _ in table.columns]
    arrays = []
    for column, values in zip(table.columns, columns, strict=True):
        if column.type == "date":
            days = [None if v is None else _day_number(v) for v in values]
            arrays.append(Array(days, type=DataType.int32()).cast(DataType.date32()))
        elif column.type == "boolean":
            arrays.append(Array([None if v is None else bool(v) for v in values], type=DataType.bool()))
        else:
            arrays.append(Array(list(values), type=types[column.type]))
    fields = [
        Field(c.name, types[c.type], nullable=not c.required, metadata={"description": c.description})
        for c in table.columns
    ]
    out = BytesIO()
    write_parquet(
        Arrow.from_arrays(arrays, schema=Schema(fields, metadata={"grain": table.grain})),
        out,
        compression="zstd(6)",
        created_by="deputized",
    )
    return out.getvalue()


def _day_number(day: str) -> int:
    """Days since 1 January 1970 of an ISO day."""
    return date.fromisoformat(day).toordinal() - DAY_ZERO
