"""What each page shows: plain values for the templates, one function per kind of page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from deputized import reference
from deputized.places import county_classes
from deputized.site import words
from deputized.site.book import Book, Row, near
from deputized.site.drawing import county_map, growth_svg, lives_svg, state_map

MODELS = ("TFM", "JEM", "WSO")
RECENT = 25


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language: where it lies, its template and what that is given."""

    path: str  # below the language's root, "" for home, "county/48271/"
    template: str
    title: str
    values: dict[str, Any] = field(default_factory=dict)
    scripts: bool = False
    feed: str = ""
    description: str = ""


Say = Callable[..., str]


def teller(language: str) -> Say:
    """The words of one language."""
    return lambda key, **values: words.say(language, key, **values)


def dater(language: str) -> Callable[[object], str]:
    """Days as one language writes them."""
    return lambda text: words.day(language, text)  # type: ignore[arg-type]


def county(book: Book, fips: str, language: str) -> Page:
    """A county's whole story."""
    say, day = teller(language), dater(language)
    found = book.counties[fips]
    ids = sorted(book.by_county.get(fips, ()))
    rows = [a for i in ids for a in book.agreements.get(i, ())]
    active = [a for a in rows if a["status"] == "active"]
    past = [a for a in rows if a["status"] != "active"]
    pending = [p for i in ids for p in book.pending.get(i, ())]
    statewide = _statewide(book, found.state)
    sheriff, jail = reference.sheriffs().get(fips), reference.jails().get(fips)
    gaps = [say("gap_use"), say("gap_after", day=day(book.newest))]
    if sheriff is None or not sheriff.has_office:
        gaps.append(say("gap_sheriff"))
    elif sheriff.officers is None:
        gaps.append(say("gap_staff"))
    if jail is None or not jail.has_jail:
        gaps.append(say("gap_jail"))
    mandate = book.mandates.get(found.state)
    events = [e for i in ids for e in book.events_of.get(i, ())]
    sheriff_id = next((i for i in ids if book.agencies[i]["kind"] == "sheriff"), None)
    return Page(
        f"county/{fips}/", "county.html", f"{found.name}, {book.names_of_states[found.state]}",
        {
            "county": found, "state_name": book.names_of_states[found.state], "active": active, "past": past,
            "pending": pending, "agency_count": len({a["agency_id"] for a in active}),
            "models": [m for m in MODELS if any(a["model"] == m for a in active)],
            "lives": _lives(book, rows, language), "posture": book.postures[found.state],
            "bound": book.bound.get(fips), "deadline": mandate.law.deadline.latest if mandate and mandate.law.deadline else None,
            "days_left": mandate.days_left if mandate else None, "sheriff": sheriff, "jail": jail,
            "texas_jail": reference.texas_jails().get(fips), "statewide": statewide, "gaps": gaps, "sheriff_id": sheriff_id,
            "neighbours": [
                (f, book.county(f), book.models_by_county.get(f, ())) for f in near(fips) if f in book.counties
            ],
        },
        feed=f"county/{fips}/feed.atom" if events else "",
    )  # fmt: skip


def _statewide(book: Book, state: str) -> list[Row]:
    ids = [i for i in book.by_state.get(state, ()) if book.matches[i].level == "state"]
    return [a for i in sorted(ids) for a in book.agreements.get(i, ()) if a["status"] == "active"]


def _lives(book: Book, rows: Iterable[Row], language: str) -> Markup | str:
    lives = [(a["agency"], a["model"], book.runs[a["agreement_id"]], a["agreement_id"]) for a in rows]
    if not lives:
        return ""
    return Markup(lives_svg(lives, book.first, book.newest.isoformat(), language))


def agency(book: Book, agency_id: str, language: str) -> Page:
    """One agency's life."""
    say, day = teller(language), dater(language)
    a, match = book.agencies[agency_id], book.matches[agency_id]
    rows = book.agreements.get(agency_id, [])
    active = [r for r in rows if r["status"] == "active"]
    fips = match.county.code if match.county.code in book.counties else None
    return Page(
        f"agency/{agency_id}/", "agency.html", f"{a['name']}, {a['state']}",
        {
            "a": a, "match": match, "county_fips": fips, "county_label": book.county(fips) if fips else "",
            "state_name": book.names_of_states[a["state"]], "active": active,
            "past": [r for r in rows if r["status"] != "active"],
            "now": ", ".join(f"{r['model']} ({say(r['model'])})" for r in active if r["model"] in MODELS),
            "pending": [
                (p["model"], day(p["from_date"]), day(p["last_date"]), say(p["outcome"]) if p["outcome"] in words.WORDS else say("pending"))
                for p in book.pending.get(agency_id, ())
            ],
            "lives": _lives(book, rows, language),
            "documents": [_document(d) for d in book.documents.get(agency_id, ())],
            "events": book.events_of.get(agency_id, []),
            "names": [
                (n["name_raw"], n["state_raw"], day(n["first_date"]), day(n["last_date"]), n["listing_count"])
                for n in book.names.get(agency_id, ())
            ],
            "printings": [_printing(p) for p in book.printings.get(agency_id, ())],
        },
    )  # fmt: skip


def _document(d: Row) -> tuple[str, ...]:
    """A signed agreement that was read: its file, model, what day each side wrote, its hash."""
    agency_day, ice_day = (
        d[f"{who}_signed_date"] or d[f"{who}_signed_raw"] or "" for who in ("agency", "ice")
    )
    return d["document_id"], d["model"], agency_day, ice_day, d["sha256"][:16]


def _printing(p: Row) -> tuple[object, ...]:
    """A wording of a row, and the addresses of its first and last printing."""
    raw = tuple(p[k] or "" for k in ("agency_raw", "county_raw", "support_type_raw", "signed_raw"))
    return *raw, _address(p["first"]), _address(p["last"]), p["lists"]


def _address(where: tuple[str, int]) -> str:
    return f"{where[0]}, {where[1]}"


def state(book: Book, postal: str, language: str) -> Page:
    """One state or territory."""
    name = book.names_of_states[postal]
    rows = [
        a
        for i in sorted(book.by_state.get(postal, ()))
        for a in book.agreements.get(i, ())
        if a["status"] == "active"
    ]
    fips = [f for f, c in book.counties.items() if c.state == postal]
    events = [e for e in book.events if e["state"] == postal]
    series = book.growth_of.get(postal, [])
    label = f"{teller(language)('map_title')}: {name}"
    drawn = state_map(
        fips, _classes(book), {f: f"{_up(language, 2)}{_home(language)}county/{f}/" for f in fips},
        {f: book.county(f) for f in fips}, label,
    )  # fmt: skip
    return Page(
        f"state/{postal.lower()}/", "state.html", name,
        {
            "postal": postal, "count": next((s for s in book.status.by_state if s.state == postal), None),
            "posture": book.postures[postal], "active": sorted(rows, key=lambda a: (a["agency"], a["model"])),
            "events": events[:RECENT], "counties": [
                (f, book.counties[f].name, book.models_by_county.get(f, ()))
                for f in sorted(fips, key=lambda f: book.counties[f].name)
            ],
            "growth": Markup(growth_svg(series, language, f"{teller(language)('trend')}: {name}")) if series else "",
            "map": Markup(drawn),
        },
        feed=f"state/{postal.lower()}/feed.atom" if events else "",
    )  # fmt: skip


def _up(language: str, depth: int) -> str:
    return "../" * (depth + (language == "es"))


def _home(language: str) -> str:
    return "es/" if language == "es" else ""


_class_cache: dict[int, dict[str, str]] = {}


def _classes(book: Book) -> dict[str, str]:
    if id(book) not in _class_cache:
        _class_cache[id(book)] = county_classes(book.holders)
    return _class_cache[id(book)]


def home(book: Book, language: str, months: dict[str, Any]) -> Page:
    """The front page."""
    say = teller(language)
    last = months["months"][-1]
    county_, town, state_ = last["counts"]["ANY"]
    when = words.day(language, last["day"])
    text = (
        say("map_counts", day=when, county=county_, town=town, state=state_)
        + " "
        + say("map_agreements", agreements=last["agreements"], rows=last["rows"])
    )
    news = [
        e
        for e in book.events
        if e["kind"] in ("listed", "delisted", "relisted", "renewed", "model_switched", "reattributed")
    ]
    return Page(
        "", "home.html", say("home_title"),
        {
            "map": Markup(county_map(_classes(book), language, say("map_title"))),
            "map_words": text, "months": months["months"], "month_names": ",".join(words.MONTHS[language]),
            "growth": Markup(growth_svg(book.growth, language, say("growth_title"))),
            "latest": news[:12],
            "more": [(f"{name}_title", f"{name}/") for name in ("models", "timeline", "claims", "quality", "lag", "lists")],
            "mandate_links": [(s, book.names_of_states[s]) for s in sorted(book.mandates)],
        },
        scripts=True, feed="feed.atom",
    )  # fmt: skip


def find(book: Book, language: str) -> Page:
    """Every county by state: the search without scripts."""
    rows: dict[str, list[tuple[str, str]]] = {}
    for fips, c in book.counties.items():
        rows.setdefault(c.state, []).append((fips, c.name))
    states = [(p, book.names_of_states[p], sorted(v, key=lambda x: x[1])) for p, v in rows.items()]
    return Page(
        "find/",
        "find.html",
        teller(language)("find_title"),
        {"states": sorted(states, key=lambda s: s[1])},
        scripts=True,
    )


def changes(book: Book, language: str) -> Page:
    """What changed on the last lists."""
    days: dict[str, list[Row]] = {}
    for e in book.events:
        days.setdefault(e["date"], []).append(e)
    return Page(
        "changes/",
        "changes.html",
        teller(language)("changes_title"),
        {"days": list(days.items())[:12]},
        feed="feed.atom",
    )
