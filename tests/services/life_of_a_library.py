"""Everything that makes a file, as one program: `life_of_a_library.py UMASK LIBRARY MOVED EXPORTS`.

It prints the octal modes of all there is in the library's folder while it is open, after it was moved and
put back from a copy, of what the program keeps elsewhere, and of what was exported, as one JSON object.
"""

from __future__ import annotations

import datetime
import json
import os
import sys
from pathlib import Path

from reader.core.log.log_file import start_logging
from reader.core.progress import Progress
from reader.services.backup.list_backups import back_up_now
from reader.services.backup.restore_backup import restore_backup
from reader.services.backup.salvage_library import salvage_library
from reader.services.desktop.companion import install_companion
from reader.services.library.annotate_article import write_marks
from reader.services.library.export_article import export_article
from reader.services.library.source_lists import Source, _write
from reader.services.library_session import LibrarySession
from reader.services.move_library import move_library
from reader.services.publishing.edition_schedule import note_edition
from reader.services.sync.join_store import join_store
from reader.services.translation.edit_glossary import export_glossary
from reader.services.translation.translation_memory import export_memory
from reader.services.unstored_acts.acts_file import keep_acts
from reader.services.unstored_acts.on_articles import Mark
from reader.settings.disks import state_folder
from reader.settings.paths import LibraryPaths, resource
from reader.translation.packages.packages import install
from tests.services.stocked_library import stock, translate


def modes(root: Path) -> dict[str, str]:
    """The mode of each file and folder below `root`, and its own, by its path from there."""
    found = [root, *sorted(root.rglob("*"))]
    return {str(path.relative_to(root)): f"{path.stat().st_mode & 0o777:o}" for path in found}


def live(root: Path, moved: Path, exports: Path) -> dict[str, dict[str, str]]:
    """Save, translate, copy, export, salvage, move and put back."""
    paths = LibraryPaths(root)
    with LibrarySession.open(paths) as session:
        start_logging(paths.logs)
        session.settings.set("theme", "dark")
        first = stock(session, 1, b"\x89PNG" + bytes(2_000))
        stock(session, 2, b"\x89PNG" + bytes(3_000))
        translate(session, first)
        install(next(resource("models").glob("*fr_en*.argosmodel")), paths.models)
        install_companion(paths)
        back_up_now(session)
        join_store(session, str(root.parent / "store"), None, Progress())
        note_edition(paths, datetime.datetime.now(datetime.UTC))
        _write(session, [Source("Journal", first, "2026-11-30T08:00:00")])
        keep_acts(root, [Mark((first,), "favourite", True)])
        for form, ending in (("html", "html"), ("markdown", "md"), ("text", "txt")):
            export_article(session, first, exports / f"article.{ending}", form)
        export_memory(session, exports / "memory.tmx", Progress())
        export_glossary(session, exports / "glossary.csv")
        write_marks(session, exports / "marks.md")
        found = {"open": modes(root), "elsewhere": modes(state_folder())}
    salvage_library(paths, Progress())
    restore_backup(paths, next(paths.backups.glob("*.db")))
    found["restored"] = modes(root)
    there = move_library(paths, moved, Progress())
    with LibrarySession.open(there) as session:
        stock(session, 3)
        found["moved"] = modes(moved)
    found["left"] = modes(root)
    found["exports"] = modes(exports)
    return found


if __name__ == "__main__":
    os.umask(int(sys.argv[1], 8))
    print(json.dumps(live(*map(Path, sys.argv[2:5]))))
