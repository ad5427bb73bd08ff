"""The icon in the system tray, where there is a tray and the reader wants one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from reader.core.errors import ReaderError
from reader.gui.application.interface_language import LANGUAGE_SOURCE
from reader.gui.feature import Feature

if TYPE_CHECKING:
    from reader.gui.context import WindowContext

OPTION = "tray_icon"


class TrayFeature(Feature):
    """Shows the icon and its menu. While it is there, closing the window leaves Liseuse running."""

    wanted = Signal()
    """The window is to come to the front."""
    hiding = Signal()
    """The window is about to be hidden instead of closed."""
    quit_wanted = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None
        self._leaving = False
        LANGUAGE_SOURCE.changed.connect(self._on_language)

    @property
    def shown(self) -> bool:
        """Whether the icon is there."""
        return self._icon is not None

    def leave(self) -> None:
        """The program is to end: the next close of the window is a real one."""
        self._leaving = True

    def library_ready(self) -> None:
        self.context.options.changed.connect(self._on_option, Qt.ConnectionType.UniqueConnection)
        self._apply()

    def _on_language(self) -> None:
        if self._icon is not None and self._menu is not None:
            self._fill()

    def shut_down(self) -> None:
        self._remove()

    def window_event(self, event: QEvent) -> bool:
        """Closing only hides the window while the icon can bring it back."""
        if event.type() == QEvent.Type.WindowActivate:
            self._leaving = False  # the end of the session was called off
        if event.type() != QEvent.Type.Close or self._leaving or self._icon is None:
            return False
        self.hiding.emit()
        self.context.window.hide()
        event.ignore()
        return True

    def _on_option(self, key: str) -> None:
        if key == OPTION:
            self._apply()

    def _apply(self) -> None:
        wanted = self.context.options.flag(OPTION) and QSystemTrayIcon.isSystemTrayAvailable()
        if wanted and self._icon is None:
            self._icon = QSystemTrayIcon(self.context.window.windowIcon(), self.context.window)
            self._icon.setToolTip("Liseuse")
            self._icon.activated.connect(self._on_activated)
            self._menu = QMenu(self.context.window)
            self._fill()
            self._icon.setContextMenu(self._menu)
            self._icon.show()
            QGuiApplication.setQuitOnLastWindowClosed(False)
        elif not wanted:
            self._remove()

    def _fill(self) -> None:
        assert self._menu is not None
        self._menu.clear()
        self._menu.addAction(self.tr("Open Liseuse"), self.wanted.emit)
        self._menu.addAction(self.tr("Add link from the clipboard"), self._save_copied)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Quit"), self.quit_wanted.emit)

    def _save_copied(self) -> None:
        try:
            self.context.navigator.paste()
        except ReaderError as error:
            self.wanted.emit()
            self.context.notices.error(error)

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            if self.context.window.isVisible() and self.context.window.isActiveWindow():
                self.context.window.hide()
            else:
                self.wanted.emit()

    def _remove(self) -> None:
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
            QGuiApplication.setQuitOnLastWindowClosed(True)
            if not self.context.window.isVisible() and not self._leaving:
                self.context.window.show()  # there would be no way back to it
