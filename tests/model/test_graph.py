"""Graphs of objects as data: what is written comes back, and nothing else is ever made."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputized.model.graph import GraphError, dump, load


class Kind(StrEnum):
    A = "a"


class Spot(NamedTuple):
    row: int
    name: str


@dataclass(slots=True, eq=False)
class Node:
    name: str
    links: list[Node]
    seen: object = None


@dataclass(frozen=True, slots=True)
class Leaf:
    day: date
    parts: tuple[object, ...]


CLASSES = (Node, Leaf, Spot, Kind)
PLAIN = st.integers() | st.text(max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.just(Kind.A)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(PLAIN, inner)
    | st.frozensets(st.text()) | st.sets(st.dates()) | st.builds(Leaf, st.dates(), st.tuples(inner)),
)  # fmt: skip


def typed(value: object) -> object:
    """A value's types all the way down: True is not 1, a tuple no list."""
    if isinstance(value, Leaf):
        return Leaf, typed(value.day), typed(value.parts)
    if isinstance(value, dict):
        return dict, [(typed(k), typed(v)) for k, v in value.items()]
    if isinstance(value, (list, tuple)):
        return type(value), [typed(v) for v in value]
    return type(value)


@given(VALUES)
def test_what_is_written_comes_back(value: object) -> None:
    back = load(dump(value, CLASSES), CLASSES)
    assert back == value and typed(back) == typed(value)


def test_circles_and_shared_objects_stay_what_they_are() -> None:
    a, b = Node("a", []), Node("b", [])
    a.links += [b, a]
    b.links, b.seen = a.links, defaultdict(list, {(a, 1): [a]})
    back = load(dump(a, CLASSES), CLASSES)
    other = back.links[0]
    assert back.links[1] is back and other.links is back.links
    assert isinstance(other.seen, defaultdict) and other.seen["new"] == [] and other.seen[back, 1] == [back]


def test_an_object_of_another_class_is_not_written() -> None:
    for value in (object(), [print], Spot, b"bytes", defaultdict(lambda: 1)):
        with pytest.raises(TypeError):
            dump(value, CLASSES)


def test_anything_else_is_refused() -> None:
    """Any slip in the data is refused with one error, or gives objects of the classes given and no others."""
    good = json.loads(
        dump(Node("a", [Node("b", [])], {"x": (Leaf(date(2025, 1, 1), (Spot(1, "y"),)), Kind.A)}), CLASSES)
    )
    chance = random.Random(7)
    refused = 0
    for _ in range(400):
        bad = json.loads(json.dumps(good))
        at: object = bad
        while isinstance(at, (dict, list)) and at:
            key = chance.choice(list(at) if isinstance(at, dict) else range(len(at)))  # type: ignore[call-overload]
            if not isinstance(at[key], (dict, list)) or not at[key] or chance.random() < 0.2:  # type: ignore[index,call-overload]
                at[key] = chance.choice([None, -1, 10**9, "print", [], {}, [[0]], 2.5, True])  # type: ignore[index,call-overload]
                break
            at = at[key]  # type: ignore[index,call-overload]
        try:
            load(json.dumps(bad).encode(), CLASSES)
        except GraphError:
            refused += 1
    assert refused > 200
