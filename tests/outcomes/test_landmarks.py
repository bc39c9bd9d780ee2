"""Landmarks and ties: the known traps, and the labelled texts; what is certain is right, or it is not certain."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from deputized.library import Registry
from deputized.outcomes.attribution import CERTAIN, POSSIBLE, UNTIED, Attributor
from deputized.outcomes.counting import Force, in_force, judge
from deputized.outcomes.landmarks import BODIES, KINDS, LandmarkReading, read_landmark

GOLD = Path(__file__).parents[2] / "bench" / "gold_landmarks.csv"


def told(read: LandmarkReading) -> str:
    return f"{read.kind}:{read.county_fips or read.town or read.state}" if read.kind in BODIES else "none"


def test_the_labelled_texts() -> None:
    with GOLD.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) >= 200
    sure = right = found = wanted = 0
    for r in rows:
        read = read_landmark(r["text"], r["state"], r["city"])
        assert read.kind in KINDS
        wanted += r["expected"] != "none"
        found += told(read) == r["expected"] != "none"
        if read.kind in BODIES and read.is_exact:
            sure += 1
            right += told(read) == r["expected"]
    assert sure > 90
    assert right / sure >= 0.98, f"{right} of {sure}"
    assert found / wanted > 0.8


@pytest.mark.parametrize(
    ("text", "state", "expected"),
    [
        ("STUART SUB-OFFICE", "FL", "none"),  # an ICE office in a town that has its own police
        ("STUART PD", "FL", "police:Stuart"),
        ("Miramar ICE/ERO Sub-Office", "FL", "none"),
        ("CLAYTON COUNTY JAIL", "GA", "county_jail:13063"),
        ("CLAXTON PD", "GA", "police:Claxton"),  # a town of Evans County, not Clayton County
        ("CLAXTON COUNTY JAIL", "GA", "none"),  # no such county, and no neighbor of a like name
        ("BENTON COUNTY JAIL, AR", "", "county_jail:05007"),
        ("BENTON PD, AR", "", "police:Benton"),  # a town of Saline County
        ("BENTON COUNTY SHERIFF", "AR", "sheriff:05007"),
        ("STEWART DETENTION CENTER", "GA", "none"),  # private, in Stewart County
        ("STEWART COUNTY JAIL", "GA", "county_jail:13259"),
        ("CAP - LIMESTONE COUTY JAIL, AL", "AL", "county_jail:01083"),
        ("CAP - DALE COUNTYJAIL, AL STATE", "AL", "county_jail:01045"),
        ("PIMA COUNTY JAIL", "AZ", "county_jail:04019"),
        ("PINAL COUNTY JAIL", "AZ", "county_jail:04021"),
        ("WALKER COUNTY JAIL, TX", "", "county_jail:48471"),
        ("WALLER COUNTY JAIL, TX", "", "county_jail:48473"),
        ("COUNTRY CLUB HILLS PD, IL", "", "police:Country Club Hills"),
        ("JEFFERSON COUNTY", "AL", "none"),
        ("LEE COUNTY JAIL, AL", "GA", "none"),  # text and row disagree
        ("MONTGOMERY CITY JAIL", "AL", "city_jail:Montgomery"),
        ("BERKS CO. JUVENILE", "PA", "none"),
        ("GULF SHORES PD, AL", "AL", "police:Gulf Shores"),
        ("TEXAS DEPT OF CRIMINAL JUSTICE, WALKER CO", "", "state_agency:TX"),
        ("HIDALGO COUNTY JAIL, EDINBURG, TXN - TX1080000", "", "county_jail:48215"),
        ("FRANKLIN COUNTY JAIL", "", "none"),  # 25 of them
        ("'; DROP TABLE rows; --", "FL", "none"),
        ("", "FL", "none"),
        ("A" * 5000, "", "none"),
    ],
)  # fmt: skip
def test_traps(text: str, state: str, expected: str) -> None:
    assert told(read_landmark(text, state)) == expected


def test_a_name_one_letter_off_or_without_its_state_is_never_certain() -> None:
    for text, state in (
        ("CAP - TALLAPOOSSA COUNTY JAIL, AL STATE", "AL"),
        ("GWINNETT COUNTY JAIL - 287(G)", ""),
    ):
        read = read_landmark(text, state)
        assert read.county_fips and not read.is_exact
    assert not read_landmark("287G COLLIER FMY ERO PROGRAM").is_exact


def test_ties(registry: Registry) -> None:
    tie = Attributor(registry).tie
    assert (tie("COBB COUNTY JAIL", "GA").agency_id, tie("COBB COUNTY JAIL", "GA").certainty) == (
        "ga-cobb-county-sheriff", CERTAIN,
    )  # fmt: skip
    assert tie("FRANKLIN COUNTY JAIL", "PA").agency_id == "pa-franklin-county-jail"
    sheriff = tie("LANCASTER CNTY JAIL, PA", "PA")
    assert sheriff.certainty in (POSSIBLE, UNTIED), "in Pennsylvania a sheriff runs no jail"
    assert tie("STEWART DETENTION CENTER", "GA").certainty == UNTIED
    assert tie("MONTGOMERY CITY JAIL", "AL").certainty != CERTAIN
    assert tie("MIA GENERAL AREA, NON-SPECIFIC", "FL").agency_id is None


def test_no_certain_tie_is_a_neighbors(registry: Registry) -> None:
    tie = Attributor(registry).tie
    names = registry.rows("SELECT agency_id, name, state, kind FROM agencies WHERE kind = 'sheriff'")
    tied = 0
    for row in names:
        county = registry.ties[row["agency_id"]].county
        if not county.code:
            continue
        from deputized import reference

        base = reference.counties_by_fips()[county.code].name
        found = tie(f"{base} JAIL", row["state"])
        if found.certainty == CERTAIN:
            assert registry.ties[found.agency_id or ""].county.code == county.code, base
            tied += 1
    assert tied > 500


FORCES = [
    Force("WSO", date(2025, 3, 1), date(2026, 1, 10), date(2026, 1, 14)),
    Force("TFM", date(2025, 9, 1), None, None),
]


@pytest.mark.parametrize(
    ("day", "program", "kind", "expected"),
    [
        (date(2025, 2, 28), "287G Program", "county_jail", (UNTIED, "")),  # the day before
        (date(2025, 3, 1), "287G Program", "county_jail", (CERTAIN, "WSO")),
        (date(2025, 6, 1), "287g Task Force", "sheriff", (POSSIBLE, "TFM")),  # no task force agreement yet
        (date(2025, 9, 1), "287g Task Force", "sheriff", (CERTAIN, "TFM")),
        (date(2025, 10, 1), "287G Program", "sheriff", (CERTAIN, "TFM/WSO")),
        (date(2026, 2, 1), "287G Program", "county_jail", (POSSIBLE, "TFM")),  # only the task force is left
        (None, "287G Program", "county_jail", (POSSIBLE, "")),
    ],
)
def test_in_force_is_asked_of_the_day(
    registry: Registry, day: date | None, program: str, kind: str, expected: tuple[str, str]
) -> None:
    tied = Attributor(registry).tie("COBB COUNTY JAIL", "GA")
    tied = type(tied)(tied.agency_id, CERTAIN, "", LandmarkReading(kind, "GA", "13067"))
    assert judge(tied, day, program, FORCES)[:2] == expected


def test_an_agreement_that_left_between_two_lists_is_possible_for_those_days(registry: Registry) -> None:
    tied = Attributor(registry).tie("COBB COUNTY JAIL", "GA")
    for day, certainty in (
        (date(2026, 1, 10), CERTAIN),
        (date(2026, 1, 12), POSSIBLE),
        (date(2026, 1, 14), UNTIED),
    ):
        assert judge(tied, day, "287G Program", FORCES[:1])[0] == certainty


def test_days_of_force_are_the_registrys(registry: Registry) -> None:
    forces = in_force(registry)
    day = date(2025, 12, 12)
    held = {(agency, f.model) for agency, some in forces.items() for f in some
            if f.start <= day and (f.end is None or day < f.end)}  # fmt: skip
    told = {(registry.clocks.agency_known(a.agency_id, None), a.model) for a in registry.as_of("2025-12-12")}
    assert told <= held
    assert len(held - told) <= 0.02 * len(held), "agreements omitted for a while"
