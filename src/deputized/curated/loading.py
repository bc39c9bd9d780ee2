"""Reads a curated file and holds every entry to its shape: a wrong key, value or day is one error with file and line."""

from __future__ import annotations

import csv
import difflib
import re
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import yaml

from deputized.curated.shapes import SHAPES, Strict

_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PATH = re.compile(r" - at `\$\.?(\w*)[^`]*`$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class CuratedError(ValueError):
    """A curated file is not as it must be; the message names file, line, key and what is allowed."""


class CuratedEntry(dict[str, Any]):
    """One entry as it is written, with the line it begins on and the line of each of its keys."""

    line = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: dict[str, int] = {}


class _Loader(_SAFE):  # type: ignore[misc]
    """Reads data alone: days as they are written, mappings with their lines, no key twice."""


def _mapping(loader: Any, node: yaml.MappingNode) -> CuratedEntry:
    found = CuratedEntry()
    found.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if not isinstance(key, str) or key in found:
            wrong = "stands twice in one entry" if isinstance(key, str) else "is no word"
            raise CuratedError(f"line {line}: the key {str(key)[:60]!r} {wrong}")
        found.lines[key] = line
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def read(path: Path, shape: type[Strict] | None = None) -> list[CuratedEntry]:
    """The entries of a file, each as its shape says; by the file's name where none is given. Raises CuratedError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CuratedError(
            f"{path}: cannot be read as UTF-8 text ({error}); restore it from the repository"
        ) from error
    return parse(text, path.name, shape)


def parse(text: str, name: str, shape: type[Strict] | None = None) -> list[CuratedEntry]:
    """The entries of a text that stands in a file of this name."""
    shape = shape or SHAPES.get(name)
    entries = _rows(text, name, shape) if name.endswith(".csv") else _entries(text, name)
    if shape is not None:
        for entry in entries:
            hold(entry, shape, name, is_text=name.endswith(".csv"))
    return entries


@cache
def _fields(shape: type[Strict]) -> dict[str, Any]:
    return {f.encode_name: f for f in msgspec.structs.fields(shape)}


@cache
def _allowed_in(shape: type[Strict], key: str) -> str:
    return _allowed(_fields(shape)[key].type)


def hold(entry: CuratedEntry, shape: type[Strict], name: str, *, is_text: bool = False) -> None:
    """Raises CuratedError if an entry is not as its shape says."""
    fields = _fields(shape)
    identity = next(
        (str(entry[k]) for k in ("id", "judgement_id", "agency", "rule", "name") if entry.get(k)), ""
    )

    def refuse(key: str, wrong: str) -> CuratedError:
        who = f" ({identity[:60]})" if identity else ""
        return CuratedError(f"{name}, line {entry.lines.get(key, entry.line)}{who}, {key}: {wrong}")

    given = {k: v for k, v in entry.items() if not (is_text and v == "")}
    for key in given:
        if key not in fields:
            near = difflib.get_close_matches(key, fields, 1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise refuse(key, f"is not a key of this file{meant} Allowed: {', '.join(fields)}")
    missing = [k for k, f in fields.items() if f.required and k not in given]
    if missing:
        raise refuse(
            missing[0],
            f"{', '.join(missing)} missing; every entry needs {'it' if len(missing) == 1 else 'them'}",
        )
    try:
        msgspec.convert(given, shape, strict=not is_text)
    except msgspec.ValidationError as error:
        key = found[1] if (found := _PATH.search(str(error))) else ""
        allowed = _allowed_in(shape, key) if key in fields else str(error)
        raise refuse(
            key or "entry", f"{str(given.get(key))[:80]!r} is not allowed; it must be {allowed}"
        ) from None
    for key, value in given.items():
        allowed = _allowed_in(shape, key)
        if allowed.startswith("a day") and _DAY.fullmatch(str(value)) and not _is_day(str(value)):
            raise refuse(key, f"{value!r} is no day of the calendar; it must be {allowed}")


def schemas() -> dict[str, dict[str, Any]]:
    """A JSON Schema for each file, by its name: of the whole list of entries."""
    return {
        name: {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(list[shape])}  # type: ignore[valid-type]
        for name, shape in SHAPES.items()
    }


def _allowed(kind: Any) -> str:
    """A type in words: what its description says, or the words to choose from."""
    info = msgspec.inspect.type_info(kind)
    options = getattr(info, "types", (info,))
    told = []
    for option in options:
        if isinstance(option, msgspec.inspect.Metadata):
            told.append(str((option.extra_json_schema or {}).get("description", "text")))
        elif isinstance(option, msgspec.inspect.LiteralType):
            told.append("one of " + ", ".join(map(str, option.values)))
        elif isinstance(option, msgspec.inspect.ListType):
            told.append("a list")
        elif isinstance(option, msgspec.inspect.BoolType):
            told.append("true or false")
        else:
            told.append("text; put it in quotes")
    return " or ".join(told)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _entries(text: str, name: str) -> list[CuratedEntry]:
    try:
        entries = yaml.load(text, Loader=_Loader)
    except CuratedError as error:
        raise CuratedError(f"{name}, {error}; mend it there") from error
    except (yaml.YAMLError, ValueError) as error:
        raise CuratedError(
            f"{name}: it cannot be read as YAML; mend it there: {' '.join(str(error).split())}"
        ) from error
    if entries is None:
        return []
    if not isinstance(entries, list):
        raise CuratedError(f"{name}: it must be a list of entries, each begun with a dash")
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, CuratedEntry):
            raise CuratedError(
                f"{name}: entry {number} is not a mapping of keys to values: {str(entry)[:60]!r}"
            )
    return entries


def _rows(text: str, name: str, shape: type[Strict] | None) -> list[CuratedEntry]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    found: list[CuratedEntry] = []
    try:
        header = next(reader, [])
        _check_header(header, name, shape)
        begun = reader.line_num + 1
        for cells in reader:
            line, begun = begun, reader.line_num + 1
            if not cells:
                continue
            if len(cells) != len(header):
                raise CuratedError(
                    f"{name}, line {line}: {len(cells)} fields under {len(header)} columns; put a text with commas in quotes"
                )
            entry = CuratedEntry(zip(header, (c.strip() for c in cells), strict=True))
            entry.line = line
            found.append(entry)
    except csv.Error as error:
        raise CuratedError(f"{name}, line {reader.line_num}: not a CSV row ({error})") from error
    return found


def _check_header(header: list[str], name: str, shape: type[Strict] | None) -> None:
    if shape is None:
        return
    fields = [f.encode_name for f in msgspec.structs.fields(shape)]
    for column in header:
        if column not in fields or header.count(column) > 1:
            near = difflib.get_close_matches(column, fields, 1)
            meant = f"; did you mean {near[0]}?" if near else ""
            wrong = "stands twice" if header.count(column) > 1 else f"is not a column of this file{meant}"
            raise CuratedError(f"{name}, line 1, {column}: {wrong} Allowed: {', '.join(fields)}")
    if missing := [f for f in fields if f not in header]:
        raise CuratedError(
            f"{name}, line 1, {missing[0]}: the column is missing; the columns are {', '.join(fields)}"
        )
