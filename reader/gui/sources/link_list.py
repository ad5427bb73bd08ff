"""A source's latest or most read articles in the list pane: links that can be saved or opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QModelIndex, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from reader.core.messages import isolate
from reader.gui.article_list.pages import LinksPage
from reader.gui.cards.card_view import CardView
from reader.gui.sources.link_delegate import LinkDelegate, button_place
from reader.gui.sources.link_model import ASKABLE, SAVED, SAVING, LinkModel, LinkRole
from reader.gui.theme.tab_order import tab_before
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import label
from reader.gui.widgets.chips import Chip, ChipRow

if TYPE_CHECKING:
    from reader.services.library.source_lists import LinkRow, Source


class _LinkView(CardView):
    """The links; `button_clicked` when the button of a row was."""

    button_clicked = Signal(QModelIndex)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        state = index.data(LinkRole.STATE) if index.isValid() else None
        if state in ASKABLE and event.button() == Qt.MouseButton.LeftButton:
            spot = button_place(self.visualRect(index), self.layoutDirection(), state)
            if spot.contains(event.position().toPoint()):
                self.button_clicked.emit(index)
        super().mouseReleaseEvent(event)


class LinkList(ThemedWidget, LinksPage):
    """The links of one source, with chips for the others.

    Signals: `open_wanted(article, with_focus)` and `save_wanted(url)` by click or Enter,
    `source_chosen(name)`.
    """

    open_wanted = Signal(int, bool)
    save_wanted = Signal(str)
    source_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = LinkModel(self)
        self._sources: tuple[Source, ...] = ()
        self._source: Source | None = None
        self.busy = False
        self.view = _LinkView()
        self.view.draggable = False
        self.view.setModel(self.model)
        self._delegate = LinkDelegate(self.view)
        self.view.paint_with(self._delegate, uniform=False)
        self.view.button_clicked.connect(self._save)
        self.view.clicked.connect(self._on_click)
        self.view.doubleClicked.connect(lambda index: self._use(index, True))
        self.view.enter_pressed.connect(lambda index: self._use(index, True))
        self._chips = ChipRow()
        self._about = label("meta", wrap=True)
        self.lay_out(self._chips, self._about, self.view)

    @property
    def count(self) -> int:
        """How many links the list has."""
        return len(self.model.rows)

    @property
    def source(self) -> str:
        """The source on screen, empty for none."""
        return self._source.name if self._source is not None else ""

    @property
    def article(self) -> int:
        """The number of the article whose page named the links, 0 for none."""
        return self._source.article if self._source is not None else 0

    @property
    def about(self) -> str:
        """What stands over the links."""
        return self._about.text()

    def show_links(self, sources: Sequence[Source], source: Source | None, rows: Sequence[LinkRow]) -> None:
        """Show the links of one of the sources."""
        same = source is not None and source.name == self.source
        self._sources, self._source = tuple(sources), source
        row = self.view.currentIndex().row() if same else -1
        former: LinkRow | None = self.view.currentIndex().data(LinkRole.LINK) if row >= 0 else None
        self.model.show(rows)
        if row >= 0:  # on the same link: a page just saved may name others before it
            row = self.model.row_of(former.link.url) if former is not None else row
            self.view.setCurrentIndex(self.model.index(min(max(row, 0), self.model.rowCount() - 1), 0))
        elif not same:
            self.view.scrollToTop()
        self._show_chips()
        self.show_texts()

    def set_busy(self, busy: bool) -> None:
        """Say that the lists are being read."""
        self.busy = busy
        self.show_texts()

    def retranslate(self) -> None:
        self.show_texts()
        self.model.repaint()
        self.view.doItemsLayout()

    def show_texts(self) -> None:
        """Say whose list it is."""
        self._chips.setAccessibleName(self.tr("Sources"))
        self.view.setAccessibleName(self.source)
        if self.busy:
            self._about.setText(self.tr("Reading the lists…"))
        elif self._source is not None:
            text = self.tr("As {source} named them on {date}. Enter saves a link, or opens what is saved.")
            shown = text.replace("{source}", isolate(self.source))
            self._about.setText(shown.replace("{date}", isolate(_moment(self._source.read_at))))

    def _show_chips(self) -> None:
        names = [source.name for source in self._sources]
        self._chips.setVisible(len(names) > 1)
        if [chip.text() for chip in self._chips.chips] != names:
            chips = [Chip(name, checkable=True) for name in names]
            for chip, name in zip(chips, names, strict=True):
                chip.clicked.connect(partial(self.source_chosen.emit, name))
            self._chips.show_chips(chips)
            tab_before(self.view, *chips)
        for chip in self._chips.chips:
            chip.setChecked(chip.text() == self.source)

    def _on_click(self, index: QModelIndex) -> None:
        if index.data(LinkRole.STATE) in (SAVED, None):
            self._use(index, False)

    def _use(self, index: QModelIndex, with_focus: bool) -> None:
        """Open what is saved, save what is not, unfold the rest."""
        row: LinkRow | None = index.data(LinkRole.LINK)
        if row is None:
            at = index.row()
            self.model.unfold()
            self.view.setCurrentIndex(self.model.index(at, 0))
        elif row.article:
            self.open_wanted.emit(row.article, with_focus)
        else:
            self._save(index)

    def _save(self, index: QModelIndex) -> None:
        if index.data(LinkRole.STATE) in ASKABLE:
            url = index.data(LinkRole.LINK).link.url
            self.model.note(url, SAVING)
            self.save_wanted.emit(url)


def _moment(iso: str) -> str:
    moment = QDateTime.fromString(iso, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat) if moment.isValid() else iso
