"""What comes to the window from outside it: a later start, a link of the system, the desktop's menu."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from reader.core.errors import ReaderError
from reader.core.messages import isolate
from reader.core.origin import TYPED, NamedBy, Origin
from reader.gui.feature import Feature
from reader.gui.widgets.given_files import GivenFiles, parted
from reader.services.desktop.open_request import Opening

if TYPE_CHECKING:
    from reader.gui.context import WindowContext

log = logging.getLogger(__name__)

_CLIPBOARD_WAIT = 400
"""ms: on Wayland the clipboard can be read once the window has the focus, which it has just asked for."""


class OpenRequestsFeature(Feature):
    """Takes openings; what needs the library waits until it is open."""

    links_given = Signal(object, object)
    """Links that another program hands over, with their `Origin`."""
    pages_given = Signal(list, object)
    """Files of pages and of links, with the `Origin` of what they name."""
    feeds_given = Signal(list, object)
    """Addresses that another program says are feeds, with their `Origin`; none was asked for anything yet."""
    models_given = Signal(list)
    """The names of files that hold translation models; the reader wants them installed."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._waiting: list[Opening] = []
        self._ready = False
        self.reads_in_focus = QGuiApplication.platformName().startswith("wayland")
        """Whether the clipboard can be read only while the window has the focus."""
        self._awaits_focus = False

    def window_event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self._awaits_focus:
            self._awaits_focus = False
            self._save_copied_soon()
        return False

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
        if token:  # Qt spends it on the next request for the focus
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        window = self.context.window
        if window.isMinimized():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        os.environ.pop("XDG_ACTIVATION_TOKEN", None)

    def _do(self, opening: Opening) -> None:
        if opening.view:
            self.context.navigator.show_view(opening.view)
        if opening.article:
            self._show_article(opening.article)
        origin = TYPED if opening.allow_local else Origin(opening.named_by)
        if opening.links:
            self.links_given.emit(opening.links, origin)
        if opening.feeds:
            self.feeds_given.emit(list(opening.feeds), origin)
        if opening.files:
            origin = TYPED if opening.allow_local else Origin(NamedBy.FILE)
            self._open_files([Path(name) for name in opening.files], origin)
        if opening.clipboard:
            self._save_copied_soon()
        if opening.changed:
            self.context.library.refresh()
        if opening.problem is not None:
            self.context.notices.error(opening.problem)

    def _save_copied_soon(self) -> None:
        QTimer.singleShot(_CLIPBOARD_WAIT, self, self._save_copied)

    def _save_copied(self) -> None:
        if self.reads_in_focus and not self.context.window.isActiveWindow():
            self._awaits_focus = (
                True  # the desktop only points at the window, as after a key of the desktop's own
            )
            return
        try:
            self.context.navigator.paste()
        except ReaderError as error:
            self.context.notices.error(error)

    def _show_article(self, article_id: int) -> None:
        session = self.context.library.session
        if session is not None:
            self.context.jobs.submit(
                "library",
                lambda _progress: session.articles.summary(article_id),
                done=lambda _summary: self.context.navigator.open_article(article_id, with_focus=True),
                failed=self.context.notices.error,
            )

    def _open_files(self, files: list[Path], origin: Origin) -> None:
        self.context.jobs.submit(
            "files", lambda _progress: parted(files), lambda found: self._open_parted(found, origin)
        )

    def _open_parted(self, found: GivenFiles, origin: Origin) -> None:
        pages = [*found.pages, *found.links, *found.imports, *found.folders]
        models, others = list(found.models), found.others
        if pages:
            self.pages_given.emit(pages, origin)
        if models:
            self.ask_install(models)
        if others:
            self.context.notices.error(ReaderError("unknown-file", file=others[0].name))

    def ask_install(self, files: list[Path]) -> None:
        """Ask whether to install translation models that came from outside."""
        translate = QCoreApplication.translate
        names = ", ".join(isolate(file.name) for file in files[:5])
        self.context.notices.ask(
            translate("arrivals", "Install this translation model?"),
            f"{names}\n" + translate("arrivals", "Install only models from a source that you trust."),
            translate("arrivals", "Install"),
            lambda: self._install(files),
        )

    def _install(self, files: list[Path]) -> None:
        self.models_given.emit([str(file) for file in files])
