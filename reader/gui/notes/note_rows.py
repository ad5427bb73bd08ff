"""One line of a list of notes: what it shows and says, for the panel of an article and the page of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject, Qt

from reader.core.languages import language
from reader.core.marks import Annotation, Colour
from reader.core.messages import isolate
from reader.core.model import ArticleSummary, BlockKind
from reader.gui.article_view.highlight_style import colour_name
from reader.gui.article_view.units import TITLE, Unit
from reader.gui.cards.card_text import joined
from reader.services.library.annotate_article import LibraryNote

_NO_PARAGRAPH = (BlockKind.HEADING, BlockKind.FIGURE, BlockKind.RELATED, BlockKind.EMBED)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A mark, or (`mark` is `None`) the note on an article.

    `heading` stands over the first row of a group: the article's title, or that what follows was not
    found. `about` is the place and time at the end of its first line.
    """

    article_id: int
    mark: Annotation | None
    note: str
    about: str = ""
    heading: str = ""
    summary: ArticleSummary | None = None

    @property
    def colour(self) -> Colour | None:
        """The mark's colour."""
        return self.mark.colour if self.mark is not None else None

    @property
    def quote(self) -> str:
        """The marked passage."""
        return self.mark.quote if self.mark is not None else ""


class NoteTexts(QObject):
    """The words of a row; lupdate sees them only in `self.tr`."""

    def name(self, row: NoteRow) -> str:
        """What the row is: a colour's name, or the article's note."""
        return colour_name(row.mark.colour) if row.mark is not None else self.tr("Note on this article")

    def lost(self) -> str:
        """The heading over marks whose text is gone."""
        return QCoreApplication.translate("notes", "Not found in the new version")

    def title_place(self) -> str:
        """The place of a mark in the title."""
        return self.tr("Title")

    def spoken(self, row: NoteRow) -> str:
        """The row as one text for a screen reader."""
        pieces = [
            isolate(row.heading) if row.heading else "",
            self.name(row),
            row.about,
            isolate(row.quote) if row.quote else "",
            self.tr("Note: {text}").replace("{text}", isolate(row.note)) if row.note else "",
        ]
        return ". ".join(piece for piece in pieces if piece)

    def notes(self, count: int) -> str:
        """How many there are."""
        return self.tr("%n notes", "", count)


def article_rows(
    marks: Sequence[Annotation], paragraphs: Mapping[str, int], own_language: str
) -> list[NoteRow]:
    """The rows of one article's marks, those that were not found last under their heading."""
    words = NoteTexts()
    rows, lost = [], False
    for mark in marks:
        heading = "" if mark.found or lost else words.lost()
        lost = lost or not mark.found
        if mark.block == TITLE:
            place = words.title_place()
        else:
            number = paragraphs.get(mark.block, 0)
            place = f"¶ {QLocale().toString(number)}" if number and mark.found else ""
        foreign = language(mark.language).own_name if mark.language != own_language else ""
        about = joined((foreign, place, short_time(mark.created_at)))
        rows.append(NoteRow(mark.article_id, mark, mark.note, about, heading))
    return rows


def library_rows(notes: Sequence[LibraryNote]) -> list[NoteRow]:
    """The rows of the page of all notes, each article's title over its first."""
    rows, last = [], 0
    words = NoteTexts()
    for one in notes:
        card, mark = one.summary, one.mark
        foreign = mark is not None and mark.language != card.language
        spoken = language(mark.language).own_name if mark is not None and foreign else ""
        lost = words.lost() if mark is not None and not mark.found else ""
        about = joined((lost, spoken, short_time(mark.created_at) if mark is not None else ""))
        heading = card.title if card.id != last else ""
        rows.append(NoteRow(card.id, mark, one.note, about, heading, card))
        last = card.id
    return rows


def paragraph_numbers(units: Sequence[Unit]) -> dict[str, int]:
    """The number of each block's first paragraph, counted as the reading cursor counts them."""
    numbers, count = {}, 0
    for unit in units:
        if unit.block is None or unit.kind in _NO_PARAGRAPH:
            continue
        numbers[unit.id] = count + 1
        count += len(unit.block.parts) if unit.kind in (BlockKind.LIST, BlockKind.QUOTE) else 1
    return numbers


def short_time(moment: str) -> str:
    """The time of a moment of today, else its day."""
    when = QDateTime.fromString(moment, Qt.DateFormat.ISODate).toLocalTime()
    if not when.isValid():
        return ""
    if when.date() == QDateTime.currentDateTime().date():
        return QLocale().toString(when.time(), "HH:mm")
    return QLocale().toString(when.date(), "d MMM yyyy").replace(".", "")
