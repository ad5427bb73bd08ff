"""What is shown while the disk of the library answers nothing, before there is a window to show it in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout

from reader.core.look import Look
from reader.core.messages import isolate
from reader.gui.application.session_end import EndSignals
from reader.gui.theme import theme as themes
from reader.gui.theme.fonts import load_fonts
from reader.gui.widgets.basics import ProgressBar, breakable, label, push_button, surface

_LOOK_MS = 50
_WIDTH = 460


class SilentDiskDialog(QDialog):
    """Waits for a look at the disk; it closes by itself once there is an answer.

    Args:
        look: what is waited for.
        looked_at: the folders that were looked at so far: the last one is that which is waited for.
    """

    def __init__(self, look: Look[Any], looked_at: Sequence[Path]) -> None:
        super().__init__()
        self._look, self._looked_at = look, looked_at
        surface(self, "page")
        self.setWindowTitle("Liseuse")
        self.setFixedWidth(_WIDTH)
        heading = label("dialog-title", wrap=True)
        heading.setText(self.tr("The disk of your library does not answer."))
        self.about = label("muted", wrap=True)
        self.folder = label("meta", wrap=True)
        bar = ProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(self.tr("Waiting for the disk"))
        leave = push_button()
        leave.setText(self.tr("Quit"))
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for part in (heading, self.about, self.folder, bar):
            column.addWidget(part)
        column.addLayout(foot)
        self.about.setText(
            self.tr(
                "It may be asleep, or another computer’s that cannot be reached. Liseuse opens by itself as "
                "soon as the disk answers; nothing that you saved is lost."
            )
        )
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self._check)
        self._clock.start()
        self._show_folder()

    def _check(self) -> None:
        if self._look.answered():
            self._clock.stop()
            self.accept()
        else:
            self._show_folder()

    def _show_folder(self) -> None:
        text = isolate(breakable(str(self._looked_at[-1]))) if self._looked_at else ""
        if text != self.folder.text():
            self.folder.setText(text)
            self.resize(_WIDTH, self.heightForWidth(_WIDTH))  # Qt itself reckons with a wider window


def wait_for(
    app: QApplication, look: Look[Any], looked_at: Sequence[Path], speak: Callable[[], object]
) -> bool:
    """Show that the disk does not answer until it does, or the reader leaves; returns whether it did.

    Args:
        app: has no window yet.
        look: what is waited for.
        looked_at: as `SilentDiskDialog` takes it.
        speak: puts the application into a language; the reader's own choice is on the silent disk.
    """
    speak()
    load_fonts()
    themes.apply(app, themes.resolve(themes.SYSTEM, app))
    dialog = SilentDiskDialog(look, looked_at)
    signals = EndSignals(dialog.reject)
    dialog.finished.connect(lambda _result: app.exit())
    quits = app.quitOnLastWindowClosed()
    app.setQuitOnLastWindowClosed(False)  # Qt would have it come later, and end the window that follows
    dialog.show()
    app.exec()
    app.setQuitOnLastWindowClosed(quits)
    signals.restore()
    dialog.deleteLater()
    return dialog.result() == QDialog.DialogCode.Accepted
