"""What a build keeps beside the registry, so that the next list need not replay all that came before.

The file is a cache of this program's own objects as plain data (`model.graph`), made by the same rules: it is read
back only under the same rules, and nothing but the classes named here is ever made from it. It holds the hash of the
registry it belongs to. Without it, or with a damaged one, a build starts anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from unicodedata import unidata_version

from deputized.model.day_order import Moments
from deputized.model.graph import dump, load
from deputized.model.memory import uncollected
from deputized.model.publications import ListKind, Publication
from deputized.registry import judge, readability, state, step, tally
from deputized.registry.agencies import AgencyBook
from deputized.registry.curation import curation_folder
from deputized.registry.judgements import files as judgement_files
from deputized.registry.names import AgencyName
from deputized.registry.pending import PendingLists
from deputized.registry.replay import Replay
from deputized.registry.rows import Row
from deputized.registry.wording import Wordings
from deputized.store import clear_leftovers, file_sha256

PACKAGE = Path(__file__).parents[1]


@dataclass(slots=True)
class Resume:
    """A replay and its tallies, the ids it gave, the hashes of the lists it saw, in order, and of its registry."""

    replay: Replay
    tally: tally.Tally
    ids: dict[str, dict[int, str]]
    publications: tuple[str, ...]
    judgements: tuple[str, ...] = ()  # what persons decided of those lists, one text a list that has any
    registry_sha256: str = ""

    def write(self, registry: Path, registry_sha256: Callable[[], str]) -> None:
        """Keep it beside a registry. Readings of rows no longer on the newest lists are left out.

        The registry's hash is asked for last: it may be made meanwhile.
        """
        path = resume_file(registry)
        found = self.replay
        standing = {r.item.content_id: r.item.reading for r in found.participating.rows}
        standing |= {i.content_id: i.reading for i in found.pending.items.values()}
        late = {c for c, reading in standing.items() if "signed_in_future" in reading.row.notes}
        found.readings = {c: r for c, r in standing.items() if c not in late}  # those are read list by list
        found.measures, found.row_doubts = {}, {}
        found.agreement_rows, found.pending_rows, found.agency_rows = {}, {}, {}
        with uncollected():
            body = dump(self, CLASSES)
        hashed = hashlib.sha256(body).hexdigest()
        status = registry.stat()
        head = {
            "rules": rules_digest().hex(), "sha256": hashed, "registry_sha256": registry_sha256(),
            "registry_stat": [status.st_size, status.st_mtime_ns],
        }  # fmt: skip
        clear_leftovers(path)
        aside = path.with_name(f".{path.name}.{os.getpid()}.new")
        aside.write_bytes(json.dumps(head).encode() + b"\n" + body)
        aside.replace(path)

    @classmethod
    def read(cls, path: Path) -> Resume | None:
        """What was kept; None if there is nothing, it is damaged, or other rules made it."""
        try:
            first, _, body = path.read_bytes().partition(b"\n")
            head = json.loads(first)
            is_ours = head["rules"] == rules_digest().hex()
            if not is_ours or head["sha256"] != hashlib.sha256(body).hexdigest():
                return None
            with uncollected():
                found = load(body, CLASSES)
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return None
        if not isinstance(found, cls):
            return None
        found.registry_sha256 = str(head["registry_sha256"])
        return found


CLASSES: tuple[type, ...] = (
    Resume, Replay, PendingLists, step.Participating, step.PriorRow, AgencyBook, AgencyName, Row, Publication, Moments, ListKind,
    state.RowReading, state.ListedRow, state.RowAddress, state.Agency, state.TrackedAgreement, state.PendingSpell, state.Decision,
    readability.ReadabilityCounts, judge.DoubtedLists, state.Event, state.Candidate, state.Belief, tally.Tally,
    tally.AgencySpan, tally.Spelling, Wordings,
)  # fmt: skip
"""All that a resume file can hold, beside plain values and containers."""


def is_as_built(registry: Path) -> bool:
    """Whether a registry is, as far as what was kept beside it can tell, what the build wrote.

    Its size and time of writing are compared, and its hash where they differ.
    """
    try:
        with resume_file(registry).open("rb") as file:
            head = json.loads(file.readline(10_000))
        status = registry.stat()
        is_same = head["registry_stat"] == [status.st_size, status.st_mtime_ns]
        return bool(is_same or head["registry_sha256"] == file_sha256(registry))
    except FileNotFoundError:
        return registry.is_file()
    except (OSError, ValueError, LookupError, TypeError):
        return False


def resume_file(registry: Path) -> Path:
    """Where it is kept for a registry."""
    return registry.with_suffix(".resume")


def rules_digest() -> bytes:
    """A hash of everything but the lists that decides what a registry says; the user's own judgements may change."""
    digest = hashlib.sha256(_shipped_digest())
    for path in judgement_files()[1:]:
        if path.is_file():
            _add(digest, path)
    return digest.digest()


@lru_cache(maxsize=1)
def _shipped_digest() -> bytes:
    digest = hashlib.sha256()
    for library in OTHERS:
        digest.update(f"{library} {version(library)}\0".encode())
    digest.update(f"unicode {unidata_version}\0".encode())
    for path in _rule_files():
        _add(digest, path)
    return digest.digest()


def _add(digest: hashlib._Hash, path: Path) -> None:
    body = path.read_bytes()
    digest.update(f"{path.name} {len(body)}\0".encode())
    digest.update(body)


OTHERS = ("rapidfuzz",)
"""Libraries whose answers go into a registry: another version of one may match names otherwise."""
RULE_PACKAGES = ("model", "curated", "reference", "readers", "sources", "store", "archive", "registry")
"""The packages whose code can change what a registry says: that of its floor and of all below it."""


def _rule_files() -> Iterator[Path]:
    yield PACKAGE / "__init__.py"  # the version
    for package in RULE_PACKAGES:
        yield from sorted((PACKAGE / package).rglob("*.py"))
    yield from sorted(p for end in ("yml", "csv") for p in (PACKAGE / "sources").glob(f"*/*.{end}"))
    yield from sorted((PACKAGE / "data").glob("*.csv"))
    yield from sorted((PACKAGE / "data" / "reference").glob("*.csv"))
    yield from sorted(p for p in curation_folder().iterdir() if p.suffix in (".yml", ".csv"))
