"""The answer card in words: the one place where it is said, for page, frame, picture, brief, command and drop-down.

A sign tells a model without color, the same as on the map: filled for what is on the list, hollow for what left, a dotted ring for what is
announced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from deputized.library.card import ANNOUNCED, LEFT, LISTED, NEVER, Card, Cover, Party, ordered
from deputized.library.day import Agreement
from deputized.model.kinds import EVERY_MODEL
from deputized.places import find_state
from deputized.site.page import Say, Tell, dater, teller
from deputized.site.sentences import plain

FILLED = {"TFM": "▲", "JEM": "■", "WSO": "●", "TTFM": "◆"}
HOLLOW = {"TFM": "△", "JEM": "□", "WSO": "○", "TTFM": "◇"}
DOTTED, OTHER, OTHER_HOLLOW = "◌", "▪", "▫"
MOST_GONE, MOST_TOWNS = 3, 8


@dataclass(frozen=True, slots=True)
class CardLine:
    """One thing told. `english` follows the text and is English in both languages: a reason as our sources give it."""

    text: str
    sign: str = ""
    model: str = ""  # its code, for the color
    name: str = ""  # of the body it speaks of
    agency_id: str = ""
    after: str = ""  # what stands behind it in small letters
    english: str = ""


@dataclass(frozen=True, slots=True)
class CardRow:
    """What is told under one heading."""

    key: str
    label: str
    lines: tuple[CardLine, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A card in one language: rows in their order, what the models named mean, and the act the law's row rests on."""

    language: str
    title: str
    rows: tuple[CardRow, ...]
    means: tuple[tuple[str, str, str, str], ...]  # code, sign, name, what officers may and may not do
    trained: str
    act: str  # bill and citation, as printed
    address: str

    def row(self, key: str) -> CardRow:
        return next(r for r in self.rows if r.key == key)


def told(card: Card, language: str, today: date | None = None) -> Told:
    """A card in a language. `today` is the day from which days to a deadline are counted; without it none are."""
    say, day = teller(language), dater(language)
    state = find_state(card.state)
    rows = [
        CardRow("sheriff", say("card_sheriff"), tuple(party_lines(card.sheriff, say, day))),
        CardRow("town", say("card_town"), tuple(_towns(card, say, day))),
    ]
    for key, some in (("county", card.county), ("other", card.other)):
        if some:
            lines = tuple(line for p in some for line in party_lines(p, say, day, named=True))
            rows.append(CardRow(key, say(f"card_{key}"), lines))
    label = say("card_territory" if state.is_territory else "card_state")
    rows.append(CardRow("state", label, tuple(_statewide(card, say, territory=state.is_territory))))
    law = say("card_law_territory" if state.is_territory else "card_law")
    rows += [
        CardRow("law", law, tuple(_law(card, say, day, state.name, today))),
        CardRow("pending", say("card_pending"), tuple(_pending(card, say, day))),
        CardRow("before", say("card_before"), tuple(_before(card, say, day))),
    ]
    models = ordered(
        {m for p in (*card.parties, *card.statewide) for m in p.models}
        | {a.model for p in card.parties for a in p.announced}
    )
    means = means_of(models, say)
    d = card.duty
    act = "; ".join(x for x in (d.bill, d.citation) if x)
    address = d.address if d.address.startswith("https://") else ""
    title = state.name if card.name == state.name else f"{card.name}, {state.name}"
    return Told(language, title, tuple(rows), means, say("card_trained") if means else "", act, address)


def means_of(models: Iterable[str], say: Say) -> tuple[tuple[str, str, str, str], ...]:
    """Of each model its code, its sign, its name, and what officers may and may not do under it."""
    return tuple((m, sign(m), model_name(say, m), say(f"may_{_known(m)}")) for m in ordered(set(models)))


def stamp_line(card: Card, language: str, today: date) -> str:
    """Whose card it is, and the list it rests on with its age."""
    say, day, used = teller(language), dater(language), card.list_used
    age = say("n_days", n=(today - date.fromisoformat(used.published_date)).days)
    said = say("card_stamp_age", day=day(used.published_date), list=used.publication_id, age=age)
    return f"{told(card, language).title}. {said}"


def drop_line(card: Card, language: str, town: Party | None = None, *, in_town: bool = False) -> str:
    """The answer in one line, as a search drops it down: the town's police where a town was asked for, the
    sheriff, and how many bodies of the whole state may act there.

    `in_town` says that a town was asked for; `town` is its police, if any list ever named it.
    """
    say, day = teller(language), dater(language)
    parts = []
    if in_town:
        parts.append(town_part(town, language))
    parts.append(say("drop_sheriff", what=short(card.sheriff, say, day)))
    if card.street:
        is_territory = find_state(card.state).is_territory
        parts.append(say("drop_territory" if is_territory else "drop_state", n=len(card.street)))
    return " · ".join(parts)


def town_part(town: Party | None, language: str) -> str:
    """What of a town's line stands before its county's: how its police stand, if any list ever named it."""
    say = teller(language)
    return (
        say("drop_town", what=short(town, say, dater(language)))
        if town is not None
        else say("drop_town_none")
    )


def short(p: Party, say: Say, day: Tell) -> str:
    """How one body stands, in a few words."""
    if p.standing == LISTED:
        first = {m: min(a.first_listed_date for a in p.held if a.model == m) for m in p.models}
        days = dict.fromkeys(
            first.values()
        )  # each model from its own day: "jail questioning since ...; street powers since ..."
        return "; ".join(
            say("drop_held", models=_models([m for m in first if first[m] == d], say), day=day(d))
            for d in days
        )
    last = p.last_listed
    if p.standing == LEFT and last is not None:
        return say("drop_left", day=day(last.last_listed_date))
    return say(f"drop_{p.standing}")


def _models(models: Iterable[str], say: Say) -> str:
    return ", ".join(say(f"short_{_known(m)}") for m in ordered(set(models)))


def summary(card: Card, language: str, today: date) -> Iterator[tuple[str, str]]:
    """The card in a few short lines, heading and text, for where there is little room."""
    say, day = teller(language), dater(language)
    yield say("card_sheriff"), short(card.sheriff, say, day)
    for key, some in (("town", card.towns), ("county", card.county), ("other", card.other)):
        held = [p for p in some if p.standing == LISTED]
        models = _models((m for p in held for m in p.models), say)
        if held:
            places = {p.cover.geoid if p.cover else p.agency_id for p in held}
            told_as = ("sum_towns", len(places)) if key == "town" else ("sum_bodies", len(held))
            yield say(f"card_{key}"), say(told_as[0], n=told_as[1], models=models)
        elif key == "town" or some:
            yield say(f"card_{key}"), say("sum_not_now" if some else "sum_none")
    d = card.duty
    if d.bound == "yes":
        key = "must" if d.deadline else "must_undated"
        key = "must_past" if d.deadline and d.deadline < today.isoformat() else key
    elif d.bound and not d.narrow:
        key = "not_bound" if d.bound == "no" else "cant_tell"
    else:
        key = "not_bound" if d.narrow else d.posture
    state = find_state(card.state)
    yield (
        say("card_law_territory" if state.is_territory else "card_law"),
        say(f"sum_law_{key}", day=day(d.deadline)),
    )


def cut(t: Told, most: int, *, longest: int = 160) -> Told:
    """A card with at most so many lines to a row, the rest counted, and without long names behind a line."""
    say, rows = teller(t.language), []
    for row in t.rows:
        lines = [replace(x, after="" if len(x.after) > longest else x.after) for x in row.lines]
        if len(lines) > most:
            left = sum(bool(x.sign) for x in lines[most - 1 :])
            lines = [*lines[: most - 1], CardLine(say("card_before_more", n=left))]
        rows.append(replace(row, lines=tuple(lines)))
    return replace(t, rows=tuple(rows))


def lines(t: Told) -> Iterator[tuple[str, str]]:
    """A card as plain text: each row's heading, once, and its lines with their signs."""
    for row in t.rows:
        for n, line in enumerate(row.lines):
            yield row.label if n == 0 else "", one_line(line)


def described(t: Told) -> str:
    """The first thing a reader asks, in one sentence, as a page's description has it."""
    first = t.rows[0]
    return f"{t.title}. {first.label}: {one_line(first.lines[0])}."


def one_line(line: CardLine) -> str:
    """A line of the card as plain text."""
    name = f"{line.name}: " if line.name else ""
    sign = f"{line.sign} " if line.sign else ""
    after = f" ({line.after})" if line.after else ""
    english = f" {line.english}" if line.english else ""
    return f"{sign}{name}{line.text}{after}{english}"


def sign(model: str) -> str:
    """The filled sign of a model."""
    return FILLED.get(model, OTHER)


def model_name(say: Say, model: str) -> str:
    """A model in plain words, with the field's name for it."""
    return say(f"plain_{_known(model)}")


def _known(model: str) -> str:
    return model if model in EVERY_MODEL else "unknown"


def party_lines(p: Party, say: Say, day: Tell, *, named: bool = False) -> Iterator[CardLine]:
    """What one body holds; where it holds nothing, how it stands."""
    name = plain(p.name) if named else ""
    after = cover_words(p.cover, say) if p.cover is not None else ""
    for n, a in enumerate(p.held):
        yield CardLine(
            _held(a, say, day), sign(a.model), a.model, name if n == 0 else "", p.agency_id, after if n == 0 else ""
        )  # fmt: skip
    if p.held:
        return
    last = p.last_listed
    if p.standing == ANNOUNCED:
        for w in p.announced:
            text = say("card_announced", model=model_name(say, w.model), day=day(w.from_date))
            yield CardLine(text, DOTTED, w.model, name, p.agency_id, after)
    elif p.standing == LEFT and last is not None:
        text = say(
            "card_left", model=model_name(say, last.model), last=day(last.last_listed_date), absent=day(last.absent_date)
        )  # fmt: skip
        yield CardLine(text, HOLLOW.get(last.model, OTHER_HOLLOW), last.model, name, p.agency_id, after)
    else:
        yield CardLine(say(f"card_{p.standing}"), name=name, agency_id=p.agency_id)


def _held(a: Agreement, say: Say, day: Tell) -> str:
    key = {"signed_not_listed": "card_signed", "omitted": "card_omitted"}.get(a.standing, "card_held")
    return say(
        key, model=model_name(say, a.model), day=day(a.first_listed_date), last=day(a.last_listed_date)
    )


def cover_words(c: Cover, say: Say) -> str:
    """What a town's police cover, with its share of the county's people."""
    if c.people is None:
        return c.town
    if c.share is None or not c.town:
        return say("card_cover_people", people=c.people)
    n = round(c.share * 100)
    share = say("card_share", n=n) if n >= 1 else say("card_share_small")
    return say("card_cover", town=c.town, people=c.people, share=share)


def _towns(card: Card, say: Say, day: Tell) -> Iterator[CardLine]:
    for p in card.towns[:MOST_TOWNS]:
        yield from party_lines(p, say, day, named=True)
    left = len(card.towns) - MOST_TOWNS
    if left > 0:
        yield CardLine(say("card_before_more", n=left))
    if card.towns:
        if card.town_count > len({p.cover.geoid for p in card.towns if p.cover}):
            yield CardLine(say("card_towns_rest"))
    else:
        yield CardLine(say("card_towns_none" if card.town_count else "card_towns_absent"))


def _statewide(card: Card, say: Say, *, territory: bool) -> Iterator[CardLine]:
    """Bodies of the whole state: those that may act here, and apart from them those with jail powers alone."""
    for some, key in (
        (card.street, "card_street_territory" if territory else "card_street"),
        (card.jails, "card_jails"),
    ):
        if some:
            names = "; ".join(plain(p.name) for p in some)
            model = next((m for m in ordered({m for p in some for m in p.models})), "")
            yield CardLine(say(key, n=len(some)), sign(model), model, after=names)
    if not card.statewide:
        yield CardLine(say("card_state_none"))


def _law(card: Card, say: Say, day: Tell, state: str, today: date | None) -> Iterator[CardLine]:
    d = card.duty
    if d.narrow and d.law_id:
        yield CardLine(say("law_only_state", state=state))
    elif d.bound == "yes":
        yield CardLine(" ".join(_must(card, say, day, state, today)))
    elif d.bound:
        yield CardLine(
            say("law_not_bound" if d.bound == "no" else "law_cant_tell", state=state), english=d.why
        )
    else:
        yield CardLine(say(f"law_says_{d.posture}", state=state))
    if d.law_id and d.certainty == "unclear whether in force":
        yield CardLine(say("law_maybe"))
    if d.stayed:
        yield CardLine(say("law_stayed"))


def _must(card: Card, say: Say, day: Tell, state: str, today: date | None) -> Iterator[str]:
    """What must be done, by when, what satisfies it, and whether it is done."""
    d = card.duty
    if d.deadline:
        on = today or card.day
        past = d.deadline < on.isoformat()
        yield say("law_must_past" if past else "law_must", state=state, day=day(d.deadline))
        if today is not None and not past and len(d.deadline) == 10:
            yield say("law_days_left", n=(date.fromisoformat(d.deadline) - today).days)
    else:
        yield say("law_must_undated", state=state)
    every = set(d.models) >= {"TFM", "JEM", "WSO"} or not d.models
    yield (
        say("law_any")
        if every
        else say("law_these", models="; ".join(model_name(say, m) for m in ordered(d.models)))
    )
    yield say(f"law_met_{d.met or 'no'}")


def _pending(card: Card, say: Say, day: Tell) -> Iterator[CardLine]:
    found = [(p, w) for p in card.parties for w in p.announced]
    for p, w in found:
        text = say("card_waiting", model=model_name(say, w.model), day=day(w.from_date))
        yield CardLine(text, DOTTED, w.model, plain(p.name), p.agency_id)
    if not found:
        yield CardLine(say("card_pending_none"))


def _before(card: Card, say: Say, day: Tell) -> Iterator[CardLine]:
    """What left the lists, the latest first."""
    gone = [(a, p) for p in card.parties for a in p.gone if not (p.standing == LEFT and a is p.last_listed)]
    gone.sort(key=lambda x: (x[0].last_listed_date or "", x[0].agreement_id), reverse=True)
    for a, p in gone[:MOST_GONE]:
        key = "card_gone_followed" if a.superseded_by else "card_gone"
        text = say(
            key, model=model_name(say, a.model), last=day(a.last_listed_date), absent=day(a.absent_date)
        )
        yield CardLine(text, HOLLOW.get(a.model, OTHER_HOLLOW), a.model, plain(p.name), p.agency_id)
    if len(gone) > MOST_GONE:
        yield CardLine(say("card_before_more", n=len(gone) - MOST_GONE))
    if not gone:
        left = any(p.standing == LEFT for p in card.parties)
        never = not left and card.standing in (NEVER, ANNOUNCED)
        key = "card_before_else" if left else "card_before_never" if never else "card_before_none"
        yield CardLine(say(key, first=day(card.first_list)))
