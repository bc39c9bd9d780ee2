"""Writes docs/reference from the code: commands' help, public tables, the models, the claims that were checked."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

import deputized
from deputized.claims import check_known
from deputized.cli.group import COMMANDS, cli
from deputized.library import Registry
from deputized.model.tables import TABLES
from deputized.registry.findings import CLASSES
from deputized.rules import common, compare, models
from deputized.rules.provisions import CELLS, POWERS

FOLDER = Path(__file__).parent / "reference"


def commands_page() -> str:
    """Every command with its help."""
    parts = ["# Commands", "", "Written by `make docs` from the program's own help.", ""]
    for name in COMMANDS:
        command = importlib.import_module(f"deputized.cli.commands.{name.replace('-', '_')}").command
        parts += _command(command, f"deputized {name}")
    return "\n".join(parts)


def _command(command: click.Command, path: str) -> list[str]:
    above = click.Context(cli, **cli.context_settings)
    context = click.Context(command, parent=above, info_name=path, max_content_width=100, terminal_width=100)
    parts = [f"## {path}", "", "```text", command.get_help(context).rstrip(), "```", ""]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                parts += _command(inner, f"{path} {name}")
    return parts


def tables_page() -> str:
    """Every public table and column."""
    parts = [
        "# Tables",
        "",
        "Written by `make docs` from `deputized.model.tables`, as are the schema and `datapackage.json`.",
        "",
    ]
    for table in TABLES:
        parts += [
            f"## {table.name}",
            "",
            f"{table.grain[0].upper()}{table.grain[1:]}. Key: {', '.join(table.key)}.",
            "",
        ]
        parts += ["| column | type | may be empty | meaning |", "|---|---|---|---|"]
        for c in table.columns:
            meaning = c.description.replace("|", "\\|") + (
                f" (refers to {c.references})" if c.references else ""
            )
            parts.append(f"| {c.name} | {c.type} | {'no' if c.required else 'yes'} | {meaning} |")
        parts.append("")
    parts += ["## Defects", "", "Classes of `findings.defect`.", "", "| defect | meaning |", "|---|---|"]
    parts += [f"| {name} | {meaning} |" for name, meaning in CLASSES.items()]
    return "\n".join([*parts, ""])


def models_page() -> str:
    """The models side by side, with sources."""
    shown = [m for m in models() if m.model != "HYBRID"]
    parts = ["# The models compared", "", "Written by `make docs` from `curation/models.yml`.", ""]
    parts += [f"- **{m.model}**: {m.name}. {m.in_use}" for m in models()]
    parts += ["", *(f"- {p.text}{p.source.mark} ({p.source.title}, {p.source.date})" for p in common())]
    parts += ["", "| | " + " | ".join(m.model for m in shown) + " |", "|---" * (len(shown) + 1) + "|"]
    for row in compare(tuple(m.model for m in shown)):
        parts.append("| " + " | ".join(v.replace("|", "\\|") for v in row.values()) + " |")
    parts += [
        "",
        "## Where each cell was read",
        "",
        "| model | cell | source | section | confidence |",
        "|---|---|---|---|---|",
    ]
    for m in models():
        for p in m.provisions:
            what = POWERS[p.power] if p.power else CELLS[p.cell]
            parts.append(
                f"| {m.model} | {what} | [{p.source.title}]({p.source.url}), {p.source.date} | {p.section} | {p.source.confidence} |"
            )
    return "\n".join([*parts, ""])


def claims_page(registry: Registry) -> str:
    """Every known claim with its verdict and sentence."""
    newest = registry.clocks.dates[-1]
    parts = [
        "# Numbers in the news, checked",
        "",
        f"Written by `make docs` from `curation/claims.csv` and ICE's lists up to {newest}. How: [methods](../methods/claims.md).",
        "",
        "| claim | verdict | in a sentence | where |",
        "|---|---|---|---|",
    ]
    for k in check_known(registry):
        said = k.answer.sentence.replace("|", "\\|")
        source = k.known.source
        where = (
            f"[{source.title}]({source.url})"
            if source.url.startswith("http") and " " not in source.url
            else source.title
        )
        parts.append(f"| {k.known.text} | {k.answer.headline} | {said} | {where}, {source.date} |")
    return "\n".join([*parts, ""])


def pages(registry: Registry) -> dict[str, str]:
    """Every page by file name."""
    return {
        "commands.md": commands_page(),
        "tables.md": tables_page(),
        "models.md": models_page(),
        "numbers-checked.md": claims_page(registry),
    }


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with deputized.open() as registry:
        for name, text in pages(registry).items():
            (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
