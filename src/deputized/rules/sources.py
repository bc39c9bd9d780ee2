"""Where a fact comes from, and how far it is to be trusted; and the files such facts are read from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from deputized import curated
from deputized.registry.curation import curation_folder

CONFIRMED = "confirmed"
SINGLE = "single source"
GENERAL = "general knowledge, unverified"
TRACKER = "tracker only"
CONFIDENCES = (CONFIRMED, SINGLE, TRACKER, GENERAL)
"""confirmed: the document itself or two independent sources were read; single source: one report, not the
document; tracker only: nothing but a list of laws kept by others says so; general knowledge: nobody read a source
for it, so it is never told as a fact."""


_OURS = tuple(
    (re.compile(ours), public)
    for ours, public in (
        (r"\bDaily Yonder seed\b", "The Daily Yonder"),
        (r"^seed; ", "The Daily Yonder; "),
        (r" \(seed text, [^)]*\)", ""),
        (r"\bthe seed article\b", "the article"),
        (r"\bin seed article\b", "in the article"),
        (r"GitHub research log id \d+", "a log of ICE's lists kept by others"),
        (r"\(research log\)", "(from a log kept by others)"),
        (r"\bresearch log\b", "a log kept by others"),
        (r"GitHub (data )?note\b", r"a \1note by others"),
        (r"GitHub timelines", "timelines kept by others"),
        (r" - do not model as rule$", "; no rule here"),
        (r"^NOT FOUND(: | in the stores).*", "not in our sources"),
    )
)
"""How whoever gathered the facts called a source among themselves, and what a reader is told instead."""


def public(text: str) -> str:
    """A source's name or a remark as a reader may see it: none of the words its gatherers had for themselves.

    >>> public("Daily Yonder seed citing ICE"), public("ICE xlsx rows (research log)")
    ('The Daily Yonder citing ICE', 'ICE xlsx rows (from a log kept by others)')
    """
    for pattern, said in _OURS:
        text = pattern.sub(said, text)
    return text


class RulesError(ValueError):
    """A file of rules is not as it must be; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class FactSource:
    """The source of one fact. `date` is that of the source, as precise as it gives it; empty if it has none."""

    title: str
    url: str
    date: str
    confidence: str

    @property
    def is_verified(self) -> bool:
        """Whether somebody read a source for it."""
        return self.confidence != GENERAL

    @property
    def mark(self) -> str:
        """What an output puts behind the fact: nothing if it is confirmed."""
        return "" if self.confidence == CONFIRMED else f" [{self.confidence}]"


def read_entries(name: str) -> list[dict[str, Any]]:
    """The entries of a YAML file of curation/. Raises RulesError if it is none."""
    path = curation_folder() / name
    try:
        entries = yaml.load(
            path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
    except (OSError, yaml.YAMLError) as error:
        raise RulesError(f"{path}: cannot be read ({error}); restore it from the repository") from error
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise RulesError(f"{path}: it must be a list of entries")
    return entries


def read_rows(name: str) -> list[dict[str, Any]]:
    """The rows of a CSV file of curation/. Raises RulesError if it cannot be read."""
    path = curation_folder() / name
    try:
        told = path.stat()
    except OSError as error:
        raise RulesError(f"{path}: cannot be read ({error}); restore it from the repository") from error
    return [dict(row) for row in _rows_of(path, told.st_mtime_ns, told.st_size)]


@lru_cache(maxsize=64)
def _rows_of(path: Path, changed: int, size: int) -> list[dict[str, Any]]:
    """The rows of a file as it stood at this change: a page asks for them thousands of times."""
    try:
        return [
            {k: public(v) if isinstance(v, str) else v for k, v in row.items()} for row in curated.read(path)
        ]
    except curated.CuratedError as error:
        raise RulesError(str(error)) from error


def required(entry: Mapping[str, Any], field: str, where: str) -> Any:
    """A field that must be there and say something. Raises RulesError naming the entry."""
    value = entry.get(field)
    if value is None or value == "":
        raise RulesError(f"{where}: {field} is missing; give it, or say that it is unknown")
    return value


def source_of(entry: Mapping[str, Any], where: str, *, must: bool = True) -> FactSource:
    """The source of an entry. Raises RulesError if title, url, date or confidence is missing or unheard of.

    `must` False is for what was looked for and not found: it may lack all but the confidence.
    """
    confidence = required(entry, "confidence", where)
    if confidence not in CONFIDENCES:
        raise RulesError(f"{where}: confidence is {confidence!r}; it must be one of {', '.join(CONFIDENCES)}")
    values = [str(entry.get(f"source_{part}") or "") for part in ("title", "url", "date")]
    if must:
        for part in ("title", "url", "date"):
            required(entry, f"source_{part}", where)
    return FactSource(values[0], values[1], values[2], confidence)
