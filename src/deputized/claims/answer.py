"""A claim's answer: the verdict on each of its numbers, and one plain sentence a reporter can print."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized.claims.checking import check_count, kinds_of
from deputized.claims.claim import Claim, Kind, Operator, Part, Unit
from deputized.claims.counting import OWN, Books, own_ways
from deputized.claims.grammar import parse
from deputized.claims.rates import check_growth, check_new, check_share, check_signed
from deputized.claims.verdicts import Checked, Finding, Verdict
from deputized.library.status import ListUsed

if TYPE_CHECKING:
    from deputized.library.registry import Registry

RANK = (
    Verdict.SUPPORTED, Verdict.WITHIN, Verdict.OFF, Verdict.WRONG_UNIT, Verdict.CONTRADICTED,
)  # fmt: skip
"""From best to worst: a claim is as good as the worst of its numbers that can be checked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be said of a claim."""

    claim: Claim
    verdict: Verdict  # the worst of its checkable numbers; cannot be checked if none is
    parts: tuple[Checked, ...]
    sentences: tuple[str, ...]  # one per number

    @property
    def headline(self) -> str:
        """The verdict, and how much of the claim it covers where that is not all."""
        unchecked = sum(p.verdict is Verdict.UNCHECKABLE for p in self.parts)
        if unchecked and unchecked < len(self.parts):
            return f"{self.verdict.value}, for the {len(self.parts) - unchecked} of {len(self.parts)} numbers that can be checked"
        return self.verdict.value + (", for what was understood" if self.claim.not_understood else "")

    @property
    def sentence(self) -> str:
        """All of it, to print."""
        return " ".join(self.sentences)

    @property
    def lists(self) -> tuple[ListUsed, ...]:
        """The lists the answer rests on, in time."""
        used = {f.list_used.publication_id: f.list_used for p in self.parts for f in p.findings}
        return tuple(sorted(used.values(), key=lambda u: (u.published_date, u.publication_id)))

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the command's JSON gives it."""
        return {
            "claim": self.claim.text,
            "verdict": self.verdict.value,
            "headline": self.headline,
            "sentence": self.sentence,
            "not_understood": list(self.claim.not_understood),
            "read_as": dict(self.claim.read_as),
            "parts": [_part_record(p, s) for p, s in zip(self.parts, self.sentences, strict=True)],
            "lists": [asdict(u) for u in self.lists],
        }


def check(
    registry: Registry, claim: Claim | str, books: Books | None = None, *, today: date | None = None
) -> Answer:
    """Check a claim, as text or as parts. `books` keeps lists read between claims; `today` reads "last year".

    Raises ClaimError for a text without a number. Figures are ICE's own lists'; see docs/methods/claims.md.

    >>> import deputized
    >>> check(deputized.open(), "958 agreements on 2 Sep 2025").verdict
    <Verdict.OFF: 'off by N'>
    """
    claim = parse(claim, today) if isinstance(claim, str) else claim
    books = books or Books(registry)
    parts = tuple(_check(part, books, registry) for part in claim.parts)
    checkable = [p.verdict for p in parts if p.verdict is not Verdict.UNCHECKABLE]
    worst = max(checkable, key=RANK.index) if checkable else Verdict.UNCHECKABLE
    return Answer(claim, worst, parts, tuple(sentence(p) for p in parts))


def _check(part: Part, books: Books, registry: Registry) -> Checked:
    if part.kind is Kind.SHARE:
        return check_share(part, books)
    if part.kind is Kind.GROWTH:
        return check_growth(part, books)
    if part.kind is Kind.NEW:
        return check_new(part, books)
    if part.kind is Kind.SIGNED:
        return check_signed(part, books, registry)
    return check_count(part, books)


def sentence(checked: Checked) -> str:
    """The verdict in one plain sentence with the lists it rests on."""
    part, said = checked.part, _said(checked.part)
    if checked.verdict is Verdict.UNCHECKABLE:
        return f"{said}: cannot be checked, {checked.reason}."
    if part.kind is Kind.SIGNED:
        return f"{said}: {checked.verdict.value}, {checked.reason}" + (
            f" ({checked.best.words}; SIGNED is nearly always the day ICE countersigned)."
            if checked.best
            else "."
        )
    best = checked.best
    assert best is not None
    bounds = _bounds(checked)
    lead = f"{said}: {checked.verdict.value}"
    if checked.verdict is Verdict.SUPPORTED:
        text = f"{lead}; ICE's {_list(part)} of {_day(best)} gives {_value(part, best.value)} ({best.words})"
    elif checked.verdict is Verdict.WITHIN:
        text = f"{lead}; {bounds}"
        if best.variant in ("signed_by", "without_territories"):
            text += f". {_capital(best.words)}: {_value(part, best.value)}, on the list of {_day(best)}"
    elif checked.verdict is Verdict.WRONG_UNIT:
        text = f"{lead}; {checked.reason}. ICE's list of {_day(best)} gives {_value(part, best.value)} ({best.words}); {bounds}"
    else:
        text = f"{said}: {_off(checked)}; {bounds}"
        if best.variant == "with_header":
            text += f". The rows of {_day(best)} and the header row make {_value(part, best.value)}"
        if part.kind is Kind.GROWTH:
            text += f". {_capital(checked.reason)}"
    return text + "."


def _off(checked: Checked) -> str:
    """How far a number is off, and to which side."""
    distance = checked.off_by or 0
    digits = 0 if checked.part.kind in (Kind.COUNT, Kind.NEW) else 1
    many = f"{abs(distance):,.{digits}f}" + (" points" if digits else "")
    side = "too many" if distance > 0 else "too few"
    if checked.verdict is Verdict.OFF:
        return f"off by {many} ({side})"
    return f"{checked.verdict.value} ({many} {side})"


def _list(part: Part) -> str:
    return "pending list" if part.is_pending else "list"


def _said(part: Part) -> str:
    words = {
        Operator.OVER: "over ", Operator.AT_LEAST: "at least ", Operator.UNDER: "under ", Operator.AT_MOST: "at most ",
        Operator.ABOUT: "about ", Operator.EXACTLY: "", Operator.BETWEEN: "",
    }[part.operator]  # fmt: skip
    what = "" if part.unit is Unit.UNSAID else f" {part.body.words if part.body else _counted(part)}"
    if part.body and part.unit in (Unit.STATES, Unit.STATES_AND_TERRITORIES, Unit.COUNTIES):
        what = f" {part.unit.value} with {part.body.words}"
    if part.unit is Unit.AGREEMENTS and part.body:
        what = f" agreements of {part.body.words}"
    model = f" {part.model}" if part.model else ""
    where = f" in {part.place.name or part.place.state}" if part.place else ""
    when = f" ({part.when.words})" if part.when else "" if part.kind is Kind.SIGNED else " (no day given)"
    if part.kind is Kind.SIGNED:
        if part.agency:
            return f"{'A' + model if model else 'An'} agreement of {part.agency} signed{when}"
        return f"{'A' + model if model else 'An'} agreement in {part.place.name if part.place else ''} signed{when}"
    if (
        part.kind is Kind.COUNT
        and part.body
        and part.body.levels == ("county",)
        and part.number <= 1
        and part.place
    ):
        some = "an" if part.number and not model else "a" if part.number else "no"
        return f"“{some}{model} agreement” of {part.place.name} itself{when}"
    if part.kind is Kind.SHARE:
        whole = _whole(part, what)
        where = "" if part.whole and part.whole.place == part.place else where
        model = (
            ""
            if part.whole and part.whole.model == part.model
            else f" under {part.model}"
            if part.model
            else ""
        )
        return f"“{words}{part.written} of {whole}{model}”{where}{when}"
    if part.kind is Kind.GROWTH:
        since = f" since {part.since.words}" if part.since else ""
        return f"“{words}{part.written} growth{' of' + what if what else ''}{model}{since}”{where}{when}"
    new = " new" if part.kind is Kind.NEW else " pending" if part.is_pending else ""
    since = (
        f" since {part.since.words}"
        if part.kind is Kind.NEW and part.since and not (part.when and part.when.words == part.since.words)
        else ""
    )
    return f"“{words}{part.written}{new}{model}{what}{since}”{where}{when}"


def _counted(part: Part) -> str:
    """What is counted, in the singular for one."""
    if part.number != 1 or part.kind not in (Kind.COUNT, Kind.NEW):
        return part.unit.value
    return (
        re.sub(r"ies$", "y", part.unit.value)
        if part.unit.value.endswith("ies")
        else part.unit.value.removesuffix("s")
    )


def _whole(part: Part, what: str) -> str:
    """What a share is of, in words."""
    whole = part.whole
    if whole is None:
        return what.strip() or "the country"
    place = f" in {whole.place.name}" if whole.place else ""
    return f"{'all ' if whole.every else ''}{whole.model + ' ' if whole.model else ''}{what.strip() or 'the country'}{place}"


def _bounds(checked: Checked) -> str:
    """What the claimed unit was on the lists that bear on the day, by the way that fits, or each that may be meant."""
    part, best = checked.part, checked.best
    own = [f for f in checked.findings if not f.variant and f.way.split("/")[0] in _own(checked)]
    if best is not None and best.variant == "signed_since":
        own = [f for f in checked.findings if f.variant == "signed_since"]
    fits = best is not None and any(f.way == best.way for f in own)
    if part.unit is Unit.UNSAID and not fits:
        names = [
            n for n in dict.fromkeys(f.way for f in own) if n.split("/")[0] in ("agreements", "agencies")
        ]
    else:
        names = [best.way if fits and best is not None else own[0].way]
    shown = "; ".join(_interval(part, [f for f in own if f.way == name]) for name in names)
    return f"ICE's {_list(part)}s show {shown}"


def _interval(part: Part, own: list[Finding]) -> str:
    parts = []
    for position in ("before", "on", "after"):
        some = [f for f in own if f.position == position]
        if not some:
            continue
        first, last = some[0], some[-1]
        low, high = min(f.value for f in some), max(f.value for f in some)
        value = _value(part, low) if low == high else f"{_value(part, low)} to {_value(part, high)}"
        days = _day(first) if first.list_used == last.list_used else f"{_day(first)} to {_day(last)}"
        parts.append(f"{value} on {days}")
    words = "share of " + part.unit.value if part.kind is Kind.SHARE else own[0].words
    if part.kind is Kind.SHARE:
        nearest = min(own, key=lambda f: abs(f.value - part.number))
        return f"{words}: " + ", ".join(parts) + f" ({nearest.words} on {_day(nearest)})"
    return f"{words}{f' under {part.model}' if part.model else ''}: " + ", ".join(parts)


def _own(checked: Checked) -> tuple[str, ...]:
    part = checked.part
    if part.kind is Kind.COUNT:
        return own_ways(part)
    return OWN[part.unit] if part.kind in (Kind.NEW, Kind.SHARE) and part.unit in OWN else kinds_of(part.unit)


def _day(found: Finding) -> str:
    used = found.list_used
    return f"{used.published_date}{' ' + used.part_of_day if used.part_of_day else ''}"


def _value(part: Part, value: float) -> str:
    return f"{value:,.1f}%" if part.kind in (Kind.SHARE, Kind.GROWTH) else f"{value:,.0f}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _part_record(checked: Checked, words: str) -> dict[str, Any]:
    part, best = checked.part, checked.best
    return {
        "number": part.number,
        "operator": part.operator.value,
        "upper": part.upper,
        "kind": part.kind.value,
        "is_pending": part.is_pending,
        "unit": part.unit.value,
        "body": part.body.words if part.body else None,
        "model": part.model,
        "state": ", ".join(part.place.states) if part.place else None,
        "county_fips": part.place.county_fips if part.place else None,
        "first_day": part.when.first.isoformat() if part.when else None,
        "last_day": part.when.last.isoformat() if part.when else None,
        "since": part.since.first.isoformat() if part.since else None,
        "verdict": checked.verdict.value,
        "off_by": checked.off_by,
        "rule": best.words if best else None,
        "rule_list": best.list_used.publication_id if best else None,
        "rule_value": best.value if best else None,
        "low": checked.low,
        "high": checked.high,
        "reason": checked.reason,
        "sentence": words,
        "counts": [
            {
                "rule": f.words, "value": round(f.value, 2), "publication_id": f.list_used.publication_id,
                "sha256": f.list_used.sha256, "list_is": f.position,
            }
            for f in checked.findings
        ],
    }  # fmt: skip
