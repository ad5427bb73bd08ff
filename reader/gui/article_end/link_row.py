"""One link at the end of an article: who wrote it and when, its title, and whether it is saved."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.core.model import ArticleLink
from reader.gui.article_end.link_title import LinkTitle
from reader.gui.article_end.named_button import name_button
from reader.gui.article_view.title_writer import DOT
from reader.gui.background.save_entry import SaveState
from reader.gui.text.dates import short_date
from reader.gui.text.messages import fill
from reader.gui.text.sections import section_name
from reader.gui.theme.icons import icon, pixmap
from reader.gui.theme.theme import Theme
from reader.gui.widgets.basics import hairline, in_direction, label, push_button

_MARK, _MARK_GAP = 16, 6
"""Px of the picture beside a state, and between the two."""


class LinkRow(QWidget):
    """Shows one link after another: the widgets stay, as each new one costs much more than new words."""

    open_wanted = Signal(str)
    save_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.url = ""
        self._theme: Theme | None = None
        self._meta, self._section, self._rest = QWidget(), label("section"), label("meta", wrap=True)
        self._title = LinkTitle()
        self._save = push_button("", "row")
        self._state, self._lent = QWidget(), False
        self._told, self._mark, self._words = QWidget(), QLabel(), label("meta")
        self._title.clicked.connect(lambda: self.open_wanted.emit(self.url))
        self._save.clicked.connect(lambda: self.save_wanted.emit(self.url))
        self._lay_out()

    def _lay_out(self) -> None:
        meta = QHBoxLayout(self._meta)
        meta.setContentsMargins(0, 0, 0, 0)
        meta.setSpacing(4)
        meta.addWidget(self._section, 0, Qt.AlignmentFlag.AlignTop)
        meta.addWidget(self._rest, 1, Qt.AlignmentFlag.AlignTop)
        told = QHBoxLayout(self._told)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(_MARK_GAP)
        told.addWidget(self._mark)
        told.addWidget(self._words)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._meta)
        words.addWidget(self._title)
        row = QHBoxLayout()
        row.setContentsMargins(0, 10, 0, 6)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        states = QHBoxLayout(self._state)
        states.setContentsMargins(0, 0, 0, 0)
        states.addStretch(1)
        states.addWidget(self._told)
        states.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(hairline())

    def show_link(self, theme: Theme, link: ArticleLink, saved: bool, state: SaveState | None) -> None:
        """Show a link; `saved` and `state` as in `show_state`."""
        self.url, self._theme = link.url, theme
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._title.show_title(link.title, theme.color("text"), rtl)
        self._section.setText(isolate(section_name(link.section)) if link.section else "")
        self._section.setVisible(bool(link.section))
        # Short and in one piece: two lists stand side by side, and a date over two lines reads as two things.
        day = short_date(link.date).replace(" ", "\u00a0") if link.date else ""
        named = [isolate(part) for part in (link.author, day) if part]
        self._rest.setText(in_direction(("·\u00a0" if link.section and named else "") + DOT.join(named), rtl))
        self._meta.setVisible(bool(link.section or named))
        self._keep_room()
        self.show_state(saved, state)

    def _keep_room(self) -> None:
        """Keep the room of the widest state: else each one would set the title anew and move all below it."""
        direction, needed = self.layoutDirection(), QSize()
        for offer in (self.tr("Save"), self.tr("Not saved · Retry")):
            name_button(self._save, offer, direction)
            needed = needed.expandedTo(self._save.sizeHint())
        for told in (self.tr("Saved"), self.tr("Saving…")):
            self._words.setText(told)
            words = self._words.sizeHint()
            needed = needed.expandedTo(QSize(_MARK + _MARK_GAP + words.width(), words.height()))
        self._state.setFixedSize(needed)

    def show_state(self, saved: bool, state: SaveState | None) -> None:
        """Say that it is saved or being saved, or offer it.

        Args:
            saved: whether it is in the library.
            state: of the save that was asked for; `None` for none.
        """
        if saved:
            self._tell("circle-check", "ok", self.tr("Saved"))
        elif state in (SaveState.WAITING, SaveState.RUNNING):
            self._tell("download", "accent", self.tr("Saving…"))
        else:
            self._offer(state is SaveState.FAILED)

    def _offer(self, failed: bool) -> None:
        """Show the button that saves it, which says when that failed."""
        theme, direction = self._theme, self.layoutDirection()
        assert theme is not None
        name_button(self._save, self.tr("Not saved · Retry") if failed else self.tr("Save"), direction)
        named = ("circle-alert", "error") if failed else ("plus", "text")
        self._save.setIcon(icon(named[0], theme.color(named[1]), _MARK))
        spoken = self.tr("Not saved, retry: {title}") if failed else self.tr("Save: {title}")
        self._save.setAccessibleName(fill(spoken, title=self._title.title))
        self._told.hide()
        self._words.clear()  # what is hidden is in no language, or it would stay in the one it was said in
        self._save.show()
        if self._lent and self._title.hasFocus():
            self._save.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lent = False

    def _tell(self, icon_name: str, token: str, text: str) -> None:
        """Show a state about which nothing can be done."""
        assert self._theme is not None
        self._mark.setPixmap(pixmap(icon_name, self._theme.color(token), _MARK, self.devicePixelRatioF()))
        self._words.setText(text)
        if self._save.hasFocus():  # hidden with it, Qt would give it to another row
            self._title.setFocus(Qt.FocusReason.OtherFocusReason)
            self._lent = True
        self._save.hide()
        self._save.setText("")
        self._save.setAccessibleName("")
        self._told.show()
