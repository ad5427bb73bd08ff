"""Opens the real window on the library `argv[1]`, prints what it says of it and shows an article."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel

from reader.core.messages import plain
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.main_window import construction
from reader.gui.widgets.action_item import UndoItem
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.screen import screen
from tests.support.limits import wait_for

WHY = "For reading only: nothing can be written to the library’s folder. Allow it, then start again."


def main(folder: Path) -> None:
    application = QApplication(sys.argv[:1])
    paths = LibraryPaths(folder)
    window = construction.open_window(paths, Settings(paths.settings), InterfaceLanguage(application))
    window.show()

    def said() -> list[str]:
        application.processEvents()
        return [plain(label.text()) for label in window.findChildren(QLabel)]

    wait_for(lambda: WHY in said(), "the sidebar's word")
    on_screen = screen(window)
    wait_for(lambda: (application.processEvents(), len(on_screen.article_model.ids))[1], "the list")
    print("LISTED", len(on_screen.article_model.ids))
    print("FOUND", found(application, on_screen))
    print("REFUSED", *refused(application, on_screen))
    window.close()
    window.shut_down()


def found(application: QApplication, on_screen: Any) -> int:
    """How many articles a search finds once nothing is said to be missing from it."""
    on_screen.search_field.setText("pluie")

    def whole() -> bool:
        application.processEvents()
        answer = on_screen.result_list.found
        return answer is not None and not answer.waiting

    wait_for(whole, "what the search finds")
    number = len(on_screen.result_list.found.ids)
    on_screen.search_field.clear()
    return number


def refused(application: QApplication, on_screen: Any) -> list[str]:
    """What is told when the article on screen is to be a favourite and archived, and what shows of that."""
    first, *_ = on_screen.article_model.ids
    on_screen.open_article(first)
    wait_for(lambda: (application.processEvents(), on_screen.article_id == first)[1], "the article")
    told: list[str] = []
    on_screen.library.failed.connect(lambda error: told.append(error.kind))
    for command in ("article.favourite", "article.archive"):
        before = len(told)
        on_screen.actions[command].trigger()
        wait_for(lambda count=before: (application.processEvents(), len(told) > count)[1], command)
    shown = on_screen.shown_summary()
    kept = shown is not None and shown.id == first == on_screen.article_id and not shown.favourite
    offered = any(item.isVisible() for item in on_screen.save_tray.findChildren(UndoItem))
    return [*told, *(["kept"] if kept else []), *(["undo offered"] if offered else [])]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
