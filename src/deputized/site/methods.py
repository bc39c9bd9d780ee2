"""The methods on the site, made from the project's own `docs/methods`; in Spanish with a summary before the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from deputized.site.page import Page, teller

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

ORDER = (
    "counting",
    "dates",
    "limits",
    "clocks",
    "identity",
    "places",
    "state-law",
    "money",
    "outcomes",
    "claims",
    "mess",
)
PAGES_OF_DOCS = {
    "../reference/numbers-checked.md": "claims/",
    "../reference/models.md": "models/",
    "../reference/tables.md": "data/dictionary/",
}
"""Pages of the docs that the site has under another name; what it has not is shown as words without a link."""


def methods_folder() -> Path:
    """`docs/methods` of a checkout, or the copy in the installed package."""
    inside = Path(str(resources.files("deputized"))) / "data" / "methods"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "docs" / "methods"


def method_names() -> tuple[str, ...]:
    """Every method there is a text of, those of `ORDER` first and in its order."""
    there = {p.stem for p in methods_folder().glob("*.md")}
    return (*(n for n in ORDER if n in there), *sorted(there - set(ORDER)))


def method_pages(language: str) -> Iterator[Page]:
    """`methods/` and a page per method."""
    say = teller(language)
    entries = [(name, say(f"method_{name}_title"), say(f"method_{name}_about")) for name in method_names()]
    yield Page(
        "methods/",
        "methods.html",
        say("methods_title"),
        {"entries": entries},
        description=say("methods_lead"),
    )
    for name, title, about in entries:
        others = [(n, t) for n, t, _ in entries if n != name]
        yield Page(
            f"methods/{name}/", "method.html", title, {"about": about, "body": _body(name), "others": others}, description=about
        )  # fmt: skip


@lru_cache(maxsize=64)
def _body(name: str) -> Markup:
    text = (methods_folder() / f"{name}.md").read_text(encoding="utf-8")
    return Markup(html_of(text, up="../../"))


def html_of(text: str, up: str) -> str:
    """Markdown as HTML, the first heading left out (the page has it). HTML in the text is shown, not run.

    `up` leads from the page to its language's root. Links lead to the site's own pages or to https addresses.
    """
    tokens = _parser().parse(text)
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        tokens = tokens[3:]
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                target = _target(str(child.attrs.get("href", "")), up)
                child.attrs = {} if target is None else {"href": target}
                if target is not None and target.startswith("https://"):
                    child.attrs["rel"] = "external noreferrer"
    return str(_parser().renderer.render(tokens, _parser().options, {}))


def _target(link: str, up: str) -> str | None:
    """Where a link of the docs leads on the site; None where the site has no such page."""
    if link.startswith(("https://", "#")):
        return link
    page, _, place = link.partition("#")
    if page in PAGES_OF_DOCS:
        return f"{up}{PAGES_OF_DOCS[page]}"
    if page.endswith(".md") and page.removesuffix(".md") in method_names():
        return f"{up}methods/{page.removesuffix('.md')}/{'#' + place if place else ''}"
    return None


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """CommonMark with tables, each in a frame that scrolls; images are left out, HTML is text."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    return parser


def _table_open(self: Any, tokens: Sequence[Any], n: int, options: Any, env: Any) -> str:
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_close(self: Any, tokens: Sequence[Any], n: int, options: Any, env: Any) -> str:
    return "</table></div>\n"
