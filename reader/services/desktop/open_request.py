"""What a start of the program asks a window to open: links, files, an article, a view.

The words of a command line, of a desktop entry and of a `liseuse:` link all become one `Opening`,
which the window takes, whether it was started with it or had it handed over. Nothing in it is
believed more than a dropped link is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from reader.core.error_kinds import KINDS
from reader.core.errors import ReaderError
from reader.core.origin import NamedBy
from reader.core.serialize import is_whole

MOST_THINGS = 500
"""Links and files of one opening; a folder dragged onto the icon gives no more."""
LONGEST_LINK = 8_000
LONGEST_PATH = 4_096
_SCHEME = "liseuse:"
_FEED_SCHEME = "feed:"
_FILE_ENDINGS = (
    ".url",
    ".webloc",
    ".desktop",
    ".mhtml",
    ".mht",
    ".webarchive",
    ".argosmodel",
)
"""Endings that no web address is taken for; other names are files when they exist."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What to open. With nothing in it, the window only comes to the front.

    Args:
        links: http(s) links to save.
        files: absolute paths of saved pages, link files, text files and models.
        article: the number of an article to show, 0 for none.
        view: a view to show, empty for none.
        clipboard: save what is on the clipboard.
        quietly: do not raise the window (a command line that saves in passing).
        changed: the library was changed by another process: read the list again.
        named_by: who named the links; `APP_LINK` for those in a `liseuse:` link, which any page can write.
        allow_local: the reader lets what is opened lead into this computer and its network.
        problem: why a part of what was asked for cannot be opened, for the window to say.
        token: the desktop's leave to take the focus (`XDG_ACTIVATION_TOKEN`).
        feeds: addresses out of `feed:` links, which the reader is asked to follow.
    """

    links: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    article: int = 0
    view: str = ""
    clipboard: bool = False
    quietly: bool = False
    changed: bool = False
    named_by: NamedBy = NamedBy.READER
    allow_local: bool = False
    problem: ReaderError | None = None
    token: str = field(default="", repr=False)
    feeds: tuple[str, ...] = ()

    @property
    def asks_nothing(self) -> bool:
        """Whether it only raises the window."""
        asked = (self.links, self.feeds, self.files, self.article, self.view, self.clipboard, self.changed)
        return not any(asked) and self.problem is None

    def to_json(self) -> dict[str, Any]:
        """As it travels to another process."""
        return {
            "links": list(self.links),
            "feeds": list(self.feeds),
            "files": list(self.files),
            "article": self.article,
            "view": self.view,
            "clipboard": self.clipboard,
            "quietly": self.quietly,
            "changed": self.changed,
            "named_by": self.named_by.value,
            "outside": self.named_by is not NamedBy.READER,  # what a window of an earlier version reads
            "allow_local": self.allow_local,
            "problem": _problem_json(self.problem),
            "token": self.token,
        }

    @classmethod
    def from_json(cls, value: Any) -> Opening:
        """Read what another process sent; every part is judged as if a stranger had sent it.

        Raises:
            ReaderError: `not-a-link`, `unsupported-scheme`, or `unknown-opening` for what has no such form.
        """
        if not isinstance(value, Mapping):
            raise ReaderError("unknown-opening", "no object")
        files = tuple(_texts(value, "files", LONGEST_PATH))
        if not all(Path(name).is_absolute() and "\0" not in name for name in files):
            raise ReaderError("unknown-opening", "a path is not absolute")
        view, article = _text(value, "view"), value.get("article", 0)
        if view and not _is_plain_view(view):
            raise ReaderError("unknown-opening", "no such view")
        if type(article) is not int or not 0 <= article < 2**53:
            raise ReaderError("unknown-opening", "no article number")
        return cls(
            links=tuple(_link(text) for text in _texts(value, "links", LONGEST_LINK)),
            feeds=tuple(_feed_link(text) for text in _texts(value, "feeds", LONGEST_LINK)),
            files=files,
            article=article,
            view=view,
            clipboard=_flag(value, "clipboard"),
            quietly=_flag(value, "quietly"),
            changed=_flag(value, "changed"),
            named_by=_named_by(value),
            allow_local=_flag(value, "allow_local"),
            problem=_problem(value.get("problem")),
            token=_token(_text(value, "token")),
        )


def read_opening(words: Sequence[str], folder: Path) -> Opening:
    """What the words of a command line mean: links, `liseuse:` and `feed:` links, files below `folder`.

    Raises:
        ReaderError: a word is nothing that can be opened; `not-a-link`, `unsupported-scheme`,
            `unknown-opening` or `file-unreadable`.
    """
    if len(words) > MOST_THINGS:
        raise ReaderError("unknown-opening", f"{len(words)} things at once")
    opening = Opening()
    for word in words:
        opening = _with(opening, _read(word.strip(), folder))
    return opening


def _with(one: Opening, other: Opening) -> Opening:
    return replace(
        one,
        links=tuple(dict.fromkeys((*one.links, *other.links))),
        feeds=tuple(dict.fromkeys((*one.feeds, *other.feeds))),
        files=tuple(dict.fromkeys((*one.files, *other.files))),
        article=other.article or one.article,
        view=other.view or one.view,
        clipboard=one.clipboard or other.clipboard,
        named_by=one.named_by if other.named_by is NamedBy.READER else other.named_by,
    )


def _read(word: str, folder: Path) -> Opening:
    if word.lower().startswith(_SCHEME):
        return read_app_link(word)
    if word.lower().startswith(("http://", "https://")):
        return Opening(links=(_link(word),))
    if (address := feed_address(word)) is not None:
        return Opening(feeds=(_feed_link(address),), named_by=NamedBy.APP_LINK)
    path = _local_path(word, folder)
    if path is not None:
        return Opening(files=(str(path),))
    return Opening(links=(_link(word),))


def feed_address(word: str) -> str | None:
    """The address in a `feed:` link, which stands before another one or instead of `http:`; else `None`."""
    if not word.lower().startswith(_FEED_SCHEME):
        return None
    rest = word[len(_FEED_SCHEME) :]
    return f"http:{rest}" if rest.startswith("//") else rest


def is_app_link(word: str) -> bool:
    """Whether a word is a `liseuse:` link."""
    return word.strip().lower().startswith(_SCHEME)


def read_app_link(link: str) -> Opening:
    """What a `liseuse:` link asks for.

    `liseuse:save?url=…` (several `url=` are allowed, http and https inside only),
    `liseuse:article/ID`, `liseuse:view/NAME` and `liseuse:open`. `liseuse://…` is read alike.

    Raises:
        ReaderError: `unknown-opening`, `not-a-link` or `unsupported-scheme`.
    """
    if len(link) > LONGEST_LINK * 4:
        raise ReaderError("unknown-opening", "too long")
    try:
        parts = urlsplit(link)
    except ValueError as error:
        raise ReaderError("unknown-opening", str(error)) from error
    verb, _, rest = f"{parts.netloc}{parts.path}".strip("/").partition("/")
    verb, rest = verb.lower(), unquote(rest).strip("/")
    if verb == "save":
        wanted = parse_qs(parts.query, max_num_fields=MOST_THINGS, strict_parsing=False).get("url", [])
        if wanted:
            return Opening(
                links=tuple(dict.fromkeys(_full_link(text) for text in wanted)), named_by=NamedBy.APP_LINK
            )
    if verb == "article" and rest.isascii() and rest.isdigit() and len(rest) < 16 and int(rest):
        return Opening(article=int(rest))
    if verb == "view" and _is_plain_view(rest):
        return Opening(view=rest)
    if verb in ("", "open") and not rest:
        return Opening()
    raise ReaderError("unknown-opening", f"verb {verb[:20]!r}")


def _named_by(value: Mapping[str, Any]) -> NamedBy:
    by = value.get("named_by", NamedBy.APP_LINK if value.get("outside") is True else NamedBy.READER)
    return NamedBy(by) if by in NamedBy.__members__.values() else NamedBy.UNKNOWN


def _is_plain_view(name: object) -> bool:
    from reader.services.library.browse_library import VIEWS

    return name in VIEWS


def _full_link(text: str) -> str:
    """A link inside a `liseuse:` link, which has its scheme: nothing is guessed from a stranger's text."""
    if not text.strip().lower().startswith(("http://", "https://")):
        raise ReaderError("unsupported-scheme", "inside a liseuse: link")
    return _link(text)


def _link(text: str) -> str:
    from reader.saving.fetching.urls import parse_link

    return parse_link(text)


def _feed_link(text: str) -> str:
    """The address of a feed, with the name and password that it may want; who shows it leaves those out."""
    from reader.saving.feeds.secrets import with_access

    return with_access(text, _link(text))


def _local_path(word: str, folder: Path) -> Path | None:
    """The absolute path a word stands for, when it is a file and no link."""
    if word.lower().startswith("file:"):
        parts = urlsplit(word)
        if parts.netloc not in ("", "localhost"):
            raise ReaderError("file-unreadable", "on another computer", file=Path(parts.path).name)
        word = unquote(parts.path)
        return folder / word
    path = folder / Path(word).expanduser() if word else folder
    if path.suffix.lower() in _FILE_ENDINGS and "://" not in word:
        return path
    try:
        return path if word and path.is_file() else None
    except (OSError, ValueError):  # a text that no system takes for a file name
        return None


def _texts(value: Mapping[str, Any], key: str, longest: int) -> list[str]:
    found = value.get(key, [])
    if not isinstance(found, list) or len(found) > MOST_THINGS:
        raise ReaderError("unknown-opening", f"{key} have no such form")
    if not all(isinstance(text, str) and 0 < len(text) <= longest and is_whole(text) for text in found):
        raise ReaderError("unknown-opening", f"{key} have no such form")
    return list(found)


def _text(value: Mapping[str, Any], key: str) -> str:
    found = value.get(key, "")
    if not isinstance(found, str) or not is_whole(found):
        raise ReaderError("unknown-opening", f"{key} is no text")
    return found


def _flag(value: Mapping[str, Any], key: str) -> bool:
    found = value.get(key, False)
    if not isinstance(found, bool):
        raise ReaderError("unknown-opening", f"{key} is neither true nor false")
    return found


def _problem_json(problem: ReaderError | None) -> dict[str, Any] | None:
    if problem is None:
        return None
    return {
        "kind": problem.kind,
        "values": {name: str(value)[:200] for name, value in problem.values.items()},
    }


def _problem(value: Any) -> ReaderError | None:
    if value is None:
        return None
    kind, values = (value.get("kind"), value.get("values", {})) if isinstance(value, dict) else (None, {})
    if not isinstance(kind, str) or not isinstance(values, dict):
        raise ReaderError("unknown-opening", "a problem has no such form")
    fits = kind in KINDS and all(is_error_value(name, text) for name, text in values.items())
    return ReaderError(kind, "", **values) if fits else None


def is_error_value(name: str, text: Any) -> bool:
    """Whether what another process sent may be put into the words of an error under this name."""
    return (
        isinstance(text, str)
        and len(text) <= 200
        and is_whole(text)
        and name.isidentifier()
        and name not in ("self", "kind", "detail")
    )


def _token(text: str) -> str:
    return text if len(text) < 300 and text.isprintable() else ""
