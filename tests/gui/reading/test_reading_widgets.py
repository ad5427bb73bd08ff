"""The small widgets around the text: segments, strip, state page, hairline, gutter, content state."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from reader.core.errors import ReaderError
from reader.core.model import Block, BlockKind, Direction, Part, Picture, TextView
from reader.gui.article_view.text_formats import picture_size
from reader.gui.reading import article_content
from reader.gui.reading.article_content import (
    DONE,
    FAILED,
    NONE,
    PAUSED,
    RUNNING,
    STOPPED,
    ArticleContent,
    TranslationState,
)
from reader.gui.reading.progress_line import ProgressLine
from reader.gui.reading.reading_toolbar import ReadingToolbar
from reader.gui.reading.state_page import StatePage
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill
from reader.gui.theme.theme import THEMES, apply, load_theme
from reader.gui.translation.translation_bar import TranslationBar
from reader.gui.translation.translation_text import TranslationTexts
from reader.gui.widgets.message_bar import HEIGHT, NARROW, BarAction, MessageBar
from reader.gui.widgets.segmented_control import Segment
from tests.gui.support.reading_samples import ROUTES, lebrief, opened, paragraph, translation
from tests.gui.support.translated_pane import shown_in


def plain(text: str) -> str:
    return text.translate({0x2068: None, 0x2069: None})


def colors_in(widget, area=None) -> set[str]:
    image = widget.grab(area).toImage() if area is not None else widget.grab().toImage()
    return {
        image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())
    }


@pytest.fixture
def segment(qtbot, theme):
    made = Segment()
    qtbot.addWidget(made)
    made.add("a", "Original", "file-text", label_when_chosen=True)
    made.add("b", "Translation", "languages", label_when_chosen=True)
    made.add("c", "Français")
    made.set_chosen("a")
    made.show()
    return made


def test_only_the_chosen_cell_shows_its_label(segment):
    assert segment.button("a").shown_text() == "Original"
    assert segment.button("b").shown_text() == ""
    assert segment.button("c").shown_text() == "Français"
    wide = segment.button("a").sizeHint().width()
    segment.set_chosen("b")
    assert segment.button("a").sizeHint().width() < wide
    segment.set_labels(False)
    assert segment.button("b").shown_text() == ""


def test_choosing_by_program_is_not_told_by_mouse_is(segment, qtbot):
    with qtbot.assertNotEmitted(segment.chosen):
        segment.set_chosen("b")
    with qtbot.waitSignal(segment.chosen) as caught:
        qtbot.mouseClick(segment.button("c"), Qt.MouseButton.LeftButton)
    assert caught.args == ["c"]
    assert segment.current == "c"
    segment.set_chosen("nothing")
    assert segment.current == ""


@pytest.mark.parametrize("name", THEMES)
def test_the_chosen_cell_is_filled_in_every_theme(segment, qtbot, qapp, name):
    theme = load_theme(name)
    apply(qapp, theme)
    assert segment.height() == 32
    assert theme.colors["tint"] in colors_in(segment.button("a"), None) | colors_in(segment)
    image = segment.grab().toImage()
    inside = segment.button("a").geometry()
    assert image.pixelColor(inside.left() + 4, inside.top() + 4).name().upper() == theme.colors["tint"]
    other = segment.button("c").geometry()
    assert image.pixelColor(other.left() + 3, other.top() + 4).name().upper() == theme.colors["raised"]
    assert theme.colors["control"] in colors_in(segment)


def test_cells_can_be_replaced(segment):
    segment.clear()
    assert segment.keys == []
    segment.add("x", "X")
    segment.set_chosen("x")
    assert segment.current == "x"


def test_a_bar_folds_for_the_languages_it_was_given_just_now(qtbot, theme):
    """Cells that are to be shown in a moment take room at once, else those that are there are squeezed."""
    pane = QWidget()
    qtbot.addWidget(pane)
    bar = ReadingToolbar(pane)
    bar.offer(more=True, reading_mode=True)
    bar.retranslate()
    bar.resize(660, 52)
    pane.show()
    for codes in (["fr", "en", "ar"], ["de", "fr", "en", "ar"]):
        bar.set_languages(codes)
        bar.show_choice(codes[0], TextView.ORIGINAL, 3)
        qtbot.settle(bar)
        segments = [part for part in (bar.languages, bar.views, bar.sizes) if part.isVisible()]
        cells = [segment.button(key) for segment in segments for key in segment.keys]
        assert bar.languages in segments
        assert all(cell.width() >= cell.sizeHint().width() for cell in cells), codes
        parts = sorted(
            (part.geometry() for part in bar.children() if isinstance(part, QWidget) and part.isVisible()),
            key=lambda place: place.left(),
        )
        assert parts[-1].right() < bar.width(), codes
        assert all(one.right() < other.left() for one, other in pairwise(parts)), codes


def test_the_last_cell_has_no_next(segment, qtbot):
    segment.set_chosen("c")
    with qtbot.assertNotEmitted(segment.chosen):
        segment.step_from(segment.button("c"), 1)


def test_strip_keeps_a_button_while_only_the_words_change(qtbot, theme):
    strip = MessageBar()
    qtbot.addWidget(strip)
    calls = []
    action = BarAction("Cancel", lambda: calls.append(1), flat=False)
    strip.show_message("languages", "muted", "one", [action], (1, 4))
    button = strip.buttons()[0]
    strip.show_message("languages", "muted", "two", [action], (2, 4))
    assert strip.buttons()[0] is button
    assert strip.text == "two"
    assert strip._bar.value() == 2
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert calls == [1]
    strip.show_message("info", "muted", "three", [])
    assert strip.buttons() == []
    assert not strip._bar.isVisible()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("width", [240, 320, 420, 660, 1200])
def test_no_action_of_the_strip_is_cut_or_lies_on_another(qtbot, theme, width, direction):
    pane = QWidget()  # as in the window: what holds it gives it its width, without asking
    qtbot.addWidget(pane)
    strip = MessageBar(pane)
    pane.show()
    strip.setLayoutDirection(direction)
    names = ("Get the official models", "Details", "Show original")
    actions = [BarAction(text, lambda: None) for text in names]
    strip.show_message("info", "muted", "Some words on the translation. " * 4, actions, one_line=True)
    for there in (900, width):  # there and back: the buttons go with the width
        strip.resize(there, strip.height())
        strip.layout().activate()
    shown = [button for button in strip.buttons() if button.isVisible()]
    assert [a.text for a in strip.hidden_actions()] + [b.text() for b in shown] == list(names)
    parts = [*shown, strip._text, *([strip.more] if strip.hidden_actions() else [])]
    for number, part in enumerate(parts):
        assert strip.rect().contains(part.geometry())
        assert not any(part.geometry().intersects(other.geometry()) for other in parts[number + 1 :])
    assert all(button.width() >= button.sizeHint().width() for button in shown)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("width", [560, 1200])
@pytest.mark.parametrize("actions", [["Fetch now"], []])
def test_a_message_of_several_lines_touches_neither_its_button_nor_its_frame(
    qtbot, theme, width, direction, actions
):
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.setLayoutDirection(direction)
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    strip = MessageBar(pane)
    column.addWidget(strip)
    column.addStretch(1)
    pane.resize(width, 400)
    pane.show()
    for text, lines in (("Short.", 1), ("Why this page could not be fetched, and what is kept. " * 6, 2)):
        strip.show_message("info", "muted", text, [BarAction(name, lambda: None) for name in actions])
        QApplication.processEvents()
        words = strip._text.contentsRect().translated(strip._text.pos())
        below = strip.buttons() if width < NARROW else []
        if not below and lines == 1:
            assert strip.height() == HEIGHT + 1, "one line has the height of every strip"
            continue
        assert words.height() >= strip._text.fontMetrics().lineSpacing() * lines
        edges = [0, words.top(), words.top() + words.height()]
        for button in below:
            edges += [button.y(), button.y() + button.height()]
        edges.append(strip.height() - 1)  # the hairline
        assert all(b - a >= 8 for a, b in zip(edges[::2], edges[1::2], strict=True)), edges


def test_strip_shows_text_as_text(qtbot, theme):
    strip = MessageBar()
    qtbot.addWidget(strip)
    strip.show_message("info", "muted", "<b>x</b><img src=file:///etc/passwd>")
    assert strip._text.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize(
    ("status", "buttons"),
    [
        (NONE, []),
        (RUNNING, ["Pause", "Cancel"]),
        (PAUSED, ["Resume", "Cancel"]),
        (STOPPED, ["Continue"]),
        (FAILED, ["Retry"]),
        (DONE, ["Details", "Show original", "Get the official models"]),
    ],
)
def test_each_state_of_a_translation_has_its_next_step(qtbot, theme, status, buttons):
    strip = TranslationBar()
    qtbot.addWidget(strip)
    state = TranslationState(status, done=3, total=7, route=ROUTES["en"])
    strip.show_state(state, "en")
    assert [b.text() for b in strip.buttons()] == buttons
    strip.show_state(None, "")
    assert not strip.isVisible()


def test_words_of_progress(qapp, monkeypatch):
    monkeypatch.setattr(article_content, "time", SimpleNamespace(monotonic=lambda: 1_000.0))
    words = TranslationTexts()
    assert words.progress(TranslationState(RUNNING)) == "Preparing the translation…"
    state = TranslationState(RUNNING, done=3, total=7)
    state.started = 1_000.0 - 9
    assert plain(words.progress(state)) == "Translating… 3 of 7 paragraphs · about 12 s left"
    state.started = 1_000.0 - 900
    assert plain(words.progress(state)) == "Translating… 3 of 7 paragraphs · about 20 min left"
    assert plain(words.short_progress(3, 7)) == "3 of 7 paragraphs"


def test_the_pace_is_that_after_the_title_and_the_time_left_falls(qapp, monkeypatch):
    clock = SimpleNamespace(now=1_000.0)
    monkeypatch.setattr(article_content, "time", SimpleNamespace(monotonic=lambda: clock.now))
    state = TranslationState()
    state.start(4)
    assert state.seconds_left() is None
    clock.now += 5  # the engine is loaded
    state.note(1, 4, stored=False)
    assert state.seconds_left() == 15
    clock.now += 3
    state.note(2, 4, stored=False)
    assert state.seconds_left() == 6, "two paragraphs of three seconds each"
    clock.now += 2
    assert state.seconds_left() == 4
    clock.now += 20
    assert state.seconds_left() == 1
    state.note(4, 4, stored=False)
    assert state.seconds_left() is None


def test_words_of_failures_come_from_the_error(qapp):
    words = TranslationTexts()
    state = TranslationState(FAILED, error=ReaderError("model-broken", package="fr-en"))
    assert plain(words.failed(state)).startswith("The model fr-en does not work.")
    assert words.failed(TranslationState(FAILED)) == ""


def test_arrows_turn_in_a_right_to_left_interface(qapp):
    words = TranslationTexts()
    state = TranslationState(DONE, route=ROUTES["ar"])
    whole, *shorter = words.done(state, "ar", rtl=True)
    assert "French ← English ← Arabic" in plain(whole)
    assert [len(each) for each in shorter] == sorted((len(each) for each in shorter), reverse=True)
    assert words.done(TranslationState(DONE), "en", rtl=False)[0].startswith("Machine translation.")


def test_values_are_isolated():
    assert fill("{a} of {b}", a=1, b="x") == "\u20681\u2069 of \u2068x\u2069"


def test_state_page_replaces_its_buttons(qtbot, theme):
    page = StatePage()
    qtbot.addWidget(page)
    page.show()
    page.show_state(
        "inbox", "muted", "Title", "Sentence", [BarAction("Go", lambda: None, flat=False)], "details"
    )
    assert [b.text() for b in page.buttons()] == ["Go"]
    assert not page._details.isVisible()
    page.reveal()
    assert page._details.isVisible()
    page.show_state("inbox", "muted", "Other", "", [])
    assert page.buttons() == []
    assert not page._details.isVisible()


def test_hairline_is_three_px_and_has_a_value(qtbot, qapp):
    line = ProgressLine()
    qtbot.addWidget(line)
    line.resize(300, 3)
    line.show()
    assert line.height() == 3
    line.set_share(0.25)
    assert line.value() == 25
    dark = load_theme("dark")
    apply(qapp, dark)
    assert line.grab().toImage().pixelColor(2, 1) == dark.color("accent")
    assert line.grab().toImage().pixelColor(290, 1) == dark.color("border")


def test_picture_sizes():
    assert picture_size(Picture("x", width=1200, height=600), 600) == (600, 300)
    assert picture_size(Picture("x", width=300, height=200), 600) == (300, 200)
    assert picture_size(Picture("x", width=600, height=6000), 600) == (72, 720)
    assert picture_size(Picture("x"), 640) == (640, 360)
    assert picture_size(Picture("x", width=1, height=10_000_000), 600) == (1, 720)


def test_language_names():
    assert language_name("fr") == "French"
    assert language_name("xx") == "xx"


@pytest.mark.parametrize("direction", list(Direction))
def test_a_quote_has_its_bar_at_its_start(pane, direction):
    text = "Une citation. " * 20
    block = Block("q", BlockKind.QUOTE, (Part(text, text),), direction=direction)
    pane.show_article(opened(block, language="ar" if direction is Direction.RTL else "fr"))
    image = pane.view.viewport().grab().toImage()
    border = pane.view.theme.color("border")
    edges = {"ltr": range(40, 44), "rtl": range(image.width() - 44, image.width() - 40)}
    rows = range(120, 300)

    def painted(side: str) -> int:
        return sum(1 for y in rows if any(image.pixelColor(x, y) == border for x in edges[side]))

    other = "rtl" if direction is Direction.LTR else "ltr"
    assert painted(direction.value) > 40
    assert painted(other) == 0


def test_waiting_marks_stand_in_the_gutter(pane):
    article = lebrief()
    pane.show_article(article)
    pane.show_language("en")
    left = pane.view.viewport().rect().adjusted(8, 0, 0, 0)
    left.setWidth(30)
    page = {QColor(pane.view.theme.colors["page"]).name().upper()}
    assert colors_in(pane.view.viewport(), left) == page
    shown_in(pane).started("en", 11)
    assert colors_in(pane.view.viewport(), left) != page
    shown_in(pane).cancelled("en", 0, 11)
    assert colors_in(pane.view.viewport(), left) == page


def test_the_state_of_a_translation_from_the_library(qapp):
    article = lebrief()
    content = ArticleContent(article)
    assert content.needs_translation("en")
    assert not content.needs_translation("fr")
    content.store("en", translation(article, "en"))
    state = content.state("en")
    assert (state.status, state.done, state.total) == (DONE, content.translatable, content.translatable)
    assert state.demonstration
    assert not content.needs_translation("en")


def test_words_are_counted_in_the_language_being_read(qapp):
    article = opened(*[paragraph(n, "Un deux trois quatre. " * 5) for n in range(4)])
    content = ArticleContent(article)
    assert content.words("fr") == 80
    content.store("en", translation(article, "en"))
    assert content.words("en") > 100
    assert content.words("ar") == 80  # not translated: what is on screen is the original


def test_the_palette_of_the_view_is_the_themes(pane):
    theme = load_theme("sepia")
    apply(QApplication.instance(), theme)
    pane.show_article(lebrief())
    image = pane.view.grab().toImage()
    assert image.pixelColor(3, 300) == theme.color("page")
    assert image.pixelColor(image.width() // 2, 8) == theme.color("page")
