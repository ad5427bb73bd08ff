"""The strip above a translation: one line in every language and width, nothing lost that has no room."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from reader.core.errors import ReaderError
from reader.core.model import SentenceState, TranslatedBlock, TranslatedSentence
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.reading import article_content
from reader.gui.reading.article_content import DONE, FAILED, PAUSED, RUNNING, STOPPED, TranslationState
from reader.gui.reading.doubtful_sentences import gutter_states, suspects
from reader.gui.theme.theme import apply
from reader.gui.translation.translation_bar import TranslationBar
from reader.gui.widgets.message_bar import HEIGHT
from tests.gui.support.counting import PaintWatch
from tests.gui.support.reading_samples import ROUTES

BAR = 4  # px of the progress bar
LINE = HEIGHT + 1 + BAR
NOW = 1_000.0


@pytest.fixture
def speak(qapp):
    language = InterfaceLanguage(qapp)
    yield language.set
    language.set("en")
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def show(qtbot, qapp, theme, monkeypatch):
    """Show a state in a strip so wide, laid out as in the pane; its clock stands."""
    apply(qapp, theme)
    monkeypatch.setattr(article_content, "time", SimpleNamespace(monotonic=lambda: NOW))

    def show_one(state: TranslationState, width: int) -> TranslationBar:
        home = QWidget()
        qtbot.addWidget(home)
        column = QVBoxLayout(home)
        column.setContentsMargins(0, 0, 0, 0)
        strip = TranslationBar()
        column.addWidget(strip)
        column.addStretch(1)
        strip.show_state(state, "ar")
        home.resize(width, 300)
        home.show()
        qtbot.waitExposed(home)
        QApplication.processEvents()
        strip.home = home  # keeps it
        return strip

    return show_one


def states() -> dict[str, TranslationState]:
    bad = TranslatedSentence("a", "b", 0.0, SentenceState.SUSPECT, "", ("name",))
    done = TranslationState(DONE, done=7, total=7, route=ROUTES["ar"])
    done.blocks["1"] = TranslatedBlock("1", (bad, bad, bad))
    running = TranslationState(RUNNING, done=3, total=7)
    running.started = NOW - 9
    return {
        "done": done,
        "running": running,
        "paused": TranslationState(PAUSED, done=3, total=7),
        "stopped": TranslationState(STOPPED, done=3, total=7),
    }


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
@pytest.mark.parametrize("width", [400, 480, 640, 800, 1100])
def test_it_is_one_line_and_nothing_is_cut_but_the_words(show, speak, code, width):
    speak(code)
    for name, state in states().items():
        strip = show(state, width)
        assert strip.height() <= LINE, name
        shown = [b for b in strip.buttons() if not b.isHidden()]
        assert shown and shown[-1] is strip.buttons()[-1], name  # the most important one is always there
        for button in shown:
            assert button.width() >= button.sizeHint().width(), (name, button.text())
            where = button.mapTo(strip, QPoint(0, 0))
            assert where.x() >= 0 and where.x() + button.width() <= width, (name, button.text())
        assert strip.more.isHidden() == (len(shown) == len(strip.buttons())), name
        assert [a.text for a in strip.hidden_actions()] == [
            b.text() for b in strip.buttons() if b not in shown
        ]
        words = strip._text
        assert words.width() >= 100
        assert words.text() == strip.text  # a screen reader reads all of it
        assert (strip.text in words.toolTip()) == words.is_cut, name
        if width >= 480:  # where the whole has no room, fewer words stand there, uncut
            assert words.fontMetrics().horizontalAdvance(words.fitting) <= words.width(), (
                name,
                words.fitting,
            )


def test_where_there_is_room_it_says_by_which_way_and_that_it_may_be_wrong(show, speak, qtbot):
    strip = show(TranslationState(DONE, route=ROUTES["en"]), 1100)
    assert not strip._text.is_cut and strip._text.toolTip() == ""
    assert strip.more.isHidden()
    strip.home.resize(400, 300)  # narrower: the same strip folds, and opens again
    qtbot.waitUntil(lambda: strip._text.is_cut)
    assert not strip.more.isHidden()
    strip.home.resize(1100, 300)
    qtbot.waitUntil(lambda: strip.more.isHidden() and not strip._text.is_cut)


def test_what_has_no_room_is_in_the_menu_by_keyboard(show, qtbot):
    strip = show(states()["done"], 400)
    called = []
    strip.suspect_wanted.connect(lambda: called.append("suspect"))
    names = [action.text for action in strip.hidden_actions()]
    assert names[:2] == ["Marked sentences", "Details"], "the way to better models goes last"
    assert strip.more.accessibleName() == "More actions"
    assert strip.more.focusPolicy() & Qt.FocusPolicy.TabFocus
    strip.more.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(strip.more, Qt.Key.Key_Space)
    menu = strip.findChild(QMenu)
    assert menu is not None and menu.isVisible()
    assert [action.text() for action in menu.actions()] == names
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert called == ["suspect"]


def test_a_failure_is_told_whole(show):
    strip = show(TranslationState(FAILED, error=ReaderError("model-broken", package="fr-en")), 400)
    assert not strip._text.is_cut
    assert strip.height() > LINE  # its words take the lines they need
    assert [b.isHidden() for b in strip.buttons()] == [False]


def test_progress_is_not_painted_within_the_event_that_tells_it(show, qtbot):
    strip = show(states()["running"], 800)
    bar, neighbour = PaintWatch(strip._bar), PaintWatch(strip.home)
    bar.seen = neighbour.seen = 0
    later = states()["running"]
    later.done = 6
    strip.show_state(later, "ar")
    assert (bar.seen, neighbour.seen) == (0, 0)  # `QProgressBar.setValue` would paint the whole window
    qtbot.waitUntil(lambda: bar.seen > 0)
    assert strip._bar.value() == 6


def test_a_weak_model_is_told_of_once_and_no_sentence_is_marked(show):
    """More than a third looks wrong: the strip says so; text, gutter and list name no single sentence."""
    sound = TranslatedSentence("a", "b")
    bad = TranslatedSentence("a", "b", 0.0, SentenceState.SUSPECT, "", ("name",))
    state = TranslationState(DONE, done=1, total=1, route=ROUTES["ar"])
    state.blocks["1"] = TranslatedBlock("1", (bad,) * 4 + (sound,) * 8)
    assert not state.weak and len(suspects(state, ["1"])) == 4
    assert gutter_states(state.blocks, state.weak) == {"1": "suspect"}
    state.blocks["1"] = TranslatedBlock("1", (bad,) * 5 + (sound,) * 8)
    assert state.weak and suspects(state, ["1"]) == []
    assert gutter_states(state.blocks, state.weak) == {}
    strip = show(state, 1100)
    assert "This model is weak" in strip.text and "are marked" not in strip.text
    assert "Marked sentences" not in [button.text() for button in strip.buttons()]
    assert "left as they are" in strip.words.details(state)
    for width in (740, 560):
        assert show(state, width)._text.fitting.endswith("Many sentences look wrong."), "rather than its way"


def test_what_lies_below_stays_when_a_translation_ends_or_begins_anew(show):
    state = states()["running"]
    strip = show(state, 800)
    wanted = []
    strip.better_wanted.connect(lambda *given: wanted.append(given))
    high = strip.height()
    done = TranslationState(DONE, done=7, total=7, route=ROUTES["ar"])
    for following in (done, state):
        strip.show_state(following, "ar")
        QApplication.processEvents()
        assert strip.height() == high, following.status
    assert wanted == [("ar", False, True)] * 2, "better models are offered from its beginning"


def test_better_models_that_are_installed_are_not_offered_at_the_next_beginning(show):
    strip = show(TranslationState(DONE, done=7, total=7, route=ROUTES["ar"], newer=True), 800)
    wanted = []
    strip.better_wanted.connect(lambda target, _missing, _sure: wanted.append(target))
    strip.show_state(states()["running"], "ar")
    assert wanted == [""]
