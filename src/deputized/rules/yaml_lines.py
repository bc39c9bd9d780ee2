"""YAML whose every mapping knows the line it begins on, so that a refusal can name file and line."""

from __future__ import annotations

from typing import Any

import yaml

from deputized.registry.curation import curation_folder
from deputized.rules.sources import RulesError

_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Lined(dict[str, Any]):
    """A mapping of a YAML file. `line` counts from 1."""

    line = 0


class _Loader(_SAFE):  # type: ignore[misc]
    """Reads data alone, days as they are written, mappings with their lines."""


def _mapping(loader: Any, node: yaml.MappingNode) -> Lined:
    found = Lined(loader.construct_mapping(node, deep=True))
    found.line = node.start_mark.line + 1
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def read_lined(name: str) -> list[Lined]:
    """The entries of a YAML file of curation/. Raises RulesError if it is none."""
    path = curation_folder() / name
    try:
        return parse_lined(path.read_text(encoding="utf-8"), name)
    except OSError as error:
        raise RulesError(f"{path}: cannot be read ({error}); restore it from the repository") from error


def parse_lined(text: str, name: str) -> list[Lined]:
    """The entries of a YAML text called `name`. Raises RulesError if it is no list of mappings."""
    try:
        entries = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise RulesError(
            f"{name}: is no YAML ({error}); mend the line or restore it from the repository"
        ) from error
    if entries is None:
        return []
    if not isinstance(entries, list) or not all(isinstance(e, Lined) for e in entries):
        raise RulesError(f"{name}: it must be a list of entries")
    return entries


def place(name: str, entry: Any) -> str:
    """File, line and id of an entry, for a message."""
    line = getattr(entry, "line", 0)
    identity = entry.get("id") or entry.get("key") or entry.get("what") or "no id"
    return f"{name}, line {line} ({identity})" if line else f"{name} ({identity})"
