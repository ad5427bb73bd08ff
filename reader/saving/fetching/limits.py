"""What one fetch may take of time, bytes and hops."""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Limits of a save's requests: sizes in bytes, times in seconds.

    `page_wire` is what may arrive, `page_opened` what it may unpack to; `silence` the longest wait
    for the next byte, `total` for the whole answer with its redirects; `wait` the longest that a
    busy server is waited for before one of the `tries`.
    """

    page_wire: int = 10 * _MB
    page_opened: int = 20 * _MB
    picture: int = 10 * _MB
    header_bytes: int = 64 * 1024
    redirects: int = 10
    connect: float = 10.0
    silence: float = 20.0
    total: float = 60.0
    tries: int = 3
    wait: float = 3.0
    per_host: int = 2
