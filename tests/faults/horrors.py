"""Saving every page of the server of horrors: `python -m tests.faults.horrors [PATH …]`.

Each page is saved by a fresh process into a library of its own. Its outcome must be what the server
expects (`save`, `refuse`, `bound`: either, `inert` and `policy`: either, nothing fetched that is no
picture), within `SECONDS` and `MOST_MB` of resident memory in that process and in its extraction worker.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.workers.extraction import LIMITS
from tests.faults.ssrf import TRUE_PICTURES
from tests.saving.conftest import hostile_module
from tests.support.limits import LIMIT, PATIENCE

SECONDS = 60 + round(LIMITS.seconds)  # for the fetch, and for the extraction by the clock
MOST_MB = 300

_TAGS = "div b span blockquote ul table font a p svg q details"
_NAMES = {
    "/page/": "soft404 empty blank js-only login captcha consent paywall frameset index meta-refresh-loop "
    "parked error200",
    "/status/": "400 401 403 404 410 418 429 451 500 503",
    "/redirect/scheme/": "file data javascript ftp about blob jar empty nohost unc none newline two",
    "/redirect/": "loop ping growing cookie-loop",
    "/redirect/chain/": "10 21",
    "/redirect/loopback/": "dotted localhost short decimal hex octal v6 mapped second dot wide",
    "/charset/": "utf8 utf8-undeclared utf8-as-latin1 utf8-meta-says-latin1 latin1-as-utf8 cp1252-as-latin1 "
    "cp1252-undeclared cp1252-meta utf8-bom-header-latin1 utf16le-bom utf16be-header utf16-meta-but-utf8 "
    "gb18030 gbk-meta big5-meta shift_jis-meta euc-jp iso-2022-jp euc-kr koi8-r cp1251-meta iso-8859-8-i "
    "unknown-label label-quoted label-twice utf7 invalid mixed nul double-bom lone-surrogate",
    "/bomb/": "gzip deflate gzip-twice encodings br zstd",
    "/encoding/": "gzip-ok lie truncated bad-crc unknown garbage undeclared trailing",
    "/slow/": "first-byte headers body stall ok",
    "/endless/": "chunked body image headers interim",
    "/big/nested/": _TAGS,
    "/big/unclosed/": _TAGS,
    "/big/": "misnested table spans line word attr attrs entities comments paras links classes combining "
    "emoji cdata doctype unclosed-comment unclosed-attr unclosed-script",
    "/xml/": "laughs quadratic external-file external-http parameter",
    "/http/": "short long bad-chunk chunk-cut two-lengths length-and-chunked negative garbage no-status "
    "status-999 http09 close reset reset-mid header-nul header-latin1 header-fold huge-header many-headers "
    "no-type 206-unasked 1xx-only version9 lf-only space-header",
    "/auth/": "basic digest ntlm negotiate bearer",
    "/cookies/": "need flood huge evil-domain echo",
    "/type/": "pdf png json zip mp4 exe feed text html-as-text html-as-octet html-as-png png-as-html "
    "none sniff-script mhtml download download-traversal download-bidi",
    "/article/": "images lazy-images changing etag canonical amp canonical-hijack bidi trackers local links "
    "xss control-refs",
    "/article/plain/": "1",
    "/article/many-images/": "200",
    "/article/base/": "file other javascript data",
    "/article/title/": "empty none html long newline nul dots slash reserved template percent emoji spaces "
    "script",
    "/article/csv/": "0 9",
    "/article/deep-middle/": "1 300 5000",
    "/flaky/": "1",
}
"""What stands for the last part of each group's paths."""

_GROUPS = {
    "/page/": "refuse",
    "/status/": "refuse",
    "/redirect/": "refuse",
    "/charset/": "save",
    "/encoding/": "refuse",
    "/http/": "refuse",
    "/auth/": "refuse",
    "/type/": "refuse or marked",  # what is no page is kept as a file without a text
    "/article/": "save",
    "/flaky/": "either",
}
_EXPECT = {
    **dict.fromkeys(
        (
            "/redirect/chain/10",
            "/slow/ok",
            "/encoding/gzip-ok",
            "/encoding/trailing",
            "/http/lf-only",
            "/type/text",
            "/type/html-as-octet",
            "/type/none",
        ),
        "save",
    ),
    **dict.fromkeys(("/bomb/encodings", "/endless/headers"), "refuse"),
    **dict.fromkeys(("/page/paywall",), "refuse or marked"),
    **dict.fromkeys(
        (
            "/redirect/cookie-loop",
            "/encoding/undeclared",  # plain gzip magic: undone or refused, both are right
            "/article/many-images/200",
            "/article/canonical-hijack",
            "/type/html-as-text",
            "/type/html-as-png",
            "/type/mhtml",
            "/type/sniff-script",
            # headers that a lenient client may repair; the article must be whole when it is saved
            "/http/long",
            "/http/header-nul",
            "/http/header-latin1",
            "/http/header-fold",
            "/http/many-headers",
            "/http/no-type",
            "/http/version9",
            "/http/space-header",
            "/http/206-unasked",
        ),
        "either",
    ),
    **{
        f"/article/{kind}": "either"
        for kind in ("bidi", "trackers", "local", "links", "xss", "base/file", "base/other")
    },
}

_SWALLOWED = ("/article/xss",)
"""What follows its `<plaintext>` is source to browsers as well, and no article."""


@dataclass(frozen=True)
class Outcome:
    """What became of a page: `outcome` is the status or the error's kind, sizes in MB."""

    path: str
    outcome: str
    seconds: float
    saving: int
    worker: int
    whole: bool
    marked: str
    hits: int

    def complaints(self) -> Iterator[str]:
        """What is wrong with it."""
        expect = expectation(self.path)
        saved = self.outcome == "saved"
        if self.outcome == "crashed":
            yield "the process crashed"
        if expect == "save" and not (saved and self.whole):
            yield f"not saved whole: {self.outcome}"
        if expect == "refuse" and saved:
            yield "saved as if it were an article"
        if expect == "refuse or marked" and saved and not self.marked:
            yield "saved without a word that it is cut"
        if saved and not (self.whole or self.marked or _is_bound(self.path) or self.path in _SWALLOWED):
            yield "half an article, unmarked"
        if self.seconds > SECONDS:
            yield f"{self.seconds:.0f} s"
        if max(self.saving, self.worker) > MOST_MB:
            yield f"{max(self.saving, self.worker)} MB"
        if self.hits:
            yield f"{self.hits} requests that are no picture's"


def paths() -> list[str]:
    """Every page that can be saved."""
    return [prefix + name for prefix, names in _NAMES.items() for name in names.split()]


def expectation(path: str) -> str:
    """What must come of a page: `save`, `refuse`, `refuse or marked` or `either`."""
    if path in _EXPECT:
        return _EXPECT[path]
    if path.startswith(("/redirect/loopback/",)):
        return "either"
    prefixes = [prefix for prefix in _GROUPS if path.startswith(prefix)]
    return _GROUPS[max(prefixes, key=len)] if prefixes else "either"


def _is_bound(path: str) -> bool:
    return expectation(path) == "either" and not path.startswith(("/http/", "/article/"))


def save(url: str) -> dict[str, object]:
    """Save one page in this process: what came of it, and how much memory it and the worker took."""
    from reader.core.errors import ReaderError
    from reader.core.progress import Progress
    from reader.services.library_session import LibrarySession
    from reader.services.saving.save_article import save_article
    from reader.settings.paths import LibraryPaths

    with tempfile.TemporaryDirectory() as folder, LibrarySession.open(LibraryPaths(Path(folder))) as session:
        peaks = {"worker": 0}
        over = threading.Event()
        watcher = threading.Thread(target=_watch, args=(session.extraction, peaks, over))
        watcher.start()
        started = time.monotonic()
        whole, marked = False, ""
        try:
            saved = save_article(session, url, Progress())
            outcome = saved.status
            document = session.articles.get(saved.id).document
            text = f"{document.title}\n{document.text}"
            whole, marked = "BEGIN-" in text and "END-" in text, document.incomplete
            if "/charset/" in url:
                whole &= _expected_sentence(url) in text
            elif "/type/text" in url or "SECRET-" in text:
                whole = "SECRET-" not in text or "/loopback/" in url
        except ReaderError as error:
            outcome = error.kind
            if session.articles.ids("all"):
                outcome = f"{error.kind}, half saved"
        took = time.monotonic() - started
        over.set()
        watcher.join()
    return {
        "outcome": outcome,
        "seconds": took,
        "saving": peak_of("self"),
        "worker": peaks["worker"],
        "whole": whole,
        "marked": marked,
    }


def _expected_sentence(url: str) -> str:
    import unicodedata
    import urllib.request

    with urllib.request.urlopen(url.replace("/charset/", "/charset-expected/"), timeout=LIMIT) as answer:
        return unicodedata.normalize("NFC", answer.read().decode().strip())


def _watch(extraction: object, peaks: dict[str, int], over: threading.Event) -> None:
    while not over.wait(0.02):
        pid = extraction._process.pid  # type: ignore[attr-defined]
        if pid is not None:
            peaks["worker"] = max(peaks["worker"], peak_of(str(pid)))


def peak_of(pid: str) -> int:
    """The peak resident memory of a process in MB; 0 when it is gone, or where there is no /proc."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found.group(1)) // 1024 if found else 0


def outcomes(wanted: Sequence[str]) -> Iterator[Outcome]:
    """Save pages one after the other, each in a process of its own."""
    module = hostile_module()
    with module.HostileServer(lifetime=6 * 3600, max_seconds=60) as server:
        for path in wanted:
            server.reset()
            command = [sys.executable, "-m", "tests.faults.horrors", "--save", server.url(path)]
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, timeout=180 * PATIENCE
            )
            asked = [str(hit["path"]) for hit in server.hits("/hit/")]
            hits = sum(not address.startswith(TRUE_PICTURES) for address in asked)
            if done.returncode:
                yield Outcome(path, "crashed", 0.0, 0, 0, False, done.stderr[-300:], hits)
                continue
            found = json.loads(done.stdout.splitlines()[-1])
            yield Outcome(path=path, hits=hits, **found)


def main(wanted: Sequence[str]) -> int:
    """Print the table; returns the number of pages with a complaint."""
    bad = 0
    print(f"{'path':34}{'expected':>17}{'outcome':>20}{'s':>7}{'MB':>5}{'worker':>8}")
    for one in outcomes(wanted or paths()):
        complaints = "; ".join(one.complaints())
        bad += bool(complaints)
        row = f"{one.path:34}{expectation(one.path):>17}{one.outcome:>20}{one.seconds:7.1f}"
        print(f"{row}{one.saving:5}{one.worker:8}  {complaints}", flush=True)
    print(f"{bad} of {len(wanted or paths())} with a complaint")
    return bad


if __name__ == "__main__":
    if sys.argv[1:2] == ["--save"]:
        print(json.dumps(save(sys.argv[2])))
    else:
        raise SystemExit(main(sys.argv[1:]))
