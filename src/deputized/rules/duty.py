"""What a state's law asks of a county's sheriff and whether it is met, as the answer card tells it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from deputized.library.card import Card, Duty, card
from deputized.library.county import County
from deputized.library.registry import Registry
from deputized.model.days import DayLike
from deputized.rules.binding import Binding, binding
from deputized.rules.bound_agencies import ALL_MODELS, ANNOUNCED, HELD, OTHER

_MET = {HELD: "yes", OTHER: "other_model", ANNOUNCED: "announced"}


def duty(asked: Binding, held: Collection[str], waiting: bool) -> Duty:
    """The duty of a sheriff who holds these models and is, or is not, announced as pending."""
    met = ""
    if asked.bound in ("yes", "unclear") and not asked.narrow:
        if set(held) & set(asked.models or ALL_MODELS):
            standing = HELD
        elif waiting:
            standing = ANNOUNCED
        else:
            standing = OTHER if held else ""
        met = _MET.get(standing, "no")
    return Duty(
        asked.posture, asked.bound, asked.certainty, asked.narrow, asked.law_id, asked.bill, asked.citation, asked.source,
        asked.address, asked.basis, asked.covered, asked.why, asked.deadline, asked.models, met, bool(asked.stays), asked.others,
    )  # fmt: skip


def carded(record: County, first_list: str, asked: Binding) -> Card:
    """The answer card of a county's record, with what binds its sheriff."""
    sheriffs = {b.agency_id: b.models for b in record.agencies if b.kind == "sheriff"}
    held = {m for models in sheriffs.values() for m in models}
    waiting = any(p.agency_id in sheriffs and p.outcome == "pending" for p in record.pending)
    return card(record, duty(asked, held, waiting), first_list)


def answer(
    registry: Registry,
    which: str | int,
    as_of: DayLike | None = None,
    known_on: DayLike | None = None,
    *,
    today: DayLike | None = None,
) -> Card:
    """The answer card of a county: who may act for ICE there on a day, and what the law of `today` asks.

    Raises PlaceError if no one county is meant, ValueError for a day that is none or is before the first list.
    """
    record = registry.county(which, as_of, known_on)
    law = binding(record.county, today or as_of or date.today(), known_on)
    return carded(record, registry.clocks.dates[0], law)
