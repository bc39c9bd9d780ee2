"""Digests on their way: put down before they are sent, marked while they are, kept once they have been.

A digest is a file of data. It is written before anybody counts as told, so nothing is lost if the sending fails: the next
run sends it. Before each sending the file says so: if the program is ended in the middle, nobody knows whether it
arrived, and it is not sent again by itself, since nobody is to be told twice; `deputized notices` shows it and sends it
if told to. What a channel has been told is looked up in all its digests, so that no event is told twice either.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from deputized.live.notices import Notice, wanted
from deputized.live.subscriptions import Channel, Subscription
from deputized.live.visit_store import Kept, write_synced

WAITING, SENDING, SENT = "waiting", "sending", "sent"
KEPT_SENT = 400
"""Sent digests that are kept, a channel; their keys are what keeps anything from being told twice."""
Send = Callable[[Channel, "Digest"], str | None]
"""Sends a digest; gives what is to be said of it though it was sent, and raises if nobody got it."""


@dataclass(frozen=True, slots=True)
class Digest:
    """One message to one channel about one run."""

    digest_id: str
    channel: str
    subject: str
    text: str
    keys: tuple[str, ...]
    made_at: str
    state: str = WAITING
    tries: int = 0
    error: str = ""


class Outbox:
    """The folder `outbox` of what is kept."""

    def __init__(self, kept: Kept) -> None:
        self.folder = kept.folder / "outbox"

    def all(self) -> list[Digest]:
        """Every digest that is kept, oldest first; files that are no digest are left out."""
        found = []
        for path in self.folder.glob("*.json"):
            try:
                raw = json.loads(path.read_text(encoding="utf-8"))
                found.append(Digest(**{**raw, "keys": tuple(raw["keys"])}))
            except (OSError, ValueError, TypeError, KeyError):
                continue
        return sorted(found, key=lambda d: (d.made_at, d.digest_id))

    def told(self, channel: str) -> frozenset[str]:
        """Keys of everything a channel has been told or is to be told."""
        return frozenset(key for d in self.all() if d.channel == channel for key in d.keys)

    def put(self, digest: Digest) -> None:
        """Write a digest, or its new state."""
        body = json.dumps(asdict(digest), ensure_ascii=True, indent=1).encode()
        write_synced(self._path(digest), body)

    def send(self, channels: Sequence[Channel], send: Send, *, again: bool = False) -> list[Digest]:
        """Send what waits, and with `again` what was cut off in the middle; gives each with its new state."""
        by_name = {c.name: c for c in channels}
        done = []
        for digest in self.all():
            if digest.state == SENT or (digest.state == SENDING and not again):
                continue
            channel = by_name.get(digest.channel)
            if channel is None:
                done.append(self._put(replace(digest, error="no channel of this name is in the settings")))
                continue
            self.put(replace(digest, state=SENDING, tries=digest.tries + 1))
            try:
                note = send(channel, digest)
            except Exception as error:  # noqa: BLE001  # whatever a sender does, the digest is kept and its error told
                text = f"{type(error).__name__}: {error}"[:500]
                done.append(self._put(replace(digest, state=WAITING, tries=digest.tries + 1, error=text)))
                continue
            done.append(self._put(replace(digest, state=SENT, tries=digest.tries + 1, error=note or "")))
        self._clear()
        return done

    def _put(self, digest: Digest) -> Digest:
        self.put(digest)
        return digest

    def _clear(self) -> None:
        """Let the oldest sent digests go. Their lists are long told: no later run can bring their events again."""
        sent: dict[str, list[Digest]] = {}
        for digest in self.all():
            if digest.state == SENT:
                sent.setdefault(digest.channel, []).append(digest)
        for of_channel in sent.values():
            for digest in of_channel[:-KEPT_SENT]:
                self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: Digest) -> Path:
        return self.folder / f"{digest.digest_id}.json"


def compose(
    told: Iterable[Notice],
    subscriptions: Sequence[Subscription],
    channels: Sequence[Channel],
    outbox: Outbox,
    now: str,
) -> Iterator[Digest]:
    """One digest for each channel that has something to hear: every subscription that goes there, nothing twice."""
    everything = list(told)
    for channel in channels:
        known = set(outbox.told(channel.name))
        parts: list[tuple[str, list[Notice]]] = []
        for subscription in subscriptions:
            if subscription.to and channel.name not in subscription.to:
                continue
            new = [t for t in wanted(everything, subscription) if t.key not in known]
            known.update(t.key for t in new)
            if new:
                parts.append((subscription.name, new))
        if parts:
            yield _digest(channel.name, parts, now)


def _digest(channel: str, parts: list[tuple[str, list[Notice]]], now: str) -> Digest:
    keys = tuple(t.key for _, some in parts for t in some)
    first = parts[0][1][0]
    more = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
    lines = []
    for name, some in parts:
        lines += [name, "-" * len(name)]
        for t in some:
            lines.append(f"* {t.sentence}")
            lines += [f"  {x}" for x in (t.source, t.caution) if x]
        lines.append("")
    lines += [
        "Told by deputized from ICE's own lists. A row that is gone is not an agreement that has ended. Look any of it up:",
        "deputized changes, deputized explain ID.",
    ]
    digest_id = hashlib.sha256("\n".join((channel, *sorted(keys))).encode()).hexdigest()[:24]
    subject = f"287(g): {first.sentence}"
    room = 120 - len(more)
    subject = (subject if len(subject) <= room else subject[: room - 1].rsplit(" ", 1)[0] + "…") + more
    return Digest(digest_id, channel, subject, "\n".join(lines) + "\n", keys, now)
