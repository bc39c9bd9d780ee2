"""The table of questions: address, parameters, answer. HTTP, its OpenAPI document and the assistants' tools read it."""

from __future__ import annotations

from dataclasses import dataclass

from deputized.api import answers as ask
from deputized.api.params import LANGUAGES, Param
from deputized.explore.roster import FIELDS as ROSTER_FIELDS
from deputized.library.agency_day import FIELDS as AGREEMENT_FIELDS
from deputized.library.changes import FIELDS as CHANGE_FIELDS
from deputized.library.lists import FIELDS as LIST_FIELDS

MODELS = ("tfm", "jem", "wso", "ttfm")
AS_OF = Param("as_of", "day", "how it was on this day; the newest list where it is left out")
KNOWN_ON = Param("known_on", "day", "as far as the lists out on this day could tell")
LANG = Param("lang", "choice", "language of sentences; names and texts stay as printed", choices=LANGUAGES)
STATE = Param("state", "text", "a state or territory, by code or name")
MODEL = Param("model", "choice", "one model", choices=MODELS)
FORMAT = Param("format", "choice", "instead of the Accept header", choices=("json", "csv", "ndjson", "arrow"))
LIMIT = Param("limit", "count", "at most so many rows; 100 where it is left out", least=1, most=5000)
AFTER = Param("after", "text", "rows after the one with this key: the `next` of the page before")
COMMON = (LANG, FORMAT)
PAGED = (LIMIT, AFTER)
CLOCKS = (AS_OF, KNOWN_ON)


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `record`: module and name of the frozen record of its answer; `fields`: columns of its rows."""

    name: str
    path: str
    says: str
    ask: ask.Ask
    params: tuple[Param, ...] = ()
    record: str = ""
    rows: bool = False
    fields: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[Param, ...]:
        """Its parameters with those of every question; the clocks are read by all, for the answer to say them."""
        clocks = tuple(c for c in CLOCKS if c.name not in {p.name for p in self.params})
        return (*self.params, *clocks, *COMMON, *(PAGED if self.rows else ()))


def _in_path(name: str, says: str) -> Param:
    return Param(name, "text", says, required=True, in_path=True)


def _text(name: str, says: str) -> Param:
    return Param(name, "text", says)


ROSTER = (
    _text("state", "states or territories; several with commas"), _text("county", "a county by name and state, or its FIPS"),
    _text("near", "near a town, a county or 'latitude,longitude'"), Param("miles", "count", "how near", least=1, most=1000),
    _text("model", "tfm, jem, wso or ttfm; several with commas"), _text("kind", "sheriff, municipal_police, ...; several with commas"),
    _text("status", "listed (as without it), pending, left, announced, never, unclear, all; several with commas"),
    Param("signed_from", "day", "signed on this day or later"), Param("signed_to", "day", "signed on this day or earlier"),
    _text("rurality", "metro, adjacent, remote or unknown"), _text("bound", "yes, unclear, no or none"),
    _text("name", "words in name, county, state or ORI"),
    _text("sort", "name, state, signed, listed, people, officers or miles; -people turns it"),
)  # fmt: skip

QUESTIONS: tuple[Question, ...] = (
    Question("status", "/v1/status", "Who is in on a day: rows, agreements and agencies, as printed and as resolved.",
             ask.status, (STATE, MODEL), "deputized.library.status:Status"),
    Question("states", "/v1/states", "Agreements and agencies in force, state by state.", ask.states, (MODEL,),
             "deputized.library.status:StateCount", rows=True),
    Question("state", "/v1/state/{code}", "One state: agreements, coverage, what is not placed.", ask.state,
             (_in_path("code", "postal code or name"),), "deputized.library.state:State"),
    Question("counties", "/v1/counties", "Every county with its people and the models of its county bodies.", ask.counties,
             (STATE,), "deputized.library.counties:CountyLine", rows=True),
    Question("county", "/v1/county/{fips}", "One county: who governs it, agreements, people, neighbors, law, gaps.",
             ask.county, (_in_path("fips", "FIPS, or name and state"),), "deputized.library.county:County"),
    Question("agencies", "/v1/agencies", "Agencies by any filter of the roster.", ask.agencies, ROSTER, rows=True,
             fields=ROSTER_FIELDS),
    Question("agency", "/v1/agency/{id}", "One agency's life; with a day also how it stood then (`on_day`).", ask.agency,
             (_in_path("id", "id, ORI, FIPS, ZIP, GEOID or name"), STATE, Param("name", "text", "", in_path=True))),
    Question("agency_by_name", "/v1/agency", "One agency's life, asked by name.", ask.agency,
             (Param("name", "text", "a name, as in 'Kinney County Sheriff, TX'", required=True), STATE,
              Param("id", "text", "", in_path=True))),
    Question("agreement", "/v1/agreement/{id}", "One agreement: days as printed, spells on the lists, holders, documents.",
             ask.agreement, (_in_path("id", "an agreement's id"),)),
    Question("agreements", "/v1/agreements", "Agreements, each with its whole life; with a day, those in force then.", ask.agreements,
             (STATE, MODEL, _text("county", "of bodies that govern this county or a town in it")), rows=True, fields=AGREEMENT_FIELDS),
    Question("changes", "/v1/changes", "What changed between neighboring lists.", ask.changes,
             (Param("since", "day", "from this day's lists on"), Param("until", "day", "up to this day's lists"), STATE, MODEL,
              _text("kind", "a kind, several with commas, or news"), _text("agency", "one agency by id, name or code")),
             rows=True, fields=CHANGE_FIELDS),
    Question("lists", "/v1/lists", "Every list of ICE's that is held.", ask.lists,
             (Param("kind", "choice", "one kind", choices=("participating", "pending", "webpage")),), rows=True,
             fields=LIST_FIELDS),
    Question("coverage", "/v1/coverage", "People by what covers them, nobody counted twice.", ask.coverage,
             (STATE, MODEL, Param("by", "choice", "group", choices=("total", "state", "rurality", "county"))), rows=True),
    Question("mandate", "/v1/mandate/{state}", "Whom a state's law binds or forbids, and who has complied.", ask.mandate,
             (_in_path("state", "a state"), Param("floor", "count", "what if only counties of so many people were bound"))),
    Question("laws", "/v1/laws", "Every state's law on agreements in a line.", ask.laws, rows=True),
    Question("law", "/v1/law/{state}", "A state's laws on agreements on a day.", ask.law, (_in_path("state", "a state"),),
             rows=True),
    Question("binding", "/v1/binding/{fips}", "What the strongest law asks of a county's sheriff.", ask.binding,
             (_in_path("fips", "FIPS, or name and state"),), "deputized.rules.binding:Binding"),
    Question("claim", "/v1/claim", "Is this published number right?", ask.claim,
             (Param("text", "text", "the claim in words", required=True, longest=2000),)),
    Question("cost", "/v1/cost", "What an agreement may cost an agency; what is left out is estimated and marked so.",
             ask.cost,
             (Param("agency", "text", "id or name", required=True), STATE,
              Param("officers", "count", "how many take part", least=1, most=100_000),
              Param("salary", "number", "base pay in dollars a year", most=10_000_000),
              Param("benefits", "number", "as a share of pay", most=10), Param("until", "day", "last day with federal money"),
              Param("model", "choice", "one model", choices=("TFM", "JEM", "WSO")),
              Param("new_posts", "count", "posts created for it", most=100_000), Param("start", "day", "first day with officers certified"),
              Param("months", "count", "how long to look ahead", least=1, most=600),
              Param("force", "count", "sworn officers in all", most=1_000_000),
              Param("grant", "number", "state grant in dollars, at most"),
              Param("vehicle", "choice", "whether a vehicle is bought; yes where it is left out", choices=("yes", "no")),
              Param("assume", "text", "assumptions, such as paid_purchases=0.9,turnover=0.1"))),
    Question("find", "/v1/find", "Which agency is meant: one, or candidates (300), or none (404); never a neighbor.", ask.find,
             (Param("q", "text", "what a person wrote", required=True), STATE)),
    Question("place", "/v1/place", "Which state or county is meant.", ask.place,
             (Param("q", "text", "what a person wrote", required=True),)),
    Question("explain", "/v1/explain/{id}", "The chain of evidence behind an id, down to file, sheet and row.", ask.explain,
             (_in_path("id", "an id of an agency, agreement, pending spell, event or list"),)),
    Question("cite", "/v1/cite", "How to cite an answer about a day.", ask.cite, (), "deputized.library.cite:ListCitation"),
)  # fmt: skip


def question(name: str) -> Question:
    """The question of a name."""
    return next(q for q in QUESTIONS if q.name == name)
