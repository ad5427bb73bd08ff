"""Saving from the browser: connect the companion, and the bookmarklet for browsers without it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.core.errors import ReaderError
from reader.core.messages import isolate
from reader.gui.text.messages import words
from reader.gui.widgets.basics import hairline, label, push_button, surface
from reader.gui.widgets.pane_layout import FRAME
from reader.services.desktop.companion import (
    BOOKMARKLET,
    CompanionState,
    companion_folder,
    companion_state,
    install_companion,
    remove_companion,
)

if TYPE_CHECKING:
    from reader.gui.background.job_runner import JobRunner
    from reader.settings.paths import LibraryPaths

_WIDTH = 640  # px


class CompanionDialog(QDialog):
    """Installs and removes the companion's files; the steps in the browser itself are told.

    Args:
        window: what it belongs to. jobs: run what it asks of the system. paths: the library that pages go to.
    """

    def __init__(self, window: QWidget, jobs: JobRunner, paths: LibraryPaths) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Save from the browser"))
        self.setFixedWidth(min(_WIDTH, window.width() - 16))
        surface(self, "page")
        self._jobs = jobs
        self._paths = paths
        self._folder = companion_folder(paths)
        self.state = label(wrap=True)
        self._told = QWidget()
        surface(self._told, "page")
        column = QVBoxLayout(self._told)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(12)
        title, about = label("dialog-title"), label("muted", wrap=True)
        title.setText(self.tr("Save from the browser"))
        about.setText(
            self.tr(
                "The companion hands the page to Liseuse as you see it, also where you are signed in. "
                "Everything stays on this computer."
            )
        )
        column.addWidget(title)
        column.addWidget(about)
        column.addWidget(self.state)
        column.addLayout(self._main_row())
        self.steps = label(wrap=True)
        self.steps.setText(self._steps_text())
        column.addWidget(self.steps)
        column.addLayout(self._folder_row())
        column.addWidget(hairline())
        column.addLayout(self._bookmarklet_part())
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._told)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll)
        whole.addLayout(self._foot())
        self._show_parts(False)
        self._refresh()

    def _main_row(self) -> QHBoxLayout:
        self.connect_button = self._button(self.tr("Connect the browsers"), self._install, "primary")
        self.remove_button = self._button(self.tr("Disconnect"), self._remove)
        return _row(self.connect_button, self.remove_button)

    def _steps_text(self) -> str:
        chromium = self.tr(
            "Chromium, Chrome, Edge: open {page}, turn on “Developer mode”, choose “Load unpacked”."
        )
        return "\n".join(
            (
                self.tr("Then, once in each browser:"),
                chromium.replace("{page}", isolate("chrome://extensions")),
                self.tr(
                    "Firefox: open {page}, choose “Load Temporary Add-on” and {file}; after a restart of "
                    "Firefox, once more."
                )
                .replace("{page}", isolate("about:debugging#/runtime/this-firefox"))
                .replace("{file}", isolate("liseuse-firefox.xpi")),
                self.tr(
                    "Firefox ESR and Developer Edition keep it: set {option} to false in {page}, then "
                    "choose “Install Add-on From File” in {addons}. It is not signed by Mozilla."
                )
                .replace("{option}", isolate("xpinstall.signatures.required"))
                .replace("{page}", isolate("about:config"))
                .replace("{addons}", isolate("about:addons")),
                self.tr("The button, the context menu and {key} then save the page.").replace(
                    "{key}", isolate("Alt+Shift+L")
                ),
            )
        )

    def _folder_row(self) -> QHBoxLayout:
        self.copy_folder = self._button(self.tr("Copy the folder’s path"), self._copy_folder)
        self.show_folder = self._button(self.tr("Show the folder"), self._show_folder, "flat")
        return _row(self.copy_folder, self.show_folder)

    def _bookmarklet_part(self) -> QVBoxLayout:
        heading, about = label("card-title"), label("muted", wrap=True)
        heading.setText(self.tr("Bookmarklet"))
        about.setText(
            self.tr(
                "For any other browser: make a bookmark with this text as its address. "
                "It hands over the link of the page, which Liseuse then fetches itself."
            )
        )
        self.copy_bookmarklet = self._button(self.tr("Copy the bookmarklet"), self._copy_bookmarklet)
        part = QVBoxLayout()
        part.setSpacing(8)
        part.addWidget(heading)
        part.addWidget(about)
        part.addLayout(_row(self.copy_bookmarklet))
        return part

    def _foot(self) -> QHBoxLayout:
        close = self._button(self.tr("Close"), self.close)
        close.setDefault(True)
        self._close = close
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 20)
        row.addStretch(1)
        row.addWidget(close)
        return row

    @staticmethod
    def _button(text: str, action: object, kind: str = "") -> QPushButton:
        made = push_button(kind)
        made.setText(text)
        made.clicked.connect(action)
        return made

    # What the buttons do

    def _install(self) -> None:
        paths = self._paths
        self._jobs.submit(
            "library",
            lambda _progress: install_companion(paths),
            done=lambda names: self._refresh(found_none=not names),
            failed=self._failed,
        )

    def _remove(self) -> None:
        paths = self._paths
        self._jobs.submit(
            "library", lambda _progress: remove_companion(paths), done=lambda _: self._refresh()
        )

    def _closed_text(self, names: Sequence[str]) -> list[str]:
        """What is to be known of browsers that may not start other programs."""
        if not names:
            return []
        text = self.tr(
            "Installed as Flatpak or Snap: {names}. Most of these cannot start Liseuse; use the bookmarklet "
            "there."
        )
        return [text.replace("{names}", ", ".join(map(isolate, names)))]

    def _failed(self, error: ReaderError) -> None:
        if shiboken6.isValid(self):
            self.state.setText(f"{words(error.title)} {words(error.hint)}")

    def _refresh(self, found_none: bool = False) -> None:
        """Look anew how it stands; `found_none`: it was just to be connected, and no browser was there."""
        paths = self._paths
        self._jobs.submit(
            "library",
            lambda _progress: companion_state(paths),
            done=partial(self._show, found_none),
            newest=f"companion-{id(self)}",
        )

    def _show(self, found_none: bool, found: CompanionState) -> None:
        if not shiboken6.isValid(self):
            return
        if found.connected:
            text = self.tr("Connected: {names}").replace("{names}", ", ".join(map(isolate, found.connected)))
        elif found_none:
            text = self.tr("No browser was found that can be connected.")
        else:
            text = self.tr("No browser is connected with this library.")
        self.state.setText("\n".join((text, *self._closed_text(found.closed))))
        self._show_parts(found.installed)

    def _show_parts(self, there: bool) -> None:
        """Show what is of use once the extension's files are `there`."""
        for widget in (self.remove_button, self.steps, self.copy_folder, self.show_folder):
            widget.setVisible(there)
        self._take_height()

    def _take_height(self) -> None:
        """As high as all that is told, or as the screen; the rest is scrolled to."""
        column = self._told.layout()
        if column is None:
            return
        column.activate()
        wanted = column.totalHeightForWidth(self.width()) + self._close.sizeHint().height() + 28
        self.resize(self.width(), min(wanted, self.screen().availableGeometry().height() - FRAME[1]))

    def _copy_folder(self) -> None:
        QGuiApplication.clipboard().setText(str(self._folder / "chromium"))
        self.copy_folder.setText(self.tr("Copied"))

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _copy_bookmarklet(self) -> None:
        QGuiApplication.clipboard().setText(BOOKMARKLET)
        self.copy_bookmarklet.setText(self.tr("Copied"))


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
