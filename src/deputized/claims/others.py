"""Other ways to attach what a sentence says, tried before a number is called wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from deputized.claims.claim import Kind, Operator, Part, Place, Unit, When
from deputized.claims.clean import tidied
from deputized.claims.days import INAUGURATION, find_days
from deputized.claims.lexicon import each_model
from deputized.claims.places import find_places, joined

LEAST = 8
"""A smaller number is met by chance."""

_ON = re.compile(r"\b(?:as of|on|by|through|until|dated)\s+(?:the\s+)?$", re.I)
_SPATIAL = (Unit.STATES, Unit.TERRITORIES, Unit.STATES_AND_TERRITORIES)


def others(part: Part, words: str, published: date | None) -> Iterator[tuple[Part, str]]:
    """The number with another day, place or model of its sentence, or without one; each with what was changed.

    Only where the sentence names several, so that the wrong one may have been taken; or where one stands far from the
    number. A sentence that leaves no choice gives none.
    """
    if part.kind is Kind.GROWTH:
        yield from _of_growth(part, published)
        return
    if part.kind is Kind.NEW and part.number < LEAST and part.when is not None:
        yield replace(part, kind=Kind.COUNT, since=None), "of what stood that day"
    if (
        part.number < LEAST
        or part.kind not in (Kind.COUNT, Kind.SHARE, Kind.NEW)
        or part.operator is Operator.BETWEEN
    ):
        return
    text = tidied(words)
    found_days = find_days(text, published, published)
    days = list(dict.fromkeys(w for _, _, w in found_days))
    spans = joined(text, find_places(text))
    places: list[Place] = list(dict.fromkeys(p for _, _, p in spans if not p.county_fips))
    models = list(dict.fromkeys(m for _, _, m in each_model(text)))
    if len(days) > 1:
        for when in days:
            if when != part.when:
                yield replace(part, when=when), f"of {when.words}"
    elif days and part.when == days[0] and published is not None and not _ON.search(text[: found_days[0][0]]):
        yield replace(part, when=When(published, published, f"{published}")), "of the day of publication"
    if part.unit not in _SPATIAL:
        for place in places:
            if place != part.place and len(places) > 1 and not is_owner(part, spans, text):
                yield replace(part, place=place), f"of {place.name}"
        if part.place is not None and _is_far(part, spans, text):
            yield replace(part, place=None), "of the whole country"
    elif part.place is not None:
        yield replace(part, place=None), "of the whole country"
    if len(models) > 1 or (part.model is None and models):
        for model in models:
            if model != part.model:
                yield replace(part, model=model), f"of {model}"
    if part.model is not None:
        yield replace(part, model=None), "of all models"
    if part.kind is Kind.SHARE and part.unit is not Unit.AGREEMENTS and not (part.whole and part.whole.every):
        yield replace(part, unit=Unit.AGREEMENTS), "of agreements"
        if part.model is not None:
            yield replace(part, unit=Unit.AGREEMENTS, model=None), "of agreements of all models"
    if part.body is not None:
        yield replace(part, body=None), "of all agencies"
    if part.kind is Kind.NEW and part.when is not None:
        yield replace(part, kind=Kind.CHANGE), "of how many more there were"
        yield replace(part, kind=Kind.COUNT, since=None), "of what stood that day"


def _of_growth(part: Part, published: date | None) -> Iterator[tuple[Part, str]]:
    """Growth of agreements, since January 2025, up to publication, of the whole country: what is mostly meant."""
    if part.unit is not Unit.AGREEMENTS:
        yield replace(part, unit=Unit.AGREEMENTS), "of agreements"
    if part.since != INAUGURATION:
        yield replace(part, since=INAUGURATION), "since January 2025"
    if published is not None and part.when != When(published, published, f"{published}"):
        yield replace(part, when=When(published, published, f"{published}")), "up to the day of publication"
        yield (
            replace(
                part,
                when=When(published, published, f"{published}"),
                since=INAUGURATION,
                unit=Unit.AGREEMENTS,
            ),
            "of agreements from January 2025 to publication",
        )
    if part.place is not None or part.model is not None:
        yield replace(part, place=None, model=None), "of the whole country and all models"


_OWNS = re.compile(
    r"(?:(?: now| still| currently| alone)? (?:has|had|have|holds|held|counts|counted|lists|listed|reported|reports|leads|led|ranks)\b"
    r"[^;:\u2014.]{0,80}?|,? with|,|:|'s)? (?:[a-z-]+ ){0,3}",
    re.I,
)


def is_owner(part: Part, spans: list[tuple[int, int, Place]], text: str) -> bool:
    """Whether the place of a number is the subject of its clause and no other stands between: "Texas has ..., with 339"."""
    for number in re.finditer(rf"(?<![\d,]){re.escape(f'{part.number:,.0f}')}(?![\d,])", text):
        own = [(s, e) for s, e, p in spans if p == part.place and e <= number.start()]
        if not own:
            continue
        start, end = own[-1]
        between = text[end : number.start()]
        follows = re.match(r" (?:[\w()'-]+ ){0,5}(?:in|of|from|across) (?:the )?$", text[number.end() :][:60])
        later = [s for s, _, p in spans if s >= number.end() and p != part.place]
        is_next = bool(later) and bool(
            re.fullmatch(r" (?:[\w()'-]+ ){0,5}(?:in|of|from|across) ", text[number.end() : later[0]])
        )
        is_subject = not text[:start].strip() or bool(
            re.search(r"(?:[;.:,]|\band|\bwhile|\bbut) $", text[:start])
        )
        if (
            is_subject
            and not follows
            and not is_next
            and _OWNS.fullmatch(between)
            and not re.search(r"\d", between)
        ) and not any(end <= s < number.start() for s, _, _ in spans):
            return True
    return False


def _is_far(part: Part, spans: list[tuple[int, int, Place]], text: str) -> bool:
    """Whether the place of a number stands neither just before nor just after it."""
    number = re.search(rf"(?<!\d){re.escape(f'{part.number:,.0f}')}(?!\d)", text)
    if number is None:
        return True
    gaps = [
        text[number.end() : s] if s >= number.end() else text[e : number.start()]
        for s, e, p in spans if p == part.place
    ]  # fmt: skip
    return not any(
        len(g.split()) <= (8 if re.search(r" (?:in|of|from|across) $", g) else 5)
        and not re.search(r"[,;:\u2014]", g)
        for g in gaps
    )
