"""Write the completions of bash, zsh and fish from the command line's parser: `completions.py FOLDER`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from cli_model import Choice, Command, read_commands, walk


def main() -> None:
    """Write one file a shell."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    translated = {code: read_commands(code) for code in ("en", "fr", "ar")}
    made = {
        "liseuse.bash": bash(translated["en"]),
        "_liseuse": zsh(translated),
        "liseuse.fish": fish(translated),
    }
    for name, content in made.items():
        (folder / name).write_text(content, "utf-8")


def _flags(command: Command) -> list[str]:
    return [flag for option in command.options for flag in option.flags]


def bash(program: Command) -> str:
    """The completion of bash: what can follow is looked up by the commands typed so far."""
    below, values = [], []
    for above, command in walk(program):
        words = [sub.name for sub in command.commands] + [c for word in command.words for c in word.choices]
        below.append(f'        "{" ".join(above)}") words="{" ".join([*words, *_flags(command)])}" ;;')
        for option in command.options:
            if option.takes_value:
                names = "|".join(f'"{" ".join((*above, flag))}"' for flag in option.flags)
                given = f'choices="{" ".join(option.choices)}"' if option.choices else "choices="
                values.append(f"        {names}) {given} ;;")
    names = sorted({" ".join(above) for above, _ in walk(program) if above})
    return f"""# bash completion of liseuse; made from its parser

_liseuse()
{{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}
    local typed= words= choices=- word i
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${{COMP_WORDS[i]}}
        case "${{typed:+$typed }}$word" in
{chr(10).join(f'        "{name}") typed="{name}" ;;' for name in names)}
        esac
    done
    case "${{typed:+$typed }}$previous" in
{chr(10).join(values)}
    esac
    if [[ $choices != - ]]; then
        COMPREPLY=($(compgen -W "$choices" -- "$current"))
        return
    fi
    case "$typed" in
{chr(10).join(below)}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o bashdefault -o default -F _liseuse liseuse
"""


def _zsh_quoted(text: str) -> str:
    for mark in ("\\", "[", "]", ":"):
        text = text.replace(mark, "\\" + mark)
    return text.replace("'", "'\\''")


def _zsh_value(choice: Choice) -> str:
    if choice.choices:
        return f":{_zsh_quoted(choice.metavar)}:({' '.join(choice.choices)})"
    return f":{_zsh_quoted(choice.metavar)}:{'_files' if choice.wants_file else ' '}"


def _zsh_arguments(command: Command) -> str:
    lines = []
    for option in command.options:
        value = _zsh_value(option) if option.takes_value else ""
        others = " ".join(option.flags)
        lines += [f"'({others}){flag}[{_zsh_quoted(option.help)}]{value}'" for flag in option.flags]
    for word in command.words:
        lines.append(f"'{'*' if word.many else ''}{_zsh_value(word)}'")
    if command.commands:
        lines += ["'1: :->command'", "'*:: :->rest'"]
    return " \\\n        ".join(lines)


def zsh(translated: Mapping[str, Command]) -> str:
    """The completion of zsh: a function a command, with descriptions in the language of the shell."""
    cases = [
        f"{'*' if code == 'en' else code + '*'})\n{_zsh_functions(program)};;\n"
        for code, program in sorted(translated.items(), key=lambda one: one[0] == "en")
    ]
    chosen = "case ${LANGUAGE:-${LC_ALL:-${LC_MESSAGES:-$LANG}}} in\n" + "".join(cases) + "esac\n"
    return f'#compdef liseuse\n# made from its parser\n\n{chosen}\n_liseuse "$@"\n'


def _zsh_functions(program: Command) -> str:
    functions = []
    for above, command in reversed(list(walk(program))):
        name = "_".join(("_liseuse", *above)).replace("-", "_")
        body = f"    _arguments -C \\\n        {_zsh_arguments(command)}\n"
        if command.commands:
            rows = "\n".join(
                f"            '{_zsh_quoted(sub.name)}:{_zsh_quoted(sub.help)}'" for sub in command.commands
            )
            cases = "\n".join(
                f"            {sub.name}) {name}_{sub.name.replace('-', '_')} ;;" for sub in command.commands
            )
            body = f"""    local curcontext="$curcontext" state line
    typeset -A opt_args
{body}    case $state in
    command)
        local -a commands=(
{rows}
        )
        _describe -t commands command commands
        {"_files" if not above else ""}
        ;;
    rest)
        case $line[1] in
{cases}
            *) _files ;;
        esac
        ;;
    esac
"""
        functions.append(f"{name}() {{\n{body}}}\n")
    return "\n".join(functions)


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish(translated: Mapping[str, Command]) -> str:
    """The completion of fish, with descriptions in the language of the shell."""
    cases = [
        f"    case {_fish_quoted('*' if code == 'en' else code + '*')}\n{_fish_lines(program)}"
        for code, program in sorted(translated.items(), key=lambda one: one[0] == "en")
    ]
    chosen = 'switch "$LANGUAGE$LC_ALL$LC_MESSAGES$LANG"\n' + "".join(cases) + "end\n"
    return f"# made from the parser of liseuse\n{chosen}"


def _fish_lines(program: Command) -> str:
    lines = []
    for above, command in walk(program):
        deeper = [sub.name for sub in command.commands]
        seen = "; and ".join(f"__fish_seen_subcommand_from {name}" for name in above)
        not_yet = f"not __fish_seen_subcommand_from {' '.join(deeper)}" if above and deeper else ""
        here = "; and ".join(part for part in (seen, not_yet) if part) or "__fish_use_subcommand"
        condition = f" -n {_fish_quoted(here)}"
        only_here = condition if above else ""
        for sub in command.commands:
            lines.append(f"complete -c liseuse -f{condition} -a {sub.name} -d {_fish_quoted(sub.help)}")
        for word in command.words:
            if word.choices:
                lines.append(f"complete -c liseuse -f{condition} -a {_fish_quoted(' '.join(word.choices))}")
        for option in command.options:
            lines.append(f"complete -c liseuse{only_here}{_fish_option(option)}")
    return "\n".join(lines) + "\n"


def _fish_option(option: Choice) -> str:
    flags = "".join(
        f" -l {flag[2:]}" if flag.startswith("--") else f" -s {flag[1:]}" for flag in option.flags
    )
    value = ""
    if option.takes_value:
        value = (
            f" -x -a {_fish_quoted(' '.join(option.choices))}"
            if option.choices
            else (" -r" if option.wants_file else " -x")
        )
    return f"{flags}{value} -d {_fish_quoted(option.help)}"


if __name__ == "__main__":
    main()
