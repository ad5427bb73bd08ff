"""The words that results are told in at a terminal; in JSON they stay as they are, for scripts."""

from __future__ import annotations

from reader.core.messages import QT_TRANSLATE_NOOP

RESULT_TEXTS = (
    # What became of a link.
    QT_TRANSLATE_NOOP("results", "saved"),
    QT_TRANSLATE_NOOP("results", "duplicate"),
    QT_TRANSLATE_NOOP("results", "updated"),
    QT_TRANSLATE_NOOP("results", "queued"),
    QT_TRANSLATE_NOOP("results", "failed"),
    QT_TRANSLATE_NOOP("results", "incomplete"),
    # What an article is, and where a search found it.
    QT_TRANSLATE_NOOP("results", "unread"),
    QT_TRANSLATE_NOOP("results", "favourite"),
    QT_TRANSLATE_NOOP("results", "archived"),
    QT_TRANSLATE_NOOP("results", "trashed"),
    QT_TRANSLATE_NOOP("results", "original"),
    QT_TRANSLATE_NOOP("results", "note"),
    QT_TRANSLATE_NOOP("results", "author"),
    QT_TRANSLATE_NOOP("results", "tag"),
    # What a file of another program holds, and what became of it.
    QT_TRANSLATE_NOOP("results", "new"),
    QT_TRANSLATE_NOOP("results", "known"),
    QT_TRANSLATE_NOOP("results", "repeated"),
    QT_TRANSLATE_NOOP("results", "with text"),
    QT_TRANSLATE_NOOP("results", "favourites"),
    QT_TRANSLATE_NOOP("results", "highlights"),
    QT_TRANSLATE_NOOP("results", "in this network"),
    QT_TRANSLATE_NOOP("results", "tags"),
    QT_TRANSLATE_NOOP("results", "folders"),
    QT_TRANSLATE_NOOP("results", "read"),
    QT_TRANSLATE_NOOP("results", "waiting"),
    QT_TRANSLATE_NOOP("results", "merged"),
    QT_TRANSLATE_NOOP("results", "duplicates"),
    QT_TRANSLATE_NOOP("results", "{count} kept"),
    QT_TRANSLATE_NOOP("results", "running"),
    QT_TRANSLATE_NOOP("results", "stopped"),
    QT_TRANSLATE_NOOP("results", "done"),
    QT_TRANSLATE_NOOP("results", "undone"),
    # What an export wrote.
    QT_TRANSLATE_NOOP("results", "written"),
    QT_TRANSLATE_NOOP("results", "edited by you"),
    QT_TRANSLATE_NOOP("results", "{count} unchanged"),
    QT_TRANSLATE_NOOP("results", "{stored} of {read} stored, {refused} refused"),
    # Models.
    QT_TRANSLATE_NOOP("results", "installed"),
    QT_TRANSLATE_NOOP("results", "demonstration"),
    QT_TRANSLATE_NOOP("results", "comes with Liseuse"),
    QT_TRANSLATE_NOOP("results", "from a file"),
    QT_TRANSLATE_NOOP("results", "in use"),
    # The library: its checks, its copies, what takes room.
    QT_TRANSLATE_NOOP("results", "ok"),
    QT_TRANSLATE_NOOP("results", "FAILED"),
    QT_TRANSLATE_NOOP("results", "daily"),
    QT_TRANSLATE_NOOP("results", "weekly"),
    QT_TRANSLATE_NOOP("results", "text"),
    QT_TRANSLATE_NOOP("results", "translations"),
    QT_TRANSLATE_NOOP("results", "index"),
    QT_TRANSLATE_NOOP("results", "other"),
    QT_TRANSLATE_NOOP("results", "pictures"),
    QT_TRANSLATE_NOOP("results", "models"),
    QT_TRANSLATE_NOOP("results", "backups"),
    QT_TRANSLATE_NOOP("results", "total"),
    QT_TRANSLATE_NOOP("results", "free on the disk"),
)
"""What `Output.word` is asked for; names of checks and of what is given up are words to type, and stay."""
