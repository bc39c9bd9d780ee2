"""What the rules say of some lists of a ledger, without writing a registry: standing, reasons, and what would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from deputized.model.memory import uncollected
from deputized.registry.build import resume_of
from deputized.registry.curation import Corrector, load_corrections
from deputized.registry.layout import BuildLedger
from deputized.registry.replay import replay
from deputized.registry.state import Belief


@dataclass(frozen=True, slots=True)
class ListVerdict:
    """A list's standing, and the events it brings by kind: none where it is doubted."""

    standing: Belief
    events: dict[str, int] = field(default_factory=dict)


@uncollected()
def verdicts(
    ledger: BuildLedger, lists: Collection[str], previous: Path | None = None
) -> dict[str, ListVerdict]:
    """The verdict on each of these lists. `previous` is a registry whose build can be gone on with, if it fits."""
    resume = resume_of(previous, ledger) if previous is not None and previous.is_file() else None
    found = replay(ledger, None, Corrector(load_corrections()), resume.replay if resume is not None else None)
    events: dict[str, Counter[str]] = {name: Counter() for name in lists}
    for event in found.events:
        if event.publication.publication_id in events and event.known_to is None:
            events[event.publication.publication_id][event.kind] += 1
    return {
        name: ListVerdict(found.standings[name], dict(events[name].most_common()))
        for name in lists
        if name in found.standings
    }
