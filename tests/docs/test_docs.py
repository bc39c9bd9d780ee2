"""The documentation is true of the program: reference pages current, commands named exist, links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from deputized.cli.group import COMMANDS, cli
from deputized.library import Registry

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / n for n in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").rglob("*.md")
)
QUICK = {
    "status",
    "agency",
    "explain",
    "changes",
    "county",
    "coverage",
    "state",
    "match",
    "lists",
    "diff",
    "search",
    "claim",
    "mandate",
}


def maker():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_reference_pages_are_current(registry: Registry) -> None:
    for name, text in maker().pages(registry).items():
        assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == text, "run: make docs"


def named_commands() -> list[str]:
    found = set()
    for page in PAGES:
        if page.parent.name == "reference":
            continue
        for line in re.findall(
            r"(?:^ {4}|`)deputized ([^`\n]+?)(?:`|$)", page.read_text(encoding="utf-8"), re.MULTILINE
        ):
            found.add(line.strip())
    return sorted(found)


def test_every_command_named_exists() -> None:
    commands = named_commands()
    assert len(commands) > 25
    for line in commands:
        assert line.split()[0] in {*COMMANDS, "--help"}, line


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"## deputized {name}\n" in text


@pytest.mark.parametrize(
    "line",
    [
        c
        for c in named_commands()
        if c.split()[0] in QUICK
        and c not in ("claim", "county", "explain")
        and not {"ID", "DAY", "…"} & set(re.split(r"[ \"]", c))
    ],
)
def test_examples_of_the_pages_run(line: str, registry_file: Path) -> None:
    words = shlex.split(line.split(" > ")[0])
    result = CliRunner().invoke(cli, [*words, "--registry", str(registry_file)])
    assert result.exit_code == 0, result.output


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_test_named_on_the_page_of_mess_is_there() -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", (ROOT / "docs/methods/mess.md").read_text(encoding="utf-8"))
    assert len(named) > 50
    for file, test in named:
        assert f"def {test}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), f"{file}::{test}"


def test_the_row_that_walks_is_where_the_page_says(registry: Registry) -> None:
    text = (ROOT / "docs/explanation/architecture.md").read_text(encoding="utf-8")
    first = registry.explain("tx-kinney-county-sheriff")["printed"][0]
    place = first["first"]
    assert f"Row {place['row_number']} of sheet `{place['sheet']}` in `{place['name_in_source']}`" in text
    assert (place["published_date"], first["signed_date"]) == ("2025-03-27", "2025-03-26")
    for module in re.findall(r"`((?:readers|archive|registry|store|facts|library|site)/[\w/.]+)`", text):
        assert (ROOT / "src/deputized" / module).exists(), module
