"""Tables for download beyond the registry's own: growth, counties by month, coverage, laws, claims, models.

Each is described as the registry's tables are, column by column; a test holds rows and description together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from deputized.claims import KnownAnswer
from deputized.dataset.tables import CLAIMS, LAWS
from deputized.dataset.told import claims_rows, laws_rows
from deputized.library.crosswalk import BODIES, rows_of_bodies
from deputized.model.tables import Column, TableDefinition
from deputized.places import coverage
from deputized.places.months import COLUMNS as PANEL_COLUMNS
from deputized.places.residents import STATES
from deputized.rules import models
from deputized.site.content import SiteContent

Rows = list[tuple[Any, ...]]
COUNTS = "integer"


@dataclass(frozen=True, slots=True)
class Derived:
    """A table that is computed, with its rows."""

    table: TableDefinition
    rows: Rows


def derived(content: SiteContent, claims: Sequence[KnownAnswer]) -> Iterator[Derived]:
    """Every computed table. `claims` are the known claims as checked (`claims.check_known`)."""
    yield Derived(GROWTH, [tuple(r[c.name] for c in GROWTH.columns) for r in content.growth])
    yield Derived(COUNTY_MONTHS, list(_county_months(content)))
    yield Derived(COVERAGE, list(_coverage(content)))
    yield Derived(LAWS, list(laws_rows(content.today)))
    yield Derived(CLAIMS, list(claims_rows(claims)))
    yield Derived(MODELS, list(_models()))
    yield Derived(BODIES, rows_of_bodies(content.registry))


def _table(name: str, grain: str, key: tuple[str, ...], *columns: tuple[str, str, str]) -> TableDefinition:
    """A table of columns (name, type, description); a type that ends in ? may be empty."""
    return TableDefinition(
        name, grain, tuple(Column(n, t.rstrip("?"), words, required=not t.endswith("?")) for n, t, words in columns), key
    )  # fmt: skip


GROWTH = _table(
    "growth", "one row per believed list of participants: agreements on it, by model", ("publication_id",),
    ("published_date", "date", "Day ICE dated the list"), ("publication_id", "text", "The list"),
    ("rows", COUNTS, "Rows of the list"), ("agreements", COUNTS, "Agreements on it: a row printed twice is one"),
    ("tfm", COUNTS, "Task Force agreements"), ("jem", COUNTS, "Jail Enforcement agreements"),
    ("wso", COUNTS, "Warrant Service Officer agreements"), ("ttfm", COUNTS, "Tribal Task Force agreements"),
    ("unknown", COUNTS, "Agreements of a model not printed"),
)  # fmt: skip
_PANEL_TYPES = {"county_fips": "text", "month": "text", "rurality": "text"} | {
    f"first_{m}_date": "date?" for m in ("tfm", "jem", "wso")
}
COUNTY_MONTHS = _table(
    "county_months", "one row per county and month since January 2021, whether or not anybody there holds an agreement",
    ("county_fips", "month"), *((name, _PANEL_TYPES.get(name, COUNTS), words) for name, words in PANEL_COLUMNS.items()),
)  # fmt: skip
COVERAGE = _table(
    "coverage", "one row per state and model on the newest list: people by who holds an agreement where they live",
    ("state", "model"),
    ("state", "text", "Postal code; 50 states and DC"), ("model", "text", "TFM, JEM, WSO, or any"),
    ("population", COUNTS, "People, 2020 census; the five classes add up to it"),
    ("sheriff", COUNTS, "People whose county's sheriff holds it"),
    ("town", COUNTS, "Of the others, people whose own town's police hold it"),
    ("county_other", COUNTS, "Of the others, people where another body of the whole county holds it"),
    ("state_only", COUNTS, "Of the others, people where only an agency of the whole state holds it"),
    ("none", COUNTS, "People where nobody holds it"),
    ("overlap_sheriff_town", COUNTS, "Of the first class, people whose town's police hold it too"),
    ("county_count", COUNTS, "Counties"),
    ("sheriff_office_count", COUNTS, "Counties where the reference lists name a sheriff's office"),
    ("sheriff_count", COUNTS, "Counties whose sheriff holds it"), ("town_count", COUNTS, "Towns whose police hold it"),
)  # fmt: skip
MODELS = _table(
    "models", "one row per provision of a model's agreement, in our words, with the document it was read in",
    ("model", "cell", "number"),
    ("model", "text", "TFM, JEM, WSO; TTFM for tribes; HYBRID for earlier years"), ("cell", "text", "Row of the comparison"),
    ("number", COUNTS, "Place within the row, from 1"), ("power", "text?", "Which power, of the row powers"),
    ("provision", "text", "What the agreement says"), ("condition", "text", "What must be so before the power is used"),
    ("section", "text", "Where in the document"), ("source", "text", "The document"), ("source_url", "text", "Its address"),
    ("source_date", "text", "Its date"), ("confidence", "text", "Whether somebody read it"),
    ("sha256", "text", "SHA-256 of the document read; empty where it is none of ours"),
    ("quote", "text", "The sentence of the signed text it rests on; empty where none is kept"),
)  # fmt: skip
DERIVED = (GROWTH, COUNTY_MONTHS, COVERAGE, LAWS, CLAIMS, MODELS, BODIES)


def _county_months(content: SiteContent) -> Iterator[tuple[Any, ...]]:
    for row in content.registry.panel().rows:
        days = row.first_tfm_date, row.first_jem_date, row.first_wso_date
        if days == (None, None, None):  # two counties in three
            yield row
        else:
            tfm, jem, wso = (d.isoformat() if d else None for d in days)
            yield (*row[:5], tfm, jem, wso, *row[8:])


def _coverage(content: SiteContent) -> Iterator[tuple[Any, ...]]:
    by_state: dict[str, list[tuple[Any, ...]]] = {}
    for model in (None, "TFM", "JEM", "WSO"):
        for row in coverage(content.holders, model=model, states=STATES, by="state").rows:
            group, *numbers = astuple(row)
            by_state.setdefault(group, []).append((group, model or "any", *numbers))
    for state in sorted(by_state):
        yield from by_state[state]


def _models() -> Iterator[tuple[Any, ...]]:
    for model in sorted(models(), key=lambda m: m.model):
        count: dict[str, int] = {}
        for p in sorted(model.provisions, key=lambda p: p.cell):
            count[p.cell] = number = count.get(p.cell, 0) + 1
            yield (
                model.model, p.cell, number, p.power, p.text, p.condition, p.section, p.source.title, p.source.url,
                p.source.date, p.source.confidence, p.sha256, p.quote,
            )  # fmt: skip
