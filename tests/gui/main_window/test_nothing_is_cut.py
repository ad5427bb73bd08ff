"""What the window always shows has room for its words in every language."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from reader.gui.sidebar.sidebar_delegate import label_room
from reader.gui.sidebar.sidebar_rows import NAME
from reader.gui.theme.fonts import ui_font
from reader.gui.widgets.pane_layout import SIDEBAR_LEAST
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen


def test_rows_of_the_sidebar_and_pages_of_the_settings_are_shown_whole(open_window, qtbot, tmp_path):
    fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window()
    on_screen = screen(window)
    bold = QFontMetrics(ui_font(13, 600))
    on_screen.overlays.open_settings()
    settings = on_screen.overlay
    for code in ("en", "fr", "ar"):
        on_screen.options.set("interface_language", code)
        qtbot.settle(window)
        rows = on_screen.sidebar_rows
        assert rows.viewport().width() >= SIDEBAR_LEAST - 16
        fixed = [item.text() for item in rows.named() if ":" not in item.data(NAME)]
        assert len(fixed) >= 5
        room = label_room(rows.viewport().width(), "99", chosen=True)
        assert not [text for text in fixed if bold.horizontalAdvance(text) > room], code
        pages = [settings.nav.item(number).text() for number in range(settings.nav.count())]
        room = settings.nav.viewport().width() - 48
        assert not [text for text in pages if bold.horizontalAdvance(text) > room], code
        hint, field = settings.field.placeholderText(), settings.field
        assert field.fontMetrics().horizontalAdvance(hint) <= field.width() - 24, code
