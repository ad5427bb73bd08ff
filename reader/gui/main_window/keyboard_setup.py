"""The keys of one window: which command each means, where it counts, and what Esc closes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reader.commands import COMMANDS, IN_TEXT, READING
from reader.gui.keyboard.early_keys import MOST
from reader.gui.keyboard.key_resolver import KeyResolver
from reader.gui.keyboard.key_router import KeyRouter
from reader.gui.keyboard.keymap import Keymap, own_keys_of
from reader.gui.main_window.overlays import REASONS
from reader.gui.theme.motion import MOTION

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.actions import Actions
    from reader.gui.main_window.features import Features
    from reader.gui.main_window.navigator import WindowNavigator
    from reader.gui.main_window.surfaces import Surfaces


def resolver_of(keyboard_layout: str) -> KeyResolver:
    """What names the keys of this computer's keyboard, of the layout that the reader chose."""
    return KeyResolver(_platform(), QLocale.system().name(), keyboard_layout)


class KeyboardSetup(QObject):
    """Takes the keys of a window whose actions are made.

    Args:
        context: of the window. surfaces: where keys count. features: have scopes of keys, and layers.
        navigator: knows where movement keys count. actions: run, and show their keys.
    """

    def __init__(
        self,
        context: WindowContext,
        surfaces: Surfaces,
        features: Features,
        navigator: WindowNavigator,
        actions: Actions,
    ) -> None:
        super().__init__(context.window)
        self._window = context.window
        self._options, self._notices = context.options, context.notices
        self._overlays = context.overlays
        self._surfaces = surfaces
        self._features = features
        self._mode = features.reading_mode
        self._actions = actions
        self._keys = surfaces.keys
        self._keys.served = set(actions)
        self._take_own_keys()
        self.router = KeyRouter(
            self._window,
            self._keys.resolver,
            self._keys.keymap,
            navigator.key_context,
            self._takes_native,
            self._turned,
            actions.run,
            features.key_scopes,
        )
        self.router.pending_changed.connect(self._on_pending)
        self.router.refused.connect(self._keep)
        self._kept: list[tuple[int, str]] = []  # commands about an article shown ahead of the library
        self.apply_settings()

    def begin(self) -> None:
        """Take the window's keys: every command can be run."""
        surfaces, reading = self._surfaces, self._surfaces.reading
        reading.opened.connect(self._run_kept, Qt.ConnectionType.QueuedConnection)  # it is wholly taken up
        view, views = surfaces.pane.view, surfaces.sidebar.views
        for widget in (view, surfaces.list_pane.cards, surfaces.results.view, views):
            self.router.listen_to(widget)
        self.router.begin()

    def _keep(self, command_id: str) -> None:
        """What is about a text that is on screen already waits until the library has it.

        Where nothing is on its way, the reader is told what the command lacks.
        """
        reading = self._surfaces.reading
        ahead = reading.remembered_id
        waits = ahead and not reading.article_id and reading.wanted_id in (0, ahead)
        scope = COMMANDS[command_id].scope if command_id in COMMANDS else ""
        if waits:
            if scope == READING and len(self._kept) < MOST:
                self._kept.append((ahead, command_id))
        elif scope in REASONS and not reading.wanted_id:
            reason = QCoreApplication.translate("palette", REASONS[scope])
            self._notices.announce(reason)
            self._surfaces.hint.show_briefly(reason)

    def _run_kept(self, article_id: int) -> None:
        kept, self._kept = self._kept, []
        for about, command_id in kept:
            if about == article_id == self._surfaces.reading.article_id:
                self._actions.run(command_id)

    def apply_settings(self) -> None:
        """Take up the options that concern reading."""
        MOTION.by_option, MOTION.by_qt = self._options.flag("reduce_motion"), _qt_tells_stillness()
        self._mode.keep_bars = self._options.text("reading_bars") == "keep"
        self._mode.reveal()
        self._keys.resolver.chosen = self._options.text("keyboard_layout")

    def use_keys(self) -> None:
        """Take up the reader's own keys: router, menus, help, tooltips and status line follow."""
        self._take_own_keys()
        self.router.keymap = self._keys.keymap
        self._mode.update_status()

    def _take_own_keys(self) -> None:
        own = own_keys_of(self._options.text("own_keys"))
        keymap = self._keys.keymap = Keymap(self._actions, own, self._turned)
        self._actions.set_keys(keymap)
        bar = self._surfaces.pane.bar
        bar.use_keys(self._first_key)

    def _first_key(self, command_id: str) -> str:
        """A command's own key, empty for none."""
        keymap = self._keys.keymap
        return next(iter(keymap.shown_keys(command_id)), "")

    def escape(self) -> bool:
        """Close one layer of what lies over the text; says whether there was one."""
        notes, mode = self._features.notes, self._mode
        if self.router.cancel() or self._features.translation.close_card():  # also from the notes
            return True
        if notes.escape() or self._overlays.close():
            return True
        if (not self._beside_text() and self._features.find.close()) or self._features.escape():
            return True
        if notes.uncover() or self._go_back_to_line():
            return True
        view = self._surfaces.pane.view
        if view.drop_selection():
            return True
        if mode.active:
            mode.leave()
            return True
        return False

    def _go_back_to_line(self) -> bool:
        """Bring back the line that was left for a link; says whether there was one."""
        way_back = self._surfaces.pane.way_back
        gone = not self._beside_text() and way_back.go()
        if gone:
            self._notices.announce(QCoreApplication.translate("window", "Back at the line you were reading"))
        return gone

    def _beside_text(self) -> bool:
        """Whether the focus is in the list or the sidebar: what is found in the text stays shown then."""
        focus = self._surfaces.pane.window().focusWidget()
        panes = (self._surfaces.list_pane, self._surfaces.sidebar)
        return focus is not None and any(pane.isAncestorOf(focus) for pane in panes)

    def window_event(self, event: QEvent) -> bool:
        """An event of the window: left and right may change places, the waiting key keeps its corner."""
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._actions.set_keys(self._keys.keymap)
        elif event.type() == QEvent.Type.Resize and self._surfaces.hint.isVisible():
            self._surfaces.hint.place()
        return False

    def _on_pending(self, key: str) -> None:
        text = f"{key}…" if key else ""
        if self._mode.active:
            self._mode.show_pending(text)
        else:
            self._mode.show_pending("")
            self._surfaces.hint.show_text(text)

    def _takes_native(self, widget: QWidget) -> bool:
        surfaces, active = self._surfaces, self._mode.active
        if widget in (surfaces.list_pane.cards, surfaces.results.view):
            return not active
        return widget is surfaces.pane.view or (active and widget is self._window)

    def _turned(self, context: str) -> bool:
        """Whether left and right change places: by the text's direction, in the list by the interface's."""
        cursor = self._surfaces.pane.sentence_cursor
        direction = cursor.direction if context == IN_TEXT else self._window.layoutDirection()
        return direction == Qt.LayoutDirection.RightToLeft


def _platform() -> str:
    name = QGuiApplication.platformName()
    return {"windows": "win32", "cocoa": "darwin"}.get(name, "linux")


def _qt_tells_stillness() -> bool:
    """Whether Qt passes on that the system asks for less motion; no version before PySide6 6.12 does."""
    hints = QGuiApplication.styleHints()  # what it is asked for ends with it, from PySide6 6.12
    wish = getattr(hints.accessibility(), "motionPreference", None)
    return wish is not None and "Reduced" in str(wish())
