"""Finds whatever a person types: a town, a county, a state, a ZIP code, an agency, a law, a model.

One rule, kept twice: here, and in `web/src/finder.ts` for the browser, which reads an index made from what is read
here. A test asks both the same thousands of questions. Names that are borne come before names begun, and these before
names that are like; within each the one with most people is first. Nothing is found outside a state that is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from deputized import reference
from deputized.reference import fold
from deputized.resolver import codes
from deputized.resolver.answers import Ask, Exact
from deputized.resolver.areas import Area, areas_by_key, areas_of, every_area_by_key, key_of
from deputized.resolver.asking import (
    Reading,
    asks_agency,
    begun_county,
    begun_states,
    cleaned,
    misspelt_state,
    named,
    readings,
)
from deputized.resolver.found import (
    KINDS,
    NOTHING,
    SHOWN,
    Hit,
    SearchResult,
    Topic,
    bodies_in,
    first_of,
    found_bodies,
    hit_of,
    hit_of_body,
    of_fips,
    of_five,
    of_geoid,
    of_zip,
    topic_key,
)
from deputized.resolver.placed import MEANT, SELDOM, anywhere, certainty, in_state, like
from deputized.resolver.resolve import LONGEST, Resolver
from deputized.resolver.states import read_state

FEW = 4
"""Fewer names begun are followed by names that are like the text."""
RIVAL = 100_000
"""People of a town from which it may be meant as well as the state of its name."""
STATE = 30_000_000
"""What a state counts as among beginnings: it comes first."""
_CODE = re.compile(
    r"(?i)(?:(?:zip(?:\s*code)?|c[oó]digo postal|c\.?p\.?)[\s:#]*(?P<zip>\d{5}(?:-\d{4})?)"
    r"|fips[\s:#]*(?P<fips>\d{4,5})|geoid[\s:#]*(?P<geoid>\d{5,10})|ori[\s:#]*(?P<ori>(?=.*\d)[a-z0-9]{7,9}))"
)
_CAMPUS = re.compile(r"(?i)\b(?:university|universidad)\b.*\S\s|\S\s+(?:university|universidad)\b")
_LAW = re.compile(
    r"(?i)^(?:the|la|el)?\s*(?:law|ley|bill|act|proyecto(?: de ley)?)\b(?:\s+(?:of|de|del)\b)?\s*"
)


@dataclass(slots=True)
class Finder:
    """The road for one registry."""

    resolver: Resolver
    topics: Sequence[Topic] = ()
    _called: dict[str, list[Topic]] = field(default_factory=dict)

    def find(self, text: str) -> SearchResult:
        """What a text means. Any text is answered."""
        text = " ".join(text.split())
        if len(text) > LONGEST or not re.search(r"[a-z0-9]", fold(text)):
            return NOTHING
        text = cleaned(text)
        return (
            self._by_code(text)
            or self._by_topic(text)
            or self._by_name(text)
            or self._begun_or_like(text)
            or self._by_body(text, is_stated=False)
            or self._near(text)
            or NOTHING
        )

    # codes -----------------------------------------------------------------------------------------

    def _by_code(self, text: str) -> SearchResult | None:
        said = _CODE.fullmatch(text)
        if said and said["zip"]:
            return of_zip(said["zip"][:5]) or NOTHING
        if said and said["geoid"]:
            return of_geoid(said["geoid"]) or NOTHING
        if said and said["fips"]:
            return of_fips(said["fips"].zfill(5)) or NOTHING
        if re.fullmatch(r"\d{5}-\d{4}", text):
            return of_zip(text[:5]) or NOTHING
        if re.fullmatch(r"\d{4,5}", text):
            return of_five(text.zfill(5))
        if re.fullmatch(r"\d{7}|\d{10}", text):
            return of_geoid(text) or NOTHING
        if re.fullmatch(r"\d+", text):
            return NOTHING
        if (said and said["ori"]) or re.fullmatch(
            r"[a-z]{2}-[a-z0-9-]+|(?=.*\d)[A-Za-z]{2}[A-Za-z0-9]{5,7}", text
        ):
            found = codes.by_code(self.resolver, said["ori"] if said and said["ori"] else text, None)
            return found_bodies(found) if isinstance(found, Exact | Ask) else None
        return None

    # topics ----------------------------------------------------------------------------------------

    def _by_topic(self, text: str) -> SearchResult | None:
        if not self._called:
            for topic in self.topics:
                for name in topic.names:
                    self._called.setdefault(name, []).append(topic)
        for reading in readings(_LAW.sub("", text).strip() or text):
            found = [
                t for t in self._called.get(topic_key(reading.name), ())
                if reading.state is None or t.state in ("", reading.state)
            ]  # fmt: skip
            if found:
                found.sort(key=lambda t: (-t.people, t.kind, t.key))
                hits = [Hit(t.kind, t.key, t.state) for t in found]
                return SearchResult("exact" if len(hits) == 1 else "several", tuple(hits[:SHOWN]))
        return None

    # names -----------------------------------------------------------------------------------------

    def _by_name(self, text: str) -> SearchResult | None:
        """Places that bear the name, a state, or agencies that do."""
        whole = read_state(text)
        how, areas, state = self._borne(text)
        hits = [hit_of(a) for a in areas]
        if whole:
            own = Hit("state", whole, whole)
            is_first = not (state and areas)
            rivals = any(a.people >= RIVAL for a in areas)
            hits = [own, *hits] if is_first else [hits[0], own, *hits[1:]]
            return SearchResult("several" if rivals and is_first else "exact", first_of(hits))
        if hits:
            if state and how != "several":
                called = self.resolver.called(text)
                bodies = [*bodies_in(called)] if called else []
                hits += [hit_of_body(b) for b in bodies if b.agency_id]
            return SearchResult(how, first_of(hits))
        return self._by_body(text, is_stated=True)

    def _borne(self, text: str) -> tuple[str, list[Area], str | None]:
        """How, and which places, bear the name in the first reading that any does; the state that it names."""
        for reading in readings(text):
            found = (in_state if reading.state else anywhere)(reading)
            if found:
                return certainty(found, reading), found, reading.state
        return "", [], None

    def _by_body(self, text: str, *, is_stated: bool) -> SearchResult | None:
        """Agencies that bear the name; where an agency is asked for, also those like it.

        `is_stated`: only if a state is named or an agency asked for; without either it is the last thing tried.
        """
        is_agency = asks_agency(text)
        if is_stated and not (is_agency or any(r.state for r in readings(text))):
            return None
        if is_agency:
            found = self.resolver.resolve(text)
            return found_bodies(found) if isinstance(found, Exact | Ask) else None
        called = self.resolver.called(text)
        return found_bodies(called) if called else None

    # beginnings ------------------------------------------------------------------------------------

    def _begun(self, text: str) -> SearchResult | None:
        """Names that the text is the beginning of; names that are borne in a state whose name has begun."""
        found: dict[tuple[str, str], tuple[int, int, str, Hit]] = {}

        def put(areas: Iterable[Area]) -> None:
            for a in areas:
                found.setdefault((a.kind, a.code), (-a.people, KINDS.index(a.kind), a.code, hit_of(a)))

        is_certain = False
        for reading in readings(text):
            key = key_of(reading.name)
            if reading.is_lead or len(key) < (1 if reading.state else 2):
                continue
            if reading.state:
                is_certain = is_certain or reading.certain
                put(a for a in areas_of(reading.state) if any(k.startswith(key) for k in a.keys))
            elif not found:
                put(a for k, areas in every_area_by_key().items() if k.startswith(key) for a in areas)
            if county := begun_county(key):
                table = areas_by_key(reading.state) if reading.state else every_area_by_key()
                put(a for a in table.get(county, ()) if a.is_county)
        if not is_certain:
            for name, state in begun_states(text):
                put(in_state(Reading(name, state)))
            folded = fold(text)
            for s in reference.states():
                if len(folded) > 1 and fold(s.name).startswith(folded):
                    found[("state", s.postal)] = (-STATE, 2, s.postal, Hit("state", s.postal, s.postal))
            wanted = topic_key(text)
            for t in self.topics:
                if len(wanted) > 2 and any(n.startswith(wanted) for n in t.names):
                    found[(t.kind, t.key)] = (
                        -t.people,
                        KINDS.index(t.kind),
                        t.key,
                        Hit(t.kind, t.key, t.state),
                    )
        ranked = [row[3] for row in sorted(found.values(), key=lambda r: r[:3])]
        return SearchResult("begun", tuple(ranked[:SHOWN])) if ranked else None

    def _begun_or_like(self, text: str) -> SearchResult | None:
        found = self._begun(text)
        if found is None or len(found.hits) >= FEW or (near := self._near(text)) is None:
            return found
        return SearchResult(found.how, first_of([*found.hits, *near.hits]))

    # likeness --------------------------------------------------------------------------------------

    def _near(self, text: str) -> SearchResult | None:
        """Places like the text in spelling, of the state that is named if one is; no place is like a university."""
        if _CAMPUS.search(text):
            return None
        stated = [r for r in readings(text) if r.state]
        if not stated and (slip := misspelt_state(text)):
            stated = [Reading(*slip)]
        for reading in stated:
            assert reading.state is not None
            if ranked := like(named(reading.name), reading.state, MEANT):
                return SearchResult("near", tuple(ranked))
            if reading.certain:
                return None
        ranked = like(named(text), None, SELDOM)
        return SearchResult("near", tuple(ranked)) if ranked else None
