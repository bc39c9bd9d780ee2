"""Known claims, and claims worded as reporters word them, against the verdicts a person reached by hand."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import deputized
from deputized.claims import Answer, Books, check, check_known
from deputized.library import Registry

WORDED = Path(__file__).parent / "gold" / "claims.csv"
TODAY = date(2026, 11, 25)
"""The day on which the worded claims are asked: "last year" is 2025."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A claim in a reporter's words, the verdict on each of its numbers by hand, and the checker's answer."""

    text: str
    expected: tuple[str, ...]
    why: str
    answer: Answer

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The checker's verdict on each number."""
        return tuple(p.verdict.value for p in self.answer.parts)


def worded(registry: Registry) -> list[Worded]:
    """Every claim of bench/gold/claims.csv, checked. The hand counted from ICE's workbooks, not with this code."""
    books = Books(registry)
    with WORDED.open(encoding="utf-8", newline="") as stream:
        return [
            Worded(
                row["claim"], tuple(v.strip() for v in row["expected"].split(";")), row["why"],
                check(registry, row["claim"], books, today=TODAY),
            )
            for row in csv.DictReader(stream)
        ]  # fmt: skip


def report() -> str:
    """One line per claim, with the verdict on each of its numbers; those that differ from the hand's are marked."""
    with deputized.open() as registry:
        found = check_known(registry)
        others = worded(registry)
    numbers = [(p.verdict, e) for k in found for p, e in zip(k.answer.parts, k.known.expected, strict=True)]
    same = sum(verdict is expected for verdict, expected in numbers)
    lines = [
        "claims: the checker's verdict on each number of every known claim",
        f"{sum(k.agrees for k in found)} of {len(found)} claims and {same} of {len(numbers)} numbers as established by hand",
        "",
    ]
    for k in found:
        verdicts = "; ".join(p.verdict.value for p in k.answer.parts)
        lines.append(f"{'  ' if k.agrees else 'X '}{k.known.claim_id}  {k.known.text}")
        lines.append(f"        {verdicts}")
        if not k.agrees:
            lines.append(f"        by hand: {'; '.join(e.value for e in k.known.expected)} ({k.known.why})")
    agree = sum(w.verdicts == w.expected for w in others)
    lines += ["", f"claims as reporters word them: {agree} of {len(others)} as established by hand", ""]
    for w in others:
        lines.append(f"{'  ' if w.verdicts == w.expected else 'X '}{w.text}")
        lines.append(f"        {'; '.join(w.verdicts)}")
        if w.verdicts != w.expected:
            lines.append(f"        by hand: {'; '.join(w.expected)} ({w.why})")
    return "\n".join(lines) + "\n"
