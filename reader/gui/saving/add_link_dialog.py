"""The dialog of Ctrl+N: one field, filled in when a link was copied."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import label
from reader.gui.widgets.link_field import LinkField


class AddLinkDialog(ThemedWidget, QDialog):
    """Asks for a link. `links_given` carries the links; the dialog then closes."""

    links_given = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(min(480, parent.width() - 24))
        self._title, self._hint = label("dialog-title"), label("muted", wrap=True)
        self.field = LinkField()
        self.field.links_given.connect(self._on_links)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        for part in (self._title, self._hint, self.field):
            column.addWidget(part)
        self.field.fill_from_clipboard()
        self.field.edit.setFocus()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Add link"))
        self._title.setText(self.tr("Add link"))
        self._hint.setText(self.tr("The article and its pictures are saved on this computer."))

    def _on_links(self, links: list[str]) -> None:
        self.links_given.emit(links)
        self.accept()
