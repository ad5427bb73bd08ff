"""Asks for the name of a feed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reader.core.feeds import Feed
from reader.core.messages import isolate
from reader.gui.widgets.basics import label, push_button

_LONGEST = 120


class RenameDialog(QDialog):
    """Asks for a name. `named(text)` when it was given, "" for the feed's own."""

    named = Signal(str)

    def __init__(self, window: QWidget, feed: Feed) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rename source"))
        self.setFixedWidth(min(440, window.width() - 24))
        title, about = label("dialog-title"), label("muted", wrap=True)
        title.setText(self.tr("Rename source"))
        about.setText(isolate(feed.url))
        self.field = QLineEdit(feed.name)
        self.field.setPlaceholderText(feed.title)
        self.field.setMaxLength(_LONGEST)
        self.field.setAccessibleName(self.tr("Name"))
        self.field.selectAll()
        self.field.returnPressed.connect(self.save)
        cancel, save = push_button(), push_button("primary")
        cancel.setText(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        save.setText(self.tr("Save"))
        save.clicked.connect(self.save)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(10)
        for part in (title, about, self.field):
            column.addWidget(part)
        column.addLayout(buttons)
        self.field.setFocus()

    def save(self) -> None:
        """Take the name."""
        self.named.emit(" ".join(self.field.text().split()))
        self.accept()
