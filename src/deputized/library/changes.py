"""What changed between neighboring lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deputized.facts import changes as facts
from deputized.facts.changes import NEWS
from deputized.facts.clocks import FAR
from deputized.library.agencies import find
from deputized.model.days import DayLike, maybe_day
from deputized.model.kinds import model_code
from deputized.places.lookup import state_code

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry

FIELDS = (
    "event_id", "date", "previous_date", "kind", "state", "model", "agency", "agency_id", "agreement_id", "before",
    "after", "detail", "known_from", "known_to", "publication_id", "previous_publication_id", "row_number",
    "previous_row_number",
)  # fmt: skip


def changes(
    registry: Registry,
    since: DayLike | None = None,
    until: DayLike | None = None,
    state: str | None = None,
    kind: str | None = None,
    model: str | None = None,
    agency: str | None = None,
    known_on: DayLike | None = None,
) -> list[Record]:
    """Events by the day of the list that shows them. `kind`: one kind, several with commas, "news" or all (None).

    With `known_on`, only what could be said on that day: an absence not yet explained is "delisted".
    """
    first, last = maybe_day(since, "since"), maybe_day(until, "until")
    if first and last and first > last:
        raise ValueError(f"nothing lies between {first} and {last}: the first day is after the last")
    known = maybe_day(known_on, "known_on")
    rows = facts.changes(
        registry.db,
        first.isoformat() if first else None,
        last.isoformat() if last else None,
        state_code(state),
        model_code(model),
        find(registry, agency, state) if agency else None,
        known.isoformat() if known else FAR,
    )
    if kind is None:
        return rows
    kinds_known = {*facts.kinds(registry.db), "news"}
    wanted = {k.strip() for k in kind.split(",")}
    if not wanted <= kinds_known:
        raise ValueError(
            f"{', '.join(sorted(wanted - kinds_known))}: no such kind of change; kinds are {', '.join(sorted(kinds_known))}"
        )
    kinds = (wanted - {"news"}) | (set(NEWS) if "news" in wanted else set())
    return [r for r in rows if r["kind"] in kinds]
