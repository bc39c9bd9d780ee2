"""Every question's answer, asked of the library: one record, or rows with the key they are paged by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized.api.problems import Refusal, candidate
from deputized.model.as_data import plain
from deputized.model.days import maybe_day

if TYPE_CHECKING:
    from deputized.library import Registry

Args = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """One record; or `rows` with a `key` of each, in order."""

    record: Any = None
    rows: Sequence[dict[str, Any]] | None = None
    key: Callable[[dict[str, Any]], str] | None = None
    keys: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()  # columns of rows where there are none


Ask = Callable[["Registry", Args], Reply]


def _by(name: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: str(row[name])


def _today(args: Args) -> date:
    """The day a law is asked of: the one given, else today."""
    return maybe_day(args["as_of"], "as_of") or date.today()


def status(r: Registry, a: Args) -> Reply:
    return Reply(r.status(a["as_of"], a["known_on"], a["state"], a["model"]).to_dict())


def states(r: Registry, a: Args) -> Reply:
    found = r.status(a["as_of"], a["known_on"], None, a["model"])
    rows = sorted((asdict(s) for s in found.by_state), key=_by("state"))
    return Reply(rows=rows, key=_by("state"))


def state(r: Registry, a: Args) -> Reply:
    return Reply(r.state(a["code"], a["as_of"], a["known_on"]).to_dict())


def counties(r: Registry, a: Args) -> Reply:
    from deputized.library.counties import counties as lines

    rows = [asdict(c) for c in lines(r, a["state"], a["as_of"], a["known_on"])]
    return Reply(rows=rows, key=_by("county_fips"))


def county(r: Registry, a: Args) -> Reply:
    from deputized.rules.binding import binding
    from deputized.rules.duty import carded

    found = r.county(a["fips"], a["as_of"], a["known_on"])
    law = binding(found.county, _today(a), a["known_on"])
    card = carded(found, r.clocks.dates[0], law)
    said = {"sentence": law.told(a["lang"])} if a["lang"] else {}
    return Reply(found.to_dict() | {"law": law.to_dict() | said, "card": card.to_dict()})


FILTERS = ("state", "county", "near", "miles", "model", "kind", "status", "signed_from", "signed_to", "rurality",
           "bound", "name", "sort", "as_of", "known_on")  # fmt: skip


def agencies(r: Registry, a: Args) -> Reply:
    from deputized.explore import roster
    from deputized.explore.roster import FIELDS

    found = roster(r, **{name: a[name] for name in FILTERS})
    return Reply(rows=found.records(), keys=tuple(row.body.key for row in found.rows), fields=FIELDS)


def agency(r: Registry, a: Args) -> Reply:
    from deputized.library.agency_day import agency_on
    from deputized.library.find_body import NotListed
    from deputized.rules.as_records import unlisted_record

    try:
        record = r.agency(a["id"] or a["name"], a["state"])
    except NotListed as unlisted:
        return Reply(unlisted_record(unlisted, _today(a)))
    if a["as_of"] or a["known_on"]:
        on = agency_on(r, record["agency_id"], None, a["as_of"], a["known_on"])
        record = record | {"on_day": on.to_dict()}
    return Reply(record)


def agreement(r: Registry, a: Args) -> Reply:
    from deputized.library.agency_day import agreement as one

    return Reply(one(r, a["id"]))


def agreements(r: Registry, a: Args) -> Reply:
    from deputized.library.agency_day import FIELDS
    from deputized.library.agency_day import agreements as some

    found = some(r, a["state"], a["model"], a["county"], a["as_of"], a["known_on"])
    return Reply(rows=found, key=_by("agreement_id"), fields=FIELDS)


def changes(r: Registry, a: Args) -> Reply:
    from deputized.library.changes import FIELDS

    found = r.changes(a["since"], a["until"], a["state"], a["kind"], a["model"], a["agency"], a["known_on"])
    return Reply(rows=found, key=_by("event_id"), fields=FIELDS)


def lists(r: Registry, a: Args) -> Reply:
    from deputized.library.lists import FIELDS

    return Reply(rows=r.lists(a["kind"]), key=_by("publication_id"), fields=FIELDS)


def coverage(r: Registry, a: Args) -> Reply:
    found = r.coverage(a["as_of"], a["known_on"], a["state"], a["model"], a["by"] or "total")
    return Reply(rows=found.records(), key=_by("group"))


def mandate(r: Registry, a: Args) -> Reply:
    from deputized.places.lookup import state_code
    from deputized.rules import RulesError, bans
    from deputized.rules import mandate as ask
    from deputized.rules.as_records import ban_records
    from deputized.rules.duties import mandating
    from deputized.rules.prohibitions import forbidding

    asked, known = maybe_day(a["as_of"], "as_of"), maybe_day(a["known_on"], "known_on")
    code = state_code(a["state"]) or ""
    law = mandating(code, known)
    if forbidding(code, known) and (law is None or not law.is_law):
        found = bans(r, code, asked, known, today=_today(a))
        return Reply(
            {"mandate": None, "still_listed": ban_records(found), "bans": [asdict(b) for b in found]}
        )
    if law is not None and not law.is_law:
        raise RulesError(
            f"{code}: nobody is bound by a law we hold. {law.no_law}, and it is not told as law; see /v1/law/{code}"
        )
    floor = a["floor"]
    return Reply(
        {
            "mandate": asdict(ask(r, code, asked, known, today=_today(a), floor=floor)),
            "still_listed": [],
            "bans": [],
        }
    )


def law(r: Registry, a: Args) -> Reply:
    from deputized.places.lookup import state_code
    from deputized.rules import posture_of
    from deputized.rules.as_records import law_record

    day = _today(a)
    found = posture_of(state_code(a["state"]) or "", day, maybe_day(a["known_on"], "known_on"))
    rows = [law_record(w, day) for w in (*found.laws, *found.others)]
    return Reply(rows=rows, key=_by("law_id"))


def laws(r: Registry, a: Args) -> Reply:
    from deputized.rules import postures
    from deputized.rules.as_records import law_summary

    rows = [law_summary(p) for p in postures(_today(a), maybe_day(a["known_on"], "known_on"))]
    return Reply(rows=rows, key=_by("state"))


def binding(r: Registry, a: Args) -> Reply:
    from deputized.rules.binding import binding as binds

    found = binds(a["fips"], _today(a), a["known_on"])
    return Reply(found.to_dict() | {"sentence": found.told(a["lang"] or "en")})


def claim(r: Registry, a: Args) -> Reply:
    from deputized.claims import check

    return Reply(check(r, a["text"], today=date.today()).to_dict())


def cost(r: Registry, a: Args) -> Reply:
    """The scenario as `deputized money agency` gives it: what is not given is estimated and said so under `estimates`."""
    from deputized.money.asked import Asked, assumed, model_of, plan_of
    from deputized.money.first import first
    from deputized.money.prefill import known_of
    from deputized.money.scenario import record, scenario

    known = known_of(r, a["agency"], a["state"])
    asked = Asked(
        a["agency"], None, a["officers"], a["salary"], a["benefits"], maybe_day(a["until"], "until"), a["model"],
        a["new_posts"] or 0, maybe_day(a["start"], "start"), a["months"], a["force"], a["grant"],
        a["vehicle"] != "no", assume=assumed((a["assume"] or "").replace(",", " ").split()),
    )  # fmt: skip
    stand = first(
        known, model_of(known, a["model"]), asked.officers, asked.salary, asked.benefits, asked.force
    )
    missing = [name for name in ("officers", "salary") if getattr(stand, name) is None]
    if missing:
        return Reply({"known": asdict(known), "missing": missing, "why": list(stand.why), "scenario": None})
    found = scenario(plan_of(known, asked, date.today()), 10_000, 287)
    return Reply({"known": asdict(known), "missing": [], "why": [], "scenario": record(found)})


def find(r: Registry, a: Args) -> Reply:
    from deputized.resolver import Ask as Several
    from deputized.resolver import Exact, resolver_of

    found = resolver_of(r.db).resolve(a["q"], a["state"])
    if isinstance(found, Exact):
        return Reply({"q": a["q"], "found_by": found.how, "body": candidate(found.body)})
    if isinstance(found, Several):
        said = "each of these bears that name" if found.exact else "no body bears that name; these are near"
        raise Refusal(
            "several", f"{said}: ask again with an id", candidates=[candidate(b) for b in found.candidates]
        )
    raise Refusal("not_found", found.reason, candidates=[])


def place(r: Registry, a: Args) -> Reply:
    from deputized.places.lookup import PlaceError, find_county, find_state

    try:
        return Reply({"q": a["q"], "kind": "state", "place": asdict(find_state(a["q"]))})
    except PlaceError:
        found = find_county(a["q"])
    return Reply({"q": a["q"], "kind": "county", "place": asdict(found)})


def explain(r: Registry, a: Args) -> Reply:
    return Reply(r.explain(a["id"]))


def cite(r: Registry, a: Args) -> Reply:
    from deputized.library.cite import cite as citation

    return Reply(citation(r, a["as_of"], a["known_on"], a["lang"] or "en").to_dict())


def data(answer: Reply) -> Reply:
    """The answer with everything in it as JSON can hold it."""
    rows = None if answer.rows is None else [plain(row) for row in answer.rows]
    keys = answer.keys
    if rows is not None and answer.key is not None:
        keys = tuple(map(answer.key, rows))
    return Reply(plain(answer.record), rows, None, keys, answer.fields)
