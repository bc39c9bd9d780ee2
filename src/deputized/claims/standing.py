"""A sentence without a number that can still be looked up: that an agency, or a county's own, signed or has an agreement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deputized.claims.claim import AgencyKind, Kind, Operator, Part, Unit
from deputized.claims.kinds import ParsedText
from deputized.claims.lexicon import SIGN
from deputized.claims.numbers import Found

_STATE = r"(?:[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})"
_BOUND = (
    r"(?:such |active |current |ICE |federal |formal |task[- ]force |jail(?: enforcement)? |"
    r"warrant(?: service(?: officer)?)? |signed )*"
)
_OBJECT = (
    rf"(?:(?:an?|its|the|their|any|this) ){{0,2}}{_BOUND}"
    r"(?:agreements?|program|partnerships?|MOAs?|memorand\w+|pact|deal|contract)\b"
)
_BONDS = (
    ("never", rf"(?:has |had )?never (?:has |had )?(?:signed|had|held|joined|entered(?: into)?) {_OBJECT}"),
    (
        "ended",
        rf"(?:no longer (?:has|holds|maintains|participates in) {_OBJECT}|(?:has |have )?(?:since )?(?:ended|terminated|cancell?ed|"
        rf"withdrew from|withdrawn from|left|dropped|quit|pulled out of|backed out of|rescinded) {_OBJECT})",
    ),
    (
        "lacks",
        rf"(?:has no|does not have|doesn't have|has not signed|hasn't signed|currently has no|still has no) {_OBJECT}",
    ),
    (
        "has",
        rf"(?:currently |now |still |already )?(?:has|holds|maintains|keeps|participates in|takes part in)(?: currently| now)? {_OBJECT}",
    ),
    ("had", rf"(?:once |previously |formerly )?(?:had|held|participated in) {_OBJECT}"),
    ("signed", r"(?:(?:has|had|have) )?(?:first |already |recently )?(?:signed|joined|entered into|inked)\b"),
)
"""What a sentence says of an agency and its agreement."""
_SORT = r"(?: [Pp]olice(?: [Dd]epartment)?| [Ss]heriff's (?:[Oo]ffice|[Dd]epartment))"
_AGENCY = re.compile(
    r"\b(?:The |the )?(?P<who>[A-Z][\w.'&-]*(?: (?:of|the|and|for|[A-Z][\w.'&-]*))+|[A-Z]{2,5}(?:PD|SO))"
    rf"(?P<sort>{_SORT})?"
    rf"(?:,? \(?(?:in |of )?{_STATE}\)?,?)? (?:{'|'.join(f'(?P<{name}>{words})' for name, words in _BONDS)})"
)
_IS_AGENCY = re.compile(
    r"(?:[Pp]olice(?: [Dd]epartment)?|[Ss]heriff's (?:[Oo]ffice|[Dd]epartment)|Department|Office|Patrol|Constables?|Jail|"
    r"Detention Center|Troopers|Department of [A-Z]\w+(?: [A-Z]\w+)*|[A-Z]{2,5}(?:PD|SO))$"
)
COUNTY_BODIES = AgencyKind("agencies of the county itself", levels=("county",))


def is_apart_county(text: str, numbers: Sequence[Found]) -> bool:
    """Whether a county that several states have bears on no number: "Knox County is one of 72"; or names one agency."""
    if not numbers:
        named = _AGENCY.search(text)
        return named is not None and bool(
            re.search(
                r"County (?:Police|Sheriff|Constable|Department|Metro)", named["who"] + (named["sort"] or "")
            )
        )
    return len(numbers) == 1 and bool(
        re.search(r"\bCounty (?:\w+ )?(?:is|was|became|joins|joined) (?:now )?one of\b", text)
    )


def lacks_one(text: str) -> bool:
    """Whether a text says of an agency it names that it has none: its "no" is no number."""
    return any(m["lacks"] or m["ended"] or m["never"] for m in _AGENCY.finditer(text))


def standing_of(text: str, t: ParsedText) -> Part | None:
    """ "Kinney County, TX, signed a task force agreement in March 2025": no number, but something to look up."""
    found = [m for m in _AGENCY.finditer(text) if _IS_AGENCY.search(m["who"] + (m["sort"] or ""))]
    if len(found) == 1 and not re.search(r"\b(?:and|or) (?:its|the|[A-Z])[\w' ]* (?:signed|joined)\b", text):
        return _of_agency(found[0], t)
    place = next((p for _, _, p in t.places if p.county_fips), None)
    counties = {p.county_fips for _, _, p in t.places if p.county_fips}
    several = len(re.findall(r"\bCounty\b", text)) > 1 and len(re.findall(rf"\b{SIGN}\b", text, re.I)) > 1
    if several or (max(len(counties), len(_AGENCY.findall(text))) > 1 and len(t.times.whens) > 1):
        return None  # several that signed, each on a day of its own
    named = _AGENCY.search(text) if place is None else None
    if named is not None and len(_AGENCY.findall(text)) > 1:
        return None
    if place is None and named is None:
        return None
    model = t.models[0][2] if len({m for _, _, m in t.models}) == 1 else None
    when = t.times.whens[0][2] if t.times.whens else None
    if named is not None:
        return _of_agency(named, t)
    for bond, words in (("never", "never"), ("ended", "no longer"), ("lacks", "has no")):
        if said := re.search(rf"\b{words}\b.*\b(?:agreement|signed?|MOA|partner\w*)\b", text, re.I):
            return Part(
                Kind.SIGNED,
                1,
                Operator.AT_LEAST,
                Unit.AGREEMENTS,
                model,
                place,
                when,
                bond=bond,
                span=said.span(),
            )
    if re.search(r"\b(?:not|n't|without)\b.*\b(?:agreement|signed?|MOA|partner\w*)\b", text, re.I):
        return Part(Kind.COUNT, 0, Operator.EXACTLY, Unit.AGREEMENTS, model, place, when, body=COUNTY_BODIES)
    if re.search(rf"\b{SIGN}\b|\benters\b|\bjoins\b", text, re.I):
        return Part(Kind.SIGNED, 1, Operator.AT_LEAST, Unit.AGREEMENTS, model, place, when)
    if re.search(
        r"\b(?:has|have|had|holds?|held|maintains?|with)\b.*\b(?:agreement|MOA|partner\w*|memorandum)",
        text,
        re.I,
    ):
        return Part(Kind.COUNT, 1, Operator.AT_LEAST, Unit.AGREEMENTS, model, place, when, body=COUNTY_BODIES)
    return None


def _of_agency(named: re.Match[str], t: ParsedText) -> Part:
    """What is said of an agency that the sentence names."""
    model = t.models[0][2] if len({m for _, _, m in t.models}) == 1 else None
    when = t.times.whens[0][2] if t.times.whens else None
    where = next((p for _, _, p in t.places), None)
    bond = next(name for name, _ in _BONDS if named[name])
    who = named["who"] + (named["sort"] or "").title().replace("'S", "'s")
    return Part(
        Kind.SIGNED, 1, Operator.AT_LEAST, Unit.AGREEMENTS, model, where, when, agency=who, bond=bond,
        span=named.span(bond),
    )  # fmt: skip
