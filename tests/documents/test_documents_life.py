"""Lives of agreements: premature listings are steps of one agreement, and each day has its witnesses."""

from __future__ import annotations

from deputized.documents.life import lives
from deputized.documents.shipped import shipped
from deputized.library import Registry


def test_a_listing_taken_back_is_no_agreement_that_ended(registry: Registry) -> None:
    for agency_id, model, early, signed in (
        ("ks-rooks-county-sheriff", "WSO", "2025-08-01", "2025-09-09"),
        ("pa-stowe-township-police", "TFM", "2025-11-18", "2025-12-11"),
    ):
        (life,) = lives(registry, agency_id)
        assert (life.model, len(life.agreement_ids)) == (model, 2)
        assert life.step("listed without document").day == early  # type: ignore[union-attr]
        assert life.step("back to pending") is not None
        assert life.step("countersigned").day == signed  # type: ignore[union-attr]
        assert life.step("ended or left out") is None


def test_a_day_of_another_agencys_file_is_not_believed(registry: Registry) -> None:
    """Melbourne Beach: the list prints 2025-04-14 since it linked Melbourne's file; it was pending to 12 May."""
    (life,) = lives(registry, "fl-melbourne-beach-police")
    step = life.step("countersigned")
    assert step is not None
    assert step.day == "2025-05-13"
    assert "2025-04-14 cannot be" in step.why
    assert {w.day for w in step.witnesses if not w.is_possible} == {"2025-04-14"}


def test_a_real_end_stays_one(registry: Registry) -> None:
    gone = registry.agencies(standing="former")[:40]
    assert len(gone) == 40
    for agency in gone:
        for life in lives(registry, agency["agency_id"]):
            assert life.steps[-1].what in (
                "ended or left out",
                "document taken down",
                "document posted",
            ) or life.step("ended or left out")


def test_a_signature_goes_before_the_list(registry: Registry) -> None:
    held = {h.document_id: h for h in shipped()}
    found = lives(registry, "tx-kinney-county-sheriff", held.values())
    step = next(x for x in found if x.model == "TFM").step("countersigned")
    assert step is not None
    assert step.day == "2025-03-25"
    assert "2025-03-26" in step.why
