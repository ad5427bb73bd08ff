"""Servers that keep a store and do something wrong, as real ones do."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.store_servers import PASSWORD, USER


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
        threading.Thread(target=self._serve, daemon=True).start()

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
        self._listener.close()
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
