"""deputized claims"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, table, write

if TYPE_CHECKING:
    from deputized.claims import KnownAnswer


@click.command("claims")
@format_option
@registry_option
def command(format_: str, path: Path | None) -> None:
    """Numbers in the news, checked: every known claim with its verdict, the rule that fits and the lists.

    Verdicts in parentheses are those a person reached by hand, where the checker differs.

    \b
    deputized claims
    deputized claims --format json
    """
    from deputized.claims import check_known

    with opened(path) as registry:
        found = check_known(registry)
    if format_ == "json":
        write([record(k) for k in found], format_)
        return
    rows = [
        {
            "id": k.known.claim_id,
            "claim": k.known.text,
            "verdict": k.answer.verdict.value,
            "of_each_number": "; ".join(p.verdict.value for p in k.answer.parts)
            + ("" if k.agrees else f" ({'; '.join(e.value for e in k.known.expected)})"),
            "in_a_sentence": k.answer.sentence,
            "source": k.known.source.title,
        }
        for k in found
    ]
    if format_ == "table":
        table([{k: v for k, v in r.items() if k not in ("in_a_sentence", "source")} for r in rows])
        click.echo(
            f"\n{sum(k.agrees for k in found)} of {len(found)} as established by hand; sentences: deputized claims --format csv"
        )
    else:
        write(rows, format_)


def record(k: KnownAnswer) -> dict[str, Any]:
    """A known claim with its answer as plain data."""
    return {
        "id": k.known.claim_id,
        **k.answer.to_dict(),
        "published": k.known.published,
        "expected": [e.value for e in k.known.expected],
        "agrees": k.agrees,
        "source_title": k.known.source.title,
        "source_url": k.known.source.url,
    }
