"""All kinds of acts, by their names in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from reader.services.unstored_acts import (
    feed_acts,
    library_acts,
    note_acts,
    on_articles,
    repair_acts,
    translation_acts,
)

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.services.unstored_acts.then import Then


class Act(Protocol):
    """What the reader did: one of `KINDS`."""

    def do(self, session: LibrarySession, then: Then) -> None:
        """Do it, on what it was done to; again, it changes nothing.

        Args:
            session: the open library, which can be written to.
            then: when the act was kept.

        Raises:
            ReaderError: the library takes nothing now, or what it was done to is gone.
        """


KINDS: dict[str, type[Any]] = {
    "mark": on_articles.Mark,
    "tag": on_articles.Tagging,
    "tags": on_articles.Tags,
    "place": on_articles.Position,
    "deletion": on_articles.Deletion,
    "repairing": repair_acts.Repairing,
    "repairs": repair_acts.Repairs,
    "language": repair_acts.Language,
    "passages": note_acts.MarksMade,
    "passages removed": note_acts.MarksRemoved,
    "passages coloured": note_acts.MarksColoured,
    "note": note_acts.Noted,
    "link": library_acts.Link,
    "link agreed": library_acts.LinkAgreed,
    "links forgotten": library_acts.LinksForgotten,
    "texts taken off": library_acts.TextsTakenOff,
    "search": library_acts.SearchKept,
    "search forgotten": library_acts.SearchForgotten,
    "import stopped": library_acts.ImportStopped,
    "option": library_acts.Chosen,
    "options noted": library_acts.OptionsNoted,
    "sync paused": library_acts.SyncPaused,
    "sharing chosen": library_acts.SharingChosen,
    "machine forgotten": library_acts.MachineForgotten,
    "pieces": feed_acts.PiecesMarked,
    "older pieces": feed_acts.OlderRead,
    "source named": feed_acts.SourceNamed,
    "unfollowed": feed_acts.Unfollowed,
    "followed again": feed_acts.FollowedAgain,
    "rule": feed_acts.RuleKept,
    "rules ordered": feed_acts.RulesOrdered,
    "rule removed": feed_acts.RuleRemoved,
    "rule back": feed_acts.RuleBack,
    "sentence": translation_acts.Sentence,
    "taken over": translation_acts.TakenOver,
    "queued": translation_acts.Queued,
    "unread queued": translation_acts.UnreadQueued,
    "unqueued": translation_acts.Unqueued,
    "term": translation_acts.TermKept,
    "terms forgotten": translation_acts.TermsForgotten,
}
"""Each says itself how it is done."""

NAMES = {kind: name for name, kind in KINDS.items()}
