"""The browser code that ships belongs to the sources in web/: told without node always, built again where node is."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
ASSETS = ROOT / "src" / "deputized" / "site" / "assets"
BANNER = re.compile(
    rb"/\* deputized (?P<name>[\w.]+); built from web/, sources (?P<sources>[0-9a-f]{64}), code (?P<code>[0-9a-f]{64}) \*/\n"
)


def stamp_of_sources() -> str:
    """As web/build.mjs makes it: names and bytes of all the output depends on."""
    names = [
        "build.mjs",
        "package-lock.json",
        "tsconfig.json",
        *(f"src/{p.name}" for p in (WEB / "src").iterdir()),
    ]
    found = hashlib.sha256()
    for name in sorted(names):
        found.update(name.encode() + b"\0" + (WEB / name).read_bytes() + b"\0")
    return found.hexdigest()


def scripts() -> list[Path]:
    return sorted(ASSETS.glob("*.js"))


def test_every_script_of_the_pages_is_built() -> None:
    listed = re.search(r"const PAGES = \[(.*)\]", (WEB / "build.mjs").read_text(encoding="utf-8"))
    assert listed is not None
    assert [p.stem for p in scripts()] == sorted(re.findall(r'"(\w+)"', listed[1]))


@pytest.mark.parametrize("script", scripts(), ids=lambda p: p.name)
def test_what_ships_was_built_from_these_sources(script: Path) -> None:
    found = BANNER.match(script.read_bytes())
    assert found is not None, "no banner: run make web"
    assert found["name"].decode() == script.name
    assert found["sources"].decode() == stamp_of_sources(), "web/ has changed since: run make web"
    code = script.read_bytes()[found.end() :]
    assert hashlib.sha256(code).hexdigest() == found["code"].decode(), (
        "edited by hand: change web/src, run make web"
    )
    assert b"sourceMappingURL" not in code


def test_built_again_it_is_the_same(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (WEB / "node_modules" / "esbuild").is_dir():
        pytest.skip("no node, or no web/node_modules: npm ci --prefix web")
    subprocess.run([node, str(WEB / "build.mjs"), "--to", str(tmp_path)], check=True, capture_output=True)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {p.name: p.read_bytes() for p in scripts()}


def test_types_are_checked_strictly() -> None:
    tsc = WEB / "node_modules" / ".bin" / "tsc"
    if shutil.which("node") is None or not tsc.exists():
        pytest.skip("no node, or no web/node_modules: npm ci --prefix web")
    done = subprocess.run([str(tsc), "--noEmit"], cwd=WEB, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
