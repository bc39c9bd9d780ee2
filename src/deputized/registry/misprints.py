"""A state misprinted on a pending list: the place is in no list of that state's, and the row stands in another's within days.

Where only one of the two states has such a place, the two rows are one agency's. Where both have, it is a doubt that is
shown: neighbours across a border may well bear one name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deputized.model.publications import Publication
from deputized.registry.agencies import AgencyBook
from deputized.registry.judgements import apart
from deputized.registry.names import AgencyName
from deputized.registry.state import Agency, Candidate, PendingSpell, TrackedAgreement

DAYS = 14
"""A misprint is mended within so many days; MESS: the longest that we know of stood two days."""


def is_one_name(a: AgencyName, b: AgencyName) -> bool:
    """Whether two names of two states differ in nothing but the state, and no judgement parts them."""
    mine, theirs = (a.body, a.base, a.form, a.number), (b.body, b.base, b.form, b.number)
    return a.state != b.state and mine == theirs and apart(a, b) is None


def is_misprint(wrong: AgencyName, right: AgencyName) -> bool:
    """Whether the one name has no place in its state, and the other has in its own."""
    return is_one_name(wrong, right) and wrong.base_how == "none" and right.base_how == "exact"


def listed_elsewhere(
    spell: PendingSpell, publication: Publication, agreements: Iterable[TrackedAgreement]
) -> Iterator[TrackedAgreement]:
    """The agreements of this model that another state's agency of the very name signed as the spell left."""
    name = spell.agency.root().name
    if name is None:
        return
    for agreement in agreements:
        other = agreement.agency.name
        days = (publication.published_date - agreement.first_publication.published_date).days
        if (
            agreement.model == spell.model
            and agreement.pending_since is None
            and agreement.spells[0][0] != 0  # what the first list has was signed nobody knows when
            and abs(days) <= DAYS
            and agreement.first_publication.order >= spell.first.order
            and other is not None
            and is_one_name(name, other)
        ):
            yield agreement


def mend(book: AgencyBook, spell: PendingSpell, right: Agency, publication: Publication) -> None:
    """The spell's agency was the other all along: read as one, with the reason beside it."""
    wrong = spell.agency.root()
    assert wrong.name is not None and right.name is not None
    book.decide(
        "same_agency",
        "same",
        "state_misprinted",
        1.0,
        f"{wrong.name.printed}, {wrong.name.state}",
        f"{right.name.printed}, {right.name.state}",
        right,
        publication,
        f"{wrong.name.base} is no place of {wrong.name.state} and one of {right.name.state}; same model, one gone as the "
        "other comes",
    )
    book.merge(wrong, right, publication)
    spell.state = right.name.state


def doubt(spell: PendingSpell, other: Agency, publication: Publication) -> Candidate:
    """Two agencies of one name in two states, one gone as the other comes, where both states have such a place."""
    agency = spell.agency.root()
    assert agency.name is not None and other.name is not None
    said = (
        f"{agency.name.printed!r} left the pending list of {agency.name.state} within {DAYS} days of an agreement of "
        f"{other.name.printed!r} in {other.name.state}: the state may be misprinted, and no rule decides"
    )
    return Candidate("same_agency", agency, other, 1.0, said, publication, spell)
