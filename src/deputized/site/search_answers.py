"""The one-line answers that the search drops down: of the records the pages show, in the words of the answer card.

`web/src/answers.ts` reads them. Each wording is kept once; counties and towns name theirs by its number,
those with the commonest of their state not at all.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from deputized.library.card import party_of
from deputized.places.towns import places_in
from deputized.site import words
from deputized.site.card_words import drop_line, short, town_part
from deputized.site.content import SiteContent
from deputized.site.page import dater, teller

Wording = tuple[str, ...]  # in each language


class AnswerLines:
    """Every line, each wording once."""

    def __init__(self, content: SiteContent) -> None:
        self.content = content
        self.say: dict[Wording, int] = {}

    def county(self, fips: str) -> int:
        """The line of a county."""
        return self._kept(tuple(drop_line(self.content.card(fips), x) for x in words.LANGUAGES))

    def town(self, fips: str, geoid: str) -> int:
        """What of a town's line stands before its county's: how its police stand."""
        card, party = self.content.card(fips), None
        for found in card.towns:
            if found.cover is not None and found.cover.geoid == geoid:
                party = found
                break
        return self._kept(tuple(town_part(party, x) for x in words.LANGUAGES))

    def agency(self, agency_id: str) -> int:
        """How an agency that ICE named stands."""
        row = self.content.agencies[agency_id]
        party = party_of(self.content.day, agency_id, row["name"], row["kind"])
        return self._kept(tuple(short(party, teller(x), dater(x)) for x in words.LANGUAGES))

    def state(self, postal: str) -> int:
        """How many hold one in a state."""
        found = next((s for s in self.content.status.by_state if s.state == postal), None)
        out = []
        for language in words.LANGUAGES:
            say = teller(language)
            if found is None or not found.agreements:
                out.append(say("find_state_none"))
            else:
                agreements, agencies = (
                    say("n_agreements", n=found.agreements),
                    say("n_agencies", n=found.agencies),
                )
                out.append(say("find_state_line", agreements=agreements, agencies=agencies))
        return self._kept(tuple(out))

    def _kept(self, wording: Wording) -> int:
        return self.say.setdefault(wording, len(self.say))


def pack(answers: AnswerLines) -> dict[str, Any]:
    """All lines of counties, towns and states; and those of agencies that were asked for before."""
    content = answers.content
    counties: dict[str, list[tuple[str, int]]] = {}
    towns: dict[str, list[tuple[str, int]]] = {}
    for fips, county in sorted(content.counties.items()):
        counties.setdefault(county.state, []).append((fips, answers.county(fips)))
        for place in places_in(county.state, fips):
            if place.county_fips == fips:
                towns.setdefault(county.state, []).append(
                    (place.place_geoid, answers.town(fips, place.place_geoid))
                )
    states = {s: answers.state(s) for s in content.names_of_states}
    return {
        "county": {s: _coded(rows) for s, rows in counties.items()},
        "town": {s: _coded(rows) for s, rows in towns.items()},
        "state": states,
        "say": [list(wording) for wording in answers.say],
    }


def _coded(rows: list[tuple[str, int]]) -> list[Any]:
    """The commonest line of a state, and the others by code below the state's: "465 12,323 3"."""
    commonest = Counter(line for _, line in rows).most_common(1)[0][0]
    return [commonest, ",".join(f"{code[2:]} {line}" for code, line in rows if line != commonest)]
