"""A body is told only laws that speak of bodies of its kind, and of a sheriff the same law as its county's page tells."""

from __future__ import annotations

from datetime import date

import pytest

from deputized import reference
from deputized.rules.binding import binding
from deputized.rules.law_in_brief import law_on, laws_on
from deputized.rules.statutes import laws

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("state", "kind", "fips", "name", "told"),
    [
        ("TX", "sheriff", "48453", "", ["tx-sb8-2025", "tx-sb4-2017", "tx-sb8-grant"]),
        ("TX", "city", "48201", "Houston Police Department", ["tx-sb4-2017"]),
        ("TX", "campus", "48453", "University of Texas: Austin", ["tx-sb4-2017"]),
        ("TX", "state_police", None, "Highway Patrol", []),
        ("NC", "sheriff", "37183", "", ["nc-hb10-2024", "nc-hb318-2025"]),
        ("NC", "city", "37081", "Greensboro Police Department", []),
        ("NC", "state_police", None, "North Carolina Highway Patrol", ["nc-sb153-2026"]),
        ("NC", "other_state", None, "North Carolina Alcohol Law Enforcement", []),
        ("GA", "city", "13121", "Atlanta Police Department", ["ga-sb20-2009"]),
        ("GA", "campus", "13059", "University of Georgia", []),
        ("OK", "city", "40109", "Oklahoma City Police Department", ["ok-hb1804-2007"]),
        ("OK", "sheriff", "40109", "", ["ok-hb2774-2021", "ok-hb1804-2007"]),
        ("WA", "city", "53033", "Seattle Police Department", ["wa-sb5497-2019"]),
        ("VA", "city", "51760", "Richmond Police Department", ["va-sb783-2026"]),
        ("VA", "state_police", None, "Department of State Police", ["va-sb783-2026", "va-ed1-2026"]),
        ("VA", "other_state", None, "Alcoholic Beverage Control Authority", ["va-sb783-2026"]),
        ("AZ", "tribal", "04001", "Navajo Nation Police", []),
        ("PA", "sheriff", "42017", "", []),
    ],
)
def test_only_a_law_that_speaks_of_its_kind(
    state: str, kind: str, fips: str | None, name: str, told: list[str]
) -> None:
    assert [w.law_id for w in laws_on(state, kind, fips, TODAY, name=name)] == told


def test_a_sheriffs_mandate_is_told_to_no_other_kind() -> None:
    for law in laws():
        kinds = {k for b in law.binds for k in b.bodies}
        if (
            law.is_law
            and kinds
            and "municipal_police" not in kinds
            and not any(not b.bodies for b in law.binds)
        ):
            assert law.law_id not in {w.law_id for w in laws_on(law.state, "city", None, TODAY)}, law.law_id


def test_a_sheriff_is_told_what_its_county_is_told() -> None:
    for county in reference.counties()[::29]:
        office = reference.sheriffs().get(county.fips)
        if county.status != "current" or office is None or not office.has_office:
            continue
        page, brief = binding(county, TODAY), law_on(county.state, "sheriff", county.fips, TODAY)
        if page.law_id and not page.narrow and page.covered != "unknown":
            assert brief is not None and (brief.law_id, brief.bound or "") == (page.law_id, page.bound), (
                county.fips
            )


def test_a_stay_is_told_in_brief() -> None:
    (law, *_) = laws_on("VA", "sheriff", "51041", TODAY)
    assert law.words.endswith("and a court has stayed part of it")


def test_every_law_that_stands_says_whom_it_is_told_to() -> None:
    silent = [w.law_id for w in laws() if w.is_law and w.in_force(TODAY).value != "no" and not w.binds]
    assert silent == ["tn-sb6002-2025"], "its text does not say whom"
