"""Lists named in tests by kind, day and part of day, where the hash at the end of an id says nothing to a reader."""

from __future__ import annotations

import re


def bare(publication_id: str) -> str:
    """A list's id without the start of its hash."""
    return re.sub(r"-[0-9a-f]{8}$", "", publication_id)
