"""Who is told of what, how it is sent, once, and that a failing sender loses nothing."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from deputized.cli.group import cli
from deputized.library import Registry
from deputized.live.notices import Notice, wanted
from deputized.live.outbox import SENDING, SENT, WAITING, Digest, Outbox, compose
from deputized.live.sending import NotSent, send
from deputized.live.settings import Settings, SettingsError, read_settings
from deputized.live.subscriptions import Channel, read_subscriptions
from deputized.live.telling import changes_on, deadlines, suspects, troubles
from deputized.live.visit_store import Kept

NOW = "2026-05-22T20:00:00+00:00"
DIGEST = Digest("abc", "desk", "287(g): Zażółć\nBcc: x@y.z", "Text\n", ("k1",), NOW)


def told(key: str, **more: object) -> Notice:
    return Notice(**{"key": key, "kind": "listed", "group": "news", "sentence": f"{key} happened.", **more})  # type: ignore[arg-type]


def settings(
    subscriptions: list[dict[str, object]], channels: list[dict[str, object]] | None = None
) -> Settings:
    given = channels if channels is not None else [{"kind": "file", "name": "desk", "path": "x"}]
    return Settings(Path("config.toml"), subscriptions=tuple(subscriptions), channels=tuple(given))


def keys(subscription: dict[str, object], *some: Notice) -> list[str]:
    (one,), _ = read_subscriptions(settings([subscription]))
    return [t.key for t in wanted(some, one)]


SOME = (
    told("md-tfm", state="MD", model="TFM", agency_id="md-a", counties=frozenset({"24001"})),
    told("tx-jem", state="TX", model="JEM", agency_id="tx-b", counties=frozenset({"48271"})),
    told("tx-renamed", kind="renamed", group="printing", state="TX", model="TFM", agency_id="tx-c"),
    told("suspect:x", kind="suspect", group="suspect"),
    told("deadline:x", kind="deadline", group="deadline", state="TX", days=14),
    told("trouble:x", kind="trouble", group="trouble"),
)


@pytest.mark.parametrize(
    ("subscription", "found"),
    [
        ({}, ["md-tfm", "tx-jem"]), ({"states": ["md"]}, ["md-tfm"]), ({"counties": ["48271"]}, ["tx-jem"]),
        ({"agencies": ["tx-b"], "states": ["MD"]}, ["md-tfm", "tx-jem"]), ({"models": ["tfm"]}, ["md-tfm"]),
        ({"kinds": ["renamed"]}, ["tx-renamed"]), ({"kinds": ["printing", "news"], "states": ["TX"]}, ["tx-jem", "tx-renamed"]),
        ({"kinds": ["suspect"], "states": ["MD"]}, ["suspect:x"]), ({"kinds": ["deadline"]}, ["deadline:x"]),
        ({"kinds": ["deadline"], "days": 7}, []), ({"kinds": ["deadline"], "states": ["MD"]}, []),
        ({"kinds": ["trouble"]}, ["trouble:x"]), ({"kinds": ["all"]}, [t.key for t in SOME]),
    ],
)  # fmt: skip
def test_a_subscription_gets_what_it_names(subscription: dict[str, object], found: list[str]) -> None:
    assert keys(subscription, *SOME) == found


@pytest.mark.parametrize(
    ("subscription", "channel", "words"),
    [
        ({"states": ["XX"]}, {}, "XX is not known"), ({"state": ["TX"]}, {}, "state is not known"),
        ({"states": "TX"}, {}, "cannot be 'TX'"), ({"counties": ["99999"]}, {}, "99999 is not known"),
        ({"kinds": ["gossip"]}, {}, "gossip is not known"), ({"to": ["nobody"]}, {}, "nobody"),
        ({}, {"kind": "pigeon"}, "kind is one of"), ({}, {"kind": "smtp", "host": "x"}, "e-mail needs"),
        ({}, {"kind": "webhook"}, "give url"), ({}, {"kind": "webhook", "url": "file:///etc/passwd"}, "url begins with"),
        ({"days": True}, {}, "cannot be True"),
        ({}, {"kind": "smtp", "host": "x", "from": "a", "to": ["b"], "password": "secret"}, "password is not known"),
    ],
)  # fmt: skip
def test_a_slip_in_the_settings_is_named(
    subscription: dict[str, object], channel: dict[str, object], words: str
) -> None:
    with pytest.raises(SettingsError, match=words):
        read_subscriptions(settings([subscription], [channel] if channel else None))


@pytest.mark.parametrize(
    ("text", "words"),
    [("[fetch", "cannot be read"), ("[fetch]\npag = 'x'", "fetch.pag is not known"), ("[fotch]\n", r"\[fotch\] is not known"),
     ("fetch = 1", "fetch is a table"), ("[fetch]\ntimeout = true", "timeout cannot be"), ("[site]\nbase_url = 'x'", "ends with /"),
     ("[notices]\nsubscription = [1]", "cannot be")],
)  # fmt: skip
def test_a_slip_in_the_file_is_named(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "c.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=words):
        read_settings(tmp_path / "c.toml")


def test_where_the_settings_are(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert read_settings().source == home / "config.toml"
    monkeypatch.delenv("DEPUTIZED_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert read_settings().source == tmp_path / "deputized" / "config.toml"
    monkeypatch.setenv("DEPUTIZED_CONFIG", str(tmp_path / "mine.toml"))
    (tmp_path / "mine.toml").write_text(
        '[fetch]\ncontact = "a@b.c"\n[site]\nfolder = "public"', encoding="utf-8"
    )
    assert read_settings().contact == "a@b.c"
    assert read_settings().site_folder == tmp_path / "public"
    monkeypatch.setenv("DEPUTIZED_CONTACT", "d@e.f")
    assert read_settings().contact == "d@e.f"


def test_the_settings_of_the_documentation_are_good(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "keep-up-to-date.md").read_text(encoding="utf-8")
    (tmp_path / "c.toml").write_text(page.split("```toml")[1].split("```")[0], encoding="utf-8")
    subscriptions, channels = read_subscriptions(read_settings(tmp_path / "c.toml"))
    assert len(subscriptions) == len(channels) == 2


@pytest.fixture
def outbox(home: Path) -> Outbox:
    return Outbox(Kept())


def composed(outbox: Outbox, *some: Notice, channels: int = 1) -> list[Digest]:
    names = [{"kind": "file", "name": f"c{n}", "path": "x"} for n in range(channels)]
    subscriptions, channels_ = read_subscriptions(
        settings([{"name": "A"}, {"name": "B", "states": ["MD"]}], names)
    )
    made = list(compose(some, subscriptions, channels_, outbox, NOW))
    for digest in made:
        outbox.put(digest)
    return made


def channels(n: int = 1) -> list[Channel]:
    return [Channel(f"c{i}", "file", {"path": "x"}) for i in range(n)]


def test_one_digest_a_channel_and_nothing_twice(outbox: Outbox) -> None:
    made = composed(outbox, *SOME, channels=2)
    assert [d.channel for d in made] == ["c0", "c1"]
    assert made[0].keys == ("md-tfm", "tx-jem")  # Maryland's is wanted twice and told once
    assert made[0].subject == "287(g): md-tfm happened. and 1 more"
    assert composed(outbox, *SOME, channels=2) == []
    assert [d.keys for d in composed(outbox, *SOME, told("new", state="MD"))] == [("new",)]


def test_a_failure_waits_and_a_success_is_final(outbox: Outbox) -> None:
    composed(outbox, *SOME)

    def broken(channel: Channel, digest: Digest) -> None:
        raise NotSent("no")

    got: list[str] = []
    (failed,) = outbox.send(channels(), broken)
    assert (failed.state, failed.tries, failed.error) == (WAITING, 1, "NotSent: no")
    (done,) = outbox.send(channels(), lambda c, d: got.append(d.digest_id))
    assert (done.state, done.tries) == (SENT, 2)
    assert outbox.send(channels(), lambda c, d: got.append(d.digest_id)) == []
    assert len(got) == 1


def test_a_sending_cut_off_is_shown_and_not_repeated(outbox: Outbox) -> None:
    composed(outbox, *SOME)

    class Killed(BaseException):
        pass

    def killed(channel: Channel, digest: Digest) -> None:
        raise Killed

    with pytest.raises(Killed):
        outbox.send(channels(), killed)
    assert [d.state for d in outbox.all()] == [SENDING]
    got: list[str] = []
    assert outbox.send(channels(), lambda c, d: got.append(d.digest_id)) == []
    assert outbox.send(channels(), lambda c, d: got.append(d.digest_id), again=True)[0].state == SENT
    assert len(got) == 1


def test_a_channel_that_is_gone_is_said(outbox: Outbox) -> None:
    composed(outbox, *SOME)
    (left,) = outbox.send([], send)
    assert "no channel of this name" in left.error
    assert left.state == WAITING


def test_what_is_no_digest_is_left_alone(outbox: Outbox) -> None:
    composed(outbox, *SOME)
    for name, text in (("a", "{"), ("b", "[]"), ("c", '{"keys": 1}'), ("d", "cos\nsystem\n(S'id'\ntR.")):
        (outbox.folder / f"{name}.json").write_text(text, encoding="utf-8")
    assert len(outbox.all()) == 1


@contextmanager
def mail_server(answers: dict[str, str]) -> Iterator[tuple[int, list[str]]]:
    """A mail server that takes one message at a time; `answers` replaces what it says to a command."""
    got: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline().decode():
                word = line.split(":")[0].split()[0].upper()
                if word == "DATA" and word not in answers:
                    self.wfile.write(b"354 go on\r\n")
                    text = b""
                    while not text.endswith(b"\r\n.\r\n"):
                        text += self.rfile.readline()
                    got.append(text.decode())
                    self.wfile.write(b"250 taken\r\n")
                else:
                    self.wfile.write((answers.get(word, "250 good") + "\r\n").encode())
                if word == "QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.server_address[1], got
        server.shutdown()


def mail(port: int) -> Channel:
    told = {
        "host": "127.0.0.1",
        "port": port,
        "tls": "none",
        "from": "a@example.org",
        "to": ["b@example.org", "c@example.org"],
    }
    return Channel("desk", "smtp", told)


def test_an_e_mail_is_sent_with_an_id_of_its_own() -> None:
    with mail_server({}) as (port, got):
        send(mail(port), DIGEST)
    assert "Message-ID: <abc@deputized.invalid>" in got[0]
    assert "To: b@example.org, c@example.org" in got[0]
    assert "\r\nBcc:" not in got[0]


def test_how_the_mail_server_parts_changes_nothing() -> None:
    with mail_server({"QUIT": "421 enough"}) as (port, got):
        assert send(mail(port), DIGEST) == ""
    assert len(got) == 1


@pytest.mark.parametrize("answers", [{"RCPT": "550 no"}, {"DATA": "451 later"}, {"MAIL": "550 no"}])
def test_a_refused_e_mail_is_not_sent(answers: dict[str, str]) -> None:
    with mail_server(answers) as (port, got), pytest.raises(Exception, match=r"."):
        send(mail(port), DIGEST)
    assert got == []


@contextmanager
def web_server(status: int) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    got: list[tuple[str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(
                (
                    self.headers.get("Idempotency-Key", ""),
                    self.rfile.read(int(self.headers["Content-Length"])),
                )
            )
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}", got
        server.shutdown()


def test_a_webhook_gets_the_digest_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    with web_server(204) as (place, got):
        monkeypatch.setenv("HOOK", f"http://{place}/x")
        send(Channel("desk", "webhook", {"url_env": "HOOK"}), DIGEST)
    assert got[0][0] == "abc"
    assert json.loads(got[0][1])["keys"] == ["k1"]


@pytest.mark.parametrize("status", [301, 404, 500])
def test_a_webhook_that_does_not_take_it_is_told(status: int) -> None:
    with web_server(status) as (place, _), pytest.raises(NotSent, match=str(status)):
        send(Channel("desk", "webhook", {"url": f"http://{place}/x"}), DIGEST)


def test_a_chat_service_through_apprise() -> None:
    pytest.importorskip("apprise")
    with web_server(200) as (place, got):
        send(Channel("desk", "chat", {"url": f"json://{place}/x"}), DIGEST)
    assert b"Text" in got[0][1]
    with web_server(500) as (place, _), pytest.raises(NotSent):
        send(Channel("desk", "chat", {"url": f"json://{place}/x"}), DIGEST)
    with pytest.raises(SettingsError, match="no address Apprise knows"):
        send(Channel("desk", "chat", {"url": "nonsense"}), DIGEST)


def test_a_secret_that_is_not_set_is_said() -> None:
    with pytest.raises(SettingsError, match=r"\$NO_SUCH_VARIABLE is not set"):
        send(Channel("desk", "webhook", {"url_env": "NO_SUCH_VARIABLE"}), DIGEST)


def test_secrets_are_not_shown() -> None:
    assert "topsecret" not in repr(Channel("desk", "chat", {"url": "slack://topsecret"}))


def test_deadlines_are_told_at_their_steps_and_not_after() -> None:
    texas = [
        [t for t in deadlines(day) if t.state == "TX"]
        for day in (date(2026, 10, 1), date(2026, 11, 24), date(2026, 12, 2))
    ]
    assert [len(x) for x in texas] == [0, 1, 0]
    assert "in 7 days" in texas[1][0].sentence
    assert texas[1][0].key.endswith(":7")


def test_real_changes_become_things_to_tell(registry: Registry) -> None:
    lists = [r["publication_id"] for r in registry.lists("participating")[-6:]]
    some = changes_on(registry, lists, with_counties=True)
    assert some
    assert len({t.key for t in some}) == len(some)
    assert {t.group for t in some} <= {"news", "documents", "printing", "pending"}
    assert any(t.counties for t in some)
    assert changes_on(registry, []) == []


def test_lists_not_believed_are_things_to_tell(registry: Registry) -> None:
    suspect = [r["publication_id"] for r in registry.lists() if r["standing"] == "suspect"]
    assert [t.key for t in suspects(registry, suspect)] == [f"suspect:{x}" for x in suspect]
    assert suspects(registry, []) == []
    assert troubles.__doc__


def test_the_command_says_where_the_settings_are(home: Path) -> None:
    done = CliRunner().invoke(cli, ["notices"])
    assert done.exit_code == 0
    assert str(home / "config.toml") in done.stdout
    assert "there is none yet" in done.stdout
    home.mkdir(parents=True, exist_ok=True)
    (home / "config.toml").write_text("[notices]\nsubscription = [{states = ['XX']}]", encoding="utf-8")
    done = CliRunner().invoke(cli, ["notices"])
    assert done.exit_code == 1
    assert "XX is not known" in done.output
