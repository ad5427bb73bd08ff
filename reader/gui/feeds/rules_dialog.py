"""The rules for new pieces: written, tried on what is there, put in order, turned off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reader.core.errors import ReaderError
from reader.core.feeds import Feed, FeedItem, FeedRule
from reader.core.messages import isolate
from reader.gui.background.undo_stack import Step
from reader.gui.feeds.feed_text import moment_text
from reader.gui.feeds.rule_form import RuleForm
from reader.gui.feeds.rule_text import ICONS, about_text, doing_text
from reader.gui.library_dialog import LibraryDialog
from reader.gui.text.messages import fill, words
from reader.gui.widgets.basics import IconButton, IconLabel, hairline, label
from reader.gui.widgets.form_editors import SwitchEditor
from reader.services.unstored_acts.feed_acts import RuleBack, RuleKept, RuleRemoved, RulesOrdered

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.background.job_runner import Job
    from reader.gui.context import WindowContext
    from reader.services.library_session import LibrarySession
    from reader.services.unstored_acts.kinds import Act

_SIZE = (700, 720)
_SHOWN = 12  # pieces of a preview
_NARROW = 560  # px
_SWITCH = "switch"
_REST = 250  # ms without a key until what a rule finds is looked for


class RulesDialog(LibraryDialog):
    """Shows the rules that hold for a source, and takes new ones.

    `changed()`: a rule is another, and the next pieces will be judged by it.

    Args:
        context: of the window.
        feed: the source, `None` for all of them.
        feeds: every source.
    """

    changed = Signal()

    def __init__(self, context: WindowContext, feed: Feed | None, feeds: Sequence[Feed]) -> None:
        translate = QCoreApplication.translate
        title = translate("RulesDialog", "Rules for new pieces")
        about = translate(
            "RulesDialog",
            "A rule sees pieces that come after it was given. Rules go from top to bottom; the first that "
            "finds a piece says whether it is left out.",
        )
        if feed is not None:
            title = fill(translate("RulesDialog", "Rules for {source}"), source=feed.name)
        super().__init__(context, title, about, _SIZE)
        self._feed, self._names = feed, {each.id: each.name for each in feeds}
        self._addresses = {each.id: each.url for each in feeds}
        self.rules: tuple[FeedRule, ...] = ()
        self._asked: dict[int, tuple[Job, FeedRule]] = {}
        """Rules as they will be when the library has done what it was asked, by their numbers."""
        self._unseen: Mapping[int, str] = {}
        self.found: tuple[FeedItem, ...] = ()
        self._at = ("", 0)
        """The control that the keyboard is on when the rules are shown anew: its name and its row."""
        self.form = RuleForm(feed, context.options.text("reading_language"))
        self.form.kept.connect(self._keep)
        self.form.left.connect(lambda: self.form.show_rule(None))
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._preview)
        self.form.changed.connect(self._rest.start)
        self.close_button.setAutoDefault(False)
        self._list, self._found = QWidget(), QWidget()
        for part in (self._list, self._found):
            QVBoxLayout(part).setContentsMargins(0, 0, 0, 0)
        self._heading = label("card-title")
        self._heading.setContentsMargins(6, 16, 6, 4)
        for widget in (self._list, self._heading, self.form, self._found):
            self.add(widget, line=False)
        self.reload()
        self.form.query.setFocus()

    def reload(self) -> None:
        """Read the rules."""
        from reader.services.feeds.rules import unseen_by

        feed_id = self._feed.id if self._feed is not None else None

        def read(session: LibrarySession, _progress: Progress) -> tuple[list[FeedRule], dict[int, str]]:
            rules = session.feed_rules.all(feed_id)
            return rules, unseen_by(rules)

        self._work(read, lambda found: self._show(*found), newest="feed-rules")

    def _work(
        self,
        work: Callable[[LibrarySession, Progress], object],
        done: Callable[[Any], object],
        newest: str = "",
        act: Act | None = None,
    ) -> None:
        """Do something with the library; what is wrong is said in the dialog."""

        def finished(result: object) -> None:
            if shiboken6.isValid(self):
                done(result)

        def failed(error: ReaderError) -> None:
            if shiboken6.isValid(self):
                self._forget_asked()
                self.fail(error)

        job = self.context.library.work(work, finished, newest, keep=not newest, failed=failed)
        job.acts = () if act is None else (act,)
        if isinstance(act, RuleKept):
            self._asked[act.rule.id] = job, act.rule

    def _forget_asked(self) -> None:
        self._asked = {number: asked for number, asked in self._asked.items() if not asked[0].finished}

    def _now(self, rule: FeedRule) -> FeedRule:
        """A rule out of the list, which shows it as the library had it."""
        return self._asked[rule.id][1] if rule.id in self._asked else rule

    def _show(self, rules: Sequence[FeedRule], unseen: Mapping[int, str]) -> None:
        self._forget_asked()
        self.rules, self._unseen = tuple(rules), unseen
        column = _emptied(self._list)
        for number, rule in enumerate(self.rules):
            column.addWidget(self._row(rule, number))
            column.addWidget(hairline())
        self._at = ("", 0)
        if not self.rules:
            none = label("muted", wrap=True)
            none.setText(self.tr("No rule yet: new pieces only wait in the list."))
            none.setContentsMargins(6, 8, 6, 8)
            column.addWidget(none)
        self._name_form()

    def _name_form(self) -> None:
        changing = self.form.rule.id != 0
        self._heading.setText(self.tr("Change this rule") if changing else self.tr("A new rule"))

    def _row(self, rule: FeedRule, number: int) -> QWidget:
        made, said = QWidget(), f"{doing_text(rule)}, {rule.query}"
        made.setAccessibleName(doing_text(rule))
        column = QVBoxLayout(made)
        column.setContentsMargins(6, 8, 6, 8)
        line, row = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(6)
        line.setSpacing(6)
        line.addWidget(IconLabel(ICONS[rule.action], "muted", 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        head, about = label("muted" if rule.paused else "card-title", wrap=True), label("meta", wrap=True)
        head.setText(doing_text(rule))
        about.setText(about_text(rule, self._names, self._unseen.get(rule.id, "")))
        words.addWidget(head)
        words.addWidget(about)
        line.addLayout(words, 1)
        column.addLayout(line)
        if self.width() < _NARROW:  # the controls have a line of their own
            row.addStretch(1)
            column.addLayout(row)
        else:
            line.addLayout(row)
        for icon, name, action, there in (
            ("chevron-up", self.tr("Earlier: {rule}"), partial(self._move, number, -1), number > 0),
            (
                "chevron-down",
                self.tr("Later: {rule}"),
                partial(self._move, number, 1),
                number < len(self.rules) - 1,
            ),
            ("pencil", self.tr("Change: {rule}"), partial(self._edit, rule), True),
            ("trash-2", self.tr("Remove: {rule}"), partial(self._remove, rule), True),
        ):
            button = IconButton(icon)
            button.set_name(fill(name, rule=said), name.partition(":")[0])
            button.clicked.connect(lambda _on=False, run=action: run())
            button.setEnabled(there)
            row.addWidget(button)
            if self._at == (icon, number):
                button.setFocus()
        switch = SwitchEditor()
        switch.show_value(not rule.paused)
        switch.setAccessibleName(fill(self.tr("In force: {rule}"), rule=said))
        switch.chosen.connect(lambda on: self._turn(rule, number, bool(on)))
        if self._at == (_SWITCH, number):
            switch.setFocus()
        row.addWidget(switch)
        return made

    # What becomes of rules

    def _keep(self, rule: FeedRule) -> None:
        from reader.services.feeds.rules import add_rule, change_rule

        def work(session: LibrarySession, _progress: Progress) -> None:
            if rule.id:
                change_rule(session, rule)
            else:
                add_rule(session, rule)

        before = next((self._now(each) for each in self.rules if each.id == rule.id), None)
        act = RuleKept(rule, before, self._addresses.get(rule.feed_id, ""))
        self._work(work, lambda _none: self._on_kept(), act=act)

    def _on_kept(self) -> None:
        self.form.show_rule(None)
        self.say(self.tr("The rule is kept"))
        self._on_changed()

    def _on_changed(self) -> None:
        self.changed.emit()
        self.reload()

    def _edit(self, rule: FeedRule) -> None:
        self.form.show_rule(rule)
        self._name_form()
        self.form.query.setFocus()

    def _turn(self, rule: FeedRule, number: int, on: bool) -> None:
        from reader.services.feeds.rules import turn_rule

        self._at = (_SWITCH, number)
        self._work(
            lambda session, _progress: turn_rule(session, rule.id, not on),
            lambda _none: self._on_changed(),
            act=RuleKept(replace(self._now(rule), paused=not on), self._now(rule)),
        )

    def _move(self, number: int, by: int) -> None:
        rules = [self._now(rule) for rule in self.rules]
        self._at = ("chevron-up" if by < 0 else "chevron-down", number + by)
        rules[number], rules[number + by] = rules[number + by], rules[number]
        ids = [rule.id for rule in rules]
        self._work(
            lambda session, _progress: session.feed_rules.order(ids),
            lambda _none: self._on_moved(number + by),
            act=RulesOrdered(tuple(rules)),
        )

    def _on_moved(self, number: int) -> None:
        self.say(fill(self.tr("The rule is number {number} now"), number=QLocale().toString(number + 1)))
        self._on_changed()

    def _remove(self, rule: FeedRule) -> None:
        """Forget a rule; it can be undone."""
        rule = self._now(rule)
        address = self._addresses.get(rule.feed_id, "")

        def remove(session: LibrarySession, _progress: Progress) -> None:
            session.feed_rules.remove(rule.id)

        def put_back(session: LibrarySession, _progress: Progress) -> None:
            session.feed_rules.put_back(rule)

        library = self.context.library

        def back() -> None:
            library.work(put_back, keep=True).acts = (RuleBack(rule, address),)

        def again() -> None:
            library.work(remove, keep=True).acts = (RuleRemoved(rule),)

        library.remember(Step(back, again))
        if self.form.rule.id == rule.id:
            self.form.show_rule(None)
        self._work(remove, lambda _none: self._on_removed(), act=RuleRemoved(rule))

    def _on_removed(self) -> None:
        text = self.tr("The rule is removed; Undo brings it back")
        self.say(text)
        self.context.navigator.offer_undo(text, "list-filter")
        self._on_changed()

    # What a rule would have found

    def _preview(self) -> None:
        from reader.services.feeds.rules import preview_rule

        rule = self.form.rule

        def work(session: LibrarySession, _progress: Progress) -> list[FeedItem] | ReaderError:
            try:
                return preview_rule(session, rule.query, rule.feed_id)
            except ReaderError as error:
                if error.kind not in ("bad-rule", "rule-sees-not"):
                    raise
                return error

        self._work(work, self._show_found, newest="feed-rule-preview")

    def _show_found(self, items: Sequence[FeedItem] | ReaderError) -> None:
        self.found = () if isinstance(items, ReaderError) else tuple(items)
        column = _emptied(self._found)
        if isinstance(items, ReaderError):
            asked = bool(self.form.query.text().strip())
            said = (
                words(items.title)
                if items.kind == "rule-sees-not"
                else self.tr("A rule cannot look for this.")
            )
            self.say(said if asked else "")
        else:
            count = QLocale().toString(len(items))
            self.say(fill(self.tr("Of the last 200 pieces it would have found: {count}"), count=count))
        for item in self.found[:_SHOWN]:
            line = label(wrap=True)
            line.setContentsMargins(6, 4, 6, 4)
            line.setText(f"{isolate(item.title)} · {moment_text(item.sort_at)}")
            column.addWidget(line)
        if len(self.found) > _SHOWN:
            more = label("meta")
            more.setContentsMargins(6, 4, 6, 4)
            more.setText(self.tr("and %n more", "", len(self.found) - _SHOWN))
            column.addWidget(more)


def _emptied(part: QWidget) -> QVBoxLayout:
    """The layout of a part of the dialog, without what stood in it."""
    column = part.layout()
    assert isinstance(column, QVBoxLayout)
    column.setSpacing(0)
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    return column
