"""Asks for a name: of a saved search, of a feed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from reader.gui.widgets.basics import label
from reader.gui.widgets.dialog_foot import DialogFoot


class NameDialog(QDialog):
    """A line to type a name in. `named(text)` when it was given.

    Args:
        window: that it belongs to.
        title: what is done with the name.
        about: what is named.
        name: the present one, or one to begin with.
        longest: characters that a name may have.
        own: the name that an empty line stands for; without one, an empty line is not taken.
    """

    named = Signal(str)

    def __init__(
        self, window: QWidget, title: str, about: str, name: str, longest: int = 80, own: str | None = None
    ) -> None:
        super().__init__(window)
        self._may_be_empty = own is not None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setFixedWidth(min(440, window.width() - 24))
        heading, what = label("dialog-title"), label("muted", wrap=True)
        heading.setText(title)
        what.setText(about)
        self.field = QLineEdit(name)
        self.field.setPlaceholderText(own or "")
        self.field.setMaxLength(longest)
        self.field.setAccessibleName(self.tr("Name"))
        self.field.selectAll()
        self.field.returnPressed.connect(self.save)
        foot = DialogFoot(self, self.tr("Cancel"), self.tr("Save"))
        foot.save.clicked.connect(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(10)
        for part in (heading, what, self.field):
            column.addWidget(part)
        column.addLayout(foot)
        self.field.setFocus()

    def save(self) -> None:
        """Take the name, unless it is empty and may not be."""
        name = " ".join(self.field.text().split())
        if name or self._may_be_empty:
            self.named.emit(name)
            self.accept()
