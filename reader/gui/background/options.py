"""What the reader chose: asked for, set and remembered."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.errors import ReaderError
from reader.gui.background.job_runner import JobRunner
from reader.settings.option import Value
from reader.settings.options import OPTIONS
from reader.settings.reading_speeds import LANGUAGES, ReadingSpeeds, samples_of
from reader.settings.store import Found, Settings

log = logging.getLogger(__name__)

LAST = "last"

_LOOK_AGAIN = 100
"""How long (ms) after a look that came to nothing, as this program was writing, there is another."""


class Options(QObject):
    """The options of a window as they hold now.

    Args:
        settings: where they are kept; they are written off the GUI thread.
        jobs: runs that.
    """

    set_now = Signal(str)
    """The key of an option that has another value: what it does is done in answer, before `changed`."""
    changed = Signal(str)
    """The key of an option that has another value now; what it does is done already."""

    def __init__(self, settings: Settings, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._jobs = jobs
        self._look_again = QTimer(self, singleShot=True, interval=_LOOK_AGAIN)
        self._look_again.timeout.connect(self.look_elsewhere)

    # One option

    def value(self, key: str) -> Value:
        """An option as the reader last set it."""
        kind = type(OPTIONS[key].default)
        if kind is bool:
            return self._settings.flag(key)
        return self._settings.number(key) if kind is int else self._settings.text(key)

    def flag(self, key: str) -> bool:
        """An option that is on or off."""
        return bool(self.value(key))

    def number(self, key: str) -> int:
        """An option that is a whole number."""
        return int(self.value(key))

    def text(self, key: str) -> str:
        """An option that is a text."""
        return str(self.value(key))

    def set(self, key: str, value: Value) -> None:
        """Give an option a value: it holds at once, is stored, and `changed` tells everybody."""
        self.remember(key, value)
        self.set_now.emit(key)
        self.changed.emit(key)

    def set_flag(self, key: str, on: bool) -> None:
        """Turn an option on or off."""
        self.set(key, on)

    def remember(self, key: str, value: Value) -> None:
        """Let a value hold, and store it off the GUI thread; when that fails it holds until the end.

        Services look into the same settings: what is asked of them next is done as it was just chosen.
        """
        settings, former = self._settings, self.value(key)
        settings.hold(key, value)
        job = self._jobs.submit("pictures", lambda _progress: settings.save(), failed=_tell, keep=True)
        if (chosen := self.value(key)) != former:
            from reader.services.unstored_acts.library_acts import Chosen

            job.acts = (Chosen(key, chosen, former),)

    def look_elsewhere(self) -> None:
        """Another program may have changed options: what it wrote holds here, too, told as a choice."""
        settings = self._settings
        self._jobs.submit(
            "pictures",
            lambda _progress: settings.found_elsewhere(),
            done=self._take_over,
            newest="options",
        )

    def _take_over(self, found: Found | None) -> None:
        taken = self._settings.take_over(found) if found is not None else ()
        if taken is None:
            self._look_again.start()
            return
        for key in taken:
            self.set_now.emit(key)
            self.changed.emit(key)

    def require_network(self) -> None:
        """As `LibrarySession.require_network`, by what holds in the window; from any thread.

        Raises:
            ReaderError: `private-reading`.
        """
        if self.flag("private_reading"):
            raise ReaderError("private-reading", "the option private_reading is on")

    # What menus choose

    def theme(self, setting: str) -> None:
        """Use a theme; `system` follows the system."""
        self.set("theme", setting)

    def language(self, setting: str) -> None:
        """Use an interface language; every text changes at once."""
        self.set("interface_language", setting)

    def text_size(self, step: int) -> None:
        """Show the text at a size (1 to 12)."""
        self.set("text_size", step)

    def sort(self, name: str) -> None:
        """Sort the lists by one of `SORTS`."""
        self.set("list_sort", name)

    # Opening the window

    def first_view(self) -> str:
        """The view the window opens with."""
        view = self.text("start_view")
        return self._settings.text("last_view") if view == LAST else view

    def last_article(self) -> int:
        """The article to go on with when the window opens, 0 for none."""
        return self._settings.number("last_article") if self.flag("reopen_article") else 0

    def reading_speeds(self) -> ReadingSpeeds:
        """The reader's own speeds as they hold now."""
        own = {code: self.number(f"reading_speed_{code}") for code in LANGUAGES}
        learnt = self.learnt_speeds() if self.flag("learn_speed") else {}
        return ReadingSpeeds(own, learnt, self.number("reading_speed"))

    def learnt_speeds(self) -> dict[str, int]:
        """What was learnt from reading, by language; 0 while too little has been read."""
        from reader.reading.speed_learning import learnt_speed

        samples = samples_of(self.text("speed_samples"))
        return {code: learnt_speed(rows) for code, rows in samples.items()}


def _tell(error: ReaderError) -> None:
    log.warning("settings not written: %s", error)
