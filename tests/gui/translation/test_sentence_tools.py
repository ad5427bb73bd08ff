"""Sentences of a translation in the real window, by real keys: every language, doubts, words, corrections."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QToolTip

from reader.core.messages import plain
from reader.core.model import Document, SentenceState, TextView, TranslatedSentence
from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.gui.reading.doubtful_sentences import BOUNDS, LESS, SURE, UNSURE, level, shade
from reader.gui.theme.theme import THEMES, load_theme
from reader.gui.theme.typography import LARGEST_STEP
from reader.gui.translation.correction_panel import CorrectionPanel
from reader.gui.translation.details_dialog import TranslationDetails
from reader.gui.translation.word_alignment import screen_words
from reader.services.library_session import LibrarySession
from reader.services.translation.translate_article import translate_article
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import paragraph
from tests.gui.support.screen import screen

SHARED = "Le ministre visite la ville de Rabat."
TEXTS = (
    f"{SHARED} Il arrive lundi matin.",
    "La réunion commence à neuf heures. Elle finit le soir.",
    "Le port est ouvert. Les bateaux partent.",
)


def write_library(folder) -> list[int]:
    """Two French articles that share a sentence, both in English and the first in Arabic, by the models."""
    with LibrarySession.open(LibraryPaths(folder)) as session:
        ids = []
        for number, texts in enumerate((TEXTS, (SHARED,)), start=1):
            blocks = tuple(paragraph(n, text) for n, text in enumerate(texts))
            url = f"https://a.ma/{number}"
            document = Document(url, f"Titre {number}", blocks, "", language="fr", site="LeBrief")
            ids.append(
                session.articles.add(document, url, f"a.ma/{number}", f"2026-01-0{3 - number}T10:00:00Z")
            )
        for article in ids:
            translate_article(session, article, "en", Progress())
        translate_article(session, ids[0], "ar", Progress())
    return ids


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    return folder, write_library(folder)


@pytest.fixture
def window(made, tmp_path, open_window, qtbot):
    """The window with the first article in English beside the French."""
    folder, ids = made
    shutil.copytree(folder, tmp_path / "library")
    window = open_window(size=(1700, 900))
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    press(window, Qt.Key.Key_B)
    assert on_screen.reading_pane.text_view is TextView.SIDE_BY_SIDE
    return window


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.focusWidget() or window, key, modifiers)
    QApplication.processEvents()


def make_suspect(window, sentence: str, text: str, *faults: str) -> None:
    """Let the machine's translation of a sentence be a bad one."""
    session = screen(window).session
    pair = TranslatedSentence(sentence, text, -2.0, SentenceState.SUSPECT, "", faults)
    route = session.translations.status(screen(window).article_id)["en"].route
    session.translations.store([(sentence_key(sentence), pair)], "fr", "en", route.key)


def reload(window, qtbot) -> None:
    with qtbot.waitSignal(screen(window).reading_controller.opened):
        screen(window).reading_controller.reload(screen(window).article_id)


def underlines(window, style) -> list[str]:
    return [
        extra.cursor.selectedText()
        for extra in screen(window).view.extraSelections()
        if extra.format.underlineStyle() == style
    ]


def target_text(window, unit: str, number: int) -> str:
    return screen(window).article_content.state("en").blocks[unit].sentences[number].target


# Every language of a sentence


@pytest.mark.models
def test_one_key_shows_the_sentence_in_three_languages_and_follows(window, qtbot):
    on_screen = screen(window)
    card = on_screen.original_card
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_A)
    qtbot.waitUntil(card.isVisible)
    texts = [plain(text) for text in card.texts()]
    assert texts[0] == "French · original" and texts[1] == SHARED
    assert texts[2] == "English · in between" and "Rabat" in texts[3]
    assert texts[4] == "Arabic · machine translation" and "\u0600" < texts[5][0] < "\u06ff"
    press(window, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: card.words.text() == "Il arrive lundi matin.")
    assert card.geometry().bottom() <= on_screen.view.height()
    press(window, Qt.Key.Key_Escape)
    assert not card.isVisible() and on_screen.view.hasFocus()


@pytest.mark.models
@pytest.mark.parametrize("width", [560, 1280])
def test_esc_closes_the_card_that_was_opened_from_the_notes(window, qtbot, width):
    """It stayed over the text, as Esc was the notes' own."""
    window.resize(width, 800)
    on_screen = screen(window)
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: on_screen.notes_panel.isAncestorOf(window.focusWidget()))
    press(window, Qt.Key.Key_A)
    qtbot.waitUntil(on_screen.original_card.isVisible)
    press(window, Qt.Key.Key_Escape)
    assert not on_screen.original_card.isVisible()
    assert on_screen.notes_panel.isAncestorOf(window.focusWidget())
    press(window, Qt.Key.Key_Escape)
    assert on_screen.view.hasFocus()


@pytest.mark.models
def test_the_card_comes_also_while_the_view_glides_to_its_sentence(window, qtbot):
    on_screen = screen(window)
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_A)
    on_screen.scrolled.emit(0.1)
    qtbot.waitUntil(on_screen.original_card.isVisible)
    card = on_screen.original_card
    fonts = [
        label.font().families()[0] for label in card.findChildren(QLabel) if label.text() in card.texts()
    ]
    assert {"Source Serif 4", "Noto Naskh Arabic"} <= set(fonts), "each language in its reading font"


@pytest.mark.models
def test_f_flips_to_the_original_and_back_on_the_same_sentence(window):
    on_screen = screen(window)
    pane = on_screen.reading_pane
    press(window, Qt.Key.Key_T)
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_J)
    where = (on_screen.sentence_stop.unit, pane.sentence_cursor.sentence)
    top = pane.sentence_cursor.line_top()
    press(window, Qt.Key.Key_F)
    assert (
        pane.text_view is TextView.ORIGINAL
        and (on_screen.sentence_stop.unit, pane.sentence_cursor.sentence) == where
    )
    press(window, Qt.Key.Key_F)
    assert pane.text_view is TextView.TRANSLATION and pane.language == "en"
    assert (on_screen.sentence_stop.unit, pane.sentence_cursor.sentence) == where
    assert abs(pane.sentence_cursor.line_top() - top) <= 1
    press(window, Qt.Key.Key_I)
    press(window, Qt.Key.Key_F)
    press(window, Qt.Key.Key_F)
    assert pane.text_view is TextView.INTERLEAVED, "back to the view it came from"


@pytest.mark.models
def test_the_button_says_why_two_columns_are_one(window, qtbot):
    on_screen = screen(window)
    window.resize(1100, 800)
    press(window, Qt.Key.Key_T)
    press(window, Qt.Key.Key_B)
    assert QToolTip.text().startswith("Two columns need a wider window")
    assert on_screen.presenter.shown_view is TextView.INTERLEAVED
    pair = on_screen.view_segment.button(TextView.SIDE_BY_SIDE.value)
    assert pair.toolTip().endswith("needs a wider window")
    assert pair.accessibleDescription() == "needs a wider window"
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: on_screen.presenter.shown_view is TextView.SIDE_BY_SIDE)
    size = on_screen.options.number("text_size")
    on_screen.options.text_size(LARGEST_STEP)
    qtbot.waitUntil(lambda: on_screen.presenter.shown_view is TextView.INTERLEAVED)
    assert pair.accessibleDescription() == "needs a wider window", "the columns were too narrow for words"
    on_screen.options.text_size(size)
    qtbot.waitUntil(lambda: on_screen.presenter.shown_view is TextView.SIDE_BY_SIDE)


@pytest.mark.models
def test_list_and_sidebar_give_way_to_two_columns(window, qtbot):
    on_screen = screen(window)
    window.resize(1440, 900)
    sizes = [pane.width() for pane in (on_screen.sidebar, on_screen.list_pane)]
    for width in (1440, 1280, 1200):
        window.resize(width, 800)
        press(window, Qt.Key.Key_T)
        press(window, Qt.Key.Key_B)
        assert on_screen.presenter.shown_view is TextView.SIDE_BY_SIDE, width
        assert on_screen.list_pane.isVisible()
    press(window, Qt.Key.Key_O)
    window.resize(1440, 900)
    assert [pane.width() for pane in (on_screen.sidebar, on_screen.list_pane)] == sizes


@pytest.mark.models
@pytest.mark.parametrize(("width", "ui"), [(1280, "en"), (1280, "ar"), (560, "fr"), (560, "ar")])
@pytest.mark.parametrize("then", ["O", "A", "R"])
def test_why_two_columns_have_no_room_is_said_within_the_window_and_while_it_is_so(
    made, tmp_path, open_window, qtbot, width, ui, then
):
    folder, ids = made
    shutil.copytree(folder, tmp_path / "library")
    window = open_window(size=(width, 800), interface_language=ui, text_size=LARGEST_STEP)
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    press(window, Qt.Key.Key_B)
    qtbot.waitUntil(QToolTip.isVisible)
    assert on_screen.presenter.crowded
    (tip,) = (one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel") and one.isVisible())
    assert window.geometry().contains(tip.geometry()), tip.geometry()
    assert not tip.wordWrap() or tip.heightForWidth(tip.width()) <= tip.height()
    shift = Qt.KeyboardModifier.ShiftModifier if then == "A" else Qt.KeyboardModifier.NoModifier
    press(window, getattr(Qt.Key, f"Key_{then}"), shift)
    assert not QToolTip.isVisible()


# Doubtful sentences


@pytest.mark.models
def test_a_doubtful_sentence_is_marked_and_says_why(window, qtbot):
    on_screen = screen(window)
    make_suspect(window, "Elle finit le soir.", "It ends 17.", "number", "short")
    reload(window, qtbot)
    pane = on_screen.reading_pane
    assert underlines(window, QTextCharFormat.UnderlineStyle.WaveUnderline) == ["It ends 17."]
    assert pane.view.marks == {"b1": "suspect"}, "beside the paragraph, not by colour alone"
    text = plain(pane.strip.text)
    assert "1 sentence is marked because it looks wrong." in text
    said = []
    pane.announcement.connect(said.append)
    press(window, Qt.Key.Key_F8)
    assert (on_screen.sentence_stop.unit, pane.sentence_cursor.sentence) == ("b1", 1)
    hint = on_screen.key_hint
    assert hint.isVisible() and hint.text() == (
        "This sentence may be wrong. A number, a date, a unit or a currency differs from the original. "
        "Something seems to be missing."
    )
    spot = pane.view.cursorRect(_cursor_in(pane, "It ends")).center()
    _hover(pane.view, spot)
    on_screen.original_popup._on_rest()
    assert "A number, a date, a unit or a currency differs" in " ".join(on_screen.original_card.texts())


@pytest.mark.models
def test_try_again_mends_it_and_the_report_follows(window, qtbot):
    make_suspect(window, "Elle finit le soir.", "Elle finit le soir.", "untranslated")
    reload(window, qtbot)
    press(window, Qt.Key.Key_F8)
    press(window, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: target_text(window, "b1", 1) != "Elle finit le soir.")
    pair = screen(window).article_content.state("en").blocks["b1"].sentences[1]
    assert pair.state is SentenceState.REPAIRED and pair.faults == ("untranslated",)
    assert underlines(window, QTextCharFormat.UnderlineStyle.WaveUnderline) == []
    screen(window).details_wanted.emit()
    qtbot.waitUntil(lambda: _dialog(window, TranslationDetails) is not None)
    texts = plain(" ".join(_texts(_dialog(window, TranslationDetails))))
    assert "1 looked wrong, 1 repaired, 0 marked." in texts and "left untranslated 1" in texts
    assert "Demonstration model French → English" in texts
    _dialog(window, TranslationDetails).accept()


# Words


@pytest.mark.models
def test_linked_words_light_up_by_key_in_both_columns(window):
    pane = screen(window).reading_pane
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_W)
    links = screen(window).word_alignment
    first = links.linked
    assert first is not None and first.side == "source" and first.partners
    lit = underlines(window, QTextCharFormat.UnderlineStyle.SingleUnderline)
    assert lit[0] == first.word and set(lit[1:]) <= set(first.partners)
    relaid = pane.view.viewport().height()
    window.resize(window.width(), window.height() - 80)  # as by a strip that comes above the text
    QApplication.processEvents()
    assert pane.view.viewport().height() != relaid and links.linked == first, "the lines alone changed"
    while links.linked.word != "Rabat":
        press(window, Qt.Key.Key_W)
    assert links.linked.partners == ("Rabat",)
    assert underlines(window, QTextCharFormat.UnderlineStyle.SingleUnderline) == ["Rabat", "Rabat"]
    press(window, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    assert links.linked.word != "Rabat"
    press(window, Qt.Key.Key_Escape)
    assert underlines(window, QTextCharFormat.UnderlineStyle.SingleUnderline) == []
    assert pane.view.hasFocus()


@pytest.mark.models
def test_linked_words_light_up_under_the_pointer_from_either_side(window, qtbot):
    on_screen = screen(window)
    view, links = on_screen.view, on_screen.word_alignment
    english = target_text(window, "b0", 0)
    for text in (SHARED, english):
        _hover(
            view, view.cursorRect(_cursor_in(on_screen.reading_pane, text, text.index("Rabat") + 2)).center()
        )
        qtbot.waitUntil(lambda: links.linked is not None and links.linked.word == "Rabat")
        assert underlines(window, QTextCharFormat.UnderlineStyle.SingleUnderline) == ["Rabat", "Rabat"]
        assert links.linked.side == ("source" if text is SHARED else "target")
        links.clear()


def test_words_on_screen_are_counted_as_in_the_alignment():
    shown = "\u2068Mistral\u00ad AI\u2069، شركة"
    assert [shown[a:b].replace("\u00ad", "") for a, b in screen_words(shown)] == [
        "Mistral",
        "AI",
        "،",
        "شركة",
    ]


# A library that cannot be written to


@pytest.mark.models
def test_no_correction_is_typed_where_it_could_not_be_kept(window, monkeypatch):
    """It was typed, refused and gone."""
    on_screen, told = screen(window), []
    monkeypatch.setattr(on_screen.notices, "error", lambda error: told.append(error.kind))
    monkeypatch.setattr(on_screen.session.database, "read_only", True)
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_F4)
    assert told == ["read-only"] and _dialog(window, CorrectionPanel) is None
    assert not on_screen.library.undo()


@pytest.mark.models
def test_a_translation_that_is_only_on_screen_is_in_the_card(window, qtbot, monkeypatch):
    """As in a library that cannot be written to: it said that the sentence is not translated."""
    from reader.gui.translation import sentence_jobs

    original = sentence_jobs.languages
    monkeypatch.setattr(sentence_jobs, "languages", lambda *given: original(*given)[:1])
    card = screen(window).original_card
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(card.texts()) > 2)
    texts = [plain(text) for text in card.texts()]
    assert texts[2] == "English · machine translation" and texts[3] == target_text(window, "b0", 0)


# Corrections


@pytest.mark.models
def test_a_correction_by_key_is_kept_marked_undone_and_offered_elsewhere(window, made, qtbot):
    on_screen = screen(window)
    pane, session = on_screen.reading_pane, on_screen.session
    press(window, Qt.Key.Key_J)
    machine = target_text(window, "b0", 0)
    press(window, Qt.Key.Key_F4)
    panel = _dialog(window, CorrectionPanel)
    assert panel.field.toPlainText() == machine and panel.field.hasFocus()
    assert panel.field.font().families()[0] == "Source Serif 4"
    panel.field.selectAll()
    QTest.keyClicks(panel.field, "The minister tours Rabat.")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: target_text(window, "b0", 0) == "The minister tours Rabat.")
    assert underlines(window, QTextCharFormat.UnderlineStyle.DotLine) == ["The minister tours Rabat."]
    assert pane.view.marks == {"b0": "corrected"}
    assert on_screen.original_popup.remark_of("b0", 0) == "Corrected by you"
    qtbot.waitUntil(lambda: _dialog(window, QMessageBox) is not None)
    box = _dialog(window, QMessageBox)
    assert box.text() == "Use the correction in 1 other article too?"
    next(b for b in box.findChildren(QPushButton) if b.text() == "Use it there").click()
    from reader.services.search_library import search

    qtbot.waitUntil(lambda: set(search(session, "minister tours").ids) == set(made[1]))
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: target_text(window, "b0", 0) == machine)
    assert session.translations.status(made[1][0])["en"].done
    assert underlines(window, QTextCharFormat.UnderlineStyle.DotLine) == []


@pytest.mark.models
def test_an_arabic_sentence_is_corrected_from_right_to_left(window):
    press(window, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_F4)
    panel = _dialog(window, CorrectionPanel)
    option = panel.field.document().defaultTextOption()
    assert option.textDirection() == Qt.LayoutDirection.RightToLeft
    assert option.alignment() & Qt.AlignmentFlag.AlignRight
    assert panel.field.font().families()[0] == "Noto Naskh Arabic"
    panel.reject()


@pytest.mark.models
def test_back_to_the_machine_translates_the_sentence_again(window, qtbot):
    press(window, Qt.Key.Key_J)
    machine = target_text(window, "b0", 0)
    desk = screen(window).translation
    desk._save("b0", 0, screen(window).article_content.state("en").blocks["b0"].sentences[0], "Mine.")
    qtbot.waitUntil(lambda: target_text(window, "b0", 0) == "Mine.")
    qtbot.waitUntil(lambda: _dialog(window, QMessageBox) is not None)
    _dialog(window, QMessageBox).reject()
    press(window, Qt.Key.Key_F4)
    _dialog(window, CorrectionPanel).back.click()
    qtbot.waitUntil(lambda: target_text(window, "b0", 0) == machine)


# Confidence


def test_three_levels_of_confidence_keep_the_text_readable():
    import math

    def pair(share: float) -> TranslatedSentence:
        return TranslatedSentence("a", "b", math.log(share))

    assert [level(pair(x)) for x in (0.9, (BOUNDS[0] + BOUNDS[1]) / 2, 0.2)] == [SURE, LESS, UNSURE]
    assert level(TranslatedSentence("a", "b", -3.0, SentenceState.CORRECTED)) == SURE
    for name in THEMES:
        theme = load_theme(name)
        for degree in (LESS, UNSURE):
            assert _contrast(theme.colors["text"], shade(theme, degree)) >= 4.5, (name, degree)


@pytest.mark.models
def test_shading_is_off_until_asked_for(window, qtbot):
    on_screen = screen(window)
    make_suspect(window, "Elle finit le soir.", "It ends in the evening.")
    reload(window, qtbot)
    shade_of = shade(on_screen.theme, UNSURE)

    def shaded() -> list[str]:
        extras = on_screen.view.extraSelections()
        return [
            e.cursor.selectedText()
            for e in extras
            if e.format.background().color().name().upper() == shade_of
        ]

    assert shaded() == []
    on_screen.actions.run("translation.shading")
    assert "It ends in the evening." in shaded()
    assert "does not say whether they are right" in on_screen.original_popup.remark_of("b1", 1)
    qtbot.waitUntil(lambda: on_screen.library_settings.flag("confidence_shading"))


# Helpers


def _contrast(one: str, other: str) -> float:
    def luminance(color: str) -> float:
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _cursor_in(pane, text: str, offset: int = 2):
    cursor = pane.view.document().find(text)
    assert not cursor.isNull(), text
    start = cursor.selectionStart()
    cursor.setPosition(start + offset)
    return cursor


def _hover(view, spot: QPoint) -> None:
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        QPointF(spot),
        QPointF(view.viewport().mapToGlobal(spot)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


def _dialog(window, kind):
    found = [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]
    return found[0] if found else None


def _texts(widget) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in widget.findChildren(QLabel)]
