"""The connection to a bucket: nothing of it is left to what the environment says for other programs."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

from obstore.exceptions import BaseError
from obstore.store import S3Store as Bucket

from reader.core.errors import ReaderError
from reader.sync.address import S3, Address

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Credential

_CONNECT = timedelta(seconds=15)
_WHOLE = timedelta(days=1)  # of a request: what is waited for meanwhile is limited where it is asked
_KEPT_OPEN = timedelta(seconds=60)  # between two requests the library is written
_PROXIES = ("http://", "https://")
_NOWHERE = "http://127.0.0.1:9"
_LABEL = r"[A-Za-z0-9_-]{1,63}"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
_HOST_OF_REGION = re.compile(r"s3[.-](?:dualstack\.)?([a-z0-9-]+)\.[^.]+\.[^.]+(?:\.[^.]+)*")
_USUAL = "us-east-1"
"""The region that MinIO and most other servers call theirs; who has another says so."""


def region_of(address: Address) -> str:
    """The region of a server: as it was said, or out of its host's name (`s3.eu-west-3.amazonaws.com`)."""
    found = _HOST_OF_REGION.fullmatch(address.host)
    return address.region or (found.group(1) if found is not None else _USUAL)


def connection(address: Address, key: str, secret: str, region: str) -> Bucket:
    """A bucket, of which nothing is asked yet, cut to the path of an address.

    `obstore` takes what is not said here out of variables such as `AWS_ENDPOINT_URL_S3` and
    `AWS_SESSION_TOKEN`, which are meant for other programs and other servers.

    Args:
        address: of bucket and path.
        key: the access key.
        secret: what belongs to it.
        region: that requests are signed for.

    Raises:
        ReaderError: `sync-unknown-place` when no server can have that name, or no object that path,
            `sync-unreachable` when the way there that the system names (a proxy) is none.
    """
    if not _HOST.fullmatch(address.host):  # which the library does not survive
        raise ReaderError("sync-unknown-place", "no name of a host", store=address.text)
    secure = address.scheme == S3[0]
    host = f"[{address.host}]" if ":" in address.host else address.host
    endpoint = f"{'https' if secure else 'http'}://{host}:{address.port}"
    name, _, path = address.path[1:].partition("/")

    def credential() -> S3Credential:
        return {"access_key_id": key, "secret_access_key": secret, "token": None, "expires_at": None}

    try:
        return Bucket(
            name,
            prefix=path or None,
            endpoint=endpoint,
            aws_endpoint_url_s3=endpoint,
            region=region,
            credential_provider=credential,
            skip_signature=False,
            virtual_hosted_style_request=False,
            s3_express=False,
            request_payer=False,
            unsigned_payload=False,
            conditional_put="etag",
            disable_bulk_delete=True,  # which not every server has
            client_options=_options(address, secure),
            retry_config={"max_retries": 0},
        )
    except ValueError as error:  # of a path with signs of control
        raise ReaderError("sync-unknown-place", "no path of an object", store=address.text) from error
    except BaseError as error:  # of a proxy
        raise ReaderError("sync-unreachable", type(error).__name__, store=address.text) from None


def _options(address: Address, secure: bool) -> ClientConfig:
    options: ClientConfig = {
        "allow_http": not secure,
        "allow_invalid_certificates": False,
        "connect_timeout": _CONNECT,
        "timeout": _WHOLE,
        "pool_idle_timeout": _KEPT_OPEN,
    }
    proxy = _proxy(address, secure)
    options["proxy_url"] = proxy or _NOWHERE
    if proxy is None:  # so the library looks for none itself, and is led to no other host by a redirection
        options["proxy_excludes"] = address.host
    return options


def _proxy(address: Address, secure: bool) -> str | None:
    """The proxy that the system names for a server; none for this computer itself.

    Raises:
        ReaderError: `sync-unreachable` for one of another kind.
    """
    if address.is_loopback or proxy_bypass(address.host):
        return None
    named = getproxies()
    proxy = named.get("https" if secure else "http") or named.get("all") or None
    if proxy is not None and "://" not in proxy:
        proxy = f"http://{proxy}"
    if proxy is not None and not proxy.lower().startswith(_PROXIES):  # the library would go without
        raise ReaderError("sync-unreachable", "no kind of proxy", store=address.text)
    return proxy
