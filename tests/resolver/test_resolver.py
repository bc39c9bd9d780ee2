"""A name is answered exactly, or asked about, or not at all: never by a neighbor."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from deputized import reference
from deputized.library import Registry
from deputized.reference.zips import build_zips
from deputized.resolver import Ask, Exact, Nothing, Resolver, index, index_builder

LOOKUPS = Path(__file__).parents[2] / "bench" / "gold" / "lookups.csv"


@pytest.fixture(scope="module")
def resolver(registry: Registry) -> Resolver:
    return Resolver(registry.db)


@pytest.mark.parametrize(
    "text",
    [
        "tx-kinney-county-sheriff", "TX1360000", "48271", "78832", "Kinney County, Texas", "KINNEY CO SO", "Kinney Co. S.O., Tex.",
        "Kinney County, Sheriff of, TX", "alguacil de Kinney, TX", "Kinney County Sheriff's Office (KCSO), Texas",
    ],
)  # fmt: skip
def test_one_agency_by_any_wording(resolver: Resolver, text: str) -> None:
    found = resolver.resolve(text)
    assert isinstance(found, Exact)
    assert found.body.agency_id == "tx-kinney-county-sheriff"


@pytest.mark.parametrize(
    ("text", "ori"),
    [
        ("Harris County Sheriff, TX", "TX1010000"),  # not Harrison County's
        ("Oklahoma City Police", "OK0550600"),  # not Boise City's
        ("Barrington PD, NH", "NH0090200"),  # not Farmington's
        ("Yarmouth Police, MA", "MA0011500"),  # not Falmouth's
        ("West Orange PD, N. Jersey", "NJ0072200"),  # not East Orange's
        ("Town of Goshen PD, NY", "NY0358100"),
        ("Village of Goshen Police, NY", "NY0352300"),
        ("Oak Ridge PD, Kaufman County, TX", "TX1292100"),
    ],
)
def test_a_body_that_never_signed_is_itself(resolver: Resolver, text: str, ori: str) -> None:
    found = resolver.resolve(text)
    assert isinstance(found, Exact)
    assert (found.body.ori, found.body.agency_id, found.body.standing) == (ori, None, "never listed")


@pytest.mark.parametrize(
    "text",
    ["Sheriff", "Harris County Sheriff", "Goshen PD, NY", "Oak Ridge PD, TX", "Kiney County Sherif, TX"],
)
def test_a_doubtful_name_asks(resolver: Resolver, text: str) -> None:
    assert isinstance(resolver.resolve(text), Ask)


def test_candidates_are_ranked_by_people_and_stay_in_the_state_that_was_named(resolver: Resolver) -> None:
    found = resolver.resolve("Harris County Sheriff")
    assert isinstance(found, Ask)
    assert [(b.state, b.agency_id) for b in found.candidates] == [
        ("TX", None),
        ("GA", "ga-harris-county-sheriff"),
    ]
    near = resolver.resolve("Springfeld Police, Tenn.")
    assert isinstance(near, Ask)
    assert {b.state for b in near.candidates} == {"TN"}


@pytest.mark.parametrize("text", ["x" * 10_000, "Sheriff " * 2_000, "😀😀", "保安官", "", "99999", "XX-99"])
def test_what_names_nothing_says_what_can_be_asked(resolver: Resolver, text: str) -> None:
    found = resolver.resolve(text)
    assert isinstance(found, Nothing)
    assert "ask by id" in found.reason
    assert len(found.reason) < 300


def test_two_states_are_not_reconciled(resolver: Resolver) -> None:
    assert isinstance(resolver.resolve("Harris County Sheriff, GA", "TX"), Nothing)
    with pytest.raises(ValueError, match="not a state"):
        resolver.resolve("Kinney County Sheriff", "Utopia")


def test_every_spelling_ice_printed_is_its_own_agency_or_asks(registry: Registry, resolver: Resolver) -> None:
    rows = registry.rows(
        "SELECT DISTINCT agency_id, name_raw, state FROM agency_names JOIN agencies USING (agency_id)"
    )
    exact = 0
    for row in rows:
        found = resolver.resolve(row["name_raw"], row["state"])
        if isinstance(found, Exact):
            assert found.body.agency_id == row["agency_id"], row
            exact += 1
    assert exact >= 0.98 * len(rows) > 1_000


def lookups() -> Iterator[tuple[str, str]]:
    with LOOKUPS.open(encoding="utf-8", newline="") as stream:
        yield from ((row["asked"], row["answer"]) for row in csv.DictReader(stream))


def test_every_kept_question_has_its_answer(resolver: Resolver) -> None:
    wrong = []
    for asked, wanted in lookups():
        found = resolver.resolve(asked)
        first = (
            found.body
            if isinstance(found, Exact)
            else found.candidates[0]
            if isinstance(found, Ask)
            else None
        )
        who = "" if first is None else first.agency_id or first.ori or f"{first.state} {first.name}"
        told = f"{'=' if isinstance(found, Exact) else '?'} {who}" if who else "nothing"
        if told != wanted:
            wrong.append((asked, told, wanted))
    assert wrong == []


@pytest.mark.parametrize("text", ["48201", "01001", "12086", "8031"])
def test_a_number_that_is_a_fips_and_a_zip_code_is_asked_about_and_the_state_tells(
    resolver: Resolver, text: str
) -> None:
    code = text.zfill(5)
    found = resolver.resolve(text)
    assert isinstance(found, Ask)
    here, *others = dict.fromkeys(b.state for b in found.candidates)
    assert here == reference.counties_by_fips()[code].state
    assert others
    assert reference.counties_of_zip(code)
    sure = resolver.resolve(f"FIPS {text}")
    assert isinstance(sure, Exact)
    assert sure == resolver.resolve(text, here)


def test_a_zip_code_is_its_one_countys_sheriff_or_asks_of_several(resolver: Resolver) -> None:
    found = resolver.resolve("78832-0123")
    assert isinstance(found, Exact)
    assert (found.how, found.body.agency_id) == ("ZIP", "tx-kinney-county-sheriff")
    several = resolver.resolve("ZIP 12086")
    assert isinstance(several, Ask)
    assert {b.kind for b in several.candidates} == {"sheriff"}
    assert len(reference.counties_of_zip("12086")) == len(several.candidates) > 1
    assert reference.counties_of_zip("85001") == ()


def test_a_state_that_is_named_is_never_left(resolver: Resolver) -> None:
    for office in ("Haris County Sherif", "Harris County Sheriff", "Hariss County SO"):
        for text in (f"{office}, TX", f"{office} tx", f"Texas {office}", f"TX: {office}", f"{office} (Tex.)"):
            found = resolver.resolve(text)
            bodies = (found.body,) if isinstance(found, Exact) else getattr(found, "candidates", ())
            assert {b.state for b in bodies} == {"TX"}, text
            assert bodies[0].ori == "TX1010000", text


def test_a_township_or_a_town_of_wisconsin_is_not_its_namesake(resolver: Resolver) -> None:
    for text in ("Town of Brookfield Police, WI", "Town of Madison Police, WI"):
        found = resolver.resolve(text)
        assert not (isinstance(found, Exact) and "town" not in {k.form for k in found.body.keys}), text


def test_most_questions_read_few_states(registry: Registry) -> None:
    """What makes an answer quick: only states in which the name is borne are read."""
    fresh = Resolver(registry.db)
    assert isinstance(fresh.resolve("Kinney County Sheriff"), Exact)
    assert len(fresh._bodies) <= 4
    assert isinstance(fresh.resolve("Kiney County Sherif"), Ask)
    assert len(fresh._bodies) <= 16


def test_the_index_that_ships_is_what_the_tables_make(shared_reference: Path, tmp_path: Path) -> None:
    made = index_builder.build(shared_reference, tmp_path / "bodies.csv")
    same = made.read_bytes() == index.PATH.read_bytes()
    assert same, "names are read anew: run `deputized reference bodies ../shared/reference`"


def test_zip_codes_are_made_from_the_package_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "state_county_zip.json"
    file.write_text(
        '{"SD": {"counties": {"Shannon County": {"zip_codes": ["57752", "57716"]}}}}', encoding="utf-8"
    )
    made = build_zips(file, tmp_path)
    assert made.read_text(encoding="utf-8") == "county_fips,zips\n46102,57716 57752\n"
    for bad in (
        '{"SD": ["57752"]}',
        '{"SD": {"counties": {"Nowhere": {"zip_codes": []}}}}',
        '{"SD": {"counties": {"Shannon County": {"zip_codes": ["x"]}}}}',
    ):
        file.write_text(bad, encoding="utf-8")
        with pytest.raises(ValueError, match="state_county_zip"):
            build_zips(file, tmp_path)


def test_every_alias_leads_to_its_agency_or_asks_with_it(resolver: Resolver) -> None:
    for alias in reference.aliases():
        found = resolver.resolve(alias.name, alias.state)
        bodies = (found.body,) if isinstance(found, Exact) else getattr(found, "candidates", ())
        assert alias.ori in {b.ori for b in bodies}, alias
        assert alias.evidence
