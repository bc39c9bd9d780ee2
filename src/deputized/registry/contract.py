"""The reading contract: how well a list must be read, and how much of it one kind of change may touch.

Every list is measured against the last believed one of its kind. A limit stands well above what any of the 440 real
lists of January 2021 to May 2026 shows (`Limit.most`); a list beyond it is doubted, however many lists say the same:
a reading that failed twice is no news. What a list lacks is another matter (see `judge`): that can be so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from deputized.model.publications import ListKind, Publication
from deputized.registry import said
from deputized.registry.compared import Compared
from deputized.registry.said import Said
from deputized.registry.state import Item

GAP_DAYS = 30
"""Lists further apart than this may differ by more, in proportion."""
COME_DAYS = 10
"""So do rows that come: ICE's list grows by some 30 a week."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many rows a change may touch: `floor`, or this share of the list before, whichever is more."""

    floor: int
    share: float
    most: str  # the most on a real list
    words: str  # after "1,609 of 1,843 rows "


SLIPPED = "now say what the row above or below said on the list before, under"
TOUCHED: dict[str, Limit] = {
    "redated": Limit(24, 0.013, "12 of 957, 8 Sep 2025", "have another day under SIGNED"),
    "day_and_month": Limit(3, 0.002, "none", "have day and month exchanged under SIGNED"),
    "year_alone": Limit(4, 0.002, "none", "have another year, and the same day, under SIGNED"),
    "signed_lost": Limit(6, 0.004, "1", "have no readable day under SIGNED any more"),
    "signed_in_future": Limit(8, 0.005, "none", "were signed after the list's own day"),
    "model_changed": Limit(5, 0.003, "1", "have another model under SUPPORT TYPE"),
    "model_lost": Limit(6, 0.004, "none", "have no readable model under SUPPORT TYPE any more"),
    "moa_posted": Limit(300, 0.25, "149 of 1,245, 29 Dec 2025", "have a link under MOA that had none"),
    "moa_replaced": Limit(20, 0.012, "3 of 728, 27 Jun 2025", "link to another file under MOA"),
    "moa_withdrawn": Limit(160, 0.1, "132 of 239, 1 Mar 2025; 77 of 896, 18 Aug 2025", "lost their link under MOA"),
    "moa_of_another": Limit(4, 0.003, "1", "link under MOA to what was another agency's document"),
    "addendum_posted": Limit(60, 0.05, "24 of 896, 27 Aug 2025", "have another link under ADDENDUM"),
    "addendum_withdrawn": Limit(60, 0.05, "25 of 896, 18 Aug 2025", "lost their link under ADDENDUM"),
    "addendum_of_another": Limit(4, 0.003, "none", "link under ADDENDUM to what was another agency's document"),
    "renamed": Limit(40, 0.03, "17 of 318, 17 Mar 2025", "have another name under LAW ENFORCEMENT AGENCY"),
    "reattributed": Limit(12, 0.008, "5 of 811, 15 Jul 2025", "name another agency beside the same model and day"),
    "state_corrected": Limit(4, 0.002, "1", "stand in another state"),
    "county_corrected": Limit(5, 0.003, "1", "have another county under COUNTY"),
    "county_lost": Limit(20, 0.015, "1", "have no readable county under COUNTY any more"),
    "type_corrected": Limit(50, 0.04, "21 of 956, 9 Sep 2025", "have another TYPE"),
    "agency_of_neighbor": Limit(4, 0.002, "1", f"{SLIPPED} LAW ENFORCEMENT AGENCY"),
    "county_of_neighbor": Limit(4, 0.002, "1", f"{SLIPPED} COUNTY"),
    "type_of_neighbor": Limit(30, 0.025, "14 of 956, 9 Sep 2025", f"{SLIPPED} TYPE"),
    "model_of_neighbor": Limit(4, 0.002, "1", f"{SLIPPED} SUPPORT TYPE"),
    "signed_of_neighbor": Limit(5, 0.003, "1", f"{SLIPPED} SIGNED"),
    "moa_of_neighbor": Limit(4, 0.002, "1", f"{SLIPPED} MOA"),
    "addendum_of_neighbor": Limit(4, 0.002, "none", f"{SLIPPED} ADDENDUM"),
    "listed": Limit(150, 0.08, "88 of 151, 26 Feb 2025; 72 of 1,425, 27 Feb 2026", "are new"),
    "relisted": Limit(4, 0.003, "1", "bring back agreements that had left"),
    "printed_twice": Limit(8, 0.005, "1", "stand twice"),
}  # fmt: skip
"""Kinds of change, and how many rows each may touch."""
SHARES: dict[str, tuple[int, int | None, float, str, str]] = {
    "state_read": (said.STATE, None, 0.01, "STATE", "1 on every list"),
    "model_read": (said.MODEL, None, 0.01, "SUPPORT TYPE", "0.97 on a pending list, else 1"),
    "type_read": (said.TYPE, said.HAS_TYPE, 0.1, "TYPE", "0.005 less than on the list before"),
    "signed_read": (said.SIGNED, said.HAS_SIGNED, 0.01, "SIGNED", "0.999"),
    "county_agrees": (said.COUNTY_AGREES, said.COUNTY_TOLD, 0.02, "COUNTY", "0.997 of sheriffs"),
    "moa_agrees": (said.FILE_AGREES, said.FILE_TOLD, 0.01, "MOA", "0.961"),
}
"""Shares of rows that are read, or agree with themselves: bits, rows they are of, the fall allowed, column, least."""
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
class Measure:
    """One measure of one list: so many rows of so many; `limit` is the most, or for a share the least, allowed."""

    name: str
    rows: int
    of: int
    limit: int
    is_broken: bool
    words: str  # what it says, where it is broken


def measure(
    publication: Publication,
    now: Said,
    before: Said | None,
    compared: Compared | None,
    further: Mapping[str, Sequence[Item]],
    gap_days: int,
) -> tuple[Measure, ...]:
    """Everything measured of a list. `further` are rows touched that no comparison tells: printed twice and the like."""
    found = list(_shares(now, before))
    if before is not None and compared is not None:
        found += _columns(publication, now, before)
        touched = compared.by_kind() | {"listed": compared.came} | dict(further)
        found += _touched(touched, before.rows, gap_days)
    return tuple(found)


def _shares(now: Said, before: Said | None) -> Iterator[Measure]:
    for name, (bit, of, fall, column, _) in SHARES.items():
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
        yield Measure(name, rows, total, least, is_broken, words)


def _columns(publication: Publication, now: Said, before: Said) -> Iterator[Measure]:
    """Columns that the list before had and this one lacks. The tables of ICE's page never had TYPE and COUNTY."""
    for column in FULL_COLUMNS:
        if not now.rows or (
            publication.kind is ListKind.WEBPAGE and column in ("type", "county", "addendum")
        ):
            continue
        if before.has_column(column) and not now.has_column(column):
            words = f"the column {column.upper()} of the list before is not on it"
            yield Measure(f"column_{column}", 0, 1, 1, True, words)


def _touched(touched: Mapping[str, Sequence[Item]], rows_before: int, gap_days: int) -> Iterator[Measure]:
    for name, limit in TOUCHED.items():
        items = touched.get(name, ())
        days = COME_DAYS if name == "listed" else GAP_DAYS
        most = int(max(limit.floor, limit.share * rows_before) * max(1.0, gap_days / days))
        words = ""
        if len(items) > most:
            first = items[0]
            words = (
                f"{len(items):,} rows {limit.words}, from row {first.row_number} on "
                f"({first.reading.row.agency[:60]}); the most on any real list: {limit.most}"
            )
        yield Measure(name, len(items), rows_before, most, len(items) > most, words)
