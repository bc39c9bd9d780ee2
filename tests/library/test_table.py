"""Answers as tables: plain records, and the same in pandas, DuckDB and Arrow, in one call."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas
import pyarrow as pa
import pytest

from deputized.library import Registry
from deputized.library.table import Table, table_of

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "use-pandas-polars-duckdb.md"


def test_every_table_of_the_door_is_the_same_in_arrow(registry: Registry) -> None:
    """Rows, columns and values: days as days, numbers as numbers, nothing lost."""
    ids = [r["publication_id"] for r in registry.lists("participating")]
    tables = {
        "agencies": registry.agencies(state="TX"), "changes": registry.changes("2026-3-1", state="TX"),
        "lists": registry.lists(), "growth": registry.growth(), "lag": registry.lag(),
        "search": registry.search("Kinney County Sheriff"), "diff": registry.diff(ids[-9], ids[-1]),
        "coverage": registry.coverage(by="state").table(),
        "panel": registry.panel("2026-3-1", only_with_agreement=True).table(),
    }  # fmt: skip
    for name, table in tables.items():
        arrow = pa.table(table.arrow())
        assert arrow.column_names == list(table.columns) == list(table[0]), name
        assert arrow.num_rows == len(table) > 0, name
        for ours, theirs in zip(table.to_dicts(), arrow.to_pylist(), strict=True):
            for key, value in ours.items():
                told = theirs[key].isoformat() if isinstance(theirs[key], date) else theirs[key]
                assert told == (value.isoformat() if isinstance(value, date) else value), (name, key)
    agencies = pa.table(tables["agencies"].arrow()).schema
    assert agencies.field("first_listed_date").type == pa.date32()
    assert agencies.field("active_agreement_count").type == pa.int64()


def test_a_table_without_rows_keeps_its_columns(registry: Registry) -> None:
    none = registry.changes("2025-4-1", "2025-4-2", state="VT")
    assert none == [] and none.to_dicts() == []
    assert pa.table(none.arrow()).column_names == list(none.columns)
    assert pa.table(none.arrow()).schema.field("date").type == pa.date32()
    assert pa.table(Table().arrow()).num_columns == 0


def test_values_of_every_kind() -> None:
    table = Table(
        [
            {
                "date": "2026-01-02",
                "n": 1,
                "x": 1,
                "ok": True,
                "held": ("TFM", "WSO"),
                "seen_date": "2026-1",
                "none": None,
            },
            {
                "date": None,
                "n": None,
                "x": 0.5,
                "ok": None,
                "held": None,
                "seen_date": "2026-01-02",
                "none": None,
            },
        ]
    )
    arrow = pa.table(table.arrow())
    assert [str(t) for t in arrow.schema.types] == [
        "date32[day]",
        "int64",
        "double",
        "bool",
        "string",
        "string",
        "string",
    ]
    assert arrow["held"].to_pylist() == ['["TFM", "WSO"]', None]
    assert arrow["n"].to_pylist() == [1, None]
    assert pa.RecordBatchReader.from_stream(table).read_all() == arrow, "the list speaks it too"
    assert table_of([]) == []


def test_the_examples_of_the_page_run(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block of the page, in order and in one room; polars is not among what the tests install."""
    import deputized

    monkeypatch.setattr(deputized, "open", lambda: registry)
    room: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    ran = [b for b in blocks if "import polars" not in b]
    assert len(ran) == len(blocks) - 1
    for block in ran:
        exec(block, room)
    frame = room["frame"]
    assert isinstance(frame, pandas.DataFrame)
    assert len(frame) == len(registry.agencies(state="TX"))
