"""Writes a site so that only what changed is touched and what is gone is removed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

MANIFEST = ".deputized-site.json"
"""What a build wrote and its hashes: the next build touches only what differs, and removes only what is ours."""


@dataclass(slots=True)
class Output:
    """One folder being built."""

    folder: Path
    before: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    written: int = 0

    @classmethod
    def open(cls, folder: Path) -> Output:
        """A folder to build into. Raises ValueError for one that holds something else."""
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / MANIFEST
        if not kept.is_file():
            if any(folder.iterdir()):
                raise ValueError(f"{folder} is not empty and holds no site of ours; give another folder")
            return cls(folder)
        try:
            return cls(folder, json.loads(kept.read_text(encoding="utf-8")))
        except ValueError:
            return cls(folder)

    def put(self, path: str, data: bytes | str) -> None:
        """Write a file if it differs from what stands there."""
        body = data.encode("utf-8") if isinstance(data, str) else data
        digest = hashlib.sha256(body).hexdigest()
        self.now[path] = digest
        target = self.folder / path
        if self.before.get(path) == digest and target.is_file():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".{target.name}.new")
        aside.write_bytes(body)
        aside.replace(target)
        self.written += 1

    def close(self) -> int:
        """Remove files of the last build that this one no longer has; returns how many."""
        gone = [p for p in self.before if p not in self.now]
        for path in gone:
            (self.folder / path).unlink(missing_ok=True)
        aside = self.folder / f"{MANIFEST}.new"
        aside.write_text(json.dumps(self.now, indent=0, sort_keys=True), encoding="utf-8")
        aside.replace(self.folder / MANIFEST)
        return len(gone)
