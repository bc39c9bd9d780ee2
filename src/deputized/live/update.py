"""`update`: fetch, take in, build, say what changed since last time, tell who asked, bring the site up to date.

Safe at any hour and at any moment: one run at a time, every step aside and then in place, and what has been told is
recorded only when the notices are in the outbox. A run that was ended anywhere is made good by the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deputized.archive import Ledger
from deputized.facts.lists import hashes
from deputized.library.opening import default_path, open_registry
from deputized.live.client import Client
from deputized.live.fetching import doubted, fetch_unlocked
from deputized.live.notices import Notice
from deputized.live.outbox import SENT, Digest, Outbox, Send, compose
from deputized.live.report import NEW, PERSON, FetchReport
from deputized.live.sending import send
from deputized.live.settings import Settings
from deputized.live.subscriptions import Channel, Subscription, read_subscriptions
from deputized.live.visit_store import Kept

if TYPE_CHECKING:
    from deputized.library import Registry
    from deputized.site.build import Built

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did. `told` is what changed since last time, newest list first."""

    fetched: FetchReport
    lists: tuple[str, ...]  # new in the registry since last time
    told: tuple[Notice, ...]
    suspect: tuple[Notice, ...]
    site: Built | None
    digests: tuple[Digest, ...]  # sent, or with why not
    composed: tuple[Digest, ...] = ()  # in a dry run: what would be sent

    @property
    def exit_code(self) -> int:
        """As of `fetch`; a list that is not believed needs a person too, and so does a notice that did not leave."""
        if self.fetched.exit_code == PERSON or self.suspect or any(d.state != SENT for d in self.digests):
            return PERSON
        return NEW if self.lists else self.fetched.exit_code


@dataclass(slots=True)
class Update:
    """One update. Times and the sender are arguments."""

    settings: Settings
    today: date
    kept: Kept = field(default_factory=Kept)
    client: Client | None = None
    sender: Send = send
    progress: Progress | None = None
    is_dry_run: bool = False

    def run(self) -> UpdateReport:
        """Do it. Raises Busy, SettingsError, and what a ledger or a build raises; all of these leave what was there."""
        subscriptions, channels = read_subscriptions(self.settings)
        if self.is_dry_run:
            fetched = fetch_unlocked(self.settings, None, None, self.kept, self.client, is_dry_run=True)
            return self._after(fetched, subscriptions, channels)
        with self.kept.alone():
            fetched = fetch_unlocked(self.settings, None, None, self.kept, self.client, is_dry_run=False)
            return self._after(fetched, subscriptions, channels)

    def _after(
        self, fetched: FetchReport, subscriptions: tuple[Subscription, ...], channels: tuple[Channel, ...]
    ) -> UpdateReport:
        before = self.kept.read("told")
        lists: tuple[str, ...] = ()
        told: list[Notice] = []
        doubtful: list[Notice] = []
        record: dict[str, Any] | None = None
        site: Built | None = None
        everything: list[Notice] = []
        reasons: dict[str, str] = {}
        if self._is_behind(before):
            from deputized.live.telling import changes_on, suspects

            with open_registry(progress=self._shown("building the registry")) as registry:
                lists, known = _new_lists(registry, before)
                told = changes_on(registry, lists, with_counties=any(s.counties for s in subscriptions))
                doubtful = suspects(registry, lists)
                reasons = doubted(registry)
                site = self._site(registry)
            record = {"publications": known, "stamp": default_path().name, "day": self.today.isoformat()}
            record["site"] = str(self.settings.site_folder or "")
        if subscriptions and channels:
            from deputized.live.telling import deadlines, troubles

            everything = [*doubtful, *told, *deadlines(self.today), *troubles(fetched, self.today)]
        outbox = Outbox(self.kept)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        composed = tuple(compose(everything, subscriptions, channels, outbox, now))
        if self.is_dry_run:
            return UpdateReport(fetched, lists, tuple(told), tuple(doubtful), site, (), composed)
        for digest in composed:
            outbox.put(digest)
        if record is not None:
            self.kept.write("told", record)
        digests = tuple(outbox.send(channels, self.sender))
        return UpdateReport(fetched.judged(reasons), lists, tuple(told), tuple(doubtful), site, digests)

    def _is_behind(self, before: dict[str, Any]) -> bool:
        """Whether there is anything to build or tell: another ledger or program, another day or folder for the site."""
        wanted = default_path()
        if self.is_dry_run:
            return wanted.is_file() and before.get("stamp") != wanted.name
        if before.get("stamp") != wanted.name or not wanted.is_file():
            return True
        if self.settings.site_folder is None:
            return False
        same = before.get("day") == self.today.isoformat() and before.get("site") == str(
            self.settings.site_folder
        )
        return not same or not self.settings.site_folder.is_dir()

    def _site(self, registry: Registry) -> Built | None:
        if self.settings.site_folder is None or self.is_dry_run:
            return None
        from deputized.site.build import build_site

        return build_site(
            registry, self.settings.site_folder, self.today, base_url=self.settings.base_url, workers=self.settings.workers,
            progress=self._shown("building the site"),
        )  # fmt: skip

    def _shown(self, what: str) -> Callable[[int, int], None] | None:
        if (progress := self.progress) is None:
            return None
        return lambda done, total: progress(what, done, total)


def _new_lists(registry: Registry, before: dict[str, Any]) -> tuple[tuple[str, ...], list[str]]:
    """Ids of lists nobody was told of, oldest first, and the hashes of all. At first that is all that do not ship."""
    held = hashes(registry.db)
    known = before.get("publications")
    seen = (
        frozenset(known)
        if isinstance(known, list)
        else frozenset(p.sha256 for p in Ledger.shipped().publications)
    )
    return tuple(name for name, sha in held.items() if sha not in seen), list(held.values())


def with_site(settings: Settings, folder: Path | None, base_url: str) -> Settings:
    """The settings with a site given on the command line."""
    if folder is None:
        return settings
    return replace(settings, site_folder=folder.resolve(), base_url=base_url or settings.base_url)
