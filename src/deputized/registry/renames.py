"""Pairs rows under different names: the same signing day or MOA file, gone under one and come under another.

Either the name changed (a slip, its correction, a new name) and it is one agency, or the agreement was handed
to another body, or it had been printed in the wrong state.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from deputized.registry.name_likeness import compare
from deputized.registry.names import AgencyName
from deputized.registry.pairing import same_document, same_signing
from deputized.registry.pending_matches import match_pending
from deputized.registry.returns import RETURN_DAYS
from deputized.registry.state import Agency, ListedRow, TrackedAgreement
from deputized.registry.step import ListStep, PriorRow, evidence_text, model_of

RENAME_FLOOR = 0.5
"""Least likeness of two names joined by the same signing day on neighbouring lists."""
IMPOSSIBLE_NAME_FLOOR = 0.3
"""The same, where one of the two is no county or town of the state and stands in the other's place."""
FRESH_DAYS = 10
"""A signing this many days before the list, and well after the row's old day, is a new one."""


def pair_other_names(step: ListStep) -> None:
    """Same model and signing day or MOA file, gone under one name and come under another."""
    by_day: dict[tuple[str, date], list[PriorRow]] = defaultdict(list)
    by_file: dict[tuple[str, str], list[PriorRow]] = defaultdict(list)
    for row in step.departures:
        said = row.item.reading.row
        if said.signed is not None:
            by_day[row.agreement.model, said.signed].append(row)
        if said.moa_file is not None:
            by_file[row.agreement.model, said.moa_file].append(row)
    offers: list[tuple[float, int, int, PriorRow, str]] = []
    for i in step.arrivals:
        said = step.items[i].reading.row
        model = model_of(step.items[i])
        rows = list(by_day.get((model, said.signed), ())) if said.signed else []
        rows += [r for r in by_file.get((model, said.moa_file), ()) if r not in rows] if said.moa_file else []
        for row in rows:
            offer = weigh(step, i, row)
            if offer is not None:
                offers.append((-offer[0], i, row.item.row_number, row, offer[1]))
    for minus_score, i, _, row, relation in sorted(offers, key=lambda o: o[:3]):
        if i in step.arrivals and row in step.departures:
            join(step, i, row, relation, -minus_score)


def weigh(step: ListStep, index: int, row: PriorRow) -> tuple[float, str] | None:
    """(weight, relation) of reading an arrival as a departure; None if nothing supports it."""
    new, old = step.items[index].reading, row.item.reading
    assert new.name is not None and old.name is not None
    alike = compare(old.name, new.name)
    document = same_document(old.row, new.row)
    same_day = same_signing(old.row, new.row)
    if keeps_its_row(step, row, index):
        return None
    weight = alike.score + document + 0.5 * same_day
    same_slot = row.slot == step.slots.get(index)
    same_county = (old.county_fips is not None and old.county_fips == new.county_fips) or (
        old.name.county_fips is not None and old.name.county_fips in (new.name.county_fips, new.county_fips)
    )
    if old.name.state != new.name.state:
        both_exist = old.name.base_how == new.name.base_how == "exact"
        if not same_day or alike.score < 0.9 or old.name.body != new.name.body:
            return None
        mended = document or not both_exist or is_fresh(step, row.agreement)
        return (weight, "other_state") if mended else None
    unknown = step.book.find(new)
    settled = (
        unknown is not None
        and unknown is not row.agreement.agency
        and is_elsewhere(step, unknown, row.agreement)
    )
    floor = RENAME_FLOOR if document or same_county or same_slot else RENAME_FLOOR + 0.1
    if (
        same_slot
        and same_day
        and "none" in (old.name.base_how, new.name.base_how)
        and old.name.body == new.name.body
    ):
        floor = IMPOSSIBLE_NAME_FLOOR
    if alike.veto is None and not settled and alike.score >= floor:
        return weight + 1, "renamed"
    if (
        same_day
        and (document or same_county or same_slot)
        and is_handed_over(
            old.name,
            new.name,
            {f for f in (old.name.county_fips, new.name.county_fips) if f is not None},
            document,
        )
    ):
        return weight, "reattributed"
    return None


def keeps_its_row(step: ListStep, row: PriorRow, index: int) -> bool:
    """Whether the departure's own agency has a row of this model among the arrivals that merely re-dates it.

    If that row is a fresh signing, weeks later and just before this list, the old row may have been given
    to the other name.
    """
    for i, rows in step.same_agency():
        if i == index or row not in rows:
            continue
        old, new = row.item.reading.row.signed, step.items[i].reading.row.signed
        fresh = (
            old is not None
            and new is not None
            and step.previous is not None
            and ((new - old).days > RETURN_DAYS and (step.previous.published_date - new).days <= FRESH_DAYS)
        )
        if not fresh:
            return True
    return False


def is_elsewhere(step: ListStep, agency: Agency, agreement: TrackedAgreement) -> bool:
    """Whether an agency already lives on its own: it has other agreements than this one."""
    return any(a is not agreement and a.agency is agency for a in step.stream.agreements)


def is_fresh(step: ListStep, agreement: TrackedAgreement) -> bool:
    """Whether a row has stood for days only, so that its state may be a slip just mended."""
    first = agreement.first_publication.published_date
    return (step.publication.published_date - first).days <= RETURN_DAYS


def is_handed_over(old: AgencyName, new: AgencyName, places: set[str], document: bool) -> bool:
    """An agreement changes hands within one place, or its document stays.

    Without its document never between two counties, two precincts, two sheriffs or two towns.
    """
    if document:
        return True
    if old.body == new.body and (old.number != new.number or old.kind in ("sheriff", "municipal_police")):
        return False
    return len(places) <= 1


def join(step: ListStep, index: int, row: PriorRow, relation: str, score: float) -> None:
    item = step.items[index]
    new, old = item.reading, row.item.reading
    assert new.name is not None and old.name is not None
    agency, agreement = row.agreement.agency, row.agreement
    same = compare(old.name, new.name).score
    evidence = evidence_text(old.row, new.row)
    known = step.book.find(new)
    if relation == "other_state":
        alone = not is_elsewhere(step, agency, agreement) and len(agency.keys) == 1
        if alone or (known is None and new.name.base_how == "none"):
            unite(step, agency, known, item)
            decision = step.book.decide(
                "same_agency",
                "same",
                "state_misprinted",
                same,
                old.name.printed + ", " + old.name.state,
                new.name.printed + ", " + new.name.state,
                agency.root(),
                step.publication,
                evidence,
                agreement=agreement,
            )
        else:
            target = known or step.book.open(new, step.publication)
            decision = step.book.decide(
                "same_agreement",
                "same",
                "state_misprinted",
                same,
                old.name.printed + ", " + old.name.state,
                new.name.printed + ", " + new.name.state,
                target,
                step.publication,
                evidence,
                other=agency,
                agreement=agreement,
            )
    elif relation == "renamed":
        unite(step, agency, known, item)
        decision = step.book.decide(
            "same_agency",
            "same",
            "renamed_between_lists",
            same,
            old.name.printed,
            new.name.printed,
            agency.root(),
            step.publication,
            evidence,
            agreement=agreement,
        )
    else:
        target = known or match_pending(step, item) or step.book.open(new, step.publication)
        decision = step.book.decide(
            "same_agency",
            "different",
            "agreement_handed_over",
            same,
            old.name.printed,
            new.name.printed,
            target,
            step.publication,
            evidence,
            other=agency,
            agreement=agreement,
        )
    step.take(index, row, decision)
    step.stream.pending.reach_back(agreement, step.publication, step.stream.events, item)


def unite(step: ListStep, agency: Agency, known: Agency | None, item: ListedRow) -> None:
    """Read the arrival's name as this agency; if it stood for an agency of its own, the two become one."""
    if known is None:
        step.book.attach(agency, item.reading)
    elif known is not agency:
        step.book.merge(known, agency, step.publication)
        for (number, model), agreements in list(step.stream.by_agency.items()):
            if number == known.number:
                step.stream.by_agency[agency.number, model].extend(agreements)
