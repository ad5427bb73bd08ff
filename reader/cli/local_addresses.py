"""Local addresses on the command line: the option that allows them, and the question at a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from reader.cli.output import Output
from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP, Message

_QUESTION = QT_TRANSLATE_NOOP(
    "terminal", "{address} is on this computer or in its network. Save it? Type y for yes:"
)


def add_allow_local(parser: argparse.ArgumentParser) -> None:
    """Give a command the option by which the reader answers for every local address."""
    parser.add_argument(
        "--allow-local",
        action="store_true",
        help="let links of files and pages lead into this computer and its network",
    )


def agreed_link(errors: Iterable[ReaderError | None], output: Output) -> str:
    """The local link that the reader at the terminal lets be asked, of the first that needs it.

    "" when he does not, and where nobody sits at a terminal: a script is never kept waiting.
    """
    found = next((e for e in errors if e is not None and e.kind == "local-address"), None)
    asks = found is not None and not output.as_json and sys.stdin.isatty() and sys.stderr.isatty()
    if found is None or not asks:
        return ""
    link = str(found.values["link"])
    sys.stderr.write(output.show(Message("terminal", _QUESTION, {"address": link})) + " ")
    sys.stderr.flush()
    return link if sys.stdin.readline().strip().lower() in ("y", "yes") else ""
