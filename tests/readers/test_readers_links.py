"""Links keep the document and lose the people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputized.readers.links import clean_link, clean_text

SAFE = "https://gcc02.safelinks.protection.outlook.com/"
DATA = "data=05%7C02%7CSomebody%40ice.dhs.gov%7Cbf97&sdata=TkKN%3D&reserved=0"
TARGET = "https://www.ice.gov/doclib/287gMOA/CurryCo%20NM_WSO.pdf"
QUOTED = "https%3A%2F%2Fwww.ice.gov%2Fdoclib%2F287gMOA%2FCurryCo%2520NM_WSO.pdf"


@pytest.mark.parametrize(
    ("target", "cleaned"),
    [
        (TARGET, TARGET),
        (f"{SAFE}?url={QUOTED}&{DATA}", TARGET),
        (f"{SAFE}?{DATA}&url={QUOTED}", TARGET),
        (f"{SAFE.upper()}?URL={QUOTED}&{DATA}", TARGET),
        (f"{SAFE}?url=https%3A%2F%2Fnam02.safelinks.protection.outlook.com%2F%3Furl%3Dhttps%253A%252F%252Fx.gov%252Fa", "https://x.gov/a"),
        (f"chrome-extension://efaidnb/{SAFE}?url={QUOTED}&{DATA}", TARGET),
        (f"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url={QUOTED}&x=1", TARGET),
        (f"{SAFE}?{DATA}", None),
        (f"{SAFE}?url=&{DATA}", None),
        (f"{SAFE}?url=mailto%3Aa%40b.gov", None),
        ("mailto:a@b.gov", None),
        (" MAILTO:a@b.gov", None),
        ("file:///C:/Users/jdoe/x.pdf", None),
        ("javascript:alert(1)", None),
        ("", None),
        ("https://x.gov/a.pdf?who=a%40b.gov&page=2#c@d.org", "https://x.gov/a.pdf?page=2"),
        ("https://user:pw@x.gov/a.pdf", "https://x.gov/a.pdf"),
        ("https://x.gov/mail/a.b@c.gov/x.pdf", "https://x.gov/mail/address-removed/x.pdf"),
        ("https://x.gov/@handle", "https://x.gov/@handle"),
        ("https://[broken@/", None),
        ("https:/www.ice.gov/a.pdf", "https:/www.ice.gov/a.pdf"),
        ("#Sheet2!A1", "#Sheet2!A1"),
    ],
)  # fmt: skip
def test_clean_link(target: str, cleaned: str | None) -> None:
    assert clean_link(target) == cleaned


@given(st.text(max_size=80), st.sampled_from(["", "?url=", f"?{DATA}&url=", "/x?url="]))
def test_nothing_of_a_safelink_survives(text: str, glue: str) -> None:
    cleaned = clean_link(SAFE + glue + text + "&" + DATA)
    if cleaned is not None:
        assert "safelinks.protection" not in cleaned.lower()
        assert "ice.dhs.gov" not in cleaned


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_link("https://x.gov/" + text)
    assert once is None or clean_link(once) == once


def test_a_safelink_in_a_text_is_replaced_by_what_it_wraps() -> None:
    assert clean_text(f"see {SAFE}?url={QUOTED}&{DATA} here") == f"see {TARGET} here"
    assert clean_text("link pending ") == "link pending "


def test_an_address_typed_into_a_cell_is_not_kept() -> None:
    assert clean_text("link; ask jane.doe@ice.dhs.gov") == "link; ask address-removed"
    assert clean_text("Police @ Northpoint") == "Police @ Northpoint"
