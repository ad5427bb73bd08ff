"""What an import's preview and outcome say, in the interface's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from reader.core.messages import isolate
from reader.gui.cards.card_text import listed
from reader.gui.text.dates import long_date
from reader.gui.text.messages import fill, words
from reader.services.importing.import_choices import format_name, reason_text

if TYPE_CHECKING:
    from reader.services.importing.preview_import import ImportPreview
    from reader.services.importing.run_import import ImportOutcome

_SHOWN = 12  # tags or folders that are named


class ImportTexts(QObject):
    """The texts; plural forms are seen in `self.tr` only."""

    def heading(self, preview: ImportPreview) -> str:
        """What a file is and how much it holds."""
        rows = self.tr("%n row(s)", "", preview.rows)
        return f"{words(format_name(preview.format))} · {rows}"

    def facts(self, preview: ImportPreview) -> list[str]:
        """What importing the file would bring, a line each."""
        told = [
            (preview.new, self.tr("%n new article(s)", "", preview.new)),
            (preview.known, self.tr("%n already in the library", "", preview.known)),
            (preview.repeated, self.tr("%n twice in the file", "", preview.repeated)),
            (preview.with_text, self.tr("%n bring(s) its text along", "", preview.with_text)),
            (preview.archived, self.tr("%n archived", "", preview.archived)),
            (preview.favourites, self.tr("%n favourite(s)", "", preview.favourites)),
            (preview.highlights, self.tr("%n highlight(s)", "", preview.highlights)),
            (preview.notes, self.tr("%n note(s)", "", preview.notes)),
            (preview.feeds, self.tr("%n feed(s)", "", preview.feeds)),
            (preview.rules, self.tr("%n rule(s) for feeds", "", preview.rules)),
        ]
        return [text for number, text in told if number]

    def refused(self, counts: Iterable[tuple[str, int]]) -> list[str]:
        """What will not be taken, and why, a line each."""
        return [f"{QLocale().toString(count)} · {words(reason_text(reason))}" for reason, count in counts]

    def local(self, preview: ImportPreview) -> str:
        """That some links lead into the reader's own network; "" when none does."""
        text = self.tr("%n link(s) lead into this computer or its network", "", preview.local)
        return text if preview.local else ""

    def dates(self, preview: ImportPreview) -> str:
        """The days of the oldest and the newest row; "" when no row has a date."""
        if not preview.first:
            return ""
        if preview.first == preview.last:
            return fill(self.tr("Saved on {day}"), day=long_date(preview.first))
        text = self.tr("Saved from {first} to {last}")
        return fill(text, first=long_date(preview.first), last=long_date(preview.last))

    def tags(self, preview: ImportPreview) -> str:
        """The most frequent tags; "" for none."""
        return self._named(self.tr("Tags: {names}"), preview.tags, preview.tags_total)

    def folders(self, preview: ImportPreview) -> str:
        """The folders with the most rows; "" for none."""
        return self._named(self.tr("Folders: {names}"), preview.folders, preview.folders_total)

    def outcome(self, outcome: ImportOutcome) -> str:
        """What became of the rows, in one line."""
        told = [
            (outcome.saved, self.tr("%n article(s) with their text", "", outcome.saved)),
            *self._fetched(outcome.fetched, outcome.waiting, outcome.unavailable),
            (outcome.removed, self.tr("%n thrown away since", "", outcome.removed)),
            (outcome.merged, self.tr("%n added to articles that were here", "", outcome.merged)),
            (outcome.duplicates, self.tr("%n here already", "", outcome.duplicates)),
            (outcome.failed, self.tr("%n not taken", "", outcome.failed)),
        ]
        return " · ".join(text for number, text in told if number) or self.tr("Nothing was in it.")

    def fetched(self, fetched: int, waiting: int, unavailable: int) -> str:
        """What became of texts that were fetched, in one line; "" for none."""
        return " · ".join(text for number, text in self._fetched(fetched, waiting, unavailable) if number)

    def _fetched(self, fetched: int, waiting: int, unavailable: int) -> list[tuple[int, str]]:
        return [
            (fetched, self.tr("%n article(s) fetched", "", fetched)),
            (waiting, self.tr("%n article(s) to be fetched", "", waiting)),
            (unavailable, self.tr("%n article(s) could not be fetched", "", unavailable)),
        ]

    def step(self, done: int, total: int, minutes: int) -> str:
        """How far an import is."""
        if not total:
            return self.tr("Reading…")
        locale = QLocale()
        text = fill(self.tr("{done} of {total}"), done=locale.toString(done), total=locale.toString(total))
        left = self.tr("about %n min left", "", minutes)
        return f"{text} · {left}" if minutes else text

    def _named(self, text: str, names: tuple[tuple[str, int], ...], total: int) -> str:
        if not names:
            return ""
        shown = [f"{isolate(name)} ({QLocale().toString(count)})" for name, count in names[:_SHOWN]]
        more = total - len(shown)
        if more > 0:
            shown.append(self.tr("%n more", "", more))
        return text.replace("{names}", listed(shown))
