"""What tests of the site share: the day its pages are told for, a page of every kind, a build by the public command."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 24)
PAGES = (
    "", "find/", "county/48271/", "county/06037/", "county/12086/", "agency/tx-kinney-county-sheriff/",
    "agency/md-frederick-county-sheriff/", "state/tx/", "state/vt/", "models/", "laws/", "mandate/tx/", "timeline/", "claims/",
    "quality/", "lag/", "lists/", "data/", "about/", "changes/", "calculator/", "digest/", "digest/2025-W18/", "data/dictionary/",
    "methods/", "methods/claims/", "corrections/", "embed/map/", "embed/county/48271/", "embed/county/66010/",
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
