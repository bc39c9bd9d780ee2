"""The Deportation Data Project's releases of ICE records: which one a file is, told from its columns and never assumed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from deputized.outcomes.errors import OutcomesError
from deputized.outcomes.tables import FOLDER

SOURCE_FILE = "ddp_schema.json"
TABLE = "releases.json"
ADDRESSES = {
    "arrests": "https://github.com/deportationdata/ice/raw/refs/heads/main/data/arrests-latest.parquet",
}
"""Where a newest file is published, as far as we know an address."""
CITATION = (
    "government data provided by ICE in response to a FOIA request to the Deportation Data Project (CC0 1.0)"
)
ADDED = re.compile(r"(file|sheet|row)_original|duplicate_\w+|\w+_filled_in|\w+_id_?")
"""Columns the publisher's cleaning adds to ICE's own."""
FIELDS = {
    "day": ("apprehension_date", "detainer_prepared_date", "event_date", "departed_date"),
    "state": ("apprehension_state_filled_in", "apprehension_state", "state"),
    "city": ("city",),
    "place": ("apprehension_site_landmark", "event_landmark", "detention_facility"),
    "method": ("apprehension_method", "event_type"),
    "program": (
        "apprehension_final_program", "tod_final_program", "final_program", "latest_arrest_program_current",
        "final_program_group",
    ),
    "person": ("unique_identifier", "anonymized_unique_identifier", "anonymized_identifier"),
}  # fmt: skip
"""What we read, each with the columns that may hold it, best first. A dataset's own day comes first in `DAYS`."""
DAYS = {
    "arrests": "apprehension_date", "detainers": "detainer_prepared_date", "encounters": "event_date",
    "removals": "departed_date",
}  # fmt: skip
ENOUGH = 0.8
"""Share of a release's columns a file must have to be it."""


@dataclass(frozen=True, slots=True)
class Release:
    """One release's columns, in snake case."""

    dataset: str
    release: str
    columns: tuple[str, ...]
    optional: frozenset[str]

    @property
    def name(self) -> str:
        """Dataset and release."""
        return f"{self.dataset} {self.release}"


@dataclass(frozen=True, slots=True)
class Recognized:
    """A file's release, what it lacks, what it has beyond it, and the column of each field we read."""

    release: Release
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    columns: dict[str, str]  # field -> the file's own column
    flag: str | None  # the publisher's column that says a row is to be dropped as a duplicate


def snake(name: str) -> str:
    """A column's name as the publisher's cleaning writes it.

    >>> snake("Apprehension Site Landmark"), snake(" EID Case ID ")
    ('apprehension_site_landmark', 'eid_case_id')
    """
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


def derive(folder: Path) -> str:
    """The shipped table from the shared schema: every release with its columns."""
    try:
        schema = json.loads((folder / SOURCE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OutcomesError(
            f"{SOURCE_FILE}: cannot be read ({error}); give the folder that holds it"
        ) from error
    found = []
    for dataset in ("arrests", "detainers"):
        found += [_entry(dataset, key.split(" ")[0], columns) for key, columns in schema[dataset].items()]
    for key in ("arrests_2012_2023", "encounters_2025-08", "removals_2025-08"):
        dataset, _, release = key.partition("_")
        found.append(_entry(dataset, release.replace("_", "-"), schema[key]))
    out = {"releases": sorted(found, key=lambda e: (str(e["dataset"]), str(e["release"])))}
    for key in ("apprehension_method_values", "final_program_287g_values"):
        out[key] = sorted(schema[key])
    return json.dumps(out, indent=1, ensure_ascii=False) + "\n"


def _entry(dataset: str, release: str, columns: Sequence[str]) -> dict[str, object]:
    plain, optional = [], []
    for column in columns:
        name, _, note = column.partition(" (")
        plain.append(snake(name))
        if "absent" in note or "redacted" in note or "blank" in note:
            optional.append(snake(name))
    return {"dataset": dataset, "release": release, "columns": plain, "optional": optional}


@lru_cache(maxsize=1)
def releases() -> tuple[Release, ...]:
    """Every release known."""
    path = FOLDER / TABLE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OutcomesError(f"{TABLE}: the shipped table cannot be read ({error}); install again") from error
    return tuple(
        Release(e["dataset"], e["release"], tuple(e["columns"]), frozenset(e["optional"]))
        for e in found["releases"]
    )


def recognize(columns: Iterable[str], file: str) -> Recognized:
    """Which release a file is. Raises OutcomesError where it is none, or could be two, or lacks what must be read."""
    own = [c for c in columns if c and c.strip()]
    by_snake: dict[str, str] = {}
    for column in own:
        if by_snake.setdefault(snake(column), column) != column:
            raise OutcomesError(f"{file}: column {column!r} is there twice; keep one of them")
    ranked = sorted(((_likeness(r, set(by_snake)), r) for r in releases()), key=lambda x: (-x[0], x[1].name))
    best, release = ranked[0]
    if best < ENOUGH:
        raise OutcomesError(
            f"{file}: no release we know has these columns; nearest is {release.name} with {best:.0%} of them. Known: "
            f"{', '.join(r.name for r in releases())}. A new release needs its columns added to {TABLE}"
        )
    if ranked[1][0] == best:
        raise OutcomesError(
            f"{file}: it could be {release.name} or {ranked[1][1].name}; its columns do not decide"
        )
    picked = {}
    for field, names in FIELDS.items():
        wanted = (DAYS[release.dataset],) if field == "day" else names
        held = [by_snake[n] for n in wanted if n in by_snake]
        if held:
            picked[field] = held[0]
    if "day" not in picked:
        raise OutcomesError(
            f"{file}: {release.name} has no column {DAYS[release.dataset]}; without days nothing is counted"
        )
    known = set(release.columns)
    return Recognized(
        release, tuple(sorted(known - set(by_snake) - release.optional)),
        tuple(sorted(n for n in by_snake if n not in known and not ADDED.fullmatch(n))), picked,
        by_snake.get("duplicate_drop_row") or by_snake.get("duplicate_likely"),
    )  # fmt: skip


def _likeness(release: Release, have: set[str]) -> float:
    """Share of columns both have, of all that either has; optional ones and the publisher's own count for nothing."""
    wanted = set(release.columns) - release.optional
    had = {h for h in have if not ADDED.fullmatch(h) or h in release.columns} - release.optional
    return len(wanted & had) / max(len(wanted | had), 1)
