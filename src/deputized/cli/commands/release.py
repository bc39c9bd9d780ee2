"""deputized release"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import check_day, opened, registry_option
from deputized.cli.output import talk


@click.command("release")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--since",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of the release before: what changed.",
)
@click.option(
    "--date", "day", metavar="DAY", help="Its day of publication (default: that of the newest list)."
)
@click.option("--zip", "zipped", is_flag=True, help="Also as one file beside the folder.")
@click.option(
    "--check", "only_check", is_flag=True, help="Only check the release in FOLDER against its checksums."
)
@registry_option
def command(
    folder: Path, since: Path | None, day: str | None, zipped: bool, only_check: bool, path: Path | None
) -> None:
    """A release of the data that can be cited: tables with their description, checksums, CITATION.cff, metadata for Zenodo
    and DataCite, and what changed since the release before. The same lists give the same bytes.

    \b
    deputized release releases/2026-05-18
    deputized release releases/2026-05-18 --since releases/2026-04-30 --zip
    deputized release releases/2026-05-18 --check
    """
    from deputized.release import ReleaseError, make_release
    from deputized.release.bundle import check_release

    if only_check:
        if wrong := check_release(folder):
            raise click.ClickException("\n".join(wrong))
        click.echo(f"{folder}: whole")
        return
    day = check_day(day, "--date")
    with opened(path) as registry:
        try:
            made = make_release(registry, folder, since=since, day=day, zipped=zipped)
        except ReleaseError as error:
            raise click.ClickException(str(error)) from error
    size = sum(n for _, n, _ in made.files)
    click.echo(
        f"{made.folder}: version {made.facts.version}, {len(made.files) + 1} files, {size / 1e6:.1f} MB"
    )
    for table, count in made.changed.items():
        if any(count.values()):
            talk(
                f"{table}: {count['added']:,} added, {count['removed']:,} removed, {count['changed']:,} changed"
            )
    if made.archive is not None:
        click.echo(str(made.archive))
