"""Lists from a file, a folder, a manifest, an address: the same checks and the same record."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from deputized.archive import Ledger
from deputized.live.client import Client
from deputized.live.elsewhere import from_path, from_url, manifest_rows
from deputized.live.report import NEW, NOTHING_NEW
from deputized.live.trouble import FetchStatus
from deputized.live.visit_store import Kept
from list_names import bare
from replica.books import book, newest
from replica.server import Replica
from replica.world import FOLDER, PAGE, World


@pytest.fixture
def folder(tmp_path: Path, small: bytes) -> Path:
    place = tmp_path / "hand"
    place.mkdir()
    (place / "participatingAgencies05222026pm.xlsx").write_bytes(small)
    (place / "participatingAgencies05232026am.xlsx").write_bytes(
        book(newest(), "2026-05-23T09:00:00", rows=13)
    )
    return place


def test_a_file_saved_by_hand_is_an_equal_path(folder: Path, home: Path, kept: Kept) -> None:
    report = from_path(folder / "participatingAgencies05222026pm.xlsx", kept)
    assert report.exit_code == NEW
    assert [bare(i.publication_id) for i in report.new] == ["participating-2026-05-22pm"]
    assert from_path(folder / "participatingAgencies05222026pm.xlsx", kept).exit_code == NOTHING_NEW
    assert [s.name_as_served for s in kept.sightings()] == ["participatingAgencies05222026pm.xlsx"]


def test_a_folder_takes_what_it_can(folder: Path, home: Path, kept: Kept) -> None:
    (folder / "notes.txt").write_text("no list")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "page.xlsx").write_text("<html><body>Access Denied</body></html>")
    report = from_path(folder, kept)
    assert len(report.new) == 2
    bad = {i.what: i for i in report.items if i.status is FetchStatus.NOT_A_LIST}
    assert set(bad) == {"broken.xlsx", "page.xlsx"}
    assert "web page" in bad["page.xlsx"].detail
    assert len(Ledger.open().publications) == len(Ledger.shipped().publications) + 2


def test_a_manifest_gives_times_and_guards_hashes(folder: Path, home: Path, kept: Kept) -> None:
    first = folder / "participatingAgencies05222026pm.xlsx"
    lines = [
        "filename,fetched_at,source_url_observed,snapshot_date,part,sha256,how",
        f"{first.name},2026-05-22T21:55:00-05:00,https://www.ice.gov/x,2026-05-22,pm,{hashlib.sha256(first.read_bytes()).hexdigest()},hand",
        f"participatingAgencies05232026am.xlsx,2026-05-23T14:45:41-05:00,https://www.ice.gov/x,2026-05-23,am,{'0' * 64},hand",
        "../outside.xlsx,2026-05-23T14:45:41-05:00,,,,,",
        "gone.xlsx,2026-05-23T14:45:41-05:00,,,,,",
    ]
    (folder.parent / "outside.xlsx").write_bytes(first.read_bytes())
    (folder / "manifest.csv").write_text("\n".join(lines), encoding="utf-8")
    report = from_path(folder, kept)
    assert [bare(i.publication_id) for i in report.new] == ["participating-2026-05-22pm"]
    said = {i.what: i.detail for i in report.items if i.status is FetchStatus.NOT_A_LIST}
    assert "the manifest says 000000000000" in said["participatingAgencies05232026am.xlsx"]
    assert "leads out" in said["outside.xlsx"]
    assert "is not there" in said["gone.xlsx"]
    assert Ledger.open().publications[-1].first_captured_at == "2026-05-22T21:55:00-05:00"


def test_a_link_out_of_the_folder_is_not_followed(
    folder: Path, tmp_path: Path, home: Path, kept: Kept, small: bytes
) -> None:
    (tmp_path / "secret.xlsx").write_bytes(small)
    (folder / "participatingAgencies05222026pm.xlsx").unlink()
    (folder / "link.xlsx").symlink_to(tmp_path / "secret.xlsx")
    assert len(from_path(folder, kept).items) == 1


def test_the_real_collectors_manifest_is_read(shared_live: Path) -> None:
    rows = manifest_rows((shared_live / "missouri_vsr_manual_snapshots.csv").read_bytes())
    assert rows is not None
    assert [r["filename"] for r in rows] == [
        "participatingAgencies05012026pm.xlsx",
        "participatingAgencies05082026am.xlsx",
    ]


@pytest.mark.parametrize(
    "body", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"STATE,LAW ENFORCEMENT AGENCY\nTX,x\n", b'"']
)
def test_other_tables_are_no_manifest(body: bytes) -> None:
    assert manifest_rows(body) is None


def test_an_address_of_a_file(replica: Replica, client: Client, kept: Kept) -> None:
    report = from_url(replica.url + FOLDER + "participatingAgencies05222026pm.xlsx", kept, client)
    assert report.exit_code == NEW


def test_an_address_of_a_page(replica: Replica, client: Client, kept: Kept) -> None:
    report = from_url(replica.url + "/moved" + PAGE, kept, client)
    assert [bare(i.publication_id) for i in report.new] == ["participating-2026-05-22pm"]


def test_an_address_of_a_manifest(
    replica: Replica, client: Client, kept: Kept, world: World, small: bytes
) -> None:
    text = "file,captured_at,sha256\nparticipatingAgencies05222026pm.xlsx,2026-05-22T20:00:00Z,\n../../x.xlsx,,\nhttp://127.0.0.1:9/y.xlsx,,\n"
    world.put("manifest.csv", text.encode(), "2026-05-22T18:00:00")
    report = from_url(replica.url + FOLDER + "manifest.csv", kept, client)
    assert [bare(i.publication_id) for i in report.new] == ["participating-2026-05-22pm"]
    assert sum("leads out" in i.detail for i in report.items) == 2


def test_a_blocked_address_says_what_to_do(
    replica: Replica, client: Client, kept: Kept, world: World
) -> None:
    world.switches.block = True
    (item,) = from_url(replica.url + FOLDER + "x.xlsx", kept, client).items
    assert item.status is FetchStatus.BLOCKED
    assert "in a browser" in item.what_to_do


def test_a_dry_run_of_a_folder_writes_nothing(folder: Path, built_home: Path, kept: Kept) -> None:
    before = sorted(built_home.iterdir())
    assert len(from_path(folder, kept, is_dry_run=True).suspect) == 2  # twelve rows of 1,843
    assert sorted(built_home.iterdir()) == before
