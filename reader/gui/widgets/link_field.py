"""A field for a web address: always left to right, with a link icon and the reason when it holds none."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reader.gui.theme.icons import icon
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import label, name_icons, push_button
from reader.gui.widgets.mime_links import links_in
from reader.services.saving.find_links import find_links


class LinkField(ThemedWidget, QWidget):
    """The field and its Save button. `links_given` carries what was typed or pasted, as links."""

    links_given = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.edit.setAcceptDrops(False)  # the window takes every drop
        self.edit.setMaxLength(1_000_000)
        self._icon_action = self.edit.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.button = push_button("primary")
        self.button.clicked.connect(self.give)
        self._problem = label("error", wrap=True)
        self._problem.hide()
        self.edit.returnPressed.connect(self.give)
        self.edit.textEdited.connect(lambda _text: self._problem.hide())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.edit, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 5, 5, 5)  # room for the focus ring
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._problem)
        self.setFocusProxy(self.edit)

    @property
    def problem(self) -> str:
        """What is wrong with the text, empty while nothing is."""
        return self._problem.text() if not self._problem.isHidden() else ""

    def give(self) -> None:
        """Hand the links over, or say that there is none."""
        links = find_links(self.edit.text())
        if links:
            self.edit.clear()
            self._problem.hide()
            self.links_given.emit(links)
        else:
            self._problem.setText(self.tr("Only web links can be saved"))
            self._problem.show()
            self.edit.setFocus()

    def fill_from_clipboard(self) -> None:
        """Put the first copied link in, selected, so that typing replaces it."""
        copied: QMimeData | None = QGuiApplication.clipboard().mimeData()
        links = links_in(copied) if copied is not None else []
        self.edit.setText(links[0] if links else "")
        self.edit.selectAll()

    def apply_theme(self) -> None:
        self._icon_action.setIcon(icon("link", self.theme.color("muted"), 16))

    def retranslate(self) -> None:
        self.edit.setPlaceholderText("https://…")
        self.edit.setAccessibleName(self.tr("Web address"))
        name_icons(self.edit)
        self.button.setText(self.tr("Save"))
        self._problem.hide()
