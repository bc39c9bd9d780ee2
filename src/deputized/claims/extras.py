"""What a sentence says beside its numbers: rank, comparison, "all", which way a number went. Read here, checked in `comparing`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from deputized.claims.claim import AgencyKind, Place, When
from deputized.claims.lexicon import body_of, find_models
from deputized.claims.ranks import but_for, lead_together, only_behind, states_own_base, within

ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "two": 2, "three": 3, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7, "8": 8, "9": 9, "10": 10, "1": 1, "one": 1,
    "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "first": 1, "1st": 1,
}  # fmt: skip
_NTH = "|".join(sorted(ORDINALS, key=len, reverse=True))
_WHOM = (
    r"(?:any other (?:U\.?S\.? )?states?|any state|all other states|every other state|the other states|"
    r"(?:all )?(?:the )?(?:U\.?S\.? )?states|(?:in )?the (?:country|nation|United States|U\.?S\.?))"
)
_UNIT = (
    r"(?:(?:task[- ]force |jail(?: enforcement)? |warrant service(?: officer)? |"
    r"active |signed |such |total |287\(g\) |participating |law enforcement |ICE )*(?:agreements?|"
    r"agencies|sheriffs?|departments|partnerships|counties|MOAs|of (?:them|any state|all states)))?"
)


class Sort(StrEnum):
    """What kind of statement stands beside a number."""

    RANK = "rank"
    LEAST = "least"
    COMPARE = "compared"
    ALL = "all"
    WENT = "went"


@dataclass(frozen=True, slots=True)
class Extra:
    """One such statement. `sign`: 1 more or up, -1 fewer or down; `rank` 1 is the most."""

    sort: Sort
    words: str
    start: int
    end: int
    sign: int = 1
    rank: int = 1
    than: tuple[Place, ...] = ()
    is_together: bool = False
    model: str | None = None
    body: AgencyKind | None = None
    place: Place | None = None
    signed_in: When | None = None
    is_own: bool = False  # the claim's own numbers speak against it
    among: tuple[str, ...] = ()  # of which states a rank is; all if none is named
    is_top: bool = False  # "Florida and Texas lead": each is among the first `rank`
    head: tuple[int, int] | None = (
        None  # the quantifier, where it stands apart: "none of the 1,372 agreements ... are in Ohio"
    )
    has_numbers: bool = (
        False  # "overtook Florida with 379 against 346": the one compared has a number of its own
    )


_MOST = re.compile(
    rf"\b(?:(?P<at>(?:(?:the|a|its) )?(?:(?P<nth>{_NTH})[- ])?(?P<end>most|largest number of|"
    rf"highest number of|biggest number of|largest|"
    rf"highest|fewest|least|lowest number of|smallest number of))(?= (?:{_UNIT.removesuffix('?')}|"
    rf"of (?:any|all|the)|in the|number|total|among|nationwide|nationally)|,| with|\.|$)"
    rf" ?{_UNIT}(?: (?:number|total))?(?: (?:of|among|in|across) {_WHOM}| nationwide| nationally)?"
    rf"|(?<!-)\b(?:leads|led|tops|topped) (?:(?:the )?(?:country|nation)|(?!(?:the )?states?\b){_WHOM}|"
    rf"all states|the list|the pack)"
    rf"|(?:(?:is|was)(?: now| currently| still| today)? |ranks? |ranked |came (?:in )?|comes (?:in )?|stands? |in |at )"
    rf"(?:(?:at )?(?:No\. ?|"
    rf"number ))?(?P<place>{_NTH})(?! ?,?\d|\.\d)(?: place)?\b(?= (?:with|at|in the|among|nationally|nationwide|"
    rf"behind|of all|after)|,|\.|$)"
    rf"(?: (?:nationwide|nationally|(?:in|among|of) {_WHOM}))?|second only to(?= [A-Z])"
    rf"|\b(?:put|puts|putting|rank|ranks|ranking|plac(?:e|es|ing)|mak(?:e|es|ing)) (?:it|the state|them) (?:in |at )?(?:the )?"
    rf"(?:No\. ?|number )?(?P<put>{_NTH})(?: place)?(?: (?:nationwide|nationally|(?:in|among|of) {_WHOM}))?(?=[,.;]|$| with| behind)"
    rf"|\b(?:in|for|shar(?:e|es|ed|ing)|takes?|took|holds?|held|claim(?:s|ed)?|moved (?:in)?to|rose to|climbed to|now in) (?:the )?"
    rf"(?P<spot>{_NTH})(?: |-)(?:place|spot|position|rank)\b"
    rf"|(?:is|was|ranks|remains|stands|comes in)(?: now| still)? (?:a |the )?(?:distant |close |clear |far |solid )?(?P<to>{_NTH})"
    rf"(?= (?:to|behind|after) [A-Z])"
    rf"|(?<=[a-z] )(?P<bare>{_NTH})(?=, with \d))",
    re.I,
)
_ONLY_BEHIND = re.compile(r"\b(?:trail(?:s|ed|ing)|behind|lags|after) only (?=(?:that of )?[A-Z])")
_MORE = re.compile(
    rf"\b(?P<side>more|fewer|less|higher|lower) (?:{_UNIT} ?)than (?:in )?(?P<who>any other state|"
    rf"any state|(?=[A-Z]))(?:(?<=state)\b)?",
)
_OVERTOOK = re.compile(
    r"\b(?P<side>overtook|has overtaken|outpaces?|outnumbers?|surpass(?:es|ed)|exceeds|ahead of|"
    r"trails|behind|outpaced|has surpassed|eclipse[sd])(?: that of| those of)? (?=[A-Z])"
)
_ALL = re.compile(
    r"\b(?P<who>all|every(?: single)? one|each|none)(?: of (?:them|which|those|the(?:se|"
    r"m)?(?: \w+){1,2}))?(?: (?:agreements|agencies|MOAs))?"
    r"(?: (?:are|were|is|being|have been))?(?: (?P<verb>signed|made|entered(?: into)?|struck|new))?"
    r" (?:with|held by|of|in|under|by|from|during|since|the)?(?: the)? ?(?P<what>[^,.;]*)",
    re.I,
)
_WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_ALL_OF = re.compile(
    r"\b(?P<who>all|each|every(?: single)? one|none|not one)(?: of)?(?: the| its| their| (?-i:[A-Z])[\w.]*(?: (?-i:[A-Z])\w+)?'s?)?"
    rf" (?:\d[\d,]*|{_WORDS})(?: [\w()-]+){{0,6}}?\s+(?:\w+ )?(?:are|were|is)(?= )",
    re.I,
)
_NONE_HAS = re.compile(
    r"\b(?:none|not one|not any) of (?:the |its |their )?"
    r"(?P<rest>\d[\d,]* [^.;]{0,80}?\b(?:has|have|had) (?:signed|joined|an? agreement|agreements|entered|taken))",
    re.I,
)
_WENT = re.compile(
    r"\b(?P<verb>fell|fallen|dropped|declined|decreased|shrank|slipped|down|plunged|rose|risen|grew|"
    r"grown|climbed|jumped|increased|up|surged|soared|swelled|ballooned|skyrocketed|doubled|sunk|dwindled|down)"
    r"(?: back| sharply| slightly| again| further| steadily)? to (?:just |only |about |over |"
    r"more than |nearly |at least |around |some )?$",
    re.I,
)
_DOWN = re.compile(
    r"fell|fall|sunk|dwindl|drop|declin|decreas|shr|slip|down|plung|fewer|less|lower|trail|behind", re.I
)


def find_extras(
    text: str, places: Sequence[tuple[int, int, Place]], whens: Sequence[tuple[int, int, When]],
    number_starts: Sequence[int],
) -> list[Extra]:  # fmt: skip
    """Every statement of these kinds in a text, in order.

    Days stand blank in `text`; `whens` say where. Who is ranked, or compared, is for the caller: it is the place of
    the number beside it.
    """
    found: list[Extra] = []
    for m in _MOST.finditer(text):
        is_bare = not m["nth"] and not re.match(r"(?:the|a|its) ", m[0], re.I)
        if is_bare and (m["end"] or "").lower() in ("most", "largest"):
            continue
        nth = next((w.lower() for w in m.group("nth", "place", "put", "spot", "to", "bare") if w), "")
        rank = ORDINALS.get(nth, 2 if m[0].lower().startswith("second only") else 1)
        low = bool(re.search(r"fewest|least|lowest|smallest", m["end"] or "", re.I))
        most = Extra(Sort.LEAST if low else Sort.RANK, m[0].strip(), m.start(), m.end(), rank=rank)
        if (ranked := within(but_for(most, text, places), text, places)) is not None:
            found.append(ranked)
    found += [
        only_behind(Extra(Sort.RANK, m[0].strip(), m.start(), m.end(), rank=2), places)
        for m in _ONLY_BEHIND.finditer(text)
    ]
    found += lead_together(text, places)
    for m in _MORE.finditer(text):
        sign = -1 if _DOWN.search(m["side"]) else 1
        if m["who"]:
            first = Extra(Sort.RANK if sign > 0 else Sort.LEAST, m[0].strip(), m.start(), m.end())
            if (ranked := within(but_for(first, text, places), text, places)) is not None:
                found.append(ranked)
        else:
            found += _than(text, m, places, sign)
    for m in _OVERTOOK.finditer(text):
        later = [n for n in number_starts if n > m.end()]
        own = (
            later
            and re.fullmatch(r"[\w' ]{0,40}", text[m.end() : later[0]])
            and "'s" in text[m.end() : later[0]]
        )
        both = len(later) > 1 or bool(own and len(later) < len(number_starts))
        found += [
            replace(e, has_numbers=both) for e in _than(text, m, places, -1 if _DOWN.search(m["side"]) else 1)
        ]
    for m in _NONE_HAS.finditer(text):
        head = (m.start(), m.start("rest"))
        found.append(Extra(Sort.ALL, m[0].strip(), m.start(), m.start("rest"), sign=-1, head=head))
    for of in _ALL_OF.finditer(text):
        verb = re.search(r"(?:are|were|is)$", of[0], re.I)
        at = of.start() + (verb.start() if verb else 0)
        whole = _ALL.match("all " + text[at:].rstrip("."))
        if whole is not None:
            shift = at - len("all ")
            moved = [(s - shift, e - shift, p) for s, e, p in places]
            extra = _all(whole, moved, [(s - shift, e - shift, w) for s, e, w in whens])
            if extra is not None:
                sign = -1 if of["who"].lower() in ("none", "not one") else 1
                head = (of.start(), of.start() + len(of["who"]))
                said = f"{of['who']} of them {extra.words.removeprefix('all ')}"
                found.append(
                    replace(extra, words=said, start=at, end=extra.end + shift, sign=sign, head=head)
                )
    found += [e for m in _ALL.finditer(text) if (e := _all(m, places, whens)) is not None]
    found += _went_to(text, number_starts)
    kept: list[Extra] = []
    for extra in sorted(found, key=lambda e: (e.start, -e.end)):
        if not any(k.start <= extra.start < k.end for k in kept):
            kept.append(extra)
    return kept


def _went_to(text: str, number_starts: Sequence[int]) -> list[Extra]:
    """ "rose to 1,372": which way a number went, unless the sentence says itself from where."""
    found: list[Extra] = []
    for start in number_starts:
        if (went := _WENT.search(text[:start])) is not None:
            if re.search(
                r"\bfrom\b[^.;]*$", text[: went.start()] + text[went.start("verb") : went.end()]
            ) or re.search(r"\bfrom\b", text[max(0, went.start() - 60) : went.start()]):
                continue
            sign = -1 if _DOWN.match(went["verb"]) else 1
            if states_own_base(text, start, went.start(), sign):
                continue
            found.append(
                Extra(Sort.WENT, text[went.start("verb") : start].strip(), went.start(), start, sign=sign)
            )
    return found


def _than(text: str, m: re.Match[str], places: Sequence[tuple[int, int, Place]], sign: int) -> list[Extra]:
    """ "more than Florida": nothing if what follows is no state, so that the words stay unread."""
    here = [(s, e, p) for s, e, p in places if m.end() <= s <= m.end() + 4]
    if not here or here[0][2].county_fips:
        return []
    _, end, place = here[0]
    together = bool(re.match(r" (?:combined|together|put together)", text[end:]))
    tail = re.match(r" (?:combined|together|put together)", text[end:])
    states = (
        (place,)
        if together
        else tuple(Place(s, None, s if s != place.state else place.name) for s in place.states)
    )
    if not place.others:
        states = (place,)
    return [
        Extra(
            Sort.COMPARE, text[m.start() : end], m.start(), end + (tail.end() if tail else 0), sign=sign,
            than=states, is_together=together,
        )
    ]  # fmt: skip


def _all(
    m: re.Match[str], places: Sequence[tuple[int, int, Place]], whens: Sequence[tuple[int, int, When]]
) -> Extra | None:
    """ "all signed in 2025", "all are with sheriffs": nothing if no rule reads what follows."""
    begin, end = m.start("what"), m.end("what")
    if re.search(rf"\d|\b(?:{_WORDS})\b(?! (?:models?|kinds?|types?))", m[0], re.I):
        return None  # "all 12 agreements are": read with its number
    is_subject = re.match(
        r"(?:all|each|none|every(?: single)? one) of (?!them|which|whom|those|these)", m[0], re.I
    )
    if is_subject and not re.search(r"\b(?:are|were|is|being|have been)\b", m[0], re.I):
        return (
            None  # "All of Florida's task force agreements, 54 of them, ...": what is said of all comes later
        )
    verb = (m["verb"] or "").lower()
    what = re.sub(r"\s+(?:as of|on|in|by|at|since)?\s*$", "", m["what"].strip())
    sign = -1 if m["who"].lower() == "none" else 1
    when = next((w for s, e, w in whens if m.start() <= s and e <= end + 1), None)
    if verb in ("signed", "made", "entered", "entered into", "struck") and when is not None:
        rest = re.sub(r"\s+", " ", what).strip()
        if rest in ("", "in", "during", "since"):
            return Extra(Sort.ALL, "all signed in " + when.words, m.start(), end, sign=sign, signed_in=when)
        return None
    if (
        verb
        or when is not None
        or not re.search(r"\b(?:with|held by|in|under|by|from|the|are|were|is|of)\b", m[0], re.I)
    ):
        return None
    models = {x for _, _, x in find_models(what)}
    if len(models) == 1 and not re.search(r"\b(?:and|or|except|but|not)\b", what):
        return Extra(Sort.ALL, m[0].strip(), m.start(), end, sign=sign, model=models.pop())
    here = [p for s, _, p in places if begin <= s < end]
    if len(here) == 1 and not body_of(what):
        return Extra(Sort.ALL, m[0].strip(), m.start(), end, sign=sign, place=here[0])
    body = body_of(what)
    if body is not None and re.fullmatch(
        r"(?:county |local |the )*(?:sheriff'?s?'?(?: offices?| departments?)?|police departments?|"
        r"constables?|state police|state agencies|prosecutors)",
        what, re.I,
    ):  # fmt: skip
        return Extra(Sort.ALL, m[0].strip(), m.start(), end, sign=sign, body=body)
    return None
