"""`export --all --format json`: the whole library into a folder that any program can read."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from reader.cli.output import Output
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths


def write_library(options: argparse.Namespace, output: Output) -> int:
    """Write the library into `options.output`, which is not there yet or empty.

    Raises:
        ReaderError: as `export_library`; nothing is left then.
    """
    from reader.services.library.export_library import export_library

    folder = Path(options.output).expanduser()
    with LibrarySession.open(library_paths(options.library)) as session:
        done = export_library(session, folder, output.progress(folder.name))
    fields = {**dataclasses.asdict(done), "path": str(done.path)}
    output.result(fields, f"{done.path}\t{done.articles}\t{done.sentences}\t{done.pictures}")
    return 0
