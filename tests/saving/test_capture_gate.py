"""The quality gate: our own pages come out as expected, and no figure of the table may fall."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.capture import (
    BASELINE,
    OWN_PAGES,
    by_language,
    capture,
    figures,
    raised,
    score_all,
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
    assert worse(by_language(OWN_PAGES, rows()), baseline("own")) == []


@pytest.mark.skipif(not os.environ.get("CORPUS"), reason="CORPUS names no folder of pages")
def test_no_figure_falls_on_the_corpus() -> None:
    folder = Path(os.environ["CORPUS"])
    assert worse(by_language(folder, score_all(folder, capture)), baseline("corpus")) == []


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
