"""Rows no earlier rule paired: new agreements, renewals after an absence, switches of model."""

from __future__ import annotations

from deputized.registry.changes import note_changes
from deputized.registry.pending_matches import join_pending, mend_state
from deputized.registry.returns import RETURN_DAYS
from deputized.registry.state import Event, ListedRow, TrackedAgreement
from deputized.registry.step import ListStep, day_text, list_text, listed_text, model_of, signed_later


def open_new(step: ListStep) -> None:
    present = {a.agency.number for a in step.taken.values()}
    for i in list(step.arrivals):
        item = step.items[i]
        agreement = open_agreement(step, i)
        switched = switched_from(step, agreement) if agreement.agency.number not in present else None
        switched = switched or leaving_with(step, agreement)
        before = expired(step, agreement)
        if switched is not None:
            switch(step, switched, agreement, item)
        elif before is not None:
            before.superseded_by = agreement
            step.event(
                "renewed",
                item,
                None,
                agreement,
                day_text(before.signed),
                day_text(agreement.signed),
                f"listed again under a new signing day after absence since {list_text(before.absent_publication)}",
            )
        else:
            step.event("listed", item, None, agreement, None, item.reading.row.agency, listed_text(item))


def switch(step: ListStep, old: TrackedAgreement, new: TrackedAgreement, item: ListedRow) -> None:
    """One model gives way to another, on this list or days after the first left."""
    lost, row = old.delisting, next((r for r in step.departures if r.agreement is old), None)
    detail = f"{old.model} is replaced by {new.model}"
    if lost is not None:
        lost.known_to = step.publication.published_date
        step.stream.events.append(
            Event(
                "model_switched",
                lost.publication,
                lost.previous,
                None,
                lost.previous_row,
                lost.state,
                old.model,
                new.agency,
                old,
                None,
                old.model,
                new.model,
                f"{detail}, listed on {list_text(step.publication)}",
                step.publication.published_date,
            )
        )
        step.event("listed", item, None, new, None, item.reading.row.agency, listed_text(item))
    else:
        step.event("model_switched", item, row.item if row else None, new, old.model, new.model, detail)
    step.end(old, new)


def leaving_with(step: ListStep, agreement: TrackedAgreement) -> TrackedAgreement | None:
    """Another model of the same agency that leaves on this very list."""
    for row in step.departures:
        other = row.agreement
        if (
            other.agency is agreement.agency
            and other.model != agreement.model
            and signed_later(agreement, other)
        ) and other not in step.taken.values():
            return other
    return None


def switched_from(step: ListStep, agreement: TrackedAgreement) -> TrackedAgreement | None:
    """Another model of the agency that left within two weeks and was signed earlier."""
    for other in reversed(step.stream.dormant):
        if (
            other.agency is agreement.agency
            and other.model != agreement.model
            and other.superseded_by is None
        ):
            gap = (step.publication.published_date - other.last_publication.published_date).days
            if gap <= RETURN_DAYS and not other.is_listed and signed_later(agreement, other):
                return other
    return None


def expired(step: ListStep, agreement: TrackedAgreement) -> TrackedAgreement | None:
    """The posted agreement of the same agency and model that was taken off days ago: this one renews it."""
    for other in step.stream.of(agreement.agency, agreement.model):
        if other is agreement or other.is_listed or other.superseded_by is not None or other.is_duplicate:
            continue
        gap = (step.publication.published_date - other.last_publication.published_date).days
        if gap <= RETURN_DAYS and other.moa_file is not None and signed_later(agreement, other):
            if other.delisting is not None:
                other.delisting.known_to = step.publication.published_date
            return other
    return None


def open_agreement(step: ListStep, index: int) -> TrackedAgreement:
    item = step.items[index]
    name = item.reading.name
    assert name is not None
    agency = step.book.find(item.reading)
    if agency is None:
        agency = step.book.open(item.reading, step.publication)
        step.book.doubt(agency, item.reading, step.publication)
    agreement = TrackedAgreement(
        len(step.stream.agreements),
        model_of(item),
        [(agency, name.state, step.publication)],
        [(item.reading.row.signed_raw, item.reading.row.signed, step.publication)],
        [[step.position, None]],
        step.publication,
        step.publication,
    )
    step.stream.agreements.append(agreement)
    step.stream.by_agency[agency.number, agreement.model].append(agreement)
    if not step.stream.pending.stands(agreement, step.publication):
        join_pending(step, agreement, item)
        mend_state(step, agreement, item)
    step.stream.pending.executed(agreement, step.publication, step.stream.events, item)
    step.assign(index, agreement)
    note_changes([], step.publication, None, agreement, None, item, None)
    return agreement
