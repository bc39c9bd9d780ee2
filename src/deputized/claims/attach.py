"""Which day, place and model belongs to which number of a claim, by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from deputized.claims.asides import spoken_of
from deputized.claims.claim import Place, Unit, When
from deputized.claims.days import INAUGURATION, shifted
from deputized.claims.lexicon import UNITS
from deputized.claims.numbers import Found
from deputized.model.days import in_words

T = TypeVar("T")
Placed = tuple[int, int, T]
"""Something found in a text, with where it begins and ends."""

_SINCE = re.compile(
    r"\b(?:since|from|compared (?:with|to)|over|than(?: there were| it had)?(?: in| on)?|after|"
    r"many(?: agreements| agencies)? as(?: there were| it had| they had)?(?: in| on)?)\s+(?:the\s+)?$",
    re.I,
)
_OF_LAW = re.compile(
    r"\b(?:effect|effective|(?:in|into) force|signed into law|enacted|passed|deadline|law of|"
    r"comply)(?: \w+)?(?:,? (?:on|in|by|from|since|as of))?\s+$",
    re.I,
)
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.I)
_TO = re.compile(r"\s*,?\s*(?:and|to|through|until|till|[-–])\s*(?:the\s+)?$", re.I)
_INAUGURATION = re.compile(r"\bfirst year\b|\bsecond term\b", re.I)
_SOME = r"two|three|six|nine|\d"
_BACK = re.compile(
    r"\b(?:(?:a|one|1|the) (?P<one>year|month) (?:earlier|ago|before)"
    rf"|(?P<n>{_SOME}) (?P<many>years|months) (?:earlier|ago|before)"
    r"|(?:over|in|during|within) (?:a|one|the (?:past|last)) (?P<past>year|month)\b(?! of)"
    rf"|(?:over|in|within|during) (?:the (?:past|last) )?(?P<n2>{_SOME}) (?P<many2>years|months)\b"
    r"|year[- ](?:over|on)[- ](?P<yoy>year)|in the (?P<to>year|month) to\b)",
    re.I,
)
_COUNT = {"two": 2, "three": 3, "six": 6, "nine": 9}
_ORIGIN = re.compile(r"\bfrom (?:just |only |about |around |some |roughly |a mere )?$", re.I)
_LEADS_PLACE = re.compile(
    r"(?:[;.,(:]|\band|\bwhile|\bthen|\bby|\bthan|\bbehind|\bahead of|\bagainst)\s*(?:in\s+)?$", re.I
)
_LEADS_DAY = re.compile(r"(?:[;.,]|\band|\bbut|\bto)\s*(?:in|on|by|as of|at)?\s*$", re.I)
_LEADS_MODEL = re.compile(
    r"s?[:=]? ?\(?| (?:such |active )?(?:agreements?,? |models? |program )?(?:with|has|had|at|to|in|totals?|of|by) "
)
OUT_OF = re.compile(r"\s*(?:out )?of (?:the |all |its |their )?(?:state's |[A-Z][A-Za-z ]+'s? )?$")
_WHOLE = re.compile(r"\b(?:nationwide|nationally|in total|across the country)\b", re.I)
_APART = re.compile(
    r"[;:.]|\b(?:nationwide|nationally|including|with|of which|of whom|total|countr\w+)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Times:
    """The days of a claim by their part in it."""

    whens: tuple[Placed[When], ...]
    base: When | None  # what growth and what is new is measured from
    is_span: bool  # "between A and B": a count is of the whole time
    is_relative: bool = False  # the base is "a year earlier"


def times_of(text: str, days: Sequence[Placed[When]]) -> Times:
    """Sorts days into those a number is of and the one it is compared with."""
    base, is_span, is_relative, whens = None, False, False, []
    for n, (start, end, when) in enumerate(days):
        follows = n + 1 < len(days) and _TO.fullmatch(text[end : days[n + 1][0]])
        if _OF_LAW.search(text[:start]) and len(days) >= 1:
            continue
        if base is None and follows and _BETWEEN.search(text[:start]):
            base, is_span = when, True
        elif base is None and _SINCE.search(text[:start]):
            base = when
        else:
            whens.append((start, end, when))
    latest = max((w.last for _, _, w in whens), default=None)
    if base is None and latest is not None and (m := _BACK.search(text)):
        base, is_relative = _earlier(m, latest), True
    if base is None and _INAUGURATION.search(text):
        base = INAUGURATION
    return Times(tuple(whens), base, is_span, is_relative)


def _earlier(found: re.Match[str], day: date) -> When:
    word = found["one"] or found["many"] or found["many2"] or found["past"] or found["yoy"] or found["to"]
    n = found["n"] or found["n2"]
    count = int(_COUNT.get(n.lower(), 0) or n) if n else 1
    base = shifted(day, count * (12 if word.lower().startswith("year") else 1))
    return When(base, base, in_words(base))


def relative_spans(text: str) -> list[tuple[int, int]]:
    """Where a text compares with "a year earlier"."""
    return [m.span() for m in _BACK.finditer(text)]


def is_origin(text: str, number: Found) -> bool:
    """ "up from 135": the number is that of the base."""
    return bool(_ORIGIN.search(text[: number.start]))


def is_whole(text: str, numbers: Sequence[Found], n: int) -> bool:
    """ "277 of the 649 agreements": the second number is of the whole."""
    return n > 0 and bool(OUT_OF.fullmatch(text[numbers[n - 1].end : numbers[n].start]))


_NOW = re.compile(r"\b(?:now|currently|at present)\b[\w\s'-]{0,30}$", re.I)
_TOTALING = re.compile(
    r"\b(?:totall?ing|for a total of|to a total of|bringing (?:the|its) [\w ]{0,40}?to|now at|to reach)\s+(?:\w+ ){0,2}$",
    re.I,
)


def when_of(text: str, numbers: Sequence[Found], n: int, times: Times) -> When | None:
    """The day of one number: that in the words after it, else the nearest that leads or follows."""
    whens = times.whens
    owners = [_owner_of_day(text, numbers, w) for w in whens]
    if not is_origin(text, numbers[n]):  # the first day beside "up from 2" is that number's alone
        taken = next((i for i, owner in enumerate(owners) if is_origin(text, numbers[owner])), None)
        if taken is not None and len(whens) > 1:
            first = owners[taken]
            kept = [i for i, o in enumerate(owners) if i != taken and not n < first < o]
            whens, owners = tuple(whens[i] for i in kept), [owners[i] for i in kept]
    if len(whens) == 1 and not is_origin(text, numbers[n]) and is_origin(text, numbers[owners[0]]):
        start, end, _ = whens[0]
        if re.fullmatch(r"[^,;]{0,40}", text[numbers[owners[0]].end : start]) and re.match(
            r"\s*,?\s*to\b", text[end:]
        ):
            return None  # "from 135 in January 2025 to 1,372": the second number has no day
    if not whens:
        return None
    own = [w for (_, _, w), owner in zip(whens, owners, strict=True) if owner == n]
    if own:
        return min(own, key=lambda w: (w.last - w.first, w.first))
    if n and _NOW.search(text[numbers[n - 1].end : numbers[n].start]):
        return None  # "26 in December 2024, now has 291"
    if n and _TOTALING.search(text[: numbers[n].start]) and not any(w.is_day for _, _, w in whens):
        return None  # "1,130 in 2025, totaling 1,412": the total is that of now
    later = [w for (_, _, w), owner in zip(whens, owners, strict=True) if owner > n]
    earlier = [w for (_, _, w), owner in zip(whens, owners, strict=True) if owner < n]
    return later[0] if later else earlier[-1]


def _owner_of_day(text: str, numbers: Sequence[Found], placed: Placed[When]) -> int:
    start, end, _ = placed
    before = [n for n, f in enumerate(numbers) if f.end <= start]
    if not before:
        return 0
    n = before[-1]
    if n + 1 < len(numbers):
        gap = text[end : numbers[n + 1].start]
        if re.match(r"\s*,\s", gap) and len(gap) < 40 and _LEADS_DAY.search(text[numbers[n].end : start]):
            return n + 1
    return n


_AMONG = re.compile(
    r"\b(?:is|are|was|were|became|joins?|joined|being)(?: now)? (?:one of|among)\b[^.;]*$", re.I
)
_INCLUDING = re.compile(r"\b(?:including|among them|such as|notably)\b", re.I)


_BESIDE = re.compile(r"(?: [\w()'’-]+){0,6} (?:in|across|from|of) (?:the )?(?:state of )?")


def place_of(text: str, numbers: Sequence[Found], n: int, places: Sequence[Placed[Place]]) -> Place | None:
    """The place of one number: "Florida 325", "339 in Florida"; or the only one, if it speaks of all numbers."""
    if not places or is_whole(text, numbers, n):
        return None
    if (among := _AMONG.search(text[: numbers[n].start])) is not None:
        places = [p for p in places if p[0] > among.start()]  # "Utah is among the 27 states"
    included = _INCLUDING.search(text[numbers[n].end :])
    if included is not None:
        at = numbers[n].end + included.start()
        places = [p for p in places if p[0] < at or p[0] < numbers[n].start]
    if not places:
        return None
    places = spoken_of(text, places, numbers[n].start)
    owners = [_owner_of_place(text, numbers, p) for p in places]
    own = [p for p, owner in zip(places, owners, strict=True) if owner == n]
    if own:
        is_led = own[0][1] <= numbers[n].start and "," in text[own[0][1] : numbers[n].start]
        beside = [p for p in own if is_led and _BESIDE.fullmatch(text[numbers[n].end : p[0]])]
        return (beside or own)[0][2]  # "in Ohio, officials said 26 agreements in Texas"
    if len({p for _, _, p in places}) > 1:
        earlier = max((o for o in owners if o < n), default=n)
        row = [p for (_, _, p), owner in zip(places, owners, strict=True) if owner == earlier]
        return row[n - earlier] if 0 < n - earlier < len(row) else None
    owner = owners[0]
    if places[0][1] <= numbers[0].start:
        return places[0][2]
    if n > owner:
        stop = numbers[n + 1].start if n + 1 < len(numbers) else len(text)
        return None if _WHOLE.search(text[numbers[owner].end : stop]) else places[0][2]
    between = text[numbers[n].end : numbers[owner].start]
    return places[0][2] if re.search(r"\b(?:and|or)\b", between) and not _APART.search(between) else None


def _owner_of_place(text: str, numbers: Sequence[Found], placed: Placed[Place]) -> int:
    start, end, _ = placed
    before = [n for n, f in enumerate(numbers) if f.end <= start]
    after = [n for n, f in enumerate(numbers) if f.start >= end]
    if not before:
        return 0
    if after and _LEADS_PLACE.search(text[numbers[before[-1]].end : start]):
        return after[0]
    return before[-1] - is_whole(text, numbers, before[-1])


def model_of(text: str, numbers: Sequence[Found], n: int, models: Sequence[Placed[str]]) -> str | None:
    """The model of one number: "60 JEM", "JEM: 60", "60 agreements under the jail model"; or the only one named.

    "620 TFM agencies in 34 states" speaks of one model throughout: a model between a number and its unit counts
    for the sentence.
    """
    if not models or re.search(r"\bOf (?:the |all |its |[A-Z]\w*'s )*$", text[: numbers[n].start]):
        return None  # "Of ICE's 1,372 agreements": the whole
    local: dict[int, str] = {}
    common: set[str] = set()
    many = len({m for _, _, m in models}) > 1
    for start, end, model in models:
        owner = next(
            (k for k, f in enumerate(numbers) if start >= f.end and not text[f.end : start].strip()), None
        )
        if owner is None:
            owner = next(
                (
                    k
                    for k, f in enumerate(numbers)
                    if f.start >= end and _LEADS_MODEL.fullmatch(text[end : f.start])
                ),
                None,
            )
        if owner is None and many:
            owner = next((k for k in range(len(numbers) - 1, -1, -1) if numbers[k].end <= start), None)
        if owner is None:
            common.add(model)
            continue
        local.setdefault(owner, model)
        stop = numbers[owner + 1].start if owner + 1 < len(numbers) else len(text)
        if owner == 0 and not many and _names_unit(text[start:stop]):
            common.add(model)
    if n in local:
        return local[n]
    if (
        many
        and is_spread(text, numbers, n)
        and sum(is_spread(text, numbers, k) for k in range(len(numbers))) > 1
    ):
        return local.get(n - 1)  # "JEM with 100 in 25 states, WSO with 228 in 31"
    return common.pop() if len(common) == 1 else None


_SPREAD = re.compile(
    r"\b(?:in|across|from|over)\s+(?:(?:about|over|some|nearly|at least|more than|all)\s+)?$", re.I
)


def is_spread(text: str, numbers: Sequence[Found], n: int) -> bool:
    """ "100 in 25 states": whether a number says over how many the number before it is spread."""
    return n > 0 and bool(
        _SPREAD.fullmatch(text[numbers[n - 1].end : numbers[n].start].split(" agreements")[-1].lstrip())
    )


def _names_unit(text: str) -> bool:
    return any(
        re.search(rf"\b(?:{words})(?!\w)", text, re.I) for unit, words in UNITS if unit is not Unit.OFFICERS
    )
