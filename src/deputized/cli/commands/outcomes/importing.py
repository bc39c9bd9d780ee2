"""deputized outcomes import and deputized outcomes releases"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, talk, write

if TYPE_CHECKING:
    from deputized.outcomes.import_counts import Imported


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where counts are kept; else your data.",
)
@format_option
@registry_option
def import_command(file: Path, output: Path | None, format_: str, path: Path | None) -> None:
    """Take in a release of the Deportation Data Project: FILE is Parquet, a workbook or CSV.

    The release is recognized from its columns. Rows are counted by agency, month and model with a floor (certain) and a
    ceiling (possible, cannot be tied); no row is kept, and counts under five are withheld. Needs the extra "outcomes".

    \b
    deputized outcomes import arrests-latest.parquet
    deputized outcomes import detainers.csv --format csv > counts.csv
    """
    from dataclasses import asdict

    from deputized.outcomes.errors import OutcomesError
    from deputized.outcomes.import_counts import import_release

    with opened(path) as registry:
        try:
            done = import_release(file, registry, output)
        except OutcomesError as error:
            raise click.ClickException(str(error)) from error
        if format_ == "table":
            click.echo("\n".join(screen(done)))
        else:
            write([asdict(c) for c in done.cells], format_)


def screen(done: Imported) -> Iterator[str]:
    """The lines of the screen."""
    from deputized.outcomes.import_counts import LEAST
    from deputized.outcomes.releases import CITATION

    yield f"{done.file}: {done.dataset}, release {done.release}, days {done.first} to {done.last} (sha256 {done.sha256[:12]})"
    yield f"  {done.total:,} rows, {done.duplicates:,} duplicates left out ({done.rule}), {done.undated:,} without a day"
    if done.missing:
        yield f"  columns of this release that the file lacks: {', '.join(done.missing)}"
    if done.extra:
        yield f"  columns not read: {', '.join(done.extra)}"
    yield f"  {done.tagged:,} rows carry a 287(g) tag; in force is asked by ICE's lists to {done.newest_list}:"
    for certainty, n in done.totals.items():
        yield f"    {'withheld' if n is None else f'{n:,}':>9}  {certainty}"
    floor = "withheld" if done.floor is None else f"{done.floor:,}"
    yield f"  floor {floor}, ceiling {done.ceiling:,}"
    for why, n in done.reasons.items():
        yield f"    {'fewer than 5' if n is None else f'{n:,}':>12}  cannot be tied: {why}"
    if done.breaks:
        yield "  words that change in this release:"
        yield from (f"    {b}" for b in done.breaks)
    hidden = sum(c.rows is None for c in done.cells)
    yield f"  kept: {len(done.cells):,} counts by agency, month and model, {hidden:,} of them under {LEAST} and withheld; no rows"
    yield f"  cite: {CITATION}"


@click.command("releases")
@format_option
def releases_command(format_: str) -> None:
    """Releases that can be taken in, where they are published, and what was taken in before.

    \b
    deputized outcomes releases
    """
    from deputized.outcomes.import_counts import imported
    from deputized.outcomes.releases import ADDRESSES, CITATION, releases

    newest = {r.dataset: r.release for r in releases()}  # releases stand in order
    have = {(i.dataset, i.release): i for i in imported()}
    rows = []
    for r in releases():
        mine = have.get((r.dataset, r.release))
        rows.append(
            {
                "dataset": r.dataset, "release": r.release, "columns": len(r.columns),
                "address": ADDRESSES.get(r.dataset, "not known") if r.release == newest[r.dataset] else "not known",
                "taken_in": mine.file if mine else "", "floor": mine.floor if mine else None,
                "ceiling": mine.ceiling if mine else None,
            }
        )  # fmt: skip
    write(rows, format_)
    talk(f"cite: {CITATION}")
