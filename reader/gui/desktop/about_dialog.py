"""About Liseuse: its version, and the versions and licences of everything that ships with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader import __version__
from reader.core.messages import isolate
from reader.gui.application.crash_handler import CrashHandler
from reader.gui.widgets.basics import label, push_button, surface
from reader.gui.widgets.whole_dialog import size_over
from reader.services.desktop.shipped_parts import Part, as_text, shipped_parts

if TYPE_CHECKING:
    from reader.gui.background.job_runner import JobRunner

_SIZE = (720, 620)  # px
_ICON = 64


class AboutDialog(QDialog):
    """Name and version above, the parts below; a chosen part shows its licence.

    Args:
        window: what it belongs to. jobs: gathers the list.
    """

    def __init__(self, window: QWidget, jobs: JobRunner) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Liseuse"))
        self.resize(size_over(window, _SIZE))
        surface(self, "page")
        self._parts: list[Part] = []
        self.list = self._make_list()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.text.setAccessibleName(self.tr("Licence"))
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(self.list)
        halves.addWidget(self.text)
        halves.setSizes([280, 160])
        halves.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(self._head(window))
        column.addWidget(halves, 1)
        column.addLayout(self._foot())
        jobs.submit("pictures", lambda _progress: shipped_parts(), done=self._show)

    def _head(self, window: QWidget) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(window.windowIcon().pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))
        title, about, licence = label("dialog-title"), label("muted", wrap=True), label("meta", wrap=True)
        title.setText(f"Liseuse {isolate(__version__)}")
        about.setText(self.tr("Save articles. Read them anywhere. Translate them on this computer."))
        licence.setText(
            self.tr("Free software under the GNU General Public License, version 3 or later. No warranty.")
        )
        words = QVBoxLayout()
        words.setSpacing(4)
        for part in (title, about, licence):
            words.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setColumnCount(3)
        made.setHeaderLabels([self.tr("Part"), self.tr("Version"), self.tr("Licence")])
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setAccessibleName(self.tr("What Liseuse is made of"))
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        made.header().setStretchLastSection(True)
        made.currentItemChanged.connect(lambda item, _before: self._show_licence(item))
        return made

    def _foot(self) -> QHBoxLayout:
        self._copy, close = push_button(), push_button()
        self._copy.setText(self.tr("Copy the list"))
        self._copy.clicked.connect(self._copy_list)
        close.setText(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _show(self, parts: list[Part]) -> None:
        if not shiboken6.isValid(self):  # closed before the disk had answered
            return
        qt = Part("Qt", qVersion(), "LGPL-3.0-only")
        self._parts = [*parts[:2], qt, *parts[2:]]
        self.list.addTopLevelItems(
            [QTreeWidgetItem([part.name, part.version, part.licence]) for part in self._parts]
        )
        first = self.list.topLevelItem(0)
        assert first is not None
        self.list.setCurrentItem(first)

    def _show_licence(self, item: QTreeWidgetItem | None) -> None:
        number = self.list.indexOfTopLevelItem(item) if item is not None else -1
        part = self._parts[number] if 0 <= number < len(self._parts) else None
        self.text.setPlainText((part.text or part.licence) if part is not None else "")

    def _copy_list(self) -> None:
        facts = "\n".join(f"{name}: {value}" for name, value in CrashHandler.facts().items())
        QGuiApplication.clipboard().setText(f"{facts}\n\n{as_text(self._parts)}")
        self._copy.setText(self.tr("Copied"))
