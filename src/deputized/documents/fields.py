"""What an agreement says beside its days: model, template, agency, office, term, how it ends, approvals, appendices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache

from deputized import reference
from deputized.documents.blocks import Block
from deputized.documents.pages import OVER_SCAN, TEXT_LAYER, PdfPage
from deputized.documents.record import ABSENT, BLANK, CANDIDATE, SURE, Field

MODELS = (
    ("TTFM", re.compile(r"Tribal\s+Task\s+Force\s+Model", re.IGNORECASE)),
    ("TFM", re.compile(r"Task\s+Force\s+Model", re.IGNORECASE)),
    ("JEM", re.compile(r"Jail\s+Enforcement\s+Model", re.IGNORECASE)),
    ("WSO", re.compile(r"Warrant\s+Service\s+Officer\s+(?:Program|Model)", re.IGNORECASE)),
)
TELLING = (
    ("WSO", re.compile(r"facilitating\s+the\s+custodial\s+transfer", re.IGNORECASE)),
    (
        "JEM",
        re.compile(
            r"identifying\s+and\s+processing\s+removable\s+aliens\s+who\s+have\s+been\s+arrested",
            re.IGNORECASE,
        ),
    ),
    (
        "TFM",
        re.compile(
            r"arrest\s+without\s+(?:a\s+)?warrant[^.]{0,60}any\s+alien\s+entering|attempting\s+to\s+unlawfully\s+enter",
            re.IGNORECASE,
        ),
    ),
)
"""Sentences that only one model's agreement has, for templates whose title does not name it."""
REVISED = re.compile(
    r"Rev(?:ised|\.)?\s*[:.]?\s*(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?(\d{4}|\d\d)\b", re.IGNORECASE
)
PARTY = re.compile(r"\(D\s?HS\)|\(O\s?HS\)|Homeland\s+Security\s*\(?\w{0,4}\)?")
NAMED = re.compile(
    r"Security\s*\(?[DO0]\s?HS\)?\s*,?\s+and\s*(?:the\s+)?(?P<name>[^;]{3,140}?)\s*"
    r"(?:\((?!City|Town)[^)]{2,60}\)\s*)?,?\s*(?:pursuant|hereinafter|under the jurisdiction|to which)",
    re.IGNORECASE | re.DOTALL,
)
BODY = re.compile(
    r"Sherif|Police|Department|Dept|Office|Constable|Marshal|Guard|Correction|Detention|Bureau|Division|City of|Town of|"
    r"Agency|Patrol|University|College|Commission|Authority|Board|Village|Jail|Safety|District|County",
    re.IGNORECASE,
)
OFFICES = (
    "Deputy Commissioner", "Commissioner", "Adjutant General", "Attorney General", "Chief of Police", "Police Chief",
    "Chief Constable", "Chief Deputy", "Deputy Chief", "Interim Chief", "Acting Chief", "Chief Jailer", "Jail Administrator",
    "County Administrator", "County Judge", "City Manager", "County Manager", "Town Manager", "Executive Director",
    "Deputy Director", "Chief Financial Officer", "Director of Public Safety", "Public Safety Director", "Director",
    "Secretary", "Superintendent", "Colonel", "Constable", "Jailer", "Warden", "Marshal", "Undersheriff", "Sheriff",
    "Chairman", "Chair", "Mayor", "President", "Commander", "Captain", "Major", "Administrator", "Chief",
)  # fmt: skip
"""Offices of those who sign for an agency, the more exact ones first. Only these words are kept, never a name."""
ICE_OFFICES = (
    "Acting Director", "Deputy Director", "Acting Executive Associate Director", "Executive Associate Director",
    "Assistant Director", "Director or designee", "Director",
)  # fmt: skip
ENDS = (
    (
        "either party, 90 days written notice",
        re.compile(r"(?:either\s+)?party,?\s*upon\s+90[\s-]*days?\s+written\s+notice", re.IGNORECASE),
    ),
    (
        "until either party terminates or suspends; ICE gives 90 days notice of termination",
        re.compile(r"until\s+either\s+party\s+terminates\s+or\s+suspends", re.IGNORECASE),
    ),
    (
        "either party, written notice, at any time",
        re.compile(
            r"party,?\s*upon\s+written\s+notice\s+to\s+the\s+other\s+party,?\s+may\s+terminate", re.IGNORECASE
        ),
    ),
)
EXPIRES = re.compile(
    r"(?:MOA|agreement)\s+(?:shall|will)\s+(?:automatically\s+)?(?:expire|terminate)\s+(?:on|after|at)\b[^.]{0,120}"
    r"|(?:expiration\s+date|for\s+a\s+(?:period|term)\s+of\s+[\w()\s-]{1,24}years?)[^.]{0,120}",
    re.IGNORECASE,
)
STAYS = re.compile(
    r"remain\s+in\s+effect\s+until|in\s+effect\s+from\s+the\s+date\s+of\s+signing\s+until", re.IGNORECASE
)
APPENDIX = re.compile(r"^\W*APPENDIX\s*([A-F])\b", re.MULTILINE)
STANDARD = {
    "TFM": date(2025, 1, 20), "JEM": date(2019, 12, 1), "WSO": date(2019, 1, 1), "TTFM": date(2025, 1, 20), "": date(2002, 1, 1)
}  # fmt: skip
"""The first day on which each model was signed by the templates of these years: no signature before it is believed."""


def confidence(page: PdfPage) -> float:
    """How well a page's text may be believed."""
    return {TEXT_LAYER: 0.99, OVER_SCAN: 0.92}.get(page.how, page.read_confidence)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _of(name: str, page: PdfPage, value: str, raw: str, standing: str = SURE, why: str = "") -> Field:
    return Field(
        name, value, standing, raw[:200], page.number, None, page.how, round(confidence(page), 2), why
    )


def model(pages: Sequence[PdfPage], file_name: str) -> Field:
    """The model, by the title, else by a sentence that only one model has."""
    head = pages[:2]
    for code, pattern in MODELS:
        for page in head:
            if found := pattern.search(_flat(page.best_text)[:1500]):
                return _of("model", page, code, found[0])
    hits = [
        (code, page, found)
        for code, pattern in TELLING
        for page in pages[:6]
        if (found := pattern.search(_flat(page.best_text)))
    ]
    if hits:
        code, page, found = hits[0]
        return _of("model", page, code, found[0])
    if named := re.search(r"TFM|JEM|WSO|(?<=_)TF(?=_)", file_name):
        code = "TFM" if named[0] == "TF" else named[0]
        return Field(
            "model", code, CANDIDATE, file_name, how="the file's name", confidence=0.5, why="no page says it"
        )
    return Field("model", "", CANDIDATE, why="no page that was read says it")


def revised(pages: Sequence[PdfPage]) -> Field:
    """The revision printed on the template: what most of its pages say."""
    seen: Counter[tuple[date, str]] = Counter()
    where: dict[date, PdfPage] = {}
    for page in pages:
        for m in REVISED.finditer(page.best_text):
            with suppress(ValueError):
                year = int(m[3]) + (2000 if len(m[3]) == 2 else 0)
                day = date(year, int(m[1]), int(m[2]))
                seen[day, " ".join(m[0].split())] += 1
                where.setdefault(day, page)
    if not seen:
        return Field("template_revised", "", ABSENT, how="every page that was read")
    days: Counter[date] = Counter()
    for (day, _), n in seen.items():
        days[day] += n
    (day, count), *others = days.most_common()
    raw = next(raw for (d, raw), _ in seen.most_common() if d == day)
    unsure = count < 2 and where[day].how != TEXT_LAYER
    why = "one page alone says it" if unsure else ""
    if others and others[0][1] * 2 > count:
        unsure, why = True, f"other pages say {others[0][0]}"
    return _of("template_revised", where[day], day.isoformat(), raw, CANDIDATE if unsure else SURE, why)


def mended(text: str) -> str:
    """An agency's name without what optical reading does to it."""
    text = _flat(text).strip(" ,.;:_-–—|")
    text = re.sub(r"[Ss]her[il1]f+(?:'?\s?[rf]?s|f?rs|['’`]\s?[Ss])\b", "Sheriff's", text)
    text = re.sub(r"Sheriff?\s?['’`]\s?s\b", "Sheriff's", text)
    text = re.sub(r"\bOm?[fc]{1,2}ice\b|\bOf\s?[fi]{1,2}\s?ce\b", "Office", text)
    return re.sub(r"_{2,}", "", text).strip(" ,.;:")


def agency(pages: Sequence[PdfPage]) -> Field:
    """The agency as the document names it: in its first sentence, and in the foot of its pages."""
    feet: Counter[str] = Counter()
    where: dict[str, PdfPage] = {}
    for page in pages:
        for line in [x.strip() for x in page.best_text.splitlines() if x.strip()][-4:]:
            line = re.sub(r"\bRev(?:ised|\.).*$", "", line).strip()
            line = re.sub(r"^\d{1,2}\s+|\s+\d{1,2}$", "", line).strip()
            if _is_body(line) and not line.endswith((".", ";", ":")):
                feet[mended(line)] += 1
                where.setdefault(mended(line), page)
    foot, count = feet.most_common(1)[0] if feet else ("", 0)
    first = pages[0] if pages else None
    if first and (m := NAMED.search(_flat(first.best_text))) and _is_body(name := mended(m["name"])):
        if first.how == TEXT_LAYER or (count >= 2 and same_body(foot, name)):
            return _of("agency", first, name, m["name"])
        if count < 3:
            return _of(
                "agency", first, name, m["name"], CANDIDATE, "one place alone names it, read optically"
            )
    if count >= 3:
        return _of("agency", where[foot], foot, f"{foot}, in the foot of {count} pages")
    return Field("agency", "", CANDIDATE, why="no page that was read names it in its first sentence or foot")


def _is_body(text: str) -> bool:
    """Whether a wording may be an agency's name and not a piece of a sentence or form."""
    return bool(
        6 < len(text) < 90
        and text[0].isupper()
        and BODY.search(text)
        and not re.search(
            r"\bICE\b|Homeland|Immigration|\bMOA\b|Title|Date\b|Name:|Signature|[:_|~]|\bhereinafter\b|\bthat\b",
            text,
        )
    )


def same_body(one: str, other: str) -> bool:
    """Whether two wordings name one body, optical slips allowed."""
    from rapidfuzz.fuzz import token_set_ratio

    return token_set_ratio(one.casefold(), other.casefold()) >= 85


def state(pages: Sequence[PdfPage], agency_text: str) -> Field:
    """The state, from the agency's name or the body it represents. Addresses alone leave it a candidate: those of ICE's
    field office are in the appendices too, and its city is often in another state."""
    votes: Counter[str] = Counter()
    firm: dict[str, tuple[PdfPage, str]] = {}  # what is said in words
    raws: dict[str, tuple[PdfPage, str]] = {}
    codes, of_body, zipped, named = _state_patterns()

    def vote(name: str, weight: int, page: PdfPage, raw: str) -> None:
        code = codes[name.casefold()]
        votes[code] += weight
        raws.setdefault(code, (page, raw))
        if not raw.endswith(" a ZIP code"):
            firm.setdefault(code, (page, raw))

    for page in pages:
        text = _flat(page.best_text)
        is_appendix = "APPENDIX" in text.upper()
        for m in zipped.finditer(text):
            if m[1].upper() != "DC":
                vote(m[1], 2 if is_appendix else 1, page, f"{m[1]} and a ZIP code")
        for m in of_body.finditer(text):
            vote(m[1], 2, page, m[0])
    for m in named.finditer(agency_text):
        vote(m[1], 4, pages[0], agency_text)
    votes.pop("DC", None)
    firm.pop("DC", None)
    if len(firm) == 1:
        ((code, (page, raw)),) = firm.items()
        return _of("state", page, code, raw)
    if not votes:
        return Field("state", "", CANDIDATE, why="no page that was read says it")
    (code, count), *others = votes.most_common()
    page, raw = raws[code]
    if others and others[0][1] * 2 >= count:
        return _of("state", page, code, raw, CANDIDATE, f"it also speaks of {others[0][0]}")
    if code not in firm:
        why = "only an address says it, and it may be that of ICE's field office"
        return _of("state", page, code, raw, CANDIDATE, why)
    return _of("state", page, code, raw)


@lru_cache(maxsize=1)
def _state_patterns() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    states = reference.states()
    codes = {x.casefold(): s.postal for s in states for x in (s.name, s.postal)}
    names = "|".join(sorted((s.name for s in states), key=len, reverse=True))
    postal = "|".join(s.postal for s in states)
    return (
        codes,
        re.compile(rf"(?:State|Commonwealth) of ({names})\b"),
        re.compile(rf"[A-Za-z]\.?,?\s+({postal}|{names})\.?,?\s+\d{{5}}(?:-\d{{4}})?\b"),
        re.compile(
            rf"\b({names})\b(?! (?:County|Parish|City|Township|Borough|Village|Town)\b)", re.IGNORECASE
        ),
    )


def office(name: str, block: Block | None, page: PdfPage | None, offices: Sequence[str]) -> Field:
    """The office of one who signed; of his name nothing is kept."""
    if block is None or page is None:
        return Field(name, "", CANDIDATE, why="no block of that party was found")
    text = _flat(block.text)
    title = re.search(r"T\w?[il]t\w?le\s*[:;.]?\s*_*\s*(.{3,60})", text)
    for part in ([title[1]] if title else []) + [text]:
        hits = [
            (m.start(), -len(o), o) for o in offices if (m := re.search(rf"\b{o}\b", part, re.IGNORECASE))
        ]
        if hits:
            _, _, found = min(hits)
            return Field(
                name, found, SURE, found, page.number, _box(block, page), page.how, round(confidence(page), 2)
            )
    return Field(
        name,
        "",
        CANDIDATE,
        page=page.number,
        box=_box(block, page),
        how=page.how,
        why="no office is read there",
    )


def _box(block: Block, page: PdfPage) -> tuple[float, float, float, float]:
    left, top, right, bottom = (
        round(x / page.scale, 1) for x in (block.left, block.top, block.right, block.bottom)
    )
    return left, top, right, bottom


def ending(pages: Sequence[PdfPage]) -> list[Field]:
    """How it may be ended, and whether it ends by itself."""
    out = []
    whole, starts = "", []
    for page in pages:
        starts.append(len(whole))
        whole += _flat(page.best_text) + " "

    def page_at(at: int) -> PdfPage:
        return pages[max(n for n, s in enumerate(starts) if s <= at)]

    hits = [(m.start(), words, m[0]) for words, pattern in ENDS if (m := pattern.search(whole))]
    if hits:
        at, words, raw = min(hits)
        out.append(_of("termination", page_at(at), words, raw))
    else:
        out.append(
            Field("termination", "", CANDIDATE, why="no clause we know was found on the pages that were read")
        )
    if found := EXPIRES.search(whole):
        at = found.start()
        out.append(
            _of(
                "expiry",
                page_at(at),
                " ".join(found[0].split())[:120],
                found[0],
                CANDIDATE,
                "a term is spoken of: read it",
            )
        )
    elif found := STAYS.search(whole):
        out.append(_of("expiry", page_at(found.start()), "none: until it is ended", found[0]))
    else:
        out.append(Field("expiry", "", CANDIDATE, why="no clause on its term was found"))
    return out


def appendices(pages: Sequence[PdfPage]) -> list[Field]:
    """Which appendices are there, and which leave the agency's contacts blank."""
    present: dict[str, PdfPage] = {}
    for page in pages:
        for m in APPENDIX.finditer(page.best_text):
            present.setdefault(m[1], page)
    if not present:
        return [Field("appendices", "", CANDIDATE, why="no page that was read is headed so")]
    letters = "".join(sorted(present))
    out = [
        _of(
            "appendices",
            present[letters[0]],
            letters,
            ", ".join(f"Appendix {x} on page {present[x].number}" for x in letters),
        )
    ]
    blank = []
    for letter, page in sorted(present.items()):
        left = re.search(r"For the LEA\s*:(.*?)(?:For ICE|For DHS|\Z)", page.best_text, re.DOTALL)
        if (
            left
            and len(re.sub(r"[\W_\d]|Revised|B{4,}", "", left[1])) < 8
            and "CONTACT" in page.best_text.upper()
        ):
            blank.append(letter)
    if blank:
        out.append(
            _of("blank_appendices", present[blank[0]], "".join(blank), "no contact of the agency", BLANK)
        )
    return out
