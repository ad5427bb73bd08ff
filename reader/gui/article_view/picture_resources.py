"""What the document on screen may load: the stored pictures of the open article, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument

from reader.gui.article_view.block_writer import MISSING_PICTURE, PICTURE
from reader.gui.article_view.canvas import Canvas
from reader.gui.background.picture_loader import PictureRunner, decode
from reader.gui.theme.icons import pixmap

IMAGE = QTextDocument.ResourceType.ImageResource.value

Files = Mapping[str, tuple[Path, int, int, bool]]
"""By name: the file, width and height in px to show it at, and whether it is a disc."""


class PictureResources:
    """Answers for one view. A picture is decoded off the GUI thread when it is first painted."""

    def __init__(self, view: Canvas, run: PictureRunner) -> None:
        self._view = view
        self._run = run
        self._files: Files = {}
        self._requested: set[str] = set()
        self._decoded: dict[str, QImage] = {}

    def use(self, files: Files) -> None:
        """Answer for these from now on; what is decoded of them stays until it comes in its new size."""
        self._files = files
        self._requested = set()
        wanted = {digest_of(name) for name in files}
        self._decoded = {digest: found for digest, found in self._decoded.items() if digest in wanted}

    def answer(self, kind: int, name: str) -> QImage:
        """The picture of a name; one pixel for all else, because with nothing Qt would open local files."""
        theme = self._view.theme
        if kind == IMAGE and name == MISSING_PICTURE:
            return pixmap("image-off", theme.color("muted"), 20, self._view.devicePixelRatioF()).toImage()
        if kind == IMAGE and name.startswith(PICTURE) and name in self._files:
            self._request(name)
            return self._decoded.get(digest_of(name)) or _dot(theme.color("border"))
        return _dot(QColor(0, 0, 0, 0))

    def _request(self, name: str) -> None:
        if name in self._requested:
            return
        self._requested.add(name)
        path, width, height, disc = self._files[name]
        ratio = self._view.devicePixelRatioF()
        QTimer.singleShot(
            0, self._view.viewport(), lambda: self._decode(name, path, (width, height, ratio, disc))
        )

    def _decode(self, name: str, path: Path, shape: tuple[int, int, float, bool]) -> None:
        view, rendered = self._view, self._view.rendered
        if rendered is None or name not in self._files:
            return

        def arrived(picture: QImage) -> None:
            if view.rendered is rendered and not picture.isNull():
                self._decoded[digest_of(name)] = picture
                rendered.document.addResource(IMAGE, QUrl(name), picture)
                view.viewport().update()

        self._run(lambda: decode(path, *shape), arrived)


def digest_of(name: str) -> str:
    """The picture a name means, whatever size it is asked for in."""
    return name.removeprefix(PICTURE).partition("/")[0]


def _dot(color: QColor) -> QImage:
    dot = QImage(1, 1, QImage.Format.Format_ARGB32)
    dot.fill(color)
    return dot
