"""The life of one agency, and what is doubtful in it."""

from __future__ import annotations

import pytest

from deputized.library import Registry
from deputized.library.agencies import _doubted_lead


@pytest.mark.parametrize(
    ("signed", "listed", "days"),
    [
        ("2025-01-07", "2026-01-08", 366),  # Tenaha, Texas, as printed
        ("2026-01-07", "2026-01-08", None),
        ("2020-06-09", "2021-01-13", None),  # on the first list we hold: says nothing
        (None, "2026-01-08", None),
    ],
)
def test_a_signing_long_before_its_listing_is_doubted(
    signed: str | None, listed: str, days: int | None
) -> None:
    assert _doubted_lead({"signed_date": signed, "first_listed_date": listed}) == days


def test_no_agreement_of_the_registry_is_so_late_once_corrected(registry: Registry) -> None:
    rows = registry.rows("SELECT agreement_id, signed_date, first_listed_date FROM agreements")
    assert len(rows) > 1800
    assert [r for r in rows if _doubted_lead(r) is not None] == []


def test_agencies_on_a_day_are_those_in_force_then(registry: Registry) -> None:
    held = registry.as_of("2025-12-12")
    rows = registry.agencies(as_of="2025-12-12")
    assert {r["agency_id"] for r in rows} == {a.agency_id for a in held}
    assert sum(r["active_agreement_count"] for r in rows) == len(held)
    texas = registry.agencies(state="TX", model="tfm", as_of="2025-12-12")
    assert {r["active_models"] for r in texas} == {"TFM"}
    assert {r["state"] for r in texas} == {"TX"}
    known = registry.agencies(as_of="2025-12-12", known_on="2025-06-01")
    assert len(known) < len(rows)
    with pytest.raises(ValueError, match="standing or a day"):
        registry.agencies(standing="former", as_of="2025-12-12")


@pytest.mark.parametrize(
    ("wrong", "says"), [({"kind": "foo"}, "no such kind"), ({"county": "99999"}, "no county")]
)
def test_a_wrong_filter_is_said(registry: Registry, wrong: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        registry.agencies(**wrong)
    assert registry.agencies(kind="Sheriff") == registry.agencies(kind="sheriff") != []


def test_a_county_named_and_no_more_is_its_sheriff(registry: Registry) -> None:
    assert registry.agency("Kinney County, Texas")["agency_id"] == "tx-kinney-county-sheriff"
    assert registry.agency("Kinney County")["agency_id"] == "tx-kinney-county-sheriff"
    assert registry.agency("Jefferson County", state="TX")["agency_id"] == "tx-jefferson-county-sheriff"
    with pytest.raises(LookupError, match="may be any of"):
        registry.agency("Jefferson County")


def test_what_is_in_force_is_not_announced(registry: Registry) -> None:
    """ICE leaves rows on its pending list for weeks after signing."""
    for day in ("2025-06-12", "2025-09-09", "2026-05-01"):
        found = registry.status(as_of=day, known_on=day)
        assert found.pending is not None
        printed = registry.rows(
            "SELECT DISTINCT agency_id, model FROM listings JOIN contents USING (content_id) WHERE publication_id = ?",
            found.pending.publication_id,
        )
        held = {(a.agency_id, a.model) for a in registry.as_of(day, day)}
        assert found.pending.agreements == sum((r["agency_id"], r["model"]) not in held for r in printed)


def test_no_note_tells_of_a_list_that_was_not_out(registry: Registry) -> None:
    before = registry.status(as_of="2025-09-22", known_on="2025-09-21").notes
    assert not [n for n in before if "not believed" in n]
    after = registry.status(as_of="2025-09-23").notes
    assert [n for n in after if n.startswith("participating-2025-09-22pm is not believed")]


def test_an_agreement_handed_on_is_marked_so(registry: Registry) -> None:
    """ICE printed Ellis County, Kansas, under Texas for a week: the Texas sheriff does not hold its agreement."""
    texas = {a["agreement_id"]: a for a in registry.agency("tx-ellis-county-sheriff")["agreements"]}
    assert texas["tx-ellis-county-sheriff.wso.2025-07-07"]["was_handed_on"]
    assert not texas["tx-ellis-county-sheriff.jem.2025-04-16"]["was_handed_on"]
