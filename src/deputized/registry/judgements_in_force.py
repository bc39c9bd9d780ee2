"""Judgements as rows of the public tables: what each is, why, whether it is still needed, and what is left unsure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from deputized.model.publications import Publication
from deputized.registry.judgements import Judgement, Judgements, Side, holds
from deputized.registry.name_likeness import compare
from deputized.registry.names import AgencyName, parse_name
from deputized.registry.rows import tidy
from deputized.registry.state import Agency, ListedRow
from deputized.registry.state_words import read_state
from deputized.registry.tally import NameKey

Under = Callable[[str], list[Agency]]
EXPECTED = {
    "same": {
        "printed": "the newest lists still print the first name",
        "history": "only older lists print the first name",
    },
    "different": {"printed": "the newest lists still print both names", "history": "only older lists do"},
}
EXPECTED["unsure"] = EXPECTED["different"]


@dataclass(frozen=True, slots=True)
class JudgementsInForce:
    """The judgements in force beside what the lists print."""

    judgements: Judgements
    newest: tuple[ListedRow, ...]  # rows of the newest participating and pending lists
    names: Iterable[NameKey]  # every name ever printed
    under: Under

    def corrections(self) -> Iterator[tuple[Any, ...]]:
        """A row of `corrections` for each judgement."""
        printed = list(self.printed()) if self.judgements.rows else []
        for j in self.judgements.rows:
            yield (
                j.judgement_id,
                f"judged_{j.verdict}",
                f"{j.a} / {j.b}",
                j.because,
                j.evidence,
                j.who,
                j.when.isoformat(),
                EXPECTED[j.verdict][j.expect],
                int(holds(j, printed)),
            )

    def printed(self) -> Iterator[tuple[AgencyName, bool]]:
        """Every name printed in the states that judgements are of, understood by itself, and whether the newest lists do."""
        states = {side.state for j in self.judgements.rows for side in (j.a, j.b)}
        for item in self.newest:
            row = item.reading.row
            if row.state is not None and row.state in states and row.agency:
                yield parse_name(row.state, row.agency, row.county), True
        for _, text, state, _ in sorted(self.names):
            postal, name = read_state(state)[0], tidy(text)
            if postal is not None and postal in states and name:
                yield parse_name(postal, name, None), False

    def agency(self, side: Side) -> Agency | None:
        """The agency that a side's name is read as."""
        found = self.under(self.judgements.apply(side.name).key)
        home = side.name.home
        return next((a for a in found if not home or home in a.homes), None)

    def decisions(
        self, lists: Iterable[Publication]
    ) -> Iterator[tuple[Judgement, Publication, Agency, Agency]]:
        """Each judgement with the list in force on its day, and the agencies of its two names, where lists print both."""
        every = list(lists)
        for j in self.judgements.rows:
            a, b = self.agency(j.a), self.agency(j.b)
            before = [p for p in every if p.published_date <= j.when]
            if a is not None and b is not None and every:
                yield j, (before or every)[-1 if before else 0], a, b

    def unsure(self) -> Iterator[tuple[Judgement, Agency, Agency, float]]:
        """Judgements that leave it open, with the agencies and the likeness of their names."""
        for j in self.judgements.rows:
            a, b = self.agency(j.a), self.agency(j.b)
            if j.verdict == "unsure" and a is not None and b is not None:
                yield j, a, b, compare(j.a.name, j.b.name).score
