"""deputized compare"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import check_day, opened, registry_option
from deputized.cli.output import format_option, table, talk, write, write_csv

SHOWN = 60


@click.command("compare")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--as-of", metavar="DAY", help="Of rows that give no day (default: the newest list).")
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=HEADING",
    help="What a column means: agency, state, county, model, day, signed, fips, ori, id or status; "
    "'FIELD=' leaves one out. Others are guessed.",
)  # fmt: skip
@click.option(
    "--rosetta",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write its ids and names beside ours, as CSV.",
)
@click.option("--all", "every", is_flag=True, help="Also what agrees.")
@format_option
@registry_option
def command(
    file: Path, as_of: str | None, columns: tuple[str, ...], rosetta: Path | None, every: bool, format_: str, path: Path | None
) -> None:  # fmt: skip
    """Another tracker's table (CSV, workbook, JSON) against the registry, each row on its own day: what agrees, what differs,
    what is only there or only here, and what cannot be told. A body is never guessed.

    \b
    deputized compare agreements.csv
    deputized compare index.xlsx --column agency="Dept" --as-of 2026-05-18 --rosetta ids.csv
    """
    from dataclasses import asdict

    from deputized.trackers import TrackerError, compare, read_tracker

    mapping = dict(_parts(c) for c in columns)
    day = check_day(as_of, "--as-of")
    try:
        read = read_tracker(file.name, file.read_bytes(), mapping)
    except TrackerError as error:
        raise click.ClickException(str(error)) from error
    with opened(path) as registry:
        found = compare(registry, read, day)
    talk("read as: " + ", ".join(f"{f} = {h!r}" for f, h in found.columns.items()))
    if rosetta is not None:
        with rosetta.open("w", encoding="utf-8", newline="") as out:
            write_csv(out, [asdict(k) for k in found.rosetta], ROSETTA)
        talk(f"{rosetta}: {len(found.rosetta):,} names")
    some = [f for f in found.findings if every or f.verdict not in ("agrees", "says nothing")]
    if format_ == "table":
        days = f"{len(found.days)} days, {found.days[0]} to {found.days[-1]}" if found.days else "no day"
        click.echo(f"{found.name}: {len(read.rows):,} rows, {days}")
        for verdict, n in found.counts.items():
            click.echo(f"  {verdict:<15} {n:>8,}" + (" listings of ours" if verdict == "only here" else ""))
        table([f.to_dict() for f in some[:SHOWN]], COLUMNS)
        if len(some) > SHOWN:
            talk(f"{len(some) - SHOWN:,} more: give --format csv")
        return
    write([f.to_dict() for f in some], format_)


COLUMNS = (
    "verdict",
    "state",
    "agency",
    "model",
    "why",
    "first_day",
    "last_day",
    "rows",
    "agency_id",
    "place",
)
ROSETTA = (
    "foreign_id", "foreign_name", "state", "county", "agency_id", "name", "ori", "how", "first_day", "last_day", "rows",
)  # fmt: skip


def _parts(text: str) -> tuple[str, str]:
    name, equals, heading = text.partition("=")
    if not equals:
        raise click.UsageError(f"--column {text}: write it as FIELD=HEADING")
    return name.strip(), heading.strip()
