"""What can still be done on a disk without a byte left: `unshare -rm … python -m tests.faults.full_disk DIR`.

A file system of 48 MB is mounted at DIR, a library is made there, and the rest is filled to the last
byte. Prints one JSON object of what was tried and what came of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from reader.core.progress import Progress
from reader.services.backup.measure_storage import free
from reader.services.library.browse_library import list_articles
from reader.services.library_session import LibrarySession
from reader.services.search_library import results, search
from reader.settings.paths import LibraryPaths
from tests.faults.jobs import add
from tests.faults.outcome import told

ARTICLES = 40
Outcomes = dict[str, Any]


def main(top: Path) -> Outcomes:
    """Fill the disk twice: before the library is opened and while it is open; once without a reserve."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "none", str(top)], check=True)
    paths = LibraryPaths(top / "library")
    with LibrarySession.open(paths) as session:
        for number in range(ARTICLES):
            add(session, f"a{number}", 20_000)
    found = {}
    _fill(top)
    with LibrarySession.open(paths) as session:  # made today, so there is no reserve yet
        found["no reserve"] = _tried(session, top)
    _empty(top)
    LibrarySession.open(paths).close()
    _fill(top)
    with LibrarySession.open(paths) as session:
        found["closed"] = _tried(session, top)
    _empty(top)
    with LibrarySession.open(paths) as session:
        _fill(top)
        found["open"] = _tried(session, top)
    _empty(top)
    with LibrarySession.open(paths) as session:
        add(session, "new")
        found["again"] = {"articles": session.articles.counts()["all"]}
    return found


def _tried(session: LibrarySession, top: Path) -> Outcomes:
    ids = session.articles.ids("all")
    doomed = ids[:12]
    return {"read only": session.read_only} | {
        name: told(work)
        for name, work in {
            "list": lambda: len(list_articles(session, "all")) == len(ids),
            "search": lambda: len(results(session, search(session, "eau village"))) > 0,
            "read": lambda: "village" in session.articles.get(ids[-1]).document.text,
            "note": lambda: session.annotations.set_note(ids[-1], "Une note. " * 80_000),
            "save": lambda: add(session, "zz", 200_000),
            "trash": lambda: session.articles.move_to_trash(doomed),
            "delete": lambda: session.articles.delete_forever(doomed[:2]),
            "free": lambda: free(session, ["trash"], Progress()) > 0,
            "left": lambda: session.articles.counts()["all"] + len(doomed) == len(ids),
        }.items()
    }


def _fill(top: Path) -> None:
    for name, piece in (("ballast", b"x" * 65_536), ("sand", b"x")):
        with (top / name).open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(piece)
            except OSError:
                continue


def _empty(top: Path) -> None:
    for name in ("ballast", "sand"):
        (top / name).unlink(missing_ok=True)


def complaints(found: Outcomes) -> list[str]:
    """What is not as it must be."""
    wrong = []
    for state in ("no reserve", "closed", "open"):
        got = found[state]
        wanted = dict.fromkeys(("list", "search", "read"), True) | dict.fromkeys(
            ("note", "save"), "disk-full"
        )
        if state == "no reserve":
            wanted |= {"trash": "disk-full", "delete": "disk-full"}
        else:
            wanted |= {"trash": "done", "delete": "done", "free": True, "left": True, "read only": False}
        wrong += [f"{state}: {name} gave {got[name]}" for name, what in wanted.items() if got[name] != what]
    if found["again"]["articles"] != ARTICLES - 24 + 1:
        wrong.append(f"{found['again']['articles']} articles when there was room again")
    return wrong


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
