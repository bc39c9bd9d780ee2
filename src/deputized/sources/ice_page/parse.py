"""The table of ICE's 287(g) page, in any container it has come in."""

from __future__ import annotations

from deputized.model.publications import ListKind
from deputized.sources.parsed import Parsed
from deputized.sources.tables import parse_ice_list


def parse(name: str, data: bytes) -> Parsed:
    """The rows of one list. Raises ReadError for what is no such list."""
    return parse_ice_list("ice_page", ListKind.WEBPAGE, name, data)
