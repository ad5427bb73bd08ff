"""What lies over translated sentences: those that may be wrong, corrected ones, shades of confidence."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QTextEdit

from reader.core.model import SentenceState, TranslatedSentence
from reader.gui.article_view.cursor_style import extra_selection
from reader.gui.article_view.document_builder import TARGET, Rendered
from reader.gui.article_view.sentence_stops import selection
from reader.gui.reading.article_content import TranslationState
from reader.gui.reading.doubtful_sentences import SURE, level, shade
from reader.gui.reading.reading_pane import ReadingPane
from reader.gui.theme.theme import Theme

_MARKED = (SentenceState.SUSPECT, SentenceState.CORRECTED)


class SentenceMarks(QObject):
    """Draws the marks of one pane whenever its document changes."""

    def __init__(self, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.shading = False
        """Whether sentences are shaded by how sure the model was."""
        view, builder = pane.view, pane.view.builder
        view.laid_out.connect(self.refresh)
        builder.grown.connect(self.refresh)

    def refresh(self) -> None:
        """Draw anew."""
        view, rendered = self._pane.view, self._pane.view.rendered
        state = self._pane.presenter.state()
        marks: list[QTextEdit.ExtraSelection] = []
        shades: list[QTextEdit.ExtraSelection] = []
        if rendered is not None and state is not None:
            weak = state.weak
            for spot, pair in _placed(rendered, state, self.shading):
                told = weak and pair.state is SentenceState.SUSPECT  # once for all, by the strip
                if not told and (look := _look(view.theme, pair)) is not None:
                    marks.append(extra_selection(selection(rendered, *spot), look))
                if self.shading and (degree := level(pair)) != SURE:
                    background = QTextCharFormat()
                    background.setBackground(QColor(shade(view.theme, degree)))
                    shades.append(extra_selection(selection(rendered, *spot), background))
        view.set_layer("confidence", shades)
        view.set_layer("sentences", marks)


def _placed(
    rendered: Rendered, state: TranslationState, all_of_them: bool
) -> Iterator[tuple[tuple[int, int], TranslatedSentence]]:
    """Where the translated sentences stand in the document: those that have a mark, or all of them."""
    for unit_id, block in state.blocks.items():
        if not all_of_them and all(pair.state not in _MARKED for pair in block.sentences):
            continue  # a table has thousands, at each slice that is written
        for placed in rendered.placed.get((unit_id, TARGET)) or ():
            for span in placed.spans:
                if span.sentence < len(block.sentences):
                    yield placed.range(span), block.sentences[span.sentence]


def _look(theme: Theme, pair: TranslatedSentence) -> QTextCharFormat | None:
    """A wave under what may be wrong, dots under what the reader wrote; nothing else."""
    style = {
        SentenceState.SUSPECT: (QTextCharFormat.UnderlineStyle.WaveUnderline, "warn"),
        SentenceState.CORRECTED: (QTextCharFormat.UnderlineStyle.DotLine, "accent"),
    }.get(pair.state)
    if style is None:
        return None
    look = QTextCharFormat()
    look.setUnderlineStyle(style[0])
    look.setUnderlineColor(theme.color(style[1]))
    return look
