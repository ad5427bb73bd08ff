"""The commands `tag`, `archive`, `favourite`, `read` and `delete`: several articles at once, or none."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from reader.cli.article_json import summary_fields
from reader.cli.output import Output
from reader.core.errors import ReaderError
from reader.core.model import ArticleSummary
from reader.services.library.browse_library import change
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths

_FLAGS = {
    "archive": ("archived", True, "put articles into the archive", "take them out of it"),
    "favourite": ("favourite", True, "mark articles as favourites", "take the mark away"),
    "read": ("unread", False, "mark articles as read", "mark them as unread"),
    "delete": ("trashed", True, "move articles to Trash", "take them out of it"),
}


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    tag = commands.add_parser(
        "tag",
        help="give tags to articles and take tags away",
    )
    _add_ids(tag)
    tag.add_argument("--add", action="append", default=[], metavar="T", help="a tag to give; may be repeated")
    tag.add_argument("--remove", action="append", default=[], metavar="T", help="a tag to take away")
    tag.set_defaults(run=_tag, uses_library=True)
    for name, (_, _, text, back) in _FLAGS.items():
        flag = commands.add_parser(name, help=text)
        _add_ids(flag)
        flag.add_argument("--undo", action="store_true", help=back)
        flag.set_defaults(run=_flag, uses_library=True)
        if name == "delete":
            flag.add_argument(
                "--forever", action="store_true", help="delete for good what lies in Trash; no way back"
            )


def restore_articles(ids: Sequence[int], session: LibrarySession, output: Output) -> int:
    """Take articles out of Trash; what `restore ID…` does."""
    _check(session, ids)
    change(session, ids, "trashed", False)
    return _show(session, ids, output)


def _add_ids(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", type=int, metavar="ID")


def _tag(options: argparse.Namespace, output: Output) -> int:
    from reader.services.library.tag_articles import tag_articles

    with LibrarySession.open(library_paths(options.library)) as session:
        _check(session, options.ids)
        tag_articles(session, options.ids, options.add, options.remove)
        return _show(session, options.ids, output)


def _flag(options: argparse.Namespace, output: Output) -> int:
    field, value, *_ = _FLAGS[options.command]
    with LibrarySession.open(library_paths(options.library)) as session:
        cards = _check(session, options.ids)
        if getattr(options, "forever", False):
            gone = [card for card in cards if card.trashed]
            session.articles.delete_forever([card.id for card in gone])
            return _write(gone, output, 0 if len(gone) == len(cards) else 1)
        change(session, options.ids, field, value is not options.undo)
        return _show(session, options.ids, output)


def _check(session: LibrarySession, ids: Sequence[int]) -> list[ArticleSummary]:
    """The cards of articles; when one is missing nothing is changed.

    Raises:
        ReaderError: `no-such-article`, for the first that is missing.
    """
    cards = session.articles.by_ids(list(dict.fromkeys(ids)))
    missing = [i for i in ids if i not in {card.id for card in cards}]
    if missing:
        raise ReaderError("no-such-article", f"article {missing[0]}", id=missing[0])
    return cards


def _show(session: LibrarySession, ids: Sequence[int], output: Output) -> int:
    return _write(session.articles.by_ids(list(dict.fromkeys(ids))), output)


def _write(cards: Sequence[ArticleSummary], output: Output, code: int = 0) -> int:
    lines = [f"{card.id}\t{', '.join(_marks(card, output)) or '-'}\t{card.title}" for card in cards]
    output.result([summary_fields(card) for card in cards], "\n".join(lines))
    return code


def _marks(card: ArticleSummary, output: Output) -> list[str]:
    flags = ("unread", "favourite", "archived", "trashed")
    return [*(output.word(name) for name in flags if getattr(card, name)), *(f"#{tag}" for tag in card.tags)]
