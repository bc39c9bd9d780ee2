"""The readings of a number in an article, likeliest first: with the day, place, model and unit its sentence leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from deputized.claims.answer import check_part
from deputized.claims.asides import has_loose_era
from deputized.claims.claim import Kind, Operator, Part, Place, Unit, When
from deputized.claims.counting import Books, own_ways
from deputized.claims.others import others
from deputized.claims.slips import slip
from deputized.claims.verdicts import Checked, Verdict, newest
from deputized.model.days import in_words

if TYPE_CHECKING:
    from deputized.library.registry import Registry

BEFORE = 14
"""Days before an article's that a number without a day may be of: the list its writer had at hand."""

OLDEST = 75
"""Days before an article's beyond which a number without a day is out of date."""

FAR = (0.5, 2.0)
"""A number without a place that is less than half, or more than twice, the country's is of a place that is not named."""

LONG = 15
"""Words of a sentence in which a number far from every count may be of something that was not read."""

_THERE = re.compile(
    r"\b(?:the state(?!s)|statewide|its (?=\d)|(?:his|her|their|my|our) (?:home )?state|in-state|that state|in (?:the|that|this) state)\b",
    re.I,
)
_EVERYWHERE = re.compile(
    r"\b(?:nationwide|nationally|(?:the )?(?:country|nation|US|United States)|across the (?:country|US)|all states|states|"
    r"ICE (?:has|had|now has|reports?|reported|lists?|listed)|DHS)\b",
    re.I,
)
_THESE = re.compile(
    r"\b(?:these|those|this type of|this kind of|that model'?s?|"
    r"this model'?s?) (?:\w+ ){0,2}?(?:agreements?|deals|agencies|pacts|partnerships|model)?\b",
    re.I,
)
_THOSE = re.compile(r"(?:Of )?(?:those|these|that|they|the agreements|the agencies)\b", re.I)
_LOCAL = (Unit.AGREEMENTS, Unit.AGENCIES, Unit.SHERIFFS, Unit.COUNTIES)
_FUZZY = ("agencies of a county",)
"""Kinds that people draw otherwise than ICE does."""
WRONG = (Verdict.CONTRADICTED, Verdict.OFF, Verdict.WRONG_UNIT)


@dataclass(slots=True)
class ClaimContext:
    """What the sentences so far have said."""

    paragraph: int = -1
    when: When | None = None
    place: Place | None = None
    model: str | None = None
    unit: Unit | None = None
    is_of_program: bool = False
    is_short: bool = False  # a sentence or two given alone: all of it is meant to be checked


@dataclass(frozen=True, slots=True)
class NumberReading:
    """One way to read a number; `is_sure` if nothing in it is a guess."""

    part: Part
    is_sure: bool = True


def judge(
    part: Part,
    words: str,
    published: date | None,
    before: ClaimContext,
    registry: Registry,
    books: Books,
) -> Checked:
    """The verdict by the likeliest reading, else by the next: one that is a guess supports the number alone.

    Where none makes the number right, the likeliest speaks against it, unless a place it leaves out may be meant.
    """
    first: Checked | None = None
    for reading in readings(part, words, published, before):
        checked = check_part(reading.part, books, registry)
        first = first or checked
        is_held = (
            checked.number_verdict in WRONG
        )  # words unread keep it from being called wrong: another reading may be right
        if (
            checked.verdict is Verdict.UNCHECKABLE
            and checked is first
            and not reading.part.doubt
            and not is_held
        ):
            return checked
        if checked.verdict in (*WRONG, Verdict.UNCHECKABLE):
            continue
        return checked if reading.is_sure else replace(checked, verdict=Verdict.NUMBER_ONLY)
    assert first is not None, "there is always one reading"
    if (
        first.part.unit is Unit.UNSAID
        and first.part.kind is Kind.COUNT
        and first.verdict in WRONG
        and not first.part.model
    ):
        return replace(
            first, verdict=Verdict.UNCHECKABLE, off_by=None, reason="what the number counts is not said"
        )
    if doubt := _unsaid(first, words, before):
        return replace(first, verdict=Verdict.UNCHECKABLE, off_by=None, reason=doubt)
    is_right_beside = first.number_verdict in (Verdict.SUPPORTED, Verdict.WITHIN)  # what is said of it is not
    if not is_right_beside and (
        first.part.doubt.startswith("whether it is of")
        or first.verdict in (Verdict.CONTRADICTED, Verdict.OFF)
        or (first.verdict in WRONG and first.part.kind in (Kind.GROWTH, Kind.NEW, Kind.CHANGE))
    ):
        for other, what in others(first.part, words, published):
            checked = check_part(other, books, registry)
            if checked.verdict in (Verdict.SUPPORTED, Verdict.WITHIN):
                guessed = f"read {what}; it may be meant otherwise"
                return replace(
                    checked, verdict=Verdict.NUMBER_ONLY, part=replace(checked.part, guessed=guessed)
                )
    if doubt := _may_be_meant(first, words, books, registry):
        return replace(first, verdict=Verdict.UNCHECKABLE, off_by=None, reason=doubt)
    if doubt := _too_far(first, words):
        return replace(first, verdict=Verdict.UNCHECKABLE, off_by=None, reason=doubt)
    return replace(first, slip=slip(first.part, books))


def _too_far(first: Checked, words: str) -> str:
    """Why a number of a long sentence is not called wrong: so far from every count, it is more likely of something else."""
    is_wrong = (first.number_verdict or first.verdict) is Verdict.CONTRADICTED
    is_flow = first.part.kind in (
        Kind.NEW,
        Kind.CHANGE,
        Kind.GROWTH,
    )  # from when it is counted is easily read wrongly
    is_long = is_flow or len(words.split()) >= LONG
    if not is_wrong or first.best is None or not is_long or first.part.number == 0:
        return ""
    part = first.part
    ends = (part.since, part.when)
    if (
        part.kind is Kind.GROWTH
        and part.slack
        and all(w is not None and w.is_day and re.search(r"\d", w.words) for w in ends)
    ):
        return ""  # "doubled between December 12 and May 18": from when is said
    value = first.best.value
    if value and FAR[0] <= first.part.number / value <= FAR[1]:
        return ""
    return f"it is so far from what the lists give, {value:,.0f} ({first.best.words}), that it may be of something else"


def _may_be_meant(first: Checked, words: str, books: Books, registry: Registry) -> str:
    """Why a wrong number may be right of something close by: with those that wait, or of agencies of every kind."""
    part = first.part
    if (first.number_verdict or first.verdict) not in WRONG or first.best is None:
        return ""
    if has_loose_era(part, words):
        return f"whether it is of the time “{part.when.words if part.when else ''}” is not said"
    if part.kind is not Kind.COUNT or part.is_pending:
        return ""
    is_drawn = part.body is not None and part.body.kinds not in (("sheriff",), ("constable",))
    if is_drawn and (first.number_verdict or first.verdict) is Verdict.OFF:
        return f"which agencies are of that kind is not on the lists; by their names there are {first.best.value:,.0f}"
    if part.place is not None and part.place.county_fips and _is_of_another_clause(part, words):
        return f"whether it is of {part.place.name} is not said"
    if part.unit not in _LOCAL or part.place is None or part.operator is not Operator.EXACTLY:
        return ""
    if (
        part.body is not None
        and part.body.words in _FUZZY
        and first.high is not None
        and part.number > first.high
    ):
        every = check_part(replace(part, body=None), books, registry)
        if every.high is not None and part.number <= every.high:
            return f"which agencies are of that kind is not on the lists; of every kind there are {every.high:,.0f}"
    waiting = check_part(replace(part, is_pending=True), books, registry)
    own = own_ways(part)
    stood, wait = ({f.value for f in c.findings if f.way in own and not f.variant} for c in (first, waiting))
    if any(part.number == a + b for a in stood for b in wait if a and b):
        return "with those that were pending it is the number"
    return ""


def _is_of_another_clause(part: Part, words: str) -> bool:
    """Whether a county is named in another clause than the number that was taken to be of it."""
    assert part.place is not None
    name = part.place.name.split(" County")[0].split(",")[0]
    at = words.find(name)
    number = re.search(rf"(?<![\d,]){re.escape(f'{part.number:,.0f}')}(?![\d,])", words)
    start = number.start() if number else part.span[0]
    if at < 0:
        return True
    low, high = sorted((at, start))
    return bool(
        re.search(r"[;:\u2014]|, (?:and|but|while|as|which|who)\b|\b(?:while|whereas|but)\b", words[low:high])
    )


def _unsaid(first: Checked, words: str, before: ClaimContext) -> str:
    """Why a wrong number may be of a place or model its sentence leaves out; empty if it must be the country's."""
    part = first.part
    if (
        first.verdict not in WRONG
        or first.best is None
        or part.kind not in (Kind.COUNT, Kind.NEW, Kind.CHANGE)
    ):
        return ""
    last = newest(first) or first.best
    nearest = f"{last.value:,.0f} ({last.words})"
    if _THESE.search(words) and part.model is None and part.number < 0.9 * first.best.value:
        return f"which of them are meant is said in another sentence; of all, the lists give {nearest}"
    if part.place is not None or part.unit not in (*_LOCAL, Unit.UNSAID) or not first.best.value:
        return ""
    if part.guessed.endswith("earlier sentence"):
        return ""
    share = part.number / first.best.value
    if FAR[0] < share < FAR[1] and not _THERE.search(words):
        return ""
    if share >= FAR[1] and part.number > 100:
        return ""
    is_alone = before.is_short and before.place is None and not part.guessed and part.number > 50
    if is_alone and not _THERE.search(words):
        return ""
    if _EVERYWHERE.search(words) and not _THERE.search(words) and part.number > 10:
        return ""
    return f"of which place it is, is not said; of the whole country the lists give {nearest}"


def readings(part: Part, words: str, published: date | None, before: ClaimContext) -> Iterator[NumberReading]:
    """Every way to read a number, likeliest first."""
    if part.place and part.place.county_fips and part.number > 5 and part.kind is not Kind.SIGNED:
        part = replace(part, place=None)  # no county has so many
    part = _of_now(_united(part, words, before), published)
    plain = _dated(part, published)
    carried = before.place if part.place is None and not _names_more(part, words) else None
    is_meant = bool(_THERE.search(words)) or (before.model is None and bool(_THOSE.match(words)))
    if carried is not None and is_meant:
        yield NumberReading(
            replace(plain, place=carried, guessed=f"{carried.name} is taken from an earlier sentence")
        )
        carried = None
    else:
        yield NumberReading(plain)
    if part.model is None and before.model is not None and _THESE.search(words):
        yield NumberReading(
            replace(plain, model=before.model, guessed=f"{before.model} is taken from an earlier sentence"),
            False,
        )
    if (
        carried is not None
        and part.kind in (Kind.COUNT, Kind.NEW, Kind.SHARE)
        and part.unit in (*_LOCAL, Unit.UNSAID)
    ):
        yield NumberReading(
            replace(plain, place=carried, guessed=f"{carried.name} is taken from the sentence before")
        )
    if part.when is None and before.when is not None and before.when != plain.when:
        yield NumberReading(
            replace(
                plain, when=before.when, guessed=f"{before.when.words} is taken from an earlier sentence"
            ),
            False,
        )
    is_below = part.operator in (Operator.UNDER, Operator.AT_MOST)  # an older list is nearly always lower
    is_agency = part.kind is Kind.SIGNED
    if part.when is None and plain.when is not None and published is not None and not (is_below or is_agency):
        for days in (BEFORE, OLDEST):
            long = When(published - timedelta(days=days), published, f"the {days} days to {published}")
            yield NumberReading(
                replace(
                    plain,
                    when=long,
                    guessed="no day is given; it was so on a list some weeks before publication",
                ),
                days == BEFORE,
            )
    if part.unit in (Unit.STATES, Unit.COUNTIES) and (part.model or part.body):
        yield NumberReading(replace(plain, model=None, body=None), False)
    if part.kind is Kind.SHARE and part.model and part.place and (part.whole is None or not part.whole.every):
        yield NumberReading(replace(plain, model=None, whole=None), False)


def _of_now(part: Part, published: date | None) -> Part:
    """A number of "today" or "now" is of the list its writer had at hand, as one without a day is."""
    is_now = part.when is not None and part.when.is_day and part.when.first == published
    if is_now and part.when is not None and re.fullmatch(r"(?:as of )?(?:today|now)", part.when.words, re.I):
        return replace(part, when=None)
    return part


def _dated(part: Part, published: date | None) -> Part:
    """A number without a day is of the fortnight to publication; "more than" is held against the day itself."""
    if part.when is not None or published is None or (part.kind is Kind.SIGNED and part.bond == "signed"):
        return part
    if part.kind is Kind.SIGNED:
        return replace(part, when=When(published, published, in_words(published)))
    one_sided = part.operator not in (Operator.EXACTLY, Operator.ABOUT, Operator.BETWEEN)
    first = (
        published if one_sided or part.kind in (Kind.STATED, Kind.NEW) else published - timedelta(days=BEFORE)
    )
    words = f"{published}" if first == published else f"the two weeks to {published}"
    return replace(
        part, when=When(first, published, words), guessed="no day is given: that of publication was taken"
    )


def _united(part: Part, words: str, before: ClaimContext) -> Part:
    """ "Texas accounts for another 171": of what the sentence before counts."""
    if (
        part.unit is Unit.UNSAID
        and part.kind is not Kind.GROWTH
        and before.unit in _LOCAL
        and part.model is None
    ):
        return replace(part, unit=before.unit, unread=tuple(w for w in part.unread if w.lower() != "another"))
    return part


def _names_more(part: Part, words: str) -> bool:
    return bool(_EVERYWHERE.search(words)) and not _THERE.search(words)


def remember(before: ClaimContext, parts: Sequence[Part], states: Sequence[Place], is_dated: bool) -> None:
    """Keep what a sentence says for those after it."""
    if is_dated and parts:
        stood = [p.when for p in parts if p.when is not None]
        before.when = stood[-1] if stood else before.when
    if parts:
        units = [p.unit for p in parts if p.unit in _LOCAL]
        before.unit = units[0] if units else before.unit
    models = {p.model for p in parts if p.model}
    before.model = models.pop() if len(models) == 1 else (before.model if not models else None)
    if len({p.state for p in states}) == 1:
        only = states[0]
        before.place = Place(only.state, None, only.name if not only.county_fips else only.state)
    elif states:
        before.place = None
