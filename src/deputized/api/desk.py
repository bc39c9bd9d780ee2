"""One desk that answers in turn: each answer is made of one registry, and the next registry is taken up when it is whole."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.api import formats
from deputized.api.answers import data
from deputized.api.problems import Refusal, problem_of
from deputized.api.questions import Question
from deputized.library.opening import RegistryMissing, default_path, open_registry
from deputized.resolver import resolver_of

if TYPE_CHECKING:
    from deputized.library import Registry

LOOK_AGAIN = 1.0
"""Seconds between two looks for a newer registry."""
KEPT_BYTES = 64_000_000
"""Of answers already given, so that a question many ask is computed once."""
MOST_WAITING = 2_000
ASKED_AGAIN = 200
"""Of the questions asked last, answered from a newer registry before it is taken up."""
_Asked = tuple[Question, Mapping[str, Any], str]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is sent."""

    body: bytes
    type: str
    etag: str
    newest_list: str
    newest_day: str
    next: str | None


class AnswerDesk:
    """Answers questions from the registry at `path`, or from that of the ledger in force. Safe for many tasks at once.

    One thread asks the library: what it keeps is shared by all answers, and a registry is never swapped within one.
    """

    def __init__(self, path: Path | None = None, *, settled: Callable[[], None] = lambda: None) -> None:
        """`settled` is called each time a registry that was read ahead has been taken up."""
        self.path, self._settled = path, settled
        self._registry: Registry | None = None
        self._stamp: tuple[object, ...] = ()
        self._looked = 0.0
        self._kept: OrderedDict[tuple[object, ...], Given] = OrderedDict()
        self._bytes = 0
        self._waiting = 0
        self._thread = ThreadPoolExecutor(1, "desk")
        self._getting_ready: threading.Thread | None = None
        self._ready: tuple[Registry, tuple[object, ...], list[tuple[_Asked, Given]]] | None = None
        self._look_begun = 0.0
        self._asked: OrderedDict[tuple[object, ...], _Asked] = OrderedDict()
        self._day = ""
        self.at_hand: object = None
        """One object for as long as one registry answers on one day, another for the next."""

    def moment(self) -> object:
        """What is at hand; None where this question should look for a newer registry, which others need not wait for."""
        now = time.monotonic()
        due = self._ready is not None or now - self._looked > LOOK_AGAIN
        if due and now - self._look_begun >= LOOK_AGAIN:
            self._look_begun = now
            return None
        return self.at_hand

    async def give(self, question: Question, values: Mapping[str, Any], format_: str) -> Given:
        """The answer. Raises `Refusal`."""
        if self._waiting >= MOST_WAITING:
            raise Refusal("no_registry", "too many questions wait; ask again in a few seconds")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._thread, self.answer, question, values, format_
            )
        finally:
            self._waiting -= 1

    def kept(self, question: Question, values: Mapping[str, Any], format_: str) -> Given | None:
        """The answer if it was given before and no newer registry has to be looked for."""
        if self._ready is not None or time.monotonic() - self._looked > LOOK_AGAIN:
            return None
        return self._kept.get(self._key(question, values, format_))

    def answer(self, question: Question, values: Mapping[str, Any], format_: str) -> Given:
        """The answer, asked in the calling thread. Raises `Refusal`."""
        try:
            registry = self.registry()
            key = self._key(question, values, format_)
            found = self._kept.get(key)
            if found is None:
                found = given(registry, question, values, format_)
                self._keep((question, dict(values), format_), found)
            return found
        except Refusal:
            raise
        except RegistryMissing as error:
            raise Refusal("no_registry", str(error)) from error
        except Exception as error:
            told = problem_of(error)
            if told.kind == "broken":
                logging.getLogger("deputized.api").exception("%s failed", question.path)
            raise told from error

    def registry(self) -> Registry:
        """The newest whole registry; looked for at most once a second."""
        if self._ready is not None:
            (fresh, stamp, again), self._ready = self._ready, None
            self._take_up(fresh, stamp)
            for asked, found in again:
                self._keep(asked, found)
            self._settled()
            return fresh
        if self._registry is not None and time.monotonic() - self._looked <= LOOK_AGAIN:
            return self._registry
        stamp = self._newest_stamp()
        if self._registry is None:
            fresh = open_registry(self.path)
            return self._take_up(fresh, stamp if self.path is not None else _stamp_of(fresh.path))
        if stamp and stamp != self._stamp and self._getting_ready is None:
            lately = list(self._asked.values())[-ASKED_AGAIN:]
            self._getting_ready = threading.Thread(target=self._get_ready, args=(stamp, lately), daemon=True)
            self._getting_ready.start()
        if self._day != date.today().isoformat():
            self._day, self.at_hand = date.today().isoformat(), object()
        self._looked = time.monotonic()
        return self._registry

    def warm(self) -> None:
        """Open the registry and read what most answers need, so that the first who asks does not wait."""
        self._thread.submit(lambda: _read_ahead(self.registry())).result()
        self._settled()

    def _take_up(self, fresh: Registry, stamp: tuple[object, ...]) -> Registry:
        if self._registry is not None:
            self._registry.close()
        self._registry, self._stamp = fresh, stamp
        self._day, self.at_hand = date.today().isoformat(), object()
        self._kept.clear()
        self._asked.clear()
        self._bytes = 0
        self._looked = time.monotonic()
        return fresh

    def _get_ready(self, stamp: tuple[object, ...], asked: list[_Asked]) -> None:
        """Open the newer registry beside the one that answers, read ahead in it and answer anew what was asked last; a file
        that cannot be opened is looked at again, and answers go on from the registry at hand."""
        try:
            fresh = open_registry(self.path)
            try:
                _read_ahead(fresh)
                again = [(one, found) for one in asked if (found := _given_or_none(fresh, one))]
            except BaseException:
                fresh.close()
                raise
            self._ready = (fresh, stamp if self.path is not None else _stamp_of(fresh.path), again)
        except (RegistryMissing, sqlite3.Error, OSError) as error:
            logging.getLogger("deputized.api").warning("the newer registry is not taken up yet: %s", error)
        finally:
            self._getting_ready = None

    def _newest_stamp(self) -> tuple[object, ...]:
        """What tells the file that should be read from another; empty while it is not there or not whole."""
        if self.path is not None:
            return _stamp_of(self.path)
        from deputized.registry.resume import is_as_built

        wanted = default_path()
        if self._registry is not None and wanted == self._registry.path:
            return self._stamp
        return _stamp_of(wanted) if wanted.is_file() and is_as_built(wanted) else ()

    def _key(self, question: Question, values: Mapping[str, Any], format_: str) -> tuple[object, ...]:
        asked = tuple(sorted((k, str(v)) for k, v in values.items() if v is not None and k != "format"))
        return (self._stamp, date.today().isoformat(), question.name, asked, format_)

    def _keep(self, asked: _Asked, given: Given) -> None:
        key = self._key(*asked)
        self._kept[key], self._asked[key] = given, asked
        self._bytes += len(given.body)
        while self._bytes > KEPT_BYTES and self._kept:
            oldest, dropped = self._kept.popitem(last=False)
            self._asked.pop(oldest, None)
            self._bytes -= len(dropped.body)


def _given_or_none(registry: Registry, asked: _Asked) -> Given | None:
    """An answer ahead of the question; what cannot be answered is told to who asks."""
    with contextlib.suppress(Exception):
        return given(registry, *asked)
    return None


def given(registry: Registry, question: Question, values: Mapping[str, Any], format_: str) -> Given:
    """A registry's answer, made. Raises what the library raises."""
    answer = data(question.ask(registry, dict(values)))
    newest, day = registry.meta["newest_publication"], registry.clocks.dates[-1]
    envelope: dict[str, Any] = {
        "question": question.name, "as_of": values.get("as_of"), "known_on": values.get("known_on"),
        "lang": values.get("lang") or "en", "newest_list": newest, "newest_list_date": day,
        "registry": registry.meta["ledger_sha256"],
    }  # fmt: skip
    rows, following = None, None
    if answer.rows is None:
        envelope["answer"] = answer.record
    else:
        rows, following = _page(answer.rows, answer.keys, values.get("after"), values.get("limit") or 100)
        envelope |= {"count": len(answer.rows), "next": following, "rows": rows}
    body = formats.body(format_, envelope, rows, answer.fields)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Given(body, formats.TYPES[format_], etag, newest, day, following)


def _read_ahead(registry: Registry) -> None:
    """Both clocks, names, ties, the bodies of every state and one of each common answer."""
    day = registry.day(None)
    for state in reference.states():
        resolver_of(registry.db).bodies(state.postal)
    agency_id = next((i for i in day.by_agency if registry.ties[i].county.codes), None)
    if agency_id is not None:
        registry.agency(agency_id)
        registry.county(registry.ties[agency_id].county.codes[0])
    registry.status()


def _stamp_of(path: Path) -> tuple[object, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return (str(path), found.st_ino, found.st_mtime_ns, found.st_size)


def _page(
    rows: Any, keys: tuple[str, ...], after: str | None, limit: int
) -> tuple[list[dict[str, Any]], str | None]:
    """The rows after a key, and the key of the last of them if more follow."""
    start = 0
    if after is not None:
        if after not in keys:
            raise Refusal(
                "bad_page",
                f"after: no row has the key {after[:60]!r} under these filters; begin without `after`",
                parameter="after",
            )
        start = keys.index(after) + 1
    part = list(rows[start : start + limit])
    more = start + limit < len(rows)
    return part, keys[start + len(part) - 1] if more and part else None
