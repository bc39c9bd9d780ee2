"""A claim about numbers, understood: what is counted, of which model, where, when, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from deputized.rules.days import SourceDay

if TYPE_CHECKING:
    from deputized.claims.extras import Extra


class ClaimError(ValueError):
    """A claim that cannot be understood; the message says what was, what was not, and how to write it."""


class Unit(StrEnum):
    """What a number counts."""

    ROWS = "rows"
    AGREEMENTS = "agreements"
    AGENCIES = "agencies"
    SHERIFFS = "sheriffs"
    COUNTIES = "counties"
    STATES = "states"
    TERRITORIES = "territories"
    STATES_AND_TERRITORIES = "states and territories"
    OFFICERS = "officers"  # not in ICE's lists
    DOLLARS = "dollars"  # not in ICE's lists
    JAILS = "jails"  # not in ICE's lists
    RATE = "a day, week or month"
    UNSAID = "not said"


class Operator(StrEnum):
    """How a number is said."""

    EXACTLY = "="
    OVER = ">"
    AT_LEAST = ">="
    UNDER = "<"
    AT_MOST = "<="
    ABOUT = "~"
    BETWEEN = ".."  # from `number` to `upper`


class Kind(StrEnum):
    """What kind of statement a number makes."""

    COUNT = "count"
    SHARE = "share"  # of a whole, in per cent
    GROWTH = "growth"  # since a base day, in per cent
    CHANGE = "change"  # how many more, or fewer, than on a base day
    NEW = "new"  # came or was signed since a base day
    SIGNED = "signed"  # that an agreement was signed, in a period
    STATED = "stated"  # a rank, a comparison, "all": no number, but something to look up


@dataclass(frozen=True, slots=True)
class Place:
    """A state, a county of it, or several states taken together (`others`)."""

    state: str
    county_fips: str | None = None
    name: str = ""
    others: tuple[str, ...] = ()

    @property
    def states(self) -> tuple[str, ...]:
        """Every state it takes in."""
        return (self.state, *self.others)


@dataclass(frozen=True, slots=True)
class AgencyKind:
    """A kind of agency: those of one of these kinds, or of one of these levels of government."""

    words: str
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """What a share is a share of: the listed ones of a place or a model; or every such body there is."""

    place: Place | None = None
    model: str | None = None
    every: bool = False  # listed or not: every county of Texas
    any_body: bool = (
        False  # of agencies of every kind: "a third of the agreements are with police departments"
    )


@dataclass(frozen=True, slots=True)
class When:
    """The day or period a claim is about; `words` as written."""

    first: date
    last: date
    words: str

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    @classmethod
    def of(cls, text: str) -> When:
        """A day, month or year in ISO form. Raises ValueError for anything else."""
        day = SourceDay.read(text)
        return cls(day.earliest, day.latest, text)


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a claim. Shares and growth are in per cent."""

    kind: Kind
    number: float
    operator: Operator
    unit: Unit
    model: str | None
    place: Place | None
    when: When | None  # None: no day is given
    since: When | None = None  # base of growth and of what is new
    decimals: int = 0  # as the number is written
    ends: tuple[tuple[float, Unit], ...] = ()  # of growth: from and to, where the claim states them
    upper: float | None = None  # of a range
    slack: float = 0.0  # how far a rough word ("doubled", "a quarter") reaches, in points of per cent
    is_pending: bool = False  # of ICE's pending list
    body: AgencyKind | None = None
    whole: Whole | None = None
    agency: str = ""  # of a signing: the agency as the claim names it, where it is no county
    bond: str = "signed"  # what is said of that agency: signed, has, had, ended, never
    span: tuple[int, int] = (0, 0)  # where the number stands in the text
    unread: tuple[str, ...] = ()  # claim-bearing words beside the number that no rule has read
    strange: tuple[
        str, ...
    ] = ()  # words of its clause that no rule knows: they keep it from being contradicted
    extras: tuple[Extra, ...] = ()  # what is said beside the number: a rank, a comparison, "all"
    doubt: str = (
        ""  # why a wrong number is not called wrong: what is counted, or from when, is not quite said
    )
    foreign: str = ""  # why no list can answer it: it is not of bodies with agreements
    guessed: str = ""  # what the sentence does not say and was taken from elsewhere: its day, its place

    @property
    def written(self) -> str:
        """The number as people write it."""
        text = f"{self.number:,.{self.decimals}f}"
        if self.upper is not None:
            text += f" to {self.upper:,.{self.decimals}f}"
        return text + "%" if self.kind in (Kind.SHARE, Kind.GROWTH) else text


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim's numbers, the words that were not understood, and words read as another, likely one."""

    text: str
    parts: tuple[Part, ...]
    not_understood: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
