"""What a match says: one answer each for county, place and ORI, with its rule, score and alternatives."""

from __future__ import annotations

from dataclasses import dataclass

MATCHED = "matched"
NOT_APPLICABLE = "not_applicable"  # the body governs no such thing: a state agency has no county
UNKNOWN = "unknown"  # it has one, and the reference lists do not tell which


@dataclass(frozen=True, slots=True)
class Alternative:
    """A reference row that was weighed and not taken: a candidate for review, never a match."""

    code: str
    name: str
    score: float  # likeness of the names, 0 to 1
    reason: str  # why it was not taken


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """One question's answer. `codes` is empty unless `status` is matched; the first code is the main one.

    `score` is 1 where names are equal once folded and less where a spelling was read past.
    """

    status: str
    codes: tuple[str, ...] = ()
    rule: str = ""
    score: float = 0.0
    alternatives: tuple[Alternative, ...] = ()
    note: str = ""  # what the answer rests on, what contradicts it, or what was tried
    shares: tuple[float, ...] = ()  # of the body's people by code, where it has several; empty if not known

    @property
    def code(self) -> str | None:
        """The main code, or None."""
        return self.codes[0] if self.codes else None


@dataclass(frozen=True, slots=True)
class Match:
    """An agency tied to what it governs. Staffing is that of the ORI's newest FBI report, if it made one."""

    state: str
    agency: str
    kind: str
    level: str
    county: PlaceAnswer
    place: PlaceAnswer
    ori: PlaceAnswer
    officers: int | None = None
    civilians: int | None = None
    staffing_year: int | None = None
    population_served: int | None = None  # as the FBI counts it: a sheriff's excludes towns with police


def unknown(rule: str, note: str, alternatives: tuple[Alternative, ...] = ()) -> PlaceAnswer:
    """An answer that was looked for and not found: `note` says where."""
    return PlaceAnswer(UNKNOWN, (), rule, 0.0, alternatives, note)


def not_applicable(rule: str, note: str) -> PlaceAnswer:
    """The answer for a body that has no such thing by its nature."""
    return PlaceAnswer(NOT_APPLICABLE, (), rule, 1.0, (), note)


def matched(rule: str, codes: tuple[str, ...], note: str = "", score: float = 1.0,
            alternatives: tuple[Alternative, ...] = (), shares: tuple[float, ...] = ()) -> PlaceAnswer:  # fmt: skip
    """A found answer."""
    return PlaceAnswer(MATCHED, codes, rule, score, alternatives, note, shares)
