"""Lists that belong together: "Georgia, Alabama and Tennessee had 64, 61 and 74 agreements respectively"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from deputized.claims.attach import Placed
from deputized.claims.claim import Kind, Part, Place

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
