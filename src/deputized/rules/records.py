"""Each state's law on public records, and what an agreement's own text says of them: the matter of a letter of request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from deputized.places import find_state
from deputized.rules.provisions import Provision, models
from deputized.rules.sources import FactSource, RulesError, read_entries, required, source_of

FILE = "records_laws.yml"


@dataclass(frozen=True, slots=True)
class RecordsLaw:
    """A state's law on public records, as far as somebody read it."""

    state: str
    act: str
    citation: str
    time: str  # the days it gives for a first answer, in its own words; empty where that was not read
    who: str  # who may ask, where it says that not everybody may; empty where that was not read
    quote: str  # from the text itself; empty where it was not read
    source: FactSource

    @property
    def is_read(self) -> bool:
        """Whether the text itself was read."""
        return bool(self.quote)


@lru_cache(maxsize=1)
def records_laws() -> dict[str, RecordsLaw]:
    """By postal code. Raises RulesError at the first entry that is not as it must be."""
    found: dict[str, RecordsLaw] = {}
    for n, entry in enumerate(read_entries(FILE), 1):
        where = f"{FILE}, entry {n}"
        state = find_state(str(required(entry, "state", where))).postal
        if state in found:
            raise RulesError(f"{where}: {state} stands twice")
        source = source_of(entry, where, must=bool(entry.get("source_title")))
        if source.is_verified and not source.title:
            raise RulesError(f"{where}: {state} has no source, so it cannot be {source.confidence}")
        found[state] = RecordsLaw(
            state, required(entry, "act", where), required(entry, "citation", where), str(entry.get("time") or ""),
            str(entry.get("who") or ""), str(entry.get("quote") or ""), source,
        )  # fmt: skip
    return found


def records_law(state: str) -> RecordsLaw | None:
    """A state's; None for a territory, of which none was looked up.

    >>> records_law("Texas").citation
    "Tex. Gov't Code ch. 552 (§ 552.221)"
    """
    return records_laws().get(find_state(state).postal)


def release_clauses(held: Iterable[str]) -> tuple[tuple[str, Provision], ...]:
    """What the texts of these models say may be made public, by model: only sentences that were read in a signed text."""
    wanted = set(held)
    return tuple((m.model, p) for m in models() if m.model in wanted for p in m.cell("release") if p.quote)
