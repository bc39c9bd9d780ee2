"""deputized watch"""

from __future__ import annotations

import re
import time
from datetime import datetime
from pathlib import Path

import click

from deputized.cli.commands.update import plain_errors, run, show, site_options
from deputized.cli.output import talk

LEAST = 300
"""Seconds between two updates at least: ICE changes its list a few times a week."""


@click.command("watch")
@click.option(
    "--every", default="30m", show_default=True, metavar="TIME", help="30m, 2h, 1d; five minutes at least."
)
@click.option("--times", type=click.IntRange(1), help="End after so many updates.")
@site_options[0]
@site_options[1]
def command(every: str, times: int | None, site: Path | None, base_url: str) -> None:
    """Update again and again, at an interval, until Ctrl-C. What goes wrong once is said, and the watch goes on.

    \b
    deputized watch
    deputized watch --every 2h --site public
    """
    from deputized.live.settings import read_settings
    from deputized.live.update import with_site

    pause = seconds(every)
    with plain_errors():
        with_site(read_settings(), site, base_url)
    done = 0
    try:
        while True:
            talk(f"{datetime.now():%Y-%m-%d %H:%M}")
            try:
                with plain_errors():  # settings are read again: they may be mended while it runs
                    show(run(with_site(read_settings(), site, base_url), False), False, False)
            except click.ClickException as error:
                error.show()
            done += 1
            if times is not None and done >= times:
                return
            time.sleep(pause)
    except KeyboardInterrupt:
        talk("stopped; what was taken in is kept")


def seconds(text: str) -> float:
    """A span of time in seconds. Raises a usage error for what is none, or is too short."""
    match = re.fullmatch(r"(\d+)\s*(m|min|h|d)", text.strip())
    if match is None:
        raise click.UsageError(f"--every {text}: write 30m, 2h or 1d")
    found = int(match[1]) * {"m": 60, "min": 60, "h": 3600, "d": 86400}[match[2]]
    if found < LEAST:
        raise click.UsageError(
            f"--every {text}: five minutes at least, for the sake of the site that is asked"
        )
    return found
