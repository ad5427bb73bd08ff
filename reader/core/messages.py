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
    ErrorKind(
        "folder-missing",
        QT_TRANSLATE_NOOP("errors", "The folder {folder} is not there."),
        QT_TRANSLATE_NOOP("errors", "Connect the disk that it is on, or choose another folder."),
        True,
    ),
    ErrorKind(
        "unknown-file",
        QT_TRANSLATE_NOOP("errors", "Liseuse cannot open the file {file}."),
        QT_TRANSLATE_NOOP("errors", "It opens saved pages, files with links, and translation models."),
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
