"""What changed on the row of one agreement between two lists: name, holder, state, county, date, documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from deputized.model.publications import Publication
from deputized.registry.state import Agency, Decision, Event, ListedRow, RowAddress, TrackedAgreement

T = TypeVar("T")
U = TypeVar("U")


def note_changes(
    events: list[Event],
    publication: Publication,
    previous: Publication | None,
    agreement: TrackedAgreement,
    old: ListedRow | None,
    new: ListedRow,
    decision: Decision | None,
) -> None:
    """Bring the agreement up to date with its new row and write down each change as an event.

    `old` is None when the row is back after an absence; then only day and documents are compared.
    """
    before = agreement.agency
    agency = _holder(agreement, new, decision, before)
    found = list(_row_changes(agreement, old, new, before, agency))
    found += list(_document_changes(agreement, publication, new))
    said = new.reading.row
    if said.has_signed_column and (said.signed_raw, said.signed) != agreement.dates[-1][:2]:
        was = agreement.dates[-1]
        is_reread = was[1] != said.signed and was[0] != said.signed_raw
        if is_reread or _is_printed_anew(old, new):
            shown = (was[0] or "blank", said.signed_raw or "blank")
            detail = f"signing day printed as {shown[1]}, before as {shown[0]}"
            if (
                was[1] == said.signed
                and said.signed is not None
                and not is_reread
                and _is_corrected(old, new)
            ):
                detail += f"; read as {said.signed} all along, by a reviewed correction"
            found.append(("redated", *shown, detail))
        if is_reread or was[1] != said.signed or _is_printed_anew(old, new):
            _turn(agreement.dates, (said.signed_raw, said.signed, publication))
    for kind, was_text, now_text, detail in found:
        events.append(
            Event(
                kind,
                publication,
                previous,
                RowAddress.of(new),
                RowAddress.of(old),
                agreement.state,
                agreement.model,
                agency,
                agreement,
                None,
                was_text,
                now_text,
                detail,
                publication.published_date,
                None,
                decision if kind in ("renamed", "reattributed", "state_corrected") else None,
            )
        )
    name = new.reading.name
    if name is not None and (agency is not before or name.state != agreement.state):
        _turn(agreement.holders, (agency, name.state, publication))


def _is_corrected(old: ListedRow | None, new: ListedRow) -> bool:
    """Whether a reviewed correction reads another day than either list prints."""
    return new.reading.row.signed_corrected is not None or (
        old is not None and old.reading.row.signed_corrected is not None
    )


def _is_printed_anew(old: ListedRow | None, new: ListedRow) -> bool:
    """Whether the list prints another signing day, or one without its slash, whatever either is read as."""
    if old is None:
        return False
    was, now = old.reading.row, new.reading.row
    if was.signed_raw == now.signed_raw:
        return False
    lacks_slash = "signed_slash_missing" in (*was.notes, *now.notes)
    return lacks_slash or was.signed_printed != now.signed_printed


def _turn(turns: list[tuple[T, U, Publication]], turn: tuple[T, U, Publication]) -> None:
    """What holds from this list on; a list says one thing of an agreement, so its second word replaces its first."""
    if turns[-1][2] is turn[2]:
        turns[-1] = turn
    else:
        turns.append(turn)


LINKLESS = (".csv", ".tsv", ".txt", ".xls", ".xlsb", ".ods")
"""Containers that hold no links, or whose links are not read: a list that came in one says nothing of documents."""


def _holder(agreement: TrackedAgreement, new: ListedRow, decision: Decision | None, before: Agency) -> Agency:
    """The agency the row is printed under now: another one only by a decision."""
    if decision is not None and decision.agency is not None:
        return decision.agency.root()
    return before.root()


def _row_changes(
    agreement: TrackedAgreement, old: ListedRow | None, new: ListedRow, before: Agency, agency: Agency
) -> Iterator[tuple[str, str | None, str | None, str]]:
    if old is None:
        return
    was, now = old.reading.row, new.reading.row
    name, old_name = new.reading.name, old.reading.name
    is_code = "state_abbreviated" in was.notes or "state_abbreviated" in now.notes
    is_same = (is_code and was.state == now.state) or "state_printed" in new.reworded
    if was.state_printed.upper() != now.state_printed.upper() and not is_same:
        printed = was.state_printed or "blank", now.state_printed or "blank"
        yield "state_corrected", *printed, f"state printed as {printed[1]}, before as {printed[0]}"
    if agency is not before.root() and name is not None and old_name is not None:
        if name.state == old_name.state:
            yield "reattributed", was.agency, now.agency, f"the row passes from {was.agency} to {now.agency}"
    elif was.agency.casefold() != now.agency.casefold() and "agency" not in new.reworded:
        yield "renamed", was.agency, now.agency, f"printed as {now.agency}, before as {was.agency}"
    if was.county != now.county and (was.county or "").casefold() != (now.county or "").casefold():
        places = old.reading.county_fips, new.reading.county_fips
        if was.county and now.county and places[0] != places[1]:
            yield (
                "county_corrected",
                was.county,
                now.county,
                f"county printed as {now.county}, before as {was.county}",
            )
    if was.type != now.type and was.type and now.type and "type" not in new.reworded:
        yield "type_corrected", was.type, now.type, f"type printed as {now.type}, before as {was.type}"


def _document_changes(
    agreement: TrackedAgreement, publication: Publication, new: ListedRow
) -> Iterator[tuple[str, str | None, str | None, str]]:
    said = new.reading.row
    is_silent = said.moa_file is None and said.addendum_file is None
    if is_silent and not publication.link_count and publication.name_in_source.lower().endswith(LINKLESS):
        return
    if said.moa_file != agreement.moa_file:
        if agreement.moa_file is None:
            yield "moa_posted", None, said.moa_url, f"MOA posted: {said.moa_file}"
        elif said.moa_file is None:
            yield "moa_withdrawn", agreement.moa_url, None, f"link to {agreement.moa_file} is gone"
        else:
            yield (
                "moa_replaced",
                agreement.moa_url,
                said.moa_url,
                f"MOA file {agreement.moa_file} replaced by {said.moa_file}",
            )
        agreement.moa_file, agreement.moa_url = said.moa_file, said.moa_url
        agreement.moa_is_refused = "moa_refused" in said.notes
        if said.moa_file is not None and agreement.moa_posted is None and not agreement.moa_is_refused:
            agreement.moa_posted = publication
    if said.addendum_file != agreement.addendum_file:
        if agreement.addendum_file is None:
            yield "addendum_posted", None, said.addendum_url, f"addendum posted: {said.addendum_file}"
        elif said.addendum_file is None:
            yield (
                "addendum_withdrawn",
                agreement.addendum_url,
                None,
                f"link to {agreement.addendum_file} is gone",
            )
        else:
            yield (
                "addendum_replaced",
                agreement.addendum_url,
                said.addendum_url,
                f"addendum {said.addendum_file}",
            )
        agreement.addendum_file, agreement.addendum_url = said.addendum_file, said.addendum_url
