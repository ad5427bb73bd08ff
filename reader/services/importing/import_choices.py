"""What the reader chooses before an import, and why a row was not taken, in words."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.messages import QT_TRANSLATE_NOOP, Message

FETCH = ("now", "later", "never")
PICTURES = ("now", "opened")


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """How a file is imported.

    `unread_only` leaves out what was read or archived there. `folders_as_tags` makes a tag of each folder.
    `keep_dates` gives articles the dates they were saved at there. `fetch` says when the texts are fetched
    that did not come along: `now`, `later` (in the background of the window) or `never`. `allow_local`: links
    into this computer and its network are the reader's own. `tags` are given to every article. `format`: the
    file must be this (a key of `FORMAT_NAMES`), "" for whatever it is. `pictures` says when those of the
    texts that came along are fetched: `now`, or when an article is `opened` for the first time. `run_rules`:
    rules for feeds that our own export brings run at once; else they wait, paused, until the reader says so.
    """

    unread_only: bool = False
    folders_as_tags: bool = True
    keep_dates: bool = True
    fetch: str = "later"
    allow_local: bool = False
    tags: tuple[str, ...] = ()
    format: str = ""
    pictures: str = "opened"
    run_rules: bool = False


FORMAT_NAMES = {
    "pocket-csv": QT_TRANSLATE_NOOP("import", "Pocket export"),
    "pocket-html": QT_TRANSLATE_NOOP("import", "Pocket export (older form)"),
    "instapaper": QT_TRANSLATE_NOOP("import", "Instapaper export"),
    "omnivore": QT_TRANSLATE_NOOP("import", "Omnivore export"),
    "wallabag": QT_TRANSLATE_NOOP("import", "wallabag export"),
    "readwise-reader": QT_TRANSLATE_NOOP("import", "Readwise Reader export"),
    "readwise-highlights": QT_TRANSLATE_NOOP("import", "Readwise highlights"),
    "karakeep": QT_TRANSLATE_NOOP("import", "Karakeep export"),
    "linkwarden": QT_TRANSLATE_NOOP("import", "Linkwarden backup"),
    "raindrop": QT_TRANSLATE_NOOP("import", "Raindrop export"),
    "bookmarks": QT_TRANSLATE_NOOP("import", "bookmark file"),
    "pinboard": QT_TRANSLATE_NOOP("import", "Pinboard export"),
    "matter": QT_TRANSLATE_NOOP("import", "Matter export"),
    "onetab": QT_TRANSLATE_NOOP("import", "OneTab list"),
    "safari": QT_TRANSLATE_NOOP("import", "Safari reading list"),
    "firefox": QT_TRANSLATE_NOOP("import", "Firefox bookmarks"),
    "chromium": QT_TRANSLATE_NOOP("import", "Chromium bookmarks"),
    "opml": QT_TRANSLATE_NOOP("import", "list of feeds"),
    "zotero": QT_TRANSLATE_NOOP("import", "Zotero export"),
    "hypothesis": QT_TRANSLATE_NOOP("import", "Hypothesis annotations"),
    "ris": QT_TRANSLATE_NOOP("import", "list of references (RIS)"),
    "kindle": QT_TRANSLATE_NOOP("import", "Kindle clippings"),
    "csv": QT_TRANSLATE_NOOP("import", "table with web links"),
    "json": QT_TRANSLATE_NOOP("import", "JSON list with web links"),
    "links": QT_TRANSLATE_NOOP("import", "list of web links"),
    "liseuse": QT_TRANSLATE_NOOP("import", "Liseuse library"),
}

_REASONS = {
    "no-address": QT_TRANSLATE_NOOP("import", "It has no address."),
    "no-link": QT_TRANSLATE_NOOP("import", "Its address is no web link."),
    "scheme": QT_TRANSLATE_NOOP("import", "Only web links can be kept (http, https)."),
    "broken": QT_TRANSLATE_NOOP("import", "This part of the file is damaged."),
    "too-long": QT_TRANSLATE_NOOP("import", "It is too large."),
    "too-many": QT_TRANSLATE_NOOP(
        "import",
        "From here on nothing was read: one import takes a million rows. Divide the file into several.",
    ),
    "other-list": QT_TRANSLATE_NOOP(
        "import", "It stands in another list of the file, not in that of articles."
    ),
    "other-file": QT_TRANSLATE_NOOP(
        "import", "This file was left out: the others are the export of a program."
    ),
    "feed": QT_TRANSLATE_NOOP("import", "It is a feed, not an article."),
    "cut": QT_TRANSLATE_NOOP("import", "The file breaks off here."),
    "encrypted": QT_TRANSLATE_NOOP("import", "This part of the archive wants a password."),
    "passwords": QT_TRANSLATE_NOOP("import", "This file keeps passwords. Nothing of it was read."),
    "newer": QT_TRANSLATE_NOOP("import", "A newer Liseuse made it. What is not known here was left out."),
    "no-picture": QT_TRANSLATE_NOOP(
        "import", "A picture of it is missing or damaged. It is to be fetched again."
    ),
    "not-unread": QT_TRANSLATE_NOOP("import", "It was read there, and you chose unread ones only."),
}


def reason_text(reason: str) -> Message:
    """Why a row was not taken, for a person."""
    return Message("import", _REASONS[reason])


def format_name(name: str) -> Message:
    """What a format is called, for a person."""
    return Message("import", FORMAT_NAMES[name])
