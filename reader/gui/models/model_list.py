"""What the models dialog lists: the best way first, official models before demonstrations."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.core.model import ModelPackage
from reader.gui.models.best_way import BestWayBox
from reader.gui.models.downloads import ModelDownloads
from reader.gui.models.model_rows import Action, ModelRow, grouped, readiness_box
from reader.gui.models.model_text import ModelTexts, pair_text, size_text
from reader.gui.text.messages import fill
from reader.gui.widgets.basics import hairline, label, surface
from reader.services.translation.better_models import BetterModels
from reader.services.translation.manage_packages import PackagesOverview

BEST_WAY = ("fr", "ar")
"""The languages whose best way the list begins with."""


class ModelList(QScrollArea):
    """The rows of the dialog.

    Args:
        downloads: of the window. words: of the dialog.
    """

    fetch_wanted = Signal(object)
    """A package is to be downloaded."""
    way_wanted = Signal(list)
    """The packages of the best way are to be downloaded."""
    details_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, downloads: ModelDownloads, words: ModelTexts) -> None:
        super().__init__()
        self._downloads, self._words = downloads, words
        self._overview: PackagesOverview | None = None
        self.rows: dict[str, ModelRow] = {}
        """By pair, by `installed` and the folder, or by the name of a file on its way."""
        self.setAccessibleName(self.tr("Translation models"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = QWidget()
        surface(self._content, "page")
        self._column = QVBoxLayout(self._content)
        rtl = QGuiApplication.isRightToLeft()  # the dialog is made anew in another language
        self._column.setContentsMargins(*((8, 0, 0, 0) if rtl else (0, 0, 8, 0)))  # beside the scroll bar
        self._column.setSpacing(10)
        self.setWidget(self._content)

    def show_models(self, overview: PackagesOverview, best: BetterModels | None) -> None:
        """Make every row anew; the one that had the focus has it again."""
        focused = next((row.package for row in self.rows.values() if row.has_focus), "")
        self._overview = overview
        self._empty()
        if best is not None:
            self._add_way(overview, best)
        for one in self._downloads.all.values():
            if one.package is None:
                self._add_row(one.what, ModelRow(isolate(Path(one.what).name)))
        groups = grouped(overview, best)
        for package in groups.missing:
            self._add_row(package.name, self._offered_row(package))
        for package in groups.official:
            update = package.name in overview.updates
            self._add_row(package.name if update else _key(package), self._installed_row(package))
        self._add_heading(self._words.group(self.tr("More models"), groups.others))
        for package in groups.others:
            self._add_row(package.name, self._offered_row(package))
        self._add_heading(self._words.group(self.tr("Demonstration models"), groups.demonstrations))
        for package in groups.demonstrations:
            self._add_row(_key(package), self._installed_row(package))
        note = self.tr(
            "Without a direct model, Liseuse translates to English first, then to Arabic. "
            "Names and nuances may shift, so the original is always one key away (O)."
        )
        title = self.tr("What you can read now")
        self._column.addWidget(readiness_box(overview, self._words, title, note))
        self._column.addStretch(1)
        self.focus_row(focused)

    def focus_row(self, name: str) -> None:
        """Give the focus to the row of a package; nothing for an empty one."""
        row = next((row for row in self.rows.values() if name and row.package == name), None)
        if row is not None:
            row.take_focus()
            self.ensureWidgetVisible(row)

    def _add_way(self, overview: PackagesOverview, best: BetterModels) -> None:
        waiting = [package for package in best.missing if self._downloads.of(package.name) is None]
        box = BestWayBox(best, overview.routes.get(BEST_WAY), self._words, waiting)
        box.wanted.connect(lambda: self.way_wanted.emit(waiting))
        self._column.addWidget(box)

    def _add_heading(self, text: str) -> None:
        if text:
            heading = label("card-title", wrap=True)
            heading.setText(text)
            self._column.addWidget(heading)

    def _add_row(self, what: str, row: ModelRow) -> None:
        self.rows[what] = row
        self._column.addWidget(row)
        row.show()  # Qt would show it with its next events, and only what is shown takes the focus
        self._column.addWidget(hairline())

    def _installed_row(self, package: ModelPackage) -> ModelRow:
        row = ModelRow(pair_text(package.pair), package.name)
        overview = self._overview
        assert overview is not None
        remark = self._words.installed(package, not package.engine or overview.runs_firefox)
        newer = overview.updates.get(package.name)
        if newer is not None and not package.demonstration:
            remark = fill(self.tr("Version {version} is available"), version=newer.version)
            row.show_actions([(self.tr("Update"), partial(self.fetch_wanted.emit, newer))])
        row.show_words(self._words.about(package, remark, overview.uses_of(package)))
        menu: list[Action] = [
            (self.tr("Details"), partial(self.details_wanted.emit, package)),
            (self.tr("Remove…"), partial(self.remove_wanted.emit, package)),
        ]
        name = fill(self.tr("Actions for {pair}"), pair=pair_text(package.pair))
        row.show_installed(self.tr("Installed"), name, menu)
        return row

    def _offered_row(self, package: ModelPackage) -> ModelRow:
        row = ModelRow(pair_text(package.pair), package.name)
        kept = self._overview.kept.get(package.name, 0) if self._overview is not None else 0
        fetch = partial(self.fetch_wanted.emit, package)
        if kept:
            remark = fill(self.tr("{size} kept from an earlier download"), size=size_text(kept))
            row.show_words(self._words.about(package, remark))
            row.show_actions([(self.tr("Resume"), fetch)])
        else:
            row.show_words(self._words.about(package))
            row.show_actions([(self.tr("Download"), fetch)])
        return row

    def _empty(self) -> None:
        self.rows.clear()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _key(package: ModelPackage) -> str:
    return f"installed {package.path}"
