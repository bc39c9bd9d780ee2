"""Update: from ICE's page to told changes in one run, once, whatever ends it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from deputized.archive import Ledger
from deputized.library.opening import default_path, open_registry
from deputized.live.client import Client
from deputized.live.kept import Busy, Kept
from deputized.live.outbox import Digest, Outbox
from deputized.live.report import LATER, NEW, NOTHING_NEW, PERSON
from deputized.live.settings import Settings
from deputized.live.subscriptions import Channel
from deputized.live.telling import changes_on
from deputized.live.update import Update, UpdateReport
from deputized.registry.resume import resume_file
from list_names import bare
from replica.books import book, newest
from replica.server import Replica
from replica.world import PAGE, World

TODAY = date(2026, 5, 23)
KILLS = int(os.environ.get("DEPUTIZED_KILLS", "12"))
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
def built_home(home: Path, registry_file: Path) -> Path:
    """A home that has the shipped lists' registry already, so that a test need not build it."""
    home.mkdir()
    shutil.copyfile(registry_file, default_path())
    shutil.copyfile(resume_file(registry_file), resume_file(default_path()))
    return home


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
import sys
from datetime import date
from pathlib import Path
from deputized.live.client import Client
from deputized.live.settings import Settings
from deputized.live.telling import changes_on
from deputized.live.update import Update
base, out = sys.argv[1:3]
def note(channel, digest):
    with open(out, "a") as f:
        f.write(digest.digest_id + " " + " ".join(digest.keys) + "\\n")
channels = ({"kind": "file", "name": "desk", "path": "x"},)
settings = Settings(Path("none"), page=base, subscriptions=({"name": "all", "kinds": ["all"]},), channels=channels)
client = Client(timeout=5.0); client.pause = 0.0
r = Update(settings, date(2026, 5, 23), client=client, sender=note).run()
print(r.exit_code, len(r.told))
"""


def _run(url: str, out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, url, str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_kills_at_random_moments_lose_nothing(
    built_home: Path, replica: Replica, world: World, tmp_path: Path
) -> None:
    """Each kill comes while a new list is on the page; the run after it makes good, and every list is told exactly once.

    A digest in whose sending the kill falls is marked and shown, not sent again (DEPUTIZED_KILLS sets the number)."""
    out, chance = tmp_path / "sent.txt", random.Random(21)
    begun = time.monotonic()
    done = _run(replica.url + PAGE, out)
    assert done.wait(120) == 0, done.stderr and done.stderr.read()
    length = time.monotonic() - begun
    cut = 0
    for n in range(KILLS):
        day = f"2026-05-{22 + n // 12:02}"
        name = f"participatingAgencies{day[5:7]}{day[8:]}2026pm.xlsx"
        world.put(name, whole(day, n % 4), f"{day}T18:{n % 60:02}:{n % 50:02}")
        world.show(day, "/doclib/about/offices/ero/287g/" + name, agreements=1843 + n % 4)
        process, begun = _run(replica.url + PAGE, out), time.monotonic()
        limit = chance.uniform(0.05, length)
        while process.poll() is None and time.monotonic() - begun < limit:
            time.sleep(0.01)
        if process.poll() is not None:
            length = min(
                length, time.monotonic() - begun
            )  # the first run had more to do, or the machine less
        else:
            process.send_signal(signal.SIGKILL)
            cut += 1
        process.wait()
        if n % 4 == 3:  # some kills in a row, then a run that is let be
            healed = _run(replica.url + PAGE, out)
            _, error = healed.communicate(timeout=120)
            assert healed.returncode == 0, error
            assert open_registry().rows("SELECT count(*) AS n FROM publications")[0]["n"] == len(
                Ledger.open().publications
            )
    assert cut > KILLS // 3
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
