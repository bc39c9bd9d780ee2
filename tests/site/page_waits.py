"""Waiting for a page to come to say something, under a policy that forbids the page to evaluate text."""

from __future__ import annotations

import time
from typing import Any


def until(page: Any, condition: str, seconds: float = 10) -> None:
    """Wait until an expression is true in the page. Raises AssertionError naming it if it does not come to be."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"never came: {condition}"
        page.wait_for_timeout(40)
