"""Each behavior of the real site, met by the client: a plain status, whole bytes or none, never a loop."""

from __future__ import annotations

import hashlib

import pytest

from deputized import __version__
from deputized.live import client as module
from deputized.live.client import Client, served_name
from deputized.live.settings import Settings
from deputized.live.trouble import FetchStatus, Trouble
from replica.server import Replica
from replica.world import FOLDER, PAGE, World

LIST = FOLDER + "participatingAgencies05222026pm.xlsx"


def refused(client: Client, url: str, *, is_page: bool = False) -> Trouble:
    with pytest.raises(Trouble) as caught:
        client.page(url) if is_page else client.file(url)
    return caught.value


def test_we_say_who_we_are(client: Client, replica: Replica, world: World) -> None:
    client.file(replica.url + LIST)
    agent = world.asked[-1][1]["User-Agent"]
    assert agent.startswith(f"deputized/{__version__}")
    assert "desk@example.org" in agent
    assert "Mozilla" not in agent


def test_a_contact_cannot_smuggle_headers() -> None:
    assert "\n" not in Client("a\r\nX-Evil: 1").agent


def test_a_file_comes_whole(client: Client, replica: Replica, small: bytes) -> None:
    answer = client.file(replica.url + LIST)
    assert answer.body == small
    assert answer.last_modified == "Fri, 22 May 2026 18:00:00 GMT"
    assert served_name(answer) == "participatingAgencies05222026pm.xlsx"


def test_kind_b_has_its_name_in_a_header(
    client: Client, replica: Replica, world: World, small: bytes
) -> None:
    path = world.put("participatingAgencies05222026pm.xlsx", small, "2026-05-22T18:00:00", kind="B")
    assert served_name(client.file(replica.url + path)) == "participatingAgencies05222026pm.xlsx"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="../../etc/passwd"', "passwd"), ('attachment; filename="a\\..\\b.xlsx"', "b.xlsx"),
        ("attachment; filename*=UTF-8''participatingAgencies%2005.xlsx", "participatingAgencies 05.xlsx"),
        ("inline", "185939"), ("attachment; filename=", "185939"), ('attachment; filename="."', "."),
    ],
)  # fmt: skip
def test_a_served_name_is_only_a_name(header: str, name: str) -> None:
    answer = module.Response(
        "http://x/download/185939", "http://x/download/185939", 200, {"content-disposition": header}, b"", ""
    )
    assert served_name(answer) == name
    assert "/" not in served_name(answer)


def test_304_has_no_body(client: Client, replica: Replica) -> None:
    answer = client.file(replica.url + LIST, "Fri, 22 May 2026 18:00:00 GMT")
    assert answer.is_unchanged
    assert answer.body == b""


def test_a_block_page_is_said_and_not_asked_twice(client: Client, replica: Replica, world: World) -> None:
    world.switches.block = True
    trouble = refused(client, replica.url + PAGE, is_page=True)
    assert trouble.status is FetchStatus.BLOCKED
    assert "AkamaiGHost" in trouble.detail
    assert f"open {replica.url + PAGE} in a browser" in str(trouble)
    assert len(world.asked) == 1


def test_a_browsers_name_is_used_once_and_only_if_the_user_says_so(
    client: Client, replica: Replica, world: World
) -> None:
    world.switches.block_programs = True
    assert refused(client, replica.url + LIST).status is FetchStatus.BLOCKED
    client.allow_browser_agent = True
    assert client.file(replica.url + LIST).http_status == 200
    assert ["Mozilla" in h["User-Agent"] for _, h in world.asked] == [False, False, True]
    world.switches.block = True
    assert refused(client, replica.url + LIST).status is FetchStatus.BLOCKED
    assert len(world.asked) == 5


@pytest.mark.parametrize("switch", ["html_with_200", "page_as_file"])
def test_a_200_with_a_web_page_is_no_list(
    client: Client, replica: Replica, world: World, switch: str
) -> None:
    setattr(world.switches, switch, True)
    wanted = FetchStatus.BLOCKED if switch == "html_with_200" else FetchStatus.NOT_A_LIST
    assert refused(client, replica.url + LIST).status is wanted
    assert len(world.asked) == 1


@pytest.mark.parametrize(
    ("switch", "value", "status", "requests"),
    [
        ("throttle", 1, FetchStatus.THROTTLED, 1), ("busy", 1, FetchStatus.THROTTLED, 1), ("gone", True, FetchStatus.MOVED, 1),
        ("missing_files", True, FetchStatus.NOT_THERE, 1), ("redirect", "loop", FetchStatus.MOVED, 1),
        ("redirect", "away", FetchStatus.MOVED, 1),
        ("cut", 9, FetchStatus.CUT, 3), ("reset", 9, FetchStatus.OFFLINE, 3), ("damaged_gzip", True, FetchStatus.CUT, 3),
    ],
)  # fmt: skip
def test_what_goes_wrong_has_a_status_and_an_end(
    client: Client,
    replica: Replica,
    world: World,
    switch: str,
    value: object,
    status: FetchStatus,
    requests: int,
) -> None:
    setattr(world.switches, switch, value)
    trouble = refused(client, replica.url + LIST)
    assert trouble.status is status, trouble
    assert len(world.asked) == requests
    assert trouble.what_to_do


@pytest.mark.parametrize("switch", ["cut", "reset"])
def test_what_passes_is_tried_again(
    client: Client, replica: Replica, world: World, small: bytes, switch: str
) -> None:
    setattr(world.switches, switch, 2)
    assert client.file(replica.url + LIST).body == small
    assert client.sleep.__self__ == [2.0, 4.0]  # type: ignore[attr-defined]


def test_an_offline_site(client: Client) -> None:
    trouble = refused(client, "http://127.0.0.1:9/x")
    assert trouble.status is FetchStatus.OFFLINE
    assert "nobody answers there" in trouble.detail


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/y", "notaurl", "http://", "gopher://x"])
def test_only_web_addresses_are_asked(client: Client, url: str) -> None:
    assert refused(client, url).status is FetchStatus.MOVED


def test_a_redirect_on_the_site_is_followed(client: Client, replica: Replica, world: World) -> None:
    world.switches.redirect = "once"
    answer = client.page(replica.url + PAGE)
    assert answer.final_url == replica.url + "/moved" + PAGE


@pytest.mark.parametrize("switch", ["gzip_unsaid", "gzip_said"])
def test_gzip_with_and_without_a_header(
    client: Client, replica: Replica, world: World, small: bytes, switch: str
) -> None:
    setattr(world.switches, switch, True)
    assert hashlib.sha256(client.file(replica.url + LIST).body).digest() == hashlib.sha256(small).digest()


def test_a_slow_body_ends(client: Client, replica: Replica, world: World) -> None:
    world.switches.slow = 0.05
    client.whole, client.tries = 0.2, 1
    trouble = refused(client, replica.url + LIST)
    assert trouble.status is FetchStatus.CUT


def test_a_silent_server_ends(client: Client, replica: Replica, world: World) -> None:
    world.switches.slow = 2.0
    client.timeout, client.tries = 0.2, 1
    assert refused(client, replica.url + LIST).status in (FetchStatus.OFFLINE, FetchStatus.CUT)


def test_an_endless_body_is_bounded(
    client: Client, replica: Replica, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.switches.endless = True
    monkeypatch.setattr(module, "MAX_FILE", 500_000)
    trouble = refused(client, replica.url + LIST)
    assert trouble.status is FetchStatus.NOT_A_LIST
    assert len(world.asked) == 1


def test_a_gzip_bomb_is_bounded(
    client: Client, replica: Replica, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.put("bomb.xlsx", bytes(5_000_000), "2026-05-22T18:00:00")
    world.switches.gzip_unsaid = True
    monkeypatch.setattr(module, "MAX_FILE", 500_000)
    assert refused(client, replica.url + FOLDER + "bomb.xlsx").status is FetchStatus.NOT_A_LIST


def test_requests_keep_their_distance(settings: Settings, replica: Replica) -> None:
    slept: list[float] = []
    client = Client(sleep=slept.append, pause=0.5)
    client.file(replica.url + LIST)
    client.file(replica.url + LIST)
    assert len(slept) == 1
    assert 0 < slept[0] <= 0.5
