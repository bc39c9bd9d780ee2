"""Twenty slips of ICE's in the names of its lists, and what the evidence of a visit makes of them."""

from __future__ import annotations

from datetime import date

import pytest

from deputized.live.taking import Arrival, Look
from list_names import bare
from replica.books import book, newest

SLIPS = [
    # name as served, saved, put up on the server, the day it is
    ("participatingAgencies090022025am.xlsx", "2025-09-02", "2025-09-02", "2025-09-02"),
    ("participatingAgencies08022025pm.xlsx", "2025-09-02", "2025-09-02", "2025-09-02"),
    ("participatingAgencies11114025am.xlsx", "2025-11-14", "2025-11-14", "2025-11-14"),
    ("participatingAgencies10223025am.xlsx", "2025-10-22", "2025-10-22", "2025-10-22"),
    ("participatingAgencies03113025am.xlsx", "2025-03-11", "2025-03-11", "2025-03-11"),
    ("participatingAgencies01052025pm.xlsx", "2026-01-05", "2026-01-05", "2026-01-05"),
    ("participatingAgencies01062025pm.xlsx", "2026-01-06", "2026-01-06", "2026-01-06"),
    ("participatingAgencies01092025pm.xlsx", "2026-01-09", "2026-01-09", "2026-01-09"),
    ("participatingAgencies060920263pm.xlsx", "2026-06-09", "2026-06-09", "2026-06-09"),
    ("participatingAgencies.xlsx", "2026-03-05", "2026-03-05", "2026-03-05"),
    ("287gParticipatingAgencies091526pm.xlsx", "2026-09-15", "2026-09-15", "2026-09-15"),
    ("ParticipatingAgency091826am.xlsx", "2026-09-18", "2026-09-18", "2026-09-18"),
    ("ParticipatingAgencies09212026pm.xlsx", "2026-09-21", "2026-09-21", "2026-09-21"),
    ("participatingAgencies05222026pm2.xlsx", "2026-05-22", "2026-05-22", "2026-05-22"),
    ("participatingAgencies05222026pmB.xlsx", "2026-05-22", "2026-05-22", "2026-05-22"),
    ("participatingAgencies05222026mid.xlsx", "2026-05-22", "2026-05-22", "2026-05-22"),
    ("participatingAgencies05222026PM.xlsx", "2026-05-22", "2026-05-22", "2026-05-22"),
    ("participatingAgencies05222026.xlsx", "2026-05-22", "2026-05-22", "2026-05-22"),
    ("185939", "2026-05-22", "2026-05-22", "2026-05-22"),
    ("participatingAgencies13402026pm.xlsx", "2026-05-22", "2026-05-22", "2026-05-22"),
]


@pytest.mark.parametrize(("name", "saved", "put_up", "day"), SLIPS)
def test_the_day_is_that_of_the_evidence(name: str, saved: str, put_up: str, day: str) -> None:
    moment = date.fromisoformat(put_up).strftime("%a, %d %b %Y 18:00:00 GMT")
    body = book("participating-2025-02-21", f"{saved}T13:00:00", rows=12)
    (taken,) = Look().at([Arrival(name, body, f"{put_up}T20:00:00+00:00", moment)])
    assert taken.file is not None, taken.error
    assert taken.file.publication_id.startswith(f"participating-{day}"), taken.file


def test_the_address_is_not_the_list(small: bytes) -> None:
    """/public/185939 gave the list of 1 May and, a week later, that of 8 May."""
    first = Arrival("participatingAgencies05222026pm.xlsx", small, "2026-05-22T20:00:00+00:00")
    second = Arrival(
        "participatingAgencies05292026am.xlsx",
        book(newest(), "2026-05-29T09:00:00", rows=14),
        "2026-05-29T20:00:00+00:00",
    )
    ids = [bare(t.file.publication_id) for t in Look().at([first, second]) if t.file]
    assert ids == ["participating-2026-05-22pm", "participating-2026-05-29am"]
