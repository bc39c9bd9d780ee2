"""deputized claim"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import check_day, opened, registry_option, state_option
from deputized.cli.output import format_option, table, write_one

if TYPE_CHECKING:
    from deputized.claims import Answer, Claim

UNITS = (
    "rows", "agreements", "agencies", "sheriffs", "counties", "states", "territories", "states and territories",
)  # fmt: skip


@click.command("claim")
@click.argument("text", required=False)
@click.option("--number", type=float, help="Instead of a text: the number claimed.")
@click.option("--unit", type=click.Choice(UNITS), help="What it counts.")
@click.option(
    "--operator", type=click.Choice(["=", ">", ">=", "<", "<=", "~"]), default="=", help="How it is said."
)
@click.option(
    "--kind",
    type=click.Choice(["count", "share", "growth", "new"]),
    default="count",
    help="Shares and growth are in per cent.",
)
@click.option("--model", type=click.Choice(["tfm", "jem", "wso"]), help="One model.")
@state_option
@click.option(
    "--on", "on", metavar="DAY", help="The day, month or year it is about: 2025-12-15, 2025-12 or 2025."
)
@click.option("--since", metavar="DAY", help="The base day of growth or of what is new (default 2025-01-20).")
@click.option("--pending", "is_pending", is_flag=True, help="Of ICE's pending list.")
@click.option("--counts", "show_counts", is_flag=True, help="Also every count that was made.")
@format_option
@registry_option
def command(
    text: str | None, number: float | None, unit: str | None, operator: str, kind: str, model: str | None,
    state: str | None, on: str | None, since: str | None, is_pending: bool, show_counts: bool, format_: str, path: Path | None,
) -> None:  # fmt: skip
    """Is this number right? A published claim against ICE's own lists, by every way of counting.

    The verdict is one of supported, within bounds (between two lists), off by N, right number wrong unit,
    contradicted, cannot be checked.

    \b
    deputized claim "669 agencies in the Task Force model across 34 states as of Dec. 15, 2025"
    deputized claim "958 agreements on 2 Sep 2025"
    deputized claim --number 325 --unit agreements --state FL --on 2025-09-17
    """
    from deputized.claims import ClaimError, check

    if (text is None) == (number is None):
        raise click.UsageError(
            'give a claim in words, or --number: deputized claim "958 agreements on 2 Sep 2025"'
        )
    try:
        claim = (
            text
            if text is not None
            else _from_flags(number or 0, unit, operator, kind, model, state, on, since, is_pending)
        )
        with opened(path) as registry:
            answer = check(registry, claim, today=date.today())
    except ClaimError as error:
        raise click.UsageError(str(error)) from error
    write_one(answer.to_dict(), format_, lambda: show(answer, show_counts))


def _from_flags(
    number: float, unit: str | None, operator: str, kind: str, model: str | None, state: str | None, on: str | None,
    since: str | None, is_pending: bool,
) -> Claim:  # fmt: skip
    from deputized.claims import Claim, Kind, Operator, Part, Place, Unit, When
    from deputized.claims.days import INAUGURATION
    from deputized.places.lookup import state_code

    try:
        code = state_code(state)
        when = When.of(on) if on else None
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    base = check_day(since, "--since")
    decimals = 0 if number == int(number) else len(str(number).split(".")[1])
    part = Part(
        Kind(kind), number, Operator(operator), Unit(unit) if unit else Unit.UNSAID, model.upper() if model else None,
        Place(code, None, code) if code else None, when,
        When.of(base) if base else (INAUGURATION if kind in ("growth", "new") else None), decimals,
        is_pending=is_pending,
    )  # fmt: skip
    return Claim(f"{part.written} {part.unit.value}", (part,))


def show(answer: Answer, show_counts: bool) -> None:
    """The verdict, the sentences, the lists."""
    click.echo(click.style(answer.headline, bold=True))
    click.echo("")
    for sentence in answer.sentences:
        click.echo(sentence)
    if answer.arithmetic:
        click.echo(answer.arithmetic)
    for written, read in answer.claim.read_as:
        click.echo(f"\nread “{written}” as {read}")
    if answer.claim.not_understood:
        click.echo(f"\nnot understood, and not checked: {', '.join(answer.claim.not_understood)}")
    if show_counts:
        for checked in answer.parts:
            click.echo("")
            table(
                [
                    {
                        "rule": f.words,
                        "count": round(f.value, 1),
                        "list": f.list_used.publication_id,
                        "list_is": f.position,
                    }
                    for f in checked.findings
                ],
                title=f"counts for {checked.part.written}",
            )
    if answer.lists:
        click.echo("\nlists used:")
    for used in answer.lists:
        click.echo(f"  {used.publication_id}  {used.name_in_source}  sha256 {used.sha256[:12]}")
