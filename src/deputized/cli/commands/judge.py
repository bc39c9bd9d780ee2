"""deputized judge"""

from __future__ import annotations

import getpass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import talk


@click.command("judge")
@click.argument("a")
@click.argument("b")
@click.argument("verdict", type=click.Choice(["same", "different", "unsure"]))
@click.option("--because", required=True, help="Why, in a sentence.")
@click.option("--evidence", required=True, help="Where it can be seen: a list, a document, an address.")
@click.option("--who", help="Who judges; your user name unless given.")
@click.option("--when", "when_", metavar="DAY", help="The day of the judgement; today unless given.")
@click.option("--replaces", default="", help="The judgement that this one undoes.")
@click.option("--id", "judgement_id", default="", help="What to call it; made from the names unless given.")
@click.option(
    "--expect",
    type=click.Choice(["printed", "history"]),
    help="Whether the newest lists still print it; looked up unless given.",
)
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it, e.g. curation/judgements.csv; your own file unless given.",
)
@registry_option
def command(
    a: str,
    b: str,
    verdict: str,
    because: str,
    evidence: str,
    who: str | None,
    when_: str | None,
    replaces: str,
    judgement_id: str,
    expect: str | None,
    file: Path | None,
    path: Path | None,
) -> None:
    """Judge whether two agencies are one. A and B are ids, or names as printed ("TX: Kinney County Sheriff's Office").

    SAME reads every row of A as B's, however long it was printed so; DIFFERENT parts them whatever rules say; UNSURE
    parts them and keeps the question open. A row with --replaces undoes an earlier one; ids lead on either way.

    \b
    deputized judge tx-mcintosh-county-sheriff ok-mcintosh-county-sheriff same \\
        --because "Texas has no McIntosh County" --evidence "participating-2026-02-11am, row 900"
    deputized judge "NC: Brookfield Police Department" "NC: Brookford Police Department" different \\
        --because "two towns" --evidence "https://example.org"
    """
    from deputized.library.candidates import judge
    from deputized.model.days import day_of

    with opened(path) as registry:
        when: date = day_of(when_) if when_ else datetime.now(UTC).date()
        rows = judge(
            registry, a, b, verdict, because=because, evidence=evidence, who=who or getpass.getuser(), when=when,
            expect=expect or "", replaces=replaces, judgement_id=judgement_id, path=file,
        )  # fmt: skip
    for row in rows:
        click.echo(
            f"{row['judgement_id']}: {row['a']} / {row['b']}: {row['judgement']}, expect {row['expect']}"
        )
    talk(
        "nothing to judge: the two are one name"
        if not rows
        else "The registry is built anew at the next question."
    )
