"""A whole article: which of its sentences make claims that can be checked, read with what stands before them, and judged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from deputized.claims.answer import RANK
from deputized.claims.claim import Claim, ClaimError, Kind, Part, Place, Unit, When
from deputized.claims.clean import tidied
from deputized.claims.counting import Books, bodies_there_are
from deputized.claims.days import find_days
from deputized.claims.grammar import parse
from deputized.claims.kinds import unit_named
from deputized.claims.lexicon import find_models
from deputized.claims.places import find_places
from deputized.claims.prose import LONGEST, Sentence, dateline, mended, plain, sentences
from deputized.claims.readings import ClaimContext, judge, remember
from deputized.claims.sentences import sentence as words_of
from deputized.claims.spanish import english, is_spanish
from deputized.claims.verdicts import Checked, Verdict

if TYPE_CHECKING:
    from deputized.library.registry import Registry

SHORT = 400
"""Characters of a text that is a claim alone, not an article in which one must be found."""

_PROGRAM = re.compile(
    r"287|\bICE\b|immigration|agreements?\b|\bMO[AU]s?\b|memorand|partner|task[- ]force|"
    r"jail enforcement|warrant service|deputiz|"
    r"\b(?:TFM|JEM|WSO)s?\b|sign(?:ed|s|ing)\b|particip|\bjoin|enroll|cooperat|program\b|pacts?\b",
    re.I,
)
_LAW = re.compile(
    r"\b(?:appl(?:y|ies|ied) to|laws?|bill|legislat\w+|statutes?|requir\w+|mandat\w+|must|Senate|"
    r"House Bill|SB|HB|executive order|ban(?:s|ned)?|forbid\w*|"
    r"prohibit\w*)\b"
)
_COUNTED = (
    Unit.AGREEMENTS, Unit.AGENCIES, Unit.SHERIFFS, Unit.COUNTIES, Unit.STATES, Unit.TERRITORIES,
    Unit.STATES_AND_TERRITORIES, Unit.ROWS,
)  # fmt: skip
_MOST = {
    Unit.STATES: 50, Unit.TERRITORIES: 6, Unit.STATES_AND_TERRITORIES: 56, Unit.COUNTIES: 3144, Unit.SHERIFFS: 3100,
    Unit.AGENCIES: 20_000, Unit.AGREEMENTS: 60_000, Unit.ROWS: 60_000,
}  # fmt: skip
"""More than there are: a number above is of something else."""


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence of an article that makes a claim: what was read, the verdict on each number, and where it goes."""

    sentence: Sentence
    route: str  # counts, people, money, law
    claim: Claim | None
    parts: tuple[Checked, ...]
    note: str = ""  # why it was not checked

    @property
    def verdict(self) -> Verdict:
        """The worst of its numbers that can be checked."""
        some = [p.verdict for p in self.parts if p.verdict is not Verdict.UNCHECKABLE]
        return max(some, key=RANK.index) if some else Verdict.UNCHECKABLE

    @property
    def words(self) -> tuple[str, ...]:
        """What can be printed of each number."""
        told = []
        for p in self.parts:
            guessed = f" ({p.part.guessed})" if p.part.guessed else ""
            told.append(words_of(p).strip() + guessed)
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Desk:
    """An article read: its day, its language, and every sentence that makes a claim."""

    text: str
    published: date | None
    language: str
    reads: tuple[Read, ...]
    skipped: int  # sentences with a number that make no claim of the program


@dataclass(frozen=True, slots=True)
class NumberCorrection:
    """What a person says a doubtful number is of: "agencies; TX; 2026-02-09", any of them."""

    unit: Unit | None = None
    place: Place | None = None
    when: When | None = None
    model: str | None = None

    @classmethod
    def of(cls, text: str) -> NumberCorrection:
        """Raises ClaimError naming the word that is neither a unit, a model, a state nor a day."""
        found: dict[str, Unit | Place | When | str] = {}
        for word in filter(None, (w.strip() for w in text.split(";"))):
            low = word.lower()
            places = find_places(word) or find_places(word.upper())
            if low in {u.value for u in _COUNTED}:
                found["unit"] = Unit(low)
            elif low in ("tfm", "jem", "wso"):
                found["model"] = word.upper()
            elif len(places) == 1:
                found["place"] = places[0][2]
            else:
                try:
                    found["when"] = When.of(word)
                except ValueError as error:
                    units = ", ".join(u.value for u in _COUNTED)
                    raise ClaimError(
                        f"--as: {word!r} is no unit ({units}), model (TFM, JEM, WSO), state (TX) or day (2026-02-09)"
                    ) from error
        return cls(**found)  # type: ignore[arg-type]

    def put(self, part: Part) -> Part:
        """The part as corrected."""
        return replace(
            part, unit=self.unit or part.unit, place=self.place or part.place, when=self.when or part.when,
            model=self.model or part.model, body=None if self.unit else part.body, guessed="",
        )  # fmt: skip


def read_article(
    registry: Registry, text: str, *, published: date | None = None, language: str | None = None,
    books: Books | None = None, correction: NumberCorrection | None = None,
) -> Desk:  # fmt: skip
    """Every claim of an article, HTML or text, judged. The day is that of its dateline unless `published` is given.

    Raises ClaimError for a text that is too long to be one.
    """
    if len(text) > LONGEST:
        raise ClaimError(f"an article of at most {LONGEST:,} characters is read; this has {len(text):,}")
    text = plain(mended(text))
    published = published or dateline(text)
    language = language or ("es" if is_spanish(text) else "en")
    books = books or Books(registry)
    before, reads, skipped = ClaimContext(is_short=len(text) < SHORT), [], 0
    for one in sentences(text):
        words = english(one.text) if language == "es" else one.text
        found = _read(one, words, published, before, registry, books, correction)
        reads += found
        skipped += not found and bool(re.search(r"\d", one.text))
    return Desk(text, published, language, tuple(reads), skipped)


def _read(
    one: Sentence, words: str, published: date | None, before: ClaimContext, registry: Registry, books: Books,
    correction: NumberCorrection | None,
) -> list[Read]:  # fmt: skip
    if one.paragraph != before.paragraph:
        before.paragraph, before.is_of_program = one.paragraph, before.is_of_program and len(one.text) < 300
    is_of_program = before.is_short or bool(_PROGRAM.search(words))
    near = before.is_of_program or is_of_program
    before.is_of_program = near
    try:
        claim = parse(words, published, published)
    except ClaimError as error:
        _remember(before, words, None, published)
        has_count = re.search(
            r"\d[\d,]* (?:\w+ ){0,3}?(?:agreements|agencies|sheriffs|counties|states)\b", words
        )
        if is_of_program and has_count and "no number" not in str(error):
            return [Read(one, "counts", None, (), str(error).split(". Understood")[0].split(": ", 1)[-1])]
        return []
    parts = [
        p
        for p in claim.parts
        if _is_worthy(p, words, near, is_of_program, before.unit is not None, before.is_short)
    ]
    if not parts:
        _remember(before, words, None, published)
        return []
    if correction is not None:
        parts = [correction.put(p) for p in parts]
    checked = tuple(judge(p, words, published, before, registry, books) for p in parts)
    _remember(before, words, claim, published)
    route = _route(parts, words)
    return [Read(one, route, replace(claim, parts=tuple(parts)), checked)]


def _is_worthy(
    part: Part, words: str, near: bool, is_of_program: bool, is_continued: bool, is_short: bool
) -> bool:
    """Whether a number is a claim of the program: of something countable, no more than there are, where it is spoken of."""
    if part.kind in (Kind.SIGNED, Kind.STATED):
        return near and is_of_program
    if part.kind is Kind.GROWTH:
        return near and part.unit not in (Unit.OFFICERS, Unit.DOLLARS, Unit.JAILS)
    if part.kind is Kind.SHARE:
        is_of_law = _LAW.search(words) and not re.search(r"\b(?:signed|agreements?|have|has|had)\b", words)
        is_said = part.unit in _COUNTED or (part.place is not None and re.search(r"\bshare\b", words))
        return near and (is_said or (is_continued and part.place is not None)) and not is_of_law
    if part.unit in _COUNTED:
        whole = bodies_there_are(replace(part, whole=None)) if part.unit is Unit.COUNTIES else None
        if part.number > min(_MOST[part.unit], whole or _MOST[part.unit]):
            return False
        return near if part.unit is Unit.AGREEMENTS else is_of_program
    if part.unit is Unit.UNSAID:
        return near and (
            part.model is not None
            or (
                part.place is not None
                and not part.place.county_fips
                and is_short
                and stands_alone(part, words)
            )
            or (is_continued and (part.place is not None or bool(part.doubt) or _is_bare_count(part, words)))
        )
    return False


def _is_bare_count(part: Part, words: str) -> bool:
    """ "In January 2025 there were 135.": a day and a number of what the sentence before counts, and nothing else."""
    number = re.escape(f"{part.number:,.0f}")
    return part.when is not None and bool(
        re.search(rf"\b(?:it was|there were|there had been|it had|the number was|only|just) (?:only |just )?{number}(?=[.;,]|$)",
                  words, re.I)
    )  # fmt: skip


_ALONE = re.compile(
    r"(?:[,;.:)\u2014]|$| (?:and|while|but|on|in|to|as of|against|versus|apiece|each|at|by|this|last|from|up|down|now|today|ya|y|en)\b)"
)
_NOT_A_COUNT = re.compile(
    r"\b(?:\$|District|Highway|Route|chapter|Bill|age|aged|page|vote|voted|game|score)\b|\$"
)


def stands_alone(part: Part, words: str) -> bool:
    """Whether nothing is said of what a number counts: "Missouri now counts 30, Virginia 32"."""
    number = f"{part.number:,.0f}"
    places = [m.end() for m in re.finditer(rf"(?<![\d,.$]){re.escape(number)}(?![\d%]|[.,]\d)", words)]
    return any(_ALONE.match(words[at:]) for at in places) and not _NOT_A_COUNT.search(words)


def _route(parts: Sequence[Part], words: str) -> str:
    if any(p.unit is Unit.DOLLARS for p in parts):
        return "money"
    if any(p.unit is Unit.OFFICERS for p in parts):
        return "people"
    return "law" if all(p.kind is Kind.SHARE for p in parts) and _LAW.search(words) else "counts"


def _remember(before: ClaimContext, words: str, claim: Claim | None, published: date | None) -> None:
    text = tidied(words)
    found = find_places(text)
    models = {m for _, _, m in find_models(text)}
    remember(
        before,
        claim.parts if claim else (),
        [p for _, _, p in found],
        bool(find_days(words, published, published)),
    )
    if claim is None and before.unit is None and _PROGRAM.search(words) and unit_named(text) in _COUNTED[:4]:
        before.unit = unit_named(text)
    if len(models) == 1:
        before.model = models.pop()
