"""The reading contract: how well a list must be read, and how much of it one kind of change may touch.

Every list is measured against the last believed one of its kind. A limit stands well above what any of the 440 real
lists of January 2021 to May 2026 shows (`most`); they stand in `sources/ice_participating/source.yml`. A list beyond it is
doubted, however many lists say the same:
a reading that failed twice is no news. What a list lacks is another matter (see `judge`): that can be so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from deputized.model.publications import ListKind, Publication
from deputized.registry import readability
from deputized.registry.compared import Compared
from deputized.registry.readability import ReadabilityCounts
from deputized.registry.state import ListedRow
from deputized.sources.folder import Limit, load

GAP_DAYS = 30
"""Lists further apart than this may differ by more, in proportion."""
COME_DAYS = 10
"""So do rows that come: ICE's list grows by some 30 a week."""


TOUCHED: Mapping[str, Limit] = load("ice_participating").manifest.limits
"""Kinds of change, and how many rows each may touch."""
_FALLS = load("ice_participating").manifest.falls
SHARES: dict[str, tuple[int, int | None, float, str]] = {
    name: (bit, of, _FALLS[name].share, column)
    for name, bit, of, column in (
        ("state_read", readability.STATE, None, "STATE"),
        ("model_read", readability.MODEL, None, "SUPPORT TYPE"),
        ("type_read", readability.TYPE, readability.HAS_TYPE, "TYPE"),
        ("signed_read", readability.SIGNED, readability.HAS_SIGNED, "SIGNED"),
        ("county_agrees", readability.COUNTY_AGREES, readability.COUNTY_TOLD, "COUNTY"),
        ("moa_agrees", readability.FILE_AGREES, readability.FILE_TOLD, "MOA"),
    )
}
"""Shares of rows that are read, or agree with themselves: bits, rows they are of, the fall allowed, column."""
SHARE_FLOOR = 6
"""So few rows more than before prove nothing."""
FULL_COLUMNS = ("type", "county", "signed", "moa", "addendum")
WORDS = {
    "state_read": "state can be read",
    "model_read": "model can be read",
    "type_read": "type of agency can be read",
    "signed_read": "signing day can be read",
    "county_agrees": "sheriff's county is the one the name says",
    "moa_agrees": "document is named for the agency",
}


@dataclass(frozen=True, slots=True)
class ContractMeasure:
    """One measure of one list: so many rows of so many; `limit` is the most, or for a share the least, allowed."""

    name: str
    rows: int
    of: int
    limit: int
    is_broken: bool
    words: str  # what it says, where it is broken


def measure(
    publication: Publication,
    now: ReadabilityCounts,
    before: ReadabilityCounts | None,
    compared: Compared | None,
    further: Mapping[str, Sequence[ListedRow]],
    gap_days: int,
) -> tuple[ContractMeasure, ...]:
    """Everything measured of a list. `further` are rows touched that no comparison tells: printed twice and the like."""
    found = list(_shares(now, before))
    if before is not None and compared is not None:
        found += _columns(publication, now, before)
        touched = compared.by_kind() | {"listed": compared.came} | dict(further)
        found += _touched(touched, before.rows, gap_days)
    return tuple(found)


def _shares(now: ReadabilityCounts, before: ReadabilityCounts | None) -> Iterator[ContractMeasure]:
    for name, (bit, of, fall, column) in SHARES.items():
        rows, total = now.having(bit), now.rows if of is None else now.having(of)
        if not total:
            continue
        least, is_broken = 0, False
        if before is not None and (then := before.rows if of is None else before.having(of)):
            share = before.having(bit) / then
            least = max(
                0, min(int((share - fall) * total), total - SHARE_FLOOR - (then - before.having(bit)))
            )
            is_broken = rows < least
        words = f"{column}: on {rows:,} of {total:,} rows the {WORDS[name]}, at least {least:,} were to be expected"
        yield ContractMeasure(name, rows, total, least, is_broken, words)


def _columns(
    publication: Publication, now: ReadabilityCounts, before: ReadabilityCounts
) -> Iterator[ContractMeasure]:
    """Columns that the list before had and this one lacks. The tables of ICE's page never had TYPE and COUNTY."""
    for column in FULL_COLUMNS:
        if not now.rows or (
            publication.kind is ListKind.WEBPAGE and column in ("type", "county", "addendum")
        ):
            continue
        if before.has_column(column) and not now.has_column(column):
            words = f"the column {column.upper()} of the list before is not on it"
            yield ContractMeasure(f"column_{column}", 0, 1, 1, True, words)


def _touched(
    touched: Mapping[str, Sequence[ListedRow]], rows_before: int, gap_days: int
) -> Iterator[ContractMeasure]:
    for name, limit in TOUCHED.items():
        items = touched.get(name, ())
        days = COME_DAYS if name == "listed" else GAP_DAYS
        most = int(max(limit.rows, limit.share * rows_before) * max(1.0, gap_days / days))
        words = ""
        if len(items) > most:
            first = items[0]
            words = (
                f"{len(items):,} rows {limit.words}, from row {first.row_number} on "
                f"({first.reading.row.agency[:60]}); the most on any real list: {limit.most}"
            )
        yield ContractMeasure(name, len(items), rows_before, most, len(items) > most, words)
