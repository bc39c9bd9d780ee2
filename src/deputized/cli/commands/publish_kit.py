"""deputized publish-kit"""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from deputized.cli.output import talk


@click.command("publish-kit")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--base-url", required=True, metavar="URL", help="The address the site will have, with a / at the end."
)
@click.option(
    "--contact", metavar="ADDRESS", help="Sent with every request; by default that of your settings."
)
@click.option("--command", "program", metavar="PATH", help="Where deputized is on the machine that runs it.")
@click.option(
    "--package", metavar="NAME", help="What pip installs there, e.g. an address of your copy of the program."
)
def command(
    folder: Path, base_url: str, contact: str | None, program: str | None, package: str | None
) -> None:
    """Write what a publisher needs to keep a site up to date by itself.

    A workflow for GitHub Pages, a systemd timer and service, a line for cron, a container file, and a page that says which
    to take.

    \b
    deputized publish-kit kit --base-url https://news.example.org/287g/ --contact data@news.example.org
    """
    from deputized.live.publishing import write_kit
    from deputized.live.settings import SettingsError, read_settings

    try:
        who = contact or read_settings().contact
        if not who:
            raise click.UsageError("--contact: give an address where the keepers of ICE's site can reach you")
        where = program or shutil.which("deputized") or "/usr/local/bin/deputized"
        files = write_kit(folder, base_url, who, where, package or "")
    except (ValueError, SettingsError) as error:
        raise click.UsageError(str(error)) from error
    for path in files:
        click.echo(path)
    talk("README.md says which of them to take")
