"""The library list without a library: model, card words, painting, header, empty views."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QLocale, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from reader.core.errors import ReaderError
from reader.core.model import ArticleSummary
from reader.gui.article_list.article_delegate import HEIGHT, ArticleDelegate, runs_right_to_left, wrapped
from reader.gui.article_list.article_model import ArticleModel, Role
from reader.gui.article_list.list_pane import ListPane
from reader.gui.background.job_runner import JobRunner
from reader.gui.background.undo_stack import Change, UndoStack
from reader.gui.cards.card_text import badges, spoken, time_text, title_of
from reader.gui.cards.row_pages import PAGE
from reader.gui.cards.thumbnails import Thumbnails, read_thumbnail
from reader.gui.organize.list_updates import leaves_view
from reader.gui.saving.save_tray import SaveTray
from reader.gui.search.result_list import ResultList
from reader.gui.sources.link_list import LinkList
from reader.gui.text.dates import long_date, short_date
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.theme import apply, load_theme
from tests.gui.support.counting import Work

ARTICLE = ArticleSummary(
    1,
    "Marrakech : Interpol exhorte les États à agir contre la cybercriminalité",
    "https://www.lebrief.ma/x",
    "Ilyasse Rhamir",
    "2025-11-27",
    "fr",
    "LeBrief",
    "Politique",
    "Réunis à Marrakech pour leur 93e Assemblée générale",
    words=430,
    translations=("en", "ar"),
)


def summaries(count):
    return [dataclasses.replace(ARTICLE, id=n + 1, title=f"Titre {n + 1}") for n in range(count)]


@pytest.fixture(autouse=True)
def _english():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def model():
    return ArticleModel(lambda digest: None)


@pytest.fixture
def pane(qtbot, model):
    results, links = ResultList(model.thumbnail), LinkList()
    made = ListPane(model)
    made.hold(results, links, SaveTray())
    qtbot.addWidget(made)
    made.resize(392, 800)
    made.show()
    return made


# Words


def test_dates_are_in_the_interface_language():
    assert short_date("2025-11-27") == "27 Nov 2025"
    assert long_date("2025-11-27T10:00:00+00:00") == "27 November 2025"
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    assert long_date("2025-11-27") == "27 novembre 2025"
    QLocale.setDefault(QLocale(QLocale.Language.Arabic, QLocale.Country.Morocco))
    assert long_date("2026-01-12") == "12 يناير 2026"
    assert short_date("bientôt") == "bientôt"


def test_time_becomes_time_left_once_begun():
    assert time_text(ARTICLE).startswith("2 min")
    begun = dataclasses.replace(ARTICLE, progress=0.6)
    assert time_text(begun).startswith("1 min left")
    assert time_text(dataclasses.replace(ARTICLE, words=0)) == ""
    assert time_text(ARTICLE, speed=86).startswith("5 min")


def test_badges_name_the_original_then_the_translations():
    assert badges(ARTICLE) == [("FR", False), ("EN", True), ("AR", True)]
    assert badges(dataclasses.replace(ARTICLE, language="", translations=())) == []


def test_title_in_the_interface_language_when_there_is_one():
    translated = dataclasses.replace(ARTICLE, translated_titles={"en": "Interpol urges"})
    assert title_of(translated, "en") == "Interpol urges"
    assert title_of(translated, "ar") == ARTICLE.title


def test_a_card_is_spoken_as_one_sentence():
    text = spoken(dataclasses.replace(ARTICLE, favourite=True))
    for piece in (ARTICLE.title, "Politics", "Ilyasse Rhamir", "27 November 2025", "unread", "favourite"):
        assert piece in text
    assert "40%" in spoken(dataclasses.replace(ARTICLE, opened=True, progress=0.4))


# Model


def test_cards_are_asked_for_where_they_are_looked_at(model, qtbot):
    rows = summaries(100_000)
    model.set_rows(rows[:PAGE], [row.id for row in rows])
    assert model.rowCount() == 100_000
    assert model.summaries[0].title == "Titre 1"
    assert model.summaries[70_000] == ArticleSummary(70_001, "", "", opened=True)
    known = []
    model.cards_wanted.connect(known.append)
    model.index(5, 0).data(Role.SUMMARY)
    qtbot.settle(model)
    assert known == [], "those of the first page are there"
    with qtbot.waitSignal(model.cards_wanted) as asked:
        assert model.index(70_000, 0).data(Role.SUMMARY).id == 70_001
        assert model.index(70_001, 0).data(Role.SUMMARY).title == ""
    assert len(asked.args[0]) == PAGE
    assert 70_001 in asked.args[0]
    with qtbot.waitSignal(model.dataChanged):
        model.put([rows[n - 1] for n in asked.args[0]])
    assert model.index(70_000, 0).data(Role.SUMMARY).title == "Titre 70001"
    assert model.index_of(100_000).row() == 99_999


def test_cards_that_may_have_changed_are_shown_and_asked_for_again(model, qtbot):
    rows = summaries(300)
    ids = [row.id for row in rows]
    model.set_rows(rows, ids)
    assert model.set_rows(rows[:PAGE], ids) is False
    with qtbot.waitSignal(model.cards_wanted) as asked:
        assert model.index(250, 0).data(Role.SUMMARY).title == "Titre 251"
    assert 251 in asked.args[0]


CALLS = 20_000
"""Functions that one event may call for a list of 100,000 rows: far less than one for each."""


def test_a_hundred_thousand_rows_are_laid_out_at_once(pane, model, qapp):
    """Counting them in Python, as the view does for every row, took 160 ms of work."""
    cards = summaries(100)
    for view, ids in (("all", range(1, 100_001)), ("unread", range(100_000, 0, -1))):
        pane.show_rows(view, cards, 100_000, list(ids))
        with Work() as work:
            qapp.processEvents()
            qapp.processEvents()
        assert work.calls < CALLS
    assert model.rowCount() == 100_000 and pane.cards.verticalScrollBar().maximum() > 100_000 * 100
    with Work() as work:
        model.remove(50_000)
        qapp.processEvents()
    assert work.calls < CALLS
    assert model.rowCount() == 99_999 and model.row_of(50_000) == -1


def test_the_same_rows_change_in_place(model, qtbot):
    model.set_rows(summaries(3))
    changed = summaries(3)
    changed[1] = dataclasses.replace(changed[1], favourite=True)
    with qtbot.waitSignal(model.dataChanged) as told:
        assert model.set_rows(changed) is False
    assert told.args[0].row() == 1
    assert model.set_rows(changed[:2]) is True


def test_update_and_remove(model):
    model.set_rows(summaries(3))
    model.update(2, unread=False)
    assert model.summaries[1].unread is False
    model.remove(2)
    model.remove(99)
    assert [row.id for row in model.summaries] == [1, 3]
    assert model.rowCount() == 2
    model.set_rows(summaries(5))
    model.picked.toggle(2)
    model.picked.toggle(4)
    model.remove_many([1, 2, 5, 99])
    assert [row.id for row in model.summaries] == [3, 4]
    assert model.picked.ids == [4]


def test_accessible_roles(model):
    model.set_rows([ARTICLE])
    index = model.index(0, 0)
    assert ARTICLE.title in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == ARTICLE.excerpt
    assert index.data(Qt.ItemDataRole.ToolTipRole) == ARTICLE.title
    assert index.data(Role.THUMBNAIL) is None


# Painting


def painted(model, direction=Qt.LayoutDirection.LeftToRight, selected=False, theme="light"):
    """One card as an image of 392 × 146 px."""
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 392, HEIGHT)
    option.direction = direction
    option.state = QStyle.StateFlag.State_Selected if selected else QStyle.StateFlag.State_None
    image = QImage(392, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    apply(QApplication.instance(), load_theme(theme))
    ArticleDelegate().paint(painter, option, model.index(0, 0))
    painter.end()
    return image


def column_has(image, x, color):
    return any(image.pixelColor(x, y) == color for y in range(image.height()))


@pytest.mark.parametrize("theme", ["light", "sepia", "dark", "contrast"])
def test_unread_has_a_dot_at_the_start_and_selected_a_bar(model, theme):
    accent = load_theme(theme).color("accent")
    model.set_rows([ARTICLE])
    plain, chosen = painted(model, theme=theme), painted(model, selected=True, theme=theme)
    assert column_has(plain, 13, accent)
    assert not column_has(plain, 1, accent)
    assert column_has(chosen, 1, accent)
    mirrored = painted(model, Qt.LayoutDirection.RightToLeft, True, theme)
    assert column_has(mirrored, 390, accent)
    assert column_has(mirrored, 391 - 13, accent)
    assert not column_has(mirrored, 1, accent)


def test_opened_loses_its_dot_and_begun_has_a_line(model):
    accent = load_theme("light").color("accent")
    model.set_rows([dataclasses.replace(ARTICLE, opened=True, progress=0.5)])
    image = painted(model)
    assert not column_has(image, 13, accent)
    line = [x for x in range(392) if image.pixelColor(x, HEIGHT - 3) == accent]
    assert line[0] == 24
    assert line[-1] == 24 + round((392 - 40) * 0.5) - 1


def test_the_thumbnail_is_at_the_end_side(qtbot):
    red = QPixmap(76, 72)
    red.fill(QColor("#ff0000"))
    model = ArticleModel(lambda digest: red)
    model.set_rows([dataclasses.replace(ARTICLE, thumbnail="abc")])
    assert painted(model).pixelColor(392 - 16 - 38, 50).name() == "#ff0000"
    assert painted(model, Qt.LayoutDirection.RightToLeft).pixelColor(16 + 38, 50).name() == "#ff0000"


def test_text_is_cut_to_two_lines_with_an_ellipsis():
    font = ui_font(13)
    lines = wrapped("mot " * 200, font, 200)
    assert len(lines) == 2
    assert lines[1][0].endswith("…")
    assert wrapped("court", font, 200) == [("court", False)]
    assert wrapped("", font, 200) == []
    assert wrapped("الجفاف: هل طوى المغرب الصفحة؟", font, 400)[0][1] is True
    assert all("\u00a0?" in line or "?" not in line for line, _ in wrapped("Quoi ? " * 9, font, 120))


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f"])
def test_no_line_begins_with_a_french_sign_or_ends_with_a_quotation_mark(qapp, blank):
    text = f"Budget{blank}: «{blank}nous tiendrons{blank}» à 1{blank}200{blank}% près{blank}; et vous{blank}?"
    for width in range(100, 400, 4):
        lines = [line for line, _ in wrapped(text, ui_font(13), width, most=20)]
        assert "".join(lines).replace(" ", "").replace("\u00a0", "").replace("\u202f", "") == (
            text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
        )
        assert not [line for line in lines if line[0] in ":;?»" or line[-1] == "«"], width


def test_letters_outside_the_basic_plane_are_cut_where_qt_cuts():
    lines = wrapped(
        "🙂🙂 un titre avec des émojis 🙂🙂 et encore du texte après 🙂", ui_font(13), 150, most=6
    )
    assert "".join(line for line, _ in lines).replace(" ", "").count("🙂") == 5


@pytest.mark.parametrize(("text", "rtl"), [("abc", False), ("… سلام abc", True), ("12", False), ("", False)])
def test_direction_is_that_of_the_first_strong_letter(text, rtl):
    assert runs_right_to_left(text) is rtl


# Thumbnails


def test_thumbnails_are_cut_to_size_off_the_gui_thread(tmp_path, qtbot):
    picture = QImage(400, 100, QImage.Format.Format_RGB32)
    picture.fill(QColor("#00ff00"))
    picture.save(str(tmp_path / "p.png"))
    (tmp_path / "bad.png").write_bytes(b"no picture")
    runner = JobRunner()
    thumbnails = Thumbnails(runner, lambda digest: tmp_path / f"{digest}.png", 1.0, runner)
    told = []
    thumbnails.loaded.connect(told.append)
    for digest in ("p", "bad"):
        place = thumbnails.get(digest)
        assert place.size() == QSize(76, 72), "words beside it stand where they will stay"
        assert place.toImage().pixelColor(38, 36).alpha() == 0
    qtbot.waitUntil(lambda: sorted(told) == ["bad", "p"])
    assert thumbnails.get("p").size() == QSize(76, 72)
    assert thumbnails.get("p").toImage().pixelColor(38, 36).name() == "#00ff00"
    assert thumbnails.get("p").toImage().pixelColor(0, 0).alpha() < 60
    qtbot.waitUntil(lambda: not runner.busy)
    assert thumbnails.get("bad") is None
    assert read_thumbnail(tmp_path / "bad.png", QSize(76, 72), 6) is None
    runner.close()


# Pane


def test_header_shows_view_and_count(pane):
    pane.show_rows("favourites", summaries(3), 3)
    texts = [label.text() for label in pane.header.findChildren(type(pane._title))]
    assert "Favourites" in texts
    assert "3" in texts


@pytest.mark.parametrize("view", ["unread", "favourites", "archive", "all", "trash"])
def test_each_empty_view_has_words_and_one_action(pane, qtbot, view):
    pane.show_rows(view, [])
    assert pane.empty.isVisible()
    assert len(pane.empty.text.splitlines()) == 2
    with qtbot.waitSignal(pane.empty_action) as told:
        pane.empty._button.click()
    assert told.args[0] in ("all", "add")


def test_an_error_takes_the_place_of_the_list(pane, qtbot):
    pane.show_error(ReaderError("library-newer"))
    assert "newer Liseuse" in pane.empty.text
    with qtbot.waitSignal(pane.empty_action) as told:
        pane.empty._button.click()
    assert told.args == ["retry"]


def test_refreshing_keeps_the_card_and_the_place(pane):
    pane.show_rows("unread", summaries(40))
    pane.select(30)
    place = pane.cards.verticalScrollBar().value()
    assert place > 0
    pane.show_rows("unread", summaries(40)[1:])
    assert pane.current_id() == 30
    assert pane.cards.verticalScrollBar().value() == place


def test_a_card_that_is_gone_gives_its_place_to_the_next(pane):
    pane.show_rows("unread", summaries(5))
    pane.select(3)
    pane.show_rows("unread", [row for row in summaries(5) if row.id != 3])
    assert pane.current_id() == 4
    pane.remove(4)
    assert pane.current_id() == 5
    pane.remove(5)
    assert pane.current_id() == 2


def test_resting_on_a_card_shows_it_without_taking_the_focus(pane, qtbot):
    pane.show_rows("unread", summaries(5))
    pane.cards.setFocus()
    with qtbot.waitSignal(pane.open_wanted) as told:
        qtbot.keyClick(pane.cards, Qt.Key.Key_Down)
    assert told.args[1] is False
    pane.set_narrow(True)
    rested = []
    pane.open_wanted.connect(lambda *which: rested.append(which))
    qtbot.keyClick(pane.cards, Qt.Key.Key_Down)
    qtbot.settle(pane)
    assert rested == []


def test_grey_shapes_when_a_list_is_slow(pane, qtbot):
    pane.expect_rows("archive")
    qtbot.waitUntil(lambda: pane._shapes.isVisible())
    pane.show_rows("archive", summaries(1))
    assert pane.cards.isVisible()


# Undo and leaving


def test_what_leaves_which_view():
    assert leaves_view("unread", "archived", True)
    assert leaves_view("archive", "archived", False)
    assert leaves_view("favourites", "favourite", False)
    assert leaves_view("all", "trashed", True)
    assert leaves_view("trash", "trashed", False)
    assert not leaves_view("unread", "unread", False)
    assert not leaves_view("all", "archived", True)


def test_undo_gives_the_newest_back_first():
    stack = UndoStack()
    first, second = Change((1,), "archived", True), Change((2, 3), "unread", False)
    stack.push(first)
    stack.push(second)
    assert stack.pop() == second
    assert first.inverse == Change((1,), "archived", False)
    assert stack.pop() == first
    assert stack.pop() is None
    assert stack.pop_undone() == first
    assert stack.pop_undone() == second
    assert stack.pop_undone() is None


def test_a_new_change_forgets_what_could_be_done_again():
    stack = UndoStack()
    stack.push(Change((1,), "archived", True))
    stack.pop()
    stack.push(Change((2,), "archived", True))
    assert stack.pop_undone() is None
    assert stack.pop() == Change((2,), "archived", True)


def test_undo_gives_back_only_what_was_changed():
    stack = UndoStack()
    change, other = Change((1, 2, 3), "favourite", True), Change((4,), "favourite", True)
    stack.push(change)
    stack.push(other)
    stack.narrow(change, [1, 3])
    stack.narrow(other, [])
    assert stack.pop() == Change((1, 3), "favourite", True)
    assert stack.pop() is None
