"""Writes the edition by itself, each day or week: a timer of systemd's, in the reader's own configuration.

It is written only when the reader asks for it, and nothing of it runs with rights that the reader lacks.
"""

from __future__ import annotations

import configparser
import contextlib
import os
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.storage_errors import storage_errors
from reader.services.desktop.own_command import own_command
from reader.services.whole_file import write_whole
from reader.settings.paths import LibraryPaths

NAME = "liseuse-edition"
EVERY = {"day": "*-*-* {at}:00", "week": "Mon *-*-* {at}:00"}
"""How often, and how systemd says it."""
AT = "07:00"
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")
_SECONDS = 20  # a manager that does not answer by then is none
_OWN = "X-Liseuse"
_YES = "yes"
_LAST = "last-edition.txt"
_LONGEST_GAP = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When and where: `every` is one of `EVERY`, `at` a time of day (`HH:MM`), `folder` gets the books.

    `feeds`: new pieces of the sources that are followed are fetched, saved and translated for it first.
    """

    every: str
    at: str
    folder: Path
    sources: tuple[str, ...] = ()
    language: str = ""
    feeds: bool = False


def unit_files() -> tuple[Path, Path]:
    """The service and the timer, there or not."""
    home = os.environ.get("XDG_CONFIG_HOME", "")
    folder = (Path(home) if os.path.isabs(home) else Path.home() / ".config") / "systemd" / "user"
    return folder / f"{NAME}.service", folder / f"{NAME}.timer"


def can_schedule() -> bool:
    """Whether systemd runs for this user. Takes a moment."""
    return _systemctl("show-environment")


def current_schedule() -> Schedule | None:
    """What was asked for, `None` when nothing is."""
    timer = unit_files()[1]
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(timer.read_text("utf-8"))
        own = parser[_OWN]
        sources = tuple(own.get("Sources", "").split("\t")) if own.get("Sources") else ()
        language, feeds = own.get("Language", ""), own.get("Feeds", "") == _YES
        return Schedule(own["Every"], own["At"], Path(own["Folder"]), sources, language, feeds)
    except (OSError, ValueError, KeyError, configparser.Error):
        return None


def set_schedule(paths: LibraryPaths, schedule: Schedule) -> tuple[Path, Path]:
    """Write the service and its timer, and start the timer; gives the two files.

    Raises:
        ReaderError: `no-systemd`, `read-only`, `disk-full` or `disk-error`; nothing is left then.
        ValueError: a time that is none, or a name with a line end.
    """
    if schedule.every not in EVERY or not _TIME.match(schedule.at):
        raise ValueError(f"{schedule.every} {schedule.at}")
    service, timer = unit_files()
    texts = service_text(paths, schedule), timer_text(schedule)
    if not can_schedule():
        raise ReaderError("no-systemd", "systemctl --user does not answer")
    with storage_errors(service.parent):
        service.parent.mkdir(parents=True, exist_ok=True)
        for file, text in zip((service, timer), texts, strict=True):
            write_whole(file, text.encode("utf-8"))
    if not (_systemctl("daemon-reload") and _systemctl("enable", "--now", timer.name)):
        remove_schedule()
        raise ReaderError("no-systemd", f"the timer {timer.name} was not started")
    return service, timer


def remove_schedule() -> bool:
    """Stop the timer and remove both files; gives whether there was one.

    Raises:
        ReaderError: `read-only` or `disk-error`.
    """
    service, timer = unit_files()
    found = timer.is_file() or service.is_file()
    if not found:
        return False
    _systemctl("disable", "--now", timer.name)
    with storage_errors(service.parent):
        for file in (service, timer):
            file.unlink(missing_ok=True)
    _systemctl("daemon-reload")
    return True


def since_last(paths: LibraryPaths, since: datetime, now: datetime) -> datetime:
    """From when on an edition that is made by itself has articles: a turn that came late leaves no gap.

    Args:
        since: from when on it had them if the one before had come in time.
    """
    try:
        last = datetime.fromisoformat((paths.root / _LAST).read_text("ascii").strip()).astimezone(UTC)
    except (OSError, ValueError):
        return since
    return min(since, max(last, now - _LONGEST_GAP))


def note_edition(paths: LibraryPaths, now: datetime) -> None:
    """Note when an edition was made by itself.

    Raises:
        ReaderError: `read-only`, `disk-full` or `disk-error`.
    """
    write_whole(paths.root / _LAST, now.isoformat().encode("ascii"), private=True)


def service_text(paths: LibraryPaths, schedule: Schedule) -> str:
    """The unit that writes the edition once."""
    words = [*own_command(paths), "--quiet", "edition", "--since", schedule.every, "--since-last"]
    for source in schedule.sources:
        words += ["--source", source]
    words += ["--lang", schedule.language] if schedule.language else []
    words += ["--feeds"] if schedule.feeds else []
    words += ["--output", os.path.join(schedule.folder, "")]  # a folder, also where it is gone
    return (
        "[Unit]\nDescription=Liseuse: edition of the day\n\n"
        f"[Service]\nType=oneshot\nNice=10\nExecStart={' '.join(map(_quoted, words))}\n"
    )


def timer_text(schedule: Schedule) -> str:
    """The unit that starts the other one; a turn that was slept through is made up for."""
    when = EVERY[schedule.every].format(at=schedule.at)
    own = {
        "Every": schedule.every,
        "At": schedule.at,
        "Folder": str(schedule.folder),
        "Sources": "\t".join(schedule.sources),
        "Language": schedule.language,
        "Feeds": _YES if schedule.feeds else "no",
    }
    rows = "".join(f"{name}={_line(value)}\n" for name, value in own.items())
    return (
        "[Unit]\nDescription=Liseuse: edition of the day\n\n"
        f"[Timer]\nOnCalendar={when}\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n\n[{_OWN}]\n{rows}"
    )


def _quoted(word: str) -> str:
    """A word of a command as systemd reads it: quoted, nothing in it a variable or a specifier."""
    escaped = _line(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$").replace("%", "%%")
    return f'"{escaped}"'


def _line(text: str) -> str:
    if any(ord(char) < 32 and char != "\t" for char in text):
        raise ValueError("a line end in a name")
    return text


def _systemctl(*words: str) -> bool:
    command = ["systemctl", "--user", *words]
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        return done.returncode == 0
    return False
