"""The workers' own tests start each worker anew, as the program does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.prepared_workers import started_anew


@pytest.fixture(scope="module", autouse=True)
def _started_anew(_prepared_workers: None) -> Iterator[None]:
    with started_anew():
        yield
