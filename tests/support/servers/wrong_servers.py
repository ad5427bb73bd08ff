"""Servers that keep a store and do something wrong, as real ones do."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.support.servers.store_servers import PASSWORD, USER, stop_listening


class WrongWebServer:
    """A server that gives one answer to each kind of request.

    Args:
        answers: by method: number, headers beside the length, and body; 404 to all others.

    Attributes:
        ports: of the computer that asked, one a connection that was used.
        open: connections that are not ended.
    """

    def __init__(self, answers: dict[str, tuple[int, dict[str, str], bytes]]) -> None:
        self.answers = answers
        self.ports: set[int] = set()
        self.open: set[int] = set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.address = f"http://{USER}@127.0.0.1:{self._server.server_address[1]}/store"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(server: WrongWebServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            server.open.add(self.client_address[1])

        def finish(self) -> None:
            super().finish()
            server.open.discard(self.client_address[1])

        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline()
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            server.ports.add(self.client_address[1])
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, headers, body = server.answers.get(self.command, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: Any) -> None:
            """Nothing is told."""

    return Handler


class BareSftpServer:
    """A server of SSH that lets anybody in by the password and takes no care of its files.

    Args:
        folder: what it serves, as `/`.
        refused: the place in a file where it writes nothing, and says so.
        silent: whether it never answers who asks for files.
    """

    def __init__(self, folder: Path, refused: int = -1, silent: bool = False) -> None:
        import paramiko

        self.key = paramiko.ECDSAKey.generate()
        self._door = _door(silent)
        self._files = _files(folder, refused)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.address = f"sftp://{USER}@127.0.0.1:{self.port}/store"
        self._transports: list[Any] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def known_hosts(self, home: Path) -> None:
        """Let a computer with this home know the server."""
        (home / ".ssh").mkdir(exist_ok=True)
        line = f"[127.0.0.1]:{self.port} {self.key.get_name()} {self.key.get_base64()}\n"
        (home / ".ssh" / "known_hosts").write_text(line)

    def _serve(self) -> None:
        import paramiko

        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            transport = paramiko.Transport(connection)
            transport.add_server_key(self.key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, self._files)
            self._transports.append(transport)
            with contextlib.suppress(paramiko.SSHException, EOFError, OSError):
                transport.start_server(server=self._door(), event=threading.Event())

    def close(self) -> None:
        stop_listening(self._listener, self._thread)
        for transport in self._transports:
            transport.close()


def _door(silent: bool) -> Callable[[], Any]:
    import paramiko

    class Door(paramiko.ServerInterface):
        def get_allowed_auths(self, username: str) -> str:
            return "password"

        def check_auth_password(self, username: str, password: str) -> int:
            return paramiko.AUTH_SUCCESSFUL if password == PASSWORD else paramiko.AUTH_FAILED

        def check_channel_request(self, kind: str, chanid: int) -> int:
            return paramiko.OPEN_SUCCEEDED

        def check_channel_subsystem_request(self, channel: Any, name: str) -> bool:
            if silent:
                threading.Event().wait()
            return bool(super().check_channel_subsystem_request(channel, name))

    return Door


def _opened(refused: int) -> Callable[[int], Any]:
    import paramiko

    class Open(paramiko.SFTPHandle):
        def write(self, offset: int, data: bytes) -> int:
            if offset == refused:
                return int(paramiko.SFTP_FAILURE)
            return int(super().write(offset, data))

    return Open


def _files(folder: Path, refused: int) -> type:
    import paramiko

    opened = _opened(refused)

    class Files(paramiko.SFTPServerInterface):
        def open(self, path: str, flags: int, attr: Any) -> Any:
            try:
                file = (folder / path.lstrip("/")).open("xb")
            except FileNotFoundError:
                return paramiko.SFTP_NO_SUCH_FILE
            made = opened(flags)
            made.writefile = file
            return made

        def mkdir(self, path: str, attr: Any) -> int:
            try:
                (folder / path.lstrip("/")).mkdir()
            except FileNotFoundError:
                return int(paramiko.SFTP_NO_SUCH_FILE)
            return int(paramiko.SFTP_OK)

        def stat(self, path: str) -> Any:
            try:
                return paramiko.SFTPAttributes.from_stat((folder / path.lstrip("/")).stat())
            except FileNotFoundError:
                return paramiko.SFTP_NO_SUCH_FILE

        def rename(self, oldpath: str, newpath: str) -> int:
            (folder / oldpath.lstrip("/")).rename(folder / newpath.lstrip("/"))
            return int(paramiko.SFTP_OK)

        def remove(self, path: str) -> int:
            (folder / path.lstrip("/")).unlink()
            return int(paramiko.SFTP_OK)

        def list_folder(self, path: str) -> Any:
            try:
                found = [*(folder / path.lstrip("/")).iterdir()]
            except FileNotFoundError:
                return paramiko.SFTP_NO_SUCH_FILE
            return [paramiko.SFTPAttributes.from_stat(one.stat(), one.name) for one in found]

    return Files
