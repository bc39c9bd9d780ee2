"""The facts of agreements that ship: read by this program from the shared corpus, the files themselves left out.

`derive` makes the three tables anew: what each document says, where it departs from its template, and the templates.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields as names_of
from functools import lru_cache
from importlib import resources
from io import StringIO
from pathlib import Path

from deputized.documents import templates
from deputized.documents.apart import DocumentReader, Unreadable
from deputized.documents.clauses import Deviation, Template, likeness, make_template
from deputized.documents.record import DocumentReading, Field, PageRead
from deputized.documents.shelf import HeldDocument, document_id

READINGS, DEVIATIONS = "readings.csv", "deviations.csv"
READING_COLUMNS = (
    "document_id", "sha256", "page_count", "optical_pages", "template_id",
    "field", "standing", "value", "raw", "page", "left", "top", "right", "bottom", "how", "confidence", "why",
)  # fmt: skip
DEVIATION_COLUMNS = ("document_id", *(f.name for f in names_of(Deviation)))
ENOUGH = 3
"""Agreements from which a template may be told."""
OF_ONE_TEMPLATE = 0.9
"""The share of words, in order, that agreements of one unnamed template have in common, badly read words allowed for."""


@lru_cache(maxsize=1)
def shipped() -> tuple[HeldDocument, ...]:
    """The documents in the package, by name."""
    departed: dict[str, list[Deviation]] = {}
    for row in _rows(DEVIATIONS):
        departed.setdefault(row["document_id"], []).append(
            Deviation(
                row["kind"],
                int(row["page"]) if row["page"] else None,
                row["section"],
                row["template"],
                row["document"],
                int(row["words"]),
                row["is_clear"] == "1",
            )
        )
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in _rows(READINGS):
        grouped.setdefault(row["document_id"], []).append(row)
    return tuple(
        HeldDocument(
            name,
            DocumentReading(
                rows[0]["sha256"],
                name,
                int(rows[0]["page_count"]),
                tuple(PageRead(int(n), "optical reading", 0.0, 0) for n in rows[0]["optical_pages"].split()),
                tuple(_field(row) for row in rows),
            ),
            rows[0]["template_id"],
            tuple(departed.get(name, ())),
            ships=True,
        )
        for name, rows in sorted(grouped.items())
    )


def _rows(name: str) -> Iterable[dict[str, str]]:
    path = resources.files("deputized") / "data" / "documents" / name
    return csv.DictReader(StringIO(path.read_text(encoding="utf-8"))) if path.is_file() else ()


def _field(row: dict[str, str]) -> Field:
    box = tuple(float(row[k]) for k in ("left", "top", "right", "bottom")) if row["left"] else None
    return Field(
        row["field"],
        row["value"],
        row["standing"],
        row["raw"],
        int(row["page"]) if row["page"] else None,
        box,  # type: ignore[arg-type]
        row["how"],
        float(row["confidence"]),
        row["why"],
    )


def files(corpus: Path) -> list[Path]:
    """The corpus's signed agreements."""
    return sorted(
        [*(corpus / "moa").glob("*.pdf"), *(corpus / "moa_more").glob("*.pdf")],
        key=lambda p: p.name.casefold(),
    )


def read_all(
    paths: Sequence[Path], reader: DocumentReader, tell: Callable[[int, int, str], None]
) -> tuple[list[tuple[DocumentReading, Sequence[str]]], list[Unreadable]]:
    """Every document's reading and texts, one after the other."""
    done, failed = [], []
    for number, path in enumerate(paths, 1):
        tell(number, len(paths), path.name)
        try:
            done.append(reader.read(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest()))
        except Unreadable as error:
            failed.append(error)
    return done, failed


def make_templates(read: Sequence[tuple[DocumentReading, Sequence[str]]]) -> list[Template]:
    """The templates that the documents share: by printed revision, else by their words."""
    revisions: dict[str, list[tuple[DocumentReading, Sequence[str]]]] = {}
    unnamed: dict[str, list[tuple[DocumentReading, Sequence[str]]]] = {}
    for reading, texts in read:
        model, revised = reading.sure("model"), reading.sure("template_revised")
        if model and revised:
            revisions.setdefault(f"{model.lower()}-{revised}", []).append((reading, texts))
        elif model:
            unnamed.setdefault(model.lower(), []).append((reading, texts))
    out = [_template(name, group) for name, group in sorted(revisions.items()) if len(group) >= ENOUGH]
    for model, group in sorted(unnamed.items()):
        out += _families(model, group)
    return out


def _families(model: str, group: Sequence[tuple[DocumentReading, Sequence[str]]]) -> list[Template]:
    """Templates of documents that print no revision, named for the month in which the first was signed."""
    left = sorted(group, key=lambda g: (_day(g[0]), g[0].name))
    out = []
    while left:
        seed = Template("", tuple(w for w in _template("", left[:1]).words))
        alike = [g for g in left if likeness(g[1], seed, both=True) >= OF_ONE_TEMPLATE]
        if len(alike) >= ENOUGH:
            out.append(_template(f"{model}-{_day(alike[0][0])[:7]}", alike))
        taken = {id(g) for g in (alike if alike else left[:1])}
        left = [g for g in left if id(g) not in taken]
    return out


def _template(name: str, group: Sequence[tuple[DocumentReading, Sequence[str]]]) -> Template:
    """A template, its words taken from the document that is best read."""
    ranked = sorted(
        range(len(group)),
        key=lambda n: (not templates.is_text(group[n][0]), len(group[n][0].unread), group[n][0].name),
    )
    return make_template(name, [texts for _, texts in group], ranked[0])


def _day(reading: DocumentReading) -> str:
    return reading.sure("ice_signed") or reading.sure("agency_signed") or "9999"


def as_tables(
    read: Sequence[tuple[DocumentReading, Sequence[str]]], known: Sequence[Template]
) -> dict[str, str]:
    """The three tables as text."""
    readings, deviations = StringIO(), StringIO()
    one, two = csv.writer(readings, lineterminator="\n"), csv.writer(deviations, lineterminator="\n")
    one.writerow(READING_COLUMNS)
    two.writerow(DEVIATION_COLUMNS)
    for reading, texts in sorted(read, key=lambda r: document_id(r[0].name)):
        name = document_id(reading.name)
        template_id, departed = templates.deviations_of(reading, texts, known)
        optical = " ".join(str(p.number) for p in reading.pages if p.how == "optical reading")
        for f in reading.fields:
            one.writerow(
                (
                    name, reading.sha256, reading.page_count, optical, template_id, f.name, f.standing, f.value, f.raw,
                    f.page or "", *(f.box or ("", "", "", "")), f.how, f"{f.confidence:.2f}", f.why,
                )
            )  # fmt: skip
        for d in departed:
            two.writerow(
                (name, d.kind, d.page or "", d.section, d.template, d.document, d.words, int(d.is_clear))
            )
    return {
        READINGS: readings.getvalue(),
        DEVIATIONS: deviations.getvalue(),
        templates.FILE: templates.as_csv(known),
    }


def derive(
    corpus: Path, reader: DocumentReader, tell: Callable[[int, int, str], None] = lambda *_: None
) -> tuple[dict[str, str], list[Unreadable]]:
    """The tables of the package from the shared corpus, and what could not be read."""
    read, failed = read_all(files(corpus), reader, tell)
    return as_tables(read, make_templates(read)), failed
