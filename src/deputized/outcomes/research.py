"""What research found: each study with its design, place, years, estimate, limits and strength by a stated scale.

The strength is derived from how a study was made, never from what it found; what nobody of ours read is named and not
told as a finding.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from deputized.outcomes.errors import OutcomesError
from deputized.registry.curation import curation_folder

FILE = "research.yml"
DESIGNS = {
    "staggered": 4, "matched": 3, "one_place": 3, "before_after": 2, "survey": 2, "investigation": 2, "description": 1,
}  # fmt: skip
"""Each design with the points it is worth: 4 for many places compared as they begin at different times, 3 for few
places with a comparison, 2 for a change without comparison, for what people say, or for an inquiry, 1 for a tally."""
ABOUT = ("287g", "secure_communities", "other")
FINDS = ("down", "up", "none", "mixed", "described")
READ = ("text", "abstract", "report", "none")
STRENGTHS = {0: "not graded", 1: "weak", 2: "limited", 3: "moderate", 4: "strong"}


@dataclass(frozen=True, slots=True)
class BilingualText:
    """Words in both languages."""

    en: str
    es: str

    def said(self, language: str) -> str:
        """In one of them."""
        return self.es if language == "es" else self.en


@dataclass(frozen=True, slots=True)
class Study:
    """One study. `estimate`, `low` and `high` are None where no number was read; `finds` is of `outcome`."""

    study_id: str
    topic: str
    authors: str
    year: int | None
    title: str
    outlet: str
    doi: str
    url: str
    about: str
    design: str
    is_reviewed: bool
    read: str
    place: BilingualText
    years: str
    outcome: BilingualText
    finds: str
    finding: BilingualText
    estimate: float | None
    low: float | None
    high: float | None
    unit: str
    interval: str
    cannot_tell: BilingualText

    @property
    def grade(self) -> int:
        """0 to 4: the design's points, one less if no journal reviewed it, one less if it is not about 287(g); at
        least 1. 0 where nobody of ours read it."""
        if self.read == "none":
            return 0
        return max(DESIGNS[self.design] - (not self.is_reviewed) - (self.about != "287g"), 1)

    @property
    def strength(self) -> str:
        """The grade in a word."""
        return STRENGTHS[self.grade]

    @property
    def number(self) -> str:
        """Estimate and interval as far as they are held."""
        parts = []
        if self.estimate is not None:
            parts.append(f"{self.estimate:g} {self.unit}")
        if self.low is not None and self.high is not None:
            parts.append(f"{self.low:g} to {self.high:g} {self.unit} ({self.interval})")
        elif self.estimate is not None:
            parts.append("interval not held")
        return ", ".join(parts)

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        from dataclasses import asdict

        return {**asdict(self), "grade": self.grade, "strength": self.strength}


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    path = curation_folder() / FILE
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise OutcomesError(f"{path}: cannot be read ({error}); restore it from the repository") from error
    if not isinstance(found, dict) or not {"topics", "studies"} <= set(found):
        raise OutcomesError(f"{path}: it must have topics and studies")
    return found


@lru_cache(maxsize=1)
def topics() -> dict[str, BilingualText]:
    """Every topic by key."""
    return {key: BilingualText(t["en"], t["es"]) for key, t in _file()["topics"].items()}


@lru_cache(maxsize=1)
def studies() -> tuple[Study, ...]:
    """Every study, in the file's order. Raises OutcomesError for one that lacks what must be said."""
    found = tuple(read_study(e) for e in _file()["studies"])
    ids = Counter(s.study_id for s in found)
    if twice := [i for i, n in ids.items() if n > 1]:
        raise OutcomesError(f"{FILE}: {twice[0]} is there twice; give each study an id of its own")
    return found


def read_study(e: dict[str, Any]) -> Study:
    """One entry of the file."""
    where = f"{FILE}: {e.get('id', 'an entry without id')}"
    for field, known in (
        ("topic", tuple(topics())), ("design", tuple(DESIGNS)), ("about", ABOUT), ("finds", FINDS), ("read", READ),
    ):  # fmt: skip
        if e.get(field) not in known:
            raise OutcomesError(f"{where}: {field} is {e.get(field)!r}; it must be one of {', '.join(known)}")
    for field in ("id", "authors", "title", "outlet", "url", "years"):
        if not e.get(field):
            raise OutcomesError(f"{where}: {field} is missing; say it, or that it is not held")
    texts = {}
    for field in ("place", "outcome", "finding", "cannot_tell"):
        text = e.get(field)
        if not isinstance(text, dict) or not {"en", "es"} <= set(text):
            raise OutcomesError(f"{where}: {field} must be said in en and es")
        texts[field] = BilingualText(str(text["en"]), str(text["es"]))
    if e["read"] == "none" and (texts["finding"].en or e.get("estimate") is not None):
        raise OutcomesError(f"{where}: nobody read it, so it has no finding and no estimate to tell")
    if e["read"] != "none" and not (texts["finding"].en and texts["finding"].es and texts["cannot_tell"].en):
        raise OutcomesError(f"{where}: finding and cannot_tell must say something in both languages")
    low, high = e.get("low"), e.get("high")
    if (low is None) != (high is None) or (low is not None and not (low <= high and e.get("interval"))):
        raise OutcomesError(f"{where}: low and high go together, with what kind of interval they are")
    return Study(
        e["id"], e["topic"], e["authors"], e.get("year"), e["title"], e["outlet"], e.get("doi") or "", e["url"],
        e["about"], e["design"], bool(e.get("reviewed")), e["read"], texts["place"], str(e["years"]), texts["outcome"],
        e["finds"], texts["finding"], e.get("estimate"), low, high, e.get("unit") or "", e.get("interval") or "",
        texts["cannot_tell"],
    )  # fmt: skip


def topic_of(text: str) -> str:
    """The topic a word stands for, by its key or any word of its name in either language.

    >>> topic_of("Trust"), topic_of("delito"), topic_of("schools")
    ('reporting', 'crime', 'schools')

    Raises OutcomesError naming the topics.
    """
    from deputized.reference import fold

    asked = fold(text)
    for key, name in topics().items():
        if asked in (key, fold(name.en), fold(name.es)):
            return key
    words = set(asked.split())
    found = [
        key for key, name in topics().items()
        if words and words <= set(fold(f"{name.en} {name.es}").split()) - {"and", "y", "of", "de", "la"}
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    raise OutcomesError(f"{text!r} is no topic; topics are {', '.join(topics())}")


def evidence(topic: str | None = None) -> tuple[Study, ...]:
    """Studies of a topic, or of every one; the strongest first, then the newest."""
    key = topic_of(topic) if topic else None
    order = list(topics())
    return tuple(
        sorted(
            (s for s in studies() if key in (None, s.topic)),
            key=lambda s: (order.index(s.topic), -s.grade, -(s.year or 0), s.study_id),
        )
    )
