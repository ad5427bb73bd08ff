"""What the reader is told of the places through which a library is kept in step."""

from __future__ import annotations

from reader.core.messages import QT_TRANSLATE_NOOP, ErrorKind

STORE_KINDS = (
    ErrorKind(
        "sync-not-joined",
        QT_TRANSLATE_NOOP("errors", "This library is not kept in step with another computer."),
        QT_TRANSLATE_NOOP("errors", "Choose a folder for that first."),
    ),
    ErrorKind(
        "sync-joined",
        QT_TRANSLATE_NOOP("errors", "This library is kept in step through a folder already."),
        QT_TRANSLATE_NOOP("errors", "Leave that one first; nothing of the library is lost by it."),
    ),
    ErrorKind(
        "sync-unknown-place",
        QT_TRANSLATE_NOOP("errors", "Libraries cannot be kept in step through {store}."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Choose a folder, or give an address that starts with https:// (WebDAV), sftp://, postgresql://, "
            "or for S3 one of this form: s3://server/bucket.",
        ),
    ),
    ErrorKind(
        "sync-unreachable",
        QT_TRANSLATE_NOOP("errors", "{store} cannot be reached now."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Changes wait on this computer. Connect the disk, the stick or the network, then try again.",
        ),
        True,
    ),
    ErrorKind(
        "sync-foreign",
        QT_TRANSLATE_NOOP("errors", "The folder {store} has other files in it."),
        QT_TRANSLATE_NOOP("errors", "Choose an empty folder, or the one that your other computers use."),
    ),
    ErrorKind(
        "sync-two-stores",
        QT_TRANSLATE_NOOP("errors", "Two computers began in this folder without knowing of each other."),
        QT_TRANSLATE_NOOP("errors", "Leave on both, empty the folder, and join again, one after the other."),
    ),
    ErrorKind(
        "sync-newer",
        QT_TRANSLATE_NOOP("errors", "A newer Liseuse has written into the shared folder."),
        QT_TRANSLATE_NOOP("errors", "Changes wait on this computer. Bring this Liseuse up to date."),
    ),
    ErrorKind(
        "sync-damaged",
        QT_TRANSLATE_NOOP("errors", "The file {file} in the shared folder is damaged."),
        QT_TRANSLATE_NOOP("errors", "Nothing of it was taken. It may not have been carried whole yet."),
        True,
    ),
    ErrorKind(
        "sync-passphrase",
        QT_TRANSLATE_NOOP("errors", "This is not the passphrase of the shared folder."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. Type it as on the computer that chose it."),
        True,
    ),
    ErrorKind(
        "sync-not-encrypted",
        QT_TRANSLATE_NOOP(
            "errors", "The folder {store} is not encrypted: whoever has it can read everything."
        ),
        QT_TRANSLATE_NOOP("errors", "Join it without a passphrase, or choose another folder."),
    ),
    ErrorKind(
        "sync-other-store",
        QT_TRANSLATE_NOOP("errors", "Another library’s folder lies in {store} now."),
        QT_TRANSLATE_NOOP(
            "errors", "Nothing was taken from it. Put the former one back, or join this folder."
        ),
    ),
    ErrorKind(
        "sync-emptied",
        QT_TRANSLATE_NOOP("errors", "Files that were in {store} are gone."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Your library is whole, and nothing was taken over. If they are not on their way, make it anew "
            "from one computer in the window, and join it again from the others.",
        ),
    ),
    ErrorKind(
        "sync-password-shown",
        QT_TRANSLATE_NOOP("errors", "There is a password in this address."),
        QT_TRANSLATE_NOOP("errors", "Give the address without it: the password is asked for by itself."),
    ),
    ErrorKind(
        "sync-open-line",
        QT_TRANSLATE_NOOP("errors", "What is said to {store} could be read on the way."),
        QT_TRANSLATE_NOOP("errors", "Use an address of the server that starts with https:// or s3://."),
    ),
    ErrorKind(
        "sync-password",
        QT_TRANSLATE_NOOP("errors", "The server of {store} does not accept user name and password."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Nothing was changed. Type them anew. Some servers want a password of its own for each program, "
            "which is made in their settings.",
        ),
        True,
    ),
    ErrorKind(
        "sync-no-password",
        QT_TRANSLATE_NOOP("errors", "The password for {store} is not kept on this computer."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Changes wait here until it is typed, in the window or after liseuse sync now. A keyring that is "
            "open keeps it for the next time.",
        ),
        True,
    ),
    ErrorKind(
        "sync-no-bucket",
        QT_TRANSLATE_NOOP("errors", "There is no bucket {bucket} at the server of {store}."),
        QT_TRANSLATE_NOOP("errors", "Make it in the settings of the server, or correct the address."),
        True,
    ),
    ErrorKind(
        "sync-no-server",
        QT_TRANSLATE_NOOP("errors", "There is no server called {host}."),
        QT_TRANSLATE_NOOP(
            "errors",
            "An address of S3 names the server first and then the bucket, at Amazon too: "
            "s3://s3.eu-west-3.amazonaws.com/bucket, with the region that the bucket is in.",
        ),
        True,
    ),
    ErrorKind(
        "sync-clock",
        QT_TRANSLATE_NOOP("errors", "The clock of this computer and that of {host} are too far apart."),
        QT_TRANSLATE_NOOP(
            "errors", "Nothing was changed. Set date and time of this computer, then try again."
        ),
        True,
    ),
    ErrorKind(
        "sync-certificate",
        QT_TRANSLATE_NOOP("errors", "{host} does not prove that it is the right server."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Its certificate has expired, or nobody vouches for it. Nothing was sent. Ask whoever "
            "runs the server.",
        ),
        True,
    ),
    ErrorKind(
        "sync-host-key",
        QT_TRANSLATE_NOOP("errors", "The server {host} is not known here, or is another one now."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Nothing was sent. Connect to it once with ssh in a terminal, compare its fingerprint, then try "
            "again.",
        ),
        True,
    ),
    ErrorKind(
        "sync-store-full",
        QT_TRANSLATE_NOOP("errors", "There is no room left in {store}."),
        QT_TRANSLATE_NOOP("errors", "Changes wait on this computer. Make room there, then try again."),
        True,
    ),
    ErrorKind(
        "sync-store-read-only",
        QT_TRANSLATE_NOOP("errors", "Nothing may be written into {store}."),
        QT_TRANSLATE_NOOP("errors", "Allow writing there, or ask whoever runs the server for the right."),
        True,
    ),
    ErrorKind(
        "sync-begun",
        QT_TRANSLATE_NOOP("errors", "Another computer began in {store} just now."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. Try again: this computer joins it then."),
        True,
    ),
    ErrorKind(
        "sync-not-hub",
        QT_TRANSLATE_NOOP("errors", "There is no hub for libraries in {store}."),
        QT_TRANSLATE_NOOP("errors", "Look at the name of the database, or ask whoever keeps the hub."),
    ),
    ErrorKind(
        "sync-hub-old",
        QT_TRANSLATE_NOOP("errors", "The PostgreSQL on {host} is version {version}, which is too old."),
        QT_TRANSLATE_NOOP("errors", "A hub needs version 15 or later. Ask whoever runs the server."),
    ),
    ErrorKind(
        "sync-hub-no-library",
        QT_TRANSLATE_NOOP("errors", "You take part in no library named {library} in {store}."),
        QT_TRANSLATE_NOOP("errors", "Look at the address, or ask an owner of the library to invite you."),
    ),
    ErrorKind(
        "sync-hub-rights",
        QT_TRANSLATE_NOOP("errors", "You may not do that in {store}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. An owner of the library or the hub’s keeper may."),
    ),
    ErrorKind(
        "sync-hub-program",
        QT_TRANSLATE_NOOP("errors", "The program {program} of PostgreSQL did not do its work."),
        QT_TRANSLATE_NOOP(
            "errors", "Nothing was changed. It must be installed here, in the version of the server or later."
        ),
    ),
    ErrorKind(
        "sync-hub-there",
        QT_TRANSLATE_NOOP("errors", "{target} is there already."),
        QT_TRANSLATE_NOOP(
            "errors", "Nothing was changed. Name another, or say --replace if it is to be lost."
        ),
    ),
    ErrorKind(
        "sync-part-missing",
        QT_TRANSLATE_NOOP("errors", "This Liseuse cannot speak to servers such as {store}."),
        QT_TRANSLATE_NOOP(
            "errors",
            "That is a part of its own: {command}, where Liseuse was installed with pip. Or choose a folder "
            "of this computer.",
        ),
    ),
)
"""Kinds of errors of folders, servers and hubs; what a hub's bucket says is in `sync_kinds`."""
