"""The models of agreement, as people write them."""

from __future__ import annotations

import pytest

from deputized.library.counts import by_model
from deputized.live.totals import BY_MODEL
from deputized.model.kinds import EVERY_MODEL, MODEL_TITLES, model_code


@pytest.mark.parametrize("model", EVERY_MODEL)
def test_a_model_is_read_by_code_and_title(model: str) -> None:
    assert model_code(model.lower()) == model_code(MODEL_TITLES[model]) == model


def test_the_tribal_model_is_told_where_there_is_one() -> None:
    assert "TTFM" not in by_model({"TFM": 3})
    assert by_model({"TFM": 3, "TTFM": 1})["TTFM"] == 1


def test_the_page_s_tribal_total_is_not_the_task_force_s() -> None:
    said = "Tribal Task Force Model agreements with 11 law enforcement agencies in 4 states"
    assert BY_MODEL["TFM"].search(said) is None
    found = BY_MODEL["TTFM"].search(said)
    assert found is not None and found["agreements"] == "11"
