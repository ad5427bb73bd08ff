"""“Keep several computers in step”: the steps into a folder, then how it stands and who shares it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.core.replication.sync_kinds import damage_told
from reader.gui.library_dialog import LibraryDialog, size_text
from reader.gui.sync.join_steps import JoinSteps
from reader.gui.sync.outcome import LOCKED, NOT_KEPT, OFFLINE, SHUT_OUT, is_nobodys_fault
from reader.gui.sync.server_fields import secret_field
from reader.gui.sync.sharing_rows import SharingRows
from reader.gui.sync.sync_text import SyncTexts
from reader.gui.text.messages import fill, words
from reader.gui.widgets.basics import label, push_button
from reader.gui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.core.errors import ReaderError
    from reader.gui.context import WindowContext
    from reader.gui.sync.rounds import SyncRounds
    from reader.services.sync.sync_state import MachineState, SyncState

_GONE = frozenset(("sync-emptied", "sync-damaged"))
"""Failures after which the folder can be made anew."""
_OTHER = "sync-other-store"
_UNOPENED = frozenset((LOCKED, "sync-passphrase"))
_OF_SERVER = frozenset((NOT_KEPT, SHUT_OUT))
_AGAIN = 30_000  # ms after which “2 minutes ago” is another


class SyncDialog(LibraryDialog):
    """Closing it stops nothing: what goes on, goes on.

    Args:
        context: of the window whose library it is.
        rounds: what brings the library in step.
        bring_back: brings back what others deleted; `show_returning` says when it goes on.
    """

    def __init__(self, context: WindowContext, rounds: SyncRounds, bring_back: Callable[[], object]) -> None:
        super().__init__(context, self.tr("Keep several computers in step"), self._intro(), (640, 560))
        self._rounds, self._texts = rounds, SyncTexts()
        self._bring_back, self._returning = bring_back, False
        self.back = self.add_button(self.tr("Back"), lambda: self.steps.go_back())
        self.next = self.add_button("", lambda: self.steps.go_on(), primary=True)
        self.stop = self.add_button(self.tr("Stop"), rounds.stop)
        self.next.setDefault(True)
        self.steps = JoinSteps(self, rounds, self)
        self.sharing = SharingRows(self, rounds)
        self._stepping = False
        self.state_line = label("card-title", wrap=True)
        self.passphrase: QLineEdit | None = None
        self.act_buttons: dict[str, QPushButton] = {}
        self._clock = QTimer(self, interval=_AGAIN)
        self._clock.timeout.connect(self._show_state)
        self._clock.start()
        rounds.changed.connect(self.refresh)
        rounds.progressed.connect(self.advance)
        rounds.failed.connect(lambda error, _asked: self._on_failed(error))
        self.refresh()
        rounds.read()

    def _intro(self) -> str:
        return self.tr(
            "Every computer has the whole library and works without the others. What changes goes through a "
            "folder; nothing is ever lost by it."
        )

    # What is shown

    def refresh(self) -> None:
        """Show how it stands now."""
        running, state = self._rounds.running, self._rounds.state
        self.bar.setVisible(running or self._returning)
        self.stop.setVisible(running)
        if running or self._returning:
            self.bar.setRange(0, 0)
        if state is None:
            self._show_steps(running)
        else:
            self._show_page(state)
        self.close_button.setText(self.tr("Close"))

    def _show_steps(self, running: bool) -> None:
        self.next.setVisible(not running)
        self.steps.hold(running)
        if running:
            self.back.hide()
            self.say(self.tr("Being brought in step…"))
            return
        if not self._stepping:
            self._stepping = True
            self.next.show()
            self.steps.begin()
        elif self._rounds.error is None:
            self.say("")

    def busy(self, on: bool) -> None:
        """As every dialog, and what is looked at is not typed at meanwhile."""
        super().busy(on)
        self.steps.hold(on)

    def clear_steps(self) -> None:
        """Take the rows of a step out, and keep its fields."""
        steps = self.steps
        for field in steps.kept:
            field.setParent(None)
        self.clear()

    def add_step(self, part: QWidget) -> None:
        """Add a part of a step."""
        part.setContentsMargins(5, 4, 5, 4)  # room for the focus ring
        self.add(part, line=False)
        for field in part.findChildren(QLineEdit):  # one that was taken out of a step is hidden
            field.show()
        part.show()

    def _on_failed(self, error: ReaderError) -> None:
        if self._rounds.state is None:
            self.fail(error)
            self.next.show()

    def _show_page(self, state: SyncState) -> None:
        if self._stepping:
            self.clear_steps()
            self._stepping = False
            self.say("")
        former, self.passphrase = self.passphrase, None
        typed = former.text() if former is not None else ""
        here = former is None or self.focusWidget() in (former, self._area, None)  # nothing else was chosen
        self.clear()
        self.back.hide()
        self.next.hide()
        self.act_buttons.clear()
        self._add_state(state)
        error = self._rounds.error
        if error is not None and error.kind != OFFLINE and not self._rounds.running:
            self._add_trouble(error)
            self._go_on_typing(typed, here)
        elif self._rounds.outcome.damaged and not self._rounds.running:
            self._add_damage(state, self._rounds.outcome.damaged)
        self.sharing.show(state)
        for machine in state.machines:
            self._add_machine(machine)
        self._add_acts(state.deleted and not state.only_reads)

    def _show_state(self) -> None:
        rounds = self._rounds
        if rounds.state is not None:
            self.state_line.setText(
                self._texts.state(rounds.state, rounds.error, rounds.running, rounds.outcome)
            )

    def _add_state(self, state: SyncState) -> None:
        self.state_line = label("card-title", wrap=True)
        self._show_state()
        where = label("meta", wrap=True)
        sealed = self.tr("encrypted") if state.sealed else self.tr("not encrypted")
        where.setText(f"{isolate(state.store)} · {sealed}")
        now = self._act("now", self.tr("Bring in step now"), self._rounds.now)
        now.setEnabled(not self._rounds.running)
        text = self.tr("Go on") if state.paused else self.tr("Pause")
        pause = self._act("pause", text, partial(self._rounds.pause, not state.paused))
        lines: list[QWidget] = [self.state_line, where]
        for said in (*self._texts.sharing(state), *self._texts.beside(state, self._rounds.outcome)):
            line = label("meta", wrap=True)
            line.setText(said)
            lines.append(line)
        self.add(_block(tuple(lines), (now, pause)))

    def _add_trouble(self, error: ReaderError) -> None:
        head = label("" if is_nobodys_fault(error) else "error", wrap=True)
        hint = label("meta", wrap=True)
        head.setText(words(error.title))
        hint.setText(words(error.hint))
        rounds = self._rounds
        buttons: list[QPushButton] = []
        lines: list[QWidget] = [head, hint]
        if error.kind in _UNOPENED | _OF_SERVER:
            field = self.passphrase = secret_field()
            field.returnPressed.connect(self._unlock)
            if error.kind in _UNOPENED:
                field.setAccessibleName(self.tr("Passphrase"))
            else:
                field.setAccessibleName(self.tr("Password"))
                hint.setText(self._password_hint(error.kind == NOT_KEPT))
            lines.append(field)
            buttons.append(self._act("unlock", self.tr("Go on"), self._unlock))
        elif error.kind == _OTHER:
            buttons.append(self._act("again", self.tr("Join this folder"), self._ask_again))
        elif error.kind in _GONE and not self._may_make_anew:
            hint.setText(
                self.tr(
                    "Your library is whole, and nothing was taken over. Ask an owner: only an owner makes "
                    "the shared library anew."
                )
            )
        elif error.kind in _GONE:
            buttons.append(self._act("anew", self.tr("Make the folder anew…"), self._ask_anew))
        if error.retryable or error.kind in _GONE:
            buttons.insert(0, self._act("retry", self.tr("Look again"), rounds.now))
        self.add(_block(tuple(lines), tuple(buttons)))

    def _add_damage(self, state: SyncState, names: tuple[str, ...]) -> None:
        head, hint = label("error", wrap=True), label("meta", wrap=True)
        head.setText(self.tr("%n file(s) in the folder stay damaged or missing.", "", len(names)))
        computers = {one.machine: one.name for one in state.machines}
        hint.setText(words(damage_told(names[0], computers, bool(state.others))))
        self.add(_block((head, hint), (self._act("retry", self.tr("Look again"), self._rounds.now),)))

    def _go_on_typing(self, typed: str, here: bool) -> None:
        """Have what was typed in the field that is asked for, and the cursor, unless it was elsewhere."""
        field = self.passphrase
        if field is not None:
            field.setText(typed)
            if here:
                # Once it is on screen: what is not there yet loses the focus again.
                QTimer.singleShot(0, field, lambda: field.setFocus(Qt.FocusReason.OtherFocusReason))

    def _password_hint(self, unknown: bool) -> str:
        state = self._rounds.state
        if state is not None and state.on_s3:
            if unknown:
                return self.tr("Type the access key, a colon, and its secret. Changes wait here until then.")
            return self.tr(
                "Type the access key, a colon, and its secret; they may have been changed at the server."
            )
        if unknown:
            return self.tr("Type the password of the server. Changes wait here until then.")
        return self.tr("Type the password of the server; it may have been changed there.")

    def _add_machine(self, machine: MachineState) -> None:
        detail = self.tr("This computer") if machine.own else self._texts.visit(machine.last)
        if machine.size:
            both = self.tr("{visit}, {size}").replace("{visit}", detail)
            detail = both.replace("{size}", isolate(size_text(machine.size)))
        buttons = []
        if not machine.own:
            button = push_button("flat", "row")
            button.setText(self.tr("Forget"))
            button.setAccessibleName(fill(self.tr("Forget {name}"), name=machine.name))
            button.clicked.connect(partial(self._ask_forget, machine))
            self.act_buttons[f"forget:{machine.name}"] = button
            buttons.append(button)
        self.add_row(isolate(machine.name), detail, ("monitor", "muted"), *buttons, name=machine.name)

    def _add_acts(self, deleted: bool) -> None:
        leave = self._act("leave", self.tr("Leave this folder…"), self._ask_leave)
        acts = [leave]
        if deleted:
            acts.append(self._act("back", self.tr("Bring back what others deleted…"), self._ask_back))
        if "anew" not in self.act_buttons and self._may_make_anew:
            acts.append(
                self._act("anew", self.tr("Make the folder anew from this computer…"), self._ask_anew)
            )
        for button in acts:
            button.setEnabled(not self._rounds.running and not self._returning)
        self.add(_block((), tuple(acts)), line=False)

    @property
    def _may_make_anew(self) -> bool:
        state = self._rounds.state
        return state is None or state.may_make_anew

    def _act(self, name: str, text: str, action: Callable[[], object]) -> QPushButton:
        button = push_button("", "row")
        button.setText(text)
        button.clicked.connect(lambda: action())
        self.act_buttons[name] = button
        return button

    # What is asked

    def _unlock(self) -> None:
        rounds, typed = self._rounds, self.passphrase.text() if self.passphrase is not None else ""
        if not typed:
            return
        self.passphrase = None
        if rounds.error is not None and rounds.error.kind in _OF_SERVER:
            rounds.password = typed
        else:
            rounds.passphrase = typed
        rounds.now()

    def _ask_forget(self, machine: MachineState) -> None:
        self.context.notices.ask(
            fill(self.tr("Forget the computer {name}?"), name=machine.name),
            self.tr(
                "It is listed no more until it is heard of again. What it changed stays; what it put into "
                "Trash is deleted on all computers after thirty days, which this one sees to from now on. "
                "To shut it out, leave, and begin an empty folder with another passphrase."
            ),
            self.tr("Forget"),
            partial(self._rounds.forget, machine.machine),
        )

    def _ask_leave(self) -> None:
        self.context.notices.ask(
            self.tr("Leave the shared folder?"),
            self.tr(
                "The library stays on this computer as it is, and the folder stays for the others. What is "
                "changed from now on reaches them no more."
            ),
            self.tr("Leave"),
            self._leave,
        )

    def _leave(self) -> None:
        process = self._rounds.process
        self.work("network", process.leave, lambda _none: self._rounds.left(), self.tr("Leaving…"))

    def _ask_anew(self) -> None:
        self.context.notices.ask(
            self.tr("Make the folder anew from this computer?"),
            self.tr(
                "What lies in it is taken away, and all of this library is written into it. Changes of other "
                "computers that did not reach this one come when they join the folder again; each of them "
                "asks about that."
            ),
            self.tr("Make it anew"),
            lambda: self._rounds.open(self._rounds.process.anew),
        )

    def _ask_back(self) -> None:
        self.context.notices.ask(
            self.tr("Bring back what others deleted?"),
            self.tr(
                "Before other computers last deleted many articles here, a copy of the library was made. "
                "What is in it and no more in the library comes back, on all computers."
            ),
            self.tr("Bring back"),
            self._bring_back,
        )

    def show_returning(self, on: bool) -> None:
        """Show whether what others deleted is being brought back."""
        self._returning = on
        self.say(self.tr("Bringing back…") if on else "")
        self.refresh()

    def _ask_again(self) -> None:
        self.context.notices.ask(
            self.tr("Join the folder that lies there now?"),
            self.tr(
                "Do so when it was made anew on another of your computers. This library and what is in the "
                "folder are put together; nothing is deleted."
            ),
            self.tr("Join"),
            lambda: self._rounds.open(self._rounds.process.again),
        )


def _block(lines: tuple[QWidget, ...], buttons: tuple[QPushButton, ...]) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 10, 0, 10)
    column.setSpacing(6)
    for line in lines:
        column.addWidget(line)
    acts = QWidget()
    row = FlowLayout(acts, 8)
    for button in buttons:
        row.addWidget(button)
    column.addWidget(acts)
    return made
