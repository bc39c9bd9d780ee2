"""Writes a release into a folder: the same registry and day give the same bytes, wherever it is made."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from deputized import __version__
from deputized.dataset.files import write_files
from deputized.dataset.tables import BESIDE
from deputized.model.tables import TABLES
from deputized.release.changes import changes_between
from deputized.release.metadata import Facts, citation_cff, datacite, readme, zenodo

if TYPE_CHECKING:
    from deputized.library.registry import Registry

SUMS = "SHA256SUMS"
FACTS = "release.json"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


class ReleaseError(ValueError):
    """A release that cannot be made, or an earlier one that cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class DataRelease:
    """What was written: `files` with bytes and hash, in the order of SHA256SUMS."""

    folder: Path
    facts: Facts
    files: tuple[tuple[str, int, str], ...]
    changed: dict[str, dict[str, int]]  # table: rows added, removed, changed since the release before
    archive: Path | None


def make_release(
    registry: Registry,
    folder: Path,
    *,
    since: Path | None = None,
    day: str | None = None,
    zipped: bool = False,
) -> DataRelease:
    """Write a release to `folder`, which is made or must be empty or an earlier release made here.

    `since`: the folder of the release before, for what changed. `day`: its day of publication; default that of the newest
    list, so that no clock is read. Raises `ReleaseError`.
    """
    earlier = _earlier(since) if since is not None else None
    if folder.exists() and any(folder.iterdir()) and not (folder / FACTS).is_file():
        raise ReleaseError(f"{folder}: is not empty and no release of ours; give a folder of its own")
    aside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        aside.mkdir(parents=True)
        rows = {
            name.removesuffix(".csv"): count or 0 for name, count in write_files(registry, aside / "data")
        }
        newest = registry.clocks.dates[-1]
        facts = Facts(
            f"{newest.replace('-', '.')}+{__version__}", day or newest, newest, registry.meta["newest_publication"],
            registry.meta["ledger_sha256"], __version__, rows, earlier.get("version") if earlier else None,
        )  # fmt: skip
        changed = (
            changes_between(since / "data", aside / "data", aside / "CHANGES.csv")
            if since is not None
            else {}
        )
        _write(aside / FACTS, _json(facts.to_dict() | {"changed": changed}))
        _write(aside / "CITATION.cff", citation_cff(facts))
        _write(aside / ".zenodo.json", _json(zenodo(facts)))
        _write(aside / "datacite.json", _json(datacite(facts)))
        _write(aside / "README.md", readme(facts, changed, {t.name: t.grain for t in (*TABLES, *BESIDE)}))
        files = _sums(aside)
        if folder.exists():
            shutil.rmtree(folder)
        aside.replace(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return DataRelease(folder, facts, files, changed, _zip(folder, files) if zipped else None)


def check_release(folder: Path) -> list[str]:
    """What is wrong with a release: files that are gone, others, or of another hash; nothing if it is whole."""
    if not (folder / SUMS).is_file():
        return [f"{folder}: no {SUMS} in it"]
    wrong, named = [], set()
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        named.add(name)
        path = folder / name
        if not path.is_file():
            wrong.append(f"{name}: gone")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(f"{name}: other bytes than when it was released")
    return wrong + [f"{n}: not of the release" for n in _names(folder) if n not in named and n != SUMS]


def _earlier(folder: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(
            f"{folder}: no release in it ({error}); give the folder of the one before"
        ) from error
    if wrong := check_release(folder):
        raise ReleaseError(f"{folder}: the release is not whole ({'; '.join(wrong[:3])}); get it again")
    return found


def _names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _sums(folder: Path) -> tuple[tuple[str, int, str], ...]:
    found = []
    for name in _names(folder):
        body = (folder / name).read_bytes()
        found.append((name, len(body), hashlib.sha256(body).hexdigest()))
    _write(folder / SUMS, "".join(f"{digest}  {name}\n" for name, _, digest in found))
    return tuple(found)


def _zip(folder: Path, files: tuple[tuple[str, int, str], ...]) -> Path:
    """The release in one file, stored without compression: so its bytes depend on no library's version."""
    path = folder.with_name(folder.name + ".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        for name in (*(n for n, _, _ in files), SUMS):
            entry = zipfile.ZipInfo(f"{folder.name}/{name}", _ZIP_DAY)
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            out.writestr(entry, (folder / name).read_bytes())
    return path


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))
