"""Every body of the country with all its codes: ours, the FBI's, county and town, where it is and how that was got.

One row per body: those on ICE's lists, with the registry's ties, and those of the reference tables on no list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.model.tables import Column, TableDefinition
from deputized.reference import FbiAgency, PlaceRow, fold
from deputized.resolver import KnownBody, resolver_of
from deputized.resolver.index import points
from deputized.resolver.keys import MUNICIPAL
from deputized.resolver.states import state_asked

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry
    from deputized.registry.places.answers import Match

BODIES = TableDefinition(
    "bodies",
    "one row per body of the country, on ICE's lists or on none, with all its codes",
    (
        Column(
            "body_id",
            "text",
            "Our id, else the ORI, else state, county and kind of the body; unlike our ids it may change with the tables",
            True,
        ),
        Column(
            "agency_id", "text", "Our id; empty for a body on no list we hold", False, "agencies.agency_id"
        ),
        Column("ori", "text", "FBI identifier (ORI) of the body; empty where none is public or known", False),
        Column("name", "text", "The body, as the lists or the FBI name it", True),
        Column("state", "text", "Postal code", True, "states.state"),
        Column(
            "kind", "text", "Kind of body: that of the registry, or of the FBI for a body on no list", True
        ),
        Column(
            "standing",
            "text",
            "listed, pending, left, announced (once pending), never listed, cannot tell",
            True,
        ),
        Column("models", "text", "Models in force on the newest list", False),
        Column("agreements_in_force", "integer", "Agreements in force on the newest list", True),
        Column("county_fips", "text", "County that holds most of it", False, "counties.county_fips"),
        Column("county_name", "text", "Its name", False),
        Column("county_fips_all", "text", "Every county it lies in, the main one first", False),
        Column("county_rule", "text", "How the county was got", False),
        Column("county_score", "real", "1 where names are equal, less where a spelling was read past", False),
        Column("place_geoid", "text", "Town, by Census GEOID", False, "places.place_geoid"),
        Column("place_name", "text", "Its name", False),
        Column("place_rule", "text", "How the town was got", False),
        Column("place_score", "real", "As county_score", False),
        Column("ori_rule", "text", "How the ORI was got", False),
        Column("ori_score", "real", "As county_score", False),
        Column("latitude", "real", "Degrees north", False),
        Column("longitude", "real", "Degrees east", False),
        Column(
            "point_source",
            "text",
            "What the point is and where it is from: an office, or the centre of the county",
            False,
        ),
        Column("rucc_2023", "integer", "Rural-urban continuum code of the county, 1 to 9", False),
        Column("field_office", "text", "ICE field office of the county, April 2026", False),
        Column("officers", "integer", "Sworn officers by the newest FBI report", False),
        Column("civilians", "integer", "Civilians by the newest FBI report", False),
        Column("staffing_year", "integer", "Year of that report", False),
        Column(
            "people",
            "integer",
            "People of the county of a sheriff, or of the town as the FBI counts them",
            False,
        ),
    ),
    ("body_id",),
    (("agency_id",), ("ori",), ("state", "kind"), ("county_fips",)),
)
COLUMNS = tuple(c.name for c in BODIES.columns)
OF_OFFICE = "office: HIFLD 2024, the one of its name in its county"
OF_COUNTY = "centre of its county: Census gazetteer 2024"
BY_NAME = "the FBI's name and county"


def crosswalk(registry: Registry, state: str | None = None) -> list[Record]:
    """The bodies of a state or of the country, by state, name and code; `COLUMNS` in that order.

    Raises ValueError if `state` names none.
    """
    postal = None if state is None else state_asked(state)
    if state is not None and postal is None:
        raise ValueError(f"{state}: not a state or territory; give a postal code such as TX")
    lives = {r["agency_id"]: r for r in registry.agencies(standing="all")}
    pending = {r["agency_id"] for r in registry.agencies(standing="pending")}
    out: list[Record] = []
    for one in [postal] if postal else [s.postal for s in reference.states()]:
        fbi = {a.ori: a for a in reference.fbi_agencies_of(one)}
        bodies = sorted(
            (b for b in resolver_of(registry.db).bodies(one) if not b.by_code),
            key=lambda b: (fold(b.name), b.agency_id or "", b.ori or "", b.county_fips),
        )
        for body in bodies:
            life = lives.get(body.agency_id or "")
            tie = registry.ties[body.agency_id] if body.agency_id else None
            out.append(_row(body, tie, fbi.get(body.ori or ""), life, body.agency_id in pending))
    return out


def rows_of_bodies(registry: Registry, state: str | None = None) -> list[tuple[Any, ...]]:
    """The rows of `BODIES`."""
    return [tuple(r[c] for c in COLUMNS) for r in crosswalk(registry, state)]


def standing_of(life: Record | None, body: KnownBody, is_pending: bool) -> str:
    """listed, pending, left, announced (once on a pending list), never listed, or cannot tell."""
    if life is None:
        return body.standing
    if life["active_agreement_count"]:
        return "listed"
    return "pending" if is_pending else "left" if life["agreement_count"] else "announced"


def _row(
    body: KnownBody, tie: Match | None, fbi: FbiAgency | None, life: Record | None, is_pending: bool
) -> dict[str, Any]:
    counties = tie.county.codes if tie and tie.county.codes else body.county_fips
    town = _town(body) if tie is None else None
    if town is not None:  # most of a town is in one county, whichever the FBI names first
        counties = tuple(dict.fromkeys((town.county_fips, *counties)))
    county = reference.counties_by_fips().get(counties[0]) if counties else None
    geoid = tie.place.code if tie else town.place_geoid if town else None
    whole_state = tie is not None and tie.level == "state"
    point, source = _point(body, None if whole_state else (counties[0] if counties else None))
    staff = tie if tie is not None else fbi
    year = tie.staffing_year if tie else fbi.year if fbi else None
    ori = tie.ori.code if tie else body.ori
    return {
        "body_id": body.agency_id or ori or f"{body.state}-{counties[0] if counties else 'state'}-{body.kind}",
        "agency_id": body.agency_id, "ori": ori, "name": body.name, "state": body.state, "kind": body.kind,
        "standing": standing_of(life, body, is_pending), "models": life["active_models"] if life else None,
        "agreements_in_force": life["active_agreement_count"] if life else 0,
        "county_fips": county.fips if county else None, "county_name": county.name if county else None,
        "county_fips_all": ";".join(counties) or None,
        "county_rule": tie.county.rule if tie else BY_NAME if counties else None,
        "county_score": tie.county.score if tie else 1.0 if counties else None,
        "place_geoid": geoid, "place_name": _place_name(body.state, geoid),
        "place_rule": tie.place.rule if tie else "the one town of its name in its county" if town else None,
        "place_score": tie.place.score if tie else 1.0 if town else None,
        "ori_rule": tie.ori.rule if tie else "the FBI's own" if body.ori else None,
        "ori_score": tie.ori.score if tie else 1.0 if body.ori else None,
        "latitude": point[0] if point else None, "longitude": point[1] if point else None, "point_source": source,
        "rucc_2023": county.rucc_2023 if county else None,
        "field_office": county.ice_field_office if county else None,
        "officers": staff.officers if staff else None, "civilians": staff.civilians if staff else None,
        "staffing_year": year, "people": body.people or None,
    }  # fmt: skip


def _point(body: KnownBody, county_fips: str | None) -> tuple[tuple[float, float] | None, str | None]:
    if body.ori and (found := points().get(body.ori)):
        return found, OF_OFFICE
    county = reference.counties_by_fips().get(county_fips or "")
    if county is not None and county.latitude is not None and county.longitude is not None:
        return (county.latitude, county.longitude), OF_COUNTY
    return None, None


def _town(body: KnownBody) -> PlaceRow | None:
    """The one incorporated place that a town's police on no list is named for, in its county."""
    if body.kind != "city":
        return None
    names = {k.base for k in body.keys if k.role in MUNICIPAL and k.form not in ("township", "town")}
    found = {
        p.place_geoid: p
        for n in names for p in reference.places_by_name(body.state).get(n, ())
        if p.is_incorporated and set(p.all_counties) & set(body.county_fips)
    }  # fmt: skip
    return next(iter(found.values())) if len(found) == 1 else None


def _place_name(state: str, geoid: str | None) -> str | None:
    if geoid is None:
        return None
    pool = reference.townships().values() if len(geoid) == 10 else reference.places_of(state)
    return next((p.name for p in pool if p.place_geoid == geoid), None)
