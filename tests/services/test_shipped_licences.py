"""Every part of the frozen program is listed with the text of its licence."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
WITHOUT = {"SQLite", "PyInstaller's bootloader"}
"""In the public domain, and GPL like Liseuse itself, with an exception."""


def test_every_part_has_the_text_of_its_licence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))
    list_parts = importlib.import_module("list_parts")
    monkeypatch.setattr(list_parts.importlib.metadata, "version", lambda _name: "0")  # no PyInstaller here
    parts = list_parts.frozen_parts(tmp_path)
    assert {"ctranslate2", "sentencepiece", "sentencex", "Python"} <= {part.name for part in parts}
    assert ("fxtranslate" in {part.name for part in parts}) == list_parts.FIREFOX
    assert {part.name for part in parts if len(part.text) < 500} == WITHOUT
    sys.modules.pop("list_parts", None)
