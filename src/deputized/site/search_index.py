"""What the search in the browser looks through: every county, agency and state, as small as it can be read.

`web/src/places.ts` reads it. An agency's line begins with how it stands on the newest list (`+` listed, `?` only
pending, `-` no longer, `.` announced once and never listed) and how the rest is written: `S` and `P` are shorthand
for the two commonest kinds of name, whose page's id follows from the name; `=` is the name and the id, a tab between.
"""

from __future__ import annotations

import json
import re

from deputized.site.book import Book

SHORT = (("S", " County Sheriff's Office", "-county-sheriff"), ("P", " Police Department", "-police"))
"""Mark, end of the name, end of the id."""
MARKS = {"in force": "+", "pending": "?", "left": "-", "never listed": "."}
"""What the line of an agency begins with."""


def search_index(book: Book) -> str:
    """The text of data/search.json: names of states by postal code, counties by state and then code, agencies by state."""
    counties: dict[str, dict[str, list[str]]] = {}
    for fips, county in sorted(book.counties.items()):
        counties.setdefault(county.state, {}).setdefault(fips[:2], []).append(
            f"{fips[2:]}{_county(county.name)}"
        )
    agencies: dict[str, list[str]] = {}
    for agency_id, agency in sorted(book.agencies.items()):
        agencies.setdefault(agency["state"], []).append(
            MARKS[book.day.standing_of(agency_id)] + _agency(agency["name"], agency_id.partition("-")[2])
        )
    found = {"states": dict(sorted(book.names_of_states.items())), "counties": counties, "agencies": agencies}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _county(name: str) -> str:
    """A county's name: "Kinney" is Kinney County, "St. Louis city!" is written out."""
    stem, _, end = name.rpartition(" ")
    return stem if end == "County" and stem else f"{name}!"


def _agency(name: str, slug: str) -> str:
    """A name and its id without the state: in shorthand if the id follows from the name."""
    for mark, said, written in SHORT:
        stem = name.removesuffix(said)
        if stem != name and slug == slug_of(stem) + written:
            return mark + stem
    return f"={name}\t{slug}"


def slug_of(stem: str) -> str:
    """A name as an id writes it, for plain names: "Glenn Heights" is glenn-heights."""
    return re.sub(r"[^a-z0-9]+", "-", stem.lower().replace("'", "").replace(".", "")).strip("-")
