"""What comes to the window from outside it: a later start, a link of the system, the desktop's menu."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer

from reader.core.errors import ReaderError
from reader.core.messages import isolate
from reader.gui.feature import WindowFeature
from reader.gui.widgets.mime_links import LINK_FILES, MODEL_FILES, PAGE_FILES, TEXT_FILES
from reader.services.desktop.open_request import Opening

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow

log = logging.getLogger(__name__)

_CLIPBOARD_WAIT = 400
"""ms: on Wayland the clipboard can be read once the window has the focus, which it has just asked for."""


class OpenRequestsFeature(WindowFeature):
    """Takes openings; what needs the library waits until it is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._waiting: list[Opening] = []
        self._ready = False

    def take(self, opening: Opening) -> None:
        """Do what an opening asks for, and come to the front unless it is to be done quietly."""
        if not opening.quietly:
            self.come_forward(opening.token)
        if self._ready:
            self._do(opening)
        elif not opening.asks_nothing:
            self._waiting.append(opening)

    def library_ready(self) -> None:
        """Do what has waited for the library."""
        self._ready = True
        waiting, self._waiting = self._waiting, []
        for opening in waiting:
            self._do(opening)

    def come_forward(self, token: str = "") -> None:
        """Show, raise and focus the window; the desktop may want to see the token of who asked."""
        window = self.window
        if token:  # Qt spends it on the next request for the focus
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        if window.isMinimized():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        os.environ.pop("XDG_ACTIVATION_TOKEN", None)

    def _do(self, opening: Opening) -> None:
        window = self.window
        if opening.view:
            window.show_view(opening.view)
        if opening.article:
            self._show_article(opening.article)
        if opening.links and opening.outside:
            window.saving.give_from_outside(opening.links)
        elif opening.links:
            window.give_links(list(opening.links))
        if opening.files:
            self._open_files([Path(name) for name in opening.files])
        if opening.clipboard:
            QTimer.singleShot(_CLIPBOARD_WAIT, self, self._save_copied)
        if opening.changed:
            window.library.refresh()
        if opening.problem is not None:
            window.notices.error(opening.problem)

    def _save_copied(self) -> None:
        try:
            self.window.commands.paste()
        except ReaderError as error:
            self.window.notices.error(error)

    def _show_article(self, article_id: int) -> None:
        session = self.window.library.session
        if session is not None:
            self.window.runner.submit(
                "library",
                lambda _progress: session.articles.summary(article_id),
                done=lambda _summary: self.window.open_article(article_id, with_focus=True),
                failed=self.window.notices.error,
            )

    def _open_files(self, files: list[Path]) -> None:
        models = [file for file in files if file.suffix.lower() in MODEL_FILES]
        known = LINK_FILES | PAGE_FILES | TEXT_FILES
        pages = [file for file in files if file.suffix.lower() in known]
        others = [file for file in files if file not in models and file not in pages]
        if pages:
            self.window.saving.give_files(pages)
        if models:
            self.ask_install(models)
        if others:
            self.window.notices.error(ReaderError("unknown-file", file=others[0].name))

    def ask_install(self, files: list[Path]) -> None:
        """Ask whether to install translation models that came from outside."""
        translate = QCoreApplication.translate
        names = ", ".join(isolate(file.name) for file in files[:5])
        self.window.notices.ask(
            translate("arrivals", "Install this translation model?"),
            f"{names}\n" + translate("arrivals", "Install only models from a source that you trust."),
            translate("arrivals", "Install"),
            lambda: self._install(files),
        )

    def _install(self, files: list[Path]) -> None:
        dialog = self.window.open_models()
        if dialog is not None:
            dialog.install_files([str(file) for file in files])
