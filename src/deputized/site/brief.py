"""A county's brief: one or two pages to print, in English or Spanish, as tagged PDF.

It says what the county's page says. On the site it changes when the county does and names the list it last changed
with; made on demand it names the newest list too.
"""

from __future__ import annotations

import json
import tempfile
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from deputized.places.geometry import county_path
from deputized.site.book import Book, Row, near
from deputized.site.county_page import county_values
from deputized.site.drawing import box_of
from deputized.site.output import Item, digest
from deputized.site.page import Say, Tell, dater, teller
from deputized.site.typeset import with_stand_ins
from deputized.site.words import number

TEMPLATE = Path(__file__).parent / "typeset" / "county.typ"
MOST = 14
"""Rows of a table on paper; what is left over is counted, and stands on the page."""


def county_words(
    book: Book, fips: str, language: str, values: dict[str, Any], *, address: str | None = None
) -> dict[str, Any]:
    """What the brief says, ready to be set: plain words and tables, from `county_values`.

    `address`: that of the county's page, which names the newest list; without it the brief names that list itself.
    """
    say, day = teller(language), dater(language)
    v = values
    return {
        "language": language,
        "title": book.place_title(fips),
        "lead": _lead(v, language),
        "stamp": _stamp(book, v, language, address),
        "tiles": _tiles(v, language),
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
            _table(
                say,
                "pending",
                ("agency", "model", "announced_since", "standing"),
                [
                    [p["agency"], p["model"], day(p["from_date"]), say("outcome_pending")]
                    for p in v["pending"]
                ],
            ),
            _table(
                say,
                "past",
                ("agency", "model", "last_listed", "first_without"),
                [
                    [a["agency"], a["model"], day(a["last_listed_date"]), day(a["absent_date"])]
                    for a in v["past"]
                ],
            ),
        ],
        "empowers": say("empowers"),
        "models": [[f"{say(m)} ({m})", say(f"{m}_does")] for m in v["models"]],
        "law_title": say("the_law"),
        "law": _law(v, language),
        "people_title": say("people"),
        "people": _people(v, language),
        "statewide_title": say("territorywide" if v["is_territory"] else "statewide"),
        "statewide": [
            f"{a['agency']} ({a['model']}), {say('since_day', day=day(a['first_listed_date']))}"
            for a in v["statewide"]
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
        "map": _map(book, fips),
        "map_alt": say("locator_alt", name=book.county(fips)),
        "map_caption": say("brief_map", name=v["name"]),
    }


def _stamp(book: Book, v: dict[str, Any], language: str, address: str | None) -> str:
    """Which lists it rests on: the newest, or for a brief of the site the last that changed it and where the newest is named."""
    say, day, used, changed = teller(language), dater(language), book.status.list_used, v["changed"]
    parts = []
    if address is None and used:
        parts.append(
            say("brief_stamp", day=day(book.newest), list=used.publication_id, hash=used.sha256[:12])
        )
    if changed:
        parts.append(f"{say('changed_on', day=day(changed['date']))} {changed['publication_id']}.")
    if address is not None:
        key = "brief_changed" if changed else "brief_unchanged"
        parts.append(say(key, address=address, **({} if changed else {"first": day(v["first"])})))
    return " ".join(parts)


def _since(say: Say, day: Tell, a: Row) -> str:
    """Since when an agreement is on the lists, and when it was not."""
    gaps = (say("absent_days", gone=day(gone), back=day(back)) for gone, back in a["absences"])
    return "; ".join((day(a["first_listed_date"]), *gaps))


def _lead(v: dict[str, Any], language: str) -> list[str]:
    """The answer: what is in force, in one strong sentence and what follows it."""
    say, day, answer = teller(language), dater(language), v["answer"]
    if not v["active"]:
        never = say("county_never", first=day(v["first"])) if not v["past"] and not v["pending"] else ""
        whole = v["statewide_agencies"]
        statewide = (
            say("county_territory" if v["is_territory"] else "county_statewide", n=whole) if whole else ""
        )
        return [say("county_none"), f"{never} {statewide}".strip()]
    strong = say(
        "county_lead",
        agreements=say("n_agreements", n=len(v["active"])),
        agencies=say("n_agencies", n=v["agency_count"]),
    )
    rest = (
        say("answer_sheriff", models=answer["words"], day=day(answer["since"]))
        if answer["sheriff"]
        else say("answer_no_sheriff")
        if answer["office"]
        else ""
    )
    return [
        strong,
        f"{rest} {say('answer_others', n=answer['others'])}".strip() if answer["others"] else rest,
    ]


def _tiles(v: dict[str, Any], language: str) -> list[list[str]]:
    say, law, answer = teller(language), v["law"], v["answer"]
    sheriff = " ".join(answer["sheriff"]) or say("no_agreement" if answer["office"] else "no_office")
    tiles = [[say("tile_sheriff"), sheriff], [say("tile_law"), say(law["posture"])]]
    if law["bound"]:
        tiles.append([say("tile_bound"), say(f"bound_{law['bound']}")])
    people = v["population"]
    tiles.append([say("population"), number(language, people) if people is not None else say("unknown")])
    return tiles


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
    if law["bound"]:
        bound = [say("law_bound"), say(f"bound_{law['bound']}")]
        rows.append([bound[0], f"{bound[1]}: ", law["why"]] if law["why"] else bound)
        rows.append(
            [
                say("law_complied"),
                say(
                    "law_listed" if law["held"] else "law_announced" if law["announced"] else "law_not_listed"
                ),
            ]
        )
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


def _map(book: Book, fips: str) -> str:
    """The county among its neighbors as an SVG file's text; empty where it is not drawn."""
    shapes = {f: county_path(f) for f in (*near(fips), fips) if f in book.counties and county_path(f)}
    if fips not in shapes:
        return ""
    left, top, right, bottom = box_of(shapes.values())
    wide, high = right - left, bottom - top
    pad = max(wide, high) * 0.03
    line = max(wide, high) / 120
    drawn = "".join(
        f'<path d="{path}" fill="{FILLS[book.classes.get(f)]}" stroke="{"#9c3c00" if f == fips else "#ffffff"}"'
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

    return with_stand_ins(setter, json.dumps(words, ensure_ascii=False))


def county_pdf(book: Book, fips: str, language: str = "en") -> bytes:
    """The brief of one county as it stands on the newest list. The same book gives the same bytes."""
    return set_brief(county_words(book, fips, language, county_values(book, fips, language)), book.today)


def brief_item(
    book: Book, fips: str, language: str, values: dict[str, Any], key: str, base_url: str = ""
) -> Item:
    """The brief as a file of the site. `key` is that of the county's page, which shows the same values.

    It says where that page is: below `base_url`, or without one below the site's root.
    """
    address = f"{base_url}{'es/' if language == 'es' else ''}county/{fips}/"
    changed = values["changed"]
    made = date.fromisoformat(changed["date"] if changed else book.first)

    def make() -> bytes:
        return set_brief(county_words(book, fips, language, values, address=address), made)

    return Item(f"brief/{language}/{fips}.pdf", digest(key, address), make)
