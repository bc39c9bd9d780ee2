"""What a build keeps beside the registry, so that the next list need not replay all that came before.

The file is a cache of this program's own objects, made by the same rules: it is read back only under the same
rules, and nothing but those classes is ever made from it. Without it, or with a damaged one, a build starts anew.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from deputized.model.memory import uncollected
from deputized.registry.curation import curation_folder
from deputized.registry.replay import Replay
from deputized.registry.tally import Tally
from deputized.store import clear_leftovers

PACKAGE = Path(__file__).parents[1]
BUILTINS = frozenset({"set", "frozenset", "dict", "list", "tuple", "bytearray", "complex"})
OTHERS = frozenset({("datetime", "date"), ("collections", "defaultdict"), ("functools", "partial")})


@dataclass(slots=True)
class Resume:
    """A replay and its tallies, the ids it gave, and the hashes of the lists it saw, in order."""

    replay: Replay
    tally: Tally
    ids: dict[str, dict[int, str]]
    publications: tuple[str, ...]

    def write(self, path: Path) -> None:
        """Keep it, aside and then in place. Readings of rows no longer on the newest lists are left out."""
        found = self.replay
        standing = {r.item.content_id: r.item.reading for r in found.participating.rows}
        standing |= {i.content_id: i.reading for i in found.pending.items.values()}
        found.readings = standing
        found.agreement_rows, found.pending_rows, found.agency_rows = {}, {}, {}
        with uncollected():
            body = pickle.dumps(self, protocol=5)
        clear_leftovers(path)
        aside = path.with_name(f".{path.name}.{os.getpid()}.new")
        aside.write_bytes(rules_digest() + hashlib.sha256(body).digest() + body)
        aside.replace(path)

    @classmethod
    def read(cls, path: Path) -> Resume | None:
        """What was kept; None if there is nothing, it is damaged, or other rules made it."""
        try:
            data = path.read_bytes()
        except OSError:
            return None
        rules, checksum, body = data[:32], data[32:64], data[64:]
        if rules != rules_digest() or checksum != hashlib.sha256(body).digest():
            return None
        try:
            with uncollected():
                found = _Reader(io.BytesIO(body)).load()
        except (pickle.UnpicklingError, AttributeError, EOFError, IndexError, TypeError):
            return None
        return found if isinstance(found, cls) else None


def resume_file(registry: Path) -> Path:
    """Where it is kept for a registry."""
    return registry.with_suffix(".resume")


@lru_cache(maxsize=1)
def rules_digest() -> bytes:
    """A hash of everything but the lists that decides what a registry says."""
    digest = hashlib.sha256()
    for path in _rule_files():
        digest.update(path.read_bytes())
    return digest.digest()


def _rule_files() -> Iterator[Path]:
    for folder in ("model", "registry", "registry/places", "store"):
        yield from sorted((PACKAGE / folder).glob("*.py"))
    yield from (PACKAGE / "data" / name for name in ("ids.csv", "documents.csv", "statements.csv"))
    yield from sorted((PACKAGE / "data" / "reference").glob("*.csv"))
    yield from sorted(curation_folder().glob("*.yml"))


class _Reader(pickle.Unpickler):
    """Makes objects of this program's own model and registry, and of a few plain types; nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        own = module.startswith(("deputized.model.", "deputized.registry."))
        if own or (module == "builtins" and name in BUILTINS) or (module, name) in OTHERS:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} does not belong in a resume file")
