"""Judges a publication before it is believed: what it claims to be, how it reads, and whether it can be whole.

A suspect list is kept and shown, and ends nothing. Only what was out by its own day is weighed, so that
what our record could say on a day never changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from deputized.model.publications import ListKind, Publication
from deputized.registry.compared import Compared, compare_lists
from deputized.registry.contract import GAP_DAYS, ContractMeasure, measure
from deputized.registry.readability import ReadabilityCounts
from deputized.registry.state import Belief, ListedRow

PARTIAL_FLOOR = 12
PARTIAL_SHARE = 0.015
"""A list that lacks more rows of the one before than this, unpaired, is read as partial. No real list lacks more than 6."""
STATE_FLOOR = 4
"""A state with so many rows that is gone whole is missing, not out: on real lists the most is 2."""
RUN_FLOOR = 5
EDGE_FLOOR = 3
"""So many rows lost that stood one after another, or first or last on the list, were cut out: on real lists the most
is 3, and at an edge 1."""
LEFT_FLOOR = 15
LEFT_SHARE = 0.16
"""So many rows of a pending list that go and come to no agreement are read as lost: on real lists the most is 10 of 96
(15 May 2025), though nearly all may go at once where they were signed."""
LARGE_SHARE = 1 / 3
CONFIRMED_DAYS = 10
LARGE_DAYS = 14
"""A loss is believed once the lists that lack it span so many days; ICE's own slips were mended within 6."""
AGAIN_FLOOR = 3
"""A list whose newest signing day is before that of the list before and that lacks more rows is an old one again."""
UNSIGNED_DAYS = 300
"""A workbook's day is no later than this after its newest signing day. On real lists the most is 22; ICE may pause."""
MOST_TOLD = 4  # limits passed that a reason names; all stand among the list's signals
LOSSES = frozenset({"partial", "served_again"})
"""Rules that doubt a list for what it lacks: what stays away may be gone."""

Mark = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ListBefore:
    """What a list is held against: the last believed list of its kind, if there is one."""

    items: Sequence[ListedRow] = ()
    said: ReadabilityCounts | None = None
    newest: date | None = None  # its newest signing day
    gap_days: int = 0


@dataclass(frozen=True, slots=True)
class DoubtedLists:
    """The lists just before that were doubted for what they lack: who stood on the last, and since when."""

    marks: frozenset[Mark]
    since: date


@dataclass(frozen=True, slots=True)
class JudgedList:
    """A list's standing and what it rests on."""

    standing: Belief
    measures: tuple[ContractMeasure, ...] = ()


@dataclass(slots=True)
class ListCase:
    """One list before the judge."""

    publication: Publication
    items: Sequence[ListedRow]
    said: ReadabilityCounts
    before: ListBefore
    newest: date | None  # newest signing day, those not believed included
    doubt: DoubtedLists | None = None
    relisted: Sequence[ListedRow] = ()  # rows that bring back agreements that had left
    left: Sequence[ListedRow] = ()  # rows gone from a pending list that are no agreement on any list so far
    compared: Compared = field(default_factory=Compared)

    def judge(self) -> JudgedList:
        """The list's standing: whether it reads as it should comes before whether a loss is confirmed."""
        if (wrong := self._wrong_list()) is not None:
            return JudgedList(wrong)
        if self.before.said is None:
            return JudgedList(Belief(True))
        measures = measure(
            self.publication,
            self.said,
            self.before.said,
            self.compared,
            self._further(),
            self.before.gap_days,
        )
        if self.publication.kind is ListKind.PENDING:
            return JudgedList(self._contract(measures) or self._left_unsigned() or Belief(True), measures)
        standing = self._day(measures) or self._contract(measures) or self._loss()
        return JudgedList(standing or Belief(True), measures)

    def newest_by(self, day: date) -> date | None:
        """The newest signing day on the list that is not after a day."""
        if self.newest is None or self.newest <= day:
            return self.newest
        return max(
            (d for i in self.items if (d := i.reading.row.signed) is not None and d <= day), default=None
        )

    def _wrong_list(self) -> Belief | None:
        kind, named = self.publication.kind, self.publication.named_kind
        if (kind is ListKind.PENDING) == (named is ListKind.PENDING):
            return None
        is_pending = kind is ListKind.PENDING
        of = "a pending list" if is_pending else "a participating list"
        return Belief(False, f"named {named.value}, but its rows and columns are those of {of}", "wrong_list")

    def _further(self) -> Mapping[str, Sequence[ListedRow]]:
        """Rows touched that a comparison with the list before does not tell."""
        day, twice, future = self.publication.published_date, list[ListedRow](), list[ListedRow]()
        marks = Counter(i.reading.mark for i in self.items if i.reading.name is not None)
        if len(marks) < marks.total():
            seen: set[object] = set()
            for item in (i for i in self.items if marks[i.reading.mark] > 1):
                row = item.reading.row
                key = (item.reading.mark, row.signed, row.county)
                if key in seen:
                    twice.append(item)
                seen.add(key)
        if self.newest is not None and self.newest > day:
            future = [i for i in self.items if _is_later(i, day)]
        return {"printed_twice": twice, "signed_in_future": future, "relisted": self.relisted}

    def _day(self, measures: Sequence[ContractMeasure]) -> Belief | None:
        """A list cannot be older than the signings on it, nor much newer than the newest."""
        day, newest = self.publication.published_date, self.newest
        broken = {m.name: m for m in measures if m.is_broken}
        if (future := broken.get("signed_in_future")) is not None and "redated" not in broken:
            return Belief(False, f"its day {day} cannot be right: {future.words}", "wrong_day")
        if self.publication.kind is not ListKind.PARTICIPATING or newest is None:
            return None
        gap = (day - newest).days
        if gap <= UNSIGNED_DAYS:
            return None
        return Belief(
            False,
            f"its day {day} cannot be right: it is {gap:,} days after {newest}, the newest under SIGNED (on no real "
            "list more than 22)",
            "wrong_day",
        )

    def _contract(self, measures: Sequence[ContractMeasure]) -> Belief | None:
        broken = [m for m in measures if m.is_broken]
        if not broken:
            return None
        unread = any(m.name.startswith("column_") or m.name.endswith(("_read", "_lost")) for m in broken)
        twice = any(m.name == "printed_twice" for m in broken)
        rule = "column_unreadable" if unread else "repeated" if twice else "mass_change"
        said = "repeats itself: " if rule == "repeated" else ""
        broken.sort(key=lambda m: not m.name.startswith("column_"))
        more = f"; and {len(broken) - MOST_TOLD} more" if len(broken) > MOST_TOLD else ""
        return Belief(False, said + "; ".join(m.words for m in broken[:MOST_TOLD]) + more, rule)

    def _loss(self) -> Belief | None:
        lost, total = self.compared.lost, len(self.before.items)
        scale = max(1.0, self.before.gap_days / GAP_DAYS)
        states = {s: n for s, n in self.compared.states_gone.items() if n >= STATE_FLOOR}
        run = self.compared.longest_gap
        edges = {id(i) for i in (*self.before.items[:1], *self.before.items[-1:])}
        is_edge = any(id(i) in edges for i in run)
        is_cut = len(run) >= (EDGE_FLOOR if is_edge else RUN_FLOOR) * scale
        newest, before = self.newest, self.before.newest
        is_again = newest is not None and before is not None and newest < before and len(lost) > AGAIN_FLOOR
        if not (
            len(lost) > max(PARTIAL_FLOOR, PARTIAL_SHARE * total) * scale or states or is_cut or is_again
        ):
            return None
        if self._is_confirmed(lost):
            return None
        if is_again:
            return Belief(
                False,
                f"an older list under a new name: its newest signing day {newest} is before {before} and "
                f"{len(lost)} rows of the list before are not on it",
                "served_again",
            )
        where = f", none of {', '.join(states)} among them" if states else ""
        if is_cut:
            first, last = run[0].row_number, run[-1].row_number
            where += f"; {len(run)} of them stood one after another there, rows {first} to {last}"
        return Belief(
            False,
            f"partial: {len(lost)} of the {total} rows of the list before are not on it{where}",
            "partial",
        )

    def _left_unsigned(self) -> Belief | None:
        """Rows leave a pending list as they are signed; a list on which many are missing that were not is no whole one."""
        total = len(self.before.items)
        scale = max(1.0, self.before.gap_days / GAP_DAYS)
        if len(self.left) <= max(LEFT_FLOOR, LEFT_SHARE * total) * scale or self._is_confirmed(self.left):
            return None
        first = self.left[0]
        return Belief(
            False,
            f"partial: {len(self.left)} of the {total} rows of the pending list before are neither on it nor on a list of "
            f"agreements, row {first.row_number} there the first ({first.reading.row.agency[:60]}); the most on any real "
            "list: 10 of 96, 15 May 2025",
            "partial",
        )

    def _is_confirmed(self, lost: Sequence[ListedRow]) -> bool:
        """Whether the lists just before lacked the same rows, for long enough."""
        if self.doubt is None:
            return False
        is_same = sum(i.reading.mark in self.doubt.marks for i in lost) < 0.2 * len(lost)
        days = (self.publication.published_date - self.doubt.since).days
        is_large = len(lost) > LARGE_SHARE * len(self.before.items)
        return is_same and days >= (LARGE_DAYS if is_large else CONFIRMED_DAYS)


def make_case(
    publication: Publication,
    items: Sequence[ListedRow],
    before: ListBefore,
    newest: date | None,
    doubt: DoubtedLists | None = None,
) -> ListCase:
    """The case of a list, compared with the one before."""
    case = ListCase(
        publication, items, ReadabilityCounts.of([i.reading.said for i in items]), before, newest, doubt
    )
    if before.said is not None:
        case.compared = compare_lists(before.items, items)
    return case


def _is_later(item: ListedRow, day: date) -> bool:
    row = item.reading.row
    return "signed_in_future" in row.notes if row.signed is None else row.signed > day
