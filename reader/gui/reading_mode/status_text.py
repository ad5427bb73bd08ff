"""The words of reading mode's status line."""

from __future__ import annotations

from PySide6.QtCore import QObject

from reader.core.messages import isolate
from reader.core.model import TextView
from reader.gui.article_view.scroll_anchor import END
from reader.gui.keyboard.key_caps import caps_of
from reader.gui.keyboard.keymap import Keymap
from reader.gui.reading.reading_pane import ReadingPane
from reader.gui.reading_mode.status_line import Hint
from reader.gui.text.messages import fill


class Status(QObject):
    """Words the state of a reading pane."""

    def __init__(self, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._pane, self._share = pane, pane.view.read_share

    def source(self) -> str:
        """The site the article is from."""
        content = self._pane.content
        return content.document.site if content is not None else ""

    def _has_text(self) -> bool:
        """Whether more than the link of an article is here."""
        return self._pane.content is not None and self._pane.presenter.words() > 0

    def progress(self) -> str:
        """How far the reader is: “42 % · 1 min left”; empty where the text is not there."""
        if not self._has_text():
            return ""
        share = self._pane.view.share_read
        percent = self.tr("{number} %").replace("{number}", str(int(share * 100)))
        return f"{isolate(percent)} · {isolate(self._pane.presenter.meta(share)[2])}"

    def place(self) -> str:
        """Where the cursor is: “Paragraph 3 of 7 · sentence 2 of 2”, empty before it has appeared."""
        if not self._has_text():
            return ""
        cursor = self._pane.sentence_cursor
        number, paragraphs, sentence, sentences = cursor.counts()
        if self._share.above >= END and (number in (0, paragraphs)):
            return self.tr("End of article")
        if not number:
            return ""
        paragraph = fill(self.tr("Paragraph {n} of {total}"), n=str(number), total=str(paragraphs))
        within = fill(self.tr("sentence {n} of {total}"), n=str(sentence), total=str(sentences))
        return f"{paragraph} · {within}"

    def hints(self, keymap: Keymap) -> list[Hint]:
        """Four keys fit for the moment."""
        view = self._pane.text_view
        if self._share.above >= END:
            rows: list[tuple[tuple[str, ...], str]] = [
                (("article.archive",), self.tr("archive")),
                (("article.next",), self.tr("next article")),
                (("note.add",), self.tr("note")),
            ]
            tab: list[Hint] = [(tuple(caps_of("Tab")), self.tr("links"))]
            return [self._hint(keymap, *row) for row in rows] + tab
        sentence = (("sentence.previous", "sentence.next"), self.tr("sentence"))
        if view is TextView.SIDE_BY_SIDE:
            rows = [
                sentence,
                (("translation.ar",), "العربية"),
                (("translation.en",), "English"),
            ]
        else:
            other = (
                (("translation.show",), self.tr("translate"))
                if view is TextView.ORIGINAL
                else (("translation.original",), self.tr("original"))
            )
            rows = [(("paragraph.next", "paragraph.previous"), self.tr("paragraph")), sentence, other]
        return [self._hint(keymap, *row) for row in rows] + [self._all(keymap)]

    def _all(self, keymap: Keymap) -> Hint:
        return self._hint(keymap, ("help.open",), self.tr("all keys"))

    @staticmethod
    def _hint(keymap: Keymap, commands: tuple[str, ...], text: str) -> Hint:
        first = (keys[0] for command in commands if (keys := keymap.shown_keys(command)))
        return tuple(cap for key in first for cap in caps_of(key)), text
