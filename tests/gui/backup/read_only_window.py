"""Opens the real window on the library `argv[1]`, prints what it says of it and shows an article."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel

from reader.core.messages import plain
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.main_window import construction
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.screen import screen
from tests.support.limits import wait_for


def main(folder: Path) -> None:
    application = QApplication(sys.argv[:1])
    paths = LibraryPaths(folder)
    window = construction.open_window(paths, Settings(paths.settings), InterfaceLanguage(application))
    window.show()

    def said() -> list[str]:
        application.processEvents()
        return [plain(label.text()) for label in window.findChildren(QLabel)]

    wait_for(lambda: "For reading only" in said(), "the sidebar's word")
    on_screen = screen(window)
    wait_for(lambda: (application.processEvents(), len(on_screen.article_model.ids))[1], "the list")
    print("LISTED", len(on_screen.article_model.ids))
    window.close()
    window.shut_down()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
