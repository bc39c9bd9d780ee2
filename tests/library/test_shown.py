"""What a notebook shows of records and tables; and that every public name is typed, described and has its units told."""

from __future__ import annotations

import importlib
import inspect
from html.parser import HTMLParser
from pathlib import Path

import pytest

import deputized
from deputized.library import Registry
from deputized.library.table import Table
from deputized.model.shown import MOST_ROWS

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "library.md"
PUBLIC = ("deputized", "deputized.library", "deputized.rules", "deputized.claims", "deputized.explore", "deputized.resolver",
          "deputized.money", "deputized.trackers", "deputized.release")  # fmt: skip


class Tags(HTMLParser):
    """Whether every element that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shown(value: object) -> str:
    html = value._repr_html_()  # type: ignore[attr-defined]
    parser = Tags()
    parser.feed(html)
    assert parser.open == []
    return html


def test_answers_show_themselves(registry: Registry) -> None:
    county = shown(registry.county("48271", as_of="2025-12-15"))
    assert "Kinney County Sheriff&#x27;s Office" in county and "2025-03-26" in county
    for value in (registry, registry.status(), registry.state("VT"), registry.agency("tx-kinney-county-sheriff"),
                  registry.coverage(by="rurality"), registry.explain("tx-kinney-county-sheriff")):  # fmt: skip
        assert "<table>" in shown(value)
    lists = shown(registry.lists())
    assert lists.count("<tr>") == MOST_ROWS + 1 and f"{len(registry.lists()):,} rows, the first" in lists


def test_what_ice_printed_is_never_markup() -> None:
    told = shown(Table([{"name": "<script>alert(1)</script> & Co", "more": {"a": "<b>"}}]))
    assert "<script" not in told and "<b>" not in told and "&lt;script&gt;" in told
    assert shown(Table([], ["name"])).endswith("<p>0 rows</p>")


@pytest.mark.parametrize("package", PUBLIC)
def test_every_public_name_is_in_the_reference_and_typed(package: str) -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    part = text.partition(f"## {package}\n")[2].partition("\n## ")[0]
    module = importlib.import_module(package)
    for name in (n for n in module.__all__ if not n.startswith("__")):
        assert f"### {name}\n" in part, name
        value = getattr(module, name)
        for function in (
            [value]
            if inspect.isfunction(value)
            else [f for _, f in inspect.getmembers(value, inspect.isfunction)]
        ):
            if function.__module__.startswith("deputized") and not function.__name__.startswith("_"):
                asked = [p for p in inspect.signature(function).parameters if p not in ("self", "cls")]
                assert set(asked) <= set(function.__annotations__) and "return" in function.__annotations__, (
                    function
                )


def test_no_field_is_without_its_meaning() -> None:
    rows = [line for line in REFERENCE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert (
        len(rows) > 400
        and [r for r in rows if not r.rstrip(" |").split("|")[-1].strip() or r.count("|") < 4] == []
    )
    assert (Path(deputized.__file__).parent / "py.typed").is_file()
