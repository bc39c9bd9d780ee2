"""A list held against the one before it: which rows are the same agreements, what changed on them, who is gone.

This is a quick pairing for the judge alone, by what is printed; what really changed is decided by `participating`
once the list is believed.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from deputized.registry.state import ListedRow, RowReading

Key = Callable[[RowReading], Hashable | None]
Owners = dict[str | None, set[tuple[str, ...]]]
PASSES: tuple[Key, ...] = (
    lambda r: (r.mark, r.row.signed, r.row.moa_file),
    lambda r: (r.mark, r.row.signed),
    lambda r: r.mark,
    lambda r: (r.mark[:2], r.row.signed) if r.row.signed else None,
    lambda r: (r.row.agency.casefold(), r.row.county, r.row.model, r.row.signed),
    lambda r: (r.row.model, r.row.moa_file) if r.row.moa_file else None,
    lambda r: (r.row.state, r.row.model, r.row.signed, r.row.county) if r.row.signed else None,
    lambda r: r.mark[:2] if r.mark[1] else None,
)
"""Ways to know a row again, the surest first."""
FEW = 4
"""Fewer changed rows are not searched for a column that slipped."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one row says otherwise than before: the kind of change and the row as it stands now, or stood."""

    kind: str
    item: ListedRow


@dataclass(slots=True)
class Compared:
    """What a list changes. `lost` are rows of the list before, `came` rows of this one, that nothing pairs."""

    changes: list[Change] = field(default_factory=list)
    lost: list[ListedRow] = field(default_factory=list)
    came: list[ListedRow] = field(default_factory=list)
    longest_gap: list[ListedRow] = field(default_factory=list)  # most rows lost that stood one after another
    states_gone: dict[str, int] = field(default_factory=dict)  # states of the list before with no row now

    def by_kind(self) -> dict[str, list[ListedRow]]:
        """Rows touched, by kind of change."""
        found: dict[str, list[ListedRow]] = defaultdict(list)
        for change in self.changes:
            found[change.kind].append(change.item)
        return found


def compare_lists(before: Sequence[ListedRow], items: Sequence[ListedRow]) -> Compared:
    """Pair what is not printed as before, and tell what differs."""
    old, new = _unlike(before, items)
    found = Compared()
    pairs: list[tuple[ListedRow, ListedRow]] = []
    for key in PASSES:
        if not old or not new:
            break
        old, new = _pair(old, new, key, pairs)
    files = _owners(before, [*(i for _, i in pairs), *new])
    for was, now in pairs:
        found.changes += [Change(kind, now) for kind in _differences(was, now, files)]
    found.changes += [Change("moa_of_another", i) for i in new if _is_anothers(i, _moa(i), files)]
    if len(pairs) >= FEW:
        found.changes += _slipped(before, pairs)
    found.lost, found.came = old, new
    if old:
        found.longest_gap = _longest_gap(before, old)
        states = {i.reading.row.state for i in items}
        gone = Counter(i.reading.row.state or "" for i in before)
        found.states_gone = {s: n for s, n in sorted(gone.items()) if s and s not in states}
    return found


def _unlike(
    before: Sequence[ListedRow], items: Sequence[ListedRow]
) -> tuple[list[ListedRow], list[ListedRow]]:
    """The rows of both lists that the other does not print."""
    waiting = Counter(i.content_id for i in before)
    new = []
    for item in items:
        if waiting.get(item.content_id, 0) > 0:
            waiting[item.content_id] -= 1
        else:
            new.append(item)
    old = []
    for item in reversed(before):
        if waiting[item.content_id] > 0:
            waiting[item.content_id] -= 1
            old.append(item)
    return old[::-1], new


def _pair(
    old: list[ListedRow], new: list[ListedRow], key: Key, pairs: list[tuple[ListedRow, ListedRow]]
) -> tuple[list[ListedRow], list[ListedRow]]:
    """Pair rows of one key in their order; what is left of both."""
    waiting: dict[Hashable, deque[ListedRow]] = defaultdict(deque)
    for item in old:
        if (value := key(item.reading)) is not None:
            waiting[value].append(item)
    taken: set[int] = set()
    rest = []
    for item in new:
        value = key(item.reading)
        queue = waiting.get(value) if value is not None else None
        if queue:
            mate = queue.popleft()
            taken.add(id(mate))
            pairs.append((mate, item))
        else:
            rest.append(item)
    return [i for i in old if id(i) not in taken], rest


def _moa(item: ListedRow) -> str | None:
    return item.reading.row.moa_file


def _addendum(item: ListedRow) -> str | None:
    return item.reading.row.addendum_file


def _owners(before: Sequence[ListedRow], items: Sequence[ListedRow]) -> Owners:
    """Whose rows linked on the list before to the files that these rows link to."""
    found: Owners = {file: set() for i in items for file in (_moa(i), _addendum(i)) if file is not None}
    if found:
        for item in before:
            for file in (_moa(item), _addendum(item)):
                if file in found:
                    found[file].add(item.reading.mark[:2])
    return found


def _is_anothers(item: ListedRow, file: str | None, files: Owners) -> bool:
    """Whether the row links to what other agencies' rows, and not its own, linked to before."""
    owners = files.get(file)
    return bool(owners) and item.reading.mark[:2] not in (owners or ())


VALUES: dict[str, Callable[[RowReading], Hashable]] = {
    "agency": lambda r: r.row.agency.casefold(),
    "type": lambda r: r.row.type,
    "county": lambda r: r.county_fips,
    "model": lambda r: r.row.model,
    "signed": lambda r: r.row.signed,
    "moa": lambda r: r.row.moa_file,
    "addendum": lambda r: r.row.addendum_file,
}


def _slipped(before: Sequence[ListedRow], pairs: Sequence[tuple[ListedRow, ListedRow]]) -> Iterator[Change]:
    """Rows that now say, in one column, what the row above or below said on the list before."""
    at = {id(item): n for n, item in enumerate(before)}
    for was, now in pairs:
        place = at[id(was)]
        beside = [before[n].reading for n in (place - 1, place + 1) if 0 <= n < len(before)]
        is_same_body = was.reading.mark[:2] == now.reading.mark[:2]
        for column, value in VALUES.items():
            if column == "agency" and is_same_body:  # in other words
                continue
            said = value(now.reading)
            if said is not None and said != value(was.reading) and any(value(r) == said for r in beside):
                yield Change(f"{column}_of_neighbor", now)


def _differences(was: ListedRow, now: ListedRow, files: Owners) -> Iterator[str]:
    """The kinds of change from one row to the other."""
    a, b = was.reading.row, now.reading.row
    if a.has_signed_column and b.has_signed_column and a.signed != b.signed and a.signed is not None:
        yield "redated" if b.signed is not None else "signed_lost"
        if b.signed is not None and (a.signed.day, a.signed.month, a.signed.year) == (
            b.signed.month,
            b.signed.day,
            b.signed.year,
        ):
            yield "day_and_month"
        elif b.signed is not None and (a.signed.month, a.signed.day) == (b.signed.month, b.signed.day):
            yield "year_alone"
    if a.model != b.model and a.model is not None:
        yield "model_changed" if b.model is not None else "model_lost"
    if a.moa_file != b.moa_file:
        yield (
            "moa_posted" if a.moa_file is None else "moa_withdrawn" if b.moa_file is None else "moa_replaced"
        )
        if _is_anothers(now, b.moa_file, files):
            yield "moa_of_another"
    if a.addendum_file != b.addendum_file:
        yield "addendum_withdrawn" if b.addendum_file is None else "addendum_posted"
        if _is_anothers(now, b.addendum_file, files):
            yield "addendum_of_another"
    if was.reading.mark[:2] != now.reading.mark[:2]:
        yield "reattributed"
    if a.agency.casefold() != b.agency.casefold() and "agency" not in now.reworded:
        yield "renamed"
    if a.state != b.state:
        yield "state_corrected"
    old_county, new_county = was.reading.county_fips, now.reading.county_fips
    if old_county is not None and old_county != new_county:
        yield "county_corrected" if new_county is not None else "county_lost"
    if a.type != b.type and a.type and b.type and "type" not in now.reworded:
        yield "type_corrected"


def _longest_gap(before: Sequence[ListedRow], lost: Sequence[ListedRow]) -> list[ListedRow]:
    """The most rows of the list before that stood one after another and are all gone."""
    gone = {id(i) for i in lost}
    best: list[ListedRow] = []
    run: list[ListedRow] = []
    for item in before:
        if id(item) not in gone:
            run = []
            continue
        run.append(item)
        best = run if len(run) >= len(best) else best
    return best
