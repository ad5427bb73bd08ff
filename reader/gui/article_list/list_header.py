"""The head of the list pane: view, count, buttons; while cards are picked, what to do with them."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QToolButton, QWidget

from reader.gui.theme.icons import icon
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import IconButton, label, push_button
from reader.gui.widgets.fitting_label import FittingLabel

HEIGHT = 51
_GAP = 12


class SelectionTexts(QObject):
    """The counted text of the selection; lupdate sees plural forms only in `self.tr`."""

    def selected(self, count: int) -> str:
        """How many cards are picked."""
        return self.tr("%n selected", "", count)


class _ViewHeader(QWidget):
    """View name, count, buttons. When the room is short, “Add link” is its icon alone."""

    def __init__(self) -> None:
        super().__init__()
        self.drawer = IconButton("panel-left")
        self.drawer.hide()
        self.title = label("pane-title")
        self.title.setIndent(8)
        self.count = FittingLabel("muted")
        self.short = IconButton("clock")
        self.short.setCheckable(True)
        self.short.hide()
        self.sort = IconButton("arrow-down-wide-narrow")
        self.leave = IconButton("x")
        self.leave.hide()
        self.refresh = IconButton("rotate-ccw")
        self.refresh.hide()
        self.add = push_button()
        self.add.setIconSize(QSize(18, 18))
        self.restore = IconButton("undo-2")
        self.empty_trash = push_button()
        self._words = ""
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.drawer)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch(1)
        shown = (self.restore, self.empty_trash, self.short, self.refresh, self.leave, self.sort, self.add)
        self._buttons = shown
        for button in shown:
            row.addWidget(button)

    def name_add(self, text: str, tooltip: str) -> None:
        """Name the button; the space stands between icon and text, for which the style leaves no room."""
        self._words = text
        self.add.setToolTip(tooltip)
        self.add.setAccessibleName(text)
        self.fit()

    def fit(self) -> None:
        """Fold the button's text away where it would be cut."""
        self.add.setText(f"\u00a0{self._words}")
        self.add.setMaximumWidth(16777215)
        parts = [self.drawer, self.title, self.count, *self._buttons]
        shown = [part for part in parts if not part.isHidden()]
        needed = sum(part.sizeHint().width() for part in shown) + _GAP * len(shown) + 16
        if not self.add.isHidden() and needed > self.width():
            self.add.setText("")
            self.add.setMaximumWidth(38)
        self._row.activate()  # the count takes what room that leaves now, not in the next turn

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class _PickHeader(QWidget):
    """How many cards are picked, and what can be done with all of them."""

    wanted = Signal(str)
    """The id of the command whose button was pressed."""
    menu_wanted = Signal(QPoint)
    """The actions of the picked cards are wanted, at a point of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.clear = IconButton("x")
        self.words = FittingLabel("pane-title")
        self.buttons = {
            "article.archive": IconButton("archive"),
            "article.favourite": IconButton("star"),
            "article.tags": IconButton("tag"),
            "article.trash": IconButton("trash-2"),
            "article.restore": IconButton("undo-2"),
            "article.menu": IconButton("ellipsis"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.clear)
        row.addWidget(self.words)
        row.addStretch(1)
        for name, button in self.buttons.items():
            if name != "article.menu":
                button.clicked.connect(lambda _on=False, name=name: self.wanted.emit(name))
            row.addWidget(button)
        menu = self.buttons["article.menu"]
        menu.clicked.connect(lambda: self.menu_wanted.emit(menu.mapToGlobal(QPoint(0, menu.height()))))

    def show_for(self, trashed: bool) -> None:
        """In Trash only restoring is offered."""
        for name, button in self.buttons.items():
            inside = name in ("article.restore", "article.menu")
            button.setVisible(inside if trashed else name != "article.restore")


class ListHeader(ThemedWidget, QStackedWidget):
    """The two heads of the list pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.view = _ViewHeader()
        self.selection = _PickHeader()
        self.addWidget(self.view)
        self.addWidget(self.selection)
        self.picked = 0

    @property
    def add(self) -> QPushButton:
        """The button that adds a link."""
        return self.view.add

    @property
    def restore(self) -> QToolButton:
        """The button that takes the current card out of Trash."""
        return self.view.restore

    @property
    def clear(self) -> QToolButton:
        """The button that gives the selection up."""
        return self.selection.clear

    @property
    def last_stop(self) -> QPushButton:
        """What Tab comes to last in the head of the view, which follows that of the selection."""
        return self.view.add

    def show_picked(self, count: int, trashed: bool) -> None:
        """Show the head of the selection, or with nothing picked that of the view."""
        self.picked = count
        self.selection.show_for(trashed)
        self.setCurrentWidget(self.selection if count else self.view)
        self.retranslate()

    def offer(self, searching: bool, linking: bool, short: bool, in_trash: bool, add: bool) -> None:
        """Show the buttons for what is on screen: results, rows that are no articles, or cards (in Trash)."""
        view = self.view
        view.leave.setVisible(searching)
        view.sort.setVisible(not searching and not linking)
        view.short.setVisible(short and not searching and not linking)
        view.short.setChecked(short)
        view.refresh.setVisible(linking and not searching)
        view.restore.setVisible(in_trash)
        view.empty_trash.setVisible(in_trash)
        view.add.setVisible(add)

    def apply_theme(self) -> None:
        self.view.add.setIcon(icon("plus", self.theme.color("text"), 18))

    def retranslate(self) -> None:
        view, picks = self.view, self.selection
        view.name_add(self.tr("Add link"), self.tr("Add link") + " (Ctrl+N)")
        view.empty_trash.setText(self.tr("Empty Trash…"))
        view.restore.set_name(self.tr("Restore from Trash"))
        view.leave.set_name(self.tr("Clear search"), self.tr("Clear search") + " (Esc)")
        view.sort.set_name(self.tr("Sort"))
        view.short.set_name(self.tr("Show all lengths"))
        view.refresh.set_name(self.tr("Refresh latest"), self.tr("Refresh latest") + " (F5)")
        view.drawer.set_name(self.tr("Views"), self.tr("Views") + " (F9)")
        if self.picked:
            picks.words.set_texts(SelectionTexts().selected(self.picked), QLocale().toString(self.picked))
        picks.clear.set_name(self.tr("Clear the selection"), self.tr("Clear the selection") + " (Esc)")
        names = {
            "article.archive": (self.tr("Archive or unarchive"), "E"),
            "article.favourite": (self.tr("Favourite"), "S"),
            "article.tags": (self.tr("Tags"), "⇧T"),
            "article.trash": (self.tr("Move to Trash"), "Del"),
            "article.restore": (self.tr("Restore from Trash"), ""),
            "article.menu": (self.tr("Actions"), "."),
        }
        for name, button in picks.buttons.items():
            text, key = names[name]
            button.set_name(text, f"{text} ({key})" if key else text)
