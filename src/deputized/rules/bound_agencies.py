"""Bodies other than sheriffs that a mandate binds: agencies of the state, those it names, and who else runs a jail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputized.rules.acts import Law
from deputized.rules.days import Truth
from deputized.rules.jail_operators import jail_operators

if TYPE_CHECKING:
    from deputized.registry.places.answers import Match
    from deputized.rules.duties import HeldAgreement

HELD = "holds an agreement"
OTHER = "holds an agreement, of a model that does not fulfil the law"
ANNOUNCED = "announced as pending"
NONE = "no agreement listed"
STANDINGS = (NONE, OTHER, ANNOUNCED, HELD)
"""How a body stands, those with most left to do first."""
ALL_MODELS = ("TFM", "JEM", "WSO")


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body that is no sheriff: what the law asks of it, what it holds."""

    body: str
    agency_id: str  # empty where ICE's lists never named it
    kind: str
    level: str
    where: str  # its county, empty for one of the state
    bound: Truth
    why: str
    duty: str
    standing: str
    agreements: tuple[HeldAgreement, ...]
    pending: tuple[tuple[str, str], ...]
    timing: str


def standing_of(law: Law, models: set[str], waiting: Sequence[object]) -> str:
    """How a body with these models stands against a law."""
    if models & set(law.satisfied_by or ALL_MODELS):
        return HELD
    if waiting:
        return ANNOUNCED
    return OTHER if models else NONE


def timing(law: Law, standing: str, agreements: Iterable[HeldAgreement], today: str) -> str:
    """in time, late, partly, time left or overdue, by the law's first deadline; empty where it sets none.

    The day of an agreement is ICE's, nearly always its countersignature. `today` in ISO form.
    """
    if law.deadline is None:
        return ""
    last = law.deadline.latest.isoformat()
    if standing == OTHER:
        return "partly"
    if standing != HELD:
        return "overdue" if today > last else "time left"
    wanted = set(law.satisfied_by or ALL_MODELS)
    days = [a.signed_date for a in agreements if a.model in wanted and a.signed_date]
    return "" if not days else "in time" if min(days) <= last else "late"


def bodies(
    law: Law,
    tied: Mapping[str, Match],
    held: Mapping[str, tuple[HeldAgreement, ...]],
    waiting: Mapping[str, tuple[tuple[str, str], ...]],
    today: str,
) -> Iterable[BodyRow]:
    """Every body that is no sheriff and that the law names or is known to bind, the named first."""
    named = [(n, b) for b in law.binds for n in b.named]
    for n, b in named:
        match = tied.get(n.agency_id)
        kind, level = (match.kind, match.level) if match else ("", b.level or "")
        yield _row(
            law, n.name, n.agency_id, kind, level, "", b.duty, "the law names it" if match or n.agency_id else
            "the law names it; no list of ICE's that we hold ever named it", held, waiting, today,
        )  # fmt: skip
    for agency, match in sorted(tied.items()):
        if match.kind == "sheriff" or (agency not in held and agency not in waiting):
            continue
        for b in law.binds:
            if b.named or not b.bodies or not b.covers(match.kind, match.level):
                continue
            if b.jail != "any" and match.level == "state":
                continue  # it asks for a county's jail
            where = ", ".join(match.county.codes) if match.level != "state" else ""
            runs = next((o for f in match.county.codes if (o := jail_operators().get(f))), None)
            why = f"the law speaks of bodies of this kind ({match.kind})"
            if b.jail != "any":
                known = runs is not None and runs.agency_id == agency
                why = (
                    runs.why
                    if known and runs
                    else f"{why}; whether it runs the county's jail is not in our tables"
                )
            yield _row(
                law, match.agency, agency, match.kind, match.level, where, b.duty, why, held, waiting, today
            )
            break


def _row(
    law: Law,
    name: str,
    agency: str,
    kind: str,
    level: str,
    where: str,
    duty: str,
    why: str,
    held: Mapping[str, tuple[HeldAgreement, ...]],
    waiting: Mapping[str, tuple[tuple[str, str], ...]],
    today: str,
) -> BodyRow:
    agreements, announced = held.get(agency, ()), waiting.get(agency, ())
    standing = standing_of(law, {a.model for a in agreements}, announced)
    return BodyRow(
        name, agency, kind, level, where, Truth.YES if "not in our tables" not in why else Truth.UNCLEAR, why, duty,
        standing, agreements, announced, timing(law, standing, agreements, today),
    )  # fmt: skip
