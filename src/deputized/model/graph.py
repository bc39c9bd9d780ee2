"""Objects that refer to each other, as data: JSON of values and numbers, from which nothing but given classes is made.

`dump` numbers every value it meets once; an object is then a row of numbers, its fields in order. `load` makes the
objects first and fills them afterwards, so that circles are no trouble. No name in the data is ever looked up: classes
are told by their place in the caller's own list, so a file from elsewhere can at worst be refused.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from operator import attrgetter
from typing import Any

FIXED = (None, False, True)
CONTAINERS = ("tuple", "list", "set", "frozenset", "dict")
"""Kinds of container by their code; given classes come behind, then dictionaries with a default of each."""


class GraphError(ValueError):
    """Data that is no graph of the classes given."""


def dump(root: object, classes: Sequence[type]) -> bytes:
    """The object and all it reaches, as JSON. Raises TypeError for an object of a class not given."""
    return _Writer(classes).write(root)


def load(data: bytes, classes: Sequence[type]) -> Any:
    """What `dump` wrote with the same classes. Raises GraphError if the data is anything else."""
    try:
        return _read(json.loads(data), classes)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError) as error:
        raise GraphError(f"the data does not hold together ({error})") from error


class _Writer:
    """Numbers values in the order met and keeps the rows of each kind of object."""

    def __init__(self, classes: Sequence[type]) -> None:
        self.codes: dict[type, int] = {
            kind: n for n, kind in enumerate((tuple, list, set, frozenset, dict, *classes))
        }
        self.classes = classes
        self.parts: dict[type, Callable[[Any], Iterable[object]]] = {
            kind: _parts(kind) for kind in classes if not issubclass(kind, Enum)
        }
        self.fixed: dict[object, int] = {value: n for n, value in enumerate(FIXED)}
        self.plain: dict[type, dict[Any, int]] = {str: {}, int: {}, float: {}, date: {}}
        self.enums: dict[Any, int] = {}
        self.objects: dict[int, int] = {}
        self.kept: list[object] = []  # an object's id is its own only while it lives
        self.count = len(FIXED)
        self.waiting: list[tuple[object, int, list[Any]]] = []
        self.groups: dict[int, list[Any]] = {}

    def write(self, root: object) -> bytes:
        first = self.number(root)
        while self.waiting:
            value, number, group = self.waiting.pop()
            part_of = self.parts.get(type(value), _flat)
            group.append((number, list(map(self.number, part_of(value)))))
        strings, integers, floats, dates = (self.plain[kind] for kind in (str, int, float, date))
        found = {
            "root": first,
            "count": self.count,
            "strings": [list(strings), list(strings.values())],
            "integers": [list(integers), list(integers.values())],
            "floats": [list(floats), list(floats.values())],
            "dates": [[d.toordinal() for d in dates], list(dates.values())],
            "enums": [[[self.codes[type(e)], e.value] for e in self.enums], list(self.enums.values())],
            "groups": [
                [code, [n for n, _ in rows], [len(r) for _, r in rows], [x for _, r in rows for x in r]]
                for code, rows in sorted(self.groups.items())
            ],
        }
        return json.dumps(found, separators=(",", ":"), allow_nan=False).encode("utf-8", "surrogatepass")

    def number(self, value: Any) -> int:
        kind = type(value)
        table = self.plain.get(kind)
        if table is not None:
            known = table.get(value)
            if known is None:
                known = table[value] = self._next()
            return known
        if value is None or kind is bool:
            return self.fixed[value]
        known = self.objects.get(id(value))
        if known is not None:
            return known
        if isinstance(value, Enum):
            if value not in self.enums:
                self._code(kind)
                self.enums[value] = self._next()
            return self.enums[value]
        return self._object(value, kind)

    def _next(self) -> int:
        self.count += 1
        return self.count - 1

    def _object(self, value: Any, kind: type) -> int:
        if kind is defaultdict:
            factory = value.default_factory
            code = -1 - self._code(factory)
        else:
            code = self._code(kind)
        group = self.groups.setdefault(code, [])
        self.kept.append(value)
        if isinstance(value, (tuple, frozenset)):  # made whole at once: what is in them comes first
            row = [self.number(part) for part in value]
            number = self.objects[id(value)] = self._next()
            group.append((number, row))
        else:
            number = self.objects[id(value)] = self._next()
            self.waiting.append((value, number, group))
        return number

    def _code(self, kind: type) -> int:
        try:
            return self.codes[kind]
        except KeyError:
            raise TypeError(f"{kind.__qualname__} is no class of this graph") from None


def _parts(kind: type) -> Callable[[Any], Iterable[object]]:
    """What reads the fields of a class's objects, in order."""
    if not is_dataclass(kind):
        return lambda value: value
    names = [field.name for field in fields(kind)]
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names)


def _flat(value: Any) -> Iterable[object]:
    if isinstance(value, dict):
        return (x for pair in value.items() for x in pair)
    return value  # type: ignore[no-any-return]


def _read(found: Any, classes: Sequence[type]) -> Any:
    count = found["count"]
    if type(count) is not int or not 0 <= count <= 10**8:
        raise GraphError("no number of values")
    table: list[Any] = [*FIXED]
    numbers = sum(len(found[k][1]) for k in ("strings", "integers", "floats", "dates", "enums"))
    numbers += sum(len(group[1]) for group in found["groups"])
    if numbers + len(FIXED) != count:
        raise GraphError("the number of values is another")
    table += [None] * numbers
    kinds: tuple[Any, ...] = (tuple, list, set, frozenset, dict, *classes)
    for name, make in (("strings", str), ("integers", int), ("floats", float), ("dates", date.fromordinal)):
        for value, number in zip(*found[name], strict=True):
            table[number] = make(value)
    for (code, value), number in zip(*found["enums"], strict=True):
        if not issubclass(kinds[code], Enum):
            raise GraphError("no such enumeration")
        table[number] = kinds[code](value)
    groups = [_Group(group, kinds) for group in found["groups"]]
    for group in groups:
        group.make_shells(table)
    _make_whole([group for group in groups if group.is_whole], table)
    hashed = []
    for group in groups:
        if not group.is_whole:
            if group.needs_hashes:
                hashed.append(group)
            else:
                group.fill(table)
    for group in hashed:
        group.fill(table)
    return table[found["root"]]


class _Group:
    """The objects of one kind: their numbers, and what is in each."""

    def __init__(self, group: Any, kinds: tuple[Any, ...]) -> None:
        code, self.numbers, lengths, flat = group
        if type(code) is not int:
            raise GraphError("a kind of object is no number")
        self.factory = kinds[-1 - code] if code < 0 else None
        self.kind: Any = dict if code < 0 else kinds[code]
        if isinstance(self.kind, type) and issubclass(self.kind, Enum):
            raise GraphError("an enumeration has no fields")
        self.is_record = is_dataclass(self.kind)
        self.is_whole = issubclass(self.kind, (tuple, frozenset))
        self.needs_hashes = self.kind in (dict, set)
        self.rows: list[list[int]] = []
        at = 0
        for length in lengths:
            self.rows.append(flat[at : at + length])
            at += length
        if at != len(flat) or len(self.rows) != len(self.numbers) or any(n < 0 for n in lengths):
            raise GraphError("rows of another length")

    def make_shells(self, table: list[Any]) -> None:
        """Empty objects in their places, for others to refer to."""
        if self.is_whole:
            return
        if self.factory is not None:
            for number in self.numbers:
                table[number] = defaultdict(self.factory)
        else:
            make = self.kind.__new__ if self.is_record else self.kind
            for number in self.numbers:
                table[number] = make(self.kind) if self.is_record else make()

    def fill(self, table: list[Any]) -> None:
        """Put into each object what belongs in it."""
        get = table.__getitem__
        if self.is_record:
            names = [field.name for field in fields(self.kind)]
            if any(len(row) != len(names) for row in self.rows):
                raise GraphError("fields of another number")
            objects = [table[n] for n in self.numbers]
            for name, column in zip(names, zip(*self.rows, strict=True), strict=False):
                put = getattr(self.kind, name).__set__  # the slot itself: frozen records are filled too
                deque(map(put, objects, map(get, column)), maxlen=0)
            return
        for number, row in zip(self.numbers, self.rows, strict=True):
            values = list(map(get, row))
            if self.kind is dict:
                table[number].update(zip(values[::2], values[1::2], strict=True))
            elif self.kind is set:
                table[number].update(values)
            else:
                table[number].extend(values)


def _make_whole(groups: Iterable[_Group], table: list[Any]) -> None:
    """Tuples and their like, in the order they were numbered: what is in one comes before it."""
    rows = [
        (number, group.kind, row)
        for group in groups
        for number, row in zip(group.numbers, group.rows, strict=True)
    ]
    get = table.__getitem__
    for number, kind, row in sorted(rows, key=lambda r: r[0]):
        values = map(get, row)
        table[number] = kind(values) if kind in (tuple, frozenset) else kind(*values)
