"""Reads a claim as reporters and press offices write them: numbers, units, models, places, days.

A small grammar: days are found first, then numbers; each number looks for its unit in the words after it and for
its place, model and day nearby, else takes those of the sentence. What is left over is told.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from deputized.claims.ago import is_back, reach_back
from deputized.claims.asides import is_beside, is_of_officers
from deputized.claims.attach import (
    OUT_OF,
    Placed,
    is_day_of,
    is_first_end,
    is_origin,
    is_total,
    model_of,
    place_of,
    relative_spans,
    times_of,
    when_of,
)
from deputized.claims.bearing import unread
from deputized.claims.beside import aside, beside, loosened, stated
from deputized.claims.bound import foreign, is_member, narrowed, own_words
from deputized.claims.claim import Claim, ClaimError, Kind, Operator, Part, Place, Unit, When
from deputized.claims.clean import PROGRAM, tidied
from deputized.claims.days import INAUGURATION, find_days, impossible_day, yearless_days
from deputized.claims.doubts import SINCE_UNSAID, doubt_of, fitting
from deputized.claims.extras import find_extras
from deputized.claims.kinds import (
    ParsedText,
    is_flow,
    is_period,
    kind_of,
    lead,
    origin_day,
    share,
    unit_in,
    unit_of_others,
    unit_of_whole,
    whole_after,
)
from deputized.claims.lexicon import body_of, each_model, find_models, spelt, unit_words
from deputized.claims.lists import each_of, in_brackets, of_models, shared_out, waiting
from deputized.claims.numbers import Found, find_numbers, operator_of
from deputized.claims.places import find_places, unclear_county
from deputized.claims.regions import loosely_drawn, read_places
from deputized.claims.standing import COUNTY_BODIES, is_apart_county, lacks_one, standing_of

LONGEST = 2000
"""Characters of a text that is read as a claim."""


EXAMPLES = (
    "669 agencies in the Task Force model across 34 states as of Dec. 15, 2025",
    "Florida 325 agreements on 17 Sep 2025",
)
_FILLER = re.compile(
    r"\b(?:"
    r"a|among|where|counts|vs|expanded|share|fell|according|accounted|accounts?|across|active|added|"
    r"against|ago|agreement|all|also|an|"
    r"and|any|applications?|are|as|at|average|awaiting|be|been|between|both|by|combined|"
    r"counted|country|county|cover|covering|covers|currently|day|deputized|DHS|different|"
    r"distinct|do|does|down|each|earlier|either|eligible|enforcement|entered|every|exist|"
    r"existed|far|federal|followed|for|from|gone|grew|grown|growth|had|has|have|ICE|"
    r"Immigration Customs Enforcement|in|inauguration|includes|including|increase|increased|"
    r"increases|inked|into|is|it|its|joined|jumped|just|law|left|listed|lists?|local|made|"
    r"make|makes|many|memoranda|memorandum|model|models|month|more|municipal|nation|nationwide|"
    r"new|not|now|number|numbered|numbers|of|office|on|or|over|page|participates?|"
    r"participating|partner|pending|per|police|programmes?|programs?|reported|reports|rise|"
    r"risen|rose|roster|s|said|says|sheet|shows?|signed|since|so|some|state|stood|surge|"
    r"term|than|that|the|their|them|there|this|through|time|to|together|took|total|trained|"
    r"U\.?S|under|United States|up|use|uses|using|was|website|went|were|when|which|while|"
    r"who|whose|with|years?"
    r")\b",
    re.I,
)
_OF_WHOLE = re.compile(r"\bOf (?:the |all |[A-Z][A-Za-z ]+'s? )?$")
_RATE = re.compile(r"^(?: [\w-]+){0,5}? (?:per|an?|each|every) (?:day|week|month)\b", re.I)

_NEXT = r"was|is|were|are|had|has|another|an|\d+|one|two|three|four|five|six|seven|eight|nine|ten"
_PENDING = re.compile(
    r"\b(?:pending|reviewing|under review|under consideration|(?:has|have|had|recently|"
    r"also) applied (?:to|for)|awaiting|wait(?:s|ing)? for (?:ICE's )?approval|in line to join|applications?|in the (?:pipeline|queue))\b",
    re.I,
)
_AWAITING = re.compile(
    r"\b(?:await\w*|wait\w* for) (?:ICE's |federal |final )?(?:approval|a decision|review|word|an answer|signature)|in line to join",
    re.I,
)
_WHOSE = re.compile(
    r"\b(?:[\w']+ ){1,3}(?:in|across|from|of)(?: (?:about|over|more than|at least|some))?\s*$", re.I
)
_SINCE = (Kind.GROWTH, Kind.CHANGE, Kind.NEW)
_NARROWS = re.compile(
    r"only|first|last|second|third|sole(?:ly)?|never|none|all|every|no longer|not|end(?:ed)?|terminat\w*|"
    r"cancel\w*|left|withdr\w+",
    re.I,
)
_AS_MANY = re.compile(r"\s*(?:the (?:number|total|size)|as many|what|those|that)\b", re.I)
_WITH = re.compile(
    r"\s+(?:(?:are|were|is|was) )?(?:with|held by|of|among) (?:[\w']+ ){0,2}?[\w']+(?: police)?(?: departments?| agencies)?\b",
    re.I,
)
_ONE_COUNTY = re.compile(r"\s+(?:\w+ )?county\b(?!,)", re.I)
_EVERY = re.compile(
    r"(?<!of )\b(?:every(?: single)?|each|all(?: of)?(?: the)?)(?= (?:[\w'-]+ ){0,2}?(?:sheriffs?|"
    r"counties|county)\b)(?! (?:the )?\d)(?! (?:of )?(?:[\w']+ ){0,2}\d)",
    re.I,
)


def parse(text: str, today: date | None = None, published: date | None = None) -> Claim:
    """The claim in a text. Raises ClaimError, saying what was understood, if it holds no number to check.

    `today` is needed for "last year" and "as of today"; `published` for days without a year.

    >>> parse("over 1,250 agreements in 40 states on 15 Dec 2025").parts[0].operator
    <Operator.OVER: '>'>
    """
    if len(text) > LONGEST:
        raise ClaimError(
            f"a claim is a sentence of at most {LONGEST:,} characters; this text has {len(text):,}"
        )
    plain = text.replace("\u2019", "'").replace("\u00a0", " ").replace("\n", " ")
    plain = tidied(plain)
    clean, read_as = spelt(plain)
    days = find_days(clean, today, published)
    bare = _blank(clean, [(s, e) for s, e, _ in days])
    if wrong := impossible_day(clean):
        raise ClaimError(
            _complaint(text, days, find_places(bare), find_models(bare), f"{wrong} is no day of the calendar")
        )
    if dateless := yearless_days(bare):
        problem = f"which year {dateless[0]} is of is not said, and was not guessed"
        raise ClaimError(_complaint(text, days, find_places(bare), find_models(bare), problem))
    numbers = [f for f in find_numbers(bare) if not is_member(bare, f)]
    if (problem := unclear_county(bare)) and not is_apart_county(bare, numbers):
        raise ClaimError(_complaint(text, days, find_places(bare), find_models(bare), problem))
    numbers = sorted(
        [*numbers, *(Found(m.start(), m.end(), 100.0, is_percent=True) for m in _EVERY.finditer(bare))],
        key=lambda f: f.start,
    )
    places, placed = read_places(bare)
    used: list[tuple[int, int]] = []
    for before, whole in itertools.pairwise(numbers):
        is_body = re.match(r" (?:[\w']+ ){0,2}(?:sheriffs|counties)\b", bare[whole.end :])
        is_all = re.search(
            r"\bout of (?:the )?(?:more than |about |nearly |over |some |roughly )?$", bare[: whole.start]
        )
        if is_all and not re.match(r" (?:[\w']+ ){0,3}agreements\b", bare[whole.end :]):
            used.append((whole.start, whole.end))  # "two agencies out of the more than 300 in the state"
        elif (is_body or re.match(r" in [A-Z]", bare[whole.end :])) and OUT_OF.fullmatch(
            bare[before.end : whole.start]
        ):
            used.append((before.end, whole.end))  # "150 of 254 counties": the whole is no claim of its own
    for whole in numbers[:-1]:
        if _OF_WHOLE.search(bare[: whole.start]) and re.match(
            r" (?:[\w']+ ){0,2}(?:sheriffs|counties|states)\b", bare[whole.end :]
        ):
            used.append((whole.start, whole.end))  # "Of Texas' 254 counties, 162 have"
    times = times_of(clean, days, published)
    extras = find_extras(bare, places, times.whens, [n.start for n in numbers])
    said = [(e.start, e.end) for e in extras if not e.has_numbers]
    numbers = [n for n in numbers if not any(s <= n.start < e for s, e in (*used, *said, *placed))]
    loose = loosened(bare, said, placed)
    models = [
        m
        for m in find_models(bare)
        if not re.search(r"\bincluding (?:a|an|one|the|both) $", bare[: m[0]])
        and not is_of_officers(bare, m[0], m[1])
    ]
    parsed = ParsedText(
        bare, numbers, [p for p in places if not loose(p[0])], [m for m in models if not loose(m[0])],
        aside(times, said),
    )  # fmt: skip
    used += [*((s, e) for s, e, _ in (*days, *models)), *placed, *relative_spans(clean)]
    if not numbers or (len(numbers) == 1 and numbers[0].number == 0 and lacks_one(clean)):
        standing = standing_of(clean, parsed) or stated(parsed, used, extras, places)
        if standing is None:
            raise ClaimError(_complaint(text, days, places, models))
        if standing.kind is not Kind.STATED:
            used.append(standing.span)
            left = [w for _, _, w in unread(bare, used) if _NARROWS.fullmatch(w) and standing.number]
            standing = replace(standing, unread=tuple(dict.fromkeys(left)))
        return Claim(text, (standing,), read_as=read_as)
    parts, idle = _parts(parsed, used)
    ends = [next((f.end for f in numbers if f.start == p.span[0]), p.span[1]) for p in parts]
    parts = shared_out(bare, parts, ends, find_places(bare), each_model(bare))
    parts = of_models(
        bare, in_brackets(bare, waiting(bare, parts, ends), find_places(bare)), each_model(bare)
    )
    parts = each_of(bare, parts, used)
    parts = [*beside(parsed, parts, used, extras)]
    if part := next(
        (p for p in parts if p.kind in (Kind.COUNT, Kind.NEW, Kind.CHANGE) and p.number != int(p.number)),
        None,
    ):
        problem = f"{part.written} is not a whole number, and nothing here is counted in parts"
        raise ClaimError(_complaint(text, days, places, parsed.models, problem))
    left = [w for w in _left(bare, used) if w != PROGRAM or re.search(rf"\b{PROGRAM}\b", text)]
    return Claim(text, tuple(parts), (*idle, *left), read_as)


def _parts(t: ParsedText, used: list[tuple[int, int]]) -> tuple[list[Part], list[str]]:
    parts: list[tuple[Found, Part]] = []
    idle: list[tuple[Found, Part]] = []
    for n, found in enumerate(t.numbers):
        part = _part(t, n, used)
        is_bare = part.unit is Unit.UNSAID and part.kind is Kind.COUNT and not part.model and not part.place
        is_end = is_origin(t.text, found) or re.search(r"\bto (?:\w+ ){0,2}$", t.text[: found.start])
        (idle if is_bare and not part.is_pending and not is_end else parts).append((found, part))
    if not parts:
        parts, idle = idle, []
    return _with_ends(t, parts), [p.written for _, p in idle]


def _with_ends(t: ParsedText, parts: list[tuple[Found, Part]]) -> list[Part]:
    """Growth "from 135 agreements to 1,168 agencies" keeps the ends it states, beside their own check."""
    growth = next((n for n, (_, p) in enumerate(parts) if p.kind is Kind.GROWTH), None)
    kept = [p for _, p in parts]
    if growth is None:
        return kept
    counts = [(f, p) for f, p in parts if p.kind is Kind.COUNT]
    first = next((p for f, p in counts if is_origin(t.text, f)), None)
    last = next((p for f, p in counts if re.search(r"\bto (?:\w+ ){0,2}$", t.text[: f.start])), None)
    if first is None or last is None:
        return kept
    kept[growth] = replace(
        kept[growth], ends=((first.number, first.unit), (last.number, last.unit)),
        unit=last.unit if first.unit is last.unit else Unit.UNSAID,
    )  # fmt: skip
    return kept


def _part(t: ParsedText, n: int, used: list[tuple[int, int]]) -> Part:
    found = t.numbers[n]
    after, before = t.text[found.end : t.stop(n)], t.text[: found.start]
    operator, words = operator_of(before[-28:], after)
    used.append((found.start - len(words) - 1, found.end))
    unit, span = unit_in(own_words(after))
    if (one := _ONE_COUNTY.match(after)) and found.number in (0, 100):
        unit, span = Unit.COUNTIES, one.span()
    body = body_of(after[: span[1]]) if span and unit is Unit.AGENCIES else None
    if span and unit is Unit.AGREEMENTS and (m := _WITH.match(after[span[1] :])):
        body = body_of(m[0])
        used.append((found.end + span[1], found.end + span[1] + (m.end() if body else 0)))
    if span:
        used.append((found.end + (0 if body else span[0]), found.end + span[1]))
    bare = before.rstrip()
    kind, number = kind_of(t, found, after, bare.removesuffix(words).rstrip())
    if t.text[found.start] == "$":
        unit, span, body = Unit.DOLLARS, (0, 0), None
    if _RATE.search(after) or re.search(r"\baverage of\s*$", before):
        kind, unit, span, body = Kind.COUNT, Unit.RATE, (0, 0), None
    if not span:
        unit, body = unit_of_whole(t, n) or unit_of_others(t, n)
    elif unit in (Unit.STATES, Unit.STATES_AND_TERRITORIES, Unit.COUNTIES) and kind is Kind.COUNT:
        body = body_of(lead(t, n)) if (m := _WHOSE.search(before)) and body_of(m[0]) else None
    when, base = when_of(t.text, t.numbers, n, t.times), t.times.base
    if (
        kind is Kind.COUNT
        and unit is not Unit.RATE
        and not is_origin(t.text, found)
        and not is_total(t.text, found)
        and is_flow(t.text, whole_after(t, n), when, t.times, is_compared=_is_compared(t))
    ):
        kind = Kind.NEW
    if kind is Kind.NEW and base is None and when is not None and is_period(t.text, when, t.times):
        base, when = When(when.first, when.first, when.words), When(when.last, when.last, when.words)
    if found.is_growth and base is None and when is not None and _AS_MANY.match(after):
        base, when = when, None
    if kind in (Kind.GROWTH, Kind.CHANGE):
        base = base or origin_day(t)
        ends = [w for _, _, w in t.times.whens if w != base]
        when = max(ends, key=lambda w: (w.last, w.first)) if ends and not t.times.is_relative else when
        when = None if when == base and base != INAUGURATION else when
    origin = is_first_end(t.text, t.numbers, n) and kind is Kind.COUNT
    doubt = doubt_of(t.text, found, after, unit) or narrowed(t.text, found)
    if kind is Kind.NEW and base is not None and doubt == SINCE_UNSAID:
        doubt = ""
    if origin:
        after_it = [w for s, _, w in t.times.whens if found.end <= s < t.stop(n)]
        if len(t.times.whens) == 1 and len(t.numbers) > 1 and not is_day_of(t.text, found, t.times):
            after_it = []  # the only day is that of the number it came up to
        has_growth = any(f.is_percent for f in t.numbers)
        when = after_it[0] if after_it and not t.times.is_relative else base or INAUGURATION
        if not after_it and not base and not has_growth:
            doubt = "from when the number came is not said, and January 2025 was taken"
    elif (
        kind is Kind.COUNT
        and t.times.is_span
        and not any(is_origin(t.text, f) for f in t.numbers)
        and base is not None
        and when is not None
    ):
        when = When(base.first, when.last, f"{base.words} to {when.words}")
    if kind in _SINCE and (around := _elsewhere(t, found)):
        if re.search(r"\bunder (?:President |Donald )*Trump\b", around):
            base, when = INAUGURATION, None
        else:
            doubt = doubt or "from when it is counted is said in another clause"
    if (
        kind is Kind.COUNT
        and not origin
        and t.times.is_relative
        and base is not None
        and is_back(t.text, found)
    ):
        loose = timedelta(days=reach_back(t.text))
        when = When(base.first - loose, base.last + loose, f"about {base.words}")
    base = base or (INAUGURATION if kind in _SINCE else None)
    if found.upper is not None:
        operator = Operator.BETWEEN
    elif operator is Operator.OVER and t.text[found.start : found.end].endswith("dozen"):
        operator = Operator.AT_LEAST  # "more than a dozen" is a dozen or so
    elif found.operator is not None and operator is Operator.EXACTLY:
        operator = found.operator
    elif found.slack and operator is Operator.EXACTLY:
        operator = Operator.ABOUT
    own = re.split(rf"[;,.]| and (?:{_NEXT})\b", after)[0]
    is_pending = kind is Kind.COUNT and bool(
        _PENDING.search(own) or _PENDING.search(re.split(r"[;,.]", lead(t, n))[-1])
    )
    place = fitting(t.text, found, unit, place_of(t.text, t.numbers, n, t.places), t.places)
    if place is not None and not doubt and is_beside(t.text, t.places, place, found.start):
        doubt = f"whether it is of {place.name} is not said"
    doubt = doubt or loosely_drawn(place)
    slack = found.slack
    if slack and number == 50 and re.match(r"nearly|almost|close to", words, re.I):
        slack = max(slack, 5.0)
    part = Part(
        kind, number, operator, unit, model_of(t.text, t.numbers, n, t.models), place,
        when, base if kind in _SINCE else None, found.decimals, upper=found.upper, slack=slack,
        is_pending=is_pending, body=body, span=(found.start, found.end), doubt=doubt,
        foreign="" if is_pending and _AWAITING.search(own) else foreign(t.text, found, after, unit),
    )  # fmt: skip
    if kind is Kind.SHARE:
        return share(t, part, found, after)
    if part.place is not None and part.place.county_fips and number == 0:
        part = replace(part, body=COUNTY_BODIES)
    return part


def _elsewhere(t: ParsedText, found: Found) -> str:
    """The clause of a number whose sentence gives days in others alone ("under Biden ...; under Trump it grew by"); else ""."""
    cuts = [0, *(m.end() for m in re.finditer(r"[;\u2014]", t.text)), len(t.text) + 1]
    begin, end = next((a, b) for a, b in itertools.pairwise(cuts) if a <= found.start < b)
    inside = any(begin <= s < end for s, _, _ in t.times.whens)
    if len(cuts) == 2 or inside or not t.times.whens:
        return ""
    return t.text[begin:end]


def _is_compared(t: ParsedText) -> bool:
    """Whether the text states growth, or what a number came up from."""
    return any(f.is_percent or f.is_growth or is_origin(t.text, f) for f in t.numbers)


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        start = max(start, 0)
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _left(text: str, used: list[tuple[int, int]]) -> tuple[str, ...]:
    rest = _FILLER.sub(" ", _blank(text, used))
    for _, words in unit_words():
        rest = words.sub(" ", rest)
    return tuple(w for w in re.findall(r"[A-Za-z][\w'-]+", rest) if len(w) > 1)


def _complaint(
    text: str,
    days: Sequence[Placed[When]],
    places: Sequence[Placed[Place]],
    models: Sequence[Placed[str]],
    problem: str = "no number to check was found",
) -> str:
    seen = [f"the day {w.words}" for _, _, w in days] + [f"the place {p.name}" for _, _, p in places]
    seen += [f"the model {m}" for _, _, m in models]
    understood = ", ".join(seen) or "nothing"
    examples = "\n  ".join(f'deputized claim "{e}"' for e in EXAMPLES)
    return (
        f"{text!r}: {problem}. Understood: {understood}. Write the number with what it counts "
        f"and the day, for example\n  {examples}"
    )
