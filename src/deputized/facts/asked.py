"""Questions that readers of the one database ask with values of their own: named queries with parameters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedQuestion:
    """A named query: its title in words, its parameters with a value to begin with, and the text."""

    name: str
    title: str
    begin: dict[str, str]
    query: str


QUESTIONS = (
    NamedQuestion(
        "who_held_a_model_in_a_county",
        "Who held a model in a county on a day, and could that be known on another day?",
        {
            "county": "Kinney County",
            "state": "TX",
            "model": "TFM",
            "as_of": "2025-12-15",
            "known_on": "2026-05-18",
        },
        """
-- one row per agreement in force on :as_of as known on :known_on
SELECT agency_id, agency, county, state, model, standing, from_date, known_from FROM stood
WHERE (county_fips = :county OR lower(county) = lower(:county)) AND state = upper(:state) AND model = upper(:model)
  AND from_date <= :as_of AND (to_date IS NULL OR to_date > :as_of)
  AND known_from <= :known_on AND (known_to IS NULL OR known_to > :known_on)
ORDER BY agency, agreement_id
""",
    ),
    NamedQuestion(
        "how_many_on_a_day",
        "How many agreements and agencies were there on a day, by model?",
        {"as_of": "2025-12-12", "state": ""},
        """
-- one row per model, in force on :as_of as known today
SELECT model, count(DISTINCT agreement_id) AS agreements, count(DISTINCT agency_id) AS agencies FROM standing
WHERE known_to IS NULL AND from_date <= :as_of AND (to_date IS NULL OR to_date > :as_of) AND (:state = '' OR state = upper(:state))
GROUP BY model ORDER BY model
""",
    ),
    NamedQuestion(
        "one_agency",
        "One agency's agreements, by its id or a former one, its ORI or its name",
        {"agency": "tx-kinney-county-sheriff"},
        """
-- one row per agreement the agency holds or held
SELECT agreements.agency_id, bodies.name, agreements.model, agreements.signed_date, agreements.status,
       agreements.first_listed_date, agreements.last_listed_date, agreements.absent_date
FROM agreements JOIN bodies ON bodies.agency_id = agreements.agency_id
WHERE agreements.agency_id = :agency OR bodies.ori = upper(:agency) OR lower(bodies.name) = lower(:agency)
   OR bodies.body_id IN (SELECT body_id FROM identifiers WHERE value = :agency AND scheme IN ('former agency_id', 'name'))
ORDER BY agreements.first_listed_date, agreements.agreement_id
""",
    ),
    NamedQuestion(
        "find_an_agency",
        "Agencies on ICE's lists whose name, in any spelling that was printed, holds these letters (three or more)",
        {"letters": "kinney"},
        """
-- one row per agency and spelling
SELECT agency_search.agency_id, agency_search.state, agency_search.name FROM agency_search
WHERE agency_search.name LIKE '%' || :letters || '%' ORDER BY agency_search.state, agency_search.name
""",
    ),
    NamedQuestion(
        "bodies_of_a_county",
        "Every body of a county, those that signed and those that never did",
        {"county_fips": "12086"},
        """
-- one row per body
SELECT bodies.body_id, bodies.name, bodies.kind, bodies.standing, bodies.models, bodies.officers, bodies.people, bodies.ori
FROM body_counties JOIN bodies ON bodies.body_id = body_counties.body_id WHERE body_counties.county_fips = :county_fips
ORDER BY bodies.agreements_in_force DESC, bodies.people DESC, bodies.name
""",
    ),
    NamedQuestion(
        "changes_since",
        "What changed since a day?",
        {"since": "2026-05-01", "state": ""},
        """
-- one row per change that still stands
SELECT date, kind, agency, state, model, detail FROM changes
WHERE date >= :since AND (:state = '' OR state = upper(:state)) ORDER BY date, agency, kind
""",
    ),
    NamedQuestion(
        "rows_behind_an_agreement",
        "Which lists and rows print an agreement?",
        {"agreement_id": "tx-kinney-county-sheriff.tfm.2025-03-26"},
        """
-- one row per list and row
SELECT publications.published_date, listings.publication_id, listings.row_number, contents.agency_raw, contents.support_type_raw,
       contents.signed_raw, contents.county_raw, publications.sha256
FROM listings JOIN publications ON publications.publication_id = listings.publication_id
JOIN contents ON contents.content_id = listings.content_id WHERE listings.agreement_id = :agreement_id
ORDER BY publications.position, listings.row_number
""",
    ),
)
