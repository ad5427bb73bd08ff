"""The system's voice, espeak-ng, which fails on some sentences."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

_SCRIPT = """#!/bin/sh
case "$*" in --voices=*) exec {voice} "$@";; esac
for file; do :; done
ls "$(dirname "$file")" | wc -l >> {folder}/lying
cat > {folder}/text
if grep -q -f {folder}/failing {folder}/text; then echo half > "$file"; exit 1; fi
exec {voice} "$@" < {folder}/text
"""


def lay_failing_voice(folder: Path) -> Path:
    """Make a folder for the head of `PATH`; each line of its file `failing` is a pattern of what is not said.

    It leaves half a file then. `lying` gets a line for each sentence: how many files lay beside its own
    before it was said.
    """
    folder.mkdir()
    voice = shutil.which("espeak-ng") or "espeak-ng"
    (folder / "failing").write_text("")
    script = folder / "espeak-ng"
    script.write_text(_SCRIPT.format(voice=shlex.quote(voice), folder=shlex.quote(str(folder))), "utf-8")
    script.chmod(0o755)
    return folder
