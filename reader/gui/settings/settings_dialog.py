"""The settings: pages of rows over the dimmed window. Every change holds at once; there is no OK button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reader.gui.settings.page_list import PageList
from reader.gui.settings.page_table import page_ids, page_title
from reader.gui.settings.settings_page import SettingsPage
from reader.gui.widgets.basics import IconButton, label, surface
from reader.gui.widgets.form_editors import DropDown
from reader.gui.widgets.overlay import MARGIN, Overlay

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.live_keys import LiveKeys

SIZE = (880, 640)
NAV = 240
NARROW_BELOW = 720


class SettingsDialog(Overlay):
    """Shows one page at a time, or what a search found.

    Args:
        context: of the window whose settings they are. keys: its keys. page: the page to begin with.
    """

    def __init__(self, context: WindowContext, keys: LiveKeys, page: str = "") -> None:
        super().__init__(context.window, SIZE, shadow=False)
        self._context, self._keys = context, keys
        self._page = page if page in page_ids() else page_ids()[0]
        self.nav = PageList()
        self.nav.choose(self._page)
        self.nav.currentRowChanged.connect(lambda _row: self._on_nav())
        self.nav.itemClicked.connect(lambda _item: self._on_nav())
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._build)
        self.field.textChanged.connect(lambda _text: self._later.start())
        self.body: SettingsPage | None = None
        self._title, self._head = label("dialog-title"), label("dialog-title")
        self.pages = DropDown([])
        for pages in (self.pages, self.nav):
            pages.installEventFilter(self)
        self._close = IconButton("x")
        self._close.clicked.connect(self.close_overlay)
        self._lay_out()
        self._round_side()

    def start(self, key: str = "") -> None:
        """Show it, with the focus on an option's control, else on the list of pages."""
        narrow = self._context.window.width() - 2 * MARGIN < NARROW_BELOW
        self.open(self.pages if narrow else self.nav)
        if not narrow:
            self.nav.setProperty("byKey", True)
        if key and self.body is not None:
            self.body.focus_option(key)

    def show_page(self, page: str, key: str = "") -> None:
        """Go to a page, and to an option on it."""
        self._page = page
        with QSignalBlocker(self.field):
            self.field.clear()
        self._build()
        if key and self.body is not None:
            self.body.focus_option(key)

    @property
    def page(self) -> str:
        """The page on screen, empty while a search is shown."""
        return self.body.page if self.body is not None else ""

    def retranslate(self) -> None:
        self._name()
        if self.body is None:
            self._build()
        else:
            self._later.start()  # the page is made anew; page and focus stay

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._round_side()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in the search field empties it first: the window must not take it for its own.

        What is typed while the pages have the keys is searched for.
        """
        if watched in (self.pages, self.nav) and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._search_typed(event)
        if watched is self.field and event.type() == QEvent.Type.ShortcutOverride and self.field.text():
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _search_typed(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text()
        if held or not text.isprintable() or not text.strip():
            return False
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.insert(text)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.focusWidget() is self.field and self.field.text():
            self.field.clear()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.panel.width() < NARROW_BELOW
        self._side.setVisible(not narrow)
        self._show_pages()
        home = self._narrow_head if narrow else self._side_column
        if self.field.parentWidget() is not home.parentWidget() or home.indexOf(self.field) < 0:
            home.insertWidget(1, self.field)
        self._head.setVisible(not narrow)

    def _show_pages(self) -> None:
        """While a search is shown, which is of no page, the field has the room of the box that names one."""
        self.pages.setVisible(self._side.isHidden() and not self.field.text().strip())

    def _lay_out(self) -> None:
        self._side = QWidget()
        surface(self._side, "rail")
        self._side.setFixedWidth(NAV)
        self._side_column = side = QVBoxLayout(self._side)
        side.setContentsMargins(12, 18, 12, 12)
        side.setSpacing(12)
        self._title.setContentsMargins(6, 0, 6, 0)
        side.addWidget(self._title)
        side.addWidget(self.field)
        side.addWidget(self.nav, 1)
        self._right = right = QVBoxLayout()
        right.setContentsMargins(12, 14, 8, 8)
        right.setSpacing(8)
        self._narrow_head = QHBoxLayout()
        self._narrow_head.setContentsMargins(12, 0, 8, 0)
        self._narrow_head.setSpacing(8)
        self._narrow_head.addWidget(self._head, 1)
        self._narrow_head.addWidget(self.pages, 1)
        self._narrow_head.addWidget(self._close)
        right.addLayout(self._narrow_head)
        whole = QHBoxLayout(self.panel)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self._side)
        whole.addLayout(right, 1)
        self.pages.chosen.connect(lambda page: self.show_page(str(page)))

    def _round_side(self) -> None:
        """The side's outer corners are the panel's."""
        side = "right" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "left"
        self._side.setObjectName("settings-side")
        self._side.setStyleSheet(
            f"#settings-side {{ border-top-{side}-radius: 9px; border-bottom-{side}-radius: 9px; }}"
        )

    def _name(self) -> None:
        """Put what stays from page to page into the interface's language."""
        self.setAccessibleName(self.tr("Settings"))
        self._title.setText(self.tr("Settings"))
        self.field.setPlaceholderText(self.tr("Search settings"))
        self.field.setAccessibleName(self.tr("Search settings"))
        self._close.set_name(self.tr("Close"))
        with QSignalBlocker(self.pages):
            self.pages.clear()
            for page in page_ids():
                self.pages.addItem(page_title(page, QCoreApplication.translate), page)
        self.pages.setAccessibleName(QCoreApplication.translate("PageList", "Pages"))

    def _on_nav(self) -> None:
        if self.nav.page:
            self._page = self.nav.page
            with QSignalBlocker(self.field):
                self.field.clear()
            self._build()

    def _build(self) -> None:
        """Make the page anew; the focus stays on the same option."""
        query = self.field.text().strip()
        before, key, depth = self.body, "", 0
        if before is not None:
            key, depth = before.focused_option(), before.verticalScrollBar().value()
        page = "" if query else self._page
        made = SettingsPage(self._context, self._keys, page, query)
        made.left.connect(self.close_overlay)
        self.body = made
        self._right.addWidget(made, 1)
        title = self.tr("Search settings") if query else page_title(page, QCoreApplication.translate)
        self._head.setText(title)
        made.setAccessibleName(title)
        with QSignalBlocker(self.nav):
            self.nav.choose(page)
        self.pages.show_value(page)
        self._show_pages()
        if before is not None:
            same = before.page == page
            if key and same:
                made.focus_option(key)
            self._right.removeWidget(before)
            before.hide()
            before.deleteLater()
            if same:
                QTimer.singleShot(0, made, lambda: made.verticalScrollBar().setValue(depth))
