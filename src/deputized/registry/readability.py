"""What one printed row lets be read, as bits: counted over a list they say how well the list was read.

Every bit is of the row alone, so it is found once for each distinct row however many lists print it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from deputized.registry.names import AgencyName
from deputized.registry.rows import TYPE_NAMES, Row

STATE, MODEL, TYPE, COUNTY, COUNTY_KNOWN, SIGNED, LINKED, ADDENDUM = (1 << n for n in range(8))
COUNTY_TOLD, COUNTY_AGREES, FILE_TOLD, FILE_AGREES = (1 << n for n in range(8, 12))
HAS_TYPE, HAS_COUNTY, HAS_SIGNED, HAS_MOA, HAS_ADDENDUM = (1 << n for n in range(12, 17))
COLUMNS = {
    "type": HAS_TYPE,
    "county": HAS_COUNTY,
    "signed": HAS_SIGNED,
    "moa": HAS_MOA,
    "addendum": HAS_ADDENDUM,
}
TYPE_WORDS = re.compile(
    r"(?:county|parish|co\.?|municipality|municipal|muni\.?|city|town|state)(?: (?:agency|government|level))?",
    re.IGNORECASE,
)
"""The same types in other words, as a list may come to print them."""
WORD = re.compile(r"[a-z]{4,}")
COMMON_WORDS = (
    "county sheriff sheriffs office police department dept city town township constable constables precinct "
    "district borough parish village state public safety division bureau agency law enforcement marshal marshals"
)
COMMON = frozenset(COMMON_WORDS.split())
"""Words of agencies' names that a file's name holds whosesoever it is."""


def bits(row: Row, name: AgencyName | None, county_fips: str | None, columns: frozenset[str]) -> int:
    """What this row says."""
    found = sum(bit for column, bit in COLUMNS.items() if column in columns)
    found |= STATE if row.state is not None and "state_from_list_before" not in row.notes else 0
    found |= MODEL if row.model is not None else 0
    found |= TYPE if row.type in TYPE_NAMES or TYPE_WORDS.fullmatch(row.type) else 0
    found |= COUNTY if row.county is not None else 0
    found |= COUNTY_KNOWN if county_fips is not None else 0
    found |= SIGNED if row.signed is not None else 0
    found |= LINKED if row.moa_url is not None else 0
    found |= ADDENDUM if row.addendum_url is not None else 0
    if name is None:
        return found
    if county_fips is not None and name.county_fips is not None and name.body in ("sheriffs", "corrections"):
        found |= COUNTY_TOLD | (COUNTY_AGREES if county_fips == name.county_fips else 0)
    words = own_words(row.agency) | own_words(name.base)
    if row.moa_file is not None and words:
        squeezed = re.sub(r"[^a-z]", "", row.moa_file)
        found |= FILE_TOLD | (FILE_AGREES if any(word in squeezed for word in words) else 0)
    return found


def columns_of(found: int) -> frozenset[str]:
    """The columns, of those that lists differ in, of the list a row with these bits stands on."""
    return frozenset(column for column, bit in COLUMNS.items() if found & bit)


def own_words(text: str) -> frozenset[str]:
    """The words of a name that tell it from others of its kind."""
    return frozenset(WORD.findall(text.casefold())) - COMMON


@dataclass(frozen=True, slots=True)
class ReadabilityCounts:
    """How many rows of one list say what: by their bits."""

    rows: int
    counts: tuple[tuple[int, int], ...]  # (bits, rows), sorted

    @classmethod
    def of(cls, rows: Iterable[int]) -> ReadabilityCounts:
        """The counts over a list's rows."""
        counts = Counter(rows)
        return cls(counts.total(), tuple(sorted(counts.items())))

    def having(self, bit: int) -> int:
        """Rows that say it."""
        return sum(n for found, n in self.counts if found & bit)

    def lacking(self, bit: int) -> int:
        """Rows that do not."""
        return self.rows - self.having(bit)

    def has_column(self, column: str) -> bool:
        """Whether the list has this column of ICE's."""
        return any(found & COLUMNS[column] for found, _ in self.counts)
