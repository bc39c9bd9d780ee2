"""What kind of statement a number of a claim makes, what it counts, and what a share is of."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deputized.claims.attach import Placed, Times, is_origin, is_spread, is_whole
from deputized.claims.claim import AgencyKind, Kind, Part, Place, Unit, When, Whole
from deputized.claims.lexicon import GREW, GROWTH, SIGN, body_of, unit_words
from deputized.claims.numbers import Found

_NEW = re.compile(
    r"\s+(?:(?:more|additional|brand)[- ]+)?new\b(?! york| mexico| jersey| hampshire)|\s+additional\b", re.I
)
_MORE_THAN = re.compile(r"\s+more (?:[\w'-]+ ){0,4}than\b", re.I)
_BASE = re.compile(
    r"\s*(?:of\s+)?(?:all\s+)?(?:the\s+|its\s+)?(?P<base>.*?)"
    r"(?:\b(?P<verb>are|is|were|was|have|has|had|uses?|used|comes?|came|belong|fall|participate|"
    r"signed|holds?|under)\b|[,;.]|$)",
    re.I | re.S,
)
_LED = re.compile(
    r"(?:^|[;,:\u2014]|\b(?:and|but|while) )(?P<what>[^;,:\u2014]*) (?:number(?:ed)?|total(?:ed|s)?|stand(?:s)? at|stood at|"
    r"rose to|fell to|grew to|climbed to|dropped to|reached|hit)(?: [a-z]+){0,3} ?$",
    re.I,
)
"""The subject of a number that has no unit after it: "police departments number about 600"."""
_HAVING = frozenset(("have", "has", "had", "participate", "signed", "hold", "holds"))
_NO_UNITS = {
    Unit.OFFICERS,
    Unit.JAILS,
    Unit.DOLLARS,
    Unit.STATES,
    Unit.TERRITORIES,
    Unit.STATES_AND_TERRITORIES,
}


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A text taken apart: what stands where."""

    text: str  # days left out
    numbers: Sequence[Found]
    places: Sequence[Placed[Place]]
    models: Sequence[Placed[str]]
    times: Times

    def stop(self, n: int) -> int:
        """Where the words that belong to a number end: at the next number."""
        return self.numbers[n + 1].start if n + 1 < len(self.numbers) else len(self.text)


def lead(t: ParsedText, n: int) -> str:
    """The words before a number, back to the number before it."""
    return t.text[t.numbers[n - 1].end if n else 0 : t.numbers[n].start]


def whole_after(t: ParsedText, n: int) -> str:
    """The words after a number; of "135 signed agreements across 20 states" those after the first are both numbers' own."""
    return t.text[t.numbers[n - 1 if is_spread(t.text, t.numbers, n) else n].end : t.stop(n)]


def kind_of(t: ParsedText, found: Found, after: str, before: str) -> tuple[Kind, float]:
    """The kind of statement a number makes, and the number, negative where it says that something fell."""
    if found.is_growth:
        return Kind.GROWTH, found.number
    if not found.is_percent and (
        re.search(rf"\b{GREW} by(?: \w+)?$", before, re.I) or _MORE_THAN.match(after)
    ):
        return Kind.CHANGE, found.number
    if not found.is_percent:
        return (Kind.NEW if _NEW.match(after) else Kind.COUNT), found.number
    if re.search(r"\b(?:fell|dropped|declined?|decreased?|down|shrank)(?: by)?$", before, re.I):
        return Kind.GROWTH, -found.number
    is_growth = (
        re.search(rf"^\W*(?:\w+\W+){{0,3}}?{GROWTH}\b", after, re.I)
        or (
            re.search(rf"\b{GREW}(?: by)?(?: \w+)?$", before, re.I)
            and not re.search(r"\b(?:to|from)$", before)
        )
        or re.search(rf"\b{GROWTH}s? of$", before, re.I)
    )
    return (Kind.GROWTH if is_growth else Kind.SHARE), found.number


def is_flow(text: str, after: str, when: When | None, times: Times, *, is_compared: bool) -> bool:
    """Whether a count is of what was signed in a period ("in 2025", "since July"), not of what stood on a day.

    `is_compared`: the base is that of growth the text states, not of what was signed.
    """
    if re.match(
        r"\s+(?:(?!agenc|sheriff|count|depart|juris|polic|office|partner|cit|town|state|"
        r"local)[\w-]+ ){0,2}signed (?:agree|MOA|memo)",
        after,
    ) or not re.search(rf"\b{SIGN}\b", text, re.I):
        return False
    if times.base is not None:
        return times.is_window if times.is_relative else not is_compared
    if re.search(rf"\b(?:had|has|have) (?:already |now |also |reportedly )?(?:been )?{SIGN}\b", text, re.I):
        return False
    return when is not None and is_period(text, when, times)


def is_period(text: str, when: When, times: Times) -> bool:
    """Whether a time is one that something happens in ("in 2025"), not one by which it stands ("by 2025")."""
    if when.is_day:
        return False
    start = next((s for s, _, w in times.whens if w is when), 0)
    return not re.search(
        r"\b(?:by|as of|until|at|on)\s+(?:the\s+)?$", text[:start].rstrip() + " ", re.I
    ) and not (re.match(r"(?:the )?end\b|mid|early|late", when.words, re.I))


def origin_day(t: ParsedText) -> When | None:
    """The day that stands beside the number growth starts from."""
    for n, found in enumerate(t.numbers):
        if is_origin(t.text, found):
            return next((w for s, _, w in t.times.whens if found.end <= s < t.stop(n)), None)
    return None


def share(t: ParsedText, part: Part, found: Found, after: str) -> Part:
    """What a share is of: the words up to the verb. "40% of Texas counties have" is of all there are."""
    m = _BASE.match(after)
    assert m is not None
    begin = found.end + m.start("base")
    end = found.end + m.end("base")
    is_every = bool(re.match(r"every|each|all", t.text[found.start : found.end], re.I))
    if not m["verb"] and not is_every:
        units = unit_in(m["base"])[1]
        end = begin + units[0] if units else begin
    inside_places = [p for s, _, p in t.places if begin <= s < end]
    inside_models = [x for s, _, x in t.models if begin <= s < end]
    outside = [p for s, _, p in t.places if not begin <= s < end]
    outside_models = [x for s, _, x in t.models if not begin <= s < end]
    is_body = part.unit in (Unit.SHERIFFS, Unit.COUNTIES) and not outside and not outside_models
    every = is_every or is_body or ((m["verb"] or "").lower() in _HAVING and part.unit is not Unit.AGREEMENTS)
    whole = Whole(
        inside_places[0] if inside_places else (outside[0] if every and outside else None),
        inside_models[0] if inside_models and not every else None,
        every,
    )
    if len(outside) > 1 and (
        re.search(r"\b(?:together|combined|between them)\b", t.text, re.I) or _is_one_list(t, outside)
    ):
        states = tuple(dict.fromkeys(s for p in outside for s in p.states))
        names = " and ".join(dict.fromkeys(p.name for p in outside))
        return replace(part, place=Place(states[0], None, names, states[1:]), model=part.model, whole=whole)
    if (
        m["verb"]
        and part.unit in (Unit.AGREEMENTS, Unit.AGENCIES)
        and not inside_models
        and not outside_models
    ):
        predicate = " " + re.split(r"[,;.]", t.text[end:])[0].lstrip()
        held = re.match(r"(?: \w+){0,3}? (?:with|held by|signed by|from|by) (?P<who>.*)", predicate)
        body = body_of(held["who"]) if held else None
        if body is not None and not every:
            place = inside_places[0] if inside_places else None
            return replace(part, place=place, body=body, whole=Whole(place, None, any_body=True))
    own = part.place if part.place in outside else None
    place = own or (outside[0] if outside else whole.place)
    model = outside_models[0] if outside_models else (inside_models[0] if inside_models else None)
    return replace(part, place=place, model=model, whole=whole)


_AND = re.compile(r"(?: \([\d,.]+%?(?: [a-z]+)?\))?,? (?:and |plus )?(?:in )?")


def _is_one_list(t: ParsedText, places: Sequence[Place]) -> bool:
    """ "in Florida (339) and Texas (250)": whether all these places stand in one list."""
    spans = [(s, e) for s, e, p in t.places if p in places]
    return len(spans) == len(places) and all(
        _AND.fullmatch(t.text[a[1] : b[0]]) for a, b in itertools.pairwise(spans)
    )


def unit_in(after: str) -> tuple[Unit, tuple[int, int] | None]:
    """The first unit named within ten words of a number, before the sentence ends."""
    window = re.match(r"(?:[^\w.;]*[\w'/-]+){0,10}", after)
    near = re.split(r"\b(?:have|has|had|holds?)\b", window[0] if window else "")[0]
    found = [(m.start(), -m.end(), unit) for unit, words in unit_words() if (m := words.search(near))]
    if not found:
        return Unit.UNSAID, None
    start, end, unit = min(found)
    return unit, (start, -end)


def unit_of_whole(t: ParsedText, n: int) -> tuple[Unit, AgencyKind | None] | None:
    """ "244 of the 506 agreements": a number of a whole counts what the whole does."""
    if n + 1 >= len(t.numbers) or not is_whole(t.text, t.numbers, n + 1):
        return None
    unit, span = unit_in(t.text[t.numbers[n + 1].end : t.stop(n + 1)])
    return (unit, None) if span and unit not in _NO_UNITS else None


def unit_of_others(t: ParsedText, n: int) -> tuple[Unit, AgencyKind | None]:
    """The unit of a number that has none beside it: that of the number before ("300 agencies in Florida, 275 in
    Texas"), else the only one the sentence names."""
    if is_spread(t.text, t.numbers, n):
        alike = [k for k in range(len(t.numbers)) if k != n and is_spread(t.text, t.numbers, k)]
        units = [unit_in(t.text[t.numbers[k].end : t.stop(k)])[0] for k in alike]
        if spread := [u for u in units if u in (Unit.STATES, Unit.COUNTIES, Unit.STATES_AND_TERRITORIES)]:
            return spread[0], None
    if led := _LED.search(lead(t, n)):
        unit, span = unit_in(led["what"])
        if span and unit not in _NO_UNITS:
            return unit, body_of(led["what"][: span[1]]) if unit is Unit.AGENCIES else None
    of_them = r" (?:were|are|of (?:them|those|these)|came|come|is|was) "
    is_of_them, has_crossed = bool(re.match(of_them, t.text[t.numbers[n].end :])), False
    for earlier in range(n - 1, -1, -1):
        begin, end = t.numbers[earlier].end, t.numbers[earlier + 1].start
        unit, span = unit_in(t.text[begin:end])
        has_crossed = has_crossed or (";" in t.text[begin:end] and is_of_them)
        if has_crossed and earlier:
            continue  # "1,677 agreements with 1,404 agencies; 91 were in Missouri": of what stands first
        if (";" in t.text[begin:end] and not is_of_them) or (
            unit in (Unit.OFFICERS, Unit.JAILS, Unit.DOLLARS)
        ):
            break
        if span and unit not in _NO_UNITS:
            return unit, body_of(t.text[begin : begin + span[1]]) if unit is Unit.AGENCIES else None
    unit, span = unit_in(t.text[: t.numbers[0].start])
    if not span or unit in _NO_UNITS:
        unit = unit_named(t.text)
    return unit, body_of(t.text) if unit is Unit.AGENCIES else None


def unit_named(text: str) -> Unit:
    """The unit of a number that has none beside it: the one countable thing the sentence names."""
    named = {unit for unit, words in unit_words() if words.search(text)} - _NO_UNITS
    return named.pop() if len(named) == 1 else Unit.UNSAID
