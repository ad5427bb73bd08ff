"""The window of an import that stays open beside the list tells what became of the links it listed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from reader.core.messages import isolate
from reader.gui.widgets.basics import IconLabel
from tests.gui.importing.test_importing import looked_at, texts


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "1 article fetched · 8 articles could not be fetched"),
        ("fr", "1 article récupéré · 8 articles n’ont pas pu être récupérés"),
    ],
)
def test_links_that_were_fetched_or_are_dead_no_longer_wait(
    open_window, qtbot, tmp_path, site, article_url, language, told
):
    links = [article_url, *(site.url(f"/gone/{number}/") for number in range(8))]
    (tmp_path / "links.csv").write_text("\n".join(["url,title", *(f"{link},Titre" for link in links)]) + "\n")
    dialog = looked_at(open_window(interface_language=language), qtbot, tmp_path / "links.csv")
    dialog.boxes["local"].setChecked(True)
    QTest.keyClick(dialog.import_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told in texts(dialog))
    assert icon_of(dialog, "links.csv") == ("info", "muted"), "no tick beside what could not be fetched"


def icon_of(dialog, title):
    """The icon in front of the row that is called so, and its colour."""
    row = next(row for row in dialog.findChildren(QWidget) if row.accessibleName() == isolate(title))
    (mark,) = row.findChildren(IconLabel)
    return mark.shown


def test_a_file_whose_links_were_all_fetched_has_its_tick(open_window, qtbot, tmp_path, article_url):
    (tmp_path / "links.csv").write_text(f"url,title\n{article_url},Titre\n")
    dialog = looked_at(open_window(), qtbot, tmp_path / "links.csv")
    dialog.boxes["local"].setChecked(True)
    QTest.keyClick(dialog.import_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "1 article fetched" in texts(dialog))
    assert icon_of(dialog, "links.csv") == ("circle-check", "ok")


def test_a_file_that_is_looked_at_next_is_not_mixed_with_what_was_fetched(
    open_window, qtbot, tmp_path, site, article_url
):
    (tmp_path / "links.csv").write_text(f"url,title\n{article_url},Titre\n")
    (tmp_path / "more.csv").write_text(f"url,title\n{site.url('/gone/')},Autre\n")
    dialog = looked_at(open_window(), qtbot, tmp_path / "links.csv")
    dialog.boxes["local"].setChecked(True)
    assert "before you press Import" in dialog.intro.text()
    QTest.keyClick(dialog.import_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.outcomes))
    assert dialog.intro.text() == "A whole import can be undone, in its report."
    dialog.look([tmp_path / "more.csv"])
    qtbot.waitUntil(lambda: "more.csv" in texts(dialog))
    qtbot.settle(dialog)
    assert "before you press Import" in dialog.intro.text()
    assert "links.csv" not in texts(dialog) and "1 new article" in texts(dialog)
