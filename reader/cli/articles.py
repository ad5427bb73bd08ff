"""The commands `extract`, `list` and `show`."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.cli.article_json import article_fields, block_fields, document_fields, summary_fields
from reader.cli.output import Output
from reader.cli.texts.parser import BadArgument
from reader.core.errors import ReaderError
from reader.core.languages import language
from reader.core.messages import QT_TRANSLATE_NOOP
from reader.core.model import Translation
from reader.services.library.browse_library import SORTS, VIEWS, list_articles
from reader.services.library.open_article import OpenedArticle, read_article, with_clean_html
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    extract = commands.add_parser("extract", help="show what would be saved of a page; no library is used")
    extract.add_argument("file", metavar="FILE|-", help="a saved page, or - for one on standard input")
    extract.add_argument("--url", default="", help="the page's own address")
    extract.set_defaults(run=_extract, uses_library=False)

    listing = commands.add_parser("list", help="list the articles of a view")
    listing.add_argument("--view", choices=VIEWS, default="all", help="of which view (all)")
    listing.add_argument("--tag", default="", metavar="T", help="only those with a tag")
    listing.add_argument("--sort", choices=SORTS, default="saved", help="by what (saved)")
    listing.add_argument("--limit", type=_positive, metavar="N", help="at most so many")
    listing.set_defaults(run=_list, uses_library=True)

    show = commands.add_parser("show", help="show an article, in its own language or a translation")
    show.add_argument("id", type=int)
    show.add_argument("--lang", default="", help="the language to show, for example en")
    show.add_argument(
        "--format", choices=("text", "markdown", "html"), default="text", help="in which form (text)"
    )
    show.set_defaults(run=_show, uses_library=True)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise BadArgument(QT_TRANSLATE_NOOP("terminal", "must be 1 or more"))
    return number


def _extract(options: argparse.Namespace, output: Output) -> int:
    from reader.services.saving.save_page import read_bytes
    from reader.workers.extraction import ExtractionWorker

    page = page_on_input() if options.file == "-" else read_bytes(Path(options.file), piped=True)
    worker = ExtractionWorker()
    try:
        document = worker.extract(page, options.url, "", output.progress())
    finally:
        worker.close()
    output.result(document_fields(document), document.text)
    return 0


@contextlib.contextmanager
def input_errors() -> Iterator[None]:
    """Say it where standard input is closed, or cannot be read as after `0>file`.

    Raises:
        ReaderError: `file-unreadable`.
    """
    try:
        yield
    except OSError as error:
        raise ReaderError("file-unreadable", str(error), file="-") from error


def page_on_input() -> bytes:
    """The page on standard input.

    Raises:
        ReaderError: `file-unreadable`, `too-large`.
    """
    from reader.saving.containers import MOST_BYTES
    from reader.saving.fetching.unpack import too_large

    with input_errors():
        page = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(page) > MOST_BYTES:
        raise too_large(MOST_BYTES, "input's")
    return page


def _list(options: argparse.Namespace, output: Output) -> int:
    with LibrarySession.open(library_paths(options.library)) as session:
        found = list_articles(session, options.view, options.tag, options.sort, options.limit)
    lines = [f"{s.id}\t{s.date or '-'}\t{s.language}\t{s.site}\t{s.title}" for s in found]
    output.result([summary_fields(s) for s in found], "\n".join(lines))
    return 0


def _show(options: argparse.Namespace, output: Output) -> int:
    from reader.reading.translated import translated_document

    with LibrarySession.open(library_paths(options.library)) as session:
        opened = read_article(session, options.id)
    document = with_clean_html(opened.article.document)
    translation = _chosen_translation(opened, options.lang)
    if translation is not None:
        document = translated_document(document, translation)
    fields = {
        **article_fields(opened.article, document),
        "blocks": [block_fields(block) for block in document.blocks],
    }
    output.result(fields, _as_text(document, options.format))
    return 0


def _chosen_translation(opened: OpenedArticle, code: str) -> Translation | None:
    if not code or code == opened.article.document.language:
        return None
    found = opened.translations.get(code)
    if found is None:
        raise ReaderError("not-translated", f"no translation to {code}", target=language(code).name)
    return found


def _as_text(document: Any, form: str) -> str:
    from reader.reading.document import html_from_blocks, markdown_from_blocks, text_from_blocks
    from reader.reading.markdown_text import plain_markdown

    if form == "html":
        return html_from_blocks(document.blocks, document.title)
    if form == "markdown":
        return f"# {plain_markdown(document.title)}\n\n{markdown_from_blocks(document.blocks)}"
    return f"{document.title}\n\n{text_from_blocks(document.blocks)}"
