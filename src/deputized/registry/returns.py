"""Rows that bring back an agreement that had been absent, under its own or another name."""

from __future__ import annotations

from deputized.registry.name_likeness import compare
from deputized.registry.pairing import same_document
from deputized.registry.pending_matches import match_pending
from deputized.registry.state import Agency, Event, ListedRow, TrackedAgreement
from deputized.registry.step import ListStep, list_text, model_of

RETURN_DAYS = 14
"""An unposted agreement back within this many days under another date was re-dated, not signed again."""
RETURN_FLOOR = 0.8
"""Least likeness of a new name to that of an absent agreement of the same model and signing day."""


def pair_returns(step: ListStep) -> None:
    for i in list(step.arrivals):
        item = step.items[i]
        agency = step.book.find(item.reading)
        if agency is None:
            agency = match_dormant(step, item) or match_pending(step, item)
            if agency is None:
                continue
        model = model_of(item)
        twin = find_twin(step, agency, model, item)
        if twin is not None:
            step.assign(i, twin)
            continue
        absent = find_absent(step, agency, model, item)
        if absent is not None:
            bring_back(step, i, absent)
            continue
        lent = find_lent(step, agency, model, item)
        if lent is not None:
            give_back(step, i, lent, agency)


def find_twin(step: ListStep, agency: Agency, model: str, item: ListedRow) -> TrackedAgreement | None:
    """An agreement on this very list printed twice: same agency, model, and signing day or document."""
    for agreement in step.stream.of(agency, model):
        other = step.index_of.get(agreement.number)
        if other is not None:
            said, mine = step.items[other].reading.row, item.reading.row
            if said.signed == mine.signed or (same_document(said, mine) and not mine.signed):
                return agreement
    return None


def find_absent(step: ListStep, agency: Agency, model: str, item: ListedRow) -> TrackedAgreement | None:
    """An agreement listed before and not on the last list, that this row brings back."""
    said = item.reading.row
    choices = [
        a
        for a in step.stream.of(agency, model)
        if not a.is_listed and a.superseded_by is None and a.number not in step.index_of
    ]
    for agreement in reversed(choices):
        if said.signed is not None and any(d == said.signed for _, d, _ in agreement.dates):
            return agreement
        if said.moa_file is not None and said.moa_file == agreement.moa_file:
            return agreement
    for agreement in reversed(choices):
        gap = (step.publication.published_date - agreement.last_publication.published_date).days
        if (
            gap <= RETURN_DAYS
            and agreement.moa_file is None
            and not step.stream.pending.stood_after(agreement)
        ):
            return agreement
    return None


def find_lent(step: ListStep, agency: Agency, model: str, item: ListedRow) -> TrackedAgreement | None:
    """An agreement still on this list under another body's name that was this agency's, signed on this very day.

    Its row had been overwritten with a neighbour's name: now both stand on the list.
    """
    signed = item.reading.row.signed
    if signed is None:
        return None
    for agreement in step.stream.by_agency[agency.number, model]:
        if agreement.agency is agency or agreement.number not in step.index_of:
            continue
        if agreement.holders[-1][2] is step.publication:  # already given to another by this very list
            continue
        was_held = any(holder.root() is agency for holder, _, _ in agreement.holders[:-1])
        if was_held and any(day == signed for _, day, _ in agreement.dates):
            return agreement
    return None


def give_back(step: ListStep, index: int, agreement: TrackedAgreement, agency: Agency) -> None:
    """The agreement is its former holder's again; the row it stood on under the other name is read anew."""
    other = agreement.agency
    step.release(step.index_of[agreement.number])
    step.assign(index, agreement)
    item = step.items[index]
    old = next(row.item for row in step.stream.rows if row.agreement is agreement)
    decision = step.book.decide(
        "same_agreement",
        "same",
        "row_was_overwritten",
        None,
        old.reading.row.agency,
        item.reading.row.agency,
        agency,
        step.publication,
        f"its former holder is printed again with the same model and signing day {item.reading.row.signed}",
        other=other,
        agreement=agreement,
    )
    step.note(agreement, old, item, decision)


def bring_back(step: ListStep, index: int, agreement: TrackedAgreement) -> None:
    item = step.items[index]
    step.assign(index, agreement)
    agreement.spells.append([step.position, None])
    gone = agreement.absent_publication
    if agreement.delisting is not None:
        agreement.delisting.known_to = step.publication.published_date
        lost = agreement.delisting
        step.stream.events.append(
            Event(
                "omitted",
                lost.publication,
                lost.previous,
                None,
                lost.previous_row,
                lost.state,
                lost.model,
                agreement.agency,
                agreement,
                None,
                lost.before,
                None,
                f"absent from {list_text(lost.publication)}, back on {list_text(step.publication)}",
                step.publication.published_date,
            )
        )
    agreement.delisting, agreement.absent_publication = None, None
    step.event(
        "relisted",
        item,
        None,
        agreement,
        None,
        item.reading.row.agency,
        f"back after absence since {list_text(gone) if gone else 'unknown'}",
    )
    step.note(agreement, None, item)
    step.stream.register(agreement)


def match_dormant(step: ListStep, item: ListedRow) -> Agency | None:
    """A new name with the model and signing day of an agreement that has been absent."""
    new = item.reading
    assert new.name is not None
    for agreement in step.stream.dormant:
        if agreement.is_listed or agreement.model != model_of(item) or agreement.state != new.name.state:
            continue
        if new.row.signed is None or agreement.signed != new.row.signed or agreement.agency.name is None:
            continue
        alike = compare(agreement.agency.name, new.name)
        if alike.veto is None and alike.score >= 0.8:
            step.book.decide(
                "same_agency",
                "same",
                "back_under_another_name",
                alike.score,
                agreement.agency.name.printed,
                new.name.printed,
                agreement.agency,
                step.publication,
                f"same model and signing day {new.row.signed}",
                agreement=agreement,
            )
            step.book.attach(agreement.agency, new)
            return agreement.agency
    return None
