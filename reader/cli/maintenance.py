"""The commands `doctor`, `storage`, `move`, `private` and `screenshot`."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from reader.cli.output import Output
from reader.cli.texts.parser import BadArgument
from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP
from reader.core.model import TextView
from reader.services.backup.measure_storage import KINDS
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    doctor = commands.add_parser("doctor", help="check that the library is whole")
    doctor.add_argument("--repair", action="store_true", help="mend what can be mended")
    doctor.set_defaults(run=_doctor, uses_library=True)

    storage = commands.add_parser(
        "storage",
        help="what takes room on the disk; give up what is chosen",
        epilog="trash: the articles in Trash; pictures: those of archived or read articles; translations: "
        "the machine’s, of archived or read articles; old-backups: all but the newest; models: all models.",
    )
    storage.add_argument(
        "--free", nargs="+", choices=KINDS, default=[], metavar="KIND", help=", ".join(KINDS)
    )
    storage.set_defaults(run=_storage, uses_library=True)

    move = commands.add_parser("move", help="move the library to another, empty folder")
    move.add_argument("folder", metavar="FOLDER")
    move.set_defaults(run=_move, uses_library=False)

    private = commands.add_parser(
        "private",
        help="ask nothing of the network, until that is ended; without a word, say how it stands",
        epilog="Feeds, links that wait, pictures, lists and models, a translation server: nothing is asked, "
        "by no window and no timer that begins from now on. What waits is kept. An open window goes by its "
        "own command.",
    )
    private.add_argument("state", nargs="?", choices=("on", "off"), help="begin it or end it")
    private.set_defaults(run=_private, uses_library=True)

    shot = commands.add_parser("screenshot", help="draw an article as the window shows it, offscreen")
    shot.add_argument("id", type=int)
    shot.add_argument("--output", required=True, metavar="F.png", help="the picture")
    shot.add_argument("--lang", default="", metavar="LANG", help="the language to show, for example en")
    shot.add_argument(
        "--view", choices=[view.value for view in TextView], default="", help="original, translation or both"
    )
    shot.add_argument(
        "--theme", choices=("light", "sepia", "dark", "contrast"), default="light", help="in which colours"
    )
    shot.add_argument(
        "--text-size", type=int, choices=range(1, 6), default=3, metavar="1-5", help="the size of the text"
    )
    shot.add_argument("--ui", choices=("en", "fr", "ar"), default="en", help="the language of the window")
    shot.add_argument("--size", type=_size, default=(1440, 900), metavar="WxH", help="the size of the window")
    shot.add_argument(
        "--mode", choices=("main", "reading"), default="main", help="the window, or only the text"
    )
    shot.set_defaults(run=_screenshot, uses_library=True)


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)
    if found is None:
        raise BadArgument(
            QT_TRANSLATE_NOOP("terminal", "must be WIDTHxHEIGHT, for example {example}"), example="1440x900"
        )
    return int(found[1]), int(found[2])


def _private(options: argparse.Namespace, output: Output) -> int:
    with LibrarySession.open(library_paths(options.library)) as session:
        if options.state:
            session.settings.set("private_reading", options.state == "on")
        private = session.private
    output.result({"private": private}, output.word("private reading") if private else output.word("off"))
    return 0


def _doctor(options: argparse.Namespace, output: Output) -> int:
    from reader.services.backup.check_library import check_closed_library, check_library

    paths = library_paths(options.library)
    try:
        with LibrarySession.open(paths) as session:
            checks = check_library(session, options.repair)
    except ReaderError as error:
        output.failure(error)
        checks = check_closed_library(paths, error)
    sound = all(check.ok for check in checks)
    lines = [
        f"{output.word('ok' if check.ok else 'FAILED')}\t{output.word(check.name)}\t{check.detail}"
        for check in checks
    ]
    report = {
        "ok": sound,
        "checks": [{"name": c.name, "ok": c.ok, "detail": c.detail, "repaired": c.repaired} for c in checks],
    }
    output.result(report, "\n".join(lines))
    return 0 if sound else 1


_SHOWN = ("text", "translations", "index", "other", "pictures", "models", "backups", "total", "disk_free")

_NAMES = {"disk_free": "free on the disk"}


def _storage(options: argparse.Namespace, output: Output) -> int:
    from reader.services.backup.measure_storage import free, freeable, measure

    with LibrarySession.open(library_paths(options.library)) as session:
        freed = free(session, options.free, output.progress()) if options.free else 0
        use = measure(session)
        offers = freeable(session)
    sizes = {name: getattr(use, name) for name in _SHOWN}
    lines = [f"{size / 1e6:12.1f} MB\t{output.word(_NAMES.get(name, name))}" for name, size in sizes.items()]
    lines += [f"{o.size / 1e6:12.1f} MB\t--free {o.kind} ({o.count})" for o in offers.values() if o.count]
    report = {
        "bytes": sizes,
        "freed": freed,
        "freeable": {kind: {"bytes": offer.size, "count": offer.count} for kind, offer in offers.items()},
    }
    output.result(report, "\n".join(lines))
    return 0


def _move(options: argparse.Namespace, output: Output) -> int:
    from reader.services.move_library import move_library

    moved = move_library(library_paths(options.library), Path(options.folder), output.progress())
    output.result({"path": str(moved.root)}, str(moved.root))
    return 0


def _screenshot(options: argparse.Namespace, output: Output) -> int:
    try:
        from reader.studio import draw_article
    except ImportError as error:
        from reader.cli.screen import explain

        sys.stderr.write(output.show(explain(error)) + "\n")
        return 1
    draw_article(library_paths(options.library), options)
    output.result({"path": options.output}, options.output)
    return 0
