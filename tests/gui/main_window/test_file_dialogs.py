"""Qt's own dialog for files: its buttons can be seen in every theme, its words are not cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QSplitter,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
)

import reader.gui
from reader.gui.theme.theme import apply, load_theme
from tests.gui.support.screen import screen

BUTTONS = (
    *("backButton", "forwardButton", "toParentButton"),
    *("newFolderButton", "listModeButton", "detailModeButton"),
)


@pytest.mark.parametrize("name", ["light", "sepia", "dark", "contrast"])
def test_its_buttons_are_drawn_in_the_colour_of_the_text(open_window, qtbot, tmp_path, name):
    window = open_window(theme=name)
    (tmp_path / "a long enough name.html").write_bytes(b"x" * 123_456)
    screen(window).actions["article.file"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    dialog.setDirectory(str(tmp_path))
    colors = load_theme(name)
    for button in BUTTONS:
        drawn = dialog.findChild(QToolButton, button).icon().pixmap(18).toImage()
        pixels = [drawn.pixelColor(x, y) for x in range(drawn.width()) for y in range(drawn.height())]
        ink = max(pixels, key=QColor.alpha)
        text = colors.color("text")
        assert ink.alpha() > 60, button
        assert max(abs(a - b) for a, b in zip(ink.getRgb()[:3], text.getRgb()[:3], strict=True)) < 6, button
    tree, places = dialog.findChild(QTreeView, "treeView"), dialog.findChild(QSplitter, "splitter")
    qtbot.waitUntil(lambda: tree.model().rowCount(tree.rootIndex()) >= 1)
    qtbot.waitUntil(lambda: tree.columnWidth(1) >= tree.sizeHintForColumn(1))
    assert places.sizes()[0] >= 100
    apply(QApplication.instance(), load_theme("light"))
    dialog.close()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_names_of_files_can_be_read(open_window, qtbot, tmp_path, language):
    name = "Enquête sur les barrages.html"
    (tmp_path / name).write_bytes(b"x" * 123_456)
    window = open_window(interface_language=language)
    screen(window).actions["article.file"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    dialog.setDirectory(str(tmp_path))
    tree = dialog.findChild(QTreeView, "treeView")
    qtbot.waitUntil(lambda: tree.model().rowCount(tree.rootIndex()) >= 1)
    qtbot.waitUntil(lambda: tree.columnWidth(1) >= tree.sizeHintForColumn(1) > 10)
    assert tree.columnWidth(0) >= tree.sizeHintForColumn(0)
    folder = dialog.findChild(QComboBox, "lookInCombo")
    assert folder.layoutDirection() == Qt.LayoutDirection.LeftToRight
    dialog.close()


@pytest.mark.parametrize(("language", "word"), [("en", "Folder"), ("fr", "Dossier"), ("ar", "مجلد")])
def test_a_folder_is_called_so_in_the_language_of_the_window(open_window, qtbot, tmp_path, language, word):
    """In the column of types, which the menu of the columns shows."""
    (tmp_path / "dossiers" / "barrages").mkdir(parents=True)
    window = open_window(interface_language=language)
    screen(window).actions["article.file"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    dialog.setDirectory(str(tmp_path / "dossiers"))
    tree = dialog.findChild(QTreeView, "treeView")
    model, folder = tree.model(), tree.rootIndex
    qtbot.waitUntil(lambda: model.rowCount(folder()) == 1)
    qtbot.waitUntil(lambda: bool(model.index(0, 2, folder()).data()))
    assert model.index(0, 2, folder()).data() == word
    dialog.close()


@pytest.mark.parametrize(
    ("language", "size"), [("en", "123.46 kB"), ("fr", "123,46 ko"), ("ar", "123,46 كيلوبايت")]
)
def test_sizes_are_written_as_everywhere_in_the_window(open_window, qtbot, tmp_path, language, size):
    (tmp_path / "w_dossier1").mkdir()
    (tmp_path / "w_dossier1" / "Barrages.html").write_bytes(b"x" * 123_456)
    window = open_window(interface_language=language)
    screen(window).actions["article.file"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    dialog.setDirectory(str(tmp_path / "w_dossier1"))
    tree = dialog.findChild(QTreeView, "treeView")
    qtbot.waitUntil(lambda: tree.model().rowCount(tree.rootIndex()) == 1)
    qtbot.waitUntil(lambda: bool(tree.model().index(0, 1, tree.rootIndex()).data()))
    index, option = tree.model().index(0, 1, tree.rootIndex()), QStyleOptionViewItem()
    tree.itemDelegateForIndex(index).initStyleOption(option, index)
    assert " ".join(option.text.split()) == size
    dialog.close()


def test_no_other_is_used():
    top = Path(reader.gui.__path__[0])
    direct = re.compile(r"\bQFileDialog\(|\bQFileDialog\.get")
    found = [file.name for file in top.rglob("*.py") if direct.search(file.read_text("utf-8"))]
    assert not found
