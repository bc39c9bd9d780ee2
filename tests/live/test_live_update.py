"""Update: from ICE's page to told changes in one run, once, whatever ends it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from cut_short import KILLS, forks
from deputized.archive import Ledger
from deputized.library.opening import open_registry
from deputized.live.client import Client
from deputized.live.fetching import fetch
from deputized.live.outbox import Digest, Outbox
from deputized.live.report import LATER, NEW, NOTHING_NEW, PERSON
from deputized.live.settings import Settings
from deputized.live.subscriptions import Channel
from deputized.live.telling import changes_on
from deputized.live.update import Update, UpdateReport
from deputized.live.visit_store import Busy, Kept
from list_names import bare
from replica.books import book, newest
from replica.server import Replica
from replica.world import PAGE, World

TODAY = date(2026, 5, 23)
EXTRA = (
    "MARYLAND",
    "Kent County Sheriff's Office",
    "County",
    "Kent County",
    "Task Force Model",
    "2026-05-20",
    "link pending",
)


def whole(day: str, n: int = 1) -> bytes:
    """The newest shipped list with `n` agreements more, as printed."""
    names = ("Kent", "Talbot", "Calvert", "Dorchester")
    more = [
        (EXTRA[0], f"{x} County Sheriff's Office", *EXTRA[2:3], f"{x} County", *EXTRA[4:]) for x in names[:n]
    ]
    return book(newest(), f"{day}T13:00:00", more=more)


@pytest.fixture(scope="module")
def first_list() -> bytes:
    return whole("2026-05-22")


@pytest.fixture
def world(first_list: bytes) -> World:
    made = World()
    made.show(
        "2026-05-22",
        made.put("participatingAgencies05222026pm.xlsx", first_list, "2026-05-22T18:00:00"),
        agreements=1844,
    )
    return made


@pytest.fixture
def go(settings: Settings, built_home: Path, client: Client):  # type: ignore[no-untyped-def]
    def run(settings: Settings = settings, **options: object) -> UpdateReport:
        return Update(settings, options.pop("today", TODAY), client=client, **options).run()  # type: ignore[arg-type]

    return run


def test_from_page_to_told_changes(go, world: World) -> None:  # type: ignore[no-untyped-def]
    report = go()
    assert report.exit_code == NEW
    assert tuple(map(bare, report.lists)) == ("participating-2026-05-22pm",)
    assert any(
        "Kent County Sheriff's Office (MD)" in t.sentence and "Task Force" in t.sentence for t in report.told
    )
    again = go()
    assert again.exit_code == NOTHING_NEW
    assert again.told == ()
    world.asked.clear()
    go()
    assert len(world.asked) == 2


def test_a_list_taken_in_by_hand_is_told_once_too(go, built_home: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from deputized.archive import ingest

    path = tmp_path / "participatingAgencies05212026am.xlsx"
    path.write_bytes(whole("2026-05-21", 2))
    ingest([path])
    assert set(map(bare, go().lists)) == {"participating-2026-05-21am", "participating-2026-05-22pm"}


def test_blocked_needs_a_person_and_what_is_here_stays(go, world: World) -> None:  # type: ignore[no-untyped-def]
    world.switches.block = True
    report = go()
    assert report.exit_code == PERSON
    assert report.fetched.items[0].what_to_do.startswith("open ")
    world.switches.block, world.switches.throttle = False, 1
    assert go().exit_code == LATER
    assert go().exit_code == NEW


def test_a_list_that_is_not_believed_needs_a_person(go, world: World) -> None:  # type: ignore[no-untyped-def]
    world.put(
        "participatingAgencies05222026pm.xlsx",
        book(newest(), "2026-05-22T13:00:00", without=700),
        "2026-05-22T18:00:00",
    )
    report = go()
    assert report.exit_code == PERSON
    assert "is not believed" in report.suspect[0].sentence
    assert not [t for t in report.told if t.kind == "delisted"]


@pytest.mark.parametrize("is_dry_run", [True, False])
def test_fetch_alone_says_of_a_list_what_the_rules_say(
    settings: Settings, built_home: Path, client: Client, world: World, is_dry_run: bool
) -> None:
    path = world.put(
        "participatingAgencies05242026am.xlsx",
        book(newest(), "2026-05-24T09:00:00", without=700),
        "2026-05-24T12:00:00",
    )
    world.show("2026-05-24", path, agreements=1143)
    report = fetch(settings, client=client, is_dry_run=is_dry_run)
    assert report.exit_code == PERSON and not report.new
    (item,) = report.suspect
    assert "rows of the list before are not on it" in item.sentence()
    assert f"deputized quarantine {item.publication_id} --believe" in item.sentence()


@pytest.mark.parametrize("is_dry_run", [True, False])
def test_fetch_doubts_a_list_whose_day_has_not_come(
    settings: Settings, built_home: Path, first_list: bytes, tmp_path: Path, is_dry_run: bool
) -> None:
    day = date.today() + timedelta(days=40)
    path = tmp_path / f"participatingAgencies{day:%m%d%Y}am.xlsx"
    path.write_bytes(first_list)
    report = fetch(settings, str(path), is_dry_run=is_dry_run)
    assert report.exit_code == PERSON and not report.new
    assert "had not come when it was taken in" in report.suspect[0].detail


def test_fetch_says_new_of_a_list_that_is_believed(
    settings: Settings, built_home: Path, client: Client
) -> None:
    for is_dry_run in (True, False):
        report = fetch(settings, client=client, is_dry_run=is_dry_run)
        assert report.exit_code == NEW and len([i for i in report.new if i.what != "page"]) == 1
        assert not report.suspect


def test_two_updates_at_once_leave_each_other_alone(go, kept: Kept) -> None:  # type: ignore[no-untyped-def]
    with kept.alone(), pytest.raises(Busy):
        go()


def test_a_dry_run_changes_nothing(go, built_home: Path) -> None:  # type: ignore[no-untyped-def]
    before = sorted(p.name for p in built_home.rglob("*"))
    assert go(is_dry_run=True).fetched.new
    assert sorted(p.name for p in built_home.rglob("*")) == before


def test_a_sender_that_fails_loses_nothing_and_tells_nobody_twice(
    go, settings: Settings, world: World
) -> None:  # type: ignore[no-untyped-def]
    told = replace(
        settings,
        subscriptions=({"name": "Maryland", "states": ["MD"]},),
        channels=({"kind": "file", "name": "desk", "path": "x"},),
    )
    sent: list[Digest] = []

    def broken(channel: Channel, digest: Digest) -> None:
        raise OSError("no way out")

    first = go(told, sender=broken)
    assert first.exit_code == PERSON
    assert [d.error for d in first.digests] == ["OSError: no way out"]
    second = go(told, sender=lambda channel, digest: sent.append(digest))
    assert second.exit_code == NOTHING_NEW
    assert len(sent) == 1
    assert "Kent County" in sent[0].text
    go(told, sender=lambda channel, digest: sent.append(digest))
    assert len(sent) == 1


def test_the_order_of_keeping(go, settings: Settings, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """Ended after the build and before anybody counts as told: the next run tells."""

    class Ended(BaseException):
        pass

    def end(self: Kept, name: str, record: object) -> None:
        if name == "told":
            raise Ended
        write(self, name, record)  # type: ignore[arg-type]

    write = Kept.write
    monkeypatch.setattr(Kept, "write", end)
    with pytest.raises(Ended):
        go()
    monkeypatch.setattr(Kept, "write", write)
    report = go()
    assert tuple(map(bare, report.lists)) == ("participating-2026-05-22pm",)
    assert report.told


PROGRAM = """
from datetime import date
from pathlib import Path
from deputized.live.client import Client
from deputized.live.settings import Settings
from deputized.live import telling, visit  # what an update needs is loaded before the clock runs
from deputized.live.update import Update
from deputized.registry import build_registry
def work(argument):
    page, out = argument.split(" ", 1)
    def note(channel, digest):
        with open(out, "a") as f:
            f.write(digest.digest_id + " " + " ".join(digest.keys) + "\\n")
    channels = ({"kind": "file", "name": "desk", "path": "x"},)
    settings = Settings(Path("none"), page=page, subscriptions=({"name": "all", "kinds": ["all"]},), channels=channels)
    client = Client(timeout=5.0); client.pause = 0.0
    Update(settings, date(2026, 5, 23), client=client, sender=note).run()
"""


@pytest.mark.slow
@pytest.mark.timeout(max(600, 60 * KILLS))
def test_kills_at_random_moments_lose_nothing(
    built_home: Path, replica: Replica, world: World, tmp_path: Path
) -> None:
    """Each kill comes while a new list is on the page; the run after it makes good, and every list is told exactly once.

    A digest in whose sending the kill falls is marked and shown, not sent again (DEPUTIZED_KILLS sets the number)."""
    out, chance = tmp_path / "sent.txt", random.Random(21)
    asked, count, cut = f"{replica.url}{PAGE} {out}", KILLS or 6, 0
    with forks(PROGRAM) as updates:
        updates.run(asked)
        length = 0.0
        for n in range(count):
            day = f"2026-05-{22 + n // 12:02}"
            name = f"participatingAgencies{day[5:7]}{day[8:]}2026pm.xlsx"
            world.put(name, whole(day, n % 4), f"{day}T18:{n % 60:02}:{n % 50:02}")
            world.show(day, "/doclib/about/offices/ero/287g/" + name, agreements=1843 + n % 4)
            if n == 0:  # a run that has a list to take in
                length = updates.run(asked)
                continue
            cut += updates.kill_after(length * (n % 4 + chance.random()) / 4, asked)
            if n % 4 == 3:  # some kills in a row, then a run that is let be
                updates.run(asked)
                with open_registry() as registry:
                    held = registry.rows("SELECT count(*) AS n FROM publications")[0]["n"]
                assert held == len(Ledger.open().publications)
    assert cut > count // 3
    assert Update(Settings(Path("none"), page=replica.url + PAGE), date(2026, 5, 23)).run().exit_code in (
        NEW,
        NOTHING_NEW,
    )
    lines = out.read_text(encoding="utf-8").splitlines()
    keys = [key for line in lines for key in line.split()[1:]]
    assert len(keys) == len(set(keys)), "something was told twice"
    with open_registry() as registry:
        shipped = {p.sha256 for p in Ledger.shipped().publications}
        ours = [p.publication_id for p in Ledger.open().publications if p.sha256 not in shipped]
        wanted = {t.key for t in changes_on(registry, ours)}
    cut_off = {key for d in Outbox(Kept()).all() if d.state == "sending" for key in d.keys}
    assert wanted <= set(keys) | cut_off, "something was never told"
    held = {p.sha256 for p in Ledger.open().publications}
    assert {s.sha256 for s in Kept().sightings() if s.kind == "participating"} <= held, (
        "something was seen and not taken in"
    )
    assert not Kept().read("coming")
