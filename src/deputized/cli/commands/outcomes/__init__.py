"""deputized outcomes"""

from __future__ import annotations

import click

from deputized.cli.commands.outcomes.encounters import encounters_command, late_command
from deputized.cli.commands.outcomes.importing import import_command, releases_command
from deputized.cli.commands.outcomes.ladder import ladder_command, quiet_command
from deputized.cli.commands.outcomes.panel import panel_command
from deputized.cli.commands.outcomes.rebuild import rebuild_command
from deputized.cli.commands.outcomes.show import show


class OutcomesGroup(click.Group):
    """A word that is no subcommand is a place, an agency or a state to show."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return "show", self.commands["show"], args

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] in ("--help", "-h"):
            return super().parse_args(ctx, args)
        if not args or args[0] not in self.commands:
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group("outcomes", cls=OutcomesGroup, no_args_is_help=False)
def command() -> None:
    """What came of it: arrests, detainers and removals that are held, tied to agencies, with bounds.

    Without a place: the whole country. A place is a county, a state or an agency.

    \b
    deputized outcomes
    deputized outcomes "Maricopa County, AZ" --as-of 2010-06-01
    deputized outcomes "Gwinnett County Sheriff, GA" --format json
    deputized outcomes ladder tx-lavaca-county-sheriff
    deputized outcomes quiet --state TX
    deputized outcomes import arrests-latest.parquet
    deputized outcomes panel -o panel.dta
    deputized outcomes encounters monthlyEncounter_Aug2026.pdf
    deputized outcomes late
    deputized outcomes rebuild ../shared/outcomes ../shared/facts
    """


for each in (
    show,
    ladder_command,
    quiet_command,
    import_command,
    releases_command,
    panel_command,
    encounters_command,
    late_command,
    rebuild_command,
):
    command.add_command(each)
