"""Finds agencies by name, typing errors allowed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from deputized import reference
from deputized.facts.spellings import found as found_agency
from deputized.facts.spellings import spellings
from deputized.places.lookup import state_code

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry

FIELDS = ("agency_id", "name", "state", "kind", "county_raw", "active_agreement_count", "spelling", "score")
SHORT = {
    "so": "sheriffs office",
    "pd": "police department",
    "co": "county",
    "cnty": "county",
    "dept": "department",
    "dps": "department of public safety",
    "sheriff": "sheriffs",
    "constable": "constables",
}
ROLE_WORDS = frozenset(
    {"county", "parish", "sheriffs", "office", "police", "department", "constables", "precinct", "of", "the"}
)
ROLE_WEIGHT = 0.3


def search(registry: Registry, text: str, state: str | None, limit: int) -> list[Record]:
    """Agencies most like the text: agency_id, name, state, kind, county, matched spelling, score from 0 to 1.

    A state may be given apart or at the end ("Kinney County Sheriff, TX").
    """
    text, state = _split_state(text, state_code(state))
    wanted = _plain(text)
    if not wanted:
        return []
    best: dict[str, tuple[float, str]] = {}
    for row in spellings(registry.db, state):
        score = _score(wanted, _plain(row.spelling), _state_words()[row.state])
        if score > best.get(row.agency_id, (0.0, ""))[0]:
            best[row.agency_id] = (score, row.spelling)
    ranked = sorted(best.items(), key=lambda kv: (-kv[1][0], kv[0]))[:limit]
    found = []
    for agency_id, (score, spelling) in ranked:
        if score < 0.6:
            break
        found.append(found_agency(registry.db, agency_id) | {"spelling": spelling, "score": round(score, 3)})
    return found


def _score(wanted: str, name: str, state_words: tuple[str, ...]) -> float:
    """Word by word: each word asked for counts by its nearest word in the name, role words little."""
    if wanted == name:
        return 1.0
    asked, given = wanted.split(), name.split()
    weights = [ROLE_WEIGHT if w in ROLE_WORDS else 1.0 for w in asked]
    hits = [max(fuzz.ratio(w, g) for g in (*given, *state_words)) / 100 for w in asked]
    score = sum(w * h**2 for w, h in zip(weights, hits, strict=True)) / sum(weights)
    extra = sum(
        1
        for g in given
        if g not in ROLE_WORDS and g not in state_words and max(fuzz.ratio(g, w) for w in asked) < 75
    )
    return max(0.0, 0.99 * score - 0.05 * extra - (0.01 if len(given) > len(asked) else 0.0))


@lru_cache(maxsize=1)
def _state_words() -> dict[str, tuple[str, ...]]:
    return {s.postal: tuple(reference.fold(s.name).split()) for s in reference.states()}


def _plain(text: str) -> str:
    words = default_process(reference.fold(text.replace("’", "'"))).split()
    return " ".join(SHORT.get(w, w) for w in words)


def _split_state(text: str, state: str | None) -> tuple[str, str | None]:
    match = re.fullmatch(r"(.*),\s*([A-Za-z. ]+)", text.strip())
    if match and state is None:
        try:
            return match[1], state_code(match[2])
        except ValueError:
            return text, None
    return text, state
