"""The words of a printed agency name: abbreviations spelt out, role words set right, numbers found."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.registry import numerals
from deputized.registry.abbreviations import DIRECTIONS, LETTERS, RAILWAYS, STATES, WORDS
from deputized.registry.gazetteer import is_place_anywhere, place_names

ROLE_WORDS = (
    "county",
    "parish",
    "sheriffs",
    "office",
    "department",
    "police",
    "township",
    "borough",
    "constables",
    "corrections",
    "detention",
    "precinct",
    "district",
    "enforcement",
    "agricultural",
    "university",
    "judicial",
    "circuit",
    "commissioners",
    "attorney",
)
SINGULAR_ROLES = ("sheriff", "constable")
"""Role words that stand in the plural in `ROLE_WORDS` and are as often printed, and misspelt, without it."""
FILLER = frozenset({"of", "the", "and", "for", "office", "offices", "department", "a", "s", "in"})
SMALL = frozenset({"of", "the", "and", "for"})
NUMBERED = frozenset({"precinct", "district", "ward", "circuit", "no", "number", "place"})
ORDINALS = {word: str(n) for word, n in (*numerals.ORDINALS.items(), *numerals.CARDINALS.items())}


def words_of(text: str) -> list[str]:
    """Lower-case words and commas: quotes and full stops dropped, abbreviations spelt out, role words set right,
    numbers in digits where something is counted."""
    text = re.sub(r"\(\s*addendum\s*\)", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"\b([A-Z])\.(?=[A-Z]\.)", r"\1", text)
    folded = reference.fold(text.replace("&", " and ").replace("/", " , ").replace(":", " , "))
    raw = re.findall(r"[a-z0-9]+|,", folded)
    for letters, joined in LETTERS.items():
        if len(raw) > len(letters) and tuple(raw[-len(letters) :]) == letters:
            raw[-len(letters) :] = [joined]
    out: list[str] = []
    for n, word in enumerate(raw):
        out += _spelt_out(raw, n, word).split()
    return numerals.in_digits(out)


def _spelt_out(raw: list[str], n: int, word: str) -> str:
    """One raw word as the table of abbreviations and its place among the others spell it out."""
    if word == "so":  # "Kinney Co SO", but "So Middleton Twp"
        return "sheriffs office" if n and all(w == "," or w in _TAGS for w in raw[n + 1 :]) else "south"
    if n == 0 and word in DIRECTIONS and raw[1:2] and raw[1].isalpha() and len(raw[1]) > 2:
        return DIRECTIONS[word]
    if n and word in ("co", "cty") and raw[n - 1] != "," and not RAILWAYS & set(raw):
        return "county"
    known = WORDS.get(word, word)
    return set_right(word) if known == word and word not in ROLE_WORDS else known


@lru_cache(maxsize=8192)
def set_right(word: str) -> str:
    """A role word misspelt, set right (couny, polce, sherrifs); any other word, and any place's name, as it is."""
    if word == "councty":
        return "county"
    if len(word) < 5 or word in ("country", "patrol", "districts"):
        return word
    if word.endswith("s") and word[:-1] in ROLE_WORDS:
        return word[:-1]
    for role in (*ROLE_WORDS, *SINGULAR_ROLES):
        if len(role) >= 5 and _near_role(word, role):
            return word if is_place_anywhere(word) else WORDS.get(role, role)
    return word


def _near_role(word: str, role: str) -> bool:
    limit = 2 if min(len(role), len(word)) >= 8 and word[0] == role[0] else 1
    return abs(len(role) - len(word)) <= 2 and OSA.distance(word, role, score_cutoff=limit) <= limit


@lru_cache(maxsize=1)
def words_near_roles() -> tuple[str, ...]:
    """Names of places that are a role word but for a slip, and are never set right: Couty, Coty."""
    roles = [r for r in (*ROLE_WORDS, *SINGULAR_ROLES) if len(r) >= 5]
    return tuple(
        w
        for w in sorted(place_names())
        if w.isalnum() and len(w) >= 5 and any(_near_role(w, r) for r in roles)
    )


_TAGS = frozenset(s.postal.lower() for s in reference.states())


@lru_cache(maxsize=64)
def state_words(state: str) -> tuple[str, ...]:
    """A state's own name as words. KeyError if it is no postal code."""
    return {s.postal: tuple(reference.fold(s.name).split()) for s in reference.states()}[state]


def state_named_first(words: list[str], state: str) -> str | None:
    """The other state that a state body's name begins with: "Nebraska State Patrol" printed under Indiana."""
    if has(words, *state_words(state)):
        return None
    names = sorted(((state_words(s.postal), s.postal) for s in reference.states()), key=lambda n: -len(n[0]))
    return next((postal for name, postal in names if tuple(words[: len(name)]) == name), None)


@lru_cache(maxsize=64)
def state_forms(state: str) -> tuple[tuple[str, ...], ...]:
    """Everything a state is called, as words, the longest first: its name, its postal code, what is usual."""
    forms = {state_words(state), (state.lower(),), *(tuple(f.split()) for f in STATES.get(state, ()))}
    return tuple(sorted(forms, key=lambda f: (-len(f), f)))


def without_state_tag(state: str, words: list[str]) -> list[str]:
    """The words without commas, and without a state named after one or last ("Unity Township Constable, PA")."""
    out: list[str] = []
    forms = state_forms(state)
    i = 0
    while i < len(words):
        if words[i] != ",":
            out.append(words[i])
            i += 1
            continue
        tag = next((f for f in forms if tuple(words[i + 1 : i + 1 + len(f)]) == f), ())
        is_code = tag == (state.lower(),)
        i += 1 + (len(tag) if tag and (is_code or i + 1 + len(tag) == len(words)) else 0)
    if len(out) > 2 and out[-1] == state.lower() and state != "CO":
        out.pop()
    return _own_name(state, out)


_OF_STATE = frozenset(
    {
        "department",
        "state",
        "highway",
        "national",
        "bureau",
        "division",
        "office",
        "attorney",
        "fish",
        "game",
        "wildlife",
    }
    | {
        "military",
        "corrections",
        "parks",
        "alcohol",
        "liquor",
        "capitol",
        "law",
        "board",
        "commission",
        "army",
        "air",
    }
)


def _own_name(state: str, words: list[str]) -> list[str]:
    """The words with the state's own abbreviation at their head spelt out: "N. Carolina Highway Patrol"."""
    for form in state_forms(state):
        rest = words[len(form) :]
        if (
            form != state_words(state)
            and tuple(words[: len(form)]) == form
            and rest[:1]
            and rest[0] in _OF_STATE
        ):
            return [*state_words(state), *rest]
    return words


def has(words: list[str], *wanted: str) -> bool:
    """Whether the wanted words stand in a row somewhere."""
    n = len(wanted)
    return any(tuple(words[i : i + n]) == wanted for i in range(len(words) - n + 1))


def is_name_of(words: list[str], name: tuple[str, ...]) -> bool:
    """Whether words are a state's name, one slip allowed ("West Vrginia"); no two states are one slip apart."""
    return OSA.distance(" ".join(words), " ".join(name), score_cutoff=1) <= 1


def distinct(words: list[str], state: str) -> str:
    """The words that tell a state body from its sisters, in alphabetical order."""
    kept = [w for w in words if w not in FILLER and w not in ("division", "services", "dept")]
    name = state_words(state)
    for i in range(len(kept) - len(name) + 1):
        if is_name_of(kept[i : i + len(name)], name):
            kept = kept[:i] + kept[i + len(name) :]
            break
    form = next((f for f in state_forms(state) if tuple(kept[: len(f)]) == f), ())
    kept = kept[len(form) :]
    if kept[:1] == ["mount"] and state == "MT":
        kept = kept[1:]
    return " ".join(sorted(set(kept)))
