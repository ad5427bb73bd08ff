"""Qt's dialog for files and folders, drawn as the rest of the window where the desktop has none."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFileSystemModel,
    QHeaderView,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
)

from reader.core.messages import QT_TRANSLATE_NOOP
from reader.gui.theme.icons import icon
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.pane_layout import FRAME

_ICONS = {
    "backButton": "arrow-left",
    "forwardButton": "arrow-right",
    "toParentButton": "chevron-up",
    "newFolderButton": "folder-plus",
    "listModeButton": "columns-2",
    "detailModeButton": "rows-2",
}
"""Qt's names of the buttons, whose own pictures are black in every theme."""
_SIZE = 1
_TYPE = 2
"""The column of types: it takes the room of the names, and the system gives half of them in English."""
_KINDS = (
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Shortcut"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Unknown"),
)
"""Words of that column, for who shows it by the menu of the columns: Qt's own translations lack them."""
_LEAST = QSize(800, 480)
_PLACES = 150
"""Px of the list of places; Qt gives it some 70, which cuts every name."""


class _Sizes(QStyledItemDelegate):
    """Writes how big files are in the language of the window; their model does in the system's."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, QFileSystemModel) and isinstance(index, QModelIndex) and not model.isDir(index):
            size = model.size(index)
            text = QLocale().formattedDataSize(size, 2, QLocale.DataSizeFormat.DataSizeSIFormat)
            option.text = text


class FileDialog(ThemedWidget, QFileDialog):
    """Used in place of `QFileDialog` everywhere. A dialog of the desktop has none of these parts."""

    def ask_folder(self) -> None:
        """Ask for a folder and show nothing else."""
        self.setFileMode(self.FileMode.Directory)
        self.setOption(self.Option.ShowDirsOnly)

    def apply_theme(self) -> None:
        color = self.theme.color("text")
        for button in self.findChildren(QToolButton):
            if button.objectName() in _ICONS:
                button.setIcon(icon(_ICONS[button.objectName()], color, 18))

    def showEvent(self, event: QShowEvent) -> None:
        """Stay on the screen, and give the columns and the places the room that their words need."""
        super().showEvent(event)
        room = self.screen().availableSize()
        wanted = self.size().expandedTo(_LEAST)
        self.resize(wanted.boundedTo(QSize(room.width() - FRAME[0], room.height() - FRAME[1])))
        for path in self.findChildren(QComboBox, "lookInCombo"):
            path.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a path begins with its first slash
        for tree in self.findChildren(QTreeView, "treeView"):
            modes, header = QHeaderView.ResizeMode, tree.header()
            header.setStretchLastSection(False)
            header.setSectionHidden(_TYPE, True)
            tree.setItemDelegateForColumn(_SIZE, _Sizes(tree))
            for column in range(header.count()):
                header.setSectionResizeMode(column, modes.ResizeToContents if column else modes.Stretch)
        for splitter in self.findChildren(QSplitter, "splitter"):
            splitter.setSizes([_PLACES, max(1, splitter.width() - _PLACES)])
