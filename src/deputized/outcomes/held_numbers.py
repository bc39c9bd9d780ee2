"""A number that is held: what it counts, where and when, at which address, and within which bounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class CellAddress:
    """Where a number stands: a file, its hash, sheet and cell."""

    file: str
    sheet: str
    cell: str
    sha256: str = ""
    origin: str = ""  # who made the file, and on whose copy we rely

    @property
    def told(self) -> str:
        """In one line."""
        where = f"{self.sheet}!{self.cell}" if self.sheet else self.cell
        return ", ".join(p for p in (self.file, where) if p)


@dataclass(frozen=True, slots=True)
class HeldNumber:
    """One number. `value` is None where the source has a blank, which is no zero.

    `floor` and `ceiling` bound what came of agreements by this number; a bound that is not known is None. `agency_id` or
    `county_fips` say whom it is tied to, `printed` whom the source names.
    """

    measure: str  # a key of `definitions`
    value: int | float | None
    unit: str
    place: str  # US, a postal code, a county's FIPS, or an agency's id
    printed: str
    start: date | None
    end: date | None
    address: CellAddress
    floor: int | float | None = None
    ceiling: int | float | None = None
    bounds: str = ""  # why these bounds
    shown: str = ""  # "about", "more than": how the source hedges
    note: str = ""
    published: str = ""  # as precise as it is known
    confidence: str = "confirmed"
    url: str = ""
    figure: str = ""  # id of a published figure

    @property
    def is_partial(self) -> bool:
        """Whether the period was not over when the source was made."""
        return "partial" in self.note

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        from dataclasses import asdict

        from deputized.outcomes.definitions import measure

        known = measure(self.measure)
        return {
            **asdict(self), "counts": known.counts, "cannot_tell": list(known.cannot_tell),
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
        }  # fmt: skip
