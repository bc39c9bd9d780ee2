"""deputized money packet"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from deputized.cli.opened import check_day, opened, registry_option
from deputized.cli.output import format_option, talk, write_one


@click.command("packet")
@click.argument("which")
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
@click.option("--today", metavar="DAY", help="The day it is told for (default: today).")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file to print: .pdf or .html."
)
@format_option
@registry_option
def packet_command(
    which: str, language: str, today: str | None, output: Path | None, format_: str, path: Path | None
) -> None:
    """A packet for a county board before it votes: what each model binds to, the law, costs, neighbors, what to ask.

    WHICH is a sheriff or police department as for `deputized money agency`, a county's FIPS code, or a plan file (.toml)
    with the county's own numbers.

    \b
    deputized money packet 48271 -o kinney.pdf
    deputized money packet 12086 --language es -o miami-dade.html
    """
    from dataclasses import asdict

    from deputized.money.asked import Asked, read_plan
    from deputized.money.plan import PlanError
    from deputized.report.packet import packet, packet_html, packet_lines, packet_pdf

    if output is not None and output.suffix not in (".pdf", ".html", ".htm"):
        raise click.UsageError(f"{output}: a packet is .pdf or .html")
    day = date.fromisoformat(check_day(today, "--today") or date.today().isoformat())
    try:
        asked = read_plan(Path(which)) if which.endswith(".toml") else Asked(which)
        with opened(path) as registry:
            found = packet(registry, asked, day, language)
    except PlanError as error:
        raise click.UsageError(str(error)) from error
    if output is None:
        write_one(asdict(found), format_, lambda: click.echo("\n".join(packet_lines(found))))
        return
    if output.suffix == ".pdf":
        output.write_bytes(packet_pdf(found, day))
    else:
        output.write_text(packet_html(found), encoding="utf-8")
    talk(f"packet: {output}")
