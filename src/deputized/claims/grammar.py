"""Reads a claim as reporters and press offices write them: numbers, units, models, places, days.

A small grammar: days are found first, then numbers; each number looks for its unit in the words after it and for
its place and model nearby, else takes those of the sentence. What is left over is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deputized.claims.claim import Claim, ClaimError, Kind, Operator, Part, Place, Unit, When
from deputized.claims.lexicon import (
    GROWTH,
    INAUGURATION,
    find_days,
    find_models,
    find_places,
    operator_of,
    unit_words,
)
from deputized.library.status import territories

EXAMPLES = (
    "669 agencies in the Task Force model across 34 states as of Dec. 15, 2025",
    "Florida 325 agreements on 17 Sep 2025",
)
_NUMBER = re.compile(
    r"(?<![\w.,])\$?(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?(?P<percent> ?%| per ?cent| percent)?"
)
_SINCE = re.compile(r"\b(?:since|from|compared (?:with|to)|over)\s+(?:the\s+)?$", re.I)
_INAUGURATION = re.compile(
    r"\b(?:since )?(?:the |Trump'?s? )*(?:second )?inaugurat\w+|\bfirst year\b|\bsecond term\b", re.I
)
_SMALL = {
    word: n
    for n, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_FILLER = re.compile(
    r"\b(?:the|a|an|of|in|on|as|by|at|and|or|for|with|that|were|was|is|are|has|have|had|there|now|active|signed|"
    r"participating|law|enforcement|local|state|county|municipal|police|across|to|this|its|up|from|model|"
    r"deputized|nationwide|country|total|program|programme|ICE|DHS|agency|which|joined|new|since|federal|distinct|"
    r"different|all|eligible|left|or|under|their|increase|increased|growth|grew|rise|rose|surge|inauguration|according|it|s|had|counted|says|said|lists?|listed|just|currently|sheet)\b",
    re.I,
)  # fmt: skip


@dataclass(slots=True)
class _Found:
    """One number where it stands."""

    start: int
    end: int
    number: float
    decimals: int
    is_percent: bool


def parse(text: str) -> Claim:
    """The claim in a text. Raises ClaimError, saying what was understood, if it holds no number to check.

    >>> parse("over 1,250 agreements in 40 states on 15 Dec 2025").parts[0].operator
    <Operator.OVER: '>'>
    """
    clean = re.sub(
        r"\b287\s*\(?g\)?|§\s*287",
        lambda m: " " * len(m[0]),
        text.replace("\u2019", "'").replace("\u00a0", " "),
    )
    clean = re.sub(r"\b\d+-(?:hour|day|year|month)\b", lambda m: " " * len(m[0]), clean)
    clean = re.sub(
        rf"\b({'|'.join(_SMALL)})\b(?= (?:\w+ ){{0,3}}(?:agenc|agree|sheriff|state|count|depart))",
        lambda m: str(_SMALL[m[0].lower()]).rjust(len(m[0])), clean, flags=re.I,
    )  # fmt: skip
    days, places = find_days(clean), find_places(clean)
    blank = _blank(clean, [(s, e) for s, e, _ in days])
    numbers = _numbers(blank)
    models = find_models(blank)
    when, since = _times(clean, days)
    if not numbers:
        signed = _signed(clean, places, models, when)
        if signed is not None:
            return Claim(text, (signed,))
        raise ClaimError(_complaint(text, days, places, models))
    used: list[tuple[int, int]] = [(s, e) for s, e, _ in (*days, *places, *models)]
    places = [(s, e, p) for s, e, p in places if not _is_added_territory(blank, s, p)]
    parts: list[Part] = []
    idle: list[Part] = []
    for n, found in enumerate(numbers):
        if n and _OUT_OF.match(blank[numbers[n - 1].end : found.start]):
            used.append((numbers[n - 1].end, found.end))
            continue  # "150 of 254 counties": the second number is the whole, not a claim
        stop = numbers[n + 1].start if n + 1 < len(numbers) else len(blank)
        if n + 1 < len(numbers) and _OUT_OF.match(blank[found.end : stop]):
            stop = numbers[n + 2].start if n + 2 < len(numbers) else len(blank)
        part = _part(blank, found, numbers, n, stop, places, models, when, since, used)
        is_bare = part.unit is Unit.UNSAID and part.kind is Kind.COUNT and not part.model and not part.place
        (idle if is_bare else parts).append(part)
    parts = _with_ends(blank, numbers, parts)
    if not parts:
        parts, idle = idle, []
    return Claim(text, tuple(parts), (*(p.written for p in idle), *_left(blank, used)))


def _with_ends(text: str, numbers: list[_Found], parts: list[Part]) -> list[Part]:
    """Growth "from 135 agreements to 1,168 agencies" keeps the ends it states, beside their own check."""
    growth = next((n for n, p in enumerate(parts) if p.kind is Kind.GROWTH), None)
    if growth is None:
        return parts
    counts = [(f, p) for f in numbers for p in parts if p.kind is Kind.COUNT and p.number == f.number]
    first = next((p for f, p in counts if re.search(r"\bfrom (?:\w+ )?$", text[: f.start])), None)
    last = next((p for f, p in counts if re.search(r"\bto (?:\w+ )?$", text[: f.start])), None)
    if first is None or last is None:
        return parts
    base = parts[growth].since
    ends = ((first.number, first.unit), (last.number, last.unit))
    kept = [replace(p, when=base) if p is first and base is not None else p for p in parts]
    kept[growth] = replace(
        parts[growth], ends=ends, unit=last.unit if first.unit is last.unit else Unit.UNSAID
    )
    return kept


_OUT_OF = re.compile(r"\s*(?:out )?of (?:the |all )?$", re.I)


def _is_added_territory(text: str, start: int, place: Place) -> bool:
    """ "39 states + Guam": the territory is part of what is counted, not where."""
    return place.state in territories() and bool(
        re.search(r"states\s*(?:\+|and|plus|,)\s*$", text[:start], re.I)
    )


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        start = max(start, 0)
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _numbers(text: str) -> list[_Found]:
    return [
        _Found(
            m.start(), m.end(), float(m["number"].replace(",", "") + (m["rest"] or "")), len((m["rest"] or ".")[1:]),
            bool(m["percent"]),
        )
        for m in _NUMBER.finditer(text)
    ]  # fmt: skip


def _times(text: str, days: list[tuple[int, int, When]]) -> tuple[When | None, When | None]:
    """The day of the claim and, if one is given after "since" or "from", the base it compares with."""
    base = next((w for s, _, w in days if _SINCE.search(text[:s])), None)
    rest = [w for _, _, w in days if w is not base]
    if base is None and _INAUGURATION.search(text):
        base = INAUGURATION
    when = min(rest, key=lambda w: (w.last - w.first).days) if rest else None
    return when, base


def _part(
    text: str,
    found: _Found,
    numbers: list[_Found],
    n: int,
    stop: int,
    places: list[tuple[int, int, Place]],
    models: list[tuple[int, int, str]],
    when: When | None,
    since: When | None,
    used: list[tuple[int, int]],
) -> Part:
    after, before = text[found.end : stop], text[: found.start]
    operator, words = operator_of(before[-24:], text[found.end : found.end + 1])
    used.append((found.start - len(words) - 1, found.end))
    unit, span = _unit(after)
    if span:
        used.append((found.end + span[0], found.end + span[1]))
    kind = Kind.COUNT
    if found.is_percent:
        is_growth = re.search(rf"^\W*(?:\w+\W+){{0,3}}{GROWTH}\b", after, re.I) or re.search(
            r"(?:grew|rose|up|increased|surged|jumped)(?: by)?\s*$", before, re.I
        )
        kind = Kind.GROWTH if is_growth else Kind.SHARE
        unit = unit if span else _only_unit(text)
    elif re.match(r"\s+(?:(?:more|additional)\s+)?new\b(?! york| mexico| jersey| hampshire)", after, re.I):
        kind = Kind.NEW
    base = since or (INAUGURATION if kind in (Kind.GROWTH, Kind.NEW) else None)
    return Part(
        kind, found.number, operator, unit, _model(text, found, numbers, models), _place(found, numbers, n, places),
        when, base, found.decimals,
    )  # fmt: skip


def _unit(after: str) -> tuple[Unit, tuple[int, int] | None]:
    """The first unit named within eight words of a number, before the sentence ends."""
    window = re.match(r"(?:[^\w.;]*[\w'’/-]+){0,10}", after)
    near = window[0] if window else ""
    found = [(m.start(), -m.end(), unit) for unit, words in unit_words() if (m := words.search(near))]
    if not found:
        return Unit.UNSAID, None
    start, end, unit = min(found)
    return unit, (start, -end)


def _only_unit(text: str) -> Unit:
    """The unit of a percentage: the one countable thing the sentence names."""
    named = {unit for unit, words in unit_words() if words.search(text)} - {Unit.OFFICERS, Unit.STATES}
    return named.pop() if len(named) == 1 else Unit.UNSAID


def _model(text: str, found: _Found, numbers: list[_Found], models: list[tuple[int, int, str]]) -> str | None:
    """The model right after a number ("60 JEM"); else the one the sentence names, if it is tied to no number.

    "620 TFM agencies in 34 states" speaks of one model throughout: a model between a number and its unit counts
    for the sentence.
    """
    local, common = {}, set()
    for start, end, model in models:
        owner = next((n for n in numbers if 0 <= start - n.end <= 2), None)
        if owner is None:
            common.add(model)
        else:
            local[owner.start] = model
            if _unit(text[end:])[1] is not None and numbers[0] is owner:
                common.add(model)
    if found.start in local:
        return local[found.start]
    return common.pop() if len(common) == 1 else None


def _place(
    found: _Found, numbers: list[_Found], n: int, places: list[tuple[int, int, Place]]
) -> Place | None:
    """The place just before a number ("Florida 325"), or the only one named."""
    if len({p for _, _, p in places}) == 1:
        return places[0][2]
    begin = numbers[n - 1].end if n else 0
    near = [p for start, end, p in places if begin <= start and end <= found.start]
    if near:
        return near[-1]
    stop = numbers[n + 1].start if n + 1 < len(numbers) else 10**9
    after = [p for start, _, p in places if found.end <= start < stop]
    return after[0] if len(after) == 1 else None


def _signed(
    text: str, places: list[tuple[int, int, Place]], models: list[tuple[int, int, str]], when: When | None
) -> Part | None:
    """ "Kinney County, TX, signed a task force agreement in March 2025": no number, but something to look up."""
    place = next((p for _, _, p in places if p.county_fips), None)
    if place is None or not re.search(r"\bsign(?:ed|s)\b|\bjoined\b|\bentered\b", text, re.I):
        return None
    model = models[0][2] if len({m for _, _, m in models}) == 1 else None
    return Part(Kind.SIGNED, 1, Operator.AT_LEAST, Unit.AGREEMENTS, model, place, when)


def _left(text: str, used: list[tuple[int, int]]) -> tuple[str, ...]:
    rest = _FILLER.sub(" ", _blank(text, used))
    return tuple(w for w in re.findall(r"[A-Za-z][\w'-]+", rest) if len(w) > 1)


def _complaint(
    text: str,
    days: list[tuple[int, int, When]],
    places: list[tuple[int, int, Place]],
    models: list[tuple[int, int, str]],
) -> str:
    seen = [f"the day {w.words}" for _, _, w in days] + [f"the place {p.name}" for _, _, p in places]
    seen += [f"the model {m}" for _, _, m in models]
    understood = ", ".join(seen) or "nothing"
    examples = "\n  ".join(f'deputized claim "{e}"' for e in EXAMPLES)
    return (
        f"{text!r}: no number to check was found. Understood: {understood}. Write the number with what it counts "
        f"and the day, for example\n  {examples}"
    )
