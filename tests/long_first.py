"""Files of tests that take long begin first, so that no worker is still at one when the others have ended.

pytest-xdist would begin with the files of many tests; the longest ones have few.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

LONG = (
    "tests/gui/models/test_better_models.py",
    "tests/services/sync/test_histories.py",
    "tests/gui/sync/test_two_windows.py",
    "tests/services/sync/removals/test_deleted_for_good.py",
    "tests/gui/application/test_double_text.py",
    "tests/services/sync/removals/test_old_copies.py",
    "tests/gui/reading/test_lead_picture.py",
    "tests/services/sync/removals/test_alive_stays.py",
    "tests/gui/find/test_find_in_article.py",
    "tests/gui/reading/test_steady_text.py",
    "tests/gui/main_window/test_theme_and_language.py",
    "tests/gui/export/test_export_pdf.py",
    "tests/faults/rescue/test_rescue.py",
    "tests/gui/application/test_disk_guard.py",
    "tests/gui/saving/test_saved_while_reading.py",
    "tests/library/articles/test_concurrency.py",
    "tests/cli/test_importing.py",
    "tests/faults/test_rows.py",
    "tests/cli/test_feeds.py",
    "tests/gui/application/test_silent_disk.py",
    "tests/gui/article_view/test_naughty_input.py",
    "tests/faults/test_kills.py",
    "tests/faults/power/test_power.py",
    "tests/gui/main_window/test_sizes_of_controls.py",
    "tests/gui/background/test_save_many.py",
    "tests/e2e/test_screen_reader.py",
)
"""The longest first: some twenty seconds and more each, on two processors with four workers. Among the first
ones every other works all the time, and the others mostly wait."""


def keep_order(config: pytest.Config) -> None:
    """Have pytest-xdist take the files as they come."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def begin_with_long(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a worker of pytest-xdist: the long files, and after them those of many tests.

    Within a file, and in a run without workers, the order stays as it is.
    """
    if not hasattr(config, "workerinput"):
        return
    names = {item: item.nodeid.partition("::")[0] for item in items}
    turns = {name: place for place, name in enumerate(LONG)}
    tests = Counter(names.values())
    items.sort(key=lambda item: (turns.get(names[item], len(LONG)), -tests[names[item]]))


def missing(top: Path) -> list[str]:
    """Which of the long files are no more."""
    return [name for name in LONG if not (top / name).is_file()]
