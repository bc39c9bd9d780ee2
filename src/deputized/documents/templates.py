"""The templates that ship, which of them an agreement was made from, and where it departs from it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from io import StringIO

from deputized import reference
from deputized.documents.clauses import ADDED, WORD, Deviation, Template, compare, likeness, plain
from deputized.documents.pages import TEXT_LAYER
from deputized.documents.record import DocumentReading

FILE = "templates.csv"
ALIKE = 0.6
"""The share of a template's words below which an agreement is not of it."""
FORM = "the of and State Commonwealth under jurisdiction Office hereinafter LEA"
"""Words in which a form frames a name."""
WIDTH = 40
"""Words a row of the table."""


@lru_cache(maxsize=1)
def shipped() -> tuple[Template, ...]:
    """The templates in the package."""
    path = resources.files("deputized") / "data" / "documents" / FILE
    words: dict[str, list[str]] = {}
    made: dict[str, int] = {}
    if path.is_file():
        for row in csv.DictReader(StringIO(path.read_text(encoding="utf-8"))):
            words.setdefault(row["template_id"], []).extend(row["words"].split())
            made[row["template_id"]] = int(row["made_of"])
    return tuple(Template(k, tuple(v), made[k]) for k, v in sorted(words.items()))


def as_csv(templates: Sequence[Template]) -> str:
    """The table of templates."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("template_id", "number", "made_of", "words"))
    for template in sorted(templates, key=lambda t: t.template_id):
        for n in range(0, len(template.words), WIDTH):
            writer.writerow(
                (
                    template.template_id,
                    n // WIDTH + 1,
                    template.made_of,
                    " ".join(template.words[n : n + WIDTH]),
                )
            )
    return out.getvalue()


def template_of(reading: DocumentReading, texts: Sequence[str], known: Sequence[Template]) -> Template | None:
    """The template of the document's model that it shares most words with, that of its printed revision first."""
    model, revised = reading.sure("model"), reading.sure("template_revised")
    mine = [t for t in known if t.template_id.split("-", 1)[0] == (model or "").lower()]
    if revised and (exact := [t for t in mine if t.template_id.endswith(revised)]):
        return exact[0]
    if not revised:
        mine = [t for t in mine if t.template_id.count("-") == 2] or mine
    scored = sorted(((likeness(texts, t), t.template_id, t) for t in mine), reverse=True)
    return scored[0][2] if scored and scored[0][0] >= ALIKE else None


def is_text(reading: DocumentReading) -> bool:
    """Whether its words stand in the file: typed, and not read from pictures by whatever program."""
    return sum(p.how == TEXT_LAYER for p in reading.pages) * 10 >= len(reading.pages) * 8


def deviations_of(
    reading: DocumentReading, texts: Sequence[str], known: Sequence[Template] | None = None
) -> tuple[str, list[Deviation]]:
    """The template's id, empty where there is none, and the deviations from it."""
    template = template_of(reading, texts, shipped() if known is None else known)
    if template is None:
        return "", []
    if reading.unread:
        return template.template_id, []  # what was not read is not missing
    found = compare(texts, template, is_text(reading))
    return template.template_id, [d for d in found if not _is_own_name(d, reading)]


def _is_own_name(deviation: Deviation, reading: DocumentReading) -> bool:
    """Whether what was added is the agency's own name or its state, written where a template leaves room for it."""
    if deviation.kind != ADDED or len(deviation.template.split()) > 1:
        return False
    agency = reading.get("agency")
    state = reading.get("state")
    named = {s.postal: s.name for s in reference.states()}.get(state.value if state else "", "")
    known = {plain(w) for w in WORD.findall(f"{agency.value if agency else ''} {named} {FORM}")}
    return all(plain(w) in known for w in WORD.findall(deviation.document))
