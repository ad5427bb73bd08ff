"""The chips over the results of a search: where to look, which tags must be there, keep this search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.gui.text.plain_tooltip import plain_tip
from reader.gui.theme.tab_order import tab_through
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.chips import Chip, ChipRow, chip_menu

PLACES = ("", "original", "translation", "notes")
"""Where a search looks; the first is everywhere."""

_WHERE = re.compile(r"(?<!\S)in:(original|translation|notes)(?!\S)", re.I)
_TAG = re.compile(r'(?<!\S)(?<!\bOR )(?i:tag):(?:"([^"]+)"|([^\s"]+))(?!\S)(?!\s+OR\s)')
"""A tag that must be there; one of several alternatives is none, and stays in the words."""
_LOOSE_OR = re.compile(r"^(?:\s*OR(?!\S))+\s*|(?:(?<!\S)OR\s*)+$")
"""An `OR` with nothing before or after it: beside a mark it would make that an alternative."""


def without_place(text: str) -> tuple[str, str]:
    """A query without its `in:` filters, and the last of them."""
    found = _WHERE.findall(text)
    return " ".join(_WHERE.sub(" ", text).split()) if found else text, found[-1].lower() if found else ""


def without_tags(text: str) -> tuple[str, list[str]]:
    """A query without its `tag:` filters, and their names."""
    found = [quoted or plain for quoted, plain in _TAG.findall(text)]
    return " ".join(_TAG.sub(" ", text).split()) if found else text, found


def whole_query(text: str, place: str, tags: Sequence[str]) -> str:
    """What is typed and what is chosen, as one query that can be kept."""
    return _marked(text, [*_marks(tags), *([f"in:{place}"] if place else [])]).strip()


def query_with(text: str, tags: Sequence[str]) -> str:
    """What the library is asked."""
    return _marked(text, _marks(tags))


def _marked(text: str, marks: Sequence[str]) -> str:
    """The words stay at the end, where the last one may go on and a quotation may be open."""
    return " ".join((*marks, _LOOSE_OR.sub("", text).lstrip())) if marks else text


def _marks(tags: Sequence[str]) -> list[str]:
    return [f'tag:"{tag}"' if re.search(r"\s", tag) else f"tag:{tag}" for tag in tags]


class SearchFilters(ThemedWidget, QWidget):
    """Two rows of chips. `changed` tells that the search must be asked anew.

    Args:
        theme: the colours.
    """

    changed = Signal()
    keep_wanted = Signal()
    left = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = ""
        self.tags: list[str] = []
        self._known: tuple[str, ...] = ()
        self._tag_chips: dict[str, Chip] = {}
        self._places = ChipRow()
        self._tags = ChipRow()
        self.add_tag = Chip("", "plus", parent=self)
        self.keep = Chip("", "bookmark-plus", parent=self)
        for chip in (self.add_tag, self.keep):  # ours until they are shown in a row
            chip.hide()
        self._place_chips = {place: Chip(checkable=True) for place in PLACES}
        for place, chip in self._place_chips.items():
            chip.clicked.connect(partial(self.choose_place, place))
        self.add_tag.clicked.connect(self.open_tags)
        self.keep.clicked.connect(self.keep_wanted)
        for row in (self._places, self._tags):
            row.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addWidget(self._places)
        column.addWidget(self._tags)
        self._places.show_chips(self._place_chips.values())

    @property
    def chosen(self) -> bool:
        """Whether anything narrows the search."""
        return bool(self.place or self.tags)

    def know_tags(self, tags: Sequence[str]) -> None:
        """The tags there are, the most used first."""
        self._known = tuple(tags)
        self._refresh()

    def set(self, place: str, tags: Sequence[str]) -> None:
        """Choose these without telling anybody."""
        self.place, self.tags = place, list(tags)
        self._refresh()

    def clear(self) -> None:
        """Choose nothing, without telling anybody."""
        if self.chosen:
            self.set("", ())

    def choose_place(self, place: str) -> None:
        """Look in one place only."""
        if place != self.place:
            self.place = place
            self.changed.emit()
        self._refresh()

    def add(self, tag: str) -> None:
        """Ask for one more tag."""
        if tag.casefold() not in {known.casefold() for known in self.tags}:
            self.tags.append(tag)
            self._refresh()
            self.changed.emit()

    def remove(self, tag: str) -> None:
        """Ask for a tag no longer."""
        self.tags = [known for known in self.tags if known != tag]
        self._refresh()
        self.changed.emit()
        self.add_tag.setFocus()

    def open_tags(self) -> None:
        """The tags that are not chosen yet, in a menu."""
        chosen = {tag.casefold() for tag in self.tags}
        menu = chip_menu(self, (tag for tag in self._known if tag.casefold() not in chosen))
        menu.setAccessibleName(self.tr("Tags"))
        menu.triggered.connect(lambda action: self.add(str(action.data())))
        menu.popup(self._tags.menu_spot(self.add_tag))

    def retranslate(self) -> None:
        names = {
            "": self.tr("Everywhere"),
            "original": self.tr("Original"),
            "translation": self.tr("Translation"),
            "notes": self.tr("Notes"),
        }
        for place, chip in self._place_chips.items():
            chip.set_text(names[place])
        self.add_tag.set_text(self.tr("Tag"))
        self.add_tag.setAccessibleName(self.tr("Only with a tag"))
        self.keep.set_text(self.tr("Keep this search"))
        self._places.setAccessibleName(self.tr("Where to search"))
        self._tags.setAccessibleName(self.tr("Tags"))
        self._refresh()

    def _refresh(self) -> None:
        for place, chip in self._place_chips.items():
            chip.setChecked(place == self.place)
        self._tag_chips = {tag: self._tag_chips.get(tag) or self._tag_chip(tag) for tag in self.tags}
        for tag, chip in self._tag_chips.items():
            remove = self.tr("Without the tag {tag}").replace("{tag}", isolate(tag))
            chip.setAccessibleName(remove)
            chip.setToolTip(plain_tip(remove))
        others = [self.add_tag] if len(self._known) > len(self.tags) else []
        chips = [*self._tag_chips.values(), *others, self.keep]
        self._tags.show_chips(chips, kept=(self.add_tag, self.keep))
        tab_through(*self._places.chips, *self._tags.chips)

    def _tag_chip(self, tag: str) -> Chip:
        chip = Chip(tag, "tag", removable=True)
        chip.clicked.connect(partial(self.remove, tag))
        return chip
