"""Kills and full disks, the short version of `make test-faults`: a few points of every job."""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.faults import real_engine
from tests.faults.jobs import JOBS
from tests.faults.tools.driver import Host, compiled_shim, hosting, sweeping


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with hosting() as made:
        yield made


@pytest.fixture(scope="module")
def shimmed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host whose children can be disturbed at a write."""
    shim = compiled_shim(tmp_path_factory.mktemp("shim"))
    if shim is None:
        pytest.skip("no C compiler, or no LD_PRELOAD")
    with hosting(shim) as made:
        yield made


@pytest.mark.parametrize("job", ["save", "delete", "restore", "migrate"])
def test_killed_at_a_random_instant(host: Host, job: str) -> None:
    with sweeping(job, seed=11, host=host) as sweep:
        ends: Counter[str] = Counter()
        while not ends["killed"]:  # on a machine that became quicker, all of them may have come too late
            result = sweep.random_kills(7 if job == "migrate" else 3)
            assert not result.failures, "\n".join(result.failures)
            ends += result.ends


@pytest.mark.parametrize("job", sorted(JOBS.keys() - {"install", "round", "texts", "translate"}))
def test_killed_at_a_write(shimmed: Host, job: str) -> None:
    with sweeping(job, seed=12, host=shimmed) as sweep:
        result = sweep.at_calls(2, "kill")
    assert not result.failures, "\n".join(result.failures)
    assert result.ends["killed"] == 2, result.ends


def test_a_round_killed_at_a_write(shimmed: Host) -> None:
    with sweeping("round", seed=12, host=shimmed) as sweep:
        result = sweep.at_calls(2, "kill")
    assert not result.failures, "\n".join(result.failures)
    assert result.ends["killed"] >= 1, (
        "the first one joins its store, as the run did whose writes were counted"
    )


@pytest.mark.parametrize("job", ["batch", "move", "keep"])
def test_a_disk_that_fills_up_and_stays_full(shimmed: Host, job: str) -> None:
    with sweeping(job, seed=13, host=shimmed) as sweep:
        result = sweep.at_calls(3, "full", errno.ENOSPC, stay=True)
    assert not result.failures, "\n".join(result.failures)
    assert set(result.ends) <= {"ERROR disk-full", "done"} and result.ends["ERROR disk-full"] >= 1


def test_a_translation_killed_in_the_middle_goes_on_and_its_engine_ends() -> None:
    found = real_engine.run_kills(1, 3)
    assert not found.complaints and found.counts["translations finished"] == 1
