"""What each model empowers and binds to, cell by cell, each with the document and section it was read in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from deputized.rules.sources import FactSource, RulesError, read_entries, required, source_of

FILE = "models.yml"
CELLS = {
    "in_use": "In use",
    "where": "Where it is exercised",
    "powers": "Powers",
    "who": "Who may be nominated",
    "local_charges": "Local charges",
    "transport": "Same-day transport",
    "training": "Training",
    "training_hours": "Hours of training",
    "supervision": "Supervision",
    "duration": "How long an officer's authority lasts",
    "costs": "Who pays",
    "liability": "Liability",
    "termination": "How it ends",
    "complaints": "Complaints",
    "reporting": "Reporting",
    "release": "What may be made public",
    "civil_rights": "Civil rights and interpreters",
    "steering_committee": "Steering committee",
    "template": "Text and revisions",
    "revisions": "What changed between texts",
}
"""Cells of the comparison in order, with their labels."""

COMMON = {"statute": "The statute", "variants": "Other forms", "tribal": "For tribes"}
"""Cells that speak of every model alike, with their labels."""

POWERS = {
    "interrogate": "Question people about their right to be here",
    "process": "Process for immigration violations",
    "arrest_without_warrant": "Arrest without a warrant",
    "arrest_for_immigration_felony": "Arrest without a warrant for an immigration felony",
    "serve_arrest_warrant": "Serve immigration arrest warrants",
    "serve_removal_warrant": "Serve warrants of removal",
    "take_evidence": "Take oaths, evidence and fingerprints",
    "prepare_charges": "Prepare charging documents",
    "issue_detainer": "Issue detainers",
    "hold_and_transport": "Hold and transport",
}
"""Every power any model gives, in order, with its label."""

NOT_READ = "unknown: no document we read says"
NOT_GIVEN = "no"


@dataclass(frozen=True, slots=True)
class Provision:
    """One cell: what a model's agreement says, in our words."""

    cell: str
    power: str | None  # of the cell `powers`: which
    text: str
    condition: (
        str  # what the law or the agreement asks before the power may be used; empty if nothing is said
    )
    section: str
    on: str  # of a template's revision: its day
    source: FactSource
    sha256: str  # of the document read; empty where the source is no document of ours
    quote: str = ""  # the sentence of the signed text it rests on; empty where none is kept


@dataclass(frozen=True, slots=True)
class Model:
    """One model and its provisions."""

    model: str  # TFM, JEM, WSO, HYBRID, TTFM
    name: str
    provisions: tuple[Provision, ...]

    @property
    def in_use(self) -> str:
        """When it was or is in use, in words."""
        return "; ".join(p.text for p in self.cell("in_use"))

    def cell(self, name: str) -> tuple[Provision, ...]:
        """The provisions of one cell; several for powers and templates, none where nobody read it."""
        return tuple(p for p in self.provisions if p.cell == name)

    def power(self, name: str) -> Provision | None:
        """The provision that gives a power; None if the model does not give it."""
        return next((p for p in self.cell("powers") if p.power == name), None)


@lru_cache(maxsize=1)
def models() -> tuple[Model, ...]:
    """TFM, JEM, WSO, the earlier hybrid and the tribal model. Raises RulesError at the first entry that is not as it must be.

    >>> [m.model for m in models()]
    ['TFM', 'JEM', 'WSO', 'HYBRID', 'TTFM']
    """
    entries = read_entries(FILE)
    return tuple(_model(e, _sources(entries)) for e in entries if "provisions" in e)


@lru_cache(maxsize=1)
def common() -> tuple[Provision, ...]:
    """What holds of every model alike: the statute, other forms. Raises RulesError as `models` does."""
    entries = read_entries(FILE)
    return tuple(
        _provision(p, _sources(entries), f"{FILE}, common, provision {n}", COMMON)
        for e in entries
        for n, p in enumerate(e.get("common") or (), 1)
    )


def _sources(entries: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {k: v for e in entries for k, v in (e.get("sources") or {}).items()}


def _model(entry: Mapping[str, Any], sources: Mapping[str, Mapping[str, Any]]) -> Model:
    where = f"{FILE}, {entry.get('model', 'a model without a name')}"
    return Model(
        required(entry, "model", where), required(entry, "name", where),
        tuple(
            _provision(p, sources, f"{where}, provision {n}")
            for n, p in enumerate(required(entry, "provisions", where), 1)
        ),
    )  # fmt: skip


def _provision(
    entry: Mapping[str, Any],
    sources: Mapping[str, Mapping[str, Any]],
    where: str,
    cells: Mapping[str, str] = CELLS,
) -> Provision:
    cell, power = required(entry, "cell", where), entry.get("power")
    if cell not in cells:
        raise RulesError(f"{where}: {cell!r} is no cell; cells are {', '.join(cells)}")
    if (cell == "powers") != (power in POWERS):
        raise RulesError(f"{where}: powers, and only powers, name one of {', '.join(POWERS)}")
    key = required(entry, "source", where)
    if key not in sources:
        raise RulesError(f"{where}: source {key!r} is not among the sources of the file")
    return Provision(
        cell, power, required(entry, "text", where), entry.get("condition", ""), entry.get("section", ""),
        entry.get("on", ""), source_of(sources[key], f"{where}, source {key}"), sources[key].get("sha256", ""),
        str(entry.get("quote") or ""),
    )  # fmt: skip


def compare(which: tuple[str, ...] = ("TFM", "JEM", "WSO")) -> list[dict[str, str]]:
    """The comparison side by side: one row per cell and per power, one column per model.

    A power a model does not give is "no"; a cell nobody read is unknown, and says so. What is not confirmed
    carries its confidence in brackets.
    """
    chosen = [m for m in models() if m.model in which]
    rows = []
    for cell, label in CELLS.items():
        if cell != "powers":
            rows.append({"cell": label} | {m.model: _cell(m, cell) for m in chosen})
            continue
        for power, words in POWERS.items():
            rows.append({"cell": words} | {m.model: _power(m, power) for m in chosen})
    return rows


def _cell(model: Model, cell: str) -> str:
    return "; ".join(p.text + p.source.mark for p in model.cell(cell)) or NOT_READ


def _power(model: Model, power: str) -> str:
    if not model.cell("powers"):
        return NOT_READ
    given = model.power(power)
    if given is None:
        return NOT_GIVEN
    return "yes" + (f", if: {given.condition}" if given.condition else "") + given.source.mark
