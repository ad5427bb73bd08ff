"""What the reader tells to everybody in a shared library, and what to his own computers alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from reader.core.messages import isolate
from reader.gui.widgets.basics import push_button
from reader.services.unstored_acts.library_acts import SharingChosen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from reader.gui.library_dialog import LibraryDialog
    from reader.gui.sync.rounds import SyncRounds
    from reader.services.sync.sync_state import SyncState

_ICONS = {"notes": "notebook-pen", "reading": "book-open-text", "corrections": "languages"}
_SHARED, _PRIVATE = "shared", "private"


class SharingRows(QObject):
    """The rows in a dialog; nothing is chosen before it was confirmed, with what that means.

    Args:
        dialog: whose rows they are, and who asks.
        rounds: what tells it at once.
    """

    def __init__(self, dialog: LibraryDialog, rounds: SyncRounds) -> None:
        super().__init__(dialog)
        self._dialog, self._rounds, self._context = dialog, rounds, dialog.context
        self.buttons: dict[str, QPushButton] = {}

    def show(self, state: SyncState) -> None:
        """Add a row for each kind, where others take part and the reader may choose."""
        self.buttons.clear()
        if not (state.may_choose and state.others):
            return
        for kind, name in self._names().items():
            alone = kind in state.alone
            button = push_button("flat", "row")
            button.setText(self.tr("Share…") if alone else self.tr("Keep private…"))
            button.setAccessibleDescription(name)
            button.clicked.connect(partial(self._ask, kind, state))
            self.buttons[kind] = button
            whom = self.tr("Only on your own computers") if alone else self.tr("For everybody who takes part")
            self._dialog.add_row(name, whom, (_ICONS[kind], "muted"), button, name=name)

    def _names(self) -> dict[str, str]:
        return {
            "notes": self.tr("Notes and highlights"),
            "reading": self.tr("What you have read"),
            "corrections": self.tr("Your corrections of translations"),
        }

    def _ask(self, kind: str, state: SyncState) -> None:
        share = kind in state.alone
        title, text = self._share(kind, state) if share else self._keep(kind)
        self._context.notices.ask(
            title,
            text,
            self.tr("Share") if share else self.tr("Keep private"),
            partial(self._choose, kind, _SHARED if share else _PRIVATE),
        )

    def _share(self, kind: str, state: SyncState) -> tuple[str, str]:
        names = QLocale().createSeparatedList([isolate(name) for name in state.others])
        if kind == "notes":
            text = self.tr(
                "%n note(s) and highlight(s) that are on your computers alone go to {names} now, and so does "
                "what you note from now on. They cannot be taken back one by one.",
                "",
                state.own_notes,
            )
            return self.tr("Share your notes and highlights?"), text.replace("{names}", names)
        if kind == "reading":
            text = self.tr(
                "What you opened, what is unread and how far you are go to {names} now and from now on. With "
                "those who share it too you have all of it in common: what one of you reads is read for all."
            )
            return self.tr("Share what you have read?"), text.replace("{names}", names)
        text = self.tr("All of your corrections go to {names} now, and so do those that you make later.")
        return self.tr("Share your corrections?"), text.replace("{names}", names)

    def _keep(self, kind: str) -> tuple[str, str]:
        titles = {
            "notes": self.tr("Keep notes and highlights to yourself?"),
            "reading": self.tr("Keep to yourself what you read?"),
            "corrections": self.tr("Keep your corrections to yourself?"),
        }
        return titles[kind], self.tr(
            "From now on your own computers alone hear of it. What was told before stays with the others; "
            "out of the shared files an owner takes it by making the library anew."
        )

    def _choose(self, kind: str, whom: str) -> None:
        act = SharingChosen(kind, whom)
        self._context.library.work(
            lambda session, _progress: act.do(session),
            done=lambda _none: self._rounds.read(self._rounds.now),
            keep=True,
        ).acts = (act,)
