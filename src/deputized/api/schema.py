"""The API's own document: OpenAPI 3.1, its schemas made from the frozen records of the library."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from deputized import __version__
from deputized.api.formats import TYPES
from deputized.api.problems import KINDS
from deputized.api.questions import QUESTIONS, Question
from deputized.model.tables import TABLES

_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean"}
_COLUMN = {
    "text": "string",
    "date": "string",
    "json": "string",
    "integer": "integer",
    "boolean": "integer",
    "real": "number",
}


@cache
def _names(module: str) -> dict[str, Any]:
    """Names a module's annotations may use, those it imports for type checkers alone too."""
    found = vars(importlib.import_module(module)).copy()
    tree = ast.parse(inspect.getsource(importlib.import_module(module)))
    for block in tree.body:
        if (
            isinstance(block, ast.If)
            and isinstance(block.test, ast.Name)
            and block.test.id == "TYPE_CHECKING"
        ):
            for node in block.body:
                if isinstance(node, ast.ImportFrom) and node.module:
                    home = importlib.import_module(node.module)
                    found |= {a.asname or a.name: getattr(home, a.name) for a in node.names}
    return found


def schema_of(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    """A type as JSON Schema; records go to `defs`."""
    if kind is Any or kind is object:
        return {}
    if kind is None or kind is type(None):
        return {"type": "null"}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [e.value for e in kind]}
    if kind in _SIMPLE:
        return {"type": _SIMPLE[kind]}
    if isinstance(kind, type) and issubclass(kind, date):
        return {"type": "string", "format": "date"}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _record(kind, defs)
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [schema_of(a, defs) for a in args]}
    if origin is typing.Literal:
        return {"enum": list(args)}
    if origin is tuple and args and args[-1] is not Ellipsis:
        return {
            "type": "array",
            "prefixItems": [schema_of(a, defs) for a in args],
            "minItems": len(args),
            "maxItems": len(args),
        }
    if origin in (tuple, list, set, frozenset):
        return {"type": "array", "items": schema_of(args[0], defs) if args else {}}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": schema_of(args[1], defs)}
    if isinstance(kind, type) and hasattr(kind, "_fields"):
        return {"type": "array"}
    return {}


def _record(kind: type, defs: dict[str, Any]) -> dict[str, Any]:
    name = f"{kind.__module__.removeprefix('deputized.').replace('.', '_')}_{kind.__name__}"
    if name not in defs:
        defs[name] = {}
        hints = typing.get_type_hints(kind, _names(kind.__module__))
        fields = [f.name for f in dataclasses.fields(kind)]
        first = (kind.__doc__ or "").strip().split("\n")[0]
        defs[name] = {
            "type": "object", "description": first, "required": fields,
            "properties": {f: schema_of(hints[f], defs) for f in fields},
        }  # fmt: skip
    return {"$ref": f"#/components/schemas/{name}"}


def _row_of(fields: tuple[str, ...]) -> dict[str, Any]:
    """Rows under the names of a table's columns: what the tables say of a column of that name."""
    columns = {c.name: c for t in TABLES for c in t.columns}
    properties: dict[str, Any] = {}
    for name in fields:
        properties[name] = {}
        if name in columns:
            properties[name] = {
                "type": [_COLUMN[columns[name].type], "null"],
                "description": columns[name].description,
            }
    return {"type": "object", "required": list(fields), "properties": properties}


def _answer(question: Question, defs: dict[str, Any]) -> dict[str, Any]:
    record: dict[str, Any] = {"type": "object"}
    if question.record:
        module, _, name = question.record.partition(":")
        record = schema_of(getattr(importlib.import_module(module), name), defs)
    elif question.fields:
        record = _row_of(question.fields)
    text = {"type": "string"}
    properties: dict[str, Any] = {
        "question": {"const": question.name}, "as_of": {"type": ["string", "null"]}, "known_on": {"type": ["string", "null"]},
        "lang": {"enum": ["en", "es"]}, "newest_list": text, "newest_list_date": {"type": "string", "format": "date"},
        "registry": text | {"description": "sha256 of the ledger the registry was built from"},
    }  # fmt: skip
    if question.rows:
        properties |= {
            "count": {"type": "integer", "description": "rows on all pages"},
            "next": {"type": ["string", "null"], "description": "give it as `after` for the next page"},
            "rows": {"type": "array", "items": record},
        }
    else:
        properties["answer"] = record
    return {"type": "object", "required": list(properties), "properties": properties}


PROBLEM = {
    "type": "object", "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"enum": [f"urn:deputized:problem:{k.replace('_', '-')}" for k in KINDS]}, "title": {"type": "string"},
        "status": {"type": "integer"}, "detail": {"type": "string"}, "parameter": {"type": "string"},
        "candidates": {"type": "array", "items": {"type": "object"}},
    },
}  # fmt: skip


@cache
def document() -> dict[str, Any]:
    """The whole document. Paths, parameters and records are those the server uses: there is no second list."""
    defs: dict[str, Any] = {"Problem": PROBLEM}
    paths: dict[str, Any] = {}
    told = {"schema": {"$ref": "#/components/schemas/Problem"}}
    refused = {
        "description": "Why it is not answered, and what to do",
        "content": {"application/problem+json": told},
    }
    for q in QUESTIONS:
        content = {"application/json": {"schema": _answer(q, defs)}}
        content |= {t.split(";")[0]: {"schema": {"type": "string"}} for f, t in TYPES.items() if f != "json"}
        params = [
            {
                "name": p.name, "in": "path" if p.in_path else "query", "required": p.required, "description": p.says,
                "schema": p.schema(),
            }
            for p in q.every
            if not p.in_path or f"{{{p.name}}}" in q.path
        ]  # fmt: skip
        responses: dict[str, Any] = {
            "200": {"description": q.says, "content": content},
            "304": {"description": "Not changed"},
        }
        responses |= {str(s): refused for s in sorted({status for status, _, _ in KINDS.values()})}
        paths[q.path] = {
            "get": {"operationId": q.name, "summary": q.says, "parameters": params, "responses": responses}
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "deputized", "version": __version__, "license": {"name": "CC0-1.0", "identifier": "CC0-1.0"},
            "description": "The 287(g) program as an open registry: answers with two clocks, `as_of` (a day in the world) and "
            "`known_on` (a day of our record).",
        },
        "paths": paths,
        "components": {"schemas": dict(sorted(defs.items()))},
    }  # fmt: skip
