"""Sentences, batched by us and one at a time as Argos does: the same translations."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from reader.translation.engines.argos_engine import ArgosEngine
from tests.translation.engines.argos_alone import as_argos

pytestmark = pytest.mark.models

COUNT = int(os.environ.get("LISEUSE_PARITY", "100"))
"""How many sentences. `LISEUSE_PARITY=500` compares them all, which takes a minute."""
EXPLAINED = 0.05
"""Share that may differ. int8 sums depend on the batch's padding and on the processor's instructions, and two
candidates of nearly the same score may then change places; of each the test checks that this is why."""


def sentences() -> list[str]:
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "bench_text.py"
    spec = importlib.util.spec_from_file_location("liseuse_bench_text", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: list[str] = module.parity_sentences(COUNT)
    return found


def test_sentences_are_translated_as_by_argos(models_folder: Path) -> None:
    folder = next(models_folder.glob("translate-fr_en-*"))
    texts = sentences()
    assert len(texts) == COUNT
    ours = ArgosEngine(folder).translate(texts)
    theirs = as_argos(folder, texts)
    different = [
        (text, our, their)
        for text, our, their in zip(texts, ours, theirs, strict=True)
        if our.text != their[0] and our.state.value == "ok"
    ]
    print(f"{len(different)} of {COUNT} differ")
    assert len(different) <= EXPLAINED * COUNT
    for text, our, (their, score) in different:
        print(f"{text}\n  ours   {our.text} {our.score:.4f}\n  Argos’ {their} {score:.4f}")
        alone = ArgosEngine(folder).translate([text])[0]
        assert alone.text == their or abs(alone.score - our.score) < 0.05
