"""Write the manual page from the command line's parser: `manual.py FILE`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from cli_model import Choice, Command, read_commands, walk

FILES = (
    ("~/.local/share/liseuse", "The library: the database, pictures, models, settings and logs."),
    ("/usr/share/doc/liseuse/copyright", "Whose work is shipped, and under which licences."),
)
ENVIRONMENT = (
    ("LISEUSE_LIBRARY", "The library's folder, unless --library gives one."),
    ("LANG, LC_ALL, LC_MESSAGES", "The language of what is written: English, French or Arabic."),
    ("QT_QPA_PLATFORM", "How the window is shown: wayland or xcb; offscreen without a display."),
)
CODES = (
    ("0", "Done."),
    ("1", "Something that was asked for failed."),
    ("2", "Wrong usage."),
    ("130", "Interrupted."),
)


def text(words: str) -> str:
    """Words as roff takes them literally."""
    escaped = words.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + escaped if escaped.startswith((".", "'")) else escaped


def _tagged(rows: tuple[tuple[str, str], ...]) -> str:
    return "".join(f".TP\n.B {text(name)}\n{text(words)}\n" for name, words in rows)


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


def manual(version: str, day: str) -> str:
    """The page in roff."""
    program = read_commands()
    page = [
        f'.TH LISEUSE 1 "{day}" "Liseuse {version}" "User Commands"\n',
        ".SH NAME\nliseuse \\- save web articles, read them calmly offline, translate them\n",
        ".SH SYNOPSIS\n.B liseuse\n[\\fIOPTION\\fR]... [\\fICOMMAND\\fR [\\fIARGUMENT\\fR]...]\n.br\n"
        ".B liseuse\n\\fILINK\\fR...\n",
        ".SH DESCRIPTION\nWithout a command, \\fBliseuse\\fR opens its window. With links, it saves them, "
        "through the window when one is open. The other commands work without a window.\n",
        ".SH OPTIONS\n",
        *(_option(option) for option in program.options),
        ".SH COMMANDS\n",
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
    page += [".SH EXIT STATUS\n", _tagged(CODES), ".SH ENVIRONMENT\n", _tagged(ENVIRONMENT)]
    page += [".SH FILES\n", _tagged(FILES)]
    return "".join(page)


def main() -> None:
    """Write the page."""
    program_version = sys.argv[2]
    Path(sys.argv[1]).write_text(
        manual(program_version, time.strftime("%Y-%m-%d", time.gmtime(int(sys.argv[3])))), "utf-8"
    )


if __name__ == "__main__":
    main()
