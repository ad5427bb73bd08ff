"""The end of the article, and the popup that shows the original of a translated sentence."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent, QTextLayout, QTextOption
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from reader.core.messages import isolate
from reader.core.model import TextView
from reader.core.origin import NamedBy
from reader.gui.article_end.end_block import TWO_COLUMNS, EndBlock
from reader.gui.article_end.end_buttons import EndButtons
from reader.gui.article_end.feature import shelves_of
from reader.gui.article_end.link_row import LinkRow
from reader.gui.article_end.link_title import LinkTitle
from reader.gui.article_end.shelf_view import FIRST, Shelf
from reader.gui.background.save_entry import SaveState
from reader.gui.theme.theme import load_theme
from reader.gui.translation.original_popup import HOVER
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library, link, rich_document, translated_rich
from tests.gui.support.screen import screen


@pytest.fixture
def window(open_reading, qtbot):
    made = open_reading()
    qtbot.settle(made)  # End leads to the end of what is laid out by then
    return made


def press(window, what, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, what, modifier)


def buttons(block, text):
    """The buttons of a text, without what sets its direction and its distance from the icon."""
    marks = dict.fromkeys(map(ord, "\u200e\u200f\u2066\u2067\u2068\u2069\u00a0"))
    shown = [b for b in block._content.findChildren(QPushButton) if b.isVisibleTo(block)]
    return [b for b in shown if b.text().translate(marks) == text]


def titles(block):
    return [t.title for t in block._content.findChildren(LinkTitle)]


# The lists


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("fr", ["Derniers articles", "Les articles les plus lus", "Lire aussi"]),
        ("en", ["Latest articles", "Most read", "Read also"]),
        ("ar", ["أحدث المقالات", "الأكثر قراءة", "اقرأ أيضًا"]),
        ("de", ["Latest articles", "Most read", "Read also"]),
    ],
)
def test_headings_follow_the_language_of_the_article(language, headings):
    assert [shelf.heading for shelf in shelves_of(rich_document(), language)] == headings


def test_a_related_link_in_the_text_is_not_repeated():
    in_text = "https://www.lebrief.ma/93e-session/"
    document = replace(rich_document(), related=(replace(link(1), url=in_text),), latest=(), most_read=())
    assert shelves_of(document, "fr") == ()


@pytest.fixture
def block(qtbot, theme):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 900)
    made = EndBlock(parent)
    shelves = (Shelf("Derniers", tuple(link(n) for n in range(1, 6))), Shelf("Lus", (link(7),)))
    made.show_end(theme, shelves, "fr", False)
    made.place(0, 450, 900)
    made.show()
    parent.show()
    yield made
    parent.close()


def test_the_name_of_a_source_stands_behind_the_words_in_either_direction(block, theme):
    """Below an Arabic article the English sentence on the button still runs from the left."""
    for rtl, language in ((False, "fr"), (True, "ar")):
        block.show_end(theme, block._shelves, language, rtl)
        block.name_source("Le Quotidien", True)
        (button,) = buttons(block, "You follow Le Quotidien")
        option, text = QTextOption(), button.text()
        option.setTextDirection(block.layoutDirection())
        laid = QTextLayout(text, button.font())
        laid.setTextOption(option)
        laid.beginLayout()
        line = laid.createLine()
        laid.endLayout()
        starts = [line.cursorToX(text.index(word) + 1)[0] for word in ("You", "follow", "Le", "Quotidien")]
        assert starts == sorted(starts), language


def test_an_ampersand_in_the_name_of_a_source_is_shown(block):
    block.name_source("Rail & Routes", False)
    (button,) = buttons(block, "Follow Rail && Routes")
    assert button.accessibleName() == f"Follow {isolate('Rail & Routes')}"
    assert QKeySequence.mnemonic(button.text()).isEmpty()


def test_three_of_each_then_more(block, qtbot):
    assert titles(block) == [f"Autre article {n}" for n in (1, 2, 3, 7)]
    assert FIRST == 3
    with qtbot.waitSignal(block.resized):
        buttons(block, "Voir plus")[0].click()
    assert titles(block) == [f"Autre article {n}" for n in (1, 2, 3, 4, 5, 7)]
    assert buttons(block, "Voir plus") == []


def words_of(block):
    return [label.text() for label in block._content.findChildren(QLabel) if label.isVisibleTo(block)]


def test_save_is_asked_once_and_saved_is_said(block, qtbot):
    save = buttons(block, "Save")
    assert save[0].accessibleName().endswith("Autre article 1\u2069")
    with qtbot.waitSignal(block.save_wanted) as asked:
        qtbot.mouseClick(save[0], Qt.MouseButton.LeftButton)
    assert asked.args == ["https://www.lebrief.ma/autre-1/"]
    first = asked.args[0]
    assert len(buttons(block, "Save")) == 3 and "Saving…" in words_of(block)
    block.note(first, SaveState.FAILED)
    assert "Saving…" not in words_of(block)
    (again,) = buttons(block, "Not saved · Retry")
    assert again.hasFocus(), "the focus stays at the row that was clicked"
    block.note("https://www.lebrief.ma/autre-2/", SaveState.FAILED)
    (again, _) = buttons(block, "Not saved · Retry")
    assert again.hasFocus()
    block.note("https://www.lebrief.ma/autre-2/", None)
    (again,) = buttons(block, "Not saved · Retry")
    with qtbot.waitSignal(block.save_wanted):
        again.click()
    block.set_saved({"https://www.lebrief.ma/autre-1/": 4})
    assert len(buttons(block, "Save")) == 3
    assert "Saved" in words_of(block)


def test_nothing_hidden_of_a_link_keeps_the_words_it_had(block, qtbot):
    row = block.findChildren(LinkRow)[0]
    hidden = []
    for saved in (False, True, False):
        block.set_saved({row.url: 1} if saved else {})
        qtbot.settle(block)
        parts = [*row.findChildren(QPushButton), *row.findChildren(QLabel)]
        hidden += [part.text() + part.accessibleName() for part in parts if not part.isVisibleTo(row)]
    assert not any(hidden)


@pytest.mark.parametrize("interface", ["en", "fr", "ar"])
def test_a_date_stays_on_one_line(block, theme, request, interface):
    """A line of author and date that has no room breaks before the date, never within it."""
    before = QLocale()
    request.addfinalizer(lambda: QLocale.setDefault(before))
    QLocale.setDefault(QLocale(interface))
    block.show_end(theme, block._shelves, interface, interface == "ar")
    row = block.findChildren(LinkRow)[0]
    (meta,) = [label for label in row.findChildren(QLabel) if "Mouna" in label.text()]
    date = re.search(r"\d+\s\w+\s\d+", meta.text())
    laid = QTextLayout(meta.text(), meta.font())
    for width in range(meta.fontMetrics().horizontalAdvance(date[0]) + 4, 400, 6):
        laid.beginLayout()
        starts = []
        while (line := laid.createLine()).isValid():
            line.setLineWidth(width)
            starts.append(line.textStart())
        laid.endLayout()
        assert not [start for start in starts if date.start() < start < date.end()], width


def test_another_article_is_shown_in_the_same_widgets(block, theme, qtbot):
    """A new widget costs a hundred times what new words cost, and each key J shows another end."""
    qtbot.settle(block)
    before = set(block.findChildren(QWidget))
    others = (
        Shelf("Derniers", tuple(link(n) for n in range(11, 16))),
        Shelf("Lus", (replace(link(7), title="قانون", author="", date="", section=""),)),
    )
    block.show_end(theme, others, "ar", True)
    block.name_source("Le Quotidien", True)
    block.set_saved({link(12).url: 3})
    block.note(link(11).url, SaveState.RUNNING)
    qtbot.settle(block)
    assert set(block.findChildren(QWidget)) == before
    assert titles(block) == ["Autre article 11", "Autre article 12", "Autre article 13", "قانون"]
    assert words_of(block).count("Saved") == words_of(block).count("Saving…") == 1
    assert len(buttons(block, "Save")) == 2 and len(buttons(block, "You follow Le Quotidien")) == 1
    block.show_end(theme, (Shelf("Lus", (link(1), link(2))),), "fr", False)
    block.name_source("", False)
    qtbot.settle(block)
    assert titles(block) == ["Autre article 1", "Autre article 2"]
    assert len(buttons(block, "Save")) == 2 and words_of(block).count("Saved") == 0


def test_the_first_button_is_filled_or_outlined_and_nothing_is_made_anew(block, theme):
    """One filled button is in sight at a time: another comes and goes above the text."""
    (first,) = buttons(block, "Archive and next")
    there = set(block.findChildren(QWidget))
    pictures = []
    for outlined in (False, True, False):
        block.outline(outlined)
        assert set(block.findChildren(QWidget)) == there
        pictures.append(first.grab().toImage())
    accent = theme.color("accent")
    assert [picture.pixelColor(6, picture.height() // 2) == accent for picture in pictures] == [
        True,
        False,
        True,
    ]
    assert pictures[0] == pictures[2]


@pytest.mark.parametrize("way", ["mouse", "enter", "space"])
def test_a_title_is_a_link(block, qtbot, way):
    title = block._content.findChildren(LinkTitle)[1]
    with qtbot.waitSignal(block.open_wanted) as opened:
        if way == "mouse":
            qtbot.mouseClick(title, Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(title, Qt.Key.Key_Return if way == "enter" else Qt.Key.Key_Space)
    assert opened.args == ["https://www.lebrief.ma/autre-2/"]


def test_it_folds_to_one_column(block):
    wide = block.height_for(900)
    assert block.height_for(500) > wide
    assert block.height_for(900) == wide


def test_nothing_is_wider_than_the_room(block, qtbot):
    for width in (400, 700, 1400):
        block.place(0, width // 2, width)
        qtbot.settle(block)
        assert block._content.minimumSizeHint().width() <= min(width - 32, 860)


@pytest.mark.parametrize("width", [320, 334, 420, 560, 700, 900])
def test_every_button_is_whole(block, qtbot, width):
    block.name_source("Journal Exemple", followed=False)
    block.place(0, width // 2, width)
    qtbot.settle(block)
    shown = [button for button in block.findChildren(EndButtons)[0].findChildren(QPushButton)]
    assert len(shown) == 4
    places = [QRect(button.mapTo(block, QPoint(0, 0)), button.size()) for button in shown]
    for button, place in zip(shown, places, strict=True):
        assert place.width() >= button.sizeHint().width(), button.accessibleName()
        assert block.rect().contains(place)
    assert not any(one.intersects(other) for one, other in itertools.combinations(places, 2))


def test_in_arabic_the_lists_run_from_the_right(block, qtbot):
    shelves = (Shelf("أحدث المقالات", (link(1),)), Shelf("الأكثر قراءة", (link(2),)))
    block.show_end(load_theme("dark"), shelves, "ar", True)
    block.place(0, 450, 900)
    qtbot.settle(block)
    first, second = block._content.findChildren(LinkTitle)
    assert first.mapTo(block, QPoint(0, 0)).x() > second.mapTo(block, QPoint(0, 0)).x()
    save = buttons(block, "Save")[0]
    assert save.mapTo(block, QPoint(0, 0)).x() < first.mapTo(block, QPoint(0, 0)).x()
    assert first.side is Qt.AlignmentFlag.AlignRight
    metas = [text for text in words_of(block) if "Mouna" in text]
    assert all(text.startswith("\u200f") for text in metas)


# In the window


def test_it_stands_below_the_text(window):
    on_screen = screen(window)
    view, block = on_screen.view, on_screen.end_block
    press(window, Qt.Key.Key_End)
    last = on_screen.view.bars[0][0]
    box = view.document().documentLayout().blockBoundingRect(last)
    text_end = view.viewport().y() + box.bottom() - view.verticalScrollBar().value()
    assert text_end + 20 <= block.y() <= text_end + 80
    assert block.geometry().bottom() <= view.height()
    assert "Autre article 1" in titles(block)


def test_it_scrolls_with_the_text(window):
    view, block = screen(window).view, screen(window).end_block
    press(window, Qt.Key.Key_End)
    before, bar = block.y(), view.verticalScrollBar()
    bar.setValue(bar.value() - 50)
    assert block.y() == before + 50
    bar.setValue(0)
    assert block.y() > view.height()


def test_reading_to_the_end_of_the_text_is_finishing(window):
    on_screen = screen(window)
    view, bar, timer = on_screen.view, on_screen.view.verticalScrollBar(), on_screen.read_through.timer
    bar.setValue(bar.maximum() - view.end_room)
    timer.timeout.emit()
    assert view.share_read == pytest.approx(1.0)
    assert bar.value() < bar.maximum()


def test_what_the_library_has_is_saved(window, qtbot):
    block = screen(window).end_block
    qtbot.waitUntil(lambda: block._saved != {})
    assert words_of(block).count("Saved") == 2
    assert {url for url, number in block._saved.items() if number} == {
        "https://www.lebrief.ma/autre-1/",
        "https://www.lebrief.ma/autre-2/",
    }


def test_a_saved_link_opens_the_saved_copy(window, qtbot):
    on_screen = screen(window)
    block = on_screen.end_block
    title = next(t for t in block._content.findChildren(LinkTitle) if t.title == "Autre article 2")
    title.click()
    wanted = next(row.id for row in on_screen.summaries if row.title == "Autre article 2")
    qtbot.waitUntil(lambda: on_screen.article_id == wanted)
    assert titles(on_screen.end_block) == []


def test_what_is_saved_stays_said_in_another_language(window, qtbot):
    on_screen = screen(window)
    block = on_screen.end_block
    qtbot.waitUntil(lambda: len(buttons(block, "Save")) == 4)
    on_screen.pane_translation.done("en", translated_rich("en"))
    on_screen.reading_pane.choose_language("en")
    assert len(buttons(block, "Save")) == 4


def test_save_gives_the_link_to_the_queue_as_one_that_the_article_names(window, qtbot, monkeypatch):
    given = []
    on_screen = screen(window)
    monkeypatch.setattr(on_screen.saving, "give", lambda links, origin: given.append((links, origin)))
    on_screen.save_wanted.emit("https://www.lebrief.ma/autre-3/")
    qtbot.waitUntil(lambda: bool(given))
    ((links, origin),) = given
    assert links == ["https://www.lebrief.ma/autre-3/"]
    assert (origin.by, origin.page) == (NamedBy.PAGE, on_screen.articles.summary(on_screen.article_id).url)


def test_archive_and_next(window, qtbot):
    on_screen = screen(window)
    first, second = (row.id for row in on_screen.summaries[:2])
    buttons(on_screen.end_block, "Archive and next")[0].click()
    qtbot.waitUntil(lambda: on_screen.article_id == second)
    qtbot.waitUntil(lambda: on_screen.articles.summary(first).archived)
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not on_screen.articles.summary(first).archived)


def test_an_archived_article_offers_to_take_it_out_again(window, qtbot):
    on_screen = screen(window)
    on_screen.show_view("all")
    qtbot.waitUntil(lambda: on_screen.list_pane.view_name == "all")
    first = on_screen.article_id
    on_screen.library.change([first], "archived", True)
    qtbot.waitUntil(lambda: on_screen.articles.summary(first).archived)
    (button,) = buttons(on_screen.end_block, "Unarchive")
    assert not buttons(on_screen.end_block, "Archive and next")
    button.click()
    qtbot.waitUntil(lambda: not on_screen.articles.summary(first).archived)
    assert on_screen.article_id == first and buttons(on_screen.end_block, "Archive and next")


def test_archive_and_next_where_archived_cards_stay(window, qtbot):
    on_screen = screen(window)
    on_screen.show_view("all")
    qtbot.waitUntil(lambda: on_screen.list_pane.view_name == "all")
    first, second = (row.id for row in on_screen.summaries[:2])
    on_screen.article_end.archive_next()
    qtbot.waitUntil(lambda: on_screen.article_id == second)
    assert first in [row.id for row in on_screen.summaries]


def test_the_original_page_goes_to_the_browser(window, monkeypatch):
    went = []
    monkeypatch.setattr("reader.gui.main_window.window_commands.open_in_browser", went.append)
    buttons(screen(window).end_block, "Original page")[0].click()
    assert went == [screen(window).article_document.url]


def test_it_follows_theme_language_and_width(window, qtbot):
    on_screen = screen(window)
    block = on_screen.end_block
    on_screen.options.theme("dark")
    assert block._theme.name == "dark"
    on_screen.article_content.store("ar", translated_rich("ar"))
    on_screen.reading_pane.show_language("ar")
    assert block.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert "أحدث المقالات" in words_of(block)
    window.resize(480, 800)
    for _ in range(2):
        qtbot.settle(window)
        on_screen.view.lay_out_all()
        bar = on_screen.view.verticalScrollBar()
        bar.setValue(bar.maximum())
        assert block.geometry().right() <= on_screen.view.width()
        assert block.geometry().bottom() <= on_screen.view.height() + 1
        window.resize(window.width() + TWO_COLUMNS + 2 - on_screen.view.width(), 800)
    assert on_screen.view.width() >= TWO_COLUMNS > on_screen.article_end._room()[1], "but for the bar"


# The original of a translated sentence


@pytest.fixture
def translated(window):
    on_screen = screen(window)
    on_screen.article_content.store("en", translated_rich("en"))
    on_screen.reading_pane.show_language("en")
    on_screen.reading_pane.set_view(TextView.TRANSLATION)
    return window


def hover(window, position):
    """Rest the pointer on a place of the text."""
    view = screen(window).view
    cursor = view.textCursor()
    cursor.setPosition(position)
    spot = QPointF(view.cursorRect(cursor).center())
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        spot,
        view.viewport().mapToGlobal(spot),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_alt_shows_the_original_while_it_is_held(translated):
    window = translated
    on_screen = screen(window)
    press(window, Qt.Key.Key_J)
    popup = on_screen.original_popup
    QTest.keyPress(on_screen.view, Qt.Key.Key_Alt)
    assert on_screen.original_card.isVisible()
    assert popup.words.text().startswith("Réunis à Marrakech")
    assert not on_screen.original_card.geometry().contains(QPoint(0, round(on_screen.cursor.line_top())))
    QTest.keyRelease(on_screen.view, Qt.Key.Key_Alt)
    assert not on_screen.original_card.isVisible()


def test_resting_on_a_sentence_shows_its_original(translated, qtbot):
    window = translated
    on_screen = screen(window)
    press(window, Qt.Key.Key_J)
    view, popup = on_screen.view, on_screen.original_popup
    block = view.bars[0][0]
    hover(window, block.position() + 3)
    assert popup._rest.interval() == HOVER == 600
    assert not on_screen.original_card.isVisible()
    qtbot.waitUntil(on_screen.original_card.isVisible)
    assert popup.words.text().startswith("Réunis")
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 30)
    assert not on_screen.original_card.isVisible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_only_the_words_of_a_sentence_show_its_original(window, qtbot, language):
    on_screen = screen(window)
    on_screen.article_content.store(language, translated_rich(language))
    on_screen.reading_pane.choose_translation(language, TextView.TRANSLATION)
    on_screen.reading_mode.enter()
    qtbot.settle(window, pauses=1000)
    press(window, Qt.Key.Key_J)
    view, popup, card = on_screen.view, on_screen.original_popup, on_screen.original_card
    block = view.bars[0][0]
    last = block.layout().lineAt(block.layout().lineCount() - 1)
    cursor = view.textCursor()
    cursor.setPosition(block.position() + last.textStart())
    words = view.cursorRect(cursor).center() + QPoint(-9 if language == "ar" else 9, 0)
    beside = QPoint(view.viewport().width() - words.x(), words.y())  # the line ends before
    assert last.naturalTextWidth() < view.viewport().width() / 2
    margin = QPoint(view.viewport().x() // 2, words.y())
    below = QPoint(words.x(), words.y() + round(last.height()))
    for widget, empty in ((view, margin), (view.viewport(), beside), (view.viewport(), below)):
        QTest.mouseMove(view.viewport(), words)
        popup._rest.timeout.emit()  # it has rested there
        assert card.isVisible()
        QTest.mouseMove(widget, empty)
        assert not card.isVisible(), empty
        if popup._rest.isActive():
            popup._rest.timeout.emit()
        assert not card.isVisible(), empty


def test_the_original_itself_has_no_popup(window):
    on_screen = screen(window)
    press(window, Qt.Key.Key_J)
    QTest.keyPress(on_screen.view, Qt.Key.Key_Alt)
    assert not on_screen.original_card.isVisible()
    QTest.keyRelease(on_screen.view, Qt.Key.Key_Alt)
    hover(window, on_screen.view.bars[0][0].position() + 3)
    on_screen.original_popup._on_rest()
    assert not on_screen.original_card.isVisible()


def test_another_view_takes_the_popup_away(translated):
    window = translated
    on_screen = screen(window)
    press(window, Qt.Key.Key_J)
    QTest.keyPress(on_screen.view, Qt.Key.Key_Alt)
    on_screen.reading_pane.choose_view(TextView.ORIGINAL)
    assert not on_screen.original_card.isVisible()


@pytest.mark.parametrize("keys", [("O", "T"), ("T", "B", "I", "O")])
def test_flipping_between_the_languages_keeps_the_sentence(translated, keys, qtbot):
    window = translated
    on_screen = screen(window)
    for _ in range(6):
        press(window, Qt.Key.Key_J)
    stop = on_screen.sentence_stop
    before = on_screen.cursor.line_top()
    for name in keys:
        press(window, getattr(Qt.Key, f"Key_{name}"))
        assert on_screen.sentence_stop.unit == stop.unit
    view = {"O": TextView.ORIGINAL, "T": TextView.TRANSLATION}[keys[-1]]
    assert on_screen.reading_pane.text_view is view
    assert abs(on_screen.cursor.line_top() - before) <= 45


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_lists_keep_from_both_edges_of_the_text_in_both_directions(
    open_window, qtbot, tmp_path, language
):
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(size=(1280, 800), interface_language=language)
    on_screen = screen(window)
    on_screen.open_article(ids[0])
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    on_screen.cursor.to_end()
    qtbot.waitUntil(on_screen.end_block.isVisible)
    qtbot.settle(window)
    view, block = on_screen.view, on_screen.end_block
    bar = view.verticalScrollBar()
    assert bar.isVisible() and bar.width() > 0
    start, end = block.x(), view.width() - block.geometry().right() - 1
    left, right = (bar.width(), 0) if language == "ar" else (0, bar.width())
    assert start - left >= 15 and end - right >= 15
    assert abs((start - left) - (end - right)) <= 2, "in the middle of what the scroll bar leaves"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_list_that_stands_alone_is_as_wide_as_the_text(block, theme, qtbot, language):
    block.text_width = 500
    document = replace(rich_document(), latest=(), most_read=())
    block.show_end(theme, shelves_of(document, language), language, language == "ar")
    block.place(0, 500, 1000)
    (alone,) = block._views
    left = alone.mapTo(block, QPoint(0, 0)).x()
    assert (alone.width(), left) == (500, (block.width() - 500) // 2)


@pytest.mark.parametrize("width", [560, 1280])
def test_below_the_first_article_shown_it_is_so_too(open_window, qtbot, tmp_path, width):
    window = open_window(size=(width, 800))
    on_screen = screen(window)
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        document = replace(rich_document(), latest=(), most_read=())
        article = session.articles.add(document, document.url, "a.ma/1", "2026-01-01T10:00:00Z")
    on_screen.library.refresh()
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 1)
    on_screen.open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    on_screen.cursor.to_end()
    qtbot.waitUntil(on_screen.end_block.isVisible)
    qtbot.settle(window)
    (alone,) = on_screen.end_block._views
    assert abs(alone.width() - on_screen.view.column) <= 1
