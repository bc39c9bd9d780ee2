"""Pages on one topic: models, laws, mandates, timeline, claims, quality, lag, lists, data, about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from deputized.claims import KnownAnswer
from deputized.rules import compare, models, series, timeline
from deputized.rules.chronicle_chart import timeline_svg
from deputized.site import words
from deputized.site.book import Book
from deputized.site.downloads import Download
from deputized.site.page import Page, teller

Table = tuple[str, tuple[str, ...], list[tuple[object, ...]], bool]


def _page(path: str, title: str, tables: Iterable[Table] = (), **values: Any) -> Page:
    given = {"tables": list(tables), "paragraphs": [], "drawing": "", "links": []} | values
    return Page(path, "table.html", title, given)


def topics(book: Book, language: str, claims: tuple[KnownAnswer, ...]) -> Iterable[Page]:
    """Every such page in one language."""
    say = teller(language)
    yield _models(say)
    yield _laws(book, language)
    for state in sorted(book.mandates):
        yield _mandate(book, state, language)
    yield _timeline(book, say)
    yield _claims(claims, say)
    yield _quality(book, say)
    yield _lag(book, say)
    yield _lists(book, language)
    yield _about(say)


def _models(say: Any) -> Page:
    rows: list[tuple[object, ...]] = [tuple(r.values()) for r in compare()]
    sources: list[tuple[object, ...]] = sorted(
        {
            (m.model, p.source.title, p.source.date, p.source.confidence)
            for m in models()
            for p in m.provisions
        }
    )
    head = tuple(say(k) for k in ("model", "source", "day", "confidence"))
    tables: list[Table] = [("", ("", "TFM", "JEM", "WSO"), rows, True), (say("source"), head, sources, True)]
    return _page("models/", say("models_title"), tables)


def _laws(book: Book, language: str) -> Page:
    say = teller(language)
    rows: list[tuple[object, ...]] = []
    for p in sorted(book.postures.values(), key=lambda p: p.name):
        first = p.laws[0] if p.laws else None
        rows.append(
            (
                p.name, say(p.posture.value), say("unclear") if p.certainty.startswith("unclear") else "",
                first.bill if first else "", str(first.effective or say("unknown")) if first else "",
                first.source.title if first else "", first.source.confidence if first else "",
            )
        )  # fmt: skip
    head = tuple(
        say(k) for k in ("state", "posture", "certainty", "law", "effective", "source", "confidence")
    )
    when = words.day(language, book.today)
    bans: list[tuple[object, ...]] = [
        (e.agency, s, e.model, words.day(language, e.last_listed_after), words.day(language, e.first_without), e.days_after)
        for s, some in sorted(book.bans.items()) for b in some for e in b.still_listed
    ]  # fmt: skip
    tables: list[Table] = [("", head, rows, False)]
    if bans:
        name = {
            "en": "Listed on or after the day a state forbade it",
            "es": "En lista el día en que un estado lo prohibió o después",
        }[language]
        days = {"en": "Days after", "es": "Días después"}[language]
        tables.append(
            (
                name,
                (say("agency"), say("state"), say("model"), say("last_listed"), say("first_without"), days),
                bans,
                False,
            )
        )
    return _page("laws/", say("laws_title", day=when), tables)


def _mandate(book: Book, state: str, language: str) -> Page:
    say, m = teller(language), book.mandates[state]
    total = m.totals[-1]
    rows: list[tuple[object, ...]] = [
        (
            r.county, f"{r.population:,}" if r.population else "", say(r.rurality), say(r.bound.value),
            say("held") if r.standing == "holds an agreement" else say("pending") if r.pending else say("left"),
            ", ".join(f"{a.model} {words.day(language, a.signed_date)}" for a in r.agreements),
        )
        for r in m.rows
    ]  # fmt: skip
    sums: list[tuple[object, ...]] = [
        (say(t.rurality), t.bound, t.held, t.none + t.announced + t.other_model, t.unclear, t.not_bound)
        for t in m.totals
    ]
    paragraphs = [
        Markup('<span lang="en">{}: {}</span>').format(m.law.bill, m.law.covered),
        say(
            "mandate_totals", bound=total.bound, held=total.held, left=total.bound - total.held,
            day=words.day(language, m.list_used.published_date if m.list_used else None),
        ),
    ]  # fmt: skip
    if m.law.deadline is not None and m.days_left is not None:
        left = (
            say("days_left", days=m.days_left, today=words.day(language, m.today))
            if m.days_left >= 0
            else say("days_past")
        )
        paragraphs.append(f"{say('law_deadline')}: {words.day(language, m.law.deadline.latest)}, {left}.")
    return _page(
        f"mandate/{state.lower()}/", say("mandate_title", state=m.name),
        [
            ("", tuple(say(k) for k in ("rurality", "bound", "held", "left", "unclear", "not_bound")), sums, False),
            (say("counties"), tuple(say(k) for k in ("county", "population", "rurality", "bound", "standing", "agreements")), rows, False),
        ],
        paragraphs=paragraphs,
    )  # fmt: skip


def _timeline(book: Book, say: Any) -> Page:
    rows: list[tuple[object, ...]] = [
        (m.day.text, m.event, m.detail, m.source.title, m.source.confidence) for m in timeline()
    ]
    drawn = Markup('<div lang="en">{}</div>').format(Markup(timeline_svg(series(book.registry), timeline())))
    head = tuple(say(k) for k in ("day", "event", "what", "source", "confidence"))
    return _page("timeline/", say("timeline_title"), [("", head, rows, True)], drawing=drawn)


def _claims(claims: tuple[KnownAnswer, ...], say: Any) -> Page:
    rows: list[tuple[object, ...]] = [
        (
            k.known.text,
            k.answer.verdict.value,
            k.answer.sentence,
            f"{k.known.source.title}, {k.known.source.date}",
        )
        for k in claims
    ]
    return _page(
        "claims/",
        say("claims_title"),
        [("", tuple(say(k) for k in ("claim", "verdict", "sentence", "source")), rows, True)],
    )


FINDINGS = """
-- one row per class of defect
SELECT defect, sum(count) AS n, count(*) AS lists, max(example) AS example FROM findings GROUP BY defect ORDER BY n DESC
"""


def _quality(book: Book, say: Any) -> Page:
    rows: list[tuple[object, ...]] = [
        (r["defect"].replace("_", " "), r["n"], r["lists"], r["example"])
        for r in book.registry.rows(FINDINGS)
    ]
    return _page(
        "quality/",
        say("quality_title"),
        [("", tuple(say(k) for k in ("defect", "count", "lists_count", "example")), rows, True)],
    )


def _lag(book: Book, say: Any) -> Page:
    rows: list[tuple[object, ...]] = [
        (r["step"], r["quarter"], r["n"], r["median"], r["p90"]) for r in book.registry.lag()
    ]
    return _page(
        "lag/",
        say("lag_title"),
        [("", tuple(say(k) for k in ("step", "quarter", "n", "median", "tail")), rows, True)],
    )


def _lists(book: Book, language: str) -> Page:
    say = teller(language)
    rows: list[tuple[object, ...]] = [
        (
            r["publication_id"],
            words.day(language, r["published_date"]),
            r["row_count"],
            r["standing"],
            r["sha256"][:16],
        )
        for r in reversed(book.registry.lists())
    ]
    return _page(
        "lists/",
        say("lists_title"),
        [("", (say("list"), say("day"), say("row"), say("standing"), "SHA-256"), rows, True)],
    )


def _about(say: Any) -> Page:
    return _page(
        "about/",
        say("about_title"),
        paragraphs=[
            say("about_text"),
            say("about_not"),
            say("about_fix"),
            say("signed_note"),
            say("absence_note"),
            say("licence"),
        ],
    )


def data_page(files: list[Download], language: str) -> Page:
    """The downloads: name, bytes and what is in each."""
    say = teller(language)
    up = "../../" if language == "es" else "../"
    rows: list[tuple[object, ...]] = [
        (Markup('<a href="{}data/{}">{}</a>').format(up, f.name, f.name), len(f.body), f.what) for f in files
    ]
    return _page(
        "data/",
        say("data_title"),
        [("", (say("file"), say("size"), say("what_in_it")), rows, True)],
        paragraphs=[say("licence")],
    )
