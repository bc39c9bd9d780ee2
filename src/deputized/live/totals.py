"""The totals ICE's page states of its own lists, and by how much a list differs from them."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from deputized.model.publications import ListKind

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBER = r"(?P<{0}>\d[\d,]*|" + "|".join(WORDS) + ")"
PLACES = (
    NUMBER.format("states")
    + r"\s+states?(?:,?\s+(?:and\s+)?"
    + NUMBER.format("territories")
    + r"\s+(?:U\.?S\.?\s+)?territor(?:y|ies))?"
)
DAY = r"As of (?P<day>[A-Z][a-z]+\.? \d{1,2}, ?\d{4})"
SIGNED = re.compile(
    r"has (?:signed )?"
    + NUMBER.format("agreements")
    + r"\s+(?:signed\s+)?Memorand(?:um|ums|a) of Agreement.{0,80}?"
    r"(?:covering|in|with agencies in)\s+" + PLACES,
    re.IGNORECASE | re.DOTALL,
)
PENDING = re.compile(
    r"(?:following\s+)?"
    + NUMBER.format("agreements")
    + r"\s+(?:287\(g\)\s+)?(?:program\s+)?applications?\s+(?:is|are)\s+pending",
    re.IGNORECASE,
)
MODEL_NAMES = {
    "JEM": r"(?:JEM|Jail Enforcement Model)", "WSO": r"(?:WSO|Warrant Service Officer)", "TFM": r"(?<!Tribal )(?:\bTFM|Task Force Model)",
    "TTFM": r"(?:TTFM|Tribal Task Force Model)",
}  # fmt: skip
BY_MODEL = {
    model: re.compile(
        name + r"(?:\s+program)?\s+agreements\s+with\s+" + NUMBER.format("agreements")
        + r"\s+(?:law enforcement\s+)?agencies(?:\s+in\s+" + PLACES + ")?",
        re.IGNORECASE,
    )
    for model, name in MODEL_NAMES.items()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelTotal:
    """What is said of one model; None where the page does not say."""

    agreements: int
    states: int | None
    territories: int | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What the page states of one list, with the sentence it stands in."""

    kind: ListKind
    as_of: str  # ISO day, "" if there is none or it cannot be read
    agreements: int
    states: int | None
    territories: int | None
    by_model: dict[str, ModelTotal]
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class CountedList:
    """What a list holds, counted as printed: rows, states, territories, rows by model."""

    rows: int
    states: int
    territories: int
    by_model: dict[str, int]


def read_totals(text: str) -> dict[ListKind, Totals]:
    """The statements on a page, by list; the last of a kind stands if there are several."""
    found: dict[ListKind, Totals] = {}
    for paragraph in re.split(r"\s*\n\s*", text):
        words = " ".join(paragraph.split())
        if match := SIGNED.search(words):
            by_model = {}
            for model, pattern in BY_MODEL.items():
                if part := pattern.search(words):
                    by_model[model] = ModelTotal(
                        _int(part["agreements"]) or 0, _int(part["states"]), _int(part["territories"])
                    )
            found[ListKind.PARTICIPATING] = Totals(
                ListKind.PARTICIPATING, _day(words), _int(match["agreements"]) or 0, _int(match["states"]),
                _int(match["territories"]), by_model, words[:1000],
            )  # fmt: skip
        elif match := PENDING.search(words):
            found[ListKind.PENDING] = Totals(
                ListKind.PENDING, _day(words), _int(match["agreements"]) or 0, None, None, {}, words[:1000]
            )
    return found


def _int(text: str | None) -> int | None:
    if text is None:
        return None
    return WORDS.index(text.lower()) if text.lower() in WORDS else int(text.replace(",", ""))


def _day(words: str) -> str:
    match = re.search(DAY, words)
    if not match:
        return ""
    text = match["day"].replace(".", "").replace(", ", " ").replace(",", " ")
    for form in ("%B %d %Y", "%b %d %Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return ""


def differences(said: Totals, counted: CountedList) -> list[str]:
    """By how much the page and the list differ, one clause each; empty if they agree.

    >>> from deputized.model.publications import ListKind
    >>> said = Totals(ListKind.PARTICIPATING, "2026-08-25", 2382, 39, 2, {}, "")
    >>> differences(said, Counted(2383, 39, 2, {}))
    ['the page says 2,382 agreements, the list has 2,383 rows (1 more)']
    """
    found = []

    def compare(said_number: int | None, number: int, what: str, unit: str) -> None:
        if said_number is not None and said_number != number:
            more = number - said_number
            found.append(
                f"the page says {said_number:,} {what}, the list has {number:,}{unit} ({abs(more):,} {'more' if more > 0 else 'fewer'})"
            )

    what = "agreements" if said.kind is ListKind.PARTICIPATING else "applications"
    compare(said.agreements, counted.rows, what, " rows")
    compare(said.states, counted.states, "states", "")
    # A page that names no territories may count them as states.
    if said.territories is not None:
        compare(said.territories, counted.territories, "territories", "")
    for model, part in sorted(said.by_model.items()):
        compare(part.agreements, counted.by_model.get(model, 0), f"{model} agreements", " rows")
    return found
