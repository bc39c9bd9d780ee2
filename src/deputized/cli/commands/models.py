"""deputized models"""

from __future__ import annotations

import click

from deputized.cli.output import format_option, table, write


@click.command("models")
@click.option(
    "--all", "with_hybrid", is_flag=True, help="Also the earlier model that joined task force and jail."
)
@click.option(
    "--sources", "show_sources", is_flag=True, help="One row per cell, with document, section and confidence."
)
@format_option
def command(with_hybrid: bool, show_sources: bool, format_: str) -> None:
    """What each model empowers and binds to, side by side: powers, training, costs, liability, how it ends.

    "no" is a power the agreement does not give; "unknown" is a cell no document we read speaks of. What is not
    confirmed by a document says so in brackets.

    \b
    deputized models
    deputized models --sources --format csv
    """
    from deputized.rules import compare, models

    names = tuple(m.model for m in models() if with_hybrid or m.model != "HYBRID")
    if show_sources:
        write(
            [
                {
                    "model": m.model, "cell": p.cell, "power": p.power, "text": p.text, "condition": p.condition,
                    "section": p.section, "source": p.source.title, "source_date": p.source.date,
                    "source_url": p.source.url, "sha256": p.sha256, "confidence": p.source.confidence,
                }
                for m in models()
                if m.model in names
                for p in m.provisions
            ],
            format_,
        )  # fmt: skip
        return
    rows = compare(names)
    if format_ != "table":
        write(rows, format_)
        return
    for m in models():
        if m.model in names:
            click.echo(f"{m.model}: {m.name}, in use {m.in_use}")
    click.echo("")
    table(rows)
    click.echo(
        "\nBinding in all: 8 USC 1357(g); no state can be made to sign (g)(9), and help without an agreement stays lawful (g)(10)."
    )
    click.echo("Sources, sections and confidence of each cell: deputized models --sources")
