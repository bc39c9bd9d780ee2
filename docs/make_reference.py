"""Writes docs/reference from the code: every command's help, every public table and column."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from deputized.cli.group import COMMANDS, cli
from deputized.model.tables import TABLES
from deputized.registry.findings import CLASSES

FOLDER = Path(__file__).parent / "reference"


def commands_page() -> str:
    """Every command with its help."""
    parts = ["# Commands", "", "Written by `make docs` from the program's own help.", ""]
    for name in COMMANDS:
        command = importlib.import_module(f"deputized.cli.commands.{name}").command
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


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "commands.md").write_text(commands_page(), encoding="utf-8")
    (FOLDER / "tables.md").write_text(tables_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
