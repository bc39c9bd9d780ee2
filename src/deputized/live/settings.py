"""What the user sets, in one TOML file: who asks, where the site goes, who is told of what.

It is `$DEPUTIZED_CONFIG`, else `config.toml` in `$DEPUTIZED_HOME`, else `$XDG_CONFIG_HOME/deputized/config.toml`, else
`~/.config/deputized/config.toml`. Without it everything has its default. Secrets stay out of it: a password is named by
the environment variable that holds it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PAGE = "https://www.ice.gov/identify-and-arrest/287g"
CDX = "https://web.archive.org/cdx/search/cdx"
REPLAY = "https://web.archive.org/web"
KNOWN: dict[str, dict[str, type]] = {
    "fetch": {"page": str, "contact": str, "browser_agent": bool, "timeout": float, "cdx": str, "replay": str},
    "site": {"folder": str, "base_url": str, "workers": int},
    "notices": {"subscription": list, "channel": list},
}  # fmt: skip


class SettingsError(Exception):
    """A slip in the settings; the message names the file, the key and what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings as read. `source` is the file, or where it would be."""

    source: Path
    page: str = PAGE
    contact: str = ""
    browser_agent: bool = False
    timeout: float = 60.0  # seconds
    cdx: str = CDX
    replay: str = REPLAY
    site_folder: Path | None = None
    base_url: str = ""
    workers: int = 2
    subscriptions: tuple[Mapping[str, Any], ...] = ()
    channels: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)


def settings_file() -> Path:
    """Where the settings are read from; the file need not exist."""
    if chosen := os.environ.get("DEPUTIZED_CONFIG"):
        return Path(chosen)
    if home := os.environ.get("DEPUTIZED_HOME"):
        return Path(home) / "config.toml"
    base = os.environ.get("XDG_CONFIG_HOME")
    folder = Path(base) if base and Path(base).is_absolute() else Path.home() / ".config"
    return folder / "deputized" / "config.toml"


def read_settings(path: Path | None = None) -> Settings:
    """The user's settings; `$DEPUTIZED_CONTACT` stands before the file's contact. Raises SettingsError."""
    source = path or settings_file()
    try:
        found = tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError:
        found = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{source}: cannot be read ({error}); mend it or move it away") from error
    _check(source, found)
    fetch, site, notices = (found.get(name, {}) for name in ("fetch", "site", "notices"))
    folder = Path(site["folder"]).expanduser() if site.get("folder") else None
    if folder is not None and not folder.is_absolute():
        folder = source.parent / folder
    base_url = site.get("base_url", "")
    if base_url and not (base_url.startswith(("https://", "http://")) and base_url.endswith("/")):
        raise SettingsError(f"{source}: site.base_url begins with https:// and ends with /")
    return Settings(
        source,
        page=fetch.get("page", PAGE),
        contact=os.environ.get("DEPUTIZED_CONTACT") or fetch.get("contact", ""),
        browser_agent=fetch.get("browser_agent", False),
        timeout=float(fetch.get("timeout", 60.0)),
        cdx=fetch.get("cdx", CDX),
        replay=fetch.get("replay", REPLAY).rstrip("/"),
        site_folder=folder,
        base_url=base_url,
        workers=min(max(site.get("workers", 2), 1), 8),
        subscriptions=tuple(notices.get("subscription", ())),
        channels=tuple(notices.get("channel", ())),
    )


def _check(source: Path, found: Mapping[str, Any]) -> None:
    for name, table in found.items():
        if name not in KNOWN:
            raise SettingsError(
                f"{source}: [{name}] is not known; known are {', '.join(f'[{k}]' for k in KNOWN)}"
            )
        if not isinstance(table, dict):
            raise SettingsError(f"{source}: {name} is a table: write [{name}]")
        for key, value in table.items():
            kind = KNOWN[name].get(key)
            if kind is None:
                raise SettingsError(
                    f"{source}: {name}.{key} is not known; known are {', '.join(KNOWN[name])}"
                )
            good = isinstance(value, (int, float) if kind is float else kind) and (
                kind is bool or type(value) is not bool
            )
            if not good or (kind is list and not all(isinstance(x, dict) for x in value)):
                raise SettingsError(f"{source}: {name}.{key} cannot be {value!r}")
