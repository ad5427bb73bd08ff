"""*Export…* on picked cards and on the article on screen: a book for e-readers, by the real panel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from reader.core.messages import plain
from reader.core.sentence_key import sentence_key
from reader.gui.export.book_pictures import cover
from reader.gui.export.export_panel import TOGETHER
from reader.gui.theme.fonts import load_fonts
from reader.gui.theme.reading_fonts import ReadingFonts
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library, translated_rich
from tests.gui.support.screen import screen
from tests.gui.support.told import told
from tests.support.epub import Book

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def store_translation(paths: LibraryPaths, number: int) -> None:
    made = translated_rich("en")
    with LibrarySession.open(paths) as session:
        blocks = (*made.blocks, made.title, *((made.caption,) if made.caption else ()))
        pairs = [(sentence_key(pair.source), pair) for block in blocks for pair in block.sentences]
        session.translations.store(pairs, "fr", "en", made.route.key)
        session.translations.record(number, made)


def saved_by(window, qtbot, panel, path, form: str, content: str = "") -> None:
    """Choose in the panel and save by the dialog of files."""
    panel.form.show_value(form)
    panel.content.show_value(content)
    QTest.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    dialog = window.findChild(QFileDialog)
    assert dialog.defaultSuffix() == form
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(path.exists)
    qtbot.settle(window)


def forms(panel) -> list[str]:
    return [panel.form.itemData(row) for row in range(panel.form.count())]


def test_picked_cards_become_one_book_and_the_article_on_screen_another(open_window, qtbot, tmp_path):
    paths = LibraryPaths(tmp_path / "library")
    ids = fill_library(paths)
    store_translation(paths, ids[0])
    window = open_window()
    on_screen = screen(window)
    qtbot.waitUntil(lambda: on_screen.cards.model().rowCount() == len(ids))
    on_screen.cards.setFocus()
    assert on_screen.actions["card.pick-all"].isEnabled()
    on_screen.actions["card.pick-all"].trigger()
    QTest.keyClick(on_screen.cards, Qt.Key.Key_E, CTRL_SHIFT)
    panel = on_screen.export.panel
    assert set(forms(panel)) == TOGETHER and forms(panel)[0] == "epub" and "3" in panel.accessibleName()
    assert [panel.content.itemData(row) for row in range(panel.content.count())] == ["", "en", "+en"]
    saved_by(window, qtbot, panel, tmp_path / "all.epub", "epub", "+en")
    book = Book(tmp_path / "all.epub")
    assert len([name for name in book.chapters if name.startswith("chapter")]) == 3
    assert book.metadata("language") == ["fr", "en"]
    said = told(window, qtbot)
    assert "all.epub" in said and said.count("This article is not translated to") == 2
    QTest.keyClick(on_screen.cards, Qt.Key.Key_E, CTRL_SHIFT)
    saved_by(window, qtbot, on_screen.export.panel, tmp_path / "all.ris", "ris")
    assert (tmp_path / "all.ris").read_text("utf-8").count("TY  - ") == 3
    assert plain(told(window, qtbot)) == f"Written to all.ris. {tmp_path}", "nothing is missing"
    QTest.keyClick(on_screen.cards, Qt.Key.Key_E, CTRL_SHIFT)
    saved_by(window, qtbot, on_screen.export.panel, tmp_path / "all.apkg", "apkg", "en")
    said = told(window, qtbot)
    titles = {on_screen.cards.model().known(number).title for number in ids[1:]}
    assert "all.apkg" in said and len(said.splitlines()) == 2
    assert all(title in said for title in titles)

    on_screen.picked_articles.clear()
    on_screen.open_article(ids[0])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0] and on_screen.view.whole)
    on_screen.view.setFocus()
    on_screen.actions["article.export"].trigger()
    panel = on_screen.export.panel
    assert forms(panel)[:5] == ["html", "markdown", "text", "pdf", "epub"]
    saved_by(window, qtbot, panel, tmp_path / "one.epub", "epub")
    assert Book(tmp_path / "one.epub").chapters == ["cover.xhtml", "chapter-1.xhtml"]


def test_the_lines_of_an_arabic_title_begin_below_each_other(qapp):
    load_fonts()
    title = (
        "الناشط الحقوقي السوداني خالد عبد الكريم ماسا: كل الشروط متوفرة لثورة سودانية ولا حاجة لنستورد شيئا"
    )
    drawn = cover(title, "", "", None, True, ReadingFonts("source-serif", "naskh")).convertToFormat(
        QImage.Format.Format_Grayscale8
    )
    dark, starts = [], []
    for y in range(drawn.height() // 6, drawn.height() * 4 // 5):
        inked = [x for x in range(drawn.width() // 2, drawn.width(), 2) if drawn.pixelColor(x, y).red() < 90]
        if inked:
            dark.append(max(inked))
        elif dark:
            starts += [max(dark)] if len(dark) > 40 else []  # else no line of text, but dots below one
            dark = []
    assert len(starts) >= 4 and max(starts) - min(starts) < 12, starts
