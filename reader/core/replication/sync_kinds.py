"""What the reader is told when a library that several computers share wants something of him."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.core.messages import QT_TRANSLATE_NOOP, ErrorKind, Message

_DAMAGED = QT_TRANSLATE_NOOP(
    "errors",
    "What the computer that wrote {file} told in it, and after it, does not come here. Put it back from a "
    "copy of the folder. If there is none: on a computer that has all of your articles, make the folder anew "
    "in the window; then join it from the others.",
)
_DAMAGED_SHARED = QT_TRANSLATE_NOOP(
    "errors",
    "What the computer that wrote {file} told in it, and after it, does not come here. Ask whoever keeps the "
    "hub to put it back from a copy. If there is none: an owner whose computer has all articles makes the "
    "library anew in the window; then the others join it.",
)
_DAMAGED_OF = QT_TRANSLATE_NOOP(
    "errors",
    "What the computer {name} told in {file}, and after it, does not come here. Put it back from a copy of "
    "the folder. If there is none: on a computer that has all of your articles, make the folder anew in the "
    "window; then join it from the others.",
)
_DAMAGED_OF_SHARED = QT_TRANSLATE_NOOP(
    "errors",
    "What the computer {name} told in {file}, and after it, does not come here. Ask whoever keeps the hub to "
    "put it back from a copy. If there is none: an owner whose computer has all articles makes the library "
    "anew in the window; then the others join it.",
)
_MISSING_OF = QT_TRANSLATE_NOOP(
    "errors",
    "A file of the computer {name} is missing. What it told in it, and after it, does not come here. Bring "
    "that computer in step: it writes the file again. If it is no more, make the folder anew in the window, "
    "on a computer that has all of your articles; then join it from the others.",
)
_PICTURES = QT_TRANSLATE_NOOP(
    "errors",
    "Some pictures do not come: {file}, which has them, is missing or damaged. All else of the articles is "
    "here. Bring a computer in step that has these pictures: it writes again what is missing, after a day at "
    "most. If that does not help, put the file back from a copy.",
)
_PACK = "pack/"
_FILE = re.compile(r"log/([0-9a-f]{16})/[0-9]{8}(-.*)?")


def damage_told(file: str, computers: Mapping[str, str], shared: bool) -> Message:
    """What to do about a file of a store that stays damaged or away.

    Args:
        file: its name, without its tag where it never came.
        computers: the names of those that are known, by what stands for them in names of files.
        shared: whether other readers take part.
    """
    if file.startswith(_PACK):
        return Message("errors", _PICTURES, {"file": file})
    found = _FILE.fullmatch(file)
    name = computers.get(found[1], "") if found is not None else ""
    if not name:
        return Message("errors", _DAMAGED_SHARED if shared else _DAMAGED, {"file": file})
    if found is not None and not found[2] and not shared:
        return Message("errors", _MISSING_OF, {"name": name})
    return Message("errors", _DAMAGED_OF_SHARED if shared else _DAMAGED_OF, {"name": name, "file": file})


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
        "sync-bucket-own-keys",
        QT_TRANSLATE_NOOP(
            "errors", "The bucket {store} refuses the first access key, the one that may write."
        ),
        QT_TRANSLATE_NOOP(
            "errors",
            "Nothing was changed. Look at the key, its secret and its rights at the server: it must be "
            "allowed to list, read, write and delete.",
        ),
        True,
    ),
    ErrorKind(
        "sync-bucket-reading-keys",
        QT_TRANSLATE_NOOP("errors", "The bucket {store} refuses the access key for readers."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Nothing was changed. Look at the key, its secret and its rights at the server: it must be "
            "allowed to list and read, and no more.",
        ),
        True,
    ),
    ErrorKind(
        "sync-bucket-address",
        QT_TRANSLATE_NOOP("errors", "{store} is not the address of a bucket."),
        QT_TRANSLATE_NOOP("errors", "Give one of this form: s3://server/bucket."),
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
