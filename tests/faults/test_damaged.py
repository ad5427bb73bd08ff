"""Damaged libraries, the short version: a few of each kind."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from tests.faults.damage import KINDS
from tests.faults.damaged import copies, template, try_everything


def test_a_damaged_library_is_refused_or_read_and_never_overwritten(tmp_path: Path) -> None:
    source = template(tmp_path)
    ends: Counter[str] = Counter()
    wrong = {}
    for number, (paths, what) in enumerate(copies(source, tmp_path, random.Random(3), 2 * len(KINDS))):
        if found := try_everything(paths, ends):
            wrong[f"{number} {what}"] = found
    assert not wrong, wrong
    assert ends["library-damaged"] and ends["library-newer"] and ends["library-foreign"] and ends["opened"]
