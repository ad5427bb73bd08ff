"""What a list without rows shows: an icon, one line, one sentence, at most one action."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.core.error_kinds import NO_DISK, RESCUABLE
from reader.core.errors import ReaderError
from reader.gui.article_list.article_delegate import HEIGHT
from reader.gui.cards.card_painter import END, START
from reader.gui.text.messages import words
from reader.gui.theme.icons import pixmap
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import label, push_button
from reader.services.library.browse_library import MORNING, TAG_VIEW

_LONG = 5000
"""ms after which opening the library can be stopped; until then the button would only flash up."""


class Closed(Enum):
    """Why there is no library to show, when it is no failure."""

    OPENING = "opening"
    STOPPED = "stopped"


class EmptyPage(ThemedWidget, QWidget):
    """An empty view, or what keeps the library from being open. `wanted` names the action."""

    wanted = Signal(str)
    """A view's name, `add`, `retry`, `stop` (opening the library), `rescue` (the library is damaged) or
    `lengths` (show long ones too)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = "unread"
        self._made = ""
        """The view that is being filled just now, of which another place says so."""
        self._error: ReaderError | None = None
        self._closed: Closed | None = None
        self._silent = False
        self._long = QTimer(self, singleShot=True, interval=_LONG)
        self._long.timeout.connect(self._refresh)
        self._action = ""
        self._icon = label()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label("card-title", wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence = label("muted", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = push_button()
        self._button.clicked.connect(lambda: self.wanted.emit(self._action))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addSpacing(6)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setFocusProxy(self._button)

    @property
    def can_act(self) -> bool:
        """Whether it is on screen with its action, which then has the list's focus."""
        return self.isVisible() and self._button.isVisible()

    @property
    def text(self) -> str:
        """Line and sentence, for tests and screen readers."""
        return f"{self._title.text()}\n{self._sentence.text()}"

    def show_view(self, view: str) -> None:
        """Show what an empty view says."""
        self._view = view
        self._show(None, None)

    def say_nothing_of(self, view: str) -> None:
        """Stay blank in a view that is being filled ("" for none): it is not empty for good."""
        if view != self._made:
            self._made = view
            self._refresh()

    @property
    def opening(self) -> bool:
        """Whether it says that the library is being looked at."""
        return self._closed is Closed.OPENING

    def show_opening(self) -> None:
        """Show that the library is being looked at; when that takes long, with a way to stop it."""
        self._long.start()
        self._show(None, Closed.OPENING)

    def set_silent(self, silent: bool) -> None:
        """While the library is being looked at: its disk does not answer, or it does again."""
        self._silent = silent
        self._refresh()

    def show_stopped(self) -> None:
        """Show that the reader did not wait for the library."""
        self._show(None, Closed.STOPPED)

    def show_error(self, error: ReaderError) -> None:
        """Show why the library could not be opened."""
        self._show(error, None)

    def _show(self, error: ReaderError | None, closed: Closed | None) -> None:
        self._error, self._closed = error, closed
        if not self.opening:
            self._long.stop()
        self._refresh()

    def apply_theme(self) -> None:
        self._refresh()

    def retranslate(self) -> None:
        self._refresh()

    def _refresh(self) -> None:
        if self._error is not None:
            found = self._error_words(self._error)
        else:
            found = self._view_words() if self._closed is None else self._closed_words()
        icon_name, token, title, sentence, action, button = found
        blank = self._error is None and self._closed is None and self._view == self._made
        if blank:
            title = sentence = ""
        for part in (self._icon, self._title, self._sentence):
            part.setVisible(not blank)
        self._icon.setPixmap(pixmap(icon_name, self.theme.color(token), 26, self.devicePixelRatioF()))
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._action = action
        self._button.setText(button)
        self._button.setVisible(not blank and not (self.opening and self._long.isActive()))
        self.setAccessibleName(self.text)

    def _error_words(self, error: ReaderError) -> tuple[str, str, str, str, str, str]:
        action, button = ("retry", self.tr("Retry"))
        if error.kind in RESCUABLE:
            away = error.kind in NO_DISK
            action = "rescue"
            button = self.tr("What can be done…") if away else self.tr("Restore or salvage…")
        return "circle-alert", "error", words(error.title), words(error.hint), action, button

    def _closed_words(self) -> tuple[str, str, str, str, str, str]:
        if self.opening and self._silent:
            title = self.tr("The disk of your library does not answer")
            sentence = self.tr("The library opens by itself as soon as it does. Nothing in it is lost.")
            return "clock", "muted", title, sentence, "stop", self.tr("Cancel")
        if self.opening:
            title = self.tr("Looking at the library…")
            return "library", "muted", title, self.tr("It opens by itself."), "stop", self.tr("Cancel")
        title, sentence = self.tr("The library is not open"), self.tr("Nothing in it is lost.")
        return "library", "muted", title, sentence, "retry", self.tr("Retry")

    def _view_words(self) -> tuple[str, str, str, str, str, str]:
        everything = ("all", self.tr("See all articles"))
        add = ("add", self.tr("Add link"))
        views = {
            "unread": ("inbox", self.tr("All read"), self.tr("New articles you save appear here.")),
            "favourites": ("star", self.tr("No favourites yet"), self.tr("Press S on an article.")),
            "archive": (
                "archive",
                self.tr("The archive is empty"),
                self.tr("Press E on an article to keep it here."),
            ),
            "trash": (
                "trash-2",
                self.tr("Trash is empty"),
                self.tr("Articles you delete wait here until you empty it."),
            ),
            "latest": (
                "newspaper",
                self.tr("No lists yet"),
                self.tr("Save an article: what its site calls the latest or most read appears here."),
            ),
            MORNING: (
                "sunrise",
                self.tr("Nothing to read yet"),
                self.tr("What your sources bring is saved and translated here."),
            ),
            "short": (
                "clock",
                self.tr("Nothing that fits in 10 minutes"),
                self.tr("Only short articles are shown now."),
            ),
            "tag": (
                "tag",
                self.tr("No article has this tag any more"),
                self.tr("Press F2 on an article to give it tags."),
            ),
            "all": (
                "library",
                self.tr("No articles yet"),
                self.tr("Drag a link into this window, or press Ctrl+N."),
            ),
        }
        view = "tag" if self._view.startswith(TAG_VIEW) else self._view.replace("most-read", "latest")
        view = view if view in views else "all"
        ways = {"all": add, "short": ("lengths", self.tr("Show all lengths"))}
        icon_name, title, sentence = views[view]
        return (icon_name, "muted", title, sentence, *ways.get(view, everything))


class CardShapes(ThemedWidget, QWidget):
    """Three plain grey card shapes, still, while a list is slow to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Loading"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        color = QColor(self.theme.color("border"))
        color.setAlphaF(0.6)
        painter.setBrush(color)
        width = self.width() - START - END
        for card in range(3):
            top = card * HEIGHT + 16
            for line, share in enumerate((0.3, 0.95, 0.7, 0.9, 0.5)):
                painter.drawRoundedRect(START, top + line * 22, round(width * share), 12, 4, 4)
        painter.end()
