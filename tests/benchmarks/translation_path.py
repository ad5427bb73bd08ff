"""One article translated as the window does it: services, library, empty memory, worker, health check.

CPU seconds are those of this process and of the worker's. What a stage costs is its own time, without
the stages that it calls: `engine` is the worker and the passing of sentences, `check` the health check
and repair, `library` what is read from and written to the database, `rest` everything else.
"""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.core.model import TranslatedBlock
    from reader.services.library_session import LibrarySession

_TICKS = os.sysconf("SC_CLK_TCK")
_LIBRARY = {
    "translations": ("lookup", "store", "record", "status"),
    "articles": ("get",),
    "glossary": ("terms",),
}


class Stages:
    """Processor time of this thread by stage, each without what it calls of the others."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._running: list[str] = []
        self._since = time.thread_time()

    def timed(self, owner: object, name: str, stage: str) -> None:
        """Have a function of `owner` counted to a stage from now on."""
        function: Callable[..., Any] = getattr(owner, name)

        @functools.wraps(function)
        def counted(*args: Any, **named: Any) -> Any:
            self._turn()
            self._running.append(stage)
            try:
                return function(*args, **named)
            finally:
                self._turn()
                self._running.pop()

        setattr(owner, name, counted)

    def _turn(self) -> None:
        moment = time.thread_time()
        self.seconds[self._running[-1] if self._running else "rest"] += moment - self._since
        self._since = moment

    def end(self) -> None:
        """Count what ran since the last stage."""
        self._turn()


def translated(folder: Path, pair: str, text: Sequence[Sequence[str]], quality: str) -> dict[str, Any]:
    """Translate `text` with the packages of `folder`; what it cost, by stage."""
    from reader.core.progress import Progress
    from reader.services.library_session import LibrarySession
    from reader.services.translation.translate_article import route_for, translate_article
    from reader.services.translation.translate_hop import RouteTranslator
    from reader.settings.paths import LibraryPaths

    source, target = pair.split("-")
    with tempfile.TemporaryDirectory() as home, LibrarySession.open(LibraryPaths(Path(home))) as session:
        session.settings.set("translation_quality", quality)
        install(session, folder)
        article = add_article(session, text, source)
        route = route_for(session, source, target)
        RouteTranslator(session, route, Progress()).translate(["Rabat."], remember=False)  # loads the models
        asked: list[int] = []
        stages = _watched(session, asked)
        firsts: list[float] = []
        worker, own, begun = _worker_cpu(session), time.process_time(), time.monotonic()

        def on_block(block: TranslatedBlock, _done: int, _total: int) -> None:
            if block.id != "title":
                firsts.append(time.process_time() - own + _worker_cpu(session) - worker)

        made = translate_article(session, article, target, Progress(), on_block)
        wall = time.monotonic() - begun
        stages.end()
        cpu, engine = time.process_time() - own, _worker_cpu(session) - worker
    sentences = len({sentence for paragraph in text for sentence in paragraph}) + 1
    hops = len(route.hops)
    states = Counter(pair.state.value for block in made.blocks for pair in block.sentences)
    costs = {**stages.seconds, "engine": stages.seconds["engine"] + engine}
    told = ", ".join(f"{name} {costs.get(name, 0) * 1000 / sentences:.2f}" for name in STAGES)
    extra = sum(asked) / (sentences * hops) - 1
    return {
        "cpu": cpu + engine,
        "wall": wall,
        "first_cpu": firsts[0],
        "sentences": sentences,
        "extra": extra,
        "costs": costs,
        "stages": f"\n{'':18}ms a sentence: {told}; {extra:+.2f} sentences a sentence, {len(asked)} calls"
        f"; {states['repaired']} repaired, {states['suspect']} suspect",
    }


STAGES = ("engine", "check", "library", "rest")


def _watched(session: LibrarySession, asked: list[int]) -> Stages:
    """Count the stages of a session, and the sentences of each call of the engine."""
    from reader.translation.quality import repair

    translate = session.translator.translate

    def counted(sentences: Sequence[str], *args: Any, **named: Any) -> Any:
        asked.append(len(sentences))
        return translate(sentences, *args, **named)

    session.translator.translate = counted  # type: ignore[method-assign]
    stages = Stages()
    stages.timed(session.translator, "translate", "engine")
    stages.timed(repair, "mend", "check")
    for owner, names in _LIBRARY.items():
        for name in names:
            stages.timed(getattr(session, owner), name, "library")
    return stages


def install(session: LibrarySession, folder: Path) -> None:
    """Put the packages of a folder into the library, in place of those that ship."""
    from reader.services.translation.manage_packages import list_packages

    list_packages(session)
    for package in session.paths.models.iterdir():
        measured = folder / package.name
        if measured.is_dir():
            shutil.rmtree(package)
            shutil.copytree(measured, package)


def add_article(session: LibrarySession, text: Sequence[Sequence[str]], source: str) -> int:
    """An article of these paragraphs."""
    from reader.core.model import Document
    from reader.reading.document import blocks_from_html

    html = "".join(f"<p>{' '.join(sentences)}</p>" for sentences in text)
    title = {"fr": "Un article", "en": "An article"}[source]
    document = Document("https://a.ma/1", title, blocks_from_html(html, source), html, language=source)
    return session.articles.add(document, "https://a.ma/1", "a.ma/1", "2026-01-01T00:00:00Z")


def _worker_cpu(session: LibrarySession) -> float:
    """Processor seconds of all threads of the worker."""
    fields = Path(f"/proc/{session.translator.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
