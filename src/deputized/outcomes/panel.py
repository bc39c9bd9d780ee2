"""County by month for research: models in force by both clocks, state law, people, results where held, and the vintage.

Before January 2021 which models were in force is not held: those columns are empty, never zero. A fiscal year's results
stand in each of its months and must not be added up over months.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.model.days import DayLike, day_of, maybe_day
from deputized.outcomes.answer import ties_of
from deputized.outcomes.attribution import CERTAIN, POSSIBLE
from deputized.outcomes.import_counts import Imported, imported
from deputized.places.months import COUNTY_LEVELS
from deputized.rules.statutes import posture_of

if TYPE_CHECKING:
    from deputized.library import Registry

FIRST = date(2006, 1, 1)
LISTS_FROM = "2021-01"
COLUMNS: dict[str, tuple[str, str]] = {
    "county_fips": ("text", "County FIPS, current counties of the 50 states and DC"),
    "state": ("text", "Postal code"),
    "month": ("text", "Year and month, 2025-03"),
    "tfm": ("integer", "Task Force agreements of county bodies in force on the month's last day, as known now; empty before 2021-01"),
    "jem": ("integer", "Jail Enforcement agreements, as tfm"),
    "wso": ("integer", "Warrant Service Officer agreements, as tfm"),
    "municipal_agency_count": ("integer", "Town police in the county with any model in force that day; empty before 2021-01"),
    "tfm_known": ("integer", "Task Force agreements of county bodies in force that day, as the lists out on it told"),
    "jem_known": ("integer", "Jail Enforcement agreements, as tfm_known"),
    "wso_known": ("integer", "Warrant Service Officer agreements, as tfm_known"),
    "state_posture": ("text", "What the state's law did on the month's last day, the strongest in force; nothing_found is no proof"),
    "has_mandate": ("integer", "1 if that posture is mandates: some agencies of the state must sign; 0 else"),
    "population": ("integer", "People, 2020 census"),
    "rurality": ("text", "metro, adjacent or remote; USDA rural-urban continuum code 2023"),
    "fiscal_year": ("integer", "Federal fiscal year of the month"),
    "identified_fy": ("integer", "People identified by the county and its towns in that fiscal year (ICE, FOIA); empty if not held"),
    "removed_fy": ("integer", "Removals and returns, as identified_fy; of the fiscal year: do not add up over months"),
    "rows_certain": ("integer", "Imported rows that are certainly of the county and its towns in that month; empty if none or withheld"),
    "rows_possible": ("integer", "Rows that are possibly of them; empty if none or withheld (under five)"),
    "vintage": ("text", "Day of the newest list, and the releases imported"),
}  # fmt: skip
"""Every column with its kind and what it means."""


@dataclass(frozen=True, slots=True)
class StudyPanel:
    """The panel's rows, in the order of `COLUMNS`, and what it was made from."""

    rows: list[tuple[Any, ...]]
    since: date
    until: date
    vintage: str


def study_panel(
    registry: Registry,
    since: DayLike = FIRST,
    until: DayLike | None = None,
    *,
    every_county: bool = False,
    kept: tuple[Imported, ...] | None = None,
) -> StudyPanel:
    """Rows by county and month. Counties that never had an agreement or a result are left out unless asked for.

    Raises ValueError if it would end before it begins.
    """
    newest = registry.day(None).list_day
    first, last = day_of(since, "since"), min(maybe_day(until, "until") or newest, newest)
    if last < first:
        raise ValueError(f"the panel would end ({last}) before it begins ({first})")
    releases = imported() if kept is None else kept
    vintage = "; ".join([f"list {newest}", *(f"{i.dataset} {i.release}" for i in releases)])
    now = _as_known_now(registry, first, last)
    then = _as_known_then(registry, first, last, newest)
    results, rows_of = _results(registry), _imported(registry, releases)
    wanted = None if every_county else {f for f, _ in now} | {f for f, _ in results} | {f for f, _ in rows_of}
    states = {s.postal for s in reference.states() if not s.is_territory}
    postures: dict[tuple[str, str], str] = {}
    out: list[tuple[Any, ...]] = []
    for county in reference.counties():
        if (
            county.status != "current"
            or county.state not in states
            or (wanted is not None and county.fips not in wanted)
        ):
            continue
        for end, month in _months(first, last):
            if (county.state, month) not in postures:
                postures[county.state, month] = posture_of(county.state, end).posture.value
            posture, year = postures[county.state, month], end.year + (end.month > 9)
            is_held = month >= LISTS_FROM
            empty = (0, 0, 0, 0) if is_held else (None,) * 4
            out.append(
                (
                    county.fips, county.state, month, *now.get((county.fips, month), empty),
                    *then.get((county.fips, month), (0, 0, 0) if is_held else (None,) * 3),
                    posture, int(posture == "mandates"), county.population_2020, county.rurality, year,
                    *results.get((county.fips, year), (None, None)), *rows_of.get((county.fips, month), (None, None)), vintage,
                )
            )  # fmt: skip
    return StudyPanel(out, first, last, vintage)


def _months(first: date, last: date) -> Iterator[tuple[date, str]]:
    """The last day of every month, or the panel's last day in its last month, and the month."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield min(date(year, month, monthrange(year, month)[1]), last), f"{year}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _as_known_now(registry: Registry, first: date, last: date) -> dict[tuple[str, str], tuple[int, ...]]:
    """County and month: TFM, JEM, WSO of county bodies, and town agencies; counties that had one in these months."""
    begin = max(first, date(2021, 1, 1))
    if last < begin:
        return {}
    found = registry.panel(begin, last, only_with_agreement=True)
    return {(r.county_fips, r.month): (r.tfm, r.jem, r.wso, r.municipal_agency_count) for r in found.rows}


def _as_known_then(
    registry: Registry, first: date, last: date, newest: date
) -> dict[tuple[str, str], tuple[int, int, int]]:
    """County and month: TFM, JEM, WSO of county bodies, as the lists out on the month's last day told."""
    out: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    models = ("TFM", "JEM", "WSO")
    for end, month in _months(max(first, date(2021, 1, 1)), last):
        try:
            held = registry.as_of(end, known_on=end)
        except ValueError:  # before the first list nothing was known
            continue
        for a in held:
            tie = registry.ties[registry.clocks.agency_known(a.agency_id, None)]
            if tie.level in COUNTY_LEVELS and a.model in models:
                for fips in tie.county.codes:
                    out[fips, month][models.index(a.model)] += 1
    return {key: (n[0], n[1], n[2]) for key, n in out.items()}


def _results(registry: Registry) -> dict[tuple[str, int], tuple[int | None, int | None]]:
    """County and fiscal year: identified and removed of agencies of that one county; None where ICE's table is blank."""
    out: dict[tuple[str, int], list[int | None]] = {}
    for t in ties_of(registry)[0]:
        body = t.tie.body
        if body is None or len(body.county_fips) != 1:
            continue  # a state's or several counties' numbers are no county's
        for r in t.agency.results:
            sums = out.setdefault((body.county_fips[0], r.year), [None, None])
            for n, value in enumerate((r.identified, r.removed)):
                if value is not None:
                    sums[n] = (sums[n] or 0) + value
    return {key: (n[0], n[1]) for key, n in out.items() if n != [None, None]}


def _imported(
    registry: Registry, releases: tuple[Imported, ...]
) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """County and month: certain and possible rows of arrests and detainers imported; a withheld cell leaves it empty."""
    sums: dict[tuple[str, str], list[int | None]] = {}
    for release in releases:
        for c in release.cells:
            if not c.agency_id or c.certainty not in (CERTAIN, POSSIBLE) or not c.month:
                continue
            tie = registry.ties[registry.clocks.agency_known(c.agency_id, None)]
            if tie.level not in (*COUNTY_LEVELS, "municipal") or not tie.county.code:
                continue
            held = sums.setdefault((tie.county.code, c.month), [0, 0])
            n = int(c.certainty == POSSIBLE)
            before = held[n]
            held[n] = None if c.rows is None or before is None else before + c.rows
    return {key: (n[0], n[1]) for key, n in sums.items()}
