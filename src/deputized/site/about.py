"""About the site, how to report an error, and the list of corrections."""

from __future__ import annotations

from collections.abc import Iterator

from deputized.facts.pages import redirects
from deputized.site.content import SiteContent
from deputized.site.page import Page, dater, teller
from deputized.site.sentences import plain


def about_pages(content: SiteContent, language: str) -> Iterator[Page]:
    """`about/` and `corrections/`."""
    say, day = teller(language), dater(language)
    yield Page("about/", "about.html", say("about_title"), {}, description=say("about_text"))
    rows = [
        (
            r["correction_id"], plain(r["subject"]), say(f"action_{r['action']}"), plain(r["reason"]), plain(r["evidence"]),
            day(r["written_date"]), bool(r["is_met"]),
        )
        for r in content.corrections
    ]  # fmt: skip
    moved = [
        (r["old_id"], r["new_id"], f"{plain(r['name'])}, {r['state']}", r["reason"], day(r["since"]))
        for r in redirects(content.registry.db)
    ]
    yield Page(
        "corrections/", "corrections.html", say("corrections_title"), {"corrections": rows, "moved": moved},
        description=say("corrections_lead", n=len(rows)),
    )  # fmt: skip
