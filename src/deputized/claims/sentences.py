"""The verdict on a number of a claim in one plain sentence a reporter can print, with the lists it rests on."""

from __future__ import annotations

import re
from dataclasses import replace

from deputized.claims.checking import kinds_of
from deputized.claims.claim import Kind, Operator, Part, Unit
from deputized.claims.counting import OWN, own_ways
from deputized.claims.guard import left_over
from deputized.claims.verdicts import Checked, Finding, Verdict

_BOND = {
    "has": "has an agreement", "had": "had an agreement", "lacks": "has no agreement",
    "ended": "no longer has an agreement", "never": "never had an agreement",
}  # fmt: skip


_BONDS = {
    "has": "has an agreement", "had": "had an agreement", "lacks": "has no agreement", "ended": "no longer has an agreement",
    "never": "never had an agreement",
}  # fmt: skip
"""What a sentence says of an agency, in words."""


def sentence(checked: Checked) -> str:
    """The verdict in one plain sentence with the lists it rests on, and what is said beside the number."""
    if checked.part.kind is Kind.STATED:
        return f"{checked.verdict.value}: {checked.reason}."
    rest = left_over(checked)
    alone = _sentence(checked)
    if checked.verdict is not checked.number_verdict and checked.number_verdict and rest:
        alone = _sentence(replace(checked, verdict=checked.number_verdict))
        alone = alone.replace(
            f": {checked.number_verdict.value}",
            f": {checked.verdict.value}; the number is {checked.number_verdict.value}",
            1,
        )
    return f"{alone} {rest}".strip()


def _sentence(checked: Checked) -> str:
    part, said = checked.part, _said(checked.part)
    if checked.verdict is Verdict.UNCHECKABLE:
        return f"{said}: cannot be checked, {checked.reason}."
    if part.kind is Kind.SIGNED:
        return f"{said}: {checked.verdict.value}, {checked.reason}" + (
            f" ({checked.best.words}; SIGNED is nearly always the day ICE countersigned)."
            if checked.best and part.bond == "signed"
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
    digits = 0 if checked.part.kind in (Kind.COUNT, Kind.NEW, Kind.CHANGE) else 1
    many = f"{abs(distance):,.{digits}f}" + (" points" if digits else "")
    side = "too many" if distance > 0 else "too few"
    if checked.verdict is Verdict.NUMBER_ONLY:
        return checked.verdict.value
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
        if part.bond != "signed":
            who = part.agency or (part.place.name if part.place else "")
            return f"“{who} {_BOND[part.bond]}”{f' ({part.model})' if part.model else ''}{when}"
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
    new = (
        " more"
        if part.kind is Kind.CHANGE
        else " new"
        if part.kind is Kind.NEW
        else " pending"
        if part.is_pending
        else ""
    )
    since = (
        f" since {part.since.words}"
        if part.kind in (Kind.NEW, Kind.CHANGE)
        and part.since
        and not (part.when and part.when.words == part.since.words)
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
    own = own or [f for f in checked.findings if not f.variant] or list(checked.findings)
    if not own:
        return "the lists show no count of it"
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
    return (
        OWN[part.unit]
        if part.kind in (Kind.NEW, Kind.CHANGE, Kind.SHARE) and part.unit in OWN
        else kinds_of(part.unit)
    )


def _day(found: Finding) -> str:
    used = found.list_used
    return f"{used.published_date}{' ' + used.part_of_day if used.part_of_day else ''}"


def _value(part: Part, value: float) -> str:
    return f"{value:,.1f}%" if part.kind in (Kind.SHARE, Kind.GROWTH) else f"{value:,.0f}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
