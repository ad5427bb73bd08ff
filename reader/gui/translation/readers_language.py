"""The reader's language: every article opens in it when it can be had, and a dropped link leads to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from reader.core.model import TextView
from reader.core.progress import Progress
from reader.gui.feature import Feature
from reader.services.translation.translation_server import address_of

if TYPE_CHECKING:
    from reader.gui.background.options import Options
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.services.library_session import LibrarySession

ORIGINAL = "original"
"""The reader reads articles in the language they were written in."""

_LANGUAGE, _VIEW = "reading_language", "last_text_view"


class ReadersLanguageFeature(Feature):
    """Keeps what the reader chooses to read in, at once, and opens articles in it.

    A look at the original (`O`) of an article that opened in the reader's language does not change it.

    Args:
        pane: shows the articles. reading: opens them in it.
    """

    translation_wanted = Signal(list, list)
    """Articles to be translated in the background, and to which languages."""
    opened_in = Signal(str)
    """The article on screen opened in the reader's language, without being asked to."""

    def __init__(self, context: WindowContext, pane: ReadingPane, reading: ReadingController) -> None:
        super().__init__(context)
        self._pane = pane
        self._before = ORIGINAL  # the reader's language when the article on screen was opened
        self._opening = self._looking = False
        self._kept = 0  # the article that is shown in the language of what was found in it
        pane.view_chosen.connect(self._on_view)
        pane.language_chosen.connect(self._on_language)
        context.options.changed.connect(self._on_option)
        reading.reads_in = lambda: "" if self.waits_to_be_asked else preferred(context.options)[0]
        self._use()

    @property
    def language(self) -> str:
        """A language code, or `ORIGINAL`."""
        return self.context.options.text(_LANGUAGE)

    @property
    def waits_to_be_asked(self) -> bool:
        """Whether texts go to a server of the reader's, and only those that he asks for."""
        options = self.context.options
        return bool(address_of(options)) and options.text("server_sends") == "asked"

    def keep_shown(self, article_id: int) -> None:
        """The article on screen stays in the language it is shown in: what was looked for stands there."""
        self._kept = article_id

    def article_opened(self, article_id: int) -> None:
        """Show the article in the reader's language once that can be had, where it is not stored."""
        language, content = self.language, self._pane.content
        self._before, self._looking = language, False
        if self._kept != article_id:
            self._kept = 0
        coming, self._pane.presenter.coming = self._pane.presenter.coming, ""
        if content is None or language in (ORIGINAL, content.language) or self._pane.target == language:
            waits = coming and self._pane.target == coming and self._pane.needs_translation(coming)
            if waits and not self._kept:
                self._begin(lambda: self._pane.choose_language(coming), coming)
            return
        if self.waits_to_be_asked or self._kept:
            return
        self.context.library.work(
            partial(_can_translate, content.language, language),
            done=partial(self._show, article_id, language),
            newest="readers-language",
        )

    def lead_to(self, article_id: int, typing: bool) -> None:
        """A link given by itself was saved: show its article in the reader's language.

        The keyboard goes to it, unless the reader has begun to type meanwhile. Nobody is thrown out of what
        is read: while another article is on screen, or will be when a hidden window comes back, the new one
        is translated in the background instead.
        """
        language = self.language
        if language == ORIGINAL:
            return
        if self._pane.article_id and self._pane.isVisibleTo(self.context.window):
            if not self.waits_to_be_asked:
                self.translation_wanted.emit([article_id], [language])
        else:
            self.context.navigator.open_article(article_id, with_focus=not typing)

    def _show(self, article_id: int, language: str, can_be_had: bool) -> None:
        pane = self._pane
        if self.waits_to_be_asked or self._kept == article_id:
            return  # a server was set meanwhile, or a search led to words of the original
        if can_be_had and pane.article_id == article_id and pane.text_view is TextView.ORIGINAL:
            self._begin(lambda: pane.choose_translation(language, self._view()), language)

    def _begin(self, choose: Callable[[], object], language: str) -> None:
        """Have the article translated, which the reader did not ask for himself."""
        self._opening = True
        try:
            choose()
        finally:
            self._opening = False
        self.opened_in.emit(language)

    def _on_view(self, view: str) -> None:
        self._looking = view == TextView.ORIGINAL
        if not self._looking:
            self.context.options.set(_VIEW, view)

    def _on_language(self, code: str) -> None:
        content, looking = self._pane.content, self._looking
        self._looking = False
        if self._opening or content is None:
            return
        chosen = ORIGINAL if code == content.language else code
        if chosen == ORIGINAL and looking:
            chosen = ORIGINAL if self._before == ORIGINAL else self.language
        if chosen != self.language:
            self.context.options.set(_LANGUAGE, chosen)

    def _on_option(self, key: str) -> None:
        if key in (_LANGUAGE, _VIEW):
            self._use()

    def _use(self) -> None:
        self._pane.presenter.preferred = preferred(self.context.options)

    def _view(self) -> TextView:
        return preferred(self.context.options)[1]


def preferred(options: Options) -> tuple[str, TextView]:
    """The language that articles open in, empty for their own, and the view of it."""
    language, view = options.text(_LANGUAGE), TextView(options.text(_VIEW))
    chosen = TextView.TRANSLATION if view is TextView.ORIGINAL else view
    return "" if language == ORIGINAL else language, chosen


def _can_translate(source: str, target: str, session: LibrarySession, _progress: Progress) -> bool:
    from reader.services.translation.better_models import can_translate

    return can_translate(session, source, target)
