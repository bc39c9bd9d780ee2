"""A change of wording across a list: "Co." for "County" on every row, an asterisk, a unit in brackets.

It renames nobody and hands nothing over. Many rows that changed their name alone, each still naming its place,
are the bodies they were; on such a list a name in other words is told once, not row by row.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from deputized.registry.gazetteer import is_place_anywhere
from deputized.registry.judgements import judged_name
from deputized.registry.names import AgencyName, county_of
from deputized.registry.numerals import number_of
from deputized.registry.rows import Row
from deputized.registry.state import ListedRow, RowReading
from deputized.registry.words import words_of

FLOOR = 25
SHARE = 0.02
"""From so many rows, and this share of a list, on, a change of names is one of wording."""
COLUMN_SHARE = 0.25
"""From this share of a list on, other words under STATE or TYPE are a change of wording too."""

NUMBER = re.compile(r"\d+")
Around = tuple[str, str]
LEARNED = 10
"""A word that stands for another in so many names is an abbreviation of it."""


class Correct(Protocol):
    """Applies reviewed corrections to a row; `name` is whom it is read as, where its own words do not say."""

    def __call__(self, row: Row, name: AgencyName | None = None) -> Row: ...


@dataclass(slots=True)
class Wordings:
    """Wordings met so far: names by (state, name as printed, county), and words by the word they stand for."""

    names: dict[tuple[str, str, str | None], AgencyName] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def find(self, row: Row, name: AgencyName | None, gone: Container[str]) -> AgencyName | None:
        """Whom a name in a wording met before means: one met itself, one gone from the list before, or a known one."""
        state = row.state
        if state is None or not row.agency:
            return None
        met = self.names.get((state, row.agency.casefold(), row.county))
        if met is not None or not self.words:
            return met
        text = " ".join(self.words.get(w.casefold(), w) for w in row.agency.split())
        if text == row.agency:
            return None
        meant = judged_name(state, text, row.county)
        is_unread = name is None or name.kind == "other" or name.base_how == "none"
        if meant.key in gone or (is_unread and meant.base_how == "exact"):
            return replace(meant, printed=row.agency)
        return None

    def learn(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep the words that stand for another in many of the pairs (old name, new name)."""
        met: dict[str, Counter[str]] = defaultdict(Counter)
        for old, new in pairs:
            was, now = old.casefold().split(), new.casefold().split()
            if len(was) == len(now):
                for a, b in zip(was, now, strict=True):
                    met[b][a] += 1
        for word, meant in met.items():
            (first, count), *_ = meant.most_common(1)
            if first != word and count >= LEARNED and count == meant.total() and not is_place_anywhere(word):
                self.words[word] = first


def with_wording(
    items: Sequence[ListedRow], before: Sequence[ListedRow], known: Wordings, correct: Correct | None
) -> list[ListedRow]:
    """The rows of a list, those in a new wording read as the bodies of the list before and marked.

    `known` keeps each wording, so that a row printed so on a later list is read the same.
    """
    if not before or not items:
        return list(items)
    stood = {i.content_id for i in before}
    found = list(items)
    here = {i.content_id for i in found}
    gone = [i for i in before if i.content_id not in here and i.reading.name is not None]
    keys = {i.reading.name.key for i in gone if i.reading.name is not None}
    fresh = [n for n, i in enumerate(found) if i.content_id not in stood]
    marks: dict[int, set[str]] = defaultdict(set)
    pairs = _pairs(gone, found, fresh)
    reworded = {n: old for n, old in pairs if _folded(found[n]) != _folded(old)}
    is_wide = len(reworded) >= max(FLOOR, SHARE * len(found))
    if is_wide:
        known.learn((old.reading.row.agency, found[n].reading.row.agency) for n, old in reworded.items())
    for n in fresh:
        row, name = found[n].reading.row, found[n].reading.name
        old = reworded.get(n) if is_wide else None
        meant = old.reading.name if old is not None else known.find(row, name, keys)
        if meant is None or row.state is None:
            continue
        marks[n] |= {"agency"} if is_wide else set()
        if name is None or name.key != meant.key:
            meant = replace(meant, printed=row.agency)
            known.names[row.state, row.agency.casefold(), row.county] = meant
            found[n] = _named(found[n], meant, correct)
    for column in ("state_printed", "type"):
        changed = [n for n, old in pairs if _cell(found[n], column) != _cell(old, column)]
        if len(changed) >= max(FLOOR, COLUMN_SHARE * len(found)):
            for n in changed:
                marks[n].add(column)
    for n, columns in marks.items():
        found[n] = replace(found[n], reworded=frozenset(columns))
    return found


def _cell(item: ListedRow, column: str) -> str:
    return str(getattr(item.reading.row, column)).casefold()


def _folded(item: ListedRow) -> str:
    return item.reading.row.agency.casefold()


def _pairs(
    gone: Iterable[ListedRow], items: Sequence[ListedRow], fresh: Iterable[int]
) -> list[tuple[int, ListedRow]]:
    """Rows of this list, by index, and of the one before that are alike in everything but the name's words."""
    old: dict[Hashable, list[ListedRow]] = defaultdict(list)
    new: dict[Hashable, list[int]] = defaultdict(list)
    for item in gone:
        old[_apart_from_name(item)].append(item)
    for n in fresh:
        new[_apart_from_name(items[n])].append(n)
    met = Counter(
        around
        for key, indexes in new.items()
        if len(indexes) == len(old.get(key, ())) == 1
        and (around := _around(old[key][0].reading, items[indexes[0]].reading)) is not None
    )
    affixes = {around for around, count in met.items() if count >= LEARNED}
    pairs = []
    for key, indexes in new.items():
        former = old.get(key, [])
        for n in indexes:
            mine = [o for o in former if _is_another_wording(o.reading, items[n].reading, affixes)]
            rivals = [
                m for m in indexes if mine and _is_another_wording(mine[0].reading, items[m].reading, affixes)
            ]
            if len(mine) == 1 and len(rivals) == 1:
                pairs.append((n, mine[0]))
    return pairs


def _around(old: RowReading, new: RowReading) -> Around | None:
    """What stands before and behind the old name in the new one, a number as #; None if the new does not hold it."""
    was, now = old.row.agency.casefold(), new.row.agency.casefold()
    before, found, behind = now.partition(was)
    if not found or was == now:
        return None
    return NUMBER.sub("#", before), NUMBER.sub("#", behind)


def _apart_from_name(item: ListedRow) -> Hashable:
    row = item.reading.row
    return row.state, row.model, row.signed_printed, row.moa_file


def _is_another_wording(old: RowReading, new: RowReading, affixes: Container[Around]) -> bool:
    """Whether the new name is the old one, the old one with what many names now have around them, or still says all
    that tells the old one apart: its place and number."""
    if old.name is None or new.name is None:
        return False
    if old.county_fips and new.county_fips and old.county_fips != new.county_fips and old.name.has_namesakes:
        return False
    if old.name.key == new.name.key:
        return True
    if (around := _around(old, new)) is not None and around in affixes:
        return True
    words = words_of(new.row.agency)
    base = old.name.base.split()
    return (
        bool(base)
        and not set(base) - set(words)
        and number_of(words) == old.name.number
        and (new.name.body == old.name.body or new.name.kind == "other")
        and new.name.form in ("", old.name.form)
    )


def _named(item: ListedRow, name: AgencyName, correct: Correct | None) -> ListedRow:
    """The row read as this body, with the corrections that are bound to it; its words stay as printed."""
    row = correct(item.reading.row, name) if correct is not None else item.reading.row
    mark = (name.state, name.body + name.base + name.number, row.model or "")
    county, said = county_of(name.state, row.county), item.reading.said
    return replace(item, reading=RowReading(row, name, county, mark, said))
