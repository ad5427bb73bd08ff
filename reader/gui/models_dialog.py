"""The translation models: what can be read now, what is installed, what can be added."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.core.errors import ReaderError
from reader.core.languages import language
from reader.core.messages import isolate
from reader.core.model import ModelPackage, Route
from reader.core.progress import Progress
from reader.gui.icons import pixmap
from reader.gui.job_runner import Job, JobRunner
from reader.gui.notices import words
from reader.gui.theme import Theme
from reader.gui.translation_notice import ARROW, ARROW_RTL
from reader.gui.widgets import hairline, label, push_button, surface
from reader.services.library_session import LibrarySession
from reader.services.manage_packages import (
    PackagesOverview,
    install_package,
    packages_overview,
    remove_package,
)

_SIZE = (760, 640)  # px


class ModelsDialog(QDialog):
    """Shows, installs, downloads and removes models; the work runs on the job runner's lanes.

    Args:
        session: the open library. runner: where the work goes. theme: colours.
    """

    packages_changed = Signal()

    def __init__(
        self, session: LibrarySession, runner: JobRunner, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._theme = theme
        self._job: Job | None = None
        self._overview: PackagesOverview | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.resize(*_SIZE)
        surface(self, "page")
        self._build()
        self.setWindowTitle(self.tr("Translation models"))
        self._refresh()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        title = label("dialog-title")
        title.setText(self.tr("Translation models"))
        intro = label("muted", wrap=True)
        intro.setText(
            self.tr(
                "Translation runs on this computer. Nothing you read is sent anywhere. "
                "A model is downloaded once, then works without a connection."
            )
        )
        outer.addWidget(title)
        outer.addWidget(intro)
        outer.addWidget(self._scroll_area(), 1)
        self._status = label("error", wrap=True)
        self._status.hide()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Installation progress"))
        self._cancel = push_button("flat", "row")
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.clicked.connect(self._stop)
        self._working = QWidget()
        row = QHBoxLayout(self._working)
        row.setContentsMargins(0, 0, 0, 0)
        self._doing = label("muted")
        row.addWidget(self._doing)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self._working.hide()
        outer.addWidget(self._status)
        outer.addWidget(self._working)
        outer.addLayout(self._foot())

    def _scroll_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = QWidget()
        surface(self._content, "page")
        self._rows = QVBoxLayout(self._content)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(10)
        area.setWidget(self._content)
        return area

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self._install_file = push_button()
        self._install_file.setText(self.tr("Install from file…"))
        self._install_file.clicked.connect(self._choose_file)
        self._use = label("meta", wrap=True)
        close = push_button()
        close.setText(self.tr("Close"))
        close.clicked.connect(self.close)
        foot.addWidget(self._install_file)
        foot.addWidget(self._use, 1)
        foot.addWidget(close)
        return foot

    # --- what is shown

    def _refresh(self) -> None:
        self._runner.submit("library", lambda _: packages_overview(self._session), self._show, self._fail)

    def _show(self, overview: PackagesOverview) -> None:
        self._overview = overview
        _empty(self._rows)
        self._rows.addWidget(self._readiness(overview))
        for package in overview.installed:
            self._rows.addWidget(self._installed_row(package))
            self._rows.addWidget(hairline())
        if overview.offered:
            heading = label("card-title")
            heading.setText(self.tr("Official models"))
            self._rows.addWidget(heading)
        for package in overview.offered:
            self._rows.addWidget(self._offered_row(package))
            self._rows.addWidget(hairline())
        self._rows.addStretch(1)
        used = QLocale().formattedDataSize(sum(p.size_bytes for p in overview.installed), 0, _DATA_FORMAT)
        free = QLocale().formattedDataSize(overview.free_bytes, 1, _DATA_FORMAT)
        text = self.tr("Models use {used} · {free} free on this disk")
        self._use.setText(text.replace("{used}", isolate(used)).replace("{free}", isolate(free)))

    def _readiness(self, overview: PackagesOverview) -> QFrame:
        box = QFrame()
        surface(box, "list")
        grid = QGridLayout(box)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setColumnStretch(2, 1)
        heading = label("card-title")
        heading.setText(self.tr("What you can read now"))
        grid.addWidget(heading, 0, 0, 1, 3)
        for row, ((source, target), route) in enumerate(overview.routes.items(), start=1):
            pair = label()
            pair.setText(_pair_text(source, target))
            grid.addWidget(pair, row, 0)
            grid.addWidget(self._mark(route is not None), row, 1)
            state = label(wrap=True)
            state.setText(self._state_of(route))
            grid.addWidget(state, row, 2)
        note = label("muted", wrap=True)
        note.setText(
            self.tr(
                "Without a direct model, Liseuse translates to English first, then to Arabic. "
                "Names and nuances may shift, so the original is always one key away (O)."
            )
        )
        grid.addWidget(note, len(overview.routes) + 1, 0, 1, 3)
        return box

    def _mark(self, ready: bool) -> QLabel:
        mark = QLabel()
        name, token = ("circle-check", "ok") if ready else ("clock", "warn")
        mark.setPixmap(pixmap(name, self._theme.color(token), 16, self.devicePixelRatioF()))
        return mark

    def _state_of(self, route: Route | None) -> str:
        if route is None:
            return self.tr("Needs a model")
        codes = [route.hops[0].source, *(hop.target for hop in route.hops)]
        parts = [self.tr("Ready")]
        if len(route.hops) > 1:
            parts.append(_way(codes))
        if any(hop.demonstration for hop in route.hops):
            parts.append(self.tr("demonstration quality"))
        return " · ".join(parts)

    def _installed_row(self, package: ModelPackage) -> QWidget:
        remove = push_button("flat", "row")
        remove.setText(self.tr("Remove"))
        remove.setAccessibleName(f"{remove.text()} {_pair_text(package.source, package.target)}")
        remove.clicked.connect(partial(self._ask_remove, package))
        return self._row(package, self._installed_words(package), remove)

    def _installed_words(self, package: ModelPackage) -> str:
        if not package.demonstration:
            return self.tr("Installed")
        if package.target == "ar":
            return self.tr("Demonstration model: weak, a rough gloss word by word.")
        return self.tr("Demonstration model: gives a fair gist, not for anything that matters.")

    def _offered_row(self, package: ModelPackage) -> QWidget:
        get = push_button(size="row")
        get.setText(self.tr("Download"))
        get.setAccessibleName(f"{get.text()} {_pair_text(package.source, package.target)}")
        get.setEnabled(self._job is None)
        get.clicked.connect(partial(self._install, package.pair))
        return self._row(package, "", get)

    def _row(self, package: ModelPackage, remark: str, button: QWidget) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(2)
        name = label("card-title")
        name.setText(_pair_text(package.source, package.target))
        details = self.tr("Version {version}").replace("{version}", isolate(package.version))
        if package.size_bytes:
            details += " · " + isolate(QLocale().formattedDataSize(package.size_bytes, 0, _DATA_FORMAT))
        about = label("meta", wrap=True)
        about.setText(f"{details} · {remark}" if remark else details)
        column.addWidget(name)
        column.addWidget(about)
        row.addLayout(column, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return widget

    # --- what is done

    def _choose_file(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Install from file…"), "", self.tr("Translation models (*.argosmodel)")
        )
        self.install_files(files)

    def install_files(self, files: list[str]) -> None:
        """Install the files one after the other; the first that fails stops the rest."""
        if files:
            self._install(files[0], files[1:])

    def _install(self, what: str, rest: list[str] | None = None) -> None:
        if self._job is not None:
            return
        self._status.hide()
        self._doing.setText(self.tr("Installing…"))
        self._bar.setRange(0, 0)
        self._working.show()
        self._job = self._runner.submit(
            "network",
            lambda progress: self._work(what, progress),
            lambda _: self._finished(rest or []),
            self._fail,
            self._advance,
            self._ended,
        )

    def _work(self, what: str, progress: Progress) -> None:
        install_package(self._session, what, progress)

    def _advance(self, done: int, total: int, _text: str) -> None:
        self._bar.setRange(0, 1000 if total else 0)
        if total:
            self._bar.setValue(round(1000 * done / total))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _finished(self, rest: list[str]) -> None:
        self._ended()
        self.packages_changed.emit()
        self.install_files(rest)

    def _fail(self, error: ReaderError) -> None:
        self._status.setText(f"{words(error.title)} {words(error.hint)}")
        self._status.show()
        self._ended()

    def _ended(self) -> None:
        self._job = None
        self._working.hide()
        if self.isVisible():
            self._refresh()

    def _ask_remove(self, package: ModelPackage) -> None:
        from reader.gui.notices import Notices

        explanation = self.tr(
            "What is translated already stays. New translations with it will not be possible."
        )
        if package.pair == "fr-en":
            explanation = self.tr("Arabic needs this model too. What is translated already stays.")
        question = self.tr("Remove the model {pair}?")
        pair = _pair_text(package.source, package.target)
        Notices(self).ask(
            question.replace("{pair}", isolate(pair)),
            explanation,
            self.tr("Remove"),
            partial(self._remove, package.pair),
        )

    def _remove(self, pair: str) -> None:
        self._runner.submit(
            "library", lambda _: remove_package(self._session, pair), lambda _: self._finished([]), self._fail
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take model files."""
        if _model_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Install the model files that were dropped."""
        files = _model_files(event)
        event.acceptProposedAction()
        self.install_files(files)


_DATA_FORMAT = QLocale.DataSizeFormat.DataSizeSIFormat


def _model_files(event: QDropEvent) -> list[str]:
    return [url.toLocalFile() for url in event.mimeData().urls() if url.toLocalFile().endswith(".argosmodel")]


def _name(code: str) -> str:
    name = QLocale.languageToString(QLocale(code).language()) if code else ""
    return isolate(language(code).own_name or name)


def _pair_text(source: str, target: str) -> str:
    return _way((source, target))


def _way(codes: Sequence[str]) -> str:
    """Languages with arrows between them, which point the way the interface reads."""
    rtl = QGuiApplication.isRightToLeft()
    # Isolated names alone give a line no direction; the mark gives it the interface's.
    return ("\u200f" if rtl else "") + (ARROW_RTL if rtl else ARROW).join(_name(code) for code in codes)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
