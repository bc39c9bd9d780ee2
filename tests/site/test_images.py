"""Pictures for sharing: what they say, how they are packed, and when they are drawn anew."""

from __future__ import annotations

import random
import zlib
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from deputized.site.content import SiteContent
from deputized.site.images import county_image, image_path, key_of, picture_item, pictures
from deputized.site.picture import HEIGHT, WIDTH, Picture, png
from deputized.site.words import day


@pytest.fixture(scope="module")
def shown(content: SiteContent) -> dict[str, Picture]:
    return dict(pictures(content))


def test_every_home_state_and_county_of_which_something_is_said_has_one(
    shown: dict[str, Picture], content: SiteContent
) -> None:
    wanted = {image_path("home"), *(image_path("state", p) for p in content.names_of_states)}
    wanted |= {county_image(content, f) for f in content.counties}
    assert set(shown) == wanted
    assert county_image(content, "48271") == image_path("county", "48271")
    assert county_image(content, "50001") == image_path("state", "VT"), "no list ever named one there"


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


def test_what_they_say(shown: dict[str, Picture], content: SiteContent) -> None:
    kinney = shown[image_path("county", "48271")]
    assert kinney.title == "Kinney County, Texas"
    assert kinney.lines[0] == "Sheriff: street powers since March 27, 2025"
    assert (kinney.land, kinney.held) == (("48",), ("48271",))
    for fips in (f for f in content.counties if content.speaks_of(f)):
        said = " ".join(shown[image_path("county", fips)].lines)
        sheriff = content.card(fips).sheriff
        assert ("left the list" in said) == (sheriff.standing == "left"), fips
        assert ("no agreement on any list" in said) == (sheriff.standing == "never"), fips


def test_a_picture_names_its_list_and_day_in_points_and_in_its_file(
    shown: dict[str, Picture], content: SiteContent
) -> None:
    for path in (image_path("home"), image_path("state", "TX"), image_path("county", "12086")):
        body = png(shown[path])
        said = Image.open(BytesIO(body)).text["Description"]  # type: ignore[attr-defined]
        assert day("en", content.newest) in said and content.registry.clocks.lists[-1] in said
        assert zlib.crc32(body) != zlib.crc32(png(replace(shown[path], stamp="")))


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
