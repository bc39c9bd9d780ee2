"""Stata files are read back by an independent reader: values, missing ones, labels; what Stata cannot hold is refused."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import pytest

from deputized.model.tables import Column
from deputized.store.stata import MOST_TEXT, stata

COLUMNS = (
    Column("fips", "text", "A code with its leading zero"),
    Column("n", "integer", "A count"),
    Column("share", "real", "A share; ñ is a letter too"),
)
ROWS = [("04013", 5, 0.25), ("", None, None), ("Doña Ana", -7, 1e300)]


def read(body: bytes) -> pd.DataFrame:
    return pd.read_stata(BytesIO(body))


def test_values_come_back() -> None:
    found = read(stata(COLUMNS, ROWS, "a label"))
    assert list(found.columns) == ["fips", "n", "share"]
    assert list(found.fips) == ["04013", "", "Doña Ana"]
    assert found.n.iloc[0] == 5 and pd.isna(found.n.iloc[1]) and found.n.iloc[2] == -7
    assert found.share.iloc[0] == 0.25 and pd.isna(found.share.iloc[1]) and found.share.iloc[2] == 1e300


def test_labels_and_an_empty_table() -> None:
    with pd.io.stata.StataReader(BytesIO(stata(COLUMNS, ROWS, "a label"))) as reader:
        assert reader.variable_labels()["share"] == "A share; ñ is a letter too"
        assert reader.data_label == "a label"
    assert read(stata(COLUMNS, [])).empty


def test_the_same_rows_give_the_same_bytes() -> None:
    assert stata(COLUMNS, ROWS) == stata(COLUMNS, iter(ROWS))


@pytest.mark.parametrize(
    ("columns", "rows", "says"),
    [
        ((Column("no good", "text", ""),), [], "no name of a Stata variable"),
        ((Column("x" * 33, "text", ""),), [], "no name"),
        ((Column("t", "text", ""),), [("a" * (MOST_TEXT + 1),)], "Stata holds"),
        ((Column("n", "integer", ""),), [(2**31,)], "beyond what Stata holds"),
    ],
)
def test_what_stata_cannot_hold_is_refused(
    columns: tuple[Column, ...], rows: list[tuple[object, ...]], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        stata(columns, rows)
