"""Reading by keyboard in one window: keys, cursor, reading mode, and what lies over the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reader.commands import IN_LIST, IN_TEXT
from reader.gui.article_end.feature import ArticleEndFeature
from reader.gui.find.feature import FindFeature
from reader.gui.keyboard.actions import Actions, join_handlers
from reader.gui.keyboard.key_resolver import KeyResolver
from reader.gui.keyboard.key_router import KeyRouter
from reader.gui.keyboard.keymap import Keymap, own_keys_of
from reader.gui.keyboard.pending_key_hint import KeyHint
from reader.gui.main_window.navigation_commands import NavigationCommands
from reader.gui.main_window.overlays import Overlays
from reader.gui.reading_mode.feature import ReadingModeFeature
from reader.gui.translation.original_popup import OriginalPopup
from reader.settings.store import Settings

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow


class KeyboardSetup(QObject):
    """Made with the window; `start` follows once the actions exist."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self.keymap = Keymap()
        self.mode = ReadingModeFeature(window.context, window.pane, lambda: self.keymap)
        self.commands = NavigationCommands(window, self)
        self.hint = KeyHint(window)
        self.hint.lift = lambda: self.mode.status.height() if self.mode.status.isVisible() else 0
        self.layers = Overlays(window, self)
        self.find = FindFeature(window.pane)
        self.find.shown_changed.connect(lambda _shown: self.mode.reveal())
        self.mode.floated.connect(self.find.set_floating)
        self.mode.bars_placed.connect(self.find.place)
        self.mode.held = lambda: self.find.shown
        self.end = ArticleEndFeature(
            window.context, window.pane, window.reading, window.list, window.model, window.queue
        )
        self.original = OriginalPopup(window.pane)
        self.router: KeyRouter | None = None
        pane = window.pane
        pane.reading_mode_wanted.connect(self.mode.enter)
        pane.bar.theme_wanted.connect(lambda: window.commands.next_theme())
        window.reading.opened.connect(lambda _id: self.mode.focus_text())
        window.reading.closed.connect(self.mode.leave)
        window.installEventFilter(self)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands of reading do."""
        layers = {
            "help.open": self.layers.open_help,
            "palette.open": self.layers.open_palette,
            "settings.open": self.layers.open_settings,
        }
        return join_handlers(self.commands.handlers(), layers)

    def start(self, actions: Actions) -> None:
        """Take the keys from now on."""
        self._actions = actions
        self.keymap = Keymap(actions, own_keys_of(self._settings.text("own_keys")), self._turned)
        actions.set_keys(self.keymap)
        resolver = KeyResolver(_platform(), QLocale.system().name(), self._settings.text("keyboard_layout"))
        self.router = KeyRouter(
            self._window,
            resolver,
            self.keymap,
            self.context,
            self._takes_native,
            self._turned,
            actions.run,
            self._window.features.key_scopes,
        )
        pane, cards = self._window.pane, self._window.list
        pane.bar.use_keys(self._first_key)
        for widget in (pane.view, cards.cards, self._window.results.view, self._window.sidebar.views):
            self.router.listen_to(widget)
        self.router.pending_changed.connect(self._on_pending)
        self.apply_settings()

    def apply_settings(self) -> None:
        """Take up the options that concern reading."""
        choices = self._window.options
        self.mode.reduce_motion = choices.flag("reduce_motion") or _system_wants_stillness()
        self.mode.keep_bars = choices.text("reading_bars") == "keep"
        self.mode.reveal()
        if self.router is not None:
            self.router.resolver.chosen = choices.text("keyboard_layout")

    def resolver(self) -> KeyResolver:
        """Names the keys of this keyboard."""
        assert self.router is not None
        return self.router.resolver

    def use_keys(self) -> None:
        """Take up the reader's own keys: router, menus, help, tooltips and status line follow."""
        assert self.router is not None
        self.keymap = Keymap(self._actions, own_keys_of(self._window.options.text("own_keys")), self._turned)
        self.router.keymap = self.keymap
        self._actions.set_keys(self.keymap)
        self._window.pane.bar.use_keys(self._first_key)
        self.mode.update_status()

    def _first_key(self, command_id: str) -> str:
        """A command's own key, empty for none."""
        return next(iter(self.keymap.shown_keys(command_id)), "")

    def context(self, widget: QWidget | None) -> str:
        """Where movement keys count while a widget has the focus: in the list or in the text."""
        pane = self._window.pane
        inside = widget is not None and (widget is pane or pane.isAncestorOf(widget))
        return IN_TEXT if inside or self.mode.active else IN_LIST

    def escape(self) -> bool:
        """Close one layer of what lies over the text; says whether there was one."""
        if self.router is not None and self.router.cancel():
            return True
        if self._window.features.notes.escape():
            return True
        if self.layers.close() or self.find.close() or self._window.features.escape():
            return True
        if self._window.features.notes.uncover():
            return True
        view = self._window.pane.view
        if view.textCursor().hasSelection():
            cursor = view.textCursor()
            cursor.clearSelection()
            view.setTextCursor(cursor)
            return True
        if self.mode.active:
            self.mode.leave()
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutDirectionChange and self.router is not None:
            self._actions.set_keys(self.keymap)  # left and right have changed places
        return False

    def _on_pending(self, key: str) -> None:
        text = f"{key}…" if key else ""
        if self.mode.active:
            self.mode.show_pending(text)
        else:
            self.mode.show_pending("")
            self.hint.show_text(text)

    def _takes_native(self, widget: QWidget) -> bool:
        window = self._window
        if widget in (window.list.cards, window.results.view):
            return not self.mode.active
        return widget is window.pane.view or (self.mode.active and widget is window)

    def _turned(self, context: str) -> bool:
        """Whether left and right change places: by the text's direction, in the list by the interface's."""
        direction = (
            self._window.pane.sentence_cursor.direction
            if context == IN_TEXT
            else self._window.layoutDirection()
        )
        return direction == Qt.LayoutDirection.RightToLeft


def _platform() -> str:
    name = QGuiApplication.platformName()
    return {"windows": "win32", "cocoa": "darwin"}.get(name, "linux")


def _system_wants_stillness() -> bool:
    """Whether the system asks for reduced motion; Qt tells it from 6.11 on some platforms."""
    hints = QGuiApplication.styleHints().accessibility()
    wish = getattr(hints, "motionPreference", None)
    return wish is not None and "Reduced" in str(wish())
