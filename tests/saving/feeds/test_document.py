"""Feeds of every form, sound and broken, as plain pieces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.feeds import ParsedFeed, ParsedItem
from reader.core.serialize import dumps, is_whole
from reader.saving.feeds.document import read_feed
from reader.saving.feeds.items import MOST_ITEMS
from reader.saving.feeds.texts import plain_text
from tests.support import sample_feeds


def read(document: str | bytes, url: str = "http://feed.example/rss") -> ParsedFeed:
    return read_feed(document if isinstance(document, bytes) else document.encode(), url)


def test_a_feed_of_wordpress() -> None:
    feed = read(sample_feeds.WORDPRESS, "http://quotidien.example/feed/")
    assert (feed.title, feed.site, feed.language) == (
        "Le Quotidien – Actualités",
        "http://quotidien.example/",
        "fr",
    )
    assert feed.minutes == 30
    first, second = feed.items
    assert first.title == "Parlement : la session s’ouvre & se ferme"
    assert first.url == "http://quotidien.example/politique/session/?utm_source=rss"
    assert first.key == "quotidien.example/politique/session"
    assert first.summary == "Les députés ont voté tard dans la nuit. […]"
    assert (first.author, first.sections) == ("Zineb Alaoui", ("Politique",))
    assert first.published == "2026-11-27T08:30:00+00:00"
    assert "Paragraphe 5" in first.html and "script" not in first.html
    assert 'href="http://quotidien.example/suite"' in first.html
    assert (second.title, second.html) == ("Un titre avec emphase et été", "")
    assert second.published[:10] == "2026-11-26"


def test_atom_rdf_netscape_and_json() -> None:
    atom = read(sample_feeds.ATOM, "http://blog.example/feed.atom")
    assert atom.title == "Carnet & notes" and atom.site == "http://blog.example/notes/"
    (entry,) = atom.items
    assert (entry.title, entry.url, entry.author) == ("1 < 2, dit-on", "http://blog.example/notes/un", "Zoé")
    assert [item.url for item in read(sample_feeds.RDF).items] == ["http://rdf.example/1"]
    assert [item.title for item in read(sample_feeds.RSS_091).items] == ["Café"]
    found = read(sample_feeds.JSON, "http://json.example/feed.json")
    (item,) = found.items
    assert item == ParsedItem(
        "7",
        "json.example/7",
        "http://json.example/7",
        "Sept",
        "Un. Deux.",
        "",
        "Ada",
        "2026-11-27T09:00:00+00:00",
        ("a", "b"),
        "audio",
        "http://json.example/son.mp3",
    )


def test_an_arabic_feed_in_its_own_coding() -> None:
    feed = read(sample_feeds.ARABIC)
    assert feed.title == "الأخبار"
    assert feed.items[0].title == "البرلمان يصوت على القانون" and feed.items[0].summary == "النص الكامل …"


def test_a_podcast_is_known_by_its_file() -> None:
    (item,) = read(sample_feeds.PODCAST).items
    assert (item.media, item.media_url, item.url) == ("audio", item.url, "http://ondes.example/1.mp3")


@pytest.mark.parametrize(
    "after", ["", "<chan<<<nel> &&& nothing at all", "\x00<channel></rss", "<channel><item"]
)
def test_broken_xml_of_which_nothing_can_be_read_is_no_empty_feed(after: str) -> None:
    with pytest.raises(ReaderError) as caught:
        read(f'<rss version="2.0">{after}')
    assert caught.value.kind == "feed-broken" and caught.value.values["host"] == "feed.example"


@pytest.mark.parametrize("said", ["<title>A & B</title>", "<link>http://a.example/?a=1&b=2</link>"])
def test_a_feed_that_has_no_pieces_yet_may_be_broken(said: str) -> None:
    assert read(f'<rss version="2.0"><channel>{said}</channel></rss>').items == ()
    assert read('<rss version="2.0"><channel></channel></rss>').items == ()


def test_broken_xml_gives_what_can_be_read() -> None:
    (item,) = read(sample_feeds.BARE_AMPERSAND).items
    assert (item.title, item.url) == ("x & y z", "http://amp.example/?a=1&b=2")
    assert read(sample_feeds.CUT_OFF).items[0].title.startswith("Parlement")


def test_pieces_without_ids_stay_the_same_and_ids_that_change_change_nothing() -> None:
    first, again = (read(sample_feeds.NO_IDS.format(n)).items for n in (1, 2))
    assert len({item.guid for item in first}) == 3
    assert [item.guid for item in first] == [item.guid for item in again]
    assert first[2].title == "Un texte seul, sans titre ni adresse."


def test_an_address_that_all_pieces_share_tells_none_of_them() -> None:
    items = read(sample_feeds.ONE_LINK).items
    assert len({item.guid for item in items}) == 2 and {item.key for item in items} == {""}


def test_dates_of_no_form_are_none() -> None:
    future, nothing, zero = read(sample_feeds.DATES).items
    assert future.published == "2099-11-27T08:00:00+00:00", "whoever stores it knows what time it is"
    assert (nothing.published, zero.published) == ("", "")


@pytest.mark.parametrize("name", ["BOMB", "EXTERNAL"])
def test_no_entity_grows_or_opens_a_file(name: str) -> None:
    feed = read(getattr(sample_feeds, name))
    assert len(feed.items) == 1 and len(feed.items[0].title) < 20 and "root" not in feed.items[0].title


_LAUGHS = '<!ENTITY a "BOOMBOOM">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "before", ["<!-- <rss > -->", "<?x <rss > ?>", "<!-- a --><?x <!-- <rss > ?>", "<!<!DOCTYPE x>"]
)
@pytest.mark.parametrize(
    ("entities", "used"),
    [
        ('<!ENTITY a "BOOMBOOM">', "&a;"),
        ('<!ENTITY a SYSTEM "FILE">', "&a;"),
        ('<!ENTITY % a SYSTEM "FILE"> %a;', "&b;"),
        (_LAUGHS, "&i;"),
    ],
)
def test_no_declaration_hides_behind_a_root_that_is_none(
    before: str, entities: str, used: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("BOOMBOOM")
    declared = entities.replace("FILE", (tmp_path / "file").as_uri())
    doctype = f"{'' if before.endswith('x>') else '<!'}DOCTYPE rss [{declared}]>"
    feed = read(
        f"{before}{doctype}<rss version='2.0'><channel><title>Un{used}</title>"
        f"<item><title>Deux{used}</title><link>http://a.example/2</link></item></channel></rss>"
    )
    assert "BOOM" not in repr(feed)
    assert feed.title.startswith("Un") and [item.title[:4] for item in feed.items] == ["Deux"]


def test_a_page_in_a_comment_is_none() -> None:
    assert read(
        "<!-- <html> <body> --><?x <b> ?><rss><channel><title>Un</title><item><title>Deux</title></item>"
        "</channel></rss>"
    ).items


@pytest.mark.parametrize(
    "body", [sample_feeds.LOGIN_PAGE, "", "rien", '{"a": 1}', "{", "<p>x</p>", "<opml/>"]
)
def test_what_is_no_feed_is_refused(body: str) -> None:
    with pytest.raises(ReaderError) as caught:
        read(body)
    assert caught.value.kind == "not-a-feed" and caught.value.values["host"] == "feed.example"


def test_of_a_long_feed_the_newest_pieces_are_taken() -> None:
    feed = read(sample_feeds.many(5_000))
    assert len(feed.items) == MOST_ITEMS and feed.items[-1].title == "Pièce 4999"


def test_markup_written_once_or_twice_is_undone() -> None:
    assert plain_text("a &amp;lt;b&amp;gt;c &lt;i&gt;d&lt;/i&gt;<br>e<!-- f -->", 100) == "a <b>c d e"
    assert plain_text("x" * 60 + " " + "y" * 60, 100).endswith("x…")
    assert plain_text("\u202eabc\u2066\x07", 9) == "abc"


_TAGS = "item /item title /title link /link entry /entry content /channel /rss !-- ![CDATA[ !DOCTYPE[ ?xml"
_PART = st.sampled_from(
    [f"<{tag}>" for tag in _TAGS.split()]
    + list('&<>"éب\x00')
    + ["&amp;", "&lt;", "]]>", "-->", "?>", "<guid>a</guid>"]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(_PART, st.text(max_size=5)), max_size=40), st.booleans())
def test_whatever_follows_a_feeds_head_gives_sound_pieces_or_an_error(parts: list[str], atom: bool) -> None:
    head = '<feed xmlns="http://www.w3.org/2005/Atom">' if atom else '<rss version="2.0"><channel>'
    try:
        feed = read((head + "".join(parts)).encode("utf-8", "replace"))
    except ReaderError as error:
        assert error.kind in ("not-a-feed", "feed-broken")
        return
    assert len({item.guid for item in feed.items}) == len(feed.items)
    for item in feed.items:
        assert item.guid and (item.title or item.url)
        assert not item.url or item.url.startswith(("http://", "https://"))
        assert len(item.title) <= 300 and len(item.summary) <= 401
        assert "\n" not in item.title and not set(item.title) & set("\x00\u202e")


@pytest.mark.parametrize("form", ["rss", "json"])
def test_the_sites_address_holds_no_password(form: str) -> None:
    site = "https://zoe:whisper@press.example/?token=hush"
    document = {
        "rss": f"<rss><channel><link>{site}</link><item><title>a</title></item></channel></rss>",
        "json": json.dumps({"title": "P", "home_page_url": site, "items": [{"id": "1", "title": "a"}]}),
    }[form]
    assert read(document).site == "https://press.example/"


def test_halves_of_characters_cost_no_piece() -> None:
    whole = "<p>" + "Un texte entier. \ud83d" * 60 + "</p>"
    items = [
        {"id": "1\ud800", "url": "https://a.example/x\ud800", "title": "Un\ud800", "content_html": whole},
        {"id": "2", "url": "https://a.example/2", "title": "Deux", "authors": [{"name": "Z\udc00"}]},
    ]
    document = {"title": "F", "language": "fr\ud800", "home_page_url": "https://a.example/\ud800"}
    feed = read(json.dumps({**document, "version": "https://jsonfeed.org/version/1.1", "items": items}))
    assert is_whole(str(dumps(feed))) and dumps(feed).encode()
    assert [(item.url, item.title) for item in feed.items] == [("", "Un"), ("https://a.example/2", "Deux")]
    assert "Un texte entier." in feed.items[0].html


def test_old_forms_other_codings_and_films() -> None:
    (old,) = read(sample_feeds.RSS_092).items
    assert (old.title, old.summary) == ("Le marché", "Au marché")
    (note,) = read(sample_feeds.ATOM_03).items
    assert (note.url, note.published[:16]) == ("http://trois.example/n", "2026-11-27T08:00")
    arabic = read(sample_feeds.ARABIC_UTF8)
    assert (arabic.language, arabic.items[0].author) == ("ar", "زينب العلوي")
    assert "(Plan Eau) لسنة ٢٠٢٧" in arabic.items[0].title and arabic.items[0].sections == ("سياسة",)
    assert read(sample_feeds.UTF16).items[0].title == "Élèves à l’école"
    wrong = read(sample_feeds.WRONG_CODING)
    assert (wrong.title, wrong.items[0].title) == ("Société", "Été à Fès")
    assert read(sample_feeds.BLANK_FIRST).items[0].title == "Après des lignes vides"
    (film,) = read(sample_feeds.VIDEO).items
    assert (film.title, film.url) == ("Le port de Tanger", "http://film.example/v/1")
    assert (film.media, film.media_url) == ("video", "http://film.example/1.mp4")


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ('url="/v/1?version=3" type="application/x-shockwave-flash"', "video"),
        ('url="/v/1" medium="video"', "video"),
        ('url="/v/1" medium="audio"', "audio"),
        ('url="/v/1.webm"', "video"),
        ('url="/v/1.jpg" medium="image" type="image/jpeg"', ""),
        ('url="/v/1" medium="document"', ""),
        ('medium="video"', ""),
    ],
)
def test_what_is_shown_with_a_piece_makes_it_a_film_unless_its_text_is_there(
    content: str, media: str
) -> None:
    head = '<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Chaîne</title><item>'
    told = f"<title>Le port</title><link>http://film.example/1</link><media:content {content}/>"
    (item,) = read(f"{head}{told}</item></channel></rss>").items
    assert (item.media, bool(item.media_url)) == (media, bool(media))
    text = f"<description><![CDATA[{sample_feeds.WHOLE * 3}]]></description>"
    (item,) = read(f"{head}{told}{text}</item></channel></rss>").items
    assert item.html and item.media == ""
