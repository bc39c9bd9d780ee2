"""Lists out of the Wayback Machine: its index in parts, its manners, raw bytes, and a run that is picked up."""

from __future__ import annotations

from datetime import date

import pytest

from deputized.archive import Ledger
from deputized.live.client import Client
from deputized.live.settings import Settings
from deputized.live.trouble import FetchStatus, Trouble
from deputized.live.visit_store import Kept
from deputized.live.wayback import captures, from_wayback, read_index
from list_names import bare
from replica.books import book, newest
from replica.world import FOLDER, PAGE, Capture, World, packed, page, sections

ICE = "https://www.ice.gov"
DAYS = [date(2026, 5, n) for n in (19, 20, 21, 22, 26, 27)]


@pytest.fixture
def past(world: World, settings: Settings) -> World:
    """Six lists under the folder, one behind a number on a captured page, and captures that are no lists."""
    for n, day in enumerate(DAYS):
        body = book(newest(), f"{day}T09:00:00", rows=10 + n)
        name = f"participatingAgencies{day:%m%d%Y}am.xlsx"
        for hour in ("10", "15"):  # the same again: the index folds it
            world.captures.append(
                Capture(f"{day:%Y%m%d}{hour}0000", ICE + FOLDER + name, body if n % 2 else packed(body))
            )
    world.captures.append(Capture("20260522100000", ICE + FOLDER + "WSO_MOA_Fillable.pdf", b"%PDF-1.7"))
    world.captures.append(
        Capture("20260523100000", ICE + FOLDER + "participatingAgencies05232026am.xlsx", b"<html>gone</html>")
    )
    hidden = book(newest(), "2026-05-28T09:00:00", rows=30)
    world.captures.append(
        Capture(
            "20260528120100",
            f"{ICE}/file-download/download/public/190001",
            hidden,
            "Thu, 28 May 2026 14:00:00 GMT",
        )
    )
    text = page(sections("2026-05-28", "/file-download/download/public/190001", "", 30, 1, 0), "2026-05-28")
    world.captures.append(Capture("20260528120000", ICE + PAGE, text.encode()))
    return world


@pytest.fixture
def there(settings: Settings) -> Settings:
    """The Wayback Machine knows the page by ICE's address."""
    return Settings(settings.source, page=ICE + PAGE, cdx=settings.cdx, replay=settings.replay)


def mine() -> int:
    return len(Ledger.open().publications) - len(Ledger.shipped().publications)


def test_every_list_of_both_kinds_comes(past: World, there: Settings, kept: Kept, client: Client) -> None:
    report = from_wayback(there, kept, client, None)
    assert len(report.new) == 7
    assert mine() == 7
    by_id = {bare(p.publication_id): p for p in Ledger.open().publications}
    assert by_id["participating-2026-05-19am"].first_captured_at == "2026-05-19T10:00:00+00:00"
    assert "participating-2026-05-28" in by_id  # its day is the server's: its address tells none


def test_since_a_day(past: World, there: Settings, kept: Kept, client: Client) -> None:
    assert len(from_wayback(there, kept, client, date(2026, 5, 26)).new) == 3
    assert "from=20260526" in past.asked[0][0]


def test_the_index_is_read_in_parts(past: World, there: Settings, kept: Kept, client: Client) -> None:
    past.switches.index_parts = 2
    assert len(from_wayback(there, kept, client, None).new) == 7
    assert sum("resumeKey=" in path for path, _ in past.asked) >= 3


def test_a_second_run_asks_only_the_index(past: World, there: Settings, kept: Kept, client: Client) -> None:
    from_wayback(there, kept, client, None)
    past.asked.clear()
    assert from_wayback(there, kept, client, None).new == ()
    assert all(path.startswith("/cdx") for path, _ in past.asked)


def test_503_is_waited_out(past: World, there: Settings, kept: Kept, client: Client) -> None:
    past.switches.busy = 3
    assert len(from_wayback(there, kept, client, None).new) == 7
    assert client.sleep.__self__ == [15.0, 30.0, 60.0]  # type: ignore[attr-defined]


def test_five_refusals_end_it_and_the_next_run_goes_on(
    past: World, there: Settings, kept: Kept, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deputized.live.wayback.BATCH", 2)
    sleep, asked = client.sleep, 0

    def tired(url: str, since: str = "") -> object:
        nonlocal asked
        asked += "/web/" in url
        if asked > 4:
            raise Trouble(FetchStatus.THROTTLED, url, "503")
        return Client.file(client, url, since)

    class Tired:
        file = staticmethod(tired)
        page = client.page
        requests = 0

    tired_client = Tired()
    tired_client.sleep = sleep  # type: ignore[attr-defined]
    report = from_wayback(there, kept, tired_client, None)  # type: ignore[arg-type]
    assert report.items[-1].status is FetchStatus.THROTTLED
    assert "goes on from here" in report.items[-1].what_to_do
    assert mine() == 4
    past.asked.clear()
    assert len(from_wayback(there, kept, client, None).new) == 3
    assert sum(path.startswith("/web/") and ".xlsx" in path for path, _ in past.asked) <= 4


def test_an_index_that_turns_in_a_circle_ends(
    there: Settings, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Circle:
        body = (
            b'[["timestamp","original","statuscode","digest"],["20260101000000","x","200","d"],[],["same"]]'
        )

    monkeypatch.setattr("deputized.live.wayback.patiently", lambda client, url: Circle())
    assert len(list(captures(client, there, "x", None))) == 2


@pytest.mark.parametrize(
    "body",
    [b"{", b'[["timestamp"],["x","y"]]', b"[1,2]", b"null", b'[["timestamp","original"],["20260101000000"]]'],
)
def test_a_damaged_index_is_said(body: bytes) -> None:
    with pytest.raises(Trouble, match="cannot be read"):
        read_index(body, "x")


@pytest.mark.usefixtures("built_home")
def test_a_dry_run_writes_nothing(past: World, there: Settings, kept: Kept, client: Client) -> None:
    """Ten rows of 1,843 are no list to be believed, and it says so of each, judged beside the others."""
    report = from_wayback(there, kept, client, date(2026, 5, 26), is_dry_run=True)
    assert [bare(i.publication_id) for i in report.suspect] == [
        "participating-2026-05-26am",
        "participating-2026-05-27am",
        "participating-2026-05-28",
    ]
    assert all("changes nothing" in i.detail for i in report.suspect)
    assert report.new == ()
    assert not kept.folder.exists()
    assert mine() == 0
