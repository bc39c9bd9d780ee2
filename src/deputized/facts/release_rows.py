"""The only SQL on a release's file: rows stay in an engine of their own, out of core; counts alone come back.

`db` is a DuckDB connection; nothing here reads the registry.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

FORMATS = (
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S",
    "%m/%d/%Y",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%y",
)
"""Forms in which releases print a day."""
TEXTS = ("state", "city", "place", "method", "program")
HEAD = "SELECT * FROM {source} LIMIT 0"
TOTAL = "SELECT count(*) FROM {source}"
ROWS = """
CREATE TABLE rows AS  -- one row per row of the release that is no duplicate
SELECT day, state, city, place, method, program,
  regexp_matches(coalesce(method, ''), '287 *\\(? *g', 'i') OR regexp_matches(coalesce(program, ''), '287 *\\(? *g', 'i')
    AS tagged
FROM (
  SELECT *, row_number() OVER (PARTITION BY person, day) AS nth
  FROM (SELECT {columns} FROM {source} {where})
) WHERE person IS NULL OR day IS NULL OR nth = 1
"""
KEPT = "SELECT count(*), count(*) FILTER (WHERE day IS NULL), min(day), max(day) FROM rows"
TAGGED = """
-- one row per text, program and day of tagged rows
SELECT place, state, city, program, day, count(*) FROM rows WHERE tagged GROUP BY ALL
"""
UNTAGGED = """
-- one row per text and day of custodial arrests that carry no tag
SELECT place, state, city, day, count(*) FROM rows
WHERE NOT tagged AND method = 'Custodial Arrest' AND day >= ? AND place IS NOT NULL GROUP BY ALL
"""
WORDS = """
-- one row per month, program and method of tagged rows
SELECT CAST(date_trunc('month', day) AS DATE), coalesce(program, '(none)'), coalesce(method, '(none)'), count(*) FROM rows
WHERE day IS NOT NULL AND tagged GROUP BY ALL
"""


class Engine(Protocol):
    """What is asked of the connection."""

    def execute(self, sql: str, values: Sequence[Any] = ...) -> Any:
        """Run a statement."""


def columns(db: Engine, source: str) -> list[str]:
    """The names of a file's columns."""
    return [str(d[0]) for d in db.execute(HEAD.format(source=source)).description or ()]


def total(db: Engine, source: str) -> int:
    """How many rows a file has."""
    return int(db.execute(TOTAL.format(source=source)).fetchone()[0])


def make(db: Engine, source: str, picked: dict[str, str], flag: str | None) -> None:
    """Make the table `rows`: `picked` gives the file's column of each field, `flag` the one that tells duplicates.

    Without a flag, the first row of a person and day stays; a person is kept as a hash, and not at all afterwards.
    """
    chosen = [f"{_day(picked['day'])} AS day"]
    chosen += [f"{_text(picked.get(field))} AS {field}" for field in TEXTS]
    person = _text(picked.get("person")) if not flag else "NULL"
    chosen.append(f"CASE WHEN {person} IS NULL THEN NULL ELSE hash({person}) END AS person")
    where = f"WHERE NOT coalesce(try_cast({name(flag)} AS BOOLEAN), false)" if flag else ""
    db.execute(ROWS.format(columns=", ".join(chosen), source=source, where=where))


def kept(db: Engine) -> tuple[int, int, date | None, date | None]:
    """Rows kept, those without a day, first and last day."""
    found = db.execute(KEPT).fetchone()
    return int(found[0]), int(found[1]), found[2], found[3]


def tagged(db: Engine) -> list[tuple[Any, ...]]:
    """place, state, city, program, day, rows: of rows that carry a 287(g) tag."""
    return list(db.execute(TAGGED).fetchall())


def untagged(db: Engine, since: date) -> list[tuple[Any, ...]]:
    """place, state, city, day, rows: of custodial arrests since a day, without a tag."""
    return list(db.execute(UNTAGGED, [since]).fetchall())


def words(db: Engine) -> list[tuple[Any, ...]]:
    """month, program, method, rows: of rows that carry a tag."""
    return list(db.execute(WORDS).fetchall())


def name(column: str | None) -> str:
    """A column's name as the engine quotes it."""
    return '"' + str(column).replace('"', '""') + '"'


def _text(column: str | None) -> str:
    return f"nullif(trim(CAST({name(column)} AS VARCHAR)), '')" if column else "CAST(NULL AS VARCHAR)"


def _day(column: str) -> str:
    text = f"trim(CAST({name(column)} AS VARCHAR))"
    formats = ", ".join(f"'{f}'" for f in FORMATS)
    return f"coalesce(try_cast({text} AS DATE), CAST(try_strptime({text}, [{formats}]) AS DATE))"
