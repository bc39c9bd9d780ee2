"""Which day, place and model belongs to which number of a claim, by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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
    r"\b(?:effect|effective|(?<!were )(?<!are )in force|into force|signed into law|enacted|passed|deadline|law of|"
    r"comply)(?: \w+)?(?:,? (?:on|in|by|from|since|as of))?\s+$",
    re.I,
)
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.I)
_TO = re.compile(r"\s*,?\s*(?:and|to|through|until|till|[-–])\s*(?:the\s+)?$", re.I)
_INAUGURATION = re.compile(r"\bfirst year\b|\bsecond term\b", re.I)
_COUNT = {
    w: n for n, w in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
         "fifteen", "sixteen", "seventeen", "eighteen"), 2)
}  # fmt: skip
SOME = "|".join((*sorted(_COUNT, key=len, reverse=True), r"[1-9]\d?"))
_BACK = re.compile(
    r"\b(?:(?:a|one|1|the) (?P<one>year|month) (?:earlier|ago|before)"
    rf"|(?P<n>{SOME}) (?P<many>years|months|weeks|days) (?:earlier|ago|before)"
    r"|(?:over|in|during|within) (?:a|one|the (?:past|last)) (?P<past>year|month)\b(?! of)"
    rf"|(?:over|in|within|during) (?:(?:just|only|the (?:past|last)|the space of|about|under|less than) )*"
    rf"(?P<n2>{SOME}) (?P<many2>years|months|weeks)\b"
    r"|year[- ](?:over|on)[- ](?P<yoy>year)|in the (?P<to>year|month) to\b)",
    re.I,
)
_ORIGIN = re.compile(r"\bfrom (?:just |only |about |around |some |roughly |a mere )?$", re.I)
_LEADS_PLACE = re.compile(
    r"(?:[;.,(:]|\band|\bwhile|\bthen|\bby|\bthan|\bbehind|\bahead of|\bagainst)\s*(?:in\s+)?$", re.I
)
_LEADS_DAY = re.compile(r"(?:[;.,]|\band|\bbut|\bto)\s*(?:in|on|by|as of|at)?\s*$", re.I)
_LEADS_MODEL = re.compile(
    r"s?[:=]? ?\(?| (?:such |active )?(?:agreements?,? |models? |program )?(?:with|has|had|at|to|in|totals?|totaled|numbers?|"
    r"numbered|of|by) "
)
OUT_OF = re.compile(
    r"\s*(?:out )?of (?:the |all |its |their )?(?:(?:nation|country|program|agency)'s |total |state's |[A-Z][A-Za-z ]+'s? )?$"
)
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
    is_window: bool = False  # "in the past year": what came in it is counted


def times_of(text: str, days: Sequence[Placed[When]], published: date | None = None) -> Times:
    """Sorts days into those a number is of and the one it is compared with.

    "A year ago" is a year before the sentence's own day, else before that of publication.
    """
    base, is_span, is_relative, is_window, whens = None, False, False, False, []
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
    latest = max((w.last for _, _, w in whens), default=published)
    if base is None and latest is not None and (m := _BACK.search(text)):
        base, is_relative = _earlier(m, latest), True
        is_window = bool(m["past"] or m["n2"])
    if base is None and _INAUGURATION.search(text):
        base = INAUGURATION
    return Times(tuple(whens), base, is_span, is_relative, is_window)


def _earlier(found: re.Match[str], day: date) -> When:
    word = found["one"] or found["many"] or found["many2"] or found["past"] or found["yoy"] or found["to"]
    n = found["n"] or found["n2"]
    count = int(_COUNT.get(n.lower(), 0) or n) if n else 1
    if word.lower().startswith("day"):
        base = day - timedelta(days=count)
    elif word.lower().startswith("week"):
        base = day - timedelta(weeks=count)
    else:
        base = shifted(day, count * (12 if word.lower().startswith("year") else 1))
    return When(base, base, in_words(base))


def relative_spans(text: str) -> list[tuple[int, int]]:
    """Where a text compares with "a year earlier"."""
    return [m.span() for m in _BACK.finditer(text)]


def is_origin(text: str, number: Found) -> bool:
    """ "up from 135": the number is that of the base."""
    return bool(_ORIGIN.search(text[: number.start]))


def is_day_of(text: str, number: Found, times: Times) -> bool:
    """ "up from 26 on Feb. 9": whether a day stands right behind a number, and so is its own."""
    gaps = [text[number.end : start].rstrip() for start, _, _ in times.whens if start >= number.end]
    return any(
        re.fullmatch(r"(?: [\w()'-]+){0,3}? (?:in|on|at|back in|during|early|late|last|mid-?)(?: the)?", gap) for gap in gaps
    )  # fmt: skip


def is_first_end(text: str, numbers: Sequence[Found], n: int) -> bool:
    """ "from 135 agreements in 21 states to 1,843": whether a number is of the day growth starts from, or spread over it."""
    return is_origin(text, numbers[n]) or (is_spread(text, numbers, n) and is_origin(text, numbers[n - 1]))


def is_whole(text: str, numbers: Sequence[Found], n: int) -> bool:
    """ "277 of the 649 agreements": the second number is of the whole."""
    return n > 0 and bool(OUT_OF.fullmatch(text[numbers[n - 1].end : numbers[n].start]))


_SET_AGAINST = re.compile(
    r"\b(?:times the|than the|compared (?:with|to)|twice the|double the|triple the|over the)\s*"
    r"(?:just |only |about |the )*$",
    re.I,
)
_NOW = re.compile(
    r"(?:\b(?:now|currently|at present)\b|, (?:is|are) (?:down|up|back)\b|\b(?:is|are) (?:now )?(?:down|up|back) to\b)[\w\s'-]{0,30}$",
    re.I,
)
_TOTALING = re.compile(
    r"\b(?:totall?ing|for a total of|to a total of|bringing (?:the|its) [\w ]{0,40}?to|now at|to reach)\s+(?:\w+ ){0,2}$",
    re.I,
)


def is_total(text: str, number: Found) -> bool:
    """ "1,260 added, for a total of 1,843": whether a number is all there are, not what was added."""
    return bool(_TOTALING.search(text[: number.start]))


def when_of(text: str, numbers: Sequence[Found], n: int, times: Times) -> When | None:
    """The day of one number: that in the words after it, else the nearest that leads or follows."""
    whens, is_only = times.whens, len(times.whens) == 1
    owners = [_owner_of_day(text, numbers, w) for w in whens]
    if not is_origin(text, numbers[n]):  # the first day beside "up from 2" is that number's alone
        taken = next((i for i, owner in enumerate(owners) if is_origin(text, numbers[owner])), None)
        if taken is not None and len(whens) > 1:
            first = owners[taken]
            kept = [i for i, o in enumerate(owners) if i != taken and not n < first < o]
            whens, owners = tuple(whens[i] for i in kept), [owners[i] for i in kept]
    if len(whens) == 1 and n < owners[0] and _SET_AGAINST.search(text[: numbers[owners[0]].start]):
        return None  # "23 agreements, three times the 7 of late 2024": the first is of now
    if is_only and not is_origin(text, numbers[n]) and is_origin(text, numbers[owners[0]]):
        start, _end, _ = whens[0]
        if start >= numbers[owners[0]].end and re.fullmatch(
            r"[^,;]{0,40}", text[numbers[owners[0]].end : start]
        ):
            return (
                None  # "from 135 in January 2025 to 1,372", "36, up from 26 on Feb. 9": the other has no day
            )
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
        between = text[own[0][1] : numbers[n].start]
        is_one_of = bool(own[0][2].county_fips) and bool(
            re.search(r"\b(?:one of|among) (?:[a-z]+ ){0,2}$", between)
        )
        is_led = own[0][1] <= numbers[n].start and ("," in between or is_one_of)
        beside = [p for p in own if is_led and _BESIDE.fullmatch(text[numbers[n].end : p[0]])]
        return (beside or own)[0][2]  # "in Ohio, officials said 26 in Texas"
    if len({p for _, _, p in places}) > 1:
        earlier = max((o for o in owners if o < n), default=n)
        row = [p for (_, _, p), owner in zip(places, owners, strict=True) if owner == earlier]
        if (
            n > earlier
            and len(row) == 1
            and _HELD_BY.fullmatch(text[numbers[earlier].end : numbers[n].start])
        ):
            return row[0]  # "Arkansas has 86 agreements with 69 agencies; Tennessee ..."
        return row[n - earlier] if 0 < n - earlier < len(row) else None
    owner = owners[0]
    if places[0][1] <= numbers[0].start:
        return places[0][2]
    if n > owner:
        stop = numbers[n + 1].start if n + 1 < len(numbers) else len(text)
        return None if _WHOLE.search(text[numbers[owner].end : stop]) else places[0][2]
    between = text[numbers[n].end : numbers[owner].start]
    return places[0][2] if re.search(r"\b(?:and|or)\b", between) and not _APART.search(between) else None


_HELD_BY = re.compile(
    r" (?:[\w()-]+ ){0,3}?(?:agreements?|deals?|MOAs?|agencies|sheriffs) (?:(?:and|with|from|by|among|across|held by|signed by|"
    r"between) )(?:about |over |some |its )?",
    re.I,
)


def _owner_of_place(text: str, numbers: Sequence[Found], placed: Placed[Place]) -> int:
    start, end, _ = placed
    before = [n for n, f in enumerate(numbers) if f.end <= start]
    after = [n for n, f in enumerate(numbers) if f.start >= end]
    if not before:
        return 0
    if after and _LEADS_PLACE.search(text[numbers[before[-1]].end : start]):
        return after[0]
    return before[-1] - is_whole(text, numbers, before[-1])


_VERB = re.compile(
    r",|\b(?:are|is|were|was|have|has|had|follow\w*|us(?:e|es|ed|ing)|under|in|fall|belong|came|come|operate)\b",
    re.I,
)
_OF_WHICH = re.compile(
    r"\b(?:of (?:which|whom|them|those|these)|includ(?:e|es|ed|ing)),? (?:about |nearly |some |over |only |just )?$",
    re.I,
)
_OF_THEM = re.compile(
    r",? (?:\w+ )?of (?:them|those|which|these|whom)\b|,? all (?:of (?:them|which) )?(?:under|in) ", re.I
)
_HAS = re.compile(
    r"(?:,[^,;:.]*,)?[^,;:.\d]{0,30}?(?:\b(?:has|have|had|with|counts?|counted|totals?|totaled|accounts for|accounted for|makes? up|"
    r"at|by)|:|,) (?:(?:about|over|some|nearly|only|just|another) )?",
    re.I,
)


def model_of(text: str, numbers: Sequence[Found], n: int, models: Sequence[Placed[str]]) -> str | None:
    """The model of one number: "60 JEM", "JEM: 60", "60 agreements under the jail model"; or the only one named.

    "620 TFM agencies in 34 states" speaks of one model throughout: a model between a number and its unit counts
    for the sentence.
    """
    if not models or re.search(r"\bOf (?:the |all |its |[A-Z]\w*'s )*$", text[: numbers[n].start]):
        return None  # "Of ICE's 1,372 agreements": the whole
    if is_whole(
        text, numbers, n
    ):  # "700 of the 1,000 are task force agreements": the whole is of every model
        beside = [
            m for s, _, m in models if s >= numbers[n].end and not _VERB.search(text[numbers[n].end : s])
        ]
        return beside[0] if beside else None
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
        if owner is None:
            last = next((k for k in range(len(numbers) - 1, 0, -1) if numbers[k].end <= start), None)
            if last is not None and (
                _OF_THEM.match(text[numbers[last].end : start])
                or _OF_WHICH.search(text[: numbers[last].start])
            ):
                owner = last  # "103 agreements, 30 of them under the task force model"
        if owner is None:
            owner = _of_clause(text, numbers, start)
        if owner is None and many:
            owner = next(
                (k for k, f in enumerate(numbers) if f.start >= end and _HAS.fullmatch(text[end : f.start])
                 and (not k or re.search(r"[;,.:]|\band\b", text[numbers[k - 1].end : start]))), None,
            )  # fmt: skip
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


def _of_clause(text: str, numbers: Sequence[Found], at: int) -> int | None:
    """ "1,179 nationwide; task forces account for 616": the one number of a model's own clause, if others have theirs."""
    begin, end = text.rfind(";", 0, at) + 1, text.find(";", at)
    inside = [k for k, f in enumerate(numbers) if begin <= f.start and (end < 0 or f.end <= end)]
    return inside[0] if len(inside) == 1 and len(numbers) > 1 else None


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
