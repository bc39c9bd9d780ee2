"""A wrong entry of the ledger is refused with file, line and reason."""

from __future__ import annotations

import pytest

from deputized.rules.courts import read_rulings
from deputized.rules.reading import read_laws
from deputized.rules.searches import read_looked
from deputized.rules.sources import RulesError
from deputized.rules.yaml_lines import parse_lined

GOOD = """
- id: xx-1
  state: TX
  kind: act
  bill: A bill
  statute: A section
  says:
  - verb: must
    object: agreements
  covered: Sheriffs
  penalty: unknown
  days:
  - what: signed
    day: '2026-01-02'
    source: act
    certainty: read
  - what: in force
    day: '2026-02-03'
    source: act
    certainty: read
  deadlines:
  - day: '2026-12-01'
    who: everyone
    source: act
    certainty: read
  sources:
  - key: act
    title: The act
    publisher: A legislature
    url: https://example.gov/act
    dated: '2026-01-02'
    kind: act
    read: '2026-11-28'
    by: us
  confidence: confirmed
  checked: '2026-11-28'
"""


def refused(text: str) -> str:
    with pytest.raises(RulesError) as error:
        read_laws(parse_lined(text, "laws.yml"), "laws.yml")
    return str(error.value)


def test_the_entry_is_good_before_it_is_spoiled() -> None:
    (law,) = read_laws(parse_lined(GOOD, "laws.yml"), "laws.yml")
    assert (str(law.signed), str(law.effective), str(law.deadline)) == (
        "2026-01-02",
        "2026-02-03",
        "2026-12-01",
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("verb: must\n", "verb: should\n", "verb is 'should'; it must be one of must, may, must not"),
        ("object: agreements", "object: everything", "object is 'everything'"),
        ("    url: https://example.gov/act\n", "", "url is missing"),
        ("url: https://example.gov/act", "url: see claims.md", "is no address"),
        ("url: https://example.gov/act", "url: https://example", "is no address"),
        ("day: '2026-02-03'", "day: '2025-02-03'", "the days contradict"),
        ("day: '2026-12-01'", "day: '2025-12-01'", "the days contradict"),
        ("what: in force", "what: signed", "signed is given twice"),
        ("what: in force", "what: vetoed", "the days contradict"),
        ("what: in force", "what: died", "died and was made law"),
        ("what: in force", "what: begun", "what is 'begun'"),
        ("day: '2026-02-03'", "day: next year", "is not a day"),
        ("source: act\n    certainty: read\n  deadlines", "source: other\n    certainty: read\n  deadlines", "source other is none of act"),
        ("certainty: read\n  deadlines", "certainty: sure\n  deadlines", "certainty is 'sure'"),
        ("    read: '2026-11-28'\n    by: us\n", "", "nobody is said to have read"),
        ("    by: us\n", "", "read and by go together"),
        ("kind: act\n  bill", "kind: rumor\n  bill", "kind is 'rumor'"),
        ("confidence: confirmed", "confidence: sure", "confidence is 'sure'"),
        ("state: TX", "state: ZZ", "ZZ is no postal code"),
        ("  penalty: unknown\n", "", "penalty is missing"),
        ("  covered: Sheriffs\n", "  covred: Sheriffs\n", "covred is no field of a law"),
        ("checked: '2026-11-28'", "checked: lately", "checked"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused_with_file_line_and_reason(old: str, new: str, says: str) -> None:
    assert old in GOOD
    message = refused(GOOD.replace(old, new, 1))
    assert message.startswith("laws.yml, line ")
    assert says in message


def test_the_line_is_that_of_the_wrong_day() -> None:
    message = refused(GOOD.replace("day: '2026-02-03'", "day: soon"))
    assert "laws.yml, line 17 (in force)" in message


def test_an_id_given_twice_and_a_file_that_is_no_list() -> None:
    assert "given twice" in refused(GOOD + GOOD)
    for text in ("just words", "a: b", "- [1"):
        with pytest.raises(RulesError, match=r"laws\.yml"):
            read_laws(parse_lined(text, "laws.yml"), "laws.yml")
    assert parse_lined("", "laws.yml") == []


RULING = """
- id: r-1
  state: VA
  kind: injunction
  by: a court
  touches: [a-law]
  scope: part
  what: as applied to some
  outcome: unknown
  days:
  - {what: ordered, day: '2026-08-31', source: s, certainty: reported}
  - {what: lifted, day: '2026-10-01', source: s, certainty: reported}
  sources:
  - {key: s, title: T, publisher: P, url: 'https://example.com/a', dated: '2026-10-01', kind: news}
"""


def test_a_ruling_stays_from_its_order_to_its_lifting() -> None:
    from datetime import date

    (ruling,) = read_rulings(parse_lined(RULING, "laws_courts.yml"), "laws_courts.yml")
    assert [ruling.stays(date(2026, m, 1)) for m in (8, 9, 10)] == [False, True, False]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("'2026-10-01', source", "'2026-08-01', source", "before it was ordered"),
        ("touches: [a-law]\n  ", "", "`touches` must name the law"),
        ("scope: part", "scope: half", "scope is 'half'"),
        ("kind: injunction", "kind: hint", "kind is 'hint'"),
        ("kind: injunction", "kind: local decision", "name it in `place`"),
    ],
)
def test_a_wrong_ruling_is_refused(old: str, new: str, says: str) -> None:
    assert old in RULING
    with pytest.raises(RulesError, match=r"laws_courts\.yml, line 2") as error:
        read_rulings(parse_lined(RULING.replace(old, new, 1), "laws_courts.yml"), "laws_courts.yml")
    assert says in str(error.value)


def test_a_search_says_where_and_when() -> None:
    good = "- {state: AK, asked: a, day: '2026-11-28', where: w, url: 'https://a.gov/x', by: us, kind: text}"
    assert read_looked(parse_lined(good, "l.yml"), "l.yml")[0].state == "AK"
    for old, new in (
        ("AK", "Narnia"),
        ("text", "guess"),
        ("'2026-11-28'", "lately"),
        ("https://a.gov/x", "nowhere"),
    ):
        with pytest.raises(RulesError, match=r"l\.yml, line 1"):
            read_looked(parse_lined(good.replace(old, new), "l.yml"), "l.yml")
