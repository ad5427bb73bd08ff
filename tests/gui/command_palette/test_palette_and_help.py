"""Command palette and keyboard help: what they find and list, how they take and give back the focus."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea

from reader.commands import COMMANDS, IN_LIST, IN_TEXT
from reader.gui.command_palette import help_overlay
from reader.gui.command_palette.palette_entries import ARTICLES, RECENT, SETTINGS, Entry, find
from reader.gui.command_palette.palette_entries import COMMANDS as COMMAND_GROUP
from reader.gui.keyboard.command_groups import GROUPS, context_title, filtered, help_rows
from reader.gui.keyboard.keymap import Keymap
from reader.gui.main_window.overlays import ICONS, OTHER_ICON, icon_of
from reader.gui.text.matching import fold, match
from reader.gui.theme.icons import pixmap
from reader.gui.theme.motion import MOTION
from reader.gui.theme.theme import load_theme
from tests.gui.support.screen import screen

# Matching


@pytest.mark.parametrize(
    ("query", "name", "rank"),
    [
        ("tra", "Translation", 0),
        ("TRA", "translation", 0),
        ("trash", "Move to Trash", 1),
        ("cote", "Côte à côte", 0),
        ("etiq", "Les étiquettes", 1),
        ("mtt", "Move to Trash", 2),
        ("rash", "Move to Trash", 3),
        ("trash move", "Move to Trash", 4),
        ("oeuvre", "L’œuvre", 1),
        ("l'œuvre", "L’œuvre", 0),
        ("الترجمه", "الترجمةُ", 0),
        ("انتربول", "الإنتربول", 3),
        ("النماذج", "نماذج الترجمة…", 0),
        ("الترجمة النماذج", "نماذج ترجمة", 4),
        ("الى", "نماذج", None),
        ("xyz", "Move to Trash", None),
        ("t", "m t", 1),
    ],
)
def test_matching_ignores_accents_and_knows_initials(query, name, rank):
    found = match(query, name)
    assert (found.rank if found else None) == rank


@pytest.mark.parametrize(
    ("query", "name", "bold"),
    [
        ("cote", "Vue côte à côte", ["côte"]),
        ("mtt", "Move to Trash", ["M", "t", "T"]),
        ("oeu", "L’œuvre", ["œu"]),
        ("to move", "Move to Trash", ["Move", "to"]),
        ("", "Anything", []),
    ],
)
def test_the_matching_stretches_are_known(query, name, bold):
    assert [name[a:b] for a, b in match(query, name).spans] == bold


def test_arabic_folds_marks_alef_yaa_and_taa():
    assert fold("الْكِتَابُ").text == fold("الكتاب").text
    assert fold("إلى").text == fold("الي").text
    assert fold("مكتبة").text == fold("مكتبه").text
    assert fold("كتـــاب").text == fold("كتاب").text


@given(st.text(max_size=40), st.text(max_size=6))
def test_any_text_matches_itself_and_never_breaks(name, query):
    folded = fold(name)
    assert len(folded.text) == len(folded.origin)
    found = match(query, name)
    for start, end in found.spans if found else ():
        assert 0 <= start < end <= len(name)
    assert match(name, name) is not None


# Entries


def entry(name, group=COMMAND_GROUP, **more):
    return Entry(group, name, lambda: None, id=more.pop("id", name), **more)


def names(rows):
    return [row.entry.name if row.entry else f"[{row.group}]" for row in rows]


def test_the_best_match_comes_first_and_groups_follow():
    entries = [
        entry("Restore from Trash"),
        entry("Trash"),
        entry("Show translation", reason="No article is open"),
        entry("Titre traduit", ARTICLES),
        entry("Traduction des titres : oui", SETTINGS),
    ]
    assert names(find("tra", entries)) == [
        "[commands]",
        "Trash",
        "Restore from Trash",
        "Show translation",
        "[articles]",
        "Titre traduit",
        "[settings]",
        "Traduction des titres : oui",
    ]


def test_english_finds_what_is_shown_in_another_language():
    entries = [entry("Corbeille", other=("Trash",)), entry("Traduction")]
    assert names(find("trash", entries)) == ["[commands]", "Corbeille"]
    assert find("trash", entries)[1].spans == ()


def test_without_a_query_the_last_used_come_first():
    entries = [entry("A"), entry("B"), entry("C"), entry("Article", ARTICLES)]
    assert names(find("", entries, ["C", "A"])) == ["[recent]", "C", "A", "[commands]", "B"]
    assert find("", entries, ["C"])[0].group == RECENT


def test_long_groups_are_cut():
    rows = find("titre", [entry(f"Titre {n}", ARTICLES) for n in range(50)])
    assert len(rows) == 7


# Help


@pytest.mark.parametrize("context", [IN_LIST, IN_TEXT])
def test_the_help_lists_every_key_once(context):
    keymap = Keymap()
    rows = help_rows(keymap, context, lambda _c, text: text)
    listed = [command for row in rows for command in row.commands]
    assert sorted(listed) == sorted(c.id for c in COMMANDS.values() if c.keys)
    assert len(listed) == len(set(listed))
    for row in rows:
        keys = {*row.keys, *row.others}
        assert keys == {key for command in row.commands for key in keymap.keys_of(command)}
        assert row.group in GROUPS


def test_the_help_follows_the_live_keymap():
    rows = help_rows(Keymap(own={"article.favourite": ("W",)}), IN_TEXT, lambda _c, text: text)
    favourite = next(row for row in rows if row.commands == ("article.favourite",))
    assert favourite.keys == ("W",)


def test_the_present_context_comes_first():
    in_text = [row.text for row in help_rows(Keymap(), IN_TEXT, lambda _c, text: text) if row.group == "move"]
    in_list = [row.text for row in help_rows(Keymap(), IN_LIST, lambda _c, text: text) if row.group == "move"]
    assert in_text[0] == "Next / previous paragraph"
    assert in_list[0] == "Next / previous card"


@pytest.mark.parametrize(("query", "count"), [("", None), ("j", 2), ("F1", 1), ("heading", 1), ("zzz", 0)])
def test_filtering_by_words_and_keys(query, count):
    rows = help_rows(Keymap(), IN_TEXT, lambda _c, text: text)
    found = filtered(rows, query)
    assert len(found) == (len(rows) if count is None else count)


def test_contexts_have_names():
    def say(_context, text):
        return text

    assert context_title(IN_TEXT, True, say) == "Reading mode"
    assert context_title(IN_TEXT, False, say) == "In the article"
    assert context_title(IN_LIST, False, say) == "In the list"


def test_every_command_has_an_icon_that_exists():
    for name in {*ICONS.values(), OTHER_ICON}:
        assert not pixmap(name, load_theme("light").color("text"), 18).isNull()
    assert icon_of("article.favourite") == "star"
    assert icon_of("pane.next") == OTHER_ICON


# In the window


@pytest.fixture
def window(filled, open_window):
    made = open_window(reduce_motion=True)
    screen(made).cards.setFocus()
    return made


def press(window, what, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, what, modifier)


def open_palette(window, query=""):
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = screen(window).overlay
    QTest.keyClicks(palette.field, query)
    return palette


def test_the_palette_opens_with_the_focus_and_gives_it_back(window):
    palette = open_palette(window)
    assert palette.isVisible()
    assert palette.field.hasFocus()
    assert palette.geometry() == window.rect()
    press(window, Qt.Key.Key_Escape)
    assert screen(window).overlay is None
    assert screen(window).cards.hasFocus()


def test_the_palette_runs_what_enter_is_on(window):
    open_palette(window, "sepia")
    press(window, Qt.Key.Key_Return)
    assert screen(window).theme.name == "sepia"
    assert screen(window).overlay is None
    palette = open_palette(window)
    assert palette.rows()[1].entry.id == "theme.sepia"
    assert palette.rows()[0].group == RECENT


def test_arrows_move_over_headings_and_round(window, qtbot):
    palette = open_palette(window, "a")
    qtbot.waitUntil(lambda: any(row.group == ARTICLES for row in palette.rows()))
    entries = [row.entry for row in palette.rows() if row.entry]
    seen = [palette.current()]
    for _ in range(len(entries) - 1):
        press(window, Qt.Key.Key_Down)
        seen.append(palette.current())
    assert seen == entries
    press(window, Qt.Key.Key_Down)
    assert palette.current() is entries[0]
    press(window, Qt.Key.Key_Up)
    assert palette.current() is entries[-1]


def test_articles_are_found_and_opened(window, qtbot):
    palette = open_palette(window, "autre article 2")
    qtbot.waitUntil(lambda: palette.current().name == "Autre article 2")
    press(window, Qt.Key.Key_Return)
    row = next(s for s in screen(window).summaries if s.title == "Autre article 2")
    qtbot.waitUntil(lambda: screen(window).article_id == row.id)


def test_what_cannot_run_says_why_and_does_not(window, qtbot):
    on_screen = screen(window)
    palette = open_palette(window, "original or translation")
    assert palette.current().reason == "No article is open"
    press(window, Qt.Key.Key_Return)
    assert palette.isVisible()
    press(window, Qt.Key.Key_Escape)
    on_screen.open_article(on_screen.summaries[0].id)
    qtbot.waitUntil(lambda: on_screen.article_id > 0)
    assert open_palette(window, "original or translation").current().reason == ""


def test_settings_can_be_turned_in_the_palette(window):
    assert MOTION.reduced
    palette = open_palette(window, "reduce motion")
    assert palette.current().name == "Reduce motion: on"
    press(window, Qt.Key.Key_Return)
    assert not MOTION.reduced
    assert open_palette(window, "reduce motion").current().name == "Reduce motion: off"


def test_nothing_found_is_said_and_the_texts_can_be_searched(window):
    palette = open_palette(window, "xyzzy")
    assert palette.nothing.isVisible()
    assert "xyzzy" in palette.nothing.text()
    assert palette.current().name == "Search the text for “\u2068xyzzy\u2069”"
    press(window, Qt.Key.Key_Return)
    assert screen(window).overlay is None
    assert screen(window).search_field.text() == "xyzzy"


def test_english_names_work_in_a_french_interface(window):
    screen(window).options.language("fr")
    assert open_palette(window, "next theme").current().id == "theme.next"


def test_a_click_beside_the_panel_closes_it(window, qtbot):
    palette = open_palette(window)
    qtbot.mouseClick(
        palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft() + palette.rect().topLeft()
    )
    assert screen(window).overlay is None


def test_a_click_on_a_row_runs_it(window, qtbot):
    palette = open_palette(window, "dark")
    spot = palette.list.visualItemRect(palette.list.currentItem()).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert screen(window).theme.name == "dark"


def test_the_palette_fits_a_small_window(window):
    window.resize(400, 480)
    palette = open_palette(window)
    assert window.rect().contains(palette.panel.geometry())
    window.resize(900, 700)
    assert window.rect().contains(palette.panel.geometry())


@pytest.mark.parametrize("opening", [Qt.Key.Key_Question, Qt.Key.Key_F1])
def test_help_opens_by_key_and_closes_with_escape(window, opening):
    on_screen = screen(window)
    press(window, opening)
    shown = on_screen.overlay
    assert shown.isVisible()
    assert shown.field.hasFocus()
    texts = {label.text() for label in shown.findChildren(QLabel)}
    assert {"Keyboard", "In the list", "Move", "Everywhere", "Next / previous card", "Ctrl"} <= texts
    press(window, Qt.Key.Key_Escape)
    assert on_screen.overlay is None
    assert on_screen.cards.hasFocus()


def test_the_help_is_put_together_once_as_it_opens(window, qtbot, monkeypatch):
    made = []
    build = help_overlay.KeyCaps.__init__

    def counted(self, caps, parent=None):
        made.append(tuple(caps))
        build(self, caps, parent)

    monkeypatch.setattr(help_overlay.KeyCaps, "__init__", counted)
    press(window, Qt.Key.Key_F1)
    qtbot.settle(window)
    shown = screen(window).overlay
    assert len(made) == len(shown.findChildren(help_overlay.KeyCaps))
    before = len(made)
    QTest.keyClicks(shown.field, "arch")
    caps = [part for part in shown.findChildren(help_overlay.KeyCaps) if part.isVisible()]
    assert 0 < len(caps) < 10 and len(made) == before, "typing hides and shows rows"
    for _ in "arch":
        press(window, Qt.Key.Key_Backspace)
    assert all(part.isVisible() for part in shown.findChildren(help_overlay.KeyCaps))


def test_the_help_has_as_many_columns_as_fit_once_the_window_is_another(window, qtbot):
    window.resize(1300, 800)
    press(window, Qt.Key.Key_F1)
    qtbot.settle(window)
    shown = screen(window).overlay
    (scroll,) = shown.findChildren(QScrollArea)
    for width, columns in ((1300, 3), (720, 2), (400, 1), (1300, 3)):
        window.resize(width, 800)
        qtbot.settle(window)
        assert scroll.widget().layout().columnCount() == columns, f"at {width} px"


def test_help_filters_as_one_types(window):
    press(window, Qt.Key.Key_F1)
    shown = screen(window).overlay
    QTest.keyClicks(shown.field, "heading")
    assert [row.text for row in shown.shown_rows()] == ["Next / previous heading"]
    screen(window).options.set("theme", "dark")
    rows = shown.findChild(QScrollArea)
    foot = rows.mapTo(window, rows.rect().bottomLeft())
    assert window.grab().toImage().pixelColor(foot) == screen(window).theme.color("raised"), "no box in it"
    QTest.keyClicks(shown.field, "xx")
    assert "No key does that" in {label.text() for label in shown.findChildren(QLabel)}


def test_tab_stays_inside(window):
    press(window, Qt.Key.Key_F1)
    shown = screen(window).overlay
    for _ in range(5):
        press(window, Qt.Key.Key_Tab)
        assert shown.isAncestorOf(window.focusWidget())


def test_help_names_the_layout(window):
    on_screen = screen(window)
    resolver = on_screen.resolver
    resolver.learnt = "azerty"
    assert on_screen.overlays.layout_text().endswith("AZERTY\u2069 (detected)")
    resolver.chosen = "qwertz"
    assert "detected" not in on_screen.overlays.layout_text()


def test_help_names_no_layout_that_is_guessed(window, qtbot):
    resolver = screen(window).resolver
    resolver.chosen, resolver.learnt, resolver.locale = "automatic", "", "en_US"
    press(window, Qt.Key.Key_F1)
    help_ = screen(window).overlay
    assert help_.layout_label.isHidden()
    assert not any("QWERTY" in label.text() for label in help_.findChildren(QLabel))


def test_help_shows_arabic_letters_on_an_arabic_keyboard(window):
    screen(window).resolver.foreign = True
    press(window, Qt.Key.Key_F1)
    texts = {label.text() for label in screen(window).overlay.findChildren(QLabel)}
    assert "J ت" in texts


def test_the_focus_ring_survives_overlays(window, qtbot):
    on_screen = screen(window)
    for _ in range(2):
        press(window, Qt.Key.Key_F1)
        press(window, Qt.Key.Key_Escape)
        qtbot.settle(window)
    on_screen.options.theme("dark")
    on_screen.menu_button.setFocus(Qt.FocusReason.TabFocusReason)
    assert on_screen.focus_ring.widget() is on_screen.menu_button


@pytest.mark.parametrize("language", ["en", "ar"])
def test_overlays_paint_in_both_directions(window, language):
    on_screen = screen(window)
    on_screen.options.language(language)
    palette = open_palette(window, "t")
    plain = palette.grab().toImage()
    assert plain.pixelColor(2, 2) != on_screen.theme.color("raised")
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_F1)
    assert not on_screen.overlay.grab().isNull()
