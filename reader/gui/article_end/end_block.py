"""The end of an article: archive and next, original page, and the lists of links its page named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.core.model import ArticleLink
from reader.gui.article_end.link_title import LinkTitle
from reader.gui.background.save_entry import SaveState
from reader.gui.cards.card_text import listed
from reader.gui.text.dates import long_date
from reader.gui.text.messages import fill
from reader.gui.text.sections import section_name
from reader.gui.theme.icons import icon, pixmap
from reader.gui.theme.theme import Theme
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import hairline, in_direction, label, push_button

WIDTH = 860
TWO_COLUMNS = 680
"""Px of width from which two lists stand side by side."""
_RING = 6
"""Px around it, so that the ring of a control at its edge is not cut."""
_LONGEST_SOURCE = 40  # characters of its name
FIRST = 3
"""Links shown of a list before “See more”."""

SEE_MORE = {"fr": "Voir plus", "en": "See more", "ar": "عرض المزيد"}


@dataclass(frozen=True)
class Shelf:
    """A list of links under a heading in the language of the article on screen."""

    heading: str
    links: tuple[ArticleLink, ...]


class EndBlock(ThemedWidget, QWidget):
    """Shown below the text; made anew for each article, language and theme."""

    archive_next = Signal()
    note_wanted = Signal()
    original_page = Signal()
    follow_wanted = Signal()
    """The source of the article is to be followed, or shown where it is."""
    open_wanted = Signal(str)
    save_wanted = Signal(str)
    resized = Signal()
    """It needs another height."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self._theme: Theme | None = None
        self._shelves: tuple[Shelf, ...] = ()
        self._language = "en"
        self._saved: Mapping[str, int] = {}
        self._states: dict[str, SaveState] = {}
        self._open: set[str] = set()
        self._source, self._followed = "", False
        self._outlined = False
        self._content = QWidget(self)
        self._columns = 2
        self.hide()

    def show_end(self, theme: Theme, shelves: tuple[Shelf, ...], language: str, rtl: bool) -> None:
        """Take the end of an article."""
        if (theme, shelves, language) == (self._theme, self._shelves, self._language):
            return
        before = self.urls
        self._theme, self._shelves, self._language = theme, shelves, language
        if self.urls != before:  # another language only renames the lists
            self._saved, self._open = {}, set()
        direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        self.setLayoutDirection(direction)
        self._build()

    def set_saved(self, saved: Mapping[str, int]) -> None:
        """Say which addresses are in the library already."""
        if saved != self._saved:
            self._saved = saved
            self._build()

    def name_source(self, source: str, followed: bool) -> None:
        """Say whether the source of the article is followed; "" where it cannot be."""
        if (source, followed) != (self._source, self._followed):
            self._source, self._followed = source, followed
            if self._theme is not None:
                self._build()

    def outline(self, outlined: bool) -> None:
        """Have no filled button while another stands above the text."""
        if outlined != self._outlined:
            self._outlined = outlined
            if self._theme is not None:
                self._build()

    def note(self, url: str, state: SaveState | None) -> None:
        """Say of a link that it is being saved or could not be; `None` for neither."""
        if self._states.get(url) is state:
            return
        self._states.pop(url, None)
        if state is not None:
            self._states[url] = state
        if url in self.urls:
            self._build()

    def retranslate(self) -> None:
        if self._theme is not None:
            self._build()

    @property
    def urls(self) -> list[str]:
        """Every address it names."""
        return [link.url for shelf in self._shelves for link in shelf.links]

    def height_for(self, width: int) -> int:
        """The height it needs in a view of a width, px."""
        columns = 2 if min(width, WIDTH) >= TWO_COLUMNS else 1
        if columns != self._columns:
            self._columns = columns
            if self._theme is not None:
                self._build(tell=False)
        layout = self._content.layout()
        if layout is None:
            return 0
        layout.activate()
        inner = min(width - 32, WIDTH)
        return layout.heightForWidth(inner) if layout.hasHeightForWidth() else layout.sizeHint().height()

    def place(self, y: int, middle: int, room: int) -> None:
        """Stand around the `middle` of a view that has `room` px of width for it, its top at `y`."""
        inner = min(room - 32, WIDTH)
        height = self.height_for(room)
        self.setGeometry(middle - inner // 2, y, inner, height)
        self._content.setGeometry(0, 0, inner, height)

    def stops(self) -> list[QWidget]:
        """What Tab reaches, in order."""
        found = self._content.findChildren(QWidget)
        return [w for w in found if w.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def _build(self, tell: bool = True) -> None:
        theme = self._theme
        assert theme is not None
        stops, focus = self.stops(), self.window().focusWidget()
        at = stops.index(focus) if focus in stops else -1
        self._content.hide()
        self._content.deleteLater()
        self._content = QWidget(self)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(_RING, _RING, _RING, _RING)
        column.setSpacing(28)
        column.addLayout(self._buttons(theme))
        grid = QGridLayout()
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(28)
        for number, shelf in enumerate(self._shelves):
            row, place = divmod(number, self._columns)
            grid.addWidget(self._shelf(theme, shelf), row, place, Qt.AlignmentFlag.AlignTop)
        for place in range(self._columns):
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self._order_tabs()
        self._content.show()
        if tell:
            self.resized.emit()
        if at >= 0:  # the keyboard stays at the row that it acted on
            again = self.stops()
            again[min(at, len(again) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_tabs(self) -> None:
        """Tab goes on from the text around the block to its stops; new widgets stand last of the window."""
        stops = self.stops()
        for before, widget in zip((self._around, *stops), stops, strict=False):
            QWidget.setTabOrder(before, widget)

    def _buttons(self, theme: Theme) -> QVBoxLayout:
        """One row, or in a narrow view the first button above the others."""
        archive = push_button("" if self._outlined else "primary")
        note, page = push_button(), push_button()
        self._name(archive, self.tr("Archive and next"))
        archive.setIcon(icon("archive", theme.color("text" if self._outlined else "onaccent"), 18))
        archive.clicked.connect(self.archive_next)
        self._name(note, self.tr("Add a private note"))
        note.setIcon(icon("message-square-text", theme.color("text"), 18))
        note.clicked.connect(self.note_wanted)
        self._name(page, self.tr("Original page"))
        page.setIcon(icon("external-link", theme.color("text"), 18))
        page.clicked.connect(self.original_page)
        rows = [[archive, note, page]] if self._columns > 1 else [[archive], [note, page]]
        if self._source:
            rows.append([self._follow_button(theme)])
        column = QVBoxLayout()
        column.setSpacing(12)
        for buttons in rows:
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addStretch(1)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        return column

    def _follow_button(self, theme: Theme) -> QPushButton:
        button, followed = push_button(), self._followed
        said = self.tr("You follow {source}") if followed else self.tr("Follow {source}")
        name = self._source
        shown = name if len(name) <= _LONGEST_SOURCE else name[: _LONGEST_SOURCE - 1] + "…"
        self._name(button, fill(said, source=shown))
        mark = ("circle-check", "ok") if followed else ("rss", "text")
        button.setIcon(icon(mark[0], theme.color(mark[1]), 18))
        button.clicked.connect(self.follow_wanted)
        return button

    def _shelf(self, theme: Theme, shelf: Shelf) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        heading = label("card-title")
        heading.setText(shelf.heading)
        heading.setContentsMargins(0, 0, 0, 8)
        column.addWidget(heading)
        column.addWidget(hairline())
        whole = shelf.heading in self._open
        for link in shelf.links if whole else shelf.links[:FIRST]:
            column.addWidget(self._link(theme, link))
            column.addWidget(hairline())
        if len(shelf.links) > FIRST and not whole:
            more = push_button("flat", "row")
            more.setText(SEE_MORE.get(self._language, SEE_MORE["en"]))
            more.setAccessibleName(listed((more.text(), shelf.heading)))
            more.setStyleSheet("padding: 0; text-decoration: underline;")
            more.clicked.connect(partial(self._show_all, shelf.heading))
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
        return made

    def _link(self, theme: Theme, link: ArticleLink) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._meta(theme, link))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        title = LinkTitle(link.title, theme.color("text"), rtl)
        title.clicked.connect(partial(self._open_link, link.url))
        words.addWidget(title)
        row.addLayout(words, 1)
        row.addWidget(self._state(theme, link), 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _meta(self, theme: Theme, link: ArticleLink) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        section, rest = label("section"), label("meta", wrap=True)
        section.setText(isolate(section_name(link.section)) if link.section else "")
        day = long_date(link.date) if link.date else ""
        named = [isolate(part) for part in (link.author, day) if part]
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        rest.setText(in_direction(("· " if link.section and named else "") + " · ".join(named), rtl))
        row.setSpacing(4)
        row.addWidget(section)
        row.addWidget(rest, 1)
        if not link.section and not named:
            made.hide()
        return made

    def _state(self, theme: Theme, link: ArticleLink) -> QWidget:
        """“Saved”, “Saving…”, or the button to save it, which says when that failed."""
        state = self._states.get(link.url)
        if self._saved.get(link.url):
            return self._told(theme, "circle-check", "ok", self.tr("Saved"))
        if state in (SaveState.WAITING, SaveState.RUNNING):
            return self._told(theme, "download", "accent", self.tr("Saving…"))
        button, failed = push_button("", "row"), state is SaveState.FAILED
        self._name(button, self.tr("Not saved · Retry") if failed else self.tr("Save"))
        named = ("circle-alert", "error") if failed else ("plus", "text")
        button.setIcon(icon(named[0], theme.color(named[1]), 16))
        spoken = self.tr("Not saved, retry: {title}") if failed else self.tr("Save: {title}")
        button.setAccessibleName(fill(spoken, title=link.title))
        button.clicked.connect(partial(self._ask, link.url))
        return button

    def _told(self, theme: Theme, icon_name: str, token: str, text: str) -> QWidget:
        """The state of a link where nothing can be done about it."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        mark, words = QLabel(), label("meta")
        mark.setPixmap(pixmap(icon_name, theme.color(token), 16, self.devicePixelRatioF()))
        words.setText(text)
        row.addWidget(mark)
        row.addWidget(words)
        return made

    def _ask(self, url: str) -> None:
        self.note(url, SaveState.WAITING)
        self.save_wanted.emit(url)

    def _open_link(self, url: str) -> None:
        self.open_wanted.emit(url)

    def _show_all(self, heading: str) -> None:
        self._open.add(heading)
        self._build()

    def _name(self, button: QPushButton, text: str) -> None:
        """Name a button that has an icon; the style leaves no room between them.

        The space has to be on the icon's side, which the article decides and not the interface.
        """
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        button.setText(("\u2067" if rtl else "\u2066") + f"\u00a0{isolate(text)}\u2069")
        button.setAccessibleName(text)
