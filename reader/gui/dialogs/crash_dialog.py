"""The dialog that offers the report on a crash: its text to read and to copy; nothing is sent anywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from reader.gui.widgets.basics import label, push_button, surface

_SIZE = (640, 480)  # px


class CrashDialog(QDialog):
    """Says what happened and shows the report.

    Args:
        title: what happened. explanation: what it means for the reader.
        report: the text. open_logs: shows the log folder.
    """

    def __init__(
        self, title: str, explanation: str, report: str, open_logs: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Liseuse")
        self.resize(*_SIZE)
        surface(self, "page")
        heading = label("dialog-title", wrap=True)
        heading.setText(title)
        about = label("muted", wrap=True)
        about.setText(explanation)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.text.setAccessibleName(self.tr("Report"))
        self.text.setPlainText(report)
        note = label("meta", wrap=True)
        note.setText(
            self.tr(
                "The report names versions and places in the program. "
                "It holds no text of your articles and no addresses, and is sent nowhere."
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (heading, about):
            column.addWidget(widget)
        column.addWidget(self.text, 1)
        column.addWidget(note)
        column.addLayout(self._foot(open_logs))

    def _foot(self, open_logs: Callable[[], object]) -> QHBoxLayout:
        self.copy_button, logs, close = push_button(), push_button("flat"), push_button()
        self.copy_button.setText(self.tr("Copy report"))
        self.copy_button.clicked.connect(self._copy)
        logs.setText(self.tr("Open log folder"))
        logs.clicked.connect(lambda: open_logs())
        close.setText(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addWidget(logs)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy_button.setText(self.tr("Copied"))
