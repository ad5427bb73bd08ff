"""The reading pane as the reader and the window meet it: bar, strip, streaming, states, languages."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QPoint, Qt, QTimer, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from reader.core.errors import ReaderError
from reader.core.model import Block, BlockKind, Hop, Part, Picture, Route, TextView
from reader.gui.article_view.document_builder import SOURCE, TARGET
from reader.gui.article_view.scroll_anchor import line_top, sentence_start
from reader.gui.reading.article_content import RUNNING
from reader.gui.reading.article_presenter import STREAM_INTERVAL
from reader.gui.theme.focus_ring import FocusRing
from reader.gui.theme.theme import load_theme
from reader.gui.widgets.segmented_control import SizeSegment
from reader.settings.reading_speeds import ReadingSpeeds
from tests.gui.support.reading_samples import ROUTES, lebrief, opened, paragraph, sentences, translation
from tests.gui.support.translated_pane import shown_in


def parts(whole):
    """The blocks of a translation in the order they are streamed."""
    return [whole.title, *((whole.caption,) if whole.caption else ()), *whole.blocks]


def plain(text: str) -> str:
    return text.translate({0x2068: None, 0x2069: None, 0xA0: " "})


def body(pane) -> str:
    return plain(pane.view.toPlainText())


def strip_button(pane, text: str) -> QPushButton:
    return next(b for b in pane.strip.buttons() if b.text() == text)


def color_of(pane, unit: str) -> str:
    spot = pane.view.rendered.placed[(unit, TARGET)][0]
    return next(iter(spot.block)).fragment().charFormat().foreground().color().name().upper()


def stream(pane, whole, count: int) -> None:
    total = len(parts(whole))
    shown_in(pane).started(whole.target, total)
    for number, block in enumerate(parts(whole)[:count], 1):
        shown_in(pane).block_came(whole.target, block, number, total)


def show_what_came(pane) -> None:
    """Show every slice of what has arrived."""
    pane.presenter.flush()
    while pane.presenter.behind:
        pane.presenter.flush()


# States


def test_nothing_chosen(pane):
    assert pane.state_page.title == "Choose an article"
    assert not pane.bar.isVisible()
    assert not pane.strip.isVisible()


def test_an_error_offers_the_next_step(pane, qtbot):
    pane.show_error(ReaderError("library-damaged", "malformed"))
    again, details = pane.state_page.buttons()
    with qtbot.waitSignal(pane.save_again):
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(details, Qt.MouseButton.LeftButton)
    assert pane.state_page._details.isVisible()
    pane.show_error(ReaderError("library-busy"))
    (retry,) = pane.state_page.buttons()
    with qtbot.waitSignal(pane.retry_open):
        qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)


def test_an_article_replaces_a_state(pane):
    pane.show_loading("Titre")
    assert pane.state_page.title == "Titre"
    pane.show_article(lebrief())
    assert pane.bar.isVisible()
    assert pane.view.isVisible()
    assert pane.article_id == 7


# Bar


def test_the_language_segment_shows_and_tells(pane, qtbot):
    pane.show_article(lebrief())
    assert [pane.bar.languages.button(k).text() for k in pane.bar.languages.keys] == [
        "Français",
        "English",
        "العربية",
    ]
    assert pane.bar.languages.current == "fr"
    with qtbot.waitSignal(pane.language_chosen) as caught:
        qtbot.mouseClick(pane.bar.languages.button("ar"), Qt.MouseButton.LeftButton)
    assert caught.args == ["ar"]
    assert (pane.language, pane.target, pane.text_view) == ("ar", "ar", TextView.TRANSLATION)
    assert pane.needs_translation("ar")
    assert not pane.needs_translation("fr")


def test_an_article_in_another_language_has_its_own_cell(pane):
    pane.show_article(opened(paragraph(1, "Hola."), language="es"))
    assert pane.bar.languages.keys == ["es", "fr", "en", "ar"]


def test_choosing_the_translation_view_chooses_a_language(pane, qtbot):
    pane.show_article(lebrief())
    with qtbot.waitSignals([pane.view_chosen, pane.language_chosen]):
        qtbot.mouseClick(pane.bar.views.button("translation"), Qt.MouseButton.LeftButton)
    assert pane.language == "en"
    qtbot.mouseClick(pane.bar.views.button("original"), Qt.MouseButton.LeftButton)
    assert pane.language == "fr"
    assert not pane.strip.isVisible()


def test_the_five_letters_set_the_size(pane, qtbot):
    pane.show_article(lebrief())
    assert pane.bar.sizes.current == "3"
    with qtbot.waitSignal(pane.text_size_chosen) as caught:
        qtbot.mouseClick(pane.bar.sizes.button("5"), Qt.MouseButton.LeftButton)
    assert caught.args == [5]
    assert pane.text_size == 5
    pane.set_text_size(9)
    assert pane.bar.sizes.current == ""
    pane.set_text_size(99)
    assert pane.text_size == 12


def test_a_segment_is_one_tab_stop_and_arrows_move(qtbot, theme):
    segment = SizeSegment()
    qtbot.addWidget(segment)
    segment.show()
    segment.set_chosen("2")
    stops = [k for k in segment.keys if segment.button(k).focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["2"]
    segment.button("2").setFocus()
    with qtbot.waitSignal(segment.chosen) as caught:
        QTest.keyClick(segment.button("2"), Qt.Key.Key_Right)
    assert caught.args == ["3"]
    assert segment.focusWidget() is segment.button("3")
    segment.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with qtbot.waitSignal(segment.chosen) as caught:
        QTest.keyClick(segment.button("3"), Qt.Key.Key_Right)
    assert caught.args == ["2"]


def test_the_letters_stand_on_one_baseline_and_grow(qtbot, theme):
    segment = SizeSegment()
    qtbot.addWidget(segment)
    segment.show()
    image = segment.grab().toImage()
    feet, heights = [], []
    for key in segment.keys:
        area = segment.button(key).geometry().adjusted(3, 3, -3, -3)
        rows = [
            y
            for y in range(area.top(), area.bottom())
            if any(image.pixelColor(x, y).lightness() < 170 for x in range(area.left(), area.right()))
        ]
        feet.append(max(rows))
        heights.append(max(rows) - min(rows))
    assert max(feet) - min(feet) <= 1
    assert heights == sorted(heights) and heights[0] < heights[-1]


def test_no_dead_buttons(pane, qtbot):
    pane.show_article(lebrief())
    bar = pane.bar
    assert not bar.more.isVisible() and not bar.reading_mode.isVisible() and not bar.back.isVisible()
    bar.offer(more=True, reading_mode=True, back=True)
    assert bar.more.isVisible() and bar.reading_mode.isVisible() and bar.back.isVisible()
    for button, signal in (
        (bar.more, pane.more_wanted),
        (bar.reading_mode, pane.reading_mode_wanted),
        (bar.back, pane.back_wanted),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_favourite_and_archive(pane, qtbot):
    article = lebrief()
    summary = replace(article.article.summary, favourite=True)
    pane.show_article(replace(article, article=replace(article.article, summary=summary)))
    assert pane.bar.favourite.isChecked()
    with qtbot.waitSignal(pane.favourite_toggled) as caught:
        qtbot.mouseClick(pane.bar.favourite, Qt.MouseButton.LeftButton)
    assert caught.args == [False]
    with qtbot.waitSignal(pane.archive_toggled) as caught:
        qtbot.mouseClick(pane.bar.archive, Qt.MouseButton.LeftButton)
    assert caught.args == [True]


def test_the_bar_folds_when_narrow(pane, qtbot):
    pane.show_article(lebrief())
    pane.bar.offer(more=True)
    assert pane.bar.languages.isVisible() and not pane.bar.folded_languages.isVisible()
    pane.resize(420, 868)  # in whatever font the system has for its programs
    assert not pane.bar.languages.isVisible()
    assert pane.bar.folded_sizes.isVisible()
    qtbot.mouseClick(pane.bar.folded_languages, Qt.MouseButton.LeftButton)
    menu = pane.bar.findChild(QMenu)
    texts = [a.text() for a in menu.actions()]
    assert texts[:3] == ["Français", "English", "العربية"] and "Original" in texts
    with qtbot.waitSignal(pane.language_chosen) as caught:
        menu.actions()[1].trigger()
    assert caught.args == ["en"]
    menu.close()
    qtbot.mouseClick(pane.bar.folded_sizes, Qt.MouseButton.LeftButton)
    sizes = pane.bar.findChildren(QMenu)[-1]
    sizes.actions()[4].trigger()
    sizes.close()
    assert pane.text_size == 5


def test_languages_and_sizes_stay_in_sight_down_to_560(pane, qtbot):
    pane.show_article(lebrief())
    bar = pane.bar
    bar.offer(more=True, reading_mode=True)
    extras = (bar.favourite, bar.notes, bar.archive)
    seen = []
    for width in range(1000, 555, -10):
        pane.resize(width, 600)
        assert bar.languages.isVisible() and bar.sizes.isVisible(), width
        assert bar.views.isVisible() != bar.folded_views.isVisible()
        seen.append((bar.views.isVisible(), sum(extra.isVisible() for extra in extras)))
    assert seen == sorted(seen, reverse=True) and seen[0] == (True, 3), "what is gone stays gone"
    assert (False, 3) in seen, "the views fold before Archive and Notes"
    pane.choose_view(TextView.INTERLEAVED)
    qtbot.mouseClick(bar.folded_views, Qt.MouseButton.LeftButton)
    menu = bar.findChild(QMenu)
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Interleaved"]
    menu.actions()[0].trigger()
    menu.close()
    assert pane.text_view is TextView.ORIGINAL


@pytest.mark.parametrize("alone", [False, True])
def test_nothing_in_the_bar_overlaps_or_is_cut(pane, qtbot, alone):
    pane.show_article(lebrief())
    bar = pane.bar
    bar.offer(more=True, reading_mode=True, back=True)
    bar.show_source("Le Quotidien du Port")
    bar.set_reading_mode(alone)
    for width in range(400, 1200, 6):
        pane.resize(width, 600)
        qtbot.settle(pane)
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        shown = [part for part in bar.findChildren(QWidget, options=direct) if part.isVisible()]
        shown = sorted((part for part in shown if part.width()), key=QWidget.x)
        for one, other in itertools.pairwise(shown):
            assert one.geometry().right() < other.x(), width
        assert shown[0].x() >= 0 and shown[-1].geometry().right() <= bar.width()
        for part in (bar.languages, bar.views, bar.sizes):
            assert not part.isVisible() or part.width() == part.sizeHint().width(), width


def test_everything_in_the_bar_has_a_name(pane):
    pane.show_article(lebrief())
    for segment in (pane.bar.languages, pane.bar.views, pane.bar.sizes):
        assert segment.accessibleName()
        assert all(segment.button(k).accessibleName() for k in segment.keys)
    for name in (
        "back",
        "folded_languages",
        "folded_views",
        "folded_sizes",
        "favourite",
        "archive",
        "more",
        "reading_mode",
    ):
        assert getattr(pane.bar, name).accessibleName()
    assert pane.hairline.accessibleName() == "Reading progress"
    assert plain(pane.view.accessibleName()) == "Article, French"
    pane.show_language("ar")
    assert plain(pane.view.accessibleName()) == "Article, Arabic"


# Translation


def test_waiting_paragraphs_are_dimmed_and_done_ones_are_not(pane):
    article = lebrief()
    whole = translation(article, "en")
    pane.show_article(article)
    pane.show_language("en")
    stream(pane, whole, 4)
    show_what_came(pane)
    theme = load_theme("light").colors
    assert color_of(pane, "b0") == theme["text"]
    assert color_of(pane, "b3") == theme["pend"]
    assert "Réunis à Marrakech" not in body(pane)
    assert "Les États sont également" in body(pane)
    assert pane.view.marks["b2"] == "current"
    assert pane.view.marks["b3"] == "waiting"


def test_waiting_arabic_keeps_the_source_direction_until_it_is_done(pane):
    article = lebrief()
    whole = translation(article, "ar")
    pane.show_article(article)
    pane.show_language("ar")
    stream(pane, whole, 3)
    show_what_came(pane)
    placed = pane.view.rendered.placed
    assert placed[("b0", TARGET)][0].block.textDirection() == Qt.LayoutDirection.RightToLeft
    assert placed[("b3", TARGET)][0].block.textDirection() == Qt.LayoutDirection.LeftToRight


def test_the_strip_says_how_far_and_cancels(pane, qtbot):
    article = lebrief()
    whole = translation(article, "en")
    pane.show_article(article)
    pane.show_language("en")
    stream(pane, whole, 3)
    total = len(parts(whole))
    told = f"Translating… 3 of {total} paragraphs"
    qtbot.waitUntil(lambda: plain(pane.strip.text).startswith(told))  # with the paragraphs, 4 a second
    pane.content.state("en").started -= 6
    shown_in(pane).block_came("en", parts(whole)[3], 4, total)
    qtbot.waitUntil(lambda: "4 of" in plain(pane.strip.text))
    assert "about" in pane.strip.text and plain(pane.strip.text).endswith("s left")
    with qtbot.waitSignal(pane.strip.cancel_wanted):
        qtbot.mouseClick(strip_button(pane, "Cancel"), Qt.MouseButton.LeftButton)
    shown_in(pane).cancelled("en", 4, total)
    assert plain(pane.strip.text) == f"Stopped after 4 of {total}. What is done is kept."
    assert pane.view.marks == {}
    assert "Meeting in Marrakech" in body(pane)
    with qtbot.waitSignal(pane.strip.retry_wanted):
        qtbot.mouseClick(strip_button(pane, "Continue"), Qt.MouseButton.LeftButton)


def test_a_short_article_says_how_long_it_takes_between_its_blocks(pane, qtbot):
    article = opened(*[paragraph(n, f"Phrase numéro {n}.") for n in range(3)])
    whole = translation(article, "en")
    pane.show_article(article)
    pane.show_language("en")
    stream(pane, whole, 1)
    qtbot.waitUntil(lambda: plain(pane.strip.text).startswith("Translating… 1 of 4 paragraphs · about"))
    shown_in(pane).done("en", whole)
    assert "Translating" not in pane.strip.text


def test_the_time_that_is_left_is_no_other_choice(pane, qtbot):
    """In reading mode the bars come with each choice: they would never go, and a note would close."""
    article = opened(*[paragraph(n, f"Phrase numéro {n}.") for n in range(3)])
    pane.show_article(article)
    pane.show_language("en")
    stream(pane, translation(article, "en"), 1)
    pane.floating, told = True, []
    pane.choice_changed.connect(lambda: told.append(plain(pane.strip.text)))
    qtbot.waitUntil(lambda: "· about" in plain(pane.strip.text))
    assert told == []


def test_the_time_goes_on_while_the_original_is_read_and_ends_with_the_translation(pane, qtbot):
    article = opened(*[paragraph(n, f"Phrase numéro {n}.") for n in range(3)])
    whole, clock = translation(article, "en"), shown_in(pane).findChild(QTimer)
    pane.show_article(article)
    pane.show_language("en")
    stream(pane, whole, 1)
    pane.show_language("fr")
    with qtbot.waitSignal(clock.timeout):
        pass
    assert clock.isActive() and pane.strip.isHidden()
    shown_in(pane).done("en", whole)
    qtbot.waitUntil(lambda: not clock.isActive())
    stream(pane, whole, 1)
    pane.show_article(lebrief())
    qtbot.waitUntil(lambda: not clock.isActive())


def test_streaming_is_at_most_four_updates_a_second(pane, qtbot, monkeypatch):
    article = opened(*[paragraph(n, f"Phrase numéro {n}.") for n in range(40)])
    whole = translation(article, "en")
    pane.show_article(article)
    pane.show_language("en")
    sheet, updates = pane.presenter, []
    original = sheet.flush
    monkeypatch.setattr(sheet, "flush", lambda: (updates.append(1), original()))

    def rests():
        return sheet._stream.isActive() and sheet._stream.interval() == STREAM_INTERVAL == 250

    for number, block in enumerate(parts(whole)[:30], 1):
        shown_in(pane).block_came("en", block, number, 41)
    assert len(updates) == 1 and sheet.behind and rests(), "the first at once, the others after a pause"
    qtbot.waitUntil(lambda: not sheet.behind)  # slice by slice
    updates.clear()
    for number in (31, 32):
        shown_in(pane).block_came("en", parts(whole)[number - 1], number, 41)
    assert len(updates) <= 1 and sheet.behind and rests()
    qtbot.waitUntil(lambda: color_of(pane, whole.blocks[28].id) == load_theme("light").colors["text"])


def test_streaming_does_not_move_the_line_being_read(pane, qtbot):
    text = lebrief().article.document.blocks[2].text
    article = opened(*[paragraph(n, text) for n in range(40)])
    whole = translation(article, "ar")
    pane.show_article(article)
    pane.show_language("ar")
    shown_in(pane).started("ar", 41)
    pane.view.verticalScrollBar().setValue(2500)
    position = pane.view.position()

    def height() -> float:
        rendered = pane.view.rendered
        start = sentence_start(rendered, position.block, position.sentence)
        return line_top(rendered.document, start) - pane.view.verticalScrollBar().value()

    before = height()
    for number, block in enumerate(parts(whole), 1):
        shown_in(pane).block_came("ar", block, number, 41)
        show_what_came(pane)
        assert height() == pytest.approx(before, abs=1.5)
    shown_in(pane).done("ar", whole)
    assert height() == pytest.approx(before, abs=1.5)


def test_streaming_takes_no_focus(pane, qtbot):
    article = lebrief()
    pane.show_article(article)
    pane.show_language("en")
    pane.bar.favourite.setFocus()
    stream(pane, translation(article, "en"), 11)
    shown_in(pane).done("en", translation(article, "en"))
    assert pane.bar.favourite.hasFocus()


def test_done_says_that_it_is_a_machine_and_which_way(pane, qtbot):
    article = lebrief()
    pane.show_article(article)
    shown_in(pane).done("ar", translation(article, "ar"))
    pane.show_language("ar")
    text = plain(pane.strip.text)
    assert text.startswith(
        "Machine translation via English (French → English → Arabic). It may contain mistakes."
    )
    assert "Demonstration model: the Arabic is weak" in text
    report = "15 sentences checked: nothing looked wrong."
    assert plain(pane.strip.toolTip()) == f"translate-fr_en 1.0\ntranslate-en_ar 1.0\nTook 3 s\n{report}"
    with qtbot.waitSignal(pane.strip.models_wanted):
        qtbot.mouseClick(strip_button(pane, "Get the official models"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(strip_button(pane, "Show original"), Qt.MouseButton.LeftButton)
    assert pane.text_view is TextView.ORIGINAL


def test_official_models_are_not_called_demonstration(pane):
    article = lebrief()
    official = Route((Hop("fr", "en", "translate-fr_en", "1.9"),))
    pane.show_article(article)
    shown_in(pane).done("en", replace(translation(article, "en"), route=official))
    pane.show_language("en")
    assert plain(pane.strip.text) == "Machine translation (French → English). It may contain mistakes."
    assert [b.text() for b in pane.strip.buttons()] == ["Details", "Show original"]


def text_colour(pane):
    """The colour of the first paragraph of a translation."""
    (first,) = pane.view.rendered.placed[(pane.content.units[2].id, "target")]
    return first.block.begin().fragment().charFormat().foreground().color()


def test_a_failure_offers_retry_and_a_missing_model_the_models(pane, qtbot):
    pane.show_article(lebrief())
    pane.show_language("ar")
    assert text_colour(pane) == pane.view.theme.color("pend")
    shown_in(pane).failed("ar", ReaderError("translation-failed"))
    assert "What is done is kept" in pane.strip.text
    with qtbot.waitSignal(pane.strip.retry_wanted):
        qtbot.mouseClick(strip_button(pane, "Retry"), Qt.MouseButton.LeftButton)
    shown_in(pane).failed("ar", ReaderError("no-model", source="fr", target="ar"))
    assert plain(pane.strip.text) == "To read in Arabic, add a translation model."
    assert text_colour(pane) == pane.view.theme.color("text"), "nothing is on its way"
    with qtbot.waitSignal(pane.strip.models_wanted):
        qtbot.mouseClick(strip_button(pane, "Choose models"), Qt.MouseButton.LeftButton)


def test_a_stored_translation_shows_at_once(pane):
    article = lebrief()
    pane.show_article(replace(article, translations={"en": translation(article, "en")}))
    assert not pane.needs_translation("en")
    pane.show_language("en")
    assert "Meeting in Marrakech" in body(pane)
    assert "Réunis à Marrakech" not in body(pane)


def test_a_part_stored_can_be_continued(pane):
    article = lebrief()
    whole = translation(article, "en")
    half = replace(
        whole, blocks=tuple(replace(b, sentences=()) if n > 2 else b for n, b in enumerate(whole.blocks))
    )
    half = replace(
        half,
        blocks=(
            *half.blocks[:3],
            *(
                replace(b, sentences=tuple(replace(s, target="") for s in w.sentences))
                for b, w in zip(half.blocks[3:], whole.blocks[3:], strict=True)
            ),
        ),
    )
    pane.show_article(replace(article, translations={"en": half}))
    assert pane.needs_translation("en")
    pane.show_language("en")
    assert plain(pane.strip.text).startswith("Stopped after 5 of")


def test_work_for_another_language_goes_on_unseen(pane):
    article = lebrief()
    pane.show_article(article)
    before = body(pane)
    stream(pane, translation(article, "en"), 11)
    assert body(pane) == before
    assert pane.content.state("en").status == RUNNING
    shown_in(pane).done("en", translation(article, "en"))
    pane.show_language("en")
    assert "Meeting in Marrakech" in body(pane)


def test_start_quarters_and_end_are_announced(pane):
    article = lebrief()
    said = []
    pane.announcement.connect(said.append)
    pane.show_article(article)
    pane.show_language("en")
    stream(pane, translation(article, "en"), 11)
    shown_in(pane).done("en", translation(article, "en"))
    assert plain(said[0]).startswith("Translating…")
    assert plain(said[-1]) == "Translated to English"
    assert len(said) == 5


def test_interleaved_shows_both_with_the_original_muted(pane):
    article = lebrief()
    pane.show_article(article)
    shown_in(pane).done("en", translation(article, "en"))
    pane.show_language("en")
    pane.set_view(TextView.INTERLEAVED)
    text = body(pane)
    assert text.index("The organisation has adopted") < text.index("Réunis à Marrakech")
    source = pane.view.rendered.placed[("b0", "source")][0].block
    form = next(iter(source)).fragment().charFormat()
    assert form.foreground().color() == pane.view.theme.color("muted")
    assert form.font().pixelSize() == 17
    assert source.blockFormat().topMargin() == 5


def test_language_and_place_survive_opening_the_same_article_again(pane):
    article = lebrief()
    pane.show_article(article)
    shown_in(pane).done("en", translation(article, "en"))
    pane.show_language("en")
    pane.show_article(replace(article, translations={"en": translation(article, "en")}))
    assert pane.language == "en"
    assert "Meeting in Marrakech" in body(pane)


# Time and progress


def test_time_left_falls_while_reading(pane):
    text = lebrief().article.document.blocks[2].text
    pane.show_article(opened(*[paragraph(n, text) for n in range(40)]))
    assert "Reading time 10 min · 10 min left" in body(pane)
    pane.view.lay_out_all()  # before that Qt guesses the text's height
    bar = pane.view.verticalScrollBar()
    bar.setValue(bar.maximum() * 6 // 10)
    assert "4 min left" in body(pane)
    assert pane.hairline.value() == 60
    bar.setValue(bar.maximum())
    assert "1 min left" in body(pane), "its end was jumped to"
    pane.read_through.timer.timeout.emit()
    assert "finished" in body(pane)


def test_own_speed_changes_the_time(pane):
    pane.show_article(lebrief())
    pane.set_reading_speeds(ReadingSpeeds(general=600))
    assert "1 min left" in body(pane)


def test_the_hairline_runs_from_the_start_side(pane):
    pane.show_article(lebrief())
    pane.hairline.set_share(0.5)
    accent = pane.view.theme.color("accent")
    image = pane.hairline.grab().toImage()
    assert image.pixelColor(5, 1) == accent and image.pixelColor(image.width() - 5, 1) != accent
    pane.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    image = pane.hairline.grab().toImage()
    assert image.pixelColor(5, 1) != accent and image.pixelColor(image.width() - 5, 1) == accent


# Interface language


class Shouting(QTranslator):
    """Translates everything to capitals: shows that a text went through Qt's translation."""

    def translate(self, context, text, disambiguation=None, n=-1):
        return text.upper().replace("%N", "%n") if "{" not in text else text

    def isEmpty(self):
        return False


def test_texts_change_at_once_with_the_interface_language(pane, qapp):
    article = lebrief()
    pane.show_article(article)
    shown_in(pane).done("ar", translation(article, "ar"))
    pane.show_language("ar")
    shout = Shouting()
    qapp.installTranslator(shout)
    try:
        QCoreApplication.sendEvent(pane, QEvent(QEvent.Type.LanguageChange))
        assert "READING TIME" in body(pane)
        assert pane.bar.views.button("original").text() == "ORIGINAL"
        assert pane.bar.favourite.toolTip() == "FAVOURITE"
        assert strip_button(pane, "SHOW ORIGINAL")
        pane.show_empty()
        assert pane.state_page.title == "CHOOSE AN ARTICLE"
    finally:
        qapp.removeTranslator(shout)
    QCoreApplication.sendEvent(pane, QEvent(QEvent.Type.LanguageChange))
    assert pane.state_page.title == "Choose an article"


def test_the_interface_mirrors_but_the_text_follows_its_own_direction(pane, qapp):
    pane.show_article(lebrief())
    french = pane.view.rendered.placed[("b0", "source")][0].block
    star = pane.bar.favourite.geometry().center().x()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        QCoreApplication.processEvents()
        assert pane.bar.favourite.geometry().center().x() < pane.width() / 2 < star
        assert pane.bar.languages.button("fr").x() > pane.bar.languages.button("ar").x()
        assert french.textDirection() == Qt.LayoutDirection.LeftToRight
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize(
    ("interface", "day"),
    [("en_GB", "28 November 2025"), ("fr_FR", "28 novembre 2025"), ("ar_MA", "28 نونبر 2025")],
)
def test_the_date_is_in_the_language_of_the_reading_time_beside_it(pane, interface, day):
    QLocale.setDefault(QLocale(interface))
    try:
        pane.show_article(lebrief())
        assert day in body(pane)
    finally:
        QLocale.setDefault(QLocale.c())


# Focus ring


def test_the_ring_follows_keyboard_focus_outside_the_control(qtbot, theme):
    window = QWidget()
    layout = QVBoxLayout(window)
    one, two = QPushButton("one"), QPushButton("two")
    layout.addWidget(one)
    layout.addWidget(two)
    qtbot.addWidget(window)
    ring = FocusRing(window)
    window.resize(200, 120)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    one.setFocus()
    QTest.keyClick(one, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: ring.widget() is two and ring.isVisible())
    box = ring.geometry()
    assert box.contains(two.geometry())
    assert box.left() <= two.geometry().left() - 4
    two.clearFocus()
    assert not ring.isVisible()


def test_every_route_of_the_samples_is_marked_demonstration():
    assert all(hop.demonstration for route in ROUTES.values() for hop in route.hops)


def test_a_table_turns_round_when_its_arabic_arrives(pane):
    cells = tuple(Part(t, t, header=n < 2) for n, t in enumerate(("Pays.", "Nombre.", "Maroc.", "Douze.")))
    found = tuple(s for n, part in enumerate(cells) for s in sentences(part.text, n))
    article = opened(Block("t", BlockKind.TABLE, cells, columns=2, sentences=found))
    whole = translation(article, "ar")
    pane.show_article(article)
    pane.show_language("ar")
    stream(pane, whole, 2)
    show_what_came(pane)
    first, second = (spot.block for spot in pane.view.rendered.placed[("t", TARGET)][:2])
    layout = pane.view.document().documentLayout()
    assert layout.blockBoundingRect(first).x() > layout.blockBoundingRect(second).x()


def test_opening_after_an_error_shows_no_error_icon(pane):
    pane.show_error(ReaderError("library-busy", "x"))
    assert not pane.state_page._icon.isHidden()
    pane.show_loading("Un titre")
    assert pane.state_page._icon.isHidden()
    pane.show_empty()
    assert not pane.state_page._icon.isHidden()


@pytest.mark.parametrize("height", [560, 800])
def test_a_tall_lead_picture_leaves_room_for_the_first_lines(pane, qtbot, height):
    article = lebrief()
    document = article.article.document
    tall = replace(document.lead, width=800, height=2600)
    pane.resize(900, height)
    pane.show_article(
        replace(article, article=replace(article.article, document=replace(document, lead=tall)))
    )
    qtbot.waitUntil(lambda: pane.view.whole)
    first = pane.view.document().find(document.blocks[0].text[:20])
    assert not first.isNull() and pane.view.cursorRect(first).bottom() < pane.view.viewport().height()
    picture = pane.view.document().find("\ufffc")
    with qtbot.waitSignal(pane.view.picture_clicked) as caught:
        spot = pane.view.cursorRect(picture).center() - QPoint(40, 0)
        qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert caught.args == [tall.digest], "a click shows the whole of it"


def test_the_lead_picture_is_as_high_at_first_as_after_a_change(pane, qtbot):
    """The bars, which come with the first article, take some of the room."""
    pane.resize(740, 720)
    pane.show_empty()
    pane.show_article(lebrief())
    at_first = pane.view.rendered.layout.lead_height
    qtbot.waitUntil(lambda: pane.view.whole)
    pane.presenter.refresh()
    assert pane.view.rendered.layout.lead_height == at_first


def test_the_sign_of_an_untranslated_caption_stands_at_the_caption(pane):
    article = lebrief()
    digest = article.article.document.lead.digest
    picture = Picture("https://example.org/p.jpg", digest=digest, width=400, height=300)
    words = "Une légende de la photo."
    figure = Block("f", BlockKind.FIGURE, (Part(words, words),), sentences=sentences(words), picture=picture)
    made = opened(figure, paragraph(1, "Une phrase."))
    pane.show_article(replace(made, picture_paths=article.picture_paths))
    pane.show_language("en")
    pane.view.lay_out_all()
    (caption,) = pane.view.rendered.placed[("f", TARGET)]
    assert caption.block.previous().text() == "\ufffc", "the picture stands above it"
    layout = pane.view.document().documentLayout()
    pane.view.verticalScrollBar().setValue(round(layout.blockBoundingRect(caption.block).top()) - 400)
    top = layout.blockBoundingRect(caption.block).top() - pane.view.verticalScrollBar().value()
    port = pane.view.viewport()
    before = port.grab().toImage()
    pane.view.marks = {"f": "failed"}
    port.update()
    after = port.grab().toImage()
    across = range(after.width())
    changed = [
        y for y in range(after.height()) if any(before.pixel(x, y) != after.pixel(x, y) for x in across)
    ]
    assert changed and top - 4 <= changed[0] and changed[-1] <= top + 30


def pictures_in(pane) -> int:
    return pane.view.document().toPlainText().count("\ufffc")


def test_a_picture_between_the_lines_stands_there_once_with_both_captions(pane):
    words = "Une légende de la photo."
    picture = Picture("https://example.org/p.jpg", digest="d", width=400, height=300)
    figure = Block("f", BlockKind.FIGURE, (Part(words, words),), sentences=sentences(words), picture=picture)
    made = opened(figure, paragraph(1, "Une phrase."))
    pane.show_article(made)
    pane.show_language("en")
    whole = translation(made, "en")
    stream(pane, whole, len(parts(whole)))
    show_what_came(pane)
    pane.choose_view(TextView.INTERLEAVED)
    pane.view.lay_out_all()
    (above,), (below,) = (pane.view.rendered.placed["f", side] for side in (TARGET, SOURCE))
    assert below.block.text().replace("\xa0", " ") == words != above.block.text()
    assert above.block.previous().text() == "\ufffc" and above.block.next() == below.block
    assert pictures_in(pane) == 1


@pytest.mark.parametrize("view", [TextView.TRANSLATION, TextView.SIDE_BY_SIDE, TextView.INTERLEAVED])
def test_a_lead_picture_without_a_caption_is_there_in_every_view(pane, view):
    article = lebrief()
    document = article.article.document
    bare = replace(document, lead=replace(document.lead, caption="", credit=""))
    made = replace(article, article=replace(article.article, document=bare))
    pane.resize(1200, 800)
    pane.show_article(made)
    pane.show_language("en")
    pane.choose_view(view)
    pane.view.lay_out_all()
    assert pane.view.rendered.layout.view is view
    assert pictures_in(pane) == 1
