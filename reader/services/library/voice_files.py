"""The system's voice into files, by the program that a system has for that; Qt's speech speaks only aloud.

What is said goes to the program by its standard input or a file of its own, never as a part of its command.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.languages import language

LONGEST = 2_000
"""Characters of a text that is said; a longer one is none to learn by heart."""
_SECONDS = 60.0  # for one text
_HIDDEN = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open a console for it


@dataclass(frozen=True, slots=True)
class VoiceProgram:
    """A program that says a text into a file; `path` is where it is, `ending` how its files' names end."""

    path: str
    ending: str
    voice: Callable[[str, str], str]
    """Its voice for a language, a two-letter code; "" for none. The first is the program's path."""
    say: Callable[[str, str, str, Path], bool]
    """Say a text by a voice into a file, and whether that went well: path, voice, text, file."""


def voice_program() -> VoiceProgram | None:
    """The program of this system, `None` where there is none."""
    for name, ending, voice, say in _PROGRAMS.get(sys.platform, _ELSEWHERE):
        path = shutil.which(name)
        if path is not None:
            return VoiceProgram(path, ending, voice, say)
    return None


class VoiceFiles:
    """Says texts into files of a folder.

    Args:
        folder: where they go.

    Raises:
        ReaderError: `no-voice-files` where the system has no program for that.
    """

    def __init__(self, folder: Path) -> None:
        found = voice_program()
        if found is None:
            raise ReaderError("no-voice-files", f"none of {', '.join(_names())}")
        self._program = found
        self._folder = folder
        self._voices: dict[str, str] = {}

    def say(self, text: str, code: str, name: str) -> Path | None:
        """Say a text into a file called `name` and an ending; `None` for one too long or without a word.

        Raises:
            ReaderError: `no-voice` for the language, `voice-failed`, or the disk.
        """
        if len(text) > LONGEST or not any(map(str.isalnum, text)):
            return None
        voice = self._voice(code)
        file = self._folder / f"{name}{self._program.ending}"
        if not self._program.say(self._program.path, voice, text, file) or not file.is_file():
            program = Path(self._program.path).name
            raise ReaderError("voice-failed", f"{program}, {len(text)} characters", program=program)
        return _smaller(file)

    def check(self, code: str) -> None:
        """See that there is a voice for a language.

        Raises:
            ReaderError: `no-voice`.
        """
        self._voice(code)

    def _voice(self, code: str) -> str:
        base = code.replace("_", "-").split("-")[0].lower()
        if base not in self._voices:
            letters = base if re.fullmatch("[a-z]{2,3}", base) else ""
            self._voices[base] = self._program.voice(self._program.path, letters) if letters else ""
        if not self._voices[base]:
            raise ReaderError("no-voice", f"no voice for {code!r}", language=language(code).name)
        return self._voices[base]


def _run(command: list[str], given: str = "", more: Mapping[str, str] | None = None) -> str | None:
    """What a program answers to what it is given; `None` when it fails."""
    try:
        done = subprocess.run(
            command,
            input=given.encode("utf-8", "replace"),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, **(more or {})},
            creationflags=_HIDDEN,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def without_commands(text: str) -> str:
    """A text without `[[`, which begins phonemes for espeak and a command for macOS."""
    return re.sub(r"\[(?=\[)", "[ ", text)


def _espeak_voice(path: str, code: str) -> str:
    """The language itself, where one of its voices comes along; others are mbrola's, which may be missing."""
    rows = (_run([path, f"--voices={code}"]) or "").splitlines()[1:]
    return code if any("mb/" not in row for row in rows) else ""


def _espeak_say(path: str, voice: str, text: str, file: Path) -> bool:
    command = [path, "-v", voice, "-b", "1", "--stdin", "-w", str(file)]
    return _run(command, without_commands(text)) is not None


def _apple_voice(path: str, code: str) -> str:
    return apple_voice(_run([path, "-v", "?"]) or "", code)


def apple_voice(listed: str, code: str) -> str:
    """The first voice for a language of those that `say -v ?` lists; "" for none."""
    for row in listed.splitlines():
        found = re.match(r"(\S.*?)\s{2,}([a-z]{2,3})[_-]\w+\s+#", row) or re.match(
            r"(\S.*?)\s([a-z]{2,3})[_-]\w+\s+#", row
        )
        if found is not None and found[2] == code:
            return found[1].strip()
    return ""


def _apple_say(path: str, voice: str, text: str, file: Path) -> bool:
    return _run([path, "-v", voice, "-o", str(file), "-f", "-"], without_commands(text)) is not None


_WINDOWS_VOICES = (
    "Add-Type -AssemblyName System.Speech;"
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).GetInstalledVoices()"
    "|Where-Object {$_.Enabled -and $_.VoiceInfo.Culture.TwoLetterISOLanguageName -eq $env:LISEUSE_VOICE}"
    "|Select-Object -First 1|ForEach-Object {$_.VoiceInfo.Name}"
)
_WINDOWS_SAY = (
    "$ErrorActionPreference='Stop';Add-Type -AssemblyName System.Speech;"
    "$text=(New-Object IO.StreamReader([Console]::OpenStandardInput(),[Text.Encoding]::UTF8)).ReadToEnd();"
    "$voice=New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "$voice.SelectVoice($env:LISEUSE_VOICE);$voice.SetOutputToWaveFile($env:LISEUSE_FILE);"
    "$voice.Speak($text);$voice.Dispose()"
)


def _windows(path: str, script: str) -> list[str]:
    return [path, "-NoProfile", "-NonInteractive", "-Command", script]


def _windows_voice(path: str, code: str) -> str:
    return (_run(_windows(path, _WINDOWS_VOICES), more={"LISEUSE_VOICE": code}) or "").strip()


def _windows_say(path: str, voice: str, text: str, file: Path) -> bool:
    more = {"LISEUSE_VOICE": voice, "LISEUSE_FILE": str(file)}
    return _run(_windows(path, _WINDOWS_SAY), text, more) is not None


_Row = tuple[str, str, Callable[[str, str], str], Callable[[str, str, str, Path], bool]]
_ELSEWHERE: tuple[_Row, ...] = (
    ("espeak-ng", ".wav", _espeak_voice, _espeak_say),
    ("espeak", ".wav", _espeak_voice, _espeak_say),
)
_PROGRAMS: dict[str, tuple[_Row, ...]] = {
    "darwin": (("say", ".m4a", _apple_voice, _apple_say), *_ELSEWHERE),
    "win32": (("powershell", ".wav", _windows_voice, _windows_say), *_ELSEWHERE),
}
"""By system: the program, the ending of its files, how it is asked. speech-dispatcher writes no files, and
piper comes without a voice."""


def _names() -> list[str]:
    return [row[0] for row in _PROGRAMS.get(sys.platform, _ELSEWHERE)]


_ENCODERS = (
    ("lame", ("--quiet", "-V", "6", "{from}", "{to}")),
    ("ffmpeg", ("-v", "error", "-nostdin", "-y", "-i", "{from}", "-q:a", "6", "{to}")),
)
"""Programs that make a sixth of a wave file, where the system has one; all of Anki's programs play MP3."""


def _smaller(file: Path) -> Path:
    """The same as MP3, where that can be made; else the file itself."""
    if file.suffix != ".wav":
        return file
    for name, words in _ENCODERS:
        path, to = shutil.which(name), file.with_suffix(".mp3")
        if path is None:
            continue
        values = {"{from}": str(file), "{to}": str(to)}
        if _run([path, *(values.get(word, word) for word in words)]) is not None and to.is_file():
            file.unlink()
            return to
        with contextlib.suppress(FileNotFoundError):
            to.unlink()
    return file
