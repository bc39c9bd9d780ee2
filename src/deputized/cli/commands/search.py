"""deputized search"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import opened, registry_option, state_option
from deputized.cli.output import format_option, write


@click.command("search")
@click.argument("text", nargs=-1, required=True)
@state_option
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 500), help="At most so many.")
@format_option
@registry_option
def command(text: tuple[str, ...], state: str | None, limit: int, format_: str, path: Path | None) -> None:
    """Find an agency by name, also one on no list; every spelling ICE ever printed counts, typing errors are allowed.

    \b
    deputized search kiney county sherif
    deputized search "hialeah pd"
    """
    from deputized.library.search import FIELDS

    with opened(path) as registry:
        write(registry.search(" ".join(text), state, limit), format_, fields=FIELDS)
