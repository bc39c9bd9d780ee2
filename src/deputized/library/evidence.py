"""The chain of evidence behind an id, down to file, sheet and row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deputized.facts import evidence as facts
from deputized.library.agencies import find
from deputized.library.lists import find_list
from deputized.library.moved import follow

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry


def explain(registry: Registry, which: str) -> Record:
    """Everything behind an id. Keys: subject, id, record, printed, listings, decisions, corrections, redirects, events.

    The id of an older list (2007 to 2017) gives its statements, each with its row in the file. An old id is answered with
    what it leads to.
    """
    which = follow(registry, which)
    for subject in ("agreement", "pending", "event"):
        found = facts.record(registry.db, subject, which)
        if found:
            return _event(registry, found) if subject == "event" else _held(registry, subject, which, found)
    roster = facts.record(registry.db, "roster", which)
    if roster:
        statements = facts.of_roster(registry.db, which)
        return {"subject": "older list", "id": which, "record": roster, "statements": statements}
    try:
        publication_id = find_list(registry, which)
    except LookupError:
        agency_id = find(registry, which)
        record = facts.record(registry.db, "agency", agency_id)
        return _held(registry, "agency", agency_id, record or {})
    return {
        "subject": "list",
        "id": publication_id,
        "record": facts.record(registry.db, "list", publication_id),
        **facts.of_list(registry.db, publication_id),
    }


def _held(registry: Registry, subject: str, which: str, record: Record) -> Record:
    printed = facts.printed(registry.db, subject, which)
    corrected = {
        note.partition(":")[2]
        for row in printed
        for note in row["notes"].split("|")
        if note.startswith("corrected:")
    }
    stated = facts.stated(registry.db, which) if subject == "agency" else []
    return {
        "subject": subject,
        "id": which,
        "record": record,
        **({"statements": stated} if stated else {}),
        "printed": printed,
        "listings": facts.listings(registry.db, subject, which),
        "decisions": facts.decisions(registry.db, which),
        "corrections": [c for c in facts.corrections(registry.db) if c["correction_id"] in corrected],
        "redirects": facts.redirects(registry.db, which),
        "events": facts.events(registry.db, subject, which),
    }


def _event(registry: Registry, record: Record) -> Record:
    places = [
        facts.place(registry.db, record[publication], record[row])
        for publication, row in (
            ("previous_publication_id", "previous_row_number"),
            ("publication_id", "row_number"),
        )
        if record[publication] is not None and record[row] is not None
    ]
    decided = record["decision_id"]
    return {
        "subject": "event",
        "id": record["event_id"],
        "record": record,
        "listings": [p[0] for p in places if p],
        "decisions": facts.decision(registry.db, decided) if decided else [],
    }
