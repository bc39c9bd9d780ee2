"""Checks what a sentence says of one agency: that it signed, has, had or ended an agreement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deputized.claims.checking import unchecked
from deputized.claims.claim import Part, Unit
from deputized.claims.counting import Books
from deputized.claims.early import early_listings, signed_then
from deputized.claims.held import check_bond
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
    """That an agency signed, has, had or ended an agreement, by ICE's lists and its SIGNED column.

    The agency is one the claim names, or any of the county's own (a town's police does not sign for its county). Of a
    time before ICE's spreadsheets older rosters may speak for the claim; nothing speaks against it.
    """
    if part.agency:
        named = _named(part, registry)
        if isinstance(named, str):
            return unchecked(part, named)
        chosen_ids, who, state = named
        early = early_listings(registry, state, chosen_ids, who.rsplit(", ", 1)[0], None)
    elif part.place is not None and part.place.county_fips is not None:
        fips, who, state = part.place.county_fips, f"an agency of {part.place.name} itself", part.place.state
        chosen_ids = {
            a for a, (level, codes) in books.counties.items() if level == "county" and fips in codes[:1]
        }
        early = early_listings(registry, state, chosen_ids, "", fips)
    else:
        return unchecked(part, "an agreement is looked up by its county; give one, as Kinney County, TX")
    if part.bond != "signed":
        return check_bond(part, books, chosen_ids, who, early)
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
    hits = [f for f in found if f.value]
    is_early = part.when is not None and part.when.first.isoformat() < books.days[0]
    if not hits and (is_early or (not found and part.when is None)):
        older = signed_then(early, part.when)
        if older is not None:
            day = f"with the signing day {older.signed_date}" if older.signed_date else "as signed"
            reason = f"{older.source}, as of {older.as_of}, lists {older.agency_text}, {older.state}, {day}"
            return Checked(part, Verdict.SUPPORTED, None, None, None, None, (), reason)
        if is_early:
            days = "; ".join(dict.fromkeys(s.signed_date for s in early if s.signed_date))
            known = f"; older lists print {days} for it" if days else ""
            return unchecked(
                part,
                f"ICE's spreadsheets that we hold begin on {books.days[0]}, and no older list we hold prints a signing in that time{known}",
            )
    if part.when is not None and not hits and part.when.last.isoformat() > books.days[-1]:
        if not found:
            return unchecked(
                part,
                f"no list to {books.days[-1]}, the newest we hold, has one; what was signed since is not known here",
            )
        return unchecked(
            part,
            f"the newest list we hold is of {books.days[-1]}; up to then ICE's lists print {'; '.join(f.words for f in found)}",
        )
    if not found:
        what = f"no {part.model + ' ' if part.model else ''}agreement of {who} is on any list we hold"
        return Checked(
            replace(part, unit=Unit.AGREEMENTS), Verdict.CONTRADICTED, None, None, None, None, (), what
        )
    best = (hits or found)[0]
    if not hits:
        reason = f"ICE's list prints another day: {best.words}"
        return Checked(part, Verdict.CONTRADICTED, None, best, None, None, tuple(found), reason)
    reason = "ICE's list prints a signing day in that time" if part.when else "ICE's lists have it"
    return Checked(part, Verdict.SUPPORTED, None, best, None, None, tuple(found), reason)
