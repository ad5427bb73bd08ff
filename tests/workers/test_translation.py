"""Translation through the worker process: whole routes, crashes that cost one sentence, no network ever."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.model import Hop, SentenceState
from reader.core.progress import Cancelled, Progress
from reader.translation.packages.packages import find_route, install, installed
from reader.workers import process as process_module
from reader.workers.process import Limits
from reader.workers.translation import LIMITS, TranslationWorker
from tests.support.firefox_models import needs_models, weights
from tests.support.limits import NEVER, programs, wait_for

TOP = Path(__file__).resolve().parents[2]
BAD = TOP / "tests" / "data" / "bad_models"
SENTENCES = [
    "Le Roi Mohammed VI adressera un discours à son peuple ce soir.",
    "Le gouvernement a adopté la loi de finances.",
    "2026",
]
ARABIC = re.compile(r"[\u0600-\u06ff]")


@pytest.fixture(scope="module")
def worker() -> Iterator[TranslationWorker]:
    made = TranslationWorker(threads=1)
    yield made
    made.close()


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is there once the fragile worker hangs."""
    file = tmp_path / "hanging"
    monkeypatch.setenv("LISEUSE_TEST_HANGING", str(file))
    return file


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch, hanging: Path) -> Iterator[TranslationWorker]:
    """A worker that fails on chosen words; time passes it only by `time_flies`."""
    script = str(Path(__file__).with_name("fragile_translation.py"))
    monkeypatch.setattr(process_module, "worker_command", lambda: [sys.executable, script])
    limits = Limits(seconds=NEVER, memory=LIMITS.memory, idle=NEVER)
    made = TranslationWorker(threads=1, limits=limits)
    yield made
    made.close()


@pytest.fixture
def time_flies(monkeypatch: pytest.MonkeyPatch, hanging: Path) -> None:
    """The time of a request is over as soon as its sentence hangs, however quick or slow the machine."""

    class Watch(process_module._Watch):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            self._ended = threading.Event()
            threading.Thread(target=self._look, daemon=True).start()

        def _look(self) -> None:
            while not self._ended.wait(0.01):
                if hanging.exists():
                    hanging.unlink()
                    self._expire()

        def end(self) -> None:
            self._ended.set()
            super().end()

    monkeypatch.setattr(process_module, "_Watch", Watch)


@pytest.fixture(scope="module")
def fr_en(models_folder: Path) -> Hop:
    return find_route("fr", "en", installed(models_folder)).hops[0]


def test_french_becomes_arabic_by_way_of_english(worker: TranslationWorker, models_folder: Path) -> None:
    texts = SENTENCES
    for hop in find_route("fr", "ar", installed(models_folder)).hops:
        results = worker.translate(texts, hop, models_folder, Progress())
        assert [r.state for r in results] == [SentenceState.OK, SentenceState.OK, SentenceState.KEPT]
        assert all(r.score < 0 for r in results[:2])
        texts = [r.text for r in results]
        if hop.target == "en":
            assert "government" in texts[1].lower()
    assert all(ARABIC.search(text) for text in texts[:2])
    assert texts[2] == "2026"


def test_no_sentence_starts_no_worker(models_folder: Path, fr_en: Hop) -> None:
    fresh = TranslationWorker()
    assert fresh.translate([], fr_en, models_folder) == []
    assert fresh.pid is None
    fresh.close()


def bytes_read(pid: int | None) -> int:
    """What a process has read so far, from files and pipes."""
    return int(re.search(r"rchar: (\d+)", Path(f"/proc/{pid}/io").read_text())[1])  # type: ignore[index]


MIXED_ROUTE = """
import json, sys
from pathlib import Path
from reader.translation.packages.firefox_packages import in_folder
from reader.translation.packages.firefox_packages import install as install_model
from reader.translation.packages.packages import find_route, install, installed
from reader.workers.translation import TranslationWorker

worker = TranslationWorker(threads=1)
folder, weights, *files = map(Path, sys.argv[1:])
for file in files:
    install(file, folder, probe=worker.probe)
install_model(in_folder(weights), folder, probe=worker.probe)
route = find_route("pt", "ar", installed(folder))
texts = ["O governo aprovou a lei.", "Chove em Lisboa."]
for hop in route.hops:
    texts = [r.text for r in worker.translate(texts, hop, folder)]
maps = open(f"/proc/{worker.pid}/maps").read()
worker.close()
assert "ctranslate2" in maps and "fxtranslate" in maps, "one worker runs both engines"
forbidden = [m for m in sys.modules if m.split(".")[0] in {"fxtranslate", "ctranslate2"}]
print(json.dumps({"texts": texts, "forbidden": forbidden, "key": route.key}))
"""


@needs_models
def test_a_route_of_both_engines_runs_in_a_network_namespace_of_its_own(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], check=False).returncode:
        pytest.skip("this system allows no network namespace")
    found = whole_route(
        tmp_path, lambda command: [unshare, "-rn", *command], MIXED_ROUTE, str(weights("pten"))
    )
    assert len(found["texts"]) == 2 and all(ARABIC.search(text) for text in found["texts"])
    assert found["forbidden"] == [] and "pt-en@2.0-firefox>en-ar@" in found["key"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc of Linux")
def test_the_model_stays_loaded_between_requests(
    worker: TranslationWorker, models_folder: Path, fr_en: Hop
) -> None:
    worker.translate(SENTENCES[:1], fr_en, models_folder)
    pid, weights = worker.pid, (models_folder / fr_en.package / "model" / "model.bin").stat().st_size
    read = bytes_read(pid)
    for _ in range(5):
        worker.translate(["Rabat est la capitale."], fr_en, models_folder)
    assert worker.pid == pid
    assert bytes_read(pid) - read < weights, "no model is read again"


def test_one_crashing_sentence_costs_only_itself(
    fragile: TranslationWorker, models_folder: Path, fr_en: Hop
) -> None:
    results = fragile.translate([SENTENCES[0], "CRASH ici.", SENTENCES[1]], fr_en, models_folder)
    assert [r.state for r in results] == [SentenceState.OK, SentenceState.SUSPECT, SentenceState.OK]
    assert results[1].text == "CRASH ici."
    assert "government" in results[2].text.lower()


def test_a_single_crashing_sentence_is_marked(
    fragile: TranslationWorker, models_folder: Path, fr_en: Hop
) -> None:
    assert fragile.translate(["CRASH."], fr_en, models_folder)[0].state is SentenceState.SUSPECT


def test_a_model_that_always_crashes_is_broken(
    fragile: TranslationWorker, models_folder: Path, fr_en: Hop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LISEUSE_TEST_ALWAYS_CRASH", "1")
    with pytest.raises(ReaderError) as caught:
        fragile.translate(SENTENCES * 10, fr_en, models_folder)
    assert (caught.value.kind, caught.value.values["package"]) == ("model-broken", fr_en.package)


def test_a_sentence_that_fills_the_memory_costs_only_itself(
    fragile: TranslationWorker, models_folder: Path, fr_en: Hop
) -> None:
    results = fragile.translate(["MEMORY.", SENTENCES[1]], fr_en, models_folder)
    assert [r.state for r in results] == [SentenceState.SUSPECT, SentenceState.OK]


def test_a_sentence_that_hangs_costs_only_itself_but_two_stop(
    fragile: TranslationWorker, models_folder: Path, fr_en: Hop, time_flies: None
) -> None:
    results = fragile.translate([SENTENCES[1], "HANG."], fr_en, models_folder)
    assert [r.state for r in results] == [SentenceState.OK, SentenceState.SUSPECT]
    with pytest.raises(ReaderError) as caught:
        fragile.translate(["HANG un.", "HANG deux.", "HANG trois."], fr_en, models_folder)
    assert caught.value.kind == "translation-failed"


@pytest.mark.parametrize("word", ["SHORT", "NONSENSE"])
def test_an_answer_that_does_not_fit_is_a_failure(
    fragile: TranslationWorker, models_folder: Path, fr_en: Hop, word: str
) -> None:
    with pytest.raises(ReaderError) as caught:
        fragile.translate([word], fr_en, models_folder)
    assert caught.value.kind == "worker-failed"


def after_it_hangs(hanging: Path, act: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=lambda: (wait_for(hanging.exists), act()))
    thread.start()
    return thread


def test_cancel_ends_the_batch(
    fragile: TranslationWorker, models_folder: Path, fr_en: Hop, hanging: Path
) -> None:
    progress = Progress()
    cancelling = after_it_hangs(hanging, progress.cancel)
    with pytest.raises(Cancelled):
        fragile.translate(["HANG."], fr_en, models_folder, progress)
    cancelling.join()
    assert fragile.translate(SENTENCES[1:2], fr_en, models_folder)[0].state is SentenceState.OK


def test_close_in_the_middle_is_a_cancel_not_a_broken_model(
    fragile: TranslationWorker, models_folder: Path, fr_en: Hop, hanging: Path
) -> None:
    closing = after_it_hangs(hanging, fragile.close)
    with pytest.raises(Cancelled):
        fragile.translate(["HANG."], fr_en, models_folder)
    closing.join()


def test_the_process_ends_when_idle_and_when_asked(models_folder: Path, fr_en: Hop) -> None:
    made = TranslationWorker(threads=1, limits=Limits(seconds=NEVER, memory=LIMITS.memory, idle=0.5))
    for _ in range(2):
        assert made.translate(SENTENCES[1:2], fr_en, models_folder)[0].state is SentenceState.OK
        pid = made.pid
        wait_for(lambda pid=pid: made.pid is None and pid not in programs())
    made.close()
    made = TranslationWorker(threads=1, limits=Limits(seconds=NEVER, memory=LIMITS.memory, idle=NEVER))
    made.translate(SENTENCES[1:2], fr_en, models_folder)
    first = made.pid
    assert first is not None
    made.close_engines()
    assert made.pid is None and not Path(f"/proc/{first}").exists()
    made.translate(SENTENCES[1:2], fr_en, models_folder)
    made.close()
    assert made.pid is None


def test_a_package_removed_meanwhile_is_told(
    worker: TranslationWorker, models_folder: Path, fr_en: Hop, tmp_path: Path
) -> None:
    with pytest.raises(ReaderError) as caught:
        worker.translate(["Bonjour."], fr_en, tmp_path)
    assert (caught.value.kind, caught.value.values["package"]) == ("model-missing", fr_en.package)


def test_a_hop_names_no_other_folder(worker: TranslationWorker, models_folder: Path, tmp_path: Path) -> None:
    hop = Hop("fr", "en", f"../{models_folder.name}/../../etc", "1")
    with pytest.raises(ReaderError) as caught:
        worker.translate(["Bonjour."], hop, models_folder)
    assert caught.value.kind == "model-missing"


def test_install_with_a_test_translation(worker: TranslationWorker, tmp_path: Path) -> None:
    with pytest.raises(ReaderError) as caught:
        install(BAD / "bad-weights.argosmodel", tmp_path / "models", probe=worker.probe)
    assert (caught.value.kind, caught.value.values["package"]) == ("model-broken", "fr-en")
    assert list((tmp_path / "models").iterdir()) == []
    good = TOP / "resources" / "models" / "translate-en_ar-1_1.argosmodel"
    assert install(good, tmp_path / "models", probe=worker.probe).pair == "en-ar"


def test_damaged_weights_never_take_the_window_along(
    models_folder: Path, fr_en: Hop, tmp_path: Path, worker: TranslationWorker
) -> None:
    """Whatever a damaged model.bin does, it is an error or a translation, and the next package works."""
    folder = tmp_path / "models"
    for number, (at, size) in enumerate([(0, 4), (40, 8), (300, 64), (5_000, 4096), (2_000_000, 100_000)]):
        package = Path(shutil.copytree(models_folder / fr_en.package, folder / f"damaged-{number}"))
        with (package / "model" / "model.bin").open("r+b") as file:
            file.seek(at)
            file.write(bytes((i * 37 + number) % 256 for i in range(size)))
        hop = Hop("fr", "en", package.name, "1.0")
        try:
            results = worker.translate(SENTENCES, hop, folder)
        except ReaderError as error:
            assert error.kind == "model-broken"
        else:
            assert len(results) == len(SENTENCES)
    assert worker.translate(SENTENCES[1:2], fr_en, models_folder)[0].state is SentenceState.OK


NO_NETWORK = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "socket.__new__"):
        raise PermissionError("the network is closed: " + event)

sys.addaudithook(refuse)
"""
WHOLE_ROUTE = """
import json, socket, sys
from pathlib import Path
try:
    socket.socket()
    raise SystemExit("the network is not closed")
except PermissionError:
    pass
from reader.translation.packages.packages import find_route, install, installed
from reader.workers.translation import TranslationWorker

worker = TranslationWorker(threads=1)
folder = Path(sys.argv[1])
for file in sys.argv[2:]:
    install(Path(file), folder, probe=worker.probe)
texts = ["Le gouvernement a adopté la loi.", "M. Alaoui a parlé à Rabat.", "Il pleut. Que faire ?"]
for hop in find_route("fr", "ar", installed(folder)).hops:
    texts = [r.text for r in worker.translate(texts, hop, folder)]
maps = open(f"/proc/{worker.pid}/maps").read() + open("/proc/self/maps").read()
worker.close()
never = {"onnxruntime", "minisbd", "stanza", "spacy", "torch", "ctranslate2"}
forbidden = [m for m in sys.modules if m.split(".")[0] in never]
forbidden += [m for m in sys.modules if m in ("argostranslate.translate", "argostranslate.sbd")]
forbidden += [word for word in ("onnxruntime", "torch") if word in maps]
assert "ctranslate2" in maps, "the worker translates, not this process"
print(json.dumps({"texts": texts, "forbidden": forbidden}))
"""


def whole_route(
    tmp_path: Path, wrap: Callable[[list[str]], list[str]], program: str = WHOLE_ROUTE, *more: str
) -> dict[str, list[str]]:
    """Install and translate in a fresh program and its worker, neither of which can open a socket."""

    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(NO_NETWORK)
    models = sorted(str(p) for p in (TOP / "resources" / "models").glob("*.argosmodel"))
    command = [sys.executable, "-c", program, str(tmp_path / "models"), *more, *models]
    path = f"{tmp_path / 'hook'}{os.pathsep}{TOP}"
    environment = {**os.environ, "PYTHONPATH": path, "HOME": str(tmp_path / "home")}
    done = subprocess.run(wrap(command), env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_a_whole_route_runs_with_every_socket_refused(tmp_path: Path) -> None:
    found = whole_route(tmp_path, lambda command: command)
    assert len(found["texts"]) == 3 and all(ARABIC.search(text) for text in found["texts"])
    assert found["forbidden"] == []
    assert not (tmp_path / "home").exists()


def test_a_whole_route_runs_in_a_network_namespace_of_its_own(tmp_path: Path) -> None:
    """Closed by the kernel, so native code has no way out either."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], check=False).returncode:
        pytest.skip("this system allows no network namespace")
    found = whole_route(tmp_path, lambda command: [unshare, "-rn", *command])
    assert all(ARABIC.search(text) for text in found["texts"])


@pytest.mark.own_start  # the memory of a copy is not that of a program
@pytest.mark.parametrize("small", [0, 20])  # small ones after it, which keep the little they take
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc and the C library of Linux")
def test_working_memory_is_given_back_after_each_request(models_folder: Path, fr_en: Hop, small: int) -> None:
    script = (
        "import ctypes, sys; from reader.workers.translation import handle\n"
        "def mb(): return int(open('/proc/self/statm').read().split()[1]) * 4 / 1024\n"
        "sentences = [f'Le ministre numéro {n} visite la ville et parle longtemps.' for n in range(120)]\n"
        "handle({'package': sys.argv[1], 'threads': 1, 'sentences': sentences}, b'')\n"
        f"for n in range({small}):\n"
        "    handle({'package': sys.argv[1], 'threads': 1, 'sentences': sentences[n:n + 3]}, b'')\n"
        "kept = mb(); ctypes.CDLL(None).malloc_trim(0); print(kept - mb())"
    )
    command = [sys.executable, "-c", script, str(models_folder / fr_en.package)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert float(done.stdout) < 4, "MB that only lay about"


@pytest.mark.own_start
def test_the_worker_itself_imports_no_splitter(models_folder: Path, fr_en: Hop) -> None:
    script = (
        "import sys; from reader.workers.translation import handle\n"
        "handle({'package': sys.argv[1], 'threads': 1, 'sentences': ['Bonjour le monde.']}, b'')\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('onnxruntime', 'minisbd', 'stanza', 'torch',"
        " 'spacy', 'PySide6', 'trafilatura', 'sqlalchemy', 'lxml') or m in ('argostranslate.translate',"
        " 'argostranslate.sbd')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(models_folder / fr_en.package)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
