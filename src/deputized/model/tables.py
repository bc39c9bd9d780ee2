"""The one description of every public table and column of the registry.

`store` makes the SQLite schema from it, `export` the datapackage, `docs` the dictionary; a test holds them
to it. Types: text, integer, real, date (ISO day as text), boolean (0/1), json.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    description: str
    required: bool = True
    references: str | None = None  # "table.column"


@dataclass(frozen=True, slots=True)
class TableDefinition:
    name: str
    grain: str  # "one row per ..."
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()


def _c(name: str, type_: str, description: str, *, null: bool = False, ref: str | None = None) -> Column:
    return Column(name, type_, description, not null, ref)


META = TableDefinition(
    "meta",
    "one row per fact about this build",
    (
        _c(
            "key",
            "text",
            "Name of the fact: ledger_sha256, newest_publication, program_version, rules_version",
        ),
        _c("value", "text", "Its value"),
    ),
    ("key",),
)

PUBLICATIONS = TableDefinition(
    "publications",
    "one row per distinct version of one of ICE's lists",
    (
        _c(
            "publication_id",
            "text",
            "Kind, day, part of day and the start of its hash; lists issued without hash keep their id",
        ),
        _c("kind", "text", "participating, pending or webpage, judged by content"),
        _c("named_kind", "text", "The kind its file name claims"),
        _c("published_date", "date", "Day ICE dated the list"),
        _c("part_of_day", "text", "am, mid, pm, the time of a capture, or empty"),
        _c("position", "integer", "Place among all publications in time, from 0"),
        _c(
            "order_evidence",
            "text",
            "Why it stands behind the list of its kind and day before it; empty for the first or only one",
        ),
        _c("date_source", "text", "file_name, file_name_corrected, archive_capture or given"),
        _c("date_evidence", "text", "Why this day, in one sentence"),
        _c("name_in_source", "text", "The file's name where it was found"),
        _c("first_captured_at", "text", "When a copy was first taken, ISO 8601; empty if unknown"),
        _c("sha256", "text", "SHA-256 of the file's bytes"),
        _c("sheet", "text", "Sheet that holds the list"),
        _c("header", "text", "Column headings as printed, joined by |"),
        _c("row_count", "integer", "Rows that name an agency, hidden ones included"),
        _c("link_count", "integer", "Cells with a hyperlink"),
        _c("hidden_row_count", "integer", "Rows hidden by a filter; they are data"),
        _c("standing", "text", "believed, or suspect: a suspect list is kept and shown but ends nothing"),
        _c("standing_reason", "text", "Why it is suspect, or who believed it against the rules; else empty"),
        _c("standing_rule", "text", "The rule that judged it, or person, and the rules' version; else empty"),
    ),
    ("publication_id",),
    (("kind", "position"), ("published_date",)),
)

SIGHTINGS = TableDefinition(
    "sightings",
    "one row per time a publication's content was seen, under whatever name",
    (
        _c(
            "publication_id", "text", "The publication whose content it is", ref="publications.publication_id"
        ),
        _c("seen_at", "text", "Capture time, ISO 8601"),
        _c("name_as_served", "text", "File name or page it was served under"),
        _c("sha256", "text", "SHA-256 of the bytes or extract seen"),
        _c("served_date", "date", "Day its name claims, corrected like any other", null=True),
    ),
    ("publication_id", "seen_at", "name_as_served"),
)

CONTENTS = TableDefinition(
    "contents",
    "one row per distinct printed row, raw text beside each parsed value",
    (
        _c("content_id", "text", "First 12 hex digits of the SHA-256 of the row as printed"),
        _c("state_raw", "text", "STATE as printed", null=True),
        _c("agency_raw", "text", "LAW ENFORCEMENT AGENCY as printed", null=True),
        _c("type_raw", "text", "TYPE as printed", null=True),
        _c("county_raw", "text", "COUNTY as printed", null=True),
        _c("support_type_raw", "text", "SUPPORT TYPE as printed", null=True),
        _c("signed_raw", "text", "SIGNED as printed", null=True),
        _c("moa_raw", "text", "MOA cell's text as printed", null=True),
        _c("moa_url", "text", "MOA cell's link, SafeLinks unwrapped", null=True),
        _c("addendum_raw", "text", "ADDENDUM cell's text as printed", null=True),
        _c("addendum_url", "text", "ADDENDUM cell's link, SafeLinks unwrapped", null=True),
        _c("state", "text", "Postal code read from STATE; NULL if unreadable", null=True),
        _c("model", "text", "TFM, JEM, WSO; NULL if blank or unreadable", null=True),
        _c("signed_date", "date", "Day read from SIGNED; NULL if blank, unreadable or impossible", null=True),
        _c("moa_file", "text", "File name of the MOA link, decoded, lower case", null=True),
        _c("notes", "text", "What had to be read past, e.g. state_misspelt, signed_as_text; joined by |"),
    ),
    ("content_id",),
)

AGENCIES = TableDefinition(
    "agencies",
    "one row per law-enforcement body in one state, across all spellings and years",
    (
        _c("agency_id", "text", "Stable id, e.g. tx-kinney-county-sheriff"),
        _c("name", "text", "The name as ICE's most recent listings print it, spaces and quotes made regular"),
        _c("state", "text", "Postal code"),
        _c(
            "kind",
            "text",
            "sheriff, municipal_police, county_police, state_police, corrections, constable, campus, "
            "prosecutor, port, national_guard, fish_wildlife_agriculture, tribal, other",
        ),
        _c(
            "jurisdiction_level",
            "text",
            "state, county, municipal, campus, constable_district, judicial_district, "
            "port, tribal or regional",
        ),
        _c("county_raw", "text", "COUNTY as last printed with any value", null=True),
        _c(
            "county_fips",
            "text",
            "Main county of what it governs, as agency_places has it; NULL for a statewide body or where unknown",
            null=True,
        ),
        _c("type_raw", "text", "TYPE as last printed", null=True),
        _c("first_listed_date", "date", "First participating list or page table that names it", null=True),
        _c("last_listed_date", "date", "Last participating list or page table that names it", null=True),
        _c("first_pending_date", "date", "First pending list that names it", null=True),
        _c("last_pending_date", "date", "Last pending list that names it", null=True),
        _c("agreement_count", "integer", "Agreements ever, pending ones not counted"),
        _c("active_agreement_count", "integer", "Agreements on the newest believed list"),
    ),
    ("agency_id",),
    (("state", "kind"),),
)

AGENCY_PLACES = TableDefinition(
    "agency_places",
    "one row per agency: the county, place and FBI identifier of what it governs, and why",
    (
        _c("agency_id", "text", "Agency", ref="agencies.agency_id"),
        _c("level", "text", "Level of government, a person's judgement where there is one"),
        _c("county_status", "text", "matched, not_applicable (it governs no single county) or unknown"),
        _c("county_fips", "text", "Main county FIPS", null=True),
        _c("county_fips_all", "text", "Every county FIPS, main one first, joined by ;"),
        _c(
            "county_shares",
            "text",
            "Share of the body's people in each of several, joined by ;; empty if not known",
        ),
        _c("county_rule", "text", "The rule that answered"),
        _c("county_score", "real", "1 for equal names, less where a spelling was read past"),
        _c("county_source", "text", "Table or file it was read from; NULL unless matched", null=True),
        _c("county_note", "text", "What it rests on or what contradicts it"),
        _c("place_status", "text", "matched, not_applicable (it governs no town) or unknown"),
        _c(
            "place_geoid",
            "text",
            "Census GEOID of the town: 7 digits, or 10 for a township or New England town",
            null=True,
        ),
        _c("place_rule", "text", "The rule that answered"),
        _c("place_score", "real", "As for the county"),
        _c("place_source", "text", "Table or file it was read from; NULL unless matched", null=True),
        _c("place_note", "text", "What it rests on or what contradicts it"),
        _c("ori_status", "text", "matched, not_applicable (no public ORI for this kind of body) or unknown"),
        _c("ori", "text", "FBI agency identifier, nine characters", null=True),
        _c("ori_rule", "text", "The rule that answered"),
        _c("ori_score", "real", "As for the county"),
        _c("ori_source", "text", "Table or file it was read from; NULL unless matched", null=True),
        _c("ori_note", "text", "What it rests on or what contradicts it"),
        _c("officers", "integer", "Sworn officers in the ORI's newest FBI report", null=True),
        _c("civilians", "integer", "Civilian employees in that report", null=True),
        _c("staffing_year", "integer", "Year of that report", null=True),
        _c("population_served", "integer", "People served, as the FBI counts them", null=True),
        _c("alternatives", "json", "What was weighed and not taken, for county, place and ori"),
    ),
    ("agency_id",),
    (("county_fips",), ("ori",)),
)

AGENCY_NAMES = TableDefinition(
    "agency_names",
    "one row per spelling of an agency on one kind of list, with the lists it spans",
    (
        _c("agency_id", "text", "Agency", ref="agencies.agency_id"),
        _c("name_raw", "text", "Spelling as printed"),
        _c("state_raw", "text", "State as printed beside it"),
        _c("kind", "text", "participating, pending or webpage"),
        _c("first_publication_id", "text", "First list with it", ref="publications.publication_id"),
        _c("last_publication_id", "text", "Last list with it", ref="publications.publication_id"),
        _c("first_date", "date", "Day of the first"),
        _c("last_date", "date", "Day of the last"),
        _c("listing_count", "integer", "Rows that print it so"),
    ),
    ("agency_id", "name_raw", "state_raw", "kind"),
)

AGREEMENTS = TableDefinition(
    "agreements",
    "one row per memorandum of agreement seen on a participating list or page table",
    (
        _c(
            "agreement_id",
            "text",
            "agency_id, model and signing day, e.g. tx-kinney-county-sheriff.tfm.2025-03-26",
        ),
        _c("agency_id", "text", "The agency that holds it now (or held it last)", ref="agencies.agency_id"),
        _c("state", "text", "Postal code"),
        _c("model", "text", "TFM, JEM, WSO or unknown"),
        _c(
            "signed_date",
            "date",
            "Day ICE's newest listing prints under SIGNED: nearly always ICE's countersignature",
            null=True,
        ),
        _c("signed_raw", "text", "The same as printed", null=True),
        _c(
            "status",
            "text",
            "active (on the newest believed list), superseded (renewed or replaced), removed "
            "(listed before, not on the newest list), merged (a duplicate printing)",
        ),
        _c("first_publication_id", "text", "First list that has it", ref="publications.publication_id"),
        _c("first_listed_date", "date", "Day of that list"),
        _c("last_publication_id", "text", "Last list that has it", ref="publications.publication_id"),
        _c("last_listed_date", "date", "Day of that list"),
        _c(
            "absent_publication_id",
            "text",
            "First list after that lacks it; NULL while active",
            null=True,
            ref="publications.publication_id",
        ),
        _c(
            "absent_date",
            "date",
            "Day of that list; the removal lies in (last_listed_date, absent_date]",
            null=True,
        ),
        _c("superseded_by", "text", "The agreement that renews or replaces it", null=True),
        _c("pending_since", "date", "First pending list that announced it", null=True),
        _c(
            "moa_url",
            "text",
            "Newest MOA link; NULL also where a correction says it leads elsewhere",
            null=True,
        ),
        _c("moa_posted_date", "date", "First list with an MOA link", null=True),
        _c("addendum_url", "text", "Newest addendum link", null=True),
    ),
    ("agreement_id",),
    (("agency_id",), ("state", "model", "status")),
)

AGREEMENT_AGENCIES = TableDefinition(
    "agreement_agencies",
    "one row per agreement per agency that held it, in turn",
    (
        _c("agreement_id", "text", "Agreement", ref="agreements.agreement_id"),
        _c("agency_id", "text", "Agency it was printed under", ref="agencies.agency_id"),
        _c(
            "printed_agency_id",
            "text",
            "The id this agency went by before any later evidence joined two ids (see redirects); what an "
            "answer known on an earlier day counts",
        ),
        _c("state", "text", "Postal code of the state it was printed under, as read"),
        _c("from_publication_id", "text", "First list so", ref="publications.publication_id"),
        _c(
            "to_publication_id",
            "text",
            "First list that gives it to another; NULL if none",
            null=True,
            ref="publications.publication_id",
        ),
        _c("from_date", "date", "Day of the first"),
        _c("to_date", "date", "Day of the change; NULL if none", null=True),
    ),
    ("agreement_id", "from_publication_id"),
    (("agency_id",),),
)

AGREEMENT_SPELLS = TableDefinition(
    "agreement_spells",
    "one row per agreement per unbroken run of believed lists that have it, or that lack it in between",
    (
        _c("agreement_id", "text", "Agreement", ref="agreements.agreement_id"),
        _c("state_of_list", "text", "listed, or absent (between two listed runs, or after the last)"),
        _c(
            "from_position",
            "integer",
            "Place of the first list of the run among believed participating lists",
        ),
        _c("to_position", "integer", "Place of the first list after the run; NULL if open", null=True),
        _c("from_publication_id", "text", "First list of the run", ref="publications.publication_id"),
        _c(
            "to_publication_id",
            "text",
            "First list after it; NULL if open",
            null=True,
            ref="publications.publication_id",
        ),
        _c("from_date", "date", "Day of the first list of the run"),
        _c("to_date", "date", "Day of the first list after the run; NULL if open", null=True),
    ),
    ("agreement_id", "from_position"),
)

AGREEMENT_DATES = TableDefinition(
    "agreement_dates",
    "one row per agreement per signing day printed for it, in turn",
    (
        _c("agreement_id", "text", "Agreement", ref="agreements.agreement_id"),
        _c("signed_raw", "text", "SIGNED as printed", null=True),
        _c("signed_date", "date", "Day read from it", null=True),
        _c("from_publication_id", "text", "First list that prints it so", ref="publications.publication_id"),
        _c("from_date", "date", "Day of that list"),
        _c("to_date", "date", "Day of the first list that prints another; NULL if none", null=True),
    ),
    ("agreement_id", "from_publication_id"),
)

STANDING = TableDefinition(
    "standing",
    "one row per agreement per way it stood, for a span of days in the world and a span of days of our record",
    (
        _c("agreement_id", "text", "Agreement", ref="agreements.agreement_id"),
        _c(
            "standing",
            "text",
            "listed (on the last list up to the day), signed_not_listed (signed by then, first listed later) or "
            "omitted (on lists before and after, not on that one); all three are in force",
        ),
        _c("from_date", "date", "First day in the world"),
        _c("to_date", "date", "First day in the world that it is no more so; NULL if open", null=True),
        _c("known_from", "date", "First day our record could say so"),
        _c(
            "known_to",
            "date",
            "First day our record says something else; NULL if it still says so",
            null=True,
        ),
        _c(
            "agency_id",
            "text",
            "The agency that held it, by the id known then (see redirects)",
        ),
        _c("state", "text", "Postal code of the state it was printed under, as read"),
        _c("model", "text", "TFM, JEM, WSO or unknown"),
        _c("signed_date", "date", "Signing day as printed by then; NULL if unreadable", null=True),
    ),
    ("agreement_id", "from_date", "known_from"),
    (("from_date",), ("agency_id",)),
)

PENDING_SPELLS = TableDefinition(
    "pending_spells",
    "one row per agency and model per run of pending lists that have it",
    (
        _c(
            "pending_id",
            "text",
            "agency_id, model, pending and day, e.g. tx-kinney-county-sheriff.tfm.pending-2025-03-13",
        ),
        _c("agency_id", "text", "Agency", ref="agencies.agency_id"),
        _c("state", "text", "Postal code"),
        _c("model", "text", "TFM, JEM, WSO or unknown"),
        _c("from_publication_id", "text", "First pending list of the run", ref="publications.publication_id"),
        _c("last_publication_id", "text", "Last pending list of the run", ref="publications.publication_id"),
        _c(
            "to_publication_id",
            "text",
            "First pending list without it; NULL while pending",
            null=True,
            ref="publications.publication_id",
        ),
        _c("from_date", "date", "Day of the first"),
        _c("last_date", "date", "Day of the last"),
        _c("to_date", "date", "Day of the first list without it; NULL while pending", null=True),
        _c(
            "outcome",
            "text",
            "participating, cleared (gone, not participating as far as the lists show), pending",
        ),
        _c("agreement_id", "text", "The agreement it became", null=True, ref="agreements.agreement_id"),
    ),
    ("pending_id",),
    (("agency_id",), ("outcome",)),
)

LISTINGS = TableDefinition(
    "listings",
    "one row per row of one publication",
    (
        _c("publication_id", "text", "Publication", ref="publications.publication_id"),
        _c("row_number", "integer", "Row as Excel numbers it (header = 1)"),
        _c("content_id", "text", "What is printed there", ref="contents.content_id"),
        _c("is_hidden", "boolean", "Hidden by a filter left on"),
        _c(
            "agency_id",
            "text",
            "Agency it was read as; NULL if unreadable",
            null=True,
            ref="agencies.agency_id",
        ),
        _c(
            "agreement_id",
            "text",
            "Agreement, on participating lists and page tables",
            null=True,
            ref="agreements.agreement_id",
        ),
        _c(
            "pending_id",
            "text",
            "Pending spell, on pending lists",
            null=True,
            ref="pending_spells.pending_id",
        ),
    ),
    ("publication_id", "row_number"),
    (("agreement_id",), ("agency_id",)),
)

EVENTS = TableDefinition(
    "events",
    "one row per change between two neighboring believed lists",
    (
        _c(
            "event_id",
            "text",
            "List, kind and what it befell, e.g. participating-2025-03-27#listed.tx-kinney-county-sheriff.tfm.2025-03-26",
        ),
        _c(
            "kind",
            "text",
            "listed, delisted, omitted (absent, later back), relisted, duplicate_removed, renamed, reattributed, "
            "redated, renewed, model_switched, state_corrected, county_corrected, type_corrected, moa_posted, "
            "moa_replaced, moa_withdrawn, addendum_posted, addendum_replaced, addendum_withdrawn, pending_listed, "
            "pending_cleared, pending_executed, pending_renamed",
        ),
        _c("date", "date", "Day of the list that shows the change"),
        _c("previous_date", "date", "Day of the list before it: the change lies between", null=True),
        _c("publication_id", "text", "List that shows the change", ref="publications.publication_id"),
        _c("previous_publication_id", "text", "List before it", null=True, ref="publications.publication_id"),
        _c("row_number", "integer", "Row on the list that shows it", null=True),
        _c("previous_row_number", "integer", "Row on the list before", null=True),
        _c("state", "text", "Postal code", null=True),
        _c("model", "text", "Model", null=True),
        _c("agency_id", "text", "Agency", null=True, ref="agencies.agency_id"),
        _c("agreement_id", "text", "Agreement", null=True, ref="agreements.agreement_id"),
        _c("pending_id", "text", "Pending spell", null=True, ref="pending_spells.pending_id"),
        _c("before", "text", "What was printed", null=True),
        _c("after", "text", "What is printed now", null=True),
        _c("detail", "text", "One sentence a person can read"),
        _c("known_from", "date", "Day our record could first say it: that of the newest list it rests on"),
        _c(
            "known_to", "date", "Day a later list made us say something else; NULL while it stands", null=True
        ),
        _c("decision_id", "integer", "The decision it rests on", null=True, ref="decisions.decision_id"),
    ),
    ("event_id",),
    (("date",), ("agency_id",), ("agreement_id",), ("state", "date")),
)

DECISIONS = TableDefinition(
    "decisions",
    "one row per judgement that two printings are, or are not, one agency or one agreement",
    (
        _c("decision_id", "integer", "Number, in the order they were made"),
        _c("question", "text", "same_agency, same_agreement or publication_standing"),
        _c("verdict", "text", "same, different, suspect or believed"),
        _c("rule", "text", "The rule that decided"),
        _c("rules_version", "text", "Version of the rules"),
        _c("score", "real", "Likeness from 0 to 1 where spelling was weighed", null=True),
        _c("left_text", "text", "One printing"),
        _c("right_text", "text", "The other"),
        _c("agency_id", "text", "Agency it bears on", null=True),
        _c("other_agency_id", "text", "The other agency, where the verdict is different", null=True),
        _c("agreement_id", "text", "Agreement it bears on", null=True),
        _c(
            "publication_id",
            "text",
            "List that gave the evidence",
            null=True,
            ref="publications.publication_id",
        ),
        _c("evidence", "text", "What it rests on, in words"),
        _c("decided_by", "text", "rules, or the file in curation/ and its author"),
        _c("known_from", "date", "Day the evidence was out"),
    ),
    ("decision_id",),
    (("agency_id",), ("agreement_id",)),
)

DOCUMENTS = TableDefinition(
    "documents",
    "one row per signed agreement read by hand",
    (
        _c("document_id", "text", "The file's name, lower case"),
        _c("agreement_id", "text", "The agreement it is", null=True, ref="agreements.agreement_id"),
        _c("agency_id", "text", "The agency that signed it", null=True, ref="agencies.agency_id"),
        _c("state", "text", "Postal code"),
        _c("agency_text", "text", "The agency as the reader wrote it down"),
        _c("model", "text", "TFM, JEM or WSO"),
        _c("sha256", "text", "SHA-256 of the PDF read"),
        _c("agency_signer_title", "text", "Office of the agency's signer", null=True),
        _c("agency_signed_raw", "text", "The agency's date as written, or that it is blank", null=True),
        _c("agency_signed_date", "date", "Day read from it; NULL if none can be", null=True),
        _c("ice_signed_raw", "text", "ICE's date as written", null=True),
        _c("ice_signed_date", "date", "Day read from it", null=True),
        _c("template_revised", "text", "Revision printed on the template", null=True),
        _c("termination_clause", "text", "How it may be ended, in short", null=True),
        _c(
            "list_date_is",
            "text",
            "Whose day ICE's list prints for this agreement: ice, agency, neither; NULL if not on our lists",
            null=True,
        ),
        _c("note", "text", "What the reader saw", null=True),
    ),
    ("document_id",),
    (("agreement_id",), ("agency_id",)),
)

STATEMENTS = TableDefinition(
    "statements",
    "one row per statement of a government list, 2002 to 2020, about one agency",
    (
        _c("statement_id", "integer", "Number, in the order of the source table"),
        _c("source", "text", "The list that says so"),
        _c("as_of", "text", "Day the list speaks of, as the source gives it"),
        _c("state", "text", "Postal code", null=True),
        _c("agency_text", "text", "Agency as printed there"),
        _c("model", "text", "Model as printed there", null=True),
        _c("signed_date", "date", "Day signed, as printed there", null=True),
        _c("status", "text", "What the list says of it", null=True),
        _c("county_fips", "text", "County, by name", null=True),
        _c(
            "agency_id",
            "text",
            "The agency of later lists that reads to the same name; NULL if none",
            null=True,
            ref="agencies.agency_id",
        ),
        _c("roster_id", "text", "The list as a whole", ref="rosters.roster_id"),
        _c("row_number", "integer", "Row of the source's file"),
    ),
    ("statement_id",),
    (("agency_id",), ("state",), ("roster_id",)),
)

ROSTERS = TableDefinition(
    "rosters",
    "one row per list of participants older than ICE's spreadsheets, 2007 to 2017, and the index of documents",
    (
        _c("roster_id", "text", "Our id: kind of list and day"),
        _c("source", "text", "The list, as its publisher names it"),
        _c("kind", "text", "ice_page, government_report, research_report, mirror or document_index"),
        _c("as_of", "text", "Day or month it speaks of"),
        _c("captured_date", "date", "Day the page was captured", null=True),
        _c("caption", "text", "As printed over the list", null=True),
        _c("stated_count", "integer", "The number its caption states, right or wrong", null=True),
        _c("basis", "text", "Why it speaks of that day"),
        _c("row_count", "integer", "Rows we hold of it"),
        _c("source_name", "text", "The source's folder among `sources`"),
        _c("file", "text", "The file it was read from"),
        _c("sha256", "text", "Hash of that file"),
    ),
    ("roster_id",),
    (("as_of",),),
)

CANDIDATES = TableDefinition(
    "candidates",
    "one row per doubt that no rule decided, kept for review",
    (
        _c("candidate_id", "integer", "Number"),
        _c(
            "question",
            "text",
            "same_agency, same_agreement, or one_body: two rows of the newest list read as one",
        ),
        _c("state", "text", "Postal code", null=True),
        _c("agency_id", "text", "Agency", ref="agencies.agency_id"),
        _c("other_agency_id", "text", "The agency it may be; itself for one_body", ref="agencies.agency_id"),
        _c("score", "real", "Likeness from 0 to 1"),
        _c("reason", "text", "Why it is in doubt"),
        _c("publication_id", "text", "List that raised it", null=True, ref="publications.publication_id"),
    ),
    ("candidate_id",),
)

CORRECTIONS = TableDefinition(
    "corrections",
    "one row per reviewed correction or judgement in curation/",
    (
        _c("correction_id", "text", "File and name"),
        _c("action", "text", "What it does"),
        _c("subject", "text", "What it is about"),
        _c("reason", "text", "Why"),
        _c("evidence", "text", "Where it can be seen"),
        _c("author", "text", "Who wrote it"),
        _c("written_date", "date", "When"),
        _c("expectation", "text", "What the source must still print for this to hold"),
        _c("is_met", "boolean", "Whether it still does"),
    ),
    ("correction_id",),
)

FINDINGS = TableDefinition(
    "findings",
    "one row per defect class per publication",
    (
        _c("publication_id", "text", "Publication", ref="publications.publication_id"),
        _c("defect", "text", "Class, e.g. state_misspelt, county_error_cell, hidden_row, signed_as_text"),
        _c("count", "integer", "Rows that show it"),
        _c("example", "text", "One of them, as printed with its address"),
    ),
    ("publication_id", "defect"),
)

LIST_SIGNALS = TableDefinition(
    "list_signals",
    "one row per thing measured or remarked of a publication when it was read and judged",
    (
        _c("publication_id", "text", "Publication", ref="publications.publication_id"),
        _c("number", "integer", "Place among its signals, from 1"),
        _c("source", "text", "reader (a remark on the file) or contract (a measure against the list before)"),
        _c("measure", "text", "Name of the measure, e.g. redated, model_read; empty for a remark"),
        _c("row_count", "integer", "Rows it is about", null=True),
        _c("of_count", "integer", "Rows it is measured against", null=True),
        _c("limit_count", "integer", "Most rows a change may touch; for a share read, the least", null=True),
        _c("is_broken", "boolean", "Whether the limit is passed, so that the list is doubted"),
        _c("words", "text", "The remark, or what the measure says where its limit is passed"),
    ),
    ("publication_id", "number"),
)

REDIRECTS = TableDefinition(
    "redirects",
    "one row per id that was issued and now points to another",
    (
        _c("old_id", "text", "The id as once issued"),
        _c("kind", "text", "What it was the id of: agency, agreement, pending or event"),
        _c("new_id", "text", "Where it leads"),
        _c("reason", "text", "Why"),
        _c("since", "date", "Day of the list that decided it"),
    ),
    ("old_id",),
)

TABLES: tuple[TableDefinition, ...] = (
    META,
    PUBLICATIONS,
    SIGHTINGS,
    CONTENTS,
    AGENCIES,
    AGENCY_PLACES,
    AGENCY_NAMES,
    AGREEMENTS,
    AGREEMENT_AGENCIES,
    AGREEMENT_SPELLS,
    AGREEMENT_DATES,
    STANDING,
    PENDING_SPELLS,
    LISTINGS,
    DECISIONS,
    EVENTS,
    DOCUMENTS,
    ROSTERS,
    STATEMENTS,
    CANDIDATES,
    CORRECTIONS,
    FINDINGS,
    LIST_SIGNALS,
    REDIRECTS,
)
