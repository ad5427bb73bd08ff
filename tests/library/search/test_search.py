"""The search of a library: in every language, with every filter, in step with every change."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.core.model import (
    Block,
    BlockKind,
    Document,
    Hop,
    Part,
    Picture,
    Route,
    Sentence,
    SentenceState,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.core.progress import Cancelled, Progress
from reader.core.search import Found
from reader.core.sentence_key import sentence_key
from reader.library import search_index
from reader.library.article_text import TITLE
from reader.library.articles.articles import NewArticle
from reader.library.database import Database
from reader.library.recovery.integrity_check import examine
from reader.library.search import search as search_module
from reader.library.search.search import Search
from reader.library.search.search_hits import cut
from reader.library.search_text import word_texts

STORED = Path(__file__).parents[2] / "data" / "libraries"
SPEEDS = {"fr": 200, "en": 220, "ar": 170, "": 184}


def block(number: int, *sentences: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    text, spans, at = " ".join(sentences), [], 0
    for sentence in sentences:
        spans.append(Sentence(sentence, 0, at, at + len(sentence)))
        at += len(sentence) + 1
    return Block(f"b{number}", kind, (Part(text, text),), sentences=tuple(spans))


def article(number: int, *paragraphs: str, **more: Any) -> Document:
    blocks = tuple(block(n, *p.split("|")) for n, p in enumerate(paragraphs, 1))
    values: dict[str, Any] = {"title": f"Titre {number}", "language": "fr", **more}
    return Document(f"https://www.site{number}.example/a", blocks=blocks, html="", **values)


def translate(library: Any, number: int, target: str, pairs: dict[str, str]) -> None:
    """Store a translation as the service does: sentences first, then that there is one."""
    document = library.articles.get(number).document
    route = Route((Hop(document.language, target, "p", "1"),))
    keyed = [(sentence_key(s), TranslatedSentence(s, t)) for s, t in pairs.items()]
    library.translations.store(keyed, document.language, target, route.key)
    title = TranslatedSentence(document.title, pairs[document.title])
    blocks = tuple(
        TranslatedBlock(b.id, tuple(TranslatedSentence(s.text, pairs.get(s.text, "")) for s in b.sentences))
        for b in document.blocks
    )
    library.translations.record(
        number, Translation(target, route, TranslatedBlock("title", (title,)), None, blocks)
    )


@pytest.fixture
def search(library: Any) -> Search:
    return Search(library.database, SPEEDS)


@pytest.fixture
def news(library: Any) -> dict[str, int]:
    """Three articles: French with both translations, Arabic, English."""
    water = article(
        1,
        "Les élus ont visité les œuvres du barrage.|L’eau manque depuis trois étés.",
        "Aujourd’hui, les agriculteurs attendent.",
        title="Sécheresse à Zagora",
        author="Salma Idrissi",
        site="Le Brief",
        date="2026-03-02",
        lead=Picture("https://p.example/1.jpg", "Le lac vu du ciel"),
    )
    school = article(
        2,
        "تفتح مدرسةٌ جديدة أبوابها في الخريف.|ينتظر التلاميذ الكُتُبَ على المقاعد.",
        title="المدرسة الجديدة",
        language="ar",
        site="الأطلس",
        date="2026-04-10",
    )
    train = article(
        3,
        "The night train runs again.",
        title="The night train",
        language="en",
        date="2025-12-01",
        site="Paper",
    )
    ids = {
        "water": library.add(water, "w", words=1900, tags=["Eau", "à lire"]),
        "school": library.add(school, "s", words=170),
        "train": library.add(train, "t", words=2200, tags=["rail"]),
    }
    translate(
        library,
        ids["water"],
        "en",
        {
            "Sécheresse à Zagora": "Drought in Zagora",
            "Les élus ont visité les œuvres du barrage.": "Councillors visited the works of the dam.",
            "L’eau manque depuis trois étés.": "Water has been short for three summers.",
            "Aujourd’hui, les agriculteurs attendent.": "Today the farmers are waiting.",
        },
    )
    translate(
        library,
        ids["water"],
        "ar",
        {
            "Sécheresse à Zagora": "الجفاف في زاكورة",
            "L’eau manque depuis trois étés.": "الماء شحيح منذ ثلاثة أصياف.",
        },
    )
    return ids


def names(news: dict[str, int], found: Found) -> list[str]:
    by_id = {number: name for name, number in news.items()}
    return sorted(by_id[i] for i in found.ids)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("secheresse", ["water"]),
        ("SÉCHERESSE zagora", ["water"]),
        ("oeuvres ", ["water"]),
        ("eau ", ["water"]),
        ("l'ete", ["water"]),
        ("agricul", ["water"]),
        ("lac ", ["water"]),
        ("farmers", ["water"]),
        ("drought", ["water"]),
        ("شحيح", ["water"]),
        ("مدرسه ", ["school"]),
        ("كتب", []),
        ("الكتب", ["school"]),
        ("ابوابها", ["school"]),
        ("علي", ["school"]),
        ("train", ["train"]),
        ("tr", ["train", "water"]),
        ("tra", ["train"]),
        ("eau tr", ["water"]),
        ('"night train"', ["train"]),
        ('"train night"', []),
        ('"depuis trois étés. Aujourd’hui"', ["water"]),
        ("salma ", ["water"]),
        ("author:idri", ["water"]),
        ("author:zagora", []),
        ("tag:eau", ["water"]),
        ("tag:EAU tag:«a lire»", ["water"]),
        ("tag:lire", []),
        ("lire ", ["water"]),
        ("source:brief", ["water"]),
        ("source:site3.example", ["train"]),
        ("source:الاطلس", ["school"]),
        ("site3", []),
        ("lang:ar", ["school"]),
        ("is:translated", ["water"]),
        ("before:2026", ["train"]),
        ("after:2026-03-02 before:2026-04-10", ["water"]),
        ("time:<10", ["school"]),
        ("time:10", ["school", "train", "water"]),
        ("time:>=10", ["train", "water"]),
        ("time:<1", []),
        ("is:unread lang:fr eau ", ["water"]),
        ("is:favourite", []),
        ("secheresse OR train ", ["train", "water"]),
        ("secheresse OR tr", ["train", "water"]),
        ("lang:ar OR before:2026", ["school", "train"]),
        ("lang:ar OR before:2026 -tag:rail", ["school"]),
        ("eau OR night -farmers ", ["train"]),
        ("-eau ", ["school", "train"]),
        ("-is:unread", []),
        ("-after:2026 -nosuchword ", ["train"]),
        ("lang:ar OR -lang:fr", ["school", "train"]),
        ('-"night train"', ["school", "water"]),
        ("title:secheresse", ["water"]),
        ("title:zag", ["water"]),
        ("title:drought", ["water"]),  # a translated title is one
        ("title:الجفاف", ["water"]),
        ("title:water", []),
        ("-title:drought ", ["school", "train"]),
        ("title:night OR title:drought ", ["train", "water"]),
        ("title:train train ", ["train"]),
        ("site:paper", ["train"]),
        ("site:https://www.site3.example/a/b", ["train"]),
        ("-site:site3.example", ["school", "water"]),
        ("nosuchword", []),
        ("eau nosuchword", []),
        ("", []),
        ("tag:", []),
    ],
)
def test_what_is_found(search: Search, news: dict[str, int], typed: str, expected: list[str]) -> None:
    assert names(news, search.find(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "where", "expected"),
    [
        ("eau ", "original", ["water"]),
        ("water", "original", []),
        ("water", "translation", ["water"]),
        ("eau ", "notes", []),
        ("rappeler", "notes", ["train"]),
        ("ra", "notes", ["train"]),
        ("rappeler tag:rail", "notes", ["train"]),
        ("secheresse", "original", ["water"]),
        ("author:salma eau ", "original", ["water"]),
    ],
)
def test_limited_to_a_place(
    library: Any, search: Search, news: dict[str, int], typed: str, where: str, expected: list[str]
) -> None:
    library.sql("INSERT INTO article_note VALUES (?, 'Rappeler la gare', '', '')", news["train"])
    assert names(news, search.find(typed, where)) == expected


def test_hits_say_where(search: Search, news: dict[str, int]) -> None:
    (result,) = search.page(search.find("étés manque "))
    assert result.summary.id == news["water"]
    (hit,) = result.hits
    assert (hit.where, hit.block, hit.sentence) == ("original", "b1", 1)
    assert [hit.snippet[a:b] for a, b in hit.bold] == ["manque", "étés"]

    (result,) = search.page(search.find("étés OR nosuchword"))
    assert [[h.snippet[a:b] for a, b in h.bold] for h in result.hits] == [["étés"]]
    (result,) = search.page(search.find("title:zagora"))
    assert [(h.where, h.block) for h in result.hits] == [("title", "title"), ("en", "title")]
    (result,) = search.page(search.find("title:drought "))
    assert [(h.where, h.block) for h in result.hits] == [("en", "title")]

    (result,) = search.page(search.find("zagora"))
    assert [(h.where, h.block) for h in result.hits] == [("title", "title"), ("en", "title")]
    (result,) = search.page(search.find("الماء"))
    assert [(h.where, h.block, h.sentence) for h in result.hits] == [("ar", "b1", 1)]
    (result,) = search.page(search.find("lac "))
    assert [(h.where, h.block) for h in result.hits] == [("original", "caption")]


def test_the_place_with_the_most_words_comes_first(library: Any, search: Search) -> None:
    library.add(article(1, "Eau et sel.|Sel, eau, pain.", "Rien.", title="Le sel"))
    (result,) = search.page(search.find("sel eau pain "))
    assert [(h.where, h.sentence, h.matches) for h in result.hits] == [("original", 1, 5), ("title", 0, 1)]


def test_words_of_the_title_are_not_counted_in_the_text(library: Any, search: Search) -> None:
    lines = [f"Sel et eau {n}." for n in range(30)]
    number = library.add(article(1, "|".join(lines), title="Le sel"))
    translate(library, number, "en", {"Le sel": "Salt", **{s: s.replace("Sel", "Salt") for s in lines}})
    (result,) = search.page(search.find("title:salt "))
    assert [(h.where, h.block, h.matches) for h in result.hits] == [("en", TITLE, 1)]
    (result,) = search.page(search.find("title:salt eau "))
    assert [(h.where, h.block, h.matches) for h in result.hits if h.where == "original"] == [
        ("original", "b1", 30)
    ]
    (result,) = search.page(search.find("title:sel "))
    assert [(h.where, h.matches) for h in result.hits] == [("title", 1)]


def test_an_unfolded_word_is_bold_in_the_raw_text(library: Any, search: Search) -> None:
    library.add(article(1, "Un cœu\u00adr, des e\u0301lus ; «\u202fمُدَرِّسَةٌ\u202f»."))
    for typed, bold in (
        ("coeur", "cœu\u00adr"),
        ("elus", "e\u0301lus"),
        ("مدرسة", "مُدَرِّسَةٌ"),
        ("co", "cœ"),
        ("elu", "e\u0301lu"),
        ("el", "e\u0301l"),
        ("مدر", "مُدَرِّسَةٌ"),  # joined letters are not torn apart
    ):
        (result,) = search.page(search.find(typed))
        (hit,) = result.hits
        assert [hit.snippet[a:b] for a, b in hit.bold] == [bold]


def test_author_and_tags_are_places_too(library: Any, search: Search) -> None:
    library.add(article(1, "Rien ici.", title="Titre", author="Salma Idrissi"), tags=["eau", "ouest"])
    (result,) = search.page(search.find("salma ea"))
    assert [(h.where, h.snippet, [h.snippet[a:b] for a, b in h.bold]) for h in result.hits] == [
        ("author", "Salma Idrissi", ["Salma"]),
        ("tag", "eau", ["ea"]),
    ]


def test_relevance_then_age(library: Any, search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    body = library.add(article(1, "Une phrase sur le sucre, entre autres choses bien plus longues."))
    title = library.add(article(2, "Autre chose.", title="Le sucre"))
    newest = library.add(article(3, "Une phrase sur le sucre, entre autres choses bien plus longues."))
    found = search.find("sucre")
    assert found.ranked and found.ids == (title, newest, body)
    assert not search.find("su").ranked and search.find("su").ids == (newest, title, body)
    monkeypatch.setattr("reader.library.search.search.RANKED", 2)
    assert search.find("sucre").ids == (newest, title, body) and not search.find("sucre").ranked


def test_two_letters_and_words_that_are_everywhere_are_ordered_by_age(
    library: Any, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 4):
        library.add(article(number, "La sécheresse " * (4 - number)), str(number))
    assert search.find("sec").ranked and search.find("sécheresse").ranked
    found = search.find("se")
    assert not found.ranked and list(found.ids) == sorted(found.ids, reverse=True)
    for limit in ("WEIGHED", "RANKED"):
        with monkeypatch.context() as patch:
            patch.setattr(search_module, limit, 2)
            assert not search.find("sécheresse").ranked, "three are too many"
            patch.setattr(search_module, limit, 3)
            assert search.find("sécheresse").ranked


def test_a_page_of_results_has_twenty(library: Any, search: Search) -> None:
    for number in range(1, 23):
        library.add(article(number, "La sécheresse dure."), str(number))
    found = search.find("sécheresse")
    assert (len(found.ids), len(search.page(found)), len(search.page(found, offset=20))) == (22, 20, 2)


def test_trash_is_counted_apart(library: Any, search: Search, news: dict[str, int]) -> None:
    library.articles.move_to_trash([news["water"]])
    found = search.find("eau ")
    assert (found.ids, found.trashed) == ((), (news["water"],))
    assert search.page(found) == []
    assert [r.summary.id for r in search.page(found, trashed=True)] == [news["water"]]
    library.articles.restore([news["water"]])
    assert search.find("eau ").ids == (news["water"],)


def test_marks_are_filters(library: Any, search: Search, news: dict[str, int]) -> None:
    library.articles.set_favourite([news["train"]], True)
    library.articles.set_archived([news["school"]], True)
    assert names(news, search.find("is:favourite")) == ["train"]
    assert names(news, search.find("is:archived")) == ["school"]
    assert names(news, search.find("is:unread")) == ["train", "water"]


def test_pages(library: Any, search: Search) -> None:
    ids = [library.add(article(n, "Le même mot.")) for n in range(30)]
    found = search.find("même mot ")
    assert len(found.ids) == 30
    shown = [r.summary.id for start in (0, 12, 24) for r in search.page(found, start, 12)]
    assert shown == list(found.ids) and sorted(shown) == ids
    library.articles.delete_forever([shown[0]])
    assert len(search.page(found, 0, 12)) == 11, "an article that is gone meanwhile is left out"


def test_every_change_is_in_the_index_at_once(library: Any, search: Search) -> None:
    number = library.add(article(1, "Ancien texte."), tags=["un"])

    def finds(*typed: str) -> list[bool]:
        return [bool(search.find(t + " ").ids) for t in typed]

    assert finds("ancien", "tag:un") == [True, True]
    library.articles.replace(number, article(1, "Nouveau texte.", title="Autre"), "2026-12-01T00:00:00+00:00")
    assert finds("ancien", "nouveau", "autre", "tag:un") == [False, True, True, True]
    library.articles.set_tags(number, ["deux"])
    assert finds("tag:un", "tag:deux", "deux") == [False, True, True]
    library.articles.set_tags(number, [])
    assert finds("tag:deux") == [False]
    translate(library, number, "en", {"Autre": "Other", "Nouveau texte.": "New text."})
    assert finds("other", "text", "is:translated") == [True, True, True]
    library.translations.clear(number, "en")
    assert finds("other", "is:translated") == [False, False]
    library.articles.delete_forever([number])
    assert finds("nouveau", "autre") == [False, False]
    assert library.sql("SELECT count(*) FROM article_search_docsize") == [(0,)]
    assert library.sql("SELECT count(*) FROM article_starts_docsize") == [(0,)]


def test_a_corrected_sentence_is_found_once_its_articles_are_read_again(
    library: Any, search: Search, news: dict[str, int]
) -> None:
    source = "L’eau manque depuis trois étés."
    mine = TranslatedSentence(source, "Water has been scarce.", 0.0, SentenceState.CORRECTED)
    key = Route((Hop("fr", "en", "p", "1"),)).key
    library.translations.store([(sentence_key(source), mine)], "fr", "en", key)
    search.read_again([news["water"], 99])
    assert search.find("scarce ").ids == (news["water"],) and search.find("summers ").ids == ()
    assert search.waiting() == 0


def test_many_are_added_in_one_transaction(library: Any, search: Search) -> None:
    new = [
        NewArticle(d, d.url, d.url, "2026-11-25T08:00:00+00:00", tags=("lot",))
        for d in (article(n, "Phrase.") for n in (1, 2, 1))
    ]
    first, second, third = library.articles.add_many(new)
    assert third is None, "the same address twice"
    assert search.find("tag:lot phrase ").ids == (second, first)
    with pytest.raises(AttributeError):
        library.articles.add_many([NewArticle(article(3), "u", "k3", "t"), None])
    assert len(library.articles.ids()) == 2, "all or none"


def test_a_change_that_fails_leaves_the_index_as_it_was(library: Any, search: Search) -> None:
    number = library.add(article(1, "Ancien texte."))
    with pytest.raises(RuntimeError), library.database.write() as session:
        session.connection().exec_driver_sql("UPDATE article SET title = 'Perdu'")
        raise RuntimeError
    assert search.find("perdu ").ids == () and search.find("ancien ").ids == (number,)
    assert search.waiting() == 0


def test_many_changes_wait_and_are_caught_up(
    library: Any, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [library.add(article(n, "Même phrase.")) for n in range(9)]
    monkeypatch.setattr(search_index.index_marked, "__defaults__", (0, 4))
    library.sql("UPDATE article SET title = 'Autrement'")
    found = search.find("autrement ")
    assert found.waiting == 5 and len(found.ids) == 4
    seen: list[tuple[int, int]] = []
    assert search.catch_up(Progress(lambda done, total, _: seen.append((done, total)))) == 5
    assert seen[-1] == (5, 5)
    assert sorted(search.find("autrement ").ids) == ids and search.waiting() == 0


def test_catching_up_can_be_stopped_and_goes_on(
    library: Any, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(6):
        library.add(article(n, "Phrase."))
    library.sql("DELETE FROM search_pending")
    with library.database.write() as session:
        before = session.connection().exec_driver_sql("SELECT max(id) FROM article").scalar()
        assert before
    monkeypatch.setattr("reader.library.search.search._BATCH", 2)
    monkeypatch.setattr(search_index.index_marked, "__defaults__", (0, 0))
    library.sql("UPDATE article SET title = 'Neuf'")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        search.catch_up(progress)
    assert search.waiting() == 4
    assert search.catch_up() == 4


def test_sound_words_of_a_damaged_text_are_still_found(library: Any, search: Search) -> None:
    number = library.add(article(1, "Phrase.", title="Titre sain"))
    library.sql("UPDATE article_body SET blocks = 'no json', extras = '[]'")
    assert search.find("sain ").ids == (number,) and search.find("phrase ").ids == ()
    assert [h.where for h in search.page(search.find("sain "))[0].hits] == ["title"]


def test_related_links_are_not_the_article(library: Any, search: Search) -> None:
    blocks = (block(1, "Le texte."), block(2, "Lire aussi : le beurre", kind=BlockKind.RELATED))
    library.add(Document("https://x.example/", "T", blocks, "", language="fr"))
    assert search.find("beurre ").ids == () and len(search.find("texte ").ids) == 1


@pytest.mark.parametrize("revision", sorted(p.name for p in STORED.iterdir()))
def test_a_library_of_an_earlier_version_is_searchable_after_it_is_opened(
    tmp_path: Path, revision: str
) -> None:
    shutil.copy(STORED / revision / "library.db", tmp_path / "library.db")
    database = Database.open(tmp_path / "library.db")
    search = Search(database, SPEEDS)
    for typed, count in (
        ("eau manque ", 1),
        ("farmers ", 1),
        ("مدرسه ", 1),
        ("tag:rail", 1),
        ("is:translated", 1),
        ("t", 0),
    ):
        assert len(search.find(typed).ids) == count, typed
    (hit,) = search.page(search.find("summers "))[0].hits
    assert (hit.where, hit.block, hit.sentence) == ("en", "b1", 1)
    assert search.waiting() == 0
    database.close()


def test_a_large_older_library_opens_at_once_and_catches_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(STORED / "0001" / "library.db", tmp_path / "library.db")
    monkeypatch.setattr("reader.library.database.AT_ONCE", 2)
    database = Database.open(tmp_path / "library.db")
    search = Search(database)
    assert (search.waiting(), search.find("eau ").waiting) == (3, 3)
    assert search.catch_up() == 3 and len(search.find("eau ").ids) == 1
    database.close()


class TestDoctor:
    @staticmethod
    def check(library: Any, repair: bool = False) -> Any:
        (found,) = [c for c in examine(library.database, library.assets, repair) if c.name == "search index"]
        return found

    @pytest.fixture
    def three(self, library: Any) -> Iterator[list[int]]:
        yield [library.add(article(n, f"Phrase numéro {n}.", "Encore une.")) for n in range(3)]

    @pytest.mark.parametrize(
        "harm",
        [
            "DELETE FROM article_search WHERE rowid = 2",
            "DELETE FROM article_starts WHERE rowid = 2",
            "INSERT INTO article_search (rowid, original) VALUES (99, 'spectre')",
            "UPDATE article_search SET original = 'a b c', translation = '', title = 'x', author = '', "
            "note = '', tags = '' WHERE rowid = 2",
        ],
    )
    def test_drift_is_found_and_mended(self, library: Any, three: list[int], harm: str) -> None:
        assert self.check(library).ok
        library.sql(harm)
        found = self.check(library)
        assert not found.ok and "1 articles" in found.detail
        mended = self.check(library, repair=True)
        assert mended.ok and mended.repaired
        assert self.check(library).ok
        assert len(Search(library.database).find("numero ").ids) == 3
        assert Search(library.database).find("spectre ").ids == ()

    def test_a_damaged_index_is_made_anew(self, library: Any, three: list[int]) -> None:
        library.sql("UPDATE article_search_data SET block = zeroblob(40) WHERE id > 10")
        assert not self.check(library).ok
        mended = self.check(library, repair=True)
        assert mended.ok and mended.repaired and "3 articles" in mended.detail
        assert self.check(library).ok
        assert len(Search(library.database).find("numero ").ids) == 3
        assert all(c.ok for c in examine(library.database, library.assets))
        library.articles.set_tags(three[0], ["neuf"])
        assert Search(library.database).find("tag:neuf").ids == (three[0],)

    def test_waiting_articles_are_no_fault(self, library: Any, three: list[int]) -> None:
        with contextlib.closing(sqlite3.connect(library.database.path)) as other, other:
            other.execute("UPDATE article SET title = 'Un titre bien plus long' WHERE id = 2")
        assert self.check(library).ok and Search(library.database).waiting() == 1

    def test_a_translation_that_was_broken_off_is_no_fault(self, library: Any, news: dict[str, int]) -> None:
        """Its sentences are stored as they come, and read when it stops or ends."""
        document = library.articles.get(news["water"]).document
        (route,) = [r.route for r in library.translations.status(news["water"]).values() if r.target == "ar"]
        key = sentence_key("Aujourd’hui, les agriculteurs attendent.")
        came = TranslatedSentence("Aujourd’hui, les agriculteurs attendent.", "ينتظر الفلاحون")
        library.translations.store([(key, came)], document.language, "ar", route.key)
        assert self.check(library).ok


def test_a_kill_at_any_moment_leaves_index_and_texts_in_step(tmp_path: Path, child: Any, reopen: Any) -> None:
    for round_ in range(6):
        writer = child(tmp_path, "change", f"r{round_}")
        for _ in range(3 + 2 * round_):
            writer.stdout.readline()
        writer.kill()
        writer.wait()
        library = reopen(tmp_path)
        index = next(c for c in examine(library.database, library.assets) if c.name == "search index")
        assert index.ok, index.detail
        found = Search(library.database).find("article ")
        assert found.waiting == 0 and sorted(found.ids) == sorted(library.articles.ids())
        library.close()


@settings(suppress_health_check=[HealthCheck.too_slow])  # other programs may have the processor
@given(
    st.text(st.sampled_from("mot é œ\n \u0301 de"), max_size=500),
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 30)), min_size=1, max_size=5),
)
def test_a_snippet_keeps_its_bold_words(text: str, places: list[tuple[int, int]]) -> None:
    spans = [(a, min(len(text), a + n)) for a, n in places if a < len(text)]
    if not spans:
        return
    snippet, bold = cut(text, spans)
    assert "\n" not in snippet and len(snippet) <= 300
    first = min(spans)
    assert bold and word_texts(snippet[bold[0][0] : bold[0][0] + first[1] - first[0]]) == word_texts(
        text[first[0] : first[1]]
    )
    assert all(0 <= a < b <= len(snippet) for a, b in bold)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_nothing_typed_is_an_error(tmp_path_factory: pytest.TempPathFactory, typed: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "typed"
    database = Database.open(folder / "library.db")
    search = Search(database)
    search.page(search.find(typed))
    database.close()
