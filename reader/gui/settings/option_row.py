"""The rows of the settings: of an option, of what was learnt from reading, of a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton

from reader.gui.keyboard.key_caps import KeyCaps, caps_of
from reader.gui.settings.page_table import choices_of
from reader.gui.settings.theme_picker import ThemePicker
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill
from reader.gui.widgets.basics import push_button
from reader.gui.widgets.form_editors import (
    DropDown,
    NumberEditor,
    SizeEditor,
    SliderEditor,
    SwitchEditor,
    TextEditor,
    number_editor,
)
from reader.gui.widgets.form_row import SettingRow
from reader.reading.reading_time import speed_of
from reader.settings.option import Option

if TYPE_CHECKING:
    from reader.gui.background.options import Options

Editor = SwitchEditor | DropDown | SliderEditor | NumberEditor | TextEditor | SizeEditor | ThemePicker


class OptionRow(SettingRow):
    """The row of an option: shows its value and changes it at once."""

    def __init__(self, option: Option, choices: Options) -> None:
        self.option = option
        self._choices = choices
        translate = QCoreApplication.translate
        self.editor: Editor = self._make()
        hint = translate("settings", option.hint) if option.hint else ""
        under = isinstance(self.editor, ThemePicker)
        super().__init__(translate("settings", option.label), hint, self.editor, under)
        if isinstance(self.editor, ThemePicker):
            self.title.hide()
        self.editor.show_value(choices.value(option.key))
        signal = self.editor.value_chosen if isinstance(self.editor, SizeEditor) else self.editor.chosen
        signal.connect(self._on_chosen)
        self._renew_hint()

    def renew(self) -> None:
        """Show the option as it is now."""
        self.editor.show_value(self._choices.value(self.option.key))
        self._renew_hint()

    def name_control(self) -> None:
        """A segment and the cards name each of their own parts; everything else goes by the row."""
        if isinstance(self.control, SizeEditor | ThemePicker):
            self.control.setAccessibleName(self.title.text())
        else:
            super().name_control()

    def _make(self) -> Editor:
        option, rows = self.option, choices_of(self.option, QCoreApplication.translate)
        if option.key == "theme":
            return ThemePicker()
        if option.key == "text_size":
            return SizeEditor()
        if rows:
            return DropDown(rows)
        if isinstance(option.default, bool):
            return SwitchEditor()
        if isinstance(option.default, int):
            least, most = int(option.least or 0), int(option.most or 0)
            zero = QCoreApplication.translate("SettingRow", "Automatic")
            return number_editor(option.key, least, most, zero)
        return TextEditor()

    def _on_chosen(self, value: object) -> None:
        assert isinstance(value, str | int | float | bool)
        if self.option.key == "theme" or value != self._choices.value(self.option.key):
            self._choices.set(self.option.key, value)

    def _renew_hint(self) -> None:
        """Reading speeds say what holds when they are automatic."""
        if not self.option.key.startswith("reading_speed_"):
            return
        code = self.option.key.rsplit("_", 1)[1]
        learnt = self._choices.learnt_speeds().get(code, 0) if self._choices.flag("learn_speed") else 0
        if learnt:
            text = fill(self.tr("Measured from your reading: {n} words a minute"), n=str(learnt))
        else:
            text = fill(self.tr("Usual for the language: {n} words a minute"), n=str(speed_of(code)))
        self.show_hint(text)


class LearntRow(SettingRow):
    """What was learnt from reading, and the button that forgets it."""

    def __init__(self, choices: Options) -> None:
        self._choices = choices
        self.button: QPushButton = push_button("", "row")
        super().__init__("", "", self.button)
        self.title.setText(self.tr("Learnt from your reading"))
        self.button.setText(self.tr("Forget"))
        self.button.setToolTip(self.tr("Forget what was learnt about my reading speed"))
        self.button.clicked.connect(lambda: choices.set("speed_samples", ""))
        self.renew()

    def renew(self) -> None:
        """Show what is known now."""
        speeds = self._choices.learnt_speeds()
        known = [
            fill(self.tr("{language}: {n} words a minute"), language=language_name(code), n=str(speed))
            for code, speed in speeds.items()
            if speed
        ]
        self.show_hint(" · ".join(known) or self.tr("Not enough read yet"))
        self.button.setEnabled(bool(self._choices.text("speed_samples")))
        self.button.setAccessibleName(self.button.toolTip())

    def name_control(self) -> None:
        """The button has its own words."""


def command_row(name: str, keys: str, button: QPushButton) -> SettingRow:
    """A row that runs a command; its key stands in the hint's place."""
    made = SettingRow(name, "", button)
    button.setAccessibleName(name)
    if keys:
        caps = KeyCaps(caps_of(keys))
        made.layout().itemAt(0).layout().insertWidget(1, caps)  # type: ignore[union-attr]
    return made
