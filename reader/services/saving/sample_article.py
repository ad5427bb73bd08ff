"""The sample article that ships with Liseuse: a saved page with its pictures, added once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.core.progress import Progress
from reader.library.clock import now
from reader.services.saving.save_pictures import picture_addresses, with_pictures
from reader.settings.paths import resource

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


def add_sample(session: LibrarySession, progress: Progress | None = None) -> int | None:
    """Add the sample article to an empty library that never had it; returns its id, or `None`.

    It takes the same way as a fetched page (extraction, picture check, one transaction), reading
    `resources/sample` in place of the network.
    """
    from reader.reading.reading_time import words_in_blocks
    from reader.saving.fetching.urls import comparison_key

    if session.settings.flag("sample_added"):
        return None
    folder = resource("sample")
    about = json.loads((folder / "sample.json").read_text("utf-8"))
    url = about["url"]
    key = comparison_key(url)
    known = session.articles.find(key)
    if known is not None:
        session.settings.set("sample_added", True)
        return known.id
    counts = session.articles.counts()
    if counts["all"] or counts["trash"]:  # a library with articles of its reader's own needs no sample
        session.settings.set("sample_added", True)
        return None
    progress = progress or Progress()
    page = (folder / "page.html").read_bytes()
    document = session.extraction.extract(page, url, "text/html; charset=utf-8", progress)
    stored = {}
    for address in picture_addresses(document):
        file = folder / "pictures" / address.rsplit("/", 1)[-1]
        if file.is_file():
            checked = session.extraction.check_picture(file.read_bytes(), progress)
            digest = session.assets.add(checked.data, checked.mime)
            stored[address] = (digest, checked.width, checked.height)
    words = words_in_blocks(document.blocks, document.language)
    article_id = session.articles.add(with_pictures(document, stored), url, key, now(), words=words)
    session.settings.set("sample_added", True)
    return article_id
