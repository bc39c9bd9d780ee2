"""A tracker's rows held against what stood in our record on each row's day, and ours against the tracker's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from deputized.facts.agencies import printed_days
from deputized.facts.clocks import InForce
from deputized.facts.lists import list_rows
from deputized.library.lists import find_list
from deputized.model.days import DayError, day_of
from deputized.model.kinds import model_code
from deputized.model.shown import Shown
from deputized.places.lookup import PlaceError, find_county
from deputized.reference import fold
from deputized.trackers.reading import TrackerRow, TrackerTable
from deputized.trackers.resolving import Meanings, Meant

if TYPE_CHECKING:
    from deputized.library.registry import Registry

VERDICTS = ("agrees", "differs", "only there", "only here", "cannot be told", "says nothing")


@dataclass(slots=True)
class TrackerFinding:
    """What comes of one agency and model over the days that say the same of it; `place` is the first row that does."""

    verdict: str
    why: str
    state: str
    agency: str  # as the tracker writes it; by our name where it is only here
    model: str
    agency_id: str
    agreement_id: str
    how: str  # by what the body was found
    first_day: str
    last_day: str
    rows: int
    place: str
    evidence: str  # our list that speaks for the first day
    foreign_id: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the command's JSON gives it."""
        return asdict(self)


@dataclass(slots=True)
class SameBody:
    """One body of the tracker and ours: a line of the Rosetta file."""

    foreign_id: str
    foreign_name: str
    state: str
    county: str
    agency_id: str
    name: str
    ori: str
    how: str
    first_day: str
    last_day: str
    rows: int


@dataclass(slots=True)
class TrackerComparison(Shown):
    """The whole comparison. `counts` are rows of the tracker by verdict, and our listings that it lacks."""

    name: str
    columns: Mapping[str, str]
    days: tuple[str, ...]
    counts: dict[str, int]
    findings: list[TrackerFinding]
    rosetta: list[SameBody] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the command's JSON gives it."""
        return asdict(self)


@dataclass(slots=True)
class _Day:
    """What stood in our record on a day: by agency and model, and the list that says so."""

    day: str
    list_id: str
    held: dict[tuple[str, str], InForce]
    by_agency: dict[str, set[str]]
    seen: set[tuple[str, str]] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)  # agencies a row may have meant
    printed: dict[str, set[str]] | None = None  # agencies by their name as that list prints it
    states: set[str] = field(default_factory=set)
    models: set[str] = field(default_factory=set)


def compare(registry: Registry, table: TrackerTable, as_of: str | None = None) -> TrackerComparison:
    """Hold every row of a table against the registry, each on its own day; without one, on `as_of` or the newest list.

    A row agrees if we hold its agency and model listed on the list that speaks for the day, with its signing day where it
    gives one. Only the states that the tracker names on a day are asked for what is only here. Raises ValueError for a day
    that is none.
    """
    return _Comparing(registry, as_of).of(table)


class _Comparing:
    def __init__(self, registry: Registry, as_of: str | None) -> None:
        self.registry = registry
        self.default = day_of(as_of, "as_of").isoformat() if as_of else registry.clocks.dates[-1]
        self.meanings = Meanings(registry)
        self.days: dict[str, _Day | None] = {}
        self.found: dict[tuple[str, ...], TrackerFinding] = {}
        self.known: dict[tuple[str, ...], SameBody] = {}
        self.counts = dict.fromkeys(VERDICTS, 0)

    def of(self, table: TrackerTable) -> TrackerComparison:
        is_by_county = "agency" not in table.columns
        for row in table.rows:
            when = row.said.get("day", self.default)
            day = self.day(when)
            if day is None:
                self.put(row, None, "cannot be told", f"{when[:30]!r} is no day of which a list is held")
            elif is_by_county:
                self.county(row, day)
            else:
                self.agency(row, day)
        if not is_by_county:
            for day in {id(d): d for d in self.days.values() if d is not None}.values():
                self.rest(day, has_models="model" in table.columns)
        order = {v: n for n, v in enumerate(VERDICTS)}
        findings = sorted(
            self.found.values(), key=lambda f: (order[f.verdict], f.state, f.agency, f.model, f.first_day)
        )
        days = sorted({d.day for d in self.days.values() if d is not None})
        rosetta = sorted(self.known.values(), key=lambda k: (k.state, k.foreign_name, k.agency_id))
        return TrackerComparison(table.name, table.columns, tuple(days), self.counts, findings, rosetta)

    def day(self, written: str) -> _Day | None:
        """What stood on a day as the tracker writes it: 2025-05-16, 5/16/2025, or 2025-05-16 am for one of two lists."""
        if written not in self.days:
            self.days[written] = self._day(written)
        return self.days[written]

    def _day(self, written: str) -> _Day | None:
        clocks, at = self.registry.clocks, None
        text, part = written, ""
        if written[-3:].casefold() in (" am", " pm"):
            text, part = written[:-3], written[-2:].casefold()
        try:
            day = day_of(text).isoformat()
        except DayError:
            return None
        if part:
            try:
                at = clocks.position_of(find_list(self.registry, f"participating-{day}{part}"))
            except LookupError:
                at = None
        at = clocks.position(day, None) if at is None else at
        if at is None:
            return None
        held = {(self.now(a.agency_id), a.model): a for a in clocks.in_force(day, None, at=at)}
        by_agency: dict[str, set[str]] = defaultdict(set)
        for agency_id, model in held:
            by_agency[agency_id].add(model)
        return _Day(day, clocks.lists[at], held, by_agency)

    def now(self, agency_id: str) -> str:
        return self.registry.clocks.agency_known(agency_id, None)

    def agency(self, row: TrackerRow, day: _Day) -> None:
        said = row.said
        meant = self.meanings.of(said)
        if meant.body is None and (one := self.printed(said, day, meant)):
            meant = one
        model = _model(said.get("model"))
        if said.get("model") and model is None:
            self.put(row, day, "cannot be told", f"{said['model'][:60]!r} is no model we know")
            return
        if meant.body is None:
            day.doubtful |= {b.agency_id for b in meant.may_be if b.agency_id}
            verdict = "cannot be told" if meant.may_be else "only there"
            near = "; ".join(b.told for b in meant.may_be[:4])
            self.put(row, day, verdict, meant.how + (f": {near}" if near else ""), model=model)
            return
        body = meant.body
        day.states.add(body.state)
        if model:
            day.models.add(model)
        agency_id = body.agency_id or ""
        self.name(row, day, body.name, agency_id, body.ori or "", meant.how)
        if not agency_id:
            self.put(row, day, "only there", f"{body.name} is on no list we hold", model=model, how=meant.how)
            return
        ours = day.by_agency.get(agency_id, set())
        some = [model] if model else sorted(ours)
        day.seen |= {(agency_id, m) for m in some}
        held = [day.held[agency_id, m] for m in some if (agency_id, m) in day.held]
        if not held:
            self.missing(row, day, agency_id, model, ours, meant.how)
            return
        first = held[0]
        verdict, why = (
            "agrees",
            "" if first.standing.value == "listed" else first.standing.value.replace("_", " "),
        )
        signed = _signed(said.get("signed"))
        if model and signed and first.signed_date and signed != first.signed_date:
            days = printed_days(self.registry.db, first.agreement_id)
            read = f"signed {signed} there, {first.signed_date} here"
            verdict, why = "differs", read
            if any(_signed(d["signed_raw"]) == signed for d in days):
                verdict, why = (
                    "agrees",
                    f"{read}: ICE printed the former, and its year or day cannot be meant",
                )
        self.put(row, day, verdict, why, model=model or ",".join(a.model for a in held), agency_id=agency_id,
                 agreement_id=";".join(a.agreement_id for a in held), how=meant.how, state=body.state)  # fmt: skip

    def printed(self, said: Mapping[str, str], day: _Day, meant: Meant) -> Meant | None:
        """The body that ICE's own list of the day prints under this very name in the state, if that is one of the candidates."""
        if day.printed is None:
            day.printed = defaultdict(set)
            for row in list_rows(self.registry.db, day.list_id):
                if row["agency_id"]:
                    day.printed[fold(row["agency_raw"] or "")].add(self.now(row["agency_id"]))
        named = day.printed.get(fold(said["agency"]), set())
        some = [b for b in meant.may_be if b.agency_id in named]
        return Meant(some[0], "as ICE's list of the day prints it") if len(some) == 1 else None

    def missing(
        self, row: TrackerRow, day: _Day, agency_id: str, model: str | None, ours: set[str], how: str
    ) -> None:
        """A body of ours that does not hold on the day what the row says."""
        when = self.registry.day(day.day)
        runs = [p for p in when.pending_by_agency.get(agency_id, ()) if model in (None, p.model)]
        left = [a for a in when.by_agency.get(agency_id, ()) if not a.in_force and model in (None, a.model)]
        if ours:
            verdict, why = "differs", f"holds {', '.join(sorted(ours))} that day, not {model}"
        elif left:
            verdict, why = "differs", f"off ICE's list since {left[-1].absent_date}"
        elif any(p.outcome == "pending" for p in runs):
            verdict, why = "differs", f"pending since {runs[-1].from_date}, not in force"
        else:
            later = [
                a for a in self.registry.clocks.in_force(None, None) if self.now(a.agency_id) == agency_id
            ]
            verdict = "only there"
            why = "not on our lists by that day" + (", in force on the newest" if later else "")
        self.put(row, day, verdict, why, model=model, agency_id=agency_id, how=how)

    def county(self, row: TrackerRow, day: _Day) -> None:
        """A row about a county: whether it says that a body there holds an agreement, and whether one does."""
        said = row.said
        try:
            place = find_county(said["fips"])
        except PlaceError as error:
            self.put(row, day, "cannot be told", str(error))
            return
        says = _says(said.get("status", ""))
        if says is None:
            self.put(row, day, "says nothing", said.get("status", ""), state=place.state, agency=place.name)
            return
        ties = self.registry.ties
        here = sorted(
            (a for (agency_id, _), a in day.held.items() if a.state == place.state
             and ties[agency_id].level != "state" and place.fips in ties[agency_id].county.codes),
            key=lambda a: a.agreement_id,
        )  # fmt: skip
        agrees = says == bool(here)
        why = f"{said.get('status', '')!r} there; here {len(here)} in force of bodies of the county and its towns"
        self.put(row, day, "agrees" if agrees else "differs", "" if agrees else why, state=place.state, agency=place.name,
                 model=",".join(sorted({a.model for a in here})), agreement_id=";".join(a.agreement_id for a in here),
                 how="FIPS")  # fmt: skip

    def rest(self, day: _Day, *, has_models: bool) -> None:
        """Our listings of a day that no row of the tracker is about, in the states it names."""
        for (agency_id, model), a in sorted(day.held.items()):
            if (agency_id, model) in day.seen or a.state not in day.states or a.standing.value != "listed":
                continue
            if has_models and model not in day.models:
                continue
            doubt = agency_id in day.doubtful
            names = self.registry.names[agency_id]
            self.put(
                TrackerRow("", {"agency": names.name, "state": a.state}), day,
                "cannot be told" if doubt else "only here",
                "a row that may mean it cannot be told" if doubt else "on ICE's list that day", model=model,
                agency_id=agency_id, agreement_id=a.agreement_id, state=a.state,
            )  # fmt: skip

    def put(
        self, row: TrackerRow, day: _Day | None, verdict: str, why: str, *, model: str | None = None, agency_id: str = "",
        agreement_id: str = "", how: str = "", state: str = "", agency: str = "",
    ) -> None:  # fmt: skip
        """Add a row to its finding: one for all days on which the same is said."""
        said = row.said
        self.counts[verdict] += 1
        name = agency or said.get("agency", said.get("fips", ""))
        where = state or said.get("state", "")
        key = (verdict, why, where, name, model or "", agency_id, agreement_id)
        when = day.day if day else ""
        found = self.found.get(key)
        if found is None:
            self.found[key] = TrackerFinding(
                verdict, why, where, name, model or "", agency_id, agreement_id, how, when, when, 1, row.place,
                day.list_id if day else "", said.get("id", ""),
            )  # fmt: skip
            return
        found.rows += 1
        if when < found.first_day:
            found.first_day, found.place, found.evidence = when, row.place, day.list_id if day else ""
        found.last_day = max(found.last_day, when)

    def name(self, row: TrackerRow, day: _Day, name: str, agency_id: str, ori: str, how: str) -> None:
        said = row.said
        key = (said.get("id", ""), said.get("agency", ""), said.get("state", ""), agency_id, ori)
        held = self.known.get(key)
        if held is None:
            self.known[key] = SameBody(
                *key[:3], said.get("county", ""), agency_id, name, ori, how, day.day, day.day, 1
            )
            return
        held.rows += 1
        held.first_day, held.last_day = min(held.first_day, day.day), max(held.last_day, day.day)


def _model(text: str | None) -> str | None:
    if not text:
        return None
    try:
        return model_code(text)
    except ValueError:
        return None


def _signed(text: str | None) -> str | None:
    try:
        return day_of(text).isoformat() if text else None
    except DayError:
        return None


def _says(status: str) -> bool | None:
    """Whether a status says that there is an agreement; None where it says nothing."""
    text = status.casefold().strip()
    if any(w in text for w in ("unknown", "pending", "unclear", "maybe")) or not text:
        return None
    if text in ("none", "no", "false", "0", "n", "not participating", "inactive", "terminated"):
        return False
    if "287" in text or text in ("yes", "true", "1", "y", "active", "participating", "in force", "signed"):
        return True
    return None


def records(findings: Iterable[TrackerFinding]) -> list[dict[str, Any]]:
    """Findings as plain data."""
    return [f.to_dict() for f in findings]
