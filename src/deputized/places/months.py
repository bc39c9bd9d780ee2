"""County by month: which models county bodies held, and how many towns' police, since January 2021.

Schema, one row per county and month (`COLUMNS` describes each column). A model counts in a month if an
agreement was in force on the month's last day, from the day printed as SIGNED to the first list without it:
ICE's list shows an agreement some days after its signing. The month of the newest list counts as of that
list. An agreement that ended before the first list held (January 2021) is not in the panel. Sheriffs and
other county bodies (jail authority, county police, prosecutor) count for the county; statewide agencies count
for none.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from deputized import reference

COUNTY_LEVELS = frozenset({"county", "judicial_district", "regional"})
LOCAL_LEVELS = frozenset({"constable_district", "campus", "port"})
COLUMNS = {
    "county_fips": "County FIPS, current counties of the 50 states and DC",
    "month": "Year and month, 2025-03",
    "tfm": "Task Force agreements of county bodies in force on the month's last day",
    "jem": "Jail Enforcement agreements of county bodies in force on the month's last day",
    "wso": "Warrant Service Officer agreements of county bodies in force on the month's last day",
    "first_tfm_date": "First day a county body held a Task Force agreement, up to this month; empty if never",
    "first_jem_date": "The same for Jail Enforcement",
    "first_wso_date": "The same for Warrant Service Officer",
    "municipal_agency_count": "Town police in the county with any model in force on the month's last day",
    "local_agency_count": "Constables, campus and port police in the county with any model in force that day",
    "population": "People, 2020 census",
    "rurality": "metro, adjacent or remote; USDA rural-urban continuum code 2023",
}


@dataclass(frozen=True, slots=True)
class InForceSpan:
    """One agreement's time in force: [start, end), end None while it stands."""

    agency_id: str
    level: str
    county_fips: tuple[str, ...]
    model: str
    start: date
    end: date | None


class PanelRow(NamedTuple):
    """One county in one month; see `COLUMNS`."""

    county_fips: str
    month: str
    tfm: int
    jem: int
    wso: int
    first_tfm_date: date | None
    first_jem_date: date | None
    first_wso_date: date | None
    municipal_agency_count: int
    local_agency_count: int
    population: int
    rurality: str


def panel(
    spans: Iterable[InForceSpan],
    *,
    first: date = date(2021, 1, 1),
    last: date,
    only_with_agreement: bool = False,
    known_to: date | None = None,
) -> Iterator[PanelRow]:
    """Rows by county and month, from the month of `first` to that of `last`.

    `only_with_agreement` leaves out counties that never have one in these months. `known_to` is the day of the
    newest list: the month it lies in counts as of that day, and later months are not given. A town agency counts in its
    main county, a county body in each of its counties. Raises ValueError if `last` is before `first`.
    """
    if last < first:
        raise ValueError(f"the panel would end ({last}) before it begins ({first})")
    own: dict[str, list[InForceSpan]] = defaultdict(list)
    towns: dict[str, list[InForceSpan]] = defaultdict(list)
    locals_: dict[str, list[InForceSpan]] = defaultdict(list)
    for span in spans:
        if span.level in COUNTY_LEVELS:
            for fips in span.county_fips:
                own[fips].append(span)
        elif span.level == "municipal" and span.county_fips:
            towns[span.county_fips[0]].append(span)
        elif span.level in LOCAL_LEVELS and span.county_fips:
            locals_[span.county_fips[0]].append(span)
    final = min(last, known_to) if known_to else last
    ends = [(min(end, known_to or end), f"{end:%Y-%m}") for end in _month_ends(first, final)]
    states = {s.postal for s in reference.states() if not s.is_territory}
    for county in reference.counties():
        if county.status != "current" or county.state not in states:
            continue
        here, town = own.get(county.fips, []), towns.get(county.fips, [])
        local = locals_.get(county.fips, [])
        every = (*here, *town, *local)
        if only_with_agreement and not any(_stands(s, end) for s in every for end, _ in ends):
            continue
        people, rurality = county.population_2020 or 0, county.rurality
        if not every:  # two counties in three: nothing to count
            for _, month in ends:
                yield PanelRow(county.fips, month, 0, 0, 0, None, None, None, 0, 0, people, rurality)
            continue
        for end, month in ends:
            yield PanelRow(
                county.fips,
                month,
                _count(here, "TFM", end),
                _count(here, "JEM", end),
                _count(here, "WSO", end),
                _first(here, "TFM", end),
                _first(here, "JEM", end),
                _first(here, "WSO", end),
                len({s.agency_id for s in town if _stands(s, end)}),
                len({s.agency_id for s in local if _stands(s, end)}),
                people,
                rurality,
            )


def _month_ends(first: date, last: date) -> Iterator[date]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield date(year, month, monthrange(year, month)[1])
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _stands(span: InForceSpan, day: date) -> bool:
    return span.start <= day and (span.end is None or day < span.end)


def _count(spans: list[InForceSpan], model: str, day: date) -> int:
    return sum(1 for s in spans if s.model == model and _stands(s, day))


def _first(spans: list[InForceSpan], model: str, day: date) -> date | None:
    return min((s.start for s in spans if s.model == model and s.start <= day), default=None)
