"""What the last round of a window's library came to, and the failures that the window knows by their kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.services.sync.places import NO_PASSWORD

if TYPE_CHECKING:
    from reader.services.sync.sync_process import RoundResult

OFFLINE = "sync-unreachable"
"""The kind of failure that ends by itself: the store is not there now."""
SHUT_OUT = "sync-password"
"""The kind of failure that only the reader ends, by another password."""
NOT_KEPT = NO_PASSWORD
"""The kind of failure that ends once the password of the server is typed, where no keyring has it."""
LOCKED = "sync-locked"
"""The kind of failure that ends once the passphrase is typed, where no keyring has it."""
PRIVATE = "private-reading"
"""The kind of failure that ends with private reading."""

_UNTYPED = (LOCKED, NOT_KEPT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is shown of a round that went through.

    Attributes:
        late: whether files of another computer are still on their way.
        damaged: files of the store that stay damaged or away.
        keyring: whether the next start finds passphrase and password by itself.
        written_again: files that were gone from the folder or damaged, since the window opened.
    """

    late: bool = False
    damaged: tuple[str, ...] = ()
    keyring: bool = True
    written_again: int = 0

    def followed_by(self, result: RoundResult) -> Outcome:
        """What is shown after the next one."""
        again = self.written_again + result.written_again
        return Outcome(bool(result.late), result.damaged, result.keyring, again)


def is_nobodys_fault(error: ReaderError) -> bool:
    """Whether something only was not typed yet."""
    return error.kind in _UNTYPED
