"""Searches that found nothing: where we looked, on what day, and for what. What is not here was not looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from deputized import reference
from deputized.rules.evidence import address, day_or_none
from deputized.rules.sources import RulesError, required
from deputized.rules.yaml_lines import place, read_lined

FILE = "laws_looked.yml"
FIELDS = frozenset(("state", "asked", "day", "where", "url", "by", "found", "kind"))
KINDS = ("text", "search", "tracker")
TRIBES = "tribes"
"""What stands for the nations, which have no postal code."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One search that found no law: of a state, territory or the tribes."""

    state: str
    asked: str  # what was looked for
    day: date
    where: str
    url: str
    by: str
    found: str  # what it did turn up, short of a law
    kind: str  # text: official pages were searched; search: stored public pages; tracker: only a list of laws


@lru_cache(maxsize=1)
def looked() -> tuple[Looked, ...]:
    """Every search of curation/laws_looked.yml. Raises RulesError at the first wrong one."""
    return read_looked(read_lined(FILE), FILE)


def looked_in(state: str, known_on: date | None = None) -> tuple[Looked, ...]:
    """Searches in one state that our record held on a day."""
    return tuple(x for x in looked() if x.state == state and (known_on is None or x.day <= known_on))


def read_looked(entries: Iterable[Mapping[str, Any]], name: str) -> tuple[Looked, ...]:
    """Searches from entries of a file called `name`. Raises RulesError naming file, line and reason."""
    postal = {s.postal for s in reference.states()} | {TRIBES}
    found = []
    for entry in entries:
        where = place(name, entry)
        if unknown := set(entry) - FIELDS:
            raise RulesError(f"{where}: {', '.join(sorted(map(str, unknown)))} is no field of a search")
        day = day_or_none(required(entry, "day", where), "day", where)
        kind, state = str(required(entry, "kind", where)), str(required(entry, "state", where))
        if kind not in KINDS or state not in postal or day is None:
            raise RulesError(
                f"{where}: kind must be one of {', '.join(KINDS)}, state a postal code or {TRIBES}, day known"
            )
        found.append(
            Looked(
                state, str(required(entry, "asked", where)), day, str(required(entry, "where", where)),
                address(required(entry, "url", where), where), str(required(entry, "by", where)),
                str(entry.get("found") or ""), kind,
            )
        )  # fmt: skip
    return tuple(found)
