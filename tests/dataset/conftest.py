"""The whole dataset in its forms, written once for a test session and shared by its workers."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest

from deputized.dataset.files import write_files
from deputized.library import Registry
from registry_fixture import shared_temp


def once(factory: pytest.TempPathFactory, name: str, write: Callable[[Path], object]) -> Path:
    """A folder that the first worker to ask fills."""
    base = shared_temp(factory)
    place = base / name
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.is_dir():
            aside = base / f"{name}.new"
            aside.mkdir()
            write(aside)
            aside.rename(place)
    return place


@pytest.fixture(scope="session")
def sqlite_set(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`deputized export --format sqlite`."""
    return once(tmp_path_factory, "sqlite-set", lambda at: list(write_files(registry, at, format_="sqlite")))


@pytest.fixture(scope="session")
def parquet_set(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`deputized export --format parquet`."""
    return once(
        tmp_path_factory, "parquet-set", lambda at: list(write_files(registry, at, format_="parquet"))
    )


@pytest.fixture(scope="session")
def open_data(
    registry: Registry, sqlite_set: Path, parquet_set: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """All of it in one folder, as the cookbook makes it, with Texas's bodies as GeoJSON."""

    def write(at: Path) -> None:
        for made in (sqlite_set, parquet_set):
            for file in made.iterdir():
                (at / file.name).symlink_to(file)
        list(write_files(registry, at, ["bodies"], "geojson", state="TX"))

    return once(tmp_path_factory, "open-data", write)
