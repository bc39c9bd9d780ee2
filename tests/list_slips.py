"""Slips of a whole list, made on a real one: what ICE's spreadsheet could do between two lists, by kind.

A slip takes the rows of a list (heading row first) and gives the rows it would then have. Each is a plain function
of a grid, so that any real list can be given to it.
"""

# ruff: noqa: E501
from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from deputized.model.cells import CellValue
from deputized.model.raw import RawRow, RawSheet, RawWorkbook

STATE, AGENCY, TYPE, COUNTY, MODEL, SIGNED, MOA, ADDENDUM = range(8)
NAMES = ("state", "agency", "type", "county", "model", "signed", "moa", "addendum")
LINKED = (MOA, ADDENDUM)


@dataclass(slots=True)
class Line:
    """One row: its cells and the links on them."""

    cells: list[CellValue]
    links: dict[int, str] = field(default_factory=dict)


Grid = list[Line]
Slip = Callable[[Grid], Grid]


def grid_of(workbook: RawWorkbook, width: int = 8) -> Grid:
    """The first sheet's rows, all of one width."""
    return [
        Line([*row.cells, *([None] * (width - len(row.cells)))], dict(row.links))
        for row in workbook.sheets[0].rows
    ]


def workbook_of(like: RawWorkbook, grid: Grid) -> RawWorkbook:
    """A workbook with these rows."""
    rows = []
    for number, line in enumerate(grid, 1):
        cells = list(line.cells)
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(RawRow(number, False, tuple(cells), tuple(sorted(line.links.items()))))
    return replace(like, sheets=(RawSheet("Sheet1", "visible", tuple(rows)),))


def copied(grid: Grid) -> Grid:
    return [Line(list(line.cells), dict(line.links)) for line in grid]


def shift(column: int, by: int, first: int = 1, count: int | None = None) -> Slip:
    """A column's cells, or a stretch of them, some rows further down."""

    def slip(grid: Grid) -> Grid:
        last = len(grid) if count is None else min(len(grid), first + count)
        was = [(line.cells[column], line.links.get(column)) for line in grid[first:last]]
        moved = was[-by:] + was[:-by]
        for line, (cell, link) in zip(grid[first:last], moved, strict=True):
            line.cells[column] = cell
            line.links.pop(column, None)
            if link is not None:
                line.links[column] = link
        return grid

    return slip


def shift_links(by: int) -> Slip:
    """The links of MOA some rows further down, the text where it was."""

    def slip(grid: Grid) -> Grid:
        was = [line.links.get(MOA) for line in grid[1:]]
        for line, link in zip(grid[1:], was[-by:] + was[:-by], strict=True):
            line.links.pop(MOA, None)
            if link is not None:
                line.links[MOA] = link
        return grid

    return slip


def sort_alone(column: int) -> Slip:
    """One column sorted without the others."""

    def slip(grid: Grid) -> Grid:
        was = sorted(
            ((line.cells[column], line.links.get(column)) for line in grid[1:]),
            key=lambda x: (x[0] is None, str(x[0]), str(x[1])),
        )
        for line, (cell, link) in zip(grid[1:], was, strict=True):
            line.cells[column] = cell
            line.links.pop(column, None)
            if link is not None:
                line.links[column] = link
        return grid

    return slip


def swap(a: int, b: int, *, with_heading: bool = False) -> Slip:
    """The contents of two columns exchanged, with or without their headings."""

    def slip(grid: Grid) -> Grid:
        for line in grid if with_heading else grid[1:]:
            line.cells[a], line.cells[b] = line.cells[b], line.cells[a]
            la, lb = line.links.pop(a, None), line.links.pop(b, None)
            if lb is not None:
                line.links[a] = lb
            if la is not None:
                line.links[b] = la
        return grid

    return slip


def rename(column: int, heading: CellValue) -> Slip:
    """Another heading over a column."""

    def slip(grid: Grid) -> Grid:
        grid[0].cells[column] = heading
        return grid

    return slip


def each(
    column: int, change: Callable[[CellValue], CellValue], first: int = 1, last: int | None = None
) -> Slip:
    """Every cell of a column, or of a stretch of it, written otherwise."""

    def slip(grid: Grid) -> Grid:
        for line in grid[first:last]:
            line.cells[column] = change(line.cells[column])
        return grid

    return slip


def drop(test: Callable[[Line], bool]) -> Slip:
    """Rows left out."""
    return lambda grid: [grid[0], *(line for line in grid[1:] if not test(line))]


def remove_column(column: int) -> Slip:
    def slip(grid: Grid) -> Grid:
        for line in grid:
            del line.cells[column]
            line.cells.append(None)
            line.links = {c - (c > column): url for c, url in line.links.items() if c != column}
        return grid

    return slip


def unlinked(grid: Grid) -> Grid:
    for line in grid:
        line.links.clear()
    return grid


def shuffled(grid: Grid) -> Grid:
    rest = grid[1:]
    random.Random(287).shuffle(rest)
    return [grid[0], *rest]


def beside(gap: int) -> Slip:
    """The second half of the table beside the first."""

    def slip(grid: Grid) -> Grid:
        half = len(grid) // 2 + 1
        left, right = grid[:half], [grid[0], *grid[half:]]
        width = len(grid[0].cells) + gap
        for n, line in enumerate(left):
            line.cells += [None] * gap
            if n < len(right):
                line.cells += right[n].cells
                line.links |= {c + width: url for c, url in right[n].links.items()}
        return left

    return slip


def below(*lines: list[CellValue], at: int | None = None) -> Slip:
    """Further rows at the foot of the table, or within it."""

    def slip(grid: Grid) -> Grid:
        made = [Line([*cells, *([None] * (8 - len(cells)))]) for cells in lines]
        place = len(grid) if at is None else at
        return [*grid[:place], *made, *grid[place:]]

    return slip


def day_of(value: CellValue) -> date:
    assert isinstance(value, date)
    return date(value.year, value.month, value.day)


def as_day_month(value: CellValue) -> CellValue:
    """A true date whose day and month stand the wrong way round, where that is a date."""
    day = day_of(value)
    return date(day.year, day.day, day.month) if day.day <= 12 else value


def written(pattern: str) -> Callable[[CellValue], CellValue]:
    return lambda value: day_of(value).strftime(pattern)


def years_off(by: int) -> Callable[[CellValue], CellValue]:
    return lambda value: day_of(value).replace(year=day_of(value).year + by, day=min(28, day_of(value).day))


def swapped_words(pairs: dict[str, str]) -> Callable[[CellValue], CellValue]:
    """Each of the words for another, all at once."""

    def change(value: CellValue) -> CellValue:
        text = str(value).strip() if value is not None else ""
        return pairs.get(text, value)

    return change


POSTAL = {
    "ALABAMA": "AL", "ALASKA": "AK", "ARIZONA": "AZ", "ARKANSAS": "AR", "CALIFORNIA": "CA", "COLORADO": "CO",
    "CONNECTICUT": "CT", "DELAWARE": "DE", "FLORIDA": "FL", "GEORGIA": "GA", "HAWAII": "HI", "IDAHO": "ID", "ILLINOIS": "IL",
    "INDIANA": "IN", "IOWA": "IA", "KANSAS": "KS", "KENTUCKY": "KY", "LOUISIANA": "LA", "MAINE": "ME", "MARYLAND": "MD",
    "MASSACHUSETTS": "MA", "MICHIGAN": "MI", "MINNESOTA": "MN", "MISSISSIPPI": "MS", "MISSOURI": "MO", "MONTANA": "MT",
    "NEBRASKA": "NE", "NEVADA": "NV", "NEW HAMPSHIRE": "NH", "NEW JERSEY": "NJ", "NEW MEXICO": "NM", "NEW YORK": "NY",
    "NORTH CAROLINA": "NC", "NORTH DAKOTA": "ND", "OHIO": "OH", "OKLAHOMA": "OK", "OREGON": "OR", "PENNSYLVANIA": "PA",
    "RHODE ISLAND": "RI", "SOUTH CAROLINA": "SC", "SOUTH DAKOTA": "SD", "TENNESSEE": "TN", "TEXAS": "TX", "UTAH": "UT",
    "VERMONT": "VT", "VIRGINIA": "VA", "WASHINGTON": "WA", "WEST VIRGINIA": "WV", "WISCONSIN": "WI", "WYOMING": "WY",
    "GUAM": "GU", "NORTHERN MARIANA ISLANDS": "MP", "PUERTO RICO": "PR",
}  # fmt: skip
SHORT = {"Task Force Model": "TFM", "Jail Enforcement Model": "JEM", "Warrant Service Officer": "WSO"}


def in_state(name: str) -> Callable[[Line], bool]:
    return lambda line: str(line.cells[STATE] or "").strip().upper() == name


def of_model(word: str) -> Callable[[Line], bool]:
    return lambda line: word in str(line.cells[MODEL] or "")


def twice(share: float) -> Slip:
    """The first part of the table pasted again below it."""

    def slip(grid: Grid) -> Grid:
        count = int(share * (len(grid) - 1))
        return [*grid, *copied(grid[1 : 1 + count])]

    return slip


def once_a_block(column: int) -> Slip:
    """A value printed only on the first row of its block."""

    def slip(grid: Grid) -> Grid:
        above: CellValue = None
        for line in grid[1:]:
            value = line.cells[column]
            line.cells[column] = None if value == above else value
            above = value
        return grid

    return slip


def slips(grid: Grid) -> Iterator[tuple[str, Slip]]:
    """Every slip that is tried on a list, by name."""
    count = len(grid) - 1
    for column, name in enumerate(NAMES):
        for by in (1, 2, 7, -1, count // 2):
            yield f"shift {name} {by}", shift(column, by)
        for first, long in ((2, 40), (count // 2, 120), (count - 30, 30)):
            yield f"shift {name} 1 from {first} for {long}", shift(column, 1, first, long)
        yield f"sort {name} alone", sort_alone(column)
        yield f"rename {name}", rename(column, "WHAT IT IS")
        yield f"blank heading {name}", rename(column, None)
        yield f"remove {name}", remove_column(column)
        yield f"empty {name}", each(column, lambda v: None)
        yield f"empty second half of {name}", each(column, lambda v: None, first=count // 2)
        yield f"one value of {name}", each(column, lambda v, g=grid, c=column: g[1].cells[c])  # type: ignore[misc]
        yield f"{name} once a block", once_a_block(column)
        for other in range(column + 1, 8):
            yield f"swap {name} {NAMES[other]}", swap(column, other)
            yield f"move {name} {NAMES[other]}", swap(column, other, with_heading=True)
    for by in (1, -1, 3, 50):
        yield f"shift links {by}", shift_links(by)
    yield "no links", unlinked
    yield "shuffled rows", shuffled
    for pattern in ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%m/%d/%y", "%b %d, %Y", "%d-%b-%y", "%Y%m%d", "%Y-%m-%d %H:%M:%S",
                    "%A, %d %B %Y", "%m-%Y", "%B %Y", "%Y", "week %W of %Y", "%m%d%Y"):  # fmt: skip
        yield f"dates {pattern}", each(SIGNED, written(pattern))
        yield f"some dates {pattern}", each(SIGNED, written(pattern), count // 3, count // 3 + 60)
    yield "dates day and month", each(SIGNED, as_day_month)
    yield "some dates day and month", each(SIGNED, as_day_month, 10, 160)
    for by in (1, -1, 10):
        yield f"years {by}", each(SIGNED, years_off(by))
        yield f"some years {by}", each(SIGNED, years_off(by), 30, 90)
    yield "days one off", each(SIGNED, lambda v: day_of(v) + timedelta(days=1))
    yield "days as numbers of 1904", each(SIGNED, lambda v: (day_of(v) - date(1904, 1, 1)).days)
    yield "days as numbers", each(SIGNED, lambda v: (day_of(v) - date(1899, 12, 30)).days)
    for share in (0.02, 0.2, 0.5, 1.0):
        yield f"pasted again {share}", twice(share)
    for state in ("FLORIDA", "WYOMING", "TEXAS", "NEVADA", "ARIZONA", "OKLAHOMA", "UTAH", "IDAHO"):
        yield f"without {state}", drop(in_state(state))
        yield f"{state} misread", each(STATE, swapped_words({state: "OHIO"}))
    for word in ("Task", "Jail", "Warrant"):
        yield f"without {word}", drop(of_model(word))
    for name, pairs in {
        "short": SHORT,
        "jail and warrant exchanged": {"Jail Enforcement Model": "Warrant Service Officer", "Warrant Service Officer": "Jail Enforcement Model"},
        "all warrant": {"Jail Enforcement Model": "Warrant Service Officer"},
        "merged": {"Jail Enforcement Model": "Jail Model (JEM/WSO)", "Warrant Service Officer": "Jail Model (JEM/WSO)"},
        "renamed": {"Task Force Model": "Street Level Enforcement"},
        "long": {k: f"287(g) {k} ({v})" for k, v in SHORT.items()},
        "other words": {"Task Force Model": "Taskforce", "Jail Enforcement Model": "Jail Program", "Warrant Service Officer": "Warrant Officers"},
        "hybrid": {"Jail Enforcement Model": "Hybrid"},
        "with old": {k: f"{k} (legacy)" for k in SHORT},
    }.items():  # fmt: skip
        yield f"models {name}", each(MODEL, swapped_words(pairs))
    yield "states by code", each(STATE, swapped_words(POSTAL))
    yield "states by code, small", each(STATE, swapped_words({k: v.lower() for k, v in POSTAL.items()}))
    yield "states in small letters", each(STATE, lambda v: str(v).title())
    yield (
        "states numbered",
        each(
            STATE,
            lambda v: str(
                list(POSTAL).index(str(v).strip().upper()) if str(v).strip().upper() in POSTAL else 0
            ),
        ),
    )
    yield "states with a note", each(STATE, lambda v: f"{v} (state)")
    yield "agencies in capitals", each(AGENCY, lambda v: str(v).upper())
    yield "agencies Co.", each(AGENCY, lambda v: str(v).replace("County", "Co."))
    yield "agencies CSO", each(AGENCY, lambda v: str(v).replace(" County Sheriff's Office", " CSO"))
    yield "agencies cut at 20", each(AGENCY, lambda v: str(v)[:20])
    yield "agencies without place", each(AGENCY, lambda v: " ".join(str(v).split()[-2:]))
    yield "agencies last first", each(AGENCY, lambda v: ", ".join(reversed(str(v).split(" ", 1))))
    yield "agencies with state", each(AGENCY, lambda v: f"{v}, USA")
    yield "agencies numbered", each(AGENCY, lambda v: f"1. {v}")
    yield (
        "types other words",
        each(TYPE, swapped_words({"County": "Cty", "Municipality": "Local", "State Agency": "St."})),
    )
    yield "counties without County", each(COUNTY, lambda v: str(v).replace(" County", ""))
    yield "counties all N/A", each(COUNTY, lambda v: "N/A")
    for n in (2, 3, 5, 10, 30, 100, 900):
        yield f"cut {n} before the end", lambda grid, n=n: grid[:-n]  # type: ignore[misc]
        yield f"cut {n} from the top", lambda grid, n=n: [grid[0], *grid[1 + n :]]  # type: ignore[misc]
        yield f"cut {n} in the middle", lambda grid, n=n: [*grid[: count // 2], *grid[count // 2 + n :]]  # type: ignore[misc]
    for gap in (0, 1, 3):
        yield f"beside {gap}", beside(gap)
    sheriff: list[CellValue] = [
        "TEXAS",
        "Nowhere County Sheriff's Office",
        "County",
        "Nowhere County",
        "Task Force Model",
        date(2026, 5, 1),
        "link",
    ]
    yield "total", below([None, "Total", None, None, str(count)])
    yield (
        "totals by model",
        below(["Total", f"Total Agreements: {count}"], [None, "TFM: 1200"], [None, "JEM", None, None, "150"]),
    )
    yield "footnotes", below(["* Agreement under review"], [None, "1 Training pending"], ["Source: ICE ERO"])
    yield (
        "subtotal in state",
        below(["TEXAS TOTAL", None, None, None, "350"], [None, "Texas subtotal: 350"], at=count // 2),
    )
    yield "terminated section", below(["TERMINATED AGREEMENTS"], *([sheriff] * 3))
    yield "pending section", below([], ["Pending"], *([sheriff] * 3))
    yield (
        "heading per page",
        below(
            [
                "STATE",
                "LAW ENFORCEMENT AGENCY",
                "TYPE",
                "COUNTY",
                "SUPPORT TYPE",
                "SIGNED",
                "MOA",
                "ADDENDUM",
            ],
            at=count // 2,
        ),
    )
    yield (
        "placeholders",
        below(
            ["TEXAS", "TBD", "County", "TBD", "Task Force Model", date(2026, 5, 1)],
            ["TEXAS", "#REF!", "County", None, "Task Force Model", date(2026, 5, 1)],
        ),
    )
    yield "titles in between", below(["Agreements in Florida"], at=300)
    yield "signed in the future", each(SIGNED, lambda v: date(2027, 1, 4), 5, 60)
    yield "few signed in the future", each(SIGNED, lambda v: date(2099, 1, 4), 5, 8)
