"""What every test can use: the fixture news site on a real local server, and libraries in tmp folders."""

from __future__ import annotations

import contextlib
import faulthandler
import functools
import http.server
import importlib.util
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.long_first import begin_with_long, keep_order
from tests.support import limits
from tests.support.first_imports import import_in_turns
from tests.support.prepared_process import Prepared
from tests.support.report import SUMMARY, summary
from tests.temporary_files import write_in_memory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_OF_THE_DESKTOP = (
    *("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"),
    *(
        "QT_SCALE_FACTOR",
        "QT_SCREEN_SCALE_FACTORS",
        "QT_FONT_DPI",
        "QT_STYLE_OVERRIDE",
        "QT_QPA_PLATFORMTHEME",
    ),
    *(name for name in os.environ if name.lower().endswith("_proxy")),
)
for _name in _OF_THE_DESKTOP:  # the programs that tests start find them gone too
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # none: nobody's own is asked

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

DATA = Path(__file__).parent / "data"
_ERRORS = pytest.StashKey[int]()
"""The standard error from before anything is captured."""
SITE = DATA / "lebrief" / "site"
_PREPARED = Prepared()


def pytest_configure(config: pytest.Config) -> None:
    if config.option.timeout is None:
        config.option.timeout = limits.TEST_LIMIT
    config.stash[_ERRORS] = os.dup(2)
    write_in_memory(os.environ)
    _PREPARED.install()
    keep_order(config)


def pytest_unconfigure() -> None:
    _PREPARED.end()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    import_in_turns(session.config)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    begin_with_long(config, items)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """A test that stands still where no limit reaches it ends its process and says where it is."""
    faulthandler.dump_traceback_later(limits.TEST_LIMIT * 1.2, exit=True, file=item.config.stash[_ERRORS])
    _PREPARED.allowed = item.get_closest_marker("own_start") is None
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two for each processor: a part of a run is to wait for other programs and for disks."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return int(os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS") or min(cores * 2, 8))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A test that ran out of time says what was still running."""
    outcome = yield
    if call.excinfo is not None and "Timeout" in call.excinfo.exconly():
        outcome.get_result().sections.append(("still running", limits.still_running()))  # type: ignore[attr-defined]


@pytest.fixture(scope="session", autouse=True)
def _own_memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the program remembers outside of libraries is not written among the developer's own files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    lines = summary(terminalreporter, config.getoption("randomly_seed", None))
    terminalreporter.section("summary")
    for line in lines:
        terminalreporter.write_line(line)
    file = config.rootpath / SUMMARY
    with contextlib.suppress(OSError):  # a checkout that may not be written to
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join(lines) + "\n", "utf-8")


if importlib.util.find_spec("pytestqt"):

    @pytest.fixture
    def qtbot(qapp: Any, request: pytest.FixtureRequest) -> Any:
        """pytest-qt's bot, with the one limit of `tests/support/limits.py` for every wait."""
        from tests.support.patient_bot import PatientBot

        return PatientBot(request)


class SiteServer:
    """The fixture news site over HTTP on the loopback address, counting what it is asked for."""

    def __init__(self, folder: Path = SITE, port: int = 0) -> None:
        self.requests: list[str] = []
        handler = functools.partial(_SiteHandler, directory=str(folder), log=self.requests)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def url(self, path: str) -> str:
        return self.base + path

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _SiteHandler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, log: list[str], **kwargs: Any) -> None:
        self._asked = log
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        self._asked.append(self.path)
        super().do_GET()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[SiteServer]:
    server = SiteServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both demonstration packages, installed; tests must not change it."""
    from reader.settings.paths import resource
    from reader.translation.packages.packages import install

    folder = tmp_path_factory.mktemp("library") / "models"
    for file in sorted(resource("models").glob("*.argosmodel")):
        install(file, folder)
    return folder


@pytest.fixture(scope="session")
def expected() -> dict[str, Any]:
    """What a good client makes of the fixture article."""
    loaded: dict[str, Any] = json.loads((DATA / "lebrief" / "expected.json").read_text("utf-8"))
    return loaded


@pytest.fixture
def article_url(site: SiteServer, expected: dict[str, Any]) -> str:
    return site.url(expected["url_path"])
