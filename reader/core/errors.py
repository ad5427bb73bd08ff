"""The errors a reader is told about. Anything else that escapes is a bug."""

from __future__ import annotations

from collections.abc import Mapping

from reader.core.error_kinds import KINDS
from reader.core.messages import Message

_CONTEXT = "errors"


class ReaderError(Exception):
    """A failure the reader is told about.

    Args:
        kind: a key of `KINDS`; it decides the words.
        detail: the technical cause in English, for the log and “Show details”.
        values: what fills the places of title and hint, for example `host`.
    """

    def __init__(self, kind: str, detail: str = "", **values: object) -> None:
        self.words = KINDS[kind]
        self.kind = kind
        self.detail = detail
        self.values = values
        super().__init__(f"{kind}: {detail}" if detail else kind)

    @classmethod
    def kept(cls, kind: str, values: Mapping[str, object]) -> ReaderError:
        """One that was written down; a kind or values that are not known here become a general one."""
        try:
            return cls(kind, "", **values)
        except (KeyError, TypeError):
            return cls("worker-failed", kind)

    @property
    def title(self) -> Message:
        """What happened."""
        return Message(_CONTEXT, self.words.title, self.values)

    @property
    def hint(self) -> Message:
        """What to do next."""
        return Message(_CONTEXT, self.words.hint, self.values)

    @property
    def retryable(self) -> bool:
        """Whether trying the same again can help."""
        return self.words.retryable
