"""Writing down what a person decided of a list: in the user's own ledger, beside the lists, never in place of them."""

from __future__ import annotations

from pathlib import Path

from deputized.archive import tables
from deputized.archive.errors import LedgerError
from deputized.archive.home import SUMS, current_folder, has_ledger, user_ledger
from deputized.archive.ledger import load_state, merge, shipped_state
from deputized.archive.records import FileRecord
from deputized.archive.state import ArchiveState, to_tables
from deputized.archive.write import locked, write_generation
from deputized.model.judgements import FORGET, RESTORE, VERDICTS, ListJudgement, forgotten

LEAST = 8
"""So many characters of a hash or of a reason say something."""


def pass_judgement(
    which: str,
    verdict: str,
    because: str,
    judged_at: str,
    *,
    judged_by: str = "",
    ledger_dir: Path | None = None,
) -> tuple[str, ListJudgement]:
    """Keep a judgement on one list; gives the list's id with it.

    `which` is the list's id, the start of its hash, or its file's name. Raises LookupError if no list, or more than
    one, goes by it, ValueError for a verdict that says nothing, LedgerError if the ledger is damaged or locked.
    """
    if verdict not in VERDICTS:
        raise ValueError(f"{verdict}: a verdict is one of {', '.join(VERDICTS)}")
    if len(because.strip()) < LEAST:
        raise ValueError("say why in a few words: the reason stays with the list for good")
    target = ledger_dir or user_ledger()
    base = ArchiveState() if ledger_dir else shipped_state()[0]
    with locked(target):
        is_there = has_ledger(target) or (target / SUMS).exists()
        state = load_state(current_folder(target), with_digests=True)[0] if is_there else ArchiveState()
        shown = load_state(current_folder(target))[0] if is_there else ArchiveState()
        record = find_record(merge(base, shown), which)
        is_out = record.sha256 in forgotten([*base.judgements, *state.judgements])
        if (verdict == RESTORE) is not is_out:
            say = "is not taken out" if verdict == RESTORE else "is taken out; take it back first"
            raise LedgerError(
                f"{record.publication_id} {say if verdict != FORGET else 'is taken out already'}."
            )
        judgement = ListJudgement(record.sha256, verdict, because.strip(), judged_by.strip(), judged_at)
        state.judgements.append(judgement)
        write_generation(target, tables.dump(to_tables(state)))
    return record.publication_id, judgement


def find_record(state: ArchiveState, which: str) -> FileRecord:
    """The one list that goes by an id, the start of an id or hash, or a file's name."""
    which = which.strip()
    records = list(state.files.values())
    tests = (
        lambda r: which in (r.publication_id, r.sha256),
        lambda r: len(which) >= LEAST and r.sha256.startswith(which.casefold()),
        lambda r: r.name_in_source in (which, which.rsplit("/", 1)[-1]),
        lambda r: len(which) >= LEAST and r.publication_id.startswith(which),
        lambda r: f"{r.date.day}{r.date.part_of_day}" == which,
    )
    for test in tests:
        found = [r for r in records if test(r)]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(sorted(r.publication_id for r in found)[:5])
            raise LookupError(f"{which}: {len(found)} lists go by it: {names}; give an id")
    raise LookupError(f"{which}: no list has this id, hash or file name; `deputized lists` shows all")
