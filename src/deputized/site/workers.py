"""The processes a build of the site is shared among: forked with the content, and gone when the build is, however it ends."""

from __future__ import annotations

import gc
import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

_WATCH_SECONDS = 0.3


@contextmanager
def pool(workers: int, begin: Callable[[], None]) -> Iterator[Callable[..., Callable[[], Any]]]:
    """Runs a function now or in a worker forked with the content; gives back what asks for its result.

    A process that has used the typesetter has threads of it, which a fork leaves behind: its child would wait for them
    for ever. Then everything is done in this process. If the block is left by an error or Ctrl-C, the workers are
    ended at once.
    """
    if workers < 2 or "typst" in sys.modules:
        yield lambda work, given: lambda: work(*given)
        return
    gc.collect()
    gc.freeze()  # the content is not walked again by every collection in every worker
    found = ProcessPoolExecutor(
        workers, mp_context=get_context("fork"), initializer=_begin, initargs=(os.getpid(), begin)
    )
    try:
        yield lambda work, given: found.submit(work, *given).result
    except BaseException:
        processes = list((found._processes or {}).values())
        found.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()
        raise
    else:
        found.shutdown()
    finally:
        gc.unfreeze()


@contextmanager
def meanwhile(
    workers: int, work: Callable[[], Any], begin: Callable[[], None]
) -> Iterator[Callable[[], Any]]:
    """Runs a function in a process of its own while the block does something else; gives back what asks for its result.

    Where nothing is forked (see `pool`) it runs when it is asked for. It has no thread to wait in: the pool is forked
    later from this same process.
    """
    if workers < 2 or "typst" in sys.modules:
        yield work
        return
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(theirs, work, os.getpid(), begin), daemon=True)
    process.start()
    theirs.close()
    try:
        yield lambda: _received(ours)
    except BaseException:
        process.kill()
        raise
    finally:
        ours.close()
        process.join()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Puts Ctrl-C off until the block, which is short, is over: what it does is done whole or not at all."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if asked:
            os.kill(os.getpid(), signal.SIGINT)


def _begin(parent: int, begin: Callable[[], None]) -> None:
    """In a worker: leave Ctrl-C to the process that forked it, and end when that process has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    begin()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)


def _send(connection: Connection, work: Callable[[], Any], parent: int, begin: Callable[[], None]) -> None:
    _begin(parent, begin)
    try:
        found = True, work()
    except (OSError, ValueError, LookupError, sqlite3.Error) as error:
        found = False, error
    connection.send(found)


def _received(connection: Connection) -> Any:
    try:
        is_good, found = connection.recv()
    except EOFError:
        raise RuntimeError(
            "a process of the site's build ended before its work was done; build again"
        ) from None
    if not is_good:
        raise found
    return found
