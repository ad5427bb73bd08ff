"""The window of an import that stays open beside the list tells what became of the links it listed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

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
