"""The guide in its window: opened by key, read in the interface's language, searched, offline."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import QImage, QTextTable

from reader.core.messages import plain
from reader.gui.guide.guide_text import COLUMN, prepared
from reader.gui.theme.fonts import mono_families
from reader.services.desktop.guide_pages import LANGUAGES, read_guide
from tests.gui.support.screen import screen


def opened(window, qtbot):
    """Press the guide's key, and wait for its first page."""
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: screen(window).guide.page != "")
    return screen(window).guide


def test_it_is_opened_read_searched_and_left_by_keyboard(open_window, qtbot):
    window = open_window()
    guide = opened(window, qtbot)
    assert guide.isVisible() and guide.page == "01-first-steps.md"
    assert guide.view.toPlainText().startswith("First steps\n")
    assert guide.pages.count() == len(read_guide("en").pages)
    # Links lead to other pages of the guide, and nowhere else.
    guide.view.anchorClicked.emit(QUrl("07-import-export.md"))
    qtbot.waitUntil(lambda: guide.page == "07-import-export.md")
    guide.view.anchorClicked.emit(QUrl("file:///etc/hostname"))
    guide.step(1)
    qtbot.waitUntil(lambda: guide.page == "08-feeds.md")
    # A search goes on with the pages that follow, round to where it began.
    qtbot.keyClick(guide, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert guide.focusWidget() is guide.field
    qtbot.keyClicks(guide.field, "libretranslate")
    qtbot.keyClick(guide.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: guide.page == "03-translation.md")
    assert guide.view.textCursor().selectedText() == "LibreTranslate"
    guide.field.clear()
    qtbot.keyClicks(guide.field, "zzz")
    qtbot.keyClick(guide.field, Qt.Key.Key_Return)
    assert guide.told.isVisible() and guide.page == "03-translation.md"
    qtbot.keyClick(guide, Qt.Key.Key_Escape)
    assert not guide.isVisible()
    again = opened(window, qtbot)
    assert again is guide and guide.page == "03-translation.md", "it is kept where it was left"

    # Another language, another theme: the same page, mirrored and in its colours.
    screen(window).options.language("ar")
    qtbot.waitUntil(lambda: guide.view.toPlainText().startswith("الترجمة\n"))
    towards = Qt.LayoutDirection.RightToLeft
    assert plain(guide.windowTitle()) == "دليل Liseuse" and guide.layoutDirection() == towards
    block = guide.view.document().begin()
    while block.isValid():
        assert block.blockFormat().layoutDirection() == towards
        block = block.next()
    screen(window).options.theme("dark")
    dark = screen(window).theme
    qtbot.waitUntil(
        lambda: (
            guide.view.document().begin().begin().fragment().charFormat().foreground().color()
            == dark.color("text")
        )
    )


def test_a_search_waits_for_the_first_page_and_goes_nowhere_in_vain(open_window, qtbot):
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    guide = screen(window).guide
    guide.field.setText("first steps")

    def search(_row):
        guide.find_next()

    guide.pages.currentRowChanged.connect(search)
    qtbot.waitUntil(lambda: guide.view.textCursor().selectedText() == "First steps")
    assert guide.page == "01-first-steps.md"
    guide.pages.currentRowChanged.disconnect(search)

    # A heading and the words after it are side by side in the Markdown alone.
    qtbot.keyClick(guide, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    guide.field.clear()
    qtbot.keyClicks(guide.field, "notes and highlights notes and highlights")
    qtbot.keyClick(guide.field, Qt.Key.Key_Return)
    qtbot.waitUntil(guide.told.isVisible)
    qtbot.waitUntil(lambda: guide.page == "01-first-steps.md")


def fits(pages, row):
    """Whether a row of the list of pages has room for its whole title, in as many lines as it takes."""
    item, metrics = pages.item(row), pages.fontMetrics()
    place = pages.visualItemRect(item).adjusted(13, 0, -13, 0)
    if metrics.horizontalAdvance(item.text()) <= place.width():
        return True
    room = QRect(0, 0, place.width(), 1000)
    lines = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, item.text()).height()
    return pages.wordWrap() and place.height() > lines


def test_pictures_and_tables_keep_to_the_column_and_nothing_else_is_loaded(open_window, qtbot):
    guide = opened(open_window(size=(760, 600), interface_language="fr"), qtbot)
    view = guide.view
    assert view.document().idealWidth() <= min(view.viewport().width(), COLUMN + 8)
    assert isinstance(view.loadResource(2, "pictures/main.png"), QImage)
    assert view.loadResource(2, "pictures/main.png").width() == view.room
    outside = view.loadResource(2, QUrl("file:///usr/share/pixmaps/debian-logo.png"))
    assert (outside.width(), outside.height()) == (1, 1)
    guide.pages.setCurrentRow(5)
    qtbot.waitUntil(lambda: guide.page == "06-search.md")
    tables = [f for f in view.document().rootFrame().childFrames() if isinstance(f, QTextTable)]
    assert len(tables) == 1 and view.document().idealWidth() <= view.viewport().width()
    # Lines to type are set apart, each under the other, and go on in a next line where they are long.
    guide.pages.setCurrentRow(6)
    qtbot.waitUntil(lambda: guide.page == "07-import-export.md")
    assert view.document().idealWidth() <= view.viewport().width()
    line = view.document().find("liseuse edition --since").block()
    families = line.begin().fragment().charFormat().fontFamilies()
    assert families == mono_families() and line.blockFormat().bottomMargin() == 0
    for row in range(guide.pages.count()):
        assert fits(guide.pages, row), guide.pages.item(row).text()
    guide.resize(500, 600)
    assert not guide.pages.isVisible() and guide.field.isVisible()
    assert not view.horizontalScrollBar().isVisible()


def test_arabic_pages_are_mirrored_where_qt_does_not():
    text = "| يُكتب | يجد |\n| --- | --- |\n| `tag:maroc` | المقالات |\n\n```\nliseuse list\n```\n"
    made = prepared(text, rtl=True)
    assert made.startswith("| يجد | يُكتب |\n| --- | --- |\n| المقالات | `\u2066tag:maroc\u2069` |")
    assert "```\nliseuse list\n```" in made and prepared(text, rtl=False) == text


def test_every_language_has_every_page():
    guides = [read_guide(code) for code in LANGUAGES]
    names = [[page.name for page in guide.pages] for guide in guides]
    assert names[0] == names[1] == names[2] and len(names[0]) == 13
    assert read_guide("de").language == "en"
