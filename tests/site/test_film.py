"""The film of the program's growth: a frame a list, its numbers those of the library, and a file a browser plays."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from deputized.cli.group import cli
from deputized.library import Registry
from deputized.places.choropleth import county_classes
from deputized.site.film import LAST, MOMENT, START, STEP, film, frames

SINCE = date(2026, 4, 20)


def test_frames_are_the_lists_in_time_with_what_each_says(registry: Registry) -> None:
    shown = list(frames(registry, SINCE, "TFM", "en"))
    days = [f.day for f in shown]
    assert len(shown) > 8 and days == sorted(days) and days[0] >= SINCE
    assert days[-1].isoformat() == registry.clocks.dates[-1]
    assert len({f.list_id for f in shown}) == len(shown), "each list once"
    for frame in (shown[0], shown[len(shown) // 2], shown[-1]):
        found = registry.listed(frame.day)
        holders = [h for h in found.holders if "TFM" in h.models]
        assert frame.list_id == found.list_used.publication_id
        assert frame.agencies == len({h.agency_id for h in holders})
        assert frame.classes == county_classes(found.holders, "TFM")
    every = next(frames(registry, registry.listed().list_day, None, "en"))
    assert {f[:2] for f, kind in every.classes.items() if kind == "state"} & {"25"} == set(), "prisons alone"


def test_it_begins_in_december_2024_and_stops_at_moments(registry: Registry) -> None:
    first = next(frames(registry, START, None, "es"))
    assert first.day.strftime("%Y-%m") == "2024-12" and 100 < first.agencies < 200
    around = list(islice(frames(registry, date(2025, 12, 20), None, "en"), 12))
    marked = [f for f in around if f.is_new_moment]
    assert [f.moment for f in marked] == ["Texas SB 8 takes effect"]
    assert marked[0].day >= date(2026, 1, 1) > around[around.index(marked[0]) - 1].day


@pytest.mark.parametrize("format_", ["GIF", "WEBP"])
def test_it_moves_and_rests_at_the_end(registry: Registry, format_: str) -> None:
    body = film(registry, format_, SINCE)
    count = len(list(frames(registry, SINCE, None, "en")))
    with Image.open(BytesIO(body)) as moving:
        assert moving.n_frames == count
        times = []
        for n in range(count):
            moving.seek(n)
            moving.load()
            times.append(moving.info["duration"])
    assert set(times[:-1]) <= {STEP, MOMENT} and times[-1] == LAST


def test_the_command_writes_it_and_refuses_what_is_no_film(registry_file: Path, tmp_path: Path) -> None:
    def run(*words: str):  # type: ignore[no-untyped-def]
        return CliRunner().invoke(cli, ["map", "--film", *words, "--registry", str(registry_file)])

    target = tmp_path / "growth.gif"
    assert run("--since", "2026-05-10", "-o", str(target)).exit_code == 0
    assert target.read_bytes().startswith(b"GIF89a")
    for bad, why in (
        (("-o", str(tmp_path / "a.mp4")), "a film is a"),
        ((), "a film is a"),
        (("--since", "2030-01-01", "-o", str(target)), "the newest is of"),
        (("--as-of", "2026-05-01", "-o", str(target)), "shows every list"),
    ):
        done = run(*bad)
        assert done.exit_code == 2 and why in done.output, done.output
