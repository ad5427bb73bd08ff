"""The frozen program leaves nothing out that Liseuse asks for: only the installed app would lack it."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
PARTS = runpy.run_path(str(TOP / "packaging" / "frozen_parts.py"))


def imported(file):
    """Every name a file may import, wherever it stands."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


NAMES = {name: file for file in (TOP / "reader").rglob("*.py") for name in imported(file)}


@pytest.mark.parametrize("module", PARTS["EXCLUDED_MODULES"])
def test_nothing_is_left_out_that_the_program_imports(module):
    asking = {str(file) for name, file in NAMES.items() if name == module or name.startswith(f"{module}.")}
    assert not asking


def test_the_looking_finds_imports_inside_functions():
    assert {"PySide6.QtPrintSupport", "PySide6.QtTextToSpeech", "ctranslate2"} <= NAMES.keys()
