"""The command line as data, read off its parser: what the manual page and the completions are made of."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
_FILES = ("FILE", "PATH", "F", "DIR", "F.png", "OUTPUT", "LINK", "URL")


@dataclass(frozen=True, slots=True)
class Choice:
    """An option, or a word at a place: `flags` is empty for the latter."""

    flags: tuple[str, ...]
    metavar: str
    help: str
    choices: tuple[str, ...]
    takes_value: bool
    many: bool

    @property
    def wants_file(self) -> bool:
        """Whether a file's name fits here."""
        return any(
            part in _FILES for part in self.metavar.replace("|", " ").replace("_", " ").upper().split()
        )


@dataclass(frozen=True, slots=True)
class Command:
    """A command with its options, words and commands of its own."""

    name: str
    help: str
    epilog: str
    options: tuple[Choice, ...]
    words: tuple[Choice, ...]
    commands: tuple[Command, ...]


def read_commands(language: str = "en") -> Command:
    """The whole command line of the program, its help in English, French or Arabic."""
    sys.path.insert(0, str(TOP))
    from reader.cli.main import build_parser
    from reader.cli.output import catalogue
    from reader.cli.texts.parser import translate_parser

    parser = build_parser()
    translate_parser(parser, catalogue(language))
    return _command(parser, "liseuse", parser.description or "")


def _command(parser: argparse.ArgumentParser, name: str, help_: str) -> Command:
    options, words, commands = [], [], []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            texts = {pseudo.dest: pseudo.help or "" for pseudo in action._choices_actions}
            commands += [_command(sub, key, texts.get(key, "")) for key, sub in action.choices.items()]
        elif action.help != argparse.SUPPRESS:
            (options if action.option_strings else words).append(_choice(parser, action))
    epilog = " ".join((parser.epilog or "").split())
    return Command(name, help_, epilog, tuple(options), tuple(words), tuple(commands))


def _choice(parser: argparse.ArgumentParser, action: argparse.Action) -> Choice:
    metavar = action.metavar or action.dest
    text = action.help or ""
    if "%(" in text:
        text = parser._get_formatter()._expand_help(action)
    return Choice(
        flags=tuple(action.option_strings),
        metavar=" ".join(metavar) if isinstance(metavar, tuple) else str(metavar),
        help=" ".join(text.replace("%%", "%").split()),
        choices=tuple(map(str, action.choices or ())),
        takes_value=action.nargs != 0,
        many=action.nargs in ("*", "+"),
    )


def walk(command: Command, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Command]]:
    """A command and all below it, each with the words that lead to it (the program's name left out)."""
    yield above, command
    for sub in command.commands:
        yield from walk(sub, (*above, sub.name))
