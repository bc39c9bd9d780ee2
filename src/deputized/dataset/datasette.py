"""What Datasette is told of the one database: titles, units, facets, questions with parameters, licenses."""

from __future__ import annotations

from typing import Any

from deputized import reference
from deputized.dataset.tables import BESIDE
from deputized.facts.asked import QUESTIONS
from deputized.model.tables import TABLES
from deputized.store.views import VIEWS

FREE = {"license": "CC0 1.0", "license_url": "https://creativecommons.org/publicdomain/zero/1.0/"}
LISTS = {
    "source": "ICE, lists of 287(g) agreements",
    "source_url": "https://www.ice.gov/identify-and-arrest/287g",
}
UNITS = {
    "counties": {"land_sqmi": "sq mi"}, "payments": {"amount_usd": "USD"},
}  # fmt: skip
FACETS = {
    "agencies": ["state", "kind", "jurisdiction_level"], "agreements": ["state", "model", "status"],
    "bodies": ["state", "kind", "standing"], "events": ["kind", "state", "model"], "publications": ["kind", "standing"],
    "laws": ["state", "posture"], "duties": ["state", "bound", "standing"], "claims": ["verdict"], "results": ["measure"],
    "in_force": ["state", "model", "kind"], "changes": ["kind", "state", "model"], "never_listed": ["state", "kind"],
    "identifiers": ["scheme"], "places": ["state", "kind"], "counties": ["state", "status"],
}  # fmt: skip
LABELS = {
    "agencies": "name", "bodies": "name", "counties": "name", "places": "name", "states": "name", "laws": "bill",
    "publications": "publication_id", "agreements": "agreement_id", "claims": "published",
}  # fmt: skip
SORTS = {"events": {"sort_desc": "date"}, "publications": {"sort": "position"}, "bodies": {"sort": "state"}}
_OF_TABLE = {
    "states": ("counties",), "counties": ("counties",), "county_codes": ("counties",), "places": ("places",),
    "place_counties": ("places",), "bodies": ("fbi_agencies", "sheriffs"), "body_counties": ("fbi_agencies",),
    "identifiers": ("fbi_agencies",),
}  # fmt: skip
"""Tables of the reference sources that a table rests on."""


def metadata(database: str = "deputized") -> dict[str, Any]:
    """The metadata file of a Datasette that serves the database of this name."""
    return {
        "title": "287(g) agreements: every list ICE printed, as open data",
        "description": "Who is deputized, where, since when, on what evidence. Days are ISO days.",
        **FREE, **LISTS,
        "databases": {
            database: {
                **FREE, **LISTS,
                "tables": {t.name: _table(t.name, t.grain, {c.name: c.description for c in t.columns}) for t in (*TABLES, *BESIDE)}
                | {v.name: _table(v.name, v.grain, v.columns) for v in VIEWS}
                | {name: {"hidden": True} for name in ("sqlite_stat1", "agency_search_config")},
                "queries": {q.name: {"sql": q.query.strip(), "title": q.title, "description": _begin(q.begin)} for q in QUESTIONS},
            }
        },
    }  # fmt: skip


def _table(name: str, grain: str, columns: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": grain[0].upper() + grain[1:] + ".",
        "columns": columns,
        **_terms(name),
    }
    if name in FACETS:
        found["facets"] = FACETS[name]
    if name in LABELS:
        found["label_column"] = LABELS[name]
    if name in UNITS:
        found["units"] = UNITS[name]
    return found | SORTS.get(name, {})


def _terms(name: str) -> dict[str, str]:
    """License and source of a table: ours, or those of the reference tables it rests on."""
    used = [s for s in reference.sources() if s.table in _OF_TABLE.get(name, ())]
    if not used:
        return FREE
    licenses = sorted({s.licence for s in used})
    return {"license": "; ".join(licenses), "source": "; ".join(sorted({s.publisher for s in used}))}


def _begin(values: dict[str, str]) -> str:
    return "For instance: " + ", ".join(
        f"{name} = {value}" if value else f"{name} left empty" for name, value in values.items()
    )
