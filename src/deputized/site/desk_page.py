"""What changed: the desk with its data for the browser, and the pages of who left and who is pending."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from deputized.explore.desk import GROUPS, NEWS_GROUPS, WEIGHTS, ChangeLine, ChangesDesk, desk, every_line
from deputized.explore.left import Left, Waiting, left, newest_pending, pending, usual_wait
from deputized.explore.packed import compact
from deputized.site import words
from deputized.site.content import SiteContent
from deputized.site.output import OutputFile, fixed
from deputized.site.page import MODELS, Page, dater, teller
from deputized.site.sentences import sentence, sentence_html

DAYS = 30
"""The period the page shows unless another is asked for, up to the newest list."""
MOST = 60
"""Lines of a group that the page has without its script; the others are one step away."""
TOLD = (
    "desk_said", "desk_held", "desk_none", "desk_row", "desk_was_row", "desk_known", "desk_failed", "desk_bad_period", "desk_all",
    "desk_leads", "desk_two_said", "desk_two_gone", "desk_two_new", "desk_two_none", "desk_everywhere",
    *(f"desk_{group}" for group in GROUPS), *(f"lead_{reason}" for reason in WEIGHTS),
)  # fmt: skip


def desk_pages(content: SiteContent, language: str, lines: list[ChangeLine] | None = None) -> Iterator[Page]:
    """`changes/`, `left/` and `pending/`."""
    yield changes_page(content, language, every_line(content.registry) if lines is None else lines)
    yield left_page(content, language)
    yield pending_page(content, language)


def changes_page(content: SiteContent, language: str, lines: list[ChangeLine]) -> Page:
    """The desk, with the newest month set and every other period a step away."""
    say, day = teller(language), dater(language)
    first = content.newest - timedelta(days=DAYS - 1)
    found = desk(content.registry, first, content.newest, lines=lines)
    quick = [
        (
            f"?since={(content.newest - timedelta(days=6)).isoformat()}&until={content.newest.isoformat()}",
            say("desk_last_week"),
        ),
        *(
            (f"?since={a}&until={b}", _month(date.fromisoformat(a), language))
            for a, b in months(content.newest, 6)
        ),
    ]
    n = words.LANGUAGES.index(language)
    told = {key: words.WORDS[key][n] for key in TOLD} | {m: words.WORDS[m][n] for m in MODELS}
    told["months"] = ",".join(words.MONTHS[language])
    return Page(
        "changes/", "changes.html", say("changes_title"),
        {
            "states": sorted(content.names_of_states.items(), key=lambda s: s[1]), "models": [(m, f"{m}: {say(m)}") for m in MODELS],
            "since": found.since, "until": found.until, "quick": quick, "first": content.first,
            "lead": say("desk_said", place=say("desk_everywhere"), since=day(found.since), until=day(found.until)),
            "held": say("desk_held", before=found.before, after=found.after),
            "leads": [(say(f"lead_{reason}"), *_line(line, language)) for reason, line in found.leads],
            "groups": [_group(found, g, language) for g in GROUPS if found.counts[g]],
            "news": [(g, say(f"desk_{g}"), found.counts[g]) for g in NEWS_GROUPS],
            "words": Markup(json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")),
            "data": f"changes.{language}.json",
        },
        scripts=("desk.js",), styles=("explore.css",), feed="", description=say("desk_describe"),
    )  # fmt: skip


def months(newest: date, count: int) -> list[tuple[str, str]]:
    """First and last days of the newest months, newest first."""
    found, first = [], newest.replace(day=1)
    for _ in range(count):
        after = (first + timedelta(days=31)).replace(day=1)
        found.append((first.isoformat(), (after - timedelta(days=1)).isoformat()))
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def _month(first: date, language: str) -> str:
    return f"{words.MONTHS[language][first.month - 1]} {first.year}"


def _group(found: ChangesDesk, group: str, language: str) -> dict[str, Any]:
    some = [line for line in found.lines if line.group == group]
    return {
        "key": group, "title": words.say(language, f"desk_{group}"), "count": len(some), "more": max(len(some) - MOST, 0),
        "lines": [_line(line, language) for line in some[:MOST]], "news": group in NEWS_GROUPS,
    }  # fmt: skip


def _line(line: ChangeLine, language: str) -> tuple[Markup, str, int | None, int | None]:
    """Sentence, list, row there, row on the list before."""
    h = line.happening
    return sentence_html(h, language, "../"), h.list_id, line.row, line.previous_row


def desk_data(content: SiteContent, lines: list[ChangeLine] | None = None) -> Iterable[OutputFile]:
    """Every change as a sentence with its list and rows, in each language, for desk.js."""
    every = every_line(content.registry) if lines is None else lines
    lists = sorted({x.happening.list_id for x in every})
    agencies = sorted(
        {(x.happening.agency_id, x.happening.agency, x.people) for x in every}, key=lambda a: a[0]
    )
    number, place = {a[0]: n for n, a in enumerate(agencies)}, {name: n for n, name in enumerate(lists)}
    groups = list(GROUPS)
    for language in words.LANGUAGES:
        rows = [
            [
                x.happening.date, groups.index(x.group), x.happening.state, x.happening.model, number[x.happening.agency_id],
                place[x.happening.list_id], x.row, x.previous_row, x.happening.kind, x.happening.event_id.partition("#")[2],
                sentence(x.happening, language),
            ]
            for x in every
        ]  # fmt: skip
        yield fixed(
            f"data/changes.{language}.json",
            compact({"groups": groups, "lists": lists, "agencies": agencies, "lines": rows}),
        )


def left_page(content: SiteContent, language: str) -> Page:
    """Who left, newest first, and what is known of why."""
    say, day = teller(language), dater(language)
    rows = left(content.registry)
    year = [x for x in rows if x.absent_date >= f"{content.newest.year}-01-01"]
    gone = {x.agency_id for x in rows if x.status == "left"}
    return Page(
        "left/", "left.html", say("left_title"),
        {
            "lead": say("left_lead", n=len(rows), agencies=len(gone), day=day(content.newest)),
            "this_year": say("left_this_year", n=len(year), year=str(content.newest.year)),
            "years": [
                (y, [_gone(x, language) for x in rows if x.absent_date[:4] == y])
                for y in sorted({x.absent_date[:4] for x in rows}, reverse=True)
            ],
            "newest": content.newest.isoformat(),
        },
        styles=("explore.css", "card.css"), feed="left/",
        description=say("left_lead", n=len(rows), agencies=len(gone), day=day(content.newest)),
    )  # fmt: skip


def _gone(x: Left, language: str) -> dict[str, Any]:
    say, day = teller(language), dater(language)
    whys = [say(f"why_{w.key}", what=w.what, day=day(w.day)) for w in x.whys]
    return {
        "agency_id": x.agency_id, "agency": x.agency, "state": x.state, "model": x.model, "people": x.people,
        "signed": x.signed_date, "first": x.first_listed_date, "last": x.last_listed_date, "last_list": x.last_list,
        "last_row": x.last_row, "absent": x.absent_date, "absent_list": x.absent_list, "lists": x.lists_without,
        "still": x.status == "listed", "whys": whys,
    }  # fmt: skip


def pending_page(content: SiteContent, language: str) -> Page:
    """Who is announced and waits, for how long, and who was announced and never came."""
    say, day = teller(language), dater(language)
    rows, (count, days), newest = (
        pending(content.registry),
        usual_wait(content.registry),
        newest_pending(content.registry),
    )
    return Page(
        "pending/", "pending.html", say("pending_title"),
        {
            "lead": say("pending_lead", n=sum(x.to_date is None for x in rows), day=day(newest)),
            "wait": say("pending_wait", n=count, days=days),
            "waiting": [_waits(x) for x in rows if x.to_date is None],
            "never": [_waits(x) for x in rows if x.to_date is not None and not x.listed_later],
            "later": [_waits(x) for x in rows if x.to_date is not None and x.listed_later],
            "newest": newest,
        },
        styles=("explore.css",), feed="pending/", description=say("pending_wait", n=count, days=days),
    )  # fmt: skip


def _waits(x: Waiting) -> dict[str, Any]:
    return {
        "agency_id": x.agency_id, "agency": x.agency, "state": x.state, "model": x.model, "people": x.people, "from": x.from_date,
        "last": x.last_date, "to": x.to_date, "days": x.days, "later": x.listed_later, "row": x.row,
    }  # fmt: skip
