"""`export --format site`: articles as web pages in one folder, with lists by month and tag."""

from __future__ import annotations

import argparse
from pathlib import Path

from reader.cli.export.article_files import chosen_languages
from reader.cli.export.program_files import failures
from reader.cli.output import Output, interface_language
from reader.services.library_session import LibrarySession

SITE = "site"


def write(options: argparse.Namespace, session: LibrarySession, ids: list[int], output: Output) -> int:
    """Write the site into `options.output`; gives the exit code.

    Raises:
        ReaderError: as `export_site`.
    """
    from reader.services.publishing.export_site import export_site, site_pages_in

    choice = chosen_languages(options, session, ids, bool(options.notes))
    title = options.title or options.tag or options.search or ""
    pages = site_pages_in(interface_language(), output.translate, title)
    folder = Path(options.output).expanduser()
    done = export_site(session, ids, folder, choice, output.progress(folder.name), pages)
    output.failures(session, done.failed)
    output.left_out(done.without_text)
    fields = {
        "written": [str(done.index)],
        "articles": done.articles,
        "without_text": done.without_text,
        "failed": failures(done.failed),
    }
    output.result(fields, f"{done.articles}\t{done.index}")
    return 1 if done.failed else 0
