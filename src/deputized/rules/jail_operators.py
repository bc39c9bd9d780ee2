"""Counties whose jail a department of the county runs, and not the sheriff."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from deputized import reference
from deputized.rules.sources import RulesError, required
from deputized.rules.yaml_lines import place, read_lined

FILE = "jail_operators.yml"
FIELDS = frozenset(("county", "body", "agency_id", "evidence", "expected"))


@dataclass(frozen=True, slots=True)
class JailOperator:
    """The department that runs a county's jail."""

    county_fips: str
    body: str
    agency_id: str
    evidence: str
    expected: str  # what would show that it is wrong

    @property
    def why(self) -> str:
        """In words."""
        return f"{self.body} runs the county's jail ({self.evidence.rstrip('.')})"


@lru_cache(maxsize=1)
def jail_operators() -> dict[str, JailOperator]:
    """By county. Raises RulesError at the first entry that is not as it must be."""
    found: dict[str, JailOperator] = {}
    for entry in read_lined(FILE):
        where = place(FILE, entry)
        if unknown := set(entry) - FIELDS:
            raise RulesError(
                f"{where}: {', '.join(sorted(map(str, unknown)))} is no field of a jail's operator"
            )
        values = {name: str(required(entry, name, where)) for name in FIELDS}
        fips = values.pop("county")
        if fips not in reference.counties_by_fips() or fips in found:
            raise RulesError(f"{where}: {fips} is no county, or stands twice")
        found[fips] = JailOperator(county_fips=fips, **values)
    return found
