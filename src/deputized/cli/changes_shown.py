"""What `deputized changes` shows beside single events: the desk, who left, who is pending."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.output import plain, talk, write
from deputized.model.kinds import model_code

if TYPE_CHECKING:
    from deputized.explore.desk import ChangeLine, ChangesDesk
    from deputized.library import Registry

LEFT = ("agency", "state", "model", "last_listed_date", "absent_date", "why", "lists_without", "people")
PENDING = ("agency", "state", "model", "from_date", "last_date", "days", "listed_later", "people")
DESK = ("group", "date", "agency", "state", "model", "list", "row", "previous_row")


def show(
    registry: Registry,
    what: str,
    days: tuple[str | None, str | None],
    state: str | None,
    model: str | None,
    format_: str,
) -> None:
    """Write one of desk, left and pending."""
    {"desk": _desk, "left": _left, "pending": _pending}[what](registry, days, state, model, format_)


def _desk(
    registry: Registry,
    days: tuple[str | None, str | None],
    state: str | None,
    model: str | None,
    format_: str,
) -> None:
    from deputized.explore.desk import desk

    found = desk(registry, *days, state, model)
    reason = {id(line): why for why, line in found.leads}
    rows = [_line(line, reason.get(id(line))) for line in found.lines]
    if format_ == "table":
        for why, line in found.leads:
            click.echo(f"{why.replace('_', ' ')}: {_said(line)}")
        for group, n in found.counts.items():
            if n:
                click.echo(f"{group}: {n:,}")
        write([r for r in rows if r["group"] not in ("corrections", "documents")], format_, DESK)
    else:
        write(rows, format_, DESK, tuple(_FIELDS))
    talk(_held(found))


_FIELDS = (
    "group", "kind", "date", "agency_id", "agency", "state", "model", "agreement_id", "before", "after", "people", "list", "row",
    "previous_list", "previous_row", "event_id", "leads_because",
)  # fmt: skip


def _line(line: ChangeLine, reason: str | None) -> dict[str, Any]:
    h = line.happening
    values = (
        line.group, h.kind, h.date, h.agency_id, h.agency, h.state, h.model, h.agreement_id, h.before, h.after, line.people,
        h.list_id, line.row, h.previous_list, line.previous_row, h.event_id, reason,
    )  # fmt: skip
    return dict(zip(_FIELDS, values, strict=True))


def _said(line: ChangeLine) -> str:
    h = line.happening
    people = f", {line.people:,} people" if line.people else ""
    return f"{h.agency}, {h.state} ({h.model}{people}), {h.kind.replace('_', ' ')} on {h.list_id}"


def _held(found: ChangesDesk) -> str:
    before, after = (f"{x[1]} ({x[0]})" if x else "no list" for x in (found.list_before, found.list_after))
    return f"{found.since} to {found.until}: agreements on the list {found.before:,} by {before}, {found.after:,} by {after}"


def _left(
    registry: Registry,
    days: tuple[str | None, str | None],
    state: str | None,
    model: str | None,
    format_: str,
) -> None:
    from deputized.explore.left import left

    found = left(registry, *days, state, model_code(model))
    rows = [
        plain(asdict(x)) | {"why": "; ".join(f"{w.key.replace('_', ' ')} {w.what}".strip() for w in x.whys)}
        for x in found
    ]
    write(rows, format_, LEFT)
    talk(
        f"{len(rows):,} agreements left ICE's lists; absence from a list is not proof that an agreement has ended"
    )


def _pending(
    registry: Registry,
    days: tuple[str | None, str | None],
    state: str | None,
    model: str | None,
    format_: str,
) -> None:
    from deputized.explore.left import newest_pending, pending, usual_wait

    code, (since, until) = model_code(model), days
    rows = [
        plain(asdict(x))
        for x in pending(registry, state)
        if (code is None or x.model == code)
        and (since or x.from_date) <= x.from_date <= (until or x.from_date)
    ]
    write(rows, format_, PENDING)
    count, wait = usual_wait(registry)
    talk(
        f"{sum(r['to_date'] is None for r in rows):,} wait by the pending list of {newest_pending(registry)}; {count:,} announced "
        f"agreements came onto the list of participants, half within {wait} days"
    )
