"""Links into this computer or its network: asked about before they are followed for a stranger."""

from __future__ import annotations

from collections.abc import Iterable


def local_links(links: Iterable[str]) -> list[str]:
    """Those whose host is by its name or number of this computer or network: it is not looked up."""
    return [link for link in links if _is_local(link)]


def _is_local(link: str) -> bool:
    from reader.saving.fetching.addresses import AddressClass, classify
    from reader.saving.fetching.urls import host_of

    host = host_of(link).rstrip(".").lower()
    try:
        return classify(host) is not AddressClass.PUBLIC
    except ValueError:
        pass
    if "." not in host or host.endswith((".local", ".localhost", ".lan", ".internal", ".home.arpa")):
        return True
    return host.replace(".", "").isdigit() or host.startswith("0x")  # another spelling of a number
