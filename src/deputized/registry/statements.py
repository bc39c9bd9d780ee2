"""What older lists said of agencies between 2002 and 2020, before ICE's lists that we hold.

The shipped tables are made by `derive` from ``../shared/reference/history`` and ``../shared/history``. Statements
stay statements: they are shown beside an agency whose name reads the same, and make no agreement. A roster is one
such list as a whole: ICE's own page by capture, a report's table, a mirror of ICE's list.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields, replace
from importlib import resources
from io import StringIO
from pathlib import Path

from deputized import reference
from deputized.sources import Provenance, read

STATEMENTS_FILE = "statements.csv"
ROSTERS_FILE = "rosters.csv"
SOURCE_FILE = "agreements_2002_2020_government_lists.csv"
PAGES_FILE = "ice_factsheet_rosters_2011_2017.csv"
OTHERS_FILE = "other_lists_2007_2017.csv"
INDEX = "ICE 287(g) MOA archive index"
CLASSES = ("ice_page", "government_report", "research_report", "mirror", "document_index")
"""What kind of evidence a roster is: ICE's own page as captured; a table in a report of the government or of
researchers; a copy of ICE's list by others; an index of documents, which is no list of who held one on a day."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One list's statement about one agency. Empty text means not stated."""

    source: str
    as_of: str
    state: str
    agency_text: str
    model: str
    signed_date: str
    status: str
    county_fips: str
    roster_id: str
    row_number: str  # of the source's file


@dataclass(frozen=True, slots=True)
class StatedRoster:
    """One older list as a whole. Empty text means not stated."""

    roster_id: str
    source: str
    kind: str  # one of CLASSES
    as_of: str  # the day it speaks of, as precise as its source gives it
    captured: str  # day the page was captured; empty for a report
    caption: str  # as printed over the list
    stated_count: str  # the number the caption states
    basis: str  # why that day
    row_count: str
    source_name: str  # the source's folder
    file: str
    sha256: str


FIELDS = tuple(f.name for f in fields(Statement))
ROSTER_FIELDS = tuple(f.name for f in fields(StatedRoster))


def load_statements() -> tuple[Statement, ...]:
    """The shipped statements, oldest list first."""
    return tuple(Statement(**{k: row[k] for k in FIELDS}) for row in _shipped(STATEMENTS_FILE))


def load_rosters() -> tuple[StatedRoster, ...]:
    """The shipped rosters, oldest first."""
    return tuple(StatedRoster(**{k: row[k] for k in ROSTER_FIELDS}) for row in _shipped(ROSTERS_FILE))


def _shipped(name: str) -> Iterator[dict[str, str]]:
    text = (resources.files("deputized") / "data" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(StringIO(text))


def derive(reference_folder: Path, history_folder: Path) -> dict[str, str]:
    """The texts of the two shipped tables by file name, from the transcribed lists."""
    read = [
        *_government(reference_folder / "history" / SOURCE_FILE),
        *_pages(history_folder / PAGES_FILE),
        *_others(history_folder / OTHERS_FILE),
    ]
    rosters: dict[str, StatedRoster] = {}
    for roster, _ in read:
        rosters.setdefault(roster.roster_id, roster)
    counts = Counter(s.roster_id for _, s in read)
    lists = sorted((replace(r, row_count=str(counts[r.roster_id])) for r in rosters.values()), key=_oldest)
    place = {r.roster_id: n for n, r in enumerate(lists)}
    said = sorted((s for _, s in read), key=lambda s: (place[s.roster_id], astuple(s)))
    return {
        STATEMENTS_FILE: _text(FIELDS, (astuple(s) for s in said)),
        ROSTERS_FILE: _text(ROSTER_FIELDS, (astuple(r) for r in lists)),
    }


def rewrite(reference_folder: Path, history_folder: Path) -> tuple[Path, ...]:
    """Write the shipped tables anew; nothing where the older lists are not beside the reference tables."""
    if not history_folder.is_dir():
        return ()
    folder = Path(str(resources.files("deputized"))) / "data"
    written = []
    for name, text in derive(reference_folder, history_folder).items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return tuple(written)


def _text(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def _oldest(roster: StatedRoster) -> tuple[str, str, str]:
    return (roster.as_of, roster.captured, roster.roster_id)


def _government(path: Path) -> Iterator[tuple[StatedRoster, Statement]]:
    """Lists of 2007 to 2009 and the index of documents."""
    for at, r in _rows("government_lists", path):
        page = r["source"].startswith("ICE 287(g) partners page")
        kind = "document_index" if r["source"] == INDEX else "ice_page" if page else "government_report"
        slug = "ice-index" if r["source"] == INDEX else "ice-partners" if page else "oig-10-63"
        name = f"{slug}-{r['as_of']}"
        basis = "the day it was read" if r["source"] == INDEX else "the list's own day"
        roster = StatedRoster(
            name, r["source"], kind, r["as_of"], "", "", "", basis, "", at.source, at.file, at.sha256
        )
        yield roster, Statement(
            r["source"], r["as_of"], r["state"], r["agency"], r["model"], r["date_signed"], r["status"],
            r["county_fips"], name, str(at.row),
        )  # fmt: skip


def _pages(path: Path) -> Iterator[tuple[StatedRoster, Statement]]:
    """ICE's own page by capture. A caption that an earlier capture had over other rows is stale: the capture's day counts."""
    postal = {s.name.upper(): s.postal for s in reference.states()}
    rows = list(_rows("ice_page_rosters", path))
    first: dict[str, str] = {}
    for _, r in rows:
        first.setdefault(r["content_asof"], r["snapshot_ts"])
    for at, r in rows:
        stale = first[r["content_asof"]] != r["snapshot_ts"]
        day = r["capture_date"] if stale else r["content_asof"]
        basis = "the capture's day: its caption is that of an earlier capture" if stale else r["asof_basis"]
        name = f"ice-page-{r['capture_date']}"
        source = f"ICE's 287(g) page (Wayback {r['snapshot_ts']})"
        roster = StatedRoster(
            name, source, "ice_page", day, r["capture_date"], r["caption"], r["caption_n"], basis, "",
            at.source, at.file, at.sha256,
        )  # fmt: skip
        state = postal[r["state"].strip("* ")]
        yield (
            roster,
            Statement(
                source, day, state, r["agency"], r["support_type"], r["date_signed"], "listed", "", name, str(at.row),
            ),
        )  # fmt: skip


def _others(path: Path) -> Iterator[tuple[StatedRoster, Statement]]:
    """Tables of reports, and a copy of ICE's list that others kept."""
    kinds = {
        "GAO": ("gao-09-109", "government_report"), "CRS": ("crs-rl32270", "government_report"),
        "MPI": ("mpi-2010", "research_report"), "ICE": ("mirror", "mirror"),
    }  # fmt: skip
    for at, r in _rows("report_lists", path):
        slug, kind = kinds[r["source"][:3]]
        name = f"{slug}-{r['as_of']}"
        basis = "the copy's own day" if kind == "mirror" else "the report's own day"
        yield (
            StatedRoster(name, r["source"], kind, r["as_of"], "", "", "", basis, "", at.source, at.file, at.sha256),
            Statement(
                r["source"], r["as_of"], r["state"], r["agency_as_printed"], r["model"], r["date_signed"],
                "listed", "", name, str(at.row),
            ),
        )  # fmt: skip


def _rows(source: str, path: Path) -> Iterator[tuple[Provenance, dict[str, str]]]:
    for row in read(source, path.name, path.read_bytes()):
        yield row.at, {column: str(value) for column, value in row.values.items()}
