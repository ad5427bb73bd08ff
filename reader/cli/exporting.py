"""The command `export`."""

from __future__ import annotations

from typing import Any

from reader.cli.library_export import write_library


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser."""
    command = commands.add_parser(
        "export",
        help="write the library into files for other programs",
        epilog="json is a folder with a line of JSON for each article, translated sentence, term, search and "
        "waiting link, with the pictures, the options and a JSON Schema; “liseuse import DIR” takes it back. "
        "Example: liseuse export --all --format json --output ~/library-export",
    )
    command.add_argument("--all", action="store_true", required=True, help="the whole library")
    command.add_argument("--format", choices=("json",), required=True)
    command.add_argument("--output", required=True, metavar="DIR", help="a new or empty folder")
    command.set_defaults(run=write_library, uses_library=True)
