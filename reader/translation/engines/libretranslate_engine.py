"""The engine that asks a LibreTranslate server: for who has one, and off until its address is set.

It speaks the server's own interface (`POST /translate`, see LibreTranslate's documentation) and gives
what any engine gives. Sentences leave this computer, so nothing in here runs unless the reader named
the server; addresses on other machines must be encrypted.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import urllib3

from reader import __version__
from reader.core.errors import ReaderError
from reader.core.model import SERVER_MARK, Hop, Route, SentenceState
from reader.core.progress import Progress
from reader.translation.engines.engine import BEST, EngineResult, Search
from reader.translation.engines.pieces import nothing_to_translate

log = logging.getLogger(__name__)

_AT_ONCE = 25  # sentences a request; servers limit the characters, not the number
_CHARACTERS_AT_ONCE = 4_000  # below the limit of 5,000 that public servers set
_MOST_BYTES = 4 << 20
_TIMEOUT = urllib3.Timeout(connect=10.0, read=120.0)
_LOCAL = frozenset(("localhost", "127.0.0.1", "::1"))


def server_route(address: str, source: str, target: str) -> Route:
    """The route through a server: one hop, remembered apart from what local models gave."""
    host = urlsplit(address).netloc.rpartition("@")[2]
    return Route((Hop(source, target, f"{SERVER_MARK}{host}", "server"),))


class LibreTranslateEngine:
    """Translates by asking a server.

    Args:
        address: of the server, `https://…`; `http:` only for this computer.
        key: its access key, "" without one.

    Raises:
        ReaderError: `server-address` when it is no such address.
    """

    def __init__(self, address: str, key: str = "") -> None:
        parts = urlsplit(address.strip())
        local = (parts.hostname or "") in _LOCAL
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            raise ReaderError("server-address", "no http address", address=address[:80])
        if parts.scheme == "http" and not local:
            raise ReaderError("server-address", "not encrypted", address=address[:80])
        self._address = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        self._host = parts.hostname
        self._key = key
        self._pool = urllib3.PoolManager(timeout=_TIMEOUT, retries=False)

    def translate(
        self, sentences: Sequence[str], hop: Hop, search: Search = BEST, progress: Progress | None = None
    ) -> list[EngineResult]:
        """Translate sentences; one result each, in order. `search` is the server's own affair.

        Raises:
            ReaderError: `server-unreachable`, `server-refused`, `server-language`. Cancelled.
        """
        results = [EngineResult(s, 0.0, SentenceState.KEPT) for s in sentences]
        asked = [i for i, s in enumerate(sentences) if not nothing_to_translate(s)]
        for part in _parts(asked, sentences):
            if progress is not None:
                progress.check()
            answers = self._ask([sentences[i] for i in part], hop)
            for i, text in zip(part, answers, strict=True):
                state = SentenceState.OK if text.strip() else SentenceState.SUSPECT
                results[i] = EngineResult(text.strip() or sentences[i], 0.0, state)
        return results

    def languages(self) -> list[tuple[str, str]]:
        """The pairs the server translates.

        Raises:
            ReaderError: `server-unreachable`, `server-refused`.
        """
        answer = self._request("GET", "/languages", None)
        if not isinstance(answer, list):
            raise self._refused("no list of languages")
        return [
            (str(one["code"]), str(target))
            for one in answer
            if isinstance(one, dict) and "code" in one
            for target in one.get("targets", ())
        ]

    def close(self) -> None:
        """Close what is open."""
        self._pool.clear()

    def _ask(self, texts: list[str], hop: Hop) -> list[str]:
        message: dict[str, Any] = {"q": texts, "source": hop.source, "target": hop.target, "format": "text"}
        if self._key:
            message["api_key"] = self._key
        answer = self._request("POST", "/translate", message)
        found = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(found, list) or len(found) != len(texts):
            raise self._refused("an answer of another length")
        return [str(text) for text in found]

    def _request(self, method: str, path: str, message: dict[str, Any] | None) -> Any:
        headers = {"User-Agent": f"Liseuse/{__version__}", "Content-Type": "application/json"}
        body = json.dumps(message).encode() if message is not None else None
        try:
            answer = self._pool.request(
                method,
                self._address + path,
                body=body,
                headers=headers,
                redirect=False,
                preload_content=False,
            )
            try:
                data = answer.read(_MOST_BYTES + 1, decode_content=True)
            finally:
                answer.release_conn()
        except urllib3.exceptions.HTTPError as error:
            raise ReaderError(
                "server-unreachable", f"{type(error).__name__}: {error}", host=self._host
            ) from error
        log.debug("%s %s: %d, %d bytes", method, path, answer.status, len(data))
        return self._read(answer.status, data)

    def _read(self, status: int, data: bytes) -> Any:
        try:
            found = json.loads(data) if len(data) <= _MOST_BYTES else None
        except ValueError:
            found = None
        if status == 200 and found is not None:
            return found
        said = str(found.get("error", ""))[:200] if isinstance(found, dict) else ""
        if status == 400 and "not supported" in said:
            raise ReaderError("server-language", said, host=self._host)
        raise self._refused(f"{status} {said}")

    def _refused(self, detail: str) -> ReaderError:
        return ReaderError("server-refused", detail, host=self._host)


def _parts(numbers: Sequence[int], sentences: Sequence[str]) -> Iterator[list[int]]:
    """Cut what is asked into requests that a server takes."""
    part: list[int] = []
    size = 0
    for number in numbers:
        length = len(sentences[number])
        if part and (len(part) >= _AT_ONCE or size + length > _CHARACTERS_AT_ONCE):
            yield part
            part, size = [], 0
        part.append(number)
        size += length
    if part:
        yield part
