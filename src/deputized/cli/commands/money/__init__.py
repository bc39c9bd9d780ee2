"""deputized money"""

from __future__ import annotations

import click

from deputized.cli.commands.money.agency import agency
from deputized.cli.commands.money.national import national
from deputized.cli.commands.money.published import check, published, reports
from deputized.cli.commands.money.roster import roster, template


@click.group("money")
def command() -> None:
    """What published rules reimburse, what an agreement costs an agency, and what happens when the money stops.

    \b
    deputized money agency tx-kinney-county-sheriff --officers 2 --salary 52000 --benefits 0.38 --until 2027-09-30
    deputized money roster roster.csv -o claim.xlsx
    """


for each in (agency, roster, template, published, reports, check, national):
    command.add_command(each)
