"""Makes the reference tables that ship from the shared reference folder: fewer columns, checked, sorted.

``build(shared_reference_dir, out_dir)`` is a pure function of its inputs: same folder, same bytes. The one
file beside them that is kept by hand is ``sources.csv`` (publisher, vintage and license of every table).
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from deputized.reference import wage_areas
from deputized.reference.connecticut import crosswalk
from deputized.reference.folding import fold
from deputized.sources import read

Row = dict[str, str]
LEGACY_GEOMETRY = "geo/counties-10m.json"
GEOMETRY = Path(__file__).parents[1] / "data" / "geometry" / "counties.json"
TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "VI"})
FBI_TYPES = {
    "City": "city",
    "County": "county",
    "State Police": "state_police",
    "Other State Agency": "other_state",
    "University or College": "campus",
    "Tribal": "tribal",
    "Federal": "federal",
    "Other": "other",
}
# No county sheriff's office: abolished (Connecticut), never county ones (Alaska), or offices of the state.
NO_COUNTY_SHERIFF = frozenset({"AK", "CT", "DC", "HI", "RI"})
FORMER_LIST = "fbi_cde_agencies_2018_not_in_reference.csv"
OF_NO_COUNTY = frozenset({"32003", "36005"})
"""Named a sheriff in the list of 2018 alone, and none of the county: Clark NV (the Las Vegas Metropolitan Police's
sheriff) and the Bronx (the sheriff is the City of New York's)."""
TEXAS_OPERATION = {"county jail": "county", "private jail in county": "private", "no jail (0 beds)": "none"}


def build(shared_reference_dir: Path, out_dir: Path) -> tuple[Path, ...]:
    """Write every reference table to `out_dir`; returns the paths written.

    Raises FileNotFoundError for a missing input, KeyError or ValueError for one that has changed shape.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    source = shared_reference_dir
    counties = _read(source, "counties.csv")
    reports = _read_source("fbi_agencies", source / "agencies_fbi_lee.csv")
    extra = _read(source, "agencies_fbi_api2018_extra.csv")
    former = _read(source, FORMER_LIST)
    earlier = _sheriffs_of_2018(former, counties)
    sheriffs = _sheriffs(_read(source, "sheriffs_by_county.csv"), reports, extra, earlier)
    names = {a["ori"]: a["agency_name"] for a in former}
    extra += [
        {"ori": ori, "api_name": names[ori], "agency_type": "County", "county_fips": fips}
        for fips, ori in earlier.items()
        if any(row[:2] == (fips, ori) for row in sheriffs)
    ]
    places, paid = _read(source, "places.csv"), _read(source, wage_areas.FILE)
    postal = {c["state_fips"]: c["state"] for c in counties}
    metros = wage_areas.metros(paid, counties, places)
    written = [
        _write(out_dir, "states.csv", ("postal", "fips", "name", "is_territory"), _states(counties)),
        _write(out_dir, "counties.csv", COUNTY_COLUMNS, _counties(counties)),
        _write(out_dir, "places.csv", PLACE_COLUMNS, _places(places)),
        _write(out_dir, "place_points.csv", POINT_COLUMNS, _place_points(places)),
        _write(out_dir, "fbi_agencies.csv", FBI_COLUMNS, _fbi(reports, extra, places)),
        _write(out_dir, "sheriffs.csv", SHERIFF_COLUMNS, sheriffs),
        _write(out_dir, "former_towns.csv", ("prefix", "name"), _former_towns(former)),
        _write(out_dir, "jails.csv", JAIL_COLUMNS, _jails(source)),
        _write(out_dir, "texas_jails.csv", TEXAS_COLUMNS, _texas(_read(source, "texas_jail_operation.csv"))),
        _write(
            out_dir,
            "connecticut.csv",
            ("county_fips", "region_fips", "area_share"),
            crosswalk(source / LEGACY_GEOMETRY, GEOMETRY),
        ),
        _write(out_dir, "wages.csv", wage_areas.WAGE_COLUMNS, wage_areas.wages(paid, postal)),
        _write(out_dir, "wage_metros.csv", wage_areas.METRO_COLUMNS, metros),
        _write(out_dir, "inputs.csv", ("file", "sha256"), _inputs(source)),
    ]
    return tuple(written)


COUNTY_COLUMNS = (
    "fips", "name", "base_name", "lsad", "status", "population_2020", "population_2024", "land_sqmi",
    "latitude", "longitude", "rucc_2013", "rucc_2023", "nchs_2013", "nchs_2023", "ice_field_office",
)  # fmt: skip
PLACE_COLUMNS = (
    "place_geoid", "name", "county_fips", "all_counties", "main_share", "population_2019", "is_incorporated",
)  # fmt: skip
POINT_COLUMNS = ("place_geoid", "latitude", "longitude")
FBI_COLUMNS = (
    "ori", "name", "full_name", "type", "county_fips", "year", "population", "officers", "civilians",
)  # fmt: skip
SHERIFF_COLUMNS = (
    "county_fips", "ori", "name", "year", "officers", "civilians", "is_named_sheriff", "candidate_count",
    "is_in_hifld", "has_office",
)  # fmt: skip
JAIL_COLUMNS = (
    "county_fips", "jail_count", "regional_count", "capacity", "capacity_known_count", "city_lockup_count",
    "names",
)  # fmt: skip
TEXAS_COLUMNS = ("county_fips", "operation", "capacity", "private_capacity", "hifld_jail_count")


def _read(folder: Path, name: str) -> list[Row]:
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def _read_source(source: str, path: Path) -> list[Row]:
    return [{c: str(v) for c, v in row.values.items()} for row in read(source, path.name, path.read_bytes())]


def _write(folder: Path, name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            if len(row) != len(header):
                raise ValueError(f"{name}: a row of {len(row)} cells under {len(header)} headings: {row}")
            writer.writerow(row)
    return path


def _whole(text: str) -> str:
    """A count without the decimals some mirrors added ("300.0"); empty stays empty."""
    if not text:
        return ""
    number = float(text)
    if number != int(number):
        raise ValueError(f"not a whole number: {text!r}")
    return str(int(number))


def _states(counties: list[Row]) -> list[tuple[str, ...]]:
    found = {(c["state"], c["state_fips"], c["state_name"]) for c in counties}
    return [(p, f, n, "1" if p in TERRITORIES else "0") for p, f, n in sorted(found)]


def _counties(counties: list[Row]) -> list[tuple[str, ...]]:
    return sorted(
        (
            c["fips"], c["name"], c["base_name"], c["lsad"], c["status"], _whole(c["pop_2020"]),
            _whole(c["pop_est_2024"]), _short(c["land_sqmi"], 1), _short(c["lat"], 3), _short(c["lon"], 3),
            c["rucc_2013"], c["rucc_2023"], c["nchs_2013"], c["nchs_2023"], c["ice_aor"],
        )
        for c in counties
    )  # fmt: skip


def _short(text: str, digits: int) -> str:
    return f"{float(text):.{digits}f}" if text else ""


def _places(places: list[Row]) -> list[tuple[str, ...]]:
    rows = []
    for place in places:
        others = [fips for fips in place["all_counties"].split(";") if fips != place["county_fips"]]
        every = ";".join([place["county_fips"], *others]) if others else ""
        population = _whole(place["pop_2019"]) if place["incorporated"] == "1" else ""
        geoid, name, main = place["place_fips"], place["name"], place["county_fips"]
        share = f"{float(place['county_pct']) / 100:.3f}" if others else ""
        rows.append((geoid, name, main, every, share, population, place["incorporated"]))
    return sorted(rows)


def _place_points(places: list[Row]) -> list[tuple[str, ...]]:
    """Where towns lie, of those GeoNames has a point of (CC BY 4.0)."""
    return sorted((p["place_fips"], _short(p["lat"], 4), _short(p["lon"], 4)) for p in places if p["lat"])


def _fbi(reports: list[Row], extra: list[Row], places: list[Row]) -> list[tuple[str, ...]]:
    towns: dict[tuple[str, str], list[Row]] = {}
    for place in places:
        towns.setdefault((place["county_fips"][:2], fold(place["name"])), []).append(place)
    rows = [
        (
            a["ori"], _tidy(a["pub_agency_name"]), _tidy(a["api_name"]), FBI_TYPES[a["agency_type"]],
            _main_first(a["county_fips"], _tidy(a["pub_agency_name"]), towns), a["data_year"],
            _whole(a["population"]), _whole(a["officers"]), _whole(a["civilians"]),
        )
        for a in reports
    ]  # fmt: skip
    rows += [
        (a["ori"], _tidy(a["api_name"]), "", FBI_TYPES[a["agency_type"]], a["county_fips"], "", "", "", "")
        for a in extra
    ]
    return sorted(rows)


def _main_first(counties: str, name: str, towns: dict[tuple[str, str], list[Row]]) -> str:
    """The counties of an agency, that which holds most of the town of its name before the others.

    The FBI gives them by alphabet: Houston's police as Fort Bend, Harris and Montgomery.
    """
    given = counties.split(";")
    if len(given) == 1:
        return counties
    mains = {p["county_fips"] for p in towns.get((given[0][:2], fold(name)), ())} & set(given)
    return ";".join(sorted(given, key=lambda fips: fips not in mains)) if len(mains) == 1 else counties


def _tidy(text: str) -> str:
    return " ".join(text.split()).rstrip(",: ")


def _former_towns(former: list[Row]) -> list[tuple[str, ...]]:
    """Towns whose police the FBI's list of 2018 alone names: real names, which are not to be set right into others."""
    named = {
        (a["ori"][:2], _tidy(a["agency_name"]).removesuffix(" Police Department"))
        for a in former
        if a["agency_type"] == "City"
    }
    return sorted(named)


def _sheriffs_of_2018(former: list[Row], counties: list[Row]) -> dict[str, str]:
    """ORI by county FIPS of the sheriffs whom the FBI's list of 2018 alone names, one a county.

    Fairfax, Roanoke or St. Louis without more is the county, as Census tables have it.
    """
    by_name = {(c["state"], c["name"].casefold()): c["fips"] for c in counties if c["status"] == "current"}
    found: dict[str, list[str]] = defaultdict(list)
    for agency in former:
        bare, sheriff, _ = _tidy(agency["agency_name"]).partition(" County Sheriff's Office")
        if agency["agency_type"] == "County" and sheriff and "police" not in bare.casefold():
            names = (f"{bare} {what}".casefold() for what in ("county", "parish"))
            if fips := next(
                (by_name[agency["state"], n] for n in names if (agency["state"], n) in by_name), ""
            ):
                found[fips].append(agency["ori"])
    return {fips: oris[0] for fips, oris in found.items() if len(oris) == 1 and fips not in OF_NO_COUNTY}


def _sheriffs(
    by_county: list[Row], reports: list[Row], extra: list[Row], former: dict[str, str]
) -> list[tuple[str, ...]]:
    """The sheriff's ORI of each county, chosen anew from the FBI's agencies of type county.

    One they name a police department is never it. One they name a sheriff comes first; else the only one
    they print under the bare county name; else the one whom only the list of 2018 names.
    """
    found: dict[str, list[tuple[bool, Row]]] = {}
    for agency in reports + extra:
        names = f"{agency.get('pub_agency_name', '')} {agency['api_name']}".casefold()
        if agency["agency_type"] == "County" and agency["county_fips"] and "police" not in names:
            found.setdefault(agency["county_fips"], []).append(("sheriff" in names, agency))
    rows = []
    for county in by_county:
        fips = county["fips"]
        candidates = found.get(fips, [])
        named = [a for is_named, a in candidates if is_named]
        chosen = named if named else [a for _, a in candidates]
        sheriff = chosen[0] if len(chosen) == 1 else {}
        is_in_hifld = int(county["hifld_sheriff_rows"]) > 0
        earlier = "" if chosen or county["state"] in NO_COUNTY_SHERIFF else former.get(fips, "")
        if earlier:
            sheriff = {"ori": earlier, "api_name": f"{county['name']} Sheriff's Office"}
            named = [sheriff]
        has_office = county["state"] not in NO_COUNTY_SHERIFF and (bool(chosen or earlier) or is_in_hifld)
        rows.append(
            (
                fips, sheriff.get("ori", ""), _tidy(sheriff.get("api_name", "")),
                sheriff.get("data_year", ""), _whole(sheriff.get("officers", "")),
                _whole(sheriff.get("civilians", "")), _flag(bool(sheriff) and bool(named)),
                str(len(candidates)), _flag(is_in_hifld), _flag(has_office),
            )
        )  # fmt: skip
    return sorted(rows)


def _flag(value: bool) -> str:
    return "1" if value else "0"


def _jails(source: Path) -> list[tuple[str, ...]]:
    """Jails by county, with those that the summary leaves out because they hold youths as well as adults."""
    mixed: dict[str, list[Row]] = defaultdict(list)
    for facility in _read_source("hifld_jails", source / "jails_prisons_hifld.csv"):
        if _holds_both(facility):
            mixed[facility["county_fips"]].append(facility)
    return sorted(_jail_row(j, mixed.get(j["fips"], [])) for j in _read(source, "jails_by_county.csv"))


def _holds_both(facility: Row) -> bool:
    """An open county jail that HIFLD's reader took for a juvenile one, though its name says that it is a jail too."""
    name = facility["name"]
    return (
        facility["juvenile"] == "1"
        and facility["type"] in ("COUNTY", "MULTI")
        and facility["status"] == "OPEN"
        and ("ADULT" in name or " JAIL" in name)
    )


def _jail_row(county: Row, mixed: list[Row]) -> tuple[str, ...]:
    known = int(_whole(county["facilities_with_capacity"]) or 0)
    sizes = [int(_whole(f["capacity"])) for f in mixed if _whole(f["capacity"])]
    capacity = int(_whole(county["capacity_known"]) or 0) if known else 0
    names = [*county["names"].split("|"), *(f["name"] for f in mixed)]
    return (
        county["fips"], str(int(county["open_adult_county_jails"]) + len(mixed)), _whole(county["regional_jails"]) or "0",
        str(capacity + sum(sizes)) if known + len(sizes) else "", str(known + len(sizes)), county["city_lockups_local"],
        ";".join(sorted(n.strip() for n in names if n.strip())),
    )  # fmt: skip


def _texas(jails: list[Row]) -> list[tuple[str, ...]]:
    return sorted(
        (
            t["fips"], TEXAS_OPERATION[t["class_2021"]], _whole(t["tcjs_2021_capacity"]),
            _whole(t["tcjs_2021_private_capacity"]), _whole(t["hifld_2024_adult_jails"]),
        )
        for t in jails
    )  # fmt: skip


INPUTS = (
    "agencies_fbi_api2018_extra.csv", "agencies_fbi_lee.csv", "counties.csv", "jails_by_county.csv",
    FORMER_LIST, "jails_prisons_hifld.csv", LEGACY_GEOMETRY, wage_areas.FILE, "places.csv",
    "sheriffs_by_county.csv", "texas_jail_operation.csv",
)  # fmt: skip


def _inputs(folder: Path) -> list[tuple[str, str]]:
    return [(name, hashlib.sha256((folder / name).read_bytes()).hexdigest()) for name in INPUTS]
