"""Imports that were broken off: asked for at each start, so that nothing is loaded where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.imports.entries import ImportRecord
    from reader.services.library_session import LibrarySession


def unfinished_files(session: LibrarySession) -> list[Path]:
    """The files of imports that were broken off, the oldest first, where they are still the same."""
    broken_off = session.imports.unfinished()
    return list(dict.fromkeys(Path(record.path) for record in broken_off if _is_there(record)))


def unfinished_import(session: LibrarySession, path: Path) -> ImportRecord | None:
    """The import of a file that was broken off last, without its counts; `None` when none was."""
    from reader.services.importing.run_import import recorded

    found = [record for record in session.imports.unfinished() if record.path == recorded(path)]
    return found[-1] if found else None


def _is_there(record: ImportRecord) -> bool:
    from reader.services.importing.preview_import import digest_of  # brings the readers of all formats

    try:
        return digest_of(Path(record.path)) == record.sha256
    except (OSError, ValueError):
        return False
