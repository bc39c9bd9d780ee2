"""A claim's answer: the verdict on each of its numbers, and one plain sentence a reporter can print."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from deputized.claims.checking import Checked, Finding, Verdict, check_count, kinds_of
from deputized.claims.claim import Claim, Kind, Operator, Part, Unit
from deputized.claims.counting import OWN, Books
from deputized.claims.grammar import parse
from deputized.claims.rates import check_growth, check_new, check_share, check_signed
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
            "sentence": self.sentence,
            "not_understood": list(self.claim.not_understood),
            "parts": [_part_record(p, s) for p, s in zip(self.parts, self.sentences, strict=True)],
            "lists": [asdict(u) for u in self.lists],
        }


def check(registry: Registry, claim: Claim | str, books: Books | None = None) -> Answer:
    """Check a claim, as text or as parts. `books` keeps lists read between claims.

    Raises ClaimError for a text without a number. Figures are ICE's own lists'; see docs/methods/claims.md.

    >>> import deputized
    >>> check(deputized.open(), "958 agreements on 2 Sep 2025").verdict
    <Verdict.OFF: 'off by N'>
    """
    claim = parse(claim) if isinstance(claim, str) else claim
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
        text = f"{lead}; ICE's list of {_day(best)} gives {_value(part, best.value)} ({best.words})"
    elif checked.verdict is Verdict.WITHIN:
        text = f"{lead}; {bounds}"
        if best.variant in ("signed_by", "without_territories"):
            text += f". {_capital(best.words)}: {_value(part, best.value)}, on the list of {_day(best)}"
    elif checked.verdict is Verdict.WRONG_UNIT:
        text = f"{lead}; {checked.reason}. ICE's list of {_day(best)} gives {_value(part, best.value)} ({best.words}); {bounds}"
    else:
        off = abs(checked.off_by or 0)
        many = f"{off:,.0f}" if part.kind in (Kind.COUNT, Kind.NEW) else f"{off:,.1f} points"
        side = "too many" if (checked.off_by or 0) > 0 else "too few"
        lead = f"{said}: off by {many}" if checked.verdict is Verdict.OFF else lead
        text = (
            f"{lead} ({many} {side}); {bounds}"
            if checked.verdict is Verdict.CONTRADICTED
            else f"{lead} ({side}); {bounds}"
        )
        if best.variant == "with_header":
            text += f". The rows of {_day(best)} and the header row make {_value(part, best.value)}"
        if part.kind is Kind.GROWTH:
            text += f". {_capital(checked.reason)}"
    return text + "."


def _said(part: Part) -> str:
    words = {
        Operator.OVER: "over ", Operator.AT_LEAST: "at least ", Operator.UNDER: "under ", Operator.AT_MOST: "at most ",
        Operator.ABOUT: "about ", Operator.EXACTLY: "",
    }[part.operator]  # fmt: skip
    what = "" if part.unit is Unit.UNSAID else f" {part.unit.value}"
    model = f" {part.model}" if part.model else ""
    where = f" in {part.place.name or part.place.state}" if part.place else ""
    when = (
        f" ({part.when.words})"
        if part.when
        else ""
        if part.kind is Kind.SIGNED
        else " (no day given: newest list)"
    )
    if part.kind is Kind.SIGNED:
        return f"A{model} agreement in {part.place.name if part.place else ''} signed{when}"
    if part.kind is Kind.SHARE:
        return f"“{words}{part.written} of{what or ' the country'}{model}”{where}{when}"
    if part.kind is Kind.GROWTH:
        return f"“{words}{part.written} growth{' of' + what if what else ''}{model}”{where}{when}"
    new = " new" if part.kind is Kind.NEW else ""
    return f"“{words}{part.written}{new}{model}{what}”{where}{when}"


def _bounds(checked: Checked) -> str:
    """What the claimed unit was on the lists that bear on the day, by the way that fits, or each that may be meant."""
    part, best = checked.part, checked.best
    own = [f for f in checked.findings if not f.variant and f.way.split("/")[0] in _own(checked)]
    fits = best is not None and any(f.way == best.way for f in own)
    if part.unit is Unit.UNSAID and not fits:
        names = [
            n for n in dict.fromkeys(f.way for f in own) if n.split("/")[0] in ("agreements", "agencies")
        ]
    else:
        names = [best.way if fits and best is not None else own[0].way]
    shown = "; ".join(_interval(part, [f for f in own if f.way == name]) for name in names)
    return f"ICE's lists show {shown}"


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
    words = own[0].words + (f" under {part.model}" if part.model else "")
    return f"{words}: " + ", ".join(parts)


def _own(checked: Checked) -> tuple[str, ...]:
    part = checked.part
    return OWN[part.unit] if part.kind is Kind.COUNT else kinds_of(part.unit)


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
        "kind": part.kind.value,
        "unit": part.unit.value,
        "model": part.model,
        "state": part.place.state if part.place else None,
        "county_fips": part.place.county_fips if part.place else None,
        "first_day": part.when.first.isoformat() if part.when else None,
        "last_day": part.when.last.isoformat() if part.when else None,
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
