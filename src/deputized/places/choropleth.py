"""The national map of a model on a day: shades from who holds it, notes for who points at a county."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from deputized import reference
from deputized.model.days import in_words
from deputized.model.kinds import MODEL_TITLES
from deputized.places.maps import map_svg
from deputized.places.residents import Holder


def county_classes(holders: Iterable[Holder], model: str | None = None) -> dict[str, str]:
    """County FIPS to county, town or state: the nearest kind of body that holds the model (any if None).

    County bodies are the sheriff and other bodies of the whole county; constables count as town bodies,
    since they serve a part of it. A county nobody reaches is left out.
    """
    held = [h for h in holders if (model in h.models if model else h.models)]
    states = {h.state for h in held if h.level == "state"}
    classes = {c.fips: "state" for c in reference.counties() if c.status == "current" and c.state in states}
    local = ("municipal", "constable_district")
    for wanted, levels in (("town", local), ("county", ("county", "judicial_district"))):
        for holder in held:
            if holder.level in levels:
                classes.update(dict.fromkeys(holder.county_fips, wanted))
    return classes


def map_title(model: str | None, day: date) -> str:
    """ "Task Force Model by county, December 15, 2025"."""
    return f"{MODEL_TITLES[model] if model else '287(g) agreements'} by county, {in_words(day)}"


def map_source(listed: date) -> str:
    """The sentence that names the list a map is drawn from."""
    return f"Source: ICE's list of participating agencies of {in_words(listed)}."


def model_map(
    holders: Iterable[Holder],
    day: date,
    model: str | None = None,
    *,
    notes: bool = False,
    listed: date | None = None,
) -> str:
    """The SVG map of one model (any if None) on a day. `notes` names each shaded county when pointed at;
    `listed` is the day of the list the holders stand on, `day` itself unless told."""
    every = tuple(holders)
    classes = county_classes(every, model)
    name = MODEL_TITLES[model] if model else "287(g) agreements"
    when = in_words(day)
    count = {key: sum(1 for v in classes.values() if v == key) for key in ("county", "town", "state")}
    counties = reference.counties_by_fips()
    said = {"county": "a county body holds it", "town": "only town police or constables hold it"}
    return map_svg(
        classes,
        title=map_title(model, day),
        description=(
            f"Map of the counties of the United States, {when}. In {count['county']:,} counties the sheriff "
            f"or another county body holds an agreement ({name}); in {count['town']:,} more only town police "
            f"or constables do; in {count['state']:,} more only an agency of the state does. Grey counties "
            "have none on ICE's list of that day. A shade says who signed, not what is done there."
        ),
        notes={
            fips: f"{counties[fips].name}, {counties[fips].state}: {said[key]}"
            for fips, key in classes.items()
            if notes and key in said
        },
        footer=map_source(listed or day),
    )
