"""Tools for assistants over MCP: short, dated answers with their source and what is not known; no place is ever guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from mcp import types
from mcp.server.lowlevel import Server

from deputized import __version__
from deputized.api.desk import AnswerDesk
from deputized.api.params import Param
from deputized.api.problems import Refusal
from deputized.api.questions import AS_OF, KNOWN_ON, Question, question
from deputized.api.short import SHORT

INSTRUCTIONS = (
    "Answers on ICE's 287(g) program from every list ICE published that is held here. Each answer says the day it is about "
    "(as_of), how far the record is believed (known_on) and the newest list held; quote them. Nothing is known after that list. "
    "An absence from the lists does not say that an agreement ended. If a tool answers `several`, ask the person which is meant; do "
    "not choose. If it answers `not_found`, say so; a similar name is another body."
)
TOOLS: dict[str, tuple[str, str]] = {
    "find": ("find", "Which law enforcement agency a name, id, ORI, FIPS or ZIP code means. Never guesses."),
    "place": ("place", "Which state or county a name or code means. Never guesses."),
    "agency": ("agency", "One agency: its agreements with days and standing; with as_of, how it stood on that day."),
    "status": ("status", "How many rows, agreements and agencies are in the program on a day, by model; for the country or a state."),
    "county": ("county", "One county on a day: agreements of bodies that govern it, statewide bodies, the law, what is not known."),
    "changes": ("changes", "What changed between ICE's lists: who came, who is no longer listed, renewals."),
    "mandate": ("mandate", "Whom a state's law binds to an agreement or forbids one, and who has complied."),
    "law": ("law", "What a state's law says of agreements on a day, with its source."),
    "check_claim": ("claim", "Whether a published number about the program is right, by every way of counting."),
    "cost": ("cost", "What an agreement may cost an agency; what is not given is estimated and marked so."),
    "explain": ("explain", "The evidence behind an id: lists, files, rows, decisions."),
    "cite": ("cite", "The sentence that cites the list an answer about a day rests on."),
}  # fmt: skip
"""Each tool: the question of the table it asks, and what an assistant reads of it."""
HIDDEN = ("format", "limit", "after")


def _params(asked: Question) -> list[Param]:
    some = [p for p in asked.every if p.name not in HIDDEN]
    return [p for p in some if not p.in_path or f"{{{p.name}}}" in asked.path]


def tool(name: str) -> types.Tool:
    """One tool as assistants see it; parameters are those of its question."""
    asked, says = question(TOOLS[name][0]), TOOLS[name][1]
    params = _params(asked)
    return types.Tool(
        name=name, description=says,
        input_schema={
            "type": "object", "additionalProperties": False, "required": [p.name for p in params if p.required],
            "properties": {p.name: p.schema() | {"description": p.says} for p in params},
        },
        annotations=types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False),
    )  # fmt: skip


def read(asked: Question, given: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments as the question's values: read by the rules of the API. Raises `Refusal`."""
    params = {p.name: p for p in _params(asked)}
    if unknown := sorted(set(given) - set(params)):
        raise Refusal(
            "unknown_parameter", f"{', '.join(unknown)[:80]}: no such argument; there are {', '.join(params)}"
        )
    values: dict[str, Any] = {p.name: None for p in asked.every}
    for name, value in given.items():
        if value is not None:
            values[name] = params[name].read(str(value).lower() if isinstance(value, bool) else str(value))
    for p in params.values():
        if p.required and values[p.name] is None:
            raise Refusal("missing_parameter", f"give {p.name}: {p.says}")
    return values


async def call(desk: AnswerDesk, name: str, given: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """A tool's short answer, and whether it is a refusal."""
    try:
        if name not in TOOLS:
            raise Refusal("no_path", f"{name[:40]}: no such tool; there are {', '.join(TOOLS)}")
        asked = question(TOOLS[name][0])
        values = read(asked, given)
        whole = json.loads(
            (await desk.give(asked, values | {"limit": 5000} if asked.rows else values, "json")).body
        )
    except Refusal as problem:
        record = problem.record("es" if given.get("lang") == "es" else "en")
        return {
            "refused": problem.kind,
            **{k: v for k, v in record.items() if k not in ("type", "status")},
        }, True
    dated = {
        AS_OF.name: whole["as_of"] or f"newest list, {whole['newest_list_date']}", KNOWN_ON.name: whole["known_on"] or "all lists held",
        "newest_list": whole["newest_list"], "newest_list_date": whole["newest_list_date"],
    }  # fmt: skip
    return dated | SHORT[name](whole), False


def make_server(desk: AnswerDesk) -> Server[Any]:
    """The server, for standard input and output or for HTTP."""

    async def listed(_context: Any, _params: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[tool(name) for name in TOOLS])

    async def called(_context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        answer, refused = await call(desk, params.name, params.arguments or {})
        text = json.dumps(answer, ensure_ascii=False)
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=text)], structured_content=answer, is_error=refused
        )

    return Server(
        "deputized",
        version=__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=called,
    )
