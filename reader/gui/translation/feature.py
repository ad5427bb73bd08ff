"""What can be done with the translated sentence at the cursor, and with the translation on screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from reader.core.errors import ReaderError
from reader.core.model import TextView, TranslatedSentence, Translation
from reader.gui.article_view.sentence_stops import sentence_ranges, sides_of
from reader.gui.background.undo_stack import Step
from reader.gui.feature import Feature
from reader.gui.reading.doubtful_sentences import suspects
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill
from reader.gui.theme.theme import THEME_SOURCE
from reader.gui.translation import sentence_jobs
from reader.gui.translation.clicked_doubts import ClickedDoubts
from reader.gui.translation.correction_panel import CorrectionPanel
from reader.gui.translation.details_dialog import TranslationDetails
from reader.gui.translation.fault_text import state_words
from reader.gui.translation.nearest_sentence import go_to_translated
from reader.gui.translation.newer_models import NewerModels
from reader.gui.translation.sentence_card import CardRow
from reader.gui.translation.sentence_marks import SentenceMarks
from reader.gui.translation.word_alignment import Linked, WordAlignment
from reader.services.unstored_acts.translation_acts import Sentence, TakenOver

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.pending_key_hint import KeyHint
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.translation.original_popup import OriginalPopup
    from reader.gui.translation.pane_translation import PaneTranslation
    from reader.gui.translation.translation_controller import TranslationController
    from reader.services.translation.sentence_languages import SentenceInLanguage

Spot = tuple[int, str, str, int]
"""A translated sentence: article, language, unit, number."""


class TranslationFeature(Feature):
    """For one window."""

    queue_pause_wanted = Signal()
    """Nothing on screen is being translated: what waits is to pause, or to go on."""

    def __init__(
        self,
        context: WindowContext,
        pane: ReadingPane,
        shown: PaneTranslation,
        running: TranslationController,
        card: OriginalPopup,
        hint: KeyHint,
    ) -> None:
        super().__init__(context)
        self._pane, self._shown, self._running = pane, shown, running
        self._card, self._hint = card, hint
        self.marks = SentenceMarks(pane)
        self.links = WordAlignment(pane)
        ClickedDoubts(pane, card)
        self._newer = NewerModels(pane, shown, context.library, context.jobs)
        running.ended.connect(lambda _target: self._newer.look())
        self._flipped_from = TextView.TRANSLATION
        THEME_SOURCE.changed.connect(self._on_theme)
        card.languages_wanted.connect(self._gather)
        card.correct_wanted.connect(self.correct)
        card.retry_wanted.connect(self.try_again)
        self.links.shown.connect(self._say_words)
        pane.view_chosen.connect(self._on_view)
        bar = shown.bar
        bar.models_wanted.connect(context.navigator.show_models)
        bar.details_wanted.connect(self.show_details)
        bar.suspect_wanted.connect(partial(self.next_suspect, 1))
        bar.again_wanted.connect(lambda: self._running.start_again(pane.target))

    def handlers(self) -> dict[str, Callable[[], object]]:
        """The commands of sentences and translations."""
        return {
            "translation.flip": self.flip,
            "translation.languages": self._card.toggle,
            "translation.word-next": partial(self.links.step, 1),
            "translation.word-previous": partial(self.links.step, -1),
            "translation.suspect-next": partial(self.next_suspect, 1),
            "translation.suspect-previous": partial(self.next_suspect, -1),
            "translation.correct": self.correct,
            "translation.try-again": self.try_again,
            "translation.try-paragraph": partial(self.try_again, True),
            "translation.again": self.translate_again,
            "translation.details": self.show_details,
            "translation.stop": self._running.stop,
            "translation.pause": self.pause,
            "translation.shading": self.toggle_shading,
        }

    def library_ready(self) -> None:
        """Take up the options from now on."""
        options = self.context.options
        options.changed.connect(self._on_option)
        self._on_option("confidence_shading")

    def article_opened(self, article_id: int) -> None:
        """Another article is on screen."""
        self._card.hide()
        self.links.clear()
        self._newer.look()

    def article_closed(self) -> None:
        """No article is on screen."""
        self._card.hide()

    def _on_theme(self) -> None:
        """Draw the marks in another theme."""
        self.links.clear()
        self.marks.refresh()

    def close_card(self) -> bool:
        """Close the card of a sentence; says whether it was there to stay."""
        return self._card.hide()

    def escape(self) -> bool:
        """Close the card, else let the words go out."""
        return self.close_card() or self.links.clear()

    def flip(self) -> None:
        """From a translation to the original and back, the sentence where it is."""
        pane = self._pane
        if pane.text_view is TextView.ORIGINAL:
            pane.choose_view(self._flipped_from)
        else:
            self._flipped_from = pane.text_view
            pane.choose_view(TextView.ORIGINAL)

    def pause(self) -> None:
        """Pause the translation on screen, or go on with it; without one the queue is meant."""
        if self._running.running:
            self._running.pause()
        elif self._running.paused:
            self._running.retry()
        else:
            self.queue_pause_wanted.emit()

    def toggle_shading(self) -> None:
        """Shade sentences by how sure the model was, or no longer."""
        on = not self.marks.shading
        self.context.options.set_flag("confidence_shading", on)
        self._say(self.tr("Shading on") if on else self.tr("Shading off"))

    # Doubtful sentences

    def next_suspect(self, by: int) -> None:
        """Go to the next sentence that may be wrong, round the end, and say why."""
        pane = self._pane
        state, content = pane.presenter.state(), pane.content
        found = suspects(state, [unit.id for unit in content.units]) if state and content else []
        if not found:
            self._say(self.tr("No doubtful sentence here"))
            return
        place = pane.sentence_cursor
        pane.view.lay_out_all()
        order = {stop.unit: n for n, stop in reversed(list(enumerate(place.stops)))}
        spots = sorted((order[unit], number) for unit, number in found if unit in order)
        here = self._here(order)
        ahead = [spot for spot in spots if (spot > here if by > 0 else spot < here)]
        index, number = (ahead or spots)[0 if by > 0 else -1]
        unit = place.stops[index].unit
        self._go_to(unit, number)
        self._say(self._card.remark_of(unit, number))

    def _here(self, order: dict[str, int]) -> tuple[int, int]:
        place = self._pane.sentence_cursor
        return (order.get(place.stop.unit, -1), place.sentence) if place.stop is not None else (-1, -1)

    # One sentence

    def correct(self) -> None:
        """Open the panel that corrects the current sentence."""
        found, content, session = self._current(), self._pane.content, self.context.library.session
        if found is None or content is None or session is None:
            return
        if session.refusal is not None:  # said before anything is typed, which would be lost
            self.context.notices.error(session.refusal)
            return
        self._card.hide()
        unit, number, pair = found
        panel = CorrectionPanel(self.context.window, (content.language, self._pane.target), pair)
        panel.saved.connect(partial(self._save, unit, number, pair))
        panel.taken_back.connect(partial(self._take_back, unit, number, pair))
        panel.open_at(self._pane)

    def try_again(self, whole: bool = False) -> None:
        """Have the current sentence, or its whole paragraph, translated again in other ways."""
        found = self._current(whole)
        session = self.context.library.session
        if found is None or session is None:
            return
        unit, number, pair = found
        article, target = self._pane.article_id, self._pane.target
        self._say(self.tr("Trying again…"))
        self._running.note_begin(target)  # the queue makes room
        self.context.jobs.submit(
            self.context.library.translation_lane,
            partial(sentence_jobs.retry, article, target, unit, [] if whole else [number], session),
            done=partial(self._on_retried, (article, target, unit, number), pair),
            failed=self._on_retry_failed,
            cancelled=lambda: self._running.note_end(target),
        )

    def translate_again(self) -> None:
        """Translate the whole article anew, after asking; corrections stay."""
        pane = self._pane
        target = pane.target
        if not target or self.context.library.session is None:
            self._say(self.tr("Choose a translation first"))
            return
        self.context.notices.ask(
            self.tr("Translate the whole article again?"),
            self.tr("Sentences that you corrected stay as they are."),
            self.tr("Translate again"),
            lambda: self._running.start_again(target),
        )

    def show_details(self) -> None:
        """Tell what made the translation on screen, when, and what the check found."""
        pane, target = self._pane, self._pane.target
        state = pane.presenter.state()
        if state is None or state.route is None:
            self._say(self.tr("There is no translation on screen"))
            return
        article = pane.article_id
        self.context.library.work(
            partial(sentence_jobs.made_at, article, target),
            done=lambda moment: self._open_details(target, moment),
        )

    def _open_details(self, target: str, moment: str) -> None:
        state, content = self._pane.presenter.state(), self._pane.content
        if state is None or content is None or target != self._pane.target:
            return
        marked = suspects(state, [unit.id for unit in content.units])
        rows = [(state.blocks[u].sentences[n].target, partial(self._go_to, u, n)) for u, n in marked]
        dialog = TranslationDetails(self.context.window, state, target, moment, rows)
        dialog.again_wanted.connect(self.translate_again)
        dialog.open()

    def _go_to(self, unit: str, number: int) -> None:
        """Bring the cursor to a sentence."""
        place, view = self._pane.sentence_cursor, self._pane.view
        view.lay_out_all()
        for stop in place.stops:
            if view.rendered is not None and stop.unit == unit and number in stop.sentences:
                start, _ = sentence_ranges(view.rendered, stop, number, sides_of(view.rendered)[0])[0]
                place.go_to_position(start + 1, scroll=True)

    # Inside

    def _current(self, whole: bool = False) -> tuple[str, int, TranslatedSentence] | None:
        """Unit, number and pair of the translated sentence at the cursor; says so when there is none."""
        place, state = self._pane.sentence_cursor, self._pane.presenter.state()
        if state is not None:
            go_to_translated(place, state.blocks)
        stop = place.stop
        block = state.blocks.get(stop.unit) if state is not None and stop is not None else None
        if block is None or stop is None or not (whole or 0 <= place.sentence < len(block.sentences)):
            self._say(self.tr("Go to a translated sentence first"))
            return None
        number = max(0, place.sentence)
        return stop.unit, number, block.sentences[number]

    def _save(self, unit: str, number: int, before: TranslatedSentence, text: str) -> None:
        spot = (self._pane.article_id, self._pane.target, unit, number)
        corrected, back = Sentence(*spot, text), Sentence(*spot, before=before)
        self._write(corrected, before.source)
        self.context.library.remember(Step(partial(self._write, back), partial(self._write, corrected)))

    def _take_back(self, unit: str, number: int, before: TranslatedSentence) -> None:
        spot = (self._pane.article_id, self._pane.target, unit, number)
        forgotten, back = Sentence(*spot), Sentence(*spot, before.target)
        self._write(forgotten)
        self.context.library.remember(Step(partial(self._write, back), partial(self._write, forgotten)))

    def _write(self, act: Sentence, source: str = "") -> None:
        """Change a sentence in the library, then on screen; with its `source`, offer it elsewhere."""

        def done(translation: Translation | None) -> None:
            if translation is not None:
                self._show(act.article, act.target, translation)
            if source:
                self._offer_elsewhere(act.article, act.target, source)
            self.context.library.refresh()

        job = self.context.library.work(partial(sentence_jobs.change, act), done=done, keep=True)
        job.acts = (act,)

    def _show(self, article: int, target: str, translation: Translation) -> None:
        """Put a changed translation on screen; what was taken back is translated by the machine again."""
        if self._pane.article_id != article:
            return
        self._shown.refreshed(target, translation)
        if not translation.done and target == self._pane.target:
            self._running.retry()

    def _offer_elsewhere(self, article: int, target: str, source: str) -> None:
        def offer(ids: list[int]) -> None:
            if not ids:
                self._say(self.tr("Correction kept"))
                return
            self.context.notices.ask(
                self.tr("Use the correction in %n other articles too?", "", len(ids)),
                self.tr("The same sentence stands there. Their titles and the search follow."),
                self.tr("Use it there"),
                partial(self._take_over, ids, target),
            )

        self.context.library.work(partial(sentence_jobs.elsewhere, article, target, source), done=offer)

    def _take_over(self, ids: Sequence[int], target: str) -> None:
        self.context.library.work(
            partial(sentence_jobs.take_over, ids, target),
            done=lambda _none: self.context.library.refresh(),
            keep=True,
        ).acts = (TakenOver(tuple(ids), target),)

    def _on_retried(self, spot: Spot, before: TranslatedSentence, translation: Translation) -> None:
        article, target, unit, number = spot
        self._running.note_end(target)
        content = self._pane.content
        if content is None or self._pane.article_id != article:
            return
        self._shown.refreshed(target, translation)
        block = content.state(target).blocks.get(unit)
        changed = block is not None and block.sentences[number].target != before.target
        self._say(self.tr("Translated anew") if changed else self.tr("The other ways gave nothing better"))

    def _on_retry_failed(self, error: ReaderError) -> None:
        self._running.note_end(self._pane.target)
        self.context.notices.error(error)

    def _gather(self, unit: str, source: str) -> None:
        """Fill the card that stays with the sentence in every language."""
        content = self._pane.content
        if content is None:
            return
        article, place = content.article, self._pane.sentence_cursor.sentence
        self.context.library.work(
            lambda session, _progress: sentence_jobs.languages(session, article, source),
            done=lambda rows: self._fill_card(unit, place, rows),
            newest="sentence-languages",
        )

    def _fill_card(self, unit: str, number: int, found: Sequence[SentenceInLanguage]) -> None:
        rows = [self._row(one, n == 0) for n, one in enumerate(found)]
        shown = self._on_screen(unit, number)
        if len(rows) == 1 and shown is not None:  # of a library that cannot be written to
            target = self._pane.target
            rows.append(self._row(sentence_jobs.as_shown(target, shown), False))
        elif len(rows) == 1:
            rows.append(CardRow("", "", remark=self.tr("Not translated yet.")))
        self._card.show_languages(rows, bool(self._pane.target) and shown is not None)

    def _row(self, one: SentenceInLanguage, original: bool) -> CardRow:
        name = language_name(one.language)
        if original:
            caption = fill(self.tr("{language} · original"), language=name)
        elif one.between:
            caption = fill(self.tr("{language} · in between"), language=name)
        else:
            caption = fill(self.tr("{language} · machine translation"), language=name)
        return CardRow(one.language, one.text, caption, state_words(one.state, one.faults))

    def _on_screen(self, unit: str, number: int) -> TranslatedSentence | None:
        state = self._pane.presenter.state()
        block = state.blocks.get(unit) if state is not None else None
        return block.sentences[number] if block is not None and number < len(block.sentences) else None

    def _say_words(self, linked: Linked) -> None:
        text = self.tr("{word}: {partners}")
        self._say(fill(text, word=linked.word, partners=", ".join(linked.partners)))

    def _on_view(self, view: str) -> None:
        """Say at the button that two columns have no room, so that one above the other is shown."""
        if view == TextView.SIDE_BY_SIDE and self._pane.presenter.crowded:
            self.context.notices.announce(self._pane.bar.say_crowded())

    def _on_option(self, key: str) -> None:
        if key == "confidence_shading":
            self.marks.shading = self._card.shading = self.context.options.flag(key)
            self.marks.refresh()

    def _say(self, text: str) -> None:
        """Tell in the strip under the bar and to screen readers."""
        if text:
            self.context.notices.announce(text)
            self._hint.show_briefly(text)
