"""Who may read the catalogue: who knows the code, asked under a name that is this computer's."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
import secrets
import socket
import threading
import time
from collections.abc import Callable

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Those that nobody takes for one another."""
LENGTH, LEAST = 8, 6
_FREE = 5  # wrong codes from one address before it has to wait
_LONGEST = 300.0  # s that an address waits at most
_MOST = 10_000  # addresses that are remembered


def new_code() -> str:
    """A code that nobody can guess and everybody can type."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


class Access:
    """Judges requests by the code. Safe to use from any thread.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, code: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._code = code.encode("utf-8")
        self._is_ours = set(code) <= set(LETTERS)
        self._clock = clock
        self._wrong: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def wait_of(self, address: str) -> float:
        """How many seconds nothing is answered to an address, 0 for none."""
        with self._lock:
            count, since = self._wrong.get(network_of(address), (0, 0.0))
        if count <= _FREE:
            return 0.0
        # A power as large as an attacker likes has no place in a float.
        return max(0.0, since + min(2.0 ** min(count - _FREE, 20), _LONGEST) - self._clock())

    def knows(self, given: str, address: str) -> bool:
        """Whether what was given is the code; what is not makes its address wait, longer each time.

        The code is known while its address waits too: any page in a browser can guess for who reads it.
        """
        right = hmac.compare_digest(given.encode("utf-8", "replace"), self._code)
        network = network_of(address)
        if not right and (self.wait_of(address) or self._is_no_guess(given)):
            return False
        with self._lock:
            if right:
                self._wrong.pop(network, None)
            else:
                if network not in self._wrong and len(self._wrong) >= _MOST:
                    self._wrong.pop(next(iter(self._wrong)))
                self._wrong[network] = (self._wrong.get(network, (0, 0.0))[0] + 1, self._clock())
        return right

    def _is_no_guess(self, given: str) -> bool:
        """Whether it is nothing, or has signs that no code of ours has: browsers ask for `favicon.ico`."""
        return not given or (self._is_ours and not set(given) <= set(LETTERS))


def password_of(header: str) -> str | None:
    """The password in a header of HTTP Basic, whatever the name; `None` where there is none."""
    kind, _, value = header.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        return base64.b64decode(value.strip(), validate=True).decode("utf-8", "replace").partition(":")[2]
    except (binascii.Error, ValueError):
        return ""


def is_own_name(host: str, address: str, port: int) -> bool:
    """Whether a `Host` header names this computer: a page that had its own name point here does not.

    Args:
        host: the header. address, port: where the connection arrived.
    """
    name, colon, number = host.rpartition(":")
    if not colon or name.endswith(":") or (name.startswith("[") and not name.endswith("]")):
        name, number = host, "80"
    if number != str(port):
        return False
    own = socket.gethostname().casefold()
    return name.strip("[]").casefold() in {address, "localhost", own, f"{own.partition('.')[0]}.local"}


def local_address() -> str:
    """The address of this computer in the network around it, "" where there is none, or a public one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent; the system says by which way it would go
            address = str(probe.getsockname()[0])
        except OSError:
            return ""
    place = ipaddress.ip_address(address)
    return "" if place.is_global or place.is_unspecified else address


def network_of(address: str) -> str:
    """What one person has for their own: an address, or a network of the newer kind."""
    try:
        place = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(ipaddress.ip_network((place, 64), strict=False)) if place.version == 6 else str(place)
