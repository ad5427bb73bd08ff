"""Opens the picture viewer: at the picture clicked, at the cursor, or at the one in sight."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt

from reader.core.errors import ReaderError
from reader.gui.background.picture_loader import on_lane
from reader.gui.dialogs.file_dialog import FileDialog
from reader.gui.feature import Feature
from reader.gui.pictures.picture_list import ShownPicture, pictures_of
from reader.gui.pictures.picture_viewer import PictureViewer
from reader.settings.disks import require_mounted

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.live_keys import LiveKeys
    from reader.gui.reading.reading_pane import ReadingPane


class PicturesFeature(Feature):
    """For one window."""

    def __init__(self, context: WindowContext, pane: ReadingPane, keys: LiveKeys) -> None:
        super().__init__(context)
        self._keys = keys
        self._pane = pane
        pane.view.picture_clicked.connect(self.open_digest)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the feature's commands do."""
        return {"pictures.open": self.open_nearest}

    @property
    def viewer(self) -> PictureViewer | None:
        """The viewer while it is open."""
        shown = self.context.overlays.shown
        return shown if isinstance(shown, PictureViewer) else None

    def pictures(self) -> list[ShownPicture]:
        """The pictures of the article on screen."""
        pane = self._pane
        if pane.content is None:
            return []
        read = pane.presenter.read_language
        return pictures_of(pane.content, read if read != pane.content.language else "")

    def open_digest(self, digest: str) -> None:
        """Open at a picture of the article."""
        pictures = self.pictures()
        places = [n for n, picture in enumerate(pictures) if picture.digest == digest]
        if places:
            self._open(pictures, places[0])

    def open_at_cursor(self) -> bool:
        """Open at the picture whose caption the cursor is in; says whether there is one."""
        stop, pictures = self._pane.sentence_cursor.stop, self.pictures()
        places = [n for n, picture in enumerate(pictures) if stop is not None and picture.unit == stop.unit]
        if places:
            self._open(pictures, places[0])
        return bool(places)

    def open_nearest(self) -> None:
        """Open at the picture at the cursor, else the next one below what is being read, else the last."""
        pictures = self.pictures()
        if not pictures:
            text = QCoreApplication.translate("window", "This article has no pictures")
            self.context.notices.announce(text)
            return
        if self.open_at_cursor():
            return
        pane = self._pane
        position, content = pane.view.position(), pane.content
        assert content is not None
        order = {unit.id: number for number, unit in enumerate(content.units)}
        here = order.get(position.block, 0) if position is not None else 0
        below = [n for n, picture in enumerate(pictures) if order.get(picture.unit, 0) >= here]
        self._open(pictures, below[0] if below else len(pictures) - 1)

    def _open(self, pictures: list[ShownPicture], index: int) -> None:
        context = self.context
        viewer = PictureViewer(context.window, pictures, on_lane(context.jobs), self._keys.resolver)
        viewer.save_wanted.connect(self.save)
        viewer.copied.connect(self._on_copied)
        viewer.shown.connect(lambda picture: self.context.notices.announce(picture.words))
        self.context.overlays.show(viewer)
        viewer.start(index)

    def save(self, picture: ShownPicture) -> None:
        """Ask where, and write the stored file there as it is."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        suffix = picture.path.suffix
        dialog = FileDialog(self.context.window, self.tr("Save picture as…"))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Pictures") + f" (*{suffix})")
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.setDirectory(folder)
        dialog.selectFile(f"{picture.name}{suffix}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self._write(picture, Path(file)))
        dialog.open()

    def _write(self, picture: ShownPicture, goal: Path) -> None:
        self.context.jobs.submit(
            "pictures",
            lambda _progress: _copy(picture.path, goal),
            done=lambda _done: self.context.notices.announce(self.tr("Picture saved")),
            failed=self.context.notices.error,
        )

    def _on_copied(self) -> None:
        self.context.notices.announce(self.tr("Picture copied"))


def _copy(source: Path, goal: Path) -> None:
    require_mounted(goal.parent)
    try:
        shutil.copyfile(source, goal)
    except OSError as error:
        detail = f"picture not written: {error.strerror}"
        raise ReaderError("read-only", detail, folder=goal.parent) from error
