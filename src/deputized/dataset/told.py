"""Rows of laws, duties, claims, payments and results: the library's records, one row each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized.claims import KnownAnswer
from deputized.money.payments import payments
from deputized.outcomes import outcomes_of
from deputized.rules import mandate, states_with_mandate
from deputized.rules.duties import states_that_bind_agencies
from deputized.rules.statutes import laws

if TYPE_CHECKING:
    from deputized.library.registry import Registry

Row = tuple[Any, ...]


def laws_rows(today: date) -> Iterator[Row]:
    """The rows of `LAWS`, as the law stands on a day."""
    for law in sorted(laws(), key=lambda x: x.law_id):
        days = (d.text if d else None for d in (law.signed, law.effective, law.deadline, law.until))
        yield (
            law.law_id, law.state, law.posture.value, law.status, law.bill, law.statute, *days, law.covered, law.models,
            law.note, law.stands(today), law.source.title, law.source.url, law.source.date, law.source.confidence,
        )  # fmt: skip


def claims_rows(claims: Sequence[KnownAnswer]) -> Iterator[Row]:
    """The rows of `CLAIMS`, of the known claims as checked (`claims.check_known`)."""
    for k in sorted(claims, key=lambda k: k.known.claim_id):
        lists = "|".join(used.publication_id for used in k.answer.lists)
        source = k.known.source
        yield (
            k.known.claim_id, k.known.text, k.known.published, k.answer.verdict.value, k.answer.sentence, lists,
            source.title, source.url, source.date,
        )  # fmt: skip


def duties_rows(registry: Registry) -> Iterator[Row]:
    """The rows of `DUTIES`: each state's mandate against the newest list."""
    for state in sorted({*states_with_mandate(), *states_that_bind_agencies()}):
        found = mandate(registry, state)
        rows: list[Row] = [
            (
                row.county_fips, row.office, row.agencies[0] if row.agencies else None, "sheriff", row.bound.value, row.why,
                row.duty, row.standing, row.timing, row.population,
            )
            for row in found.rows
        ]  # fmt: skip
        rows += [
            (
                None, f"{b.body}, {b.where}" if b.where else b.body, b.agency_id or None, b.kind, b.bound.value, b.why, b.duty,
                b.standing, b.timing, None,
            )
            for b in found.bodies
        ]  # fmt: skip
        for number, row in enumerate(rows, 1):
            yield (found.law.law_id, number, state, *row)


def payments_rows() -> Iterator[Row]:
    """The rows of `PAYMENTS`."""
    for number, p in enumerate(sorted(payments(), key=lambda p: (p.day, p.recipient)), 1):
        source = p.source
        yield (
            number, p.day, p.recipient, float(p.amount), p.purpose, source.title, source.url, source.date, source.confidence
        )  # fmt: skip


def results_rows(registry: Registry) -> Iterator[Row]:
    """The rows of `RESULTS`: every published count that is held, with its bounds."""
    found = outcomes_of(registry, None)
    tied = {(t.agency.state, t.agency.printed): t.tie.agency_id for t in found.foia}
    for number, held in enumerate(found.numbers, 1):
        h = held.to_dict()
        where = h["address"]
        yield (
            number, h["measure"], h["counts"], h["value"], h["unit"], h["place"], h["printed"],
            tied.get((h["place"], h["printed"])), h["start"], h["end"], h["floor"], h["ceiling"], h["bounds"], h["note"],
            where["file"], where["cell"], where["sha256"], where["origin"], h["published"], h["confidence"], h["url"],
            h["figure"],
        )  # fmt: skip
