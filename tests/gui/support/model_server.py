"""A server of translation models on this computer, and packages for it made of the shipped ones."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.settings.paths import resource
from reader.translation.packages import catalogue, download
from reader.translation.packages.download import DownloadLimits
from tests.support.limits import LIMIT


class PieceHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder piece by piece, with ranges and version marks; held, it sends only the first pieces."""

    def __init__(self, *args: Any, state: dict[str, Any], **named: Any) -> None:
        self.state = state
        super().__init__(*args, **named)

    def do_GET(self) -> None:
        data = (Path(self.directory) / self.path.lstrip("/")).read_bytes()
        self.state["requests"].append((self.path, self.headers.get("Range", "")))
        begin = int(self.headers["Range"][6:].rstrip("-")) if "Range" in self.headers else 0
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
        self.send_header("ETag", '"one"')
        self.send_header("Content-Length", str(len(data) - begin))
        self.end_headers()
        for number, start in enumerate(range(begin, len(data), 65536)):
            if number == 4 and self.state["held"]:
                self.state["end"].wait(LIMIT)
            try:
                self.wfile.write(data[start : start + 65536])
            except OSError:
                return

    def log_message(self, *args: Any) -> None:
        pass


@contextlib.contextmanager
def running(folder: Path, state: dict[str, Any], port: int = 0) -> Iterator[int]:
    """Serve a folder; gives the port."""
    handler = functools.partial(PieceHandler, directory=str(folder), state=state)
    made = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made.server_port
    state["end"].set()
    made.shutdown()
    thread.join()
    made.server_close()


def allow_plain_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the downloader use the plain addresses of servers on this computer, and try each once."""
    limits = DownloadLimits(schemes=frozenset({"http"}), tries=1, pause=0.01)
    monkeypatch.setattr(download, "DownloadLimits", lambda *args, **named: limits)
    parse = catalogue.parse_index
    monkeypatch.setattr(
        catalogue, "parse_index", lambda data, schemes=frozenset({"http", "https"}): parse(data, schemes)
    )


def package_file(folder: Path, version: str, target: str = "en", name: str = "", source: str = "fr") -> Path:
    """A shipped model, called something else: one that nobody knows.

    Into Arabic it is the model from English, into any other language that from French to English.
    """
    (shipped,) = resource("models").glob("*en_ar*" if target == "ar" else "*fr_en*")
    before = "en_ar" if target == "ar" else "fr_en"
    file = folder / (name or f"{source}_{target}-{version}.argosmodel")
    with zipfile.ZipFile(shipped) as opened, zipfile.ZipFile(file, "w") as made:
        for entry in opened.infolist():
            data = opened.read(entry)
            if entry.filename.endswith("metadata.json"):
                data = json.dumps(
                    {**json.loads(data), "package_version": version, "to_code": target}
                ).encode()
            made.writestr(entry.filename.replace(before, f"{source}_{target}"), data)
    return file


def index_of(base: str, files: list[Path]) -> str:
    """The list of models that names these files on a server, as the official list is written."""
    rows = []
    for file in files:
        pair, _, version = file.stem.partition("-")
        source, _, target = pair.partition("_")
        rows.append(
            {
                "package_version": version,
                "from_code": source,
                "to_code": target,
                "type": "translate",
                "size": file.stat().st_size,
                "links": [f"{base}/{file.name}"],
            }
        )
    return json.dumps(rows)
