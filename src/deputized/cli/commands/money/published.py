"""deputized money rules, reports, check: what is published, and whether it fits what was paid"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from deputized.cli.output import format_option, talk, write

if TYPE_CHECKING:
    from deputized.rules.sources import FactSource


@click.command("rules")
@format_option
def published(format_: str) -> None:
    """The published rules of reimbursement, each with its first day, source and confidence.

    \b
    deputized money rules
    """
    from deputized.money.reports import report
    from deputized.money.rules import rules

    write(
        [
            {
                "rule": r.name, "value": str(r.value), "unit": r.unit, "from": r.effective_from.isoformat(),
                "to": r.effective_to.isoformat() if r.effective_to else None, "models": ", ".join(r.models),
                "what": r.what, "source": r.source.title, "source_date": r.source.date, "confidence": r.source.confidence,
            }
            for r in rules()
        ],
        format_,
        ("rule", "value", "unit", "from", "models", "what", "confidence") if format_ == "table" else None,
    )  # fmt: skip
    talk("announcements, not the agreement: the memorandum says that reimbursement is not material to it")
    models = report("eligible_models")
    talk(f"models: {models.note} [{models.source.confidence}]")


@click.command("suits")
@format_option
def suits(format_: str) -> None:
    """What suits over holds and stops for ICE cost counties and cities: a tail to look at, in no average.

    A scenario counts one with --assume suit=DOLLARS.

    \b
    deputized money suits
    """
    from deputized.money.suits import suit_record
    from deputized.money.suits import suits as found

    rows = [
        suit_record(s)
        | {"source": s.source.title, "source_url": s.source.url, "confidence": s.source.confidence}
        for s in found()
    ]
    write(
        rows,
        format_,
        ("place", "state", "amount", "kind", "day", "people", "what") if format_ == "table" else None,
    )
    talk(
        "how likely a suit is, nobody knows; none is in a scenario's sums until --assume suit=DOLLARS puts it there"
    )


@click.command("reports")
@format_option
def reports(format_: str) -> None:
    """What else is reported of the money: funds, projections, payments, local costs; each with its source.

    \b
    deputized money reports
    """
    from deputized.money.payments import payments
    from deputized.money.reports import reports as reported

    rows = [
        {
            "kind": r.kind,
            "what": r.name,
            "value": r.value or None,
            "unit": r.unit,
            "note": r.note,
            **_source(r.source),
        }
        for r in reported()
    ]
    rows += [
        {
            "kind": "payment", "what": p.recipient, "value": str(p.amount), "unit": f"USD, {p.day}", "note": p.purpose,
            **_source(p.source),
        }
        for p in payments()
    ]  # fmt: skip
    shown = ("kind", "what", "value", "unit", "note", "confidence") if format_ == "table" else None
    write(rows, format_, shown)
    talk("no rules, and no part of a scenario: what others said, as they said it")


def _source(source: FactSource) -> dict[str, str]:
    return {
        "source": source.title, "source_url": source.url, "source_date": source.date, "confidence": source.confidence,
    }  # fmt: skip


@click.command("check")
@format_option
def check(format_: str) -> None:
    """Payments that were made, rebuilt from the rules: Florida, 26 September 2025.

    \b
    deputized money check
    """
    from deputized.money.payments import check_florida

    rows: list[dict[str, Any]] = [
        {
            "recipient": e.payment.recipient, "paid": f"{e.payment.amount:,}", "officers_stated": e.officers,
            "vehicles_inferred": e.vehicles, "rebuilt": f"{e.rebuilt:,}", "difference": f"{e.difference:,}",
            "within_1000": e.holds, "other_fits": e.other_fits, "source": e.payment.source.title,
        }
        for e in check_florida()
    ]  # fmt: skip
    write(rows, format_)
    talk(
        "officers are those the sources state; vehicles are inferred from the rest. other_fits: pairs of officers "
        "and vehicles that come as near, had the officers not been stated"
    )
