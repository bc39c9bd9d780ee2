"""Counts lists anew with openpyxl alone: `python -m bench.recount ../shared/corpus`.

bench/gold/gold_counts.csv was counted by hand for the first 396 lists. Those found since are counted here, by none of
the project's code, into bench/gold/recounted.csv with the same columns; bench/gold/files.csv gets their hashes.
"""

from __future__ import annotations

import csv
import difflib
import sys
import warnings
from collections import Counter
from pathlib import Path

import openpyxl

GOLD = Path(__file__).parent / "gold"
TERRITORIES = {"GUAM", "NORTHERN MARIANA ISLANDS", "PUERTO RICO", "U.S. VIRGIN ISLANDS", "AMERICAN SAMOA"}
STATES = (
    "ALABAMA ALASKA ARIZONA ARKANSAS CALIFORNIA COLORADO CONNECTICUT DELAWARE FLORIDA GEORGIA HAWAII IDAHO ILLINOIS "
    "INDIANA IOWA KANSAS KENTUCKY LOUISIANA MAINE MARYLAND MASSACHUSETTS MICHIGAN MINNESOTA MISSISSIPPI MISSOURI MONTANA "
    "NEBRASKA NEVADA NEW_HAMPSHIRE NEW_JERSEY NEW_MEXICO NEW_YORK NORTH_CAROLINA NORTH_DAKOTA OHIO OKLAHOMA OREGON "
    "PENNSYLVANIA RHODE_ISLAND SOUTH_CAROLINA SOUTH_DAKOTA TENNESSEE TEXAS UTAH VERMONT VIRGINIA WASHINGTON WEST_VIRGINIA "
    "WISCONSIN WYOMING"
)
NAMES = [*(s.replace("_", " ") for s in STATES.split()), *TERRITORIES]
MODELS = {
    "task force model": "tfm",
    "task force officer": "tfm",
    "jail enforcement model": "jem",
    "warrant service officer": "wso",
}


def plain(cell: object) -> str:
    """A cell's text with spaces made single, case folded and apostrophes straight."""
    return " ".join(str(cell if cell is not None else "").replace("’", "'").casefold().split())


def nearest(text: str, known: list[str]) -> str:
    """The known word a text is, or is nearest to; "" if none is near."""
    found = difflib.get_close_matches(text, known, n=1, cutoff=0.8) if text not in known else [text]
    return found[0] if found else ""


def counts(path: Path) -> dict[str, int]:
    """The figures of one workbook, by the columns of gold_counts.csv."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(path).worksheets[0]
    lines = list(sheet.iter_rows())
    header = [plain(cell.value) for cell in lines[0]]
    at = {name: header.index(name) for name in ("state", "law enforcement agency", "support type")}
    rows = []
    for number, line in enumerate(lines[1:], 2):
        state, agency, model = (plain(line[i].value) for i in at.values())
        if agency:
            known = nearest(state.upper(), NAMES)
            hidden = bool(sheet.row_dimensions[number].hidden)
            rows.append((known, agency, MODELS.get(nearest(model, list(MODELS)), ""), hidden))
    by_model = Counter(r[2] for r in rows)
    tfm = [r for r in rows if r[2] == "tfm"]
    places = {r[0] for r in rows if r[0]}
    return {
        "rows": len(rows),
        "tfm_rows": by_model["tfm"],
        "jem_rows": by_model["jem"],
        "wso_rows": by_model["wso"],
        "other_or_blank_model_rows": by_model[""],
        "states": len(places - TERRITORIES),
        "territories": len(places & TERRITORIES),
        "agencies_by_printed_name": len({r[:2] for r in rows}),
        "tfm_agencies_by_printed_name": len({r[:2] for r in tfm}),
        "tfm_states": len({r[0] for r in tfm} - TERRITORIES - {""}),
        "hidden_rows": sum(r[3] for r in rows),
        "florida_rows": sum(r[0] == "FLORIDA" for r in rows),
        "texas_rows": sum(r[0] == "TEXAS" for r in rows),
    }


def read(name: str) -> list[dict[str, str]]:
    """The rows of one file."""
    with (GOLD / name if (GOLD / name).is_file() else Path(name)).open(
        encoding="utf-8", newline=""
    ) as stream:
        return list(csv.DictReader(stream))


def main(corpus: Path) -> None:
    """Count what bench/gold does not yet count."""
    by_hand = read("gold_counts.csv")
    counted = {r["file"] for r in by_hand}
    found, hashes = [], []
    for row in read(str(corpus / "manifest.csv")):
        if row["file"].partition("/")[0] == "webpage" and row["file"] not in counted:
            raise SystemExit(f"{row['file']}: page tables are not counted here")
        hashes.append({"file": row["file"], "sha256": row["sha256"]})
        if row["file"] not in counted:
            given = {"file": row["file"], "published_date": row["published_date"]}
            found.append({**given, "part_of_day": row["part_of_day"], **counts(corpus / row["file"])})
    for name, rows in (("recounted.csv", found), ("files.csv", hashes)):
        with (GOLD / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    print(f"{len(found)} lists counted")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
