"""When two printings of one agency and model are one agreement, and when the second is a renewal."""

from __future__ import annotations

from datetime import timedelta

from deputized.model.publications import Publication
from deputized.registry.rows import Row

RENEWAL_DAYS = 60
"""A new signing day less than this after the old one, on a row that never left, corrects it."""
LONG_DAYS = 300
"""So far apart, with two different documents, the second was signed anew however late it was listed."""
RECENT_DAYS = 60


def same_signing(a: Row, b: Row) -> bool:
    """Both print the same readable signing day."""
    return a.signed is not None and a.signed == b.signed


def same_document(a: Row, b: Row) -> bool:
    """Both link to one MOA file, and neither link is known to lead to another agency's."""
    return (
        a.moa_file is not None
        and a.moa_file == b.moa_file
        and "moa_refused" not in a.notes
        and "moa_refused" not in b.notes
    )


def is_renewal(old: Row, new: Row, previous: Publication | None) -> bool:
    """Whether a row of the same agency and model was signed again, rather than re-dated.

    It was, if the new day is well after the old, the old agreement had its document posted, and the new row
    shows another (or none yet) while its day is recent, or the two days are years apart.
    """
    if old.signed is None or new.signed is None or previous is None:
        return False
    if new.signed - old.signed < timedelta(days=RENEWAL_DAYS) or old.moa_file is None:
        return False
    if same_document(old, new) or (old.signed.month, old.signed.day) == (new.signed.month, new.signed.day):
        return False
    if new.signed >= previous.published_date - timedelta(days=RECENT_DAYS):
        return True
    return new.moa_file is not None and new.signed - old.signed >= timedelta(days=LONG_DAYS)
