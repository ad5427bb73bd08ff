"""The reading view: shows a built document, keeps the reader's line in place, loads nothing by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from reader.core.model import ReadingPosition
from reader.gui.article_view import margin_painter
from reader.gui.article_view.block_writer import PICTURE
from reader.gui.article_view.cursor_style import under_marks
from reader.gui.article_view.document_builder import BOTTOM_MARGIN, TOP_MARGIN, Rendered
from reader.gui.article_view.held_page import HeldPage
from reader.gui.article_view.incremental_builder import IncrementalBuilder
from reader.gui.article_view.inert_browser import InertBrowser
from reader.gui.article_view.inline_runs import safe_link
from reader.gui.article_view.margin_marks import MarginMarks
from reader.gui.article_view.picture_resources import Files, PictureResources, digest_of
from reader.gui.article_view.scroll_anchor import ReadShare, SteadyTop, position_at, scroll_for
from reader.gui.article_view.units import take_long
from reader.gui.background.picture_loader import PictureRunner, run_at_once
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.theme.typography import GUTTER

LAYERS = ("dim", "confidence", "cursor", "highlights", "sentences", "words", "hits")
"""What can be drawn over the text, from below."""

CLICK = 5
"""Px the pointer may move between press and release of a click."""
SETTLE = 400
"""Milliseconds after the last scrolling until the view has settled."""

_Why = Qt.FocusReason
BY_KEY = (_Why.TabFocusReason, _Why.BacktabFocusReason, _Why.ShortcutFocusReason)


class ArticleView(ThemedWidget, InertBrowser):
    """A text browser without a browser: no file, no network, no link is followed by itself."""

    link_clicked = Signal(str)
    scrolled = Signal(float)
    """Share of the article above the view's bottom edge, 0 to 1, at every movement."""
    moved = Signal()  # the reader came to another place
    settled = Signal()
    """Then the view stood still for a moment."""
    size_step = Signal(int)
    """+1 or −1: Ctrl and the wheel."""
    width_changed = Signal()
    outgrown = Signal()
    """Other rooms are wanted around a document that is not laid out again: it must be built anew."""
    laid_out = Signal()
    """A document was shown, changed or laid out anew: what is drawn over it must be drawn again."""
    text_clicked = Signal(int)
    """A click into the text, at a document position."""
    picture_clicked = Signal(str)
    """A click on a picture of the article, by its digest."""

    def __init__(self, run: PictureRunner = run_at_once, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: QTextDocument | None = None  # ours; not the one that Qt begins with
        self._resources = PictureResources(self, run)
        self._wanted, self._top = 0, SteadyTop(self)  # px of the column
        self._held: ReadingPosition | None = None
        self._restoring = self._showing = False
        self._rendered: Rendered | None = None
        self.marks: dict[str, str] = {}
        """State of units whose translation is not done: `current`, `waiting` or `failed`."""
        self.bars: list[list[QTextBlock]] = []
        """The blocks of the current paragraph, one list a column, for the bar beside them."""
        self.outlined: tuple[int, int] | None = None
        """The current search hit."""
        self.shapes = MarginMarks()
        """Beside the passages the reader marked."""
        self.holds_width = False
        """Whether what is shown takes so long to lay out that it is only ever built anew, in slices."""
        self.end_room = 0
        """Px kept free at the end for what stands below the article."""
        self._layers: dict[str, list[QTextEdit.ExtraSelection]] = {name: [] for name in LAYERS}
        self._pressed_at: QPoint | None = None
        self._over_picture = self.ringed = False
        self.held_page, self.builder = HeldPage(self), IncrementalBuilder(self)
        self.read_share = ReadShare(self)
        self.leads_inside: Callable[[str], bool] = lambda _address: False
        """Follows a link that leads to a place in the article on screen; says whether it did."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.anchorClicked.connect(lambda link: self.follow(link.toString()))
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._settle.timeout.connect(self.settled)
        self._join_parts()

    def _join_parts(self) -> None:
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.builder.completed.connect(lambda: self.scrolled.emit(self.share_read))

    @property
    def rendered(self) -> Rendered | None:
        """What is shown."""
        return self._rendered

    def show_document(
        self,
        rendered: Rendered,
        pictures: Files,
        position: ReadingPosition | None,
    ) -> None:
        """Show a document with `position` where it was.

        `pictures` maps each name in the document to file, width, height and whether it is a disc.
        """
        self._settle.stop()
        if not rendered.whole:
            self.held_page.take()
        self._resources.use(pictures)
        self._rendered, self._top.lowered = rendered, 0
        rendered.document.setParent(self)
        self.apply_rooms(rendered.document)
        self._restoring = self._showing = True
        self.holds_width = take_long(rendered.units)
        self._swap(QTextDocument(self) if self.holds_width else rendered.document)
        self._place_column()  # after: the document before would be laid out once more
        self._hold_width(rendered)
        if self.holds_width:
            self._swap(rendered.document)  # laid out for the first time now, at the width it keeps
        self._restoring = self._showing = False
        self._held = position
        self.builder.start(rendered, position)

    def _hold_width(self, rendered: Rendered) -> None:
        """Keep what takes long to lay out as it is while the window is drawn; the screen builds it anew."""
        modes = QTextBrowser.LineWrapMode
        self.setLineWrapMode(modes.FixedPixelWidth if self.holds_width else modes.WidgetWidth)
        if self.holds_width:
            self.setLineWrapColumnOrWidth(rendered.layout.width + 2 * GUTTER)

    @property
    def whole(self) -> bool:
        """Whether the whole article stands in the document; a long one is written slice by slice."""
        return self._rendered is None or self._rendered.whole

    def apply_rooms(self, document: QTextDocument) -> None:
        """Keep free above and below a document what bars and the end of the article need."""
        frame = document.rootFrame().frameFormat()
        frame.setTopMargin(TOP_MARGIN + self.rooms[0] + self._top.lowered)
        frame.setBottomMargin(self.bottom_room)
        document.rootFrame().setFrameFormat(frame)

    def take_rooms(self) -> None:
        """Let the article on screen have the rooms that are wanted now."""
        rendered = self._rendered
        if rendered is not None and self.holds_width:
            self.outgrown.emit()
        elif rendered is not None:
            position = self.position()
            self.apply_rooms(rendered.document)
            self._top.hold_down(position)
            self.restore(position)

    @property
    def bottom_room(self) -> int:
        """Px free below the text."""
        return BOTTOM_MARGIN + self.rooms[1] + self.end_room

    def want_column(self, width: int) -> None:
        """Set the width in px the column has when there is room."""
        self._wanted = width

    @property
    def column(self) -> int:
        """The column's width in px now: what is wanted, as far as the view and its gutters leave room."""
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * GUTTER
        return max(120, min(self._wanted, room))

    def clear_article(self) -> None:
        """Show nothing and free the document and its pictures."""
        self._settle.stop()
        self.builder.stop()
        self._rendered, self._held, self.marks = None, None, {}
        self._resources.use({})
        self.outlined = None
        self._swap(QTextDocument(self))
        self.laid_out.emit()

    def _swap(self, document: QTextDocument) -> None:
        """Show another document and free the one before."""
        former, self._document = self._document, document
        self.setDocument(document)
        if former is not None:
            former.deleteLater()

    def position(self) -> ReadingPosition | None:
        """The sentence being read and its height in the view; the same until the reader scrolls."""
        if self._held is None:
            self._held = self.measured()
        return self._held

    def hold(self, position: ReadingPosition) -> None:
        """Take a position, which stands where it says, for the one to keep in place until the next scroll."""
        self._held = position
        self._settle.start()
        self.moved.emit()

    def measured(self) -> ReadingPosition | None:
        """The sentence in the upper half of the view now."""
        if self._rendered is None:
            return None
        return position_at(self._rendered, self.verticalScrollBar().value(), self.viewport().height())

    def restore(self, position: ReadingPosition | None) -> None:
        """Put a position back: the same sentence at the same height."""
        self._held = position
        if self.builder.reaching:
            self.builder.aim(position)
            return
        if self._rendered is None:
            return
        if position is not None:
            self.builder.reach(position.block, position.sentence)
        value = (scroll_for(self._rendered, position) or 0.0) if position is not None else 0.0
        bar = self.verticalScrollBar()
        if value > bar.maximum():
            page = self.viewport().height()
            height = self.builder.reach_down(value + page)
            # Qt tells its scroll bar later, when its own lazy layout has come to the end
            bar.setMaximum(max(bar.maximum(), round(height - page)))
        self._restoring = True
        bar.setValue(round(value))
        self._restoring = False
        self.laid_out.emit()
        self.scrolled.emit(self.share_read)

    def lay_out_all(self) -> None:
        """Write and lay out the whole document, so that the scroll bar knows its end."""
        self.builder.finish()
        height = self.document().documentLayout().documentSize().height()
        # Qt tells its scroll bar later, when its own lazy layout has come to the end
        self.verticalScrollBar().setMaximum(max(0, round(height - self.viewport().height())))

    def click_link(self, url: str) -> None:
        """Follow a link that stands beside the text, as one in it."""
        self.link_clicked.emit(url)

    def set_layer(self, name: str, selections: list[QTextEdit.ExtraSelection]) -> None:
        """Draw over the text in one of `LAYERS`; the later ones lie on top."""
        if selections or self._layers[name]:
            self._layers[name] = selections
            drawn = [extra for layer in LAYERS for extra in self._layers[layer]]
            self.setExtraSelections(drawn + under_marks(self._layers["cursor"], self._layers["highlights"]))
        self.viewport().update()

    def nudge(self, pixels: int) -> None:
        """The view's top edge moved down by so many px: scroll as far, so that the text stays."""
        position = self.position()
        if pixels and position is not None and self.verticalScrollBar().value() > 0:
            self.restore(replace(position, offset=position.offset - pixels))

    def without_moving(self, change: Callable[[], None]) -> None:
        """Change the document without moving the line being read; see `SteadyTop`."""
        self._top.keep(change)

    @property
    def share_read(self) -> float:
        """Share of the text that is read, 0 to 1; see `ReadShare`."""
        return self.read_share.read

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Answer for the open article's stored pictures, and for nothing else."""
        return self._resources.answer(kind, name.toString() if isinstance(name, QUrl) else name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.size_step.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        self.user_scrolls.emit()
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click that neither selects nor follows a link goes to the sentence under it."""
        super().mouseReleaseEvent(event)
        spot, pressed = event.position().toPoint(), self._pressed_at
        self._pressed_at = None
        still = pressed is not None and (spot - pressed).manhattanLength() < CLICK
        if event.button() != Qt.MouseButton.LeftButton or not still or self._rendered is None:
            return
        picture = self.picture_at(spot)
        if picture:
            self.picture_clicked.emit(picture)
        elif not self.anchorAt(spot) and not self.textCursor().hasSelection():
            cursor = self.cursorForPosition(spot)
            box = self.document().documentLayout().blockBoundingRect(cursor.block())
            if box.top() <= spot.y() + self.verticalScrollBar().value() <= box.bottom():
                self.text_clicked.emit(cursor.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = bool(self.picture_at(event.position().toPoint()))
        if over != self._over_picture:
            self._over_picture = over
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)

    def picture_at(self, spot: QPoint) -> str:
        """The digest of the article's picture at a point of the viewport, empty for none."""
        if self._rendered is None:
            return ""
        there = QPointF(spot.x(), spot.y() + self.verticalScrollBar().value())
        name = self.document().documentLayout().imageAt(there)
        return digest_of(name) if name.startswith(PICTURE) and not name.endswith("/avatar") else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl with + and − to the program: the browser's own zoom would break the sizes."""
        zoom = (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in zoom:
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._showing:
            super().resizeEvent(event)
            return
        position = self.position()
        self._restoring = True
        self._place_column()
        super().resizeEvent(event)
        self.held_page.fit()
        self.restore(position)
        if event.oldSize().width() != event.size().width():
            self.width_changed.emit()

    @property
    def shows_focus(self) -> bool:
        """Whether a ring says that the keyboard is here: it came by a key (`ringed`), the cursor not yet."""
        return self.ringed and self.hasFocus() and not self.bars

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in BY_KEY:
            self.ringed = True
        elif QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self.ringed = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rendered is not None:
            margin_painter.paint(self, self._rendered, event.rect())

    def _place_column(self) -> None:
        """Centre the column; the scroll bar stays at the window's edge."""
        free = self.width() - self.verticalScrollBar().sizeHint().width() - self.column - 2 * GUTTER
        side = max(0, free // 2)
        self.setViewportMargins(side, 0, max(0, free - side), 0)

    def _on_scrolled(self) -> None:
        if self._restoring or self.builder.reaching:
            return
        self._held = None
        self._settle.start()
        self.read_share.note_end()
        self.moved.emit()
        self.scrolled.emit(self.share_read)

    def follow(self, link: str) -> None:
        """Go where a link leads: to a place in the article itself, else tell its address."""
        address = safe_link(link)
        if address and not self.leads_inside(address):
            self.link_clicked.emit(address)
