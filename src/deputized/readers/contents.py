"""Whether the columns of a list hold what their headings say.

A heading row can be right while the columns under it were swapped: the list would read without an error and
be wrong in every row. Three columns can be told by their contents (states, models, dates), and none of the
others may look like them. One misspelling throughout a list must pass: what decides is that another column
fits better, or that nearly nothing fits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from deputized.model.cells import CellError, CellValue
from deputized.model.raw import RawRow
from deputized.readers.errors import ReadError

STATES = frozenset(
    """ALABAMA;
ALASKA;ARIZONA;ARKANSAS;CALIFORNIA;COLORADO;CONNECTICUT;DELAWARE;DISTRICT OF COLUMBIA;FLORIDA;GEORGIA;
HAWAII;IDAHO;ILLINOIS;INDIANA;IOWA;KANSAS;KENTUCKY;LOUISIANA;MAINE;MARYLAND;MASSACHUSETTS;MICHIGAN;MINNESOTA;
MISSISSIPPI;MISSOURI;MONTANA;NEBRASKA;NEVADA;NEW HAMPSHIRE;NEW JERSEY;NEW MEXICO;NEW YORK;NORTH CAROLINA;
NORTH DAKOTA;OHIO;OKLAHOMA;OREGON;PENNSYLVANIA;RHODE ISLAND;SOUTH CAROLINA;SOUTH DAKOTA;TENNESSEE;TEXAS;UTAH;
VERMONT;VIRGINIA;WASHINGTON;WEST VIRGINIA;WISCONSIN;WYOMING;GUAM;PUERTO RICO;AMERICAN SAMOA;
NORTHERN MARIANA ISLANDS;VIRGIN ISLANDS;U.S. VIRGIN ISLANDS""".replace("\n", "").split(";")
)
SHORT_STATES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "DC",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "GU",
        "PR",
        "AS",
        "MP",
        "VI",
        "CNMI",
        "USVI",
        "N.C.",
        "S.C.",
        "N.D.",
        "S.D.",
        "N.H.",
        "N.J.",
        "N.M.",
        "N.Y.",
        "W.VA.",
        "D.C.",
        "R.I.",
        "PENN.",
        "FLA.",
        "TENN.",
        "CALIF.",
        "CONN.",
        "MASS.",
        "MINN.",
        "MISS.",
        "OKLA.",
        "TEX.",
        "WASH.",
        "WIS.",
        "WYO.",
        "ALA.",
        "ARIZ.",
        "ARK.",
        "COLO.",
        "DEL.",
        "GA.",
        "ILL.",
        "IND.",
        "KAN.",
        "KY.",
        "LA.",
        "MD.",
        "MICH.",
        "MO.",
        "MONT.",
        "NEB.",
        "NEV.",
        "ORE.",
        "PA.",
        "VA.",
        "VT.",
    ]
)
_TYPES = frozenset(
    {
        "county",
        "municipality",
        "muncipality",
        "municipal",
        "state agency",
        "state",
        "city",
        "federal",
        "campus",
    }
)
_MODEL = re.compile(r"\b(?:task[ -]?force|jail|warrant|hybrid|TFM|JEM|WSO|tunnel)\b", re.IGNORECASE)
_DATE_TEXT = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]?\d{0,4}|(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"sheriff|police|constable|department|dept|office|marshal|patrol|prison|jail|correction|attorney|guard|"
    r"commission|agency|bureau|division|public safety|\b(?:pd|so|dps|bocc)\b",
    re.IGNORECASE,
)
_REPAIR = (
    "Compare it with the page it came from; if ICE printed it so, keep the file and report it as an issue"
)
_ENOUGH = 0.5
_FEW = 3  # fewer filled cells than this prove nothing


@lru_cache(maxsize=32768)
def is_state(value: CellValue) -> bool:
    """Whether a cell names a state or territory, whole or short."""
    return (isinstance(value, str) and " ".join(value.upper().split()) in STATES) or _is_short_state(value)


def _is_short_state(value: CellValue) -> bool:
    """A postal code, or a state's name cut short ("Okla.", "N.C.")."""
    if not isinstance(value, str):
        return False
    text = value.strip().upper()
    return text in SHORT_STATES or (text.endswith(".") and any(s.startswith(text[:-1]) for s in STATES))


@lru_cache(maxsize=32768)
def _is_type(value: CellValue) -> bool:
    return isinstance(value, str) and value.strip().lower() in _TYPES


@lru_cache(maxsize=32768)
def _is_model(value: CellValue) -> bool:
    return isinstance(value, str) and len(value) < 60 and _MODEL.search(value) is not None


@lru_cache(maxsize=32768)
def _is_date(value: CellValue) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return 35_000 < value < 60_000  # an Excel day, 1995 to 2064, whose cell lost its format
    return isinstance(value, date) or (isinstance(value, str) and _DATE_TEXT.match(value.strip()) is not None)


@lru_cache(maxsize=32768)
def is_agency(value: CellValue) -> bool:
    """Whether a text has a word that law-enforcement agencies go by."""
    return isinstance(value, str) and _AGENCY.search(value) is not None


_LOOKS: dict[str, tuple[Callable[[CellValue], bool], str]] = {
    "state": (is_state, "states"),
    "support_type": (_is_model, "support types"),
    "signed": (_is_date, "dates"),
    "agency": (is_agency, "agencies"),
    "type": (_is_type, "types of agency"),
}
_SURE = frozenset(
    {"state", "support_type", "signed"}
)  # columns that hold nothing else, whatever stands elsewhere


def check_contents(name: str, sheet: str, columns: dict[str, int], rows: Sequence[RawRow]) -> None:
    """ReadError if a column of states, models or dates holds something else."""
    cells = {column: _filled(position, rows) for column, position in columns.items()}
    shares = {
        looks: {column: _share(values, test) for column, values in cells.items()}
        for looks, (test, _) in _LOOKS.items()
    }
    for column, (_, noun) in _LOOKS.items():
        if column not in columns or cells[column].total() < _FEW or shares[column][column] >= _ENOUGH:
            continue
        better = max(shares[column], key=lambda other: shares[column][other])
        first_row = rows[0].number
        if better != column and shares[column][better] >= _ENOUGH:
            raise ReadError(
                name,
                f"the column {_printed(column)} does not hold {noun}, the column {_printed(better)} does: "
                "their contents were swapped",
                _REPAIR,
                sheet=sheet,
                row=first_row,
            )
        if column in _SURE and shares[column][column] < 0.1 and cells[column].total() >= 10:
            example = next(iter(cells[column]))
            raise ReadError(
                name,
                f"the column {_printed(column)} does not hold {noun} (it begins with {str(example)[:40]!r})",
                _REPAIR,
                sheet=sheet,
                row=first_row,
            )


def _filled(position: int, rows: Sequence[RawRow]) -> Counter[CellValue]:
    values = Counter(row.cells[position] for row in rows if len(row.cells) > position)
    return Counter({value: count for value, count in values.items() if _is_filled(value)})


def _is_filled(value: CellValue) -> bool:
    return value is not None and not isinstance(value, CellError) and bool(str(value).strip(" \xa0\r\n\t"))


def _share(values: Counter[CellValue], test: Callable[[CellValue], bool]) -> float:
    total = values.total()
    return sum(count for value, count in values.items() if test(value)) / total if total else 0.0


def _printed(column: str) -> str:
    return {"agency": "LAW ENFORCEMENT AGENCY"}.get(column, column.upper().replace("_", " "))
