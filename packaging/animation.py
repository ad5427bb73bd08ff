"""Draw the README's animated picture from the running app: a link is dropped, saved, and read in English.

The window, the save and the translation are real; only the pointer is painted in, for a window that is drawn
without a screen has none. The site is the fixture's, on a local server.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from screenshots import PAGES, TARGET, TOP, illustrated_site

if TYPE_CHECKING:
    from PIL.Image import Image
    from PySide6.QtCore import QMimeData, QPoint
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from reader.studio import Studio

SIZE, WIDTH = (1200, 750), 900
"""Of the window, and of the picture's width, in px."""
COLOURS = 96
FILE = TARGET / "drop-and-read.gif"
SHOWN_ADDRESS = "https://www.lebrief.ma/marrakech-interpol-exhorte-les-etats/"
"""What the drag says it carries; the page itself comes from the local server."""
LOOK, MOVE, READ = 1_200, 160, 2_800
"""ms that a frame stays: one to look at, one of a movement, one to read."""


class Film:
    """The frames of the animated picture."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._frames: list[tuple[bytes, Image, int]] = []

    def take(self, ms: int, pointer: QPoint | None = None, carries: str = "") -> None:
        """Take the window as it is now; a frame that looks like the last one makes that one stay longer."""
        from PIL import Image
        from PySide6.QtCore import QBuffer, QIODevice, Qt
        from PySide6.QtGui import QPainter

        shot = self._studio.window.grab().toImage()
        if pointer is not None:
            painter = QPainter(shot)
            _paint_pointer(painter, pointer, carries)
            painter.end()
        shot = shot.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        shot.save(buffer, "PNG")  # type: ignore[call-overload]
        image = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
        pixels = image.tobytes()
        if self._frames and self._frames[-1][0] == pixels:
            _, same, before = self._frames.pop()
            self._frames.append((pixels, same, before + ms))
        else:
            self._frames.append((pixels, image, ms))

    def write(self, file: Path) -> None:
        """Write all frames, with the colours of all of them: a palette for each would flicker."""
        from PIL import Image

        images = [image for _, image, _ in self._frames]
        width, height = images[0].size
        sheet = Image.new("RGB", (width, height * len(images)))
        for number, image in enumerate(images):
            sheet.paste(image, (0, height * number))
        palette = sheet.quantize(COLOURS, dither=Image.Dither.NONE)
        drawn = [image.quantize(palette=palette, dither=Image.Dither.NONE) for image in images]
        times = [ms for _, _, ms in self._frames]
        drawn[0].save(file, save_all=True, append_images=drawn[1:], duration=times, loop=0, optimize=True)


def _paint_pointer(painter: QPainter, at: QPoint, carries: str) -> None:
    """An arrow, and beside it the address that it drags."""
    from PySide6.QtCore import QPoint, QRect, Qt
    from PySide6.QtGui import QColor, QPainter, QPen, QPolygon

    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if carries:
        width = painter.fontMetrics().horizontalAdvance(carries) + 24
        label = QRect(at.x() + 18, at.y() + 16, width, 28)
        painter.setPen(QPen(QColor("#87827A"), 1))
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawRoundedRect(label, 6, 6)
        painter.setPen(QColor("#0B6B62"))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, carries)
    shape = ((0, 0), (0, 20), (5, 15), (9, 23), (12, 22), (8, 14), (14, 14))
    painter.setPen(QPen(QColor("#FFFFFF"), 1.5))
    painter.setBrush(QColor("#1F1E1B"))
    painter.drawPolygon(QPolygon([at + QPoint(x, y) for x, y in shape]))


def _path(start: QPoint, end: QPoint, steps: int) -> Iterator[QPoint]:
    for step in range(1, steps + 1):
        yield start + (end - start) * (step / steps)


def play(studio: Studio, film: Film, address: str) -> None:
    """Drop the link, save, open, translate; every step is a frame or some."""
    from PySide6.QtCore import QPoint

    from reader.gui.reading.article_content import DONE

    surfaces, window = studio.surfaces, studio.window
    settle(studio)
    film.take(LOOK)
    goal = QPoint(560, 520)  # clear of the words in the middle
    for number, at in enumerate(_path(QPoint(1_190, 120), goal, 5)):
        if number == 1:
            send_drag(window, SHOWN_ADDRESS)
            settle(studio)
        film.take(MOVE, at, "lebrief.ma")
    film.take(LOOK, goal, "lebrief.ma")
    before = len(surfaces.model.summaries)
    send_drag(window, address)  # what a drag holds is read once, when it comes
    send_drop(window, address)
    film.take(MOVE * 3)
    while_waiting(studio, film, lambda: len(surfaces.model.summaries) > before, "the saved article")
    settle(studio)
    film.take(LOOK)
    saved = surfaces.model.summaries[0].id
    studio.show(saved, "", None)
    settle(studio)
    film.take(LOOK)
    press = surfaces.pane.bar.languages
    button = press.mapTo(window, press.rect().center())
    for at in _path(QPoint(900, 400), button, 3):
        film.take(MOVE, at)
    surfaces.translations.choose("en")
    surfaces.pane.show_language("en")
    state = surfaces.pane.content.state("en")
    while_waiting(studio, film, lambda: state.status == DONE, "the translation", button)
    settle(studio)
    film.take(READ)


def while_waiting(
    studio: Studio, film: Film, condition: Callable[[], bool], what: str, pointer: QPoint | None = None
) -> None:
    """Take a frame each time the studio looks whether it has come, at most twice a second."""
    looks = [0]

    def look() -> bool:
        looks[0] += 1
        if looks[0] % 16 == 0:
            film.take(MOVE * 2, pointer)
        return condition()

    studio.wait(look, what)


def settle(studio: Studio) -> None:
    """Let the window live until nothing runs any more."""
    studio._quiet_looks = -10
    studio.wait(studio._settled, "the window")


def send_drag(window: QWidget, address: str) -> None:
    """A drag of a link comes over the window."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtGui import QDragEnterEvent
    from PySide6.QtWidgets import QApplication

    action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(560, 520), action, carried(address), button, none)
    QApplication.sendEvent(window, event)


def send_drop(window: QWidget, address: str) -> None:
    """The link is let go."""
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QDropEvent
    from PySide6.QtWidgets import QApplication

    action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDropEvent(QPointF(560, 520), action, carried(address), button, none))


def carried(address: str) -> QMimeData:
    """What a browser's drag of a link holds."""
    from PySide6.QtCore import QMimeData, QUrl

    data = QMimeData()
    data.setUrls([QUrl(address)])
    data.setText(address)
    _KEPT.append(data)  # an event does not own what it carries
    return data


_KEPT: list[object] = []


def main() -> None:
    """Fill a library with all but the last article of the screenshots, and play."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(TOP))
    from reader.app import make_application
    from reader.core.progress import Progress
    from reader.services.library_session import LibrarySession
    from reader.services.saving.save_article import save_article
    from reader.settings.paths import LibraryPaths
    from reader.studio import Studio, _ChosenSettings
    from tests.conftest import SiteServer

    with tempfile.TemporaryDirectory() as folder:
        server = SiteServer(illustrated_site(Path(folder)))
        paths = LibraryPaths(Path(folder) / "library")
        names = [page.parent.name for page in (TOP / "tests/data/lebrief/site").glob("*/index.html")]
        folders = [next(name for name in names if name.startswith(page)) for page in PAGES]
        with LibrarySession.open(paths) as session:
            session.settings.set("sample_added", True)
            session.settings.set("welcomed", True)
            for name in folders[:-1]:
                save_article(session, f"{server.base}/{name}/", Progress())
        settings = _ChosenSettings(paths.settings)
        chosen = {"interface_language": "en", "theme": "light", "reduce_motion": True, "text_size": 3}
        for key, value in {**chosen, "offers_put_off": "fr en ar"}.items():
            settings.set(key, value)
        studio = Studio(make_application(), paths, settings, SIZE)
        film = Film(studio)
        try:
            play(studio, film, f"{server.base}/{folders[-1]}/")
        finally:
            studio.close()
            server.close()
        film.write(FILE)
        print(f"{FILE.relative_to(TOP)} {FILE.stat().st_size // 1000} kB, {len(film._frames)} frames")


if __name__ == "__main__":
    main()
