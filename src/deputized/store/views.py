"""Views over the one database, for the questions people ask most; the same text runs in SQLite and in DuckDB."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DatabaseView:
    """A view: what a row is, what each column holds, and the query."""

    name: str
    grain: str
    columns: dict[str, str]
    query: str

    @property
    def statement(self) -> str:
        """The statement that makes it."""
        return f"CREATE VIEW {self.name} ({', '.join(self.columns)}) AS\n{self.query.strip()}"


_AGENCY = {"agency_id": "Our id", "agency": "Agency", "state": "Postal code"}
_PLACE = {"county_fips": "Main county, by FIPS", "county": "Its name"}
_MODEL = {"model": "TFM, JEM, WSO or unknown", "signed_date": "Signing day as ICE prints it"}

VIEWS = (
    DatabaseView(
        "in_force",
        "one row per agreement in force on the newest list: who is in, where, since when",
        {"agreement_id": "Agreement"} | _AGENCY | {"kind": "Kind of body"} | _PLACE | {"place_geoid": "Town", "ori": "FBI identifier",
         "officers": "Sworn officers by the newest FBI report"} | _MODEL
        | {"first_listed_date": "First list that has it", "moa_url": "Address of the signed text, where ICE links one"},
        """
SELECT agreements.agreement_id, agencies.agency_id, agencies.name, agreements.state, agencies.kind, agency_places.county_fips,
       counties.name, agency_places.place_geoid, agency_places.ori, agency_places.officers, agreements.model,
       agreements.signed_date, agreements.first_listed_date, agreements.moa_url
FROM agreements JOIN agencies USING (agency_id) JOIN agency_places USING (agency_id)
LEFT JOIN counties ON counties.county_fips = agency_places.county_fips
WHERE agreements.status = 'active'
""",
    ),
    DatabaseView(
        "stood",
        "one row per agreement, way it stood, span of days in the world and span of days of our record: both clocks, with names",
        {"agreement_id": "Agreement"} | _AGENCY | _PLACE | {"model": "TFM, JEM, WSO or unknown",
         "standing": "listed, signed_not_listed or omitted; all three are in force", "from_date": "First day in the world",
         "to_date": "First day it is no more so; empty if open", "known_from": "First day our record could say so",
         "known_to": "First day our record says something else; empty if it still says so"},
        """
SELECT standing.agreement_id, coalesce(redirects.new_id, standing.agency_id), agencies.name, standing.state,
       agency_places.county_fips, counties.name, standing.model, standing.standing, standing.from_date, standing.to_date,
       standing.known_from, standing.known_to
FROM standing LEFT JOIN redirects ON redirects.old_id = standing.agency_id AND redirects.kind = 'agency'
LEFT JOIN agencies ON agencies.agency_id = coalesce(redirects.new_id, standing.agency_id)
LEFT JOIN agency_places ON agency_places.agency_id = agencies.agency_id
LEFT JOIN counties ON counties.county_fips = agency_places.county_fips
""",
    ),
    DatabaseView(
        "ended",
        "one row per agreement that was listed and is not in force: who left",
        {"agreement_id": "Agreement"} | _AGENCY | _MODEL | {"last_listed_date": "Last list that has it",
         "absent_date": "First list without it", "status": "How it stands",
         "superseded_by": "The agreement that took its place, if one did"},
        """
SELECT agreement_id, agencies.agency_id, agencies.name, agreements.state, model, signed_date, agreements.last_listed_date,
       absent_date, status, superseded_by
FROM agreements JOIN agencies USING (agency_id) WHERE status <> 'active'
""",
    ),
    DatabaseView(
        "waiting",
        "one row per agency and model on the newest pending list: who is about to sign",
        {"pending_id": "Pending spell"} | _AGENCY | {"model": "Model announced", "from_date": "First pending list that has it",
         "last_date": "Last pending list that has it"},
        """
SELECT pending_id, agencies.agency_id, agencies.name, pending_spells.state, model, from_date, last_date
FROM pending_spells JOIN agencies USING (agency_id) WHERE outcome = 'pending'
""",
    ),
    DatabaseView(
        "changes",
        "one row per change between two neighboring lists that still stands: what changed",
        {"event_id": "Change", "date": "Day of the list that shows it", "previous_date": "Day of the list before it",
        "kind": "Kind of change"}
        | _AGENCY | {"model": "Model", "agreement_id": "Agreement", "before": "What was printed", "after": "What is printed now",
         "detail": "One sentence a person can read"},
        """
SELECT event_id, date, previous_date, events.kind, events.agency_id, agencies.name, events.state, model, agreement_id, before,
       after, detail
FROM events LEFT JOIN agencies ON agencies.agency_id = events.agency_id WHERE known_to IS NULL
""",
    ),
    DatabaseView(
        "states_now",
        "one row per state or territory: how many agreements and agencies on the newest list, by model",
        {"state": "Postal code", "name": "Name", "agreements": "Agreements in force",
         "agencies": "Agencies that hold one", "tfm": "Task Force",
         "jem": "Jail Enforcement", "wso": "Warrant Service Officer", "sheriffs": "Sheriffs among the agencies"},
        """
SELECT states.state, states.name, count(agreements.agreement_id), count(DISTINCT agreements.agency_id),
       sum(CASE WHEN model = 'TFM' THEN 1 ELSE 0 END), sum(CASE WHEN model = 'JEM' THEN 1 ELSE 0 END),
       sum(CASE WHEN model = 'WSO' THEN 1 ELSE 0 END), count(DISTINCT CASE WHEN kind = 'sheriff' THEN agreements.agency_id END)
FROM states LEFT JOIN agreements ON agreements.state = states.state AND status = 'active'
LEFT JOIN agencies ON agencies.agency_id = agreements.agency_id
GROUP BY states.state, states.name
""",
    ),
    DatabaseView(
        "counties_now",
        "one row per county of today: bodies that belong to it and hold an agreement on the newest list",
        {"county_fips": "FIPS code", "county": "County", "state": "Postal code", "population_2020": "People, census of 2020",
         "agreements": "Agreements in force of bodies that belong to it, of several counties too", "agencies": "Those bodies",
         "sheriff_standing": "How its sheriff stands; empty where we know of none"},
        """
SELECT counties.county_fips, counties.name, counties.state, counties.population_2020, count(agreements.agreement_id),
       count(DISTINCT agreements.agency_id), max(CASE WHEN bodies.kind = 'sheriff' THEN bodies.standing END)
FROM counties LEFT JOIN body_counties ON body_counties.county_fips = counties.county_fips
LEFT JOIN bodies ON bodies.body_id = body_counties.body_id
LEFT JOIN agreements ON agreements.agency_id = bodies.agency_id AND agreements.status = 'active'
WHERE counties.status = 'current'
GROUP BY counties.county_fips, counties.name, counties.state, counties.population_2020
""",
    ),
    DatabaseView(
        "never_listed",
        "one row per sheriff or town's police that no list we hold names: who has not signed",
        {"body_id": "Body", "body": "Name", "state": "Postal code", "kind": "Kind of body"} | _PLACE
        | {"ori": "FBI identifier", "officers": "Sworn officers by the newest FBI report", "people": "People it serves"},
        """
SELECT body_id, name, state, kind, county_fips, county_name, ori, officers, people FROM bodies WHERE standing = 'never listed'
""",
    ),
    DatabaseView(
        "bound_and_not",
        "one row per body that a law in our ledger binds and that holds no agreement fulfilling it",
        {"law_id": "The mandate", "state": "Postal code", "body": "The body",
        "agency_id": "Our id; empty where no list names it"} | _PLACE
        | {"standing": "How it stands", "timing": "Against the deadline", "population": "People of the county"},
        """
SELECT law_id, duties.state, body, agency_id, duties.county_fips, counties.name, standing, timing, population
FROM duties LEFT JOIN counties ON counties.county_fips = duties.county_fips
WHERE bound = 'yes' AND standing <> 'holds an agreement'
""",
    ),
    DatabaseView(
        "lists_held",
        "one row per list of ICE's that we hold, oldest first: what it is and how many rows it has",
        {"publication_id": "List", "kind": "participating, pending or webpage", "published_date": "Day ICE dated it",
         "part_of_day": "am, mid, pm, the time of a capture, or empty", "rows_printed": "Rows that name an agency",
         "standing": "believed or suspect", "standing_reason": "Why it is suspect; else empty", "sha256": "SHA-256 of the file"},
        """
SELECT publication_id, kind, published_date, part_of_day, row_count, standing, standing_reason, sha256
FROM publications ORDER BY position
""",
    ),
)  # fmt: skip
"""In an order in which each view's tables exist."""
