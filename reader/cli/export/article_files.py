"""Articles into a book, or into a file each: web page, Markdown, text, PDF."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.cli.output import Output, error_json
from reader.core.errors import ReaderError
from reader.services.library.browse_library import cards
from reader.services.library.export_article import ExportChoice, export_article, file_name
from reader.services.library_session import LibrarySession
from reader.settings.disks import require_mounted

ORIGINAL, BOTH = "original", "both"
PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported: articles, in which languages, under which title, to which place ("": here)."""

    session: LibrarySession
    ids: Sequence[int]
    form: str
    choice: ExportChoice
    title: str
    place: str
    output: Output


@dataclass(slots=True)
class Written:
    """What came of it: files, the number of articles in them, and why each of the others is in none."""

    files: list[Path]
    articles: int
    failed: list[dict[str, Any]]


def write(options: argparse.Namespace, session: LibrarySession, ids: list[int], output: Output) -> int:
    """Write articles in one of `FORMS`; gives the exit code.

    Raises:
        ReaderError: the only article, or the book, cannot be written.
    """
    choice = chosen_languages(options, session, ids, bool(options.notes))
    title = options.title or (options.tag or options.search or "" if len(ids) > 1 else "")
    wanted = Wanted(session, ids, options.format, choice, title, options.output, output)
    written = FORMS[options.format](wanted) if ids else Written([], 0, [])
    fields = {
        "written": [str(path) for path in written.files],
        "articles": written.articles,
        "failed": written.failed,
    }
    output.result(fields, "\n".join(map(str, written.files)))
    return 1 if written.failed else 0


def chosen_languages(
    options: argparse.Namespace, session: LibrarySession, ids: Sequence[int], notes: bool
) -> ExportChoice:
    """What `--lang` and `--both` ask for; of `both` it is the translation that most of the articles have."""
    if options.lang in (None, "", ORIGINAL):
        return ExportChoice(notes=notes)
    if options.lang != BOTH:
        return ExportChoice(options.lang, options.both, notes)
    had = Counter(code for card in cards(session, ids) for code in card.translations)
    most = min(had, key=lambda code: (-had[code], code), default="")
    return ExportChoice(most, bool(most), notes)


def _write_book(wanted: Wanted) -> Written:
    """One file with every article; what has no translation is in its own language there."""
    from reader.services.library.export_book import BookName, export_book

    cards_of = cards(wanted.session, wanted.ids[:1])
    title = wanted.title or (cards_of[0].title if cards_of else "")
    path = Path(wanted.place or file_name(title, wanted.form))
    if path.is_dir():
        path /= file_name(title, wanted.form)
    book = export_book(
        wanted.session,
        wanted.ids,
        path,
        wanted.output.progress(),
        wanted.choice,
        BookName(wanted.title),
        translate=wanted.output.translate,
    )
    wanted.output.left_out(book.without_text)
    return Written([book.path], book.articles, [])


def _write_each(wanted: Wanted) -> Written:
    """A file for each article; one that fails does not keep the others."""
    written = Written([], 0, [])
    place = Path(wanted.place)
    names: set[str] = set()
    single = len(wanted.ids) == 1 and wanted.place and not place.is_dir()
    if not single:
        require_mounted(place)
        place.mkdir(parents=True, exist_ok=True)
    for article_id in wanted.ids:
        try:
            title = wanted.session.articles.summary(article_id).title
            path = place if single else _free(place / file_name(title, wanted.form), names)
            _write_one(wanted, article_id, path)
        except ReaderError as error:
            if len(wanted.ids) == 1:
                raise
            wanted.output.failures(wanted.session, {article_id: error})
            written.failed.append({"id": article_id, "error": error_json(error)})
        else:
            written.files.append(path)
            names.add(path.name.casefold())
    written.articles = len(written.files)
    return written


def _write_one(wanted: Wanted, article_id: int, path: Path) -> None:
    session, translate = wanted.session, wanted.output.translate
    if wanted.form != PDF:
        export_article(session, article_id, path, wanted.form, wanted.choice, translate)
        return
    from reader.services.library.draw_pdf import draw_pdf

    options = session.settings
    fonts, paper = (options.text("latin_font"), options.text("arabic_font")), options.text("paper")
    draw_pdf(session, article_id, path, wanted.output.progress(), fonts, wanted.choice, translate, paper)


def _free(path: Path, taken: Container[str]) -> Path:
    """The path, or one like it: `taken` are the names of this export's other articles, case folded."""
    free, number = path, 1
    while free.name.casefold() in taken:
        number += 1
        free = path.with_stem(f"{path.stem} {number}")
    return free


FORMS: dict[str, Callable[[Wanted], Written]] = {
    "epub": _write_book,
    "html": _write_each,
    "markdown": _write_each,
    "text": _write_each,
    PDF: _write_each,
}
"""What writes each form."""
