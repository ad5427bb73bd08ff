"""What the reading pane shows instead of a text: nothing chosen, or a failure and the next step."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.gui.widgets.basics import IconLabel
from reader.gui.widgets.message_bar import BarAction, buttons_in, fill_with_buttons

ICON = 26


class StatePage(QWidget):
    """An icon, one line, one sentence, actions; technical details on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choosable = True
        self._said = ("", "", "", "")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "page")
        self._icon = IconLabel("", "muted", ICON)
        self._title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._title.setProperty("role", "card-title")
        self._sentence = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._sentence.setProperty("role", "muted")
        self._details = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._details.setProperty("role", "meta")
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(2)
        for label in (self._icon, self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        row = QHBoxLayout()
        row.addStretch()
        row.addLayout(self._actions)
        row.addStretch()
        layout.addSpacing(4)
        layout.addLayout(row)
        self._details.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._details.setWordWrap(True)
        layout.addWidget(self._details)
        layout.addStretch(3)

    @property
    def title(self) -> str:
        """The line shown."""
        return self._title.text()

    def buttons(self) -> list[QPushButton]:
        """The actions shown."""
        return buttons_in(self._actions)

    @property
    def nothing_chosen(self) -> tuple[str, str, str, str]:
        """Icon, its colour, line and sentence while nothing is open; empty with nothing to choose."""
        if not self._choosable:
            return "", "", "", ""
        title = QCoreApplication.translate("ReadingPane", "Choose an article")
        sentence = QCoreApplication.translate(
            "ReadingPane", "What you save can be read here, without a connection."
        )
        return "book-open-text", "muted", title, sentence

    def let_choose(self, choosable: bool) -> None:
        """Say whether the list holds an article to choose."""
        says_it = self._said == self.nothing_chosen
        self._choosable = choosable
        if says_it:
            self.show_state(*self.nothing_chosen, [])

    def show_state(
        self, icon: str, token: str, title: str, sentence: str, actions: list[BarAction], details: str = ""
    ) -> None:
        """Show a state; `details` stay hidden until `reveal`."""
        self._said = icon, token, title, sentence
        self._icon.show_icon(icon, token)
        self._icon.setVisible(bool(icon))
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._details.setText(details)
        self._details.hide()
        fill_with_buttons(self._actions, actions)

    def clear(self) -> None:
        """Say nothing any more: another language would not reach what it said."""
        self.show_state("", "muted", "", "", [])

    def reveal(self) -> None:
        """Show the technical details."""
        self._details.show()
