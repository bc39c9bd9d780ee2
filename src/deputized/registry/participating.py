"""Follows agreements from one believed participating list to the next and tells what changed.

Rows that stay as printed are carried over. What is left of the old list is paired with what is new on this
one in a fixed order: same agency and model; another name with the same signing day or MOA file; agreements
that were absent; another model of the same agency; new ones. Whatever no rule pairs is new or gone.
"""

from __future__ import annotations

from collections.abc import Callable

from deputized.model.publications import Publication
from deputized.registry.arrivals import open_agreement, open_new
from deputized.registry.departures import close_gone
from deputized.registry.pairing import is_renewal
from deputized.registry.renames import pair_other_names
from deputized.registry.returns import pair_returns
from deputized.registry.state import ListedRow, TrackedAgreement
from deputized.registry.step import ListStep, Participating, PriorRow, day_text, same_day, same_file


def advance(
    stream: Participating, publication: Publication, items: list[ListedRow]
) -> list[tuple[ListedRow, TrackedAgreement]]:
    """Take in the next believed list; returns its rows with the agreement each was read as."""
    return run(ListStep(stream, publication, items))


def run(step: ListStep) -> list[tuple[ListedRow, TrackedAgreement]]:
    step.carry_over()
    pair_same_agency(step, same_day)
    pair_same_agency(step, same_file)
    pair_other_names(step)
    settle_days(step)
    pair_unread_models(step)
    pair_returns(step)
    open_new(step)
    close_gone(step)
    finish(step)
    return [(item, step.taken[i]) for i, item in enumerate(step.items) if i in step.taken]


def pair_same_agency(step: ListStep, test: Callable[[ListedRow, ListedRow], bool]) -> None:
    """Same agency, model and signing day, or document: the same agreement, whatever else changed."""
    for i, rows in step.same_agency():
        row = next((r for r in rows if r in step.departures and test(r.item, step.items[i])), None)
        if row is not None:
            keep_name(step, rows, row, step.items[i])
            step.take(i, row)


def keep_name(step: ListStep, rows: list[PriorRow], row: PriorRow, item: ListedRow) -> None:
    """One body on two rows under two names, and one row goes: the copy is the row whose name goes."""
    name = item.reading.row.agency.casefold()
    if row.item.reading.row.agency.casefold() == name:
        return
    for other in rows:
        is_named = other.item.reading.row.agency.casefold() == name
        if is_named and other.agreement is not row.agreement and other in step.departures:
            row.item, other.item = other.item, row.item
            return


def settle_days(step: ListStep) -> None:
    """Same agency and model under another day and document: re-dated, or signed again."""
    for i, rows in step.same_agency():
        row = next((r for r in rows if r in step.departures), None)
        if row is not None:
            settle(step, i, row)


def pair_unread_models(step: ListStep) -> None:
    """A list whose model cell is blank or unreadable ends nothing: pair by agency and day."""
    for i in list(step.arrivals):
        item = step.items[i]
        agency = step.book.find(item.reading)
        if agency is None:
            continue
        for row in list(step.departures):
            blank = item.reading.row.model is None or row.agreement.model == "unknown"
            if blank and row.agreement.agency is agency and same_day(row.item, item):
                if row.agreement.model == "unknown" and item.reading.row.model is not None:
                    row.agreement.model = item.reading.row.model
                step.take(i, row)
                break


def settle(step: ListStep, index: int, row: PriorRow) -> None:
    """Same agency, same model: the same agreement as it was or re-dated, or its renewal."""
    item, old = step.items[index], row.item.reading.row
    if not is_renewal(old, item.reading.row, step.previous):
        step.take(index, row)
        return
    renewed = open_agreement(step, index)
    old_agreement = row.agreement
    step.departures.remove(row)
    step.end(old_agreement, renewed)
    step.event(
        "renewed",
        item,
        row.item,
        renewed,
        day_text(old.signed),
        day_text(item.reading.row.signed),
        f"signed again: {day_text(old.signed)} is replaced by {day_text(item.reading.row.signed)}",
    )


def finish(step: ListStep) -> None:
    for agreement in step.taken.values():
        agreement.last_publication = step.publication
    step.stream.rows = [
        PriorRow(item, step.taken[i], -1) for i, item in enumerate(step.items) if i in step.taken
    ]
    step.stream.publications.append(step.publication)
