"""Signed agreements that people read by hand: both parties' dates, beside what ICE's list prints.

The shipped table holds facts and no signer's name; `derive` makes it from the hand reading in
``../shared/corpus/moa_gold.csv``.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from importlib import resources
from io import StringIO
from pathlib import Path

from deputized.registry.rows import MODEL_NAMES
from deputized.registry.state_words import read_state

DOCUMENTS_FILE = "documents.csv"
FIELDS = (
    "document_id",
    "state",
    "agency_text",
    "model",
    "sha256",
    "agency_signer_title",
    "agency_signed_raw",
    "ice_signed_raw",
    "template_revised",
    "termination_clause",
    "note",
)


@dataclass(frozen=True, slots=True)
class Document:
    """One signed agreement as its reader wrote it down. Empty text means not stated."""

    document_id: str
    state: str
    agency_text: str
    model: str
    sha256: str
    agency_signer_title: str
    agency_signed_raw: str
    ice_signed_raw: str
    template_revised: str
    termination_clause: str
    note: str

    @property
    def agency_signed(self) -> date | None:
        """The agency's day, if one is written and possible."""
        return _day(self.agency_signed_raw)

    @property
    def ice_signed(self) -> date | None:
        """ICE's day, if one is written and possible."""
        return _day(self.ice_signed_raw)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None


def load_documents() -> tuple[Document, ...]:
    """The shipped readings."""
    text = (resources.files("deputized") / "data" / DOCUMENTS_FILE).read_text(encoding="utf-8")
    return tuple(Document(**{k: row[k] for k in FIELDS}) for row in csv.DictReader(StringIO(text)))


def derive(corpus: Path) -> str:
    """The shipped table's text, from the hand reading and the file list of the corpus."""
    with (corpus / "moa_manifest.csv").open(encoding="utf-8", newline="") as handle:
        hashes = {row["file"]: row["sha256"] for row in csv.DictReader(handle)}
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    with (corpus / "moa_gold.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for row in sorted(rows, key=lambda r: r["file"].casefold()):
        state = read_state(row["state"])[0] or row["state"]
        writer.writerow(
            (
                row["file"].rsplit("/", 1)[-1].casefold(),
                state,
                row["agency"],
                MODEL_NAMES[row["model"]],
                hashes[row["file"]],
                row["agency_signer_title"],
                row["date_signed_by_agency"],
                row["date_signed_by_ice"],
                row["template_revised"],
                row["termination_clause"],
                row["notes"],
            )
        )
    return out.getvalue()
