"""Numbers that were published, with the verdict a person reached by hand: the table `deputized claims` prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from deputized.claims.answer import Answer, check
from deputized.claims.counting import Books
from deputized.claims.verdicts import Verdict
from deputized.rules.sources import FactSource, RulesError, read_rows, required, source_of

if TYPE_CHECKING:
    from deputized.library.registry import Registry

FILE = "claims.csv"


@dataclass(frozen=True, slots=True)
class KnownClaim:
    """A published number. `text` is its content in words the checker reads, `published` what was printed."""

    claim_id: str
    text: str
    published: str
    expected: tuple[Verdict, ...]  # of each number, by hand
    why: str  # the hand's reasons
    source: FactSource


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """A known claim and what the checker says of it."""

    known: KnownClaim
    answer: Answer

    @property
    def agrees(self) -> bool:
        """Whether the checker reaches the hand's verdict on every number."""
        return tuple(p.verdict for p in self.answer.parts) == self.known.expected


@lru_cache(maxsize=1)
def known_claims() -> tuple[KnownClaim, ...]:
    """Every claim of curation/claims.csv. Raises RulesError for one without text, verdict or source."""
    found = []
    for n, row in enumerate(read_rows(FILE), 2):
        where = f"{FILE}, line {n} ({row.get('id')})"
        try:
            expected = tuple(Verdict(v.strip()) for v in required(row, "expected", where).split(";"))
        except ValueError as error:
            raise RulesError(f"{where}: expected: {error}; verdicts are {', '.join(Verdict)}") from error
        found.append(
            KnownClaim(
                required(row, "id", where), required(row, "claim", where), row["published"] or row["claim"],
                expected, row["why"], source_of(row, where),
            )
        )  # fmt: skip
    return tuple(found)


def check_known(
    registry: Registry, progress: Callable[[int, int], None] | None = None
) -> tuple[KnownAnswer, ...]:
    """Check every known claim."""
    books, found = Books(registry), []
    claims = known_claims()
    for n, known in enumerate(claims, 1):
        found.append(KnownAnswer(known, check(registry, known.text, books)))
        if progress is not None:
            progress(n, len(claims))
    return tuple(found)
