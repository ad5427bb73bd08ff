"""A reading pane with what shows translations in it, as the window has them."""

from __future__ import annotations

from reader.gui.reading.reading_pane import ReadingPane
from reader.gui.translation.pane_translation import PaneTranslation


def translated_pane() -> ReadingPane:
    """A pane that can show translations."""
    pane = ReadingPane()
    PaneTranslation(pane)
    return pane


def shown_in(pane: ReadingPane) -> PaneTranslation:
    """What shows translations in a pane."""
    found = pane.findChild(PaneTranslation)
    assert found is not None
    return found
