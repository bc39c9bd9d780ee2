"""The replay of the real ledger: every line of PITFALLS.md that the corpus holds, and what must always be so."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputized.archive import Ledger
from deputized.model.publications import Content, Listing, ListKind, Publication
from deputized.registry.curation import Corrector, load_corrections
from deputized.registry.replay import Replay, replay
from deputized.registry.state import TrackedAgreement


@dataclass
class Part:
    """A ledger with some publications left out, put in another order, or changed."""

    publications: Sequence[Publication]
    contents: dict[str, Content]
    rows: dict[str, tuple[Listing, ...]]

    def listings(self, publication_id: str) -> tuple[Listing, ...]:
        return self.rows[publication_id]


def part(ledger: Ledger, publications: Sequence[Publication]) -> Part:
    rows = {p.publication_id: ledger.listings(p.publication_id) for p in publications}
    used = {x.content_id for listings in rows.values() for x in listings}
    return Part(publications, {k: c for k, c in ledger.contents.items() if k in used}, rows)


def find(replayed: Replay, state: str, name: str, model: str | None = None) -> list[TrackedAgreement]:
    return [
        a
        for a in replayed.agreements
        if (model is None or a.model == model)
        and any(s == state and name in (h.name.printed if h.name else "") for h, s, _ in a.holders)
    ]


def kinds(replayed: Replay, publication_id: str, *wanted: str) -> Counter[str]:
    return Counter(
        e.kind
        for e in replayed.events
        if e.publication.publication_id == publication_id and (not wanted or e.kind in wanted)
    )


# lists that lie -------------------------------------------------------------------------------------


def test_pennslyvania_removes_nobody(replayed: Replay) -> None:
    changed = [e for e in replayed.events if e.publication.publication_id == "participating-2026-02-27am"]
    assert (
        sum(e.kind == "state_corrected" and e.state == "PA" for e in changed) == 62
    )  # 68 rows, 6 of them new on this list
    assert not [e for e in changed if e.kind == "delisted" and e.state == "PA"]
    back = [
        e
        for e in replayed.events
        if e.publication.publication_id == "participating-2026-03-02am" and e.state == "PA"
    ]
    assert not [e for e in back if e.kind in ("relisted", "delisted")]


def test_single_slips_of_a_state_end_nothing(replayed: Replay) -> None:
    for agreement in find(replayed, "UT", "Weber County Sheriff") + find(
        replayed, "WV", "Berkeley County Sheriff"
    ):
        assert len(agreement.spells) == 1


def test_a_pending_list_under_the_participating_name_ends_nothing(replayed: Replay) -> None:
    standing = replayed.standings["participating-2025-09-22pm"]
    assert not standing.is_believed
    assert "pending" in standing.reason
    assert not [e for e in replayed.events if e.publication.publication_id == "participating-2025-09-22pm"]


def test_every_other_list_is_believed(replayed: Replay) -> None:
    assert [p for p, s in replayed.standings.items() if not s.is_believed] == ["participating-2025-09-22pm"]


def test_republished_content_is_a_sighting_not_a_list(ledger: Ledger) -> None:
    assert len({p.sha256 for p in ledger.publications}) == len(ledger.publications)
    assert len(ledger.sightings) > len(ledger.publications)


def last_participating(ledger: Ledger, count: int) -> list[Publication]:
    """The last ones up to 1 May 2026, whatever came since."""
    return [
        p
        for p in ledger.publications
        if p.kind is ListKind.PARTICIPATING
        and p.named_kind is ListKind.PARTICIPATING
        and p.published_date <= date(2026, 5, 1)
    ][-count:]


def test_a_partial_list_ends_nothing(ledger: Ledger) -> None:
    lists = last_participating(ledger, 3)
    cut = part(ledger, lists)
    middle = lists[1].publication_id
    kept = random.Random(287).sample(range(len(cut.rows[middle])), len(cut.rows[middle]) - 80)
    cut.rows[middle] = tuple(cut.rows[middle][i] for i in sorted(kept))
    found = replay(cut)
    assert not found.standings[middle].is_believed
    assert "partial" in found.standings[middle].reason
    whole = replay(part(ledger, [lists[0], lists[2]]))
    assert len(found.agreements) == len(whole.agreements)
    assert kinds(found, lists[2].publication_id) == kinds(whole, lists[2].publication_id)


@pytest.mark.parametrize(("days", "is_believed"), [(1, False), (9, False), (11, True)])
def test_a_loss_is_confirmed_by_lists_that_span_ten_days(
    ledger: Ledger, days: int, is_believed: bool
) -> None:
    """A second list a day later may have been cut by the same hand; ICE's own slips were mended within six days."""
    whole, first = last_participating(ledger, 2)
    second = replace(
        first,
        publication_id="second",
        published_date=first.published_date + timedelta(days=days),
        sha256="second",
    )
    cut = part(ledger, [whole, first])
    cut.publications = [whole, first, second]
    cut.rows[first.publication_id] = cut.rows["second"] = tuple(
        r for r in cut.rows[first.publication_id] if ledger.contents[r.content_id].state != "FLORIDA"
    )
    found = replay(cut)
    assert not found.standings[first.publication_id].is_believed
    assert found.standings["second"].is_believed == is_believed
    assert (kinds(found, "second")["delisted"] > 300) == is_believed


def test_a_list_without_models_ends_nothing(ledger: Ledger) -> None:
    lists = last_participating(ledger, 2)
    blank = part(ledger, lists)
    rows = blank.rows[lists[1].publication_id]
    for row in rows:
        key = "x" + row.content_id
        blank.contents[key] = replace(ledger.contents[row.content_id], content_id=key, support_type=None)
    blank.rows[lists[1].publication_id] = tuple(replace(r, content_id="x" + r.content_id) for r in rows)
    found = replay(blank)
    assert not found.standings[lists[1].publication_id].is_believed
    assert not found.events


def test_a_list_without_signing_days_is_not_taken_for_a_pending_one(ledger: Ledger) -> None:
    lists = last_participating(ledger, 2)
    bare = part(ledger, [lists[0], replace(lists[1], kind=ListKind.PENDING)])
    found = replay(bare)
    assert not found.standings[lists[1].publication_id].is_believed
    assert not found.pending.spells


def test_an_old_list_served_again_under_a_new_name_ends_nothing(ledger: Ledger) -> None:
    lists = last_participating(ledger, 40)
    old = replace(
        lists[0],
        publication_id="participating-2026-05-02am",
        published_date=date(2026, 5, 2),
        part_of_day="am",
    )
    served = part(ledger, [lists[-1], lists[0]])
    served.publications = [lists[-1], old]
    served.rows[old.publication_id] = ledger.listings(lists[0].publication_id)
    found = replay(served)
    assert "older list under a new name" in found.standings[old.publication_id].reason
    assert not found.events


# false departures and false arrivals ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "name", "model", "count"),
    [
        ("TX", "Walker County Sheriff", "JEM", 1),
        ("TX", "Walker County Sheriff", "WSO", 1),
        ("WI", "Waukesha County Sheriff", "JEM", 1),
        ("VA", "Virginia Department of Corrections", "JEM", 1),
        ("MN", "Cass County Sheriff", "TFM", 1),
        ("FL", "Lake Placid Police", "TFM", 1),
        ("LA", "Louisiana State Police", "TFM", 1),
        ("MN", "Freeborn County Sheriff", "WSO", 1),
        ("IN", "Greens Fork Police", "TFM", 1),
        ("FL", "Walton County Sheriff", "WSO", 1),
        ("TX", "Lampasas County Sheriff", "WSO", 1),
    ],
)
def test_one_agreement_through_every_spelling(
    replayed: Replay, state: str, name: str, model: str, count: int
) -> None:
    assert len([a for a in find(replayed, state, name, model) if not a.is_duplicate]) == count


def test_a_corrected_day_is_one_agreement_and_a_second_signing_two(replayed: Replay) -> None:
    limestone = find(replayed, "AL", "Limestone County Sheriff", "TFM")
    assert len(limestone) == 1
    assert {d.isoformat() for _, d, _ in limestone[0].dates if d} == {"2025-06-12", "2025-06-11"}
    knox = find(replayed, "TN", "Knox County Sheriff", "JEM")
    assert len(knox) == 2
    assert knox[0].superseded_by is knox[1]


def test_another_model_in_its_place_is_a_switch(replayed: Replay) -> None:
    switched = [
        e
        for e in replayed.events
        if e.kind == "model_switched" and e.agency and e.agency.first_name.base == "person"
    ]
    assert [(e.before, e.after) for e in switched] == [("JEM", "WSO")]


def test_absent_from_one_list_is_an_omission(replayed: Replay) -> None:
    garrett = [
        (e.publication.publication_id, e.kind)
        for e in replayed.events
        if e.agency and e.agency.first_name.base == "garrett" and e.model == "WSO" and e.known_to is None
    ]
    assert [e for e in garrett if e[1] in ("delisted", "omitted", "relisted")][:3] == [
        ("participating-2026-03-03am", "omitted"),
        ("participating-2026-03-05pm", "relisted"),
        ("participating-2026-05-18am", "delisted"),
    ]


def test_an_agreement_handed_over_joins_no_agencies(replayed: Replay) -> None:
    for state, old, new in (
        ("PA", "Franklin County Sheriff", "Franklin County Jail"),
        ("PA", "Cambria County Sheriff", "Cambria County Prison"),
        ("AZ", "Pinal County Sheriff", "Pinal County Attorney"),
        ("FL", "Escambia County Sheriff", "Escambia County Board"),
        ("OK", "Haskell Police", "Haskell County Sheriff"),
    ):
        handed = [
            a
            for a in replayed.agreements
            if a.state == state
            and len(a.holders) > 1
            and new in (a.holders[-1][0].name.printed if a.holders[-1][0].name else "")
        ]
        assert handed, new
        first, last = handed[0].holders[0][0].root(), handed[0].holders[-1][0].root()
        assert first is not last
        assert old in (first.first_name.printed) or old.split()[0] in first.first_name.printed


# numbers ----------------------------------------------------------------------------------------------


def test_years_that_cannot_be_are_no_days(replayed: Replay, ledger: Ledger) -> None:
    days = [d for a in replayed.agreements for _, d, _ in a.dates if d]
    assert min(days) >= date(2002, 1, 1)
    assert max(days) <= max(p.published_date for p in ledger.publications)


def test_links_are_the_cells_addresses_not_their_text(replayed: Replay) -> None:
    links = [r.item.reading.row.moa_url for r in replayed.participating.rows]
    assert sum(u is not None for u in links) > 1500
    assert all(u is None or u.startswith("http") for u in links)


# what must always be so ---------------------------------------------------------------------------------


def test_spells_of_an_agreement_never_overlap(replayed: Replay) -> None:
    for agreement in replayed.agreements:
        end = -1
        for start, stop in agreement.spells:
            assert start is not None
            assert start > end
            assert stop is None or stop > start
            end = stop if stop is not None else 10**9


def test_the_newest_list_is_the_active_agreements(replayed: Replay) -> None:
    listed = {r.agreement.number for r in replayed.participating.rows}
    assert listed == {a.number for a in replayed.agreements if a.is_listed}


def test_every_row_of_a_believed_list_is_an_agreement(replayed: Replay, ledger: Ledger) -> None:
    for publication in ledger.publications:
        if (
            publication.kind is ListKind.PENDING
            or not replayed.standings[publication.publication_id].is_believed
        ):
            continue
        rows = replayed.agreement_rows[publication.publication_id]
        assert len(rows) == len(ledger.listings(publication.publication_id))


def test_order_of_intake_does_not_matter(ledger: Ledger) -> None:
    @settings(max_examples=4, deadline=None, print_blob=True)
    @given(seed=st.integers(0, 10**6), count=st.integers(2, 16))
    def check(seed: int, count: int) -> None:
        chosen = random.Random(seed).sample(list(ledger.publications), count)
        shuffled = list(chosen)
        random.Random(seed + 1).shuffle(shuffled)
        assert digest(replay(part(ledger, chosen))) == digest(replay(part(ledger, shuffled)))

    check()


def test_what_was_known_on_a_day_is_a_prefix(ledger: Ledger, replayed: Replay) -> None:
    """No decision looks ahead: the replay of what was out by a day says what the whole replay said by then.

    It is shown the lists up to a day, then those up to the next: what is to come it never has."""
    days = sorted(random.Random(287).sample(range(430), 12))
    early, correct = None, Corrector(load_corrections())
    for day in (date(2025, 2, 21) + timedelta(days=n) for n in days):
        out = part(ledger, [p for p in ledger.publications if p.published_date <= day])
        early = replay(out, None, correct, early)
        assert until(replayed, day) == until(early, day)


def until(found: Replay, day: date) -> list[tuple[str, ...]]:
    """What a replay said by a day, and which agreements stood on the last list of that day."""
    said = [
        (e.kind, e.publication.publication_id, e.state or "", e.model or "", e.detail)
        for e in found.events
        if e.known_from <= day
    ]
    last = sum(p.published_date <= day for p in found.participating.publications) - 1
    standing = [
        ("stands", a.model, a.first_publication.publication_id, str(a.number))
        for a in found.agreements
        if any(
            start is not None and start <= last and (stop is None or stop > last) for start, stop in a.spells
        )
    ]
    return sorted(said) + standing


def digest(found: Replay) -> list[tuple[str, ...]]:
    return [
        (
            e.kind,
            e.publication.publication_id,
            e.state or "",
            e.model or "",
            e.before or "",
            e.after or "",
            e.detail,
        )
        for e in found.events
    ]


def test_a_loss_that_weeks_would_doubt_is_believed_after_half_a_year(ledger: Ledger) -> None:
    lists = last_participating(ledger, 2)
    later = replace(lists[1], published_date=lists[1].published_date + timedelta(days=180))
    cut = part(ledger, [lists[0], later])
    rows = cut.rows[later.publication_id]
    kept = random.Random(287).sample(range(len(rows)), len(rows) - 80)
    cut.rows[later.publication_id] = tuple(rows[i] for i in sorted(kept))
    assert replay(cut).standings[later.publication_id].is_believed
