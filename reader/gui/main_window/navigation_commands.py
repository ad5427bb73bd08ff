"""What the commands of reading do: moving in text and list, reading mode, quotations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt

from reader.gui.application.clipboard import put_on_clipboard
from reader.gui.article_view.inline_runs import safe_link
from reader.gui.reading.page_step import page_step
from reader.gui.reading.quotation import quotation

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.main_window.features import Features
    from reader.gui.main_window.surfaces import Surfaces
    from reader.gui.main_window.window_commands import WindowCommands


class NavigationCommands:
    """The handlers of one window.

    Args:
        context: of the window. surfaces: what is moved in. features: do what belongs to them.
        commands: open articles and go from one to the next.
    """

    def __init__(
        self, context: WindowContext, surfaces: Surfaces, features: Features, commands: WindowCommands
    ) -> None:
        self._context = context
        self._notices = context.notices
        self._surfaces = surfaces
        self._list_pane = surfaces.list_pane
        self._pane = surfaces.pane
        self._view = surfaces.pane.view
        self._cursor = surfaces.pane.sentence_cursor
        self._features = features
        self._commands = commands

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Every handler by its command's id."""
        cursor, mode, find = self._cursor, self._features.reading_mode, self._features.find
        return {
            "list.next": partial(self._commands.step, 1),
            "list.previous": partial(self._commands.step, -1),
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
            "find.open": find.open,
            "find.next": partial(find.step, 1),
            "find.previous": partial(find.step, -1),
            "contents.open": self.open_contents,
            "article.copy-quotation": self.copy_quotation,
        }

    @property
    def _in_list(self) -> bool:
        return not self._context.navigator.in_text()

    def enter(self) -> None:
        """From the views into the list, from the list into the article."""
        focus = self._context.window.focusWidget()
        if focus is not None and self._surfaces.sidebar.isAncestorOf(focus):
            self._list_pane.on_screen.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._commands.open()

    def leave(self) -> None:
        """From the list to the views."""
        panes, sidebar = self._surfaces.panes, self._surfaces.sidebar
        if panes.narrow:
            panes.open_drawer()
        elif sidebar.isVisible():
            sidebar.views.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def read(self) -> None:
        """Open the current card in reading mode."""
        context, article_id = self._context, self._list_pane.current_id()
        before = context.window.focusWidget()
        if article_id:
            if not self._features.search.open_current(with_focus=True):
                context.navigator.open_article(article_id, with_focus=True)
            if context.options.text("enter_opens") == "mode":
                self._features.reading_mode.enter(before)

    def toggle_mode(self) -> None:
        """Reading mode on, with the article in question, or off."""
        navigator, mode = self._context.navigator, self._features.reading_mode
        summary, before = navigator.target(), self._context.window.focusWidget()
        if mode.active:
            mode.leave()
            return
        if summary is not None:
            navigator.open_article(summary.id, with_focus=True)
        mode.enter(before)

    def follow(self) -> None:
        """Follow the link that Tab has reached, else the sentence’s first; open a picture."""
        reached = self._view.textCursor()
        format_ = reached.charFormat()
        address = format_.anchorHref() if reached.hasSelection() and format_.isAnchor() else ""
        link = safe_link(address or self._cursor.link())
        if link:
            self._view.follow(link)
        elif not self._features.footnotes.go_back():
            self._features.pictures.open_at_cursor()

    def page(self, by: int) -> None:
        """A page on or back."""
        if self._in_list:
            cards = self._list_pane.on_screen
            rows = max(1, cards.viewport().height() // max(1, cards.sizeHintForRow(0)))
            self._select_row(cards.currentIndex().row() + by * rows)
            return
        self._view.scroll_by(page_step(self._view, by))

    def end(self, last: bool) -> None:
        """The first or last card; the start or end of the article."""
        if self._in_list:
            self._select_row(self._list_pane.on_screen.model().rowCount() - 1 if last else 0)
        elif last:
            self._cursor.to_end()
        else:
            self._cursor.to_start()

    def focus_paragraph(self) -> None:
        """Dim the paragraphs around the current one, or no longer."""
        on = self._cursor.toggle_focus()
        translate = QCoreApplication.translate
        text = translate("window", "One paragraph in focus") if on else translate("window", "Whole text")
        self._notices.announce(text)

    def open_contents(self) -> None:
        """The article's headings in a menu; choosing one goes there."""
        context, cursor, view = self._context, self._cursor, self._view
        headings = cursor.headings()
        if not headings:
            self._notices.announce(QCoreApplication.translate("window", "This article has no headings"))
            return
        rows = [(text, stop.level, partial(cursor.go_to, index)) for index, stop, text in headings]
        menu = context.commands.choice_menu(context.window, rows, cursor.heading_before())
        menu.setAccessibleName(QCoreApplication.translate("window", "Contents"))
        menu.popup(view.viewport().mapToGlobal(QPoint(max(0, view.viewport().width() // 2 - 160), 24)))

    def copy_quotation(self) -> None:
        """The selection, else the current sentence, with its source."""
        view, translate, content = self._view, QCoreApplication.translate, self._pane.content
        if content is None:
            self._commands.copy_link()
            return
        selected = view.textCursor().hasSelection()
        text = view.createMimeDataFromSelection().text() if selected else self._cursor.text()
        if not text:
            self._notices.announce(translate("window", "Select a passage or go to a sentence first"))
            return
        presenter = self._pane.presenter
        language = presenter.read_language
        translated = language != content.language
        note = translate("window", "machine translation") if translated else ""
        put_on_clipboard(quotation(text, content.document, language, note))
        self._notices.announce(translate("window", "Quotation copied"))

    def _select_row(self, row: int) -> None:
        cards = self._list_pane.on_screen
        if not cards.chosen:
            cards.selectionModel().clearCurrentIndex()  # so that one with the ring alone is told as a new one
        self._list_pane.select_row(row)
