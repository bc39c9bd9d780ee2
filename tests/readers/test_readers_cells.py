"""Cell values and their text in the ledger."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deputized.archive.tables import join_cells, join_ranges, split_cells, split_ranges
from deputized.model.cells import CellError, CellValue, decode, encode

texts = st.text(st.characters(exclude_categories=()), max_size=40)
values: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    texts,
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes().map(lambda moment: moment.replace(fold=0)),  # a cell knows no daylight saving
    st.times().map(lambda moment: moment.replace(fold=0)),
    st.timedeltas(),
    st.builds(CellError, texts),
)


@given(values)
@example("")
@example("d:2025-03-26")
@example("\nSchuylkill County")
@example(" edge ’ \xa0")
@example("\ud800")
@example(True)
@example(1)
@example(1.0)
def test_encode_and_decode_are_inverses(value: CellValue) -> None:
    again = decode(encode(value))
    assert again == value
    assert type(again) is type(value)


@given(values)
def test_encoded_text_is_one_line_of_utf8(value: CellValue) -> None:
    text = encode(value)
    assert len(text.splitlines()) <= 1
    assert text.encode().decode() == text


@given(values, values)
def test_different_values_have_different_texts(left: CellValue, right: CellValue) -> None:
    same = type(left) is type(right) and repr(left) == repr(right)
    assert (encode(left) == encode(right)) == same


@given(st.lists(values, min_size=1, max_size=6))
@example(["a|b", "\\p", "\\", None, ""])
def test_joined_cells_come_apart_again(cells: list[CellValue]) -> None:
    assert list(map(repr, split_cells(join_cells(cells)))) == list(map(repr, cells))


@given(st.sets(st.integers(0, 300)))
def test_ranges_come_apart_again(numbers: set[int]) -> None:
    assert split_ranges(join_ranges(sorted(numbers))) == tuple(sorted(numbers))


def test_text_reads_like_the_list_it_came_from() -> None:
    assert encode("TEXAS ") == "TEXAS "
    assert encode(CellError("#N/A")) == "e:#N/A"
    assert encode("#N/A") == "#N/A"
    assert encode(date(2025, 3, 26)) == "d:2025-03-26"
    assert encode(datetime(2025, 3, 26, 12)) == "m:2025-03-26T12:00:00"
    assert encode(time(9, 30)) == "t:09:30:00"
    assert encode(timedelta(days=1)) == "p:86400000000"
    assert join_ranges([2, 3, 4, 9]) == "2-4 9"


@pytest.mark.parametrize("text", ["z:1", "i:x", "d:2025-13-01", "b:2", "j:[1]", "e:i:5"])
def test_text_that_encode_never_writes_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        decode(text)
