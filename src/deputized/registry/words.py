"""The words of a printed agency name: abbreviations spelt out, role words set right, numbers found."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.registry.gazetteer import is_place_anywhere

ABBREVIATIONS = {
    "pd": "police department",
    "sherrif": "sheriffs",  # two letters from right, as often as it is printed
    "dept": "department",
    "dep": "department",
    "twp": "township",
    "boro": "borough",
    "pct": "precinct",
    "prec": "precinct",
    "dist": "district",
    "bocc": "board of county commissioners",
    "dps": "department of public safety",
    "doc": "department of corrections",
    "univ": "university",
    "ft": "fort",
    "mt": "mount",
    "isd": "school district",
    "cisd": "school district",
    "natl": "national",
    "sheriff": "sheriffs",
    "constable": "constables",
    "marshal": "marshals",
    "marshalls": "marshals",
    "commissioner": "commissioners",
    "correction": "corrections",
    "investigations": "investigation",
    "attorneys": "attorney",
    "prosecutors": "prosecutor",
    "generals": "general",
}
ORDINALS = {
    word: str(n)
    for n, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
} | {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
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


def words_of(text: str) -> list[str]:
    """Lower-case words and commas: quotes and full stops dropped, abbreviations spelt out, role words set right."""
    text = re.sub(r"\(\s*addendum\s*\)", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"\b([A-Z])\.(?=[A-Z]\.)", r"\1", text)
    folded = reference.fold(text.replace("&", " and ").replace("/", " , "))
    raw = re.findall(r"[a-z0-9]+|,", folded)
    out: list[str] = []
    for n, word in enumerate(raw):
        if word == "so":  # "Kinney Co SO", but "So Middleton Twp"
            out += ["sheriffs", "office"] if n == len(raw) - 1 and n else ["south"]
            continue
        known = ABBREVIATIONS.get(word, word)
        out += (set_right(word) if known == word and word not in ROLE_WORDS else known).split()
    return out


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
        if len(role) >= 5 and abs(len(role) - len(word)) <= 2:
            limit = 2 if min(len(role), len(word)) >= 8 and word[0] == role[0] else 1
            if OSA.distance(word, role, score_cutoff=limit) <= limit:
                return word if is_place_anywhere(word) else ABBREVIATIONS.get(role, role)
    return word


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


def without_state_tag(state: str, words: list[str]) -> list[str]:
    """The words without commas, and without a state named after one ("Unity Township Constable, PA")."""
    out: list[str] = []
    name = list(state_words(state))
    i = 0
    while i < len(words):
        if words[i] != ",":
            out.append(words[i])
            i += 1
        elif words[i + 1 : i + 2] == [state.lower()]:
            i += 2
        elif words[i + 1 : i + 1 + len(name)] == name and i + 1 + len(name) == len(words):
            i = len(words)
        else:
            i += 1
    return out


def has(words: list[str], *wanted: str) -> bool:
    """Whether the wanted words stand in a row somewhere."""
    n = len(wanted)
    return any(tuple(words[i : i + n]) == wanted for i in range(len(words) - n + 1))


def number_of(words: list[str]) -> str:
    """The precinct, district, circuit or ward: part of who the agency is; empty if there is none."""
    for i, word in enumerate(words):
        match = re.fullmatch(r"(?:pct|precinct|district|ward|no)?(\d+)(?:st|nd|rd|th)?", word)
        digits = match.group(1).lstrip("0") if match else ORDINALS.get(word)
        near = words[max(0, i - 2) : i] + words[i + 1 : i + 3]
        if digits and (any(w in NUMBERED or w == "judicial" for w in near) or (match and not word.isdigit())):
            return digits
    return next((w.lstrip("0") for w in words if w.isdigit()), "")


def is_number(word: str) -> bool:
    """Whether a word is a number or an ordinal."""
    return bool(re.fullmatch(r"(?:pct|precinct)?\d+(?:st|nd|rd|th)?", word)) or word in ORDINALS


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
    if kept[:1] in ([state.lower()], ["cnmi"]):
        kept = kept[1:]
    if kept[:1] == ["mount"] and state == "MT":
        kept = kept[1:]
    return " ".join(sorted(set(kept)))
