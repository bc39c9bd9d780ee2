"""Documents a user keeps: the files by their hash, what was read of them, what people judged; and those that ship.

A reading is kept beside its file and read again when the reader is newer. Nothing here is a program: readings are JSON.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from deputized.archive.home import home
from deputized.documents.apart import DocumentReader, Unreadable
from deputized.documents.clauses import Deviation
from deputized.documents.record import VERSION, DocumentReading, from_dict
from deputized.documents.templates import deviations_of

MOST_FILE = 60_000_000


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document as it is held: its reading and its deviations from its template."""

    document_id: str
    reading: DocumentReading
    template_id: str
    deviations: tuple[Deviation, ...]
    ships: bool = False  # read from the shared corpus, its facts in the package; the file itself is not held
    link: str = ""  # the address it was fetched from

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "document_id": self.document_id,
            "link": self.link,
            "template_id": self.template_id,
            "reading": self.reading.to_dict(),
            "deviations": [asdict(d) for d in self.deviations],
        }


class Shelf:
    """A folder of documents."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or home() / "documents"

    def file(self, sha256: str) -> Path:
        """Where the file of that hash is or would be."""
        return self.folder / "files" / f"{sha256}.pdf"

    def _record(self, sha256: str) -> Path:
        return self.folder / "readings" / f"{sha256}.json"

    def add(self, path: Path, reader: DocumentReader, name: str = "", link: str = "") -> HeldDocument:
        """Keep a file and read it; one that was read by this reader before is not read again. Raises Unreadable."""
        name = name or path.name
        if not path.is_file():
            raise Unreadable(name, "no such file")
        if path.stat().st_size > MOST_FILE:
            raise Unreadable(name, f"it has more than {MOST_FILE // 1_000_000} MB; no agreement has")
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        if (
            (known := self.get(sha256))
            and known.reading.version == VERSION
            and not (known.reading.unread and reader.is_optical)
        ):
            return known
        reader.kept = self.folder / "pages"
        reading, texts = reader.read(path, name, sha256)
        template_id, deviations = deviations_of(reading, texts)
        held = HeldDocument(document_id(name), reading, template_id, tuple(deviations), link=link)
        self.file(sha256).parent.mkdir(parents=True, exist_ok=True)
        _write(self.file(sha256), data)
        self._record(sha256).parent.mkdir(parents=True, exist_ok=True)
        _write(self._record(sha256), json.dumps(held.to_dict(), ensure_ascii=False, indent=1).encode())
        return held

    def get(self, sha256: str) -> HeldDocument | None:
        """What is held under a hash; a record that is torn is as none, and the file is read again."""
        path = self._record(sha256)
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return HeldDocument(
                data["document_id"],
                from_dict(data["reading"]),
                data["template_id"],
                tuple(Deviation(**d) for d in data["deviations"]),
                link=data.get("link", ""),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def all(self) -> Iterator[HeldDocument]:
        """Everything held, by name."""
        folder = self.folder / "readings"
        found = [self.get(p.stem) for p in sorted(folder.glob("*.json"))] if folder.is_dir() else []
        yield from sorted((h for h in found if h), key=lambda h: h.document_id)


def _write(path: Path, data: bytes) -> None:
    passing = path.with_suffix(path.suffix + ".passing")
    passing.write_bytes(data)
    passing.replace(path)


def document_id(name: str) -> str:
    """A document's id: its file's name in lower case, without folders."""
    return re.split(r"[/\\]", name)[-1].casefold()


def add_all(
    shelf: Shelf,
    paths: Iterable[Path],
    reader: DocumentReader,
    tell: Callable[[int, int, str], None] = lambda *_: None,
) -> tuple[list[HeldDocument], list[Unreadable]]:
    """Add many, each on its own: one that cannot be read is told of and the next is read. Stopped, it goes on where it was."""
    listed: Sequence[Path] = sorted(set(_files(paths)))
    done, failed = [], []
    for number, path in enumerate(listed, 1):
        tell(number, len(listed), path.name)
        try:
            done.append(shelf.add(path, reader))
        except Unreadable as error:
            failed.append(error)
    return done, failed


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.pdf")) if path.is_dir() else [path]
