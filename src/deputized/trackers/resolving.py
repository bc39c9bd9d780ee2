"""Which of our bodies a row of another tracker means: by name and state, its county and ORI where they decide, never a neighbor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputized.places.lookup import PlaceError, county_as_printed, state_code
from deputized.resolver import Ask, Exact, KnownBody, resolver_of

if TYPE_CHECKING:
    from deputized.library.registry import Registry


@dataclass(frozen=True, slots=True)
class Meant:
    """The body a row means, or why it cannot be told; `may_be` are those it may be."""

    body: KnownBody | None
    how: str
    may_be: tuple[KnownBody, ...] = ()


class Meanings:
    """Rows' bodies, each wording resolved once."""

    def __init__(self, registry: Registry) -> None:
        self._resolver = resolver_of(registry.db)
        self._held: dict[tuple[str, ...], Meant] = {}

    def of(self, said: Mapping[str, str]) -> Meant:
        """The body that a row's fields mean."""
        key = tuple(said.get(f, "") for f in ("agency", "state", "county", "ori"))
        if key not in self._held:
            self._held[key] = self._resolve(*key)
        return self._held[key]

    def _resolve(self, name: str, state: str, county: str, ori: str) -> Meant:
        try:
            postal = state_code(state) if state else None
        except ValueError:
            return Meant(None, f"{state!r} is no state we know")
        coded = self._by_ori(ori, postal)
        found = self._resolver.resolve(name, postal)
        if isinstance(found, Exact):
            if (
                coded is not None
                and coded.ori != found.body.ori
                and coded is not found.body
                and found.body.ori
            ):
                return Meant(None, "name and ORI are of two bodies", (found.body, coded))
            return Meant(found.body, found.how)
        if isinstance(found, Ask):
            some = found.candidates
            if coded is not None:
                if any(b.ori == coded.ori for b in some):
                    return Meant(coded, "name and ORI")
                return Meant(None, "the ORI is of none of the bodies the name may mean", (*some, coded))
            here = [b for b in some if found.exact and self._is_in(b, county)]
            if len(here) == 1:
                return Meant(here[0], "name and county")
            why = "several bear that name" if found.exact else "no body bears that name; some are near"
            return Meant(None, why, some)
        if coded is not None:
            return Meant(None, "the ORI is of a body that does not bear the name", (coded,))
        return Meant(None, "no body of ours bears the name")

    def _by_ori(self, ori: str, state: str | None) -> KnownBody | None:
        if not ori:
            return None
        found = self._resolver.resolve(ori, state)
        return found.body if isinstance(found, Exact) and found.how.upper() == "ORI" else None

    def _is_in(self, body: KnownBody, county: str) -> bool:
        if not county:
            return False
        try:
            return county_as_printed(f"{county}, {body.state}").fips in body.county_fips
        except PlaceError:
            return False
