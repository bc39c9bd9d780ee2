"""What was read of a document: its fields, each with where, how and how surely. A view renders this."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from deputized.model.shown import Shown

SURE, CANDIDATE, BLANK, ABSENT = "sure", "candidate", "blank", "not there"
VERSION = 2
"""Raised where the reader reads otherwise: what was kept of an older reader is read again."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a document says. A candidate is for a person to look at and is no fact."""

    name: str
    value: str  # normalized; for a candidate what it may be; empty where blank
    standing: str  # sure, candidate, blank, not there
    raw: str = ""
    page: int | None = None
    box: tuple[float, float, float, float] | None = None  # points from the top left: left, top, right, bottom
    how: str = ""
    confidence: float = 0.0
    why: str = ""  # of a candidate: what keeps it from being sure

    @property
    def is_sure(self) -> bool:
        """Whether it may be told as a fact: a value, or that there is none."""
        return self.standing != CANDIDATE


@dataclass(frozen=True, slots=True)
class PageRead:
    """How a page was read."""

    number: int
    how: str
    confidence: float
    characters: int


@dataclass(frozen=True, slots=True)
class DocumentReading(Shown):
    """A document as read."""

    sha256: str
    name: str
    page_count: int
    pages: tuple[PageRead, ...]
    fields: tuple[Field, ...]
    unread: tuple[int, ...] = ()  # pages that have no text and were not read
    notes: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)
    version: int = VERSION

    def get(self, name: str) -> Field | None:
        """The field of that name."""
        return next((f for f in self.fields if f.name == name), None)

    def sure(self, name: str) -> str | None:
        """Its value where that is sure and there is one."""
        found = self.get(name)
        return found.value if found and found.standing == SURE else None

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def from_dict(data: dict[str, Any]) -> DocumentReading:
    """The record of plain data."""
    return DocumentReading(
        data["sha256"],
        data["name"],
        data["page_count"],
        tuple(PageRead(**p) for p in data["pages"]),
        tuple(Field(**{**f, "box": tuple(f["box"]) if f["box"] else None}) for f in data["fields"]),
        tuple(data["unread"]),
        tuple(data["notes"]),
        data["seconds"],
        data["version"],
    )
