"""A site built again touches what changed and nothing else, also after a build that was cut short."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from deputized.library import Registry
from deputized.site.output import ASIDE, MANIFEST, OPEN, Output, OutputFile, fixed
from site_fixture import built


@pytest.mark.slow
def test_one_new_list_touches_only_what_it_changed(
    earlier_file: Path, registry: Registry, registry_file: Path, site: Path, tmp_path: Path
) -> None:
    """Brought a list back by one process and up to date by two, it is the site built from nothing, byte for byte."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    built(earlier_file, folder, "--workers", "1")
    old = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    written = built(registry_file, folder)
    new = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    touched = [p for p in new if new[p] != old.get(p)]
    assert written <= len(touched), "what stays as it was is not written again"
    newest = registry.meta["newest_publication"]
    changed = {
        r["agency_id"] for r in registry.rows("SELECT agency_id FROM events WHERE publication_id = ?", newest)
    }
    assert changed, "the newest list changed something"
    counties = {
        p
        for p in new
        if p.removeprefix("es/").startswith("county/") and p.endswith("index.html") and new[p][0] != old[p][0]
    }
    assert 0 < len(counties) < 400, (
        "counties that changed, their neighbours, and counties of a state whose own agencies changed: they are set anew"
    )
    pages = {p for p in new if p.endswith("index.html")}
    assert pages <= set(touched), "every page bears the new list's day; most are stamped, not set"
    assert json.loads((site / MANIFEST).read_text(encoding="utf-8"))["files"] == new, (
        "as if built from nothing"
    )


def test_a_build_that_fails_or_is_ended_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    output = Output.open(folder)
    output.put_all([fixed("a.html", "one"), fixed("b/b.html", "two")])
    output.close("first")
    cut = Output.open(folder)
    cut.put(fixed("a.html", "six"))  # and then the power fails
    cut.put(fixed("c/d/e.html", "new"))
    assert (folder / "a.html").read_text(encoding="utf-8") == "one"
    again = Output.open(folder)
    assert again.is_made_from("first"), "what stands there is whole"
    assert sorted(p.name for p in folder.rglob("*")) == [MANIFEST, "a.html", "b", "b.html"]
    again.put(fixed("a.html", "six"))
    assert again.close() == 1, "b.html is ours and gone"
    assert (folder / "a.html").read_text(encoding="utf-8") == "six"
    assert not (folder / "b/b.html").exists() and not (folder / ASIDE).exists()


def test_a_swap_cut_short_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site"
    output = Output.open(folder)
    output.put_all([fixed("a.html", "one"), fixed("b.html", "two")])
    output.close()
    cut = Output.open(folder)
    cut.put(fixed("a.html", "six"))

    def fails(folder: Path, path: str) -> None:
        raise OSError("the power fails")

    with monkeypatch.context() as patched:
        patched.setattr("deputized.site.output._remove", fails)
        with pytest.raises(OSError):
            cut.close()
    assert (folder / OPEN).is_file() and not (folder / MANIFEST).is_file()
    again = Output.open(folder)
    assert again.before == {}, "nothing that stands there is trusted"
    again.put(fixed("a.html", "one"))
    assert again.close() == 1, "b.html is ours and gone"
    assert (folder / "a.html").read_text(encoding="utf-8") == "one"
    assert not (folder / "b.html").exists()
    assert not (folder / OPEN).exists()


OUTSIDE = (
    "../victim.txt",
    "a/../../victim.txt",
    "/etc/hostname",
    "..\\victim.txt",
    "a//b",
    "./a",
    "",
    "a/",
    "C:/x",
    MANIFEST,
    "a\0b",
)


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("manifest", [MANIFEST, OPEN])
def test_a_path_from_a_manifest_stays_inside(tmp_path: Path, name: str, manifest: str) -> None:
    folder, victim = tmp_path / "site", tmp_path / "victim.txt"
    victim.write_text("mine", encoding="utf-8")
    folder.mkdir()
    files = {name: ["k", "00", 9], "old.html": ["k", "00", 9]}
    (folder / manifest).write_text(json.dumps({"made_from": "", "files": files}), encoding="utf-8")
    (folder / "old.html").write_text("old", encoding="utf-8")
    output = Output.open(folder)
    output.put(fixed("a.html", "one"))
    output.close()
    assert victim.read_text(encoding="utf-8") == "mine"
    assert not (folder / "old.html").exists() and (folder / "a.html").is_file()
    with pytest.raises(ValueError, match="no place"):
        output.put(fixed(name, "x"))


def test_a_manifest_reaches_nothing_through_a_link(tmp_path: Path) -> None:
    folder, outside = tmp_path / "site", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "victim.txt").write_text("mine", encoding="utf-8")
    (folder / "link").symlink_to(outside)
    rows = {"made_from": "", "files": {"link/victim.txt": ["k", "00", 4]}}
    (folder / MANIFEST).write_text(json.dumps(rows), encoding="utf-8")
    Output.open(folder).close()
    assert (outside / "victim.txt").is_file()


@pytest.mark.parametrize(
    "text", ["", "[]", '{"made_from":1}', '{"made_from":"","files":[]}', '{"made_from":"","files":{"a":1}}',
    "[" * 9999,
    '{"made_from":"","files":{"a.html":["k","00"]}}', '{"made_from":"","files":{"a.html":[{},[],"9"]}}', "\0", "null"])  # fmt: skip
def test_a_manifest_that_is_none_is_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    output = Output.open(tmp_path)
    assert output.before == {}
    output.put(fixed("a.html", "one"))
    output.close()


def test_what_is_unchanged_is_not_made(tmp_path: Path) -> None:
    made: list[str] = []

    def item(key: str) -> OutputFile:
        return OutputFile("p/index.html", key, lambda: made.append(key) or b"text")  # type: ignore[func-returns-value]

    for key in ("k1", "k1", "k2"):
        output = Output.open(tmp_path / "s")
        output.put(item(key))
        output.close()
    assert made == ["k1", "k2"]
    (tmp_path / "s" / "p" / "index.html").write_bytes(b"tampered")
    output = Output.open(tmp_path / "s")
    output.put(item("k2"))
    assert made == ["k1", "k2", "k2"], "a file of another size is made again"


def test_a_whole_build_is_known_again(tmp_path: Path) -> None:
    output = Output.open(tmp_path / "s")
    output.put(fixed("a.html", "x"))
    output.close("all of it")
    assert Output.open(tmp_path / "s").is_made_from("all of it")
    assert not Output.open(tmp_path / "s").is_made_from("another registry")
    (tmp_path / "s" / "a.html").write_text("longer", encoding="utf-8")
    assert not Output.open(tmp_path / "s").is_made_from("all of it"), "a file that somebody changed"


def test_two_pages_at_one_address_are_refused(tmp_path: Path) -> None:
    output = Output.open(tmp_path / "s")
    output.put(fixed("a.html", "x"))
    with pytest.raises(ValueError, match=r"a\.html"):
        output.put(fixed("a.html", "y"))
