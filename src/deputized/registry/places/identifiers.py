"""The FBI's identifier (ORI9) of an agency. Equal names in the right place match; alike ones never do."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.reference import FbiAgency, fold
from deputized.registry.names import AgencyName
from deputized.registry.places.answers import Alternative, PlaceAnswer, matched, not_applicable, unknown
from deputized.registry.places.directory import (
    by_full_name,
    by_words,
    constables,
    folded_names,
    newest,
    words_key,
)

NO_PUBLIC_ORI = {
    "corrections": "no public ORI for this kind of body: the FBI's public tables list police, not jails and prisons "
    "(a few apart, and not this one), and a sheriff's ORI is not his jail's",
    "national_guard": "no public ORI for this kind of body: the FBI's public tables list no National Guard",
}
"""Kinds of body that the FBI's public tables leave out, in words."""


def find_ori(name: AgencyName, county: PlaceAnswer, town_police: tuple[FbiAgency, ...]) -> PlaceAnswer:
    """The ORI of an agency whose county is already answered; `town_police` are the FBI's for its town."""
    if name.kind == "sheriff":
        return _sheriff(name, county)
    if name.kind == "county_police":
        return _county_police(name, county)
    if town_police and name.kind == "municipal_police":
        return _single(name, newest(town_police), town_police, "town_police")
    if name.kind == "constable":
        return _constable(name, county)
    if name.kind == "prosecutor" and (detectives := _county_detectives(name, county)):
        return _single(name, detectives, detectives, "county_detectives")
    listed = by_full_name(name.state).get(fold(name.printed), ())
    if not listed:
        listed = by_words(name.state).get(words_key(name.printed, name.state), ())
    listed = tuple(a for a in listed if _kind_fits(name, a))
    if listed:
        fitting = newest(_within(name, county, listed), one_body=name.level == "state")
        return _single(name, fitting, listed, "same_words")
    near = _candidates(name, county)
    if (why := NO_PUBLIC_ORI.get(name.kind)) is not None:
        return replace(not_applicable("no_public_ori", why), alternatives=near)
    return unknown("no_fbi_name", "no ORI in FBI tables bears this name", near)


def _county_detectives(name: AgencyName, county: PlaceAnswer) -> tuple[FbiAgency, ...]:
    """Pennsylvania's county detectives are the district attorney's police (County Code, section 1440); FBI
    tables list them by county, without the attorney."""
    if name.state != "PA":
        return ()
    return tuple(
        a
        for a in reference.fbi_agencies_of("PA")
        if fold(a.name) == "county detective" and a.county_fips == county.codes
    )


def _within(name: AgencyName, county: PlaceAnswer, listed: tuple[FbiAgency, ...]) -> tuple[FbiAgency, ...]:
    """Those of the agency's county; for a statewide body the ORI that the FBI ties to no county."""
    if name.level == "state":
        return tuple(a for a in listed if not a.county_fips) or listed
    return tuple(a for a in listed if set(a.county_fips) & set(county.codes)) or listed


def _constable(name: AgencyName, county: PlaceAnswer) -> PlaceAnswer:
    """FBI tables print a county's constables without their precinct: only an unnumbered one can be told."""
    found = tuple(a for a in constables(name.state) if set(a.county_fips) & set(county.codes))
    if not found:
        return unknown("no_fbi_name", "FBI tables hold no constable of this county", ())
    if len(found) == 1 and not name.number and "constable" in fold(found[0].name).split()[-1]:
        return _single(name, found, found, "only_constable")
    return unknown(
        "precinct_not_given",
        f"FBI tables hold {len(found)} constables of the county, without precinct or district",
        _alternatives(name, found, "a constable of this county, precinct not printed"),
    )


def _kind_fits(name: AgencyName, agency: FbiAgency) -> bool:
    """Police is not sheriff, a campus is not a town."""
    if name.kind == "campus":
        return agency.type in ("campus", "other")
    if name.kind == "municipal_police":
        return agency.type in ("city", "other")
    if name.level == "state":
        return agency.type in ("state_police", "other_state", "other")
    return agency.type not in ("city", "campus", "federal")


def _single(
    name: AgencyName, fitting: tuple[FbiAgency, ...], every: tuple[FbiAgency, ...], rule: str
) -> PlaceAnswer:
    others = tuple(a for a in every if a not in fitting)
    if len(fitting) > 1:
        return unknown(
            "several_oris",
            f"{len(fitting)} ORIs bear this name",
            _alternatives(name, every, "bears the same name"),
        )
    chosen = fitting[0]
    note = "" if chosen.year else "known from the FBI's agency list of 2018 only: no staffing report"
    return matched(
        rule, (chosen.ori,), note, 1.0, _alternatives(name, others, "older report, or another county")
    )


def _sheriff(name: AgencyName, county: PlaceAnswer) -> PlaceAnswer:
    if county.code is None:
        return unknown("no_county", "the county is not known")
    sheriff = reference.sheriffs().get(county.code)
    if sheriff is not None and sheriff.ori:
        rule = "county_sheriff" if sheriff.is_named_sheriff else "county_sheriff_by_bare_name"
        return matched(rule, (sheriff.ori,), "", 1.0 if sheriff.is_named_sheriff else 0.95)
    return unknown(
        "no_sheriff_ori", "FBI tables hold no ORI named for this county's sheriff", _candidates(name, county)
    )


def _county_police(name: AgencyName, county: PlaceAnswer) -> PlaceAnswer:
    found = tuple(
        a
        for a in reference.fbi_agencies_of(name.state)
        if a.type == "county" and set(a.county_fips) & set(county.codes)
        and "police" in fold(f"{a.name} {a.full_name or ''}")
    )  # fmt: skip
    if found:
        return _single(name, newest(found), found, "county_police")
    return unknown(
        "no_fbi_name", "FBI tables hold no county police of this county", _candidates(name, county)
    )


def _alternatives(name: AgencyName, agencies: tuple[FbiAgency, ...], reason: str) -> tuple[Alternative, ...]:
    wanted = fold(name.printed)
    return tuple(
        Alternative(a.ori, a.full_name or a.name, round(_likeness(wanted, a), 3), reason) for a in agencies
    )


def _likeness(wanted: str, agency: FbiAgency) -> float:
    return max(OSA.normalized_similarity(wanted, n) for n in folded_names(agency.state)[agency.ori])


def _candidates(name: AgencyName, county: PlaceAnswer) -> tuple[Alternative, ...]:
    """The three likest names, of the same county where it is known: to review, never to use."""
    wanted = fold(name.printed)
    pool = (
        a
        for a in reference.fbi_agencies_of(name.state)
        if not county.codes or not a.county_fips or set(a.county_fips) & set(county.codes)
    )
    scored = sorted(((_likeness(wanted, a), a.ori, a) for a in pool), key=lambda x: (-x[0], x[1]))
    return tuple(
        Alternative(a.ori, a.full_name or a.name, round(s, 3), "spelling only")
        for s, _, a in scored[:3]
        if s >= 0.5
    )
