"""The extraction worker: the fixture page through a process, hostile pages, limits and cancelling."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.model import BlockKind
from reader.core.progress import Cancelled, Progress
from reader.saving.fetching.fetch import Fetcher
from reader.saving.page.prepare import prepare
from reader.workers.extraction import ExtractionWorker, handle
from reader.workers.process import Limits

from ..conftest import SITE
from ..saving.conftest import hostile_module
from ..support.work import calls_of

URL = "https://www.lebrief.example"


@pytest.fixture(scope="module")
def worker() -> Iterator[ExtractionWorker]:
    worker = ExtractionWorker()
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def hostile() -> Iterator[Any]:
    with hostile_module().HostileServer(lifetime=36_000) as server:
        yield server


def saved(worker: ExtractionWorker, server: Any, path: str) -> Any:
    fetcher = Fetcher()
    try:
        page = fetcher.page(server.url(path))
        return worker.extract(page.body, page.final_url, page.content_type)
    finally:
        fetcher.close()


def test_the_fixture_article_comes_back_as_a_document(
    worker: ExtractionWorker, expected: dict[str, Any]
) -> None:
    page = (SITE / expected["url_path"].strip("/") / "index.html").read_bytes()
    document = worker.extract(page, URL + expected["url_path"], "text/html; charset=utf-8")
    assert document.title == expected["title"]
    assert [b.text for b in document.blocks] == [b["text"] for b in expected["blocks"]]
    assert document.lead is not None and document.lead.caption == expected["caption"]
    assert document.html.startswith("<figure>") and expected["caption"] in document.html
    assert not any(b.kind is BlockKind.FIGURE for b in document.blocks)
    assert len(document.latest) == 6 and len(document.most_read) == 6


@pytest.mark.parametrize(
    "path",
    [
        "/article/control-refs",
        "/article/deep-middle/300",
        "/article/deep-middle/5000",
        "/article/lazy-images",
        "/article/base/javascript",
        "/article/title/long",
        "/article/title/none",
        "/type/text",
        "/big/nested/div",
        "/big/nested/table",
        "/big/nested/svg",
        "/big/unclosed/div",
        "/big/unclosed/span",
        "/big/attrs",
        "/big/classes",
        "/big/combining",
        "/big/comments",
        "/big/unclosed-attr",
        "/xml/laughs",
        "/xml/external-file",
        "/xml/parameter",
    ],
)
def test_difficult_pages_are_saved_whole_within_the_limits(
    worker: ExtractionWorker, hostile: Any, path: str
) -> None:
    hostile.reset()
    document = saved(worker, hostile, path)
    whole = f"{document.title}\n{document.text}"
    assert "BEGIN-" in whole and "END-" in whole
    assert hostile.hits("/hit/") == []
    assert len(document.text) < 300_000


@pytest.mark.parametrize(
    "kind",
    [
        "soft404",
        "empty",
        "blank",
        "js-only",
        "login",
        "captcha",
        "consent",
        "frameset",
        "index",
        "parked",
        "error200",
    ],
)
def test_pages_without_an_article_are_refused(worker: ExtractionWorker, hostile: Any, kind: str) -> None:
    with pytest.raises(ReaderError) as caught:
        saved(worker, hostile, f"/page/{kind}")
    assert caught.value.kind == ("script-page" if kind == "js-only" else "no-article")


def test_an_article_behind_a_wall_is_marked(worker: ExtractionWorker, hostile: Any) -> None:
    document = saved(worker, hostile, "/page/paywall")
    assert document.incomplete == "paywall"
    assert "BEGIN-paywall" in document.text and "Subscribe" not in document.text


def test_pictures_are_the_pages_true_ones(worker: ExtractionWorker, hostile: Any) -> None:
    document = saved(worker, hostile, "/article/lazy-images")
    names = {b.picture.src.rsplit("/", 1)[-1] for b in document.blocks if b.picture is not None}
    assert {"ok.png", "ok.jpg", "ok.webp"} <= names | {
        (document.lead.src if document.lead else "").rsplit("/", 1)[-1]
    }


def test_trackers_are_not_among_them(worker: ExtractionWorker, hostile: Any) -> None:
    document = saved(worker, hostile, "/article/trackers")
    names = {b.picture.src.rsplit("/", 1)[-1] for b in document.blocks if b.picture is not None}
    assert names <= {"src", "srcset", "schemeless", "noscript"}  # shown in full; no pixel, no hidden one


def test_the_canonical_address_is_believed_on_its_own_site_only(
    worker: ExtractionWorker, hostile: Any
) -> None:
    assert saved(worker, hostile, "/article/amp").url == hostile.url("/article/canonical")
    assert saved(worker, hostile, "/article/canonical-hijack").url == hostile.url("/article/canonical-hijack")


@pytest.mark.parametrize("how", ["html", "newline", "nul", "script", "long", "percent", "emoji"])
def test_titles_are_one_clean_line(worker: ExtractionWorker, hostile: Any, how: str) -> None:
    title = saved(worker, hostile, f"/article/title/{how}").title
    assert title and title.isprintable() and len(title) <= 500


def test_direction_marks_do_not_get_into_titles(worker: ExtractionWorker, hostile: Any) -> None:
    document = saved(worker, hostile, "/article/bidi")
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\x1b") & set(
        document.title + document.author
    )


def test_a_picture_is_checked_and_a_bomb_refused(worker: ExtractionWorker, hostile: Any) -> None:
    fetcher = Fetcher()
    good = fetcher.picture(hostile.url("/img/ok.png"), hostile.url("/"))
    bomb = fetcher.picture(hostile.url("/img/bomb.png"), hostile.url("/"))
    fetcher.close()
    checked = worker.check_picture(good)
    assert checked.data == good and checked.mime == "image/png" and len(checked.digest) == 64
    with pytest.raises(ReaderError) as caught:
        worker.check_picture(bomb)
    assert caught.value.kind == "bad-picture"


def endless(page: bytes) -> bytes:
    """A page that any processor reads for seconds."""
    more = b"<p>Une phrase de plus, assez longue pour un paragraphe.</p>" * 20_000
    return page.replace(b"</body>", more + b"</body>")


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_works(expected: dict[str, Any]) -> None:
    worker = ExtractionWorker(Limits(seconds=0.05, memory=0, idle=60))
    page = (SITE / expected["url_path"].strip("/") / "index.html").read_bytes()
    with pytest.raises(ReaderError) as caught:
        worker.extract(endless(page), URL, "")
    assert caught.value.kind == "extraction-failed"
    worker.close()


def test_cancelling_ends_the_worker_and_a_new_one_starts(expected: dict[str, Any]) -> None:
    worker = ExtractionWorker()
    page = (SITE / expected["url_path"].strip("/") / "index.html").read_bytes()
    progress = Progress()
    threading.Timer(0.05, progress.cancel).start()
    with pytest.raises(Cancelled):
        worker.extract(endless(page), URL, "", progress)
    assert worker.extract(page, URL, "").title == expected["title"]
    worker.close()


WITHOUT_DETECTOR = """
import sys
from pathlib import Path
from reader.workers.extraction import document_of

page, address = Path(sys.argv[1]).read_bytes(), "https://www.lebrief.example/a"
assert document_of(page, address, "text/html; charset=utf-8").language == "fr"
assert "trafilatura" in sys.modules
assert not {"py3langid", "numpy"} & sys.modules.keys(), "loaded for a page that says its language"
from tld.utils import get_tld_names_container
assert not any(get_tld_names_container().values()), "the list of public suffixes is read for one host's page"
other = page.replace(b'lang="fr', b'lang="de')
assert document_of(other, address, "text/html; charset=utf-8").language == "fr"
assert "py3langid" in sys.modules
"""


@pytest.mark.own_start
def test_what_few_pages_need_is_loaded_only_where_it_is_asked(expected: dict[str, Any]) -> None:
    page = SITE / expected["url_path"].strip("/") / "index.html"
    command = [sys.executable, "-c", WITHOUT_DETECTOR, str(page)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_page_with_a_next_one_is_prepared_once() -> None:
    text = "<p>" + "Une phrase de l'article qui suffit à en faire un texte, avec une fin. " * 8 + "</p>"
    page = f'<h1>Un titre assez long</h1><article>{text * 3}</article><a rel="next" href="?page=2">2</a>'
    request = {"task": "extract", "url": f"{URL}/un", "content_type": "text/html; charset=utf-8"}
    answers: list[dict[str, Any]] = []

    def read() -> None:
        answers.append(handle({**request, "number": 1, "as_text": False}, page.encode())[0])

    assert calls_of(prepare, read) == 1
    assert answers[0]["next_page"] == f"{URL}/un?page=2"
    assert gc.isenabled()


def test_an_unknown_task_is_a_bug_not_a_silence() -> None:
    with pytest.raises(ValueError, match="no task"):
        handle({"task": "sing"}, b"")
