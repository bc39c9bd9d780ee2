"""deputized law"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from deputized.cli.asked import state_of
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
    "bars_jail_contracts",
    "incentivises",
    "nothing_found",
)


@click.command("law")
@click.argument("state", required=False)
@click.option("--as-of", metavar="DAY", help="The law as it was on this day (default: today).")
@click.option("--known-on", metavar="DAY", help="As far as our record knew on this day.")
@click.option("--posture", type=click.Choice(POSTURES), help="Only states whose law does this.")
@click.option(
    "--stale", is_flag=True, help="Entries not checked for 120 days, with the address to read again."
)
@format_option
def command(
    state: str | None, as_of: str | None, known_on: str | None, posture: str | None, stale: bool, format_: str
) -> None:
    """What a state's law says of agreements: who must, who may not, since when, on what source.

    STATE may also be a body in it, of which a line then says whether the law binds it.

    Without a state: every state in a line. What nobody verified is shown as unverified, never as law.

    \b
    deputized law TX
    deputized law "Harris County Sheriff, TX"
    deputized law VA --as-of 2026-01-15
    deputized law --posture forbids
    deputized law --stale --as-of 2027-06-01
    """
    from deputized.rules import posture_of, postures
    from deputized.rules.as_records import law_record, law_summary, law_to_read

    day = date.fromisoformat(check_day(as_of, "--as-of") or date.today().isoformat())
    checked = check_day(known_on, "--known-on")
    known = date.fromisoformat(checked) if checked else None
    if stale:
        from deputized.rules.statutes import stale as unread

        write([law_to_read(w, day) for w in unread(day)], format_)
        return
    if state is None:
        found = [p for p in postures(day, known) if posture is None or _does(p, posture)]
        write([law_summary(p) for p in found], format_)
        if format_ == "table":
            counts = Counter(p.posture.value for p in found)
            click.echo(
                f"\n{day}: " + ", ".join(f"{n} {w.replace('_', ' ')}" for w, n in counts.most_common())
            )
            bills = [
                f"{w.state} {w.bill} ({w.status if w.status not in ('enacted', 'ordered') else 'not verified'})"
                for p in postures(day, known)
                for w in p.others
                if not w.is_law and posture in (None, w.posture.value)
            ]
            if bills:
                click.echo(f"not told as law: {'; '.join(bills)}")
            click.echo("nothing found is not proof that there is no law")
        return
    answer = posture_of(state_of(state, day), day, known)
    if format_ == "table":
        click.echo("\n".join(screen(answer, known)))
    else:
        write([law_record(w, day) for w in (*answer.laws, *answer.others)], format_)


def _does(found: StatePosture, posture: str) -> bool:
    return found.posture.value == posture or any(w.posture.value == posture for w in found.laws)


def screen(p: StatePosture, known: date | None = None) -> Iterable[str]:
    """The lines of one state's screen."""
    from deputized.rules.courts import rulings_of
    from deputized.rules.statutes import MEANINGS

    yield f"{p.name} on {p.day}: {p.posture.value.replace('_', ' ')} ({p.certainty})"
    yield f"  that is: {MEANINGS[p.posture]}"
    for law in (*p.laws, *p.others):
        yield ""
        yield from of_law(law, p.day)
    for r in rulings_of(p.state, known):
        yield ""
        yield f"{r.kind}: {r.case or r.by}{f', {r.docket}' if r.docket else ''}"
        for label, text in (
            ("by", r.by if r.case else ""), ("where", r.place), ("days", ", ".join(f"{d.what} {d.day}" for d in r.days)),
            ("says", r.what), ("outcome", r.outcome), ("touches", ", ".join(r.on)), ("note", r.note),
            ("source", f"{r.sources[0].title} ({r.sources[0].publisher}), {r.sources[0].dated}, {r.sources[0].url}"),
        ):  # fmt: skip
            if text:
                yield f"  {label:<12} {text}"
    for x in p.looked:
        yield ""
        yield f"we looked and found none, on {x.day}, in {x.where} (by {x.by})"
        yield f"  {'for':<12} {x.asked}"
        if x.found:
            yield f"  {'found':<12} {x.found}"
        yield f"  {'address':<12} {x.url}"
    if not p.laws and not p.others and not p.looked:
        yield "  our sources do not speak of this state: it was not looked at; that is not proof that there is no law"


def of_law(law: Law, day: date) -> Iterable[str]:
    """The lines of one entry."""
    from deputized.rules.as_records import rests_on
    from deputized.rules.evidence import WORDS

    yield f"{law.bill}: {law.posture.value.replace('_', ' ')}; {law.stands(day)}{law.source.mark}"
    for label, text in (
        ("statute", law.statute), ("says", "; ".join(f"{v} {o}" for v, o in law.says)),
        ("signed", law.shown("signed") or "unknown"), ("effective", law.shown("effective") or "unknown"),
        ("deadline", "; ".join(f"{d.day}{f', {d.who}' if d.who else ''}" for d in law.deadlines)),
        ("until", law.shown("until")), ("whom", law.covered), ("models", law.models if law.models != "unknown" else ""),
        ("if not", law.enforcement if law.enforcement != "unknown" else "our sources do not say"),
        ("enforced by", law.enforcer), ("money", law.money), ("unsettled", law.unsettled), ("note", law.note),
        ("rests on", rests_on(law)), ("as printed", "; ".join(f"{k} {v}" for k, v in law.printed.items())),
    ):  # fmt: skip
        if text:
            yield f"  {label:<12} {text}"
    for d in law.days:
        yield f"  {'day':<12} {d.what} {d.day}: {WORDS[d.certainty]}, {d.source.title} ({d.source.publisher}), {d.source.url}"
    for s in law.sources:
        read = f"read {s.read} by {s.by}" if s.read else "pointed to, not read"
        quote = f'; "{s.quote}"' if s.quote else ""
        yield f"  {'source':<12} {s.title} ({s.publisher}){f', {s.dated}' if s.dated else ''}, {s.url}: {s.kind}, {read}{quote}"
    old = f"; more than 120 days before {day}: read it again" if law.is_stale(day) else ""
    yield f"  {'checked':<12} {law.checked or 'never'}{old}"
