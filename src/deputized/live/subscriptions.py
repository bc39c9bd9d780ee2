"""Who is told of what: subscriptions and channels of the settings, checked when they are read.

A subscription names what it wants (all of the given must hold); a channel says how it is sent. A slip in either is an
error that names it: a notice that silently never comes is worse than none asked for.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from deputized import reference
from deputized.live.settings import Settings, SettingsError
from deputized.model.kinds import EVERY_MODEL

GROUPS = ("news", "documents", "printing", "pending", "suspect", "deadline", "trouble", "all")
KINDS = (
    "listed", "delisted", "omitted", "relisted", "renewed", "model_switched", "reattributed", "pending_listed",
    "pending_cleared", "renamed", "redated", "pending_renamed", "state_corrected", "county_corrected", "type_corrected",
    "duplicate_removed", "moa_posted", "moa_replaced", "moa_withdrawn", "addendum_posted", "addendum_replaced",
    "addendum_withdrawn",
)  # fmt: skip
WANTS: dict[str, type] = {
    "name": str,
    "states": list,
    "counties": list,
    "agencies": list,
    "models": list,
    "kinds": list,
    "days": int,
    "to": list,
}
FIELDS: dict[str, dict[str, type]] = {
    "smtp": {"host": str, "port": int, "from": str, "to": list, "user": str, "password_env": str, "tls": str},
    "webhook": {"url": str, "url_env": str},
    "chat": {"url": str, "url_env": str},
    "file": {"path": str},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subscription:
    """What somebody wants to hear of. Empty sets stand for "any"; `kinds` are kinds of change or GROUPS."""

    name: str
    states: frozenset[str]
    counties: frozenset[str]  # 5-digit FIPS
    agencies: frozenset[str]
    models: frozenset[str]
    kinds: frozenset[str]
    days: int  # before a deadline
    to: tuple[str, ...]  # names of channels; empty: all


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to send. `told` holds its fields as given; secrets are named by variables and read when it sends."""

    name: str
    kind: str  # smtp, webhook, chat, file
    told: Mapping[str, Any] = field(repr=False)

    def secret(self, key: str) -> str:
        """The value of a field, or of the environment variable that `key`_env names. Raises SettingsError."""
        if key in self.told:
            return str(self.told[key])
        variable = str(self.told.get(f"{key}_env", ""))
        if not variable:
            return ""
        if variable not in os.environ:
            raise SettingsError(f"channel {self.name}: ${variable} is not set")
        return os.environ[variable]


def read_subscriptions(settings: Settings) -> tuple[tuple[Subscription, ...], tuple[Channel, ...]]:
    """The settings' subscriptions and channels. Raises SettingsError."""
    channels = tuple(_channel(settings.source, n, raw) for n, raw in enumerate(settings.channels, 1))
    names = [c.name for c in channels]
    for name in names:
        if names.count(name) > 1:
            raise SettingsError(f"{settings.source}: two channels are called {name!r}")
    return tuple(
        _subscription(settings.source, n, raw, names) for n, raw in enumerate(settings.subscriptions, 1)
    ), channels


def _subscription(source: Path, number: int, raw: Mapping[str, Any], channels: list[str]) -> Subscription:
    where = f"{source}: notices.subscription {number}"
    _fields(where, raw, WANTS)
    known_states = {s.postal for s in reference.states()}
    states = frozenset(str(x).upper() for x in raw.get("states", ()))
    models = frozenset(str(x).upper() for x in raw.get("models", ()))
    kinds = frozenset(map(str, raw.get("kinds", ("news",))))
    counties = frozenset(map(str, raw.get("counties", ())))
    to = tuple(map(str, raw.get("to", ())))
    known_counties = {c.fips for c in reference.counties()} if counties else set()
    checks: list[tuple[str, frozenset[str], set[str]]] = [
        ("states", states, known_states), ("models", models, set(EVERY_MODEL)), ("kinds", kinds, {*KINDS, *GROUPS}),
        ("counties", counties, known_counties), ("to", frozenset(to), set(channels)),
    ]  # fmt: skip
    for what, given, known in checks:
        if wrong := sorted(given - known):
            some = ", ".join(sorted(known)[:30]) or "none"
            raise SettingsError(f"{where}: {what}: {', '.join(wrong)} is not known; known are {some}")
    agencies = frozenset(map(str, raw.get("agencies", ())))
    return Subscription(
        str(raw.get("name", f"subscription {number}")),
        states,
        counties,
        agencies,
        models,
        kinds,
        int(raw.get("days", 30)),
        to,
    )


def _channel(source: Path, number: int, raw: Mapping[str, Any]) -> Channel:
    where = f"{source}: notices.channel {number}"
    kind = str(raw.get("kind", ""))
    if kind not in FIELDS:
        raise SettingsError(f"{where}: kind is one of {', '.join(FIELDS)}")
    told = {k: v for k, v in raw.items() if k not in ("kind", "name")}
    _fields(where, told, FIELDS[kind])
    if kind == "smtp" and not (told.get("host") and told.get("from") and told.get("to")):
        raise SettingsError(f"{where}: e-mail needs host, from and to")
    if kind == "smtp" and told.get("tls", "starttls") not in ("starttls", "tls", "none"):
        raise SettingsError(f"{where}: tls is one of starttls, tls, none")
    if kind in ("webhook", "chat") and not (told.get("url") or told.get("url_env")):
        raise SettingsError(f"{where}: give url, or url_env with the variable that holds it")
    if kind == "webhook" and told.get("url") and urlsplit(told["url"]).scheme not in ("http", "https"):
        raise SettingsError(f"{where}: url begins with https:// or http://")
    if kind == "file" and not told.get("path"):
        raise SettingsError(f"{where}: give path")
    return Channel(str(raw.get("name", f"{kind}-{number}")), kind, told)


def _fields(where: str, raw: Mapping[str, Any], known: Mapping[str, type]) -> None:
    for key, value in raw.items():
        if key not in known:
            raise SettingsError(f"{where}: {key} is not known; known are {', '.join(known)}")
        is_good = (
            all(isinstance(x, str) for x in value) if isinstance(value, list) else type(value) is not bool
        )
        if not isinstance(value, known[key]) or not is_good:
            raise SettingsError(f"{where}: {key} cannot be {value!r}")
