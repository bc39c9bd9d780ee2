"""Judges a publication before it is believed: what it claims to be, and whether it can be whole.

A suspect list is kept and shown, and ends nothing. Only what was out by its own day is weighed, so that
what our record could say on a day never changes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from deputized.model.publications import ListKind, Publication
from deputized.registry.state import Item, Standing

PARTIAL_FLOOR = 12
PARTIAL_SHARE = 0.035
"""A list that lacks more than this share of the one before, unexplained, is read as partial."""

GAP_DAYS = 30
"""Lists further apart than this may differ by more, in proportion."""

Mark = tuple[str, str, str]


def judge(
    publication: Publication,
    items: Sequence[Item],
    before: Sequence[Item],
    doubted: Collection[Mark] | None,
    newest_before: date | None,
    gap_days: int = 0,
) -> Standing:
    """Standing of a participating list or page table against the last believed one, `gap_days` earlier.

    `doubted` holds the marks of the suspect list just before, if any: a second list that lacks the same rows
    confirms the loss.
    """
    if publication.kind is ListKind.PENDING:
        if publication.named_kind is not ListKind.PENDING:
            return Standing(
                False,
                f"named {publication.named_kind.value}, but its rows and columns are those of a pending list",
                "wrong_list",
            )
        return Standing(True)
    if publication.named_kind is ListKind.PENDING:
        return Standing(
            False, "named pending, but its rows and columns are those of a participating list", "wrong_list"
        )
    if not before:
        return Standing(True)
    signed = [i.reading.row.signed for i in items if i.reading.row.signed]
    unread = sum(1 for i in items if i.reading.row.model is None)
    if items and unread > len(items) / 2:
        return Standing(
            False, f"the model cannot be read on {unread} of {len(items)} rows", "column_unreadable"
        )
    now, then = {i.reading.mark for i in items}, {i.reading.mark for i in before}
    lost, came = then - now, now - then
    net = len(lost) - min(len(lost), len(came)) // 2
    if net > PARTIAL_FLOOR and net > PARTIAL_SHARE * max(1, gap_days / GAP_DAYS) * len(before):
        if doubted is not None and len(lost & set(doubted)) < 0.2 * len(lost):
            return Standing(True)
        newest = max(signed, default=None)
        if newest is not None and newest_before is not None and newest < newest_before:
            return Standing(
                False,
                f"an older list under a new name: its newest signing day {newest} is before {newest_before} and "
                f"{len(lost)} rows of the list before are not on it",
                "served_again",
            )
        return Standing(
            False, f"partial: {len(lost)} of {len(before)} rows of the list before are not on it", "partial"
        )
    return Standing(True)
