"""Tells of a file that was written, and opens it or its folder."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from reader.core.messages import isolate
from reader.gui.dialogs.placed_notices import WrittenNotice
from reader.gui.text.messages import fill

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.dialogs.notices import Notices


class Jobs(Protocol):
    """Does work beside the window's thread."""

    def submit(self, lane: str, work: Callable[[Progress], bool], done: Callable[[bool], None]) -> object: ...


def tell_written(
    notices: Notices, jobs: Jobs, text: str, explanation: str, folder: Path, file: Path | None = None
) -> None:
    """Tell in the window what was written, with buttons that open it and show where it is.

    Where there is nothing more to say that leaves by itself, and what was written next takes its place.

    Args:
        notices: tells it. jobs: looks whether it is still there when it is to be opened.
        text: that it was written. explanation: more, a line each; the folder where there is nothing to say.
        folder: where it is. file: what was written there, or leads to the rest; `None` for many files.
    """
    show = partial(_open, notices, jobs)
    acts = [(QCoreApplication.translate("written", "Open"), partial(show, file))] if file else []
    shown = QCoreApplication.translate("written", "Show in folder")
    acts.append((shown, partial(show, folder)))
    if explanation:
        notices.tell(text, explanation, *acts)
    else:
        notices.tell(text, isolate(str(folder)), *acts, kind=WrittenNotice)


def _open(notices: Notices, jobs: Jobs, path: Path) -> None:
    """Open what is still there; a disk that was taken away may be slow to say that."""
    jobs.submit("files", lambda _progress: path.exists(), done=partial(_open_there, notices, path))


def _open_there(notices: Notices, path: Path, is_there: bool) -> None:
    if not is_there:
        text = QCoreApplication.translate("written", "{file} is no longer where it was written.")
        notices.tell(fill(text, file=path.name), isolate(str(path.parent)))
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        text = QCoreApplication.translate("written", "No program on this computer opens {file}.")
        more = QCoreApplication.translate(
            "written", "Choose one for such files in the settings of your system."
        )
        notices.tell(fill(text, file=path.name), more)
