"""Write the manual page from the command line's parser: `manual.py FILE VERSION MOMENT [LANGUAGE]`."""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path

from cli_model import Choice, Command, read_commands, walk

TEXTS = Path(__file__).with_name("manual_texts.toml")
LANGUAGES = ("en", "fr", "ar")


def text(words: str) -> str:
    """Words as roff takes them literally."""
    # A list of choices, which has no space, may be broken after each of its bars, and nowhere by a hyphen.
    escaped = words.replace("\\", "\\e").replace("-", "\\-").replace("|", "|\\:\\%").replace("{", "{\\%")
    return "\\&" + escaped if escaped.startswith((".", "'")) else escaped


def _tagged(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(f".TP\n.B {text(name)}\n{text(words)}\n" for name, words in rows)


def _examples(language: str) -> list[tuple[str, str]]:
    from reader.cli.output import catalogue
    from reader.cli.texts.examples import EXAMPLES
    from reader.core.messages import plain

    return [(one.line, plain(catalogue(language)("examples", one.text))) for one in EXAMPLES]


def _value(option: Choice) -> str:
    if not option.takes_value:
        return ""
    return "{" + "|".join(option.choices) + "}" if option.choices else option.metavar


def _option(option: Choice) -> str:
    flags = ", ".join(f"\\fB{text(flag)}\\fR" for flag in option.flags) or f"\\fI{text(_value(option))}\\fR"
    value = f" \\fI{text(_value(option))}\\fR" if option.flags and option.takes_value else ""
    return f".TP\n{flags}{value}\n{text(option.help) or '.br'}\n"


def _synopsis(name: str, command: Command) -> str:
    words = [f"\\fI{text(_value(word))}\\fR" + ("..." if word.many else "") for word in command.words]
    options = "[\\fIOPTION\\fR]... " if len(command.options) > 1 else ""
    below = "\\fICOMMAND\\fR" if command.commands else ""
    return f"\\fBliseuse {text(name)}\\fR {options}{below}{' '.join(words)}".rstrip()


def manual(version: str, day: str, language: str = "en") -> str:
    """The page in roff, in one of `LANGUAGES`."""
    program, words = read_commands(language), tomllib.loads(TEXTS.read_text("utf-8"))[language]
    head = words["headings"]
    page = [
        f'.TH LISEUSE 1 "{day}" "Liseuse {version}" "{words["section"]}"\n',
        f".SH {head['name']}\nliseuse \\- {text(words['about'])}\n",
        f".SH {head['synopsis']}\n"
        ".B liseuse\n[\\fIOPTION\\fR]... [\\fICOMMAND\\fR [\\fIARGUMENT\\fR]...]\n.br\n"
        ".B liseuse\n\\fILINK\\fR...\n",
        f".SH {head['description']}\n{text(words['description'])}\n",
        f".SH {head['options']}\n",
        *(_option(option) for option in program.options),
        f".SH {head['commands']}\n",
    ]
    for above, command in walk(program):
        if above:
            page.append(f".SS {' '.join(map(text, above))}\n{_synopsis(' '.join(above), command)}\n.PP\n")
            page.append(f"{text(command.help[:1].upper() + command.help[1:])}.\n" if command.help else "")
            page += [
                _option(choice)
                for choice in (*command.words, *command.options)
                if "--help" not in choice.flags
            ]
            page.append(f".PP\n{text(command.epilog)}\n" if command.epilog else "")
    page += [f".SH {head['examples']}\n", _tagged(_examples(language))]
    for part in ("codes", "environment", "files"):
        page += [f".SH {head[part]}\n", _tagged(words[part].items())]
    return "".join(page)


def main() -> None:
    """Write the page."""
    file, program_version, moment, *language = sys.argv[1:]
    day = time.strftime("%Y-%m-%d", time.gmtime(int(moment)))
    Path(file).write_text(manual(program_version, day, *language), "utf-8")


if __name__ == "__main__":
    main()
