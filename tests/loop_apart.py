"""Run a coroutine in a thread of its own, within a time: a browser driven earlier keeps a loop running on pytest's main thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run_apart(work: Coroutine[Any, Any, T], seconds: float = 120) -> T:
    """What the coroutine gives. Raises TimeoutError where it takes longer, and whatever it raises."""
    given: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            given.append(asyncio.run(asyncio.wait_for(work, seconds)))
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds + 10)
    if failed:
        raise failed[0]
    if not given:
        raise TimeoutError(f"the loop did not end within {seconds:.0f} seconds")
    return given[0]
