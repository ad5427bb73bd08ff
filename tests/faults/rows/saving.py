"""Saving asks the network for the page and the article's own pictures, whatever addresses it names."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.save_article import save_article
from reader.settings.paths import LibraryPaths
from tests.faults import ssrf
from tests.faults.outcome import Outcome
from tests.faults.tools.driver import HERE
from tests.saving.conftest import hostile_module

PAGES = ("trackers", "links", "xss", "local?path=/etc/hostname", "base/file", "base/other", "base/data")
PICTURES = ("/img/", "/article/")


def run(share: float, seed: int) -> Outcome:
    """The pages that name most other addresses, then every class of address in a closed network."""
    del share, seed
    outcome = Outcome({"pages": 0, "requests": 0, "trackers asked": 0})
    with (
        tempfile.TemporaryDirectory() as folder,
        hostile_module().HostileServer(lifetime=36_000) as server,
        LibrarySession.open(LibraryPaths(Path(folder) / "library")) as session,
    ):
        for page in PAGES:
            server.reset()
            try:
                save_article(session, server.url(f"/article/{page}"), Progress())
            except ReaderError as error:
                outcome.check(error.kind != "worker-failed", f"{page}: {error}")
            hits = [hit["path"] for hit in server.hits("/")]
            outcome.add("pages")
            outcome.add("requests", len(hits))
            strange = [h for h in hits if h.startswith("/hit/") and not _may_be_asked(h)]
            outcome.add("trackers asked", len(strange))
            outcome.check(not strange, f"{page} asked for {strange[:5]}")
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rn", "true"], check=False).returncode:
        outcome.counts["addresses"] = "no closed network here"
        return outcome
    found = ssrf.measure(
        [sys.executable, "-m", "reader", "--library", "{dir}", "save", "{url}"], HERE.parents[1]
    )
    outcome.counts |= {"addresses": found["cases"], "led astray": len(found["which"])}
    outcome.complaints += [f"led astray: {case}" for case in found["which"]]
    outcome.complaints += [f"wrongly refused: {case}" for case in found["wrongly_refused"]]
    return outcome


def _may_be_asked(path: str) -> bool:
    """Pictures of a size that a reader can see, named where pictures of an article are."""
    return path.startswith(ssrf.TRUE_PICTURES)
