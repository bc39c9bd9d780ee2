"""ICE's page: which link is the list, what the page says of itself, and that menus, traps and staff are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputized.live.page import read_page, scrub
from deputized.live.totals import CountedList, ModelTotal, differences, read_totals
from deputized.model.publications import ListKind
from replica.world import page, sections

URL = "https://www.ice.gov/identify-and-arrest/287g"
P, W = ListKind.PARTICIPATING, ListKind.PENDING
APRIL = (
    "As of April 10, 2025, at 4 p.m., ICE has signed 444 Memorandums of Agreement for 287(g) programs covering 38 states. "
    "These include JEM agreements with 86 law enforcement agencies in 25 states, 287(g) WSO agreements with 180 law "
    "enforcement agencies in 27 states, and 287(g) TFM agreements with 178 agencies in 22 states."
)


def under(heading: str, anchor: str, href: str) -> str:
    return page(f'<h3>{heading}</h3><p><a href="{href}">{anchor}</a></p>', "2026-05-22")


def test_the_real_page_of_april_2025(shared_live: Path) -> None:
    body = (shared_live / "ice_287g_page_2025-04-10_main_block.html").read_bytes()
    found = read_page(body, URL)
    assert found.links[P].url.endswith("/participatingAgencies04102025am.xlsx")
    assert found.links[W].url.endswith("/pendingAgencies04082025am.xlsx")
    assert found.edited == "2025-04-10"
    assert found.totals[P].agreements == 444
    assert found.totals[W].agreements == 67


def test_the_real_table_page_is_known_as_a_table(shared_live: Path) -> None:
    found = read_page((shared_live / "ice_287g_page_2024-12-11_table_part.html").read_bytes(), URL)
    assert found.has_table
    assert not found.links


def test_another_page_of_the_site_has_no_list(shared_live: Path) -> None:
    body = (shared_live / "ice_page_chrome_2026-04_node62010.html").read_bytes()
    found = read_page(body, "https://www.ice.gov/news")
    assert not found.links
    assert not found.is_program_page


@pytest.mark.parametrize(
    "href",
    [
        "/doclib/about/offices/ero/287g/participatingAgencies05222026pm.xlsx", "/file-download/download/public/185939",
        "https://www.ice.gov/doclib/x/287gParticipatingAgencies091526pm.xlsx", "/doclib/x/anything at all.xlsx",
        "/media/12345", "//www.ice.gov/doclib/list.csv",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("287(g) Participating Agencies", "View 287(g) Participating Agencies"),
        ("Participating Agencies", "View Participating Agencies List"),
        ("Participating Entities", "List of participating entities"),
    ],
)
def test_a_list_is_found_by_heading_and_words_at_any_address(href: str, heading: str, anchor: str) -> None:
    found = read_page(under(heading, anchor, href).encode(), URL)
    assert set(found.links) == {P}


def test_a_heading_alone_is_enough_for_a_file_but_not_for_a_page() -> None:
    assert (
        P
        in read_page(under("287(g) Participating Agencies", "Download", "/doclib/a.xlsx").encode(), URL).links
    )
    assert not read_page(
        under("287(g) Participating Agencies", "Read more", "/features/story").encode(), URL
    ).links


@pytest.mark.parametrize(
    "href",
    ["https://287g", "/identify-and-arrest/287g", "#participating", "mailto:a@ice.gov", "javascript:void(0)", "x.pdf", "x.docx",
     "x.jpg", "http://[bad", "ftp://www.ice.gov/list.xlsx", "data:text/csv,a"],
)  # fmt: skip
def test_traps_are_not_followed(href: str) -> None:
    assert not read_page(
        under("287(g) Participating Agencies", "Participating Agencies", href).encode(), URL
    ).links


def test_menus_footers_and_scripts_are_not_read() -> None:
    text = page(sections("2026-05-22", "/a.xlsx", "/b.xlsx", 12, 1, 0), "2026-05-22")
    assert text.count("/trap.xlsx") == 3
    found = read_page(text.encode(), URL)
    assert {k: x.url for k, x in found.links.items()} == {
        P: "https://www.ice.gov/a.xlsx",
        W: "https://www.ice.gov/b.xlsx",
    }
    assert found.doubts == ()


def test_two_links_for_one_list_are_a_doubt() -> None:
    text = sections("2026-05-22", "/a.xlsx", "", 12, 1, 0) + sections("2026-05-21", "/old.xlsx", "", 11, 1, 0)
    found = read_page(page(text, "2026-05-22").encode(), URL)
    assert found.links[P].url.endswith("/a.xlsx")
    assert len(found.doubts) == 1


def test_stated_totals_with_every_model() -> None:
    said = read_totals(APRIL)[P]
    assert (said.as_of, said.agreements, said.states, said.territories) == ("2025-04-10", 444, 38, None)
    assert said.by_model == {
        "JEM": ModelTotal(86, 25, None),
        "WSO": ModelTotal(180, 27, None),
        "TFM": ModelTotal(178, 22, None),
    }
    assert said.sentence == APRIL


@pytest.mark.parametrize(
    ("words", "states", "territories"),
    [
        ("covering 39 states and 2 U.S. Territories", 39, 2), ("covering 39 states and 1 territory", 39, 1),
        ("covering 39 states and two U.S. territories", 39, 2), ("covering 40 states", 40, None),
    ],
)  # fmt: skip
def test_the_wording_of_2026(words: str, states: int, territories: int | None) -> None:
    said = read_totals(
        f"As of Aug. 25, 2026, ICE has signed 2,382 Memorandums of Agreement for 287(g) programs {words}."
    )[P]
    assert (said.as_of, said.agreements, said.states, said.territories) == (
        "2026-08-25",
        2382,
        states,
        territories,
    )


def test_a_page_that_differs_from_its_list_says_by_how_much() -> None:
    said = read_totals(APRIL)[P]
    agrees = CountedList(444, 38, 0, {"JEM": 86, "WSO": 180, "TFM": 178})
    assert differences(said, agrees) == []
    assert differences(said, CountedList(445, 38, 0, {"JEM": 86, "WSO": 180, "TFM": 179})) == [
        "the page says 444 agreements, the list has 445 rows (1 more)",
        "the page says 178 TFM agreements, the list has 179 rows (1 more)",
    ]


def test_staff_addresses_are_dropped_from_what_is_kept() -> None:
    text = page(sections("2026-05-22", "/a.xlsx", "", 12, 1, 0), "2026-05-22")
    safe = '<a href="https://gcc02.safelinks.protection.outlook.com/?url=x&amp;data=05%7Cfirst.last%40ice.dhs.gov">x</a>'
    kept = scrub((text + safe + "caf\xe9").encode("latin-1", "ignore")).decode("latin-1")
    assert "first.last" not in kept
    assert "safelinks" not in kept
    assert kept.count("[address dropped]") == 2
    assert "caf\xe9" in kept


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.binary(max_size=400), st.text(alphabet='<>/="ahrefmainv3 \n', max_size=300).map(str.encode))
)
def test_no_page_stops_the_reader(body: bytes) -> None:
    read_page(body, URL)
    scrub(body)


def test_this_folder_holds_a_real_page() -> None:
    assert "Delegation of Immigration Authority" in (
        Path(__file__).parents[1] / "replica" / "page.html"
    ).read_text(encoding="utf-8")
