"""The quality gate: our own pages come out as expected, and no figure of the table may fall."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.capture.measures import losses, measured, word_f1
from tests.benchmarks.capture.run import (
    BASELINE,
    OWN_PAGES,
    by_group,
    capture,
    figures,
    half_of,
    raised,
    score_all,
    scorer,
    worse,
)

PAGES = [entry["id"] for entry in json.loads((OWN_PAGES / "index.json").read_text("utf-8"))["pages"]]


@cache
def rows() -> list[dict[str, Any]]:
    return score_all(OWN_PAGES, capture)


def baseline(name: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, dict[str, float]]] = json.loads(BASELINE.read_text("utf-8"))
    return found[name]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_ours_is_captured_whole_and_alone(page: str) -> None:
    row = next(row for row in rows() if row["id"] == page)
    assert row["failed"] == "" and row["unsafe"] == 0 and row["leaks"] == 0
    assert row["text"] == (1.0, 1.0)
    assert not any(row.get("without", []))
    assert {name: value for name, value in row["meta"].items() if value != 1.0} == {}
    kept = {name: recall for name, (_, recall) in row["structure"].items() if recall is not None}
    assert {name: recall for name, recall in kept.items() if recall < 1.0} == {}


def test_no_figure_falls_below_the_baseline() -> None:
    assert worse(by_group(OWN_PAGES, rows()), baseline("own")) == []


@pytest.mark.skipif(not os.environ.get("CORPUS"), reason="CORPUS names no folder of pages")
def test_no_figure_falls_on_the_corpus() -> None:
    folder = Path(os.environ["CORPUS"])
    assert worse(by_group(folder, score_all(folder, capture)), baseline("corpus")) == []


def test_the_baseline_only_rises() -> None:
    before = {"all": {"F1": 0.9, "leaks": 0.1}, "gone": {"F1": 0.5}}
    after = raised({"all": {"F1": 0.8, "leaks": 0.0, "P": 0.7, "ms": 30.0}}, before)
    assert after == {"all": {"F1": 0.9, "leaks": 0.0, "P": 0.7}, "gone": {"F1": 0.5}}


def test_what_is_worse_is_named() -> None:
    wanted = {"all": {"F1": 0.9, "leaks": 0.1}}
    assert worse({"all": {"F1": 0.9, "leaks": 0.1}}, wanted) == []
    assert worse({"all": {"F1": 0.89, "leaks": 0.2}}, wanted) == [
        "all F1: 0.89 instead of 0.9",
        "all leaks: 0.2 instead of 0.1",
    ]
    assert worse({}, wanted)[0] == "all F1: None instead of 0.9"


def test_a_crash_counts_as_an_empty_answer() -> None:
    def broken(raw: bytes, url: str) -> dict[str, object]:
        raise ValueError("broken")

    found = score_all(OWN_PAGES, broken)
    assert all(row["failed"] == "ValueError: broken" for row in found)
    assert figures(OWN_PAGES, found)["F1"] == 0.0


SCORE = scorer(OWN_PAGES)
TWO_HUNDRED = " ".join(f"word{number}" for number in range(200))


def without_words(first: int, last: int) -> str:
    """Two hundred words without some of them."""
    return " ".join(word for number, word in enumerate(TWO_HUNDRED.split()) if not first <= number < last)


def test_an_ending_that_is_missing_is_a_lost_end() -> None:
    assert losses(SCORE, TWO_HUNDRED, without_words(180, 200)) == (True, False)
    assert losses(SCORE, TWO_HUNDRED, without_words(195, 200)) == (False, False)


def test_a_run_of_words_that_is_missing_is_a_lost_middle() -> None:
    assert losses(SCORE, TWO_HUNDRED, without_words(90, 110)) == (False, True)
    assert losses(SCORE, TWO_HUNDRED, without_words(0, 20)) == (False, False), "the standfirst has its own"


def test_a_few_words_that_are_found_do_not_part_a_loss() -> None:
    text = f"{without_words(80, 200)} word90 word91 word92 word93 {without_words(0, 101)}"
    assert losses(SCORE, TWO_HUNDRED, text) == (False, True)


def test_words_are_compared_without_their_case_or_order() -> None:
    assert word_f1(SCORE, "One two three four", "four THREE two one") == 1.0
    assert word_f1(SCORE, "One two", "One two three four") == pytest.approx(2 / 3)
    assert word_f1(SCORE, "One two", "One two three four", ["three", "four"]) == 1.0
    assert word_f1(SCORE, "One two", "") == 0.0


def test_a_page_without_an_answer_is_refused_unless_its_kind_may_be() -> None:
    gold, nothing = {"text": TWO_HUNDRED}, {"text": "", "html": ""}
    assert measured(SCORE, gold, nothing, "forum")["refused"] is True
    assert "refused" not in measured(SCORE, gold, nothing, "listing")
    cut = {"text": without_words(150, 200)}
    assert measured(SCORE, gold, cut, "article")["unmarked"] is True
    assert measured(SCORE, gold, cut | {"incomplete": "short"}, "article")["unmarked"] is False


def test_a_page_stays_in_its_half() -> None:
    assert [half_of(name) for name in ("one", "two", "three", "four")] == ["b", "b", "b", "a"]
