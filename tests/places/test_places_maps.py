"""The map: every county is drawn, borders are shared, and shades hold without colour."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from deputized import reference
from deputized.cli.commands.map import command
from deputized.places import map_svg, model_map
from deputized.places.geometry import FILE, county_path, geometry, neighbours
from deputized.places.geometry_builder import build_geometry
from deputized.places.maps import ATTRIBUTION, COUNTY, NONE, STATE, TOWN
from deputized.places.projection import HEIGHT, WIDTH, projection
from deputized.places.rasters import png
from deputized.places.terminal import map_lines, map_points

SVG = "{http://www.w3.org/2000/svg}"


def test_every_county_of_the_states_and_puerto_rico_is_drawn() -> None:
    wanted = {
        c.fips
        for c in reference.counties()
        if c.status == "current" and c.state not in ("AS", "GU", "MP", "VI")
    }
    assert set(geometry().counties) == wanted
    assert all(county_path(fips) for fips in wanted)


def test_connecticut_is_drawn_by_planning_region() -> None:
    assert [f for f in geometry().counties if f.startswith("09")] == [f"091{n}0" for n in range(1, 10)]


def test_borders_are_shared_so_that_no_gap_opens() -> None:
    """Kinney's line with Val Verde is one arc, walked both ways."""
    shape = geometry()
    kinney = {a if a >= 0 else ~a for ring in shape.counties["48271"] for a in ring}
    verde = {a if a >= 0 else ~a for ring in shape.counties["48465"] for a in ring}
    assert kinney & verde
    sides: dict[int, set[str]] = {}
    for fips, rings in shape.counties.items():
        for ring in rings:
            for arc in ring:
                sides.setdefault(arc if arc >= 0 else ~arc, set()).add(fips)
    assert {len(counties) for counties in sides.values()} <= {
        1,
        2,
        3,
    }  # 3 at three points where counties meet
    assert set(sides) == set(range(len(shape.arcs)))


def test_neighbours_are_mutual_and_known() -> None:
    near = neighbours()
    assert near["48271"] == ("48137", "48323", "48463", "48465")
    assert all(fips in near[other] for fips, others in near.items() for other in others)
    assert near["15003"] == ()  # Honolulu is an island


@pytest.mark.parametrize(
    ("state", "longitude", "latitude"),
    [("48", -100.4, 29.3), ("02", -149.9, 61.2), ("15", -157.8, 21.3), ("23", -68.0, 46.9), ("72", -66.1, 18.4),
     ("02", 172.9, 52.9)],
)  # fmt: skip
def test_the_projection_stays_on_the_map(state: str, longitude: float, latitude: float) -> None:
    x, y = projection(state)(longitude, latitude)
    assert 0 <= x <= WIDTH
    assert 0 <= y <= HEIGHT


def test_equal_areas_stay_equal() -> None:
    """A degree cell in Texas and one in North Dakota keep the ratio they have on the globe."""
    from math import radians, sin

    project = projection("48")

    def drawn(longitude: float, latitude: float) -> float:
        points = [(longitude + i / 10, latitude) for i in range(11)]
        points += [(longitude + 1, latitude + i / 10) for i in range(1, 11)]
        points += [(longitude + 1 - i / 10, latitude + 1) for i in range(1, 11)]
        points += [(longitude, latitude + 1 - i / 10) for i in range(1, 10)]
        flat = [project(x, y) for x, y in points]
        pairs = zip(flat, flat[1:] + flat[:1], strict=True)
        return abs(sum(p[0] * q[1] - q[0] * p[1] for p, q in pairs)) / 2

    globe = (sin(radians(30)) - sin(radians(29))) / (sin(radians(48)) - sin(radians(47)))
    assert drawn(-100, 29) / drawn(-101, 47) == pytest.approx(globe, rel=0.001)


def test_the_document_has_title_description_legend_and_credit() -> None:
    svg = map_svg(
        {"48271": "county", "48323": "town", "66010": "county"}, title="A & B", description="What it shows"
    )
    root = ElementTree.fromstring(svg)
    assert root.findtext(f"{SVG}title") == "A & B"
    assert root.findtext(f"{SVG}desc") == "What it shows"
    assert root.get("aria-labelledby") == "map-title map-desc"
    words = " ".join(t.text or "" for t in root.iter(f"{SVG}text"))
    assert "Grey: none on ICE's list of that day (3,220)" in words
    assert "Not drawn, but listed: Guam" in words
    assert "us-atlas-2023 (ISC)" in words


def test_a_note_is_read_where_one_points() -> None:
    svg = map_svg({"48271": "county"}, title="T", description="D", notes={"48271": "Kinney <TX>"})
    titles = [t.text for t in ElementTree.fromstring(svg).iter(f"{SVG}title")]
    assert titles == ["T", "Kinney <TX>"]


def test_a_county_that_is_none_and_a_class_that_is_none_are_refused() -> None:
    with pytest.raises(ValueError, match="99999"):
        map_svg({"99999": "county"}, title="T", description="D")
    with pytest.raises(KeyError, match="purple"):
        map_svg({"48271": "purple"}, title="T", description="D")


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_solid_shades_stay_apart_in_greyscale() -> None:
    dark, middle, light = (luminance(s.fill) for s in (COUNTY, TOWN, NONE))
    assert (middle + 0.05) / (dark + 0.05) > 3
    assert (light + 0.05) / (middle + 0.05) > 2
    assert STATE.fill == "url(#hatch)"  # told by its lines, not by colour


def test_the_file_is_small_enough_for_a_page() -> None:
    import gzip

    svg = map_svg(dict.fromkeys(geometry().counties, "county"), title="T", description="D")
    assert len(gzip.compress(svg.encode())) < 150_000


def test_another_source_file_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "counties-10m.json"
    source.write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"us-atlas-2023 4\.0\.0"):
        build_geometry(source, tmp_path)


def test_the_geometry_names_its_source_and_licence() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert "us-atlas-2023 4.0.0 (ISC)" in text
    licence = (FILE.parent / "LICENSE-us-atlas.txt").read_text(encoding="utf-8")
    assert "Michael Bostock" in licence
    assert re.search(r"Permission to use, copy, modify", licence)
    assert hashlib.sha256(FILE.read_bytes()).hexdigest()[:12] == GEOMETRY_SHA256


GEOMETRY_SHA256 = "bbe5b4738ed2"


def test_the_map_in_the_terminal_has_every_shaded_county_and_the_shape_of_the_country() -> None:
    """Even Falls Church, smaller than a point; the sea stays empty, and letters stand for colour."""
    points = map_points({"48271": "county", "51610": "town", "06071": "state"}, 100)
    found = {key for row in points for key in row}
    assert found == {"", "county", "town", "state", "none"}
    assert sum(key == "state" for row in points for key in row) > 10  # San Bernardino is the largest county
    lines = list(map_lines(points, colour=False))
    assert len(lines) == len(points) // 2
    assert {letter for line in lines for letter in line} <= set("#o/. ")
    assert "#" in "".join(lines)
    assert lines[0].strip() == ""  # north of 49 degrees
    coloured = list(map_lines(points, colour=True))
    assert "\x1b[0;38;2;8;48;107" in "".join(coloured)
    assert all(line.endswith("\x1b[0m") for line in coloured)


def test_shades_stay_apart_in_grey() -> None:
    """Lightness of the three flat fills, each at least 25 of 100 from the next."""

    def lightness(fill: str) -> float:
        parts = [int(fill[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        return float(116 * y ** (1 / 3) - 16)

    dark, middle, light = (lightness(s.fill) for s in (COUNTY, TOWN, NONE))
    assert light - middle > 25 and middle - dark > 25


def test_the_map_says_day_list_and_whose_borders_it_draws() -> None:
    drawing = model_map([], date(2025, 12, 15), "TFM", listed=date(2025, 12, 12))
    assert "Task Force Model by county, December 15, 2025" in drawing
    assert "Source: ICE's list of participating agencies of December 12, 2025." in unescape(drawing)
    assert ATTRIBUTION in drawing
    for inset in ("Alaska", "Hawaii", "Puerto Rico"):
        assert f">{inset}</text>" in drawing


def test_a_png_is_the_drawing_and_the_same_each_time() -> None:
    drawing = model_map([], date(2025, 12, 15))
    picture = png(drawing, 390)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20]) == 390
    assert picture == png(drawing, 390)


@pytest.mark.parametrize(("name", "starts"), [("m.svg", b"<svg"), ("m.PNG", b"\x89PNG")])
def test_the_command_writes_the_kind_of_file_its_name_says(
    tmp_path: Path, registry_file: Path, name: str, starts: bytes
) -> None:
    """An earlier version wrote SVG into map.png."""
    out = tmp_path / name
    result = CliRunner().invoke(
        command, ["--model", "tfm", "--as-of", "2025-12-15", "-o", str(out), "--registry", str(registry_file)]
    )
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(starts)


def test_the_command_refuses_other_files_and_days_and_draws_in_the_terminal(
    tmp_path: Path, registry_file: Path
) -> None:
    own = ["--registry", str(registry_file)]
    wrong = CliRunner().invoke(command, ["-o", str(tmp_path / "m.jpg"), *own])
    assert (wrong.exit_code, "drawn as .svg or .png" in wrong.output) == (2, True)
    early = CliRunner().invoke(command, ["--as-of", "2020-01-01", *own])
    assert (early.exit_code, "the first list held here is of 2021-01-13" in early.output) == (2, True)
    shown = CliRunner().invoke(command, ["--as-of", "2025-12-15", "--model", "tfm", *own])
    assert "# The county's sheriff or another county body (264)" in shown.output
    assert "\x1b" not in shown.output
