"""What the pictures for sharing say: one for the country, each state, and each county there is something to say of.

A county's picture draws its answer card. Each names the list it rests on, as words in the picture and in its file, since
a picture travels without its page: a new list draws them all anew. Text is English, as there is little of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path

from deputized import reference
from deputized.library.day import Agreement
from deputized.places.geometry import geometry
from deputized.places.projection import NOT_DRAWN
from deputized.site import picture
from deputized.site.card_words import summary
from deputized.site.content import SiteContent
from deputized.site.output import OutputFile, digest
from deputized.site.picture import Picture, png
from deputized.site.words import day, say

KICKER = "ICE 287(g) agreements"
SHADES = "Dark: a county body. Lighter: town police."


def picture_item(path: str, shown: Picture) -> OutputFile:
    """A picture as a file to be: drawn only if anything it shows, or what draws it, has changed."""
    return OutputFile(path, key_of(shown), partial(png, shown))


def image_path(kind: str, key: str = "") -> str:
    """Where a page's picture lies: `image_path("county", "48271")`; the country's is `image_path("home")`."""
    return f"share/{kind}/{key.lower()}.png" if key else f"share/{kind}.png"


def key_of(shown: Picture) -> str:
    """The same for equal pictures drawn by equal code, whatever else changed."""
    return digest(_code(), shown)


def county_image(content: SiteContent, fips: str) -> str:
    """Where a county's picture lies. One there is nothing to say of shares its state's."""
    return (
        image_path("county", fips)
        if content.speaks_of(fips)
        else image_path("state", content.counties[fips].state)
    )


def pictures(content: SiteContent) -> Iterator[tuple[str, Picture]]:
    """Each picture's path below the site's root, and what it shows."""
    classes = content.classes
    mainland = tuple(sorted({f[:2] for f in geometry().counties} - {"02", "15", "72"}))
    yield image_path("home"), _home(content, classes, mainland)
    for postal in sorted(content.names_of_states):
        yield image_path("state", postal), _state(content, postal, classes)
    for fips in sorted(f for f in content.counties if content.speaks_of(f)):
        yield image_path("county", fips), county_picture(content, fips)


def _home(content: SiteContent, classes: dict[str, str], land: tuple[str, ...]) -> Picture:
    return Picture(
        say("en", "home_title"), ("Since when, under which powers, on what evidence",), KICKER,
        SHADES, land, _of(classes, "county", land), _of(classes, "town", land), stamp_words(content),
    )  # fmt: skip


def _state(content: SiteContent, postal: str, classes: dict[str, str]) -> Picture:
    rows = [a for i in content.by_state.get(postal, ()) for a in content.agreements.get(i, ())]
    land = _land(postal)
    held, some = _of(classes, "county", land), _of(classes, "town", land)
    return Picture(
        content.names_of_states[postal], _lines(rows), KICKER, SHADES if held or some else "", land, held, some, stamp_words(content),
    )  # fmt: skip


def county_picture(content: SiteContent, fips: str) -> Picture:
    """The card in its few short lines."""
    card = content.card(fips)
    lines = tuple(f"{label}: {text}" for label, text in summary(card, "en", content.today))
    land = _land(content.counties[fips].state) if fips in geometry().counties else ()
    return Picture(
        content.place_title(fips),
        lines,
        KICKER,
        "",
        land,
        (fips,) if land else (),
        stamp=stamp_words(content),
    )


def stamp_words(content: SiteContent) -> str:
    """The list a picture rests on."""
    used = content.status.list_used
    return say("en", "card_stamp", day=day("en", content.newest), list=used.publication_id if used else "")


def _lines(rows: Iterable[Agreement]) -> tuple[str, ...]:
    """A state's answer in a line or two: what is on the newest list, else when something last was, else that nothing was."""
    every = list(rows)
    active = sorted(
        (a for a in every if a.in_force),
        key=lambda a: (a.first_listed_date, a.agreement_id),
    )
    if not active:
        if not every:
            return ("No agency on any of ICE's lists",)
        last = max(a.last_listed_date or "" for a in every)
        return (f"No longer on ICE's list; last listed {day('en', last)}",)
    agencies = {a.agency_id for a in active}
    held = say("en", "n_agreements", n=len(active)) + " of " + say("en", "n_agencies", n=len(agencies))
    return (f"{held} on ICE's list, the earliest first listed {day('en', active[0].first_listed_date)}",)


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
