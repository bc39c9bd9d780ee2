"""The page of downloads and the dictionary of every table and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deputized.model.tables import TABLES, TableDefinition
from deputized.site.content import SiteContent
from deputized.site.downloads import GROUPS, Download
from deputized.site.linked import dataset_json
from deputized.site.open_data import DERIVED
from deputized.site.page import Page, teller
from deputized.site.words import number


def data_pages(
    content: SiteContent, files: Sequence[Download], language: str, base_url: str = ""
) -> Iterator[Page]:
    """The downloads and their dictionary, in one language."""
    say = teller(language)
    groups = [
        (
            group,
            say(f"data_{group}"),
            say(f"data_{group}_note"),
            list(_entries([f for f in files if f.group == group], language)),
        )
        for group in GROUPS
    ]
    used = content.status.list_used
    yield Page(
        "data/", "data.html", say("data_title"),
        {
            "groups": groups, "newest": content.newest, "first": content.first, "list_id": used.publication_id if used else "",
            "list_hash": used.sha256 if used else "", "version": content.registry.meta["program_version"],
            "jsonld": dataset_json(content, language, base_url, files),
        },
        description=say("dataset_about"),
    )  # fmt: skip
    yield Page(
        "data/dictionary/", "dictionary.html", say("dictionary_title"),
        {
            "groups": [
                (say("data_registry"), [_described(t) for t in TABLES]), (say("data_derived"), [_described(t) for t in DERIVED])
            ],
        },
    )  # fmt: skip


def size(language: str, count: int) -> str:
    """Bytes as people read them.

    >>> size("en", 228_925), size("es", 8_614_691)
    ('229 kB', '8.6 MB')
    """
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1e6:.1f} MB" if count >= 999_500 else f"{number(language, round(count / 1000))} kB"


def _entries(
    files: Sequence[Download], language: str
) -> Iterator[tuple[str, str, int | None, list[tuple[str, str]]]]:
    """One per table (or file without one): name, what it holds, rows, and its files with their sizes."""
    tables: dict[str, list[Download]] = {}
    for f in files:
        tables.setdefault(f.table or f.name, []).append(f)
    for name, some in tables.items():
        yield name, some[0].words, some[0].rows, [(f.name, size(language, f.size)) for f in some]


def _described(table: TableDefinition) -> tuple[str, str, str, list[tuple[str, str, str, str]]]:
    """A table's name, grain and key, and its columns: name, type, whether it may be empty, meaning."""
    columns = [
        (
            c.name,
            c.type,
            "" if c.required else "NULL",
            c.description + (f" → {c.references}" if c.references else ""),
        )
        for c in table.columns
    ]
    return table.name, table.grain, ", ".join(table.key), columns
