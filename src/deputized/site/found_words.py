"""What a typed text leads to, in the words the search box drops down: for a terminal and for programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from deputized import reference
from deputized.facts.rosters import MODELS
from deputized.library import Registry
from deputized.library.card import Card, party_of
from deputized.library.day import Day
from deputized.library.early_rosters import OnOlderLists, shown
from deputized.places import find_county
from deputized.resolver import KnownBody, resolver_of
from deputized.resolver.areas import Area, areas_of
from deputized.resolver.finder import Finder
from deputized.resolver.found import Hit, SearchResult
from deputized.rules import laws
from deputized.rules.duty import answer
from deputized.rules.named import topics
from deputized.site import words
from deputized.site.card_words import drop_line, short
from deputized.site.page import Say, dater, teller

FIELDS = ("how", "kind", "key", "state", "name", "what", "answer", "next")


@dataclass(frozen=True, slots=True)
class FoundThing:
    """One thing a text may mean. `how`: exact, several, begun, near: of any but `exact` it is asked, not answered."""

    how: str
    kind: str  # town, county, state, agency, body, law, model
    key: str  # a GEOID, FIPS, postal code, agency's id, ORI, law's id or model's code
    state: str
    name: str
    what: str  # what kind of thing it is, and where
    answer: str  # who holds an agreement there, in one line; empty for a law or a model
    next: str  # the command that says more


def find(registry: Registry, text: str, language: str = "en", today: date | None = None) -> list[FoundThing]:
    """What a text means, best first; nothing if nothing is like it. The same rules as the site's box."""
    found = Finder(resolver_of(registry.db), topics()).find(text)
    teller_ = _Teller(registry, language, today or date.today(), found)
    things = [teller_.thing(hit) for hit in found.hits]
    older = registry.older_bodies.called(text) if found.how not in ("exact", "several") else ()
    if older:
        how = "exact" if len(older) == 1 else "several"
        bodies = [teller_.older(e, how) for e in older]
        names = {b.name for b in bodies}
        return (
            bodies + [replace(t, how=how) for t in things if t.name not in names]
            if how == "several"
            else bodies
        )
    return things


def note(how: str, things: list[FoundThing], language: str = "en") -> str:
    """What is to be said before the things: that one must be chosen, that none is meant for certain, that there is none."""
    if not things:
        return words.say(language, "find_none")
    return words.say(language, f"find_{how}") if how in ("several", "near") else ""


class _Teller:
    def __init__(self, registry: Registry, language: str, today: date, found: SearchResult) -> None:
        self.registry, self.language, self.today, self.found = registry, language, today, found
        self.say: Say = teller(language)
        self._day: Day | None = None

    def thing(self, hit: Hit) -> FoundThing:
        tellers: dict[str, Callable[[Hit], tuple[str, str, str, str]]] = {
            "town": self._town, "county": self._county, "state": self._state, "agency": self._agency,
            "body": self._body, "law": self._law, "model": self._model,
        }  # fmt: skip
        name, what, line, command = tellers[hit.kind](hit)
        return FoundThing(self.found.how, hit.kind, hit.key, hit.state, name, what, line, command)

    def _card(self, fips: str) -> Card:
        return answer(self.registry, fips, today=self.today)

    def _town(self, hit: Hit) -> tuple[str, str, str, str]:
        area: Area = next(a for a in areas_of(hit.state) if (a.kind, a.code) == ("town", hit.key))
        fips, *others = area.counties
        county = find_county(fips).name
        what = (
            self.say("find_town_in_several", county=county, n=len(others))
            if others
            else self.say("find_town_in", county=county)
        )
        card = self._card(fips)
        police = next((p for p in card.towns if p.cover and p.cover.geoid == hit.key), None)
        line = drop_line(card, self.language, police, in_town=True)
        return f"{area.name}, {hit.state}", what, line, f"deputized county {fips}"

    def _county(self, hit: Hit) -> tuple[str, str, str, str]:
        what = (
            self.say("find_zip", zip=self.found.zip_code) if self.found.zip_code else self.say("find_county")
        )
        name = f"{find_county(hit.key).name}, {hit.state}"
        return name, what, drop_line(self._card(hit.key), self.language), f"deputized county {hit.key}"

    def _state(self, hit: Hit) -> tuple[str, str, str, str]:
        row = next((s for s in self.registry.status().by_state if s.state == hit.key), None)
        line = self.say("find_state_none")
        if row is not None and row.agreements:
            line = self.say(
                "find_state_line",
                agreements=self.say("n_agreements", n=row.agreements),
                agencies=self.say("n_agencies", n=row.agencies),
            )
        name = next(s.name for s in reference.states() if s.postal == hit.key)
        return name, self.say("find_state"), line, f"deputized state {hit.key}"

    def _agency(self, hit: Hit) -> tuple[str, str, str, str]:
        body = self._known(hit, lambda b: b.agency_id == hit.key)
        self._day = self._day or self.registry.day()
        party = party_of(self._day, hit.key, body.name, body.kind)
        line = short(party, self.say, dater(self.language))
        return f"{body.name}, {hit.state}", self._where(body), line, f"deputized agency {hit.key}"

    def _body(self, hit: Hit) -> tuple[str, str, str, str]:
        body = self._known(hit, lambda b: hit.key in (b.ori, f"{b.state} {b.name}"))
        older = self.registry.older_bodies.of_body(body)
        if older is not None:
            thing = self.older(older, self.found.how)
            return thing.name, thing.what, thing.answer, thing.next
        line = self.say("find_never" if body.standing == "never listed" else "find_cannot_tell")
        fips = body.county_fips
        command = f"deputized county {fips[0]}" if len(fips) == 1 else f"deputized state {hit.state}"
        return f"{body.name}, {hit.state}", self._where(body), line, command

    def older(self, found: OnOlderLists, how: str) -> FoundThing:
        """A body that lists of 2007 to 2017 name and no later one."""
        body = found.body
        name = f"{body.name}, {body.state}"
        span = "find_older" if found.first_as_of != found.last_as_of else "find_older_once"
        line = self.say(
            span, first=shown(found.first_as_of, self.language), last=shown(found.last_as_of, self.language),
            since=shown(found.first_of_ours, self.language),
        )  # fmt: skip
        if found.models:
            line = f"{', '.join(self._older_model(m) for m in found.models)}: {line}"
        key = body.ori or name
        return FoundThing(
            how, "body", key, body.state, name, self._where(body), line, f'deputized agency "{name}"'
        )

    def _older_model(self, printed: str) -> str:
        return self.say(MODELS[printed]) if printed in MODELS else printed

    def _known(self, hit: Hit, is_it: Callable[[KnownBody], bool]) -> KnownBody:
        return next(b for b in resolver_of(self.registry.db).bodies(hit.state) if is_it(b))

    def _where(self, body: KnownBody) -> str:
        county = find_county(body.county_fips[0]).name if len(body.county_fips) == 1 else ""
        is_told = county and not body.name.startswith(county)
        return self.say("find_agency_in", county=county) if is_told else self.say("find_agency")

    def _law(self, hit: Hit) -> tuple[str, str, str, str]:
        bill = next(w.bill for w in laws() if w.law_id == hit.key)
        state = next(s.name for s in reference.states() if s.postal == hit.state)
        return f"{state}: {bill}", self.say("find_law"), "", f"deputized law {hit.state}"

    def _model(self, hit: Hit) -> tuple[str, str, str, str]:
        name = f"{self.say(hit.key)} ({hit.key})" if hit.key else self.say("nav_models")
        return name, self.say("find_model"), "", "deputized models"
