"""What the search in the browser reads: the resolver's own towns, counties, bodies, keys and words, in parts.

`first`: states, counties, towns of `BIG` people and more, laws and models, and the words by which names are read.
`rest`: all other towns. `bodies`: in which states a name is a body's. `XX`: a state's other towns, ZIP codes and
bodies. `answers`: the lines that are dropped down (see `search_answers`).

Lines are separated by line feeds, cells by tabs, lists in a cell by commas or bars; numbers of people are in base 36.
A town's code is the distance from the line before it, of a township the code itself after an equals sign.
`web/src/parts.ts` reads them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from deputized import reference
from deputized.facts.pages import redirects
from deputized.reference import fold
from deputized.reference.former import FORMER_COUNTIES, RETIRED_FIPS
from deputized.registry import abbreviations, numerals
from deputized.registry.gazetteer import is_place
from deputized.registry.towns import towns
from deputized.registry.words import (
    FILLER,
    ROLE_WORDS,
    SINGULAR_ROLES,
    state_forms,
    state_words,
    words_near_roles,
)
from deputized.resolver import KnownBody, index, institutions, keys, resolver_of, spanish
from deputized.resolver.answers import Ask
from deputized.resolver.areas import Area, areas_of
from deputized.resolver.finder import Finder
from deputized.resolver.found import Topic
from deputized.resolver.resolve import Resolver
from deputized.resolver.states import written
from deputized.rules import laws
from deputized.rules.named import topics
from deputized.site import words
from deputized.site.content import SiteContent
from deputized.site.search_answers import AnswerLines, pack

FOLDER = "data/find"
BIG = 2500
"""People from which a town is in the first part."""
_SPACE = re.compile(r"[\t\r\n]")
PLACE = 5
"""Digits of a place's code within its state."""


def search_parts(content: SiteContent) -> Iterator[tuple[str, str]]:
    """Each part's path and text."""
    states = [s.postal for s in reference.states()]
    resolver = resolver_of(content.registry.db)
    yield f"{FOLDER}/first.json", _text(_first(content, states))
    yield f"{FOLDER}/rest.json", _text({s: _towns(s, is_big=False) for s in states})
    yield f"{FOLDER}/bodies.json", _text(_names(resolver, states))
    moved, answers = _moved(content), AnswerLines(content)
    for state in states:
        held = {
            "towns": _towns(state, is_big=False),
            "zips": _lines((fips[2:], *zips) for fips, zips in _zips().get(state, {}).items()),
            "bodies": _lines(_body(resolver, b, answers) for b in resolver.bodies(state)),
            "moved": moved.get(state, {}),
        }
        yield f"{FOLDER}/{state.lower()}.json", _text(held)
    yield f"{FOLDER}/answers.json", _text(pack(answers))


def finder_of(content: SiteContent) -> Finder:
    """What the browser's search is to answer like."""
    return Finder(resolver_of(content.registry.db), topics())


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _lines(rows: Iterable[Iterable[str]]) -> str:
    """Rows as text: a printed name may hold what parts cells and lines."""
    return "\n".join("\t".join(_SPACE.sub(" ", cell) for cell in row).rstrip("\t") for row in rows)


def _first(content: SiteContent, states: list[str]) -> dict[str, Any]:
    return {
        "states": [[s.postal, s.fips, s.name] for s in reference.states()],
        "written": written(),
        "counties": {s: _lines(_area(a) for a in areas_of(s) if a.is_county) for s in states},
        "towns": {s: _towns(s, is_big=True) for s in states},
        "topics": [_topic(t, content) for t in topics()],
        "counties_said": {s: _said(s) for s in states},
        "now": RETIRED_FIPS | _legacy(),
        "former": {
            f"{s} {n}": fold(reference.counties_by_fips()[f].base_name)
            for (s, n), f in FORMER_COUNTIES.items()
        },
        "zips": _zip_states(),
        "ori": index.PREFIXES,
        "whole": {s: found for s in states if (found := _whole(s))},
        "no_campus": {s: found for s in states if (found := _no_campus(s))},
        "words": {
            "words": abbreviations.WORDS, "short": keys.SHORT, "directions": abbreviations.DIRECTIONS,
            "letters": {" ".join(k): v for k, v in abbreviations.LETTERS.items()}, "railways": sorted(abbreviations.RAILWAYS),
            "roles": ROLE_WORDS, "singular": SINGULAR_ROLES, "filler": sorted(FILLER), "right": words_near_roles(),
            "ordinals": numerals.ORDINALS, "cardinals": numerals.CARDINALS, "institutions": institutions.word_lists(),
            "spanish": spanish.patterns(), "forms": {s: some for s in states if (some := _forms(s))},
        },
        "say": {key: pair for key, pair in words.WORDS.items() if key.startswith("find_")},
    }  # fmt: skip


# places -----------------------------------------------------------------------------------------------


def _is_big(a: Area) -> bool:
    return a.people >= BIG


def _towns(state: str, *, is_big: bool) -> str:
    kept = [a for a in areas_of(state) if not a.is_county and _is_big(a) == is_big]
    rows, before = [], 0
    for a in sorted(kept, key=lambda a: (len(a.code), a.code)):
        code, *rest = _area(a)
        if len(code) == PLACE:
            code, before = _base36(int(code) - before), int(code)
        else:
            code = f"={code}"
        rows.append((code, *rest))
    return _lines(rows)


def _area(a: Area) -> tuple[str, ...]:
    """Code below the state's, name, people, counties, keys, mark of an independent city. What follows from the name is left out."""
    plain = " ".join(a.name.casefold().split())
    plain = plain.removesuffix(" county") if a.is_county else plain
    held = "" if a.keys == (plain,) else "|".join(a.keys)
    name = a.name.removesuffix(" County") if a.is_county and a.name.endswith(" County") else a.name
    mark = "c" if a.is_county and name != a.name else "i" if a.is_city_alone else ""
    inside = "" if a.is_county else ",".join(f[2:] if f[:2] == a.code[:2] else f for f in a.counties)
    return a.code[2:], name, _base36(a.people), inside, held, mark


def _base36(n: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    out = ""
    while n:
        n, rest = divmod(n, 36)
        out = digits[rest] + out
    return out


def _said(state: str) -> dict[str, str]:
    """Counties by what is said of them after a comma: where one county alone has the name, independent cities apart.

    Only what does not follow from the county's line; an empty code takes away what would.
    """
    follows = {
        a.keys[0]: a.code for a in areas_of(state) if a.is_county and len(a.keys) == 1 and not a.is_city_alone
    }
    found = {}
    for base, counties in reference.county_by_name(state).items():
        kept = [c for c in counties if c.lsad != "independent city"]
        if len(kept) == 1:
            found[base] = kept[0].fips
    return {b: f for b, f in found.items() if follows.get(b) != f} | {
        b: "" for b in follows if b not in found
    }


def _legacy() -> dict[str, str]:
    """Codes of counties that are no more, and the codes that took their place, the largest first."""
    heirs = reference.successors()
    return {
        c.fips: ",".join(heirs.get(c.fips, ()))
        for c in reference.counties()
        if c.status != "current" and c.fips not in RETIRED_FIPS
    }


@lru_cache(maxsize=1)
def _zips() -> dict[str, dict[str, tuple[str, ...]]]:
    """ZIP codes by state and county."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for fips, zips in reference.zips_by_county().items():
        found.setdefault(reference.counties_by_fips()[fips].state, {})[fips] = zips
    return found


def _zip_states() -> dict[str, str]:
    """The states in which ZIP codes begin with three digits."""
    found: dict[str, set[str]] = {}
    for state, counties in _zips().items():
        for zips in counties.values():
            for code in zips:
                found.setdefault(code[:3], set()).add(state)
    return {start: "".join(sorted(states)) for start, states in sorted(found.items())}


def _whole(state: str) -> str:
    """Town names that end with a municipal form and are not to be parted from it: Kansas City."""
    ends = tuple(f" {form}" for form in keys.FORMS)
    return "|".join(sorted(n for n in towns(state) if n.endswith(ends) and is_place(state, n)))


def _no_campus(state: str) -> str:
    """Town names with words of an institution: College Station."""
    return "|".join(sorted(n for n in towns(state) if institutions.may_be_meant(n) and is_place(state, n)))


def _forms(state: str) -> list[str]:
    """One-word abbreviations of a state's name: Okla."""
    some = {f[0] for f in state_forms(state) if len(f) == 1 and len(f[0]) > 2}
    return sorted(some - {" ".join(state_words(state))})


# bodies -----------------------------------------------------------------------------------------------


def _body(resolver: Resolver, b: KnownBody, answers: AnswerLines) -> tuple[str, ...]:
    """Id below the state's, ORI, name, kind, counties, people, agreements, keys, mark, whom to ask about beside it, its line."""
    state = b.state
    marked = [
        f"{k.role}|{k.base}|{k.form}|{k.number}" + ("|1" if keys.is_apart(state, k.form) and is_place(state, k.base) else "")
        for k in sorted(b.keys, key=lambda k: (k.role, k.base, k.form, k.number))
    ]  # fmt: skip
    here = resolver.bodies(state)
    sure = resolver.sure(b, "name")
    beside = [str(here.index(o)) for o in sure.candidates[1:]] if isinstance(sure, Ask) else []
    return (
        (b.agency_id or "").partition("-")[2], b.ori or "", b.name, b.kind, ",".join(b.county_fips), _base36(b.people),
        str(b.active or ""), ";".join(marked), "c" if b.by_code else "", ",".join(beside),
        _base36(answers.agency(b.agency_id)) if b.agency_id else "",
    )  # fmt: skip


def _names(resolver: Resolver, states: list[str]) -> dict[str, Any]:
    """In which states a name is a body's: of the reference tables in their order, then those of listed bodies alone."""
    table = index.bases()
    listed: dict[str, set[str]] = {}
    for state in states:
        for body in resolver.bodies(state):
            for key in body.keys:
                if body.agency_id and not index.names_base(state, key.base):
                    listed.setdefault(key.base, set()).add(state)
    roles = sorted({k.role for s in states for b in resolver.bodies(s) for k in b.keys if k.role})
    return {
        "names": _lines((name, "".join(found)) for name, found in table.items()),
        "listed": _lines((name, "".join(sorted(found))) for name, found in sorted(listed.items())),
        "greatest": {role: "".join(index.greatest(role, 8)) for role in roles},
    }


def _moved(content: SiteContent) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in redirects(content.registry.db):
        found.setdefault(row["state"], {})[row["old_id"]] = row["new_id"]
    return found


# laws and models --------------------------------------------------------------------------------------


def _topic(t: Topic, content: SiteContent) -> list[Any]:
    """Kind, key, state, people, names, address below the language's root, and the label in both languages."""
    if t.kind == "law":
        bill = next(w.bill for w in laws() if w.law_id == t.key)
        where = f"mandate/{t.state.lower()}/" if t.state in content.mandates else f"state/{t.state.lower()}/"
        labels = [f"{content.names_of_states[t.state]}: {bill}"] * 2
    else:
        where = "models/"
        labels = [
            f"{words.say(x, t.key)} ({t.key})" if t.key else words.say(x, "nav_models")
            for x in words.LANGUAGES
        ]
    return [t.kind, t.key, t.state, t.people, "|".join(t.names), where, *labels]
