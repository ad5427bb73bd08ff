"""One page of the settings: a title, its rows, and “Reset this page”."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from reader.gui.keyboard.command_names import command_name
from reader.gui.settings.option_row import LearntRow, OptionRow, command_row
from reader.gui.settings.page_table import COMMAND_ROWS, found_commands, found_options, options_of, page_title
from reader.gui.settings.shortcuts_page import ShortcutsPage
from reader.gui.text.messages import fill
from reader.gui.theme.theme import SYSTEM
from reader.gui.widgets.basics import label, push_button
from reader.gui.widgets.form_editors import SwitchEditor
from reader.gui.widgets.form_row import SettingRow
from reader.settings.option import Option
from reader.settings.options import OPTIONS

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.live_keys import LiveKeys

_PRIVACY = "storage"


class SettingsPage(QScrollArea):
    """Scrolls when it is long; `rows` are its options in order.

    Args:
        context: of the window whose options they are. keys: its keys.
        page: the page's id, empty for what a search found.
        query: what is searched for.
    """

    left = Signal()
    """A command was chosen that needs the settings out of its way."""

    def __init__(self, context: WindowContext, keys: LiveKeys, page: str, query: str = "") -> None:
        super().__init__()
        self.context, self._keys, self.page = context, keys, page
        self.rows: list[OptionRow | LearntRow] = []
        self.keys: ShortcutsPage | None = None
        self.follow: SwitchEditor | None = None
        """Whether the theme is the system's, where the page has the themes."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("focusRing", False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(18, 4, 18, 20)
        self._column.setSpacing(0)
        if page:
            self._fill_page(page)
        else:
            self._fill_found(query)
        self._column.addStretch(1)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        context.options.changed.connect(self._on_changed)

    def row_of(self, key: str) -> OptionRow | None:
        """The row of an option."""
        found = (row for row in self.rows if isinstance(row, OptionRow) and row.option.key == key)
        return next(found, None)

    def focus_option(self, key: str) -> bool:
        """Go to an option's control; says whether the page has it."""
        row = self.row_of(key)
        if row is None:
            return False
        row.control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(row)
        return True

    def focused_option(self) -> str:
        """The option whose control has the focus, empty for none."""
        focus = self.focusWidget()
        for row in self.rows:
            if isinstance(row, OptionRow) and focus is not None and row.isAncestorOf(focus):
                return row.option.key
        return ""

    def reset(self) -> None:
        """Every option of the page as it was when Liseuse was new."""
        choices = self.context.options
        for option in options_of(self.page):
            if choices.value(option.key) != option.default:
                choices.set(option.key, option.default)
        if self.keys is not None:
            self.keys.reset_all()

    def _fill_page(self, page: str) -> None:
        self._add_options(options_of(page))
        if page == "reading":
            self._add(LearntRow(self.context.options))
        if page == "keyboard":
            self.keys = ShortcutsPage(self.context, self._keys)
            self._column.addWidget(self.keys)
        for name in COMMAND_ROWS.get(page, ()):
            if name in set(self._keys.served):
                self._column.addWidget(self._command(name))
        if page == _PRIVACY:
            self._say(
                self.tr(
                    "Liseuse has no account and no analytics. "
                    "It contacts only what you ask for: pages you save, feeds you follow, models, "
                    "and servers you set up."
                )
            )
        button = push_button("flat", "row")
        button.setText(self.tr("Reset this page"))
        button.clicked.connect(self.reset)
        self._column.addSpacing(12)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _fill_found(self, query: str) -> None:
        found = found_options(query, QCoreApplication.translate)
        for page in dict.fromkeys(option.page for option in found):
            self._add_title(page_title(page, QCoreApplication.translate))
            self._add_options([option for option in found if option.page == page])
        served = {name for name in self._keys.served if name != "settings.open"}
        commands = found_commands(query, served, command_name)
        if commands:
            self._add_title(self.tr("Commands"))
        for name in commands:
            self._column.addWidget(self._command(name))
        if not found and not commands:
            self._say(fill(self.tr("No setting named “{query}”"), query=query))

    def _add_title(self, text: str) -> None:
        title = label("section")
        title.setText(text)
        title.setContentsMargins(6, 12, 6, 0)
        self._column.addWidget(title)

    def _add_options(self, options: Sequence[Option]) -> None:
        for option in options:
            self._add(OptionRow(option, self.context.options))
            if option.key == "theme":
                self._column.addWidget(self._follow_row())

    def _add(self, row: OptionRow | LearntRow) -> None:
        self.rows.append(row)
        self._column.addWidget(row)

    def _follow_row(self) -> SettingRow:
        """The switch beside the theme cards that leaves the theme to the system."""
        options, theme = self.context.options, self.context.theme
        self.follow = switch = SwitchEditor()
        switch.show_value(options.text("theme") == SYSTEM)
        switch.chosen.connect(lambda on: options.theme(SYSTEM if on else theme.current.name))
        return SettingRow(
            self.tr("Follow the system theme"),
            self.tr("Light by day, Dark when the system is dark"),
            switch,
        )

    def _command(self, name: str) -> SettingRow:
        button = push_button("", "row")
        button.setText(self.tr("Open…") if self.page else self.tr("Run"))
        button.clicked.connect(partial(self._run, name))
        keys = self._keys.keymap.shown_keys(name)
        return command_row(command_name(name).rstrip("…"), keys[0] if keys else "", button)

    def _run(self, name: str) -> None:
        self.left.emit()
        self.context.commands.run(name)

    def _say(self, text: str) -> None:
        words = label("muted", wrap=True)
        words.setText(text)
        words.setContentsMargins(6, 14, 6, 0)
        self._column.addWidget(words)

    def _on_changed(self, key: str) -> None:
        """Another place changed an option (a key, the bar, a reset): show it."""
        for row in self.rows:
            if isinstance(row, LearntRow) or row.option.key == key or key in ("learn_speed", "speed_samples"):
                row.renew()
        if key == "theme" and self.follow is not None:
            self.follow.show_value(self.context.options.text(key) == SYSTEM)
        if key in OPTIONS and self.keys is not None and key in ("own_keys", "keyboard_layout"):
            self.keys.renew()
