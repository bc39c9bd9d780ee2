"""Every state's law on any day, as spells: what the laws page asks when a reader picks a day.

Any day falls in one spell of its state, and that spell says what `deputized law STATE --as-of DAY` says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from deputized.model.days import FIRST_DAY, LAST_DAY
from deputized.rules import Law, StatePosture, laws, laws_of, posture_of
from deputized.site.content import SiteContent


def law_days(content: SiteContent) -> dict[str, Any]:
    """What data/laws.json holds.

    `laws`: by id, what a row of the page shows of a law. `states`: by postal code, spells `[from, to, posture,
    certainty, ids]`, oldest first: `from` the first day (null: since ever), `to` the first day after (null: open),
    `certainty` a value of CERTAINTIES, `ids` of the laws that stand or may stand in it, the strongest first.
    `unsure`: the certainties that a map marks.
    """
    return {
        "today": content.today.isoformat(),
        "unsure": list(UNSURE),
        "laws": {w.law_id: _shown(w) for w in laws() if w.is_law},
        "states": {state: [list(s) for s in spells(state)] for state in sorted(content.names_of_states)},
    }


CERTAINTIES = {
    "in force": "",
    "in force in part": "law_in_part",
    "unclear whether in force": "unclear_force",
    "our sources do not speak of this state": "law_silent",
    "only what is pending or unverified": "law_unverified",
    "nothing confirmed": "law_unconfirmed",
    "no law in force that day": "law_not_then",
}
"""How sure a posture is, or why nothing is told as law, to the key of its words; empty where it is simply so."""
STAYED = "law_in_part"
"""The certainty whose tile is hatched."""
UNSURE = ("unclear_force", "law_silent", "law_in_part")
"""Certainties that a map marks: what stands there is not known, or a court stays part of it."""
CONFIDENCES = {
    "confirmed": "confirmed",
    "single source": "single_source",
    "tracker only": "tracker_only",
    "general knowledge, unverified": "unverified",
}
"""How far a source is to be trusted, to the key of its words."""

Spell = tuple[str | None, str | None, str, str, tuple[str, ...]]


def spells(state: str) -> Iterator[Spell]:
    """One state's spells, with no gap between them; neighbors differ."""
    days = change_days(state)
    start: str | None = None
    known = _standing(posture_of(state, FIRST_DAY))
    for day in days:
        now = _standing(posture_of(state, day))
        if now != known:
            yield start, day.isoformat(), *known
            start, known = day.isoformat(), now
    yield start, None, *known


def change_days(state: str) -> list[date]:
    """Every day on which a state's law may become another: the first and the last day that each of its days may be.

    A law older than the first day anyone may ask for (Oregon's, of 1987) has always stood.
    """
    found = set()
    for law in laws_of(state):
        stays = [d.day for r in law.rulings if r.scope != "none" for d in r.days]
        for day in (law.signed, law.effective, law.deadline, law.until, *stays):
            if day is not None:
                found |= {day.earliest, day.latest}
    return sorted(day for day in found if FIRST_DAY < day <= LAST_DAY)


def _standing(found: StatePosture) -> tuple[str, str, tuple[str, ...]]:
    return found.posture.value, CERTAINTIES[found.certainty], tuple(w.law_id for w in found.laws)


def _shown(law: Law) -> dict[str, Any]:
    source = law.source
    return {
        "bill": law.bill, "posture": law.posture.value, "effective": law.effective.text if law.effective else None,
        "assumed": "effective" in law.assumed, "until": law.until.text if law.until else None, "covered": law.covered,
        "source": source.title, "url": source.url, "dated": source.date, "confidence": CONFIDENCES[source.confidence],
        "basis": f"rests_{law.rests_on.kind}",
    }  # fmt: skip
