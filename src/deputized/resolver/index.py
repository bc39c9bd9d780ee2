"""The shipped index of bodies: who each FBI agency and sheriff is by what its names say, read by state.

``data/resolver/bodies.csv`` is made by `deputized reference bodies`; see `deputized.resolver.index_builder`.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from deputized.resolver.keys import NameKey

PATH = Path(__file__).parents[1] / "data" / "resolver" / "bodies.csv"
POINTS = PATH.with_name("points.csv")
COLUMNS = ("state", "ori", "name", "kind", "county_fips", "people", "by_code", "keys")
PREFIXES = {"NB": "NE", "GM": "GU", "MK": "MP"}
"""ORIs that do not begin with their state's postal code."""
_KEY = re.compile(r"[,;](\w*)\|([^|\n]*)\|(\w*)\|")


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One body of the reference tables. `by_code`: its name is another row's, and only its ORI finds it.

    `is_old`: it stands in the FBI's list of 2018 alone; if a listed body bears its name it is that body's.
    """

    state: str
    ori: str | None
    name: str
    kind: str
    county_fips: tuple[str, ...]
    people: int
    by_code: bool
    is_old: bool
    keys: frozenset[NameKey]


@lru_cache(maxsize=1)
def _slices() -> dict[str, str]:
    """The lines of each state."""
    text = PATH.read_text(encoding="utf-8")
    starts = [(m[1], m.start() + 1) for m in re.finditer(r"\n(..),(?!\n)", text)]
    first: dict[str, int] = {}
    for state, at in starts:
        first.setdefault(state, at)
    bounds = [*first.items(), ("", len(text))]
    return {state: text[at : bounds[n + 1][1]] for n, (state, at) in enumerate(bounds[:-1])}


@lru_cache(maxsize=64)
def rows_of(state: str) -> tuple[IndexRow, ...]:
    """The bodies of a state, by ORI; none for a state that has none."""
    return tuple(
        IndexRow(s, ori or None, name, kind, tuple(fips.split(";")) if fips else (), int(people or 0),
                 by_code == "1", by_code == "2018", keys_of(keys))
        for s, ori, name, kind, fips, people, by_code, keys in csv.reader(_slices().get(state, "").splitlines())
    )  # fmt: skip


def keys_of(text: str) -> frozenset[NameKey]:
    """Keys as the index writes them: role, base, form and number between bars."""
    return frozenset(NameKey(*key.split("|")) for key in text.split(";") if key)


def text_of(keys: frozenset[NameKey]) -> str:
    """Keys as the index writes them.

    >>> keys_of(text_of(frozenset({NameKey("police", "goshen", "town")})))
    frozenset({NameKey(role='police', base='goshen', form='town', number='')})
    """
    return ";".join(sorted(f"{k.role}|{k.base}|{k.form}|{k.number}" for k in keys))


def names_base(state: str, base: str) -> bool:
    """Whether a body of the state's index bears exactly these words."""
    return f"|{base}|" in _slices().get(state, "")


@lru_cache(maxsize=1)
def bases() -> dict[str, tuple[str, ...]]:
    """Every place's words of the index, with and without the form, and the states that have them."""
    found: dict[str, set[str]] = {}
    for state, lines in _slices().items():
        for _, base, form in _KEY.findall(lines):
            found.setdefault(base, set()).add(state)
            if form and form != "county":
                found.setdefault(f"{base} {form}", set()).add(state)
    return {base: tuple(sorted(states)) for base, states in found.items()}


def greatest(role: str, count: int) -> tuple[str, ...]:
    """States of the bodies with this office that serve most people."""
    ranked = []
    for state, lines in _slices().items():
        for line in lines.splitlines():
            if f",{role}|" in line:
                ranked.append((-int(line.rsplit(",", 3)[1] or 0), state))
    return tuple(dict.fromkeys(state for _, state in sorted(ranked)[:count]))


@lru_cache(maxsize=1)
def points() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the offices of bodies, by ORI: those HIFLD has one place of."""
    with POINTS.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        return {ori: (float(lat), float(lon)) for ori, lat, lon in rows}
