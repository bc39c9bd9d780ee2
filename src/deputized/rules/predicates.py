"""Whom a law binds, as a test that a machine can make; and the facts about a county it is made on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deputized import reference
from deputized.rules.days import Truth
from deputized.rules.jail_operators import jail_operators
from deputized.rules.sources import RulesError

ANY_JAIL, OPERATES, OPERATES_OR_CONTRACTS = "any", "operates", "operates_or_contracts"
JAILS = (ANY_JAIL, OPERATES, OPERATES_OR_CONTRACTS)
LOCAL = "local"
FIELDS = frozenset({"bodies", "level", "jail", "population_min", "duty", "named"})


@dataclass(frozen=True, slots=True)
class Named:
    """A body a law names: as the text names it, and our id where ICE's lists ever named it."""

    name: str
    agency_id: str


@dataclass(frozen=True, slots=True)
class BoundGroup:
    """One group a law binds. All that is given must hold.

    `bodies` are kinds of agency, empty for every kind; `level` a level of government, None for every level, `local` for
    every one that is not the state's or a campus's;
    `jail` what the body's county must do; `population_min` people at the last census.
    """

    bodies: tuple[str, ...]
    level: str | None
    jail: str
    population_min: int | None
    duty: str
    named: tuple[Named, ...] = ()  # bodies the text names one by one; then no other is meant

    def covers(self, kind: str, level: str) -> bool:
        """Whether bodies of this kind and level are meant at all."""
        here = self.level in (None, level) or (self.level == LOCAL and level not in ("state", "campus"))
        return here and (not self.bodies or kind in self.bodies)

    def means(self, agency_id: str) -> bool:
        """Whether a body is among those it names, if it names any."""
        return not self.named or agency_id in {n.agency_id for n in self.named}


def read_binding(entry: Any, where: str) -> BoundGroup:
    """A binding from its entry. Raises RulesError for a field it does not know."""
    if not isinstance(entry, Mapping) or set(entry) - FIELDS:
        raise RulesError(f"{where}: binds takes {', '.join(sorted(FIELDS))}")
    bodies = entry.get("bodies")
    if bodies != "all" and (not isinstance(bodies, list) or not bodies):
        raise RulesError(f"{where}: bodies must be a list of kinds of agency, or all")
    jail = entry.get("jail", ANY_JAIL)
    if jail not in JAILS:
        raise RulesError(f"{where}: jail is {jail!r}; it must be one of {', '.join(JAILS)}")
    people = entry.get("population_min")
    if people is not None and not isinstance(people, int):
        raise RulesError(f"{where}: population_min must be a whole number of people")
    return BoundGroup(
        () if bodies == "all" else tuple(bodies), entry.get("level"), jail, people, str(entry.get("duty", "")),
        tuple(_named(n, where) for n in entry.get("named") or ()),
    )  # fmt: skip


def _named(entry: Any, where: str) -> Named:
    if not isinstance(entry, Mapping) or set(entry) - {"name", "agency_id"} or not entry.get("name"):
        raise RulesError(f"{where}: named takes a name and, where ICE lists the body, its agency_id")
    return Named(str(entry["name"]), str(entry.get("agency_id") or ""))


@dataclass(frozen=True, slots=True)
class JailFact:
    """What the tables say of a county's jail: whether the county runs one, and what that rests on."""

    runs: Truth
    contracts: Truth  # has a private vendor run one for it
    basis: str
    year: int | None


def jail_fact(county_fips: str) -> JailFact:
    """The jail of a county, by the Texas commission's report for Texas and HIFLD elsewhere.

    >>> jail_fact("48271").runs
    <Truth.YES: 'yes'>
    """
    texas = reference.texas_jails().get(county_fips)
    listed = reference.jails().get(county_fips)
    if texas is not None:
        return _texas(texas)
    if listed is None:
        return JailFact(Truth.UNCLEAR, Truth.UNCLEAR, "no table of jails speaks of this county", None)
    if not listed.jail_count:
        return JailFact(
            Truth.UNCLEAR,  # the table may leave some out
            Truth.UNCLEAR,
            "a regional jail stands here (HIFLD, 2024); who runs it is not in the table"
            if listed.regional_count
            else "our table has no open adult county jail here (HIFLD, 2024), which does not prove that there is none",
            2024,
        )
    names = ", ".join(n.title() for n in listed.names) or "a county jail"
    return JailFact(
        Truth.YES, Truth.UNCLEAR, f"{names} (HIFLD, 2024); the table does not say which office runs it", 2024
    )


def _texas(jail: reference.TexasJail) -> JailFact:
    source = "Texas Commission on Jail Standards, September 2021"
    listed = jail.hifld_jail_count or 0
    if jail.operation == "county":
        doubt = "" if listed else "; HIFLD lists none in 2024"
        return JailFact(Truth.YES, Truth.UNCLEAR, f"the county ran a jail ({source}){doubt}", 2021)
    if jail.operation == "private":
        return JailFact(
            Truth.NO, Truth.UNCLEAR,
            f"only a private jail stood here ({source}); whether the county had contracted for it is not in the table",
            2021,
        )  # fmt: skip
    if listed:
        return JailFact(
            Truth.UNCLEAR, Truth.UNCLEAR, f"no jail ({source}), but HIFLD lists {listed} in 2024", 2021
        )
    return JailFact(
        Truth.NO,
        Truth.NO,
        f"no jail of the county's or of a vendor's ({source}; HIFLD lists none in 2024)",
        2021,
    )


@dataclass(frozen=True, slots=True)
class Bound:
    """Whether a body is bound, and why."""

    truth: Truth
    why: str
    duty: str


def is_bound(
    bindings: tuple[BoundGroup, ...], kind: str, level: str, county_fips: str | None, population: int | None
) -> Bound:
    """Whether a law with these bindings binds a body of this kind and level in this county.

    A body that any binding binds is bound; unclear outranks not bound.
    """
    answers = [_one(b, kind, county_fips, population) for b in bindings if b.covers(kind, level)]
    if not answers:
        return Bound(Truth.NO, f"the law does not speak of bodies of this kind ({kind})", "")
    rank = {Truth.YES: 0, Truth.UNCLEAR: 1, Truth.NO: 2}
    return min(answers, key=lambda a: rank[a.truth])


def _one(binding: BoundGroup, kind: str, county_fips: str | None, population: int | None) -> Bound:
    if binding.population_min is not None:
        if population is None:
            return Bound(Truth.UNCLEAR, "the county's population is not known", binding.duty)
        if population < binding.population_min:
            return Bound(
                Truth.NO,
                f"{population:,} people, under the floor of {binding.population_min:,}",
                binding.duty,
            )
    if binding.jail == ANY_JAIL:
        return Bound(Truth.YES, "the law names every such body", binding.duty)
    if county_fips is None:
        return Bound(Truth.UNCLEAR, "its county is not known", binding.duty)
    operator = jail_operators().get(county_fips)
    if operator is not None and kind in ("sheriff", "corrections"):
        return Bound(Truth.YES if kind == "corrections" else Truth.NO, operator.why, binding.duty)
    jail = jail_fact(county_fips)
    if kind == "corrections" and jail.runs is Truth.YES:
        return Bound(Truth.UNCLEAR, jail.basis, binding.duty)
    truth = jail.runs
    if binding.jail == OPERATES_OR_CONTRACTS and truth is not Truth.YES and jail.contracts is not Truth.NO:
        truth = jail.contracts
    return Bound(truth, jail.basis, binding.duty)
