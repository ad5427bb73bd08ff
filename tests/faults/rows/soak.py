"""A window used for very long: articles opened 20,000 times, 2,000 translations; nothing may grow.

`python -m tests.faults.rows.soak LIBRARY OPENS TRANSLATIONS` is the window; it says one JSON line now and
then: how much memory and how many descriptors it has.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.save_page import save_page
from reader.settings.paths import LibraryPaths, resource
from tests.faults.outcome import Outcome, share_of
from tests.faults.tools.driver import HERE
from tests.gui.support.screen import screen

OPENS, TRANSLATIONS = 20_000, 2_000
MOST_MB = 50
WARM = 0.2
"""Share of the opens after which it is looked for growth: until then caches fill."""
WORDS = "Le port de Tanger a accueilli quarante navires. Le maire parle du village et de l’eau. "


def run(share: float, seed: int) -> Outcome:
    """Memory is that of the window's process; the engine has its own and gives it back."""
    del seed
    opens, translations = share_of(OPENS, share), share_of(TRANSLATIONS, share)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "library"
        _fill(root)
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.rows.soak", str(root), str(opens), str(translations)],
            capture_output=True,
            text=True,
            check=False,
            cwd=HERE.parents[1],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
    looks = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    outcome = Outcome(
        {"opens": looks[-1]["opens"], "translations": looks[-1]["translations"]} if looks else {}
    )
    outcome.check(done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-900:]}")
    warm = [look for look in looks if look["opens"] >= opens * WARM]
    if len(warm) > 1:
        grown = max(look["mb"] for look in warm[len(warm) // 2 :]) - warm[0]["mb"]
        descriptors = warm[-1]["descriptors"] - warm[0]["descriptors"]
        outcome.counts |= {"MB grown": f"{grown:.0f}", "descriptors grown": descriptors}
        outcome.check(grown < MOST_MB, f"{grown:.0f} MB more: {[look['mb'] for look in warm]}")
        outcome.check(descriptors <= 0, f"descriptors: {[look['descriptors'] for look in warm]}")
    else:
        outcome.complaints.append(f"too few looks: {looks}")
    return outcome


def _fill(root: Path) -> None:
    from reader.translation.packages.packages import install

    install(next(resource("models").glob("*fr_en*.argosmodel")), LibraryPaths(root).models)
    with LibrarySession.open(LibraryPaths(root)) as session:
        for number in range(40):
            text = "".join(f"<p>Paragraphe {n} de {number}. {WORDS}</p>" for n in range(8))
            page = f"<title>Essai {number}</title><article><h1>Essai {number}</h1>{text}</article>"
            save_page(session, page, Progress(), f"https://x.example/{number}")


def _look(opens: int, translations: int) -> None:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    facts = {
        "opens": opens,
        "translations": translations,
        "mb": round(int(found[1]) / 1024, 1),
        "descriptors": len(os.listdir("/proc/self/fd")),
    }
    print(json.dumps(facts), flush=True)


def soak(root: Path, opens: int, translations: int) -> None:
    """Open, scroll, turn languages and translate until enough is done."""
    from PySide6.QtWidgets import QApplication

    from tests.faults.silent import Reading

    app = QApplication([])
    reading = Reading(app, root)
    window = reading.window
    on_screen = screen(window)
    ids = reading.session.articles.ids("all")
    done = 0
    for number in range(1, opens + 1):
        article = ids[number % len(ids)]
        on_screen.open_article(article)
        reading.wait(lambda article=article: on_screen.article_id == article)
        bar = on_screen.view.verticalScrollBar()
        bar.setValue(bar.maximum())
        if done * opens < translations * number:
            on_screen.translation_controller.start_again("en")
            reading.wait(lambda: not on_screen.translation_controller.running, 120)
            on_screen.reading_pane.show_language("fr")
            done += 1
        if number % max(1, opens // 40) == 0:
            _look(number, done)
    window.shut_down()


if __name__ == "__main__":
    soak(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    shutil.rmtree(sys.argv[1], ignore_errors=True)
