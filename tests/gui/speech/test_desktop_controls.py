"""Reading aloud on the desktop: media keys, player controls, and a screen that does not lock meanwhile."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.gui.background import desktop_bus
from reader.gui.speech import feature as speech_feature
from reader.gui.speech.desktop_controls import PAUSES, PLAYS, DesktopControls
from reader.services.desktop.media_player import NAME, PATH, PLAYER, PROPERTIES, ROOT, Playing
from reader.settings.paths import LibraryPaths
from tests.gui.speech.test_read_aloud import Voice, texts
from tests.gui.support.desktop import PORTAL, SAVER, Desktop
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT


@pytest.fixture(params=[SAVER, PORTAL])
def desktop(request, tmp_path, monkeypatch):
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon here: apt-get install dbus-daemon")
    made = Desktop(tmp_path, request.param)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
    yield made
    made.close()


@pytest.fixture
def window(tmp_path, open_window, qtbot, monkeypatch, desktop):
    monkeypatch.setattr(speech_feature, "SpeechEngine", Voice)
    first = fill_library(LibraryPaths(tmp_path / "library"))[0]
    made = open_window(reduce_motion=True)
    screen(made).open_article(first, with_focus=True)
    qtbot.waitUntil(lambda: screen(made).article_id == first)
    return made


@pytest.fixture
def ask(desktop, qtbot):
    """What another program of the desktop asks of the player, and its answer."""
    with ThreadPoolExecutor(1) as pool:

        def one(interface, member, signature=None, *values, name=NAME):
            answer = pool.submit(desktop.ask, name, PATH, interface, member, signature, *values)
            qtbot.waitUntil(answer.done)
            return answer.result(LIMIT).body

        yield one


def test_the_desktop_sees_a_player_and_its_keys_act_on_it(window, desktop, ask, qtbot):
    on_screen = screen(window)
    QTest.keyClick(on_screen.view, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    voice = on_screen.speech_engine
    awake = on_screen.speech_controls.awake
    qtbot.waitUntil(lambda: awake.held)
    (asked,) = desktop.of("Inhibit")
    assert asked[:2] in (("Liseuse", "An article is being read aloud"), ("", 8))

    assert ask(PROPERTIES, "Get", "ss", ROOT, "Identity") == (("s", "Liseuse"),)
    (properties,) = ask(PROPERTIES, "GetAll", "s", PLAYER)
    assert properties["PlaybackStatus"] == ("s", "Playing") and properties["CanGoNext"] == ("b", True)
    assert properties["Position"] == ("x", 0), "strict clients want the types of the standard"
    title = on_screen.article_document.title
    assert properties["Metadata"][1]["xesam:title"] == ("s", title)
    assert PLAYER in ask("org.freedesktop.DBus.Introspectable", "Introspect")[0]

    first = texts(voice)[-1]
    ask(PLAYER, "Next")
    second = texts(voice)[-1]
    assert second != first
    ask(PLAYER, "Previous")
    assert texts(voice)[-1] == first

    # Paused: the screen may lock. Play goes on, and asking twice changes nothing.
    for command in ("Pause", "Pause"):
        ask(PLAYER, command)
    assert ask(PROPERTIES, "Get", "ss", PLAYER, "PlaybackStatus") == (("s", "Paused"),)
    qtbot.waitUntil(lambda: bool(desktop.of("UnInhibit") or desktop.of("Close")))
    assert not awake.held
    ask(PLAYER, "Play")
    assert ask(PROPERTIES, "Get", "ss", PLAYER, "PlaybackStatus") == (("s", "Playing"),)
    qtbot.waitUntil(lambda: awake.held)
    ask(PLAYER, "PlayPause")
    assert ask(PROPERTIES, "Get", "ss", PLAYER, "PlaybackStatus") == (("s", "Paused"),)
    assert "UnknownMethod" in str(ask("org.example", "Nothing")) or ask("org.example", "Nothing") == ()

    ask(PLAYER, "Stop")
    assert not on_screen.speech.active and not awake.wanted
    window.shut_down()


@pytest.mark.parametrize("desktop", [SAVER], indirect=True)
def test_after_the_bus_began_anew_keys_and_screen_are_as_before(window, desktop, ask, qtbot, monkeypatch):
    monkeypatch.setattr(desktop_bus, "_AGAIN", (1, 1, 1))
    on_screen = screen(window)
    QTest.keyClick(on_screen.view, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    controls = on_screen.speech_controls
    qtbot.waitUntil(lambda: controls.awake.held)
    with qtbot.waitSignals([controls.bus.lost, controls.bus.rejoined]):
        desktop.restart()
    qtbot.waitUntil(lambda: controls.awake.held)
    assert desktop.of("Inhibit") == [("Liseuse", "An article is being read aloud")]
    assert ask(PROPERTIES, "Get", "ss", PLAYER, "PlaybackStatus") == (("s", "Playing"),)
    ask(PLAYER, "Pause")
    qtbot.waitUntil(lambda: bool(desktop.of("UnInhibit")))
    ask(PLAYER, "Stop")
    window.shut_down()


@pytest.mark.parametrize("desktop", [SAVER], indirect=True)
def test_a_second_window_is_a_player_of_its_own(window, desktop, ask, qtbot):
    first, second = screen(window).speech_controls, DesktopControls(screen(window).job_runner, window)
    first.show(Playing(PLAYS, "Premier"))
    qtbot.waitUntil(lambda: ask(PROPERTIES, "Get", "ss", ROOT, "Identity") == (("s", "Liseuse"),))
    second.show(Playing(PAUSES, "Second"))
    other = f"{NAME}.instance2"
    paused = (("s", "Paused"),)
    qtbot.waitUntil(lambda: ask(PROPERTIES, "Get", "ss", PLAYER, "PlaybackStatus", name=other) == paused)
    assert ask(PROPERTIES, "Get", "ss", PLAYER, "PlaybackStatus") == (("s", "Playing"),)
    with qtbot.waitSignal(second.wanted) as told:
        ask(PLAYER, "Play", name=other)
    assert told.args == ["Play"]
    second.stop()
    second.close()
    window.shut_down()
