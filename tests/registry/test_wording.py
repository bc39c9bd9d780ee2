"""A change of wording across a list renames nobody, hands nothing over, and freezes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from deputized.archive import Ledger
from deputized.model.publications import Content
from deputized.registry.findings import find
from made_up import printed_anew


def named(change: Callable[[str], str]) -> Callable[[Content], Content]:
    return lambda row: replace(row, agency=change(str(row.agency)))


WORDINGS: dict[str, Callable[[Content], Content]] = {
    "Co. for County": named(lambda n: n.replace("County", "Co.")),
    "an asterisk": named(lambda n: n.strip() + "*"),
    "in capitals, S.O. and PD": named(
        lambda n: n.upper().replace("SHERIFF'S OFFICE", "S.O.").replace("POLICE DEPARTMENT", "PD")
    ),
    "a unit in brackets": named(lambda n: f"{n.strip()} (Patrol)"),
    "a unit for each model": lambda row: replace(row, agency=f"{str(row.agency).strip()} ({str(row.support_type)[:8]})"),
    "a footnote": named(lambda n: f"{n.strip()} (1)"),
    "no word for the office": named(
        lambda n: n.replace("Sheriff's Office", "Sheriff").replace("Police Department", "Police")
    ),
    "initials in brackets": named(lambda n: f"{n.strip()} ({''.join(w[0] for w in n.split() if w[0].isalpha())})"),
    "an unknown abbreviation": named(lambda n: n.replace("Sheriff's Office", "Shff. Offce.").replace("County", "Cnt")),
    "the office in another language": named(lambda n: n.replace("Sheriff's Office", "Alguacil")),
    "a number before each name": lambda row: replace(
        row, agency=f"{int(row.content_id[:4], 16)}. {row.agency}"
    ),
    "the state's name before each": lambda row: replace(row, agency=f"{str(row.state).strip().title()} - {row.agency}"),
    "the state's code after each": lambda row: replace(row, agency=f"{row.agency}, USA"),
    "types in capitals": lambda row: replace(row, type=str(row.type or "").upper() + " AGENCY"),
}  # fmt: skip
QUIET = frozenset({"moa_posted", "moa_replaced", "addendum_posted", "redated"})


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_change_of_wording_is_no_change_of_anybody(ledger: Ledger, wording: str) -> None:
    change = WORDINGS[wording]
    found = printed_anew(ledger, [change, lambda row: row, change])
    size = len(found.agreement_rows["made-up-0"])
    for name in ("made-up-0", "made-up-1", "made-up-2"):
        assert found.standings[name].is_believed, found.standings[name].reason
        before = found.agreement_rows[found.participating.publications[1].publication_id]
        moved = [r for r, a in found.agreement_rows[name].items() if before.get(r) is not a]
        told = Counter(e.kind for e in found.events if e.publication.publication_id == name)
        assert len(moved) <= 0.004 * size, (name, moved[:5])
        assert sum(n for kind, n in told.items() if kind not in QUIET) <= 0.01 * size, told
        assert found.reworded[name][0] > 0.2 * size


def test_a_change_of_wording_is_told_once_in_the_quality_of_its_list(ledger: Ledger) -> None:
    found = printed_anew(ledger, [WORDINGS["Co. for County"]])
    publication = found.participating.publications[-1]
    told = {
        d: (n, example) for d, n, example in find(publication, [], frozenset(), found.reworded["made-up-0"])
    }
    count, example = told["wording_changed"]
    assert count > 900
    assert "Co." in example


def test_a_few_new_names_are_still_renames(ledger: Ledger) -> None:
    def change(row: Content) -> Content:
        is_one = str(row.agency).startswith(("Kinney County", "Wilson County", "Goliad County"))
        return replace(row, agency=str(row.agency).replace("County", "Couny")) if is_one else row

    found = printed_anew(ledger, [change])
    told = Counter(e.kind for e in found.events if e.publication.publication_id == "made-up-0")
    assert set(told) == {"renamed"}
    assert 3 <= told["renamed"] <= 9
    assert found.reworded == {}
