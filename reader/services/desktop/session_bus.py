"""One connection to the session bus that is kept: calls, answers and signals, none of which is waited for.

D-Bus as freedesktop.org has it; elsewhere there is none. What talks to the desktop keeps its
connection: GNOME takes a notification away when the program that sent it leaves the bus, and what
was held back from sleeping may sleep again.

It is jeepney's and not `PySide6.QtDBus`: from Python that sends every number as `int32`, while
`Notify` and `Inhibit` take `uint32` and the urgency is a byte. The keyring brings jeepney anyway.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney import Message

_SECONDS = 3.0
CALL, ANSWER, FAILURE, SIGNAL = "call", "answer", "failure", "signal"
"""What comes over the bus."""


@dataclass(frozen=True, slots=True)
class Address:
    """Who is called, and of what: the name on the bus, the object's path, its interface."""

    name: str
    path: str
    interface: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came. `answers` is the number of the call that an answer or a failure belongs to."""

    kind: str
    interface: str
    member: str
    body: tuple[Any, ...]
    answers: int
    message: Message


BUS = Address("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


def can_reach() -> bool:
    """Whether this system has a session bus."""
    return sys.platform.startswith("linux") and bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))


class SessionBus:
    """An open connection; connecting waits for the bus, so it is made on a background lane.

    Raises:
        OSError: there is no bus, or it does not take us.
    """

    def __init__(self) -> None:
        from jeepney.io.blocking import open_dbus_connection

        try:
            self._connection = open_dbus_connection(bus="SESSION", auth_timeout=_SECONDS)
        except (EOFError, KeyError, ValueError) as error:
            raise ConnectionError(type(error).__name__) from error

    @property
    def socket(self) -> int:
        """The number of the socket, readable when something came."""
        number: int = self._connection.sock.fileno()
        return number

    def call(self, to: Address, member: str, signature: str = "", body: Iterable[object] = ()) -> int:
        """Send a call; returns its number. `OSError` when the bus is gone."""
        from jeepney import DBusAddress, new_method_call

        address = DBusAddress(to.path, bus_name=to.name, interface=to.interface)
        message = new_method_call(address, member, signature or None, tuple(body))
        number: int = next(self._connection.outgoing_serial)
        self._connection.send(message, serial=number)
        return number

    def answer(self, call: Incoming, signature: str = "", body: Iterable[object] = ()) -> None:
        """Answer a call. `OSError` when the bus is gone."""
        from jeepney import new_method_return

        self._connection.send(new_method_return(call.message, signature or None, tuple(body)))

    def refuse(self, call: Incoming) -> None:
        """Say that there is no such thing. `OSError` when the bus is gone."""
        from jeepney import new_error

        self._connection.send(new_error(call.message, "org.freedesktop.DBus.Error.UnknownMethod"))

    def signal(self, path: str, interface: str, member: str, signature: str, body: Iterable[object]) -> None:
        """Tell everybody. `OSError` when the bus is gone."""
        from jeepney import DBusAddress, new_signal

        emitter = DBusAddress(path, interface=interface)
        self._connection.send(new_signal(emitter, member, signature, tuple(body)))

    def read(self) -> list[Incoming]:
        """Everything that came, without waiting. `OSError` when the bus is gone."""
        found: list[Incoming] = []
        try:
            while True:
                found.append(_incoming(self._connection.receive(timeout=0)))
        except TimeoutError:
            return found
        except EOFError as error:
            raise ConnectionError("the bus is gone") from error

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()


def _incoming(message: Message) -> Incoming:
    from jeepney import HeaderFields, MessageType

    kinds = {
        MessageType.method_call: CALL,
        MessageType.method_return: ANSWER,
        MessageType.error: FAILURE,
        MessageType.signal: SIGNAL,
    }
    fields = message.header.fields
    return Incoming(
        kinds[message.header.message_type],
        fields.get(HeaderFields.interface, ""),
        fields.get(HeaderFields.member, ""),
        tuple(message.body),
        fields.get(HeaderFields.reply_serial, 0),
        message,
    )
