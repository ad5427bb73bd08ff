"""The command `serve`: the library as a catalogue for e-readers in the local network."""

from __future__ import annotations

import argparse
import contextlib
import os
import select
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from reader.cli.output import Output, interface_language
from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP, Message
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths

if TYPE_CHECKING:
    from collections.abc import Iterator


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser."""
    parser = commands.add_parser(
        "serve",
        help="offer the library to e-readers in the local network, until Ctrl+C",
        epilog="A reading program that knows OPDS catalogues (KOReader, foliate, Thorium…) is given the "
        "address; it asks for a name, which may be anything, and a password, which is the code. Where it "
        "cannot ask, the code goes into the address: http://ADDRESS/CODE/opds. Nothing can be changed from "
        "there. Programs that know OPDS 2.0 ask for …/opds2.",
    )
    parser.add_argument("--opds", action="store_true", required=True, help="as an OPDS catalogue")
    parser.add_argument("--port", type=int, default=None, metavar="N", help="8765; 0 for any that is free")
    parser.add_argument("--host", default="", metavar="ADDRESS", help="another address of this computer")
    parser.add_argument("--code", default="", help="a code of your own, 6 characters or more")
    parser.add_argument("--while-input", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=partial(_serve, parser), uses_library=True)


def _serve(parser: argparse.ArgumentParser, options: argparse.Namespace, output: Output) -> int:
    from reader.services.publishing.catalogue_access import LEAST, new_code
    from reader.services.publishing.catalogue_server import PORT, CatalogueServer, serving_address

    code = options.code or new_code()
    if len(code) < LEAST:
        text = QT_TRANSLATE_NOOP("terminal", "{option} needs {least} characters or more")
        parser.error(output.show(Message("terminal", text, {"option": "--code", "least": LEAST})))
    with LibrarySession.open(library_paths(options.library), read_only=True) as session:
        host = options.host or serving_address()

        def listening(port: int) -> CatalogueServer:
            return CatalogueServer(session, code, host, port, output.translate, interface_language())

        try:
            server = listening(PORT if options.port is None else options.port)
        except ReaderError:
            if options.port is not None:
                raise
            server = listening(0)  # another window may have the usual one
        output.result({"address": server.address, "code": code}, f"{server.address}\t{code}")
        with _ended_by_signals(), contextlib.suppress(KeyboardInterrupt):
            server.serve(_input_ended if options.while_input else lambda: False)
        server.stop()
    return 0


def _input_ended() -> bool:
    """Whether whoever started this closed its end, or is gone. Windows cannot tell; there it is ended."""
    if sys.platform == "win32":
        return False
    ready, _, _ = select.select([sys.stdin], [], [], 0)
    try:
        return bool(ready) and not os.read(sys.stdin.fileno(), 1)
    except OSError:  # nobody is at its other end: it was closed from the first, or is one to write to
        return True


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """A request to end counts as Ctrl+C."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
