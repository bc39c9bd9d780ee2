"""Counties in a line each: people, and the models that their county bodies hold on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputized import reference
from deputized.model.days import AsOf, DayLike
from deputized.places.lookup import state_code

if TYPE_CHECKING:
    from deputized.library.registry import Registry


@dataclass(frozen=True, slots=True)
class CountyLine:
    """One county: models that bodies of the whole county have on the list that speaks for the day."""

    county_fips: str
    county: str
    state: str
    population_2020: int | None
    rurality: str
    county_models: tuple[str, ...]


def counties(
    registry: Registry,
    state: str | None = None,
    as_of: DayLike | AsOf | None = None,
    known_on: DayLike | None = None,
) -> list[CountyLine]:
    """Every county, or those of a state, by FIPS. Raises ValueError for a state or day that is none."""
    day, postal = registry.day(as_of, known_on), state_code(state)
    return [
        CountyLine(
            fips, c.name, c.state, c.population_2020, c.rurality, day.county_models(c.state).get(fips, ())
        )
        for fips, c in sorted(reference.counties_by_fips().items())
        if postal is None or c.state == postal
    ]
