"""Judges a publication before it is believed: what it claims to be, and whether it can be whole.

A suspect list is kept and shown, and ends nothing. Only what was out by its own day is weighed, so that
what our record could say on a day never changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from deputized.model.publications import ListKind, Publication
from deputized.registry.state import Item, Standing

PARTIAL_FLOOR = 12
PARTIAL_SHARE = 0.035
"""A list that lacks more than this share of the one before, unexplained, is read as partial."""

GAP_DAYS = 30
"""Lists further apart than this may differ by more, in proportion."""

STATE_FLOOR = 15
"""A state with so many rows that is gone whole is missing, not out."""

TIMES = 1.5
"""A list of at least SOME rows, and more than so many for each agency and model on it, repeats itself."""
SOME = 50

LARGE_SHARE = 1 / 3
CONFIRMED_DAYS = 14
"""A loss of more than this share of a list is believed once the lists that lack it span so many days."""

Mark = tuple[str, str, str]


def judge(
    publication: Publication,
    items: Sequence[Item],
    before: Sequence[Item],
    doubted: Collection[Mark] | None,
    newest_before: date | None,
    gap_days: int = 0,
    doubted_days: int = 0,
) -> Standing:
    """Standing of a participating list or page table against the last believed one, `gap_days` earlier.

    `doubted` holds the marks of the suspect list just before, if any: a second list that lacks the same rows
    confirms the loss, a large one only when the first such list is `doubted_days` old enough.
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
    nameless = sum(1 for i in items if i.reading.row.state is None)
    if nameless > PARTIAL_FLOOR:
        return Standing(
            False, f"the state cannot be read on {nameless} of {len(items)} rows", "column_unreadable"
        )
    now, then = {i.reading.mark for i in items}, {i.reading.mark for i in before}
    if len(items) >= SOME and len(items) > TIMES * len(now):
        return Standing(
            False, f"repeats itself: {len(items)} rows of {len(now)} agencies and models", "repeated"
        )
    lost, came = then - now, now - then
    net = len(lost) - min(len(lost), len(came)) // 2
    gone = _states_gone(then, now)
    is_partial = net > PARTIAL_FLOOR and net > PARTIAL_SHARE * max(1, gap_days / GAP_DAYS) * len(before)
    if is_partial or gone:
        is_settled = len(lost) <= LARGE_SHARE * len(before) or doubted_days >= CONFIRMED_DAYS
        if doubted is not None and len(lost & set(doubted)) < 0.2 * len(lost) and is_settled:
            return Standing(True)
        newest = max(signed, default=None)
        if newest is not None and newest_before is not None and newest < newest_before:
            return Standing(
                False,
                f"an older list under a new name: its newest signing day {newest} is before {newest_before} and "
                f"{len(lost)} rows of the list before are not on it",
                "served_again",
            )
        where = f", none of {', '.join(gone)} among them" if gone else ""
        return Standing(
            False,
            f"partial: {len(lost)} of the {len(then)} agencies and models of the list before are not on it{where}",
            "partial",
        )
    return Standing(True)


def _states_gone(then: Collection[Mark], now: Collection[Mark]) -> list[str]:
    """States with many rows before and none now."""
    counts = Counter(state for state, _, _ in then)
    here = {state for state, _, _ in now}
    return sorted(s for s, n in counts.items() if s and n >= STATE_FLOOR and s not in here)
