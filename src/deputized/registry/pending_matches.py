"""New participating names that are pending agencies whose row they replace."""

from __future__ import annotations

from deputized.registry.misprints import is_misprint, mend
from deputized.registry.name_likeness import compare
from deputized.registry.state import Agency, ListedRow, TrackedAgreement
from deputized.registry.step import ListStep, day_text, model_of

PENDING_FLOOR = 0.72
"""Least likeness of a pending name and the participating name it became."""
JOIN_FLOOR = 0.9
SAME_CELL_FLOOR = 0.6
"""Least likeness of a pending name and one already known, alone and with the same text under COUNTY."""


def match_pending(step: ListStep, item: ListedRow) -> Agency | None:
    """A new name that is the pending agency of the same model whose row this one replaces."""
    new = item.reading
    assert new.name is not None
    best: tuple[float, Agency, str] | None = None
    for spell in step.stream.pending.recent(new.name.state, model_of(item), step.publication):
        other = spell.agency.root()
        if other.name is None or step.stream.of(other, spell.model):
            continue
        alike = compare(other.name, new.name)
        if alike.veto is None and alike.score >= PENDING_FLOOR and (best is None or alike.score > best[0]):
            best = alike.score, other, other.name.printed
    if best is None:
        return None
    score, agency, printed = best
    step.book.decide(
        "same_agency",
        "same",
        "pending_became_participating",
        score,
        printed,
        new.name.printed,
        agency,
        step.publication,
        f"pending under the same model until the row was listed, and not since; {day_text(new.row.signed)}",
    )
    step.book.attach(agency, new)
    return agency


def join_pending(step: ListStep, agreement: TrackedAgreement, item: ListedRow) -> None:
    """A pending agency of the same model and nearly the same name, whose row this one replaces, is this agency."""
    new = item.reading
    assert new.name is not None
    for spell in list(step.stream.pending.recent(new.name.state, agreement.model, step.publication)):
        other = spell.agency.root()
        if other is agreement.agency or other.name is None or step.stream.of(other, spell.model):
            continue
        alike = compare(other.name, new.name)
        same_cell = spell.county is not None and spell.county == new.row.county
        if (
            alike.veto is None
            and alike.score >= (SAME_CELL_FLOOR if same_cell else JOIN_FLOOR)
            and not has_agreements(step, other)
        ):
            step.book.merge(other, agreement.agency, step.publication)
            step.book.decide(
                "same_agency",
                "same",
                "pending_became_participating",
                alike.score,
                other.name.printed,
                new.name.printed,
                agreement.agency,
                step.publication,
                "pending under the same model until the row was listed, and no pending row of its own",
            )
            return


def mend_state(step: ListStep, agreement: TrackedAgreement, item: ListedRow) -> None:
    """An agency that left the pending list of a state without such a place days ago is this one."""
    new = item.reading.name
    assert new is not None
    found = [
        spell
        for spell in step.stream.pending.recent_elsewhere(new.state, agreement.model, step.publication)
        if (other := spell.agency.root()).name is not None
        and is_misprint(other.name, new)
        and not has_agreements(step, other)
    ]
    if len(found) == 1:
        mend(step.book, found[0], agreement.agency, step.publication)


def has_agreements(step: ListStep, agency: Agency) -> bool:
    return any(a.agency is agency for a in step.stream.agreements)
