"""A name with several addresses, some of which lead nowhere, is reached by one that does."""

from __future__ import annotations

import contextlib
import socket
from typing import Any

import pytest

from reader.translation.line import Line
from tests.support.limits import LIMIT

NO_FAMILY = 9999
"""One that no system has."""


@pytest.mark.parametrize("family", [socket.AF_INET6, NO_FAMILY])
def test_more_dead_addresses_of_one_family_than_are_tried_hide_none_of_the_other(
    monkeypatch: pytest.MonkeyPatch, family: int
) -> None:
    with contextlib.ExitStack() as held:
        server = held.enter_context(socket.create_server(("127.0.0.1", 0)))
        port = server.getsockname()[1]
        dead = (family, socket.SOCK_STREAM, 0, "", ("::1", port, 0, 0))
        alive = (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))

        def found(*_arguments: Any, **_named: Any) -> list[Any]:
            return [*[dead] * 8, alive]

        monkeypatch.setattr(socket, "getaddrinfo", found)
        line = Line(LIMIT)
        held.callback(line.release)
        sock = held.enter_context(line.open("models.example", port))
        assert sock.getpeername() == ("127.0.0.1", port)
