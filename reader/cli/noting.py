"""The commands `notes` (list and export) and `note` (the note on one article)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli.articles import input_errors
from reader.cli.output import Output
from reader.core.marks import SHAPES
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths

if TYPE_CHECKING:
    from reader.services.library.annotate_article import MarkedArticle


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    notes = commands.add_parser(
        "notes",
        help="list notes and highlights, or write them into a file",
    )
    notes.add_argument("ids", nargs="*", type=int, metavar="ID", help="only those of these articles")
    notes.add_argument(
        "--format", choices=("text", "markdown", "html"), default="text", help="in which form (text)"
    )
    notes.add_argument(
        "--output",
        metavar="PATH",
        help="a file: .html, .md, .csv (Readwise), .ris or .json (Zotero), .apkg (Anki)",
    )
    notes.set_defaults(run=_notes, uses_library=True)

    note = commands.add_parser("note", help="show or write the note on an article")
    note.add_argument("id", type=int, metavar="ID")
    note.add_argument("text", nargs="?", metavar="TEXT", help="the new note; empty removes it, - reads it")
    note.set_defaults(run=_note, uses_library=True)


def _notes(options: argparse.Namespace, output: Output) -> int:
    from reader.services.library.annotate_article import export_marks, marked_articles
    from reader.services.library.export_articles import FORMS, export_notes

    with LibrarySession.open(library_paths(options.library)) as session:
        for number in options.ids:
            session.articles.summary(number)  # says so when there is none
        ids = options.ids or None
        if options.output:
            count = export_notes(session, Path(options.output), ids, output.translate)
            # A file for another program is only there with something in it.
            there = bool(count) or Path(options.output).suffix.lower() not in FORMS.values()
            path = options.output if there else None
            output.result({"path": path, "articles": count}, path or "0")
            return 0
        found = marked_articles(session, ids)
        if options.format == "text":
            text = "\n\n".join(_text(article) for article in found)
        else:
            text = export_marks(session, options.format, ids, output.translate).rstrip("\n")
        output.result([_fields(article) for article in found], text)
    return 0


def _note(options: argparse.Namespace, output: Output) -> int:
    with LibrarySession.open(library_paths(options.library)) as session:
        session.articles.summary(options.id)
        if options.text is not None:
            session.annotations.set_note(options.id, _given(options.text))
        text = session.annotations.note(options.id)
    output.result({"id": options.id, "note": text}, text)
    return 0


def _given(text: str) -> str:
    if text != "-":
        return text
    with input_errors():
        return sys.stdin.read()


def _fields(article: MarkedArticle) -> dict[str, Any]:
    return {
        "id": article.summary.id,
        "title": article.summary.title,
        "url": article.summary.url,
        "note": article.note,
        "marks": [
            {
                "id": mark.id,
                "language": mark.language,
                "block": mark.block,
                "sentence": mark.sentence,
                "quote": mark.quote,
                "source": mark.source,
                "colour": mark.colour.value,
                "note": mark.note,
                "found": mark.found,
                "created_at": mark.created_at,
            }
            for mark in article.marks
        ],
    }


def _text(article: MarkedArticle) -> str:
    lines = [f"{article.summary.id}\t{article.summary.title}"]
    if article.note:
        lines.append(_indented(article.note))
    for mark in article.marks:
        quote = " ".join(mark.quote.split())
        lines.append(f"\t{SHAPES[mark.colour]} {quote}")
        if mark.note:
            lines.append(_indented(mark.note))
    return "\n".join(lines)


def _indented(text: str) -> str:
    return "\n".join(f"\t\t{line}" for line in text.splitlines())
