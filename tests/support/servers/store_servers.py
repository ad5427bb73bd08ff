"""Servers that keep a store, on this computer: WebDAV by WsgiDAV, SFTP by OpenSSH's own program, and S3."""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.servers.s3_server import KEY, SECRET, S3Server

USER = "anna"
PASSWORD = f"{KEY}:{SECRET}"
"""Of S3 it is the access key and its secret."""
_FOLDERS = ("/usr/lib/openssh", "/usr/libexec/openssh", "/usr/lib/ssh")


class WebdavServer:
    """A folder behind WebDAV with a password; `asked` are the requests, `refused` which get an error."""

    def __init__(self, folder: Path, certificate: tuple[Path, Path] | None = None, port: int = 0) -> None:
        pytest.importorskip("wsgidav", reason="WsgiDAV is not installed")
        from cheroot.ssl.builtin import BuiltinSSLAdapter
        from cheroot.wsgi import Server
        from wsgidav.fs_dav_provider import FilesystemProvider
        from wsgidav.wsgidav_app import WsgiDAVApp

        self.folder = folder
        self.asked: list[str] = []
        self.refused: dict[str, str] = {}
        users = {"*": {USER: {"password": PASSWORD}}}
        self._app = WsgiDAVApp(
            {
                "provider_mapping": {"/": FilesystemProvider(str(folder))},
                "simple_dc": {"user_mapping": users},
                "http_authenticator": {"accept_digest": False, "default_to_digest": False},
                "logging": {"enable": False},
                "verbose": 0,
            }
        )
        self._server = Server(("127.0.0.1", port), self._answer, numthreads=2)
        if certificate is not None:
            self._server.ssl_adapter = BuiltinSSLAdapter(*map(str, certificate))
        self._server.prepare()
        self.port = self._server.bind_addr[1]
        self.scheme = "https" if certificate is not None else "http"
        self._thread = threading.Thread(target=self._server.serve, daemon=True)
        self._thread.start()

    def _answer(self, environ: dict[str, Any], start: Any) -> Any:
        method = environ["REQUEST_METHOD"]
        self.asked.append(f"{method} {environ['PATH_INFO']}")
        if status := self.refused.get(method):
            environ["wsgi.input"].read()
            start(status, [("Content-Length", "0")])
            return [b""]
        return self._app(environ, start)

    def address(self, folder: str = "store", port: int = 0, user: str = USER) -> str:
        return f"{self.scheme}://{user}@127.0.0.1:{port or self.port}/{folder}"

    def close(self) -> None:
        self._server.stop()
        self._thread.join()


class SftpServer:
    """A folder behind SSH with a password. What answers about files is the program of OpenSSH."""

    def __init__(self, folder: Path, *options: str) -> None:
        given = os.environ.get("LISEUSE_SFTP_SERVER", "")
        found = [
            one
            for one in (given, *(f"{folder}/sftp-server" for folder in _FOLDERS))
            if one and Path(one).exists()
        ]
        if not found:
            pytest.skip("OpenSSH's sftp-server is not installed")
        paramiko = pytest.importorskip("paramiko", reason="paramiko is not installed")
        self.folder, self._program = folder, [found[0], *options]
        self.key = paramiko.ECDSAKey.generate()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._transports: list[Any] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def known_hosts(self, home: Path, port: int = 0) -> None:
        """Let a computer with this home know the server, as `ssh` would write it."""
        (home / ".ssh").mkdir(exist_ok=True)
        line = f"[127.0.0.1]:{port or self.port} {self.key.get_name()} {self.key.get_base64()}\n"
        with (home / ".ssh" / "known_hosts").open("a") as file:
            file.write(line)

    def _serve(self) -> None:
        import paramiko

        program, listener = self._program, self._listener

        class Door(paramiko.ServerInterface):
            def get_allowed_auths(self, username: str) -> str:
                return "password"

            def check_auth_password(self, username: str, password: str) -> int:
                good = (username, password) == (USER, PASSWORD)
                return paramiko.AUTH_SUCCESSFUL if good else paramiko.AUTH_FAILED

            def check_channel_request(self, kind: str, chanid: int) -> int:
                return paramiko.OPEN_SUCCEEDED

            def check_channel_subsystem_request(self, channel: Any, name: str) -> bool:
                threading.Thread(target=_run, args=(program, channel), daemon=True).start()
                return name == "sftp"

        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            transport = paramiko.Transport(connection)
            transport.add_server_key(self.key)
            self._transports.append(transport)
            with contextlib.suppress(paramiko.SSHException, EOFError, OSError):
                transport.start_server(server=Door(), event=threading.Event())

    def address(self, folder: str = "store", port: int = 0, user: str = USER) -> str:
        return f"sftp://{user}@127.0.0.1:{port or self.port}{self.folder}/{folder}"

    def close(self) -> None:
        stop_listening(self._listener, self._thread)
        for transport in self._transports:
            transport.close()


StoreServer = WebdavServer | SftpServer | S3Server


def _run(program: list[str], channel: Any) -> None:
    """Let a program speak over a channel until either ends."""
    pipe = subprocess.PIPE
    with subprocess.Popen(program, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as run:
        assert run.stdin is not None and run.stdout is not None

        def back() -> None:
            assert run.stdout is not None
            with contextlib.suppress(OSError, ValueError):
                while data := os.read(run.stdout.fileno(), 65536):
                    channel.sendall(data)
            channel.close()

        threading.Thread(target=back, daemon=True).start()
        with contextlib.suppress(OSError, ValueError):
            while data := channel.recv(65536):
                run.stdin.write(data)
                run.stdin.flush()
        with contextlib.suppress(OSError):
            run.stdin.close()


class Relay:
    """Carries connections to a port, and cuts each after so many bytes that the client sent, -1 for none.

    While it is `away` each is cut at once, those that are open too.
    """

    def __init__(self, port: int, after: int = -1) -> None:
        self._to, self._after, self._away = port, after, False
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self._away:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._to))
            self._open += [near, far]
            threading.Thread(target=_pump, args=(near, far, self._after), daemon=True).start()
            threading.Thread(target=_pump, args=(far, near, -1), daemon=True).start()

    @property
    def away(self) -> bool:
        return self._away

    @away.setter
    def away(self, away: bool) -> None:
        self._away = away
        while self._open:
            _shut(self._open.pop())

    def close(self) -> None:
        stop_listening(self._listener, self._thread)


def stop_listening(listener: socket.socket, thread: threading.Thread) -> None:
    """Close a listening socket and wait for the thread that accepts from it, which a close does not wake."""
    with contextlib.suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def _pump(source: socket.socket, target: socket.socket, most: int) -> None:
    """Carry bytes, at most so many where that is not negative; then both ends are closed."""
    carried = 0
    with contextlib.suppress(OSError):
        while carried != most and (data := source.recv(65536 if most < 0 else most - carried)):
            target.sendall(data)
            carried += len(data)
    for one in (source, target):
        _shut(one)
        one.close()


def _shut(connection: socket.socket) -> None:
    """End a connection for both sides."""
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def make_certificate(folder: Path, expired: bool) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that vouches for itself, and its key."""
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.datetime.now(datetime.UTC)
    last = now - datetime.timedelta(days=1) if expired else now + datetime.timedelta(days=30)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=9))
        .not_valid_after(last)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), True)
        .add_extension(x509.BasicConstraints(False, None), True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "server.crt", folder / "server.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = serialization.PrivateFormat.PKCS8
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, private, serialization.NoEncryption()))
    return paths


@contextlib.contextmanager
def store_server(kind: str, folder: Path) -> Iterator[StoreServer]:
    """A server of a kind, `webdav`, `sftp` or `s3`, for a folder."""
    server = {"webdav": WebdavServer, "sftp": SftpServer, "s3": S3Server}[kind](folder)
    try:
        yield server
    finally:
        server.close()


def empty(server: StoreServer) -> None:
    """Take away what lies in the server's folder, and what was asked before."""
    for path in server.folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if isinstance(server, WebdavServer):
        server.asked.clear()
        server.refused.clear()
    if isinstance(server, S3Server):
        server.reset()
