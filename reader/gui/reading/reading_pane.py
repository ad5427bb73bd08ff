"""The reading pane: bar, progress hairline, text, notice strip; what the window talks to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reader.core.errors import ReaderError
from reader.core.model import TextView
from reader.gui.article_view.accessible_text import ArticleStructure
from reader.gui.article_view.article_view import ArticleView
from reader.gui.article_view.sentence_cursor import SentenceCursor
from reader.gui.background.picture_loader import PictureRunner, run_at_once
from reader.gui.reading.article_content import DONE, RUNNING, ArticleContent
from reader.gui.reading.article_presenter import ArticlePresenter
from reader.gui.reading.banner import Banner
from reader.gui.reading.incomplete_line import NO_TEXT, IncompleteLine
from reader.gui.reading.position_timer import PositionTimer
from reader.gui.reading.progress_line import ProgressLine
from reader.gui.reading.read_through import ReadThrough
from reader.gui.reading.reading_toolbar import ReadingToolbar
from reader.gui.reading.spoken_doubts import SpokenDoubts
from reader.gui.reading.spoken_name import SpokenName
from reader.gui.reading.state_page import StatePage
from reader.gui.reading.steady_text import SteadyText
from reader.gui.reading.way_back import WayBack
from reader.gui.text.messages import words
from reader.gui.theme.reading_fonts import ReadingFonts
from reader.gui.theme.theme import THEME_SOURCE
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.theme.typography import LARGEST_STEP
from reader.gui.widgets.message_bar import BarAction
from reader.services.library.open_article import OpenedArticle
from reader.settings.reading_speeds import ReadingSpeeds


class ReadingPane(ThemedWidget, QWidget):
    """Shows one article, original or translated.

    Args:
        run_picture: decodes pictures off the GUI thread; at once by default (tests, screenshots).
    """

    language_chosen = Signal(str)
    view_chosen = Signal(str)
    text_size_chosen = Signal(int)
    position_changed = Signal(int, object, float)
    link_clicked = Signal(str)
    favourite_toggled = Signal(bool)
    archive_toggled = Signal(bool)
    retry_open = Signal()
    save_again = Signal()
    more_wanted = Signal(QPoint)
    reading_mode_wanted = Signal()
    back_wanted = Signal()
    announcement = Signal(str)
    """Something a screen reader should say, politely."""
    failure = Signal(str)
    """Something just asked for has failed: to be said at once."""
    choice_changed = Signal()
    """Another article, language, view or size is on screen, or its translation went on."""
    room_wanted = Signal(bool)
    """Two columns are about to be shown, or no longer: what stands beside the text gives way."""

    def __init__(self, run_picture: PictureRunner = run_at_once, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refresh_state: Callable[[], None] = self.show_empty
        self.bar = ReadingToolbar(self)
        self.hairline = ProgressLine(self)
        self.strip = Banner(self)
        self.incomplete = IncompleteLine(self)
        self.view = ArticleView(run_picture, self)
        self._spoken_name = SpokenName(self.view)
        self.state_page = StatePage(self)
        self.presenter = ArticlePresenter(self.view, lambda: self.strip.height() * self.strip.isVisible())
        self.presenter.streamed.connect(self.show_strip)
        self.sentence_cursor = SentenceCursor(self.view, lambda: self.article_id)
        self.way_back = WayBack(self.view, self.sentence_cursor)
        doubts = SpokenDoubts(self.presenter, self.sentence_cursor)
        doubts.said.connect(self.announcement)
        self.read_through = ReadThrough(self.view, self.sentence_cursor, self.presenter)
        self.read_through.read.connect(self._on_read)
        self.structure = ArticleStructure(self.view, self.sentence_cursor, doubts.remark)
        self.position_timer = PositionTimer(self.view, self.sentence_cursor)
        self.position_timer.due.connect(self.keep_position)
        self.floating = False
        """Whether bar and strip lie over the page (reading mode) and take no room from the text."""
        self.beside = 0
        """Px at its end side that the notes take from bar and text."""
        self._steady = SteadyText(self.view, self.incomplete, lambda: self.floating)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.state_page)
        self._pages.addWidget(self.view)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "page")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        for part in (self.bar, self.hairline, self.incomplete):
            self._layout.addWidget(part)
        self._layout.addWidget(self._pages, 1)
        self._layout.addWidget(self.strip)  # below: it comes and goes, and the text is to stay where it is
        self._connect()

    @property
    def content(self) -> ArticleContent | None:
        """The open article, `None` when there is none."""
        return self.presenter.content

    @property
    def article_id(self) -> int:
        """The open article's id, 0 when there is none."""
        return self.content.id if self.content is not None else 0

    @property
    def language(self) -> str:
        """The language chosen."""
        return self.presenter.language

    @property
    def target(self) -> str:
        """The translation's language on screen, empty in the original."""
        return self.presenter.target if self.presenter.bilingual else ""

    @property
    def text_size(self) -> int:
        """The text size, 1 to 12; 1 to 5 are the five A."""
        return self.presenter.step

    @property
    def text_view(self) -> TextView:
        """Original, translation, side by side or interleaved."""
        return self.presenter.text_view

    @property
    def first_block(self) -> str:
        """The id of the block being read, from which a translation should go down."""
        position = self.view.position()
        return position.block if position is not None else ""

    def show_article(self, opened: OpenedArticle, coming: str = "") -> None:
        """Show an article where the reader left it; it waits for the language that is coming, "" for none."""
        self.keep_position()
        content = ArticleContent(opened)
        self.bar.show()
        self.hairline.show()
        self._layout.activate()  # the height beside the bars decides how high the lead picture may be
        self._pages.setCurrentWidget(self.view)
        self.state_page.clear()
        if content.id != self.article_id:
            self._show_incomplete(content)  # before: it is not to move the text
            self.way_back.forget()
            self.sentence_cursor.expect(content.id, opened.article.position)
        known = ["fr", "en", "ar"]
        self.bar.set_languages(known if content.language in known else [content.language, *known])
        self.presenter.coming = coming
        self.presenter.open(content, opened.article.position)
        summary = content.article.summary
        self.show_flags(summary.favourite, summary.archived)
        self.position_timer.moved = False
        self.read_through.follow()
        self.tell_choice()

    def show_empty(self) -> None:
        """Show that no article is chosen."""
        self._show_state(self.show_empty, *self.state_page.nothing_chosen, [])

    def show_loading(self, title: str) -> None:
        """Show the title while the article is read from the library."""
        self._show_state(lambda: self.show_loading(title), "", "muted", title, self.tr("Opening…"), [])

    def show_error(self, error: ReaderError) -> None:
        """Show that the article cannot be opened, and what can be done."""
        again = (
            BarAction(self.tr("Try again"), self.retry_open.emit, flat=False)
            if error.retryable
            else BarAction(self.tr("Save it again"), self.save_again.emit, flat=False)
        )
        actions = [again]
        if error.detail:
            actions.append(BarAction(self.tr("Show details"), self.state_page.reveal))
        title = self.tr("This article could not be opened")
        what, hint = words(error.title), words(error.hint)
        sentence = hint if what.rstrip(".") == title else f"{what} {hint}"
        self._show_state(
            lambda: self.show_error(error), "circle-alert", "error", title, sentence, actions, error.detail
        )

    def hold_page(self) -> None:
        """Keep the page as it is drawn now on screen until the text is written in another theme."""
        if self.content is not None:
            self.view.held_page.take()

    def set_text_size(self, step: int) -> None:
        """Use a text size (1 to 12, limited); the line being read stays where it is."""
        if (step := max(1, min(step, LARGEST_STEP))) != self.presenter.step:
            self.presenter.step = step
            self.presenter.refresh()
        self._show_choice()

    def set_measure(self, characters: int) -> None:
        """Use a column of so many characters."""
        if characters != self.presenter.measure:
            self.presenter.measure = characters
            self.presenter.refresh()

    def set_reading_speeds(self, speeds: ReadingSpeeds) -> None:
        """Use the reader's own speeds for the times."""
        self.presenter.speeds = speeds
        self._on_scrolled(self.view.share_read)

    def set_fonts(self, fonts: ReadingFonts, line_height: int) -> None:
        """Set the text in these fonts, with lines so many percent as high as usual."""
        if (fonts, line_height) != (self.presenter.fonts, self.presenter.leading):
            self.presenter.fonts, self.presenter.leading = fonts, line_height
            self.presenter.refresh()

    def set_breaks(self, hyphenate: bool, justify: bool) -> None:
        """Hyphenate words, and make both edges of the text straight."""
        if (hyphenate, justify) != (self.presenter.hyphenate, self.presenter.justify):
            self.presenter.hyphenate, self.presenter.justify = hyphenate, justify
            self.presenter.refresh()

    def show_flags(self, favourite: bool, archived: bool) -> None:
        """Show whether the article is a favourite and archived."""
        self.bar.show_flags(favourite, archived)

    def show_language(self, code: str) -> None:
        """Show a language: the article's own means the original, another its translation."""
        if self.content is None:
            return
        if code == self.content.language:
            self.presenter.choose(code, TextView.ORIGINAL)
        else:
            kept = self.text_view if self.presenter.bilingual else TextView.TRANSLATION
            self.presenter.choose(code, kept)
        self.tell_choice()

    def set_view(self, view: TextView) -> None:
        """Show original, translation, or both."""
        if self.content is None:
            return
        self.room_wanted.emit(view is TextView.SIDE_BY_SIDE)
        if view is TextView.ORIGINAL:
            self.presenter.choose(self.content.language, view)
        else:
            self.presenter.choose(self.target or self._likely_target(), view)
        self.tell_choice()

    def choose_language(self, code: str) -> None:
        """As if the reader chose it in the bar: show it and tell."""
        self.show_language(code)
        self.language_chosen.emit(code)

    def choose_translation(self, code: str, view: TextView) -> None:
        """As if the reader chose a translation in the bar, in a view of it."""
        self.show_language(code)
        self.set_view(view)
        self.language_chosen.emit(code)

    def choose_view(self, view: TextView) -> None:
        """As if the reader chose it in the bar: show it, tell it, and its language when that changed."""
        before = self.language
        self.set_view(view)
        self.view_chosen.emit(view.value)
        if self.language != before:
            self.language_chosen.emit(self.language)

    def needs_translation(self, code: str) -> bool:
        """Whether a translation of the open article to `code` has still to be started."""
        return self.content is not None and self.content.needs_translation(code)

    def set_banner(self, banner: Banner) -> None:
        """Let another widget say what the translation on screen is."""
        self._layout.replaceWidget(self.strip, banner)
        self.strip.deleteLater()
        self.strip = banner
        banner.focus_left.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))

    def add_above_text(self, bar: QWidget) -> None:
        """Give a bar its place between what the pane has above the text and the text."""
        self._layout.insertWidget(self._layout.indexOf(self._pages), bar)

    def announce(self, text: str) -> None:
        """Have a screen reader say something, politely."""
        self.announcement.emit(text)

    def tell_failure(self, text: str) -> None:
        """Have a screen reader say at once that something has failed."""
        self.failure.emit(text)

    def show_strip(self) -> None:
        """Say below the text what the translation on screen is."""
        nothing = self.content is not None and self.content.document.incomplete in NO_TEXT
        self.strip.show_state(None if nothing else self.presenter.state(), self.target)
        if self.floating:
            self.choice_changed.emit()

    def show_incomplete(self) -> None:
        """Say that the text may lack parts of its page, but not in reading mode: it has the page alone."""
        self._show_incomplete(self.content)

    def keep_position(self) -> None:
        """Tell where the reader is, if they have moved since it was last told."""
        position = self.position_timer.take()
        if position is not None and self.content is not None:
            self.position_changed.emit(self.article_id, position, self.view.share_read)

    # Qt

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_position()
        super().hideEvent(event)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Article"))
        self.hairline.setAccessibleName(self.tr("Reading progress"))
        if self.content is None:
            self._refresh_state()
        else:
            self.presenter.refresh()
            self.tell_choice()

    # Inside

    def _show_incomplete(self, content: ArticleContent | None) -> None:
        self.incomplete.show_for(content.opened if content and not self.floating else None)
        self._steady.settle()

    def _connect(self) -> None:
        bar, view = self.bar, self.view
        bar.language_chosen.connect(self.choose_language)
        bar.view_chosen.connect(lambda key: self.choose_view(TextView(key)))
        bar.size_chosen.connect(self._choose_size)
        bar.favourite_toggled.connect(self.favourite_toggled)
        bar.archive_toggled.connect(self.archive_toggled)
        bar.more_wanted.connect(self.more_wanted)
        bar.reading_mode_wanted.connect(self.reading_mode_wanted)
        bar.back_wanted.connect(self.back_wanted)
        self.presenter.preparing.connect(lambda: bar.show_crowded(self.presenter.crowded))
        view.link_clicked.connect(self.link_clicked)
        view.size_step.connect(lambda way: self._choose_size(self.text_size + way))
        view.scrolled.connect(self._on_scrolled)
        THEME_SOURCE.changed.connect(self.presenter.refresh)  # the line being read stays where it is

    def _choose_size(self, step: int) -> None:
        self.set_text_size(step)
        self.text_size_chosen.emit(self.text_size)

    def _on_scrolled(self, share: float) -> None:
        self.hairline.set_share(share)
        self.presenter.update_meta(share)

    def _on_read(self) -> None:
        """The article counts as read, though nothing is scrolled at that moment."""
        self._on_scrolled(self.view.share_read)
        self.position_timer.moved = True
        self.keep_position()

    def _likely_target(self) -> str:
        """The language to translate to when a view is chosen before a language."""
        assert self.content is not None
        begun = [code for code, state in self.content.states.items() if state.status in (DONE, RUNNING)]
        return self.presenter.target or next(iter(begun), "en" if self.content.language != "en" else "ar")

    def _show_choice(self) -> None:
        self.room_wanted.emit(self.text_view is TextView.SIDE_BY_SIDE)
        self.bar.show_choice(self.presenter.marked_language, self.text_view, self.text_size)
        self.choice_changed.emit()

    def tell_choice(self) -> None:
        """Tell everybody which article is on screen, in which language and view."""
        self._show_choice()
        self.show_incomplete()
        self.show_strip()
        self._on_scrolled(self.view.share_read)  # the head was written with what was read before
        self._spoken_name.follow(self.presenter.read_language)

    def _show_state(
        self,
        again: Callable[[], None],
        icon: str,
        token: str,
        title: str,
        sentence: str,
        actions: list[BarAction],
        details: str = "",
    ) -> None:
        self.keep_position()
        self._refresh_state = again
        self.presenter.close()
        self.read_through.follow()
        self.state_page.show_state(icon, token, title, sentence, actions, details)
        self._pages.setCurrentWidget(self.state_page)
        for part in (self.bar, self.hairline, self.strip, self.incomplete):
            part.hide()
        self.choice_changed.emit()
