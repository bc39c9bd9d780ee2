"""Makes the shipped tables of results anew from the raw files; the same files give the same bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from deputized.outcomes import arrests, bookins, identified, published, releases
from deputized.outcomes.tables import FILES, FOLDER, as_csv

ELSEWHERE = "ice_detention_stats_bookins_by_agency_month.parquet"


def tables(outcomes: Path, facts: Path) -> dict[str, str]:
    """Name and text of every shipped table."""
    return {
        identified.TABLE: identified.derive(outcomes),
        bookins.TABLE: bookins.derive(outcomes, bookins.read_elsewhere(outcomes, ELSEWHERE)),
        arrests.TABLE: arrests.derive(outcomes),
        published.TABLE: published.derive(outcomes, facts),
        releases.TABLE: releases.derive(outcomes),
        FILES: _files(outcomes, facts),
    }


def _files(outcomes: Path, facts: Path) -> str:
    names = [
        *(outcomes / n for n in (identified.SOURCE_FILE, arrests.SOURCE_FILE, published.PUBLISHED_FILE, ELSEWHERE, releases.SOURCE_FILE)),
        facts / published.EFFICACY_FILE, *outcomes.glob("*detentionStats*.xlsx"),
    ]  # fmt: skip
    rows = [(p.name, hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_size) for p in names]
    return as_csv(("file", "sha256", "bytes"), sorted(rows))


def rebuild(outcomes: Path, facts: Path, output: Path = FOLDER) -> list[Path]:
    """Write every table into a folder."""
    output.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in tables(outcomes, facts).items():
        (output / name).write_text(text, encoding="utf-8")
        written.append(output / name)
    return written
