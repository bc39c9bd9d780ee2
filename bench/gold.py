"""The hand labels in bench/gold, in one shape: two readings were made, each with columns of its own."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from deputized.archive import Ledger
from deputized.registry.rows import tidy
from deputized.registry.state_words import read_state

FOLDER = Path(__file__).parent / "gold"
MODELS = {"Task Force Model": "TFM", "Jail Enforcement Model": "JEM", "Warrant Service Officer": "WSO"}
LABELS = {
    "rename_or_typo": "rename",
    "rename_or_typo_fix": "rename",
    "state_or_county_correction": "state_or_county",
    "duplicate_row_removed": "duplicate_removed",
    "model_change": "model_switch",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """One printing of an agency: on which list, at which row if the label says."""

    file: str
    row: int | None
    state: str
    name: str


@dataclass(frozen=True, slots=True)
class Pair:
    pair_id: str
    a: Printed
    b: Printed
    is_same: bool
    is_scored: bool


@dataclass(frozen=True, slots=True)
class Change:
    event_id: str
    before_file: str
    after_file: str
    before_row: int | None
    after_row: int | None
    names: tuple[str, ...]
    state: str
    model: str
    label: str
    is_scored: bool


def rows(name: str) -> list[dict[str, str]]:
    """One label file."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def pairs() -> list[Pair]:
    """Both readings' pairs; of the first only labels of high confidence are scored."""
    first = [
        Pair(
            r["pair_id"],
            Printed(r["a_file"], int(r["a_row"]), _state(r["a_state"]), r["a_agency"]),
            Printed(r["b_file"], int(r["b_row"]), _state(r["b_state"]), r["b_agency"]),
            r["label"] == "same",
            r["confidence"] == "high",
        )
        for r in rows("gold_pairs.csv")
    ]
    second = [
        Pair(
            r["pair_id"],
            Printed(r["seen_a"], None, _state(r["state_a"]), r["agency_a"]),
            Printed(r["seen_b"], None, _state(r["state_b"]), r["agency_b"]),
            r["same"] == "1",
            True,
        )
        for r in rows("gold_pairs_b.csv")
    ]
    return first + second


def changes() -> list[Change]:
    """Both readings' changes; scored are high confidence of the first, 2 and 3 of the second."""
    first = [
        Change(
            r["event_id"],
            r["before_file"],
            r["after_file"],
            int(r["before_row"]) if r["before_row"] else None,
            int(r["after_row"]) if r["after_row"] else None,
            _names(r["before_agency"], r["after_agency"]),
            _state(r["after_state"] or r["before_state"]),
            MODELS.get((r["before_support_type"] or r["after_support_type"]).strip(), "unknown"),
            LABELS.get(r["label"], r["label"]),
            r["confidence"] == "high",
        )
        for r in rows("gold_events.csv")
    ]
    second = [
        Change(
            r["event_id"],
            r["from_file"],
            r["to_file"],
            None,
            None,
            _names(*(part.split("[")[0] for part in r["agency"].split("=>"))),
            _state(r["state"]),
            r["model"],
            LABELS.get(r["label"], r["label"]),
            r["confidence"] in ("2", "3"),
        )
        for r in rows("gold_events_b.csv")
    ]
    return first + second


@cache
def labelled() -> frozenset[str]:
    """The sha256 of the 396 files that were counted by hand: figures over these stay as they are when lists come."""
    counted = {r["file"] for r in rows("gold_counts.csv")}
    return frozenset(r["sha256"] for r in rows("files.csv") if r["file"] in counted)


def publications(ledger: Ledger) -> dict[str, str]:
    """File of the corpus, as the labels name it -> id of the publication in the ledger. Others are not held."""
    by_hash = {p.sha256: p.publication_id for p in ledger.publications}
    return {r["file"]: by_hash[r["sha256"]] for r in rows("files.csv") if r["sha256"] in by_hash}


def _names(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tidy(n).casefold() for n in names if n.strip()))


def _state(text: str) -> str:
    return read_state(text)[0] or text
