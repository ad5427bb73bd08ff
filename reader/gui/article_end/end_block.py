"""The end of an article: archive and next, original page, and the lists of links its page named."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from reader.gui.article_end.end_buttons import EndButtons
from reader.gui.article_end.shelf_view import Shelf, ShelfView
from reader.gui.background.save_entry import SaveState
from reader.gui.theme.tab_order import tab_through
from reader.gui.theme.theme import Theme
from reader.gui.theme.themed_widget import ThemedWidget

WIDTH = 860
TWO_COLUMNS = 680
"""Px of width from which two lists stand side by side."""
_RING = 6
"""Px around it, so that the ring of a control at its edge is not cut."""


class EndBlock(ThemedWidget, QWidget):
    """Shown below the text.

    For another article, language or theme it is filled anew, in the widgets that are there: they are made
    again only where the number of columns or of lists is another one.
    """

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
        self._others = False
        self.archived = False
        """The article is in the archive."""
        self._outlined = False
        self._content = QWidget(self)
        self._buttons: EndButtons | None = None
        self._views: list[ShelfView] = []
        self.changing = False
        """It is being filled: what has the focus then was not gone to by the reader."""
        self._made_for: tuple[int, int] | None = None
        """Columns and lists of what is there."""
        self._columns = 2
        self.text_width = WIDTH
        """Px of the text's column, which a list that stands alone is as wide as."""
        self._grid: QGridLayout | None = None
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
        self._change(self._fill)

    def set_saved(self, saved: Mapping[str, int]) -> None:
        """Say which addresses are in the library already."""
        if saved != self._saved:
            self._saved = saved
            self._change(self._fill_states)

    def name_source(self, source: str, followed: bool) -> None:
        """Say whether the source of the article is followed; "" where it cannot be."""
        if (source, followed) != (self._source, self._followed):
            self._source, self._followed = source, followed
            self._change(self._fill_source)

    def show_reach(self, others: bool) -> None:
        """Say whether other readers see what is noted."""
        if others != self._others:
            self._others = others
            self._change(self._fill)

    def show_archived(self, archived: bool) -> None:
        """Say whether the article is archived already."""
        if archived != self.archived:
            self.archived = archived
            self._change(self._fill)

    def outline(self, outlined: bool) -> None:
        """Have no filled button while another stands below the text."""
        if outlined != self._outlined:
            self._outlined = outlined
            self._change(self._fill_outline)

    def note(self, url: str, state: SaveState | None) -> None:
        """Say of a link that it is being saved or could not be; `None` for neither."""
        if self._states.get(url) is state:
            return
        self._states.pop(url, None)
        if state is not None:
            self._states[url] = state
        if url in self.urls:
            self._change(self._fill_states)

    def retranslate(self) -> None:
        self._change(self._fill)

    @property
    def urls(self) -> list[str]:
        """Every address it names."""
        return [link.url for shelf in self._shelves for link in shelf.links]

    def height_for(self, width: int) -> int:
        """The height it needs in a view of a width, px."""
        columns = 2 if min(width, WIDTH) >= TWO_COLUMNS else 1
        if columns != self._columns:
            self._columns = columns
            self._change(self._fill, tell=False)
        layout = self._content.layout()
        if layout is None:
            return 0
        inner = min(width - 32, WIDTH)
        alone = max(0, (inner - self.text_width) // 2 - _RING) if len(self._shelves) == 1 else 0
        if self._grid is not None and self._grid.contentsMargins().left() != alone:
            self._grid.setContentsMargins(alone, 0, alone, 0)
        layout.activate()
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
        return [w for w in found if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.isHidden()]

    def _change(self, change: Callable[[Theme], None], tell: bool = True) -> None:
        """Fill it or a part of it; nothing before an article has an end."""
        theme = self._theme
        if theme is None:
            return
        stops, focus = self.stops(), self.window().focusWidget()
        at = stops.index(focus) if focus in stops else -1
        self.changing = True
        change(theme)
        tab_through(self._around, *self.stops())  # new widgets stand last of the window
        if tell:
            self.resized.emit()
        again = self.stops()
        if at >= 0 and self.window().focusWidget() not in again:  # the keyboard stays where it acted
            again[min(at, len(again) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changing = False

    def _fill(self, theme: Theme) -> None:
        wanted = self._columns, len(self._shelves)
        if wanted != self._made_for:
            self._made_for = wanted
            self._make()
        assert self._buttons is not None
        self._buttons.others, self._buttons.archived = self._others, self.archived
        self._buttons.show_names(theme)
        self._fill_source(theme)
        for view, shelf in zip(self._views, self._shelves, strict=True):
            view.show_shelf(theme, shelf, shelf.heading in self._open, self._language, self._state_of)
        self._content.show()  # filled already, so that every row is laid out at once

    def _fill_source(self, theme: Theme) -> None:
        assert self._buttons is not None
        self._buttons.show_source(theme, self._source, self._followed)

    def _fill_outline(self, theme: Theme) -> None:
        assert self._buttons is not None
        self._buttons.set_filled(theme, not self._outlined)

    def _fill_states(self, _theme: Theme) -> None:
        for view in self._views:
            view.show_states(self._state_of)

    def _state_of(self, url: str) -> tuple[bool, SaveState | None]:
        return bool(self._saved.get(url)), self._states.get(url)

    def _make(self) -> None:
        self._content.hide()
        self._content.deleteLater()
        self._content = QWidget(self)
        self._buttons = EndButtons(not self._outlined, self._columns > 1, self._content)
        self._buttons.archive_next.connect(self.archive_next)
        self._buttons.note_wanted.connect(self.note_wanted)
        self._buttons.original_page.connect(self.original_page)
        self._buttons.follow_wanted.connect(self.follow_wanted)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(_RING, _RING, _RING, _RING)
        column.setSpacing(28)
        column.addWidget(self._buttons)
        column.addLayout(self._make_shelves())
        column.addStretch(1)

    def _make_shelves(self) -> QGridLayout:
        grid = self._grid = QGridLayout()
        columns = self._columns if len(self._shelves) > 1 else 1
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(28)
        self._views = [ShelfView(self._content) for _ in self._shelves]
        for number, view in enumerate(self._views):
            view.open_wanted.connect(self.open_wanted)
            view.save_wanted.connect(self._ask)
            view.all_wanted.connect(self._show_all)
            grid.addWidget(view, *divmod(number, columns), Qt.AlignmentFlag.AlignTop)
        for place in range(columns):
            grid.setColumnStretch(place, 1)
        return grid

    def _ask(self, url: str) -> None:
        self.note(url, SaveState.WAITING)
        self.save_wanted.emit(url)

    def _show_all(self, heading: str) -> None:
        self._open.add(heading)
        self._change(self._fill)
