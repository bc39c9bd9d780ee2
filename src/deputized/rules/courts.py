"""Courts and opinions: rulings, injunctions, attorney-general opinions, settlements and suits, tied to the laws they touch.

And what counties and towns have decided themselves, which is kept in a file of its own and read alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from deputized import reference
from deputized.rules.days import SourceDay, Truth
from deputized.rules.evidence import Cited, Dated, day_or_none, read_days, read_sources
from deputized.rules.sources import RulesError, required
from deputized.rules.yaml_lines import place, read_lined

FILE, LOCAL_FILE = "laws_courts.yml", "laws_local.yml"
LOCAL = "local decision"
KINDS = ("injunction", "ruling", "opinion", "settlement", "suit", "consent rule", LOCAL)
SCOPES = ("whole", "part", "none")
MADE = ("ordered", "issued", "voted")
WHATS = ("filed", "taken up", *MADE, "lifted", "reversed", "ended")
FIELDS = frozenset(
    ("id", "state", "kind", "by", "case", "docket", "touches", "scope", "what", "outcome", "place", "days", "sources", "checked", "note")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ruling:
    """One act of a court or an attorney general; a rule on who may sign for a body (`consent rule`); or what a county,
    a town or its jail's board voted on agreements (`local decision`)."""

    ruling_id: str
    state: str
    kind: str
    by: str
    case: str
    docket: str
    on: tuple[str, ...]  # ids of laws it touches
    scope: str  # how much of those laws it stays: whole, part, none
    what: str  # what it says, in our words
    outcome: str  # what came of it, or that this was not found
    place: str
    days: tuple[Dated, ...]
    sources: tuple[Cited, ...]
    checked: date | None
    note: str

    @property
    def ordered(self) -> SourceDay | None:
        """The day of the order, ruling or opinion; of a suit the day it was filed."""
        made = [d.day for d in self.days if d.what in MADE]
        return made[0] if made else (self.days[0].day if self.days else None)

    def stays(self, day: date) -> bool:
        """Whether it keeps a law, or part of it, from being applied on a day."""
        if self.scope == "none" or self.ordered is None or self.ordered.reached(day) is not Truth.YES:
            return False
        return not any(
            d.what in ("lifted", "reversed") and d.day.reached(day) is Truth.YES for d in self.days
        )

    def known(self, day: date | None) -> bool:
        """Whether our record can have known it on a day."""
        return day is None or any(d.known(day) and d.day.earliest <= day for d in self.days)

    def as_known(self, day: date) -> Ruling:
        """It as our record can have held it on a day: later days left out."""
        kept = tuple(d for d in self.days if d.known(day) and d.day.earliest <= day)
        made = any(d.what in MADE for d in kept)
        return replace(self, days=kept, scope=self.scope if made else "none")


@lru_cache(maxsize=1)
def rulings() -> tuple[Ruling, ...]:
    """Every entry of curation/laws_courts.yml and laws_local.yml, by state and day.

    Raises RulesError at the first wrong one.
    """
    found = [r for name in (FILE, LOCAL_FILE) for r in read_rulings(read_lined(name), name)]
    return tuple(sorted(found, key=lambda r: (r.state, r.ordered.earliest if r.ordered else date.min)))


def rulings_of(state: str, known_on: date | None = None) -> tuple[Ruling, ...]:
    """Rulings, opinions and consent rules of one state that our record knew on a day."""
    return tuple(r for r in rulings() if r.state == state and r.known(known_on))


def read_rulings(entries: Iterable[Mapping[str, Any]], name: str) -> tuple[Ruling, ...]:
    """Rulings from entries of a file called `name`. Raises RulesError naming file, line and reason."""
    found: dict[str, Ruling] = {}
    postal = {s.postal for s in reference.states()}
    for entry in entries:
        where = place(name, entry)
        if unknown := set(entry) - FIELDS:
            raise RulesError(f"{where}: {', '.join(sorted(map(str, unknown)))} is no field of a ruling")
        ruling = _ruling(entry, name, where)
        if ruling.ruling_id in found:
            raise RulesError(f"{where}: the id is given twice")
        if ruling.state not in postal:
            raise RulesError(f"{where}: {ruling.state} is no postal code")
        found[ruling.ruling_id] = ruling
    return tuple(found.values())


def _ruling(entry: Mapping[str, Any], name: str, where: str) -> Ruling:
    sources = read_sources(entry, name)
    days = read_days(entry, sources, WHATS, name)
    if not days:
        raise RulesError(f"{where}: it has no day; give at least one, with its source")
    kind, scope = str(required(entry, "kind", where)), str(entry.get("scope") or "none")
    if kind not in KINDS:
        raise RulesError(f"{where}: kind is {kind!r}; it must be one of {', '.join(KINDS)}")
    if scope not in SCOPES:
        raise RulesError(f"{where}: scope is {scope!r}; it must be one of {', '.join(SCOPES)}")
    on = tuple(entry.get("touches") or ())
    if scope != "none" and not on:
        raise RulesError(f"{where}: it stays {scope} of a law, so `touches` must name the law")
    made = [d for d in days if d.what in MADE]
    if kind == LOCAL and not entry.get("place"):
        raise RulesError(f"{where}: a local decision is of a county or town; name it in `place`")
    for d in days:
        if d.what in ("lifted", "reversed") and (
            not made or d.day.latest < min(m.day.earliest for m in made)
        ):
            raise RulesError(f"{where}: {d.what} on {d.day}, before it was ordered")
    return Ruling(
        str(required(entry, "id", where)), str(required(entry, "state", where)), kind, str(required(entry, "by", where)),
        str(entry.get("case") or ""), str(entry.get("docket") or ""), on, scope, str(required(entry, "what", where)),
        str(required(entry, "outcome", where)), str(entry.get("place") or ""), days, tuple(sources.values()),
        day_or_none(entry.get("checked"), "checked", where), str(entry.get("note") or ""),
    )  # fmt: skip
