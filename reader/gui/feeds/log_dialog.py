"""The log of requests for feeds: what was asked, when, why, and what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from reader.core.feeds import GONE, Feed, FeedRequest
from reader.core.messages import isolate
from reader.gui.cards.card_painter import END, EXCERPT_LINE, HEAD_LINE, START, CardDelegate, CardPainting
from reader.gui.cards.card_text import SEPARATOR, sentences
from reader.gui.cards.card_view import CardView
from reader.gui.feeds.feed_text import came_text, every_text, moment_text, reason_text, time_text
from reader.gui.library_dialog import LibraryDialog
from reader.gui.text.messages import fill
from reader.gui.text.plain_tooltip import plain_tip
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.widgets.basics import focus_visible

if TYPE_CHECKING:
    from reader.gui.context import WindowContext

Index = QModelIndex | QPersistentModelIndex

_SIZE = (700, 680)
_MOST = 1000  # requests that are shown, the newest
_TOP, _ICON = 9, 16
_REQUEST = Qt.ItemDataRole.UserRole + 30
_SOURCE = Qt.ItemDataRole.UserRole + 31


class LogModel(QAbstractListModel):
    """Requests, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.requests: Sequence[FeedRequest] = ()
        self._feeds: Mapping[int, Feed] = {}

    def show(self, requests: Sequence[FeedRequest], feeds: Mapping[int, Feed]) -> None:
        """Show requests; `feeds` are those that are followed, by their numbers."""
        self.beginResetModel()
        self.requests, self._feeds = requests, feeds
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.requests)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        request = self.requests[index.row()]
        feed = self._feeds.get(request.feed_id)
        if role == _REQUEST:
            return request
        name = feed.name if feed is not None else QCoreApplication.translate("feeds", "Not followed any more")
        if role == _SOURCE:
            return name
        said = came_text(request, feed)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{reason_text(request.reason)} · {said}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(said)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            moment = time_text(request.requested_at)
            return sentences((isolate(name), moment, reason_text(request.reason), said))
        return None


class LogDelegate(CardDelegate):
    """Paints a request: source and time, why it was made and what came of it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _TOP + HEAD_LINE + 2 + EXCERPT_LINE + _TOP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = CardPainting(painter, option, self.theme)
        card.surface()
        request: FeedRequest = index.data(_REQUEST)
        failed = bool(request.error)
        sign = pixmap(
            "triangle-alert" if failed else "circle-check",
            card.color("error" if failed else "ok"),
            _ICON,
            painter.device().devicePixelRatioF(),
        )
        painter.drawPixmap(card.place(START, _TOP, _ICON, _ICON), sign)
        start = START + _ICON + 8
        width = card.width - start - END
        head = isolate(index.data(_SOURCE)) + SEPARATOR + time_text(request.requested_at)
        card.line(head, start, _TOP, width, HEAD_LINE, ui_font(12, 600), "text")
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        card.block(text, start, _TOP + HEAD_LINE + 2, width, EXCERPT_LINE, ui_font(13), "muted", most=1)
        if focus_visible(option):
            card.ring()
        painter.restore()


class LogDialog(LibraryDialog):
    """Shows the requests that were made for a source, or for all.

    Args:
        context: of the window.
        feed: the source, `None` for all of them.
        feeds: every source.
    """

    def __init__(self, context: WindowContext, feed: Feed | None, feeds: Sequence[Feed]) -> None:
        translate = QCoreApplication.translate
        title = translate("LogDialog", "Requests for feeds")
        if feed is not None:
            title = fill(translate("LogDialog", "Requests for {source}"), source=feed.name)
        about = (
            _plan_text(feed)
            if feed is not None
            else translate(
                "LogDialog", "Everything that Liseuse asked of a source in the last months, and why."
            )
        )
        super().__init__(context, title, about, _SIZE)
        self._feed, self._feeds = feed, {each.id: each for each in feeds}
        self.model = LogModel(self)
        self.view = CardView()
        self.view.draggable = False
        self.view.setModel(self.model)
        self.view.paint_with(LogDelegate(self.view), uniform=True)
        self.view.setAccessibleName(title)
        self.close_button.setAutoDefault(False)
        self.rows.setStretch(self.rows.count() - 1, 0)
        self.rows.insertWidget(0, self.view, 1)
        self.reload()
        self.view.setFocus()

    def reload(self) -> None:
        """Read the log."""
        from reader.services.feeds.read_items import request_log

        feed_id, session = self._feed.id if self._feed is not None else 0, self.context.library.session
        if session is not None:
            self.work("library", lambda _progress: request_log(session, feed_id, _MOST), self._show)

    def _show(self, requests: Sequence[FeedRequest]) -> None:
        self.model.show(tuple(requests), self._feeds)
        if not requests:
            self.say(self.tr("Nothing was asked yet."))
            return
        self.view.setCurrentIndex(self.model.index(0, 0))


def _plan_text(feed: Feed) -> str:
    """How often a source is looked at, when it last brought something, and when the next look is."""
    translate = QCoreApplication.translate
    parts = []
    if feed.state != GONE:
        parts.append(every_text(feed.interval))
    if feed.changed_at:
        last = translate("LogDialog", "It last brought something: {time}.")
        parts.append(fill(last, time=moment_text(feed.changed_at)))
    if feed.next_at and feed.state != GONE:
        parts.append(fill(translate("LogDialog", "Next look: {time}."), time=moment_text(feed.next_at)))
    return " ".join(parts)
