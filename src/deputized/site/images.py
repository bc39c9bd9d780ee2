"""What the pictures for sharing say: one for the country, each state, county and agency.

A picture names no newest list and no day of today, so that a new list changes only the pictures of whom it names.
Text is English, as there is little of it; the Spanish pages share the same pictures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path

from deputized import reference
from deputized.library.day import Agreement, Pending
from deputized.model.kinds import EVERY_MODEL
from deputized.places.geometry import geometry
from deputized.places.projection import NOT_DRAWN
from deputized.site import picture
from deputized.site.book import Book
from deputized.site.output import Item, digest
from deputized.site.picture import Picture, png
from deputized.site.sentences import plain
from deputized.site.words import day, say

KICKER = "ICE 287(g) agreements"
SHADES = "Dark: a county body. Lighter: town police."


def picture_item(path: str, shown: Picture) -> Item:
    """A picture as a file to be: drawn only if anything it shows, or what draws it, has changed."""
    return Item(path, key_of(shown), partial(png, shown))


def image_path(kind: str, key: str = "") -> str:
    """Where a page's picture lies: `image_path("county", "48271")`; the country's is `image_path("home")`."""
    return f"share/{kind}/{key.lower()}.png" if key else f"share/{kind}.png"


def key_of(shown: Picture) -> str:
    """The same for equal pictures drawn by equal code, whatever else changed."""
    return digest(_code(), shown)


def county_image(book: Book, fips: str) -> str:
    """Where a county's picture lies. One no list ever named shares its state's: there is nothing else to show of it."""
    return (
        image_path("county", fips)
        if book.by_county.get(fips)
        else image_path("state", book.counties[fips].state)
    )


def pictures(book: Book) -> Iterator[tuple[str, Picture]]:
    """Each picture's path below the site's root, and what it shows."""
    classes = book.classes
    mainland = tuple(sorted({f[:2] for f in geometry().counties} - {"02", "15", "72"}))
    yield image_path("home"), _home(classes, mainland)
    for postal in sorted(book.names_of_states):
        yield image_path("state", postal), _state(book, postal, classes)
    for fips in sorted(f for f in book.counties if book.by_county.get(f)):
        yield image_path("county", fips), _county(book, fips)
    for agency_id in sorted(book.agencies):
        yield image_path("agency", agency_id), _agency(book, agency_id)


def _home(classes: dict[str, str], land: tuple[str, ...]) -> Picture:
    return Picture(
        say("en", "home_title"), ("Since when, under which powers, on what evidence",), KICKER,
        SHADES, land, _of(classes, "county", land), _of(classes, "town", land),
    )  # fmt: skip


def _state(book: Book, postal: str, classes: dict[str, str]) -> Picture:
    rows = [a for i in book.by_state.get(postal, ()) for a in book.agreements.get(i, ())]
    land = _land(postal)
    held, some = _of(classes, "county", land), _of(classes, "town", land)
    return Picture(
        book.names_of_states[postal], _lines(rows, "No agency"), KICKER, SHADES if held or some else "", land, held, some
    )  # fmt: skip


def _county(book: Book, fips: str) -> Picture:
    county = book.counties[fips]
    rows = book.county_record(fips).agreements
    state = book.names_of_states[county.state]
    title = county.name if county.name == state else book.place_title(fips)
    land = _land(county.state) if fips in geometry().counties else ()
    return Picture(
        title,
        _lines(rows, "No county or town agency", with_names=True),
        KICKER,
        "",
        land,
        (fips,) if land else (),
    )


def _agency(book: Book, agency_id: str) -> Picture:
    agency, match = book.agencies[agency_id], book.matches[agency_id]
    rows = book.agreements.get(agency_id, [])
    pending = book.pending.get(agency_id, ())
    drawn = tuple(f for f in match.county.codes if f in geometry().counties)
    land = _land(agency["state"])
    if match.level == "state":
        drawn = picture.counties_of(land)
    lines = _lines(rows, "Not") if rows or not pending else _announced(pending)
    where = f"{KICKER} · {book.names_of_states[agency['state']]}"
    return Picture(plain(agency["name"]), lines, where, "", land, drawn)


def _lines(rows: Iterable[Agreement], nobody: str, *, with_names: bool = False) -> tuple[str, ...]:
    """The answer in a line or two: what is on the newest list, else when something last was, else that nothing was."""
    every = list(rows)
    active = sorted(
        (a for a in every if a.in_force),
        key=lambda a: (a.first_listed_date, a.agreement_id),
    )
    if not active:
        if not every:
            return (f"{nobody} on any of ICE's lists",)
        last = max(a.last_listed_date or "" for a in every)
        return (f"No longer on ICE's list; last listed {day('en', last)}",)
    agencies = {a.agency_id for a in active}
    if len(active) <= (1 if with_names else 2) and len(agencies) == 1:
        return tuple(
            (f"{plain(a.agency)}: " if with_names else "") + f"{_named(a)}, first listed {day('en', a.first_listed_date)}"
            for a in active
        )  # fmt: skip
    held = say("en", "n_agreements", n=len(active)) + " of " + say("en", "n_agencies", n=len(agencies))
    return (f"{held} on ICE's list, the earliest first listed {day('en', active[0].first_listed_date)}",)


def _announced(pending: Iterable[Pending]) -> tuple[str, ...]:
    last = max(pending, key=lambda p: (p.last_date, p.pending_id))
    return (
        f"Announced by ICE as pending, last on {day('en', last.last_date)}; never listed as a participant",
    )


def _named(row: Agreement) -> str:
    text = say("en", f"agreement_{row.model if row.model in EVERY_MODEL else 'unknown'}")
    return text[0].upper() + text[1:]


def _of(classes: dict[str, str], wanted: str, land: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f for f, kind in sorted(classes.items()) if kind == wanted and f[:2] in land)


def _land(postal: str) -> tuple[str, ...]:
    """The state as it is drawn; nothing for territories without outlines here."""
    fips = next(s.fips for s in reference.states() if s.postal == postal)
    return () if fips in NOT_DRAWN else (fips,)


@cache
def _code() -> str:
    """A digest of what draws: another drawing program makes every picture anew."""
    return hashlib.sha256(Path(picture.__file__).read_bytes()).hexdigest()[:16]
