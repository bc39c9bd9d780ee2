"""Reviewed corrections to what ICE prints: data with a reason, evidence and an expectation.

A correction changes how a row is read, never what was printed. It says what the source must still do for it
to be needed; when the source is mended the expectation fails and the entry is due for review.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from deputized.registry.names import AgencyName, county_of, parse_name
from deputized.registry.rows import MODEL_NAMES, Row

ACTIONS = ("read_county", "read_signed", "refuse_link", "same_agency")
EXPECTATIONS = ("printed", "history")
REQUIRED = ("id", "action", "state", "agency", "reason", "evidence", "author", "date", "expect")


class CurationError(ValueError):
    """A file in curation/ is not as it must be; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One reviewed correction."""

    correction_id: str
    action: str
    state: str
    agency: str
    model: str | None
    printed: str | None
    value: str | None
    reason: str
    evidence: str
    author: str
    written: date
    expect: str

    @property
    def subject(self) -> str:
        """What it is about, in words."""
        parts = [self.agency, self.state, self.model or "", f"printed {self.printed}" if self.printed else ""]
        return ", ".join(p for p in parts if p)

    @property
    def key(self) -> str:
        """The key of the agency it is bound to, in whatever wording that is printed."""
        return parse_name(self.state, self.agency).key

    def concerns(self, row: Row) -> bool:
        """Whether this row of its agency is printed as the correction says."""
        if f"corrected:{self.correction_id}" in row.notes:
            return False
        if self.model is not None and row.model != self.model:
            return False
        if self.action == "read_signed":  # the same wrong day in whatever form it is typed
            day = row.signed.isoformat() if row.signed else None
            return self.printed in (row.signed_raw, day)
        if self.action == "read_county":
            return row.county is not None and _county(row.county, self.state) == _county(
                self.printed or "", self.state
            )
        return self.action == "same_agency" or row.moa_file == self.printed

    def apply(self, row: Row) -> Row:
        """The row as it is to be read."""
        notes = (*row.notes, f"corrected:{self.correction_id}")
        if self.action == "read_county":
            return replace(row, county=self.value, notes=notes)
        if self.action == "read_signed":
            read = date.fromisoformat(self.value or "")
            return replace(row, signed=read, signed_corrected=row.signed, notes=notes)
        if self.action == "refuse_link":
            return replace(row, notes=(*notes, "moa_refused"))
        return replace(row, agency=self.value or row.agency, notes=notes)


def _county(text: str, state: str) -> str:
    """A county as a cell names it: its code where it has one, else the words."""
    return county_of(state, text) or text.casefold()


def curation_folder() -> Path:
    """`curation/` of a checkout, or the copy in the installed package."""
    inside = Path(str(resources.files("deputized"))) / "data" / "curation"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "curation"


def load_corrections(path: Path | None = None) -> tuple[Correction, ...]:
    """Read and check the corrections file."""
    source = path or curation_folder() / "corrections.yml"
    try:
        entries = yaml.safe_load(source.read_text(encoding="utf-8")) or []
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CurationError(f"{source}: it cannot be read as YAML; mend it there: {flat(error)}") from error
    if not isinstance(entries, list):
        raise CurationError(f"{source}: it must be a list of entries, each begun with a dash")
    seen: set[str] = set()
    return tuple(_correction(entry, source, seen) for entry in entries)


def flat(error: Exception) -> str:
    """An error of the YAML reader on one line: what is wrong, and in which line and column."""
    return " ".join(str(error).split())


def _correction(entry: Any, source: Path, seen: set[str]) -> Correction:
    if not isinstance(entry, Mapping):
        raise CurationError(f"{source.name}: an entry is not a mapping: {entry!r}")
    name = str(entry.get("id", "without id"))
    missing = [k for k in REQUIRED if not entry.get(k)]
    if missing:
        raise CurationError(
            f"{source.name}, entry {name}: {', '.join(missing)} missing; every correction needs them"
        )
    if entry["action"] not in ACTIONS or entry["expect"] not in EXPECTATIONS:
        raise CurationError(
            f"{source.name}, entry {name}: action must be one of {ACTIONS}, expect one of {EXPECTATIONS}"
        )
    texts = [k for k in ("state", "agency", "reason", "evidence", "author") if not isinstance(entry[k], str)]
    if texts:
        raise CurationError(f"{source.name}, entry {name}: {', '.join(texts)} must be text; put it in quotes")
    model = entry.get("model")
    if model is not None and model not in MODEL_NAMES.values():
        raise CurationError(f"{source.name}, entry {name}: model {model!r} is not TFM, JEM or WSO")
    if entry["action"] != "refuse_link" and not entry.get("value"):
        raise CurationError(f"{source.name}, entry {name}: value missing: what is it to be read as?")
    if name in seen:
        raise CurationError(f"{source.name}: two entries are called {name}")
    seen.add(name)
    printed = entry.get("printed")
    written = _day(entry["date"], f"{source.name}, entry {name}: date")
    if entry["action"] == "read_signed":
        _day(entry["value"], f"{source.name}, entry {name}: value")
    return Correction(
        name,
        entry["action"],
        entry["state"],
        entry["agency"],
        model,
        str(printed) if printed is not None else None,
        str(entry["value"]) if entry.get("value") is not None else None,
        entry["reason"],
        entry["evidence"],
        entry["author"],
        written,
        entry["expect"],
    )


def _day(value: Any, where: str) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise CurationError(f"{where} {value!r} is no day; write it as 2026-05-04") from error


class Corrector:
    """Applies corrections while rows are read, and remembers which were needed."""

    def __init__(self, corrections: Sequence[Correction]) -> None:
        self.corrections = tuple(corrections)
        self._states = {c.state for c in corrections}
        self._by_agency: dict[str, list[Correction]] = {}
        for correction in corrections:
            self._by_agency.setdefault(correction.key, []).append(correction)

    def __call__(self, row: Row, name: AgencyName | None = None) -> Row:
        """The row as corrected; `name` is whom it is read as, where its own words do not say."""
        if row.state not in self._states or not row.agency:
            return row
        key = (name or parse_name(row.state, row.agency, row.county)).key
        for correction in self._by_agency.get(key, ()):
            if correction.concerns(row):
                row = correction.apply(row)
        return row

    def holds(self, correction: Correction, newest: Iterable[Row], seen: Collection[str]) -> bool:
        """Whether the source still does what the correction expects.

        `newest` are the rows of the newest list as corrected, `seen` the ids of corrections any list needed.
        """
        mark = f"corrected:{correction.correction_id}"
        on_newest = any(mark in row.notes for row in newest)
        if correction.expect == "printed":
            return on_newest
        return not on_newest and correction.correction_id in seen
