"""The common answers as files: what a site on a host of plain files gives where the API is not run.

Each file is, byte for byte, the API's answer to the address that `index.json` names beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

from deputized import reference
from deputized.api.desk import given
from deputized.api.params import read_all
from deputized.api.questions import QUESTIONS
from deputized.api.schema import document
from deputized.model.days import day_of

if TYPE_CHECKING:
    from deputized.library import Registry

HOME = "api/v1/"
WHOLE = "limit=5000"
ON_LISTS = "listed,pending,left,announced"
"""Every status but that of bodies no list ever named."""
HEADERS = f"/{HOME}*\n  Access-Control-Allow-Origin: *\n"
"""For hosts that read a file of headers: pages elsewhere may ask, as they may ask the API."""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """One file below HOME and the API's address it answers as."""

    path: str
    asks: str

    @property
    def template(self) -> str:
        """Its path with what it is of in braces, as the description names it."""
        folder, _, name = self.path.rpartition("/")
        return self.path if not folder else f"{folder}/{{{'year' if name[0].isdigit() else 'state'}}}.json"


@dataclass(frozen=True)
class AnswerFiles:
    """Every file, of one registry and for one day: laws are told as of it."""

    registry: Registry
    today: date

    @cached_property
    def files(self) -> tuple[AnswerFile, ...]:
        """The files, in order."""
        on = f"as_of={self.today.isoformat()}"
        found = [
            AnswerFile("status.json", "/v1/status"), AnswerFile("states.json", f"/v1/states?{WHOLE}"),
            AnswerFile("counties.json", f"/v1/counties?{WHOLE}"), AnswerFile("coverage.json", f"/v1/coverage?by=state&{WHOLE}"),
            AnswerFile("lists.json", f"/v1/lists?{WHOLE}"), AnswerFile("laws.json", f"/v1/laws?{on}&{WHOLE}"),
        ]  # fmt: skip
        for state in sorted(s.postal for s in reference.states()):
            name = f"{state.lower()}.json"
            found += [
                AnswerFile(f"agencies/{name}", f"/v1/agencies?state={state}&status={ON_LISTS}&{WHOLE}"),
                AnswerFile(f"agreements/{name}", f"/v1/agreements?state={state}&{WHOLE}"),
                AnswerFile(f"law/{name}", f"/v1/law/{state}?{on}&{WHOLE}"),
            ]
        first, last = (
            day_of(d).year for d in (self.registry.clocks.dates[0], self.registry.clocks.dates[-1])
        )
        for year in range(first, last + 1):
            asks = f"/v1/changes?kind=news&since={year}-01-01&until={year}-12-31&{WHOLE}"
            found.append(AnswerFile(f"changes/{year}.json", asks))
        return tuple(found)

    def made(self) -> Iterator[tuple[str, bytes]]:
        """Every file's place in a site and its bytes, with the list of all and the description."""
        for file in self.files:
            body, following = self._answer(file.asks)
            if following is not None:
                raise ValueError(f"{file.path}: an answer of more rows than {WHOLE} asks for")
            yield HOME + file.path, body
        yield f"{HOME}index.json", _text({"openapi": f"/{HOME}openapi.json", "files": self._index()})
        yield f"{HOME}openapi.json", _text(self.description())
        yield "_headers", HEADERS.encode()

    def _answer(self, asks: str) -> tuple[bytes, str | None]:
        question, path, query = asked(asks)
        found = given(self.registry, question, read_all(question.every, path, query), "json")
        return found.body, found.next

    def _index(self) -> list[dict[str, str]]:
        return [{"file": f"/{HOME}{f.path}", "asks": f.asks} for f in self.files]

    def description(self) -> dict[str, Any]:
        """OpenAPI of the files: the API's own schemas at the files' addresses."""
        whole = document()
        paths: dict[str, Any] = {}
        for file in self.files:
            question, _, _ = asked(file.asks)
            there = paths.setdefault(f"/{HOME}{file.template}", {"get": _operation(whole, question.path)})
            if file.template != file.path:
                (parameter,) = there["get"]["parameters"]
                parameter["name"] = file.template.partition("{")[2].partition("}")[0]
                parameter["schema"]["enum"].append(file.path.rpartition("/")[2].removesuffix(".json"))
            else:
                there["get"]["parameters"] = []
        schemas = _named(paths, whole["components"]["schemas"])
        return whole | {"paths": paths, "components": {"schemas": schemas}}


def asked(address: str) -> tuple[Any, dict[str, str], list[tuple[str, str]]]:
    """An address of the API as its question, what its path says and its query."""
    path, _, query = address.partition("?")
    for question in QUESTIONS:
        wanted, given_ = question.path.split("/"), path.split("/")
        said = [(w[1:-1], unquote(g)) for w, g in zip(wanted, given_, strict=False) if w.startswith("{")]
        if len(wanted) == len(given_) and all(
            w in (g, f"{{{w[1:-1]}}}") for w, g in zip(wanted, given_, strict=True)
        ):
            return question, dict(said), parse_qsl(query)
    raise LookupError(f"{address}: no question has this address")


def _operation(whole: dict[str, Any], path: str) -> dict[str, Any]:
    told = whole["paths"][path]["get"]
    answer = {"application/json": told["responses"]["200"]["content"]["application/json"]}
    kind = {"name": "", "in": "path", "required": True, "schema": {"type": "string", "enum": []}}
    return {
        "operationId": told["operationId"], "summary": told["summary"], "parameters": [kind],
        "responses": {"200": {"description": told["summary"], "content": answer}},
    }  # fmt: skip


def _named(inside: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """The schemas that are referred to, and those they refer to."""
    found: dict[str, Any] = {}
    todo = [inside]
    while todo:
        here = todo.pop()
        if isinstance(here, dict):
            name = str(here.get("$ref", "")).rpartition("/")[2]
            if name in schemas and name not in found:
                found[name] = schemas[name]
                todo.append(schemas[name])
            todo += here.values()
        elif isinstance(here, list):
            todo += here
    return dict(sorted(found.items()))


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
