"""Lists that belong together: "Georgia, Alabama and Tennessee had 64, 61 and 74 agreements respectively"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from deputized.claims.attach import Placed
from deputized.claims.claim import Kind, Part, Place
from deputized.claims.places import state_name

_AND = re.compile(r"(?:, ?(?:and|or|y|e)? ?| (?:and|or|&) |/| to )", re.I)
_NUMBERS = re.compile(r"(?:,? (?:and|or|&) |, )(?:about |nearly |over |just |only |some |roughly )?")
_RESPECTIVELY = re.compile(r"\brespectively\b|\bin that order\b", re.I)


def _runs(spans: Sequence[tuple[int, int]], text: str, between: re.Pattern[str]) -> list[list[int]]:
    """Places of things that stand one after the other with nothing but commas and "and" between them."""
    runs: list[list[int]] = []
    for n, (start, _) in enumerate(spans):
        if runs and between.fullmatch(text[spans[runs[-1][-1]][1] : start]):
            runs[-1].append(n)
        else:
            runs.append([n])
    return [r for r in runs if len(r) > 1]


def shared_out(
    text: str,
    parts: Sequence[Part],
    ends: Sequence[int],
    places: Sequence[Placed[Place]],
    models: Sequence[Placed[str]],
) -> list[Part]:
    """The parts with the places or models of a list given out one by one, where as many numbers stand in a list of theirs.

    `ends` are where each part's number ends. Without "respectively" only states that lead the numbers are given out.
    """
    given = list(parts)
    counts = [n for n, p in enumerate(parts) if p.kind in (Kind.COUNT, Kind.NEW, Kind.SHARE)]
    spans = [(parts[n].span[0], ends[n]) for n in counts]
    said = bool(_RESPECTIVELY.search(text))
    for run in _runs(spans, text, _NUMBERS):
        numbers = [counts[k] for k in run]
        for group in _runs([(s, e) for s, e, _ in places], text, _AND):
            if len(group) != len(numbers) or any(places[k][2].county_fips for k in group):
                continue
            leads = places[group[-1]][1] <= parts[numbers[0]].span[0]
            if said or leads:
                for n, k in zip(numbers, group, strict=True):
                    given[n] = replace(given[n], place=places[k][2])
        for group in _runs([(s, e) for s, e, _ in models], text, _AND):
            if len(group) == len(numbers) and said:
                for n, k in zip(numbers, group, strict=True):
                    given[n] = replace(given[n], model=models[k][2])
    return given


def in_brackets(text: str, parts: Sequence[Part], places: Sequence[Placed[Place]]) -> list[Part]:
    """The parts with the place whose name stands just before a number in brackets: "Missouri (83) and Arkansas (69)"."""
    given = list(parts)
    for n, part in enumerate(parts):
        place = next((p for _, e, p in places if text[e : part.span[0]] == " (" and not p.county_fips), None)
        if place is not None and re.match(r"[^()]{0,40}\)", text[part.span[0] :]):
            given[n] = replace(part, place=place)
        own = next(
            (p for _, e, p in places if _WHICH_HAS.fullmatch(text[e : part.span[0]]) and not p.county_fips),
            None,
        )
        if own is not None and part.kind is Kind.COUNT:
            given[n] = replace(part, place=own)
    return given


_WHICH_HAS = re.compile(
    r", (?:which|that) (?:has|had|have|counts|counted|holds|held|lists|listed) (?:(?:about|nearly|only|just|over|some|now) )*",
    re.I,
)
_MODEL_HAS = re.compile(
    r"(?: (?:model|agreements|pacts|deals))?,? (?:for|with|at|has|had|have|(?:account(?:s|ed)?|make|makes|made) (?:for|up)|"
    r"totals?|totaled|numbers?|numbered) (?:(?:about|nearly|only|just|over|some|another) )*",
    re.I,
)


def of_models(text: str, parts: Sequence[Part], models: Sequence[Placed[str]]) -> list[Part]:
    """The parts of a list of models with each its own: "the warrant model for 448 and the jail model for 147"."""
    owned = [
        next((m for _, e, m in models if _MODEL_HAS.fullmatch(text[e : p.span[0]])), None)
        if p.kind is Kind.COUNT
        else None
        for p in parts
    ]
    if len({m for m in owned if m}) < 2:
        return list(parts)
    return [replace(p, model=m) if m else p for p, m in zip(parts, owned, strict=True)]


_EACH = re.compile(r"\b(?:each|apiece|tied|are even|share[sd]?)\b(?! of)", re.I)


def each_of(text: str, parts: Sequence[Part], used: list[tuple[int, int]]) -> list[Part]:
    """ "Georgia and Alabama each have 49": a number of several states is one of each of them, to be checked by itself."""
    given: list[Part] = []
    for n, part in enumerate(parts):
        begin = parts[n - 1].span[1] if n else 0
        stop = parts[n + 1].span[0] if n + 1 < len(parts) else len(text)
        said = [*_EACH.finditer(text, begin, stop)]
        if (
            part.kind is not Kind.COUNT
            or part.place is None
            or not 0 < len(part.place.others) < 8
            or not said
        ):
            given.append(part)
            continue
        used += [m.span() for m in said]
        for state in part.place.states:
            given.append(replace(part, place=Place(state, None, state_name(state)), doubt=""))
    return given


_OF_WAITING = re.compile(r"\bof (?:them|those|these|which|whom)\b", re.I)


def waiting(text: str, parts: Sequence[Part], ends: Sequence[int]) -> list[Part]:
    """ "16 applications were pending, five of them in Tennessee": a number of those before it waits as they do."""
    kept = list(parts)
    for n in range(1, len(kept)):
        before, part = kept[n - 1], kept[n]
        if not before.is_pending or part.is_pending or part.kind is not Kind.COUNT:
            continue
        stop = kept[n + 1].span[0] if n + 1 < len(kept) else len(text)
        is_member = _OF_WAITING.match(text[ends[n] : stop].lstrip()) or re.search(
            r"\bof (?:the |its |ICE's |those )?(?:nearly |about |more than )?$", text[: before.span[0]], re.I
        )
        if is_member:
            kept[n] = replace(part, is_pending=True, unit=before.unit, when=part.when or before.when)
    return kept
