"""What each measure counts and what it cannot tell, in English and Spanish; from `curation/outcomes.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from deputized.outcomes.errors import OutcomesError
from deputized.registry.curation import curation_folder

FILE = "outcomes.yml"
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of counting results."""

    key: str
    name: str
    counts: str
    cannot_tell: tuple[str, ...]
    name_es: str
    counts_es: str
    cannot_tell_es: tuple[str, ...]

    def in_language(self, language: str) -> tuple[str, str, tuple[str, ...]]:
        """Name, what it counts and what it cannot tell."""
        if language == "es":
            return self.name_es, self.counts_es, self.cannot_tell_es
        return self.name, self.counts, self.cannot_tell


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    path = curation_folder() / FILE
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise OutcomesError(f"{path}: cannot be read ({error}); restore it from the repository") from error
    if not isinstance(found, dict) or not isinstance(found.get("measures"), dict):
        raise OutcomesError(f"{path}: it must have measures")
    return found


@lru_cache(maxsize=1)
def measures() -> dict[str, Measure]:
    """Every measure by key. Raises OutcomesError for one without a definition, or without its limits."""
    found = {}
    for key, entry in _file()["measures"].items():
        for field in ("name", "counts", "cannot_tell"):
            for suffix in ("", "_es"):
                if not entry.get(field + suffix):
                    raise OutcomesError(f"{FILE}: {key}: {field}{suffix} is missing; say it")
        found[key] = Measure(
            key, entry["name"], entry["counts"], tuple(entry["cannot_tell"]), entry["name_es"], entry["counts_es"],
            tuple(entry["cannot_tell_es"]),
        )  # fmt: skip
    return found


def measure(key: str) -> Measure:
    """A measure by key."""
    return measures()[key]


@dataclass(frozen=True, slots=True)
class Figure:
    """What review says of a published figure beyond its source: bounds, and what it cannot tell."""

    measure: str
    floor: int | float | None
    ceiling: int | float | None
    bounds: str
    agency: str  # id of the agency it is about; empty for a figure of a place alone


@lru_cache(maxsize=1)
def figures() -> dict[str, Figure]:
    """Every reviewed figure by id."""
    return {
        key: Figure(e["measure"], e.get("floor"), e.get("ceiling"), e["bounds"], e.get("agency") or "")
        for key, e in (_file().get("figures") or {}).items()
    }
