"""A folder of an SSH server, by fsspec and `paramiko`."""

from __future__ import annotations

import contextlib
import errno
import posixpath
import stat
import threading
from collections.abc import Iterator

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from reader.core.errors import ReaderError
from reader.sync.address import Address

_PATIENCE = 30  # seconds without an answer
_SIGN_OF_LIFE = 15  # seconds after which routers on the way are shown that the line is in use
_CUT = ("transport shut down", "timeout")
_DENIED = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
_FAILURES = (paramiko.SSHException, paramiko.SFTPError, OSError, EOFError, UnicodeError)
"""`UnicodeError` is of names that cannot be the name of a server."""


class SftpDrive:
    """One folder of a server, which is connected at once.

    The server is known by the keys that SSH itself keeps (`~/.ssh/known_hosts`); another is refused. Who asks
    is let in by a key of the agent or of `~/.ssh`, or by the password.

    A name is given by the `rename` of SFTP's third version, which fails where the name is taken; OpenSSH
    makes a second name of the file for that and takes the first away, so nothing comes between look and act.

    Args:
        address: of the folder.
        password: of its user, or `None`.

    Raises:
        ReaderError: `sync-unreachable`, `sync-password`, `sync-host-key`.
    """

    def __init__(self, address: Address, password: str | None) -> None:
        self._address = address
        with self.errors():
            self._system = _KnownServers(
                address.host,
                port=address.port,
                username=address.user or None,
                password=password,
                timeout=_PATIENCE,
                banner_timeout=_PATIENCE,
                auth_timeout=_PATIENCE,
                channel_timeout=_PATIENCE,
                host_key_policy="reject",
                skip_instance_cache=True,
            )
            self._files: paramiko.SFTPClient = self._system.ftp

    @contextlib.contextmanager
    def errors(self) -> Iterator[None]:
        """See `Drive.errors`."""
        try:
            yield
        except _FAILURES as error:
            if isinstance(error, FileNotFoundError):
                raise
            raise self._failure(error) from None

    def entries(self, folder: str) -> dict[str, int | None]:
        """See `Drive.entries`."""
        return {
            one.filename: None if stat.S_ISDIR(one.st_mode or 0) else int(one.st_size or 0)
            for one in self._files.listdir_attr(self._path(folder))
        }

    def read(self, name: str, place: int, size: int, most: int) -> bytes:
        """See `Drive.read`."""
        with self._files.open(self._path(name), "rb") as file:
            there = max(0, int(file.stat().st_size or 0) - place)
            wanted = min(there if size < 0 else min(size, there), most + 1)
            file.seek(place)
            file.prefetch(place + wanted)
            return bytes(file.read(wanted))

    def write(self, name: str, data: bytes) -> None:
        """See `Drive.write`."""
        path = self._path(name)
        with self._write_errors(), self._files.open(path, "wbx") as file:
            file.set_pipelined(True)
            file.write(data[:-1])
            # What the server says of pieces on their way is read only before a piece that is waited for:
            # without one, a piece that it refused would leave a hole.
            file.set_pipelined(False)
            file.write(data[-1:])
        if self._files.stat(path).st_size != len(data):
            raise ReaderError("sync-store-full", "fewer bytes than were sent", store=self._address.text)

    def give_name(self, draft: str, name: str) -> bool:
        """See `Drive.give_name`."""
        try:
            self._files.rename(self._path(draft), self._path(name))
        except OSError as error:
            if error.errno in _DENIED or not self._is_there(name):
                raise
            return False
        return True

    def make_folder(self, folder: str) -> None:
        """See `Drive.make_folder`."""
        try:
            self._files.mkdir(self._path(folder))
        except FileNotFoundError:
            raise
        except OSError as error:
            if error.errno in _DENIED or not self._is_there(folder):
                raise

    def remove(self, name: str) -> None:
        """See `Drive.remove`."""
        self._files.remove(self._path(name))

    def close(self) -> None:
        """See `Drive.close`."""
        self._system.client.close()

    def _is_there(self, name: str) -> bool:
        try:
            self._files.stat(self._path(name))
        except FileNotFoundError:
            return False
        return True

    def _path(self, name: str) -> str:
        return posixpath.join(self._address.path, name) if name else self._address.path

    @contextlib.contextmanager
    def _write_errors(self) -> Iterator[None]:
        """Say that there is no room: SFTP has one number for all failures but those of rights and names."""
        try:
            yield
        except OSError as error:
            if error.errno is None and not isinstance(error, TimeoutError) and self._answers():
                raise ReaderError("sync-store-full", str(error), store=self._address.text) from None
            raise

    def _answers(self) -> bool:
        channel = self._files.get_channel()
        return channel is not None and not channel.closed

    def _failure(self, error: Exception) -> ReaderError:
        store, detail = self._address.text, f"{type(error).__name__}: {error}"
        if isinstance(error, UnicodeError):
            return ReaderError("sync-unknown-place", detail, store=store)
        cut = any(words in str(error) for words in _CUT)  # which paramiko calls a failed proof, too
        if isinstance(error, paramiko.AuthenticationException) and not cut:
            return ReaderError("sync-password", detail, store=store)
        unknown = isinstance(error, paramiko.SSHException) and "known_hosts" in str(error)
        if unknown or isinstance(error, paramiko.BadHostKeyException):
            return ReaderError("sync-host-key", detail, store=store, host=self._address.host)
        if isinstance(error, OSError) and error.errno in _DENIED:
            return ReaderError("sync-store-read-only", detail, store=store)
        if isinstance(error, paramiko.SSHException) and "No authentication methods" in str(error):
            return ReaderError("sync-password", detail, store=store)
        return ReaderError("sync-unreachable", detail, store=store)


class _KnownServers(SFTPFileSystem):  # type: ignore[misc]
    """As fsspec has it, but with the servers that the reader knows."""

    cachable = False

    def _connect(self) -> None:
        self.client = paramiko.SSHClient()
        self.client.load_system_host_keys()
        self.client.set_missing_host_key_policy(self.host_key_policy)
        try:
            self.client.connect(self.host, **self.ssh_kwargs)
            self.ftp = _channel_of_files(self.client)
        except BaseException:
            self.client.close()
            raise


def _channel_of_files(client: paramiko.SSHClient) -> paramiko.SFTPClient:
    """What speaks about files over a connection; each answer on the way there has a limit of time."""
    transport = client.get_transport()
    if transport is None:
        raise EOFError("the connection is gone")
    transport.set_keepalive(_SIGN_OF_LIFE)
    channel = transport.open_session(timeout=_PATIENCE)
    channel.settimeout(_PATIENCE)
    channel.event = _Answer()
    channel.invoke_subsystem("sftp")
    return paramiko.SFTPClient(channel)


class _Answer(threading.Event):
    """An answer that is waited for as long as any other: `invoke_subsystem` itself sets no limit."""

    def wait(self, timeout: float | None = None) -> bool:
        if not super().wait(_PATIENCE if timeout is None else timeout):
            raise TimeoutError("no answer")
        return True
