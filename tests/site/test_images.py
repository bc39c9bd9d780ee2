"""Pictures for sharing: what they say, how they are packed, and when they are drawn anew."""

from __future__ import annotations

import random
import zlib
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from deputized.library import Registry
from deputized.site.book import Book, read_book
from deputized.site.images import county_image, image_path, key_of, picture_item, pictures
from deputized.site.picture import HEIGHT, WIDTH, Picture, png


@pytest.fixture(scope="module")
def shown(book: Book) -> dict[str, Picture]:
    return dict(pictures(book))


def test_every_home_state_county_and_agency_has_one(shown: dict[str, Picture], book: Book) -> None:
    wanted = {image_path("home"), *(image_path("state", p) for p in book.names_of_states)}
    wanted |= {county_image(book, f) for f in book.counties} | {
        image_path("agency", a) for a in book.agencies
    }
    assert set(shown) == wanted
    assert county_image(book, "48271") == image_path("county", "48271")
    assert county_image(book, "50001") == image_path("state", "VT"), "no list ever named one there"


def test_a_picture_is_small_whole_and_the_same_again(shown: dict[str, Picture]) -> None:
    draw = random.Random(287)
    sizes = []
    for path in [
        *draw.sample(sorted(shown), 40),
        image_path("home"),
        image_path("state", "TX"),
        image_path("state", "AK"),
    ]:
        body = png(shown[path])
        assert body == png(shown[path])
        image = Image.open(BytesIO(body))
        image.load()
        assert image.size == (WIDTH, HEIGHT)
        assert len(image.convert("RGB").getcolors() or []) <= 16
        sizes.append(len(body))
    assert max(sizes) < 40_000 and sum(sizes) / len(sizes) < 15_000, "2,600 of them stay under 40 MB"


def test_what_they_say(shown: dict[str, Picture], book: Book) -> None:
    sheriff = shown[image_path("agency", "tx-kinney-county-sheriff")]
    assert sheriff.lines == ("Task Force Model agreement, first listed March 27, 2025",)
    assert (sheriff.land, sheriff.held) == (("48",), ("48271",))
    kinney = shown[image_path("county", "48271")]
    assert kinney.title == "Kinney County, Texas"
    assert kinney.lines == (
        "2 agreements of 2 agencies on ICE's list, the earliest first listed March 27, 2025",
    )
    for fips in (f for f in book.counties if book.by_county.get(f)):
        active = [a for i in book.by_county.get(fips, ()) for a in book.agreements.get(i, ()) if a.in_force]
        said = " ".join(shown[image_path("county", fips)].lines)
        assert ("No county or town agency" in said or "No longer" in said) == (not active), fips


def test_the_day_of_the_build_changes_no_picture(registry: Registry, book: Book) -> None:
    later = read_book(registry, date(2027, 1, 5))
    assert {p: key_of(x) for p, x in pictures(later)} == {p: key_of(x) for p, x in pictures(book)}


def test_a_key_tells_pictures_apart(shown: dict[str, Picture]) -> None:
    keys = {path: picture_item(path, x).key for path, x in shown.items()}
    assert len(set(keys.values())) == len(set(shown.values()))
    one = shown[image_path("county", "48271")]
    assert key_of(one) == keys[image_path("county", "48271")]
    assert key_of(Picture(one.title, ("other",), one.kicker, one.note, one.land, one.held)) != key_of(one)


def test_long_and_hostile_titles_are_drawn() -> None:
    for title in ("W" * 300, "Añasco–Peñuelas " * 30, "\u202e\x07<script>", ""):
        body = png(Picture(title, (title, title * 2), "k"))
        assert Image.open(BytesIO(body)).size == (WIDTH, HEIGHT)
    assert zlib.crc32(png(Picture("a", ("b",)))) != zlib.crc32(png(Picture("a", ("c",))))
