"""Gives each number of a sentence what is said beside it, and the claim-bearing words that no rule has read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from deputized.claims.attach import Times
from deputized.claims.bearing import is_apart, unread
from deputized.claims.claim import Kind, Operator, Part, Place, Unit
from deputized.claims.coverage import strange
from deputized.claims.extras import Extra, Sort
from deputized.claims.kinds import ParsedText
from deputized.claims.lexicon import SIGN, unit_words
from deputized.claims.subject import beside_number, holder

_APART = re.compile(
    r"\b(?:than|as many as|except(?:ing)?|excluding|other than|besides|apart from|aside from|"
    r"compared (?:with|to)|unlike|none of them|"
    r"all of them|not counting|outside(?: of)?|not|without)(?: (?:in|the|of|for|those|that|from))*",
    re.I,
)
"""Words that set what follows them apart from the number: its place or model is not the number's."""

_UNRANKED = (
    Unit.STATES,
    Unit.TERRITORIES,
    Unit.STATES_AND_TERRITORIES,
    Unit.OFFICERS,
    Unit.DOLLARS,
    Unit.JAILS,
)

_KIND_READS = {
    Kind.GROWTH: r"grew|grown|rose|increas\w*|more|higher|fell|dropp?ed|declin\w+|decreas\w+|shrank|"
    r"doubl\w+|tripl\w+|quadrupl\w+|\w+fold|times|"
    r"compared (?:with|to)|as many as|lost|plung\w+|(?:more|higher|larger) [\w' -]*than|less than",
    Kind.CHANGE: r"more [\w' -]*than|new|additional|fell|dropp?ed|lost",
    Kind.NEW: r"new|additional|newly|another|extra",
    Kind.SHARE: r"majority|half|third|quarter|most|all|every|each|fell|dropp?ed|declin\w+|times",
    Kind.COUNT: r"none|no|not a single|dozens?|scores|hundreds|thousands",
}
"""Words that are read once a number is of a kind."""


def loosened(
    text: str, said: Sequence[tuple[int, int]], placed: Sequence[tuple[int, int]] = ()
) -> Callable[[int], bool]:
    """Whether what stands at a place of the text belongs to a comparison or a statement, not to a number beside it."""
    read = [
        (s, e) for s, e in placed if _APART.match(text[s:e])
    ]  # "outside Florida": the rest of the country
    apart = [m.end() for m in _APART.finditer(text) if not any(s <= m.start() < e for s, e in read)]

    def is_loose(start: int) -> bool:
        return any(s <= start < e for s, e in said) or any(0 <= start - end <= 6 for end in apart)

    return is_loose


def aside(times: Times, said: Sequence[tuple[int, int]]) -> Times:
    """The days that are not a statement's own ("all signed in 2025"), unless no other is given."""
    kept = tuple(w for w in times.whens if not any(s <= w[0] < e for s, e in said))
    return replace(times, whens=kept)


def beside(
    t: ParsedText, parts: Sequence[Part], used: Sequence[tuple[int, int]], extras: Sequence[Extra]
) -> list[Part]:
    """The parts with what is said beside each: by where it stands, it belongs to the number before it, else to the first."""
    if any(f.is_percent for f in t.numbers):
        extras = [e for e in extras if e.sort is not Sort.WENT]
    parts = [_without_the_compared(p, extras) for p in parts]
    given: list[list[Extra]] = [[] for _ in parts]
    for extra in extras:
        for n in _owners(parts, extra):
            given[n].append(extra)
    taken = [span for some in given for e in some for span in ((e.start, e.end), e.head or (0, 0))]
    has_from = _has_from(t)
    words: list[list[str]] = [[] for _ in parts]
    for start, _, word in unread(t.text, [*used, *taken]):
        n = max((i for i, p in enumerate(parts) if p.span[0] <= start), default=0)
        if (
            any(_is_read(p, word) for p in (parts[n], *parts[n + 1 : n + 2]))
            or _is_harmless(t.text, start, word, parts, has_from)
            or is_apart(t.text, start, parts[n].span[0], word)
        ):
            continue
        words[n].append(word)
    for n, extra in _turned(t, parts):
        given[n].append(extra)
    for n, part in enumerate(parts):
        if part.kind in (Kind.COUNT, Kind.NEW):
            is_of_states = part.unit in (Unit.STATES, Unit.COUNTIES)
            words[n] += beside_number(
                t.text, *part.span, [*used, *taken], is_of_states=is_of_states, is_dated=bool(t.times.whens)
            )
    parts = [_held(p, t.text, words[n]) for n, p in enumerate(parts)]
    return [
        replace(
            p, extras=tuple(given[n]), unread=tuple(dict.fromkeys(words[n])),
            strange=strange(t.text, [*used, *taken], p.span[0]),
        )
        for n, p in enumerate(parts)
    ]  # fmt: skip


def _held(part: Part, text: str, words: list[str]) -> Part:
    """A count of agreements as that of who is said to hold them: "Florida sheriffs hold 348 agreements"."""
    if part.unit is not Unit.AGREEMENTS or part.body is not None or part.kind not in (Kind.COUNT, Kind.NEW):
        return part
    kind, left = holder(text, *part.span)
    if left:
        words.append(left)
    return replace(part, body=kind) if kind else part


def _without_the_compared(part: Part, extras: Sequence[Extra]) -> Part:
    """ "291 agreements, behind Florida's 341": the first number is not Florida's."""
    for e in extras:
        if e.sort is Sort.COMPARE and e.has_numbers and part.span[0] < e.start and part.place in e.than:
            return replace(part, place=None)
    return part


_FROM_TO = re.compile(
    r"\b(?P<verb>fell|fallen|dropped|declined|decreased|shrank|slipped|plunged|rose|risen|grew|grown|climbed|jumped|increased|"
    r"surged|soared|growing|rising|falling|dropping)\b[^.;]{0,40}?\bfrom (?:about |nearly |over |just |some |more than )*$",
    re.I,
)


def _turned(t: ParsedText, parts: Sequence[Part]) -> list[tuple[int, Extra]]:
    """ "fell from 1,372 to 1,499": the numbers go the other way than the verb."""
    found = []
    for n, part in enumerate(parts[:-1]):
        verb = _FROM_TO.search(t.text[: part.span[0]])
        after = parts[n + 1]
        if verb is None or part.kind is not after.kind or part.kind not in (Kind.COUNT, Kind.SHARE):
            continue
        if not re.search(r"\bto (?:\w+ ){0,3}$", t.text[: after.span[0]]) or part.number == after.number:
            continue
        is_down = bool(re.match(r"fell|fall|drop|declin|decreas|shr|slip|plung", verb["verb"], re.I))
        if is_down != (after.number < part.number):
            words = f"{verb['verb']} from {part.written} to {after.written}"
            found.append(
                (n + 1, Extra(Sort.WENT, words, *after.span, sign=-1 if is_down else 1, is_own=True))
            )
    return found


def stated(
    t: ParsedText,
    used: Sequence[tuple[int, int]],
    extras: Sequence[Extra],
    places: Sequence[tuple[int, int, Place]],
) -> Part | None:
    """A rank, comparison or "all" without any number: "Florida has the most agreements of any state"."""
    extras = [e for e in extras if e.sort in (Sort.RANK, Sort.LEAST, Sort.COMPARE)]
    if not extras:
        return None
    outside = [p for s, _, p in places if not any(e.start <= s < e.end for e in extras)]
    unit = next((u for u, words in unit_words() if words.search(t.text) and u not in _UNRANKED), None)
    if not outside or unit is None:
        return None
    whens = t.times.whens
    model = t.models[0][2] if len({m for _, _, m in t.models}) == 1 else None
    words = unread(t.text, [*used, *((e.start, e.end) for e in extras)])
    return Part(
        Kind.STATED, 1, Operator.EXACTLY, unit, model, outside[0], whens[0][2] if whens else None,
        extras=tuple(extras), unread=tuple(w for _, _, w in words),
    )  # fmt: skip


def _owners(parts: Sequence[Part], extra: Extra) -> list[int]:
    """The numbers a statement belongs to: those of each of the states that lead together, else one."""
    if extra.is_top:
        states = {p.state for p in extra.than}
        return [n for n, p in enumerate(parts) if p.place and not p.place.others and p.place.state in states]
    n = _owner(parts, extra)
    return [] if n is None else [n]


def _owner(parts: Sequence[Part], extra: Extra) -> int | None:
    """The number a statement belongs to: the count before it, else the one after, with a place to rank."""
    counts = [
        n for n, p in enumerate(parts) if p.kind in (Kind.COUNT, Kind.NEW) and p.unit is not Unit.STATES
    ]
    if extra.sort is Sort.WENT:
        return next((n for n in counts if parts[n].span[0] == extra.end), None)
    if extra.sort in (Sort.RANK, Sort.LEAST):
        close = next((n for n in counts if 0 <= parts[n].span[0] - extra.end <= 8), None)
        if close is not None and parts[close].place is not None:
            return close  # "and Tennessee fourth, with 66"
    before = [n for n in counts if parts[n].span[0] <= extra.start]
    after = [n for n in counts if parts[n].span[0] > extra.start]
    pick = before[-1:] or after[:1]
    if extra.sort is Sort.ALL:
        return pick[0] if pick else None
    with_place = [n for n in (*reversed(before), *after) if parts[n].place is not None]
    return next(iter(with_place or pick), None)


def _is_read(part: Part, word: str) -> bool:
    if part.is_pending and re.match(
        r"pending|await|appli|pipeline|queue|additional|another|other|under review|consider|still", word, re.I
    ):
        return True
    pattern = _KIND_READS.get(part.kind)
    return bool(pattern and re.fullmatch(pattern, word, re.I))


def _has_from(t: ParsedText) -> bool:
    return bool(re.search(r"\bfrom\b[^.;]*\bto\b", t.text))


def _is_harmless(text: str, start: int, word: str, parts: Sequence[Part], has_from: bool) -> bool:
    """Words that say nothing here: "only 12" is a hedge, "fell from 43% to 19%" states both ends."""
    after = text[start + len(word) :]
    low = word.lower()
    if low in ("only", "just") and any(
        0 <= p.span[0] - start - len(word) <= 24
        and re.fullmatch(r" (?:(?:about|the|some|over|its|a|of) )*", text[start + len(word) : p.span[0]])
        for p in parts
    ):
        return True
    if low == "every" and re.match(r" (?:single )?(?:one )?of (?:[\w']+ ){0,3}\d", after):
        return True
    if low in ("only", "just", "all") and re.match(
        r" (?:of )?(?:(?:about|the|some|over|its|their|[A-Z][a-z]+'s|[A-Z][a-z]+ [A-Z][a-z]+'s|(?:the|his|her|my|our|their) state's) )*\d",
        after,
    ):
        return low != "all" or not re.search(r"\b(?:are|is|were|was)\b", re.split("[,;]", after)[0])
    if low == "vs" or low == "vs.":
        return len(parts) > 1
    if low in ("another", "the other", "the others", "other", "remaining", "the rest"):
        listed = next((p for p in parts if 0 <= p.span[0] - start - len(word) <= 3), None)
        if listed is not None and listed.kind is Kind.COUNT and listed.model is not None:
            return True  # "another 440 are warrant service officer agreements": one of a list, by model
    numbers = [p.number for p in parts if p.kind in (Kind.COUNT, Kind.SHARE)]
    if has_from and len(numbers) > 1 and re.match(r"fell|fall|drop|declin|decreas|shr|plung", low):
        return numbers[0] > numbers[-1]
    if re.match(r"(?:more|fewer|less|higher|lower) .*than|(?:more|fewer|less) than", low) and re.match(
        r" (?:the )?\d", after
    ):
        at = start + len(word)
        before = [p for p in parts if p.span[0] < start and p.kind is Kind.COUNT]
        later = [p for p in parts if at <= p.span[0] <= at + 6 and p.kind is Kind.COUNT]
        if before and later:
            more = before[-1].number - later[0].number
            return more < 0 if low.startswith(("few", "less", "low")) else more > 0
    return (
        low in ("new", "newly")
        and bool(re.search(rf"\b{SIGN}\b", text))
        and any(p.kind is Kind.NEW for p in parts)
    )
