"""What a county's, an agency's or a state's page says of results: what is held, and that the rest is not known."""

from __future__ import annotations

from typing import Any

from deputized.outcomes import ties_of
from deputized.outcomes.arrests import held as arrests
from deputized.outcomes.ladder import PracticeEvidence, practice
from deputized.outcomes.ties import FoiaTie
from deputized.site.content import SiteContent
from deputized.site.page import dater, teller


def results_lines(
    content: SiteContent, language: str, *, agency_id: str = "", county: str = "", state: str = ""
) -> list[str]:
    """Sentences for one agency, county or state; the last says what is not known."""
    say = teller(language)
    held = [t for t in ties_of(content.registry)[0] if _concerns(t, agency_id, county, state)]
    lines = [_held(say, t) for t in held] if not state else []
    if state and held:
        lines.append(
            say(
                "results_line_state", n=len(held), identified=sum(t.agency.identified for t in held),
                removed=sum(t.agency.removed for t in held),
            )
        )  # fmt: skip
    if state:
        lines += [say("results_line_arrests", n=int(h.value or 0)) for h in arrests(state)]
    mine = content.by_county.get(county, ()) if county else (agency_id,)
    for e in practice():
        if not state and e.agency_id in mine:
            lines.append(
                say(f"results_line_{e.step}", agency=content.agencies[e.agency_id]["name"], day=_when(e, language),
                    source=f"{e.source.title}, {e.source.date}")
            )  # fmt: skip
    return [*lines, say("results_line_none" if not lines else "results_line_rest")]


def _when(e: PracticeEvidence, language: str) -> str:
    """The day by which it was; the end of a year where no more than the year is known."""
    is_year = e.since is None and (e.by.month, e.by.day) == (12, 31)
    return str(e.by.year) if is_year else dater(language)(e.by)


def _concerns(t: FoiaTie, agency_id: str, county: str, state: str) -> bool:
    if agency_id:
        return t.tie.agency_id == agency_id
    if county:
        return t.tie.body is not None and county in t.tie.body.county_fips
    return t.agency.state == state


def _held(say: Any, t: FoiaTie) -> str:
    years = t.agency.active_years
    if not years:
        return str(say("results_line_zero", agency=t.agency.printed))
    return str(
        say(
            "results_line_held", agency=t.agency.printed, identified=t.agency.identified, removed=t.agency.removed,
            first=str(years[0]), last=str(years[-1]),
        )
    )  # fmt: skip
