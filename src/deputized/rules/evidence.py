"""What an entry of law rests on: its sources, and its days, each with a source and a certainty of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from deputized.rules.days import UNKNOWN, SourceDay
from deputized.rules.sources import RulesError, required
from deputized.rules.yaml_lines import place

KINDS = ("act", "official", "court", "news", "advocate", "tracker")
"""act: the text of the act, order or ruling; official: another page of the body that made it or must keep it;
court: a court's own page; news, advocate: what others report; tracker: a list of laws kept by others."""
BEST = ("act", "court", "official", "news", "advocate", "tracker")
"""Kinds, the one that says most first."""
RESTS = {
    "act": "the text itself",
    "court": "a court's page; the text itself was not read",
    "official": "an official page; the text itself was not read",
    "news": "news reports; the text itself was not read",
    "advocate": "pages of advocates; the text itself was not read",
    "tracker": "only lists of laws kept by others; the text itself was not read",
}
"""What an entry rests on, by the best kind of source that was read."""
CERTAINTIES = ("read", "reported", "tracker", "assumed")
"""read: in the act or an official page; reported: by a publisher; tracker: only a list of laws says so; assumed:
a default day that no source was read for."""
WORDS = {
    "read": "read in the act or an official page",
    "reported": "as a publisher reports it",
    "tracker": "only a tracker says so",
    "assumed": "assumed, not read",
}
SOURCE_FIELDS = frozenset(
    ("key", "title", "publisher", "url", "dated", "kind", "section", "quote", "read", "by")
)
DAY_FIELDS = frozenset(("what", "day", "source", "certainty", "printed"))
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$")


@dataclass(frozen=True, slots=True)
class Cited:
    """One source of an entry, and who read it when. `quote` is the short passage relied on, empty if none is kept."""

    key: str
    title: str
    publisher: str
    url: str
    dated: str  # as precise as it gives it; empty if it has none
    kind: str  # one of KINDS
    section: str
    quote: str
    read: date | None  # None: nobody of ours has read it, it is only pointed to
    by: str

    @property
    def is_text(self) -> bool:
        """Whether it is the act or a page of the body itself."""
        return self.kind in ("act", "official", "court")


@dataclass(frozen=True, slots=True)
class Dated:
    """One day of an entry's life."""

    what: str
    day: SourceDay
    source: Cited
    certainty: str  # one of CERTAINTIES
    printed: str  # as the source prints it, where that says more than a day

    def known(self, day: date | None) -> bool:
        """Whether our record can have known of it on a day: the source is of that day or earlier."""
        if day is None or not self.source.dated:
            return True
        return SourceDay.read(self.source.dated).earliest <= day


def read_sources(entry: Mapping[str, Any], name: str) -> dict[str, Cited]:
    """The sources of an entry by key. Raises RulesError for one without an address, a title or a kind."""
    where = place(name, entry)
    listed = required(entry, "sources", where)
    if not isinstance(listed, list) or not all(isinstance(s, Mapping) for s in listed):
        raise RulesError(f"{where}: sources must be a list, each with key, title, url and kind")
    found: dict[str, Cited] = {}
    for s in listed:
        here = f"{place(name, s)}, a source of {entry.get('id', 'no id')}"
        _only(s, SOURCE_FIELDS, here)
        cited = Cited(
            str(required(s, "key", here)), str(required(s, "title", here)), str(required(s, "publisher", here)),
            address(required(s, "url", here), here), _dated(s.get("dated"), here), _one_of(s, "kind", KINDS, here),
            str(s.get("section") or ""), str(s.get("quote") or ""), day_or_none(s.get("read"), "read", here),
            str(s.get("by") or ""),
        )  # fmt: skip
        if (cited.read is None) != (not cited.by):
            raise RulesError(f"{here}: read and by go together: the day it was read, and who read it")
        if len(cited.quote.split()) > 60:
            raise RulesError(f"{here}: quote must be short, 60 words at most")
        if cited.key in found:
            raise RulesError(f"{here}: the key is given twice")
        found[cited.key] = cited
    if not found:
        raise RulesError(f"{where}: sources is empty; an entry rests on at least one")
    return found


def read_days(
    entry: Mapping[str, Any],
    sources: Mapping[str, Cited],
    words: Iterable[str],
    name: str,
    field: str = "days",
) -> tuple[Dated, ...]:
    """The days of an entry, oldest first. Raises RulesError for an unknown word, source or certainty."""
    found = []
    for d in entry.get(field) or ():
        here = f"{place(name, d)}, a day of {entry.get('id', 'no id')}"
        if not isinstance(d, Mapping):
            raise RulesError(f"{here}: each day has what, day, source and certainty")
        _only(d, DAY_FIELDS, here)
        key = required(d, "source", here)
        if key not in sources:
            raise RulesError(f"{here}: source {key} is none of {', '.join(sources)}")
        certainty = _one_of(d, "certainty", CERTAINTIES, here)
        if certainty == "read" and sources[key].read is None:
            raise RulesError(f"{here}: certainty is read, but nobody is said to have read the source {key}")
        try:
            day = SourceDay.read(str(required(d, "day", here)))
        except ValueError as error:
            raise RulesError(f"{here}: {error}; a day that is not known is left out") from error
        found.append(
            Dated(
                _one_of(d, "what", tuple(words), here),
                day,
                sources[key],
                certainty,
                str(d.get("printed") or ""),
            )
        )
    return tuple(sorted(found, key=lambda x: (x.day.earliest, x.day.latest)))


def address(value: object, where: str) -> str:
    """An address that a reader can follow. Raises RulesError for anything else."""
    text = str(value).strip()
    parts = urlsplit(text)
    if (
        parts.scheme not in ("http", "https")
        or not _HOST.match((parts.hostname or "").lower())
        or " " in text
    ):
        raise RulesError(f"{where}: url {text!r} is no address; give the full one, beginning with https://")
    return text


def day_or_none(value: object, field: str, where: str) -> date | None:
    """A day written 2026-11-28, or None where none is given. Raises RulesError for anything else."""
    if value in (None, "", UNKNOWN):
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise RulesError(f"{where}: {field}: {error}; write it 2026-11-28") from error


def _dated(value: object, where: str) -> str:
    if value in (None, "", UNKNOWN):
        return ""
    try:
        return SourceDay.read(str(value)).text
    except ValueError as error:
        raise RulesError(f"{where}: dated: {error}") from error


def _one_of(entry: Mapping[str, Any], field: str, known: tuple[str, ...], where: str) -> str:
    value = required(entry, field, where)
    if value not in known:
        raise RulesError(f"{where}: {field} is {value!r}; it must be one of {', '.join(known)}")
    return str(value)


def _only(entry: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    if unknown := set(entry) - known:
        raise RulesError(f"{where}: {', '.join(sorted(map(str, unknown)))} is no field here")
