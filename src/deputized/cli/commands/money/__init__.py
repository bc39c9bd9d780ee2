"""deputized money"""

from __future__ import annotations

import click

from deputized.cli.commands.money.agency import agency
from deputized.cli.commands.money.bodies import bodies
from deputized.cli.commands.money.calibration import calibration
from deputized.cli.commands.money.compare import compare
from deputized.cli.commands.money.national import national
from deputized.cli.commands.money.packet import packet_command
from deputized.cli.commands.money.published import check, published, reports, suits
from deputized.cli.commands.money.roster import roster, template


@click.group("money")
def command() -> None:
    """What published rules reimburse, what an agreement costs an agency, and what happens when the money stops.

    \b
    deputized money agency tx-kinney-county-sheriff --officers 2 --salary 52000 --benefits 0.38 --until 2027-09-30
    deputized money roster roster.csv -o claim.xlsx
    deputized money packet 48271 -o kinney.pdf
    """


for each in (
    agency,
    bodies,
    calibration,
    compare,
    roster,
    template,
    published,
    reports,
    suits,
    check,
    national,
    packet_command,
):
    command.add_command(each)
