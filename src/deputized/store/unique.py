"""Keys that stand twice: no list may break the registry, so a second row of one key is refused and told.

The rules make keys that are unique for every list seen so far. Should a later list bring two rows to one key, the
first is kept, the others are counted with their keys in the table `meta`, and `deputized doctor` shows them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from deputized.model.tables import TableDefinition

REFUSED = "rows_refused"
"""The key in `meta` under which refused rows are told: JSON, table to the keys refused, as lists of text."""
MOST_NAMED = 20  # refused keys named for each table; all are counted


@dataclass(slots=True)
class Refused:
    """The rows that were not written because their key was taken, by table."""

    keys: dict[str, list[list[str]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def unique(self, table: TableDefinition, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The rows whose key has not been met in this table; the others are noted here."""
        names = [c.name for c in table.columns]
        key_of = itemgetter(*(names.index(k) for k in table.key))
        seen: set[Any] = set()
        for row in rows:
            key = key_of(row)
            if key in seen:
                self._refuse(table.name, key)
            else:
                seen.add(key)
                yield row

    def _refuse(self, table: str, key: Any) -> None:
        parts = key if isinstance(key, tuple) else (key,)
        self.counts[table] = self.counts.get(table, 0) + 1
        named = self.keys.setdefault(table, [])
        if len(named) < MOST_NAMED:
            named.append([str(part) for part in parts])

    def meta_row(self) -> tuple[str, str] | None:
        """The row of `meta` that tells of them; None if there are none."""
        if not self.counts:
            return None
        told = {name: {"count": n, "keys": self.keys[name]} for name, n in sorted(self.counts.items())}
        return REFUSED, json.dumps(told)
