"""A visit to ICE's page on the replica: what is taken, what is kept, and that nothing is believed before it is whole."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from deputized.archive import Ledger
from deputized.live import visit_store
from deputized.live.client import Client
from deputized.live.report import LATER, NEW, NOTHING_NEW, PERSON, FetchReport
from deputized.live.settings import Settings
from deputized.live.trouble import FetchStatus
from deputized.live.visit import visit
from deputized.live.visit_store import Busy, Kept
from list_names import bare
from replica.books import book, newest
from replica.server import Replica
from replica.world import PAGE, World, page, sections


@pytest.fixture
def go(settings: Settings, kept: Kept, client: Client):  # type: ignore[no-untyped-def]
    def run(**options: bool) -> FetchReport:
        return visit(settings, kept, client, **options)

    return run


def status_of(report: FetchReport, what: str) -> FetchStatus:
    return next(i.status for i in report.items if i.what == what)


def mine() -> list[str]:
    shipped = {p.sha256 for p in Ledger.shipped().publications}
    return [bare(p.publication_id) for p in Ledger.open().publications if p.sha256 not in shipped]


def test_todays_list_is_taken_and_held_against_the_page(go, world: World, kept: Kept, small: bytes) -> None:  # type: ignore[no-untyped-def]
    report = go()
    assert report.exit_code == NEW
    assert mine() == ["participating-2026-05-22pm"]
    (item,) = report.new
    assert item.differences == ()
    assert item.stated.startswith("As of May 22, 2026, at 4 p.m., ICE has signed 12 Memorandums")
    seen = {s.kind: s for s in kept.sightings()}
    assert seen["participating"].last_modified == "Fri, 22 May 2026 18:00:00 GMT"
    assert seen["participating"].etag.startswith('"')
    assert seen["participating"].stated is not None
    assert seen["participating"].page_sha256 == seen["page"].sha256
    assert kept.file(seen["participating"].sha256).read_bytes() == small
    assert b"first.last" not in kept.file(seen["page"].sha256).read_bytes()


def test_nothing_new_is_two_conditional_requests(go, world: World) -> None:  # type: ignore[no-untyped-def]
    go()
    world.asked.clear()
    report = go()
    assert report.exit_code == NOTHING_NEW
    assert len(world.asked) == 2
    assert all("If-Modified-Since" in headers for _, headers in world.asked)


def test_a_server_without_conditions_gives_nothing_new_either(go, world: World, kept: Kept) -> None:  # type: ignore[no-untyped-def]
    go()
    world.switches.no_conditions = True
    before = len(kept.sightings())
    assert go().exit_code == NOTHING_NEW
    assert len(kept.sightings()) == before
    assert len(Ledger.open().sightings) == len(Ledger.open().sightings)


def test_a_list_overwritten_in_place_is_new(go, world: World) -> None:  # type: ignore[no-untyped-def]
    go()
    world.put(
        "participatingAgencies05222026pm.xlsx",
        book(newest(), "2026-05-22T19:00:00", rows=13),
        "2026-05-22T20:00:00",
    )
    report = go()
    assert report.exit_code == NEW
    assert mine() == ["participating-2026-05-22pm", "participating-2026-05-22pm"]
    (item,) = report.new
    assert item.differences == ("the page says 12 agreements, the list has 13 rows (1 more)",)


def test_a_link_before_its_file_loses_nothing(go, world: World) -> None:  # type: ignore[no-untyped-def]
    """12 September 2025: both links answered 404 for a while."""
    world.switches.missing_files = True
    report = go()
    assert status_of(report, "participating") is FetchStatus.NOT_THERE
    assert report.exit_code == LATER
    assert mine() == []
    world.switches.missing_files = False
    assert go().exit_code == NEW  # the page has not changed since, and the list is asked for all the same
    assert mine() == ["participating-2026-05-22pm"]


@pytest.mark.parametrize(
    ("switch", "value", "code"),
    [
        ("block", True, PERSON), ("html_with_200", True, PERSON), ("page_as_file", True, PERSON), ("throttle", 1, LATER),
        ("busy", 1, LATER), ("cut", 99, LATER), ("reset", 99, LATER), ("gone", True, PERSON), ("redirect", "loop", PERSON),
        ("redirect", "away", PERSON), ("damaged_gzip", True, LATER),
    ],
)  # fmt: skip
def test_a_bad_day_takes_nothing_and_the_next_good_one_all(
    go, world: World, switch: str, value: object, code: int
) -> None:  # type: ignore[no-untyped-def]
    before = getattr(world.switches, switch)
    setattr(world.switches, switch, value)
    report = go()
    assert report.exit_code == code
    assert mine() == []
    assert all(i.what_to_do for i in report.items if i.status not in (FetchStatus.NEW, FetchStatus.UNCHANGED))
    setattr(world.switches, switch, before)
    assert go().exit_code == NEW


def test_both_lists_of_both_kinds_of_link(go, world: World, small: bytes) -> None:  # type: ignore[no-untyped-def]
    waiting = book(newest("pending"), "2026-05-20T13:00:00", rows=8)
    a = world.put(
        "participatingAgencies05222026pm.xlsx", small, "2026-05-22T18:00:00", kind="B", number=185939
    )
    b = world.put("pendingAgencies05202026am.xlsx", waiting, "2026-05-20T18:00:00", kind="B", number=185940)
    world.show("2026-05-22", a, b, agreements=12)
    report = go()
    assert mine() == ["pending-2026-05-20am", "participating-2026-05-22pm"]
    pending = next(i for i in report.items if i.what == "pending")
    assert pending.differences[0] == "the page says 67 applications, the list has 2 rows (65 fewer)"


def test_a_page_without_the_pending_link_is_said(go, world: World) -> None:  # type: ignore[no-untyped-def]
    report = go()
    assert any(i.what == "pending" and "no pending list" in i.detail for i in report.items)


def test_one_link_that_fails_keeps_the_other_from_nothing(go, world: World, small: bytes) -> None:  # type: ignore[no-untyped-def]
    a = world.put("participatingAgencies05222026pm.xlsx", small, "2026-05-22T18:00:00")
    world.show(
        "2026-05-22", a, "/doclib/about/offices/ero/287g/pendingAgencies05222026pm.xlsx", agreements=12
    )
    report = go()
    assert status_of(report, "pending") is FetchStatus.NOT_THERE
    assert mine() == ["participating-2026-05-22pm"]


def test_a_page_edited_while_it_was_read_is_read_again(go, world: World) -> None:  # type: ignore[no-untyped-def]
    later = world.put(
        "participatingAgencies05232026am.xlsx",
        book(newest(), "2026-05-23T09:00:00", rows=14),
        "2026-05-23T10:00:00",
    )
    world.switches.edited_while_read = page(sections("2026-05-23", later, "", 14, 1, 0), "2026-05-23")
    report = go()
    assert mine() == ["participating-2026-05-22pm", "participating-2026-05-23am"]
    assert len(report.new) == 2


def test_a_page_whose_totals_disagree_says_by_how_much(go, world: World) -> None:  # type: ignore[no-untyped-def]
    path = next(iter(world.files))
    world.show("2026-05-22", path, agreements=2382, states=39, territories=2)
    (item,) = go().new
    assert item.differences == (
        "the page says 2,382 agreements, the list has 12 rows (2,370 fewer)",
        "the page says 39 states, the list has 1 (38 fewer)",
        "the page says 2 territories, the list has 0 (2 fewer)",
    )


def test_a_page_that_is_another_page_needs_a_person(
    settings: Settings, kept: Kept, client: Client, world: World
) -> None:
    world.page = "<html><body><main><h1>Contact ICE</h1></main></body></html>"
    report = visit(settings, kept, client)
    assert report.exit_code == PERSON
    assert report.items[0].status is FetchStatus.NOT_A_LIST
    assert settings.page in report.items[0].what_to_do


def test_a_page_without_a_link_needs_a_person(go, world: World) -> None:  # type: ignore[no-untyped-def]
    world.edit("<h3>287(g) Participating Agencies</h3><p>Coming soon.</p>", "2026-05-22")
    report = go()
    assert report.items[0].status is FetchStatus.NO_LINK


def test_a_file_that_is_no_list_is_kept_said_and_tried_again(
    go, world: World, kept: Kept, small: bytes
) -> None:  # type: ignore[no-untyped-def]
    path = next(iter(world.files))
    world.files[path].body = b"PK\x03\x04 but nothing more"
    for _ in range(2):
        report = go()
        assert status_of(report, "participating") is FetchStatus.NOT_A_LIST
        assert report.exit_code == PERSON
    assert mine() == []
    record = json.loads((kept.folder / "participating.json").read_text(encoding="utf-8"))
    assert kept.file(record["sha256"]).read_bytes() == b"PK\x03\x04 but nothing more"
    world.put("participatingAgencies05222026pm.xlsx", small, "2026-05-22T19:00:00")
    assert go().exit_code == NEW


@pytest.mark.usefixtures("built_home")
def test_a_dry_run_keeps_nothing(go, home: Path) -> None:  # type: ignore[no-untyped-def]
    report = go(is_dry_run=True)
    assert [bare(i.publication_id) for i in report.suspect] == ["participating-2026-05-22pm"]
    assert not (home / "live").exists()
    assert not (home / "ledger").exists()


def test_an_undated_name_has_the_servers_day(go, world: World, small: bytes) -> None:  # type: ignore[no-untyped-def]
    """February and March 2025: participatingAgencies.xlsx, overwritten in place; 1 a.m. UTC is the evening before."""
    path = world.put("participatingAgencies.xlsx", small, "2026-05-22T01:00:00")
    world.show("2026-05-22", path, agreements=12)
    (item,) = go().new
    assert bare(item.publication_id) == "participating-2026-05-21"
    assert "the server says it was put up on 2026-05-21" in item.date_evidence
    assert go().exit_code == NOTHING_NEW


def test_a_nameless_download_without_a_time_has_the_pages_day(
    go, world: World, small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("deputized.live.taking.http_time", lambda text: None)
    path = world.put("list.xlsx", small, "2026-05-22T01:00:00", kind="B")
    world.show("2026-05-22", path, agreements=12)
    (item,) = go().new
    assert "the page that links it says as of 2026-05-22" in item.date_evidence


def test_damaged_records_only_cost_a_question(go, kept: Kept, world: World) -> None:  # type: ignore[no-untyped-def]
    go()
    for text in ("", "{", "[]", '{"address": 5}', "\x00"):
        for name in ("page", "participating"):
            (kept.folder / f"{name}.json").write_text(text, encoding="utf-8")
        assert go().exit_code == NOTHING_NEW
    with (kept.folder / "sightings.ndjson").open("a") as log:
        log.write('{"at": "2026')  # torn by a kill
    world.put(
        "participatingAgencies05222026pm.xlsx",
        book(newest(), "2026-05-22T19:00:00", rows=13),
        "2026-05-22T20:00:00",
    )
    before = len(kept.sightings())
    go()
    assert len(kept.sightings()) == before + 1


def test_another_page_in_the_settings_asks_anew(
    go, settings: Settings, kept: Kept, client: Client, world: World
) -> None:  # type: ignore[no-untyped-def]
    go()
    other = replace(settings, page=settings.page.replace(PAGE, "/moved" + PAGE))
    world.asked.clear()
    visit(other, kept, client)
    assert "If-Modified-Since" not in world.asked[0][1]


def test_one_at_a_time(kept: Kept) -> None:
    with (
        kept.alone(),
        pytest.raises(Busy, match="another fetch or update is under way"),
        Kept(kept.folder).alone(),
    ):
        pass


@pytest.mark.parametrize("sha256", ["../../x", "", "A" * 64, "a" * 63])
def test_a_hash_from_a_record_cannot_lead_out(kept: Kept, sha256: str) -> None:
    with pytest.raises(ValueError, match="no hash"):
        kept.file(sha256)


def test_nothing_is_said_to_be_known_before_it_is_in(
    go, world: World, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    """Killed between keeping the bytes and taking them in: the next run asks again."""

    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("deputized.live.visit.take_in", killed)
        with pytest.raises(KeyboardInterrupt):
            go()
    assert not (kept.folder / "participating.json").exists()
    assert go().exit_code == NEW
    assert mine() == ["participating-2026-05-22pm"]
    assert not list(kept.folder.rglob("*.new"))
    assert visit_store.Kept().folder == kept.folder


def test_the_replica_is_only_on_this_machine(replica: Replica) -> None:
    assert replica.server_address[0] == "127.0.0.1"
