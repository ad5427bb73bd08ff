"""The buttons at the end of an article: archive and next, a note, its page, its source."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reader.gui.article_end.named_button import name_button
from reader.gui.text.messages import fill
from reader.gui.theme.icons import icon
from reader.gui.theme.theme import Theme
from reader.gui.widgets.basics import push_button
from reader.gui.widgets.flow_layout import FlowLayout

_LONGEST_SOURCE = 40  # characters of its name


class EndButtons(QWidget):
    """In one row, or in a narrow view the first button above the others.

    Args:
        filled: whether the first one is the filled button in sight.
        one_row: whether there is room for all of them side by side.
    """

    archive_next = Signal()
    note_wanted = Signal()
    original_page = Signal()
    follow_wanted = Signal()

    def __init__(self, filled: bool, one_row: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._filled = filled
        self.others = False
        """Other readers see what is noted."""
        self.archived = False
        """The article is in the archive: the first button takes it out of there."""
        self._archive = push_button(_kind(filled))
        self._note, self._page, self._follow = push_button(), push_button(), push_button()
        self._archive.clicked.connect(self.archive_next)
        self._note.clicked.connect(self.note_wanted)
        self._page.clicked.connect(self.original_page)
        self._follow.clicked.connect(self.follow_wanted)
        self._follow.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        first, others = [self._archive], [self._note, self._page]
        for buttons in [[*first, *others]] if one_row else [first, others]:
            column.addLayout(_row(buttons))
        column.addLayout(_row([self._follow]))

    def show_names(self, theme: Theme) -> None:
        """Name them in the interface's language, with icons of a theme."""
        archive = "archive", self.tr("Archive and next")
        first = ("inbox", self.tr("Unarchive")) if self.archived else archive
        note = self.tr("Add a note") if self.others else self.tr("Add a private note")
        named = (
            (self._archive, *first),
            (self._note, "message-square-text", note),
            (self._page, "external-link", self.tr("Original page")),
        )
        for button, icon_name, text in named:
            filled = self._filled and button is self._archive
            name_button(button, text, self.layoutDirection())
            button.setIcon(icon(icon_name, theme.color("onaccent" if filled else "text"), 18))

    def set_filled(self, theme: Theme, filled: bool) -> None:
        """Have the first one filled, or outlined as the others are."""
        self._filled = filled
        self._archive.setProperty("kind", _kind(filled))
        self._archive.style().unpolish(self._archive)
        self._archive.style().polish(self._archive)
        self.show_names(theme)

    def show_source(self, theme: Theme, source: str, followed: bool) -> None:
        """Name the source to follow; "" for none."""
        self._follow.setVisible(bool(source))
        said = self.tr("You follow {source}") if followed else self.tr("Follow {source}")
        shown = source if len(source) <= _LONGEST_SOURCE else source[: _LONGEST_SOURCE - 1] + "…"
        name_button(self._follow, fill(said, source=shown), self.layoutDirection())
        mark = ("circle-check", "ok") if followed else ("rss", "text")
        self._follow.setIcon(icon(mark[0], theme.color(mark[1]), 18))


def _kind(filled: bool) -> str:
    return "primary" if filled else ""


def _row(buttons: list[QPushButton]) -> FlowLayout:
    """Buttons side by side, below each other where the text is narrow."""
    row = FlowLayout(gap=12, centred=True)
    for button in buttons:
        row.addWidget(button)
    return row
