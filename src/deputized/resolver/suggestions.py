"""How like a body's name what was written is: only to say what it may be, never to answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from deputized.resolver import index
from deputized.resolver.keys import NameKey, county_said, loose_words, name_key

LIKE = 0.75  # equal letters of the place's words from which a body is worth showing
FEW = 0.8  # likeness of a name that is part of the other: Las Vegas, Las Vegas Metropolitan
MOST = 0.99  # what is told of a likeness: 1 is equality
_PLAIN = frozenset(
    {
        "city",
        "town",
        "village",
        "borough",
        "township",
        "county",
        "north",
        "south",
        "east",
        "west",
        "new",
        "beach",
    }
) | {"park", "state", "highway", "lake"}
"""Words that many names have: one of them alone is no part of a name."""
STATES = 12  # read at most, where no state is named


@dataclass(frozen=True, slots=True)
class AskedName:
    """A question as it is compared: its key, and its words in several spellings."""

    key: NameKey
    words: tuple[str, ...]

    @classmethod
    def of(cls, state: str, text: str) -> AskedName:
        """What a text asks for in a state."""
        bare = county_said(state, text)[0]
        key = name_key(state, bare)
        words = dict.fromkeys((key.base, f"{key.base} {key.form}".strip(), loose_words(bare)))
        return cls(key, tuple(w for w in words if w) if key.base else ())

    def like(self, keys: Iterable[NameKey]) -> float:
        """0 to 2: above 1 the place is the one named and office, form or number are not; no place named: the office."""
        return max((self._like(k) for k in keys), default=0.0)

    def _like(self, held: NameKey) -> float:
        office = 0.2 if self.key.role == held.role else 0.1 if not self.key.role else 0.0
        if not self.key.base:
            return 1.0 if self.key.role and self.key.role == held.role else 0.0
        if self.key.number and held.number and self.key.number != held.number:
            return 0.0  # another precinct
        if self.key.base == held.base:
            return 1.5 + office + (0.1 if self.key.number == held.number else 0.0)
        form = 0.02 if held.form in ("", "county", self.key.form) else 0.0
        if self.key.form == held.form == "township":  # "township" in both is no likeness
            bare = (w.removesuffix(f" {held.form}") for w in self.words)
            like = max(letters(w, held.base) for w in bare)
            if not like and set(self.key.base.split()) & set(held.base.split()):  # S. Clair, St. Clair
                like = max(letters(w, f"{held.base} {held.form}") for w in self.words)
        else:
            forms = {held.base, f"{held.base} {held.form}".strip()}
            like = max(letters(w, h) for w in self.words for h in forms)
        return like * 0.8 + office + form if like else 0.0


def letters(asked: str, held: str) -> float:
    """Likeness of two names by their letters, 0 below `LIKE`; a slip in a short word, or a part of the name, counts too."""
    like = float(OSA.normalized_similarity(asked, held, score_cutoff=LIKE))
    if like:
        return like
    if min(len(asked), len(held)) > 2 and OSA.distance(asked, held, score_cutoff=1) <= 1:
        return LIKE
    few, many = sorted((asked.split(), held.split()), key=len)
    if len(few) == len(many) > 1 and all(
        min(len(a), len(b)) > 2 and (a.startswith(b) or b.startswith(a))
        for a, b in zip(few, many, strict=True)
    ):
        return FEW  # Jeff Davis
    if len(few) == 1 and few[0] in _PLAIN:
        return 0.0
    is_part = len("".join(few)) > 3 and few != many and (many[: len(few)] == few or many[-len(few) :] == few)
    return FEW if is_part else 0.0


def states_near(text: str) -> list[str]:
    """The states whose index has names like this one, nearest first; of an office without a place, the greatest."""
    asked = AskedName.of("TX", text)
    if not asked.words:
        return list(index.greatest(asked.key.role, 8)) if asked.key.role else []
    found: dict[str, float] = {}
    table = index.bases()
    for words in asked.words:
        near = extract(words, list(table), scorer=OSA.normalized_similarity, score_cutoff=LIKE, limit=40)
        for base, score, _ in near:
            for state in table[base]:
                found[state] = max(found.get(state, 0.0), score)
    for base, states in table.items() if not found else ():
        if like := max(letters(words, base) for words in asked.words):
            found |= {state: max(like, found.get(state, 0.0)) for state in states}
    return sorted(found, key=lambda s: (-found[s], s))[:STATES]
