"""The claims page: published numbers, checked; and any number looked up in every list, in the reader's own browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from deputized import reference
from deputized.claims import Books, KnownAnswer, count_table
from deputized.library import Registry
from deputized.site import words
from deputized.site.output import OutputFile, fixed
from deputized.site.page import MODELS, Page, teller


def claims_data(registry: Registry) -> Iterator[OutputFile]:
    """The table that the page's script looks numbers up in."""
    table = count_table(Books(registry))
    found = {"days": table.days, "counts": table.counts}
    yield fixed("data/counts.json", json.dumps(found, separators=(",", ":")))


def claims_page(claims: tuple[KnownAnswer, ...], language: str) -> Page:
    """Numbers that were published, with what ICE's lists say of them."""
    say = teller(language)
    rows: list[dict[str, Any]] = [
        {
            "published": k.known.published,
            "claim": k.known.text,
            "verdict": k.answer.verdict.value,
            "scope": k.answer.headline.removeprefix(k.answer.verdict.value).lstrip(", "),
            "sentence": k.answer.sentence,
            "source": k.known.source.title,
            "date": k.known.source.date,
            "lists": [u.publication_id for u in k.answer.lists],
        }
        for k in claims
    ]
    counts: dict[str, int] = {}
    for r in rows:
        counts[r["verdict"]] = counts.get(r["verdict"], 0) + 1
    return Page(
        "claims/",
        "claims.html",
        say("claims_title"),
        {
            "rows": rows, "counts": sorted(counts.items(), key=lambda c: -c[1]), "models": MODELS,
            "states": [(s.postal, s.name) for s in reference.states()], "month_names": ",".join(words.MONTHS[language]),
        },
        scripts=("claims.js",), styles=("claims.css",), feed="-",
    )  # fmt: skip
