"""The engine that asks a LibreTranslate server: for who has one, and off until its address is set.

It speaks the server's own interface (`POST /translate`, see LibreTranslate's documentation) and gives
what any engine gives. Sentences leave this computer, so nothing in here runs unless the reader named
the server; addresses on other machines must be encrypted.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import SplitResult, urlsplit

from reader import __version__
from reader.core.errors import ReaderError
from reader.core.model import SERVER_MARK, Hop, Route, SentenceState
from reader.core.progress import Progress
from reader.core.serialize import read_json
from reader.translation.engines.engine import BEST, EngineResult, Search
from reader.translation.engines.pieces import nothing_to_translate
from reader.translation.engines.server_request import FAILURES, ServerRequest

log = logging.getLogger(__name__)

_AT_ONCE = 25  # sentences a request; servers limit the characters, not the number
_CHARACTERS_AT_ONCE = 4_000  # below the limit of 5,000 that public servers set
_MOST_BYTES = 4 << 20
_SECONDS = 90.0  # for one request and all of its answer
_MOST_PAIRS = 10_000
_LONGEST = (20, 2_000)  # a translation is at most so many times as long as its source, and so much more
_CODE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}|auto")
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
        allowed: called before each request; raises where nothing may be asked of the network now.
        seconds: what one request may take in all.

    Raises:
        ReaderError: `server-address` when it is no such address.
    """

    def __init__(
        self,
        address: str,
        key: str = "",
        allowed: Callable[[], None] = lambda: None,
        seconds: float = _SECONDS,
    ) -> None:
        parts = _split(address)
        local = (parts.hostname or "") in _LOCAL
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            raise ReaderError("server-address", "no http address", address=address[:80])
        if parts.scheme == "http" and not local:
            raise ReaderError("server-address", "not encrypted", address=address[:80])
        self._address = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        self._host = parts.hostname
        self._key = key
        self._allowed = allowed
        self._seconds = seconds

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
            answers = self._ask([sentences[i] for i in part], hop, progress)
            for i, text in zip(part, answers, strict=True):
                state = SentenceState.OK if text.strip() else SentenceState.SUSPECT
                results[i] = EngineResult(text.strip() or sentences[i], 0.0, state)
        return results

    def languages(self, progress: Progress | None = None) -> list[tuple[str, str]]:
        """The pairs the server translates.

        Raises:
            ReaderError: `server-unreachable`, `server-refused`. Cancelled.
        """
        answer = self._request("GET", "/languages", None, progress)
        pairs: list[tuple[str, str]] = []
        for one in answer if isinstance(answer, list) else (None,):
            entry = one if isinstance(one, dict) else {}
            targets = entry.get("targets")
            if not isinstance(targets, list) or len(pairs) + len(targets) > _MOST_PAIRS:
                raise self._refused("no list of languages")
            pairs += [(entry.get("code", ""), target) for target in targets]
        if not all(isinstance(code, str) and _CODE.fullmatch(code) for pair in pairs for code in pair):
            raise self._refused("no codes of languages")
        return pairs

    def _ask(self, texts: list[str], hop: Hop, progress: Progress | None) -> list[str]:
        message: dict[str, Any] = {"q": texts, "source": hop.source, "target": hop.target, "format": "text"}
        if self._key:
            message["api_key"] = self._key
        answer = self._request("POST", "/translate", message, progress)
        found = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(found, list) or len(found) != len(texts):
            raise self._refused("an answer of another length")
        if not all(_fits(source, text) for source, text in zip(texts, found, strict=True)):
            raise self._refused("an answer that is no text, or none of these sentences")
        return [_UNSEEN.sub("", _BREAK.sub(" ", text)) for text in found]

    def _request(
        self, method: str, path: str, message: dict[str, Any] | None, progress: Progress | None
    ) -> Any:
        self._allowed()
        headers = {"User-Agent": f"Liseuse/{__version__}", "Content-Type": "application/json"}
        body = json.dumps(message).encode() if message is not None else None
        request = ServerRequest(method, self._address + path, body, headers, self._seconds, _MOST_BYTES)
        try:
            status, data = request.send(progress)
        except FAILURES as error:
            raise ReaderError(
                "server-unreachable", _plain(f"{type(error).__name__}: {error}"), host=self._host
            ) from error
        log.debug("%s %s: %d, %d bytes", method, path, status, len(data))
        return self._read(status, data)

    def _read(self, status: int, data: bytes) -> Any:
        try:
            found = read_json(data) if len(data) <= _MOST_BYTES else None
        except ValueError:
            found = None
        if status == 200 and found is not None:
            return found
        error = found.get("error") if isinstance(found, dict) else None
        said = _plain(error) if isinstance(error, str) else ""
        if status == 400 and "not supported" in said:
            raise ReaderError("server-language", said, host=self._host)
        raise self._refused(f"{status} {said}")

    def _refused(self, detail: str) -> ReaderError:
        return ReaderError("server-refused", detail, host=self._host)


def _fits(source: str, text: object) -> bool:
    """Whether a server's answer can be the translation of a sentence: a text that can be stored and shown."""
    factor, more = _LONGEST
    if not isinstance(text, str) or len(text) > factor * len(source) + more:
        return False
    return "\0" not in text and not _LONE.search(text)


_BREAK = re.compile(r"[\t-\r\x85\u2028\u2029]+")  # a sentence has one line
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]+")
"""What a terminal obeys, and what turns the direction of all that follows it in a list."""
_LONE = re.compile(r"[\ud800-\udfff]")  # halves of a character, which JSON can name and no file can hold


def _plain(text: str) -> str:
    """What a server said, short and fit for the log."""
    return "".join(letter if letter.isprintable() else " " for letter in text[:200])


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address.strip())
        parts.port  # noqa: B018 - raises for what is no port
    except ValueError as error:
        raise ReaderError("server-address", "no address", address=address[:80]) from error
    return parts


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
