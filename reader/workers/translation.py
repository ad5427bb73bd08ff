"""The worker that translates, and the window's handle on it.

The models live in a process of their own: a damaged one may abort it, which costs a sentence and
not the window, and when it ends, after two idle minutes, all its memory is free again.
"""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import functools
import logging
import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.core.errors import ReaderError
from reader.core.model import Hop, SentenceState
from reader.core.progress import Cancelled, Progress
from reader.translation.engines.engine import BEST, EngineResult, Search
from reader.workers.process import Limits, WorkerDied, WorkerProcess

if TYPE_CHECKING:
    from reader.translation.engines.argos_engine import ArgosEngine
    from reader.translation.engines.firefox_engine import FirefoxEngine

log = logging.getLogger(__name__)

_LOADED_MODELS = 3
_PROBE = "Rabat 2026."  # means something to every model, whatever its languages
_MOST_TIMEOUTS = 2
_MEMORY = (4 << 30) + (os.cpu_count() or 1) * (128 << 20)  # address space; each thread reserves some
_SECONDS = 120.0
_CHARACTERS_A_WORD = 5
_SECONDS_A_WORD = 0.5  # far slower than any machine this runs on
_LITTLE_WORK = 1_500
"""Characters up to which a request keeps its working memory: giving it back takes 1 to 5 ms, and repair asks
for little and often."""
LIMITS = Limits(seconds=_SECONDS, memory=_MEMORY, idle=120.0)


def handle(message: dict[str, Any], blob: bytes) -> tuple[dict[str, Any], bytes]:
    """Answer one request in the worker: `{"package", "threads", "sentences", "search"}` gives `{"results"}`.

    Raises:
        ReaderError: `model-missing`, `model-broken` or `engine-missing`.
    """
    folder = Path(message["package"])
    if not folder.is_dir():
        raise ReaderError("model-missing", "its folder is gone", package=folder.name)
    engine = _engine(str(folder), int(message["threads"]))
    results = engine.translate(message["sentences"], Search(*message.get("search", ())))
    if sum(map(len, message["sentences"])) > _LITTLE_WORK:
        _give_back()
    return {"results": [[r.text, r.score, r.state.value, r.alignment, r.attended] for r in results]}, b""


def _give_back() -> None:
    """Return what the batch worked in: the models stay, but else each would hold twice its size."""
    with contextlib.suppress(OSError, AttributeError, TypeError):  # the C library of Linux alone has it
        ctypes.CDLL(None).malloc_trim(0)


@functools.lru_cache(maxsize=_LOADED_MODELS)
def _engine(folder: str, threads: int) -> ArgosEngine | FirefoxEngine:
    from reader.translation.engines.firefox_files import is_firefox_package

    if is_firefox_package(Path(folder)):
        from reader.translation.engines.firefox_engine import FirefoxEngine
        from reader.translation.quality.certain_links import certain_links

        return FirefoxEngine(Path(folder), certain_links)
    from reader.translation.engines.argos_engine import ArgosEngine

    return ArgosEngine(Path(folder), threads)


class TranslationWorker:
    """Translates sentences in the worker process, and survives it.

    Safe to call from several threads; requests queue up.

    Args:
        threads: processor threads, 0 for all cores but one.
        limits: time for a small request, memory, idle time.
    """

    def __init__(self, threads: int = 0, limits: Limits = LIMITS) -> None:
        self._threads = threads
        self._process = WorkerProcess("translation", limits)

    @property
    def pid(self) -> int | None:
        """The worker's process id while it runs."""
        return self._process.pid

    def translate(
        self,
        sentences: Sequence[str],
        hop: Hop,
        models_folder: Path,
        progress: Progress | None = None,
        search: Search = BEST,
    ) -> list[EngineResult]:
        """Translate sentences along one hop; one result each, in order.

        When the worker dies over them, they are tried again one by one: the one that ends it comes
        back untranslated with the state `suspect`, the others are translated.

        Raises:
            ReaderError: `model-missing`, `model-broken`, `translation-failed`, `worker-failed`.
            Cancelled: the worker was ended at once.
        """
        if not sentences:
            return []
        folder = models_folder / Path(hop.package).name
        try:
            return self._request(sentences, folder, progress, search)
        except _Crash as crash:
            log.warning("translation worker died over %d sentences: %s", len(sentences), crash)
        return self._one_by_one(sentences, folder, progress, search)

    def probe(self, folder: Path) -> None:
        """Translate a word with the package in `folder`, as `packages.install` asks for.

        Raises:
            ReaderError: `model-broken` when it cannot; `engine-missing` when nothing here runs it.
        """
        try:
            results = self._request([_PROBE], folder, None)
        except _Crash as crash:
            raise ReaderError("model-broken", str(crash), package=folder.name) from crash
        if results[0].state is SentenceState.SUSPECT:
            raise ReaderError("model-broken", "it translates nothing", package=folder.name)

    def close_engines(self) -> None:
        """End the worker so that its memory is free and its files are closed; it starts again when asked."""
        self._process.stop()

    def close(self) -> None:
        """End the worker for good."""
        self._process.close()

    def _one_by_one(
        self, sentences: Sequence[str], folder: Path, progress: Progress | None, search: Search
    ) -> list[EngineResult]:
        self.probe(folder)
        results, timeouts = [], 0
        for sentence in sentences:
            try:
                results += self._request([sentence], folder, progress, search)
            except _Crash as crash:
                timeouts += crash.timed_out
                if timeouts >= _MOST_TIMEOUTS:
                    raise ReaderError("translation-failed", str(crash)) from crash
                results.append(EngineResult(sentence, 0.0, SentenceState.SUSPECT))
        return results

    def _request(
        self, sentences: Sequence[str], folder: Path, progress: Progress | None, search: Search = BEST
    ) -> list[EngineResult]:
        words = sum(len(sentence) / _CHARACTERS_A_WORD for sentence in sentences)
        message = {"package": str(folder), "threads": self._threads, "sentences": list(sentences)}
        message["search"] = list(dataclasses.astuple(search))
        seconds = max(self._process.limits.seconds, words * _SECONDS_A_WORD)
        try:
            answer, _ = self._process.request(message, progress=progress, seconds=seconds)
        except WorkerDied as death:
            if self._process.closed:  # nobody waits for the rest
                raise Cancelled from death
            raise _Crash(str(death), death.timed_out) from death
        except ReaderError as error:
            if error.kind != "worker-failed":  # out of memory, or a bug: another batch may do
                raise
            raise _Crash(error.detail) from error
        return _results(answer, len(sentences), folder.name)


def _results(answer: dict[str, Any], count: int, package: str) -> list[EngineResult]:
    try:
        results = [
            EngineResult(str(t), float(n), SentenceState(s), str(a), str(w))
            for t, n, s, a, w in answer["results"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise ReaderError("worker-failed", "results are not readable") from error
    if len(results) != count:
        raise ReaderError("worker-failed", "results are missing")
    if not all(math.isfinite(result.score) for result in results):
        raise ReaderError("model-broken", "its scores are no numbers", package=package)
    return results


class _Crash(Exception):  # noqa: N818 - private; the reader sees what is made of it
    def __init__(self, detail: str, timed_out: bool = False) -> None:
        self.timed_out = timed_out
        super().__init__(detail)
