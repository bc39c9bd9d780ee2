"""Pages on one topic: models, mandates, timeline, claims, quality, lag, lists, and the table of laws."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from deputized.claims import KnownAnswer
from deputized.facts.quality import examples
from deputized.rules import Model, Provision, common, models, timeline
from deputized.rules.chronicle import KINDS, StatedPoint
from deputized.rules.chronicle_chart import timeline_svg
from deputized.rules.provisions import CELLS, POWERS
from deputized.site.bars import Bar, bars_svg
from deputized.site.claims_page import claims_page
from deputized.site.content import Row, SiteContent
from deputized.site.law_days import CONFIDENCES
from deputized.site.laws_page import laws_page
from deputized.site.page import MODELS, Page, Say, dater, teller
from deputized.site.results_page import results_page


def topics(
    content: SiteContent,
    language: str,
    claims: tuple[KnownAnswer, ...],
    quality: Row,
    points: Sequence[StatedPoint],
) -> Iterable[Page]:
    """Every such page in one language."""
    yield models_page(language)
    yield _laws(content, language)
    for state in sorted(content.mandates):
        yield mandate_page(content, state, language)
    yield timeline_page(points, language)
    yield results_page(content, language)
    yield claims_page(claims, language)
    yield quality_page(content, quality, language)
    yield lag_page(content, language)
    yield lists_page(content, language)


def models_page(language: str) -> Page:
    """The models side by side; each cell carries the number of its source."""
    say = teller(language)
    chosen = [m for m in models() if m.model in MODELS]
    sources: dict[tuple[str, str, str], int] = {}

    def told(provisions: Iterable[Provision]) -> list[dict[str, Any]]:
        out = []
        for p in provisions:
            key = (p.source.title, p.source.date, p.source.confidence)
            out.append(
                {
                    "text": p.text,
                    "condition": p.condition,
                    "section": p.section,
                    "n": sources.setdefault(key, len(sources) + 1),
                    "unsure": ""
                    if p.source.confidence == "confirmed"
                    else say(CONFIDENCES[p.source.confidence]),
                }
            )
        return out

    rows: list[dict[str, Any]] = []
    for cell in CELLS:
        if cell == "powers":
            for power in POWERS:
                given = [told([p] if (p := m.power(power)) else []) for m in chosen]
                rows.append(
                    {
                        "key": f"power_{power}",
                        "power": True,
                        "cells": list(zip(given, map(_was_read, chosen), strict=True)),
                    }
                )
        else:
            given = [told(m.cell(cell)) for m in chosen]
            rows.append({"key": f"cell_{cell}", "power": False, "cells": [(g, bool(g)) for g in given]})
    shared = [(f"common_{p.cell}", told([p])) for p in common()]
    listed = [(n, *key) for key, n in sources.items()]
    earlier = next((m for m in models() if m.model == "HYBRID"), None)
    return Page(
        "models/",
        "models.html",
        say("models_title"),
        {
            "rows": rows,
            "shared": shared,
            "sources": listed,
            "earlier": (earlier.name, earlier.in_use, [p.text for p in earlier.provisions])
            if earlier
            else None,
        },
        feed="-",
    )


def _was_read(model: Model) -> bool:
    return bool(model.cell("powers"))


def _laws(content: SiteContent, language: str) -> Page:
    found = _bans(content, language)
    return laws_page(content, language, [found] if found else [])


Table = tuple[str, tuple[str, ...], list[tuple[object, ...]], bool]


def _bans(content: SiteContent, language: str) -> Table | None:
    """Agreements listed on or after the day a state forbade them."""
    say, day = teller(language), dater(language)
    rows: list[tuple[object, ...]] = [
        (e.agency, s, e.model, day(e.last_listed_after), day(e.first_without), e.days_after)
        for s, some in sorted(content.bans.items())
        for b in some
        for e in b.still_listed
    ]
    head = tuple(say(k) for k in ("agency", "state", "model", "last_listed", "first_without", "days_after"))
    return (say("bans_title"), head, rows, False) if rows else None


def table_page(path: str, title: str, tables: Iterable[Table] = (), **values: Any) -> Page:
    """A page of plain tables."""
    return Page(
        path,
        "table.html",
        title,
        {"tables": list(tables), "paragraphs": [], "drawing": ""} | values,
        feed="-",
    )


def mandate_page(content: SiteContent, state: str, language: str) -> Page:
    """Who is bound by a state's mandate, who has complied, who is left."""
    say, day, m = teller(language), dater(language), content.mandates[state]
    rows = [
        {
            "fips": r.county_fips,
            "county": r.county,
            "population": r.population,
            "rurality": r.rurality,
            "bound": r.bound.value,
            "why": r.why,
            "held": r.standing == "holds an agreement",
            "pending": [(c, since) for c, since in r.pending],
            "agreements": [(a.model, a.signed_date, a.agreement_id) for a in r.agreements],
        }
        for r in m.rows
    ]
    totals: list[dict[str, Any]] = [
        {
            "rurality": t.rurality,
            "bound": t.bound,
            "held": t.held,
            "left": t.bound - t.held,
            "unclear": t.unclear,
            "not_bound": t.not_bound,
            "people_left": t.population_left,
            "people_bound": t.population_bound,
        }
        for t in m.totals
    ]
    bars = [
        Bar(say(t["rurality"]), ((t["held"], "held", say("held")), (t["left"], "left", say("left"))))
        for t in totals
        if t["rurality"] != "all"
    ]
    deadline = m.law.deadline.latest if m.law.deadline else None
    total = totals[-1]
    return Page(
        f"mandate/{state.lower()}/",
        "mandate.html",
        say("mandate_title", state=m.name),
        {
            "state": state,
            "name": m.name,
            "bill": m.law.bill,
            "statute": m.law.statute,
            "covered": m.law.covered,
            "source": (m.law.source.title, m.law.source.date, m.law.source.confidence),
            "standing": m.standing_of_law,
            "effective": str(m.law.effective) if m.law.effective else None,
            "satisfied_by": m.law.satisfied_by,
            "enforcement": m.law.enforcement,
            "deadline": deadline.isoformat() if deadline else None,
            "days_left": m.days_left,
            "today": content.today.isoformat(),
            "list": m.list_used.publication_id if m.list_used else "",
            "list_day": m.list_used.published_date if m.list_used else None,
            "total": total,
            "totals": totals,
            "notes": list(m.notes),
            "left": [r for r in rows if r["bound"] == "yes" and not r["held"]],
            "rows": rows,
            "bars": Markup(bars_svg(bars, say("mandate_bars"), language)) if total["bound"] else "",
        },
        image=f"share/state/{state.lower()}.png",
        feed=f"state/{state.lower()}/",
        description=say(
            "mandate_totals",
            bound=total["bound"],
            held=total["held"],
            left=total["left"],
            day=day(m.list_used.published_date if m.list_used else None),
        ),
    )


def timeline_page(points: Sequence[StatedPoint], language: str) -> Page:
    """The program since 1996: dated events, and how many agreements there were."""
    say = teller(language)
    rows = [
        {
            "day": m.day.text,
            "event": m.event,
            "detail": m.detail,
            "source": m.source.title,
            "confidence": m.source.confidence,
            "url": m.source.url if m.source.url.startswith("https://") else "",
            "kind": m.kind.replace(" ", "_"),
            "state": m.state,
        }
        for m in timeline()
    ]
    stated = [
        (p.day, p.count, p.unit, p.evidence, say(CONFIDENCES.get(p.confidence, "unverified")))
        for p in points
        if p.origin == "statement"
    ]
    drawn = Markup(timeline_svg(points, timeline(), _chart_words(language)))
    return Page(
        "timeline/",
        "timeline.html",
        say("timeline_title"),
        {"rows": rows, "points": stated, "drawing": drawn, "kinds": [k.replace(" ", "_") for k in KINDS]},
        styles=("timeline.css",),
        feed="-",
    )


def _chart_words(language: str) -> Say:
    """The chart's words in one language, its days as people write them there."""
    say, day = teller(language), dater(language)

    def told(key: str, **values: object) -> str:
        return say(f"chart_{key}", **{k: day(v) if isinstance(v, str) else v for k, v in values.items()})

    return told


def quality_page(content: SiteContent, found: Row, language: str) -> Page:
    """What is wrong with ICE's lists, by class and over time: what `deputized doctor` found."""
    say = teller(language)
    found_in = examples(content.registry.db)
    rows = [
        {
            "defect": r["defect"],
            "meaning": r["meaning"],
            "rows": r["row_count"],
            "lists": r["list_count"],
            "newest": r["newest_row_count"],
            "first": r["first_date"],
            "last": r["last_date"],
            "example": found_in[r["defect"]],
        }
        for r in found["defects"]
    ]
    bars = [Bar(r["meaning"], ((r["rows"], "wso", ""),)) for r in rows[:10]]
    return Page(
        "quality/",
        "quality.html",
        say("quality_title"),
        {
            "rows": rows,
            "suspect": found["suspect_lists"],
            "candidates": found["candidates"],
            "newest": found["newest_list"],
            "bars": Markup(bars_svg(bars, say("quality_bars"), language)),
        },
        feed="-",
    )


def lag_page(content: SiteContent, language: str) -> Page:
    """How late ICE publishes: medians and tails by quarter, in whole days."""
    say, day = teller(language), dater(language)
    steps: dict[str, list[dict[str, Any]]] = {}
    for r in content.registry.lag():
        steps.setdefault(r["step"], []).append({**r, "median": _whole(r["median"]), "p90": _whole(r["p90"])})
    told = [
        {
            "step": step,
            "rows": rows,
            "all": _in_words(next(r for r in rows if r["quarter"] == "all"), say),
            "bars": Markup(
                bars_svg(
                    [_lag_bar(r, say) for r in rows if r["n"] and r["quarter"] != "all"],
                    say(f"step_{step}"),
                    language,
                )
            ),
        }
        for step, rows in steps.items()
    ]
    until = say("lag_until", day=day(content.newest))
    return Page("lag/", "lag.html", say("lag_title"), {"steps": told, "until": until}, feed="-")


def _whole(days: float | None) -> int | None:
    """Days rounded up: within so many whole days at least the same share is done."""
    return None if days is None else math.ceil(days)


def _in_words(r: dict[str, Any], say: Say) -> str:
    """How long half and nine of ten of all took; empty if none is known."""
    if not r["n"]:
        return ""
    half, most = say("n_days", n=r["median"]), say("n_days", n=r["p90"])
    return say("lag_all", median=half, tail=most, agreements=say("n_agreements", n=r["n"]))


def _lag_bar(r: dict[str, Any], say: Say) -> Bar:
    """A quarter: dark to the median, light to the day by which nine of ten are done."""
    said = say("lag_bar", median=say("n_days", n=r["median"]), tail=say("n_days", n=r["p90"]))
    return Bar(
        r["quarter"],
        ((max(r["median"], 0), "wso", ""), (max(r["p90"] - max(r["median"], 0), 0), "tail", "")),
        said,
    )


def lists_page(content: SiteContent, language: str) -> Page:
    """Every list we hold, newest first, with the evidence for its day and the hash of its file."""
    say = teller(language)
    keys = (
        "publication_id",
        "kind",
        "published_date",
        "row_count",
        "link_count",
        "standing",
        "standing_reason",
        "date_source",
        "date_evidence",
        "name_in_source",
        "sha256",
        "sighting_count",
    )
    rows = [{k: r[k] for k in keys} for r in reversed(content.registry.lists())]
    return Page("lists/", "lists.html", say("lists_title"), {"rows": rows}, feed="-")
