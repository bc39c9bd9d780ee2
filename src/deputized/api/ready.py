"""A question asked again in the same bytes is answered in the same bytes, before anything is read of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from deputized.api.desk import AnswerDesk

KEPT_BYTES = 32_000_000
"""Of whole answers as they were sent, headers and all."""
LONGEST_BODY = 1_000_000
HEARD = (b"accept", b"origin", b"if-none-match", b"if-modified-since", b"range")
"""Request headers an answer may depend on; two requests that differ in one of them are two."""

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class ReadyAnswers:
    """Around the application: holds what it sent while one registry answers, and forgets it with that registry.

    An answer is held only if the same registry was at hand before and after it was made.
    """

    def __init__(self, app: Callable[..., Awaitable[None]], desk: AnswerDesk) -> None:
        self.app, self.desk = app, desk
        self._moment: object = None
        self._held: OrderedDict[tuple[Any, ...], tuple[Message, Message]] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        key = (scope.get("raw_path") or scope["path"], scope["query_string"],
               *(pair for pair in scope["headers"] if pair[0] in HEARD))  # fmt: skip
        moment = self.desk.moment()
        if moment is not None:
            found = self._of(moment).get(key)
            if found is not None:
                start, body = found
                await send(start | {"headers": list(start["headers"])})
                await send(body)
                return
        told: list[Message] = []

        async def sent(message: Message) -> None:
            if len(told) < 3:
                told.append(
                    message | {"headers": list(message["headers"])} if "headers" in message else message
                )
            await send(message)

        at_hand = self.desk.at_hand
        await self.app(scope, receive, sent)
        if at_hand is self.desk.at_hand:
            self._hold(key, at_hand, told)

    def _of(self, moment: object) -> OrderedDict[tuple[Any, ...], tuple[Message, Message]]:
        if moment is not self._moment:
            self._held.clear()
            self._moment, self._bytes = moment, 0
        return self._held

    def _hold(self, key: tuple[Any, ...], moment: object, told: list[Message]) -> None:
        if len(told) != 2 or told[0].get("status") not in (200, 304) or told[1].get("more_body"):
            return
        size = len(told[1].get("body", b""))
        held = self._of(moment)
        if size > LONGEST_BODY or key in held:
            return
        held[key] = (told[0], told[1])
        self._bytes += size + 1_000
        while self._bytes > KEPT_BYTES:
            self._bytes -= len(held.popitem(last=False)[1][1].get("body", b"")) + 1_000
