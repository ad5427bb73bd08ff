"""A disk that goes while the library is open: `unshare -rm … python -m tests.faults.lost_disk DIR`.

The library lies on what is mounted at DIR/here. It is taken away, as a stick is pulled, things are tried,
it comes back, and then everything that was said to be done must be there. Prints one JSON object.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from reader.library.recovery.integrity_check import examine
from reader.services.library.browse_library import list_articles
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.faults.jobs import add
from tests.faults.outcome import told

Outcomes = dict[str, object]
REFUSED = ("read-only", "folder-missing", "disk-error", "disk-full", "library-gone", "library-busy")


def main(top: Path) -> Outcomes:
    """Pull it out, try, put it back."""
    disk, here = top / "disk", top / "here"
    for folder in (disk, here):
        folder.mkdir()
    _mount(disk, here)
    paths = LibraryPaths(here / "library")
    with LibrarySession.open(paths) as session:
        for number in range(5):
            add(session, f"a{number}", 2_000)
        subprocess.run(["umount", "-l", str(here)], check=True)
        found: Outcomes = {
            "list": told(lambda: len(list_articles(session, "all")) == 5),
            "read": told(lambda: "village" in session.articles.get(1).document.text),
            "save": told(lambda: add(session, "gone", 2_000)),
            "option": told(lambda: session.settings.set("text_size", 4)),
            "note": told(lambda: session.annotations.set_note(1, "Une note.")),
        }
    found["made where it was"] = sorted(str(p.relative_to(here)) for p in here.rglob("*"))
    _mount(disk, here)
    with LibrarySession.open(paths) as session:
        found["articles"] = session.articles.counts()["all"]
        found["kept note"] = session.annotations.note(1)
        found["unsound"] = [str(check) for check in examine(session.database, session.assets) if not check.ok]
    return found


def _mount(disk: Path, here: Path) -> None:
    subprocess.run(["mount", "--bind", str(disk), str(here)], check=True)


def complaints(found: Outcomes) -> list[str]:
    """What is not as it must be: what was done is there, the library is sound, nothing was made elsewhere."""
    wrong = [
        f"{name} gave {found[name]}"
        for name in ("save", "option", "note")
        if found[name] not in (*REFUSED, "done")
    ]
    wanted = 6 if found["save"] == "done" else 5
    if found["articles"] != wanted:
        wrong.append(f"{found['articles']} articles afterwards, after a save that gave {found['save']}")
    if found["note"] == "done" and found["kept note"] != "Une note.":
        wrong.append("a note that was kept is lost")
    if found["unsound"] or found["made where it was"]:
        wrong.append(f"left behind: {found['made where it was']}, unsound: {found['unsound']}")
    return wrong


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
