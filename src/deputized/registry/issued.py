"""The ids already published, as `data/ids.csv` keeps them: what each was found by, and a row it was read from.

A row of a list is the witness of an id: whatever rules and judgements come later, the id belongs to what that row
is read as, or leads on to it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import resources
from io import StringIO
from pathlib import Path

IDS_FILE = "ids.csv"
FIELDS = ("kind", "anchor", "id")
Address = tuple[str, int]
"""A list's id and the number of a row on it."""
WITNESSED = ("agency", "agreement", "pending")


@dataclass(slots=True)
class Issued:
    """The ids already published.

    Agencies by their anchors, those since merged by theirs, agreements and pending spells by themselves, lists by
    the hash of their bytes, numbered events by what they are called now; `rows` has the witnesses of each kind.
    """

    agencies: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    agreements: dict[str, str] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    events: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[tuple[Address, str]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, path: Path | None = None) -> Issued:
        """The shipped ids, or those of another file."""
        text = (
            path.read_text(encoding="utf-8")
            if path is not None
            else (resources.files("deputized") / "data" / IDS_FILE).read_text(encoding="utf-8")
        )
        issued = cls()
        tables = issued.tables()
        for kind, anchor, id_ in list(csv.reader(StringIO(text)))[1:]:
            if kind.endswith("_row"):
                name, _, row = anchor.rpartition(":")
                issued.rows[kind[:-4]].append(((name, int(row)), id_))
            else:
                tables[kind][anchor] = id_
        return issued

    def tables(self) -> dict[str, dict[str, str]]:
        """What an id of each kind is found by."""
        return {
            "agency": self.agencies,
            "merged": self.merged,
            "agreement": self.agreements,
            "pending": self.pending,
            "list": self.lists,
            "event": self.events,
        }

    def witnesses(self) -> dict[str, frozenset[int]]:
        """The rows that bear witness, by list."""
        found: dict[str, set[int]] = defaultdict(set)
        for rows in self.rows.values():
            for (name, row), _ in rows:
                found[name].add(row)
        return {name: frozenset(rows) for name, rows in found.items()}

    def write(
        self,
        path: Path,
        anchors: Iterable[tuple[str, str, str]],
        rows: Iterable[tuple[str, Address, str]],
    ) -> None:
        """Keep every id issued so far, those that nothing bears any more included, and add these."""
        kept = {(kind, anchor): id_ for kind, anchor, id_ in anchors}
        for kind, table in self.tables().items():
            for anchor, id_ in table.items():
                kept.setdefault((kind, anchor), id_)
        known = {kind: {id_ for _, id_ in self.rows[kind]} for kind in WITNESSED}
        seen = {(f"{kind}_row", f"{a[0]}:{a[1]}", id_) for kind in WITNESSED for a, id_ in self.rows[kind]}
        seen |= {(f"{kind}_row", f"{a[0]}:{a[1]}", id_) for kind, a, id_ in rows if id_ not in known[kind]}
        lines = sorted({*((kind, anchor, id_) for (kind, anchor), id_ in kept.items()), *seen})
        out = StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(lines)
        aside = path.with_suffix(".new")
        aside.write_text(out.getvalue(), encoding="utf-8")
        aside.replace(path)


def shipped_ids() -> Path:
    """The id file in the package."""
    return Path(str(resources.files("deputized"))) / "data" / IDS_FILE
