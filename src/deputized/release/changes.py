"""What changed in the data between two releases, row by row, by each table's key."""

from __future__ import annotations

import csv
import json
from pathlib import Path

COLUMNS = ("table", "change", "key", "column", "before", "after")
MOST_ROWS = 20_000
"""Rows told of one table; beyond it they are counted and not listed."""


def changes_between(before: Path, after: Path, out: Path) -> dict[str, dict[str, int]]:
    """Compare two folders of tables; writes each change to `out`. Returns rows added, removed and changed by table."""
    counts: dict[str, dict[str, int]] = {}
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for name, key in sorted((_keys(before) | _keys(after)).items()):
            old, new = _rows(before / f"{name}.csv", key), _rows(after / f"{name}.csv", key)
            told: list[tuple[str, str, str, str, str]] = []
            count = {"added": 0, "removed": 0, "changed": 0}
            for k in sorted(old.keys() | new.keys()):
                if k not in old or k not in new:
                    change = "added" if k in new else "removed"
                    count[change] += 1
                    told.append((change, "|".join(k), "", "", ""))
                elif old[k] != new[k]:
                    count["changed"] += 1
                    columns = sorted(old[k].keys() | new[k].keys())
                    told += [
                        ("changed", "|".join(k), c, old[k].get(c, ""), new[k].get(c, ""))
                        for c in columns
                        if old[k].get(c) != new[k].get(c)
                    ]
            counts[name] = count
            if len(told) <= MOST_ROWS:
                writer.writerows((name, *t) for t in told)
            else:
                writer.writerow((name, "too many to list", "", "", "", str(len(told))))
    return counts


def _keys(folder: Path) -> dict[str, tuple[str, ...]]:
    """Each table's key, as the folder's own description says."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    found = {}
    for resource in package["resources"]:
        key = resource["schema"].get("primaryKey") or [f["name"] for f in resource["schema"]["fields"]]
        found[Path(resource["path"]).stem] = (key,) if isinstance(key, str) else tuple(key)
    return found


def _rows(path: Path, key: tuple[str, ...]) -> dict[tuple[str, ...], dict[str, str]]:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {tuple(row.get(k) or "" for k in key): row for row in csv.DictReader(file)}
