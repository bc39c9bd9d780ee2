"""What happened, one record per change, with the lists that bound it: the matter of feeds, digests and sentences."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from deputized.facts.changes import NEWS

DOCUMENTS = (
    "moa_posted", "moa_replaced", "moa_withdrawn", "addendum_posted", "addendum_replaced", "addendum_withdrawn",
)  # fmt: skip
PRINTING = (
    "renamed", "redated", "pending_renamed", "state_corrected", "county_corrected", "type_corrected",
    "duplicate_removed", "omitted",
)  # fmt: skip
"""Kinds that say how ICE prints a row, not who takes part. A row missing from some lists is among them once it is
back: until then it counts as delisted."""
PENDING = ("pending_listed", "pending_cleared")
RANK = {
    kind: n
    for n, kind in enumerate((*(k for k in NEWS if k not in PRINTING), *PENDING, *PRINTING, *DOCUMENTS))
}

HAPPENINGS = """
-- one row per event that stands. That a pending agreement is now listed is told with its listing; a pending row that
-- was moved without a change of its words is left out, since there is nothing to tell
SELECT e.event_id, e.kind, e.date, e.known_from, p.position, e.publication_id, p.kind AS list_kind,
       e.previous_publication_id AS previous_list, before.published_date AS previous_date,
       coalesce(e.state, g.state) AS state, coalesce(e.model, 'unknown') AS model, e.agency_id, g.name AS agency,
       e.agreement_id, e.before, e.after, signed.signed_date AS signed, spell.from_date AS pending_since,
       gone.from_date AS gone_from, back.to_date AS back_on
FROM events e JOIN publications p USING (publication_id) JOIN agencies g ON g.agency_id = e.agency_id
LEFT JOIN publications before ON before.publication_id = e.previous_publication_id
LEFT JOIN agreement_dates signed
  ON e.kind = 'listed' AND signed.agreement_id = e.agreement_id AND signed.from_publication_id = e.publication_id
LEFT JOIN events joined
  ON e.kind = 'listed' AND joined.agreement_id = e.agreement_id AND joined.publication_id = e.publication_id
  AND joined.kind = 'pending_executed' AND joined.known_to IS NULL
LEFT JOIN pending_spells spell ON spell.pending_id = joined.pending_id
LEFT JOIN agreement_spells gone
  ON e.kind = 'relisted' AND gone.agreement_id = e.agreement_id AND gone.to_publication_id = e.publication_id
  AND gone.state_of_list = 'absent'
LEFT JOIN agreement_spells back
  ON e.kind = 'omitted' AND back.agreement_id = e.agreement_id AND back.from_publication_id = e.publication_id
  AND back.state_of_list = 'absent'
WHERE e.known_to IS NULL AND e.kind <> 'pending_executed' AND NOT (e.kind = 'pending_renamed' AND e.before = e.after)
ORDER BY p.position DESC, e.event_id
"""

_STANDS = "e.known_to IS NULL AND e.kind <> 'pending_executed'"
_WAS = "e.known_to IS NOT NULL AND e.kind IN ('delisted', 'pending_cleared')"
TAKEN_BACK = (
    HAPPENINGS.replace("one row per event that stands", "one row per event that a later list took back")
    .replace(_STANDS, _WAS)
    .replace(
        "SELECT e.event_id, e.kind, e.date, e.known_from, p.position,",
        "SELECT e.event_id, e.kind, e.date, e.known_from,\n"
        "       (SELECT max(q.position) FROM publications q WHERE q.published_date = e.known_to) AS position,",
    )
    .replace("back.to_date AS back_on\n", "back.to_date AS back_on, e.known_to AS taken_back\n")
)
assert TAKEN_BACK.count(_WAS) == 1 and TAKEN_BACK.count("AS taken_back") == 1


@dataclass(frozen=True, slots=True)
class Happening:
    """One change between two of ICE's lists. Days are ISO text; `before` and `after` are as printed."""

    event_id: str
    kind: str
    date: str  # of the list that shows it
    known_from: str  # of the newest list it rests on
    position: int
    list_id: str
    list_kind: str  # participating, pending or webpage
    previous_list: str | None
    previous_date: str | None
    state: str
    model: str
    agency_id: str
    agency: str
    agreement_id: str | None
    before: str | None
    after: str | None
    signed: str | None  # SIGNED as read on that list, of a first listing
    pending_since: str | None  # first pending list that announced it, of a first listing
    gone_from: str | None  # first list without it, of a row that is back
    back_on: str | None  # first list with it again, of a row that was away
    taken_back: str | None = None  # day of the list that took it back: it was said, and stands no longer

    @property
    def told_on(self) -> str:
        """The day a reader could first be told: of the list that shows it, or of that which took it back."""
        return self.taken_back or self.date

    @property
    def is_news(self) -> bool:
        """Whether it changes who takes part or is announced; the rest says how ICE prints its rows."""
        return self.kind not in PRINTING and self.kind not in DOCUMENTS

    @property
    def is_document(self) -> bool:
        return self.kind in DOCUMENTS


def happenings(db: sqlite3.Connection) -> tuple[Happening, ...]:
    """Everything that stands, newest list first; within a list news first, then by state and agency."""
    found = [Happening(*row) for row in db.execute(HAPPENINGS)]
    found.sort(key=order)
    return tuple(found)


def taken_back(db: sqlite3.Connection) -> tuple[Happening, ...]:
    """What was said once and a later list took back: a row that was away for a while, an announcement that stood on."""
    return tuple(Happening(*row) for row in db.execute(TAKEN_BACK))


def order(h: Happening) -> tuple[int, int, str, str, str, str]:
    """Newest list first; within a list by kind, state, agency and model."""
    return -h.position, RANK[h.kind], h.state, h.agency, h.model, h.event_id
