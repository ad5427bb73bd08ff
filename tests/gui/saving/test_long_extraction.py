"""A page that is worked on for long says so in its row, and can be given up there."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from reader.gui.background.save_entry import step_text
from tests.conftest import SiteServer
from tests.gui.support.screen import screen
from tests.workers.test_extraction_limits import LABOUR


def test_a_page_that_works_on_can_be_cancelled_in_its_row(open_window, qtbot, tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "long.html").write_bytes(LABOUR)
    site = SiteServer(folder)
    try:
        on_screen = screen(open_window())
        on_screen.give_links([site.url("/long.html")])
        queue = on_screen.save_queue
        qtbot.waitUntil(lambda: [entry.step for entry in queue.entries] == ["extracting"])
        assert step_text(queue.entries[0]) == "finding the article…"
        buttons = on_screen.save_tray.findChildren(QAbstractButton)
        next(button for button in buttons if button.accessibleName() == "Cancel").click()
        qtbot.waitUntil(lambda: not queue.entries and not on_screen.job_runner.busy)
        assert on_screen.articles.counts()["all"] == 0
    finally:
        site.close()
