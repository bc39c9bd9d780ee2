"""Checks that an agency signed an agreement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deputized.claims.checking import unchecked
from deputized.claims.claim import Part, Unit
from deputized.claims.counting import Books
from deputized.claims.verdicts import Checked, Finding, Verdict
from deputized.facts.agreements import signings
from deputized.resolver import Ask, Exact, resolver_of

if TYPE_CHECKING:
    from deputized.library.registry import Registry

TOLD = 8  # candidates that an answer names


def _named(part: Part, registry: Registry) -> tuple[set[str], str, str] | str:
    """The agency a claim names, by the one resolver: its id (none if it is on no list), its name and state; or why not."""
    state = part.place.state if part.place else None
    found = resolver_of(registry.db).resolve(part.agency, state)
    if isinstance(found, Exact):
        body = found.body
        if body.agency_id is None and body.standing != "never listed":
            return f"{body.name}, {body.state} is not found on ICE's lists, and may stand there under another name"
        return ({body.agency_id} if body.agency_id else set()), f"{body.name}, {body.state}", body.state
    if isinstance(found, Ask):
        listed_first = sorted(found.candidates, key=lambda b: b.agency_id is None)
        several = "; ".join(f"{b.name}, {b.state}" for b in listed_first[:4])
        if found.exact:
            return f"several agencies are called so: {several}; say which, with its state"
        return f"no agency on the lists we hold is called {part.agency}; nearest: {several}"
    return f"no agency on the lists we hold is called {part.agency}"


def check_signed(part: Part, books: Books, registry: Registry) -> Checked:
    """That an agency signed, by ICE's SIGNED column: nearly always the day ICE countersigned.

    The agency is one the claim names, or any of the county's own (a town's police does not sign for its county).
    """
    if part.agency:
        named = _named(part, registry)
        if isinstance(named, str):
            return unchecked(part, named)
        chosen_ids, who, state = named
    elif part.place is not None and part.place.county_fips is not None:
        fips, who, state = part.place.county_fips, f"an agency of {part.place.name} itself", part.place.state
        chosen_ids = {
            a for a, (level, codes) in books.counties.items() if level == "county" and fips in codes[:1]
        }
    else:
        return unchecked(part, "an agreement is looked up by its county; give one, as Kinney County, TX")
    rows = [
        r for r in signings(registry.db, state)
        if r.agency_id in chosen_ids and (part.model is None or r.model in part.model.split(" and "))
    ]  # fmt: skip
    found = []
    for row in rows:
        used = books.used_by_id(row.first_publication_id)
        words = f"{row.agreement_id}, SIGNED {row.signed_date or 'not printed'}"
        inside = part.when is None or (
            row.signed_date is not None
            and part.when.first.isoformat() <= row.signed_date <= part.when.last.isoformat()
        )
        found.append(Finding("signed", words, float(inside), used, "first list with it"))
    if not found:
        if part.when is not None and part.when.last.isoformat() > books.days[-1]:
            return unchecked(
                part,
                f"no list to {books.days[-1]}, the newest we hold, has one; what was signed since is not known here",
            )
        what = f"no {part.model + ' ' if part.model else ''}agreement of {who} is on any list we hold"
        return Checked(
            replace(part, unit=Unit.AGREEMENTS), Verdict.CONTRADICTED, None, None, None, None, (), what
        )
    hits = [f for f in found if f.value]
    best = (hits or found)[0]
    if not hits and part.when is not None and part.when.last.isoformat() > books.days[-1]:
        return unchecked(
            part,
            f"the newest list we hold is of {books.days[-1]}; up to then ICE's lists print {'; '.join(f.words for f in found)}",
        )
    if not hits:
        reason = f"ICE's list prints another day: {best.words}"
        return Checked(part, Verdict.CONTRADICTED, None, best, None, None, tuple(found), reason)
    reason = "ICE's list prints a signing day in that time" if part.when else "ICE's lists have it"
    return Checked(part, Verdict.SUPPORTED, None, best, None, None, tuple(found), reason)
