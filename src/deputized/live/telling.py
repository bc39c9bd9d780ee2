"""What there is to tell: changes since last time in sentences, lists not believed, deadlines near, trouble.

Reading all this takes the registry and the site's sentences: it is loaded only when there is something to tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from deputized import reference
from deputized.facts.happenings import DOCUMENTS, PENDING, PRINTING, Happening
from deputized.facts.happenings import happenings as read_happenings
from deputized.facts.lists import suspects as not_believed
from deputized.library import Registry
from deputized.live.notices import Notice
from deputized.live.report import FetchReport
from deputized.rules import laws
from deputized.site.sentences import caution, sentence, source

STEPS = (30, 14, 7, 3, 1, 0)
"""Days before a deadline on which it is told, once each, to who asked for so many days."""


def changes_on(
    registry: Registry, publications: Collection[str], *, with_counties: bool = False
) -> list[Notice]:
    """What changed on these lists, news first within a list, newest list first. Counties are looked up only if asked for."""
    wanted = frozenset(publications)
    if not wanted:
        return []
    places = _places(registry) if with_counties else {}
    return [_change(h, places) for h in read_happenings(registry.db) if h.list_id in wanted]


def _places(registry: Registry) -> dict[str, frozenset[str]]:
    ties = registry.ties.items()
    return {agency_id: frozenset(m.county.codes) for agency_id, m in ties if m.level != "state"}


def _change(h: Happening, places: dict[str, frozenset[str]]) -> Notice:
    group = (
        "documents"
        if h.kind in DOCUMENTS
        else "printing"
        if h.kind in PRINTING
        else "pending"
        if h.kind in PENDING
        else "news"
    )
    return Notice(
        h.event_id, h.kind, group, sentence(h, "en"), source(h, "en"), caution(h, "en"), h.state, h.model, h.agency_id,
        places.get(h.agency_id, frozenset()),
    )  # fmt: skip


def suspects(registry: Registry, publications: Collection[str]) -> list[Notice]:
    """Those of the lists that are not believed, with the reason."""
    return [
        Notice(
            f"suspect:{row['publication_id']}", "suspect", "suspect",
            f"ICE's list {row['publication_id']} is not believed: {row['standing_reason']}. A person must look at it.",
        )
        for row in not_believed(registry.db)
        if row["publication_id"] in publications
    ]  # fmt: skip


def deadlines(today: date) -> Iterator[Notice]:
    """Deadlines of state laws that are near, at each of STEPS once; a step missed is made up for by the next run."""
    for law in laws():
        if law.deadline is None or not law.is_law:
            continue
        left = (law.deadline.latest - today).days
        step = min((s for s in STEPS if s >= left), default=None)
        if left < 0 or step is None:
            continue
        name = next((s.name for s in reference.states() if s.postal == law.state), law.state)
        when = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
        yield Notice(
            f"deadline:{law.law_id}:{law.deadline.latest}:{step}", "deadline", "deadline",
            f"{name}: the deadline of {law.statute or law.bill} is {when} ({law.deadline.text}). "
            f"Who has complied: deputized mandate {law.state}",
            state=law.state, days=left,
        )  # fmt: skip


def troubles(report: FetchReport, today: date) -> list[Notice]:
    """What needs a person, once a day."""
    return [
        Notice(f"trouble:{today}:{i.what}:{i.status.name}", "trouble", "trouble", i.sentence() + ".")
        for i in report.needs_a_person
    ]
