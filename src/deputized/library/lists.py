"""ICE's lists: what each is, and how two of them differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from deputized.facts import lists as facts
from deputized.model.days import DayError, DayLike, day_of

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry
    from deputized.registry.list_verdict import ListVerdict

FIELDS = (
    "publication_id", "kind", "published_date", "part_of_day", "row_count", "link_count", "hidden_row_count",
    "standing", "standing_reason", "date_source", "date_evidence", "order_evidence", "name_in_source", "first_captured_at", "sha256",
    "sighting_count",
)  # fmt: skip
DIFF_FIELDS = ("change", "row_before", "row_after", "agency_id", "agreement_id", "column", "before", "after")
COMPARED = (
    "state_raw",
    "agency_raw",
    "county_raw",
    "support_type_raw",
    "signed_raw",
    "moa_url",
    "addendum_url",
)


def lists(registry: Registry, kind: str | None) -> list[Record]:
    """Every publication in time; `kind` is participating, pending or webpage."""
    return facts.lists(registry.db, kind)


def quarantined(registry: Registry) -> list[Record]:
    """Lists that were taken in and are not believed, and those a person judged, in time."""
    return facts.judged_lists(registry.db)


def quarantine(registry: Registry, publication_id: str) -> Record:
    """One list's standing with all its signals: what the reader remarked, what was measured against the list before."""
    found = facts.list_standing(registry.db, publication_id)
    if found is None:
        raise LookupError(f"{publication_id}: no list has this id; `deputized lists` shows all")
    return found | {"signals": facts.signals(registry.db, publication_id)}


def verdicts(registry: Registry, publication_ids: Iterable[str]) -> dict[str, ListVerdict]:
    """The standing of some lists, and the events each brought by kind."""
    from deputized.registry.list_verdict import ListVerdict
    from deputized.registry.state import Belief

    found = {}
    for name in sorted(publication_ids):
        row = facts.list_standing(registry.db, name)
        if row is not None:
            standing = Belief(row["standing"] == "believed", row["standing_reason"], row["standing_rule"])
            found[name] = ListVerdict(standing, facts.brought(registry.db, name))
    return found


def find_list(registry: Registry, which: DayLike) -> str:
    """A list's id, given its id, the start of its hash, its file's name or its day; `LookupError` otherwise."""
    which = _as_written(which)
    found = facts.lists_named(registry.db, which) or facts.lists_of_hash(registry.db, _hash_in(which))
    if not found and len(found := facts.lists_of_part(registry.db, which)) > 1:
        raise LookupError(f"{which}: {len(found)} lists are of that part of the day: {', '.join(found)}")
    found = found or facts.lists_of_day(registry.db, which)
    if not found:
        raise LookupError(
            f"{which}: no list has this id, hash, file name or day; `deputized lists` shows all"
        )
    return found[0]


def _hash_in(which: str) -> str:
    """The hash at the end of a list's id, whatever day stands before it; text that is no hash otherwise."""
    tail = which.rsplit("-", 1)[-1]
    return tail if len(tail) >= 8 and set(tail) <= set("0123456789abcdef") else "no hash"


def _as_written(which: DayLike) -> str:
    """A day as the registry writes it, with the part of the day where one is given; other text as it is."""
    if not isinstance(which, str):
        return day_of(which).isoformat()
    text, part = which.strip(), ""
    if text[-2:].casefold() in ("am", "pm"):
        text, part = text[:-2].strip(), text[-2:].casefold()
    try:
        return day_of(text).isoformat() + part
    except DayError:
        return which.strip()


def diff(registry: Registry, before: DayLike, after: DayLike) -> list[Record]:
    """What two lists do not share: change (added, removed, changed), row numbers, agency, column, before, after."""
    old = facts.list_rows(registry.db, find_list(registry, before))
    new = facts.list_rows(registry.db, find_list(registry, after))
    waiting: dict[str | None, list[Record]] = {}
    for row in old:
        waiting.setdefault(_held(row), []).append(row)
    out: list[Record] = []
    for row in new:
        mates = waiting.get(_held(row))
        if not mates:
            out.append(_record("added", None, row, None, None, _words(row)))
            continue
        mate = mates.pop(0)
        for column in COMPARED:
            if mate[column] != row[column]:
                out.append(_record("changed", mate, row, column, mate[column], row[column]))
    for mates in waiting.values():
        out += [_record("removed", row, None, None, _words(row), None) for row in mates]
    return sorted(
        out, key=lambda r: (r["change"], r["row_before"] or 0, r["row_after"] or 0, r["column"] or "")
    )


def _held(row: Record) -> str:
    return str(row["held"] or row["agency_id"] or row["agency_raw"])


def _words(row: Record) -> str:
    parts = (row["agency_raw"], row["state_raw"], row["support_type_raw"], row["signed_raw"])
    return ", ".join(str(p).strip() for p in parts if p)


def _record(
    change: str, old: Record | None, new: Record | None, column: str | None, was: str | None, now: str | None
) -> Record:
    row = new or old or {}
    return {
        "change": change,
        "row_before": old["row_number"] if old else None,
        "row_after": new["row_number"] if new else None,
        "agency_id": row.get("agency_id"),
        "agreement_id": row.get("agreement_id"),
        "column": column,
        "before": was,
        "after": now,
    }
