"""Quick pickling for records with slots: as their class and values, not field by field."""

from __future__ import annotations

from typing import Any


class Plain:
    """A mixin for frozen dataclasses with slots that a build keeps by the ten thousand."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple([getattr(self, name) for name in _slots(type(self))])


class Linked:
    """A mixin for dataclasses with slots that refer to each other: pickled by their values, without the names."""

    __slots__ = ()

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in _slots(type(self))])

    def __setstate__(self, values: tuple[Any, ...]) -> None:
        for name, value in zip(_slots(type(self)), values, strict=True):
            setattr(self, name, value)


def _slots(record: type) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(record, "__slots__", ())
    return names
