"""What screen readers find in the text: headings with levels, paragraphs, lists, links to be pressed."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStackedWidget

from reader.core.messages import isolate
from reader.gui.article_view.document_builder import SOURCE, TARGET
from reader.gui.article_view.sentence_stops import HEADING, sides_of
from reader.gui.article_view.text_structure import Piece, links_of
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen

Role, Text = QAccessible.Role, QAccessible.Text


@pytest.fixture
def window(open_window, tmp_path, qtbot):
    fill_library(LibraryPaths(tmp_path / "library"))
    made = open_window(reduce_motion=True)
    on_screen = screen(made)
    on_screen.open_article(on_screen.summaries[0].id, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id > 0 and on_screen.rendered.whole)
    return made


def below(part):
    """A part of the tree with all below it, as (role, name, part)."""
    yield part.role(), part.text(Text.Name), part
    for number in range(part.childCount()):
        child = part.child(number)
        assert child.parent().indexOfChild(child) == number
        yield from below(child)


def structure(window):
    return QAccessible.queryAccessibleInterface(screen(window).structure)


def test_the_text_has_its_parts_as_roles(window, qtbot):
    on_screen = screen(window)
    view = on_screen.view
    document = structure(window)
    assert document.role() is Role.Document and document.parent().object() is view
    found = list(below(document))
    headings = [(name, part.attributesInterface().attributeValue(QAccessible.Attribute.Level))
                for role, name, part in found if role is Role.Heading]  # fmt: skip
    assert headings[0] == (on_screen.article_document.title, 1) and ("Une autre partie", 2) in headings
    paragraphs = [name for role, name, _ in found if role is Role.Paragraph]
    assert "Le rapport complet est en ligne. Il compte cent pages." in paragraphs
    lists = [part for role, _, part in found if role is Role.List]
    items = [[lists[0].child(n).text(Text.Name) for n in range(lists[0].childCount())]]
    assert items == [["Premier point. Il est court.", "Second point."]]
    assert not any("\u00ad" in name or "\u2068" in name or "\ufffc" in name for _, name, _ in found)

    # A link is read with its address, and pressing it is what a click is.
    (link,) = [part for role, name, part in found if role is Role.Link and name == "Le rapport"]
    assert link.text(Text.Value) == "https://www.lebrief.ma/autre-1/" and link.state().linked
    assert link.parent().role() is Role.Paragraph
    with qtbot.waitSignal(on_screen.link_clicked) as clicked:
        link.actionInterface().doAction(link.actionInterface().actionNames()[0])
    assert clicked.args == ["https://www.lebrief.ma/autre-1/"]

    # Where they stand on the screen, and which are out of sight.
    title = next(part for role, _, part in found if role is Role.Heading)
    last = [part for role, _, part in found if role is Role.Paragraph][-1]
    view.verticalScrollBar().setValue(0)
    assert document.rect().intersects(title.rect()) and not title.state().offscreen
    assert last.state().offscreen and last.rect().top() > title.rect().bottom()


def test_what_stands_around_the_text_keeps_its_parts_another_text_does_not(window, qtbot):
    on_screen = screen(window)
    document, view = structure(window), on_screen.view
    first, link = document.child(1), next(part for role, _, part in below(document) if role is Role.Link)
    place, height = document.indexOfChild(first), link.rect()
    with qtbot.waitSignal(view.laid_out):
        view.restore(view.position())
    with qtbot.waitSignal(view.laid_out):
        view.end_room += 40  # the lists at the end of the article grew
        view.take_rooms()
    assert document.child(place) is first and link.isValid() and link.rect().size() == height.size()

    cursor = QTextCursor(view.document().lastBlock())
    cursor.insertText("Et ")
    view.laid_out.emit()
    assert document.child(place) is not first, "what holds links and words is made anew with them"
    words = document.child(place).text(Text.Name)
    on_screen.open_article(on_screen.summaries[1].id)
    qtbot.waitUntil(lambda: on_screen.article_id == on_screen.summaries[1].id and on_screen.rendered.whole)
    assert document.child(place).text(Text.Name) != words


def test_links_to_one_address_are_parted_by_the_text_between_them(qtbot):
    document = QTextDocument()
    document.setHtml(
        '<a href="https://e.org/">Le <b>premier</b> lien</a> et <a href="https://e.org/">le second</a>'
    )
    piece = Piece(Role.Paragraph, (document.begin(),))
    links = [(link.text, link.address) for link in links_of(piece)]
    assert links == [("Le premier lien", "https://e.org/"), ("le second", "https://e.org/")]


def test_another_document_has_other_parts_and_the_old_ones_are_gone(window, qtbot):
    on_screen = screen(window)
    first = [name for _, name, _ in below(structure(window))]
    for step in ("5", "1"):
        QTest.keyClick(on_screen.view, step)
        assert [name for _, name, _ in below(structure(window))] == first
        gc.collect()
    on_screen.open_article(on_screen.summaries[1].id, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == on_screen.summaries[1].id)
    qtbot.waitUntil(lambda: on_screen.rendered.whole)
    other = [name for _, name, _ in below(structure(window))]
    assert "Phrase une du texte 2. Phrase deux." in other and other != first
    gc.collect()


def spoken_in(window):
    """The language in which a screen reader is to say each piece that has words."""
    found = [(name, part.attributesInterface()) for _, name, part in below(structure(window)) if name]
    key = QAccessible.Attribute.Locale
    return {name: one.attributeValue(key).language() for name, one in found if one is not None}


def test_each_part_tells_its_language(window, qtbot):
    """What waits for its translation is still in the language of the article."""
    from reader.core.model import TextView
    from tests.gui.support.reading_library import translated_rich

    French, English = QLocale.Language.French, QLocale.Language.English  # noqa: N806 - as Qt names them
    on_screen = screen(window)
    pane = on_screen.reading_pane
    found = spoken_in(window)
    assert "Le rapport" in found and set(found.values()) == {French}
    blocks = {block.id: block for block in translated_rich("en").blocks}
    waiting = next(iter(blocks))
    pane.content.state("en").blocks = {name: block for name, block in blocks.items() if name != waiting}
    pane.choose_translation("en", TextView.TRANSLATION)
    qtbot.waitUntil(lambda: on_screen.rendered.whole)
    shown = spoken_in(window)
    assert set(shown.values()) == {French, English}
    assert all(name in found for name, language in shown.items() if language is French)


def test_a_sentence_with_a_link_is_said_to_have_one(window):
    on_screen = screen(window)
    told: list[str] = []
    pane = on_screen.reading_pane
    pane.announcement.connect(told.append)
    cursor = on_screen.cursor
    texts = [cursor.text_of(stop) for stop in cursor.stops]
    cursor.go_to(texts.index("Le rapport complet est en ligne. Il compte cent pages."))
    on_screen.view.setFocus()
    QTest.keyClick(on_screen.view, Qt.Key.Key_L)
    assert told == [f"{isolate('Le rapport complet est en ligne.')}, link", "Il compte cent pages."]
    told.clear()
    QTest.keyClick(on_screen.view, Qt.Key.Key_Tab)
    reached = on_screen.view.textCursor().selectedText()
    assert reached and told == [f"{isolate(reached)}, link"], "Orca tells few selections by itself"


def test_no_stack_of_pages_is_spoken_of(window):
    """Orca says "layered pane, 0 items" of one whenever the focus goes into it."""
    found = [one for one in window.findChildren(QStackedWidget) if one.isVisible()]
    assert len(found) > 2
    for stack in found:
        part = QAccessible.queryAccessibleInterface(stack)
        assert part.role() is Role.Client and part.parent().indexOfChild(part) >= 0
        inside = [part.child(number) for number in range(part.childCount())]
        assert stack.currentWidget() in [child.object() for child in inside]
    gc.collect()


def test_a_doubtful_sentence_is_said_to_be_one(window, qtbot):
    from dataclasses import replace

    from reader.core.model import SentenceState, TextView
    from tests.gui.support.reading_library import translated_rich

    on_screen = screen(window)
    pane = on_screen.reading_pane
    whole = translated_rich("en")
    blocks = list(whole.blocks)
    place = next(n for n, block in enumerate(blocks) if len(block.sentences) > 1)
    pairs = blocks[place].sentences
    blocks[place] = replace(
        blocks[place], sentences=(pairs[0], replace(pairs[1], state=SentenceState.SUSPECT), *pairs[2:])
    )
    state = pane.content.state("en")
    state.blocks = {block.id: block for block in blocks}
    pane.choose_translation("en", TextView.TRANSLATION)
    told: list[str] = []
    pane.announcement.connect(told.append)
    unit = blocks[place].id
    cursor = on_screen.cursor
    cursor.go_to(next(n for n, stop in enumerate(cursor.stops) if stop.unit == unit))
    on_screen.view.setFocus()
    QTest.keyClick(on_screen.view, Qt.Key.Key_L)
    assert not told[0].startswith("May be wrong") and told[-1] == f"May be wrong: {isolate(cursor.text())}"
    marked = [part.text(Text.Description) for _, _, part in below(structure(window))]
    assert [text for text in marked if text] == ["1 sentence may be wrong"]

    # A heading is called one, and doubtful all the same.
    number, heading = next((n, s.unit) for n, s in enumerate(cursor.stops) if s.kind == HEADING)
    doubted = [replace(pair, state=SentenceState.SUSPECT) for pair in state.blocks[heading].sentences]
    state.blocks[heading] = replace(state.blocks[heading], sentences=tuple(doubted))
    cursor.go_to(number)
    assert told[-1] == f"May be wrong: {isolate(f'Heading: {isolate(cursor.text())}')}"

    # Beside the original, the words said are the original's, and those are not in doubt.
    pane.choose_translation("en", TextView.SIDE_BY_SIDE)
    assert sides_of(on_screen.rendered) == (SOURCE, TARGET)
    cursor.go_to(next(n for n, stop in enumerate(cursor.stops) if stop.unit == unit))
    QTest.keyClick(on_screen.view, Qt.Key.Key_L)
    assert cursor.text() == pairs[1].source and told[-1] == cursor.text()
