"""Ids never change meaning: all that were ever issued are kept, and lead on."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from deputized.archive import Ledger
from deputized.library import Registry
from deputized.library.moved import follow
from deputized.registry.happenings import Leading
from deputized.registry.ids import Ids
from deputized.registry.issued import Issued, shipped_ids
from deputized.registry.replay import Replay


def test_every_list_issued_is_those_bytes(ledger: Ledger) -> None:
    issued = Issued.read().lists
    assert len(issued) == len(set(issued.values())) >= 440
    for p in ledger.publications:
        assert issued[p.sha256] == p.publication_id


def test_every_id_issued_is_held_or_leads_to_one_that_is(registry: Registry) -> None:
    live = {
        str(r["id"])
        for table, key in (
            ("agencies", "agency_id"), ("agreements", "agreement_id"), ("pending_spells", "pending_id"),
            ("events", "event_id"), ("publications", "publication_id"),
        )
        for r in registry.rows(f"SELECT {key} AS id FROM {table}")
    }  # fmt: skip
    moved = {r["old_id"]: r["new_id"] for r in registry.rows("SELECT * FROM redirects")}
    with shipped_ids().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    issued = {r["anchor"] if r["kind"] == "event" else r["id"] for r in rows}
    assert len(issued) > 11_000
    assert sorted(i for i in issued if i not in live and moved.get(i) not in live) == []
    assert not live & moved.keys(), "an id both stands and leads elsewhere"


def test_a_numbered_event_leads_to_the_event_it_was(registry: Registry) -> None:
    """The numbers of 18 May 2026, frozen: list, kind and what it befell are in the id it leads to."""
    events = {r["event_id"]: r for r in registry.rows("SELECT * FROM events")}
    wrong = []
    for old, named in Issued.read().events.items():
        now = events.get(follow(registry, old))
        if now is None:
            continue  # judged anew: it leads to what it befell, see above
        on, _, rest = named.partition("#")
        if (now["publication_id"], now["kind"]) != (on, rest.partition(".")[0]):
            wrong.append(old)
    assert len(wrong) < 20, wrong


def test_an_event_follows_what_it_befell() -> None:
    held = {"l#delisted.b.tfm.1", "l#moa_posted.b.tfm.1"}
    moved = {"a.tfm.1": "b.tfm.1", "b.tfm.0": "b.tfm.2"}
    leading = Leading(held, moved.get)
    assert leading.follow("l#delisted.a.tfm.1") == "l#delisted.b.tfm.1"
    assert leading.follow("l#omitted.a.tfm.1") == "l#delisted.b.tfm.1"
    assert leading.follow("l#listed.b.tfm.0") == "b.tfm.2"
    assert leading.follow("l#listed.c") == "c"


def test_an_id_goes_with_its_witness(replayed: Replay) -> None:
    """An agreement read anew under another agency keeps being found by its old id; a namesake cannot take it."""
    agencies = replayed.book.agencies
    second = next(
        a for o in replayed.agreements if (a := o.superseded_by) is not None
        and (a.agency, a.model) == (o.agency, o.model) and len(o.holders) == len(a.holders) == 1
    )  # fmt: skip
    first = next(o for o in replayed.agreements if o.superseded_by is second and o.model == second.model)
    ids = Ids(Issued())
    ids.name_agencies(agencies, {})
    ids.name_agreements(replayed.agreements, {})
    one, two = ids.agreements[first.number], ids.agreements[second.number]
    at = ("l", 1), ("l", 2)
    issued = Issued(agreements={one: one, two: two})
    issued.rows["agreement"] = [(at[0], one), (at[1], two)]
    turned = Ids(issued)
    turned.name_agencies(agencies, {})
    turned.name_agreements(replayed.agreements, {at[0]: second, at[1]: second})
    assert turned.agreements[first.number] == f"{one}.2", "the id's row is another agreement's now"
    assert turned.agreements[second.number] == two
    assert turned.leads_to()[one] == two


def test_a_file_of_ids_keeps_what_nothing_bears_any_more(tmp_path: Path) -> None:
    path = tmp_path / "ids.csv"
    path.write_text("kind,anchor,id\nagency,XX|police|gone||,xx-gone-police\n", encoding="utf-8")
    issued = Issued.read(path)
    issued.rows["agency"].append((("l", 3), "xx-gone-police"))
    issued.write(
        path, [("agency", "XX|police|new||", "xx-new-police")], [("agency", ("l", 3), "xx-new-police")]
    )
    again = Issued.read(path)
    assert again.agencies == {"XX|police|gone||": "xx-gone-police", "XX|police|new||": "xx-new-police"}
    assert again.rows["agency"] == [(("l", 3), "xx-gone-police"), (("l", 3), "xx-new-police")]
    assert again.witnesses() == {"l": frozenset({3})}


@pytest.mark.parametrize("which", ["participating-2025-05-20pm", "05202025pm", "2025-05-20pm"])
def test_a_list_is_found_by_any_of_its_names(registry: Registry, which: str) -> None:
    from deputized.library.lists import find_list

    name = f"participatingAgencies{which}.xlsx" if which.startswith("05") else which
    assert find_list(registry, name) == "participating-2025-05-20pm"
    assert find_list(registry, "participating-2025-05-21am-9ef2eb89") == "participating-2025-05-20pm"
