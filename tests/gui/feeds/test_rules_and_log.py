"""Rules and the log of requests in the real window: written, tried, put in order, turned off, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu

from reader.core.feeds import FeedRule
from reader.gui.feeds.follow_dialog import FollowDialog
from reader.gui.feeds.log_dialog import LogDialog
from reader.gui.feeds.rules_dialog import RulesDialog
from reader.gui.theme.focus_ring import MARGIN
from reader.gui.widgets.basics import IconButton
from reader.gui.widgets.form_editors import SwitchEditor
from reader.gui.widgets.form_row import SettingRow
from reader.library.feeds.feeds import NewFeed
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen
from tests.support.servers.feed_server import rss


def press_button(dialog: RulesDialog, qtbot, kind: type[QAbstractButton], name: str) -> None:
    """Click the first control of the rules that is called so, once it is on screen."""

    def found() -> list[QAbstractButton]:
        shown = (each for each in dialog.findChildren(kind) if each.isVisible() and each.isEnabled())
        return [each for each in shown if each.accessibleName().startswith(name)]

    qtbot.waitUntil(lambda: bool(found()))
    QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def shown_words(dialog: RulesDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_the_ring_round_the_field_touches_no_word_above_it(open_window, qtbot):
    window = open_window(interface_language="fr", size=(900, 700))
    screen(window).actions.run("feeds.rules")
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(RulesDialog)))
    (dialog,) = window.findChildren(RulesDialog)
    row = dialog.form.query.parentWidget()
    assert isinstance(row, SettingRow)

    def lower_end() -> int:
        return row.hint.y() + row.hint.heightForWidth(row.hint.width())

    row.hint.setText(f"{row.hint.text()} " * 2)  # more than a line in whatever font
    qtbot.waitUntil(lambda: row.hint.height() > row.hint.fontMetrics().height())
    qtbot.waitUntil(lambda: dialog.form.query.y() - lower_end() > MARGIN + 1)


@pytest.mark.parametrize(("command", "kind"), [("feeds.rules", RulesDialog), ("feeds.log", LogDialog)])
def test_what_is_wanted_before_the_library_is_open_comes_once_the_sources_are_known(
    open_window, qtbot, tmp_path, command, kind
):
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        session.feeds.add([NewFeed("https://f.example/a.xml", "f.example/a.xml", "La Presse")])
    window = open_window(ready=False, feeds_by_themselves=False)
    assert screen(window).session is None
    for _time in range(2):
        screen(window).actions.run(command)
    qtbot.waitUntil(lambda: [one.isVisible() for one in window.findChildren(kind)] == [True])
    (dialog,) = window.findChildren(kind)
    known = dialog._names if kind is RulesDialog else dialog._feeds
    assert len(known) == 1


def test_new_pieces_wanted_before_the_library_is_open_are_looked_for_once_it_is(
    open_window, qtbot, press, tmp_path
):
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        session.feeds.add(
            [NewFeed(press.url("feed"), press.url("feed"), "La Presse", agreed=press.url("feed"))]
        )
    window = open_window(ready=False, feeds_by_themselves=False)
    screen(window).actions.run("feeds.update")
    qtbot.waitUntil(lambda: [path for path, _headers in press.asked] == ["/feed"])
    qtbot.waitUntil(lambda: not screen(window).job_runner.busy)
    assert window.findChildren(FollowDialog) == []


def test_rules_are_written_tried_ordered_and_taken_back(open_window, qtbot, press):
    window = open_window()
    screen(window).give_links([press.url("feed")])
    feeds = screen(window).feed_list
    qtbot.waitUntil(lambda: feeds.count == 4)
    feeds.view.setFocus()
    QTest.keyClick(feeds.view, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMenu)))
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == "Rules for new pieces…").trigger()
    menu.close()
    dialog = window.findChild(RulesDialog)
    form = dialog.form
    assert not form.keep_button.isEnabled(), "there is nothing to look for"

    QTest.keyClicks(form.query, '"piece 2"')
    qtbot.waitUntil(lambda: [item.title for item in dialog.found] == ["Pièce 2"])
    assert "\u20681\u2069" in dialog.status.text()
    form.action.setFocus()
    QTest.keyClick(form.action, Qt.Key.Key_Down)
    assert not form.keep_button.isEnabled(), "a tag is asked for"
    QTest.keyClicks(form.tag, "presse")
    QTest.keyClick(form.tag, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [rule.argument for rule in dialog.rules] == ["presse"])
    assert (dialog.rules[0].feed_id, dialog.rules[0].daily_limit) == (1, 20)
    QTest.keyClicks(form.query, "is:unread")
    qtbot.waitUntil(lambda: "\u2068is:unread\u2069" in dialog.status.text())
    form.query.clear()

    QTest.keyClicks(form.query, "resume")
    form.scope.setCurrentIndex(1)
    QTest.mouseClick(form.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [rule.query for rule in dialog.rules] == ['"piece 2"', "resume"])
    assert dialog.rules[1].feed_id == 0 and dialog.rules[1].action == "save"
    press_button(dialog, qtbot, IconButton, "Later")
    qtbot.waitUntil(lambda: [rule.query for rule in dialog.rules] == ["resume", '"piece 2"'])
    press_button(dialog, qtbot, IconButton, "Change")
    assert form.query.text() == "resume"
    QTest.keyClicks(form.query, "s")
    QTest.keyClick(form.query, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.rules[0].query == "resumes")
    press_button(dialog, qtbot, SwitchEditor, "In force")
    qtbot.waitUntil(lambda: dialog.rules[0].paused)
    press_button(dialog, qtbot, IconButton, "Remove")
    qtbot.waitUntil(lambda: len(dialog.rules) == 1)
    screen(window).navigator.undo()
    qtbot.waitUntil(lambda: len(screen(window).feed_rules()) == 2)

    QTest.keyClicks(form.query, "piece")
    form.action.setCurrentIndex(form.action.findData("keep"))
    form.days.field.selectAll()
    QTest.keyClicks(form.days.field, "120")
    assert form.days.isVisible() and not form.daily.isVisible()
    QTest.mouseClick(form.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "120" in [rule.argument for rule in screen(window).feed_rules()])
    kept = next(rule for rule in screen(window).feed_rules() if rule.argument == "120")
    assert (kept.action, kept.daily_limit) == ("keep", 0)
    qtbot.waitUntil(lambda: "Keep, in days" in shown_words(dialog))

    press.put("feed", rss(press.base, 2, 5))
    screen(window).actions.run("feeds.update")
    qtbot.waitUntil(lambda: len(screen(window).feed_requests()) == 2)
    screen(window).actions.run("feeds.log")
    log = window.findChild(LogDialog)
    qtbot.waitUntil(lambda: len(log.model.requests) == 2)
    said = [log.model.index(row, 0).data() for row in range(2)]
    assert said[0].startswith("You asked for it · New pieces: ") and said[1].startswith("It was followed")
    spoken = log.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "La Presse" in spoken and log.view.hasFocus()


def test_a_rule_of_an_earlier_version_that_sees_nothing_says_why(open_window, qtbot, press):
    window = open_window()
    screen(window).give_links([press.url("feed")])
    qtbot.waitUntil(lambda: screen(window).feed_list.count == 4)
    session = screen(window).session
    session.feed_rules.add(FeedRule(0, 0, "sport OR lang:fr", "skip"))
    screen(window).actions.run("feeds.rules")
    dialog = window.findChild(RulesDialog)
    qtbot.waitUntil(
        lambda: "finds nothing: no rule can look for “\u2068lang:fr\u2069”" in shown_words(dialog)
    )
