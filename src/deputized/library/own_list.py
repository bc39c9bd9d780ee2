"""A user's own list of agencies tied to ours, row by row: all their columns kept, ours beside them, nothing guessed.

A row is tied where one body and no other answers to its name (and state, county, ORI); else it says why not and
names the candidates, most people first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.model.cells import CellError
from deputized.readers.office import NoTable, office_table
from deputized.reference import fold
from deputized.resolver import Ask, Exact, KnownBody, Nothing, Resolution, resolver_of
from deputized.resolver.states import state_asked

if TYPE_CHECKING:
    from deputized.library.registry import Registry

HEADINGS = {
    "name": (
        "agency_name", "agency", "law_enforcement_agency", "lea_name", "lea", "department_name", "department",
        "dept", "agencyname", "organization_name", "organization", "office", "body", "name", "agencia",
    ),
    "state": ("state", "st", "state_name", "state_code", "state_abbr", "state_abbreviation", "estado"),
    "county": ("county", "county_name", "parish", "condado"),
    "ori": ("ori", "ori9", "ori7", "ori_number", "fbi_ori"),
}  # fmt: skip
"""Headings by what they mean, the surest first; case, spaces and marks make no difference."""
ADDED = (
    "agency_id", "name", "state", "kind", "standing", "models", "agreements_in_force", "ori", "county_fips",
    "place_geoid", "how", "score", "doubt", "candidates",
)  # fmt: skip
PREFIX = "deputized_"
TOLD = 5  # candidates in a cell


@dataclass(slots=True)
class Matched:
    """The rows of a list, each with its own columns and then ours."""

    rows: list[dict[str, Any]]
    columns: tuple[str, ...]  # theirs and ours, in order
    read_as: dict[str, str]  # name, state, county, ori -> their column
    remarks: tuple[str, ...]
    totals: dict[str, int] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """The totals in a sentence."""
        counts = ", ".join(f"{n:,} {what}" for what, n in self.totals.items() if n)
        columns = ", ".join(f"{what} from {column!r}" for what, column in self.read_as.items())
        return f"{len(self.rows):,} rows: {counts or 'none'} ({columns})"


def match_list(
    registry: Registry, name: str, data: bytes, name_column: str | None = None, state_column: str | None = None,
    state: str | None = None,
) -> Matched:  # fmt: skip
    """Tie the table of a file's bytes: CSV with any delimiter, or a workbook. `state`: of rows that say none.

    Raises ValueError naming file, row and what to do where no table or no column of names can be told.
    """
    given = {_plain(c): what for what, c in (("name", name_column), ("state", state_column)) if c}
    known = {h: what for what, headings in HEADINGS.items() for h in headings} | given
    try:
        table = office_table(
            name, data, lambda text: _plain(text) if _plain(text) in known else None, "a list", 1
        )
    except NoTable as error:
        where = f", row {error.row}" if error.row else ""
        raise ValueError(f"{name}{where}: {error}; give CSV, TSV or a workbook with a header row") from error
    header, rows = list(table.headings), [list(cells) for _, cells in table.rows]
    if "name" not in {known.get(_plain(h)) for h in header}:
        if name_column or not (bare := _without_header(header, rows)):
            wanted = f"column {name_column!r}" if name_column else "column of agency names"
            raise ValueError(
                f"{name}, row {table.header_row}: no {wanted} among {', '.join(repr(h) for h in header)}; "
                f"say which: --name-column"
            )
        rows.insert(0, list(header))
        header = list(bare)
    columns = _unique(header, max((len(r) for r in rows), default=0))
    chosen = _chosen(columns, known, name_column, state_column)
    lives = {r["agency_id"]: r for r in registry.agencies(standing="all")}
    pending = {r["agency_id"] for r in registry.agencies(standing="pending")}
    out, counts, tied = [], Counter[str](), Counter[str]()
    for cells in rows:
        theirs = dict.fromkeys(columns, "") | {c: _shown(v) for c, v in zip(columns, cells, strict=False)}
        ours = _tie(registry, {what: theirs[c].strip() for what, c in chosen.items()}, state)
        _add_life(ours, lives, pending)
        counts[_total(ours)] += 1
        tied[ours["agency_id"] or ours["ori"] or ""] += 1
        out.append(theirs | {_ours(k, columns): v for k, v in ours.items()})
    totals = {k: counts[k] for k in TOTALS}
    totals["rows name an agency that another row names too"] = sum(n for k, n in tied.items() if k and n > 1)
    return Matched(out, (*columns, *(_ours(k, columns) for k in ADDED)), chosen, table.remarks, totals)


def _without_header(first: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[str, ...]:
    """The headings of a bare list: of names, or of names and states; none for a table that is no such list."""
    if len(first) == 1:
        return ("name",)
    seconds = [first[1], *(_shown(r[1]) for r in rows if len(r) > 1)] if len(first) == 2 else []
    read = sum(state_asked(s) is not None for s in seconds)
    return ("name", "state") if seconds and read >= 0.8 * (len(rows) + 1) else ()


TOTALS = (
    "tied to an agency on ICE's lists",
    "tied to a body on no list",
    "in doubt",
    "nothing found",
    "without a name",
)


def _total(ours: dict[str, Any]) -> str:
    if ours["how"]:
        return TOTALS[0] if ours["agency_id"] else TOTALS[1]
    return TOTALS[2] if ours["candidates"] else TOTALS[4] if ours["doubt"] == NO_NAME else TOTALS[3]


NO_NAME = "the row names no agency"


def _tie(registry: Registry, asked: dict[str, str], default: str | None) -> dict[str, Any]:
    name, ori = asked["name"], asked.get("ori", "")
    said = asked.get("state") or default or ""
    postal = state_asked(said) if said else None
    if not name and not ori:
        return _row(None, doubt=NO_NAME)
    if said and postal is None:
        return _row(None, doubt=f"the state {said!r} cannot be read")
    resolver = resolver_of(registry.db)
    found = resolver.resolve(name, postal) if name else Nothing("")
    if asked.get("county") and postal and not isinstance(found, Nothing):
        found, doubt = _in_county(found, postal, asked["county"])
        if doubt:
            return _row(None, doubt=doubt, candidates=_bodies(found))
    if ori:
        by_ori = resolver.resolve(f"ORI {ori}")
        if isinstance(by_ori, Exact) and (not postal or by_ori.body.state == postal):
            if not name or by_ori.body in _bodies(found):
                return _row(by_ori.body, "ORI", 1.0)
            both = (by_ori.body, *_bodies(found))
            return _row(None, doubt=f"ORI {ori} is not that of the name", candidates=both)
    if isinstance(found, Exact):
        return _row(found.body, found.how, 1.0)
    if isinstance(found, Nothing):
        return _row(None, doubt=found.reason.partition(";")[0] or f"no agency has ORI {ori}")
    ranked = resolver.ranked(name, postal, 1)
    why = "several bear the name" if found.exact else "none bears the name; these are like it"
    return _row(None, score=ranked[0][0] if ranked else None, doubt=why, candidates=found.candidates)


def _bodies(found: Resolution) -> tuple[KnownBody, ...]:
    return (found.body,) if isinstance(found, Exact) else found.candidates if isinstance(found, Ask) else ()


def _in_county(found: Resolution, state: str, county: str) -> tuple[Resolution, str]:
    """What was found, as far as it lies in the county a row gives; a doubt where it lies in another."""
    fips = _county(state, county)
    if fips is None:
        return found, ""
    here = tuple(b for b in _bodies(found) if fips in b.county_fips)
    if isinstance(found, Ask) and found.exact and len(here) == 1:
        return Exact(here[0], "name and county"), ""
    if isinstance(found, Exact) and found.body.county_fips and not here:
        return found, f"the row gives another county: {county}"
    return found, ""


def _county(state: str, county: str) -> str | None:
    if county.isdigit() and county.zfill(5) in reference.counties_by_fips():
        return county.zfill(5)
    base = re.sub(r" (?:county|parish|borough|census area|municipality)$", "", fold(county))
    found = reference.county_by_name(state).get(base, ())
    return found[0].fips if len(found) == 1 else None


def _row(
    body: KnownBody | None, how: str = "", score: float | None = None, doubt: str = "",
    candidates: Sequence[KnownBody] = (),
) -> dict[str, Any]:  # fmt: skip
    told = "; ".join(b.told for b in candidates[:TOLD])
    if len(candidates) > TOLD:
        told += f"; and {len(candidates) - TOLD} more"
    return {
        "agency_id": body.agency_id if body else None, "name": body.name if body else None,
        "state": body.state if body else None, "kind": body.kind if body else None,
        "standing": body.standing if body else None, "models": None, "agreements_in_force": None,
        "ori": body.ori if body else None, "county_fips": ";".join(body.county_fips) if body else None,
        "place_geoid": body.place_geoid if body else None, "how": how or None,
        "score": None if score is None else round(score, 3), "doubt": doubt or None, "candidates": told or None,
    }  # fmt: skip


def _add_life(ours: dict[str, Any], lives: dict[str, dict[str, Any]], pending: set[str]) -> None:
    if not ours["how"]:
        return
    life = lives.get(ours["agency_id"] or "")
    ours["agreements_in_force"] = life["active_agreement_count"] if life else 0
    if life:
        ours["models"] = life["active_models"]
        ours["standing"] = (
            "listed" if life["active_agreement_count"] else "pending" if ours["agency_id"] in pending
            else "left" if life["agreement_count"] else "pending once"
        )  # fmt: skip


def _chosen(
    columns: Sequence[str], known: dict[str, str], name: str | None, state: str | None
) -> dict[str, str]:
    """The column that gives each thing: the one that was said, else the surest heading, else the first."""
    out = {}
    for what, headings in HEADINGS.items():
        said = {"name": name, "state": state}.get(what)
        order = [_plain(said)] if said else list(headings)
        fitting = [c for h in order for c in columns if _plain(c) == h]
        if said and not fitting:
            raise ValueError(f"no column is called {said!r}; there are {', '.join(repr(c) for c in columns)}")
        if fitting:
            out[what] = fitting[0]
    return out


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", fold(str(text))).strip("_")


def _unique(header: Sequence[str], width: int) -> tuple[str, ...]:
    """Their headings, none twice and none empty; cells beyond the header have headings too."""
    out: list[str] = []
    for n in range(max(len(header), width)):
        name = base = (header[n] if n < len(header) else "") or f"column_{n + 1}"
        count = 2
        while name in out:
            name, count = f"{base}_{count}", count + 1
        out.append(name)
    return tuple(out)


def _ours(name: str, theirs: Sequence[str]) -> str:
    column = f"{PREFIX}{name}"
    return f"{column}_new" if column in theirs else column


def _shown(cell: Any) -> str:
    """A cell as text: a whole number without decimals, a day as ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
