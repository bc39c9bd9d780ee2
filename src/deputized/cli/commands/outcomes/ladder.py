"""deputized outcomes ladder and deputized outcomes quiet: paper and practice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import (
    day_option,
    known_on_option,
    model_option,
    opened,
    registry_option,
    state_option,
)
from deputized.cli.output import format_option, plain, talk, write

if TYPE_CHECKING:
    from deputized.outcomes.ladder import Ladder


@click.command("ladder")
@click.argument("which")
@state_option
@day_option
@known_on_option
@format_option
@registry_option
def ladder_command(
    which: str, state: str | None, as_of: str | None, known_on: str | None, format_: str, path: Path | None
) -> None:
    """From paper to practice: for each agreement of the agency WHICH, every step with its source, or "not known".

    \b
    deputized outcomes ladder "Missouri State Highway Patrol, MO"
    deputized outcomes ladder tx-lavaca-county-sheriff --as-of 2025-12-01
    """
    from deputized.library.agencies import find
    from deputized.outcomes.ladder import CAVEAT, ladders_of

    with opened(path) as registry:
        found = ladders_of(registry, find(registry, which, state), as_of, known_on)
        if format_ == "table":
            for one in found:
                click.echo("\n".join(screen(one)))
            if not found:
                click.echo("no agreement in force on that day")
            click.echo(f"note: {CAVEAT}")
        else:
            rows = [
                {
                    "agreement_id": one.agreement_id,
                    "agency_id": one.agency_id,
                    "model": one.model,
                    **plain(step),
                }
                for one in found
                for step in one.to_dict()["steps"]
            ]
            write(
                rows, format_, fields=("agreement_id", "agency_id", "model", "step", "by", "since", "words")
            )


def screen(one: Ladder) -> Iterator[str]:
    """The lines of one agreement."""
    yield f"{one.model} {one.agency}, {one.state} ({one.standing.replace('_', ' ')})  [{one.agreement_id}]"
    for s in one.steps:
        agency = "" if s.is_of_agreement else " (of the agency; under which agreement is not said)"
        source = f" [{s.source}{f', {s.url}' if s.url else ''}; {s.confidence}]" if s.source else ""
        yield f"  {s.step.replace('_', ' '):<16} {s.told:<14} {s.words}{agency}{source}"


@click.command("quiet")
@state_option
@model_option
@day_option
@known_on_option
@format_option
@registry_option
def quiet_command(
    state: str | None,
    model: str | None,
    as_of: str | None,
    known_on: str | None,
    format_: str,
    path: Path | None,
) -> None:
    """Signed so many months ago and nothing seen since: agreements in force by state and model, by months.

    Seen is any source we hold that speaks of trained officers, an encounter, a payment or a detainer.

    \b
    deputized outcomes quiet --state TX
    deputized outcomes quiet --model tfm --as-of 2026-01-15 --format csv
    """
    from dataclasses import asdict

    from deputized.outcomes.ladder import CAVEAT, quiet

    with opened(path) as registry:
        found = quiet(registry, state, model, as_of, known_on)
        rows = [
            {
                "state": q.state, "model": q.model, "agreements": q.agreements, "seen": q.seen, "nothing_seen": q.nothing_seen,
                **{k: v for k, v in asdict(q).items() if k not in ("state", "model", "agreements", "seen")},
            }
            for q in found
        ]  # fmt: skip
        write(rows, format_)
        total, silent = sum(q.agreements for q in found), sum(q.nothing_seen for q in found)
        talk(
            f"{silent:,} of {total:,} agreements in force: no source we hold speaks of practice. Months: since SIGNED"
        )
        talk(CAVEAT)
