"""Builds the registry of a ledger, or brings one up to date with the lists that came after it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from deputized.model.memory import uncollected
from deputized.registry.issued import Issued
from deputized.registry.layout import GROWING, BuildLedger, Layout, Progress
from deputized.registry.replay import judgements_of, unseen
from deputized.registry.resume import Resume, resume_file


@uncollected()
def build_registry(
    ledger: BuildLedger,
    path: Path,
    progress: Progress | None = None,
    previous: Path | None = None,
    *,
    resumable: bool = False,
) -> None:
    """Write the registry of a ledger to one SQLite file, aside and then in its place.

    `previous` is an earlier registry that was built `resumable`: if all its lists come before the new ones, only
    those are read, which takes a fraction of the time and gives the same rows. One that is not, byte for byte, as
    it was built is left aside, and everything is read. Raises `store.StoreError` if the file cannot be written;
    what was there before stays.
    """
    from deputized.store import update_registry, write_registry

    resume = resume_of(previous, ledger) if previous is not None and previous.is_file() else None
    if resume is not None and previous is not None:
        before = resume.ids
        layout = Layout(ledger, progress, resume=resume)
        changed = {
            column: {old: now[n] for n, old in before[column].items() if now[n] != old}
            for column, now in layout.issued_ids().items()
        }
        update_registry(previous, path, layout.tables(), GROWING, changed)
    else:
        layout = Layout(ledger, progress)
        write_registry(path, layout.tables())
    if resumable:
        seen = tuple(p.sha256 for p in layout.publications)
        judged = _judged(ledger, {p.publication_id for p in layout.publications})
        kept = Resume(layout.replay, layout.tally, layout.issued_ids(), seen, judged)
        with _hashed(path) as digest:
            kept.write(path, digest)


@contextmanager
def _hashed(path: Path) -> Iterator[Callable[[], str]]:
    """Hash a file beside the block's own work; gives what waits for it."""
    from deputized.store import file_sha256

    with ThreadPoolExecutor(1) as beside:
        yield beside.submit(file_sha256, path).result


def resume_of(previous: Path, ledger: BuildLedger) -> Resume | None:
    """What an earlier build kept, if its registry can be built on: byte for byte as written, all later lists behind."""
    with _hashed(previous) as digest:
        resume = Resume.read(resume_file(previous))
    if resume is None or not _follows(resume, ledger) or digest() != resume.registry_sha256:
        return None
    return resume


def _judged(ledger: BuildLedger, lists: Collection[str]) -> tuple[str, ...]:
    """What persons decided of some lists, as texts."""
    found = judgements_of(ledger)
    return tuple(sorted(f"{name} {found[name]}" for name in found if name in lists))


def _follows(resume: Resume, ledger: BuildLedger) -> bool:
    """Whether the ledger is what the earlier build saw, and lists after it, of later parts of the day."""
    ahead = {p.publication_id for p in unseen(resume.replay, ledger)}
    every = sorted(ledger.publications, key=lambda p: p.order)
    seen = len(every) - len(ahead)
    parts = {p.order[:4] for p in every[:seen]}
    return (
        not any(p.order[:4] in parts for p in every[seen:])
        and tuple(p.sha256 for p in every[:seen]) == resume.publications
        and seen == len(resume.publications)
        and _judged(ledger, {p.publication_id for p in every[:seen]}) == resume.judgements
        and not any(p.publication_id in ahead for p in every[:seen])
    )


def update_ids(ledger: BuildLedger, path: Path) -> int:
    """Issue ids for everything new in a ledger and keep them in `path`; returns how many are kept in all.

    Maintainers run it before a release; ids already in the file never change.
    """
    layout = Layout(ledger, issued=Issued.read(path))
    layout.ids.keep_lists(layout.publications)
    layout.ids.issued.write(path, layout.ids.anchors, layout.first_rows())
    return sum(1 for _ in path.open(encoding="utf-8")) - 1
