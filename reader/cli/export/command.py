"""The command `export`: articles, or the whole library, into files for elsewhere."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import Any

from reader.cli.export import article_files, device, library_export, program_files, site
from reader.cli.output import Output
from reader.services.library.browse_library import TAG_VIEW, VIEWS, list_articles
from reader.services.library.export_articles import FORMS as PROGRAM_FORMS
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths

LIBRARY = "json"
Writer = Callable[[argparse.Namespace, LibrarySession, list[int], Output], int]
FORMS: dict[str, Writer] = {
    **dict.fromkeys(article_files.FORMS, article_files.write),
    **dict.fromkeys(PROGRAM_FORMS, program_files.write),
    program_files.VAULT: program_files.keep_vault,
    site.SITE: site.write,
}
"""What writes each form of articles, and gives the exit code."""

_ABOUT = (
    "epub is a book for e-readers; html, markdown, text and pdf are files of single articles; ris and csl "
    "are references for Zotero and its like; readwise is the CSV of highlights that Readwise takes; csv is a "
    "table of the articles for spreadsheets; apkg are sentence pairs for Anki; vault is a folder of Markdown "
    "notes that is kept in step: only what changed is written again, and what you write below a note's "
    "marker stays; site is a folder of web pages with lists by month and tag, which opens from disk and is "
    "brought up to date by the next export; json, with --all, is the whole library: a folder with a line of "
    "JSON for each article, translated sentence, term, search and waiting link, with the pictures, the "
    "options and a JSON Schema, which “liseuse import DIR” takes back."
)


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser."""
    parser = commands.add_parser(
        "export", help="write articles or the whole library into files for other programs", epilog=_ABOUT
    )
    parser.add_argument("ids", nargs="*", type=int, metavar="ID")
    parser.add_argument("--view", choices=VIEWS, help="the articles of a view")
    parser.add_argument("--tag", help="the articles with a tag")
    parser.add_argument("--search", metavar="QUERY", help="what a search finds, as in “liseuse search”")
    parser.add_argument(
        "--all", action="store_true", help="every article outside Trash; with json also those"
    )
    parser.add_argument("--format", choices=(*FORMS, LIBRARY), required=True)
    parser.add_argument(
        "--lang",
        "--language",
        metavar="LANG",
        help="original, a language such as en, or both: the original and the translation that most have; "
        "of sentence pairs also several, as in en,ar",
    )
    parser.add_argument("--both", action="store_true", help="with --lang LANG: the original too")
    parser.add_argument(
        "--notes",
        action=argparse.BooleanOptionalAction,
        help="with or without your notes and highlights; books and single articles come without, others with",
    )
    parser.add_argument("--highlights", action="store_true", help="only the sentence pairs you highlighted")
    parser.add_argument(
        "--audio",
        action="store_true",
        help="with apkg: have a voice of this computer read each sentence (espeak-ng on Linux)",
    )
    parser.add_argument("--title", default="", help="the title of a book of several articles, or of a site")
    parser.add_argument(
        "--keep-in-step",
        action="store_true",
        help="with epub: --output is an e-reader, or a folder, that gets a book of each article; what is "
        "there and unchanged is not written again, what you changed there is left alone",
    )
    parser.add_argument(
        "--remove-others",
        action="store_true",
        help="with --keep-in-step: books that Liseuse wrote of articles that are no longer asked for go",
    )
    parser.add_argument("--output", metavar="PATH", default="", help="the file, or a folder for several")
    parser.set_defaults(run=partial(_export, parser), uses_library=True)


def _export(parser: argparse.ArgumentParser, options: argparse.Namespace, output: Output) -> int:
    if options.format not in article_files.FORMS and not options.output:
        parser.error(output.needs(f"--format {options.format}", "--output"))
    if options.keep_in_step and (options.format != "epub" or not options.output):
        parser.error(output.needs("--keep-in-step", "--format epub --output DIR"))
    if options.remove_others and not options.keep_in_step:
        parser.error(output.needs("--remove-others", "--keep-in-step"))
    if options.audio and options.format != "apkg":
        parser.error(output.needs("--audio", "--format apkg"))
    if options.format == LIBRARY:
        if not options.all:
            parser.error(output.needs(f"--format {LIBRARY}", "--all"))
        return library_export.write_library(options, output)
    with LibrarySession.open(library_paths(options.library)) as session:
        write = device.keep if options.keep_in_step else FORMS[options.format]
        return write(options, session, _chosen(options, session, output), output)


def _chosen(options: argparse.Namespace, session: LibrarySession, output: Output) -> list[int]:
    """The numbers named, then those of the view, the tag and the search, each once."""
    ids = list(options.ids)
    if options.view or options.all:
        ids += [card.id for card in list_articles(session, options.view or "all")]
    if options.tag:
        ids += [card.id for card in list_articles(session, TAG_VIEW + options.tag)]
    if options.search:
        from reader.services import search_library

        search_library.catch_up(session, output.progress("search"))
        ids += search_library.search(session, options.search).ids
    return list(dict.fromkeys(ids))
