"""Places, models and times that a sentence names beside its claim: who speaks, where they spoke, what others do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deputized.claims.claim import Part, Place

Placed = tuple[int, int, Place]

_NAME_OF = re.compile(
    r"(?:['’]s)? (?:[A-Z][\w'’&-]+ ){0,3}(?:Tribune|Times|Herald|Observer|Lookout|Watch|Mirror|Examiner|Beacon|Standard|"
    r"Monitor|News\w*|Public (?:Radio|Media|Broadcasting)|Recorder|Reflector|Republic|Current|Independent|Alliance|"
    r"Coalition|Cent(?:er|re)|Project|Network|Institute|Foundation|Union|Associations?|Council|Conference|Committee|"
    r"Action|Advocates|Immigrants?|Policy|University|Legislature|Senate|House|Supreme Court|Capitol|Chapter)\b"
)
_OF_A_BODY = re.compile(
    r"\b(?:University|ACLU|Union|Bishops|Cent(?:er|re)|League|College|Alliance|Network|Voters)(?: of|,)(?: the)? $"
    r"|\b(?:Alliance|Coalition|Alianza|Coalición|Centro|Liga|Asociación|Unión|Federación)(?: [\w-]+){0,4} (?:of|for|de|del|in|en) $"
)
_SPEAKS = re.compile(r"[\w .'’-]{0,40}\b(?:said|told|says|tells|added|noted|wrote|argued|explained)\b")
_RELATIVE = re.compile(r",\s+(?:who|which|whose|where)\b[^,;]*$")
_LEAD = re.compile(
    r"^\W*(?:while|although|though|unlike|after|before|when|as|even as|whereas|because|since|in contrast to|despite)\b[^,;]*$",
    re.I,
)
_CITY = re.compile(r"\b(?:in|at|near|from|outside) (?:[A-Z][\w.'’-]+ ?){1,3}, $")
_OFFICERS = re.compile(
    r"\s+(?:officers?|members?|agents?|deputies|personnel|training|certifications?)\b", re.I
)
_OFFICERS_OF = re.compile(
    r"\b(?:officers|agents|deputies|agentes|oficiales) (?:of|de|on|in|from) (?:the |la |its )?$", re.I
)
_ERA = re.compile(r"\b(?:administration|presidency|presidential term|years in office|era)\b", re.I)


def is_aside(text: str, placed: Placed, number: int) -> bool:
    """Whether a place is named beside the claim: in a body's name, a lead, a clause that ends before the number."""
    start, end, _ = placed
    before, after = text[:start], text[end:]
    if _NAME_OF.match(after) or _OF_A_BODY.search(before):
        return True
    if end > number:
        return bool(re.search(r"[,”\"]", text[number:start])) and bool(_SPEAKS.match(after))
    has_ended = "," in text[end:number]
    return has_ended and bool(
        _RELATIVE.search(before) or _LEAD.match(before) or (_CITY.search(before) and after.startswith(","))
    )


def spoken_of(text: str, places: Sequence[Placed], number: int) -> list[Placed]:
    """The places a number may be of: those named beside the claim only if there is no other."""
    return [p for p in places if not is_aside(text, p, number)] or list(places)


def is_beside(text: str, places: Sequence[Placed], place: Place | None, number: int) -> bool:
    """Whether a number's place is only named beside the claim, so that it may not be meant."""
    named = [p for p in places if p[2] == place]
    return bool(named) and all(is_aside(text, p, number) for p in named)


def is_of_officers(text: str, start: int, end: int) -> bool:
    """Whether a model is said of officers: "8,500 task force officers" narrows no agreement.

    >>> is_of_officers("8,500 task force officers", 6, 16)
    True
    """
    return text[start:end].lower().endswith(("force officer", "force officers")) or bool(
        _OFFICERS.match(text[end:]) or _OFFICERS_OF.search(text[:start])
    )


def has_loose_era(part: Part, words: str) -> bool:
    """Whether a time is that of a government named in another clause: ", reversing a decline under Biden's administration"."""
    if part.when is None or part.when.is_day or not _ERA.search(part.when.words):
        return False
    at = words.find(part.when.words)
    return at > 0 and bool(re.search(r",[^,]*$", words[:at]))
