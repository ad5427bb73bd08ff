"""Human translations pushed through the whole program: a small LibreTranslate server here answers with them,
`translate --json` translates an article of their sources, and states and texts are compared."""

from __future__ import annotations

import contextlib
import io
import json
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.benchmarks.references import PAIRS, SETS, Count, Reference, read

UNKNOWN = "?"
"""What the server answers to a text that it was not given; no sentence may ever become that."""


class ReferenceServer(ThreadingHTTPServer):
    """Answers `POST /translate` from a table, and notes what it was asked."""

    def __init__(self, answers: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}/"


class _Handler(BaseHTTPRequestHandler):
    server: ReferenceServer

    def do_POST(self) -> None:
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked += message["q"]
        found = [self.server.answers.get(text, UNKNOWN) for text in message["q"]]
        body = json.dumps({"translatedText": found}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextlib.contextmanager
def serving(references: Sequence[Reference]) -> Iterator[ReferenceServer]:
    """A server that knows these references, sentence by sentence."""
    server = ReferenceServer({one.source: one.target for one in references})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def translated(
    references: Sequence[Reference], folder: Path, server: ReferenceServer
) -> list[dict[str, str]]:
    """The sentences that the program makes of an article, a paragraph a reference, with their states."""
    from reader.cli.main import run
    from reader.core.model import Document
    from reader.reading.document import blocks_from_html
    from reader.services.library_session import LibrarySession
    from reader.settings.paths import LibraryPaths

    source, target = references[0].languages
    html = "".join(f"<p>{one.source}</p>" for one in references)
    with LibrarySession.open(LibraryPaths(folder)) as session:
        document = Document("https://a.ma/1", "", blocks_from_html(html, source), html, language=source)
        session.articles.add(document, document.url, "a.ma/1", "2026-01-01T00:00:00Z")
        session.settings.set("translation_server", server.address)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        run(["--library", str(folder), "--json", "--quiet", "translate", "1", "--to", target])
    (answer,) = json.loads(said.getvalue())
    return [sentence for block in answer["blocks"] for sentence in block["sentences"]]


def compared(references: Sequence[Reference], sentences: Sequence[dict[str, str]]) -> tuple[Count, Count]:
    """Marked sentences and altered ones, among those that the program split as the references are."""
    wanted = {one.source: one.target for one in references}
    marked, altered = Count(), Count()
    for one in sentences:
        if one["source"] in wanted:
            marked.add(one["state"] == "suspect", one["source"])
            altered.add(one["target"] != wanted[one["source"]], one["target"])
    return marked, altered


def report(folder: Path) -> None:
    """Print false alarms and alterations per 1,000 sentences, in every pair."""
    for languages in PAIRS:
        for name, half in SETS:
            references = read(name, half, languages)
            if not references:
                continue
            with serving(references) as server:
                place = folder / f"{name}-{half}-{'-'.join(languages)}"
                sentences = translated(references, place, server)
            marked, altered = compared(references, sentences)
            print(
                f"through the program, {'→'.join(languages)} {name} {half}: {marked.all} sentences, "
                f"{1000 * len(marked.wrong) / marked.all:.0f} ‰ marked, "
                f"{1000 * len(altered.wrong) / altered.all:.0f} ‰ altered, "
                f"{len(server.asked) / marked.all:.2f} asked a sentence"
            )


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        report(Path(scratch))
