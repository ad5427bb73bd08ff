"""The window's end of the process that brings a library in step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.sync.store_counts import StoreCounts, StorePreview
from reader.settings.paths import LibraryPaths
from reader.sync.address import is_address
from reader.workers.process import Limits, WorkerDied, WorkerProcess, error_of

_LIMITS = Limits(seconds=24 * 3600, idle=120)  # who reads and notes changes something again soon
_READY = Limits(seconds=24 * 3600, idle=330)  # longer than the five minutes after which a round comes anyway


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What a round did, as `run_round.RoundReport` says it.

    `keyring` says whether passphrase and password are where the next start finds it.
    """

    sent: int
    received: int
    deleted: int
    kept: int
    held: int
    waiting: int
    late: tuple[str, ...]
    rewritten: frozenset[int]
    copied: bool
    keyring: bool
    damaged: tuple[str, ...] = ()
    written_again: int = 0
    bucket: ReaderError | None = None


class SyncProcess:
    """One process at most, which ends by itself when nothing is asked of it.

    Args:
        paths: of the library.
        allowed: called before a place on a server is asked for the first time; raises where the network may
            not be used now. The options' file, which the process reads, may be written a little later.
    """

    def __init__(self, paths: LibraryPaths, allowed: Callable[[], None]) -> None:
        self._allowed = allowed
        self._root = str(paths.root)
        self._at_server: list[Progress] = []
        self._worker = WorkerProcess("sync", _LIMITS)

    def preview(self, place: str, progress: Progress, password: str | None = None) -> StorePreview:
        """What lies at a place. A password is of its server, here and in all that follows.

        Raises:
            ReaderError: as `preview.preview_store`; `worker-failed`. Cancelled.
        """
        return StorePreview(**self._ask("preview", progress, place=place, password=password))

    def try_store(
        self, place: str, passphrase: str | None, progress: Progress, password: str | None = None
    ) -> StoreCounts:
        """Try a place, and count both sides.

        Raises:
            ReaderError: as `preview.try_store`; `worker-failed`. Cancelled.
        """
        found = self._ask("try", progress, place=place, passphrase=passphrase, password=password)
        return StoreCounts(**{**found, "others": tuple(found["others"])})

    def join(
        self,
        place: str,
        passphrase: str | None,
        name: str,
        progress: Progress,
        password: str | None = None,
        begins: bool | None = None,
        notes: str | None = None,
    ) -> RoundResult:
        """Join the store at a place, or begin one there; `begins` and `notes` as in `join_store.join_store`.

        Raises:
            ReaderError: as `join_store.join_store`; `worker-failed`. Cancelled.
        """
        given = {"passphrase": passphrase, "name": name, "password": password, "begins": begins}
        given["notes"] = notes
        return _result(self._ask("join", progress, place=place, **given))

    def round(self, passphrase: str | None, progress: Progress, password: str | None = None) -> RoundResult:
        """Bring the library in step.

        Raises:
            ReaderError: as `run_round.run_round`; `worker-failed`. Cancelled.
        """
        return _result(self._ask("round", progress, passphrase=passphrase, password=password))

    def anew(self, passphrase: str | None, progress: Progress, password: str | None = None) -> RoundResult:
        """Make the store anew out of this library.

        Raises:
            ReaderError: as `join_store.begin_anew`; `worker-failed`. Cancelled.
        """
        return _result(self._ask("anew", progress, passphrase=passphrase, password=password))

    def again(self, passphrase: str | None, progress: Progress, password: str | None = None) -> RoundResult:
        """Join the store that was made anew.

        Raises:
            ReaderError: as `join_store.join_again`; `worker-failed`. Cancelled.
        """
        return _result(self._ask("again", progress, passphrase=passphrase, password=password))

    def leave(self, progress: Progress) -> None:
        """Share no more.

        Raises:
            ReaderError: as `join_store.leave_store`; `worker-failed`. Cancelled.
        """
        self._worker.limits = _LIMITS  # before the request, whose end begins the wait
        self._ask("leave", progress)

    def leave_server(self) -> None:
        """Cancel what looks at, tries or joins a place on a server; from any thread."""
        for progress in list(self._at_server):
            progress.cancel()

    def keep_ready(self) -> None:
        """Let the process wait for long from now on: a hub tells at once what came, and a start takes longer
        than a round."""
        self._worker.limits = _READY

    @property
    def pid(self) -> int | None:
        """The number of the process while it runs."""
        return self._worker.pid

    def close(self) -> None:
        """End the process; what it had not done whole is taken up by the next round."""
        self._worker.close()

    def _ask(self, act: str, progress: Progress, **given: Any) -> dict[str, Any]:
        at_server = is_address(given.get("place", ""))
        if at_server:
            self._at_server.append(progress)  # first: private reading that begins now finds it there
        try:
            if at_server:
                self._allowed()
            return self._worker.request({"act": act, "root": self._root, **given}, progress=progress)[0]
        except WorkerDied as error:
            raise ReaderError("worker-failed", str(error)) from error
        finally:
            if at_server:
                self._at_server.remove(progress)


def _result(answer: dict[str, Any]) -> RoundResult:
    lists: dict[str, Any] = {name: tuple(answer.pop(name)) for name in ("late", "damaged")}
    rewritten, bucket = frozenset(answer.pop("rewritten")), answer.pop("bucket")
    failed = error_of(bucket) if bucket is not None else None
    return RoundResult(**answer, **lists, rewritten=rewritten, bucket=failed)
