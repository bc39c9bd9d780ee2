"""Places: the newest list tied to counties, towns and ORIs, and the blind check of counties and ORIs.

How they were drawn and judged, on 25 November 2026: `random.seed(287)`, a hundred of the sorted ids of all 1,491
agencies with a county match, those gone and pending included. The judge saw the printed name, state, TYPE and COUNTY
alone, wrote down the county each governs (gold/places_counties.csv), from the county in its name or from where the
town lies, and only then saw the matches. Fifteen of the hundred, towns without a readable printed county, had stood
with their match in an earlier comparison with a simple join; so fifteen more that had not were drawn and judged alike
(numbers 101 to 115, `random.seed(288)`, no sheriffs).

The sixty ORIs: `random.seed(60)`, forty active agencies that are no sheriff's and twenty sheriffs; the FBI's name, kind
and county held against the printed ones by eye (gold/places_oris.csv).
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from deputized.archive import Ledger
from deputized.library import Registry
from deputized.library.matching import QUESTIONS, reason_rows, report_rows
from deputized.library.opening import open_registry
from deputized.registry import build_registry
from deputized.registry.places.answers import Match

GOLD = Path(__file__).parent / "gold"
TARGETS = {"county": ("all", 0.995), "place": ("municipal_police", 0.98), "ori": ("all", 0.95)}


def report() -> str:
    """The whole check as text; the same ledger and rules give the same text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "registry.sqlite"
        build_registry(Ledger.shipped(), path)
        with open_registry(path) as registry:
            return "\n".join([*_shares(registry), "", *_blind(registry.ties), ""])


def _shares(registry: Registry) -> Iterator[str]:
    rows = {str(row["kind"]): row for row in report_rows(registry)}
    yield f"{'kind':<26}{'agreements':>11}" + "".join(f"{q:>22}" for q in QUESTIONS)
    for kind, row in rows.items():
        cells = (f"{row[f'{q}_tied']}/{row[f'{q}_of']} {_share(row, q)}" for q in QUESTIONS)
        yield f"{kind:<26}{row['agreements']:>11}" + "".join(f"{cell:>22}" for cell in cells)
    yield ""
    for question, (kind, target) in TARGETS.items():
        share = int(str(rows[kind][f"{question}_tied"])) / int(str(rows[kind][f"{question}_of"]))
        yield f"{question} of {kind}: {share:.2%}, target {target:.1%}: {'met' if share >= target else 'not met'}"
    yield ""
    yield "missing, agreements by kind and reason"
    for row in reason_rows(registry):
        yield f"  {row['missing']:<7}{row['kind']:<28}{row['agreements']:>4}  {row['why']}"


def _share(row: dict[str, object], question: str) -> str:
    return str(row[f"{question}_share"]) if row[f"{question}_of"] else "-"


def gold(name: str) -> list[dict[str, str]]:
    """The rows of one file of hand judgements."""
    with (GOLD / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _blind(tied: Mapping[str, Match]) -> Iterator[str]:
    counties = gold("places_counties.csv")
    wrong = [r for r in counties if r["county_fips"] not in tied[r["agency_id"]].county.codes]
    main = sum(tied[r["agency_id"]].county.code == r["county_fips"] for r in counties)
    yield f"blind check of counties: {len(counties)} judged, {main} the main county, {len(wrong)} wrong"
    for row in wrong:
        yield f"  {row['agency_id']}: judged {row['county']}, matched {tied[row['agency_id']].county.codes}"
    oris = gold("places_oris.csv")
    other = [r for r in oris if tied[r["agency_id"]].ori.code != r["ori"]]
    bad = [r for r in oris if r["verdict"] != "right"]
    yield f"ORIs checked by hand: {len(oris)} judged, {len(bad)} wrong, {len(other)} matched otherwise since"
