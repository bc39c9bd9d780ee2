"""A list's rows as runs copied from the list before it and rows of its own.

Most of a list stands on the one before it, so the ledger writes only what differs: a line says "from here, so
many rows as they stood there", or names the content of one new row. Found greedily in one pass: the same two
lists always give the same lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class CopiedRun(NamedTuple):
    """`length` rows from position `at`: copied from `source` of the list before, or all of `token`."""

    at: int
    length: int
    source: int | None
    token: str


def runs(before: Sequence[str], after: Sequence[str]) -> list[CopiedRun]:
    """The runs that turn `before` into `after`; positions count from 0."""
    where: dict[str, list[int]] = {}
    for position in range(len(before) - 1, -1, -1):
        if before[position]:
            where.setdefault(before[position], []).append(position)
    result: list[CopiedRun] = []
    at = 0
    expected = 0
    while at < len(after):
        token = after[at]
        if expected < len(before) and before[expected] == token and token:
            source: int | None = expected
        else:
            source = where[token][-1] if token in where else None
        if source is None:
            end = at + 1
            while end < len(after) and after[end] == token:
                end += 1
            result.append(CopiedRun(at, end - at, None, token))
            at = end
            continue
        length = 0
        while (
            at + length < len(after)
            and source + length < len(before)
            and after[at + length] == before[source + length]
        ):
            length += 1
        while not after[at + length - 1]:  # leave blank rows at a run's end to a run of their own
            length -= 1
        result.append(CopiedRun(at, length, source, ""))
        at += length
        expected = source + length
    return result


def apply(before: Sequence[str], lines: Iterable[CopiedRun]) -> list[str]:
    """The list that the runs describe; ValueError if they do not fit together."""
    after: list[str] = []
    for run in lines:
        if run.at != len(after) or run.length < 1:
            raise ValueError(f"a run begins at {run.at}, {len(after)} was due")
        if run.source is None:
            after.extend([run.token] * run.length)
        else:
            if not 0 <= run.source <= len(before) - run.length:
                raise ValueError(
                    f"a run copies rows {run.source} to {run.source + run.length} of {len(before)}"
                )
            after.extend(before[run.source : run.source + run.length])
    return after
