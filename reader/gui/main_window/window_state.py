"""What the window remembers from one start to the next: place, panes, view, theme and article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from reader.gui.background.write_timer import WriteTimer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QMainWindow

    from reader.gui.context import WindowContext
    from reader.gui.main_window.features import Features
    from reader.gui.main_window.option_effects import OptionEffects
    from reader.gui.main_window.surfaces import FirstRows, Surfaces


_CHANGED = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.WindowStateChange)


class WindowState(QObject):
    """Restores what a window remembers, and stores it at its end and as it changes: a kill asks nobody.

    Args:
        window: whose place it is. context: of the window. surfaces: its panes. features: its features.
        effects: put the options in force.
    """

    def __init__(
        self,
        window: QMainWindow,
        context: WindowContext,
        surfaces: Surfaces,
        features: Features,
        effects: OptionEffects,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._options = context.options
        self._library = context.library
        self._surfaces = surfaces
        self._features = features
        self._effects = effects
        self._waiting = 0  # the article of the last time, behind the list of a narrow window
        self._begun = False  # what was remembered is shown: from now on it is the reader who changes it
        self._early = False  # something changed before that
        self._timer = WriteTimer(self, rests=True)
        self._timer.due.connect(self._keep)
        surfaces.panes.reading_shown.connect(self._timer.note)
        surfaces.panes.sizes_changed.connect(self._timer.note)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGED:
            self._timer.note()
        return False

    def restore(self, rows: FirstRows) -> None:
        """Take up panes, view, text size and the first rows, all without the library proper."""
        surfaces, options = self._surfaces, self._options
        panes, pane, features = surfaces.panes, surfaces.pane, self._features
        panes.restore(options.text("splitter"))
        self._effects.restore()
        pane.bar.offer(more=True, reading_mode=True, back=panes.narrow)
        features.order.restore()
        surfaces.sidebar.set_view(rows.view)
        features.list_updates.show(rows.view, rows.listing, rows.counts)

    def remember(self) -> None:
        """Store place, panes, view, article and theme."""
        theme, reading = self._context.theme.current, self._surfaces.reading
        for key, value in self._places():
            self._options.remember(key, value)
        self._options.remember("last_article", reading.remembered_id or self._waiting)
        self._options.remember("last_theme", theme.name)

    def _places(self) -> Iterator[tuple[str, str]]:
        """Where the window is, how its panes stand and which view they show."""
        yield "geometry", bytes(self._window.saveGeometry().toBase64().data()).decode()
        yield "splitter", self._surfaces.panes.state()
        yield "last_view", self._library.view

    def _keep(self) -> None:
        """Store what has changed since it was stored, of a window that is used."""
        self._timer.moved = False
        self._early = not self._begun
        if self._begun and self._window.isVisible():
            for key, value in self._places():
                if value != self._options.text(key):
                    self._options.remember(key, value)

    def show_waiting(self) -> None:
        """The width of the window changed: show the article that had no room until now."""
        if self._waiting and not self._surfaces.panes.narrow:
            self._waiting = 0
            self.show_last_article()

    def show_last_article(self) -> None:
        """Open the article of the last time, unless something was opened already.

        A narrow window shows it if it did so the last time, else once there is room beside the list.
        """
        self._go_on()
        self._begun = True
        if self._early:  # the reader may have moved the window while its parts were made
            self._timer.note()

    def _go_on(self) -> None:
        surfaces, reading, last = self._surfaces, self._surfaces.reading, self._options.last_article()
        cards = surfaces.list_pane
        if reading.wanted_id or cards.settle.isActive():
            return
        ahead = reading.remembered_id  # it is on screen already
        panes = surfaces.panes
        if last and surfaces.model.row_of(last) >= 0:
            surfaces.list_pane.select(last)
            if panes.narrow and last != ahead and not panes.was_reading:
                self._waiting = last
                return
            if panes.narrow and last != ahead:
                panes.show_reading()
            reading.open(last)
            panes.note_reading(True)  # until the reader acts in the list
        elif ahead:
            reading.clear()
