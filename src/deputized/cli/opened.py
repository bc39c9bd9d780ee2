"""Opens the registry for a command, with progress if it must be built first, and turns its errors into usage errors."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deputized.cli.output import talk

if TYPE_CHECKING:
    from deputized.library import Registry

registry_option = click.option(
    "--registry",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A registry file; without it, that of the shipped lists and those you ingested.",
)
as_of_option = click.option(
    "--as-of", metavar="DAY", help="How it was on this day (or on the list with this id)."
)
day_option = click.option("--as-of", metavar="DAY", help="How it was on this day.")
known_on_option = click.option(
    "--known-on", metavar="DAY", help="As far as the lists out on this day could tell."
)
state_option = click.option("--state", metavar="TX", help="One state or territory.")
model_option = click.option(
    "--model", type=click.Choice(["tfm", "jem", "wso", "ttfm"], case_sensitive=False), help="One model."
)


@contextmanager
def opened(path: Path | None) -> Iterator[Registry]:
    """The registry, closed afterwards. Wrong days, states and ids end the command with one clear line."""
    import sqlite3

    from deputized import open as open_registry
    from deputized.archive import LedgerError
    from deputized.library import RegistryMissing

    try:
        with open_registry(path, progress=ProgressBar("building the registry")) as registry:
            yield registry
            tell_age(registry)
    except (LookupError, ValueError) as error:
        raise click.UsageError(str(error.args[0] if error.args else error)) from error
    except (RegistryMissing, LedgerError) as error:
        raise click.ClickException(str(error)) from error
    except sqlite3.DatabaseError as error:
        raise click.ClickException(
            f"the registry cannot be read ({error}); build it anew: deputized build"
        ) from error


def tell_age(registry: Registry) -> None:
    """How old the newest list is, beside the answer; past two weeks also how to update. Said once a command."""
    from datetime import date

    age = registry.freshness(date.today())
    talk(f"{age.sentence}{f'; {age.advice}' if age.advice else ''}")
    if age.doubted:
        talk(f"not believed and newer: {', '.join(age.doubted)}; why: deputized quarantine")


def check_day(day: str | None, name: str) -> str | None:
    """The day, if it is one; a usage error otherwise."""
    from deputized.model.days import DayError, maybe_day

    try:
        found = maybe_day(day, name)
    except DayError as error:
        raise click.UsageError(str(error)) from error
    return found.isoformat() if found else None


class ProgressBar:
    """A line of progress on standard error, on a terminal redrawn, elsewhere said once at start and end."""

    def __init__(self, what: str, unit: str = "lists") -> None:
        self.what, self.unit, self.shown = what, unit, -1

    def __call__(self, done: int, total: int) -> None:
        share = 100 * done // max(total, 1)
        if sys.stderr.isatty():
            if share != self.shown:
                click.echo(f"\r{self.what}: {share:3d}%", nl=done == total, err=True)
        elif done in (1, total):
            talk(f"{self.what}: {done} of {total} {self.unit}")
        self.shown = share
