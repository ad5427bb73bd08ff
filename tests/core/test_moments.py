"""Times that other computers told."""

from __future__ import annotations

import datetime

import pytest

from reader.core.replication.moments import is_ahead, seconds_since


@pytest.mark.parametrize("written", ["2020-01-01T00:00:00+00:00", "2020-01-01T00:00:00", "2020-01-01"])
def test_a_time_without_a_zone_is_of_utc(written: str) -> None:
    since = seconds_since(written)
    told = seconds_since("2020-01-01T02:00:00+02:00")
    assert since is not None and told is not None and abs(since - told) < 3600 and not is_ahead(written)


@pytest.mark.parametrize("written", ["", "yesterday", "None"])
def test_what_is_no_time_is_none(written: str) -> None:
    assert seconds_since(written) is None and not is_ahead(written)


@pytest.mark.parametrize(("ahead", "told"), [(30, False), (-30, False), (600, True)])
def test_two_clocks_may_differ_a_little(ahead: int, told: bool) -> None:
    then = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=ahead)
    assert is_ahead(then.isoformat()) is told
