"""Compile `translations/*.ts` to `resources/translations/*.qm`; with `--update`, collect the texts first."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "fr", "ar")


def tool(name: str) -> str:
    """The path of a tool of Qt's, beside the modules of PySide6: pip's own builds put its scripts elsewhere.

    Raises:
        ModuleNotFoundError: PySide6 is not in this environment.
    """
    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("PySide6")
    return str(Path(found.origin).with_name(f"{name}.exe" if os.name == "nt" else name))


def update(folder: Path) -> None:
    """Write the texts found in the code into `folder/liseuse_*.ts`, keeping translations."""
    sources = sorted(str(p.relative_to(TOP)) for p in (TOP / "reader").rglob("*.py"))
    with tempfile.TemporaryDirectory() as made:
        sources.append(str(help_texts(Path(made) / "command_line.py")))
        for code in LANGUAGES:
            target = folder / f"liseuse_{code}.ts"
            command = [tool("lupdate"), *sources, "-ts", str(target), "-target-language", code]
            command += ["-source-language", "en", "-no-obsolete", "-locations", "none", "-silent"]
            if code == "en":  # the source is English: only its plural forms need a translation
                command.append("-pluralonly")
            subprocess.run(command, cwd=TOP, check=True)


def help_texts(file: Path) -> Path:
    """Write the help of the command line, read off its parser, as calls that lupdate collects."""
    if str(TOP) not in sys.path:
        sys.path.insert(0, str(TOP))
    from reader.cli.main import build_parser
    from reader.cli.texts.parser import CONTEXT, parser_texts

    texts = sorted(set(parser_texts(build_parser())))
    calls = [f"QT_TRANSLATE_NOOP({json.dumps(CONTEXT)}, {json.dumps(t, ensure_ascii=False)})" for t in texts]
    file.write_text("\n".join(calls) + "\n", "utf-8")
    return file


def build(folder: Path, target: Path) -> None:
    """Compile each `.ts` of `folder` to a `.qm` in `target`, replaced whole: a running app has it mapped.

    Raises:
        OSError: a file cannot be written, or not all of it.
        subprocess.CalledProcessError: lrelease says what is wrong.
    """
    target.mkdir(parents=True, exist_ok=True)
    for source in sorted(folder.glob("*.ts")):
        part = target / f"{source.stem}.part"
        try:
            subprocess.run([tool("lrelease"), str(source), "-qm", str(part), "-silent"], check=True)
            check_whole(part)
            os.replace(part, target / f"{source.stem}.qm")
        finally:
            part.unlink(missing_ok=True)


def check_whole(file: Path) -> None:
    """See that a compiled file is whole: lrelease looks at no error of writing and ends well on a full disk.

    Raises:
        OSError: it is not.
    """
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    if not translator.load(str(file)) or translator.isEmpty():
        raise OSError(f"only a part of {file.stem}.qm was written, as on a full disk")


if __name__ == "__main__":
    if "--update" in sys.argv[1:]:
        update(TOP / "translations")
    written = TOP / "resources" / "translations"
    try:
        build(TOP / "translations", written)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"The texts of the interface cannot be written to {written}: {error}.")
