"""How large the desktop's text is: Liseuse is drawn larger where the reader has made that larger.

Most desktops tell it by the screen's dots per inch, and Qt draws everything larger then. Others only name a
larger font, which Qt leaves to the program, and ours has its sizes in px.
"""

from __future__ import annotations

import logging
import math
import os
import sys

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from reader.gui.widgets.pane_layout import FRAME, LEAST_WINDOW

log = logging.getLogger(__name__)

USUAL_POINTS = 10
STEP = 0.25
"""Sizes of a desktop's font differ by a point or two where nobody has chosen a larger one."""
LEAST_ROOM = QSize(LEAST_WINDOW[0] + FRAME[0], LEAST_WINDOW[1] + FRAME[1])
"""Px of a screen that the smallest window takes, with its frame."""
_SCALE = "QT_SCALE_FACTOR"
_OURS = "LISEUSE_SCALED"


def draw_as_large(app: QApplication) -> None:
    """Draw everything as much larger as the desktop's font is, which is that of a new application.

    Qt names the font only to an application, and takes a scale only before there is one, and PySide deletes
    all that it holds with its first application: so the program begins anew in the same process. A scale
    that is set for all programs of Qt counts instead.
    """
    if os.environ.pop(_OURS, ""):
        os.environ.pop(_SCALE, None)  # the programs that we start have sizes of their own
    elif _SCALE not in os.environ and sys.platform == "linux" and (screen := app.primaryScreen()):
        factor = text_factor(app.font().pointSizeF(), screen.availableSize())
        if factor > 1:
            _begin_anew(factor)


def _begin_anew(factor: float) -> None:
    """Run the program once more in this process, with a scale; where that cannot be it goes on without.

    Python's own environment still has what Qt has taken out of that of the process: the desktop's leave to
    take the focus. The frozen program finds the libraries that it brings along only where it begins as anew.
    """
    given = {**os.environ, _SCALE: str(factor), _OURS: "1"}
    if getattr(sys, "frozen", False):
        given["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    try:
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], given)
    except OSError as error:
        log.warning("the program is not drawn larger: %s", error)


def text_factor(points: float, room: QSize) -> float:
    """How much larger everything is drawn: in steps, and the window still has its place on the screen.

    Args:
        points: size of the desktop's font. room: what of the screen can be used, in px.
    """
    most = min(room.width() / LEAST_ROOM.width(), room.height() / LEAST_ROOM.height())
    return max(1.0, math.floor(min(points / USUAL_POINTS, most) / STEP) * STEP)
