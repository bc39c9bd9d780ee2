"""One printed row: states, models, signing days and links as ICE really printed them."""

from __future__ import annotations

from datetime import date

import pytest

from deputized.archive import Ledger
from deputized.registry.findings import _other_year
from deputized.registry.rows import clean_url, document_file, read_model, read_row, read_signed
from deputized.registry.state_words import read_state


@pytest.mark.parametrize(
    ("printed", "state", "note"),
    [
        ("TEXAS ", "TX", None),
        ("PENNSLYVANIA", "PA", "state_misspelt"),
        ("UTAHJ", "UT", "state_misspelt"),
        ("UTAh", "UT", None),
        ("WEST VIRIGINIA", "WV", "state_misspelt"),
        ("WEST VIRGINA", "WV", "state_misspelt"),
        ("MCHIGAN", "MI", "state_misspelt"),
        ("GUAM", "GU", None),
        ("NORTHERN MARIANA ISLANDS", "MP", None),
        ("", None, "state_unreadable"),
        ("ATLANTIS", None, "state_unreadable"),
        ("<b>TEXAS</b>", None, "state_unreadable"),
    ],
)
def test_state(printed: str, state: str | None, note: str | None) -> None:
    assert read_state(printed) == (state, note)


@pytest.mark.parametrize(
    ("printed", "model"),
    [
        ("Task Force Model", "TFM"),
        ("Task Force Officer ", "TFM"),
        ("Jail Enforcment Model ", "JEM"),
        ("Warrant Services Officer", "WSO"),
        ("Warrant Service Office", "WSO"),
        ("", None),
        ("Hybrid", None),
    ],
)
def test_model(printed: str, model: str | None) -> None:
    assert read_model(printed)[0] == model


@pytest.mark.parametrize(
    ("printed", "day", "note"),
    [
        (date(2025, 3, 26), date(2025, 3, 26), None),
        ("2020-06-09", date(2020, 6, 9), None),
        ("05/082025", date(2025, 5, 8), "signed_slash_missing"),
        ("7/72025", date(2025, 7, 7), "signed_slash_missing"),
        ("8/282025", date(2025, 8, 28), "signed_slash_missing"),
        ("09/15/2026", date(2026, 9, 15), "signed_as_text"),
        ("September 15, 2026", date(2026, 9, 15), "signed_as_text"),
        ("Wed May 14 00:00:00 2025", date(2025, 5, 14), "signed_as_text"),
        ("Wed May 14 09:30:00 EDT 2025", date(2025, 5, 14), "signed_as_text"),
        ("'05/14/2025", date(2025, 5, 14), "signed_as_text"),
        ("15 Sept. 2026", date(2026, 9, 15), "signed_as_text"),
        ("2026-09-15 00:00:00", date(2026, 9, 15), None),
        ("Smarch 15, 2026", None, "signed_unreadable"),
        (date(5025, 7, 7), None, "signed_impossible"),
        (date(1900, 1, 1), None, "signed_impossible"),
        (date(2999, 1, 1), None, "signed_impossible"),
        (45742, date(2025, 3, 26), "signed_as_number"),
        ("13/13/2025", None, "signed_unreadable"),
        ("soon", None, "signed_unreadable"),
        ("", None, "signed_blank"),
        (None, None, "signed_blank"),
        (True, None, "signed_unreadable"),
    ],
)
def test_signed(printed: object, day: date | None, note: str | None) -> None:
    assert read_signed(printed) == (day, note)  # type: ignore[arg-type]


def test_links_lead_to_the_document_itself() -> None:
    wayback = "https://web.archive.org/web/20210113002027/https://www.ice.gov/doclib/287gMOA/A%20B.pdf"
    assert clean_url(wayback)[0] == "https://www.ice.gov/doclib/287gMOA/A%20B.pdf"
    assert document_file(wayback) == "a b.pdf"
    through = "chrome-extension://efaidnbmnnnibpcajpcglclefindmkaj/https://www.ice.gov/doclib/x.pdf"
    assert clean_url(through) == ("https://www.ice.gov/doclib/x.pdf", "link_through_extension")
    assert clean_url("https:/www.ice.gov/doclib/x.pdf")[0] == "https://www.ice.gov/doclib/x.pdf"
    assert document_file("https://www.ice.gov") is None


def test_every_row_of_the_ledger_is_read(ledger: Ledger) -> None:
    rows = [read_row(c) for c in ledger.contents.values()]
    named = [r for r in rows if r.agency]
    assert len(named) > 8_000
    assert all(r.state for r in named)
    blank = {
        c.content_id for c, r in zip(ledger.contents.values(), rows, strict=True) if r.agency and not r.model
    }
    where = {
        p.kind
        for p in ledger.publications
        for x in ledger.listings(p.publication_id)
        if x.content_id in blank
    }
    assert where == {"pending"}, "a model that cannot be read stands on pending lists alone"
    assert all(ledger.contents[key].support_type is None for key in blank), "it is blank there, not misread"


@pytest.mark.parametrize(
    ("signed", "file", "is_doubted"),
    [
        (date(2025, 1, 7), "tenahapolicedepttx_tfm_moa_01072026.pdf", True),
        (date(2026, 1, 7), "tenahapolicedepttx_tfm_moa_01072026.pdf", False),
        (date(2025, 2, 28), "casscosheriffsofficemn_tfm_moa_02.28.25.pdf", False),
        (date(2025, 3, 26), "kinneycotx_tfm_moa_03.19.2025.pdf", False),
        (date(2025, 3, 26), "", False),
    ],
)
def test_a_year_that_the_file_contradicts_is_doubted(signed: date, file: str, is_doubted: bool) -> None:
    assert _other_year(signed, file) == is_doubted


@pytest.mark.parametrize(
    "printed",
    ["14-May-25", "5/14/2025 12:00:00 AM", "2025-05-14T00:00:00Z", "Wednesday, May 14, 2025", "45791", "20250514",
     "14.05.2025", "05.14.2025", "5/14/25", "May 14 2025", "14 May 2025", "2025/05/14", "05-14-2025", "14-May-2025"],
)  # fmt: skip
def test_one_day_in_many_forms_is_one_day(printed: str) -> None:
    assert read_signed(printed)[0] == date(2025, 5, 14)


def test_a_year_of_two_digits_is_of_this_century_only_if_it_can_be() -> None:
    assert read_signed("4/28/99") == (None, "signed_impossible")


@pytest.mark.parametrize(
    ("printed", "note"),
    [("Jail Enforcement Model / Warrant Service Officer", "model_combined:JEM+WSO"), ("JEM, TFM", "model_combined:JEM+TFM")],
)  # fmt: skip
def test_a_cell_of_two_models_is_read_as_neither(printed: str, note: str) -> None:
    assert read_model(printed) == (None, note)


@pytest.mark.parametrize(
    "printed", ["TX - Ohio", "Texas (OK)", "N", "Is.", "State of", "A.", "Texas/Oklahoma"]
)
def test_two_states_or_none_are_no_state(printed: str) -> None:
    assert read_state(printed)[0] is None


@pytest.mark.parametrize(
    "printed", ["Taskforce Model", "287(g) Task Force Model", "TFM", "Task Force Model*"]
)
def test_a_model_with_words_around_it_is_read(printed: str) -> None:
    assert read_model(printed)[0] == "TFM"


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("CNMI", "MP"), ("Okla.", "OK"), ("TX", "TX"), ("N.C.", "NC"), ("USVI", "VI"), ("TX.", "TX"), ("Fla", "FL"),
        ("Miss.", "MS"), ("Ala", "AL"), ("So. Carolina", "SC"), ("No. Dakota", "ND"), ("W. Virginia", "WV"), ("West Va.", "WV"),
        ("State of Texas", "TX"), ("Commonwealth of Virginia", "VA"), ("Territory of Guam", "GU"), ("TEXAS (TX)", "TX"),
        ("TX - Texas", "TX"), ("Puerto Rico (PR)", "PR"), ("P.R.", "PR"), ("V.I.", "VI"), ("Virgin Is.", "VI"),
        ("N. Mariana Islands", "MP"), ("Northern Mariana Is.", "MP"), ("Am. Samoa", "AS"), ("Wash. D.C.", "DC"),
    ],
)  # fmt: skip
def test_states_by_code_or_cut_short(printed: str, state: str) -> None:
    assert read_state(printed) == (state, "state_abbreviated")


@pytest.mark.parametrize(
    ("printed", "model"),
    [("Tribal Task Force Model", "TTFM"), ("Tribal Task Force", "TTFM"), ("Task Force Model (Tribal)", "TTFM"),
     ("Triball Taskforce", "TTFM"), ("TTFM", "TTFM"), ("Task Force Model", "TFM"), ("Tribal Warrant Service Officer", "WSO")],
)  # fmt: skip
def test_the_tribal_model_is_never_read_as_the_task_force_s(printed: str, model: str) -> None:
    assert read_model(printed)[0] == model
