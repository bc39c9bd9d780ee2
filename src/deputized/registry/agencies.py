"""The book of agencies: which printed names have been read as which agency, and every decision behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from deputized.model.publications import Publication
from deputized.registry.name_likeness import compare
from deputized.registry.names import AgencyName
from deputized.registry.state import Agency, Candidate, Decision, RowReading, TrackedAgreement

RULES_VERSION = "2"
ALIKE = 0.85
"""From this likeness on, two names no reference list decides are worth a person's look."""


@dataclass(slots=True)
class AgencyBook:
    """Names to agencies. A key may stand for several agencies only where its county tells them apart."""

    agencies: list[Agency] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    merged: list[Agency] = field(default_factory=list)
    _by_key: dict[str, list[Agency]] = field(default_factory=dict)
    _by_state: dict[str, list[Agency]] = field(default_factory=dict)

    def find(self, reading: RowReading) -> Agency | None:
        """The agency this name is already read as; None if the name is new, or its county speaks against it."""
        name = reading.name
        if name is None:
            return None
        known = self._by_key.get(name.key)
        if not known:
            return None
        if not name.home:
            several = name.has_namesakes and len({id(a.root()) for a in known}) > 1
            return None if several else known[0].root()
        for agency in known:
            if name.home in agency.root().homes:
                return agency.root()
        for agency in known:
            if not agency.root().homes:
                return agency.root()
        return None

    def under(self, key: str) -> list[Agency]:
        """Agencies read under a name key (more than one only where counties differ)."""
        return list(dict.fromkeys(a.root() for a in self._by_key.get(key, ())))

    def in_state(self, state: str) -> Iterator[Agency]:
        """Every agency of a state, merged ones left out."""
        return (a for a in self._by_state.get(state, ()) if a.merged_into is None)

    def open(self, reading: RowReading, publication: Publication) -> Agency:
        """A new agency under this name."""
        name = _named(reading)
        agency = Agency(len(self.agencies), name, publication)
        self.agencies.append(agency)
        self._by_state.setdefault(name.state, []).append(agency)
        self.attach(agency, reading)
        if name.note is not None:
            self.decide(
                "same_agency",
                "same",
                name.note,
                None,
                name.printed,
                f"{name.base} ({name.state})",
                agency,
                publication,
                _reference_evidence(name),
            )
        return agency

    def attach(self, agency: Agency, reading: RowReading) -> None:
        """Read this name as this agency from now on."""
        name = _named(reading)
        known = self._by_key.setdefault(name.key, [])
        if agency not in known:
            known.append(agency)
        if name.key not in agency.keys:
            agency.keys.append(name.key)
        self.note(agency, reading)

    def note(self, agency: Agency, reading: RowReading) -> None:
        """Keep the newest printing and the counties printed for an agency."""
        agency.name = reading.name
        if reading.county_fips is not None:
            agency.counties.add(reading.county_fips)
        if reading.name is not None and reading.name.home:
            agency.homes.add(reading.name.home)

    def merge(self, old: Agency, into: Agency, publication: Publication) -> None:
        """Two agencies turn out to be one, from this publication on; `old` keeps its number as a redirect."""
        old, into = old.root(), into.root()
        if old is into:
            return
        old.merged_into, old.merged_since = into, publication.published_date
        self.merged.append(old)
        into.keys += [k for k in old.keys if k not in into.keys]
        into.counties |= old.counties
        into.homes |= old.homes

    def decide(
        self,
        question: str,
        verdict: str,
        rule: str,
        score: float | None,
        left: str,
        right: str,
        agency: Agency | None,
        publication: Publication,
        evidence: str,
        *,
        other: Agency | None = None,
        agreement: TrackedAgreement | None = None,
        decided_by: str = "rules",
    ) -> Decision:
        """Write a judgement down."""
        decision = Decision(
            len(self.decisions) + 1,
            question,
            verdict,
            rule,
            score,
            left,
            right,
            agency,
            other,
            agreement,
            publication,
            evidence,
            decided_by,
        )
        self.decisions.append(decision)
        return decision

    def doubt(self, agency: Agency, reading: RowReading, publication: Publication) -> None:
        """List the agencies of the state a new name may be, where no rule could tell."""
        name = _named(reading)
        if name.base_how == "exact":
            return
        for other in self.in_state(name.state):
            if other is agency or other.name is None:
                continue
            alike = compare(name, other.name)
            if alike.veto is None and alike.score >= ALIKE:
                self.candidates.append(
                    Candidate(
                        "same_agency",
                        agency,
                        other,
                        alike.score,
                        f"{name.printed!r} is like {other.name.printed!r} and no rule decides",
                        publication,
                    )
                )


def _named(reading: RowReading) -> AgencyName:
    if reading.name is None:
        raise ValueError(f"row {reading.row.content_id} names no agency in a known state")
    return reading.name


def _reference_evidence(name: AgencyName) -> str:
    if name.note == "state_moved":
        return f"{name.base} is a county in {name.state} and in no other state"
    return f"{name.base} is the one reference name near enough; others near: {', '.join(name.alternatives) or 'none'}"
