"""An agency's papers: the signed agreements of its that we read, what each says and where, and the lives they tell of.

Views render this record: each day with the page it stands on and how it is known, each departure from the template with
its own words. What is not sure is told as such, with what it may be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapidfuzz.fuzz import ratio

from deputized import reference
from deputized.documents.clauses import NOT_COMPARED, Deviation
from deputized.documents.life import Life, tell
from deputized.documents.record import CANDIDATE, SURE
from deputized.documents.shelf import HeldDocument, document_id

if TYPE_CHECKING:
    from deputized.documents.record import DocumentReading

BY_PERSON, BY_PROGRAM = "person", "program"
LINK = re.compile(r"(?:posted: |link to |by )(\S+\.pdf)\b", re.IGNORECASE)


ROLES = {
    "sheriff": "sheriff", "sheriffs": "sheriff", "police": "police", "pd": "police", "commissioners": "board", "board": "board",
    "corrections": "corrections", "correction": "corrections", "constable": "constable", "constables": "constable",
    "marshal": "marshal", "marshals": "marshal", "attorney": "attorney", "guard": "guard", "patrol": "patrol",
}  # fmt: skip
"""Words of a body's name by the office they mean: two names of one place with no office in common are two bodies."""
COMMON = frozenset(
    [
        "the", "of", "and", "for", "a", "in", "department", "dept", "office", "offices", "division", "bureau",
        "agency", "county", "parish", "city", "town", "township", "village", "borough", "state",
        "commonwealth", "services", "service", "safety", "public", "law", "enforcement", "security",
    ]
)  # fmt: skip
"""Words that do not tell one body from another."""


@dataclass(frozen=True, slots=True)
class PaperDay:
    """A day of a document. `day` is None where it is blank or not sure; `may_be` is then what it may be, and `why`
    what keeps it from being sure. `by` is who read it: a person or the program."""

    name: str  # agency_signed, ice_signed, approved
    day: str | None
    standing: str  # sure, blank, candidate
    page: int | None
    raw: str = ""
    by: str = BY_PROGRAM
    may_be: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class PaperDoubt:
    """Where a document names another agency, state or model than the list's link to it does."""

    what: str  # agency, state, model
    document: str
    listed: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One signed agreement as far as it was read."""

    document_id: str
    sha256: str
    url: str | None
    model: str | None
    page_count: int
    unread_pages: tuple[int, ...]  # pictures that were not read
    template_id: str | None
    template_revised: str | None
    days: tuple[PaperDay, ...]
    agency_office: str | None
    ice_office: str | None
    termination: str | None
    expiry: str | None
    blank_appendices: str
    deviations: tuple[Deviation, ...]  # in text that stands in the file
    to_look_at: int  # departures read from pictures: a person had better look before they are told
    not_compared: tuple[int, ...]  # pages whose letters in the file are no words
    doubts: tuple[PaperDoubt, ...]


@dataclass(frozen=True, slots=True)
class AgencyPapers:
    """An agency's documents, by day, and the lives of its agreements."""

    agency_id: str
    papers: tuple[Paper, ...]
    lives: tuple[Life, ...]


def papers_of(agency: Mapping[str, Any], held: Mapping[str, HeldDocument]) -> AgencyPapers:
    """The papers in an agency's record, as `Registry.agency` gives it; `held` by document id."""
    by_hand = {d["document_id"]: d for d in agency.get("documents", ())}
    links: dict[str, tuple[str | None, str | None]] = {}  # address and model by the list
    for event in agency["events"]:
        for name in LINK.findall(event["detail"] or ""):
            links.setdefault(document_id(name), (None, event["model"]))
    for a in agency["agreements"]:
        for url in (a["moa_url"], a["addendum_url"]):
            if url:
                links[document_id(url.rsplit("/", 1)[-1])] = (url, a["model"])
    for name, row in by_hand.items():
        links.setdefault(name, (None, row["model"]))
    papers = [
        _paper(held[name], url, model, agency, by_hand.get(name))
        for name, (url, model) in links.items()
        if name in held
    ]
    papers.sort(key=lambda p: (next((d.day for d in p.days if d.day), "9999"), p.document_id))
    return AgencyPapers(agency["agency_id"], tuple(papers), tuple(tell(agency, held)))


def _paper(
    held: HeldDocument,
    url: str | None,
    model: str | None,
    agency: Mapping[str, Any],
    hand: Mapping[str, Any] | None,
) -> Paper:
    reading = held.reading
    unread = reading.get("unread_pages")
    return Paper(
        held.document_id,
        reading.sha256,
        url,
        reading.sure("model") or (hand["model"] if hand else None),
        reading.page_count,
        tuple(int(n) for n in unread.value.split()) if unread else (),
        held.template_id or None,
        reading.sure("template_revised") or (hand["template_revised"] if hand else None),
        tuple(_days(reading, hand)),
        reading.sure("agency_office") or (hand["agency_signer_title"] if hand else None),
        reading.sure("ice_office"),
        reading.sure("termination"),
        reading.sure("expiry"),
        found.value if (found := reading.get("blank_appendices")) else "",
        tuple(d for d in held.deviations if d.is_clear and d.kind != NOT_COMPARED),
        sum(not d.is_clear and d.kind != NOT_COMPARED for d in held.deviations),
        tuple(sorted({d.page for d in held.deviations if d.kind == NOT_COMPARED and d.page})),
        tuple(doubts(reading, agency["name"], agency["state"], model)),
    )


def _days(reading: DocumentReading, hand: Mapping[str, Any] | None) -> list[PaperDay]:
    out = []
    for field in reading.fields:
        if field.name not in ("agency_signed", "ice_signed", "approved"):
            continue
        said = hand.get(f"{field.name}_date") if hand else None
        if said:
            out.append(PaperDay(field.name, said, SURE, field.page, field.raw, BY_PERSON))
        elif field.standing == CANDIDATE:
            out.append(
                PaperDay(
                    field.name, None, CANDIDATE, field.page, field.raw, may_be=field.value, why=field.why
                )
            )
        else:
            out.append(PaperDay(field.name, field.value or None, field.standing, field.page, field.raw))
    return out


def doubts(reading: DocumentReading, agency: str, state: str, model: str | None) -> list[PaperDoubt]:
    """Where a document names another agency, state or model than its link does; only what is sure of it counts."""
    out = []
    name = reading.sure("agency")
    if name and not is_same_body(name, agency, state):
        out.append(PaperDoubt("agency", name, agency))
    if (said := reading.sure("state")) and said != state:
        out.append(PaperDoubt("state", said, state))
    if model and (said := reading.sure("model")) and said != model:
        out.append(PaperDoubt("model", said, model))
    return out


def is_same_body(one: str, other: str, state: str) -> bool:
    """Whether two wordings may name one body: a word of their own in common, or initials, and no other office.

    >>> is_same_body("Gadsden County Sheriff Department", "Gadsden County Sheriff's Office", "FL")
    True
    >>> is_same_body("Okaloosa County Board of County Commissioners", "Okaloosa County Corrections", "FL")
    False
    """
    names = {
        w
        for s in reference.states()
        if s.postal == state
        for w in (*s.name.casefold().split(), s.postal.casefold())
    }
    first, second = (re.findall(r"[a-z]+", re.sub(r"['’`]s\b", "", x.casefold())) for x in (one, other))
    offices = [{ROLES[w] for w in words if w in ROLES} for words in (first, second)]
    if all(offices) and not offices[0] & offices[1]:
        return False
    own = [
        {w for w in words if w not in COMMON and w not in ROLES and w not in names}
        for words in (first, second)
    ]
    if not all(own) or own[0] & own[1]:
        return True
    initials = [
        "".join(w[0] for w in words if w not in ("of", "the", "and") and w not in names)
        for words in (first, second)
    ]
    if any(len(w) > 2 and w in initials[1 - n] for n, words in enumerate(own) for w in words):
        return True
    return any(ratio(a, b) >= 80 for a in own[0] for b in own[1])
