"""What keeps a number from being called wrong: it is of law, of the others, of a set the sentence defines, or impossible."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deputized import reference
from deputized.claims.claim import Place, Unit
from deputized.claims.numbers import Found

_LAW = (
    r"(?:bar|bars|barred|ban|bans|banned|prohibit\w*|forbid\w*|outlaw\w*|restrict\w*|limit|limits|limited|require[sd]?|"
    r"mandate[sd]?|must|shall|should|would|could|may|might|will|plan|plans|planned|intend\w*|consider\w*|repeal\w*|sued|"
    r"pass(?:ed|es)?|enact\w*|already prohibit\w*)"
)
_IS_LAW = re.compile(
    rf"^(?:[\s,]+(?!(?:have|has|had|signed|hold|holds|are|were|participate|joined|with|under|"
    rf"entered|inked)\b)[\w'()-]+){{0,6}}?"
    rf"[\s,\u2014-]+(?:(?:now|already|also|currently|have|has) )*{_LAW}\b",
    re.I,
)
_HAVE_LAWS = re.compile(
    r"^[^.;]{0,50}?\b(?:have|has|had|with|adopted|passed)\s+(?:[\w-]+ ){0,3}?(?:laws?|polic(?:y|ies)|bans?|rules?|bills?|"
    r"limits?|restrictions?|"
    r"statutes?|measures?|legislation)\b(?! enforcement)",
    re.I,
)
_BY_LAW = re.compile(
    r"\b(?:require[sd]?|requiring|mandat\w+|force[sd]?|forcing|order(?:s|ed)?|oblig\w+|compel\w*|ask(?:s|ed)?|urg(?:es|ed)|"
    r"allow(?:s|ed)?|calls? (?:for|on))\s+(?:that )?(?:all |each |every |the |its |those |"
    r"these |more than |at least |nearly )*$",
    re.I,
)
_OTHERS = re.compile(r"^\s+(?:more|other|others|additional|remaining|further|extra)\b(?! than)", re.I)
_DEFINED = re.compile(r"\b(?:the|these|those|its|their|our|his|both|all)\s+$", re.I)
_OF_STATES = re.compile(
    r"^\s+(?:[A-Z][\w-]+\s+){1,3}(?:states|counties)\b|^\s+(?:states|counties)\s*(?:,|\(|\u2014|that border|of)"
)
_OF_A_TIME = re.compile(
    r"[^.;,]{0,40}\b(?:signed|made|added|struck|new) (?:since|in|during|after|this|last)\b", re.I
)
_BOTH = re.compile(
    r"\b(?:number|total) of (?:counties and cities|cities and counties|counties and towns)\b", re.I
)
_WAITING = re.compile(
    r"^[^.;,]{0,60}\bor (?:are |is |were )?(?:waiting|awaiting|applying|seeking|in the process|trying|planning|pending)\b",
    re.I,
)


SINCE_UNSAID = "since when they are more is not said"


def doubt_of(text: str, found: Found, after: str, unit: Unit) -> str:
    """Why a number may be of something our lists do not count; empty if nothing speaks for it."""
    before = text[: found.start]
    if _BY_LAW.search(before) or (not found.is_percent and _IS_LAW.match(text[found.end :])):
        return "it speaks of what a law or a plan says, not of what stands on a list"
    if _WAITING.match(text[found.end :]):
        return "it counts those that have signed and those that wait together"
    if re.match(r"[^.;,]{0,40}\beach\b(?! of)", text[found.end :]):
        return "it says what each of several has"
    if found.is_percent and _OF_A_TIME.match(text[found.end :]):
        return "it is a share of what was signed in a time"
    if _HAVE_LAWS.match(text[found.end :]):
        return "it speaks of laws and policies, not of what stands on a list"
    if re.match(
        r"\s+(?:[\w-]+ )?counties and (?:cities|towns|municipalities)\b|\s+(?:cities|towns) and counties\b",
        after,
    ) or (_BOTH.search(before) and unit in (Unit.COUNTIES, Unit.AGENCIES, Unit.UNSAID)):
        return "it counts counties and cities together"
    if re.match(r"\s+more than (?:any|every|all|the)\b", after):
        return "how far it is ahead of others is not counted"
    if _OTHERS.match(after) and unit not in (Unit.STATES, Unit.STATES_AND_TERRITORIES, Unit.COUNTIES):
        return SINCE_UNSAID
    if unit in (Unit.STATES, Unit.STATES_AND_TERRITORIES, Unit.COUNTIES):
        if _OTHERS.match(after):
            return "it counts the others, beside one or more already named"
        if _DEFINED.search(before) and _OF_STATES.match(after):
            return "it says how many a region has, not how many have agreements"
    return ""


_BESIDE = re.compile(r"(?: [\w'-]+){0,4} (?:in|of|across|from) (?:the )?(?:state of )?", re.I)


def fitting(
    text: str,
    found: Found,
    unit: Unit,
    place: Place | None,
    places: Sequence[tuple[int, int, Place]],
) -> Place | None:
    """The place of a number, unless it cannot hold so many and does not stand right beside it."""
    if fits(found.number, unit, place):
        return place
    start = next((s for s, _, p in places if p == place and s >= found.end), None)
    return place if start is not None and _BESIDE.fullmatch(text[found.end : start]) else None


def fits(number: float, unit: Unit, place: Place | None) -> bool:
    """Whether a place can hold so many: there are not 38 states in Florida, nor 300 counties in Texas."""
    if place is None:
        return True
    if unit in (Unit.STATES, Unit.TERRITORIES, Unit.STATES_AND_TERRITORIES):
        return number <= len(place.states)
    if unit in (Unit.COUNTIES, Unit.SHERIFFS) and not place.county_fips:
        return number <= sum(c.status == "current" and c.state in place.states for c in reference.counties())
    return True
