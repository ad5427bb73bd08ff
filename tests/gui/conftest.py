"""GUI tests run without a display; every test gets the bundled fonts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))  # for `reading_samples`, beside the tests

import pytest


@pytest.fixture(autouse=True)
def _bundled_fonts(qapp):
    from reader.gui.fonts import load_fonts

    load_fonts()


@pytest.fixture
def theme():
    from reader.gui.theme import load_theme

    return load_theme("light")


@pytest.fixture
def pane(qtbot, qapp, theme):
    """A reading pane as wide as in the default window."""
    from reader.gui.reading_pane import ReadingPane
    from reader.gui.theme import apply

    apply(qapp, theme)
    made = ReadingPane(theme)
    qtbot.addWidget(made)
    made.resize(833, 868)
    made.show()
    qtbot.waitExposed(made)
    return made
