"""deputized law"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.opened import check_day
from deputized.cli.output import format_option, write

if TYPE_CHECKING:
    from deputized.rules import Law, StatePosture

POSTURES = (
    "forbids",
    "mandates",
    "restricts",
    "duty_to_cooperate",
    "bars_local_bans",
    "incentivises",
    "nothing_found",
)


@click.command("law")
@click.argument("state", required=False)
@click.option("--as-of", metavar="DAY", help="The law as it was on this day (default: today).")
@click.option("--known-on", metavar="DAY", help="As far as our record knew on this day.")
@click.option("--posture", type=click.Choice(POSTURES), help="Only states whose law does this.")
@format_option
def command(
    state: str | None, as_of: str | None, known_on: str | None, posture: str | None, format_: str
) -> None:
    """What a state's law says of agreements: who must, who may not, since when, on what source.

    Without a state: every state in a line. What nobody verified is shown as unverified, never as law.

    \b
    deputized law TX
    deputized law VA --as-of 2026-01-15
    deputized law --posture forbids
    """
    from deputized.places.lookup import state_code
    from deputized.rules import posture_of, postures

    day = date.fromisoformat(check_day(as_of, "--as-of") or date.today().isoformat())
    checked = check_day(known_on, "--known-on")
    known = date.fromisoformat(checked) if checked else None
    if state is None:
        found = [p for p in postures(day, known) if posture is None or _does(p, posture)]
        write([summary(p) for p in found], format_)
        if format_ == "table":
            counts = Counter(p.posture.value for p in found)
            click.echo(
                f"\n{day}: " + ", ".join(f"{n} {w.replace('_', ' ')}" for w, n in counts.most_common())
            )
            bills = [
                f"{w.state} {w.bill} ({w.status if w.status not in ('enacted', 'ordered') else 'not verified'})"
                for p in postures(day, known)
                for w in p.others
                if not w.is_law and w.status != "none" and posture in (None, w.posture.value)
            ]
            if bills:
                click.echo(f"not told as law: {'; '.join(bills)}")
            click.echo("nothing found is not proof that there is no law")
        return
    try:
        code = state_code(state) or ""
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    answer = posture_of(code, day, known)
    if format_ == "table":
        click.echo("\n".join(screen(answer)))
    else:
        write([record(w, day) for w in (*answer.laws, *answer.others)], format_)


def _does(found: StatePosture, posture: str) -> bool:
    return found.posture.value == posture or any(w.posture.value == posture for w in found.laws)


def summary(p: StatePosture) -> dict[str, Any]:
    """One line of the table of states."""
    first = p.laws[0] if p.laws else None
    return {
        "state": p.state,
        "posture": p.posture.value,
        "certainty": p.certainty,
        "law": first.bill if first else "",
        "effective": first.shown("effective") or "unknown" if first else "",
        "deadline": str(first.deadline or "") if first else "",
        "confidence": first.source.confidence if first else "",
        "also": ", ".join(dict.fromkeys(w.posture.value for w in p.laws[1:])),
    }


def record(law: Law, day: date) -> dict[str, Any]:
    """A law as plain data."""
    return {
        "law_id": law.law_id, "state": law.state, "posture": law.posture.value, "status": law.status,
        "standing": law.stands(day), "bill": law.bill, "statute": law.statute,
        "signed": str(law.signed or "unknown"), "effective": str(law.effective or "unknown"),
        "deadline": str(law.deadline or ""), "until": str(law.until or ""),
        "assumed": ", ".join(law.assumed), "covered": law.covered,
        "models": law.models, "satisfied_by": ", ".join(law.satisfied_by), "enforcement": law.enforcement,
        "note": law.note, "source_title": law.source.title, "source_url": law.source.url,
        "source_date": law.source.date, "confidence": law.source.confidence,
    }  # fmt: skip


def screen(p: StatePosture) -> Iterable[str]:
    """The lines of one state's screen."""
    from deputized.rules.statutes import MEANINGS

    yield f"{p.name} on {p.day}: {p.posture.value.replace('_', ' ')} ({p.certainty})"
    yield f"  that is: {MEANINGS[p.posture]}"
    for law in (*p.laws, *p.others):
        yield ""
        if law.status == "none":
            yield f"we looked: {law.stands(p.day)}{law.source.mark}"
        else:
            yield f"{law.bill}: {law.posture.value.replace('_', ' ')}; {law.stands(p.day)}{law.source.mark}"
        for label, text in (
            ("statute", law.statute), ("signed", law.shown("signed") or "unknown"),
            ("effective", law.shown("effective") or "unknown"), ("deadline", law.shown("deadline")),
            ("until", law.shown("until")), ("whom", law.covered), ("models", law.models),
            ("enforced by", law.enforcement), ("note", law.note),
            ("as printed", "; ".join(f"{k} {v}" for k, v in law.printed.items() if v != str(getattr(law, k, "")))),
            ("source", f"{law.source.title}, {law.source.date}, {law.source.url}" if law.source.url else ""),
        ):  # fmt: skip
            if text and not (law.status == "none" and label in ("signed", "effective")):
                yield f"  {label:<12} {text}"
    if not p.laws and not p.others:
        yield "  our sources do not speak of this state; that is not proof that there is no law"
