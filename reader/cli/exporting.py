"""The command `export`: articles into files for other programs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli.output import Output, error_json
from reader.services.library.browse_library import VIEWS, list_articles
from reader.services.library.export_articles import FORMS, ArticlesChoice, export_articles
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.core.errors import ReaderError
    from reader.services.library.export_articles import ExportedArticles


VAULT = "vault"


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    export = commands.add_parser(
        "export",
        help="write articles into a file for another program",
        epilog="Forms: ris and csl are references for Zotero and its like; readwise is the CSV of highlights "
        "that Readwise takes; apkg are sentence pairs for Anki; vault is a folder of Markdown notes that is "
        "kept in step: only what changed is written again, and what you write below a note's marker stays. "
        "Example: liseuse export --tag thesis --format ris --output thesis.ris",
    )
    export.add_argument("ids", nargs="*", type=int, metavar="ID")
    export.add_argument("--view", choices=VIEWS, help="every article of a view")
    export.add_argument("--tag", default="", help="every article with a tag")
    export.add_argument("--search", metavar="QUERY", help="every article that a search finds")
    export.add_argument("--all", action="store_true", help="every article outside Trash")
    export.add_argument("--format", choices=(*FORMS, VAULT), required=True)
    export.add_argument("--without-notes", action="store_true", help="without your notes and highlights")
    export.add_argument("--lang", default="", help="of notes: such as ar; of sentence pairs also en,ar (all)")
    export.add_argument("--both", action="store_true", help="of notes: original and translation together")
    export.add_argument("--highlights", action="store_true", help="only the sentence pairs you highlighted")
    export.add_argument("--output", type=Path, required=True, metavar="PATH")
    export.set_defaults(run=_export, uses_library=True)


def _export(options: argparse.Namespace, output: Output) -> int:
    if options.format == VAULT:
        return _keep_vault(options, output)
    targets = tuple(code for code in options.lang.split(",") if code)
    choice = ArticlesChoice(not options.without_notes, targets, options.highlights)
    with LibrarySession.open(library_paths(options.library)) as session:
        done = export_articles(session, _chosen(session, options), options.output, options.format, choice)
    for error in done.failed.values():
        output.failure(error)
    output.result(_fields(done), "\n".join(f"{done.articles}\t{path}" for path in done.written) or "0")
    return 1 if done.failed else 0


def _keep_vault(options: argparse.Namespace, output: Output) -> int:
    from reader.services.library.export_article import ExportChoice
    from reader.services.library.export_vault import export_vault

    choice = ExportChoice(options.lang, options.both, not options.without_notes)
    with LibrarySession.open(library_paths(options.library)) as session:
        ids = _chosen(session, options)
        done = export_vault(session, ids, options.output, choice, output.progress(), output.translate)
    for error in done.failed.values():
        output.failure(error)
    fields = {
        "written": [str(path) for path in done.written],
        "articles": len(done.written) + done.unchanged,
        "unchanged": done.unchanged,
        "edited": [str(path) for path in done.edited],
        "failed": _failures(done.failed),
    }
    lines = [f"written\t{path}" for path in done.written] + [f"edited by you\t{path}" for path in done.edited]
    output.result(fields, "\n".join((*lines, f"{done.unchanged} unchanged")))
    return 1 if done.failed else 0


def _failures(failed: Mapping[int, ReaderError]) -> list[dict[str, Any]]:
    return [{"id": number, "error": error_json(error)} for number, error in failed.items()]


def _chosen(session: LibrarySession, options: argparse.Namespace) -> Sequence[int]:
    """The numbers named, then those of the view, the tag and the search, each once."""
    ids = list(options.ids)
    if options.search is not None:
        from reader.services.search_library import search

        ids += search(session, options.search).ids
    if options.view or options.tag or options.all:
        ids += [one.id for one in list_articles(session, options.view or "all", options.tag)]
    return list(dict.fromkeys(ids))


def _fields(done: ExportedArticles) -> dict[str, Any]:
    return {
        "written": [str(path) for path in done.written],
        "articles": done.articles,
        "failed": _failures(done.failed),
    }
