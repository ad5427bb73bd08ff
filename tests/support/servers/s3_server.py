"""A server of S3 on this computer: LocalBucket, in front of which requests are checked as S3 checks them."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import re
import ssl
import threading
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

BUCKET = "liseuse-tests"
KEY, SECRET = "p", "@ss wörd"
READING_KEY = "r"
"""With the same secret it may only list and read."""
_SIGNED = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/s3/aws4_request, "
    r"SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})"
)
_DIGEST, _REGION = "x-amz-content-sha256", "AuthorizationHeaderMalformed"
_SKEW = datetime.timedelta(minutes=15)  # that S3 allows


class S3Server:
    """A bucket with two access keys. LocalBucket keeps it as a folder; it checks no signatures, this does.

    Attributes:
        folder: the bucket's own.
        asked: the requests.
        refused: by method: number and word of an error that is given instead.
        room: how many objects it still takes before it refuses to be written into; `None` for any number.
        region: that requests must be signed for, "" when any will do.
        ahead: how far the server's clock is before this computer's.
        conditions: whether `If-None-Match` is known, ignored or refused: "known", "ignored", "refused".
    """

    def __init__(self, folder: Path, certificate: tuple[Path, Path] | None = None, port: int = 0) -> None:
        pytest.importorskip("obstore", reason="obstore is not installed")
        pytest.importorskip("localbucket", reason="LocalBucket is not installed")
        self.folder = folder / BUCKET
        self.folder.mkdir(exist_ok=True)
        self.scheme = "s3" if certificate is not None else "s3+http"
        self.reset()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self, folder))
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._server.handle_error = lambda *_whose: None  # type: ignore[method-assign] # of cut lines
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def reset(self) -> None:
        """Answer as a good server again, and forget what was asked."""
        self.asked: list[str] = []
        self.refused: dict[str, tuple[int, str]] = {}
        self.room: int | None = None
        self.region, self.conditions = "", "known"
        self.ahead = datetime.timedelta()

    def address(self, folder: str = "store", port: int = 0, user: str = "", bucket: str = BUCKET) -> str:
        who = f"{user}@" if user else ""
        return f"{self.scheme}://{who}127.0.0.1:{port or self.port}/{bucket}/{folder}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(server: S3Server, root: Path) -> type:
    from localbucket import S3Error, S3Handler

    class Handler(S3Handler):  # type: ignore[misc]
        data_root = root
        sent = b""

        def parse_request(self) -> bool:
            good: bool = super().parse_request()
            if good:
                server.asked.append(f"{self.command} {self.path}")
                self.sent = super()._read_body()  # also of what is refused: a line that is cut has no answer
            return good

        def _dispatch(self, action: Any) -> None:
            trouble = server.refused.get(self.command) or _trouble(server, self)
            if trouble is None and self.command == "PUT" and server.room is not None:
                trouble = None if server.room > 0 else (403, "AccessDenied")
                server.room -= 1
            if trouble is not None:
                self._send_error(S3Error(HTTPStatus(trouble[0]), trouble[1], "refused"))
            else:
                super()._dispatch(action)

        def _send_error(self, error: Any) -> None:
            """As S3 does, name the region."""
            if error.code != _REGION:
                super()._send_error(error)
                return
            xml = f"<Error><Code>{error.code}</Code><Region>{server.region}</Region></Error>"
            self.close_connection = True
            self._send(error.status, xml.encode(), {"Content-Type": "application/xml", "Connection": "close"})

        def _read_body(self) -> bytes:
            return self.sent

    return Handler


def _trouble(server: S3Server, request: Any) -> tuple[int, str] | None:
    """Why S3 refuses a request: who asks, when, where, half of a body, a condition that is not known."""
    headers = request.headers
    found = _SIGNED.fullmatch(headers.get("Authorization", ""))
    if found is None:
        return 403, "AccessDenied"
    asked_at = datetime.datetime.strptime(headers["x-amz-date"], "%Y%m%dT%H%M%S%z")
    skew = abs(datetime.datetime.now(datetime.UTC) + server.ahead - asked_at)
    conditional = "If-None-Match" in headers
    troubles = (
        (found.group(1) not in (KEY, READING_KEY), 403, "InvalidAccessKeyId"),
        (bool(server.region) and found.group(3) != server.region, 400, _REGION),
        (skew > _SKEW, 403, "RequestTimeTooSkewed"),
        (found.group(5) != _signature(request, found), 403, "SignatureDoesNotMatch"),
        (found.group(1) != KEY and request.command not in ("GET", "HEAD"), 403, "AccessDenied"),
        (hashlib.sha256(request.sent).hexdigest() != headers[_DIGEST], 400, "XAmzContentSHA256Mismatch"),
        (conditional and server.conditions == "refused", 501, "NotImplemented"),
    )
    if conditional and server.conditions == "ignored":
        del headers["If-None-Match"]
    return next(((status, code) for bad, status, code in troubles if bad), None)


def _signature(request: Any, found: re.Match[str]) -> str:
    """What a request must be signed with.

    As https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html says.
    """
    headers, parts = request.headers, urlsplit(request.path)
    _key, day, region, names, _given = found.groups()
    query = sorted(
        f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}"
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    )
    lines = [f"{name}:{' '.join(headers[name].split())}" for name in names.split(";")]
    canonical = "\n".join((request.command, parts.path, "&".join(query), *lines, "", names, headers[_DIGEST]))
    scope = f"{day}/{region}/s3/aws4_request"
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    text = "\n".join(("AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hashed))
    key = f"AWS4{SECRET}".encode()
    for part in (day, region, "s3", "aws4_request", text):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key.hex()
