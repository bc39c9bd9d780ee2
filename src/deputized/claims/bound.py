"""Whether a number is of what ICE's lists count at all: bodies that have agreements, not bodies that do something else."""

from __future__ import annotations

import re

from deputized.claims.claim import Unit
from deputized.claims.numbers import Found

_BODIES = (Unit.AGENCIES, Unit.SHERIFFS, Unit.COUNTIES, Unit.STATES, Unit.STATES_AND_TERRITORIES, Unit.UNSAID)
_JOINED = (
    r"(?:sign\w*|agree\w*|particip\w*|join\w*|partner\w*|enroll\w*|enter\w*|inked|cooperat\w*|collaborat\w*|"
    r"works?|working|worked|287\(?g?|deputi[sz]\w*|memorand\w*|MOAs?|pacts?|deals?|contracts?|approved|authori[sz]ed|"
    r"engaged|enlisted|involved|active|listed|with)"
)
_OTHER_DEED = (
    r"(?:received?|receiving|got|arrest(?:ed|s|ing)?|issued?|voted?|sued|endorse[ds]?|oppose[ds]?|responded|replied|"
    r"(?:say|says|said|told|report(?:ed)?) (?:that |they|it )|sent|spent|paid|pay|earned?|charged?|lost|gained|"
    r"refused?|rejected|declined?|opted|quit|withdr[ae]wn?|dropped out|pulled out|backed out|left|"
    r"(?:has|have|had) (?:a )?(?:records?|patterns?|histor(?:y|ies))|"
    r"(?:has|have|had) made|(?:is|are|was|were) running|"
    r"(?:(?:is|are|was|were|stand|stands|remain\w*) )?(?:now |already |also |still )?(?:prepared|preparing|ready|set|"
    r"eager|willing|interested|seeking|pursuing|hoping|planning|considering|weighing|waiting|awaiting)|"
    r"(?:continue|continues|continued) to wait|seeks?|pursue[ds]?|consider(?:s|ed)?|want(?:s|ed)?|hope[ds]?|"
    r"live[ds]?|reside[ds]?|hous(?:e|es|ed)|detain(?:s|ed)?|transferred|turned over|"
    r"(?:has|have|had) (?:been )?killed)"
)
_STEP = rf"(?:[\s,]+(?!{_JOINED}\b)[\w.'’()/-]+)"
_DOES = re.compile(rf"^{_STEP}{{1,9}}?\s+{_OTHER_DEED}\b", re.I)
_ASKED = re.compile(
    r"\b(?:contacted|surveyed|interviewed|sued|visited|polled|asked|emailed|called|questioned|spoke (?:to|with))\s+"
    r"(?:(?:the|about|all|some|more than|nearly|over|around|at least) )*$",
    re.I,
)
_WITHOUT = re.compile(
    r"^[^.;]{0,90}?\b(?:(?:have|has|had|with|hold|holds|signed|show|list)s? (?:no|none|zero|not|never|neither|yet to)\b|without\b|"
    r"(?:do|does|did|are|were|have|has|had)(?: not|n't)\b|lacks?\b|absent\b|missing\b|not (?:one|a single)\b)",
    re.I,
)
_THOSE_WITH = re.compile(r"\b(?:states|counties|sheriffs|cities)\b[^.;]*\b(?:have|has|had|with)\s*$", re.I)
_SEVERAL = re.compile(
    r"^\s+(?:[\w-]+\s+)?(?:counties|cities|towns|municipalities|states|jurisdictions)\s*,\s*(?:[\w-]+\s*,?\s+){1,4}?"
    r"(?:and|or)\s+(?:[\w-]+\s+)?(?:counties|cities|towns|municipalities|states|villages|tribes|territories)\b"
    r"|^\s+(?:[\w-]+\s+)?(?:counties|cities|towns)\s+(?:and|or)\s+(?:states|tribes|territories)\b",
    re.I,
)
_IF = re.compile(
    r"^\W*(?:if|once|should|unless)\s[^,;.]{0,80}\b(?:approv\w+|sign\w*|grant\w*|accept\w*|pass(?:ed|es)?|finali[sz]\w+)\b",
    re.I,
)
_OTHER_PROGRAM = re.compile(
    r"\b(?:Secure Communities|Stonegarden|Criminal Alien Program|Priority Enforcement Program|Lone Star|IGSAs?|E-Verify|"
    r"[Ii]ntergovernmental [Ss]ervice [Aa]greements?|[Bb]asic [Oo]rdering [Aa]greements?|BOAs?|SCAAP|[Dd]etention contracts?|"
    r"[Dd]etainer (?:requests?|agreements?)|DACA|TPS|Byrne|COPS grants?)\b"
)
_PAID = re.compile(
    r"\$[\d.,]+(?: (?:million|billion|thousand))? (?:[\w-]+ ){0,3}?(?:to|for|among|between) (?:[\w-]+ ){0,2}$",
    re.I,
)
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|versus|vs\.?|frente a)\s+(?:(?:just|only|about|the|los|las|nearly|some|around) )*$",
    re.I,
)
_ENDED = r"(?:terminat(?:ed|es)|ended|cancell?ed|rescinded|revoked|voided|expired|lapsed|suspended|withdrawn|not renewed)"
_HAS_ENDED = re.compile(
    rf"^[^.;]{{0,120}}?\b(?:has|have|had|was|were|is|are)(?: since| now| already)?(?: been)? {_ENDED}\b"
    rf"|^\s+(?:[\w()-]+\s+){{0,3}}?(?:agreements?|deals?|contracts?)\s+{_ENDED}\b",
    re.I,
)
_TO_END = re.compile(
    rf"\b(?:{_ENDED}|voids?|terminates?|cancels?|ends?)\s+"
    r"(?:(?:the|all|just|its|their|about|at least|more than|those|these) )*$",
    re.I,
)
_SINCE_ERA = re.compile(
    r"^[^.;,]{0,60}\b(?:that|which|who) (?:had |have )?(?:signed|joined|entered|enrolled)\b[^.;]{0,60}\b(?:during|under)\b",
    re.I,
)
_OF_JOINED = re.compile(
    r"^(?:%|\s+per ?cent)?\s*of (?:all |the |these |those )?(?:\w+ )?(?:participating|enrolled|partner(?:ing|ed)?|such)\b",
    re.I,
)


_ASIDE = re.compile(
    r",? \b(?:including|inclui?d[ao]s?|such as|among them|notably)\b|,? (?:and|said|according to) (?:the|a|an) |"
    r", (?:which|even|while|though|although|after|before|up|down|said|according|compared)\b|, and ICE\b",
    re.I,
)


_HAVE = (
    r"(?:(?:now|currently|still|already|together|alone|also|have|has|had|collectively) )*"
    r"(?:hold|holds|held|have|has|had|signed|maintain|make up|made up|account(?:ed)? for|represent)"
)
_HEDGE = (
    r"(?:(?:all|about|some|over|more|than|nearly|almost|at|least|just|only|exactly|of|the|a|total|roughly|approximately|"
    r"around|such|now|active) )*"
)
_ONE = re.compile(
    r"(?:^|[,;:] ?|\bthat )(?:The |the )?(?P<who>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,4} "
    rf"(?:Police Department|Police|PD|Sheriff's (?:Office|Department)|Highway Patrol)|[A-Z]{{2,4}}(?:PD|SO)) {_HAVE} {_HEDGE}$"
)

_MEMBER = re.compile(
    r"\s+of\s+(?:(?:just|only|about|around|nearly|over|some|roughly|at least|more than|the) )*(?=\d)", re.I
)


_WOULD = re.compile(
    r"\b(?:would|could|might|may|will) (?:soon |then |only |still |have )*(?:be|been|have|stand|stood|reach|reached|number|total|top|"
    r"exceed)\b[^.;,]{0,25}$",
    re.I,
)


def is_member(text: str, found: Found) -> bool:
    """Whether "one" is a body spoken of, and the number that of all: "Nassau is one of 187 counties".

    Only a number written as a word before one in digits; "1 of 187" stays a share.
    """
    return text[found.start : found.end].lower() == "one" and bool(_MEMBER.match(text[found.end :]))


def own_words(after: str) -> str:
    """The words after a number up to where they go on to something else, whose unit is not the number's.

    >>> own_words(" agreements, including the sheriff of Polk County")
    ' agreements'
    """
    return _ASIDE.split(after)[0]


def foreign(text: str, found: Found, after: str, unit: Unit) -> str:
    """Why no list can answer a number: what it counts does something else than hold an agreement; empty if it may.

    The words after the number are read up to the first that speaks of taking part.
    """
    before, rest = text[: found.start], text[found.end :]
    if re.match(r"\s+(?:hours?|horas|minutes|minutos|weeks?|semanas)\b", after):
        return "it is a length of time"
    if unit in (Unit.AGREEMENTS, Unit.AGENCIES) and (who := one_holder(before)):
        return f"it is of one agency, {who}, and counts its agreements alone"
    if unit in _BODIES and _PAID.search(before):
        return "it says who was paid, not who has agreements"
    if _OTHER_PROGRAM.search(text) and not re.search(r"\bsuch\b|287", text):
        return "it is of another program, not of 287(g)"
    if _IF.match(text) or _WOULD.search(before):
        return "it says what would be, not what stood on a list"
    if unit in (Unit.STATES, Unit.STATES_AND_TERRITORIES, Unit.COUNTIES) and _WITHOUT.match(rest):
        return "it counts those that have none, not those on a list"
    if re.search(r"\b(?:all|every\w*|everyone) (?:but|except)(?: for)? (?:the )?$", before, re.I):
        return "it says how many are left out"
    if found.number == 0 and _THOSE_WITH.search(before):
        return "it says of others that they have none"
    if unit in _BODIES and not found.is_percent:
        if _DOES.match(after):
            return "it says what they do or want, not that they have agreements"
        if _ASKED.search(before) and not re.search(r"\b(?:particip|agreement|287|sign)", rest[:120], re.I):
            return "it says how many were asked, not how many have agreements"
    if _SEVERAL.match(after):
        return "it counts places of several kinds together"
    ended = None if found.is_percent else _TO_END.search(before) or _HAS_ENDED.match(rest)
    if ended:
        verb = re.search(_ENDED, ended[0], re.I)
        return f"it counts agreements that ended (“{(verb or ended)[0].strip()}”), not those on a list"
    return ""


def narrowed(text: str, found: Found) -> str:
    """Why a wrong number may be of a part of what the lists hold; empty if nothing speaks for it."""
    rest = text[found.end :]
    if found.is_percent and _OF_JOINED.match(rest):
        return "it is a share of those that take part, by something the lists do not hold"
    if _COMPARED.search(text[: found.start]):
        return "it is what another number is compared with, and of when it is may be read wrongly"
    if _SINCE_ERA.match(rest):
        return "it counts those that signed under one government"
    return ""


def one_holder(before: str) -> str:
    """The one agency a sentence says has a number of agreements: "LAPD has 12 agreements"; empty if none."""
    found = _ONE.search(before)
    return found["who"] if found else ""
