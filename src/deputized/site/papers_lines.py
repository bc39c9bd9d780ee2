"""An agency's signed agreements and the lives they tell of, in the words of a page: each day with the page it stands on."""

from __future__ import annotations

from typing import Any

from deputized.documents.clauses import Deviation
from deputized.documents.life import Life, Step
from deputized.documents.of_agency import BY_PERSON, AgencyPapers, Paper, PaperDay
from deputized.documents.record import BLANK, SURE
from deputized.site.page import Say, Tell, dater, teller

ENDINGS = {
    "either party, 90 days written notice": "paper_ends_90",
    "until either party terminates or suspends; ICE gives 90 days notice of termination": "paper_ends_ice_90",
    "either party, written notice, at any time": "paper_ends_any_time",
}
"""How an agreement may be ended, as the reader has it, and the words for it."""
MOST = 12
"""Deviations told on a page; the others are counted, and the command tells them."""


def papers_lines(found: AgencyPapers, language: str) -> list[dict[str, Any]]:
    """One entry a document: what it is, its facts, where it departs from its template, and what is not known of it."""
    say, day = teller(language), dater(language)
    return [
        {
            "id": p.document_id,
            "url": p.url or "",
            "model": p.model or "",
            "sha256": p.sha256[:16],
            "pages": say("paper_pages", n=p.page_count),
            "facts": _facts(p, say, day),
            "deviations": [_deviation(d, say) for d in p.deviations[:MOST]],
            "more": say("paper_more", n=len(p.deviations) - MOST) if len(p.deviations) > MOST else "",
            "none": say("paper_no_deviation") if _is_compared(p) and not p.deviations and not p.to_look_at else "",
            "notes": _notes(p, say),
        }
        for p in found.papers
    ]  # fmt: skip


def _is_compared(paper: Paper) -> bool:
    return bool(paper.template_id) and not paper.unread_pages


def _facts(p: Paper, say: Say, day: Tell) -> list[tuple[str, str, str]]:
    """(label, what is told, office as printed)."""
    offices = {"agency_signed": p.agency_office, "ice_signed": p.ice_office}
    rows = [(say(f"paper_{d.name}"), _day(d, say, day), offices.get(d.name) or "") for d in p.days]
    if p.template_id or p.template_revised:
        told = day(p.template_revised) if p.template_revised else str(p.template_id)
        rows.append((say("paper_template"), told, ""))
    if p.termination in ENDINGS:
        rows.append((say("paper_ends"), say(ENDINGS[p.termination]), ""))
    if p.expiry and p.expiry.startswith("none"):
        rows.append((say("paper_term"), say("paper_term_none"), ""))
    return rows


def _day(d: PaperDay, say: Say, day: Tell) -> str:
    where = say("paper_on_page", n=d.page) if d.page else ""
    if d.standing == SURE:
        by = say("paper_by_person") if d.by == BY_PERSON else ""
        return ", ".join(x for x in (day(d.day), where, by) if x)
    if d.standing == BLANK:
        return ", ".join(x for x in (say("paper_blank"), where) if x)
    told = say("paper_not_sure_may", day=day(d.may_be)) if d.may_be else say("paper_not_sure")
    return ", ".join(x for x in (told, where) if x)


def _deviation(d: Deviation, say: Say) -> tuple[str, str, str, str]:
    """(kind and page, section, the template's words, the document's)."""
    kind = say(f"paper_{d.kind}")
    return f"{kind}, {say('paper_on_page', n=d.page)}" if d.page else kind, d.section, d.template, d.document


def _notes(p: Paper, say: Say) -> list[str]:
    out = [say(f"paper_doubt_{d.what}", document=d.document, listed=d.listed) for d in p.doubts]
    if p.unread_pages:
        out.append(say("paper_unread", pages=_numbers(p.unread_pages)))
    if not p.template_id:
        out.append(say("paper_no_template"))
    if p.to_look_at:
        out.append(say("paper_look_at", n=p.to_look_at))
    if p.not_compared:
        out.append(say("paper_not_compared", pages=_numbers(p.not_compared)))
    if p.blank_appendices:
        out.append(say("paper_blank_appendices", letters=", ".join(p.blank_appendices)))
    return out


def _numbers(pages: tuple[int, ...]) -> str:
    return ", ".join(map(str, pages))


def lives_lines(found: AgencyPapers, language: str) -> list[dict[str, Any]]:
    """One entry a life: each step with its day and, where more than one thing speaks of it, every witness."""
    say, day = teller(language), dater(language)
    return [{"model": x.model, "ids": x.agreement_ids, "steps": _steps(x, say, day)} for x in found.lives]


def _steps(life: Life, say: Say, day: Tell) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (
            day(s.day) if s.day else say("life_no_day"),
            say(f"life_{s.what.replace(' ', '_')}"),
            _witnesses(s, say, day),
        )
        for s in life.steps
        if s.day or s.witnesses
    ]


def _witnesses(step: Step, say: Say, day: Tell) -> list[tuple[str, str]]:
    """(what speaks and its day, where it stands); none where there is one thing alone that is believed."""
    if len(step.witnesses) < 2 and step.day:
        return []
    out = []
    for w in step.witnesses:
        words = say(f"witness_{w.kind.replace(' ', '_')}", day=day(w.day))
        is_list = w.kind in ("not before", "not after")
        out.append(
            (words if w.is_possible else f"{words} {say('witness_impossible')}", "" if is_list else w.where)
        )
    return out
