"""Which addresses a save may connect to: what a page names may never be more local than the page.

The rule is that of the browsers' Local Network Access. It judges the address that was connected
to, not the name, so a name that resolves differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import re

from reader.core.origin import AddressClass

__all__ = [
    "AddressClass",
    "IPAddress",
    "allowed",
    "class_of_name",
    "classify",
    "ends_in_number",
    "ipv4_number",
]

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NEVER = tuple(
    ipaddress.ip_network(n)
    for n in (
        "0.0.0.0/8",
        "169.254.0.0/16",  # link-local, and the metadata services of clouds
        "224.0.0.0/4",
        "240.0.0.0/4",
        "255.255.255.255/32",
        "::/128",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
        "fd00:ec2::254/128",  # metadata service of a cloud, inside the private range
        "100.100.100.200/32",  # the same of another one
    )
)
_PRIVATE = tuple(
    ipaddress.ip_network(n)
    for n in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "198.18.0.0/15",
        "192.0.0.0/24",
        "fc00::/7",
    )
)
_OWN_ENDINGS = frozenset(("local", "localdomain", "lan", "internal", "intranet", "home", "corp", "private"))
"""Last labels that are given in networks of their own and sold to nobody."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def classify(ip: str | IPAddress) -> AddressClass:
    """The class of an address; IPv4 inside IPv6 (mapped, NAT64, 6to4, compatible) is unwrapped.

    Raises:
        ValueError: `ip` is text and no address.
    """
    address = ipaddress.ip_address(ip.partition("%")[0]) if isinstance(ip, str) else ip
    inner = _unwrapped(address)
    if inner is not None:
        return max(classify(inner), AddressClass.PUBLIC)
    if address.is_loopback:
        return AddressClass.LOOPBACK
    if _within(address, _NEVER):
        return AddressClass.NEVER
    if _within(address, _PRIVATE):
        return AddressClass.PRIVATE
    return AddressClass.PUBLIC


def allowed(target: AddressClass, named_by: AddressClass | None) -> bool:
    """Whether `target` may be asked by what `named_by` is the class of (`None`: the reader)."""
    if target is AddressClass.NEVER:
        return False
    return named_by is None or target <= named_by


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


def _within(address: IPAddress, networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]) -> bool:
    return any(address.version == network.version and address in network for network in networks)


def _unwrapped(address: IPAddress) -> ipaddress.IPv4Address | None:
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in _NAT64 or address in _NAT64_LOCAL:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _COMPATIBLE and int(address) > 1:
        return ipaddress.IPv4Address(int(address))
    return None
