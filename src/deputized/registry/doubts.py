"""What must not be on one list: one body with two agreements of one model, or under two names with two days.

Where it is, either ICE prints one agreement twice or two bodies were read as one: no rule decides, and it is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deputized.model.publications import Publication
from deputized.registry.state import Agency, Candidate, ListedRow, TrackedAgreement

TWO_AGREEMENTS = "two_agreements_one_body"
TWO_NAMES = "two_names_two_days"


@dataclass(frozen=True, slots=True)
class RowDoubt:
    """Rows of one list that were read as one body and model, though they say two things."""

    kind: str
    agency: Agency
    model: str
    items: tuple[ListedRow, ...]

    @property
    def text(self) -> str:
        """What is in doubt, with each row's name and day."""
        rows = sorted({(i.reading.row.agency, _day(i)) for i in self.items})
        said = " and ".join(f"{name!r}, signed {day}" for name, day in rows)
        which = (
            "two agreements of one body are in force at once"
            if self.kind == TWO_AGREEMENTS
            else "one agreement stands under two names with two days"
        )
        return f"{which} ({self.model}): {said}; either one is printed twice, or these are two bodies"


def doubts(rows: Iterable[tuple[ListedRow, TrackedAgreement]]) -> Iterator[RowDoubt]:
    """The doubts that one list's rows raise, each with its agreement."""
    groups: dict[tuple[int, str], list[tuple[ListedRow, TrackedAgreement]]] = defaultdict(list)
    for item, agreement in rows:
        groups[agreement.agency.number, agreement.model].append((item, agreement))
    for (_, model), group in groups.items():
        if len(group) < 2:
            continue
        items = tuple(i for i, _ in group)
        agency = group[0][1].agency
        if len({a.number for _, a in group}) > 1:
            yield RowDoubt(TWO_AGREEMENTS, agency, model, items)
        elif len({i.reading.row.agency.casefold() for i in items}) > 1 and len({_day(i) for i in items}) > 1:
            yield RowDoubt(TWO_NAMES, agency, model, items)


def candidates(
    rows: Iterable[tuple[ListedRow, TrackedAgreement]], publication: Publication
) -> Iterator[Candidate]:
    """The doubts of the newest list, for review."""
    for doubt in doubts(rows):
        yield Candidate("one_body", doubt.agency, doubt.agency, 1.0, doubt.text, publication)


def _day(item: ListedRow) -> str:
    row = item.reading.row
    return row.signed.isoformat() if row.signed else row.signed_raw or "no day"
