"""The dialog of ⇧T: the tags of one or several articles in one field, with those that fit what is typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.core.model import ArticleSummary
from reader.gui.theme.icons import icon
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import label, push_button
from reader.gui.widgets.dialog_foot import DialogFoot
from reader.gui.widgets.whole_dialog import WholeDialog

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.services.library_session import LibrarySession

_BETWEEN = re.compile(r"[,،;؛\n]")
_SUGGESTED = 5


def names_in(text: str) -> list[str]:
    """The tags in a text, which commas (also Arabic ones) or semicolons divide; each once."""
    found = [" ".join(piece.split()) for piece in _BETWEEN.split(text)]
    names: dict[str, str] = {}
    for name in filter(None, found):
        names.setdefault(name.casefold(), name)
    return list(names.values())


class _Field(QLineEdit):
    """Goes to its end when it gets the focus: the tags there are kept, not typed over."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.end(False)


class TagDialog(ThemedWidget, WholeDialog):
    """Edits the tags that all of some articles have; tags that only some of them have stay as they are.

    Args:
        context: whose library it is.
        articles: the articles, at least one.
    """

    def __init__(self, context: WindowContext, articles: Sequence[ArticleSummary]) -> None:
        super().__init__(context.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._library = context.library
        self._ids = [article.id for article in articles]
        shared = [t for t in articles[0].tags if all(t in article.tags for article in articles)]
        self._former = shared
        self.setWindowTitle(self.tr("Tags"))
        self.setFixedWidth(min(480, context.window.width() - 24))
        title, about, hint = label("dialog-title"), label("muted", wrap=True), label("meta", wrap=True)
        title.setText(self.tr("Tags"))
        about.setText(isolate(articles[0].title) if len(articles) == 1 else self._several(len(articles)))
        hint.setText(self.tr("Commas between tags. Tab takes the first suggestion."))
        self.field = _Field(", ".join(shared) + (", " if shared else ""))
        self.field.setAccessibleName(self.tr("Tags"))
        self.field.setPlaceholderText(self.tr("Tags, with commas between them"))
        self._tag = self.field.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        for button in self.field.findChildren(QToolButton):
            button.setAccessibleName(self.tr("Tags"))
        self.field.setMaxLength(1000)
        self.field.textEdited.connect(lambda _text: self._suggest())
        self.field.returnPressed.connect(self.save)
        self.field.installEventFilter(self)
        self.suggestions = [self._suggestion() for _ in range(_SUGGESTED)]
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(10)
        for part in (title, about, self.field, self._row_of_suggestions(), hint):
            column.addWidget(part)
        foot = DialogFoot(self, self.tr("Cancel"), self.tr("Save"))
        foot.save.clicked.connect(self.save)
        column.addLayout(foot)
        self.field.setFocus()
        self._suggest()

    def apply_theme(self) -> None:
        self._tag.setIcon(icon("tag", self.theme.color("muted"), 18))

    def save(self) -> None:
        """Give the tags that are new in the field, take those away that are no longer in it."""
        wanted = names_in(self.field.text())
        kept = {name.casefold() for name in wanted}
        had = {name.casefold() for name in self._former}
        add = [name for name in wanted if name.casefold() not in had]
        remove = [name for name in self._former if name.casefold() not in kept]
        if add or remove:
            self._library.tag(self._ids, add, remove)
        self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab takes the first suggestion while a tag is being typed."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        offered = not self.suggestions[0].isHidden()
        if event.key() == Qt.Key.Key_Tab and self._typed() and offered:
            self._take(self.suggestions[0])
            return True
        return False

    def _several(self, count: int) -> str:
        return self.tr("%n articles", "", count)

    def _row_of_suggestions(self) -> QWidget:
        row = QWidget()
        row.setFixedHeight(30)  # so that the dialog does not jump as they come and go
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for button in self.suggestions:
            line.addWidget(button)
        line.addStretch(1)
        return row

    def _suggestion(self) -> QPushButton:
        button = push_button("", "row")
        button.hide()
        button.clicked.connect(lambda: self._take(button))
        return button

    def _typed(self) -> str:
        """What is being typed after the last comma."""
        return _BETWEEN.split(self.field.text())[-1].strip()

    def _suggest(self) -> None:
        typed = self._typed()
        self._library.work(
            lambda session, _progress: _fitting(session, typed),
            done=lambda tags: self._offer(tags) if shiboken6.isValid(self) else None,
            newest="tags",
        )

    def _offer(self, tags: list[str]) -> None:
        taken = {name.casefold() for name in names_in(self.field.text())}
        offered = [tag for tag in tags if tag.casefold() not in taken][:_SUGGESTED]
        for number, button in enumerate(self.suggestions):
            button.setVisible(number < len(offered))
            if number < len(offered):
                button.setProperty("tag", offered[number])
                button.setText(offered[number].replace("&", "&&"))

    def _take(self, button: QPushButton) -> None:
        pieces = [*names_in(self.field.text().removesuffix(self._typed())), str(button.property("tag"))]
        self.field.setText(", ".join(pieces) + ", ")
        self.field.setFocus()
        self._suggest()


def _fitting(session: LibrarySession, typed: str) -> list[str]:
    from reader.services.library.tag_articles import suggest_tags

    return suggest_tags(session, typed, most=20)
