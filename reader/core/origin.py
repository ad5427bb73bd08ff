"""Who named a link, and how local the place is that it leads to or comes from.

What the reader did not type himself never reaches a more local place than the page or the file that
named it, unless he says so.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

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
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


class AddressClass(IntEnum):
    """How local an address is; a larger number is more local."""

    PUBLIC = 0
    PRIVATE = 1
    LOOPBACK = 2
    NEVER = 3


class NamedBy(StrEnum):
    """Who named a link. `UNKNOWN` for what an earlier version kept without saying so."""

    READER = "reader"
    PAGE = "page"
    FILE = "file"
    APP_LINK = "app-link"
    COMPANION = "companion"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a link comes from.

    Args:
        by: who named it.
        page: the address of the page that named it, "" for none.
        reached: how local that page was where it was fetched from; public for everything but a page.
        agreed: the link of a local address that the reader lets be asked; this one and no other.
    """

    by: NamedBy = NamedBy.READER
    page: str = ""
    reached: AddressClass = AddressClass.PUBLIC
    agreed: str = ""

    def limit(self, link: str) -> AddressClass | None:
        """How local the address behind `link` may be; `None` for as the reader wishes."""
        if self.by is NamedBy.READER or self.agreed == link:
            return None
        return self.reached

    def agreeing(self, link: str) -> Origin:
        """The same, with the reader's word that `link` may be asked."""
        return replace(self, agreed=link)


TYPED = Origin()
"""The reader typed, pasted or dropped the link, or gave it to a command."""
UNKNOWN = Origin(NamedBy.UNKNOWN)
UNVOUCHED = (NamedBy.FILE.value, "", "public")
"""The origin, as a library keeps it, of a link that a file holds and nobody vouches for."""


def unvouched(by: str, page: str) -> tuple[str, str, str]:
    """An origin (who named the link, on which page, how local) as told by what nobody vouches for.

    It reaches no local place by itself, and nobody else can say that the reader named a link here.
    """
    return (NamedBy.FILE.value if by == NamedBy.READER.value else by, page, "public")


def class_named(name: str) -> AddressClass:
    """The class that `name` (in lower case) stands for in a library; public for none that we know."""
    return AddressClass.__members__.get(name.upper(), AddressClass.PUBLIC)


def origin_named(by: str, page: str, reached: str, agreed: str = "") -> Origin:
    """An origin as a library keeps it; a word that this version does not know is trusted least."""
    known = NamedBy(by) if by in NamedBy.__members__.values() else NamedBy.UNKNOWN
    return Origin(known, page, class_named(reached), agreed)


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


def _within(address: IPAddress, networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]) -> bool:
    return any(address.version == network.version and address in network for network in networks)
