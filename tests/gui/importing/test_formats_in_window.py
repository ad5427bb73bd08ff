"""Every way in by a drop and by the menu, in each language of the interface: one window for a language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog

from reader.core.messages import plain
from reader.gui.importing.import_dialog import ImportDialog
from reader.services.importing.import_choices import FORMAT_NAMES
from tests.gui.importing.test_importing import click, rows, texts
from tests.gui.saving.test_drop_and_save import drop
from tests.gui.support.screen import screen
from tests.support import exports

SAVED_AT_ONCE = {"links", "opml"}
"""Formats that a drop does not import: links are saved, feeds are followed."""


def offered(window, qtbot, number) -> ImportDialog:
    """The dialog, once it has looked at so many files; it keeps nobody from the window."""
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(ImportDialog)))
    dialog = next(dialog for dialog in window.findChildren(ImportDialog) if dialog.isVisible())
    qtbot.waitUntil(lambda: len(dialog.previews) == number)
    assert QApplication.activeModalWidget() is None
    return dialog


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_format_by_a_drop_and_by_the_menu(open_window, qtbot, tmp_path, language):
    window = open_window(interface_language=language)
    files, wanted = [], {"articles": 0, "refused": 0}
    for number, (known, make, (count, _, _, refused)) in enumerate(exports.EXPORTS.values()):
        if known not in SAVED_AT_ONCE:
            (tmp_path / str(number)).mkdir()
            files.append(make(tmp_path / str(number)))
            wanted["articles"] += count - refused
            wanted["refused"] += refused
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    drop(window, dropped)
    dialog = offered(window, qtbot, len(files))
    formats = {preview.format for preview in dialog.previews}
    assert formats == {known for known, *_ in exports.EXPORTS.values()} - SAVED_AT_ONCE
    told = texts(dialog)
    for known in formats:
        name = plain(QCoreApplication.translate("import", FORMAT_NAMES[known]))
        assert name in told, known
    assert (FORMAT_NAMES["kindle"] in told) is (language == "en"), "told in the window's own language"

    dialog.boxes["fetch"].click()
    click(dialog.import_button)
    ended = QCoreApplication.translate("ImportDialog", "The import has ended.")
    qtbot.waitUntil(lambda: plain(ended) in texts(dialog))
    assert len(dialog.outcomes) == len(files)
    taken = [one.saved + one.waiting + one.merged + one.duplicates for one in dialog.outcomes]
    assert sum(taken) == wanted["articles"], "what names a known address is in its article"
    assert sum(one.failed for one in dialog.outcomes) == wanted["refused"]
    qtbot.waitUntil(lambda: len(rows(window)) == sum(one.saved + one.waiting for one in dialog.outcomes))
    dialog.close()

    screen(window).actions["import.open"].trigger()
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    chooser = window.findChild(QFileDialog)
    chooser.filesSelected.emit([str(file) for file in files])
    chooser.close()
    again = offered(window, qtbot, len(files))
    assert sum(preview.new for preview in again.previews) == 0
    again.close()
    qtbot.waitUntil(lambda: not window.findChildren(ImportDialog))


def test_feeds_of_a_list_are_followed_by_the_menu_too(open_window, qtbot, tmp_path):
    window = open_window(feeds_by_themselves=False)
    feeds, others = tmp_path / "feeds.opml", exports.pocket_csv(tmp_path)
    outline = '<outline text="Une" xmlUrl="https://a.example/feed"/>'
    feeds.write_text(f'<opml version="2.0"><body>{outline}</body></opml>', "utf-8")
    screen(window).actions["import.open"].trigger()
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    chooser = window.findChild(QFileDialog)
    chooser.filesSelected.emit([str(feeds), str(others)])
    chooser.close()
    dialog = offered(window, qtbot, 1)
    assert [preview.format for preview in dialog.previews] == ["pocket-csv"]
    dialog.close()
    assert [feed.url for feed in screen(window).feeds_followed()] == ["https://a.example/feed"]
