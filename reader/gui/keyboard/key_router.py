"""Takes every key of the window before any shortcut does, and runs the command it means.

It stands aside while a text field has the focus, and while a menu or a dialog is open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from reader.commands import VARIANTS
from reader.gui.keyboard.key_resolver import KeyResolver, Press, non_latin
from reader.gui.keyboard.keymap import NATIVE, SEQUENCE, Keymap, turn
from reader.gui.widgets.overlay import Overlay

REPEATED = (
    "paragraph.",
    "sentence.",
    "heading.",
    "page.",
    "list.",
    "notes.next",
    "notes.previous",
    "notes.page-",
    "article.next",
    "article.previous",
    "find.",
    "history.",
)
"""Commands (beginnings of their ids) that a held key repeats; the others run once a press."""

OVER_ALL = ("palette.open", "help.open", "settings.open", "window.fullscreen", "window.close", "app.quit")
"""Commands that also run while something lies over the window."""


class KeyRouter(QObject):
    """The window's one listener for keys.

    Args:
        window: whose keys; dialogs and menus, which are windows of their own, keep theirs.
        resolver: names the key.
        keymap: names the command.
        context: which context of the keymap holds for the widget with the focus.
        takes_native: whether arrows, Space and Return at that widget are commands.
        turned: whether left and right change places in a context (right-to-left text or interface).
        run: runs a command; says whether it could.
        scopes: which scopes of `VARIANTS` hold.
    """

    pending_changed = Signal(str)
    """The first key of a sequence waits for the second (`G`), or no longer (empty)."""
    refused = Signal(str)
    """A key was taken whose command cannot be run now."""

    def __init__(
        self,
        window: QWidget,
        resolver: KeyResolver,
        keymap: Keymap,
        context: Callable[[QWidget], str],
        takes_native: Callable[[QWidget], bool],
        turned: Callable[[str], bool],
        run: Callable[[str], bool],
        scopes: Callable[[], Collection[str]] = tuple,
    ) -> None:
        super().__init__(window)
        self.resolver = resolver
        self.keymap = keymap
        self._window = window
        self._context = context
        self._takes_native = takes_native
        self._turned = turned
        self._run = run
        self._scopes = scopes
        self._pending = ""
        self._guess_script()

    @property
    def pending(self) -> str:
        """The first key of a sequence, while it waits."""
        return self._pending

    def begin(self) -> None:
        """Take the keys of the window, and of whatever has the focus in it."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self.listen_to(self._window)
        self._on_focus(None, app.focusWidget())

    def listen_to(self, widget: QWidget) -> None:
        """Take the keys of a widget from now on; a widget with the focus is listened to by itself."""
        widget.removeEventFilter(self)
        widget.installEventFilter(self)

    def cancel(self) -> bool:
        """Forget the first key of a sequence; says whether one was waiting."""
        waiting = bool(self._pending)
        self._wait_for("")
        return waiting

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if (
            not isinstance(event, QKeyEvent)
            or not isinstance(watched, QWidget)
            or self._stands_aside(watched)
        ):
            return False
        if is_text_field(watched):
            return self._spare(watched, event)
        if _in_layer(watched):
            return self._guard(watched, event)
        name, command = self._meaning(watched, press_of(event))
        waiting = bool(self._pending) and not is_modifier(event.key())
        if not name and not waiting:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        taken = self._act(watched, name, command, event.isAutoRepeat())
        if taken:
            event.accept()  # or Qt would offer it to the parents too
        return taken

    def _spare(self, field: QWidget, event: QKeyEvent) -> bool:
        """A text field keeps its keys; a variant alone, with Ctrl, goes before the shortcut it stands for."""
        press = press_of(event)
        command = self._meaning(field, press)[1] if press.ctrl and self._scopes() else ""
        if command not in VARIANTS:
            return False
        event.accept()
        return event.type() == QEvent.Type.ShortcutOverride or self._run(command)

    def _guard(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Over the window only the keys count that open and close such layers; no shortcut gets through."""
        name, command = self._meaning(widget, press_of(event))
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return bool(name) and command in OVER_ALL and self._run(command)

    def _act(self, widget: QWidget, name: str, command: str, repeated: bool) -> bool:
        pending, context = self._pending, self._context(widget)
        if not pending and not command and self.keymap.begins(context, name):
            self._wait_for(name)
            return True
        self._wait_for("")
        if not command:
            return True  # a second key without meaning only ends the waiting
        if repeated and not command.startswith(REPEATED):
            return True
        if self._run(command):
            return True
        if name in NATIVE:
            return False
        self.refused.emit(command)
        return True

    def _meaning(self, widget: QWidget, press: Press) -> tuple[str, str]:
        """The bound name of a press and its command; the command is empty for the start of a sequence."""
        context = self._context(widget)
        bound = self.keymap.bound(context, self._pending)
        if not self._takes_native(widget):
            bound -= NATIVE
        bound -= set(widget.property("ownKeys") or ())  # what the widget does itself, such as Del
        names = [self._turn(context, name) for name in self.resolver.candidates(press)]
        name = next((name for name in names if name in bound), "")
        if self._pending and not name and "Esc" in names:
            return "Esc", ""
        whole = f"{self._pending}{SEQUENCE}{name}" if self._pending else name
        return name, self.keymap.command(context, whole, self._scopes()) if name else ""

    def _turn(self, context: str, name: str) -> str:
        return turn(name, context, self._turned)

    def _stands_aside(self, widget: QWidget) -> bool:
        if QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() is not None:
            return True
        if widget.property("takesKeys"):
            return True
        return widget.window() is not self._window

    def _wait_for(self, name: str) -> None:
        if name != self._pending:
            self._pending = name
            self.pending_changed.emit(name)

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self._window:
            self.listen_to(now)
        if now is None or now.window() is not self._window or is_text_field(now):
            self._wait_for("")

    def _guess_script(self) -> None:
        """Before the first letter: the keyboard's language as the system tells it."""
        sample = QGuiApplication.inputMethod().locale().nativeLanguageName()
        self.resolver.foreign = non_latin(sample)


def _in_layer(widget: QWidget | None) -> bool:
    """Whether a widget stands in something that lies over the window."""
    while widget is not None:
        if isinstance(widget, Overlay):
            return True
        widget = widget.parentWidget() if not widget.isWindow() else None
    return False


def press_of(event: QKeyEvent) -> Press:
    """What the resolver needs of a key event."""
    held = event.modifiers()
    modifier = Qt.KeyboardModifier
    return Press(
        event.key(),
        event.text(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        ctrl=bool(held & modifier.ControlModifier),
        shift=bool(held & modifier.ShiftModifier),
        alt=bool(held & modifier.AltModifier),
        meta=bool(held & modifier.MetaModifier),
        keypad=bool(held & modifier.KeypadModifier),
    )


def is_modifier(key: int) -> bool:
    """Whether a key is Shift, Ctrl, Alt and their like."""
    return Qt.Key.Key_Shift.value <= key <= Qt.Key.Key_ScrollLock.value or key == Qt.Key.Key_AltGr.value


def is_text_field(widget: QWidget | None) -> bool:
    """Whether a widget types what is pressed."""
    if isinstance(widget, QTextEdit | QPlainTextEdit | QLineEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QAbstractSpinBox) or (isinstance(widget, QComboBox) and widget.isEditable())
