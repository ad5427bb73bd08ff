"""The system's speech, behind Qt's own module, which is an optional part of Liseuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QObject, Signal

from reader.core.errors import ReaderError

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

PRETENDED = "mock"
"""Qt's engine for tests: it speaks without a sound and is never chosen by itself."""

READY, SPEAKING, PAUSED, FAILED = "ready", "speaking", "paused", "failed"


class SpeechEngine(QObject):
    """Says one text at a time.

    Args:
        name: one of Qt's engines; empty for the system's.

    Raises:
        ReaderError: `no-speech-part` where the module is not installed, `no-speech` without an engine.
    """

    finished = Signal()
    """The text was said to its end (not: stopped)."""
    failed = Signal()

    def __init__(self, name: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speech = _open(name, self)
        self._asked = False
        self._speech.stateChanged.connect(self._on_state)

    @property
    def state(self) -> str:
        """`READY`, `SPEAKING`, `PAUSED` or `FAILED`."""
        states = type(self._speech).State
        names = {states.Ready: READY, states.Paused: PAUSED, states.Error: FAILED}
        return names.get(self._speech.state(), SPEAKING)

    def speaks(self, language: str) -> bool:
        """Whether there is a voice for a language."""
        return self._locale(language) is not None

    def say(self, text: str, language: str, rate: int = 100) -> None:
        """Say a text instead of what is being said; `rate` is in percent of the usual speed.

        Raises:
            ReaderError: `no-voice`.
        """
        locale = self._locale(language)
        if locale is None:
            raise ReaderError("no-voice", f"no voice for {language}", language=_name(language))
        self.stop()
        if self._speech.locale() != locale:
            self._speech.setLocale(locale)
        self._speech.setRate((rate - 100) / (100 if rate >= 100 else 50))
        self._asked = True
        self._speech.say(text)

    def pause(self) -> None:
        """Be silent until `resume`."""
        self._speech.pause()

    def resume(self) -> None:
        """Go on."""
        self._speech.resume()

    def stop(self) -> None:
        """Be silent; `finished` is not told."""
        self._asked = False
        if self.state in (SPEAKING, PAUSED):
            self._speech.stop()

    def _locale(self, language: str) -> QLocale | None:
        """The first of the engine's locales in a language."""
        wanted = QLocale(language).language()
        return next((at for at in self._speech.availableLocales() if at.language() == wanted), None)

    def _on_state(self, _state: Any) -> None:
        if self.state == READY and self._asked:
            self._asked = False
            self.finished.emit()
        elif self.state == FAILED:
            self._asked = False
            self.failed.emit()


def _open(name: str, parent: QObject) -> QTextToSpeech:
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError as error:
        raise ReaderError("no-speech-part", str(error)) from error
    names = [name] if name else [n for n in QTextToSpeech.availableEngines() if n != PRETENDED]
    for engine in names:
        speech = QTextToSpeech(engine, parent)
        if speech.state() != QTextToSpeech.State.Error and speech.availableLocales():
            return speech
        speech.deleteLater()
    raise ReaderError("no-speech", f"tried {', '.join(names) or 'none'}")


def _name(language: str) -> str:
    from reader.gui.text.language_names import language_name

    return language_name(language)
