"""What tests of the site share: the day its pages are told for, a page of every kind, a build by the public command."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

from deputized.facts.pages import absences
from deputized.site.content import SiteContent

TODAY = date(2026, 11, 24)
PAGES = (
    "", "find/", "roster/", "map/", "left/", "pending/", "growth/",
    "county/48271/", "county/06037/", "county/12086/", "agency/tx-kinney-county-sheriff/",
    "agency/md-frederick-county-sheriff/", "state/tx/", "state/vt/", "models/", "laws/", "mandate/tx/", "timeline/", "results/", "claims/",
    "quality/", "lag/", "lists/", "data/", "about/", "changes/", "calculator/", "digest/", "digest/2025-W18/", "data/dictionary/",
    "methods/", "methods/claims/", "corrections/", "embed/map/", "embed/county/48271/", "embed/county/42017/",
)  # fmt: skip
"""One page of every kind, and of counties and states with and without agreements."""


def built(registry: Path, folder: Path, *more: str) -> int:
    """Build a site by the public command, in a process of its own; how many files it wrote."""
    words = ["site", "-o", str(folder), "--today", TODAY.isoformat(), "--registry", str(registry), *more]
    done = subprocess.run(
        [sys.executable, "-m", "deputized", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(re.findall(r"; ([\d,]+) written", done.stderr)[0].replace(",", ""))


class Gap(NamedTuple):
    """An agreement in force that was off ICE's lists once, with its agency's county and the days as ISO."""

    agency_id: str
    county_fips: str
    first_listed: str
    gone: str
    back: str


def once_absent(content: SiteContent) -> Gap:
    """The first such agreement of the content, whichever lists have come since."""
    runs: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
    for row in content.registry.rows(
        "SELECT agreement_id, agency_id, from_date, to_date FROM agreements JOIN agreement_spells "
        "USING (agreement_id) WHERE status = 'active' AND state_of_list = 'listed' ORDER BY agreement_id, from_date"
    ):
        runs.setdefault((row["agreement_id"], row["agency_id"]), []).append(
            (row["from_date"], row["to_date"])
        )
    for (_, agency_id), listed in runs.items():
        codes, gaps = content.matches[agency_id].county.codes, absences(listed)
        if len(gaps) == 1 and codes:
            return Gap(agency_id, codes[0], listed[0][0], *gaps[0])
    raise LookupError("no agreement in force was ever absent from a list")
