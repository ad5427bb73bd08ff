"""A window used for very long: `python -m tests.faults.long_use LIBRARY SITE COUNTS`, COUNTS as JSON.

Articles are opened, scrolled, turned round and translated, links saved, themes and languages changed, a copy
is made each day, and the window is closed and opened again, all in one process. It says one JSON line now
and then: how often each was done, and how much memory, how many descriptors and threads the process has.
"""

from __future__ import annotations

import datetime
import gc
import itertools
import json
import os
import re
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from reader.gui.application.interface_language import InterfaceLanguage
from reader.services.backup.keep_backups import keep_backups
from tests.faults.silent import Reading
from tests.gui.support.screen import screen

LOOKS = 40
THEMES = ("sepia", "dark", "contrast", "light")
LANGUAGES = ("fr", "ar", "en")
FIRST_DAY = datetime.date(2030, 1, 1)


@dataclass
class Counts:
    """How often each act is done, or was done so far; a change is of the theme and the language together."""

    opens: int = 0
    translations: int = 0
    saves: int = 0
    changes: int = 0
    windows: int = 0
    days: int = 0


class LongUse:
    """The acts of a reader's day, and how many of them were done."""

    def __init__(self, app: QApplication, root: Path, site: str) -> None:
        self._app, self._root, self._site = app, root, site
        app.setQuitOnLastWindowClosed(False)
        self.done = Counts()
        self._themes, self._languages = itertools.cycle(THEMES), itertools.cycle(LANGUAGES)
        self._language = InterfaceLanguage(app)
        self._reading = Reading(app, root, self._language)
        self._first = self._reading.session.articles.ids("all")

    def open_one(self) -> None:
        """Open an article and scroll to its end."""
        reading, on_screen = self._reading, screen(self._reading.window)
        article = self._first[self.done.opens % len(self._first)]
        on_screen.open_article(article)
        reading.wait(lambda: on_screen.article_id == article)
        bar = on_screen.view.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.done.opens += 1

    def translate(self) -> None:
        """Have the open article translated anew, then show the original again."""
        on_screen = screen(self._reading.window)
        on_screen.translation_controller.start_again("en")
        self._reading.wait(lambda: not on_screen.translation_controller.running)
        on_screen.reading_pane.show_language("fr")
        self.done.translations += 1

    def save(self) -> None:
        """Give a link of which nothing is in the library yet, and wait for its article."""
        before = len(self._reading.session.articles.ids("all"))
        screen(self._reading.window).give_links([f"{self._site}/{self.done.saves}"])
        self._reading.wait(lambda: len(self._reading.session.articles.ids("all")) > before)
        self.done.saves += 1

    def change(self) -> None:
        """Another theme, and another language of the interface."""
        on_screen = screen(self._reading.window)
        on_screen.options.set("theme", next(self._themes))
        on_screen.options.set("interface_language", next(self._languages))
        self._reading.wait(lambda: not on_screen.job_runner.busy)
        self.done.changes += 1

    def begin_day(self) -> None:
        """The copy of another day."""
        made = keep_backups(self._reading.session, FIRST_DAY + datetime.timedelta(days=self.done.days))
        assert made is not None, "no copy was made"
        self.done.days += 1

    def open_again(self) -> None:
        """Close the window as its button does, and open another one on the library."""
        window = self._reading.window
        window.close()
        assert window.closed
        window.deleteLater()
        del self._reading, window
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        self._reading = Reading(self._app, self._root, self._language)
        self.done.windows += 1

    def go(self, wanted: Counts) -> None:
        """Do everything, evenly spread over the opens, and look now and then."""
        acts = {
            "days": self.begin_day,
            "saves": self.save,
            "changes": self.change,
            "translations": self.translate,
            "windows": self.open_again,
        }
        limits = asdict(wanted)
        for number in range(1, wanted.opens + 1):
            self.open_one()
            for name, act in acts.items():
                while getattr(self.done, name) * wanted.opens < limits[name] * number:
                    act()
            if number % max(1, wanted.opens // LOOKS) == 0:
                self.look()
        self._reading.window.close()

    def look(self) -> None:
        """Tell what the process has."""
        status = Path("/proc/self/status").read_text()
        threads, memory = (re.search(rf"{key}:\s+(\d+)", status) for key in ("Threads", "VmRSS"))
        assert threads is not None and memory is not None
        facts = asdict(self.done) | {
            "mb": round(int(memory[1]) / 1024, 1),
            "descriptors": len(os.listdir("/proc/self/fd")),
            "threads": int(threads[1]),
            "widgets": len(self._app.allWidgets()),
            "seconds": round(time.thread_time()),
        }
        print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    LongUse(QApplication([]), Path(sys.argv[1]), sys.argv[2]).go(Counts(**json.loads(sys.argv[3])))
