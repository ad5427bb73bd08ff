"""The command `search`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from reader.cli.output import Output
from reader.cli.texts.parser import BadArgument
from reader.core.messages import QT_TRANSLATE_NOOP, Message
from reader.services import search_library
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths

if TYPE_CHECKING:
    from reader.core.search import Hit, Result

_HELP = """Words, “phrases in quotes”, one OR another, -without, and filters, each with its value:
  title: tag: author: source: site: lang: before: after: (YYYY[-MM[-DD]])
  is:unread is:favourite is:archived is:translated
  time:<10 time:>5 time:5-10
Each may have a minus or an OR; one that begins with a minus stands after two: search -- -sport
"""


_INCOMPLETE = QT_TRANSLATE_NOOP(
    "terminal", "Results may be incomplete. Articles that are not indexed yet: {count}"
)

_BESIDE = ("author", "tag")
"""Places that a person is shown; to scripts, a hit stands in a text."""


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser."""
    parser = commands.add_parser(
        "search", help="find articles by their words, in every language", epilog=_HELP
    )
    parser.add_argument("query", nargs="+", metavar="QUERY", help="what to look for; see below")
    parser.add_argument(
        "--in", dest="where", choices=("original", "translation", "notes"), default="", help="only there"
    )
    parser.add_argument("--trash", action="store_true", help="search in Trash instead")
    parser.add_argument("--limit", type=_positive, default=20, metavar="N", help="at most so many (20)")
    parser.set_defaults(run=_search, uses_library=True)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise BadArgument(QT_TRANSLATE_NOOP("terminal", "must be 1 or more"))
    return number


def _search(options: argparse.Namespace, output: Output) -> int:
    with LibrarySession.open(library_paths(options.library)) as session:
        search_library.catch_up(session, output.progress("search"))
        found = search_library.search(session, " ".join(options.query), options.where)
        if found.waiting:  # nothing can be written, not even a copy of the index
            output.tell(Message("terminal", _INCOMPLETE, {"count": found.waiting}))
        page = search_library.results(session, found, limit=options.limit, trashed=options.trash)
    output.result([_fields(result) for result in page], "\n".join(_text(result, output) for result in page))
    return 0


def _fields(result: Result) -> dict[str, Any]:
    card = result.summary
    hits = [_hit_fields(hit) for hit in result.hits if hit.where not in _BESIDE]
    return {"id": card.id, "title": card.title, "hits": hits}


def _hit_fields(hit: Hit) -> dict[str, Any]:
    return {
        "where": hit.where,
        "snippet": hit.snippet,
        "bold": [list(span) for span in hit.bold],
        "block": hit.block,
        "sentence": hit.sentence,
        "matches": hit.matches,
    }


def _text(result: Result, output: Output) -> str:
    lines = [f"{result.summary.id}\t{result.summary.title}"]
    lines += [f"\t{output.word(hit.where)}: {hit.snippet}" for hit in result.hits if hit.where != "title"]
    return "\n".join(lines)
