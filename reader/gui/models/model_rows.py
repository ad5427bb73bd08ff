"""The rows of the models dialog: what can be read, what is installed, what can be had, what is on its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from reader.core.model import ModelPackage
from reader.gui.models.downloads import FAILED, OFFLINE, PAUSED, Download
from reader.gui.models.model_text import ModelTexts, pair_text
from reader.gui.widgets.basics import (
    IconButton,
    IconLabel,
    ProgressBar,
    in_direction,
    label,
    push_button,
    surface,
)
from reader.services.translation.better_models import BetterModels
from reader.services.translation.manage_packages import PackagesOverview


@dataclass(frozen=True, slots=True)
class Groups:
    """The models in the order of the dialog: what the best way lacks, what is good, what else, the rest."""

    missing: tuple[ModelPackage, ...]
    official: tuple[ModelPackage, ...]
    others: tuple[ModelPackage, ...]
    demonstrations: tuple[ModelPackage, ...]


def grouped(overview: PackagesOverview, best: BetterModels | None) -> Groups:
    """Put the models in order; what leads from French to Arabic comes first."""
    missing = best.missing if best is not None else ()
    names = {package.name for package in missing}
    return Groups(
        missing,
        tuple(package for package in overview.installed if not package.demonstration),
        tuple(package for package in overview.offered if package.name not in names),
        tuple(package for package in overview.installed if package.demonstration),
    )


Action = tuple[str, Callable[[], None]]
"""What a button says and does."""


def readiness_box(overview: PackagesOverview, words: ModelTexts, title: str, note: str) -> QFrame:
    """“What you can read now”: each pair with its state."""
    box = QFrame()
    surface(box, "list")
    grid = QGridLayout(box)
    grid.setContentsMargins(16, 12, 16, 12)
    grid.setColumnStretch(2, 1)
    heading = label("card-title", wrap=True)
    heading.setText(title)
    grid.addWidget(heading, 0, 0, 1, 3)
    for row, ((source, target), route) in enumerate(overview.routes.items(), start=1):
        pair = label()
        pair.setText(pair_text(f"{source}-{target}"))
        state = label(wrap=True)
        state.setText(words.readiness(route))
        grid.addWidget(pair, row, 0)
        grid.addWidget(_mark(route is not None), row, 1)
        grid.addWidget(state, row, 2)
    about = label("muted", wrap=True)
    about.setText(note)
    grid.addWidget(about, len(overview.routes) + 1, 0, 1, 3)
    return box


class ModelRow(QWidget):
    """One model: name, what is said of it, actions at the end, a bar while it comes.

    Args:
        title: the pair in words, or a file's name. package: its name, such as `fr-en`; empty for a file.
    """

    def __init__(self, title: str, package: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self.package = title, package
        self._row = row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        column = QVBoxLayout()
        column.setSpacing(2)
        self.name = label("card-title")
        self.name.setText(title)
        self.about = label("meta", wrap=True)
        column.addWidget(self.name)
        column.addWidget(self.about)
        row.addLayout(column, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        row.addLayout(self._actions)
        self.bar = ProgressBar()
        self.bar.setProperty("scale", "header")
        self.bar.setTextVisible(False)
        self.bar.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addLayout(row)
        outer.addWidget(self.bar)
        self._shown: tuple[str, ...] = ()
        self._menu_actions: tuple[Action, ...] = ()
        self.menu_button: IconButton | None = None

    @property
    def has_focus(self) -> bool:
        """Whether one of its actions has the focus in its window, active or not."""
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def take_focus(self) -> None:
        """Give the focus to its first action."""
        item = self._actions.itemAt(0)
        widget = (item.widget() if item is not None else None) or self.menu_button
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_installed(self, text: str, menu_name: str, actions: Sequence[Action]) -> None:
        """Say at the end that it is installed, with a menu of what can be done with it."""
        state = label("ok")
        state.setText(text)
        self._row.addWidget(_mark(True))
        self._row.addWidget(state)
        self._menu_actions = tuple(actions)
        self.menu_button = IconButton("ellipsis")
        self.menu_button.set_name(menu_name)
        self.menu_button.clicked.connect(self._open_menu)
        self._row.addWidget(self.menu_button)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same menu, at the pointer."""
        if self._menu_actions:
            self._menu().popup(event.globalPos())

    def _open_menu(self) -> None:
        menu, button = self._menu(), self.menu_button
        assert button is not None
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        start = QPoint(0 if rtl else button.width() - menu.sizeHint().width(), button.height())
        menu.popup(button.mapToGlobal(start))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self._title)
        for name, run in self._menu_actions:
            menu.addAction(name, run)
        return menu

    def show_words(self, text: str) -> None:
        """Say something of the model."""
        self.about.setText(in_direction(text, self.layoutDirection() == Qt.LayoutDirection.RightToLeft))

    def show_actions(self, actions: Sequence[Action], flat_from: int = 1) -> None:
        """Offer actions; from `flat_from` on they look like links. The same ones keep their focus."""
        names = tuple(name for name, _ in actions)
        if names == self._shown:
            return
        self._shown, focused = names, self.has_focus
        while (item := self._actions.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (name, run) in enumerate(actions):
            button = push_button("flat" if number >= flat_from else "", "row")
            button.setText(name)
            button.setAccessibleName(f"{name} {self._title}")
            button.clicked.connect(lambda _checked=False, run=run: run())
            self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            button.show()  # so that it can take the focus at once
        if focused:
            self.take_focus()

    def show_download(self, one: Download, words: ModelTexts, buttons: dict[str, Action]) -> None:
        """Show a download; `buttons` are `pause`, `resume`, `retry` and `cancel`."""
        self.show_words(words.download(one))
        moving = one.package is not None and one.state not in (FAILED,)
        self.bar.setVisible(moving or one.active)
        self.bar.setRange(0, 1000 if one.total else 0)
        if one.total:
            self.bar.setValue(round(1000 * one.done / one.total))
        self.bar.setEnabled(one.state != OFFLINE)
        self.bar.setAccessibleName(self.about.text())
        names: tuple[str, ...]
        if one.state in (PAUSED, OFFLINE):
            names = ("resume", "cancel")
        elif one.state == FAILED:
            names = ("retry", "cancel")
        elif one.package is not None:
            names = ("pause", "cancel")
        else:
            names = ("cancel",)
        self.show_actions([buttons[name] for name in names])


def _mark(ready: bool) -> QLabel:
    return IconLabel("circle-check", "ok", 16) if ready else IconLabel("clock", "warn", 16)
