"""The week's changes in plain sentences: a page for every ISO week in which ICE's lists changed, and for the newest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from deputized.facts.clocks import Standing
from deputized.facts.happenings import RANK, Happening
from deputized.site.content import SiteContent
from deputized.site.news import happenings
from deputized.site.page import MODELS, Page, teller
from deputized.site.sentences import plain, sentence_html
from deputized.site.words import day


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week: Monday to Sunday."""

    year: int
    number: int

    @classmethod
    def of(cls, text: str) -> Week:
        """The week of an ISO day."""
        return cls(*date.fromisoformat(text).isocalendar()[:2])

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def path(self) -> str:
        return f"digest/{self.year}-W{self.number:02}/"


@dataclass(frozen=True, slots=True)
class ListCount:
    """What stands on one list: agreements on it, not those signed or left out by mistake."""

    list_id: str
    list_day: str
    agreements: int
    agencies: int
    states: int
    territories: int
    by_model: tuple[int, ...]  # in the order of MODELS

    @property
    def numbers(self) -> tuple[int, ...]:
        return self.agreements, self.agencies, self.states, self.territories, *self.by_model


@dataclass(frozen=True, slots=True)
class WeekDigest:
    """A week with its changes and what stood before and after it."""

    week: Week
    some: tuple[Happening, ...]
    start: ListCount | None
    end: ListCount | None


def read_weeks(content: SiteContent) -> tuple[WeekDigest, ...]:
    """Every week with changes, oldest first: the same in each language."""
    weeks: dict[Week, list[Happening]] = defaultdict(list)
    for h in happenings(content):
        weeks[Week.of(h.date)].append(h)
    counts: dict[date, ListCount | None] = {}
    for week in weeks:
        for first in (week.monday, week.monday + timedelta(days=7)):
            if first not in counts:
                counts[first] = count_before(content, first)
    return tuple(
        WeekDigest(w, tuple(weeks[w]), counts[w.monday], counts[w.monday + timedelta(days=7)])
        for w in sorted(weeks)
    )


def digests(content: SiteContent, weeks: Sequence[WeekDigest], language: str) -> Iterator[Page]:
    """A page per week with changes, oldest first, and `digest/` for the newest."""
    known = [told.week for told in weeks]
    for n, told in enumerate(weeks):
        before, after = known[n - 1] if n else None, known[n + 1] if n + 1 < len(known) else None
        yield _page(content, told, before, after, known, told.week.path, language)
    if weeks:
        yield _page(
            content, weeks[-1], known[-2] if len(known) > 1 else None, None, known, "digest/", language
        )


def count_before(content: SiteContent, first: date) -> ListCount | None:
    """What stood on the last believed list dated before a day; None before the first list."""
    clocks = content.registry.clocks
    place = clocks.position((first - timedelta(days=1)).isoformat(), None)
    if place is None:
        return None
    held = [a for a in clocks.in_force(at=place) if a.standing is Standing.LISTED]
    states = {a.state for a in held}
    abroad = sum(content.is_territory(s) for s in states)
    models = Counter(a.model for a in held)
    return ListCount(
        clocks.lists[place], clocks.dates[place], len(held), len({a.agency_id for a in held}), len(states) - abroad, abroad,
        tuple(models[m] for m in MODELS),
    )  # fmt: skip


def _page(
    content: SiteContent, told: WeekDigest, before: Week | None, after: Week | None, known: Sequence[Week], path: str, language: str,
) -> Page:  # fmt: skip
    say = teller(language)
    up = "../" * path.count("/")
    week, some, start, end = told.week, told.some, told.start, told.end
    title = say(
        "digest_title",
        number=str(week.number),
        year=str(week.year),
        first=day(language, week.monday),
        last=day(language, week.sunday),
    )
    labels = tuple(say(k) for k in ("agreements", "agencies", "digest_states", "digest_territories")) + tuple(
        f"{m}: {say(m)}" for m in MODELS
    )
    blank = (0,) * len(labels)
    then, now = start.numbers if start else blank, end.numbers if end else blank
    news = [h for h in some if h.is_news]
    return Page(
        path, "digest.html", title,
        {
            "start": start, "end": end,
            "counts": [(label, a, b, _signed(b - a)) for label, a, b in zip(labels, then, now, strict=True)],
            "news": _by_state(content, news, language, up), "news_count": len(news),
            "tally": [(say(kind), n) for kind, n in sorted(Counter(h.kind for h in news).items(), key=lambda x: RANK[x[0]])],
            "printing": _by_state(content, [h for h in some if not h.is_news and not h.is_document], language, up),
            "documents": _documents([h for h in some if h.is_document], language, up),
            "lists": sorted({(h.list_id, h.date) for h in some}, key=lambda x: (x[1], x[0])),
            "before": before.path if before else "", "after": after.path if after else "", "own": week.path,
            "archive": _archive(known) if path == "digest/" else [],
        },
        description=say("digest_about"),
    )  # fmt: skip


def _signed(change: int) -> str:
    return f"+{change:,}" if change > 0 else f"−{-change:,}" if change else "0"


def _by_state(
    content: SiteContent, some: Sequence[Happening], language: str, up: str
) -> list[tuple[str, str, list[Markup]]]:
    """Postal code, name and sentences, by the state's name."""
    found: dict[str, list[Markup]] = defaultdict(list)
    for h in sorted(some, key=lambda h: (RANK[h.kind], h.agency, h.model, h.position, h.event_id)):
        found[h.state].append(sentence_html(h, language, up))
    names = content.names_of_states
    return [(s, names[s], found[s]) for s in sorted(found, key=lambda s: names[s])]


def _documents(some: Sequence[Happening], language: str, up: str) -> list[tuple[str, int, list[Markup]]]:
    """Links to documents by what happened with them: there can be hundreds a week, so agencies are only named."""
    found: dict[str, list[Markup]] = defaultdict(list)
    for h in sorted(some, key=lambda h: (h.state, h.agency, h.model, h.event_id)):
        link = Markup('<a href="{}agency/{}/">{}</a> ({}), {}')
        found[h.kind].append(link.format(up, h.agency_id, plain(h.agency), h.state, h.model))
    say = teller(language)
    return [(say(kind), len(found[kind]), found[kind]) for kind in sorted(found, key=lambda k: RANK[k])]


def _archive(known: Sequence[Week]) -> list[tuple[int, list[tuple[str, int, date]]]]:
    """Every week with changes by year, newest first: path, number, its Monday."""
    years: dict[int, list[tuple[str, int, date]]] = defaultdict(list)
    for week in reversed(known):
        years[week.year].append((week.path, week.number, week.monday))
    return list(years.items())
