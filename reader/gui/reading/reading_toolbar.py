"""The reading pane's bar: languages, views, text sizes, favourite, archive, more, reading mode.

Narrow bars fold: the views become a button with a menu first, then reading mode's button of the theme goes,
then Archive, Notes and Favourite (they are in the “more” menu too). Languages and text sizes stay in sight as
long as they can, at least down to 560 px, then they fold as well. A button that nobody serves is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from reader.core.languages import language
from reader.core.model import TextView
from reader.gui.keyboard.key_caps import spoken
from reader.gui.reading.button_tip import hide_tip, show_tip
from reader.gui.theme.icons import icon
from reader.gui.theme.tab_order import tab_through
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.theme.typography import NAMED_STEPS
from reader.gui.widgets.basics import label
from reader.gui.widgets.segmented_control import Segment, SizeSegment

HEIGHT = 52
READING_HEIGHT = 48
SOURCE_FROM = 800
"""Px of a reading mode's bar from which it names the site."""
SPACING = 8
MARGINS = (16, 12)
BUTTON = 34
ICON = 20

VIEW_ICONS = {
    TextView.ORIGINAL: "file-text",
    TextView.TRANSLATION: "languages",
    TextView.SIDE_BY_SIDE: "columns-2",
    TextView.INTERLEAVED: "rows-2",
}
VIEW_COMMANDS = {
    TextView.ORIGINAL: "translation.original",
    TextView.TRANSLATION: "translation.show",
    TextView.SIDE_BY_SIDE: "translation.side-by-side",
    TextView.INTERLEAVED: "translation.interleaved",
}


class ReadingToolbar(ThemedWidget, QWidget):
    """Sends what the reader chooses; shows what it is told."""

    language_chosen = Signal(str)
    view_chosen = Signal(str)
    size_chosen = Signal(int)
    favourite_toggled = Signal(bool)
    favourite_shown = Signal(bool)
    """The star was filled or emptied, by whatever way."""
    archive_toggled = Signal(bool)
    archive_shown = Signal(bool)
    """The article was shown as archived, or no longer, by whatever way."""
    more_wanted = Signal(QPoint)
    reading_mode_wanted = Signal()
    back_wanted = Signal()
    notes_toggled = Signal(bool)
    theme_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: set[str] = set()
        self._crowded = False
        self._choice: tuple[str, TextView, int] | None = None
        self._said_of: tuple[str, TextView, int] | None = None
        """The choice of which it was said that it has no room."""
        self._first_key: Callable[[str], str] = lambda _command: ""
        self.in_reading_mode = False
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "page")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.languages = Segment()
        self.views = Segment()
        for view, name in VIEW_ICONS.items():
            self.views.add(view.value, "", name, label_when_chosen=True)
        self.sizes = SizeSegment()
        self.back = self._button()
        self.source = label("meta")
        self.theme_button = self._button()
        self.folded_languages = self._button()
        self.folded_views = self._button()
        self.folded_sizes = self._button()
        self.favourite = self._button(checkable=True)
        self.archive = self._button(checkable=True)
        self.notes = self._button(checkable=True)
        self.more = self._button()
        self.reading_mode = self._button()
        self._at_end = (
            *(self.folded_languages, self.folded_views, self.folded_sizes, self.favourite, self.archive),
            *(self.notes, self.theme_button, self.more, self.reading_mode),
        )
        self._lay_out()
        self._connect()
        self.set_languages(["fr", "en", "ar"])

    def offer(self, more: bool = False, reading_mode: bool = False, back: bool = False) -> None:
        """Show the buttons that somebody serves; they are hidden otherwise."""
        self._offered = {
            name for name, on in (("more", more), ("reading_mode", reading_mode), ("back", back)) if on
        }
        self._fold()

    def set_reading_mode(self, on: bool) -> None:
        """Reading mode: back and source first, the segments in the middle, a border under the bar."""
        self.in_reading_mode = on
        self._end_saying()
        self.setFixedHeight(READING_HEIGHT if on else HEIGHT)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.setStretch(row.indexOf(self._space), 1 if on else 0)
        row.setStretch(row.indexOf(self.sizes) + 1, 1)
        self._fold()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.in_reading_mode:
            painter = QPainter(self)
            painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.color("border"))
            painter.end()

    def set_languages(self, codes: list[str]) -> None:
        """The languages to choose from, each named in its own script."""
        if self.languages.keys == codes:
            return
        self.languages.clear()
        for code in codes:
            self.languages.add(code, language(code).own_name)
        segments = (self.languages, self.views, self.sizes)
        cells = [segment.button(key) for segment in segments for key in segment.keys]
        tab_through(self.back, *cells, *self._at_end)
        self._show_keys()
        self._fold()

    def show_choice(self, code: str, view: TextView, step: int) -> None:
        """Mark the language, view and text size in use."""
        self._choice = (code, view, step)
        if self._said_of != self._choice:
            self._end_saying()
        self.languages.set_chosen(code)
        self.views.set_chosen(view.value)
        self._show_view_icon()
        self.sizes.set_chosen(str(step) if step <= NAMED_STEPS else "")
        self._fold()

    def show_crowded(self, crowded: bool) -> None:
        """Whether side by side was chosen and has no room."""
        if crowded != self._crowded:
            self._crowded = crowded
            self._end_saying()
            self._show_keys()

    def say_crowded(self) -> str:
        """Say at the button of the views that two columns have no room; gives the words."""
        text = self.tr("Two columns need a wider window; the original stands under each paragraph.")
        folded = not self.folded_views.isHidden()
        button = self.folded_views if folded else self.views.button(TextView.SIDE_BY_SIDE.value)
        button = self.folded_languages if not self.folded_languages.isHidden() else button
        self._end_saying()
        show_tip(button, text)
        self._said_of = self._choice
        return text

    def _end_saying(self) -> None:
        """What was said of the views is over: something else is on screen."""
        if self._said_of is not None:
            self._said_of = None
            hide_tip()

    def show_flags(self, favourite: bool, archived: bool) -> None:
        """Show whether the article is a favourite and archived."""
        self.favourite.setChecked(favourite)
        self.archive.setChecked(archived)
        self.retranslate()

    def show_source(self, source: str) -> None:
        """Name the site whose article it is."""
        self.source.setText(source)

    def show_notes(self, shown: bool) -> None:
        """Show whether the notes stand beside the text."""
        self.notes.setChecked(shown)

    def view_name(self, view: str) -> str:
        """What the cell of a view says."""
        return self.views.button(view).text()

    def retranslate(self) -> None:
        views = {
            TextView.ORIGINAL: self.tr("Original"),
            TextView.TRANSLATION: self.tr("Translation"),
            TextView.SIDE_BY_SIDE: self.tr("Side by side"),
            TextView.INTERLEAVED: self.tr("Interleaved"),
        }
        for view, text in views.items():
            self.views.set_name(view.value, text, text)
        self.languages.setAccessibleName(self.tr("Language"))
        self.views.setAccessibleName(self.tr("View"))
        self.sizes.setAccessibleName(self.tr("Text size"))
        self.sizes.set_names([self.tr("Text size {number}").replace("{number}", str(n)) for n in range(1, 6)])
        for button, name in (
            (self.back, self.tr("Back to the list")),
            (self.folded_languages, self.tr("Language and view")),
            (self.folded_views, self.tr("View")),
            (self.folded_sizes, self.tr("Text size")),
            (self.favourite, self.tr("Favourite")),
            (self.archive, self.tr("Unarchive") if self.archive.isChecked() else self.tr("Archive")),
            (self.notes, self.tr("Notes")),
            (self.more, self.tr("More")),
            (self.theme_button, self.tr("Next theme")),
            (self.reading_mode, self.tr("Reading mode")),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)
        self._show_keys()
        self._fold()

    def use_keys(self, first_key: Callable[[str], str]) -> None:
        """Name the keys in the tooltips; `first_key` gives a command's own, empty for none."""
        self._first_key = first_key
        self.retranslate()

    def _show_keys(self) -> None:
        """Each tooltip is the name and the key; a screen reader hears the key as the description."""
        commands: list[tuple[QAbstractButton, str]] = [
            (self.back, "window.back"),
            (self.favourite, "article.favourite"),
            (self.archive, "article.archive"),
            (self.notes, "notes.panel"),
            (self.more, "article.menu"),
            (self.theme_button, "theme.next"),
            (self.reading_mode, "reading.toggle"),
        ]
        commands += [(self.views.button(view.value), name) for view, name in VIEW_COMMANDS.items()]
        commands += [(self.languages.button(code), f"translation.{code}") for code in self.languages.keys]
        commands += [(self.sizes.button(key), f"size.{key}") for key in self.sizes.keys]
        for button, command in commands:
            keys = self._first_key(command)
            name = button.accessibleName() or button.text()
            button.setToolTip(f"{name} (\u2066{spoken(keys)}\u2069)" if keys else name)
            button.setAccessibleDescription(spoken(keys) if keys else "")
        if self._crowded:
            pair, why = self.views.button(TextView.SIDE_BY_SIDE.value), self.tr("needs a wider window")
            pair.setToolTip(f"{pair.toolTip()} · {why}")
            pair.setAccessibleDescription(why)

    def stops(self) -> list[QWidget]:
        """What Tab may go through, along the line."""
        items = map(self._line.itemAt, range(self._line.count()))
        parts = [part for item in items if item is not None and (part := item.widget()) is not None]
        return [stop for part in parts for stop in (part, *part.findChildren(QWidget))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _button(self, checkable: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "icon")
        button.setCheckable(checkable)
        button.setIconSize(QSize(ICON, ICON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        layout = self._line = QHBoxLayout(self)
        layout.setContentsMargins(MARGINS[0], 0, MARGINS[1], 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self.back)
        layout.addWidget(self.source)
        self._space = QWidget()
        self._space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._space.hide()
        layout.addWidget(self._space)
        for segment in (self.languages, self.views, self.sizes):
            layout.addWidget(segment)
        layout.addStretch()
        for button in self._at_end:
            layout.addWidget(button)

    def _connect(self) -> None:
        self.languages.chosen.connect(self.language_chosen)
        self.views.chosen.connect(self.view_chosen)
        self.sizes.chosen.connect(lambda key: self.size_chosen.emit(int(key)))
        self.favourite.clicked.connect(self.favourite_toggled)
        self.favourite.toggled.connect(self.favourite_shown)
        self.archive.clicked.connect(self.archive_toggled)
        self.archive.toggled.connect(self.archive_shown)
        self.notes.clicked.connect(self.notes_toggled)
        self.back.clicked.connect(self.back_wanted)
        self.reading_mode.clicked.connect(self.reading_mode_wanted)
        self.theme_button.clicked.connect(self.theme_wanted)
        self.more.clicked.connect(lambda: self.more_wanted.emit(self._below(self.more)))
        self.folded_languages.clicked.connect(self._languages_menu)
        self.folded_views.clicked.connect(self._views_menu)
        self.folded_sizes.clicked.connect(self._sizes_menu)

    def _fold(self) -> None:
        """Show the first of the bar's forms that fits."""
        reading, more = self.in_reading_mode, "more" in self._offered
        self.source.setVisible(reading and self.width() >= SOURCE_FROM)
        self._space.setVisible(reading)
        always: list[QWidget] = []
        always += [self.back] if "back" in self._offered or reading else []
        always += [self.more] if more else []
        extra: list[QWidget] = []
        extra += [self.reading_mode] if "reading_mode" in self._offered and not reading else []
        extra += [self.favourite, self.notes, self.archive]
        extra += [self.theme_button] if reading else []
        fewest = 0 if more else len(extra)
        whole: list[QWidget] = [self.languages, self.views, self.sizes, *extra]
        views_folded: list[QWidget] = [self.languages, self.folded_views, self.sizes]
        all_folded: list[QWidget] = [self.folded_languages, self.folded_sizes]
        forms = [(True, whole), (False, whole)]
        for parts in (views_folded, all_folded):
            forms += [(False, [*parts, *extra[:count]]) for count in range(len(extra), fewest - 1, -1)]
        for labels, form in forms:
            self.views.set_labels(labels)
            if self._room([*always, *form]) <= self.width():
                break
        shown = {*always, *form}
        for part in (self.back, self.languages, self.views, self.sizes, *self._at_end):
            part.setVisible(part in shown)

    def _room(self, parts: Sequence[QWidget]) -> int:
        """The width in px that parts of the bar need beside each other."""
        widths = [part.sizeHint().width() if isinstance(part, Segment) else BUTTON for part in parts]
        if not self.source.isHidden():
            widths.append(self.source.sizeHint().width())
        gaps = len(widths) - 1 + self.in_reading_mode  # there the free space before the segments is one more
        return sum(widths) + SPACING * gaps + sum(MARGINS)

    def _below(self, button: QToolButton) -> QPoint:
        return button.mapToGlobal(QPoint(0, button.height() + 4))

    def _languages_menu(self) -> None:
        menu = self._menu(self.folded_languages)
        self._add_choices(menu, self.languages, self.language_chosen.emit)
        menu.addSeparator()
        self._add_choices(menu, self.views, self.view_chosen.emit)
        menu.popup(self._below(self.folded_languages))

    def _views_menu(self) -> None:
        menu = self._menu(self.folded_views)
        self._add_choices(menu, self.views, self.view_chosen.emit)
        menu.popup(self._below(self.folded_views))

    def _menu(self, button: QToolButton) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(button.accessibleName())
        return menu

    def _add_choices(self, menu: QMenu, segment: Segment, choose: Callable[[str], object]) -> None:
        for key in segment.keys:
            text = segment.button(key).text()
            if self._crowded and key == TextView.SIDE_BY_SIDE.value:
                text = f"{text} · {self.tr('needs a wider window')}"
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(key == segment.current)
            action.triggered.connect(lambda _=False, key=key: choose(key))

    def _sizes_menu(self) -> None:
        menu = self._menu(self.folded_sizes)
        for key in self.sizes.keys:
            action = menu.addAction(self.sizes.button(key).accessibleName())
            action.setCheckable(True)
            action.setChecked(key == self.sizes.current)
            action.triggered.connect(lambda _=False, k=key: self.size_chosen.emit(int(k)))
        menu.popup(self._below(self.folded_sizes))

    def apply_theme(self) -> None:
        muted, accent = self.theme.color("muted"), self.theme.color("accent")
        for button, name in (
            (self.back, "arrow-left"),
            (self.folded_languages, "languages"),
            (self.folded_sizes, "a-large-small"),
            (self.archive, "archive"),
            (self.notes, "notebook-pen"),
            (self.more, "ellipsis"),
            (self.theme_button, "contrast"),
            (self.reading_mode, "maximize"),
        ):
            button.setIcon(icon(name, muted, ICON, on=accent))
        self._show_view_icon()
        self.favourite.setIcon(icon("star", muted, ICON, on=accent, filled_on=True))

    def _show_view_icon(self) -> None:
        """The folded views' button has the icon of the view on screen."""
        view = TextView(self.views.current or TextView.ORIGINAL)
        self.folded_views.setIcon(icon(VIEW_ICONS[view], self.theme.color("muted"), ICON))
