"""The form in which a rule of feeds is written: what it looks for, what it does, where, how often."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from reader.core.feeds import ACTIONS, MOST_KEPT_DAYS, Feed, FeedRule
from reader.core.languages import known_codes
from reader.gui.feeds.rule_text import action_text
from reader.gui.text.language_names import language_name
from reader.gui.widgets.basics import push_button
from reader.gui.widgets.form_editors import DropDown, NumberEditor
from reader.gui.widgets.form_row import SettingRow

_LONGEST_QUERY, _LONGEST_TAG = 300, 60  # characters
_MOST_A_DAY = 1000
_DAYS = 90  # offered first
_ARGUMENT_WIDTH = 240  # px


class RuleForm(QWidget):
    """For one dialog.

    Signals: `kept(rule)`: the rule is to be kept, its number is 0 for a new one; `changed()`: what it looks
    for, or where, is another; `left()`: the change of a rule is given up.

    Args:
        feed: the source that rules are made for, `None` for all of them.
        language: the reader's own, offered first.
    """

    kept = Signal(object)
    changed = Signal()
    left = Signal()

    def __init__(self, feed: Feed | None, language: str) -> None:
        super().__init__()
        self._feed, self._changed = feed, FeedRule(0, 0, "", "save")
        self.query, self.tag = QLineEdit(), QLineEdit()
        self.query.setMaxLength(_LONGEST_QUERY)
        self.tag.setMaxLength(_LONGEST_TAG)
        self.action = DropDown([(action, action_text(action)) for action in ACTIONS])
        codes = sorted(known_codes(), key=lambda code: (code != language, language_name(code).casefold()))
        self.language = DropDown([(code, language_name(code)) for code in codes])
        self.scope = DropDown([("one", self.tr("This source")), ("all", self.tr("Every source"))])
        self.daily = NumberEditor(0, _MOST_A_DAY, 1, self.tr("Any"))
        self.days = NumberEditor(1, MOST_KEPT_DAYS, 1, "")
        self.argument = QStackedWidget()
        self.argument.setFixedSize(_ARGUMENT_WIDTH, 34)
        self.argument.addWidget(self.tag)
        self.argument.addWidget(self.language)
        self.argument.addWidget(self.days)
        self.keep_button, self.leave_button = push_button("primary"), push_button()
        self.leave_button.setText(self.tr("Leave it as it was"))
        self.leave_button.clicked.connect(self.left)
        self.keep_button.clicked.connect(self.keep)
        for button in (self.keep_button, self.leave_button):
            button.setAutoDefault(False)
        self._lay_out()
        self.query.textChanged.connect(lambda _text: self._on_changed())
        self.scope.currentIndexChanged.connect(lambda _index: self._on_changed())
        self.action.currentIndexChanged.connect(lambda _index: self._show_parts())
        self.query.returnPressed.connect(self.keep)
        self.tag.returnPressed.connect(self.keep)
        self.tag.textChanged.connect(lambda _text: self._show_parts())
        self.show_rule(None)

    @property
    def rule(self) -> FeedRule:
        """The rule as it is written."""
        action, before = str(self.action.currentData()), self._changed
        # A rule of another source stays with it; one for every source may be tied to the one at hand.
        tied = before.feed_id or (self._feed.id if self._feed is not None else 0)
        return FeedRule(
            before.id,
            tied if self.scope.currentData() == "one" else 0,
            self.query.text().strip(),
            action,
            self._argument(action),
            self.daily.field.value(),
            before.paused,
            before.place,
        )

    def _argument(self, action: str) -> str:
        if action == "keep":
            self.days.field.interpretText()  # what is typed counts before the field is left
            return str(self.days.field.value())
        return str(self.language.currentData()) if action == "translate" else self.tag.text().strip()

    def show_rule(self, rule: FeedRule | None) -> None:
        """Show a rule to be changed, or an empty form for a new one."""
        self._changed = rule if rule is not None else FeedRule(0, 0, "", "save")
        shown, translates = self._changed, self._changed.action == "translate"
        keeps = shown.action == "keep"
        tied = bool(shown.feed_id) if shown.id else self._feed is not None
        self.query.setText(shown.query)
        self.action.show_value(shown.action)
        self.tag.setText("" if translates or keeps else shown.argument)
        self.days.show_value(int(shown.argument) if keeps else _DAYS)
        self.language.setCurrentIndex(max(0, self.language.findData(shown.argument if translates else "")))
        self.scope.show_value("one" if tied else "all")
        self._scope_row.setVisible(self._feed is not None or tied)
        self.daily.show_value(shown.daily_limit)
        self.keep_button.setText(self.tr("Keep the change") if shown.id else self.tr("Keep this rule"))
        self.leave_button.setVisible(bool(shown.id))
        self._show_parts()

    def keep(self) -> None:
        """Have the rule kept, when there is something to look for."""
        if self.keep_button.isEnabled():
            self.kept.emit(self.rule)

    def _lay_out(self) -> None:
        hint = self.tr(
            "As in the search: words, “phrases”, author:, source:, tag: (a section), after:, before:"
        )
        self._argument_row = SettingRow(self.tr("Which one"), "", self.argument)
        self._scope_row = SettingRow(self.tr("For"), "", self.scope)
        often = self.tr("What is over stays in the list of new pieces")
        self._daily_row = SettingRow(self.tr("At most a day"), often, self.daily)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(SettingRow(self.tr("Pieces that it finds"), hint, self.query, under=True))
        column.addWidget(SettingRow(self.tr("What is done"), "", self.action))
        for row in (self._argument_row, self._scope_row, self._daily_row):
            column.addWidget(row)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(6, 10, 6, 10)
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.keep_button)
        column.addLayout(buttons)

    def _show_parts(self) -> None:
        """Show what the chosen action asks for."""
        action = self.action.currentData()
        self._argument_row.setVisible(action in ("tag", "translate", "keep"))
        asked = {"translate": (self.language, self.tr("Language")), "keep": (self.days, self.tr("Days"))}
        shown, name = asked.get(action, (self.tag, self.tr("Tag")))
        self.argument.setCurrentWidget(shown)
        self._argument_row.show_name(name)
        (self.days.field if action == "keep" else shown).setAccessibleName(name)
        self._daily_row.setVisible(action not in ("keep", "skip"))
        lacking = action == "tag" and not self.tag.text().strip()
        self.keep_button.setEnabled(bool(self.query.text().strip()) and not lacking)

    def _on_changed(self) -> None:
        self._show_parts()
        self.changed.emit()
