"""Reads the article aloud, sentence by sentence from the cursor, which goes along."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.gui.article_view.sentence_stops import placed_of, sides_of
from reader.gui.article_view.text_formats import Property
from reader.gui.feature import Feature
from reader.gui.speech.desktop_controls import PAUSES, PLAYS, DesktopControls
from reader.gui.speech.speech_bar import SpeechBar
from reader.gui.speech.speech_engine import PAUSED, SpeechEngine
from reader.services.desktop.media_player import Playing

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_pane import ReadingPane

RATE = "speech_rate"
SLOWEST, FASTEST, STEP = 50, 200, 10


class SpeechFeature(Feature):
    """For one window. The engine is opened when it is first wanted."""

    def __init__(self, context: WindowContext, pane: ReadingPane) -> None:
        super().__init__(context)
        self._pane = pane
        self.engine_name = ""
        """The engine to use; empty for the system's."""
        self._engine: SpeechEngine | None = None
        self._moving = False
        self.active = False
        """Whether an article is being read aloud, or was paused."""
        self.bar = SpeechBar(pane, pane.strip)
        self.bar.pause_wanted.connect(self.pause)
        self.bar.back_wanted.connect(lambda: pane.sentence_cursor.next_sentence(-1))
        self.bar.on_wanted.connect(lambda: pane.sentence_cursor.next_sentence(1))
        self.bar.slower_wanted.connect(lambda: self._change_rate(-STEP))
        self.bar.faster_wanted.connect(lambda: self._change_rate(STEP))
        self.bar.stop_wanted.connect(self.stop)
        pane.sentence_cursor.moved.connect(self._on_moved)
        pane.choice_changed.connect(self._on_choice)
        self._said = ("", "")
        self.desktop = DesktopControls(context.jobs, self)
        self.desktop.wanted.connect(self._on_desktop)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the feature's commands do."""
        return {
            "speech.toggle": self.toggle,
            "speech.slower": lambda: self._change_rate(-STEP),
            "speech.faster": lambda: self._change_rate(STEP),
        }

    def article_opened(self, article_id: int) -> None:
        """Another article: be silent."""
        self.stop()

    def article_closed(self) -> None:
        """Be silent."""
        self.stop()

    def shut_down(self) -> None:
        """Be silent."""
        self.stop()
        self.desktop.close()

    def escape(self) -> bool:
        """Stop reading aloud; says whether it was."""
        was = self.active
        self.stop()
        return was

    def toggle(self) -> None:
        """Begin at the cursor; while it reads, pause or go on.

        Raises:
            ReaderError: `no-speech-part` or `no-speech`.
        """
        if self.active:
            self.pause()
            return
        place = self._pane.sentence_cursor
        if self._engine is None:
            self._engine = SpeechEngine(self.engine_name, self)
            self._engine.finished.connect(self._go_on)
            self._engine.failed.connect(self.stop)
        if place.stop is None or not place.text():
            self._move(1)  # it appears at the sentence being read
        self.active = True
        place.quiet = True
        self._say()

    def pause(self) -> None:
        """Be silent for now, or go on."""
        engine = self._engine
        if engine is None or not self.active:
            return
        if engine.state == PAUSED:
            engine.resume()
        else:
            engine.pause()
        self._show(paused=engine.state == PAUSED)

    def stop(self) -> None:
        """Be silent and take the bar away."""
        if not self.active:
            return
        self.active = False
        self._pane.sentence_cursor.quiet = False
        if self._engine is not None:
            self._engine.stop()
        if self.bar.isAncestorOf(self.context.window.focusWidget()):
            self._pane.view.setFocus()
        self.bar.hide()
        self.desktop.stop()

    def language(self) -> str:
        """The language of the sentence at the cursor: of a text not translated yet, the original's."""
        pane = self._pane
        stop, rendered = pane.sentence_cursor.stop, pane.view.rendered
        if stop is not None and rendered is not None:
            for spot in placed_of(rendered, stop, sides_of(rendered)[0]):
                found = spot.block.blockFormat().property(Property.LANGUAGE)
                if found:
                    return str(found)
        return pane.presenter.read_language

    def _say(self) -> None:
        """Say the sentence at the cursor; an empty one is passed over."""
        assert self._engine is not None
        text = self._pane.sentence_cursor.text()
        self._said = (text, self.language())
        if not text.strip(" \u00a0\n"):
            self._go_on()
            return
        try:
            self._engine.say(text, self._said[1], self.context.options.number(RATE))
        except ReaderError as error:
            self.stop()
            self.context.notices.error(error)
            return
        self._show(paused=False)

    def _go_on(self) -> None:
        """The sentence was said: the next one, until the end."""
        place = self._pane.sentence_cursor
        for _ in range(200):
            before = (place.stop, place.sentence)
            self._move(1)
            if (place.stop, place.sentence) == before:
                self.stop()
                return
            if place.text().strip(" \u00a0\n"):
                break
        self._say()

    def _move(self, by: int) -> None:
        self._moving = True
        self._pane.sentence_cursor.next_sentence(by)
        self._moving = False

    def _on_moved(self) -> None:
        """The reader went elsewhere: go on from there."""
        if self.active and not self._moving:
            self._say()

    def _on_choice(self) -> None:
        """Another language on screen: the same sentence in it; another size or theme changes nothing."""
        place = self._pane.sentence_cursor
        if self.active and place.stop is not None and (place.text(), self.language()) != self._said:
            self._say()

    def _change_rate(self, by: int) -> None:
        rate = max(SLOWEST, min(self.context.options.number(RATE) + by, FASTEST))
        self.context.options.set(RATE, rate)
        if self.active:
            self._say()

    def _show(self, paused: bool) -> None:
        rate = self.context.options.number(RATE)
        self.bar.show_state(paused, rate)
        content = self._pane.content
        if content is not None:
            document = content.document
            status = PAUSES if paused else PLAYS
            self.desktop.show(Playing(status, document.title, document.author, document.url, rate / 100))

    def _on_desktop(self, command: str) -> None:
        """A media key or a control of the desktop: acts on what is read, and begins nothing."""
        paused = self._engine is not None and self._engine.state == PAUSED
        acts: dict[str, Callable[[], object]] = {
            "Next": lambda: self._pane.sentence_cursor.next_sentence(1),
            "Previous": lambda: self._pane.sentence_cursor.next_sentence(-1),
            "Stop": self.stop,
        }
        if self.active:
            toggles = command == "PlayPause" or command == ("Play" if paused else "Pause")
            acts.get(command, self.pause if toggles else lambda: None)()
