"""Paper and practice: for each agreement, what is known of each step from signing to a first detainer.

A step that no source speaks of is "not known": absence in these sources is not absence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized.facts.clocks import Standing
from deputized.facts.pages import documents
from deputized.model.days import AsOf, DayLike
from deputized.model.kinds import model_code
from deputized.model.shown import Shown
from deputized.outcomes.errors import OutcomesError
from deputized.outcomes.published import last_day
from deputized.places.lookup import state_code
from deputized.rules.sources import FactSource, read_rows, source_of

if TYPE_CHECKING:
    from deputized.facts.clocks import InForce
    from deputized.library import Registry

FILE = "practice.csv"
STEPS = {
    "signed": "signed by the agency",
    "countersigned": "signed by ICE",
    "listed": "on ICE's list",
    "trained": "officers trained or certified, or said to be operational",
    "first_encounter": "first encounter",
    "first_payment": "first payment",
    "first_detainer": "first detainer",
}
PRACTICE = ("trained", "first_encounter", "first_payment", "first_detainer")
"""Steps after the paper: anything but signatures and lists."""
CAVEAT = (
    "absence in these sources is not absence: ICE publishes no results by agency, its encounter reports are a sampling, "
    "and most payments are told as totals"
)
LIST_DAY = "the day printed as SIGNED on ICE's list; in 29 of 33 documents read by hand it is ICE's signature, not the agency's"


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One step. `by`: it had been taken by that day; None: not known. `since`: not before that day, where known."""

    step: str
    by: date | None
    since: date | None
    words: str
    source: str
    url: str = ""
    confidence: str = "confirmed"
    is_of_agreement: bool = True  # False: of the agency; under which agreement is not said

    @property
    def is_known(self) -> bool:
        """Whether a source speaks of it."""
        return self.by is not None

    @property
    def told(self) -> str:
        """The day in words."""
        if self.by is None:
            return "not known"
        return f"{self.by}" if self.since == self.by else f"by {self.by}"


@dataclass(frozen=True, slots=True)
class Ladder(Shown):
    """An agreement's steps in order."""

    agreement_id: str
    agency_id: str
    agency: str
    state: str
    model: str
    standing: str
    steps: tuple[LadderStep, ...]

    @property
    def practice(self) -> tuple[LadderStep, ...]:
        """Known steps after the paper."""
        return tuple(s for s in self.steps if s.step in PRACTICE and s.is_known)

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        from dataclasses import asdict

        return asdict(self)


@dataclass(frozen=True, slots=True)
class PracticeEvidence:
    """One sourced sight of practice."""

    agency_id: str
    model: str
    step: str
    since: date | None
    by: date
    words: str
    source: FactSource


def practice() -> tuple[PracticeEvidence, ...]:
    """Every row of `curation/practice.csv`. Raises OutcomesError for one that is not as it must be."""
    out = []
    for n, r in enumerate(read_rows(FILE), 2):
        where = f"{FILE}, line {n}"
        if r["step"] not in PRACTICE:
            raise OutcomesError(f"{where}: step {r['step']!r}; it must be one of {', '.join(PRACTICE)}")
        try:
            since = date.fromisoformat(r["from"]) if r["from"] else None
            by = date.fromisoformat(r["by"])
        except ValueError as error:
            raise OutcomesError(f"{where}: {error}; write days as 2026-03-31") from error
        if since and since > by:
            raise OutcomesError(f"{where}: from {since} is after by {by}")
        out.append(
            PracticeEvidence(
                r["agency_id"], r["model"], r["step"], since, by, r["words"], source_of(r, where)
            )
        )
    return tuple(out)


def hand_read(registry: Registry) -> list[dict[str, Any]]:
    """Signed agreements that were read by hand and are tied to an agreement."""
    every = (d for some in documents(registry.db).values() for d in some if d["agreement_id"])
    return sorted(every, key=lambda d: str(d["document_id"]))


class Ladders:
    """Ladders of a registry on a day, as known on another."""

    def __init__(
        self, registry: Registry, as_of: DayLike | AsOf | None = None, known_on: DayLike | None = None
    ) -> None:
        self.registry = registry
        self.when = AsOf.of(as_of, known_on)
        self.documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in hand_read(registry):
            self.documents[row["agreement_id"]].append(row)
        self.seen: dict[str, list[PracticeEvidence]] = defaultdict(list)
        for e in practice():
            if self._counts(e.by, e.source.date):
                self.seen[registry.clocks.agency_known(e.agency_id, None)].append(e)

    def _counts(self, by: date, told: str) -> bool:
        """Whether a sight counts: it had been by the day asked for, and was out by the day of knowledge."""
        if self.when.world is not None and by > self.when.world:
            return False
        return self.when.known is None or not told or last_day(told) <= self.when.known

    def of(self, agreement: InForce, first_listed: str) -> Ladder:
        """The ladder of an agreement in force."""
        agency_id = self.registry.clocks.agency_known(agreement.agency_id, None)
        steps = [
            *self._paper(agreement.agreement_id, agreement.signed_date),
            self._listed(agreement, first_listed),
        ]
        steps += [self._practice(agency_id, agreement, step) for step in PRACTICE]
        name = self.registry.names[agency_id].name
        return Ladder(
            agreement.agreement_id, agency_id, name, agreement.state, agreement.model, agreement.standing.value,
            tuple(steps),
        )  # fmt: skip

    def _paper(self, agreement_id: str, signed: str | None) -> Iterable[LadderStep]:
        documents = self.documents.get(agreement_id, ())
        for step, column in (("signed", "agency_signed_date"), ("countersigned", "ice_signed_date")):
            read = next((d for d in documents if d[column]), None)
            if read is not None:
                day = date.fromisoformat(read[column])
                yield LadderStep(
                    step,
                    day,
                    day,
                    STEPS[step],
                    f"the signed agreement, {read['document_id']} (sha256 {read['sha256'][:12]})",
                )
            elif step == "countersigned" and signed:
                day = date.fromisoformat(signed)
                yield LadderStep(step, day, day, LIST_DAY, "ICE's list", confidence="single source")
            else:
                yield LadderStep(step, None, None, "no signed agreement of it was read", "")

    def _listed(self, agreement: InForce, first_listed: str) -> LadderStep:
        day = date.fromisoformat(first_listed)
        if agreement.standing is Standing.SIGNED:
            return LadderStep("listed", None, None, f"not by that day; first listed {day}", "ICE's lists")
        return LadderStep("listed", day, None, "day of the first list we hold that has it", "ICE's lists")

    def _practice(self, agency_id: str, agreement: InForce, step: str) -> LadderStep:
        found = [
            e for e in self.seen.get(agency_id, ())
            if e.step == step and e.model in ("", agreement.model)
            and not (agreement.signed_date and e.by < date.fromisoformat(agreement.signed_date))
        ]  # fmt: skip
        if not found:
            return LadderStep(step, None, None, "no source we hold speaks of it", "")
        e = min(found, key=lambda e: (e.by, not e.model))
        return LadderStep(
            step, e.by, e.since, e.words, f"{e.source.title}, {e.source.date}", e.source.url, e.source.confidence,
            bool(e.model),
        )  # fmt: skip

    def all(self) -> list[Ladder]:
        """Ladders of every agreement in force."""
        listed = {
            life.agreement_id: life.first_listed_date for life in self.registry.clocks.lives(*self.when.texts)
        }
        return [self.of(a, listed[a.agreement_id]) for a in self.registry.as_of(self.when)]


def ladders_of(
    registry: Registry, agency_id: str, as_of: DayLike | AsOf | None = None, known_on: DayLike | None = None
) -> tuple[Ladder, ...]:
    """The ladders of an agency's agreements in force."""
    return tuple(one for one in Ladders(registry, as_of, known_on).all() if one.agency_id == agency_id)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Agreements in force of one state and model, by months since SIGNED (or the first list), nothing seen since."""

    state: str
    model: str
    agreements: int
    seen: int  # at least one step of practice is known
    under_3: int  # nothing seen, signed under three months before
    to_6: int
    to_12: int
    over_12: int
    median_months: float | None  # of those with nothing seen

    @property
    def nothing_seen(self) -> int:
        """In force, and no source we hold speaks of practice."""
        return self.agreements - self.seen


def months_between(first: date, last: date) -> int:
    """Whole months."""
    return max((last.year - first.year) * 12 + last.month - first.month - (last.day < first.day), 0)


def quiet(
    registry: Registry,
    state: str | None = None,
    model: str | None = None,
    as_of: DayLike | AsOf | None = None,
    known_on: DayLike | None = None,
) -> list[Quiet]:
    """Signed so many months ago and nothing seen since, by state and model."""
    from statistics import median

    ladders = Ladders(registry, as_of, known_on)
    day = ladders.when.world or registry.day(ladders.when).list_day
    postal, code = state_code(state), model_code(model)
    groups: dict[tuple[str, str], list[tuple[int, bool]]] = defaultdict(list)
    for one in ladders.all():
        if postal not in (None, one.state) or code not in (None, one.model):
            continue
        begun = next(
            (s.by for s in one.steps if s.step in ("signed", "countersigned", "listed") and s.by), None
        )
        groups[one.state, one.model].append((months_between(begun or day, day), bool(one.practice)))
    out = []
    for (where, which), some in sorted(groups.items()):
        silent = [m for m, is_seen in some if not is_seen]
        out.append(
            Quiet(
                where, which, len(some), len(some) - len(silent), sum(m < 3 for m in silent),
                sum(3 <= m < 6 for m in silent), sum(6 <= m < 12 for m in silent), sum(m >= 12 for m in silent),
                median(silent) if silent else None,
            )
        )  # fmt: skip
    return out
