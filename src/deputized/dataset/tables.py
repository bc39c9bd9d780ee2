"""The tables that the registry's own file does not hold, each column described once."""

from __future__ import annotations

from deputized.library.crosswalk import BODIES
from deputized.model.tables import Column, TableDefinition


def _table(
    name: str,
    grain: str,
    key: tuple[str, ...],
    *columns: tuple[str, ...],
    indexes: tuple[tuple[str, ...], ...] = (),
) -> TableDefinition:
    """A table of columns (name, type, description, table.column it refers to); a type that ends in ? may be empty."""
    made = tuple(
        Column(c[0], c[1].rstrip("?"), c[2], not c[1].endswith("?"), c[3] if len(c) > 3 else None)
        for c in columns
    )
    return TableDefinition(name, grain, made, key, indexes)


STATES = _table(
    "states", "one row per state, the District of Columbia and five territories", ("state",),
    ("state", "text", "Postal code"), ("fips", "text", "FIPS code of two digits"), ("name", "text", "Name"),
    ("is_territory", "boolean", "1 for a territory"),
)  # fmt: skip
COUNTIES = _table(
    "counties", "one row per county or equivalent, of today and former", ("county_fips",),
    ("county_fips", "text", "FIPS code of five digits"), ("state", "text", "Postal code", "states.state"),
    ("name", "text", "Name with its kind"), ("base_name", "text", "Name without its kind"),
    ("kind", "text", "county, parish, borough, independent city and others"),
    ("status", "text", "current, or legacy_ct and legacy_ak: codes that tables of the FBI still use"),
    ("population_2020", "integer?", "People, census of 2020"), ("population_2024", "integer?", "People, estimate for July 2024"),
    ("land_sqmi", "real?", "Land, square miles"), ("latitude", "real?", "Degrees north of its inner point"),
    ("longitude", "real?", "Degrees east of its inner point"),
    ("rucc_2023", "integer?", "Rural-urban continuum code, 1 (large metro) to 9 (remote)"),
    ("nchs_2023", "integer?", "NCHS urban-rural class, 1 to 6"), ("field_office", "text?", "ICE field office, April 2026"),
    indexes=(("state",),),
)  # fmt: skip
COUNTY_CODES = _table(
    "county_codes", "one row per retired county code and county of today that took its place", ("former_fips", "county_fips"),
    ("former_fips", "text", "Code no longer in use"), ("county_fips", "text", "Code of today", "counties.county_fips"),
    ("share", "real?", "Share of the former county's area, where it was divided and the share is known"),
)  # fmt: skip
PLACES = _table(
    "places", "one row per Census place, and per township or New England town that ICE's lists made us look up", ("place_geoid",),
    ("place_geoid", "text", "Census GEOID: 7 digits of a place, 10 of a county subdivision"),
    ("state", "text", "Postal code", "states.state"), ("name", "text", "Name without its form"),
    ("kind", "text", "incorporated place, census designated place or county subdivision"),
    ("county_fips", "text", "County that holds most of its people", "counties.county_fips"),
    ("main_share", "real", "Share of its people in that county, 0 to 1"),
    ("population", "integer?", "People, estimate for July 2019 (subdivisions: 2021); empty for census designated places"),
    indexes=(("state", "name"), ("county_fips",)),
)  # fmt: skip
PLACE_COUNTIES = _table(
    "place_counties", "one row per place and county it lies in", ("place_geoid", "county_fips"),
    ("place_geoid", "text", "Place", "places.place_geoid"), ("county_fips", "text", "County", "counties.county_fips"),
    ("position", "integer", "1 for the county with most of its people"), indexes=(("county_fips",),),
)  # fmt: skip
BODY_COUNTIES = _table(
    "body_counties", "one row per body and county it belongs to", ("body_id", "county_fips"),
    ("body_id", "text", "Body", "bodies.body_id"), ("county_fips", "text", "County", "counties.county_fips"),
    ("position", "integer", "1 for the main county"), indexes=(("county_fips",),),
)  # fmt: skip
IDENTIFIERS = _table(
    "identifiers", "one row per body and code that leads to it", ("body_id", "scheme", "value"),
    ("body_id", "text", "Body", "bodies.body_id"),
    ("scheme", "text", "agency_id, former agency_id, ORI, county FIPS, place GEOID, or name (a name it is also known by)"),
    ("value", "text", "The code"), ("rule", "text?", "How it was got"), ("score", "real?", "1 where names are equal, less otherwise"),
    indexes=(("scheme", "value"),),
)  # fmt: skip
LAWS = _table(
    "laws", "one row per state law or order on agreements that we know of, in force or not", ("law_id",),
    ("law_id", "text", "Our id"), ("state", "text", "Postal code"), ("posture", "text", "What it does"),
    ("status", "text", "Law, bill, order: as our file says"), ("bill", "text", "Bill or order"),
    ("statute", "text", "Where it is codified"), ("signed_date", "text?", "Day signed, as precise as its source gives it"),
    ("effective_date", "text?", "In force from, as precise as its source gives it"),
    ("deadline_date", "text?", "Day by which it wants an agreement; empty if it sets none"),
    ("until_date", "text?", "First day no longer in force; empty if open or unknown"),
    ("covered", "text", "Whom it covers"), ("models", "text", "What it says of models"), ("note", "text", "Note"),
    ("stands", "text", "How it stands on the day these files were made"), ("source", "text", "Source"),
    ("source_url", "text", "Its address"), ("source_date", "text", "Its date"),
    ("confidence", "text", "Whether somebody read a source for it"),
)  # fmt: skip
DUTIES = _table(
    "duties", "one row per body that a state's mandate names or may bind, against the newest list", ("law_id", "number"),
    ("law_id", "text", "The mandate", "laws.law_id"), ("number", "integer", "Place within the law, those with most left to do first"),
    ("state", "text", "Postal code", "states.state"),
     ("county_fips", "text?", "County; empty for a body of the state", "counties.county_fips"),
    ("body", "text", "The body"), ("agency_id", "text?", "Our id; empty where ICE's lists never named it", "agencies.agency_id"),
    ("kind", "text", "sheriff, or the kind of another body"), ("bound", "text", "yes, no or unclear"),
    ("why", "text", "Why"), ("duty", "text", "What the law asks"),
    ("standing", "text", "no agreement listed; an agreement of a model that does not fulfil it; announced as pending; holds one"),
    ("timing", "text", "in time, late, partly, time left or overdue; empty where the law sets no deadline"),
    ("population", "integer?", "People of the county, census of 2020"), indexes=(("state",),),
)  # fmt: skip
CLAIMS = _table(
    "claims", "one row per published number we checked", ("claim_id",),
    ("claim_id", "text", "Our id"), ("claim", "text", "Its content, in words the checker reads"),
    ("published", "text", "As it was printed"), ("verdict", "text", "What the check found"),
    ("sentence", "text", "The same with the numbers and the counting rule"), ("lists", "text", "Lists used, joined by |"),
    ("source", "text", "Where it was published"), ("source_url", "text", "Its address"), ("source_date", "text", "Its date"),
)  # fmt: skip
PAYMENTS = _table(
    "payments", "one row per payment to state or local agencies that was reported", ("number",),
    ("number", "integer", "Place among them in time"), ("paid_date", "text", "Day, as precise as its source gives it"),
    ("recipient", "text", "Whom, as reported"), ("amount_usd", "real", "US dollars"), ("purpose", "text", "For what, as reported"),
    ("source", "text", "Source"), ("source_url", "text", "Its address"), ("source_date", "text", "Its date"),
    ("confidence", "text", "Whether somebody read it"),
)  # fmt: skip
RESULTS = _table(
    "results", "one row per count of what came of it that was published: people identified, removed, arrested and others", ("number",),
    ("number", "integer", "Place among them"), ("measure", "text", "What is counted"), ("counts", "text", "What that is, in words"),
    ("value", "real?", "The count; empty where it is not given"), ("unit", "text", "people, encounters and others; empty if not said"),
    ("place", "text", "Place: postal code, county FIPS or US"), ("printed", "text", "Whom it is of, as printed"),
    ("agency_id", "text?", "Our id of that agency; empty where it is none, or not held", "agencies.agency_id"),
    ("from_date", "date?", "First day counted"), ("to_date", "date?", "Last day counted"),
    ("floor", "real?", "At least so many"), ("ceiling", "real?", "At most so many"), ("bounds", "text", "Why these bounds"),
    ("note", "text", "Note"), ("file", "text", "File it was read in"), ("cell", "text", "Where in the file"),
    ("sha256", "text", "SHA-256 of the file"), ("origin", "text", "Where the file is from"),
    ("published", "text", "When it was published"), ("confidence", "text", "How sure the reading is"), ("url", "text", "Address"),
    ("figure", "text", "Our id of a published sum; empty for a count by agency and year"), indexes=(("agency_id",), ("measure",)),
)  # fmt: skip
ABOUT = _table(
    "about_columns", "one row per column of every table and view: what it holds", ("table_name", "column_name"),
    ("table_name", "text", "Table or view"), ("column_name", "text", "Column"), ("position", "integer", "Place in the table, from 1"),
    ("type", "text", "text, integer, real, date (ISO day as text), boolean (0 or 1), json"),
     ("is_key", "boolean", "1 if of the primary key"),
    ("refers_to", "text", "Table and column that it refers to; empty if none"), ("meaning", "text", "What it holds"),
    ("grain", "text", "What one row of the table is"),
)  # fmt: skip
BESIDE = (
    STATES, COUNTIES, COUNTY_CODES, PLACES, PLACE_COUNTIES, BODIES, BODY_COUNTIES, IDENTIFIERS, LAWS, DUTIES, CLAIMS,
    PAYMENTS, RESULTS, ABOUT,
)  # fmt: skip
"""In an order in which what a table refers to stands before it."""
