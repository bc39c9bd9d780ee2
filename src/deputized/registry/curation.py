"""Reviewed corrections to what ICE prints: data with a reason, evidence and an expectation.

A correction changes how a row is read, never what was printed. It says what the source must still do for it
to be needed; when the source is mended the expectation fails and the entry is due for review.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from deputized import curated
from deputized.curated.shapes import CorrectionEntry
from deputized.registry.names import AgencyName, county_of, parse_name
from deputized.registry.rows import Row

EXPECTATIONS = ("printed", "history")


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
        entries = curated.read(source, CorrectionEntry)
    except curated.CuratedError as error:
        raise CurationError(str(error)) from error
    seen: set[str] = set()
    return tuple(_correction(entry, source, seen) for entry in entries)


def _correction(entry: curated.CuratedEntry, source: Path, seen: set[str]) -> Correction:
    name = entry["id"]
    where = f"{source.name}, line {entry.line} ({name})"
    model = entry.get("model")
    if entry["action"] != "refuse_link" and not entry.get("value"):
        raise CurationError(f"{where}: value missing: what is it to be read as?")
    if name in seen:
        raise CurationError(f"{where}: two entries are called {name}")
    seen.add(name)
    printed = entry.get("printed")
    written = _day(entry["date"], f"{where}: date")
    if entry["action"] == "read_signed":
        _day(entry["value"], f"{where}: value")
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
