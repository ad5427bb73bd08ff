"""Asks what the edition of the day is made of: since when, in which language, of which sources, how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reader.gui.export.form_panel import FormPanel
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill
from reader.gui.widgets.basics import label
from reader.gui.widgets.chips import Chip, ChipRow
from reader.gui.widgets.form_editors import DropDown, SwitchEditor
from reader.gui.widgets.form_row import SettingRow

SIZE = (560, 470)
LANGUAGES = ("en", "ar", "fr")
NEVER = ""


@dataclass(frozen=True, slots=True)
class WantedEdition:
    """What was chosen: a span of `services.publishing.edition`, a language beside the original or "", the
    names of sources (none for all), how often by itself or "" for never, and whether new pieces of the
    sources that are followed are fetched first."""

    since: str
    target: str
    sources: tuple[str, ...]
    every: str
    feeds: bool = False


class EditionPanel(FormPanel):
    """`wanted` is sent with a `WantedEdition`.

    Args:
        sources: the names to choose from. target: the language chosen at first.
        every: how often it is made by itself now; `None` where that cannot be.
        feeds: whether new pieces are fetched for it now; `None` where no source is followed.
    """

    wanted = Signal(object)

    def __init__(
        self,
        window: QWidget,
        sources: Sequence[str],
        target: str,
        every: str | None,
        feeds: bool | None = None,
    ) -> None:
        super().__init__(window, SIZE)
        self.since = DropDown(self._spans())
        self.content = DropDown(self._contents())
        self.content.show_value(target)
        self.chips = ChipRow()
        self.chips.show_chips([Chip(name, checkable=True) for name in sources])
        self.every = DropDown(self._turns())
        self.every.show_value(every or NEVER)
        self.feeds = SwitchEditor()
        self.feeds.show_value(bool(feeds))
        self._lay_out()
        self._feeds_row.setVisible(feeds is not None)
        self._sources_row.setVisible(bool(sources))
        self._every_row.setVisible(every is not None)

    def start(self) -> None:
        """Show it."""
        self.open(self.since)
        self.take_height()

    def retranslate(self) -> None:
        title = self.tr("Edition of the day")
        self.name_panel(title)
        self._about.setText(self.tr("Everything unread as one book for an e-reader, oldest first."))
        self._since_row.show_name(self.tr("Saved"))
        self._content_row.show_name(self.tr("Text"))
        self._sources_row.show_name(self.tr("Sources (none chosen: all)"))
        self._feeds_row.show_name(self.tr("Fetch new pieces of the feeds first"))
        self._feeds_row.show_hint(self.tr("What came is saved and translated, the newest of much"))
        self._every_row.show_name(self.tr("Make it by itself"))
        self._every_row.show_hint(self.tr("Into the folder of this book, by a timer of your system"))
        self.since.name_rows(self._spans())
        self.content.name_rows(self._contents())
        self.every.name_rows(self._turns())

    def _spans(self) -> list[tuple[str, str]]:
        return [
            ("day", self.tr("In the last day")),
            ("week", self.tr("In the last week")),
            ("month", self.tr("In the last month")),
        ]

    def _contents(self) -> list[tuple[str, str]]:
        rows = [("", self.tr("Original"))]
        for code in LANGUAGES:
            rows.append((code, fill(self.tr("Both, with {language}"), language=language_name(code))))
        return rows

    def _turns(self) -> list[tuple[str, str]]:
        return [
            (NEVER, self.tr("Never")),
            ("day", self.tr("Every day at 7 in the morning")),
            ("week", self.tr("Every Monday at 7 in the morning")),
        ]

    def _lay_out(self) -> None:
        column = self.form_rows
        self._about = label("muted", wrap=True)
        column.addWidget(self._about)
        column.addSpacing(8)
        self._since_row = SettingRow("", "", self.since)
        self._content_row = SettingRow("", "", self.content)
        self._sources_row = SettingRow("", "", self.chips, under=True)
        self._feeds_row = SettingRow("", "", self.feeds)
        self._every_row = SettingRow("", "", self.every)
        rows = (self._since_row, self._content_row, self._sources_row, self._feeds_row, self._every_row)
        for row in rows:
            column.addWidget(row)
        column.addSpacing(12)
        self.add_foot()
        self.save.clicked.connect(self._accept)

    def _accept(self) -> None:
        sources = tuple(chip.text() for chip in self.chips.chips if chip.isChecked())
        since, target = str(self.since.currentData()), str(self.content.currentData() or "")
        every = str(self.every.currentData() or NEVER)
        self.close_overlay()
        self.wanted.emit(WantedEdition(since, target, sources, every, self.feeds.isChecked()))
