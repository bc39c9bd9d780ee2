"""What binds a county's sheriff on a day, as one record and one sentence: the act, the courts, the basis, the last check."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from deputized import reference
from deputized.model.days import DayLike, day_of, maybe_day
from deputized.model.shown import Shown
from deputized.places.lookup import find_county
from deputized.rules.acts import STALE_AFTER, Law, Posture
from deputized.rules.binding_words import day_words, say
from deputized.rules.courts import Ruling, rulings_of
from deputized.rules.days import Truth
from deputized.rules.duties import bound_in
from deputized.rules.law_words import of_law
from deputized.rules.searches import Looked
from deputized.rules.statutes import StatePosture, posture_of


@dataclass(frozen=True, slots=True)
class Stay:
    """An order of a court that keeps a law, or part of it, from being applied."""

    ruling_id: str
    by: str
    since: str  # as precise as it is known
    scope: str  # whole or part
    what: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A ruling, opinion, settlement, suit or rule of consent on agreements, here or in the whole state, that stays no law."""

    ruling_id: str
    kind: str  # one of courts.KINDS
    by: str
    day: str  # of the order, or of its filing; as precise as it is known
    place: str  # the county it speaks of; empty: the whole state
    what: str  # what it says, in our words
    outcome: str  # what came of it


@dataclass(frozen=True, slots=True)
class Binding(Shown):
    """What the strongest law on agreements asks of a county's sheriff on a day.

    `law_id` is empty where no law is told; then `looked` says on what day and where we looked, or is empty: not looked.
    `bound` is yes, no or unclear under a mandate, and empty under any other law.
    """

    county_fips: str
    state: str
    day: date
    known_on: date | None
    posture: str  # one of Posture
    certainty: str  # in force, in force in part, unclear whether in force; or why nothing is told as law
    law_id: str
    bill: str
    citation: str
    covered: str  # whom it covers, in words
    bound: str
    why: str  # why it binds or does not, in words
    narrow: bool  # it speaks of the state's own agencies alone
    since: str  # first day in force, as precise as it is known; empty if unknown
    since_assumed: bool  # that day is assumed: no source was read for it
    deadline: str
    models: tuple[str, ...]  # that fulfil a mandate
    stays: tuple[Stay, ...]
    basis: str  # act, official, court, news, advocate, tracker: the best kind of source somebody read
    source: str  # its title
    address: str
    checked: date | None
    is_stale: bool
    others: tuple[str, ...]  # further laws that stand that day: their bills
    looked: tuple[str, ...]  # day and place of each search that found nothing
    spoken: tuple[Spoken, ...] = ()  # courts and attorneys general, of this county first

    @property
    def sentence(self) -> str:
        """The record in one English sentence or two."""
        return self.told("en")

    def told(self, language: str) -> str:
        """The record in a sentence or two, in English (`en`) or Spanish (`es`). Names and texts of laws stay as printed."""
        if not self.law_id:
            return " ".join((_silent(self, language), *_courts(self, language)))
        parts = [_says(self, language), _stands(self, language)]
        if self.deadline and self.bound != "no":
            parts.append(say(language, _deadline(self), day=day_words(language, self.deadline)))
        basis = say(language, f"basis_{self.basis}", source=self.source)
        parts.append(basis + "; " + _checked(self, language))
        if self.others:
            parts.append(say(language, "others", n=len(self.others), bills="; ".join(self.others)))
        return " ".join((*parts, *_courts(self, language)))

    def to_dict(self) -> dict[str, Any]:
        """Plain data, with the sentence."""
        return asdict(self) | {"sentence": self.sentence}


def binding(
    which: str | int | reference.CountyRow, as_of: DayLike, known_on: DayLike | None = None
) -> Binding:
    """What binds the sheriff of a county on a day, as our record knew it on `known_on`.

    Raises `PlaceError` if no one county is meant, ValueError for a day that is none.
    """
    place = find_county(which)
    day, known = day_of(as_of, "as_of"), maybe_day(known_on, "known_on")
    found = posture_of(place.state, day, known)
    told = _spoken(place, day, known)
    if not found.laws:
        return replace(_none(place.fips, found, known), spoken=told)
    test = bound_in(place.state, place.fips, day, known)
    first = found.laws[0]
    applies = test is not None and first.posture is Posture.MANDATES and not first.is_narrow
    law = test[0] if applies and test is not None else first
    record = _record(
        place.fips, found, law, known, test[1].truth.value if applies and test else "", test[1].why if applies and test else ""
    )  # fmt: skip
    return replace(record, spoken=told)


def _record(fips: str, found: StatePosture, law: Law, known: date | None, bound: str, why: str) -> Binding:
    best = law.rests_on
    stays = tuple(Stay(r.ruling_id, r.by, str(r.ordered), r.scope, r.what) for r in law.enjoined(found.day))
    truth = law.in_force(found.day)
    sure = "unclear whether in force"
    if truth is Truth.YES:
        sure = "in force in part" if stays else "in force"
    return Binding(
        fips, found.state, found.day, known, law.posture.value, sure, law.law_id, law.bill, law.statute, law.covered,
        bound, why, law.is_narrow, str(law.effective) if law.effective else "", "effective" in law.assumed,
        str(law.deadline) if law.deadline else "", law.satisfied_by, stays, best.kind, best.title, best.url, law.checked,
        law.is_stale(found.day), tuple(w.bill for w in found.laws if w.law_id != law.law_id), (),
    )  # fmt: skip


def _none(fips: str, found: StatePosture, known: date | None) -> Binding:
    searches = tuple(_search(s) for s in found.looked)
    last = max((s.day for s in found.looked), default=None)
    return Binding(
        fips, found.state, found.day, known, found.posture.value, found.certainty, "", "", "", "", "", "", False, "", False,
        "", (), (), "", "", "", last, last is not None and (found.day - last).days > STALE_AFTER,
        tuple(w.bill for w in found.others), searches,
    )  # fmt: skip


def _spoken(county: reference.CountyRow, day: date, known: date | None) -> tuple[Spoken, ...]:
    """What courts and attorneys general had said by that day of this county, then of the whole state."""
    made = [r for r in rulings_of(county.state, known) if r.place in ("", county.name) and _said_by(r, day)]
    made.sort(key=lambda r: (not r.place, r.ordered.earliest if r.ordered else date.min))
    return tuple(
        Spoken(r.ruling_id, r.kind, r.by, str(r.ordered or ""), r.place, r.what, r.outcome) for r in made
    )


def _said_by(ruling: Ruling, day: date) -> bool:
    return not ruling.stays(day) and ruling.ordered is not None and ruling.ordered.reached(day) is Truth.YES


def _courts(b: Binding, language: str) -> list[str]:
    """What is said of this county alone, one sentence each; of the state's other rulings, only how many."""
    here = [s for s in b.spoken if s.place and s.kind != "consent rule"]
    text = []
    for s in here:
        outcome = say(language, "not_found") if s.outcome == "not found" else s.outcome.rstrip(".")
        day = day_words(language, s.day)
        text.append(say(language, "spoken", by=s.by, day=day, what=s.what.rstrip("."), outcome=outcome))
    if any(not s.place for s in b.spoken):
        text.append(say(language, "spoken_state"))
    return text


def _search(found: Looked) -> str:
    return f"{found.day.isoformat()}, {found.where}"


def _says(b: Binding, language: str) -> str:
    """What it asks, of whom."""
    if b.narrow:
        return say(language, "narrow", bill=b.bill)
    if b.bound:
        return say(language, f"bound_{b.bound}", bill=b.bill, why=b.why or say(language, "why_unknown"))
    return say(language, b.posture, bill=b.bill, covered=of_law(language, b.covered)[0])


def _stands(b: Binding, language: str) -> str:
    """How it stands that day, courts included."""
    if b.certainty == "unclear whether in force":
        return say(language, "unclear", day=day_words(language, b.day.isoformat()))
    said = "since" if b.since else "since_unknown"
    text = say(language, said, day=day_words(language, b.since))
    if b.since_assumed:
        text += say(language, "assumed")
    for stay in b.stays:
        text += say(
            language, f"stayed_{stay.scope}", by=stay.by, day=day_words(language, stay.since), what=stay.what
        )
    return text + "."


def _deadline(b: Binding) -> str:
    """Which sentence tells of the deadline."""
    if b.posture == Posture.FORBIDS.value:
        return "deadline_forbids"
    return "deadline_past" if b.deadline < b.day.isoformat() else "deadline"


def _checked(b: Binding, language: str) -> str:
    if b.checked is None:
        return say(language, "never_checked")
    key = "checked_stale" if b.is_stale else "checked"
    return say(language, key, day=day_words(language, b.checked.isoformat()), n=STALE_AFTER)


def _silent(b: Binding, language: str) -> str:
    """Where no law is told: what stands in the ledger besides, and whether anybody looked."""
    text = say(language, "nothing")
    if b.others:
        text += " " + say(language, "only_others", bills="; ".join(b.others))
    if b.looked and b.checked is not None:
        return text + " " + say(language, "looked", day=day_words(language, b.checked.isoformat()))
    return text if b.others else text + " " + say(language, "not_looked")
