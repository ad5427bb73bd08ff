"""Translation in the real window: stalls while it streams, first paragraph, second opening, memory.

    python -m tests.benchmarks.translation_window [--words 1000,10000] [--target en]

Offscreen. A stall is the longest time the GUI thread kept its event loop: `cpu` by this thread's own
processor time, which alone says what the program did on a machine that others use, `wall` by the clock.
The window's target is 16 ms. Memory is what `/proc` says of the worker: resident, MB.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.gui.support.screen import screen

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from reader.core.model import TextView
    from reader.gui.main_window.main_window import MainWindow
    from reader.services.library_session import LibrarySession


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", default="1000,10000")
    parser.add_argument("--target", default="en")
    options = parser.parse_args()
    from PySide6.QtWidgets import QApplication

    from reader.core.model import TextView
    from reader.gui.theme.fonts import load_fonts

    app = QApplication(sys.argv[:1])
    load_fonts()
    for words in map(int, options.words.split(",")):
        for view in (TextView.TRANSLATION, TextView.SIDE_BY_SIDE, TextView.INTERLEAVED):
            with tempfile.TemporaryDirectory() as folder:
                stream(Path(folder), words, options.target, view)
    with tempfile.TemporaryDirectory() as folder:
        memory(Path(folder))
    app.quit()


def stream(folder: Path, words: int, target: str, view: TextView) -> None:
    """Translate an article on screen in one view, then open it again in a new window."""
    from tests.benchmarks.stalls import Stalls

    article, count = add_article(folder, words)
    window = open_window(folder)
    on_screen = screen(window)
    show(window, article)
    started = time.monotonic()
    on_screen.reading_pane.choose_language(target)
    on_screen.reading_pane.choose_view(view)
    state = on_screen.article_content.state(target)
    gc.collect()
    gc.freeze()
    stalls = Stalls()
    with stalls:
        wait(lambda: state.done > 0)
        first = time.monotonic() - started
        wait(lambda: state.status == "done", 3600)
    whole = time.monotonic() - started
    window.shut_down()
    print(
        f"{count:6} words  {view.name.lower():13} worst stall {stalls.work:5.1f} ms cpu, {stalls.wall:6.1f}"
        f" ms wall   first paragraph {first:5.2f} s, whole {whole:6.1f} s",
        flush=True,
    )
    again(folder, article, count, target, view)


def again(folder: Path, article: int, count: int, target: str, view: TextView) -> None:
    """Open the translated article in a fresh window: reading it, showing it, and no engine."""
    from reader.services.library.open_article import open_article

    window = open_window(folder)
    on_screen = screen(window)
    session = on_screen.session
    reads, shows, turns = [], [], []
    for _ in range(5):
        begun = time.thread_time()
        opened = open_article(session, article)
        reads.append(time.thread_time() - begun)
        begun = time.thread_time()
        on_screen.reading_pane.show_article(opened)
        shows.append(time.thread_time() - begun)
        on_screen.reading_pane.choose_language(target)
        begun = time.thread_time()
        on_screen.reading_pane.choose_view(view)
        turns.append(time.thread_time() - begun)
    assert session.translator.pid is None, "no engine"
    window.shut_down()
    print(
        f"{count:6} words  {view.name.lower():13} second opening {statistics.median(reads) * 1000:5.1f} ms"
        f" read + {statistics.median(shows) * 1000:5.1f} ms shown, {statistics.median(turns) * 1000:5.1f} ms"
        " into the view, no engine",
        flush=True,
    )


def memory(folder: Path) -> None:
    """What the worker takes with no, one and two packages loaded, and after idle."""
    import bench_text

    from reader.core.model import Hop
    from reader.services.translation.translate_article import route_for
    from reader.workers.process import Limits
    from reader.workers.translation import LIMITS, TranslationWorker

    session = open_session(folder)
    hops: tuple[Hop, ...] = route_for(session, "fr", "ar").hops
    models = session.paths.models
    worker = TranslationWorker(limits=Limits(LIMITS.seconds, LIMITS.memory, idle=2.0))
    sentences = [s for p in bench_text.article(1000) for s in p]
    loaded = []
    for hop in hops:
        worker.translate(["Rabat."], hop, models)
        loaded.append(resident(worker.pid))
    for hop in hops:
        sentences = [r.text for r in worker.translate(sentences, hop, models)]
    busy, pid = resident(worker.pid), worker.pid
    end = time.monotonic() + 30
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.1)
    left = resident(pid) if Path(f"/proc/{pid}").exists() else 0.0
    worker.close()
    session.close()
    print(
        f"worker: {loaded[0]:.0f} MB with one package, +{loaded[1] - loaded[0]:.0f} MB with the second, "
        f"{busy:.0f} MB after 1,000 words both ways, {left:.0f} MB once idle"
    )


def resident(pid: int | None) -> float:
    """Resident memory of a process, MB."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def open_session(folder: Path) -> LibrarySession:
    """A library with no sample in it."""
    from reader.services.library_session import LibrarySession
    from reader.settings.paths import LibraryPaths

    session = LibrarySession.open(LibraryPaths(folder))
    for key in ("sample_added", "welcomed"):
        session.settings.set(key, True)
    return session


def add_article(folder: Path, words: int) -> tuple[int, int]:
    """An article of about so many words; its number and its words."""
    import bench_text

    from reader.core.model import Document
    from reader.reading.document import blocks_from_html

    text = bench_text.article(words)
    html = "".join(f"<p>{' '.join(sentences)}</p>" for sentences in text)
    document = Document("https://a.ma/1", "Un article", blocks_from_html(html, "fr"), html, language="fr")
    with open_session(folder) as session:
        number = session.articles.add(document, "https://a.ma/1", "a.ma/1", "2026-01-01T00:00:00Z")
    return number, sum(len(s.split()) for sentences in text for s in sentences)


def open_window(folder: Path) -> MainWindow:
    """The window, 1700 px wide so that two columns have room."""
    from reader.gui.main_window import construction
    from reader.settings.paths import LibraryPaths
    from reader.settings.store import Settings

    paths = LibraryPaths(folder)
    window = construction.open_window(paths, Settings(paths.settings))
    window.resize(1700, 1000)
    ready: list[bool] = []
    window.library_opened.connect(lambda: ready.append(True))
    window.show()
    wait(lambda: bool(ready), 60)
    return window


def show(window: MainWindow, article: int) -> None:
    """Open an article and let the window come to rest."""
    on_screen = screen(window)
    on_screen.open_article(article, with_focus=True)
    wait(lambda: on_screen.article_id == article and on_screen.view.whole)
    rest = time.monotonic() + 2
    wait(lambda: time.monotonic() > rest)


def wait(condition: Callable[[], bool], seconds: float = 120.0) -> None:
    """Run the event loop until something holds."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, look = QEventLoop(), QTimer(interval=5)
    end = time.monotonic() + seconds
    look.timeout.connect(lambda: loop.quit() if condition() or time.monotonic() > end else None)
    look.start()
    loop.exec()
    assert condition(), "it took too long"


if __name__ == "__main__":
    main()
