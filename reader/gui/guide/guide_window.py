"""The window of the guide: its pages at the side, the text, and a search through all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.gui.guide.guide_view import GuideView, Picture
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import label, push_button, surface
from reader.services.desktop.guide_pages import Guide, read_guide

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.background.job_runner import JobRunner
    from reader.gui.dialogs.notices import Notices

SIZE = (960, 720)  # px
SIDE = 280
NARROW_BELOW = 700
ROW = 32
_BESIDE = 52
"""Px of the side that are not a title's: its margins, those of a row, a scroll bar."""

_MARKS = re.compile(r"[`*\[#|]|\]\([^)]*\)")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")


class GuideWindow(ThemedWidget, QDialog):
    """Stays beside the main window, so that what is read can be tried.

    Args:
        window: what it belongs to. jobs: reads pages and pictures. notices: says what could not be read.
    """

    def __init__(self, window: QWidget, jobs: JobRunner, notices: Notices) -> None:
        super().__init__(window)
        self.resize(min(SIZE[0], window.width()), min(SIZE[1], window.height()))
        surface(self, "page")
        self._jobs, self._notices = jobs, notices
        self._guide: Guide | None = None
        self._page = ""
        self._then: Callable[[], object] = lambda: None
        self.pages = QListWidget()
        self.pages.currentRowChanged.connect(self._on_row)
        self.view = GuideView()
        self.view.anchorClicked.connect(self._follow)
        self.told = label("meta", wrap=True)
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.textEdited.connect(lambda _text: self._tell(""))
        self.back, self.on = push_button("flat"), push_button("flat")
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self._lay_out()
        self._tell("")

    def start(self) -> None:
        """Show it and bring it to the front, at the page it was left at."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.setFocus()
        if self._guide is None:
            self._load()

    @property
    def page(self) -> str:
        """The file's name of the page on screen; "" until there is one."""
        return self._page

    def show_page(self, name: str, then: Callable[[], object] = lambda: None) -> None:
        """Go to a page, by its file's name; `then` is called when it is on screen."""
        guide = self._guide
        if guide is not None and name in (names := [page.name for page in guide.pages]):
            self._then = then
            self.pages.setCurrentRow(names.index(name))

    def step(self, by: int) -> None:
        """The next page, or the one before."""
        row = self.pages.currentRow() + by
        if 0 <= row < self.pages.count():
            self.pages.setCurrentRow(row)

    def find_next(self, backward: bool = False) -> None:
        """Go to the next place of what the field holds, on this page or on one after it."""
        words, guide, here = self.field.text().strip(), self._guide, self.pages.currentRow()
        if not words or guide is None or here < 0 or self.view.find_on(words, backward):
            return
        first = here  # a page that is still being read has not been looked through
        if guide.pages[here].name == self._page:
            first += -1 if backward else 1
        order = [*range(first, len(guide.pages)), *range(first)]
        if backward:
            order = [*range(first, -1, -1), *range(len(guide.pages) - 1, first, -1)]
        likely = [n for n in order if words.casefold() in _words_of(guide.pages[n].text)]
        self._find_on_pages(likely, here, words, backward)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Guide to Liseuse"))
        self.pages.setAccessibleName(self.tr("Pages of the guide"))
        self.view.setAccessibleName(self.windowTitle())
        self.field.setPlaceholderText(self.tr("Search the guide"))
        self.field.setAccessibleName(self.tr("Search the guide"))
        self.back.setText(self.tr("Previous page"))
        self.on.setText(self.tr("Next page"))
        if self._guide is not None and self._guide.language != _language():
            self._load()

    def apply_theme(self) -> None:
        theme = self.theme.colors
        self.pages.setStyleSheet(
            "QListWidget::item { padding: 0 10px; border-radius: 6px; }"
            f"QListWidget::item:selected {{ background: {theme['tint']}; color: {theme['text']}; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.field.setFocus()
            self.field.selectAll()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            self.find_next(backward=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= NARROW_BELOW
        self.pages.setVisible(wide)
        self._whole.setDirection(
            self._whole.Direction.LeftToRight if wide else self._whole.Direction.TopToBottom
        )
        self._side.setMaximumWidth(SIDE if wide else self.width())

    def _lay_out(self) -> None:
        self._side = QWidget()
        surface(self._side, "rail")
        self.pages.setWordWrap(True)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        for part in (self.field, self.told, self.pages):
            column.addWidget(part)
        column.setStretch(2, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 8)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.on)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.view, 1)
        right.addLayout(foot)
        self._whole = whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._side)
        whole.addLayout(right, 1)

    def _load(self) -> None:
        """Read the guide in the interface's language, and show the page it was at."""
        language = _language()
        self._jobs.submit(
            "pictures",
            lambda _progress: read_guide(language),
            done=self._show_guide,
            failed=self._notices.error,
            newest="guide",
        )

    def _show_guide(self, guide: Guide) -> None:
        former, self._guide = self.pages.currentRow(), guide
        self.pages.clear()
        for page in guide.pages:
            item = QListWidgetItem(page.title, self.pages)
            item.setSizeHint(QSize(0, self._height_of(page.title)))
        self.pages.setCurrentRow(max(former, 0))

    def _height_of(self, title: str) -> int:
        """Px that a page's title takes in the list, in as many lines as it needs."""
        metrics, room = self.pages.fontMetrics(), QRect(0, 0, SIDE - _BESIDE, 10 * ROW)
        lines = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, title).height()
        return max(ROW, ROW - metrics.height() + lines)

    def _on_row(self, row: int) -> None:
        guide = self._guide
        if guide is None or row < 0:
            return
        page = guide.pages[row]
        names = _PICTURE.findall(page.text)

        room, ratio = self.view.room, self.devicePixelRatioF()

        def read(_progress: Progress) -> dict[str, Picture]:
            return {name: Picture.read(guide.folder / name, room, ratio) for name in names}

        self._jobs.submit("pictures", read, done=partial(self._show_page, guide, row), newest="guide page")

    def _show_page(self, guide: Guide, row: int, pictures: dict[str, Picture]) -> None:
        page = guide.pages[row]
        self._page = page.name
        self.view.show_page(page.text, pictures, rtl=guide.language == "ar")
        self.back.setVisible(row > 0)
        self.on.setVisible(row < len(guide.pages) - 1)
        then, self._then = self._then, lambda: None
        then()

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _follow(self, link: QUrl) -> None:
        self.show_page(link.path())

    def _find_on_pages(self, rows: Sequence[int], before: int, words: str, backward: bool) -> None:
        """Mark some words on the first page that shows them; where none does, say so on the page before.

        A page's Markdown may have words side by side that its text has not: of two paragraphs, of an address.
        """
        guide = self._guide
        if guide is None:
            return
        if not rows:
            self.pages.setCurrentRow(before)
            self._tell(self.tr("These words are not in the guide."))
            return

        def look() -> None:
            if not self._find_from_edge(words, backward):
                self._find_on_pages(rows[1:], before, words, backward)

        if guide.pages[rows[0]].name == self._page:
            look()
        else:
            self._then = look
            self.pages.setCurrentRow(rows[0])

    def _find_from_edge(self, words: str, backward: bool) -> bool:
        """Look through the whole page on screen; whether it has the words, else it stays where it is."""
        place = self.view.textCursor()
        self.view.go_to_end(at_start=not backward)
        found = self.view.find_on(words, backward)
        if not found:
            self.view.setTextCursor(place)
        return found


def _words_of(text: str) -> str:
    """What a page says without its marks, for a search that does not ask for capital letters."""
    return " ".join(_MARKS.sub("", _PICTURE.sub("", text)).casefold().split())


def _language() -> str:
    """The language that the interface speaks."""
    return QLocale().name().split("_")[0]
