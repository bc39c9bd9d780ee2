"""Writes docs/reference from the code: commands' help, the library, public tables, the models, the claims that were checked."""

from __future__ import annotations

import ast
import csv
import dataclasses
import importlib
import inspect
import json
import re
import typing
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any

import click

import deputized
from deputized.api.schema import _names
from deputized.claims import check_known
from deputized.cli.group import COMMANDS, cli
from deputized.curated import schemas
from deputized.dataset.tables import BESIDE
from deputized.library import Registry
from deputized.model.tables import TABLES
from deputized.registry.findings import CLASSES
from deputized.rules import common, compare, models
from deputized.rules.provisions import CELLS, POWERS
from deputized.store.views import VIEWS

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
    command._help_option = (
        None  # click keeps the option as the first asker named it, who may have had no group above
    )
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
        "The last ones, from `states` on, are in no registry file: `deputized export` writes them beside it, or all of",
        "them as one SQLite database with the views named at the end.",
        "",
    ]
    for table in (*TABLES, *BESIDE):
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
    parts += ["## Views of the one database", ""]
    for view in VIEWS:
        parts += [f"**{view.name}**: {view.grain}.", ""]
        parts += [f"- `{name}`: {meaning}" for name, meaning in view.columns.items()]
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


PUBLIC = ("deputized", "deputized.library", "deputized.rules", "deputized.claims", "deputized.explore", "deputized.resolver",
          "deputized.money", "deputized.trackers", "deputized.release")  # fmt: skip
"""Packages whose `__all__` is the library."""
UNITS = (
    ("_fips", "FIPS code, text"), ("_date", "day, ISO text"), ("_sqmi", "square miles"), ("_id", "id, text"), ("miles", "miles"),
    ("population", "people"), ("people", "people"), ("officers", "sworn officers"), ("_url", "address"), ("sha256", "hash, hex text"),
    ("share", "0 to 1"), ("latitude", "degrees north"), ("longitude", "degrees east"), ("_days", "days"), ("months", "months"),
    ("salary", "dollars a year"), ("benefits", "share of pay, 0 to 1"), ("score", "0 to 1"),
)  # fmt: skip
"""What a field's name says of its unit, where nothing is written beside it: the first that is in the name."""


with (Path(__file__).parent / "field_words.csv").open(encoding="utf-8", newline="") as handle:
    COMMON = {row["field"]: row["meaning"] for row in csv.DictReader(handle)}
"""What a name means wherever nothing is written beside it."""


def library_page() -> str:
    """Every public name of the library: what it takes and gives, in which units, and what it raises."""
    parts = [
        "# Library", "", "Written by `make docs` from the code. Import a name from the package it stands under; `Registry` is the door.",
        "Days are taken as `date`, `datetime` or text, and given as ISO text; a record is frozen, has `to_dict()` where it says so, and",
        "shows itself as a table in a notebook. A row of a `Table` has columns that [tables](tables.md) describes by name.",
        "Where nothing is said of errors, a day that is none raises `ValueError` and a name nobody bears `LookupError`.", "",
    ]  # fmt: skip
    told: set[type] = set()
    later: list[type] = []
    for package in PUBLIC:
        module = importlib.import_module(package)
        parts += [f"## {package}", "", *((module.__doc__ or "").strip().split("\n\n")[:1]), ""]
        for name in sorted(module.__all__):
            if name.startswith("__"):
                continue
            value = getattr(module, name)
            parts += _name(name, value, later)
            if isinstance(value, type):
                told.add(value)
    parts += ["## Records within records", ""]
    while later:
        record = later.pop(0)
        if record not in told:
            told.add(record)
            parts += _name(record.__name__, record, later)
    return "\n".join(line.rstrip() for line in parts)


def _name(name: str, value: Any, later: list[type]) -> list[str]:
    if dataclasses.is_dataclass(value) and isinstance(value, type):
        return [f"### {name}", "", *_doc(value), *_fields(value, later), *_methods(value, later)]
    if isinstance(value, type) and issubclass(value, Enum):
        return [
            f"### {name}",
            "",
            *_doc(value),
            "One of " + ", ".join(f"`{e.value}`" for e in value) + ".",
            "",
        ]
    if isinstance(value, type):
        return [f"### {name}", "", *_doc(value), *_methods(value, later)]
    if inspect.isfunction(value):
        return [f"### {name}", "", f"`{name}{_signature(value, later)}`", "", *_doc(value)]
    return [f"### {name}", "", f"A {type(value).__name__}.", ""]


def _doc(value: Any) -> list[str]:
    text = value.__dict__.get("__doc__") if isinstance(value, type) else value.__doc__
    text = inspect.cleandoc(text or "")
    examples = text.find(">>>")
    shown = (text if examples < 0 else text[:examples]).strip().replace("|", "\\|")
    return [shown, ""] if shown and not shown.startswith(getattr(value, "__name__", "") + "(") else []


def _methods(kind: type, later: list[type]) -> list[str]:
    parts = []
    for name, member in vars(kind).items():
        if name.startswith("_"):
            continue
        inner = (
            getattr(member, "fget", None)
            or getattr(member, "func", None)
            or getattr(member, "__func__", member)
        )
        if not inspect.isfunction(inner) or not inner.__doc__:
            continue
        is_value = isinstance(member, property | cached_property)
        signature = _signature(inner, later)
        shown = (
            f"{name}: {signature.partition(' -> ')[2]}"
            if is_value
            else name + signature.replace("(self, ", "(").replace("(self)", "()")
        )
        parts += [f"- `{shown}`: {' '.join(' '.join(_doc(inner)).split())}"]
    return [*parts, ""] if parts else []


def _signature(function: Any, later: list[type]) -> str:
    text = str(inspect.signature(function)).replace("'", "").replace("deputized.", "")
    if "self" not in text:
        text = text.replace("(, ", "(")
    _reach(_hint(function).get("return"), later)
    return re.sub(r"<[^>]*>", "...", text)


def _hint(of: Any) -> dict[str, Any]:
    try:
        return typing.get_type_hints(of, _names(of.__module__))
    except (NameError, TypeError):
        return {}


def _reach(kind: Any, later: list[type]) -> None:
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind not in later:
        later.append(kind)
    for inner in typing.get_args(kind):
        _reach(inner, later)


def _fields(kind: type, later: list[type]) -> list[str]:
    beside, hints = _beside(kind), _hint(kind)
    parts = ["| field | shape | meaning, unit |", "|---|---|---|"]
    for f in dataclasses.fields(kind):
        if f.name.startswith("_"):
            continue
        _reach(hints.get(f.name), later)
        shape = str(f.type).replace("|", "or")
        parts.append(f"| {f.name} | {shape} | {beside.get(f.name) or _unit(f.name, shape)} |")
    return [*parts, ""]


def _unit(name: str, shape: str) -> str:
    """What a field holds of which nothing is written beside it: by its column, its unit, or the record it is."""
    columns = {c.name: c.description for t in TABLES for c in t.columns}
    if name in columns:
        return columns[name].replace("|", "\\|")
    record = re.search(r"\b[A-Z][a-z]\w+", shape)
    if record:
        return f"see {record[0]}"
    return COMMON.get(name) or next((unit for part, unit in UNITS if part in name), "")


def _beside(kind: type) -> dict[str, str]:
    """What stands beside each field in the code: a comment at its end, or the text under it."""
    found: dict[str, str] = {}
    for home in reversed(kind.__mro__):
        if not dataclasses.is_dataclass(home):
            continue
        lines = inspect.getsource(home).splitlines()
        body = ast.parse(inspect.cleandoc("\n".join(lines))).body[0]
        assert isinstance(body, ast.ClassDef)
        for here, following in zip(body.body, [*body.body[1:], None], strict=True):
            if not (isinstance(here, ast.AnnAssign) and isinstance(here.target, ast.Name)):
                continue
            comment = lines[(here.end_lineno or 1) - 1].partition("  # ")[2]
            if not comment and isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
                comment = inspect.cleandoc(str(following.value.value))
            if comment and "fmt:" not in comment and "noqa" not in comment:
                found[here.target.id] = " ".join(comment.split()).replace("|", "\\|")
    return found


def pages(registry: Registry) -> dict[str, str]:
    """Every page by file name."""
    return {
        "commands.md": commands_page(),
        "library.md": library_page(),
        "tables.md": tables_page(),
        "models.md": models_page(),
        "numbers-checked.md": claims_page(registry),
    }


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with deputized.open() as registry:
        for name, text in pages(registry).items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    write_schemas()


def write_schemas() -> None:
    """The JSON Schema of each curated file, for editors."""
    folder = Path(__file__).parents[1] / "curation" / "schemas"
    folder.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (folder / f"{name}.json").write_text(
            json.dumps(schema, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
