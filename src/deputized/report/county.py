"""A county's brief: one or two pages to print, in English or Spanish, as tagged PDF."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from deputized.site.book import Book
from deputized.site.pages import MODELS, county
from deputized.site.words import day, number, say


def county_words(book: Book, fips: str, language: str) -> dict[str, Any]:
    """What the brief says, ready to be set: plain words and tables. It is the county page's own content."""
    page = county(book, fips, language)
    v = page.values

    def t(key: str, **values: object) -> str:
        return say(language, key, **values)

    def d(text: str | date | None) -> str:
        return day(language, text)

    active = v["active"]
    lead = (
        t(
            "county_lead",
            agreements=t("n_agreements", n=len(active)),
            agencies=t("n_agencies", n=v["agency_count"]),
        )
        if active
        else t("county_none")
    )
    used = book.status.list_used
    assert used is not None
    posture, bound = v["posture"], v["bound"]
    law = [
        (
            t("law_days", day=d(book.today)),
            t(posture.posture.value) + (f": {posture.laws[0].bill}" if posture.laws else ""),
        )
    ]
    if bound is not None:
        law.append(
            (
                t("law_bound"),
                f"{t(bound.bound.value)}: {bound.why}" if language == "en" else t(bound.bound.value),
            )
        )
        if v["deadline"]:
            law.append((t("law_deadline"), d(v["deadline"])))
        law.append(
            (t("law_complied"), t("law_listed" if bound.agreements else "law_not_listed", day=d(book.newest)))
        )
    c, sheriff, jail = v["county"], v["sheriff"], v["jail"]
    people = [
        (
            t("population"),
            f"{number(language, c.population_2020)} ({t('census')})" if c.population_2020 else t("unknown"),
        ),
        (t("rurality"), t(c.rurality)),
        (
            t("officers"),
            f"{number(language, sheriff.officers)} ({t('fbi', year=str(sheriff.year))})"
            if sheriff is not None and sheriff.officers is not None
            else t("unknown"),
        ),
        (t("jail"), t("unknown") if jail is None else t("jail_yes" if jail.has_jail else "jail_no")),
    ]
    return {
        "language": language, "title": page.title, "lead": lead, "as_of": t("as_of", day=d(book.newest)),
        "in_force": t("in_force"), "past_title": t("past"), "law_title": t("the_law"), "people_title": t("people"),
        "gaps_title": t("not_known"), "empowers": t("empowers"), "statewide_title": t("statewide"),
        "head": [t("agency"), t("model"), t("signed"), t("first_listed")],
        "past_head": [t("agency"), t("model"), t("last_listed"), t("first_without")],
        "active": [[a["agency"], a["model"], d(a["signed_date"]) or t("unknown"), d(a["first_listed_date"])] for a in active],
        "past": [[a["agency"], a["model"], d(a["last_listed_date"]), d(a["absent_date"])] for a in v["past"]],
        "models": [[f"{m}, {t(m)}", t(f"{m}_does")] for m in MODELS if m in v["models"]],
        "law": law, "people": people, "gaps": v["gaps"],
        "statewide": [f"{a['agency']} ({a['model']})" for a in v["statewide"]],
        "notes": [t("signed_note"), t("absence_note")],
        "foot": t(
            "footer_source", first=d(book.first), last=d(book.newest), name=used.name_in_source, hash=used.sha256[:12]
        ) + " " + t("footer_neutral"),
    }  # fmt: skip


def county_pdf(book: Book, fips: str, language: str = "en") -> bytes:
    """The brief as tagged PDF (PDF/UA-1). The same book gives the same bytes."""
    import typst

    template = Path(__file__).parent / "templates" / "county.typ"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "county.typ").write_bytes(template.read_bytes())
        (place / "brief.json").write_text(json.dumps(county_words(book, fips, language)), encoding="utf-8")
        pdf: bytes = typst.compile(
            str(place / "county.typ"), root=folder, ignore_system_fonts=True, pdf_standards="ua-1",
            timestamp=(book.today - date(1970, 1, 1)).days * 86_400,
        )  # fmt: skip
    return pdf
