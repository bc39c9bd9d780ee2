"""Parameters of a question: declared once, read strictly, described in the API's own document."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deputized.api.problems import Refusal
from deputized.model.days import DayError, day_of

LONGEST = 400  # characters of one parameter, unless it says otherwise
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter. `kind`: text, day, count (a whole number), number, flag or choice."""

    name: str
    kind: str
    says: str
    required: bool = False
    choices: tuple[str, ...] = ()
    most: float = 1_000_000_000
    least: float = 0
    longest: int = LONGEST
    in_path: bool = False

    def schema(self) -> dict[str, Any]:
        """The parameter as JSON Schema."""
        if self.kind == "choice":
            return {"type": "string", "enum": list(self.choices)}
        if self.kind in ("count", "number"):
            kind = "integer" if self.kind == "count" else "number"
            return {"type": kind, "minimum": self.least, "maximum": self.most}
        if self.kind == "flag":
            return {"type": "boolean"}
        if self.kind == "day":
            return {"type": "string", "format": "date"}
        return {"type": "string", "minLength": 1, "maxLength": self.longest}

    def read(self, text: str) -> Any:
        """The value that is meant. Raises `Refusal` for one that cannot be."""
        try:
            return self._read(text)
        except (ValueError, OverflowError) as error:
            raise Refusal("bad_parameter", f"{self.name}: {error}", parameter=self.name) from error

    def _read(self, text: str) -> Any:
        if len(text) > self.longest:
            raise ValueError(f"longer than {self.longest} characters")
        if any(ord(c) < 32 and c not in "\n\t" for c in text) or any(0xD800 <= ord(c) < 0xE000 for c in text):
            raise ValueError("has characters that no text has")
        text = text.strip()
        if not text:
            raise ValueError("is empty; leave it out, or give a value")
        if self.kind == "day":
            return _day(text)
        if self.kind == "choice":
            found = {c.casefold(): c for c in self.choices}.get(text.casefold())
            if found is None:
                raise ValueError(f"{text[:40]!r} is none of {', '.join(self.choices)}")
            return found
        if self.kind == "flag":
            if text.casefold() not in ("true", "false", "1", "0"):
                raise ValueError(f"{text[:40]!r} is neither true nor false")
            return text.casefold() in ("true", "1")
        if self.kind in ("count", "number"):
            return self._number(text)
        return text

    def _number(self, text: str) -> float:
        try:
            value = int(text) if self.kind == "count" else float(text)
        except ValueError:
            raise ValueError(
                f"{text[:40]!r} is no {'whole number' if self.kind == 'count' else 'number'}"
            ) from None
        if not math.isfinite(value) or not self.least <= value <= self.most:
            raise ValueError(f"{text[:40]} is not between {self.least:g} and {self.most:g}")
        return value


def _day(text: str) -> str:
    try:
        return day_of(text).isoformat()
    except DayError as error:
        raise ValueError(str(error)) from error


def read_all(
    params: Sequence[Param], path: Mapping[str, str], query: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Every parameter's value; None for one not given. Raises `Refusal` for one unknown, given twice or missing."""
    asked = {p.name: p for p in params}
    given: dict[str, str] = {}
    for name, text in (*path.items(), *query):
        if name not in asked or (asked[name].in_path and name not in path):
            known = ", ".join(p.name for p in params if not p.in_path)
            raise Refusal(
                "unknown_parameter",
                f"{name[:40]!r} is no parameter of this question; it takes {known}",
                parameter=name[:40],
            )
        if name in given:
            raise Refusal("bad_parameter", f"{name}: given twice; give it once", parameter=name)
        given[name] = text
    values = {name: asked[name].read(text) for name, text in given.items()}
    for param in params:
        if param.required and param.name not in values:
            raise Refusal("missing_parameter", f"give {param.name}: {param.says}", parameter=param.name)
        values.setdefault(param.name, None)
    return values
