"""Reads every article of a library in the real window: `python -m tests.faults.silent LIBRARY [SECONDS]`.

Each one is opened, scrolled to its end, searched, written as a PDF, HTML, Markdown and text file. It says
`OPEN` when the window is there, one JSON line an article with its longest stall, and `END`. What that
asked of network and disk is seen by `net_watch` around it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer, QUrl
from PySide6.QtWidgets import QApplication

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.main_window.construction import open_window
from reader.services.library.export_article import export_article
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.benchmarks.stalls import Stalls
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT

FORMS = {"html": "html", "markdown": "md", "text": "txt"}


class Reading:
    """The window and what is done in it."""

    def __init__(self, app: QApplication, root: Path, language: InterfaceLanguage | None = None) -> None:
        self.paths = LibraryPaths(root)
        settings = Settings(self.paths.settings)
        for key in ("welcomed", "sample_added", "reduce_motion"):
            settings.set(key, True)
        settings.set("interface_language", "en")
        self.window = open_window(self.paths, settings, language or InterfaceLanguage(app))
        self.window.resize(1200, 800)
        self.window.show()
        self.wait(lambda: screen(self.window).session is not None)
        self.wait(lambda: not screen(self.window).job_runner.busy)

    @property
    def session(self) -> LibrarySession:
        """The open library."""
        session = screen(self.window).session
        assert session is not None
        return session

    def wait(self, condition: Callable[[], bool], seconds: float = LIMIT) -> None:
        """Let the window live until a condition holds."""
        loop, ticks, limit = QEventLoop(), QTimer(interval=5), time.monotonic() + seconds
        ticks.timeout.connect(lambda: (condition() or time.monotonic() > limit) and loop.quit())
        ticks.start()
        loop.exec()
        ticks.stop()
        if time.monotonic() > limit:
            raise TimeoutError

    def read(self, article: int) -> dict[str, object]:
        """Everything that is done with one article; stalls in ms of the processor time of this thread."""
        window, found, step = self.window, {"id": article}, "opening"
        on_screen = screen(window)
        try:
            title = self.session.articles.summary(article).title
            with Stalls() as stalls:
                on_screen.open_article(article)
                self.wait(lambda: on_screen.article_id == article and on_screen.view.whole)
                step = "work after opening"
                self.wait(lambda: not on_screen.job_runner.busy)
                step = "scrolling"
                bar = on_screen.view.verticalScrollBar()
                for tenths in range(0, 11):
                    bar.setValue(bar.maximum() * tenths // 10)
                    self.wait(lambda: True)
                step = "searching"
                on_screen.search.ask("village OR BEGIN")
                self.wait(lambda: not on_screen.job_runner.busy)
            found |= {"title": title, "wall": round(stalls.wall), "work": round(stalls.work)}
            self._export(article)
        except TimeoutError:
            oldest = on_screen.job_runner.oldest
            found["error"] = f"{step} took over {LIMIT:.0f} s, lane {oldest.lane if oldest else 'none'}"
        except ReaderError as error:
            found["error"] = error.kind
        return found

    def _export(self, article: int) -> None:
        from reader.services.library.draw_pdf import draw_pdf

        folder = self.paths.root / "exports"
        folder.mkdir(exist_ok=True)
        for form, ending in FORMS.items():
            export_article(self.session, article, folder / f"{article}.{ending}", form)
        fonts = screen(self.window).presenter.fonts
        draw_pdf(self.session, article, folder / f"{article}.pdf", Progress(), (fonts.latin, fonts.arabic))
        if not (folder / f"{article}.pdf").stat().st_size:
            raise ReaderError("read-only", "no PDF", folder=folder)

    def click_links(self) -> list[str]:
        """Follow nothing: what the view does itself with a click on every kind of link."""
        view = screen(self.window).view
        for address in ("file:///etc/hostname", "qrc:/x", "/etc/hostname", "javascript:1", "//h.example/x"):
            view.setSource(QUrl(address))
        return [view.source().toString()]


def main(root: Path, seconds: float) -> int:
    """Read them all."""
    app = QApplication([])
    reading = Reading(app, root)
    print("OPEN", flush=True)
    limit = time.monotonic() + seconds
    for article in reading.session.articles.ids("all"):
        if time.monotonic() > limit:
            break
        print(json.dumps(reading.read(article)), flush=True)
    sources = [source for source in reading.click_links() if source]
    print(json.dumps({"id": 0, "error": f"went to {sources}"}) if sources else "END", flush=True)
    reading.window.shut_down()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float([*sys.argv, "3600"][2])))
