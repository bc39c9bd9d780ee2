"""A correction is bound to its agency and agreement, in whatever words the list prints them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from deputized.archive import Ledger
from deputized.library import Registry
from deputized.model.publications import Content
from deputized.registry.curation import load_corrections
from deputized.registry.names import parse_name
from deputized.registry.replay import Replay
from deputized.registry.rows import as_text
from deputized.registry.state_words import read_state
from made_up import printed_anew

ACTIVE = [c for c in load_corrections() if c.expect == "printed"]
KEYS = {parse_name(c.state, c.agency).key for c in ACTIVE}
WORDINGS: dict[str, Callable[[str], str]] = {
    "cut short": lambda n: (
        n.replace("Police Department", "Police Dept.").replace("Sheriff's Office", "Sheriff's Dept.")
    ),
    "letters": lambda n: n.replace("Police Department", "P.D.").replace("County Sheriff's Office", "Co. S.O."),
    "in capitals": str.upper,
    "turned around": lambda n: (
        "Sheriff of " + n.replace(" Sheriff's Office", "")
        if "Sheriff" in n
        else "Police Department of " + n.replace(" Police Department", "")
    ),
}  # fmt: skip


def printed(ledger: Ledger, wording: Callable[[str], str]) -> Replay:
    """The newest list again with the corrected agencies, and no others, in other words."""

    def change(row: Content) -> Content:
        state = read_state(as_text(row.state) or "")[0]
        name = as_text(row.agency) or ""
        is_one = state is not None and parse_name(state, name.strip()).key in KEYS
        return replace(row, agency=wording(name.strip())) if is_one else row

    return printed_anew(ledger, [change])


@pytest.mark.parametrize("wording", WORDINGS)
def test_corrections_hold_in_other_words(ledger: Ledger, wording: str) -> None:
    found = printed(ledger, WORDINGS[wording])
    before, after = ({r.item.row_number: r for r in found.participating.rows}, found.agreement_rows)
    marks = {n for r in before.values() for n in r.item.reading.row.notes if n.startswith("corrected:")}
    assert marks == {f"corrected:{c.correction_id}" for c in ACTIVE}
    newest = found.participating.publications[-2].publication_id
    assert {n: a.number for n, a in after["made-up-0"].items()} == {
        n: a.number for n, a in after[newest].items()
    }
    told = [e.kind for e in found.events if e.publication.publication_id == "made-up-0"]
    assert set(told) <= {"renamed"}


def test_ice_s_own_mending_is_told_where_our_correction_came_first(registry: Registry) -> None:
    redated = registry.rows("SELECT * FROM events WHERE kind = 'redated' AND agency_id = 'tx-tenaha-police'")
    assert [(e["date"], e["before"], e["after"]) for e in redated] == [
        ("2026-05-07", "2025-01-07", "2026-01-07")
    ]
    assert "read as 2026-01-07 all along" in redated[0]["detail"]
    assert registry.agency("tx-tenaha-police")["agreements"][0]["signed_date"] == "2026-01-07"


def test_what_was_printed_is_never_a_day_we_read(registry: Registry) -> None:
    """Every day told as printed stands in a cell of that agreement's rows."""
    rows = registry.rows(
        "SELECT d.agreement_id, d.signed_raw FROM agreement_dates d WHERE d.signed_raw IS NOT NULL AND NOT EXISTS ("
        "SELECT 1 FROM listings l JOIN contents c USING (content_id) "
        "WHERE l.agreement_id = d.agreement_id AND c.signed_raw = d.signed_raw)"
    )
    assert rows == []
