"""A county's brief: one or two pages to print, in English or Spanish, as tagged PDF.

It is the answer card on paper, with the list and the day it rests on, and what the page says beneath it.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from deputized.places.geometry import county_path
from deputized.site.card_words import CardLine, Told, cut, one_line
from deputized.site.content import Row, SiteContent, near
from deputized.site.county_page import county_values
from deputized.site.drawing import box_of
from deputized.site.frame import Frame
from deputized.site.output import OutputFile, digest
from deputized.site.page import Say, Tell, dater, teller
from deputized.site.typeset import with_stand_ins
from deputized.site.words import number

TEMPLATE = Path(__file__).parent / "typeset" / "county.typ"
MOST_LINES = 5
"""Lines to a row of the card on paper."""
PER = 4
"""Parts to a map unit: what a map of an inch can show."""
MOST = 10
"""Rows of a table on paper; what is left over is counted, and stands on the page."""


def county_words(
    content: SiteContent, fips: str, language: str, values: dict[str, Any], *, address: str | None = None
) -> dict[str, Any]:
    """What the brief says, ready to be set: plain words and tables, from `county_values`.

    `address`: that of the county's page.
    """
    say, day = teller(language), dater(language)
    v = values
    card: Told = v["card"]
    return {
        "language": language,
        "title": card.title,
        "card": [[row.label, [_told_line(x) for x in row.lines]] for row in cut(card, MOST_LINES).rows],
        "act": card.act,
        "means_title": say("card_means"),
        "means": [[name, may] for _, _, name, may in card.means],
        "stamp": _stamp(content, language, address),
        "list": content.status.list_used.publication_id if content.status.list_used else "",
        "tables": [
            _table(
                say,
                "in_force",
                ("agency", "model", "listed_since", "signed"),
                [
                    [
                        a["agency"],
                        a["model"],
                        _since(say, day, a),
                        day(a["signed_date"]) or say("unknown"),
                    ]
                    for a in v["active"]
                ],
            ),
        ],
        "law_title": say("the_law"),
        "law": _law(v, language),
        "people_title": say("people"),
        "people": _people(v, language),
        "statewide": [
            [title, "; ".join(f"{a['agency']} ({a['model']})" for a in some)]
            for title, _, some in v["statewide_groups"]
        ],
        "neighbours_title": say("neighbours"),
        "neighbours": "; ".join(
            f"{label}: {' '.join(held) or say('none_listed')}" for _, label, held in v["neighbours"]
        ),
        "cost_title": say("cost"),
        "cost": v["cost_text"],
        "gaps_title": say("not_known"),
        "gaps": v["gaps"],
        "notes": [say("signed_note"), say("absence_note"), say("operational_note")],
        "foot": say("brief_foot"),
        "map": _map(content, fips),
        "map_alt": say("locator_alt", name=content.county(fips)),
        "map_caption": say("brief_map", name=v["name"]),
    }


def _told_line(x: CardLine) -> list[str]:
    """A line of the card and, apart, what is English in both languages. Without its sign, for which a second typeface would be set in."""
    return [one_line(replace(x, english="", sign="")), x.english]


def _stamp(content: SiteContent, language: str, address: str | None) -> str:
    """The list it rests on, the day it was made, and where the page is."""
    say, day, used = teller(language), dater(language), content.status.list_used
    parts = []
    if used:
        parts.append(
            say("brief_stamp", day=day(content.newest), list=used.publication_id, hash=used.sha256[:16])
        )
    parts.append(say("brief_made", day=day(content.today)))
    if address:
        parts.append(say("brief_address", address=address))
    return " ".join(parts)


def _since(say: Say, day: Tell, a: Row) -> str:
    """Since when an agreement is on the lists, and when it was not."""
    gaps = (say("absent_days", gone=day(gone), back=day(back)) for gone, back in a["absences"])
    return "; ".join((day(a["first_listed_date"]), *gaps))


def _table(say: Any, title: str, head: tuple[str, ...], rows: list[list[str]]) -> dict[str, Any]:
    left = len(rows) - MOST
    return {
        "title": say(title),
        "head": [say(h) for h in head],
        "rows": rows[:MOST],
        "more": say("brief_more", n=left) if left > 0 else "",
    }


def _law(v: dict[str, Any], language: str) -> list[list[str]]:
    """Labels and what stands beside them; a third text is English in both languages."""
    say, law = teller(language), v["law"]
    rows = [[say("law_does", state=v["state_name"]), law["sentence"]]]
    return rows


def _people(v: dict[str, Any], language: str) -> list[list[str]]:
    say, sheriff, jail = teller(language), v["sheriff"], v["jail"]
    people = (
        f"{number(language, v['population'])} ({say('census')})"
        if v["population"] is not None
        else say("unknown")
    )
    if v["estimate"] is not None:
        people += f"; {number(language, v['estimate'])} ({say('estimate_2024')})"
    known = sheriff is not None and sheriff.officers is not None
    beds = f", {say('beds', n=jail.capacity)}" if jail and jail.capacity is not None else ""
    return [
        [say("population"), people],
        [say("rurality"), say(v["rurality"])],
        [
            say("officers"),
            f"{number(language, sheriff.officers)} ({say('fbi', year=str(sheriff.year))})"
            if known
            else say("unknown"),
        ],
        [
            say("jail"),
            say("unknown")
            if jail is None
            else say("n_jails", n=jail.jail_count) + beds + " (HIFLD, 2024)"
            if jail.has_jail
            else say("jail_no"),
        ],
    ]


FILLS = {"county": "#0a3469", "town": "#5b8fc7", "state": "#c3d3e6", None: "#dcdfe3"}


def _map(content: SiteContent, fips: str) -> str:
    """The county among its neighbors as an SVG file's text; empty where it is not drawn."""
    shapes = {
        f: county_path(f, PER) for f in (*near(fips), fips) if f in content.counties and county_path(f, PER)
    }
    if fips not in shapes:
        return ""
    left, top, right, bottom = box_of(shapes.values())
    wide, high = right - left, bottom - top
    pad = max(wide, high) * 0.03
    line = max(wide, high) / 120
    drawn = "".join(
        f'<path d="{path}" fill="{FILLS[content.classes.get(f)]}" stroke="{"#9c3c00" if f == fips else "#ffffff"}"'
        f' stroke-width="{line * (2.4 if f == fips else 1):.1f}"/>'
        for f, path in shapes.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left - pad:.0f} {top - pad:.0f} {wide + 2 * pad:.0f} {high + 2 * pad:.0f}">'
        f"{drawn}</svg>"
    )


@lru_cache(maxsize=1)
def _compiler() -> tuple[Any, Any]:
    """The typesetter with the template, and the folder it reads: kept, as the first brief takes a while and the next 5 ms."""
    import typst

    folder = tempfile.TemporaryDirectory()
    place = Path(folder.name) / TEMPLATE.name
    place.write_bytes(TEMPLATE.read_bytes())
    return typst.Compiler(str(place), root=folder.name, ignore_system_fonts=True), folder


def set_brief(words: dict[str, Any], made: date) -> bytes:
    """A brief's words as tagged PDF (PDF/UA-1). `made` is the day the file says it was made."""

    def setter(text: str) -> bytes:
        pdf: bytes = _compiler()[0].compile(
            sys_inputs={"brief": text},
            pdf_standards="ua-1",
            timestamp=(made - date(1970, 1, 1)).days * 86_400,
        )
        return pdf

    return packed(with_stand_ins(setter, json.dumps(words, ensure_ascii=False)))


def packed(pdf: bytes) -> bytes:
    """The same file with its objects compressed: tags are a third of a brief's bytes. The same file gives the same bytes."""
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as found:
        found.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def county_pdf(content: SiteContent, fips: str, language: str = "en") -> bytes:
    """The brief of one county as it stands on the newest list. The same content gives the same bytes."""
    return set_brief(
        county_words(content, fips, language, county_values(content, fips, language)), content.today
    )


def brief_item(
    content: SiteContent, fips: str, language: str, values: dict[str, Any], key: str, frame: Frame
) -> OutputFile:
    """The brief as a file of the site. `key` is that of the county's page, which shows the same values.

    It says where that page is: below the site's address, or without one below its root. A new list sets it anew.
    """
    address = f"{frame.base_url}{'es/' if language == 'es' else ''}county/{fips}/"

    def make() -> bytes:
        return set_brief(county_words(content, fips, language, values, address=address), content.today)

    return OutputFile(f"brief/{language}/{fips}.pdf", digest(key, address, frame.stamp), make)
