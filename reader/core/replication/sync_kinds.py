"""What the reader is told when a library that several computers share wants something of him."""

from __future__ import annotations

from reader.core.messages import QT_TRANSLATE_NOOP, ErrorKind

DAMAGED = QT_TRANSLATE_NOOP(
    "errors",
    "What the computer that wrote {file} told in it, and after it, does not come here. Put it back from a "
    "copy of the folder. If there is none: on a computer that has all of your articles, make the folder anew "
    "in the window; then join it from the others.",
)
"""What to do about a file of a store that stays damaged."""
DAMAGED_SHARED = QT_TRANSLATE_NOOP(
    "errors",
    "What the computer that wrote {file} told in it, and after it, does not come here. Ask whoever keeps the "
    "hub to put it back from a copy. If there is none: an owner whose computer has all articles makes the "
    "library anew in the window; then the others join it.",
)

SYNC_KINDS = (
    ErrorKind(
        "sync-locked",
        QT_TRANSLATE_NOOP("errors", "The passphrase of the shared folder is needed."),
        QT_TRANSLATE_NOOP(
            "errors", "No keyring has it on this computer. Changes wait here until it is typed."
        ),
        True,
    ),
    ErrorKind(
        "sync-short",
        QT_TRANSLATE_NOOP("errors", "This passphrase is too short."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. Choose at least {count} characters."),
    ),
    ErrorKind(
        "sync-header",
        QT_TRANSLATE_NOOP("errors", "The file {file} in the shared folder, which has its key, is damaged."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Your library is whole, and no passphrase opens it now. Put the file back from a copy of the "
            "folder; or make the folder anew from this computer, and join it again from the others.",
        ),
        True,
    ),
    ErrorKind(
        "sync-no-secret",
        QT_TRANSLATE_NOOP("errors", "Here nothing can be told to your own computers alone."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Nothing was changed. It takes a hub that its keeper brought up to date, and another role there "
            "than that of a reader.",
        ),
    ),
    ErrorKind(
        "sync-last-owner",
        QT_TRANSLATE_NOOP("errors", "{name} is the only owner of {library}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. Make somebody else an owner first."),
    ),
    ErrorKind(
        "sync-bucket-away",
        QT_TRANSLATE_NOOP("errors", "The bucket {store}, where this hub keeps large files, is out of reach."),
        QT_TRANSLATE_NOOP(
            "errors", "The hub itself is there. Changes that need the bucket wait; try again later."
        ),
        True,
    ),
    ErrorKind(
        "sync-bucket-keys",
        QT_TRANSLATE_NOOP(
            "errors", "The bucket {store}, where this hub keeps large files, does not let you in."
        ),
        QT_TRANSLATE_NOOP(
            "errors",
            "The hub itself is there. Ask whoever keeps it to give the bucket’s access keys again, those for "
            "readers too: liseuse hub bucket.",
        ),
        True,
    ),
    ErrorKind(
        "sync-bucket-missing",
        QT_TRANSLATE_NOOP("errors", "There is no bucket {store}, where this hub keeps large files."),
        QT_TRANSLATE_NOOP(
            "errors", "The hub itself is there. Ask whoever keeps it to look at the bucket and its address."
        ),
        True,
    ),
    ErrorKind(
        "sync-bucket-full",
        QT_TRANSLATE_NOOP(
            "errors", "There is no room left in the bucket {store}, where this hub keeps large files."
        ),
        QT_TRANSLATE_NOOP("errors", "Changes wait on this computer. Ask whoever keeps the hub to make room."),
        True,
    ),
    ErrorKind(
        "sync-bucket-read-only",
        QT_TRANSLATE_NOOP(
            "errors", "Nothing may be written into the bucket {store}, where this hub keeps large files."
        ),
        QT_TRANSLATE_NOOP(
            "errors",
            "Changes wait on this computer. Ask whoever keeps the hub for access keys that may write there.",
        ),
        True,
    ),
    ErrorKind(
        "sync-bucket-part",
        QT_TRANSLATE_NOOP(
            "errors", "This Liseuse cannot speak to the bucket {store}, where this hub keeps large files."
        ),
        QT_TRANSLATE_NOOP(
            "errors", "That is a part of its own: {command}, where Liseuse was installed with pip."
        ),
    ),
    ErrorKind(
        "sync-bucket-local",
        QT_TRANSLATE_NOOP(
            "errors",
            "This hub keeps large files in {store}, which is on this computer or in your own network.",
        ),
        QT_TRANSLATE_NOOP(
            "errors",
            "It was not asked: a hub of the internet leads nobody there. Ask whoever keeps it for a bucket "
            "that can be reached from everywhere.",
        ),
    ),
    ErrorKind(
        "sync-hub-former",
        QT_TRANSLATE_NOOP("errors", "The hub in {store} is of an earlier version of Liseuse."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. Bring it up to date first: liseuse hub create."),
    ),
    ErrorKind(
        "sync-hub-keeper",
        QT_TRANSLATE_NOOP("errors", "You may not do that in {store}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. Only the hub’s keeper may."),
    ),
    ErrorKind(
        "sync-bucket-writes",
        QT_TRANSLATE_NOOP("errors", "The access key for readers may write into the bucket {store}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. Give one that may only list and read."),
    ),
    ErrorKind(
        "sync-bucket-used",
        QT_TRANSLATE_NOOP("errors", "Files of {library} lie in the bucket {store}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. Bring them back first: liseuse hub bucket --end."),
    ),
)
"""Kinds of errors beside those in `messages`."""
