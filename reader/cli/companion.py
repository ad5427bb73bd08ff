"""The commands `native-messaging` (started by browsers) and `companion` (connects them)."""

from __future__ import annotations

import argparse
import os
import sys
from typing import IO, Any

from reader.cli.output import Output, translator
from reader.core.messages import QT_TRANSLATE_NOOP, Message
from reader.services.desktop import companion
from reader.settings.paths import library_paths


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    host = commands.add_parser("native-messaging", help="talk to the browser companion (browsers start this)")
    host.add_argument("caller", nargs="*", help="what the browser says of itself")
    host.add_argument("--parent-window", default="", help=argparse.SUPPRESS)  # Chrome on Windows
    host.set_defaults(run=_serve, uses_library=True)

    connect = commands.add_parser("companion", help="connect the browsers with this library")
    connect.add_argument("action", choices=("install", "remove", "status", "bookmarklet"))
    connect.set_defaults(run=_companion, uses_library=False)


def _serve(options: argparse.Namespace, _output: Output) -> int:
    from reader.services.desktop.companion_host import CompanionHost

    sink = _answers_only()
    host = CompanionHost(library_paths(options.library), translator())
    if not companion.is_allowed(options.caller):
        host.refuse(sink, companion.unknown_caller())
        return 1
    try:
        host.serve(sys.stdin.buffer, sink)
    finally:
        host.close()
    return 0


def _answers_only() -> IO[bytes]:
    """Standard output for answers alone: whatever else is written there goes to standard error."""
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, sink.fileno()):
            msvcrt.setmode(descriptor, os.O_BINARY)
    return sink


def _companion(options: argparse.Namespace, output: Output) -> int:
    paths = library_paths(options.library)
    if options.action == "bookmarklet":
        output.result({"bookmarklet": companion.BOOKMARKLET}, companion.BOOKMARKLET)
        return 0
    if options.action == "install":
        names = companion.install_companion(paths)
    elif options.action == "remove":
        names = companion.remove_companion(paths)
    else:
        names = companion.connected_browsers(paths)
    folder = str(companion.companion_folder(paths))
    closed = companion.closed_browsers()
    output.result({"browsers": names, "folder": folder, "closed": closed}, "\n".join(names))
    if options.action == "install":
        _tell(names, closed, folder, output)
    return 0


def _tell(names: list[str], closed: list[str], folder: str, output: Output) -> None:
    """What is left to do in the browsers, for a person."""
    if names:
        text = QT_TRANSLATE_NOOP("terminal", "In each of these, add the extension of {folder} once.")
        output.tell(Message("terminal", text, {"folder": folder}))
    else:
        text = QT_TRANSLATE_NOOP("terminal", "No browser was found that can be connected.")
        output.tell(Message("terminal", text))
    if closed:
        text = QT_TRANSLATE_NOOP(
            "terminal",
            "Installed as Flatpak or Snap: {names}. Most of these cannot start Liseuse; use the bookmarklet "
            "there.",
        )
        output.tell(Message("terminal", text, {"names": ", ".join(closed)}))
