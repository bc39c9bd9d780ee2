"""A sentence without a number that can still be looked up: that an agency, or a county's own, signed or has an agreement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deputized.claims.claim import AgencyKind, Kind, Operator, Part, Unit
from deputized.claims.kinds import ParsedText
from deputized.claims.lexicon import SIGN
from deputized.claims.numbers import Found

_AGENCY = re.compile(
    r"\b(?:The |the )?(?P<who>[A-Z][\w.'&-]*(?: (?:of|the|and|for|[A-Z][\w.'&-]*))+)"
    r"(?P<sort> police(?: department)?| sheriff's (?:office|department))?"
    r"(?:(?:,| in) [A-Z][\w. ]+?,?)?(?: has| had)? (?:signed|joined|entered into|inked)\b"
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


def standing_of(text: str, t: ParsedText) -> Part | None:
    """ "Kinney County, TX, signed a task force agreement in March 2025": no number, but something to look up."""
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
        where = next((p for _, _, p in t.places), None)
        return Part(
            Kind.SIGNED,
            1,
            Operator.AT_LEAST,
            Unit.AGREEMENTS,
            model,
            where,
            when,
            agency=named["who"] + (named["sort"] or "").title().replace("'S", "'s"),
        )
    if re.search(
        r"\b(?:not|n't|never|no longer|without)\b.*\b(?:agreement|signed?|MOA|partner\w*)\b", text, re.I
    ):
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
