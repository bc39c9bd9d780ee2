"""What a sentence says of one agency, who holds what it counts, and words it leaves over."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from deputized.claims import Books, Verdict
from deputized.claims.article import read_article
from deputized.claims.claim import ClaimError
from deputized.claims.given import text_of
from deputized.cli.group import cli
from deputized.library import Registry

DAY = date(2026, 5, 20)
WRONG = (Verdict.CONTRADICTED, Verdict.OFF, Verdict.WRONG_UNIT)
RIGHT = (Verdict.SUPPORTED, Verdict.WITHIN)


@pytest.fixture(scope="module")
def books(registry: Registry) -> Books:
    return Books(registry)


def said(registry: Registry, books: Books, text: str) -> list[Verdict]:
    desk = read_article(registry, text, published=DAY, books=books)
    return [p.verdict for r in desk.reads for p in r.parts]


@pytest.mark.parametrize(
    "text",
    [
        "Davidson County, Tennessee, signed a 287(g) agreement in 2007.",
        "The Cobb County Sheriff's Office in Georgia signed an agreement in 2007.",
        "The Alamance County Sheriff's Office in North Carolina signed an agreement in 2007.",
        "Los Angeles County signed an agreement in 2005.",
        "Gaston County, North Carolina signed a 287(g) agreement in 2007.",
        "La Oficina del Sheriff del Condado de Maricopa firmó un acuerdo en 2007.",
    ],
)
def test_a_signing_of_the_early_years_is_read_on_the_early_lists(
    registry: Registry, books: Books, text: str
) -> None:
    assert said(registry, books, text) == [Verdict.SUPPORTED]


@pytest.mark.parametrize(
    "text",
    [
        "The Maricopa County Sheriff's Office in Arizona signed an agreement in 2003.",
        "Kinney County, Texas, signed an agreement in 2012.",
        "The Collier County Sheriff's Office in Florida signed an agreement in 2019.",
        "El condado de Kinney, Texas, firmó un acuerdo en 2008.",
    ],
)
def test_lists_from_2021_on_speak_against_no_older_signing(
    registry: Registry, books: Books, text: str
) -> None:
    assert not set(said(registry, books, text)) & {*WRONG, *RIGHT}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The Kinney County Sheriff's Office in Texas has a 287(g) agreement.", Verdict.SUPPORTED),
        ("The Kinney County Sheriff's Office in Texas no longer has a 287(g) agreement.", Verdict.CONTRADICTED),
        ("The Kinney County Sheriff's Office in Texas has never signed a 287(g) agreement.", Verdict.CONTRADICTED),
        ("The Maricopa County Sheriff's Office has never signed a 287(g) agreement.", Verdict.CONTRADICTED),
        ("The Maricopa County Sheriff's Office ended its 287(g) agreement.", Verdict.SUPPORTED),
        ("The Maricopa County Sheriff's Office had a 287(g) agreement in 2008.", Verdict.SUPPORTED),
        ("The Garrett County Sheriff's Office in Maryland no longer has a 287(g) agreement.", Verdict.SUPPORTED),
        ("The Los Angeles Police Department has a 287(g) agreement.", Verdict.CONTRADICTED),
        ("The Los Angeles Police Department has no 287(g) agreement.", Verdict.SUPPORTED),
        ("LAPD has 12 agreements.", Verdict.UNCHECKABLE),
        ("La Oficina del Sheriff del Condado de Kinney, Texas, tiene un acuerdo 287(g).", Verdict.SUPPORTED),
        ("La Oficina del Alguacil del Condado de Kinney, Texas, ya no tiene un acuerdo 287(g).", Verdict.CONTRADICTED),
        ("La Policía de Los Ángeles tiene un acuerdo 287(g).", Verdict.CONTRADICTED),
        ("La Oficina del Sheriff del Condado de Maricopa nunca ha firmado un acuerdo.", Verdict.CONTRADICTED),
        ("Maricopa County, Arizona, never signed a 287(g) agreement.", Verdict.CONTRADICTED),
        ("Kinney County, Texas, has no 287(g) agreement.", Verdict.CONTRADICTED),
        ("Maricopa County, Arizona, has no 287(g) agreement.", Verdict.SUPPORTED),
        ("Kinney County, Texas, no longer has a 287(g) agreement.", Verdict.CONTRADICTED),
    ],
)  # fmt: skip
def test_what_is_said_of_one_agency(registry: Registry, books: Books, text: str, verdict: Verdict) -> None:
    assert said(registry, books, text) == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "Florida sheriffs hold 348 agreements as of May 18, 2026.",
        "Florida towns hold 348 agreements as of May 18, 2026.",
        "Texas constables hold 387 agreements as of May 18, 2026.",
        "Texas police chiefs have signed 387 agreements.",
        "Colleges hold 1,843 agreements.",
        "Counties hold 1,843 agreements as of May 18, 2026.",
        "As of May 18, 2026, sheriffs hold all 1,843 agreements.",
        "Los alguaciles de Texas tienen 387 acuerdos.",
        "Los 348 acuerdos de Florida son de policías municipales.",
        "The Trump administration inherited 1,843 agreements.",
        "Before the election, there were 1,843 agreements nationwide.",
        "Biden approved all 1,843 agreements.",
        "Clinton signed 1,843 agreements.",
        "ICE paid bonuses under 1,843 agreements.",
        "ICE audited 1,843 agreements.",
        "Congress funded 1,843 agreements.",
        "Antes de Biden, Texas tenía 387 acuerdos.",
        "Florida tiene la menor cantidad de acuerdos, 348.",
        "Only two states, Texas and Florida, have agreements.",
    ],
)
def test_a_word_left_over_bars_support(registry: Registry, books: Books, text: str) -> None:
    assert not set(said(registry, books, text)) & set(RIGHT)


@pytest.mark.parametrize(
    "text",
    [
        "Florida has 348 agreements as of May 18, 2026.",
        "As of May 18, 2026, there were 1,843 agreements nationwide.",
        "ICE said Monday that Texas agencies hold 387 agreements.",
        "Texas now has 387 active 287(g) agreements, according to ICE's list.",
        "ICE lists 1,843 agreements with local police and sheriffs.",
        "El 18 de mayo de 2026 había 1.843 acuerdos en todo el país.",
        "Texas tiene 387 acuerdos con el ICE.",
        "Sheriffs hold 1,050 agreements as of May 18, 2026.",
        "Florida sheriffs hold 131 agreements as of May 18, 2026.",
        "En mayo de 2026, los alguaciles de Florida tenían 131 acuerdos.",
    ],
)
def test_a_sentence_all_of_which_is_read_is_supported(registry: Registry, books: Books, text: str) -> None:
    assert set(said(registry, books, text)) <= set(RIGHT)


def test_doubled_is_held_against_one_unit(registry: Registry, books: Books) -> None:
    for text in (
        "The number of agreements doubled between Dec. 12, 2025, and May 18, 2026.",
        "Agencies tripled between Dec. 12, 2025, and May 18, 2026.",
        "Los acuerdos se duplicaron entre el 12 de diciembre de 2025 y el 18 de mayo de 2026.",
    ):
        assert said(registry, books, text) == [Verdict.CONTRADICTED], text


def test_the_reason_gives_the_newest_list(registry: Registry, books: Books) -> None:
    desk = read_article(registry, "ICE has 1,700 agreements.", published=DAY, books=books)
    assert "1,843" in desk.reads[0].words[0] and "1,779" not in desk.reads[0].words[0]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_a_file_is_read_in_its_own_writing(encoding: str) -> None:
    words = "Según el ICE — “había” 36 acuerdos en Texas."
    assert text_of(words.encode(encoding), "a.txt") == words


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 \x00\x01", b"PK\x03\x04..", b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 9]
)
def test_what_is_no_text_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(ClaimError, match=r"a\.bin"):
        text_of(data, "a.bin")


def test_a_folder_is_refused_by_name(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["check", str(tmp_path)])
    assert done.exit_code == 2 and "folder" in done.output and tmp_path.name in done.output.replace("\n", "")


def test_a_document_in_an_archive_does_not_say_that_a_county_had_an_agreement(registry: Registry) -> None:
    """ICE's archive names an agreement of Cook County's State's Attorney; no list has one."""
    told = read_article(
        registry, "Cook County, Illinois, has never had an agreement.", published=date(2026, 5, 20)
    )
    assert told.reads[0].verdict is Verdict.UNCHECKABLE
    assert "State's Attorney" in told.reads[0].words[0]
