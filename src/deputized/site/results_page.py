"""The page "Does it work?": what is held of results, in numbers, plots and plain words, and what nobody can tell."""

from __future__ import annotations

from collections import Counter
from typing import Any

from markupsafe import Markup

from deputized.outcomes import Outcomes, outcomes_of
from deputized.outcomes.definitions import measures
from deputized.outcomes.held_numbers import HeldNumber
from deputized.outcomes.ladder import quiet
from deputized.outcomes.research import FINDS, evidence, topics
from deputized.outcomes.ties import FoiaTie
from deputized.site.content import SiteContent
from deputized.site.page import Page, Say, teller
from deputized.site.results_drawing import months_svg, years_svg
from deputized.site.words import MONTHS

FLORIDA = ("P11", "P12", "P13")
"""The state's dashboard on one day, whose tiles stand beside the federal rows."""


def results_page(content: SiteContent, language: str) -> Page:
    """The page in one language."""
    say = teller(language)
    found = outcomes_of(content.registry)
    years = _years(found)
    months = [(h.start, int(h.value or 0)) for h in found.of("book_ins_ice") if h.start and not h.is_partial]
    silent = quiet(content.registry)
    values: dict[str, Any] = {
        "short": _short(found, say, sum(q.agreements for q in silent), sum(q.seen for q in silent)),
        "years": years,
        "years_drawing": Markup(
            years_svg(
                [(f"FY{y}", a, b) for y, a, b, _ in years], say("results_years_label"),
                (say("results_identified"), say("results_removed")), language,
            )
        ),
        "agencies": [_agency(content, t) for t in sorted(found.foia, key=lambda t: -t.agency.identified)],
        "without": [(w.name, w.state, f"{w.said.source}, {w.said.as_of}", w.why) for w in found.without],
        "months_drawing": Markup(
            months_svg(months, say("results_months_label"), _month(months[-1][0], language), language)
        ),
        "months_last": _month(months[-1][0], language), "months_count": len(months),
        "revisions": len(found.revisions),
        "florida": _florida(found, say),
        "figures": [_figure(h, say) for h in found.numbers if h.figure],
        "topics": _topics(language),
        "studies": [_study(s, language, say) for s in evidence()],
        "quiet": _quiet(silent),
        "measures": [measures()[m].in_language(language) for m in dict.fromkeys(h.measure for h in found.numbers)],
    }  # fmt: skip
    return Page(
        "results/",
        "results.html",
        say("results_title"),
        values,
        description=say("results_description"),
        feed="-",
    )


def _month(day: Any, language: str) -> str:
    name = MONTHS[language][day.month - 1]
    return f"{name} {day.year}" if language == "en" else f"{name} de {day.year}"


def _years(found: Outcomes) -> list[tuple[int, int, int, int]]:
    """Fiscal year, identified, removed, agencies with any result."""
    out = []
    for n, first in enumerate(found.foia[0].agency.results):
        results = [t.agency.results[n] for t in found.foia]
        out.append(
            (first.year, sum(r.identified or 0 for r in results), sum(r.removed or 0 for r in results),
             sum(r.is_active for r in results))
        )  # fmt: skip
    return out


def _short(found: Outcomes, say: Say, agreements: int, seen: int) -> list[tuple[str, str]]:
    """The answer, question by question."""
    totals = sorted((t.agency.identified for t in found.foia), reverse=True)
    half, summed = 0, 0
    while summed * 2 < sum(totals):
        summed += totals[half]
        half += 1
    crime = Counter(s.finds for s in evidence("crime") if s.read != "none")
    own = sum(s.about == "287g" for s in evidence("crime"))
    schools = next(s for s in evidence("schools"))
    return [
        (say("results_q_removed"), say(
            "results_a_removed", identified=int(found.total("identified") or 0), removed=int(found.total("removed") or 0),
            agencies=sum(bool(t.agency.active_years) for t in found.foia), half=half,
        )),
        (say("results_q_since"), say("results_a_since")),
        (say("results_q_crime"), say(
            "results_a_crime", n=crime.total(), none=crime["none"], down=crime["down"], up=crime["up"],
            mixed=crime["mixed"], own=own,
        )),
        (say("results_q_else"), say("results_a_else", schools=f"{abs(schools.estimate or 0):g}")),
        (say("results_q_practice"), say("results_a_practice", agreements=agreements, seen=seen)),
    ]  # fmt: skip


def _agency(content: SiteContent, t: FoiaTie) -> dict[str, Any]:
    known = t.tie.agency_id if t.tie.agency_id in content.agencies else ""
    return {
        "name": t.agency.printed, "state": t.agency.state, "id": known or "", "identified": t.agency.identified,
        "removed": t.agency.removed, "years": ", ".join(str(y) for y in t.agency.active_years),
        "why": "" if known else t.tie.why,
    }  # fmt: skip


def _florida(found: Outcomes, say: Say) -> list[tuple[str, str, str, str, str]]:
    """The state's system and the federal one, each number with its days, what it counts, and its bounds."""
    state = [h for h in found.numbers if h.figure in FLORIDA]
    federal = [h for h in found.of("arrests_all") if h.place == "FL" and not h.figure]
    return [
        (say("results_system_state" if h.figure else "results_system_federal"), _number(h), _period(h),
         h.note or say("results_all_arrests"), _bounds(h, say))
        for h in (*state, *federal)
    ]  # fmt: skip


def _number(h: HeldNumber) -> str:
    hedge = f"{h.shown} " if h.shown else ""
    return f"{hedge}{h.value:,}{f' {h.unit}' if h.figure and h.unit else ''}"


def _period(h: HeldNumber) -> str:
    return f"{h.start} / {h.end}" if h.start else h.published


def _bounds(h: HeldNumber, say: Say) -> str:
    floor, ceiling = (f"{v:,}" if v is not None else say("unknown") for v in (h.floor, h.ceiling))
    return f"{floor} / {ceiling}"


def _figure(h: HeldNumber, say: Say) -> dict[str, str]:
    return {
        "id": h.figure, "number": _number(h), "what": h.note, "where": h.printed, "period": _period(h),
        "bounds": _bounds(h, say), "why": h.bounds, "source": f"{h.address.origin}; {h.address.told}; {h.confidence}",
    }  # fmt: skip


def _topics(language: str) -> list[dict[str, Any]]:
    """By topic: how many studies find what of their outcome, and the strongest grade."""
    out = []
    for key, name in topics().items():
        some = [s for s in evidence(key) if s.read != "none"]
        counts = Counter(s.finds for s in some)
        out.append({"key": key, "name": name.said(language), "counts": [counts[f] for f in FINDS], "n": len(some),
                    "best": max((s.grade for s in some), default=0)})  # fmt: skip
    return out


def _study(s: Any, language: str, say: Say) -> dict[str, Any]:
    return {
        "topic": topics()[s.topic].said(language), "who": s.authors, "year": s.year or "", "title": s.title,
        "outlet": s.outlet, "url": s.url if s.url.startswith("https://") else "",
        "outcome": s.outcome.said(language), "finds": say(f"results_finds_{s.finds}"),
        "finding": s.finding.said(language), "number": s.number, "place": s.place.said(language), "years": s.years,
        "grade": s.grade, "limits": s.cannot_tell.said(language), "about": say(f"results_about_{s.about}"),
        "design": say(f"results_design_{s.design}"), "reviewed": s.is_reviewed,
    }  # fmt: skip


def _quiet(silent: list[Any]) -> list[tuple[str, int, int, int, int, int, int]]:
    """By model: agreements in force, seen, and those with nothing seen by months since SIGNED."""
    out = []
    for model in sorted({q.model for q in silent}):
        some = [q for q in silent if q.model == model]
        out.append((model, sum(q.agreements for q in some), sum(q.seen for q in some), sum(q.under_3 for q in some),
                    sum(q.to_6 for q in some), sum(q.to_12 for q in some), sum(q.over_12 for q in some)))  # fmt: skip
    return out
