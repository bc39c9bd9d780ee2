"""A source's folder: `source.yml` says who publishes it and what must hold, `columns.csv` what stands in it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import cast

import msgspec
import yaml

from deputized.curated.shapes import Strict
from deputized.sources.parsed import Parsed

TYPES = ("text", "day", "month or day", "whole", "number", "code")
"""What a column may hold. A code is digits with leading zeros kept; text is anything."""


class SourceError(ValueError):
    """A source's folder is not as it must be; the message names file, key and what is allowed."""


class Limit(Strict, frozen=True):
    """How many rows one kind of change may touch: `rows`, or this share of the list before, whichever is more."""

    rows: int
    share: float
    most: str
    """The most on a real list."""
    words: str
    """After "1,609 of 1,843 rows "."""


class Fall(Strict, frozen=True):
    """How much smaller than on the list before the share of rows that are read may be."""

    share: float
    least: str
    """The least on a real list."""


class SourceCoverage(Strict, frozen=True):
    """What days the source speaks of, as precise as is known; `until` is empty while it goes on."""

    since: str
    until: str = ""
    gaps: str = ""


class Floors(Strict, frozen=True):
    """What one whole file must hold, so that a truncated or a wrong one is refused."""

    rows: int = 1
    """At least so many rows."""
    most_rows: int = 1_000_000


class Manifest(Strict, frozen=True):
    """source.yml."""

    title: str
    publisher: str
    address: str
    """Where it is published; {} stands for what changes."""
    license: str
    cadence: str
    """How often a new one comes."""
    coverage: SourceCoverage
    via: str = ""
    """Through whose hands it came, where not straight from the publisher."""
    floors: Floors = Floors()
    limits: dict[str, Limit] = msgspec.field(default_factory=dict)
    """What one list may change beside the one before."""
    falls: dict[str, Fall] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """One line of columns.csv."""

    column: str
    type: str
    required: bool
    headings: tuple[str, ...]
    """As they are printed, in lower case."""
    meaning: str


@dataclass(frozen=True)
class Source:
    """One folder."""

    name: str
    folder: Path

    @cached_property
    def manifest(self) -> Manifest:
        """What source.yml says. Raises SourceError naming the key that is wrong."""
        path = self.folder / "source.yml"
        try:
            return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Manifest)
        except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
            raise SourceError(
                f"{path}: {' '.join(str(error).split())}; see another source's source.yml"
            ) from error

    @cached_property
    def columns(self) -> tuple[SourceColumn, ...]:
        """The columns, in the order in which they are printed."""
        return tuple(_columns(self.folder / "columns.csv"))

    @property
    def parse(self) -> Callable[[str, bytes], Parsed]:
        """The parser: a pure function of a file's name and bytes."""
        found = import_module(f"deputized.sources.{self.name}.parse")
        return cast(Callable[[str, bytes], Parsed], found.parse)

    @property
    def examples(self) -> tuple[Path, ...]:
        """Trimmed real files; beside each stands what is to be read from it."""
        return tuple(
            p for p in sorted((self.folder / "examples").glob("*")) if not p.name.endswith(".golden.json")
        )


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Every source, by the name of its folder."""
    here = Path(str(files("deputized.sources")))
    return tuple(sorted(p.parent.name for p in here.glob("*/source.yml")))


@lru_cache(maxsize=64)
def load(name: str) -> Source:
    """The source of a name. Raises SourceError if no folder has it."""
    if name not in names():
        raise SourceError(f"no source is called {name!r}; there are {', '.join(names())}")
    return Source(name, Path(str(files("deputized.sources"))) / name)


def _columns(path: Path) -> list[SourceColumn]:
    fields = ("column", "type", "required", "headings", "meaning")
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            rows = list(reader)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error}); copy another source's columns.csv") from error
    if tuple(reader.fieldnames or ()) != fields:
        raise SourceError(f"{path}, line 1: its headings must be {', '.join(fields)}")
    found = []
    for line, row in enumerate(rows, 2):
        if row["type"] not in TYPES or row["required"] not in ("yes", "no") or not row["meaning"]:
            raise SourceError(
                f"{path}, line {line} ({row['column']}): type must be one of {', '.join(TYPES)}, required yes or no, "
                "and meaning must say something"
            )
        headings = tuple((row["headings"] or row["column"]).split("|"))
        found.append(
            SourceColumn(row["column"], row["type"], row["required"] == "yes", headings, row["meaning"])
        )
    return found
