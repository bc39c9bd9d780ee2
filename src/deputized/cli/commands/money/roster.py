"""deputized money roster, deputized money template"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.output import format_option, table, talk, write


@click.command("roster")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The claim sheet: .xlsx or .csv."
)
@click.option("--no-vehicle", is_flag=True, help="The vehicle was claimed already.")
@format_option
def roster(file: Path, output: Path | None, no_vehicle: bool, format_: str) -> None:
    """What the published rules cover of a roster, officer by officer and quarter by quarter, and what they do not.

    \b
    deputized money template -o roster.csv
    deputized money roster roster.csv -o claim.xlsx
    """
    from deputized.money.ledger import claim
    from deputized.money.roster import RosterError, read_roster
    from deputized.money.rules import rules
    from deputized.money.sheet import NOTE, claim_records, claim_workbook

    try:
        rows = read_roster(file)
        found = claim(rows, with_vehicle=not no_vehicle)
    except RosterError as error:
        raise click.ClickException(str(error)) from error
    if output is not None:
        if output.suffix == ".xlsx":
            output.write_bytes(claim_workbook(found, rows, rules()))
        elif output.suffix == ".csv":
            from deputized.cli.output import write_csv

            with output.open("w", encoding="utf-8", newline="") as stream:
                write_csv(stream, claim_records(found))
        else:
            raise click.UsageError(f"{output}: a claim sheet is .xlsx or .csv")
        talk(f"claim sheet: {output}")
    elif format_ != "table":
        write(claim_records(found), format_)
        return
    total = found.total
    table(
        [
            {
                "quarter": str(quarter), "cost": f"{t.cost:,}", "covered": f"{t.covered:,}",
                "not covered": f"{t.not_covered:,}", "awards": f"{t.awards:,}",
            }
            for quarter, t in found.by_quarter().items()
        ]
    )  # fmt: skip
    click.echo(
        f"\ncost {total.cost:,}; covered {total.covered:,} and awards {total.awards:,}; not covered {total.not_covered:,}"
    )
    reasons = sorted({x.reason for x in found.lines if x.not_covered and x.reason})
    for reason in reasons:
        click.echo(f"  not covered: {reason}")
    click.echo(NOTE)


@click.command("template")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it here.")
def template(output: Path | None) -> None:
    """An empty roster with its columns, and what each of them holds.

    \b
    deputized money template -o roster.csv
    """
    from deputized.money.roster import COLUMNS, MEANINGS

    text = ",".join(COLUMNS) + "\n"
    if output is not None:
        output.write_text(text, encoding="utf-8")
        talk(f"roster: {output}")
    else:
        click.echo(text, nl=False)
    for name, meaning in MEANINGS.items():
        talk(f"  {name:<16} {meaning}")
