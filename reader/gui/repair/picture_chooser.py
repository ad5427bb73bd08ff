"""The pictures of an article in a row, of which one leads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from reader.core.edits import Repair, pictures_of
from reader.core.messages import isolate
from reader.core.model import Picture
from reader.gui.background.job_runner import JobRunner
from reader.gui.cards.thumbnails import read_thumbnail
from reader.gui.text.plain_tooltip import plain_tip
from reader.gui.theme.icons import pixmap
from reader.gui.theme.themed_widget import ThemedWidget

_SIZE = QSize(112, 70)
_SRC = Qt.ItemDataRole.UserRole
_DRAWN = _SRC + 1
_NO_SIZE = QSize(_SIZE.width() + 24, _SIZE.height() + 40)


class PictureChooser(ThemedWidget, QListWidget):
    """Offers “No picture” and every picture of the article; moving to one chooses it, like radio buttons.

    Args:
        runner: reads the files. path_of: where the picture of a digest lies.
    """

    chosen = Signal(str)
    """The reader chose the picture with this address to lead; "" for none."""

    def __init__(
        self,
        runner: JobRunner,
        path_of: Callable[[str], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._path_of = path_of
        self._read: dict[str, QPixmap] = {}
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(_SIZE)
        self.setGridSize(_NO_SIZE)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(_NO_SIZE.height() + 16)
        self.setAccessibleName(self.tr("Lead picture"))
        self.currentItemChanged.connect(self._on_current)

    def apply_theme(self) -> None:
        colors = self.theme.colors
        self.setStyleSheet(
            "QListWidget::item { border: 2px solid transparent; border-radius: 6px; padding: 4px; }"
            f"QListWidget::item:selected {{ background: {colors['tint']}; color: {colors['text']};"
            f" border-color: {colors['accent']}; }}"
        )
        for number in range(self.count()):
            if self.item(number).data(_DRAWN):
                self._draw(self.item(number))

    def show_repair(self, repair: Repair) -> None:
        """Show the pictures and which leads."""
        pictures = {**pictures_of(repair.fetched), **pictures_of(repair.shown)}
        order = [src for src in pictures_of(repair.fetched)]
        order += [src for src in pictures if src not in order]
        self.blockSignals(True)
        if [self.item(n).data(_SRC) for n in range(self.count())] != ["", *order]:
            self.clear()
            self._add("", self.tr("No picture"), None)
            for src in order:
                picture = pictures[src]
                name = picture.caption or picture.alt or src.split("?")[0].rsplit("/", 1)[-1]
                self._add(src, name, picture)
        shown = repair.shown.lead
        lead = shown.src if shown is not None else ""
        for number in range(self.count()):
            if self.item(number).data(_SRC) == lead:
                self.setCurrentRow(number)
        self.blockSignals(False)

    def _add(self, src: str, name: str, picture: Picture | None) -> None:
        item = QListWidgetItem(isolate(name))
        item.setData(_SRC, src)
        item.setToolTip(plain_tip(name))
        item.setData(_DRAWN, True)
        self._draw(item)
        self.addItem(item)
        if picture is not None and picture.digest:
            if picture.digest in self._read:
                self._show_read(item, picture.digest)
            else:
                self._ask(src, picture.digest)

    def _ask(self, src: str, digest: str) -> None:
        ratio = self.devicePixelRatioF()

        def read() -> QImage | None:
            path = self._path_of(digest)
            return read_thumbnail(path, _SIZE * ratio, 6 * ratio) if path is not None else None

        self._runner.submit(
            "pictures",
            lambda _progress: read(),
            done=lambda image: self._arrived(src, digest, image, ratio),
            failed=lambda _error: None,
        )

    def _arrived(self, src: str, digest: str, image: QImage | None, ratio: float) -> None:
        if image is None:
            return
        image.setDevicePixelRatio(ratio)
        self._read[digest] = QPixmap.fromImage(image)
        for number in range(self.count()):
            if self.item(number).data(_SRC) == src:
                self.blockSignals(True)
                self._show_read(self.item(number), digest)
                self.blockSignals(False)

    def _show_read(self, item: QListWidgetItem, digest: str) -> None:
        item.setData(_DRAWN, False)
        item.setIcon(_untinted(self._read[digest]))

    def _draw(self, item: QListWidgetItem) -> None:
        """Stand in for a picture that is not read yet, or for none."""
        name = "image" if item.data(_SRC) else "image-off"
        item.setIcon(_untinted(pixmap(name, self.theme.color("muted"), 32, self.devicePixelRatioF())))

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_SRC))


def _untinted(drawn: QPixmap) -> QIcon:
    """An icon that keeps its colours when it is selected."""
    made = QIcon(drawn)
    made.addPixmap(drawn, QIcon.Mode.Selected)
    return made
