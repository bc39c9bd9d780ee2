"""What is not known of a county, as data: each gap has a code that views put into words, and its English sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputized import reference
from deputized.reference import CountyRow, Sheriff
from deputized.registry.places.gazetteer import county_name

if TYPE_CHECKING:
    from deputized.library.county import CountyAgency


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is not known. `names` are what the words speak of: agencies, or other counties."""

    code: str
    sentence: str
    names: tuple[str, ...] = ()


def county_gaps(
    county: CountyRow, bodies: tuple[CountyAgency, ...], sheriff: Sheriff | None
) -> tuple[Gap, ...]:
    """Every gap of a county, the plainest first."""
    return (*_place(county), *_people(county, sheriff), *_bodies(bodies), *_lists(bodies))


def _place(county: CountyRow) -> Iterator[Gap]:
    if county.status != "current":
        shares = reference.connecticut_regions().get(county.fips, {})
        parts = [f"{county_name(f)} {s:.0%}" for f, s in sorted(shares.items(), key=lambda x: -x[1])]
        where = (
            f"the Census counts its people by planning region; its area lies in {', '.join(parts)}"
            if parts
            else "the Census counts its people under its successors"
        )
        yield Gap("former", f"{county.name} is a former county; {where}", tuple(parts))
    elif county.state == "CT":
        old = [fips for fips, shares in reference.connecticut_regions().items() if county.fips in shares]
        names = tuple(county_name(fips) for fips in old)
        yield Gap(
            "connecticut",
            "jails, towns and police are listed by Connecticut's former counties; this region lies in "
            + ", ".join(names),
            names,
        )


def _people(county: CountyRow, sheriff: Sheriff | None) -> Iterator[Gap]:
    if sheriff is None or not sheriff.has_office:
        yield Gap("sheriff", "the reference lists name no sheriff's office here")
    elif sheriff.officers is None:
        yield Gap("staff", "the sheriff made no staffing report to the FBI from 2018 to 2025")
    jails = reference.jails().get(county.fips)
    if jails is None or not jails.has_jail:
        yield Gap(
            "jail", "HIFLD (2024) lists no open adult county jail here; prisoners may be held elsewhere"
        )
    elif jails.capacity is None:
        yield Gap("capacity", "the jail's capacity is not known")


def _bodies(bodies: tuple[CountyAgency, ...]) -> Iterator[Gap]:
    for code, what, question in (("ori", "FBI identifier", "ori"), ("town", "town", "place")):
        missing = [b for b in bodies if getattr(b.match, question).status == "unknown"]
        if missing:
            said = "; ".join(f"{b.agency_id}: no {what} ({getattr(b.match, question).note})" for b in missing)
            yield Gap(code, said, tuple(b.agency for b in missing))


def _lists(bodies: tuple[CountyAgency, ...]) -> Iterator[Gap]:
    if bodies:
        yield Gap("use", "training, credentials and first use of an agreement are not in these lists")
    yield Gap("ended", "absence from a list does not say that an agreement has ended")
