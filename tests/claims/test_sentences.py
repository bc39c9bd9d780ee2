"""Published sentences: the file of them is whole, its truth is counted apart, and the desk does no worse than it did."""

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from bench.articles import judged as articles
from bench.sentences import WORST, all_scored, judged
from bench.truth import SENTENCES, Truth, read

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"


def rows() -> list[dict[str, str]]:
    with SENTENCES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_file_is_whole() -> None:
    every = rows()
    real = [r for r in every if r["sort"] not in ("trap", "written")]
    assert len(real) >= 250
    assert sum(r["lang"] == "es" for r in real) >= 50
    assert len({r["sentence"] for r in every}) == len(every)
    assert all(
        r["address"].startswith("http") and re.fullmatch(r"20\d\d-\d\d-\d\d", r["published"]) for r in real
    )
    for row in every:
        assert len(row["reading"].split(" & ")) == len(row["expected"].split("; ")), row["id"]
    sides = defaultdict(set)
    for row in real:
        if row["split"] in ("look", "once"):
            sides[row["publisher"]].add(row["split"])
    assert all(len(s) == 1 for s in sides.values())  # split by source


@pytest.mark.corpus
def test_the_truth_is_what_the_workbooks_say() -> None:
    truth = Truth(CORPUS)
    for row in rows()[::16]:
        again = "; ".join(truth.of(part, row["published"])[0] for part in row["reading"].split(" & "))
        assert again == row["expected"], row["id"]


def test_judging() -> None:
    assert judged("true", "false") == judged("number", "false") == "reversed"
    assert judged("false", "true") == "false support"
    assert judged("false", "number") == judged("true", "open") == "unread"
    assert judged("open", "false") == judged("number", "true") == "wrong"
    assert read(">1250 agreements in:FL @2025-12-15").operator == ">"


def test_the_desk_does_no_worse() -> None:
    of = Counter(s.score for s in all_scored("look", every=4))
    total = sum(of.values())
    assert set(of) <= set(WORST)
    assert of["right"] / total >= 0.82
    assert of["reversed"] / total <= 0.015
    assert of["false support"] == 0


def test_no_true_article_is_called_wrong_and_no_planted_error_supported() -> None:
    of = Counter(j.score for j in articles())
    assert not of["false alarm"] and not of["false support"]
    assert of["caught"] >= 26 and of["missed"] <= 4
    assert of["right"] / (of["right"] + of["unread"]) >= 0.85


def test_sentences_found_later_are_not_reversed() -> None:
    for split, every, right in (
        ("look-2", 2, 0.85), ("fresh", 2, 0.65), ("fresh-2", 2, 0.75), ("fresh-3", 3, 0.88), ("fresh-4", 3, 0.85)
    ):  # fmt: skip
        of = Counter(s.score for s in all_scored(split, every))
        assert of["right"] / sum(of.values()) >= right
        assert not of["reversed"] and not of["false support"]
