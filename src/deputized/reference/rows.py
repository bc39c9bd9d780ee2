"""The rows of the reference tables. Codes (FIPS, GEOID, ORI) are text with their leading zeros.

None means that the source does not say.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StateRow:
    """One of the 50 states, the District of Columbia or the five inhabited territories."""

    postal: str
    fips: str
    name: str
    is_territory: bool


@dataclass(frozen=True, slots=True)
class CountyRow:
    """One county or county equivalent.

    `status` is current, legacy_ct (the eight counties that Connecticut's planning regions replaced in 2022)
    or legacy_ak; a legacy county's people are counted again under its successors, so never add the two.
    """

    fips: str
    state: str
    name: str  # "Kinney County"
    base_name: str  # "Kinney"
    lsad: str  # county, parish, independent city, borough, planning region, ...
    status: str
    population_2020: int | None  # decennial count
    population_2024: int | None  # Census estimate for 1 July 2024, vintage 2024
    land_sqmi: float | None
    latitude: float | None
    longitude: float | None
    rucc_2013: int | None  # USDA rural-urban continuum code, 1 to 9
    rucc_2023: int | None
    nchs_2013: int | None  # NCHS urban-rural class, 1 to 6
    nchs_2023: int | None
    ice_field_office: str | None  # ERO field office, April 2026

    @property
    def rurality(self) -> str:
        """metro, adjacent (nonmetro beside a metro area), remote (other nonmetro) or unknown; RUCC 2023."""
        return rurality(self.rucc_2023)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A Census place: an incorporated one, or a census-designated place (which governs nothing)."""

    place_geoid: str
    state: str
    name: str
    county_fips: str  # the county that holds most of it, by today's code
    all_counties: tuple[str, ...]  # the main one first
    main_share: float  # share of it that lies in the main county
    population: int | None  # 2019 estimate; incorporated places only
    is_incorporated: bool


@dataclass(frozen=True, slots=True)
class FbiAgency:
    """One agency identifier (ORI9) the FBI has used, with its newest staffing report, if any."""

    ori: str
    state: str
    name: str  # as FBI tables print it: "Kinney" for a county's sheriff, "Hialeah" for a town's police
    full_name: str | None  # as the FBI's API of 2018 names it: "Kinney County Sheriff's Office"
    type: str  # city, county, state_police, other_state, campus, tribal, federal, other
    county_fips: tuple[str, ...]  # of a town's police, the county that holds most of the town first
    year: int | None  # year of the staffing report; None: known from the API list of 2018 only
    population: int | None  # people served as the FBI counts them (0 for overlapping bodies)
    officers: int | None  # sworn
    civilians: int | None


@dataclass(frozen=True, slots=True)
class Sheriff:
    """What the reference lists say of a county's sheriff; one row a county, also where there is none.

    `has_office`: FBI or HIFLD name a sheriff's office there, and the state has county sheriffs at all. New
    York City's five counties share one, and some Virginia cities their county's: offices are a few fewer.
    """

    county_fips: str
    ori: str | None
    name: str | None
    year: int | None
    officers: int | None
    civilians: int | None
    is_named_sheriff: bool  # the FBI's own name for the ORI says "sheriff"
    candidate_count: int  # ORIs of the county that could be the sheriff's
    is_in_hifld: bool  # HIFLD lists a sheriff's office in the county
    has_office: bool


@dataclass(frozen=True, slots=True)
class Jails:
    """Open adult local jails of a county per HIFLD 2024 (of the state in AK, CT, DE, HI, RI and VT)."""

    county_fips: str
    jail_count: int
    regional_count: int
    capacity: int | None  # of the jails whose capacity is known
    capacity_known_count: int
    city_lockup_count: int
    names: tuple[str, ...]

    @property
    def has_jail(self) -> bool:
        return self.jail_count > 0


@dataclass(frozen=True, slots=True)
class TexasJail:
    """Whether a Texas county ran a jail in September 2021, per the Commission on Jail Standards."""

    county_fips: str
    operation: str  # county, private (a private jail stands in the county), none
    capacity: int | None
    private_capacity: int | None
    hifld_jail_count: int | None


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name that one FBI agency is known under, and what that rests on."""

    state: str
    ori: str
    name: str
    kind: str  # other name, former name, initials
    evidence: str


@dataclass(frozen=True, slots=True)
class TableSource:
    """Where one table's facts come from and on what terms."""

    table: str
    columns: str
    publisher: str
    source: str
    vintage: str
    licence: str
    via: str
    note: str


def rurality(rucc_2023: int | None) -> str:
    """The rurality class of a 2023 rural-urban continuum code.

    >>> rurality(3), rurality(8), rurality(9), rurality(None)
    ('metro', 'adjacent', 'remote', 'unknown')
    """
    if rucc_2023 is None:
        return "unknown"
    if rucc_2023 <= 3:
        return "metro"
    return "adjacent" if rucc_2023 % 2 == 0 else "remote"
