"""The command line: options, commands, exit codes (0 done, 1 failed, 2 wrong usage, 130 interrupted)."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader import __version__
from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP, Message
from reader.settings.paths import library_paths

if TYPE_CHECKING:
    from reader.cli.output import Output
    from reader.settings.paths import LibraryPaths

DONE, FAILED, INTERRUPTED = 0, 1, 130

SILENT_DISK = QT_TRANSLATE_NOOP(
    "terminal",
    "The disk of your library does not answer. Liseuse ends as soon as the system lets it.",
)

_BEGUN = QT_TRANSLATE_NOOP("terminal", "There was no library in {folder}: a new one is begun there.")

Run = Callable[[argparse.Namespace, "Output"], int]


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; without a command, open the window."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who started us: no file of ours may get its number
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - to the end
    try:
        return _dispatch(_plain_start(arguments) or _parsed(arguments))
    except SystemExit as exit_:  # argparse has written its message
        return int(exit_.code or 0)
    except ReaderError as error:  # the help itself could not be written
        from reader.cli.output import Output, translator

        Output(translate=translator()).failure(error)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED


def build_parser() -> argparse.ArgumentParser:
    """The parser with every command, in English; also the source of the manual page and of the guide."""
    from reader.cli import (
        articles,
        backups,
        companion,
        editions,
        feeds,
        importing,
        maintenance,
        marking,
        memory,
        models,
        noting,
        opening,
        repairing,
        saving,
        searching,
        serving,
        sync,
    )
    from reader.cli.export import command as export_command
    from reader.cli.hub import command as hub_command
    from reader.cli.texts.parser import CommandParser

    parser = CommandParser(prog="liseuse", description="Save, read and translate web articles.")
    _add_options(parser)
    parser.add_argument("--version", action="version", version=f"liseuse {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for module in (
        opening,
        saving,
        articles,
        searching,
        marking,
        noting,
        repairing,
        importing,
        export_command,
        editions,
        serving,
        feeds,
        models,
        backups,
        maintenance,
        memory,
        sync,
        hub_command,
    ):
        module.add_commands(commands)
    companion.add_commands(commands)
    return parser


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--library", metavar="DIR", help="the library's folder (also LISEUSE_LIBRARY)")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")
    parser.add_argument("--verbose", action="store_true", help="log to standard error")


def _plain_start(arguments: Sequence[str]) -> argparse.Namespace | None:
    """The options of a start that only opens the window; it waits for no command to be loaded."""
    parser = argparse.ArgumentParser(prog="liseuse", add_help=False, allow_abbrev=False, exit_on_error=False)
    _add_options(parser)
    parser.set_defaults(command=None)
    try:
        options, rest = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return None
    return None if rest else options


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    from reader.cli.output import translator
    from reader.cli.texts.parser import speak

    parser = build_parser()
    speak(parser, translator())
    return parser.parse_args(_with_command(parser, list(arguments)))


def _with_command(parser: argparse.ArgumentParser, given: list[str]) -> list[str]:
    """Let `liseuse URL…` save, through the open window if there is one, and a link that is there to show
    something open the window; other words stay a wrong command."""
    position = 0
    while position < len(given) and given[position].startswith("-"):
        position += 2 if given[position] == "--library" else 1
    first = given[position] if position < len(given) else ""
    if _looks_like_link(first) and first not in _command_names(parser):
        from reader.cli.opening import shows_something

        saves = not any(map(shows_something, given[position:]))
        command = ("save", "--through-window") if saves else ("open",)
        return [*given[:position], *command, *given[position:]]
    return given


def _looks_like_link(text: str) -> bool:
    return any(mark in text for mark in (".", ":", "/"))


def _command_names(parser: argparse.ArgumentParser) -> set[str]:
    return {
        name
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for name in action.choices
    }


def _dispatch(options: argparse.Namespace) -> int:
    if options.command is None:
        from reader.cli.window import open_or_raise
        from reader.services.desktop.open_request import Opening

        return open_or_raise(options.library, Opening(), options.verbose)
    from reader.cli.interrupted import endable, leave
    from reader.cli.output import Output, translator

    output = Output(options.json, options.quiet, translator())
    if options.command == "open":  # a window says itself that its disk is silent, and how to leave it
        return _carry_out(options, output)
    silent = Message("terminal", SILENT_DISK)
    with endable(options.library, lambda: leave(output.show(silent))):
        return _carry_out(options, output)


def _carry_out(options: argparse.Namespace, output: Output) -> int:
    from reader.core.log.log_file import start_logging

    paths = library_paths(options.library) if options.uses_library else None
    start_logging(paths.logs if paths and _is_begun(paths) else None, options.verbose)
    there = paths is None or os.path.lexists(paths.database)
    code = _ended(options, output, paths)
    there |= options.command == "restore"  # what it puts back is no new one
    if paths and not there and os.path.lexists(paths.database):
        output.tell(Message("terminal", _BEGUN, {"folder": paths.root}))
    return code


def _ended(options: argparse.Namespace, output: Output, paths: LibraryPaths | None) -> int:
    """The exit code of a command, once all is said of how it ended."""
    from reader.cli.output import error_json
    from reader.core.error_kinds import NO_DISK

    try:
        code: int = options.run(options, output)
    except ReaderError as error:
        output.failure(error)
        if error.kind in NO_DISK:
            _tell_places(options.library, error.kind == "library-away", output)
        if options.json:
            with contextlib.suppress(ReaderError):  # the result cannot be written either
                output.result({"error": error_json(error)}, "")
        return FAILED
    if code == DONE and paths and _is_read_only(paths):
        output.failure(ReaderError("read-only", "read only", folder=paths.root))
    return code


def _is_begun(paths: LibraryPaths) -> bool:
    """Whether there is a folder for the log; where a disk should be mounted nothing is made."""
    from reader.settings.disks import missing_disk

    return os.path.isdir(paths.root) and (os.path.lexists(paths.database) or missing_disk(paths.root) is None)


def _tell_places(library: str | None, led_there: bool, output: Output) -> None:
    """Say where a library whose disk is away may be now.

    Args:
        library: as it was given. led_there: whether a folder led to the disk, which can lead elsewhere.
    """
    import shlex

    from reader.services.backup.other_places import other_places

    text = QT_TRANSLATE_NOOP(
        "terminal", "There is a library in {folder} (articles: {count}). If it is the one: “{command}”."
    )
    for place in other_places(library_paths(library)):
        given = ["--library", library] if library is not None else []
        found = str(place.folder)
        words = [*given, "locate", found] if led_there else ["--library", found]
        command = shlex.join(["liseuse", *words])
        values = {"folder": place.folder, "count": place.articles, "command": command}
        output.tell(Message("terminal", text, values))


def _is_read_only(paths: LibraryPaths) -> bool:
    """Whether there is a library that this user, or anybody, cannot write to."""
    return os.path.isfile(paths.database) and not all(
        os.access(place, os.W_OK) for place in (paths.root, paths.database)
    )
