"""Figures that people quote, counted anew from ICE's own workbooks and the raw reference tables.

Nothing of the project reads here: openpyxl, the csv module, and a join on the county in a sheriff's name. A
printed county the join cannot read is left out and counted, so that a difference can be explained to the row.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from deputized.library import Registry
from deputized.library.reach import spans
from deputized.library.state import jail_counties
from deputized.places import coverage
from deputized.places.months import panel
from deputized.reference.tables import FOLDER

pytestmark = pytest.mark.corpus
Listed = tuple[str, str, str, str]  # state, agency, county, model


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(c for c in decomposed if c.isalnum() or c.isspace() or c == "-")
    return " ".join(letters.replace("-", " ").replace("saint ", "st ").split())


def listed(corpus: Path, file: str) -> list[Listed]:
    sheet = openpyxl.load_workbook(corpus / "participating" / file, read_only=True).worksheets[0]
    rows = [[str(cell or "").strip() for cell in row] for row in sheet.iter_rows(values_only=True)]
    at = {name: rows[0].index(name) for name in ("STATE", "LAW ENFORCEMENT AGENCY", "COUNTY", "SUPPORT TYPE")}
    return [
        (r[at["STATE"]], r[at["LAW ENFORCEMENT AGENCY"]], r[at["COUNTY"]], r[at["SUPPORT TYPE"]])
        for r in rows[1:]
        if any(r)
    ]


class Join:
    """County by state and name, from the raw table."""

    def __init__(self, reference: Path) -> None:
        with (reference / "counties.csv").open(encoding="utf-8", newline="") as stream:
            rows = [r for r in csv.DictReader(stream) if r["status"] == "current"]
        self.rucc = {r["fips"]: int(r["rucc_2023"] or 0) for r in rows}
        self.postal = {plain(r["state_name"]): r["state"] for r in rows}
        self.fips: dict[tuple[str, str], str] = {}
        for r in sorted(rows, key=lambda r: "city" not in r["lsad"]):  # a county last: it takes the bare name
            self.fips[r["state"], plain(r["base_name"])] = r["fips"]

    def sheriffs(self, rows: list[Listed], model: str = "") -> tuple[set[str], list[Listed]]:
        """(counties whose sheriff is listed, sheriffs' rows that cannot be read)."""
        found: set[str] = set()
        unread = []
        for row in rows:
            state, agency, county, kind = row
            if "sheriff" not in agency.lower() or model not in kind:
                continue
            postal = self.postal.get(plain(state), "")
            own = re.sub(r"\b(county|parish|sheriff.*|office.*)\b.*", "", plain(agency)).strip()
            cell = re.sub(r"\b(county|parish)\b", "", plain(county)).strip()
            fips = self.fips.get((postal, own)) or self.fips.get((postal, cell))
            if fips:
                found.add(fips)
            else:
                unread.append(row)
        return found, unread


@pytest.fixture(scope="module")
def join(shared_reference: Path) -> Join:
    return Join(shared_reference)


def test_nonmetro_share_of_task_force_sheriffs_in_december_2025(
    registry: Registry, shared_corpus: Path, join: Join
) -> None:
    """119 of 259, 45.9%: the newest list up to 15 December is that of the 12th."""
    found, unread = join.sheriffs(listed(shared_corpus, "2025-12-12pm.xlsx"), "Task Force")
    ours = coverage(registry.listed(date(2025, 12, 15)).holders, model="TFM")
    assert len(unread) <= 1, unread
    assert abs(ours.total.sheriff_count - len(found)) <= len(unread)
    rural = {fips for fips in found if join.rucc[fips] > 3}
    assert abs(ours.nonmetro.sheriff_count - len(rural)) <= len(unread)
    assert (ours.nonmetro.sheriff_count, ours.total.sheriff_count) == (119, 259)


def test_texas_sheriffs_among_the_counties_that_run_a_jail(
    registry: Registry, shared_corpus: Path, shared_reference: Path, join: Join
) -> None:
    with (shared_reference / "texas_jail_operation.csv").open(encoding="utf-8", newline="") as stream:
        running = {r["fips"] for r in csv.DictReader(stream) if r["class_2021"] == "county jail"}
    rows = [r for r in listed(shared_corpus, "2026-05-01am.xlsx") if plain(r[0]) == "texas"]
    found, unread = join.sheriffs(rows)
    assert unread == []
    assert jail_counties(registry.listed(date(2026, 5, 1), state="TX").holders) == (
        len(found & running),
        len(running),
    )
    assert (len(found & running), len(running)) == (182, 228)


def offices(reference: Path, join: Join) -> tuple[set[str], set[str]]:
    """Counties with a sheriff's office, from the raw lists: (by HIFLD or the FBI's newest, by the FBI's of 2018 alone).

    Alaska, Connecticut, the District, Hawaii and Rhode Island have no county sheriffs.
    """

    def rows(name: str) -> list[dict[str, str]]:
        with (reference / name).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    newest = {r["county_fips"] for r in rows("agencies_hifld.csv") if "SHERIFF" in r["type"]}
    newest |= {
        r["county_fips"]
        for name in ("agencies_fbi_lee.csv", "agencies_fbi_api2018_extra.csv")
        for r in rows(name)
        if r["agency_type"] == "County" and "police" not in r["api_name"].lower()
    }
    of_2018 = set()
    for r in rows("fbi_cde_agencies_2018_not_in_reference.csv"):
        bare, sheriff, _ = r["agency_name"].partition(" County Sheriff")
        if sheriff and r["agency_type"] == "County" and (fips := join.fips.get((r["state"], plain(bare)))):
            of_2018.add(fips)
    known = {f for f in join.rucc if f[:2] not in ("02", "09", "11", "15", "44")}
    return newest & known, (of_2018 & known) - newest


def test_sheriffs_of_the_country_on_the_newest_list(
    registry: Registry, shared_corpus: Path, shared_reference: Path, join: Join
) -> None:
    """758 of the 3,081 counties where the reference lists know a sheriff's office (3,081 or 3,082 are quoted).

    Seven are named by the FBI's list of 2018 alone. Five exist: Somerset in Pennsylvania, and in Virginia Albemarle,
    Fairfax and Roanoke beside their county police, and James City, which shares Williamsburg's. Two are no office
    of their county: Clark in Nevada (its sheriff heads the Metropolitan Police) and the Bronx (New York City's).
    """
    found, unread = join.sheriffs(listed(shared_corpus, "2026-05-01am.xlsx"))
    ours = coverage(registry.listed(date(2026, 5, 1)).holders).total
    newest, by_2018_alone = offices(shared_reference, join)
    assert by_2018_alone == {"42111", "51003", "51059", "51095", "51161"} | {"32003", "36005"}
    assert len(newest) == 3076
    assert (ours.sheriff_count, ours.sheriff_office_count) == (758, len(newest) + 5)
    assert len(unread) <= 4, unread
    assert 0 <= ours.sheriff_count - len(found) <= len(unread)


@pytest.mark.parametrize(
    ("file", "day"), [("2025-12-12pm.xlsx", "2025-12-12"), ("2026-01-16am.xlsx", "2026-01-16")]
)
def test_the_panels_counties_are_the_workbooks(
    registry: Registry, shared_corpus: Path, join: Join, file: str, day: str
) -> None:
    found, unread = join.sheriffs(listed(shared_corpus, file), "Task Force")
    on = date.fromisoformat(day)
    rows = panel(spans(registry), first=on, last=on, known_to=on)
    counted = {r.county_fips for r in rows if r.tfm}
    assert len(found - counted) == 0
    assert len(unread) <= 1, unread


@pytest.mark.parametrize("model", ["TFM", "JEM", "WSO"])
def test_people_counted_one_county_at_a_time(registry: Registry, shared_reference: Path, model: str) -> None:
    """The rule of coverage applied anew, county by county, with the raw tables' people and shares; these are
    rounded to a thousandth where they ship, hence the hundred people."""
    with (shared_reference / "counties.csv").open(encoding="utf-8", newline="") as stream:
        people = {
            r["fips"]: (r["state"], int(float(r["pop_2020"])))
            for r in csv.DictReader(stream)
            if r["status"] == "current" and r["state"] not in ("AS", "GU", "MP", "PR", "VI")
        }
    with (shared_reference / "places.csv").open(encoding="utf-8", newline="") as stream:
        towns = {r["place_fips"]: r for r in csv.DictReader(stream)}
    with (FOLDER / "townships.csv").open(encoding="utf-8", newline="") as stream:
        townships = {r["geoid"]: int(r["population_2021"]) for r in csv.DictReader(stream)}
    held = [h for h in registry.listed(date(2026, 5, 1)).holders if model in h.models]
    expected = dict.fromkeys(("sheriff", "town", "county_other", "state_only", "none"), 0)
    overlap = 0
    for fips, (state, population) in people.items():
        here = [h for h in held if fips in h.county_fips]
        in_towns: dict[str, float] = {}
        for h in (h for h in here if h.level == "municipal" and h.kind != "sheriff"):
            town = towns.get(h.place_geoid or "")
            all_of = float(town["pop_2019"] or 0) if town else townships.get(h.place_geoid or "", 0)
            share = 1.0 if fips == h.county_fips[0] else 0.0
            if town and len(h.county_fips) > 1:
                main = float(town["county_pct"]) / 100
                others = len(h.county_fips) - 1
                share = main if fips == town["county_fips"] else (1 - main) / others
            in_towns[h.place_geoid or h.agency_id] = (all_of or h.population_served or 0) * share
        town_people = min(round(sum(in_towns.values())), population)
        if any(h.kind == "sheriff" for h in here):
            expected["sheriff"] += population
            overlap += town_people
            continue
        expected["town"] += town_people
        wide = any(h.level in ("county", "judicial_district") for h in here)
        statewide = any(h.level == "state" and h.state == state for h in held)
        rest = "county_other" if wide else "state_only" if statewide else "none"
        expected[rest] += population - town_people
    total = coverage(held, model=model).total
    assert sum(expected.values()) == total.population == 331_449_281
    for name, number in expected.items():
        assert abs(getattr(total, name) - number) <= 100, name
    assert abs(total.overlap_sheriff_town - overlap) <= 100
