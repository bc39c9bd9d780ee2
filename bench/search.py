"""The site's search as people use it: typed into the box of a built site in a real browser, and what stands first read.

Six sets. `cities`: the 300 places with most people by the Census's estimate of 2019, each typed in one of ten ways by
turn. `towns`: 200 of all 29,574 places, `random.seed(287)`, as "Name, ST". `zips`: 200 ZIP codes. `oris`: 100 ORIs of
the FBI's tables. `spanish` and `misspelt`: sixty each, by hand (`gold/search.csv`). `fresh`: forty, written before any
result was seen and scored once (`gold/search_fresh.csv`).

Right first: the first thing shown is the one meant, for a ZIP code a county it lies in, for a town of a name that its
state has twice either. Wrong as exact: something else stands first without a question whether it is meant.
"""

from __future__ import annotations

import csv
import random
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from deputized import reference
from deputized.archive import Ledger
from deputized.library.opening import open_registry
from deputized.reference import PlaceRow
from deputized.registry import build_registry
from deputized.resolver import index
from deputized.resolver.found import counties_now
from deputized.site import front
from deputized.site.build import ASSETS
from deputized.site.content import SiteContent, read_content
from deputized.site.frame import Frame
from deputized.site.rendering import page_item
from deputized.site.search_index import search_parts
from deputized.site.serving import server

GOLD = Path(__file__).parent / "gold"
TODAY = date(2026, 11, 24)
SURE = ("exact", "begun")
WAYS = (
    "{name} {postal}", "{name}, {postal}", "{lower} {small}", "{name} {state}", "{name}, {state}", "{upper} {postal}",
    "City of {name}, {postal}", "{name} ({postal})", "{name} {postal} USA", "{folded} {postal}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A text, and the keys any of which is right first, as the list marks them ("town 4819792")."""

    kind: str
    text: str
    right: frozenset[str]


def questions() -> list[Asked]:
    """All of them, the hand-made ones with their names looked up in the reference tables."""
    places = reference.places()
    drawn = random.Random(287)
    big = sorted((p for p in places if p.population), key=lambda p: -(p.population or 0))[:300]
    out = [Asked("cities", _written(p, WAYS[n % len(WAYS)]), _same(p)) for n, p in enumerate(big)]
    out += [Asked("towns", f"{p.name}, {p.state}", _same(p)) for p in drawn.sample(places, 200)]
    zips = sorted({z for some in reference.zips_by_county().values() for z in some})
    for code in drawn.sample(zips, 200):
        inside = {now for f in reference.counties_of_zip(code) for now in counties_now(f)}
        out.append(Asked("zips", code, frozenset(f"county {f}" for f in inside)))
    oris = sorted(r.ori for s in reference.states() for r in index.rows_of(s.postal) if r.ori)
    out += [Asked("oris", ori, frozenset({f"ori {ori}"})) for ori in drawn.sample(oris, 100)]
    for name in ("search.csv", "search_fresh.csv"):
        with (GOLD / name).open(encoding="utf-8", newline="") as stream:
            out += [
                Asked(r["set"], r["typed"], _meant(r["kind"], r["name"], r["state"]))
                for r in csv.DictReader(stream)
            ]
    return out


def _written(place: PlaceRow, way: str) -> str:
    name = {"San Buenaventura (Ventura)": "Ventura", "Urban Honolulu": "Honolulu", "Boise City": "Boise"}.get(
        place.name, place.name
    )
    state = next(s.name for s in reference.states() if s.postal == place.state)
    return way.format(
        name=name, postal=place.state, lower=name.lower(), small=place.state.lower(), state=state, upper=name.upper(),
        folded=reference.fold(name),
    )  # fmt: skip


def _same(place: PlaceRow) -> frozenset[str]:
    """The place, and others of its very name in its state."""
    named = reference.places_by_name(place.state)[reference.fold(place.name)]
    return frozenset(f"town {p.place_geoid}" for p in named)


def _meant(kind: str, name: str, state: str) -> frozenset[str]:
    """The key of what a hand-made question means. LookupError if the tables have it not."""
    if kind == "town":
        found = [p for p in reference.places_of(state) if p.name == name]
        keys = {f"town {p.place_geoid}" for p in found}
    elif kind in ("county", "sheriff"):
        fips = [
            c.fips
            for c in reference.counties()
            if (c.state, c.name) == (state, name) and c.status == "current"
        ]
        keys = (
            {f"county {f}" for f in fips}
            if kind == "county"
            else {f"ori {reference.sheriffs()[f].ori}" for f in fips}
        )
    elif kind == "police":
        keys = {
            f"ori {r.ori}"
            for r in index.rows_of(state)
            for k in r.keys
            if r.kind == "city" and k.base == reference.fold(name)
        }
    elif kind == "agency":
        keys = {f"name {name}, {state}"}
    else:
        keys = {f"{kind} {state if kind == 'state' else name}"}
    if not keys:
        raise LookupError(f"{kind} {name!r} in {state}: the reference tables have none")
    return frozenset(keys)


ASK = """async (texts) => {
  const box = document.getElementById("q"), list = document.getElementById("hits"), out = [];
  for (const text of texts) {
    const settled = new Promise((done) => box.addEventListener("settled", done, { once: true }));
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await settled;
    const all = [...list.querySelectorAll("a")];
    out.push({ how: all.length || list.dataset.how ? list.dataset.how : "nothing", keys: all.map((a) => a.dataset.key),
      ori: all[0]?.dataset.ori ?? "", name: all[0]?.querySelector(".hit-name").textContent ?? "",
      line: all[0]?.querySelector(".hit-line")?.textContent ?? "" });
  }
  return out;
}"""


def asked_on(page: Any, texts: list[str]) -> list[list[str]]:
    """How each text is answered on an open page with the box, and the keys of all that is shown."""
    return [[row["how"], *row["keys"]] for row in page.evaluate(ASK, texts)]


def asked_in_browser(address: str, texts: list[str]) -> list[list[str]]:
    """How each text was answered, and the key, ORI and name of what stands first."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        raise LookupError("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{address}find/")
        found = page.evaluate(ASK, texts)
        browser.close()
    return [[row["how"], (row["keys"] or [""])[0], row["ori"], row["name"]] for row in found]


def search_site(content: SiteContent, folder: Path) -> None:
    """What of the site the search takes: its page in both languages, the scripts and the index."""
    files = {f"assets/{p.name}": p.read_bytes() for p in ASSETS.iterdir()}
    files |= {path: text.encode() for path, text in search_parts(content)}
    for language in ("en", "es"):
        item = page_item(front.find(content, language), language, Frame.of(content))
        files[item.path] = item.make()
    for path, body in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)


def report() -> str:
    """The whole check as text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "registry.sqlite"
        build_registry(Ledger.shipped(), path)
        site = Path(folder) / "site"
        with open_registry(path) as registry:
            search_site(read_content(registry, TODAY), site)
        found = server(site)
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        every = questions()
        answers = asked_in_browser(f"http://127.0.0.1:{found.server_port}/", [q.text for q in every])
        found.shutdown()
        found.server_close()
    return "\n".join([*_lines(every, answers), ""])


def _lines(every: list[Asked], answers: list[list[str]]) -> Iterator[str]:
    rows: dict[str, list[tuple[Asked, list[str], bool]]] = {}
    for question, answer in zip(every, answers, strict=True):
        rows.setdefault(question.kind, []).append((question, answer, _is_right(question, answer)))
    yield f"{'set':<10}{'asked':>7}{'right first':>13}{'share':>9}{'wrong as exact':>16}"
    for kind, some in [*rows.items(), ("all", [r for found in rows.values() for r in found])]:
        right = sum(ok for _, _, ok in some)
        wrong = sum(not ok and a[0] in SURE for _, a, ok in some)
        yield f"{kind:<10}{len(some):>7}{right:>13}{right / len(some):>9.1%}{wrong:>16}"
    yield ""
    yield "not right first: what was typed, how it was answered, what stood first"
    for some in rows.values():
        for q, a, ok in some:
            if not ok:
                yield f"  {q.kind:<10}{q.text:<44}{a[0]:<9}{a[3] or '-'}"


def _is_right(question: Asked, answer: list[str]) -> bool:
    _, key, ori, name = answer
    return bool({key, f"ori {ori}", f"name {name}"} & question.right)
