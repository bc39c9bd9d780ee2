"""A view of the roster: its filters, under one name each in library, command and address.

An address is read by the same rules in the browser (`web/src/roster.ts`): `?state=FL&kind=sheriff&as-of=2025-12-12`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

from deputized.model.days import maybe_day
from deputized.model.kinds import model_code
from deputized.places.lookup import find_county, state_code

STATUSES = ("listed", "pending", "left", "announced", "never", "unclear")
"""How a body stands on a day, each in one: with an agreement in force; none in force and one pending; none any more;
announced as pending once and never listed; on no list we hold; not found on one, and maybe there under another name."""
DEFAULT_STATUS = ("listed",)
OFF_LIST = ("never", "unclear")
RURALITIES = ("metro", "adjacent", "remote", "unknown")
BOUND = ("yes", "unclear", "no", "none")
"""Whether the state's mandate binds the body: yes, cannot be told, no; none where the state has no such law."""
SORTS = ("name", "state", "signed", "listed", "people", "officers", "miles")
MOST_MILES = 1000
MANY = ("state", "model", "kind", "status", "rurality", "bound")
"""Filters that take several values, any of which will do."""


@dataclass(frozen=True, slots=True)
class View:
    """Filters and order. Empty means no filter, except `status`, which is `listed` unless told."""

    state: tuple[str, ...] = ()
    county: str = ""
    near: str = ""
    miles: int = 0
    model: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = DEFAULT_STATUS
    signed_from: str = ""
    signed_to: str = ""
    rurality: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    as_of: str = ""
    known_on: str = ""
    name: str = ""
    sort: str = "state"

    @classmethod
    def of(cls, **given: object) -> View:
        """A view from values as people write them; None and empty are no filter. ValueError or LookupError names
        the filter that cannot be read."""
        known = {f.name for f in fields(cls)}
        if unknown := sorted(set(given) - known):
            raise ValueError(f"{', '.join(unknown)}: no such filter; filters are {', '.join(sorted(known))}")
        asked = {k: v for k, v in given.items() if v not in (None, "", (), [])}
        out: dict[str, Any] = {}
        for key, value in asked.items():
            out[key] = _READ[key](key, value)
        if out.get("near") and not out.get("miles"):
            out["miles"] = 50
        if out.get("miles") and not out.get("near"):
            raise ValueError("miles: from where? give near too, as in near 'Del Rio, TX'")
        first, last = out.get("signed_from", ""), out.get("signed_to", "")
        if first and last and str(first) > str(last):
            raise ValueError(f"nothing is signed between {first} and {last}: the first day is after the last")
        return cls(**out)

    @classmethod
    def read(cls, address: str) -> View:
        """A view from the part of an address after its question mark."""
        found = parse_qs(address.lstrip("?"), keep_blank_values=False)
        given: dict[str, object] = {}
        for key, values in found.items():
            given[key.replace("-", "_")] = values if key in MANY else values[-1]
        return cls.of(**given)

    @property
    def address(self) -> str:
        """The view as the part of an address after its question mark, filters in one order; empty for the plain view."""
        said: list[tuple[str, str]] = []
        for f in fields(self):
            value = getattr(self, f.name)
            if value == f.default:
                continue
            said.append(
                (f.name.replace("_", "-"), ",".join(value) if isinstance(value, tuple) else str(value))
            )
        return urlencode(said, quote_via=quote, safe=",:")

    @property
    def command(self) -> str:
        """The command that answers the same."""
        words = ["deputized agencies"]
        for f in fields(self):
            value = getattr(self, f.name)
            if value != f.default:
                text = ",".join(value) if isinstance(value, tuple) else str(value)
                words.append(f"--{f.name.replace('_', '-')}{_shell(text)}")
        return " ".join(words)


_PLAIN = re.compile(r"[A-Za-z0-9,_][A-Za-z0-9,_-]*")


def _shell(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return f" {text}"
    quoted = text.replace("'", "'\\''")
    return f"='{quoted}'"


Reader = Callable[[str, Any], Any]


def _several(value: object) -> list[str]:
    some: Sequence[object] = value if isinstance(value, list | tuple) else [value]
    return [part.strip() for one in some for part in str(one).split(",") if part.strip()]


def _states(_key: str, value: object) -> tuple[str, ...]:
    return tuple(sorted({state_code(v) or "" for v in _several(value)}))


def _models(_key: str, value: object) -> tuple[str, ...]:
    return tuple(
        sorted({"HYBRID" if v.upper() == "HYBRID" else (model_code(v) or "") for v in _several(value)})
    )


def _kinds(_key: str, value: object) -> tuple[str, ...]:
    return tuple(sorted({v.casefold() for v in _several(value)}))


def _among(choices: Sequence[str]) -> Reader:
    def read(key: str, value: object) -> tuple[str, ...]:
        some = {v.casefold() for v in _several(value)}
        if "all" in some:
            return tuple(choices)
        if wrong := sorted(some - set(choices)):
            raise ValueError(f"{', '.join(wrong)}: {key} is one of {', '.join(choices)} or all")
        return tuple(c for c in choices if c in some)

    return read


def _county(_key: str, value: object) -> str:
    return find_county(value if isinstance(value, int) else str(value)).fips


def _day(key: str, value: Any) -> str:
    day = maybe_day(value, key)
    return day.isoformat() if day else ""


def _miles(key: str, value: object) -> int:
    try:
        found = int(str(value))
    except ValueError:
        raise ValueError(f"{value}: {key} is a whole number of miles") from None
    if not 1 <= found <= MOST_MILES:
        raise ValueError(f"{value}: {key} is from 1 to {MOST_MILES:,}")
    return found


def _text(_key: str, value: object) -> str:
    return " ".join(str(value).split())[:100]


def _sort(key: str, value: object) -> str:
    text = str(value).strip().casefold()
    if text.removeprefix("-") not in SORTS:
        raise ValueError(f"{value}: {key} is one of {', '.join(SORTS)}, with - before it for the other way")
    return text


_READ: Mapping[str, Reader] = {
    "state": _states, "county": _county, "near": _text, "miles": _miles, "model": _models, "kind": _kinds,
    "status": _among(STATUSES), "signed_from": _day, "signed_to": _day, "rurality": _among(RURALITIES),
    "bound": _among(BOUND), "as_of": _day, "known_on": _day, "name": _text, "sort": _sort,
}  # fmt: skip
