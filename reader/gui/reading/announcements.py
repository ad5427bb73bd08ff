"""What a screen reader hears of a key that changes how the text looks: size, language, view, theme, mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.core.messages import isolate
from reader.core.model import TextView
from reader.gui.cards.card_text import listed
from reader.gui.feature import Feature
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill
from reader.gui.theme.theme import THEME_SOURCE

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_pane import ReadingPane


class _Shown(NamedTuple):
    article: int
    languages: tuple[str, ...]
    """Those on screen that the reader is after: both side by side, else the translation's or the only one."""
    view: TextView
    size: int


class Announcements(Feature):
    """For one window. The keys give no focus change that a screen reader would speak of by itself."""

    def __init__(self, context: WindowContext, pane: ReadingPane) -> None:
        super().__init__(context)
        self._pane = pane
        self._listening = False
        self._before = self._now()
        THEME_SOURCE.changed.connect(self._tell_theme)

    def library_ready(self) -> None:
        """What the window remembers from the last time is in force now and is no news."""
        if self._listening:
            return
        self._listening = True
        self._before = self._now()
        self._pane.choice_changed.connect(self._on_choice)

    def _tell_theme(self) -> None:
        theme = self.context.theme.current
        self.context.notices.announce(self.context.commands.text(f"theme.{theme.name}"))

    def _now(self) -> _Shown:
        pane = self._pane
        content = pane.content
        both = [] if content is None else [code for code in (content.language, pane.target) if code]
        read = both if pane.text_view is TextView.SIDE_BY_SIDE else both[-1:]
        return _Shown(pane.article_id, tuple(read), pane.text_view, pane.text_size)

    def _on_choice(self) -> None:
        before, now = self._before, self._now()
        self._before = now
        if now.size != before.size:
            self.context.notices.announce(fill(self.tr("Text size {number}"), number=now.size))
        if now.article != before.article or not now.article:
            self._tell_article(now)
            return
        if (now.languages, now.view) != (before.languages, before.view):
            view = self._pane.bar.view_name(now.view.value)
            self.context.notices.announce(listed((view, *map(language_name, now.languages))))

    def _tell_article(self, now: _Shown) -> None:
        """Say which article came under the focus; elsewhere its row is heard, and then the text's name."""
        content = self._pane.content
        if content is not None and self._pane.view.hasFocus():
            languages = map(language_name, now.languages)
            self.context.notices.announce(listed((isolate(content.document.title), *languages)))

    def tell_mode(self, on: bool) -> None:
        """Reading mode was entered, or left."""
        self.context.notices.announce(self.tr("Reading mode") if on else self.tr("Reading mode left"))
