"""Whether data is counted: systems say it, or know the medium alone, or nothing."""

from __future__ import annotations

import pytest

from reader.gui.background.network_status import counted


@pytest.mark.parametrize(
    ("told", "cellular", "expected"),
    [
        (True, False, True),
        (False, True, True),
        (None, True, True),
        (False, False, False),
        (False, None, False),
        (None, False, None),
        (None, None, None),
    ],
)
def test_data_is_counted(told: bool | None, cellular: bool | None, expected: bool | None) -> None:
    assert counted(told, cellular) is expected
