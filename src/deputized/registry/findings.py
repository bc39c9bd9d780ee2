"""Counts what is wrong with each of ICE's lists, class by class, with one example and its address."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from deputized.model.publications import Publication
from deputized.registry.doubts import TWO_AGREEMENTS, TWO_NAMES, RowDoubt
from deputized.registry.state import ListedRow

FILE_DAY = re.compile(r"(?<!\d)(\d{2})[._-]?(\d{2})[._-]?(20\d{2}|\d{2})(?!\d)")
CLASSES = {
    "state_misspelt": "STATE is no state's name; read as the one nearest",
    "state_abbreviated": "STATE is a postal code or an abbreviation",
    "state_unreadable": "STATE cannot be read; the row is kept and ends nothing",
    "state_from_list_before": "STATE cannot be read; the row is read with the state it had on the list before",
    "state_edge_space": "space around STATE",
    "state_letter_case": "STATE is not in capitals",
    "state_moved": "the county named is in another state only; read there",
    "agency_blank": "no agency is named",
    "agency_edge_space": "space around the agency's name",
    "agency_inner_space": "doubled or no-break space in the agency's name",
    "agency_curly_apostrophe": "curly apostrophe in the agency's name",
    "wording_changed": "names, states or types are in other words than on the list before, on much of the list",
    "county_name_fixed": "the county in the agency's name is misspelt; read as the one nearest",
    "place_name_fixed": "the town in the agency's name is misspelt; read as the one nearest in its county",
    "county_error_cell": "COUNTY is an Excel error such as #N/A",
    "county_not_available_text": "COUNTY says #NA or N/A",
    "county_blank": "COUNTY is empty",
    "county_edge_space": "space or line break around COUNTY",
    "county_unknown": "COUNTY is no county of the state",
    "type_edge_space": "space around TYPE",
    "type_odd": "TYPE is none of County, Municipality, State Agency",
    "model_blank": "SUPPORT TYPE is empty",
    "model_misspelt": "SUPPORT TYPE is misspelt",
    "model_combined": "SUPPORT TYPE names more than one model; none is read",
    "model_unreadable": "SUPPORT TYPE cannot be read",
    "model_edge_space": "space around SUPPORT TYPE",
    "signed_blank": "SIGNED is empty",
    "signed_as_text": "SIGNED is text, not a date",
    "signed_day_first": "SIGNED is text with the day before the month",
    "signed_slash_missing": "SIGNED is text that lacks a slash",
    "signed_as_number": "SIGNED is a bare number",
    "signed_unreadable": "SIGNED cannot be read",
    "signed_impossible": "SIGNED is before 2002 or after 2100",
    "signed_after_list": "SIGNED is after the day of the list itself",
    "signed_year_doubted": "SIGNED and the date in the MOA file's name differ in the year alone",
    "moa_not_posted": "no MOA link",
    "link_through_extension": "the MOA link goes through a browser extension",
    "link_slash_missing": "the MOA link lacks a slash",
    "moa_shared": "one MOA file is linked for two agencies",
    TWO_AGREEMENTS: "one body has two agreements of one model in force: printed twice, or two bodies read as one",
    TWO_NAMES: "one agreement stands under two names with two days: printed twice, or two bodies read as one",
    "row_hidden": "the row is hidden by a filter left on",
    "row_printed_twice": "the row stands twice",
    "moa_refused": "the MOA link is known to lead to another agency's document",
    "corrected": "a reviewed correction applies",
}
"""Every class of defect this program counts, in words."""


def find(
    publication: Publication,
    items: Sequence[ListedRow],
    hidden: frozenset[int],
    reworded: tuple[int, ListedRow] | None = None,
    row_doubts: Iterable[RowDoubt] = (),
) -> Iterator[tuple[str, int, str]]:
    """(class, rows, one example as printed) for one publication, in the order of `CLASSES`.

    `reworded` are the rows, and one of them, that a change of wording across the list touched; `row_doubts` are
    those that the list raised when it was read.
    """
    counts: Counter[str] = Counter()
    first: dict[str, ListedRow] = {}
    for item in items:
        for defect in _of_row(publication, item, hidden):
            counts[defect] += 1
            first.setdefault(defect, item)
    for defect, item in (*_shared_documents(items), *_printed_twice(items)):
        counts[defect] += 1
        first.setdefault(defect, item)
    for doubt in row_doubts:
        counts[doubt.kind] += 1
        first.setdefault(doubt.kind, doubt.items[0])
    if reworded is not None:
        counts["wording_changed"], first["wording_changed"] = reworded
    for defect in CLASSES:
        if counts[defect]:
            yield defect, counts[defect], _example(first[defect])


def _of_row(publication: Publication, item: ListedRow, hidden: frozenset[int]) -> Iterator[str]:
    row, name = item.reading.row, item.reading.name
    for note in row.notes:
        yield note.partition(":")[0]
    if name is not None and name.note is not None:
        yield name.note
    if row.county is not None and item.reading.county_fips is None and name is not None:
        yield "county_unknown"
    if row.signed is not None and row.signed > publication.published_date:
        yield "signed_after_list"
    if row.signed is not None and _other_year(row.signed, row.moa_file or ""):
        yield "signed_year_doubted"
    if item.row_number in hidden:
        yield "row_hidden"


def _other_year(signed: date, file: str) -> bool:
    """Whether a document's name holds the day and month of signing, and another year."""
    years = {
        int(year) % 100
        for month, day, year in FILE_DAY.findall(file)
        if (int(month), int(day)) == (signed.month, signed.day)
    }
    return bool(years) and signed.year % 100 not in years


def _shared_documents(items: Sequence[ListedRow]) -> Iterator[tuple[str, ListedRow]]:
    holders: dict[str, dict[str, ListedRow]] = defaultdict(dict)
    for item in items:
        name, file = item.reading.name, item.reading.row.moa_file
        if name is not None and file is not None:
            holders[file].setdefault(name.key, item)
    for sharing in holders.values():
        if len(sharing) > 1:
            for item in sharing.values():
                yield "moa_shared", item


def _printed_twice(items: Sequence[ListedRow]) -> Iterator[tuple[str, ListedRow]]:
    seen: set[tuple[object, ...]] = set()
    for item in items:
        name, row = item.reading.name, item.reading.row
        if name is None:
            continue
        key = (name.key, name.home, row.model, row.signed)
        if key in seen:
            yield "row_printed_twice", item
        seen.add(key)


def _example(item: ListedRow) -> str:
    row = item.reading.row
    said = [row.state or "?", row.agency or "?", row.county or "", row.model or "", row.signed_raw or ""]
    return f"row {item.row_number}: " + ", ".join(s for s in said if s)
