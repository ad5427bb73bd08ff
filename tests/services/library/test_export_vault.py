"""A Markdown vault: properties, highlights with ids, what is written again, and what is the reader's."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from reader.core.edits import Wanted
from reader.core.model import Block, BlockKind, Document, Part, Picture
from reader.reading.vault_note import key_of, read_note
from reader.services.library.annotate_article import Passage, mark_passage
from reader.services.library.export_article import ExportChoice
from reader.services.library.export_vault import export_vault, note_name
from reader.services.library.repair_article import edit_article
from reader.services.library.tag_articles import tag_articles
from reader.services.library_session import LibrarySession
from tests.services.library.test_export_article import PNG, document, stock_translation

NAUGHTY: list[str] = json.loads(
    (Path(__file__).parents[2] / "data" / "naughty_strings" / "blns.json").read_text("utf-8")
)
WITH_NOTES = ExportChoice(notes=True)


def properties(text: str) -> dict[str, Any]:
    assert text.startswith("---\n")
    return yaml.safe_load(text.split("\n---\n", 1)[0].removeprefix("---\n"))


@pytest.fixture
def article(session: LibrarySession) -> int:
    digest = session.assets.add(PNG, "image/png")
    made = document(digest)
    number = session.articles.add(made, made.url, "k", "2026-11-25T08:00:00+00:00")
    mark_passage(session, number, Passage("fr", "p2", 0, 0, 8, "Il pleut"), note="vraiment ?")
    session.annotations.set_note(number, "À relire %% demain, le 2026-11-25 ^ici\n- un")
    tag_articles(session, [number], add=["eau douce", "2026"])
    return number


def test_a_note_has_properties_text_highlights_and_pictures(
    session: LibrarySession, article: int, tmp_path: Path
) -> None:
    vault = tmp_path / "vault"
    (path,) = export_vault(session, [article], vault, WITH_NOTES).written
    text = path.read_text("utf-8")
    said = properties(text)
    assert said["title"] == "Titre *étoilé* : <suite>" and said["url"] == "https://www.lebrief.ma/a?b=1&c=2"
    assert sorted(said["tags"]) == ["_2026", "eau-douce"] and said["read"] is False
    assert str(said["published"]) == "2025-11-27" and said["liseuse"] == key_of(text)
    assert re.search(r"^> Il pleut\n\n\^liseuse-\d+\n\n● vraiment \?$", text, re.MULTILINE)
    assert "À relire \\%\\% demain, le 2026-11-25 \\^ici\n\\- un\n" in text
    assert "# Titre \\*étoilé\\* : \\<suite>" in text
    (picture,) = (vault / "attachments").iterdir()
    assert f"attachments/{picture.name}" in text and picture.read_bytes() == PNG


def test_an_article_whose_title_changes_keeps_its_note(session: LibrarySession, tmp_path: Path) -> None:
    for place, url in enumerate(("https://a.example/1", "file:///page.html")):
        made = dataclasses.replace(document(session.assets.add(PNG, "image/png")), url=url)
        number = session.articles.add(made, url, f"k{place}", "2026-11-25T08:00:00+00:00")
        vault = tmp_path / str(place)
        (path,) = export_vault(session, [number], vault).written
        edit_article(session, number, Wanted(title="Un autre titre"))
        assert export_vault(session, [number], vault).written == (path,), "links to the note still lead to it"
        assert properties(path.read_text("utf-8"))["title"] == "Un autre titre"
        assert [note.name for note in vault.glob("*.md")] == [path.name]


def test_only_what_changed_is_written_and_the_readers_part_stays(
    session: LibrarySession, article: int, tmp_path: Path
) -> None:
    (path,) = export_vault(session, [article], tmp_path, WITH_NOTES).written
    path.write_text(path.read_text("utf-8") + "\nMes idées\n", "utf-8")
    moved = tmp_path / "2026" / "Autre nom.md"
    moved.parent.mkdir()
    path.rename(moved)
    again = export_vault(session, [article], tmp_path, WITH_NOTES)
    # The pictures' addresses follow the note into its folder.
    assert again.written == (moved,) and "(../attachments/" in moved.read_text("utf-8")
    stamp = moved.stat().st_mtime_ns
    assert export_vault(session, [article], tmp_path, WITH_NOTES).unchanged == 1
    assert moved.stat().st_mtime_ns == stamp
    session.annotations.set_note(article, "Une autre note")
    assert export_vault(session, [article], tmp_path, WITH_NOTES).written == (moved,)
    text = moved.read_text("utf-8")
    assert "Une autre note" in text and read_note(text).tail.endswith("\nMes idées\n")
    assert [one.name for one in tmp_path.rglob("*.md")] == ["Autre nom.md"]


def test_another_editors_line_ends_and_mark_of_bytes_are_no_change(
    session: LibrarySession, article: int, tmp_path: Path
) -> None:
    (path,) = export_vault(session, [article], tmp_path, WITH_NOTES).written
    own = "\nMes idées\n\nà suivre\rici\n".replace("\n", "\r\n").encode()
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + own)
    before = path.read_bytes()
    done = export_vault(session, [article], tmp_path, WITH_NOTES)
    assert (done.unchanged, done.edited, path.read_bytes()) == (1, (), before)
    session.annotations.set_note(article, "Une autre note")
    assert export_vault(session, [article], tmp_path, WITH_NOTES).written == (path,)
    text = path.read_bytes()
    assert text.startswith(b"---\n") and "Une autre note" in text.decode() and text.endswith(own)


def test_bytes_that_are_no_utf_8_are_not_lost(session: LibrarySession, article: int, tmp_path: Path) -> None:
    (path,) = export_vault(session, [article], tmp_path, WITH_NOTES).written
    path.write_bytes(path.read_bytes() + "\nMes idées\n".encode("latin-1"))
    before = path.read_bytes()
    session.annotations.set_note(article, "Une autre note")
    done = export_vault(session, [article], tmp_path, WITH_NOTES)
    assert (done.written, done.edited, path.read_bytes()) == ((), (path,), before)


def test_what_the_reader_changed_above_the_marker_is_left_alone(
    session: LibrarySession, article: int, tmp_path: Path
) -> None:
    (path,) = export_vault(session, [article], tmp_path).written
    changed = path.read_text("utf-8").replace("Il pleut.", "Il neige.")
    for text in (changed, changed.split("%% liseuse")[0]):
        path.write_text(text, "utf-8")
        session.annotations.set_note(article, "Autre")
        done = export_vault(session, [article], tmp_path, WITH_NOTES)
        assert done.edited == (path,) and not done.written and path.read_text("utf-8") == text


def test_no_other_file_is_written_over(session: LibrarySession, article: int, tmp_path: Path) -> None:
    own = tmp_path / note_name(session.articles.summary(article).title).upper().replace(".MD", ".md")
    own.write_text("Ma note", "utf-8")
    (path,) = export_vault(session, [article], tmp_path).written
    assert path != own and own.read_text("utf-8") == "Ma note"


def test_both_languages_or_its_own(session: LibrarySession, article: int, tmp_path: Path) -> None:
    stock_translation(session, article, document())
    second = dataclasses.replace(document(), url="https://b.example/", title="Autre")
    other = session.articles.add(second, second.url, "k2", "2026-11-25T08:00:00+00:00")
    done = export_vault(session, [article, other, 999], tmp_path, ExportChoice("en", True))
    assert len(done.written) == 2 and list(done.failed) == [999]
    text = done.written[0].read_text("utf-8")
    assert "Il pleut." in text and "EN Il pleut." in text
    assert "EN Il pleut." not in done.written[1].read_text("utf-8")


def test_naughty_titles_and_texts(session: LibrarySession, tmp_path: Path) -> None:
    texts = [*NAUGHTY[::4], "CON", "---\nliseuse: x", "%% liseuse 0123456789abcdef x %%", "😀" * 200]
    ids = []
    for number, text in enumerate(texts):
        code = Block("c", BlockKind.CODE, (Part("x", "x\n%% liseuse 0123456789abcdef x %%"),))
        made = Document(
            f"https://a.example/{number}", text, (code,), "", author=text, site=text, language="fr",
            lead=Picture("https://a.example/p.png", text),
        )  # fmt: skip
        ids.append(session.articles.add(made, made.url, str(number), "2026-11-25T08:00:00+00:00"))
        tag_articles(session, [ids[-1]], add=[text])
        session.annotations.set_note(ids[-1], text)
    done = export_vault(session, ids, tmp_path / "vault", WITH_NOTES)
    assert len(set(done.written)) == len(texts) and not done.failed
    for path in done.written:
        assert path.parent == tmp_path / "vault" and path.is_file()
        assert not set('<>:"/\\|?*#^[]') & set(path.name) and len(path.name.encode()) < 256
        text = path.read_text("utf-8")
        assert properties(text)["liseuse"] == key_of(text) and read_note(text).untouched
    assert export_vault(session, ids, tmp_path / "vault", WITH_NOTES).unchanged == len(texts)
    assert list(tmp_path.iterdir()).count(tmp_path / "vault") == 1
