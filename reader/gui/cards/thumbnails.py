"""Thumbnails of the library list, read and scaled off the GUI thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap

from reader.core.progress import Progress
from reader.gui.background.job_runner import JobRunner
from reader.gui.background.picture_loader import picture_reader

SIZE = QSize(76, 72)
RADIUS = 6
_KEPT = 400
"""Pixmaps kept in memory, about 9 MB at one device pixel per px."""


class Thumbnails(QObject):
    """A cache of card pictures; `loaded` tells that one has come, or that it cannot.

    Args:
        runner: its `pictures` lane does the reading.
        path_of: where the picture of a digest lies (called off the GUI thread).
        ratio: device pixels per px.
    """

    loaded = Signal(str)

    def __init__(
        self, runner: JobRunner, path_of: Callable[[str], Path | None], ratio: float, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._path_of = path_of
        self._ratio = ratio
        self._ready: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._asked: set[str] = set()
        self._held = False
        self._awaited = QPixmap(SIZE * ratio)
        self._awaited.fill(Qt.GlobalColor.transparent)
        self._awaited.setDevicePixelRatio(ratio)

    def get(self, digest: str) -> QPixmap | None:
        """The picture, `None` when it cannot be read, and a clear one of its size before that is known.

        So words beside it stand where they will stay.
        """
        if digest in self._ready:
            self._ready.move_to_end(digest)
            return self._ready[digest]
        if digest not in self._asked and not self._held:
            self._asked.add(digest)
            self._runner.submit(
                "pictures",
                lambda _progress: self._read(_progress, digest),
                done=lambda image: self._store(digest, image),
                failed=lambda _error: self._store(digest, None),
            )
        return self._awaited

    def hold(self) -> None:
        """Read no pictures until `forget_missing`: it is not known yet where they lie."""
        self._held = True

    def forget_missing(self) -> None:
        """Ask again for pictures that could not be read before."""
        self._held = False
        for digest in [digest for digest, pixmap in self._ready.items() if pixmap is None]:
            del self._ready[digest]

    def _read(self, _progress: Progress, digest: str) -> QImage | None:
        path = self._path_of(digest)
        return read_thumbnail(path, SIZE * self._ratio, RADIUS * self._ratio) if path is not None else None

    def _store(self, digest: str, image: QImage | None) -> None:
        self._asked.discard(digest)
        pixmap = None
        if image is not None:
            image.setDevicePixelRatio(self._ratio)
            pixmap = QPixmap.fromImage(image)
        self._ready[digest] = pixmap
        while len(self._ready) > _KEPT:
            self._ready.popitem(last=False)
        self.loaded.emit(digest)


def read_thumbnail(path: Path, size: QSize, radius: float) -> QImage | None:
    """Read a picture cut to fill `size` (device px) with rounded corners; `None` when it is no picture."""
    reader = picture_reader(path)
    whole = reader.size()
    if whole.isValid():
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return None
    image = image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    left, top = (image.width() - size.width()) // 2, (image.height() - size.height()) // 2
    return _rounded(image.copy(QRect(left, top, size.width(), size.height())), radius)


def _rounded(image: QImage, radius: float) -> QImage:
    drawn = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(image.rect()), radius, radius)
    painter.setClipPath(outline)
    painter.drawImage(0, 0, image)
    painter.end()
    return drawn
