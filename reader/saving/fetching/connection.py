"""Connections that go only to addresses that were judged: resolve, judge, connect to just that address."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection

from reader.core.errors import ReaderError
from reader.core.origin import AddressClass
from reader.saving.fetching.addresses import allowed, class_of_name, classify
from reader.saving.fetching.race import connect_first

Resolved = list[tuple[int, str, tuple[Any, ...]]]
Resolver = Callable[[str, int], Resolved]


def system_resolver(host: str, port: int) -> Resolved:
    """The system's answer: family, numeric address and socket address of each."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(int(family), str(address[0]), address) for family, _, _, _, address in found]


@dataclass(frozen=True, slots=True)
class Held:
    """What a gate holds of an open connection: its socket, the one to shut it by, and what was reached."""

    sock: socket.socket
    shut_by: socket.socket
    reached: AddressClass


class Gate:
    """What one request may connect to, where it did, and how to break it off.

    Args:
        named_by: the class of the page that names the address; `None` when the reader does.
        deadline: `time.monotonic()` when the whole answer must be there.
        resolve: for tests.
        proxied: the connection goes to the reader's own proxy, which decides instead of us.
        link: what is asked for where it is the link itself, which the reader may allow; "" beyond it.
    """

    def __init__(
        self,
        named_by: AddressClass | None,
        deadline: float,
        connect: float,
        resolve: Resolver = system_resolver,
        proxied: bool = False,
        link: str = "",
    ) -> None:
        self.named_by = named_by
        self.deadline = deadline
        self.connect = connect
        self.resolve = resolve
        self.proxied = proxied
        self.link = link
        self.reached = AddressClass.PUBLIC
        self.broken_off = ""
        self._socket: socket.socket | None = None
        self._shut_by: socket.socket | None = None
        self._lock = threading.Lock()

    def open(self, host: str, port: int) -> socket.socket:
        """Connect to `host`, to an address that may be asked.

        Raises:
            ReaderError: `local-address`, `forbidden-address`. OSError: as the system says.
        """
        addresses = self._resolved(host.strip("[]"), port)
        if not self.proxied:
            for _, numeric, _ in addresses:
                self._judge(classify(numeric), host)
        sock = connect_first(
            [(family, address) for family, _, address in addresses],
            self.connect,
            self.deadline,
            lambda: bool(self.broken_off),
        )
        return self._connected(sock, host)

    def break_off(self, reason: str) -> None:
        """End the request from another thread: `timeout` or `cancelled`."""
        with self._lock:
            self.broken_off = self.broken_off or reason
            if self._shut_by is not None:
                with contextlib.suppress(OSError):
                    self._shut_by.shutdown(socket.SHUT_RDWR)

    def watch(self, sock: socket.socket) -> None:
        """Keep a second descriptor of a new socket to shut it by: TLS takes the first one over."""
        with self._lock:
            former, self._shut_by = self._shut_by, sock.dup()
            self._socket = sock
        if former is not None:
            former.close()
        if self.broken_off:
            self.break_off(self.broken_off)

    def hold(self, sock: socket.socket) -> None:
        """Remember the socket that TLS made of the one that is watched."""
        with self._lock:
            self._socket = sock

    def take_over(self, held: Held, host: str) -> None:
        """Watch a connection that an earlier request opened; where it leads is judged anew, for this request.

        Raises:
            ReaderError: `local-address`, `forbidden-address`.
        """
        with self._lock:
            self._socket, self._shut_by = held.sock, held.shut_by
        self.reached = held.reached
        self._judge(held.reached, host)
        if self.broken_off:
            self.break_off(self.broken_off)

    def hand_on(self) -> Held | None:
        """Let go of a connection that stays open; nothing where it was broken off."""
        with self._lock:
            if self.broken_off or self._socket is None or self._shut_by is None:
                return None
            held = Held(self._socket, self._shut_by, self.reached)
            self._socket = self._shut_by = None
        return held

    def release(self) -> None:
        """Give the descriptors back, even where a half-read answer still holds the socket."""
        with self._lock:
            held, self._socket = self._socket, None
            watched, self._shut_by = self._shut_by, None
        if held is not None:
            descriptor = held.detach()
            if descriptor >= 0:
                socket.close(descriptor)
        if watched is not None:
            watched.close()

    def judge_name(self, host: str) -> None:
        """Judge an address by its name alone: where a proxy connects in our stead there is no peer to judge.

        Raises:
            ReaderError: `local-address`, `forbidden-address`.
        """
        self.reached = class_of_name(host)
        self._judge(self.reached, host)

    def _judge(self, found: AddressClass, host: str) -> None:
        if allowed(found, self.named_by):
            return
        detail = f"{found.name.lower()} address"
        if self.link and found is not AddressClass.NEVER:
            raise ReaderError("local-address", detail, host=host, link=self.link)
        raise ReaderError("forbidden-address", detail, host=host)

    def _connected(self, sock: socket.socket, host: str) -> socket.socket:
        """Take over a connection, if what was reached may be asked."""
        try:
            sock.settimeout(max(0.01, min(self.connect, self.deadline - time.monotonic())))
            self.watch(sock)
            if not self.proxied:  # what was reached, not what else the name stands for
                self.reached = classify(str(sock.getpeername()[0]))
                self._judge(self.reached, host)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            sock.close()
            raise
        return sock

    def _resolved(self, host: str, port: int) -> Resolved:
        """Resolve in a thread of its own: the system call cannot be broken off, but we can stop waiting."""
        answers: queue.Queue[Resolved | OSError | UnicodeError] = queue.Queue()

        def ask() -> None:
            try:
                answers.put(self.resolve(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, name="resolver", daemon=True).start()
        end = min(self.deadline, time.monotonic() + self.connect)
        while not self.broken_off and time.monotonic() < end:
            try:
                answer = answers.get(timeout=0.1)
            except queue.Empty:
                continue
            if isinstance(answer, UnicodeError):
                raise socket.gaierror(socket.EAI_NONAME, "not a host name") from answer
            if isinstance(answer, OSError):
                raise answer
            return answer
        raise TimeoutError("name not resolved in time")


class GuardedHTTPConnection(HTTPConnection):
    """An http connection through a `Gate`."""

    gate: Gate

    def _new_conn(self) -> socket.socket:
        return self.gate.open(self.host, self.port)


class GuardedHTTPSConnection(HTTPSConnection):
    """An https connection through a `Gate`; the peer is judged before TLS starts."""

    gate: Gate

    def _new_conn(self) -> socket.socket:
        return self.gate.open(self.host, self.port)

    def connect(self) -> None:
        super().connect()
        if isinstance(self.sock, socket.socket):
            self.gate.hold(self.sock)
