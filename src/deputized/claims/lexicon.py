"""The words claims are written in: units, kinds of agency, models, and how exactly a number is meant; and misspellings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from deputized import reference
from deputized.claims.claim import AgencyKind, Operator, Unit

UNITS = (
    (Unit.ROWS, r"rows|lines|entries"),
    (
        Unit.AGREEMENTS,
        r"pending (?:applications?|requests?)|"
        r"applications?(?! (?:were|was|have been|has been|are|is)? ?(?:approved|granted|signed|accepted))|"
        r"requests? pending|agreements?|MOAs?|memorand(?:a|ums?) of (?:agreement|understanding)|partnerships?|contracts?|pacts?|deals",
    ),
    (
        Unit.AGENCIES,
        r"police (?:departments |agencies |forces )?(?:and|or) sheriff'?s'?(?: departments| offices)?",
    ),
    (Unit.SHERIFFS, r"sheriff'?s'? (?:offices?|departments?)|sheriffs'?|sheriff"),
    (
        Unit.AGENCIES,
        r"(?:law enforcement|police) (?:groups|entities|organizations|authorities|offices|units)|"
        r"agenc(?:ies|y)|departments?|partners|jurisdictions?|police forces?|bodies|localities|"
        r"constables?|municipalities|"
        r"cities|towns|universit(?:y|ies)|colleges|prosecutors|district attorneys|communities",
    ),
    (Unit.DOLLARS, r"dollars|(?:million|billion) dollars"),
    (Unit.JAILS, r"(?:[a-z]+ )?(?:jails|prisons|detention centers|lockups)"),
    (Unit.COUNTIES, r"counties|parishes"),
    (Unit.STATES_AND_TERRITORIES, r"states (?:and|or|plus) (?:U\.?S\.? )?territories"),
    (Unit.STATES, r"states"),
    (Unit.TERRITORIES, r"territor(?:y|ies)"),
    (
        Unit.OFFICERS,
        r"(?:(?!with|of|in|and|whose|agenc|depart|sheriff|agree|count|state|juris|partner)[a-z]+ ){0,2}"
        r"(?:officers|deputies|troopers|arrests|encounters|people|immigrants|detainees|"
        r"personnel|employees|staff(?:ers)?|agents|guards|members|representatives|lawmakers|"
        r"legislators|residents|noncitizens|migrants|"
        r"aliens|individuals|inmates|prisoners|students|children|men|women|advocates|protesters|lawyers|attorneys|votes|beds|"
        r"vehicles|hours|minutes|deportations|removals|detainers|apprehensions|detentions|transports|bookings|crimes|cases)",
    ),
)
"""Units with the words for them."""

COUNTABLE = (
    r"agenc\w*|agree\w*|MOAs?|partner\w*|sheriff\w*|states|counties|county|departments?|jurisdictions?|territor\w*|"
    r"memorand\w*|constables|municipalities|police|jails|TFM|JEM|WSO|law enforcement|groups|offices|cities|towns|parishes|"
    r"localities|communities|universit\w*|colleges|contracts|pacts|deals|applications?|pending requests?"
)
BODIES = (
    (r"sheriffs'?", AgencyKind("sheriffs", kinds=("sheriff",))),
    (
        r"state(?:,| and| &) (?:local|county|municipal)|(?:local|county|municipal|city|federal)(?:,? and|,| &) state|"
        r"police (?:departments |agencies )?(?:and|or) sheriff",
        None,
    ),
    (r"(?:campus|universit(?:y|ies)|colleges?)(?: (?:campus(?:es)?|police))*", AgencyKind("campus police", levels=("campus",))),
    (r"state police|highway patrols?", AgencyKind("state police", kinds=("state_police",))),
    (r"(?:county )?constables?", AgencyKind("constables", kinds=("constable",))),
    (r"prosecutors|district attorneys|attorneys general", AgencyKind("prosecutors", kinds=("prosecutor",))),
    (r"corrections? (?:departments|agencies)|departments of corrections", AgencyKind("corrections departments", kinds=("corrections",))),
    (
        r"state(?:wide|[- ]level)?(?: law enforcement)? (?:agenc(?:y|ies)|departments?)",
        AgencyKind("agencies of the state", levels=("state",)),
    ),
    (r"county(?: law enforcement)? agenc(?:y|ies)", AgencyKind("agencies of a county", levels=("county",))),
    (
        r"(?:municipal|city|town|village)(?: law enforcement)? police|police departments?",
        AgencyKind("police departments", kinds=("municipal_police", "county_police")),
    ),
    (
        r"municipal(?:ities|(?: law enforcement)? (?:agenc(?:y|ies)|departments?))|cities|towns",
        AgencyKind("municipal agencies", levels=("municipal",)),
    ),
)  # fmt: skip
"""Kinds of agency that a claim may narrow "agencies" to, the first that is written; None: it says all kinds."""

MODELS = (
    ("TFM", r"task[- ]force(?: models?| agreements?| officers?)?|TFMs?\b"),
    (
        "JEM",
        r"jail[- ]enforcement(?: models?)?|jail(?:[- ]based)? (?:models?|agreements?)|"
        r"jail(?=,? (?:and|or|and/or) (?:task|warrant))|JEMs?\b",
    ),
    (
        "WSO",
        r"warrant[- ]services?(?: officers?)?(?: models?| program(?:me)?)?|warrant (?:models?|agreements?)|WSOs?\b",
    ),
)
OPERATORS = (
    (Operator.AT_LEAST, r"at least|no fewer than|no less than|not less than|a minimum of|>=|≥"),
    (Operator.AT_MOST, r"at most|no more than|not more than|up to|as many as|a maximum of|<=|≤"),
    (
        Operator.OVER,
        r"over|more than|greater than|above|exceed(?:s|ed|ing)?|upwards? of|north of|surpass(?:es|ed|"
        r"ing)?|topp?(?:s|ed|ing)|"
        r"well over|>",
    ),
    (Operator.UNDER, r"under|fewer than|less than|below|almost|nearly|close to|just (?:under|shy of)|<"),
    (Operator.ABOUT, r"about|around|roughly|approximately|some|circa|an estimated|more or less|~"),
    (Operator.EXACTLY, r"exactly|precisely|a total of|="),
)  # fmt: skip
"""`almost` and `nearly` are read as about by `operator_of`: they say a number was not quite reached."""

GROWTH = r"(?:increase|growth|rise|surge|jump|expansion|more|higher)"
GREW = (
    r"(?:grew|grown|rose|risen|(?<!make )(?<!makes )(?<!made )up|increased?|increases|surged?|"
    r"jumped|climbed|expanded|soared|swelled|rising|growing|increasing|surging|jumping|climbing|"
    r"soaring|ballooned|skyrocketed|spiked|lengthened|mushroomed|snowballed|widened)"
)
SIGN = r"(?:signed|signs|signing|inked|added|adds|gained|picked up|approved|entered into|joined|enrolled|struck|concluded)"

_BESIDE = re.compile(r"s?\)?(?:,? (?:and|or)(?: the)? |, |/| & )\(?")

_KNOWN = frozenset(
    (
        "agreements", "agreement", "agencies", "agency", "sheriffs", "sheriff", "counties",
        "jurisdictions", "partnerships", "departments", "department", "memorandum", "model",
        "enforcement", "warrant", "service", "officer", "task", "force", "percent", "territories",
        "states", "pending", "municipal", "january", "february", "march", "april", "august",
        "september", "october", "november", "december",
    )
)  # fmt: skip
_RIGHT = frozenset(
    (
        "countries", "country", "stated", "state", "county", "counted", "counting", "agreed", "agrees",
        "agree", "servicing", "services", "officers", "offices", "office", "modes", "models", "models'",
        "forces", "forced", "tasks", "marched", "augusta", "serve", "served", "serviced", "stats",
        "status", "statues", "apart", "pent", "spending", "depending", "impending", "warranted",
        "warrants", "partnership", "jurisdiction", "territory", "percentage", "percents",
    )
)  # fmt: skip
"""Words that are right though they are near to one of `_KNOWN`."""


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    names = [w for s in reference.states() for w in s.name.split() if len(w) > 4]
    return {w.casefold(): w for w in (*_KNOWN, *names)}


@lru_cache(maxsize=20_000)
def _meant(low: str) -> str | None:
    """The word of claims that a misspelt one is near to; None if it is right or near to none."""
    known = _spellings()
    if len(low) < 5 or low in known or low in _RIGHT or low.rstrip("s") in known:
        return None
    near = get_close_matches(low, known, n=1, cutoff=0.85 if len(low) > 6 else 0.8)
    if not near or near[0][0] != low[0] or abs(len(near[0]) - len(low)) > 1:
        return None
    return known[near[0]]


def spelt(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with misspelt words of claims put right, and which: each word as written, and as read.

    >>> spelt("669 agencis in Flordia")
    ('669 agencies in Florida', (('agencis', 'agencies'), ('Flordia', 'Florida')))
    """
    read: list[tuple[str, str]] = []

    def mend(found: re.Match[str]) -> str:
        word = found[0]
        meant = _meant(word.casefold())
        if meant is None:
            return word
        read.append((word, meant))
        return meant

    return re.sub(r"[A-Za-z]+", mend, text), tuple(read)


_UNIT_WORDS = tuple((unit, re.compile(rf"\b(?:{words})(?!\w|['\u2019]s\b)", re.I)) for unit, words in UNITS)


def unit_words() -> Iterable[tuple[Unit, re.Pattern[str]]]:
    """Each unit with the words for it."""
    return _UNIT_WORDS


def each_model(text: str) -> list[tuple[int, int, str]]:
    """Where models are named in a text, each by itself."""
    return sorted(
        (m.start(), m.end(), model)
        for model, words in MODELS
        for m in re.finditer(rf"\b(?:{words})", text, re.I)
    )


def find_models(text: str) -> list[tuple[int, int, str]]:
    """Where models are named in a text; two that stand side by side ("the JEM and WSO models") are one, of both.

    All three together are every agreement there is, and so none.
    """
    found = sorted(
        (m.start(), m.end(), model)
        for model, words in MODELS
        for m in re.finditer(rf"\b(?:{words})", text, re.I if model else 0)
    )
    kept: list[tuple[int, int, str]] = []
    for start, end, model in found:
        if kept and _BESIDE.fullmatch(text[kept[-1][1] : start]):
            both = dict.fromkeys((*kept[-1][2].split(" and "), model))
            kept[-1] = (kept[-1][0], end, " and ".join(sorted(both)))
        else:
            kept.append((start, end, model))
    return [m for m in kept if len(m[2].split(" and ")) < len(MODELS)]


def body_of(text: str) -> AgencyKind | None:
    """The kind of agency that words narrow a count to; None for all."""
    hits = [
        (m.start(), n, body)
        for n, (words, body) in enumerate(BODIES)
        if (m := re.search(rf"\b(?:{words})\b", text, re.I))
    ]
    return min(hits, key=lambda h: (h[0], h[1]))[2] if hits else None
