"""Text that a reader sees: marked where it is declared, translated where it is shown.

`QT_TRANSLATE_NOOP` has exactly this name because `pyside6-lupdate` finds strings of Qt-free
modules by no other. Values are put in by name (`{host}`) and wrapped in first-strong isolates, so
that a Latin name inside an Arabic line, or the reverse, cannot disturb its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"

VALUE_CONTEXTS: Mapping[str, str] = MappingProxyType(
    {"source": "languages", "target": "languages", "language": "languages", "type": "kinds"}
)
"""Values that are English words themselves, and the context they are translated in."""

Translate = Callable[[str, str], str]
"""A function `(context, English text) -> text in the reader's language`."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name lupdate looks for
    """Mark `text` for translation under `context` and return it unchanged."""
    return text


def isolate(value: object) -> str:
    """Wrap a value for insertion in a message of any direction (Unicode UAX 9, FSI … PDI)."""
    return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}"


def plain(text: str) -> str:
    """Remove the isolates `isolate` added: for terminals, files and JSON."""
    return text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")


def untranslated(context: str, text: str) -> str:
    """The `Translate` that leaves everything in English."""
    return text


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """What a family of failures says: `title` is what happened, `hint` what to do next."""

    kind: str
    title: str
    hint: str
    retryable: bool = False


FURTHER_KINDS = (
    # A damaged library with a change that was cut short, and no room to look at a copy of it first.
    ErrorKind(
        "library-undone",
        QT_TRANSLATE_NOOP("errors", "The library file is damaged."),
        QT_TRANSLATE_NOOP(
            "errors",
            "A change that was cut short was undone in it, and nothing else. Run “liseuse doctor”, or "
            "restore a backup.",
        ),
    ),
    ErrorKind(
        "library-back",
        QT_TRANSLATE_NOOP("errors", "The library is at {folder} again."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. Look again, and it opens."),
        True,
    ),
    ErrorKind(
        "not-a-file",
        QT_TRANSLATE_NOOP("errors", "{file} is no file that could be replaced."),
        QT_TRANSLATE_NOOP("errors", "Choose another name or folder."),
    ),
    # Of what the reader closed himself.
    ErrorKind(
        "private-update",
        QT_TRANSLATE_NOOP("errors", "No feed is asked: private reading is on."),
        QT_TRANSLATE_NOOP("errors", "End it with liseuse private off, or add --anyway for this one time."),
        True,
    ),
    ErrorKind(
        "private-reading",
        QT_TRANSLATE_NOOP("errors", "Nothing is fetched: private reading is on."),
        QT_TRANSLATE_NOOP(
            "errors",
            "End it in the window with Ctrl+Shift+P, or with liseuse private off. What waits is kept.",
        ),
        True,
    ),
    # Of models: where they come from and what runs them.
    ErrorKind(
        "engine-missing",
        QT_TRANSLATE_NOOP("errors", "The part of Liseuse that runs Firefox models is not installed."),
        QT_TRANSLATE_NOOP(
            "errors", "Install it with pip install liseuse[firefox]. Other models go on working."
        ),
    ),
    ErrorKind(
        "model-address",
        QT_TRANSLATE_NOOP("errors", "The model was to come from {host}, which is in your own network."),
        QT_TRANSLATE_NOOP("errors", "Nothing was fetched. Check the address of the list of models."),
    ),
    # Of files that other programs exported.
    ErrorKind(
        "unknown-export",
        QT_TRANSLATE_NOOP("errors", "The file {file} is no export that Liseuse knows."),
        QT_TRANSLATE_NOOP(
            "errors",
            "It reads exports of other reading apps, bookmarks, tables and lists with web links. If this is "
            "one of a newer version, export it in another form.",
        ),
    ),
    ErrorKind(
        "passwords-file",
        QT_TRANSLATE_NOOP("errors", "The file {file} keeps passwords, not articles."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Nothing of it was taken. Export the bookmarks or the reading list instead; and delete this file "
            "when you do not need it, for anyone who opens it can read the passwords.",
        ),
    ),
    # Of what goes out by itself.
    ErrorKind(
        "no-systemd",
        QT_TRANSLATE_NOOP("errors", "This system has no timers that Liseuse knows (systemd)."),
        QT_TRANSLATE_NOOP(
            "errors", "Write the edition by hand, or let another scheduler run liseuse edition."
        ),
    ),
    ErrorKind(
        "no-local-network",
        QT_TRANSLATE_NOOP("errors", "This computer is in no local network now."),
        QT_TRANSLATE_NOOP(
            "errors", "Connect it to the network of the other device. Nothing is served to the Internet."
        ),
        retryable=True,
    ),
    ErrorKind(
        "catalogue-address",
        QT_TRANSLATE_NOOP("errors", "The catalogue cannot be served at {address}."),
        QT_TRANSLATE_NOOP("errors", "Another program may be using that port. Choose another one."),
    ),
    ErrorKind(
        "no-such-import",
        QT_TRANSLATE_NOOP("errors", "There is no import with the number {id}."),
        QT_TRANSLATE_NOOP("errors", "List the imports to see their numbers."),
    ),
    ErrorKind(
        "no-keyring",
        QT_TRANSLATE_NOOP("errors", "The password could not be kept: this system has no keyring."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Liseuse writes it nowhere else. Set up a keyring (GNOME Keyring, KWallet, KeePassXC) and try "
            "again.",
        ),
    ),
    ErrorKind(
        "keyring-closed",
        QT_TRANSLATE_NOOP("errors", "The password could not be kept: the keyring stayed locked."),
        QT_TRANSLATE_NOOP("errors", "Liseuse writes it nowhere else. Unlock the keyring and try again."),
    ),
    # Of several computers that keep one library.
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
        "folder-missing",
        QT_TRANSLATE_NOOP("errors", "The folder {folder} is not there."),
        QT_TRANSLATE_NOOP("errors", "Connect the disk that it is on, or choose another folder."),
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
            "errors", "Nothing was taken from it. Put the former one back, or leave and join anew."
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
        "unknown-file",
        QT_TRANSLATE_NOOP("errors", "Liseuse cannot open the file {file}."),
        QT_TRANSLATE_NOOP("errors", "It opens saved pages, files with links, and translation models."),
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
"""Kinds of errors beside those in `error_kinds` and `feed_error_kinds`."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the reader: `text` in English with named places, `values` to fill them."""

    context: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def show(self, translate: Translate = untranslated) -> str:
        """Return the text in the reader's language with its values, each isolated."""
        text = translate(self.context, self.text)
        for name, value in self.values.items():
            context = VALUE_CONTEXTS.get(name, "")
            shown = translate(context, str(value)) if context else value
            text = text.replace("{" + name + "}", isolate(shown))
        return text
