"""How late ICE's publications of results come, beside the lists: days from the last day told to the publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputized.outcomes import identified
from deputized.outcomes.bookins import book_ins
from deputized.outcomes.published import first_day

if TYPE_CHECKING:
    from deputized.library import Registry

_DATED = re.compile(r"(\d{2})(\d{2})(20\d{2})")


@dataclass(frozen=True, slots=True)
class Late:
    """One publication: what it is, the last day it tells of, the day it came (or was made), and the days between."""

    kind: str
    name: str
    through: date
    came: date
    how: str  # how the day it came is known

    @property
    def days(self) -> int:
        """Days from one to the other."""
        return (self.came - self.through).days


def dated(name: str) -> date | None:
    """The day a workbook's name says: `FY26_detentionStats_04092026.xlsx`."""
    for found in _DATED.finditer(name):
        try:
            return date(int(found[3]), int(found[1]), int(found[2]))
        except ValueError:
            continue
    return None


def lateness() -> tuple[Late, ...]:
    """Every publication of results we hold, with how late it came; oldest first."""
    found = {}
    for b in book_ins():
        named = dated(b.file)
        found[b.file] = Late(
            "detention workbook", b.file, b.data_through, named or b.run_date,
            "day in the file's name" if named else "day ICE ran it; the file's name has no day",
        )  # fmt: skip
    table = Late(
        "identified and removed by agency (FOIA)", identified.SOURCE_FILE, identified.agencies()[0].results[-1].period[1],
        first_day(identified.PUBLISHED), "month in which its carrier published it; ICE's own day is not known",
    )  # fmt: skip
    return tuple(sorted((*found.values(), table), key=lambda x: (x.came, x.name)))


def lists_median(registry: Registry) -> float | None:
    """Median days from SIGNED to ICE's list, to stand beside."""
    rows = [r for r in registry.lag() if r["step"] == "signed_to_listed" and r["quarter"] == "all"]
    return float(rows[0]["median"]) if rows and rows[0]["median"] is not None else None
