"""What the commands of reading do: moving in text and list, reading mode, quotations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QPoint, Qt

from reader.commands import IN_LIST
from reader.gui.application.clipboard import put_on_clipboard
from reader.gui.article_view.inline_runs import safe_link
from reader.gui.reading.quotation import quotation

if TYPE_CHECKING:
    from reader.gui.main_window.keyboard_setup import KeyboardSetup
    from reader.gui.main_window.main_window import MainWindow

PAGE = 0.9
"""Share of the view's height that a page key moves by; the rest is seen again."""


class NavigationCommands:
    """The handlers of one window."""

    def __init__(self, window: MainWindow, room: KeyboardSetup) -> None:
        self._window = window
        self._room = room

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Every handler by its command's id."""
        cursor, mode = self._window.pane.sentence_cursor, self._room.mode
        return {
            "list.next": partial(self._step_list, 1),
            "list.previous": partial(self._step_list, -1),
            "list.enter": self.enter,
            "list.leave": self.leave,
            "list.read": self.read,
            "paragraph.next": partial(cursor.next_paragraph, 1),
            "paragraph.previous": partial(cursor.next_paragraph, -1),
            "sentence.next": partial(cursor.next_sentence, 1),
            "sentence.previous": partial(cursor.next_sentence, -1),
            "heading.next": partial(cursor.next_heading, 1),
            "heading.previous": partial(cursor.next_heading, -1),
            "link.follow": self.follow,
            "page.down": partial(self.page, 1),
            "page.up": partial(self.page, -1),
            "place.start": partial(self.end, False),
            "place.end": partial(self.end, True),
            "paragraph.focus": self.focus_paragraph,
            "reading.toggle": self.toggle_mode,
            "reading.leave": mode.leave,
            "find.open": self._room.find.open,
            "find.next": partial(self._room.find.step, 1),
            "find.previous": partial(self._room.find.step, -1),
            "contents.open": self.open_contents,
            "article.copy-quotation": self.copy_quotation,
        }

    @property
    def _in_list(self) -> bool:
        return self._room.context(self._window.focusWidget()) == IN_LIST

    def _step_list(self, by: int) -> None:
        self._window.commands.step(by)

    def enter(self) -> None:
        """From the views into the list, from the list into the article."""
        window = self._window
        focus = window.focusWidget()
        if focus is not None and window.sidebar.isAncestorOf(focus):
            window.list.on_screen.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            window.commands.open()

    def leave(self) -> None:
        """From the list to the views."""
        window = self._window
        if window.panes.narrow:
            window.panes.open_drawer()
        elif window.sidebar.isVisible():
            window.sidebar.views.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def read(self) -> None:
        """Open the current card in reading mode."""
        window = self._window
        if window.list.current_id():
            if not window.search.open_current(with_focus=True):
                window.open_article(window.list.current_id(), with_focus=True)
            if window.options.text("enter_opens") == "mode":
                self._room.mode.enter()

    def toggle_mode(self) -> None:
        """Reading mode on, with the article in question, or off."""
        window, mode = self._window, self._room.mode
        summary = window.commands.target()
        if not mode.active and summary is not None:
            window.open_article(summary.id, with_focus=True)
        mode.toggle()

    def follow(self) -> None:
        """Follow the link that Tab has reached, else the sentence’s first; open a picture."""
        view = self._window.pane.view
        reached = view.textCursor()
        format_ = reached.charFormat()
        address = format_.anchorHref() if reached.hasSelection() and format_.isAnchor() else ""
        link = safe_link(address or self._window.pane.sentence_cursor.link())
        if link:
            view.follow(link)
        elif not self._window.features.footnotes.go_back():
            self._window.features.pictures.open_at_cursor()

    def page(self, by: int) -> None:
        """A page on or back."""
        if self._in_list:
            cards = self._window.list.on_screen
            rows = max(1, cards.viewport().height() // max(1, cards.sizeHintForRow(0)))
            self._select_row(cards.currentIndex().row() + by * rows)
            return
        view = self._window.pane.view
        bar = view.verticalScrollBar()
        view.user_scrolls.emit()
        bar.setValue(bar.value() + by * round(view.viewport().height() * PAGE))

    def end(self, last: bool) -> None:
        """The first or last card; the start or end of the article."""
        cursor = self._window.pane.sentence_cursor
        if self._in_list:
            self._select_row(self._window.list.on_screen.model().rowCount() - 1 if last else 0)
        elif last:
            cursor.to_end()
        else:
            cursor.to_start()

    def focus_paragraph(self) -> None:
        """Dim the paragraphs around the current one, or no longer."""
        on = self._window.pane.sentence_cursor.toggle_focus()
        translate = QCoreApplication.translate
        text = translate("window", "One paragraph in focus") if on else translate("window", "Whole text")
        self._window.notices.announce(text)

    def open_contents(self) -> None:
        """The article's headings in a menu; choosing one goes there."""
        window = self._window
        cursor = window.pane.sentence_cursor
        headings = cursor.headings()
        if not headings:
            window.notices.announce(QCoreApplication.translate("window", "This article has no headings"))
            return
        rows = [(text, stop.level, partial(cursor.go_to, index)) for index, stop, text in headings]
        view = window.pane.view
        menu = window.actions_.choice_menu(window, rows, cursor.heading_before())
        menu.setAccessibleName(QCoreApplication.translate("window", "Contents"))
        menu.popup(view.viewport().mapToGlobal(QPoint(max(0, view.viewport().width() // 2 - 160), 24)))

    def copy_quotation(self) -> None:
        """The selection, else the current sentence, with its source."""
        window = self._window
        pane, translate = window.pane, QCoreApplication.translate
        content = pane.content
        if content is None:
            window.commands.copy_link()
            return
        selected = pane.view.textCursor().hasSelection()
        text = pane.view.createMimeDataFromSelection().text() if selected else pane.sentence_cursor.text()
        if not text:
            window.notices.announce(translate("window", "Select a passage or go to a sentence first"))
            return
        language = pane.presenter.read_language
        translated = language != content.language
        note = translate("window", "machine translation") if translated else ""
        put_on_clipboard(quotation(text, content.document, language, note))
        window.notices.announce(translate("window", "Quotation copied"))

    def _select_row(self, row: int) -> None:
        cards = self._window.list.on_screen
        model = cards.model()
        index = model.index(max(0, min(row, model.rowCount() - 1)), 0)
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            cards.selectionModel().setCurrentIndex(index, flag)
            cards.scrollTo(index)
