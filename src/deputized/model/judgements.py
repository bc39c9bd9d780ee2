"""What a person decided of a list, as data: believe it, doubt it, leave it to the rules, forget it, take it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BELIEVE, DOUBT, RULES, FORGET, RESTORE = VERDICTS = ("believe", "doubt", "rules", "forget", "restore")


@dataclass(frozen=True, slots=True)
class ListJudgement:
    """One decision on one list. A later one on the same list takes its place; the earlier stays on record."""

    sha256: str  # of the list's bytes
    verdict: str  # one of VERDICTS
    because: str
    judged_by: str  # a name or office, as given; empty if none was
    judged_at: str  # ISO 8601 with offset

    @property
    def sentence(self) -> str:
        """It in words, to follow a colon or stand alone."""
        by = f" by {self.judged_by}" if self.judged_by else " by a person"
        words = {
            BELIEVE: "believed",
            DOUBT: "doubted",
            RULES: "left to the rules",
            FORGET: "taken out",
            RESTORE: "taken back",
        }
        return f"{words[self.verdict]}{by} on {self.judged_at[:10]}: {self.because}"


def standing_judgements(judgements: Iterable[ListJudgement]) -> dict[str, ListJudgement]:
    """The last word on whether each list is to be believed, by the hash of its bytes."""
    found = {j.sha256: j for j in judgements if j.verdict in (BELIEVE, DOUBT, RULES)}
    return {sha256: j for sha256, j in found.items() if j.verdict != RULES}


def forgotten(judgements: Iterable[ListJudgement]) -> dict[str, ListJudgement]:
    """The lists taken out, by the hash of their bytes, with the word that took each out."""
    found = {j.sha256: j for j in judgements if j.verdict in (FORGET, RESTORE)}
    return {sha256: j for sha256, j in found.items() if j.verdict == FORGET}
