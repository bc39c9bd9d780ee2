"""What changed between neighbouring lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deputized.library.agencies import find
from deputized.model.days import DayLike, maybe_day
from deputized.model.kinds import model_code
from deputized.places.lookup import state_code

if TYPE_CHECKING:
    from deputized.library.registry import Record, Registry

CHANGES = """
-- one row per event
SELECT event_id, date, previous_date, events.kind, events.state, model, agencies.name AS agency, events.agency_id, agreement_id,
       before, after, detail, known_from, known_to, publication_id, previous_publication_id, row_number, previous_row_number
FROM events LEFT JOIN agencies USING (agency_id)
WHERE (:since IS NULL OR date >= :since) AND (:until IS NULL OR date <= :until)
  AND (:state IS NULL OR events.state = :state) AND (:model IS NULL OR model = :model)
  AND (:agency IS NULL OR events.agency_id = :agency)
  AND known_from <= :known_on AND (known_to IS NULL OR known_to > :known_on)
ORDER BY date, event_id
"""
FIELDS = (
    "event_id", "date", "previous_date", "kind", "state", "model", "agency", "agency_id", "agreement_id", "before",
    "after", "detail", "known_from", "known_to", "publication_id", "previous_publication_id", "row_number",
    "previous_row_number",
)  # fmt: skip
NEWS = ("listed", "delisted", "omitted", "relisted", "renewed", "model_switched", "reattributed")
"""Kinds that change who is in; the others change how a row is printed."""


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
    values = {
        "since": first.isoformat() if first else None,
        "until": last.isoformat() if last else None,
        "state": state_code(state),
        "model": model_code(model),
        "agency": find(registry, agency, state) if agency else None,
        "known_on": known.isoformat() if known else "9999-12-31",
    }
    rows = [dict(row) for row in registry.db.execute(CHANGES, values)]
    if kind is None:
        return rows
    kinds_known = {r["kind"] for r in registry.rows("SELECT DISTINCT kind FROM events")} | {"news"}
    wanted = {k.strip() for k in kind.split(",")}
    if not wanted <= kinds_known:
        raise ValueError(
            f"{', '.join(sorted(wanted - kinds_known))}: no such kind of change; kinds are {', '.join(sorted(kinds_known))}"
        )
    kinds = (wanted - {"news"}) | (set(NEWS) if "news" in wanted else set())
    return [r for r in rows if r["kind"] in kinds]
