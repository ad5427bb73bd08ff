"""What a round came to."""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.core.errors import ReaderError


@dataclass
class RoundReport:
    """What a round did: files sent and changes received; `kept` articles that another computer had deleted.

    `late` are the computers whose next file did not come whole yet, `damaged` the files that stay so, or
    away; `held` changes that this version does not understand; `waiting` is what is still to be sent.
    `rewritten` are the articles in which more changed here than how far somebody read. `written_again` are
    files that were gone from the store or damaged; `bucket` is how a hub's bucket failed, beside which
    all was done that needs none.
    """

    sent: int = 0
    received: int = 0
    deleted: int = 0
    kept: int = 0
    held: int = 0
    waiting: int = 0
    late: list[str] = field(default_factory=list)
    rewritten: set[int] = field(default_factory=set)
    copied: bool = False
    damaged: list[str] = field(default_factory=list)
    written_again: int = 0
    bucket: ReaderError | None = None
