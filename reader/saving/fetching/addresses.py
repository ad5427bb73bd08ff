"""Which addresses a save may connect to: what a page names may never be more local than the page.

The rule is that of the browsers' Local Network Access. It judges the address that was connected
to, not the name, so a name that resolves differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
from enum import IntEnum

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressClass(IntEnum):
    """How local an address is; a larger number is more local."""

    PUBLIC = 0
    PRIVATE = 1
    LOOPBACK = 2
    NEVER = 3


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
