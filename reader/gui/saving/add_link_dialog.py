"""The dialog of Ctrl+N: one field, filled in when a link was copied."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from reader.gui.widgets.basics import label
from reader.gui.widgets.link_field import LinkField


class AddLinkDialog(QDialog):
    """Asks for a link. `links_given` carries the links; the dialog then closes."""

    links_given = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Add link"))
        self.setMinimumWidth(min(480, parent.width() - 24))
        title = label("dialog-title")
        title.setText(self.tr("Add link"))
        hint = label("muted", wrap=True)
        hint.setText(self.tr("The article and its pictures are saved on this computer."))
        self.field = LinkField()
        self.field.links_given.connect(self._on_links)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(hint)
        column.addWidget(self.field)
        self.field.fill_from_clipboard()
        self.field.edit.setFocus()

    def _on_links(self, links: list[str]) -> None:
        self.links_given.emit(links)
        self.accept()
