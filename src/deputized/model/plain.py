"""Quick pickling for frozen records with slots: as their class and values, not field by field."""

from __future__ import annotations

from typing import Any


class Plain:
    """A mixin for frozen dataclasses with slots that a build keeps by the ten thousand."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        names: tuple[str, ...] = getattr(type(self), "__slots__", ())
        return type(self), tuple(getattr(self, name) for name in names)
