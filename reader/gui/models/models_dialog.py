"""The translation models: what can be read now, what is installed, what can be added, what is on its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from reader.core.errors import ReaderError
from reader.core.model import ModelPackage
from reader.core.progress import Progress
from reader.gui.background.job_runner import JobRunner
from reader.gui.dialogs.file_dialog import FileDialog
from reader.gui.dialogs.notices import Notices
from reader.gui.models.downloads import Download, ModelDownloads
from reader.gui.models.model_details import FoundModel, ModelDetails
from reader.gui.models.model_list import BEST_WAY, ModelList
from reader.gui.models.model_rows import Action
from reader.gui.models.model_text import ModelTexts, own_name, pair_text, size_text
from reader.gui.text.messages import fill, words
from reader.gui.widgets.basics import label, push_button, surface
from reader.gui.widgets.flow_layout import FlowLayout
from reader.services.library_session import LibrarySession
from reader.services.translation.better_models import BetterModels, better_models
from reader.services.translation.manage_packages import (
    PackageFile,
    PackagesOverview,
    examine_file,
    may_be_model,
    packages_overview,
    refresh_catalogue,
    remove_package,
)
from reader.services.translation.package_names import exact_name

_SIZE = (760, 640)  # px
_FILES = "(*.argosmodel model.*)"  # the second: one of the files of a Firefox model


class ModelsDialog(QDialog):
    """Shows, installs, downloads, updates and removes models; the work runs on the job runner's lanes.

    Args:
        session: the open library. runner: where the work goes.
        downloads: those of the window, which go on when the dialog is closed.
    """

    packages_changed = Signal()
    dropped = Signal(object)
    """Something that is no file was dropped; carries its `QMimeData`, valid only meanwhile."""

    def __init__(
        self,
        session: LibrarySession,
        runner: JobRunner,
        parent: QWidget | None,
        downloads: ModelDownloads | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self.downloads = downloads or ModelDownloads(runner, lambda: session, self)
        self.words = ModelTexts(self)
        self._overview: PackagesOverview | None = None
        self._best: BetterModels | None = None
        self._notices = Notices(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        room = parent.size() if parent is not None else None
        width, height = (
            _SIZE if room is None else (min(_SIZE[0], room.width() - 16), min(_SIZE[1], room.height() - 16))
        )
        self.resize(width, height)
        surface(self, "page")
        self._build()
        self.setWindowTitle(self.tr("Translation models"))
        self.downloads.changed.connect(self._on_download)
        self.downloads.installed.connect(self._on_installed)
        self._refresh()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        title, intro = label("dialog-title"), label("muted", wrap=True)
        title.setText(self.tr("Translation models"))
        intro.setText(
            self.tr(
                "Translation runs on this computer. Nothing you read is sent anywhere. "
                "A model is downloaded once, then works without a connection."
            )
        )
        outer.addWidget(title)
        outer.addWidget(intro)
        self.list = ModelList(self.downloads, self.words)
        self.list.fetch_wanted.connect(self._fetch)
        self.list.way_wanted.connect(self._fetch_all)
        self.list.details_wanted.connect(self._show_details)
        self.list.remove_wanted.connect(self._ask_remove)
        outer.addWidget(self.list, 1)
        self._status = label("error", wrap=True)
        self._status.hide()
        self._told = label("meta", wrap=True)
        self._told.hide()
        outer.addWidget(self._status)
        outer.addWidget(self._told)
        outer.addLayout(self._foot())

    def _foot(self) -> QVBoxLayout:
        foot, line = QVBoxLayout(), QHBoxLayout()
        self._install_file = push_button()
        self._install_file.setText(self.tr("Install from file…"))
        self._install_file.clicked.connect(self._choose_file)
        self._look = push_button()
        self._look.setText(self.tr("Look for newer models"))
        self._look.clicked.connect(self.look_for_newer)
        self._use = label("meta", wrap=True)
        close = push_button()
        close.setText(self.tr("Close"))
        close.clicked.connect(self.close)
        line.setSpacing(8)
        more = FlowLayout(gap=8)  # below each other where the window is narrow
        more.addWidget(self._install_file)
        more.addWidget(self._look)
        line.addLayout(more, 1)
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self._use)
        foot.addLayout(line)
        return foot

    # --- what is shown

    def _refresh(self) -> None:
        self._runner.submit(
            "library",
            lambda _: (packages_overview(self._session), better_models(self._session, *BEST_WAY)),
            self._if_open(lambda found: self._show(*found)),
            self._if_open(self._fail),
        )

    def _show(self, overview: PackagesOverview, best: BetterModels | None) -> None:
        self._overview, self._best = overview, best
        self.list.show_models(overview, best)
        for one in self.downloads.all.values():
            self._on_download(one)
        used = size_text(sum(p.size_bytes for p in overview.installed))
        text = self.tr("Models use {used} · {free} free on this disk")
        self._use.setText(fill(text, used=used, free=size_text(overview.free_bytes, 1)))

    def _on_download(self, one: Download) -> None:
        row = self.list.rows.get(one.what)
        if self.downloads.all.get(one.what) is not one:
            self._refresh()  # given up or done: the list as it is now
            return
        if row is None:
            if one.package is None and self._overview is not None:
                self._show(self._overview, self._best)
            return
        downloads = self.downloads
        buttons: dict[str, Action] = {
            "pause": (self.tr("Pause"), partial(downloads.pause, one)),
            "resume": (self.tr("Resume"), partial(downloads.resume, one)),
            "retry": (self.tr("Retry"), partial(downloads.resume, one)),
            "cancel": (self.tr("Cancel"), partial(downloads.cancel, one)),
        }
        row.show_download(one, self.words, buttons)

    # --- what is done

    def look_for_newer(self) -> None:
        """Fetch the list of models anew."""
        self._status.hide()
        self._tell(self.tr("Looking for newer models…"))
        self._look.setEnabled(False)
        self._runner.submit(
            "network",
            partial(_refresh_list, self._session),
            done=self._if_open(lambda _: self._looked(self.tr("The list of models is up to date."))),
            failed=self._if_open(self._look_failed),
            cancelled=self._if_open(lambda: self._looked("")),
        )

    def _looked(self, text: str) -> None:
        self._look.setEnabled(True)
        self._tell(text)
        self._refresh()

    def _look_failed(self, error: ReaderError) -> None:
        self._looked("")
        self._fail(error)

    def _fetch_all(self, packages: Sequence[ModelPackage]) -> None:
        """Download what the best way lacks; the focus goes to the first of them."""
        for package in packages:
            self._fetch(package)
        if self._overview is not None:
            self._show(self._overview, self._best)
        self.list.focus_row(packages[0].name)

    def _fetch(self, package: ModelPackage) -> None:
        kept = self._overview.kept.get(package.name, 0) if self._overview is not None else 0
        self.downloads.fetch(package, kept)

    def _choose_file(self) -> None:
        dialog = FileDialog(self, self.tr("Install from file…"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(f"{self.tr('Translation models')} {_FILES}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.install_files)
        dialog.open()

    def install_files(self, files: Sequence[str]) -> None:
        """Look into files and install them; what is unknown or would replace another is asked about."""
        self._status.hide()
        for name in files:
            self._runner.submit(
                "network",
                partial(_examine, self._session, Path(name)),
                done=self._if_open(self._on_examined),
                failed=self._if_open(self._fail),
            )

    def _on_examined(self, file: PackageFile) -> None:
        install = partial(self.downloads.install_file, file.path)
        pair = pair_text(file.pair)
        if not file.known:
            text = self.tr(
                "“{file}” is not on the official list, so Liseuse does not know who made it. "
                "It is checked and tried with one sentence before it is used. "
                "A bad model can only give bad translations."
            )
            self._notices.ask(
                fill(self.tr("Install a model from an unknown source ({pair})?"), pair=pair),
                fill(text, file=file.path.name),
                self.tr("Install"),
                install,
            )
        elif file.present is not None:
            text = self.tr("Version {old} is installed; the file holds version {new}. Only one is kept.")
            self._notices.ask(
                fill(self.tr("Replace the model {pair}?"), pair=pair),
                fill(text, old=file.present.version, new=file.version),
                self.tr("Replace"),
                install,
            )
        else:
            install()

    def _on_installed(self, _what: str) -> None:
        self.packages_changed.emit()
        self._tell(self.tr("The model is installed."))
        self._refresh()

    def _fail(self, error: ReaderError) -> None:
        self._status.setText(f"{words(error.title)} {words(error.hint)}")
        self._status.show()
        self._notices.announce(self._status.text(), assertive=True)

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.setVisible(bool(text))
        if text:
            self._notices.announce(text)

    def _show_details(self, package: ModelPackage) -> None:
        used = self._overview.uses_of(package) if self._overview is not None else 0
        self._runner.submit(
            "library",
            lambda _: FoundModel.of(package),
            self._if_open(lambda found: ModelDetails(self, package, used, found).open()),
            self._if_open(self._fail),
        )

    def _ask_remove(self, package: ModelPackage) -> None:
        parts = [self.tr("What is translated already stays.")]
        for (_, target), route in (self._overview.routes if self._overview is not None else {}).items():
            hops = route.hops if route is not None else ()
            if len(hops) > 1 and any(f"{h.source}-{h.target}" == package.pair for h in hops):
                parts.append(fill(self.tr("{language} needs this model too."), language=own_name(target)))
        question = fill(self.tr("Remove the model {pair}?"), pair=pair_text(package.pair))
        self._notices.ask(question, " ".join(parts), self.tr("Remove"), partial(self._remove, package))

    def _remove(self, package: ModelPackage) -> None:
        self._runner.submit(
            "library",
            lambda _: remove_package(self._session, exact_name(package)),
            self._if_open(self._on_removed),
            self._if_open(self._fail),
        )

    def _on_removed(self, _packages: list[ModelPackage]) -> None:
        self.packages_changed.emit()
        self._refresh()

    def _if_open(self, action: Callable[..., object]) -> Callable[..., None]:
        """Call back only while the dialog is there."""

        def call(*values: object) -> None:
            if shiboken6.isValid(self):
                action(*values)

        return call

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files; those that are no model are refused by name when dropped. A link is for the window."""
        data = event.mimeData()
        if data.hasUrls() or data.hasText() or data.hasHtml():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Install the model files that were dropped, and hand on what is no file."""
        names = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if not names:
            self.dropped.emit(event.mimeData())
            return
        self._runner.submit(
            "files",
            lambda _: [name for name in names if may_be_model(Path(name))],
            self._if_open(partial(self._install_dropped, len(names))),
        )

    def _install_dropped(self, count: int, models: list[str]) -> None:
        self.install_files(models)
        if len(models) < count:
            self._fail(ReaderError("not-a-model", "wrong ending"))


def _refresh_list(session: LibrarySession, progress: Progress) -> list[ModelPackage]:
    return refresh_catalogue(session, progress)


def _examine(session: LibrarySession, path: Path, progress: Progress) -> PackageFile:
    return examine_file(session, path, progress)
