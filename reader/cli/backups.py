"""The commands `backup`, `restore`, `salvage`, `new-library` and `locate`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reader.cli.marking import restore_articles
from reader.cli.output import Output
from reader.core.errors import ReaderError
from reader.core.model import Check
from reader.services.library_session import LibrarySession
from reader.settings.disks import require_mounted
from reader.settings.paths import LibraryPaths, library_paths

_TIDYING = ("orphans", "leftovers")
"""What a check finds that takes room and lacks nowhere: of a library that was put back, a remark."""


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    backup = commands.add_parser("backup", help="copy the library's database, checked, while it is in use")
    backup.add_argument(
        "path", nargs="?", metavar="PATH", help="a file or a folder (the library's own “backups” folder)"
    )
    backup.add_argument(
        "--list", action="store_true", help="list the copies in the library’s “backups” folder"
    )
    backup.set_defaults(run=_backup, uses_library=True)
    restore = commands.add_parser(
        "restore",
        help="take articles out of Trash (restore ID…), or put a backup back (restore PATH)",
        epilog="Numbers only are articles; for a backup whose file is called 7, give its folder too. "
        "The library that a backup replaces is kept in the library’s “backups” folder.",
    )
    restore.add_argument("what", nargs="+", metavar="ID|PATH")
    _add_giving_up(restore)
    restore.set_defaults(run=_restore, uses_library=True)
    salvage = commands.add_parser(
        "salvage",
        help="read what can be read of a damaged library into a new file, and put that in its place",
        epilog="The damaged file is never changed; it is kept in the library’s “backups” folder.",
    )
    salvage.add_argument("path", nargs="?", metavar="PATH", help="only write the new file here")
    salvage.set_defaults(run=_salvage, uses_library=True)
    new = commands.add_parser(
        "new-library",
        help="begin an empty library where the file of the former one is missing",
        epilog="Only needed where backups, pictures or a log show that there was a library; they stay.",
    )
    _add_giving_up(new)
    new.set_defaults(run=_begin, uses_library=False)
    locate = commands.add_parser(
        "locate",
        help="say in which folder the library is now, when the one that it was moved to is lost",
        epilog="The library's former folder leads there from then on. The old way is kept beside it.",
    )
    locate.add_argument("folder", metavar="FOLDER", help="the folder that holds library.db")
    locate.set_defaults(run=_locate, uses_library=False)


def _add_giving_up(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--give-up-disk",
        action="store_true",
        help="where the library was before it was moved, when the disk that it was moved to is lost",
    )


def _backup(options: argparse.Namespace, output: Output) -> int:
    from reader.library.backup import backup
    from reader.library.creation import require_file

    paths = library_paths(options.library)
    if options.list:
        return _list(paths, output)
    require_file(paths.database)
    target = _target(options.path, paths)
    require_mounted(target.parent)
    backup(paths.database, target)
    return _report(output, [Check("backup", True, str(target))], target)


def _target(given: str | None, paths: LibraryPaths) -> Path:
    name = f"library-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}.db"
    if given is None:
        return paths.backups / name
    path = Path(given).expanduser().absolute()
    target = path / name if path.is_dir() or given.endswith("/") else path
    if target in (
        paths.database,
        *(paths.database.with_name(paths.database.name + s) for s in ("-wal", "-shm")),
    ):
        raise ReaderError("read-only", "a library is no place for its own backup", folder=target.parent)
    return target


def _restore(options: argparse.Namespace, output: Output) -> int:
    paths = library_paths(options.library)
    if all(what.isascii() and what.isdigit() for what in options.what):
        with LibrarySession.open(paths) as session:
            return restore_articles([int(what) for what in options.what], session, output)
    if len(options.what) > 1:
        raise ReaderError("file-unreadable", "one backup at a time", file=" ".join(options.what))
    return _restore_backup(paths, Path(options.what[0]).expanduser(), output, options.give_up_disk)


def _restore_backup(paths: LibraryPaths, source: Path, output: Output, give_up: bool) -> int:
    from reader.services.backup.check_library import check_library
    from reader.services.backup.lost_disk import restore_in_former
    from reader.services.backup.restore_backup import restore_backup

    if give_up:
        paths, kept = restore_in_former(paths, source, output.progress())
    else:
        kept = restore_backup(paths, source, output.progress())
    with LibrarySession.open(paths) as session:
        checks, now = check_library(session), session.paths.database
    done = Check("restored", True, f"the former library is kept as {kept}" if kept else "")
    remarks = [replace(c, ok=True) if c.name in _TIDYING else c for c in checks]
    return _report(output, [done, *remarks], now)


def _list(paths: LibraryPaths, output: Output) -> int:
    from reader.services.backup.keep_backups import kept_copies

    found = kept_copies(paths)
    rows = [
        {
            "path": str(c.path),
            "kind": c.kind,
            "made_at": c.made_at.isoformat(timespec="seconds"),
            "bytes": c.size,
        }
        for c in found
    ]
    lines = [
        f"{c.made_at:%Y-%m-%d %H:%M}\t{c.size / 1e6:.1f} MB\t{output.word(c.kind)}\t{c.path}" for c in found
    ]
    output.result(rows, "\n".join(lines))
    return 0


def _salvage(options: argparse.Namespace, output: Output) -> int:
    from reader.services.backup.salvage_library import salvage_in_place, salvage_library

    paths = library_paths(options.library)
    target, kept = Path(options.path).expanduser().absolute() if options.path else None, None
    if target is not None:
        found = salvage_library(paths, output.progress(), target)
    else:
        found, kept = salvage_in_place(paths, output.progress())
    lost = f"{found.lost} places could not be read, {found.damaged_texts} texts are damaged or gone"
    checks = [Check("salvaged", True, f"{found.articles} articles; {lost}")]
    if kept is not None:
        checks.append(Check("replaced", True, f"the damaged library is kept as {kept}"))
    return _report(output, checks, paths.database if target is None else found.path)


def _begin(options: argparse.Namespace, output: Output) -> int:
    from reader.services.backup.lost_disk import begin_in_former
    from reader.services.backup.restore_backup import begin_empty_library

    paths = library_paths(options.library)
    if options.give_up_disk:
        paths = begin_in_former(paths)
    else:
        begin_empty_library(paths)
    return _report(output, [Check("begun", True, str(paths.root))], paths.database)


def _locate(options: argparse.Namespace, output: Output) -> int:
    from reader.services.backup.lost_disk import find_again

    found = find_again(library_paths(options.library), Path(options.folder))
    output.result({"path": str(found.root)}, str(found.root))
    return 0


def _report(output: Output, checks: Sequence[Check], path: Path) -> int:
    sound = all(check.ok for check in checks)
    fields = [{"name": c.name, "ok": c.ok, "detail": c.detail, "repaired": c.repaired} for c in checks]
    lines = [
        f"{output.word('ok' if check.ok else 'FAILED')}\t{output.word(check.name)}\t{check.detail}"
        for check in checks
    ]
    output.result({"ok": sound, "path": str(path), "checks": fields}, "\n".join(lines))
    return 0 if sound else 1
