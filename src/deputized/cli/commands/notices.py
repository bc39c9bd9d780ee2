"""deputized notices"""

from __future__ import annotations

from datetime import date

import click

from deputized.cli.commands.update import plain_errors
from deputized.cli.opened import check_day, opened
from deputized.cli.output import talk


@click.command("notices")
@click.option("--since", metavar="DAY", help="Try it: what the lists of this day and later would have told.")
@click.option(
    "--send", "is_send", is_flag=True, help="Send what waits, also what was cut off while it was sent."
)
def command(since: str | None, is_send: bool) -> None:
    """Who is told of what: the settings as read, what waits to be sent, and a trial that sends nothing.

    \b
    deputized notices
    deputized notices --since 2026-05-01
    """
    from deputized.live.outbox import SENT, Outbox, compose
    from deputized.live.sending import send
    from deputized.live.settings import read_settings
    from deputized.live.subscriptions import read_subscriptions
    from deputized.live.telling import changes_on, deadlines, suspects
    from deputized.live.visit_store import Kept

    day = check_day(since, "--since")
    with plain_errors():
        settings = read_settings()
        subscriptions, channels = read_subscriptions(settings)
        there = (
            ""
            if settings.source.is_file()
            else " (there is none yet; docs/how-to/keep-up-to-date.md shows one)"
        )
        click.echo(f"settings: {settings.source}{there}")
        click.echo(f"{len(subscriptions)} subscriptions, {len(channels)} channels")
        outbox = Outbox(Kept())
        if is_send:
            with Kept().alone():
                for digest in outbox.send(channels, send, again=True):
                    talk(
                        f"notice to {digest.channel}: {digest.state}{f': {digest.error}' if digest.error else ''}"
                    )
        for digest in outbox.all():
            if digest.state != SENT:
                click.echo(
                    f"{digest.state}: to {digest.channel}: {digest.subject}{f' ({digest.error})' if digest.error else ''}"
                )
        if day is None:
            return
        with opened(None) as registry:
            lists = [r["publication_id"] for r in registry.lists() if r["published_date"] >= day]
            told = [
                *suspects(registry, lists),
                *changes_on(registry, lists, with_counties=any(s.counties for s in subscriptions)),
                *deadlines(date.today()),
            ]
        for digest in compose(told, subscriptions, channels, Outbox(Kept()), ""):
            click.echo(f"\nwould go to {digest.channel}: {digest.subject}\n\n{digest.text}")
