"""The HTTP face: every question at its address, read-only."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from deputized import __version__
from deputized.api import formats
from deputized.api.desk import AnswerDesk, Given
from deputized.api.limits import Buckets
from deputized.api.params import LANGUAGES, read_all
from deputized.api.problems import Refusal, problem_of
from deputized.api.questions import QUESTIONS, Question
from deputized.api.ready import ReadyAnswers
from deputized.api.schema import document

LONGEST_ADDRESS = 8_000
Handler = Callable[[Request], Awaitable[Response]]


def make_app(
    desk: AnswerDesk, *, origins: tuple[str, ...] = ("*",), a_minute: int = 0, log: bool = False
) -> Starlette:
    """The application. `a_minute`: questions a client may ask a minute, 0 for any number; `log`: a line a request."""
    routes = [
        Route("/v1/", _index, methods=["GET"]),
        Route("/v1/openapi.json", _document, methods=["GET"]),
        *(Route(q.path, _handler(desk, q), methods=["GET"], name=q.name) for q in QUESTIONS),
    ]
    buckets = Buckets(a_minute) if a_minute else None
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(_Around, buckets=buckets, log=log),
            Middleware(ReadyAnswers, desk=desk),
            Middleware(
                CORSMiddleware, allow_origins=list(origins), allow_methods=["GET"],
                expose_headers=["ETag", "Link", "Deputized-Newest-List"],
            ),
        ],
        exception_handlers={HTTPException: _http_problem, Refusal: _problem, Exception: _problem},
    )  # fmt: skip
    app.router.redirect_slashes = False
    return app


class _Around:
    """Around every request: the limit, the log and the headers a careful host sends. No address is written down."""

    def __init__(self, app: Callable[..., Awaitable[None]], buckets: Buckets | None, log: bool) -> None:
        self.app, self.buckets, self.log = app, buckets, log

    async def __call__(
        self, scope: dict[str, object], receive: object, send: Callable[..., Awaitable[None]]
    ) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 0

        async def sent(message: dict[str, object]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(str(message["status"]))
                headers = message.setdefault("headers", [])
                headers += [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]  # type: ignore[operator]
            await send(message)

        refused = self._refusal(scope)
        if refused is None:
            await self.app(scope, receive, sent)
        else:
            await _answer_problem(refused, "en")(scope, receive, sent)  # type: ignore[arg-type]
        if self.log:
            took = (time.perf_counter() - begun) * 1000
            path = quote(str(scope["path"]))[:200]
            print(
                f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {scope['method']} {path} {status} {took:.0f} ms",
                file=sys.stderr,
            )

    def _refusal(self, scope: dict[str, object]) -> Refusal | None:
        query = scope.get("query_string") or b""
        if isinstance(query, bytes) and len(query) + len(str(scope["path"])) > LONGEST_ADDRESS:
            return Refusal("bad_parameter", f"the address is longer than {LONGEST_ADDRESS} characters")
        if self.buckets is None:
            return None
        client = scope.get("client")
        wait = self.buckets.take(str(client[0]) if isinstance(client, tuple | list) else "")
        if not wait:
            return None
        return Refusal(
            "too_many", f"ask again in {wait} seconds, or run an API of your own", retry_after=wait
        )


def _handler(desk: AnswerDesk, question: Question) -> Handler:
    async def handle(request: Request) -> Response:
        query = [(k, v) for k, v in request.query_params.multi_items()]
        values = read_all(question.every, request.path_params, query)
        format_ = formats.chosen(values["format"], request.headers.get("accept", ""))
        given = desk.kept(question, values, format_) or await desk.give(question, values, format_)
        return _respond(request, given, values["lang"] or "en")

    return handle


def _respond(request: Request, given: Given, language: str) -> Response:
    day = datetime.fromisoformat(given.newest_day).replace(tzinfo=UTC)
    headers = {
        "ETag": given.etag, "Last-Modified": format_datetime(day, usegmt=True), "Cache-Control": "no-cache", "Vary": "Accept",
        "Content-Language": language, "Deputized-Newest-List": given.newest_list, "Deputized-Version": __version__,
    }  # fmt: skip
    if given.next is not None:
        following = [(k, v) for k, v in request.query_params.multi_items() if k != "after"]
        link = f"{quote(request.url.path)}?{urlencode([*following, ('after', given.next)])}"
        headers["Link"] = f'<{link}>; rel="next"'
    known = {t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")}
    if given.etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(given.body, media_type=None, headers=headers | {"Content-Type": given.type})


async def _index(request: Request) -> Response:
    if request.query_params:
        raise Refusal("unknown_parameter", "the index takes no parameters")
    questions = [
        {
            "name": q.name,
            "path": q.path,
            "says": q.says,
            "parameters": [p.name for p in q.every if not p.in_path],
        }
        for q in QUESTIONS
    ]
    return JSONResponse(
        {"name": "deputized", "version": __version__, "openapi": "/v1/openapi.json", "questions": questions}
    )


async def _document(request: Request) -> Response:
    return JSONResponse(document())


def _language(request: Request) -> str:
    asked = request.query_params.get("lang", "").casefold()
    return asked if asked in LANGUAGES else "en"


def _answer_problem(problem: Refusal, language: str) -> Response:
    headers = {"Content-Language": language, "Cache-Control": "no-store"}
    if "retry_after" in problem.more:
        headers["Retry-After"] = str(problem.more["retry_after"])
    text = json.dumps(problem.record(language), ensure_ascii=False)
    return Response(text, problem.status, headers, "application/problem+json")


async def _problem(request: Request, error: Exception) -> Response:
    return _answer_problem(problem_of(error), _language(request))


async def _http_problem(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 405:
        told = Refusal("no_method", "ask with GET")
    elif status == 404:
        told = Refusal("no_path", "every question's address is told at /v1/")
    else:
        told = Refusal("bad_parameter", "this request cannot be read; addresses are told at /v1/")
    return _answer_problem(told, _language(request))
