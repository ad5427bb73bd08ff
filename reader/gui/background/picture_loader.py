"""Decodes stored pictures for the view, away from the GUI thread, at the size they are shown at."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath

if TYPE_CHECKING:
    from reader.gui.background.job_runner import JobRunner

RADIUS = 4
ALLOCATION_LIMIT = 64
"""MB one picture may need while it is decoded; pictures are checked when saved, this is a second lock."""

_STORED = (
    (b"png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    (b"jpeg", re.compile(rb"\xff\xd8\xff")),
    (b"webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    (b"gif", re.compile(rb"GIF8[79]a")),
)
"""The kinds of pictures that are stored (see `saving/pictures/check_picture`), and how each begins."""

PictureRunner = Callable[[Callable[[], QImage], Callable[[QImage], None]], object]
"""`run(work, done)`: runs `work` on another thread and gives its picture to `done` on the GUI thread."""


def on_lane(jobs: JobRunner) -> PictureRunner:
    """Runs such work off the GUI thread, on the lane for pictures."""
    return lambda work, done: jobs.submit("pictures", lambda _progress: work(), done=done)


def run_at_once(work: Callable[[], QImage], done: Callable[[QImage], None]) -> None:
    """The `PictureRunner` for tests and screenshots: no other thread."""
    done(work())


def picture_reader(path: Path) -> QImageReader:
    """A reader for a stored picture that asks no other format's reader whether it may be one of its own.

    Qt would try them in turn, and the one for SVG makes objects with signals. Off the GUI thread, and with
    Python's lock held as it is in that call, this can wait for the GUI thread, which waits for the lock.
    """
    QImageReader.setAllocationLimit(ALLOCATION_LIMIT)
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        head = b""
    kind = next((name for name, begins in _STORED if begins.match(head)), b"none")
    reader = QImageReader(str(path), kind)
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    return reader


def decode(path: Path, width: int, height: int, ratio: float, round_whole: bool = False) -> QImage:
    """Read a picture at `width` × `height` logical px with rounded corners; null when it cannot be read.

    Safe on any thread. `round_whole` makes it a disc, for avatars.
    """
    reader = picture_reader(path)
    target = QSize(round(width * ratio), round(height * ratio))
    stored = reader.size()
    if stored.isValid():
        reader.setScaledSize(stored.scaled(target, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    picture = reader.read()
    if picture.isNull():
        return picture
    return _rounded(picture, target, ratio, min(width, height) / 2 if round_whole else RADIUS)


def whole_picture(path: Path) -> QImage:
    """Read a picture in its own size, as far as its memory allows; null when it cannot be read."""
    return picture_reader(path).read()


def _rounded(picture: QImage, target: QSize, ratio: float, radius: float) -> QImage:
    made = QImage(target, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, target.width(), target.height()), radius * ratio, radius * ratio)
    painter.setClipPath(path)
    fitted = picture.size().scaled(target, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    left, top = (target.width() - fitted.width()) / 2, (target.height() - fitted.height()) / 2
    painter.drawImage(QRectF(left, top, fitted.width(), fitted.height()), picture)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
