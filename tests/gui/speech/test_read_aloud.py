"""Reading aloud: sentence by sentence from the cursor, pause, stop, speed; clear words where it cannot."""

from __future__ import annotations

import builtins

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest

from reader.core.error_kinds import KINDS
from reader.core.errors import ReaderError
from reader.gui.speech import feature as speech_feature
from reader.gui.speech.speech_engine import PAUSED, READY, SPEAKING, SpeechEngine
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen


class Voice(QObject):
    """An engine that notes what it should say and is done when the test says so."""

    finished = Signal()
    failed = Signal()

    def __init__(self, name="", parent=None):
        super().__init__(parent)
        self.state, self.said = READY, []

    def say(self, text, language, rate=100):
        if language == "ar":
            raise ReaderError("no-voice", language="Arabic")
        self.state = SPEAKING
        self.said.append((text, language, rate))

    def pause(self):
        self.state = PAUSED

    def resume(self):
        self.state = SPEAKING

    def stop(self):
        self.state = READY

    def end(self):
        self.state = READY
        self.finished.emit()


@pytest.fixture
def window(tmp_path, open_window, qtbot, monkeypatch):
    monkeypatch.setattr(speech_feature, "SpeechEngine", Voice)
    first = fill_library(LibraryPaths(tmp_path / "library"))[0]
    made = open_window(reduce_motion=True)
    screen(made).open_article(first, with_focus=True)
    qtbot.waitUntil(lambda: screen(made).article_id == first)
    return made


@pytest.fixture
def voice(window):
    QTest.keyClick(screen(window).view, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    return screen(window).speech_engine


def texts(voice):
    return [text for text, _, _ in voice.said]


def test_it_begins_where_the_reader_is_and_goes_on(window, voice):
    place = screen(window).cursor
    assert texts(voice) == [place.text()]
    assert voice.said[0][1:] == ("fr", 100)
    for _ in range(3):
        voice.end()
    assert len(set(texts(voice))) == 4
    assert texts(voice)[-1] == place.text(), "the cursor goes along and marks the sentence"
    assert screen(window).speech_bar.isVisible()


def test_the_same_key_pauses_and_goes_on_and_esc_stops(window, voice):
    on_screen = screen(window)
    view, bar = on_screen.view, on_screen.speech_bar
    QTest.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert voice.state == PAUSED
    assert bar.play.isVisible() and not bar.pause.isVisible()
    QTest.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert voice.state == SPEAKING
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert voice.state == READY
    assert bar.isHidden()
    assert on_screen.article_id, "Esc closed only the bar"


def test_moving_the_cursor_reads_from_there(window, voice):
    on_screen = screen(window)
    QTest.keyClick(on_screen.view, Qt.Key.Key_J)
    assert texts(voice)[-1] == on_screen.cursor.text()
    QTest.mouseClick(on_screen.speech_bar.on, Qt.MouseButton.LeftButton)
    assert texts(voice)[-1] == on_screen.cursor.text()
    QTest.mouseClick(on_screen.speech_bar.back, Qt.MouseButton.LeftButton)
    assert texts(voice)[-1] == texts(voice)[-3]


def test_screen_readers_are_not_told_what_is_read_aloud(window, voice):
    on_screen = screen(window)
    said = []
    on_screen.announcement.connect(said.append)
    voice.end()
    assert said == []
    on_screen.speech.stop()
    QTest.keyClick(on_screen.view, Qt.Key.Key_J)
    assert said == [on_screen.cursor.text()]


def test_the_end_of_the_article_is_the_end(window, voice):
    screen(window).cursor.to_end()
    last = texts(voice)[-1]
    assert last == "Voici sa fin."
    voice.end()
    assert not screen(window).speech.active
    assert texts(voice)[-1] == last


def test_the_speed_is_kept(window, voice):
    on_screen = screen(window)
    bar = on_screen.speech_bar
    QTest.mouseClick(bar.faster, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.faster, Qt.MouseButton.LeftButton)
    assert voice.said[-1][2] == 120
    assert bar.rate.text() == "120\u00a0%"
    assert on_screen.options.number("speech_rate") == 120
    for _ in range(30):
        on_screen.speech.handlers()["speech.slower"]()
    assert on_screen.options.number("speech_rate") == 50


def test_size_and_theme_do_not_start_the_sentence_anew(window, voice):
    screen(window).reading_pane.set_text_size(5)
    screen(window).options.theme("dark")
    assert len(voice.said) == 1


def test_without_a_voice_for_the_language_it_says_so(window, voice, monkeypatch):
    on_screen = screen(window)
    failures = []
    monkeypatch.setattr(on_screen.notices, "error", failures.append)
    monkeypatch.setattr(on_screen.speech, "language", lambda: "ar")
    voice.end()
    assert [error.kind for error in failures] == ["no-voice"]
    assert not on_screen.speech.active


def test_another_article_ends_it(window, voice, qtbot):
    on_screen = screen(window)
    other = on_screen.summaries[1].id
    on_screen.open_article(other)
    qtbot.waitUntil(lambda: on_screen.article_id == other)
    assert not on_screen.speech.active
    assert voice.state == READY


def test_soft_hyphens_are_not_spoken(window, voice):
    on_screen = screen(window)
    on_screen.reading_pane.set_breaks(True, True)
    on_screen.cursor.next_paragraph(1)
    assert "\u00ad" not in texts(voice)[-1]
    assert "\u00ad" in on_screen.view.toPlainText()


def test_without_the_part_it_says_how_to_get_it(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("PySide6.QtTextToSpeech"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ReaderError) as caught:
        SpeechEngine()
    assert caught.value.kind == "no-speech-part"
    assert "liseuse[speech]" in KINDS["no-speech-part"].hint


# With Qt's own module, where `liseuse[speech]` is installed: its engine for tests makes no sound


@pytest.fixture
def engine(qapp):
    pytest.importorskip("PySide6.QtTextToSpeech", exc_type=ImportError)
    made = SpeechEngine("mock")
    yield made
    made.stop()


def test_qt_says_a_text_to_its_end(engine, qtbot):
    with qtbot.waitSignal(engine.finished):
        engine.say("Hello big world", "en", 150)
        assert engine.state == SPEAKING
    assert engine.state == READY


def test_qt_pauses_and_stops(engine, qtbot):
    done = []
    engine.finished.connect(lambda: done.append(1))
    engine.say("A rather long text to be read " * 5, "en")
    engine.pause()
    qtbot.waitUntil(lambda: engine.state == PAUSED)
    engine.resume()
    qtbot.waitUntil(lambda: engine.state == SPEAKING)
    engine.stop()
    assert engine.state == READY
    assert done == [], "stopped is not finished"
    with qtbot.waitSignal(engine.finished):
        engine.say("Another", "en", 150)
    assert done == [1], "nor is it later"


def test_qt_has_no_voice_for_arabic_there(engine):
    assert engine.speaks("en")
    assert not engine.speaks("ar")
    with pytest.raises(ReaderError) as caught:
        engine.say("سلام", "ar")
    assert caught.value.kind == "no-voice"


def test_an_unknown_engine_is_no_speech(engine):
    with pytest.raises(ReaderError) as caught:
        SpeechEngine("there-is-no-such-engine")
    assert caught.value.kind == "no-speech"
