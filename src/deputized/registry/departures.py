"""Rows of the list before that are gone: copies removed, models switched, agreements delisted."""

from __future__ import annotations

from deputized.registry.pairing import same_document, same_signing
from deputized.registry.returns import RETURN_DAYS
from deputized.registry.state import TrackedAgreement
from deputized.registry.step import ListStep, PriorRow, day_text, list_text, signed_later

SWITCH_DAYS = 45
"""A model that leaves within this many days of another's first listing, signed later, gave way to it."""


def close_gone(step: ListStep) -> None:
    present = {id(a) for a in step.taken.values()}
    for row in list(step.departures):
        agreement = row.agreement
        printed = row.item.reading.row
        if id(agreement) in present:
            step.event(
                "duplicate_removed",
                None,
                row.item,
                agreement,
                printed.agency,
                None,
                "one of two rows of the same agreement is gone",
            )
            continue
        if agreement.spells[-1][1] is not None:
            continue
        twin = next(
            (a for a in step.taken.values() if a.agency is agreement.agency and a.model == agreement.model),
            None,
        )
        step.depart(agreement)
        if twin is not None:
            agreement.superseded_by, agreement.is_duplicate = twin, True
            step.event(
                "duplicate_removed",
                None,
                row.item,
                agreement,
                printed.agency,
                None,
                f"another row of the same agency and model, signed {day_text(twin.signed)}, stays",
            )
            continue
        copy = printed_elsewhere(step, row)
        if copy is not None:
            agreement.superseded_by, agreement.is_duplicate = copy, True
            step.event(
                "duplicate_removed",
                None,
                row.item,
                agreement,
                printed.agency,
                None,
                f"the same signing day stands under {copy.agency.first_name.printed}, {copy.state}",
            )
            continue
        switched = switched_to(step, agreement)
        if switched is not None:
            step.end(agreement, switched)
            step.event(
                "model_switched",
                None,
                row.item,
                agreement,
                agreement.model,
                switched.model,
                f"{agreement.model} leaves after {switched.model} was listed on {list_text(switched.first_publication)}",
            )
            continue
        step.event(
            "delisted",
            None,
            row.item,
            agreement,
            printed.agency,
            None,
            f"on {list_text(step.previous)}, not on {list_text(step.publication)}",
        )
        agreement.delisting = step.stream.events[-1]
        step.stream.dormant.append(agreement)


def printed_elsewhere(step: ListStep, row: PriorRow) -> TrackedAgreement | None:
    """The agreement whose document this row shared, or of which it was a misprint in the wrong state."""
    old = row.item.reading
    assert old.name is not None
    short = (
        step.publication.published_date - row.agreement.first_publication.published_date
    ).days <= RETURN_DAYS
    for i, agreement in step.taken.items():
        new = step.items[i].reading
        if agreement.model != row.agreement.model or not same_signing(old.row, new.row) or new.name is None:
            continue
        if agreement.state == row.agreement.state and same_document(old.row, new.row):
            return agreement
        if (
            short
            and agreement.state != row.agreement.state
            and (old.name.body, old.name.base) == (new.name.body, new.name.base)
        ):
            return agreement
    return None


def switched_to(step: ListStep, agreement: TrackedAgreement) -> TrackedAgreement | None:
    """Another model of the same agency, signed later and first listed in the weeks before this one left."""
    for other in step.taken.values():
        if (
            other.agency is agreement.agency
            and other.model != agreement.model
            and signed_later(other, agreement)
        ):
            gap = (step.publication.published_date - other.first_publication.published_date).days
            if 0 <= gap <= SWITCH_DAYS and other.model != "TFM":
                return other
    return None
