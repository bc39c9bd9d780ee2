"""How many questions a client may ask a minute. Addresses are kept as salted hashes in memory, and nowhere else."""

from __future__ import annotations

import hashlib
import math
import os
import time
from collections import OrderedDict

MOST_CLIENTS = 50_000


class Buckets:
    """A bucket a client: it holds a minute's questions and fills evenly."""

    def __init__(self, a_minute: int) -> None:
        self.a_minute = a_minute
        self._salt = os.urandom(16)
        self._held: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, client: str, now: float | None = None) -> int:
        """0 if the question may be asked; else the seconds to wait."""
        moment = time.monotonic() if now is None else now
        key = hashlib.blake2b(client.encode("utf-8", "replace"), key=self._salt, digest_size=12).digest()
        left, at = self._held.pop(key, (float(self.a_minute), moment))
        left = min(float(self.a_minute), left + (moment - at) * self.a_minute / 60)
        wait = 0 if left >= 1 else max(1, math.ceil((1 - left) * 60 / self.a_minute))
        self._held[key] = (left if wait else left - 1, moment)
        while len(self._held) > MOST_CLIENTS:
            self._held.popitem(last=False)
        return wait
