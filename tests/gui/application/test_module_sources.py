"""What importing the window's modules leaves behind: their sources are not read."""

import subprocess
import sys

import pytest

from tests.support.limits import LIMIT

IMPORTED = """
import linecache
import reader.gui.main_window.building
import reader.gui.main_window.features
import sqlmodel
print(*(name for name in linecache.cache if "site-packages/sql" in name or "/reader/" in name))
"""


@pytest.mark.own_start
def test_no_source_is_read_or_kept_when_modules_are_imported():
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED], capture_output=True, text=True, timeout=LIMIT, check=True
    )
    assert done.stdout.split() == []
