"""Three steps into a shared folder, on this computer or a server: which one, its passphrase, a test of it."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.gui.dialogs.file_dialog import FileDialog
from reader.gui.sync.server_fields import ServerFields, in_a_row, named, secret_field, text_field
from reader.gui.sync.step_frame import StepFrame
from reader.gui.sync.sync_text import SyncTexts
from reader.gui.text.messages import fill
from reader.gui.widgets.basics import label, push_button
from reader.gui.widgets.check_box import CheckBox
from reader.services.sync.places import SHORTEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.gui.sync.rounds import SyncRounds
    from reader.services.sync.store_counts import StoreCounts, StorePreview
    from reader.services.sync.sync_process import RoundResult


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was looked at, by whose password, and what lies there: the later steps go on with just that."""

    place: str
    password: str | None
    preview: StorePreview


class JoinSteps(QObject):
    """The steps in a dialog: nothing is changed anywhere before the last one is confirmed.

    Args:
        dialog: whose rows and buttons they use.
        rounds: what joins at the end.
        parent: what they end with.
    """

    def __init__(self, dialog: StepFrame, rounds: SyncRounds, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._dialog, self._rounds, self._texts = dialog, rounds, SyncTexts()
        self._looked: _Looked | None = None
        self._tried: str | None = None
        self._next: Callable[[], object] = self._look
        self._back: Callable[[], object] | None = None
        self.folder, self.name = text_field(ltr=True), text_field()
        self.name.setText(platform.node() or "Liseuse")
        self.passphrase, self.again = secret_field(), secret_field()
        self.plain = CheckBox(self.tr("Without encryption"))
        self.plain.toggled.connect(self._on_plain)
        self.own_notes = CheckBox(self.tr("Keep notes and highlights on my own computers"))
        self._may_keep = False
        self.server = ServerFields()
        self.user, self.password = self.server.user, self.server.password
        self.folder.textChanged.connect(self._on_place)
        self.folder.setAccessibleName(self.tr("Folder or address"))
        self.name.setAccessibleName(self.tr("Name of this computer"))
        self.passphrase.setAccessibleName(self.tr("Passphrase"))
        self.again.setAccessibleName(self.tr("Passphrase once more"))
        for field in (self.folder, self.user, self.password, self.passphrase, self.again, self.name):
            field.returnPressed.connect(lambda: self.go_on())

    @property
    def kept(self) -> tuple[QWidget, ...]:
        """What keeps what was typed from one step to the next."""
        return (self.folder, self.server, self.name, self.passphrase, self.again, self.plain, self.own_notes)

    # The buttons

    def go_on(self) -> None:
        """The next step, once this one is right."""
        if self._dialog.next.isEnabled() and self._dialog.next.isVisible():
            self._next()

    def go_back(self) -> None:
        """The step before."""
        if self._back is not None:
            self._back()

    def _show(
        self,
        step: int,
        title: str,
        text: str,
        parts: Callable[[], tuple[QWidget, ...]],
        following: Callable[[], object],
        before: Callable[[], object] | None,
        button: str = "",
    ) -> None:
        dialog = self._dialog
        dialog.clear_steps()
        head, about = label("card-title", wrap=True), label("meta", wrap=True)
        head.setText(fill(self.tr("Step {step} of 3: {title}"), step=step, title=title))
        about.setText(text)
        for part in (head, about, *parts()):
            dialog.add_step(part)
        self._next, self._back = following, before
        dialog.next.setText(button or self.tr("Next"))
        dialog.back.setVisible(before is not None)
        dialog.say("")

    # One: the folder

    def begin(self) -> None:
        """The first step."""
        choose = push_button()
        choose.setText(self.tr("Choose folder…"))
        choose.clicked.connect(self._choose)
        self._show(
            1,
            self.tr("the folder"),
            self.tr(
                "Take a folder that reaches your other computers: one that Syncthing, Nextcloud or Dropbox "
                "carries, a network drive, or a stick. Or type the address of one on a server, https:// for "
                "WebDAV, such as Nextcloud, or sftp://; of a bucket of S3, s3://server/bucket; or of a hub, "
                "postgresql://. It must be empty, or the one that your other computers use already. Your "
                "library stays where it is."
            ),
            lambda: (in_a_row(self.folder, choose), self.server),
            self._look,
            None,
        )
        self._on_place(self.folder.text())
        self.folder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        chooser = FileDialog(self._parent, self.tr("Choose the folder to share"))
        chooser.ask_folder()
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if folder := self.folder.text().strip():
            chooser.setDirectory(folder)
        chooser.fileSelected.connect(self.folder.setText)
        chooser.open()

    def _on_place(self, typed: str) -> None:
        """Ask who is let in where the place is on a server."""
        self.server.ask_for(typed)

    def hold(self, on: bool) -> None:
        """Keep what was typed as it is while it is looked at; the cursor stays in its field."""
        for part in self.kept:
            for field in [part] if isinstance(part, QLineEdit) else part.findChildren(QLineEdit):
                field.setReadOnly(on)
        self.plain.setEnabled(not on)

    @property
    def place(self) -> str:
        """The folder as it was typed or chosen, or the address with who is let in there."""
        return self.server.place(self.folder.text())

    @property
    def given_password(self) -> str | None:
        """What the server wants to know, `None` for a folder or when none is typed."""
        return self.server.secret(self.folder.text())

    def _look(self) -> None:
        place, told, process = self.place, self.given_password, self._rounds.process
        if not place:
            self._dialog.say(self.tr("Choose a folder first."), failed=True)
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._dialog.work(
            "network",
            lambda progress: process.preview(place, progress, told),
            lambda preview: self._on_preview(_Looked(place, told, preview)),
            self.tr("Looking at the folder…"),
        )

    def _on_preview(self, looked: _Looked) -> None:
        self._looked = looked
        self.ask_passphrase()

    # Two: the passphrase

    def ask_passphrase(self) -> None:
        """The second step: a new passphrase, the one that is there, or none."""
        if self._looked is None:
            return
        preview = self._looked.preview
        if preview.is_new:
            self._ask_new()
        elif preview.encrypted:
            self._ask_known(preview)
        else:
            self._show(
                2,
                self.tr("no passphrase"),
                self.tr(
                    "The other computers chose no encryption for this folder: whoever has it can read all of "
                    "your articles and notes. To encrypt, choose an empty folder."
                ),
                tuple,
                self._try,
                self.begin,
            )

    def _ask_new(self) -> None:
        lost = _told(
            self.tr(
                "Write it down: nobody can bring it back. Whoever loses it can read the folder no more; the "
                "library on each computer stays readable, and a new folder can be begun from it."
            )
        )
        self._show(
            2,
            self.tr("a passphrase"),
            self.tr(
                "Everything in the folder is encrypted on this computer before it is written. Choose several "
                "words; every other computer asks for them once."
            ),
            lambda: (self._new_fields(), lost, self.plain, self._plain_words()),
            self._check_new,
            self.begin,
        )
        self._on_plain(self.plain.isChecked())
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _new_fields(self) -> QWidget:
        fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for field, name in ((self.passphrase, self.tr("Passphrase")), (self.again, self.tr("Once more"))):
            column.addWidget(named(name, field))
        return fields

    def _plain_words(self) -> QWidget:
        return _told(
            self.tr(
                "Then whoever has the folder, such as the company that carries it, can read all of your "
                "articles and notes. This cannot be changed later."
            )
        )

    def _on_plain(self, on: bool) -> None:
        for field in (self.passphrase, self.again):
            field.setEnabled(not on)

    def _ask_known(self, preview: StorePreview) -> None:
        self._show(
            2,
            self.tr("the passphrase"),
            self.tr(
                "%n computer(s) share this folder. Type the passphrase that was chosen for it.",
                "",
                preview.machines,
            ),
            lambda: (named(self.tr("Passphrase"), self.passphrase),),
            self._try,
            self.begin,
        )
        self.passphrase.setEnabled(True)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _check_new(self) -> None:
        typed = self.passphrase.text()
        if not self.plain.isChecked():
            if len(typed) < SHORTEST:
                self._refuse(self.tr("Choose at least %n characters.", "", SHORTEST), self.passphrase)
                return
            if typed != self.again.text():
                self._refuse(self.tr("The two passphrases differ."), self.again)
                return
        self._try()

    def _refuse(self, why: str, field: QLineEdit) -> None:
        self._dialog.say(why, failed=True)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def given(self) -> str | None:
        """The passphrase, `None` for a folder without encryption."""
        assert self._looked is not None
        preview = self._looked.preview
        plain = self.plain.isChecked() if preview.is_new else not preview.encrypted
        return None if plain else self.passphrase.text()

    # Three: the test

    def _try(self) -> None:
        looked, given, process = self._looked, self.given, self._rounds.process
        assert looked is not None
        self._dialog.work(
            "network",
            lambda progress: process.try_store(looked.place, given, progress, looked.password),
            partial(self._on_tried, looked, given),
            self.tr("Trying the folder, and counting…"),
        )

    def _on_tried(self, looked: _Looked, given: str | None, counts: StoreCounts) -> None:
        if counts.is_new != looked.preview.is_new:  # a stick was pulled, or another computer began there
            self.begin()
            self._dialog.say(self.tr("What lies there has just changed. Look at it again."), failed=True)
            return
        self._tried = given
        works = self.tr("The folder can be written to and read.")
        if not counts.may_write:
            works = self.tr("The library can be read. You are a reader of it: what you change stays here.")
        if counts.is_new:
            said = self.tr("It is empty: this computer is the first. All of the library goes into it.")
        elif not counts.may_write:
            said = self.tr(
                "What is there comes to this computer, and nothing of this one goes there. Before that, a "
                "copy of your library is made."
            )
        elif counts.there:
            after = counts.here + counts.there - counts.both
            said = self.tr(
                "Both sides are put together; nothing is deleted on either. Afterwards %n article(s) are on "
                "every computer. Before that, a copy of your library is made.",
                "",
                after,
            )
        else:
            said = self.tr("Its computers have told of no articles yet.")
        about, where, name = _told(said), _told(isolate(looked.place)), self.tr("Name of this computer")
        numbers = label("", wrap=True)
        numbers.setText(self._texts.counts(counts.here, counts.there, counts.both))
        self._show(
            3,
            self.tr("the test"),
            works,
            lambda: (where, numbers, about, *self._sharing(counts), named(name, self.name)),
            self._join,
            self.ask_passphrase,
            self.tr("Keep in step"),
        )
        self._dialog.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sharing(self, counts: StoreCounts) -> tuple[QWidget, ...]:
        """Who else takes part, and whether he is to read what is noted here; nothing where nobody can."""
        self._may_keep = bool(counts.notes)
        if not self._may_keep:
            return ()
        names = QLocale().createSeparatedList([isolate(name) for name in counts.others])
        self.own_notes.setChecked(counts.notes == "private")
        told = self.tr(
            "This library is shared with {names}. What you tell others cannot be taken back; you can share "
            "your notes later at any time."
        )
        read = self.tr("What you have read stays with you unless you choose otherwise.")
        if counts.reading == "shared":
            read = self.tr("They are told what you have read too, as you chose on another computer.")
        return (_told(f"{told.replace('{names}', names)} {read}"), self.own_notes)

    def _join(self) -> None:
        looked, given, process = self._looked, self._tried, self._rounds.process
        assert looked is not None
        place, told, name = looked.place, looked.password, self.name.text().strip()
        begins = looked.preview.is_new
        notes = ("private" if self.own_notes.isChecked() else "shared") if self._may_keep else None
        self._rounds.submit(
            lambda progress: process.join(place, given, name, progress, told, begins, notes),
            done=partial(self._on_joined, given, told),
        )

    def _on_joined(self, given: str | None, told: str | None, result: RoundResult) -> None:
        if not result.keyring:
            self._rounds.passphrase, self._rounds.password = given, told
        for field in (self.passphrase, self.again, self.user, self.password):
            field.clear()


def _told(text: str) -> QWidget:
    made = label("meta", wrap=True)
    made.setText(text)
    return made
