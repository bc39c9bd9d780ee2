"""deputized document life"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import opened, registry_option, state_option
from deputized.cli.output import format_option, write

if TYPE_CHECKING:
    from deputized.documents.life import Life


@click.command("life")
@click.argument("which")
@state_option
@format_option
@registry_option
def life_command(which: str, state: str | None, format_: str, path: Path | None) -> None:
    """The life of an agency's agreements: each step's day, every witness to it, which is believed and why."""
    from deputized.cli.commands.document.held import everything
    from deputized.documents.life import tell
    from deputized.library.agencies import NotListed

    with opened(path) as registry:
        try:
            record = registry.agency(which, state)
        except NotListed as answer:
            raise click.UsageError(str(answer)) from answer
    found = tell(record, {h.document_id: h for h in everything()})
    if format_ == "table":
        click.echo("\n".join(screen(found)))
    else:
        write([asdict(x) for x in found], format_)


def screen(found: Sequence[Life]) -> Iterable[str]:
    """The lines for people."""
    for life in found:
        yield f"{life.agency_id}, {life.model}: {', '.join(life.agreement_ids)}"
        for step in life.steps:
            mark = " (in doubt)" if step.is_doubtful else ""
            yield f"  {step.day or 'unknown':<10}  {step.what}{mark}: {step.why}"
            if len(step.witnesses) > 1:
                for w in step.witnesses:
                    yield f"                {w.day}  {w.kind}{'' if w.is_possible else ', which cannot be'}: {w.where}"
