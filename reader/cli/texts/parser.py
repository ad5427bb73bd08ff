"""The parser of the command line in the reader's language.

The help of commands and options stands in English where they are declared; `parser_texts` reads it off
the parser, for the translators, and `speak` puts the translations in its place.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator
from typing import Any

from reader.cli.texts.argparse_texts import ARGPARSE_TEXTS
from reader.cli.texts.examples import EXAMPLES
from reader.core.messages import QT_TRANSLATE_NOOP, Message, Translate, plain, untranslated

HEADING = QT_TRANSLATE_NOOP("terminal", "examples:")

CONTEXT = "command line"
"""The context under which the help's texts are translated."""

_DEFAULT = " (default: %(default)s)"
"""What Python before 3.13 adds to the help of an option that can be switched both ways."""


class HelpFormatter(argparse.HelpFormatter):
    """Wraps each paragraph for itself, and keeps lines that begin with a blank as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        filled = (
            line if _is_literal(line) else textwrap.fill(line, width, initial_indent=indent)
            for line in text.splitlines()
        )
        return "\n".join(filled)


class CommandParser(argparse.ArgumentParser):
    """A parser with that formatter, built in English; the parsers of its commands are of this class too."""

    def __init__(self, **options: Any) -> None:
        _let_argparse_speak(untranslated)
        super().__init__(**{"formatter_class": HelpFormatter, **options})

    def _print_message(self, message: str, file: Any = None) -> None:
        """Write help or version as every result: argparse would say nothing where that cannot be done.

        Raises:
            ReaderError: `disk-full` or `disk-error`: standard output cannot be written.
        """
        if file is not sys.stdout:
            super()._print_message(message, file)
        elif message:
            from reader.cli.output import Output

            Output.write(message)


class BadArgument(argparse.ArgumentTypeError):
    """What an option's value lacks, said in the reader's language.

    Args:
        text: English, marked under the context `terminal`. values: of its named places.
    """

    def __init__(self, text: str, **values: object) -> None:
        from reader.cli.output import translator

        super().__init__(plain(Message("terminal", text, values).show(translator())))


def speak(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Give a parser that was just built, all below it and argparse itself the reader's language."""
    _let_argparse_speak(translate)
    translate_parser(parser, translate)
    _add_examples(parser, translate, ())


def _let_argparse_speak(translate: Translate) -> None:
    """argparse knows no other way to its words than these two names of its module."""

    def word(text: str) -> str:
        return plain(translate("argparse", text))

    vars(argparse).update(_=word, ngettext=lambda one, many, n: word(one if n == 1 else many))


def parser_texts(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every text of a parser and all below it that is to be translated under `CONTEXT`."""
    found = [parser.description, parser.epilog]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found += [named.help for named in action._choices_actions]
            for below in _parsers(action):
                yield from parser_texts(below)
        elif _is_prose(action):
            found.append(_own(action.help))
    lines = (line for text in found if text for line in text.splitlines())
    yield from (line for line in lines if not _is_literal(line) and line not in ARGPARSE_TEXTS)


def translate_parser(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Put the translations in the place of the English help of a parser and of all below it."""

    def told(text: str | None) -> str | None:
        if text in ARGPARSE_TEXTS:
            return plain(translate("argparse", text))
        lines = (text or "").splitlines()
        return "\n".join(x if _is_literal(x) else plain(translate("command line", x)) for x in lines) or None

    parser.description = told(parser.description)
    parser.epilog = told(parser.epilog)
    for group in parser._action_groups:
        group.title = told(group.title)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for named in action._choices_actions:
                named.help = told(named.help)
            for below in _parsers(action):
                translate_parser(below, translate)
        elif _is_prose(action):
            action.help = told(_own(action.help))


def _add_examples(parser: argparse.ArgumentParser, translate: Translate, command: tuple[str, ...]) -> None:
    """Put each command's examples at the end of its help."""
    lines = [
        f"  {example.line}\n      {plain(translate('examples', example.text))}"
        for example in EXAMPLES
        if example.command == command
    ]
    if lines:
        shown = "\n".join([plain(translate("terminal", HEADING)), *lines])
        parser.epilog = f"{parser.epilog}\n\n{shown}" if parser.epilog else shown
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                _add_examples(below, translate, (*command, name))


def _parsers(action: argparse._SubParsersAction[Any]) -> list[argparse.ArgumentParser]:
    return list(dict.fromkeys(action.choices.values()))


def _is_literal(line: str) -> bool:
    """Whether a line is what is to be typed, the same in every language."""
    return line.startswith(" ")


def _own(text: str | None) -> str:
    return (text or "").removesuffix(_DEFAULT)


def _is_prose(action: argparse.Action) -> bool:
    """Whether an action has help that is more than the list of its choices."""
    return action.help not in (None, argparse.SUPPRESS, ", ".join(map(str, action.choices or ())))
