"""From a landmark to an agency of ours, and from its days to what is certain, possible, or cannot be tied.

A tie is `certain` only where the text names the body by name and state and no other body of ours could be meant. In force
is asked of the day itself. What is not certain is never dropped: it is possible, or it cannot be tied, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputized import reference
from deputized.outcomes.landmarks import BODIES, KINDS, LandmarkReading, read_landmark
from deputized.resolver import Exact, resolver_of

if TYPE_CHECKING:
    from deputized.library import Registry

JAIL_NOT_THE_SHERIFFS = frozenset({"AK", "CT", "DE", "HI", "KY", "NJ", "PA", "RI", "VT", "WV"})
"""States in which county jails are run by wardens, jailers, boards or the state, not by sheriffs."""
CERTAIN, POSSIBLE, UNTIED = "certain", "possible", "cannot be tied"


@dataclass(frozen=True, slots=True)
class Tied:
    """A text's tie. `certainty` is of the tie alone; agreement and day are asked afterwards."""

    agency_id: str | None
    certainty: str
    why: str
    reading: LandmarkReading


class Attributor:
    """Ties texts to the agencies of one registry; each text is tied once."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._known: dict[tuple[str, str, str], Tied] = {}

    def tie(self, text: str, state: str = "", city: str = "") -> Tied:
        """The agency a text names, if one of ours is named, and how surely."""
        key = (text, state, city)
        if key not in self._known:
            self._known[key] = self._tie(read_landmark(text, state, city), text)
        return self._known[key]

    def _tie(self, read: LandmarkReading, text: str) -> Tied:
        if read.kind not in BODIES:
            return Tied(None, UNTIED, read.why or KINDS[read.kind], read)
        if read.kind == "state_agency":
            return self._by_name(text, read, CERTAIN)
        if read.kind in ("police", "city_jail"):
            sure = CERTAIN if read.kind == "police" and read.is_exact else POSSIBLE
            return self._by_name(f"{read.town} Police Department", read, sure)
        return self._county(read)

    def _by_name(self, name: str, read: LandmarkReading, sure: str) -> Tied:
        if not read.state:
            return Tied(None, UNTIED, "no state is said", read)
        found = resolver_of(self.registry.db).resolve(name, read.state)
        if not isinstance(found, Exact):
            return Tied(None, UNTIED, f"no one body is called {name} in {read.state}", read)
        if found.body.agency_id is None:
            return Tied(None, UNTIED, f"{found.body.name} is on none of ICE's lists", read)
        return Tied(found.body.agency_id, sure, f"{KINDS[read.kind]}: {found.body.name}", read)

    def _county(self, read: LandmarkReading) -> Tied:
        holders = {"sheriff": [], "corrections": []}  # type: dict[str, list[str]]
        names = self.registry.names
        for agency_id, match in self.registry.ties.governing(read.county_fips, read.state).items():
            kind = names[agency_id].kind
            if kind in holders and match.level in ("county", "regional"):
                holders[kind].append(agency_id)
        county = reference.counties_by_fips()[read.county_fips].name
        if read.kind == "sheriff":
            return self._one(
                holders["sheriff"], read, CERTAIN if read.is_exact else POSSIBLE, f"sheriff of {county}"
            )
        both = [*holders["corrections"], *holders["sheriff"]]
        if not both:
            return Tied(None, UNTIED, f"no county body of {county} is on ICE's lists", read)
        if holders["corrections"]:
            sure = CERTAIN if len(both) == 1 and read.is_exact else POSSIBLE
            return self._one(both, read, sure, f"a jail of {county}")
        is_sheriffs = read.state not in JAIL_NOT_THE_SHERIFFS and not self._is_private(read.county_fips)
        sure = CERTAIN if is_sheriffs and read.is_exact else POSSIBLE
        why = f"jail of {county}" + ("" if is_sheriffs else ", which the sheriff may not run")
        return self._one(holders["sheriff"], read, sure, why)

    @staticmethod
    def _is_private(fips: str) -> bool:
        jail = reference.texas_jails().get(fips)
        return jail is not None and jail.operation != "county"

    @staticmethod
    def _one(found: list[str], read: LandmarkReading, sure: str, why: str) -> Tied:
        if not found:
            return Tied(None, UNTIED, f"{why}: on none of ICE's lists", read)
        if len(found) > 1:
            return Tied(found[0], POSSIBLE, f"{why}: {len(found)} bodies of ours may be meant", read)
        return Tied(found[0], sure, why if read.is_exact else f"{why}; {read.why}", read)
