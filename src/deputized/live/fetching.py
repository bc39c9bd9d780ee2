"""`fetch`: one door to every source of lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from deputized.facts.lists import suspects
from deputized.library import Registry
from deputized.library.opening import open_registry
from deputized.live.client import Client
from deputized.live.elsewhere import from_path, from_url
from deputized.live.report import FetchReport
from deputized.live.settings import Settings
from deputized.live.visit import client_of, visit
from deputized.live.visit_store import Kept
from deputized.live.wayback import from_wayback, wayback_client


def fetch(
    settings: Settings,
    source: str | None = None,
    since: date | None = None,
    *,
    is_dry_run: bool = False,
    kept: Kept | None = None,
    client: Client | None = None,
) -> FetchReport:
    """Lists from a source into the user's ledger: ICE's page (None), "wayback", an address, a folder or a file.

    What came is judged before it is told: a list that is not believed is told as suspect, with the reason.
    What goes wrong on the way is in the report. Raises Busy if another fetch is under way, OSError for a path that is not
    there, LedgerError for a damaged ledger.
    """
    place = kept or Kept()
    if is_dry_run:
        return fetch_unlocked(settings, source, since, place, client, is_dry_run=True)
    with place.alone():
        report = fetch_unlocked(settings, source, since, place, client, is_dry_run=False)
    if not report.new:
        return report
    with open_registry() as registry:  # the rules' word on what came
        return report.judged(doubted(registry))


def doubted(registry: Registry) -> dict[str, str]:
    """Why lists are not believed, by their ids."""
    return {row["publication_id"]: row["standing_reason"] for row in suspects(registry.db)}


def fetch_unlocked(
    settings: Settings,
    source: str | None,
    since: date | None,
    kept: Kept,
    client: Client | None,
    *,
    is_dry_run: bool,
) -> FetchReport:
    """`fetch` for who holds the lock already."""
    if source is None:
        return visit(settings, kept, client or client_of(settings), is_dry_run=is_dry_run)
    if source == "wayback":
        return from_wayback(settings, kept, client or wayback_client(settings), since, is_dry_run=is_dry_run)
    if source.startswith(("https://", "http://")):
        return from_url(source, kept, client or client_of(settings), is_dry_run=is_dry_run)
    return from_path(Path(source), kept, is_dry_run=is_dry_run)
