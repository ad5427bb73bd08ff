"""Write what ships with the program, with versions and licences, to `shipped_parts.json`.

A frozen program, which lacks the list of its parts' files, shows this file in its About dialog.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys
import sysconfig
from dataclasses import replace
from pathlib import Path

from frozen_parts import NEVER_FROZEN

from reader.services.desktop.shipped_parts import FILE, Part, shipped_parts, to_json

TOP = Path(__file__).resolve().parents[1]
_LICENCES = TOP / "packaging" / "licences"
FIREFOX = importlib.util.find_spec("fxtranslate") is not None
"""Whether the engine for Firefox models is frozen too: it is where a wheel exists."""


def frozen_parts(inside: Path) -> list[Part]:
    """The parts of a frozen program: what it is made of here, without what is left out of it.

    Args:
        inside: the bundle's `_internal` folder; the notices of Debian's libraries lie in its `licences`.
    """
    texts = {
        "Python": Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        "PySide6_Essentials": _LICENCES / "LGPL-3.txt",
        "shiboken6": _LICENCES / "LGPL-3.txt",
        # Their distributions carry no licence file; the texts are those of their repositories.
        "ctranslate2": _LICENCES / "MIT-ctranslate2.txt",
        "sentencepiece": _LICENCES / "Apache-2.0.txt",
        "sentencex": _LICENCES / "MIT-sentencex.txt",
    }
    parts = []
    for part in shipped_parts():
        if part.name.lower() in NEVER_FROZEN:
            continue
        file = texts.get(part.name)
        parts.append(replace(part, text=file.read_text("utf-8")) if file and file.is_file() else part)
    speech = Part(
        "PySide6_Addons (QtTextToSpeech and what it is linked with)",
        importlib.metadata.version("PySide6_Addons"),
        "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        texts["PySide6_Essentials"].read_text("utf-8"),
    )
    firefox = Part(
        "fxtranslate",
        importlib.metadata.version("fxtranslate") if FIREFOX else "",
        "MPL-2.0",
        (_LICENCES / "MPL-2.0.txt").read_text("utf-8"),  # its distribution carries none
    )
    bootloader = Part(
        "PyInstaller's bootloader",
        importlib.metadata.version("pyinstaller"),
        "GPL-2.0-or-later WITH Bootloader-exception",
    )
    notices = sorted((inside / "licences").glob("lib*.txt"))
    libraries = [
        Part(file.stem, "", "see its text", file.read_text("utf-8", errors="replace")) for file in notices
    ]
    return [*parts, speech, *([firefox] if FIREFOX else []), bootloader, *libraries]


def main(arguments: list[str]) -> int:
    """Write the file for the bundle whose `_internal` folder is given."""
    inside = Path(arguments[0])
    target = inside / "resources" / FILE
    parts = frozen_parts(inside)
    target.write_text(to_json(parts), "utf-8")
    print(f"{len(parts)} parts")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
