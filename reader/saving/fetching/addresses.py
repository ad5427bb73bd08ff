"""Which addresses a save may connect to: what a page names may never be more local than the page.

The rule is that of the browsers' Local Network Access. It judges the address that was connected
to, not the name, so a name that resolves differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import re

from reader.core.origin import AddressClass, IPAddress, allowed, classify

__all__ = [
    "AddressClass",
    "IPAddress",
    "allowed",
    "class_of_name",
    "classify",
    "ends_in_number",
    "ipv4_number",
]


_OWN_ENDINGS = frozenset(("local", "localdomain", "lan", "internal", "intranet", "home", "corp", "private"))
"""Last labels that are given in networks of their own and sold to nobody."""


def class_of_name(host: str) -> AddressClass:
    """The class that a host has by its name alone, where nobody is connected to.

    Numbers in every spelling, and the names that only a computer or a network of its own gives; any other
    name counts as public, as whoever owns it may let it lead anywhere.
    """
    name = host.strip("[]").lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return AddressClass.LOOPBACK
    try:
        number = ipv4_number(name) if ends_in_number(name) else None
        return classify(number or name)
    except ValueError:
        pass
    labels = name.split(".")
    own = (len(labels) == 1 and bool(name)) or labels[-1] in _OWN_ENDINGS or labels[-2:] == ["home", "arpa"]
    return AddressClass.PRIVATE if own else AddressClass.PUBLIC


def ends_in_number(host: str) -> bool:
    """Whether a host is an IPv4 address or none at all, as the URL standard has it."""
    last = host.lower().removesuffix(".").rpartition(".")[2]
    return re.fullmatch(r"[0-9]+|0x[0-9a-f]*", last) is not None


def ipv4_number(host: str) -> ipaddress.IPv4Address:
    """The address that a browser makes of a host whose last part is a number.

    Each part may be octal (`0177`) or hexadecimal (`0x7f`); the last one fills what is left (`127.1`).

    Raises:
        ValueError: it is none.
    """
    parts = [_part(part) for part in host.lower().removesuffix(".").split(".")]
    *first, last = parts
    if len(parts) > 4 or any(part > 255 for part in first) or last >= 256 ** (5 - len(parts)):
        raise ValueError("no IPv4 address")
    return ipaddress.IPv4Address(last + sum(part << 8 * (3 - place) for place, part in enumerate(first)))


def _part(text: str) -> int:
    if re.fullmatch(r"0x[0-9a-f]*", text):
        return int(text[2:] or "0", 16)
    if re.fullmatch(r"[0-9]{1,40}", text):
        return int(text, 8 if len(text) > 1 and text[0] == "0" else 10)
    raise ValueError("no number")
