"""A letter that asks an agency for its agreement and what belongs to it, built on its state's public-records law.

It rests on the answer card, on the law as far as somebody read it, and on the agreement's own clause on release. What
is not sure is said beneath it, to the sender; it is no legal advice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deputized.library.card import ANNOUNCED, LEFT, LISTED, Card, Party
from deputized.model.kinds import MODEL_TITLES
from deputized.places import find_state
from deputized.rules.records import RecordsLaw, records_law, release_clauses
from deputized.site.citing import at
from deputized.site.page import Say, Tell, dater, teller
from deputized.site.sentences import plain


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in one language, and what its sender should know before sending it."""

    agency: str
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole as plain text."""
        return "\n\n".join((*self.paragraphs, "-" * 40, *self.notes)) + "\n"


def addressee(card: Card, agency_id: str | None = None) -> Party:
    """Whom to ask: the agency that is named, else the sheriff, or who else of the county holds, is announced with or held one.

    Raises LookupError for an agency that is none of the county's.
    """
    if agency_id is not None:
        for p in (*card.parties, *card.statewide):
            if p.agency_id == agency_id:
                return p
        raise LookupError(
            f"{agency_id}: no agency of {card.name}, {card.state} has this id; `deputized county {card.fips}` names them"
        )
    for standing in (LISTED, ANNOUNCED, LEFT):
        for p in card.parties:
            if p.standing == standing:
                return p
    return card.sheriff


def letter(card: Card, language: str, agency_id: str | None = None, *, placed: bool = False) -> Letter:
    """The letter of request for one agency of a county. Raises LookupError for an agency that is none of the county's.

    `placed`: the newest list's day and id stand in places that a page fills and a new list writes again.
    """
    used = card.list_used
    listed = (
        (at("day"), at("list")) if placed else (dater(language)(used.published_date), used.publication_id)
    )
    say, day = teller(language), dater(language)
    party, law, state = addressee(card, agency_id), records_law(card.state), find_state(card.state)
    name = plain(party.name) or say("letter_sheriff", county=card.name)
    act = f"{law.act}, {law.citation}" if law else say("letter_some_act", state=state.name)
    paragraphs = [
        say("letter_from"),
        f"{say('letter_to')}\n{name}\n{card.name}, {state.name}",
        say("letter_subject", act=act),
        say("letter_dear"),
        say("letter_ask", act=act),
        *(f"{n}. {text}" for n, text in enumerate(_records(party, say, day, listed), 1)),
        *_clause(party, say),
        _time(law, say),
        say("letter_denied"),
        say("letter_fees"),
        say("letter_end"),
    ]
    return Letter(name, tuple(paragraphs), tuple(_notes(law, say, listed)))


def _field_name(model: str, say: Say) -> str:
    """A model as the agreement itself calls it: an agency's clerk knows no other name."""
    return MODEL_TITLES.get(model) or say("plain_unknown")


def _time(law: RecordsLaw | None, say: Say) -> str:
    """The days the law gives, where they were read."""
    if law is None or not law.time:
        return say("letter_no_time")
    n, _, kind = law.time.partition(" ")
    return say("letter_time", time=say("letter_days" if kind == "days" else "letter_business_days", n=int(n)))


def _records(party: Party, say: Say, day: Tell, listed: tuple[str, str]) -> Iterator[str]:
    """What is asked for: the agreement as the lists name it, and what belongs to it."""
    for a in party.held:
        yield say(
            "letter_agreement", model=_field_name(a.model, say), list=listed[1], day=listed[0],
            signed=day(a.signed_date) or say("unknown"), since=day(a.first_listed_date),
        )  # fmt: skip
    if not party.held:
        if party.standing == ANNOUNCED:
            for p in party.announced:
                yield say("letter_announced", model=_field_name(p.model, say), since=day(p.from_date))
        elif party.last_listed is not None:
            last = party.last_listed
            yield say("letter_left", model=_field_name(last.model, say), last=day(last.last_listed_date))
        else:
            yield say("letter_never")
    for key in ("letters", "training", "money", "rules", "own"):
        yield say(f"letter_{key}")


def _clause(party: Party, say: Say) -> Iterator[str]:
    """What the signed texts themselves say of the state's law."""
    held = [a.model for a in party.held] or [p.model for p in party.announced]
    seen: set[str] = set()
    for model, p in release_clauses(held):
        if p.quote not in seen:
            seen.add(p.quote)
            yield say(
                "letter_clause",
                model=_field_name(model, say),
                section=p.section,
                quote=p.quote,
                source=p.source.title,
            )


def _notes(law: RecordsLaw | None, say: Say, listed: tuple[str, str]) -> Iterator[str]:
    """What the sender should know: no advice, how far the citation was checked, who may ask, what the list does not say."""
    yield say("letter_no_advice")
    if law is None:
        yield say("letter_law_unknown")
    elif law.is_read:
        yield say("letter_law_read", source=law.source.title, url=law.source.url)
    elif law.source.is_verified:
        yield say("letter_law_listed", source=law.source.title, url=law.source.url)
    else:
        yield say("letter_law_unread")
    if law is not None and law.who:
        yield say("letter_who", who=law.who)
    yield say("letter_rests", day=listed[0], list=listed[1])
