"""The dialog that repairs an article: real library, real keys; everything applies at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from reader.core.edits import Edits
from reader.gui.background.save_entry import SaveState
from reader.gui.repair.repair_dialog import RepairDialog
from reader.services.library.repair_article import left_out_of, repair_of
from tests.gui.support.saved_article import save_and_open
from tests.gui.support.screen import screen
from tests.services.changing_page import ChangingPage


@pytest.fixture
def page(tmp_path):
    made = ChangingPage(tmp_path / "site")
    made.add_picture()
    yield made
    made.server.close()


@pytest.fixture
def window(open_window):
    return open_window()


@pytest.fixture
def article_id(window, qtbot, page):
    return save_and_open(window, qtbot, page.url)


@pytest.fixture
def dialog(window, qtbot, article_id):
    screen(window).actions.run("article.repair")
    found = window.findChild(RepairDialog)
    qtbot.waitUntil(lambda: found.blocks.count() > 0)
    yield found
    found.close()


def edits(window, article_id):
    return repair_of(screen(window).session, article_id).edits


def shown_text(window):
    return screen(window).view.toPlainText()


def wait_edit(qtbot, dialog, act):
    with qtbot.waitSignal(dialog.repaired):
        act()


def row_with(dialog, words):
    return next(n for n in range(dialog.blocks.count()) if words in dialog.blocks.item(n).text())


def test_space_removes_a_part_and_brings_it_back(window, qtbot, dialog, article_id) -> None:
    blocks = dialog.blocks
    blocks.setFocus()
    blocks.setCurrentRow(row_with(dialog, "Avec plus de 800"))
    wait_edit(qtbot, dialog, lambda: qtbot.keyClick(blocks, Qt.Key.Key_Space))
    assert len(edits(window, article_id).removed) == 1
    qtbot.waitUntil(lambda: "Avec plus de 800" not in shown_text(window))
    item = blocks.currentItem()
    assert item.checkState() is Qt.CheckState.Unchecked and not item.isHidden()
    assert "removed" in item.data(Qt.ItemDataRole.AccessibleTextRole)
    wait_edit(qtbot, dialog, lambda: qtbot.keyClick(blocks, Qt.Key.Key_Space))
    assert edits(window, article_id) == Edits()
    qtbot.waitUntil(lambda: "Avec plus de 800" in shown_text(window))


def test_what_was_left_out_is_shown_when_asked_and_restored(window, qtbot, dialog, article_id) -> None:
    row = row_with(dialog, "Partager sur Facebook")
    item = dialog.blocks.item(row)
    assert item.isHidden() and "left out" in item.data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.keyClick(dialog.left_out, Qt.Key.Key_Space)
    assert not item.isHidden()
    dialog.blocks.setCurrentRow(row)
    wait_edit(qtbot, dialog, lambda: qtbot.keyClick(dialog.blocks, Qt.Key.Key_Space))
    wanted = next(
        f.block.id for f in left_out_of(screen(window).session, article_id) if "Partager" in f.block.text
    )
    assert [edit.id for edit in edits(window, article_id).restored] == [wanted]
    qtbot.keyClick(dialog.left_out, Qt.Key.Key_Space)
    assert not dialog.blocks.item(row).isHidden(), "it is a part of the article now"
    qtbot.waitUntil(lambda: "Partager sur Facebook" in shown_text(window))


def test_fields_apply_when_left_and_the_list_shows_them(window, qtbot, dialog, article_id) -> None:
    title = dialog.fields["title"]
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Mon titre")
    wait_edit(qtbot, dialog, lambda: qtbot.keyClick(title, Qt.Key.Key_Tab))
    assert edits(window, article_id).title == "Mon titre"
    qtbot.waitUntil(
        lambda: screen(window).summaries[screen(window).article_model.row_of(article_id)].title == "Mon titre"
    )
    date = dialog.fields["date"]
    date.setText("demain")
    date.editingFinished.emit()
    qtbot.waitUntil(dialog.status.isVisible)
    assert "demain" in dialog.status.text() and edits(window, article_id).date is None


def test_another_picture_is_chosen_by_arrow_key(window, qtbot, dialog, article_id) -> None:
    pictures = dialog.pictures
    assert pictures.count() == 3 and pictures.currentRow() == 1
    qtbot.waitUntil(lambda: pictures.item(2).icon().availableSizes()[0].width() >= 112)
    pictures.setFocus()
    wait_edit(qtbot, dialog, lambda: qtbot.keyClick(pictures, Qt.Key.Key_Right))
    document = screen(window).articles.get(article_id).document
    assert document.lead.src.endswith("sahara-4-ans-pour-tout-regler.jpg") and pictures.currentRow() == 2
    wait_edit(qtbot, dialog, dialog.undo.click)
    assert edits(window, article_id) == Edits() and pictures.currentRow() == 1


def test_reset_takes_everything_back_and_undo_brings_it_again(window, qtbot, dialog, article_id) -> None:
    assert not dialog.reset.isEnabled() and not dialog.undo.isEnabled()
    wait_edit(qtbot, dialog, lambda: dialog.pictures.setCurrentRow(0))
    author = dialog.fields["author"]
    author.setText("")
    wait_edit(qtbot, dialog, author.editingFinished.emit)
    wait_edit(qtbot, dialog, dialog.reset.click)
    assert edits(window, article_id) == Edits() and author.text() != ""
    wait_edit(qtbot, dialog, dialog.undo.click)
    assert edits(window, article_id).lead == "" and edits(window, article_id).author == ""


def test_every_part_can_be_reached_and_has_a_name(window, qtbot, dialog) -> None:
    reachable = [*dialog.fields.values(), dialog.pictures, dialog.blocks, dialog.left_out]
    assert all(widget.focusPolicy() & Qt.FocusPolicy.TabFocus for widget in reachable)
    assert all(widget.accessibleName() or widget.text() for widget in reachable)
    assert all(button.text() for button in dialog.findChildren(QPushButton))
    names = [
        dialog.blocks.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(dialog.blocks.count())
    ]
    assert any(name.startswith("Heading, shown: ") for name in names)


def test_fetch_again_shows_the_new_text(window, qtbot, page, article_id) -> None:
    on_screen = screen(window)
    session = on_screen.session
    session.repairs.keep_source(article_id, session.repairs.source(99))
    page.add_paragraph("Un paragraphe tout neuf, écrit après coup par la rédaction du journal.")
    on_screen.actions.run("article.refetch")
    qtbot.waitUntil(lambda: "paragraphe tout neuf" in shown_text(window))
    (item,) = on_screen.save_tray.items
    qtbot.waitUntil(lambda: item.entry.state is SaveState.UPDATED)
    assert "updated" in item.accessibleName()


def test_the_tray_updates_a_duplicate(window, qtbot, page, article_id) -> None:
    screen(window).give_links([page.url])
    tray = screen(window).save_tray
    qtbot.waitUntil(lambda: bool(tray.items) and tray.items[0].entry.state is SaveState.DUPLICATE)
    update = next(b for b in tray.findChildren(QPushButton) if b.text() == "Update copy")
    qtbot.mouseClick(update, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tray.items[0].entry.state is SaveState.UNCHANGED)
