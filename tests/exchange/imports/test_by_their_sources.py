"""Files as the other programs' own code writes them, or as those who read their real files say they are."""

from __future__ import annotations

import csv
import io
import json
import plistlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.exchange.imports.detect import is_one_export
from reader.exchange.imports.rows import ImportedHighlight, ImportedRow, Skipped
from tests.support import exports
from tests.support.imported_rows import rows_of, taken, written


def tree(tmp_path: Path, value: Any) -> Path:
    return written(tmp_path, json.dumps(value, ensure_ascii=False))


def table(*rows: tuple[str, ...]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def archive(tmp_path: Path, files: Mapping[str, str]) -> Path:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as opened:
        for name, text in files.items():
            opened.writestr(name, text)
    return path


MATTER = table(
    (
        *("Title", "Author", "Publisher", "URL", "Word Count", "Saved", "Read", "Highlight Count"),
        *("Last Interaction Date", "File Id"),
    ),
    ("Eau", "A. Idrissi", "A", "https://a.example/1", "9", "FALSE", "TRUE", "2", "2022-12-18 14:49:11", ""),
    ("Port", "B", "A", "https://a.example/2", "9", "TRUE", "FALSE", "0", "2022-12-18 14:49:11", ""),
)
MATTER_MARKS = table(
    ("Title", "Author", "Publisher", "Text", "Note", "Highlighted Date"),
    ("Eau", "A. Idrissi", "A", exports.QUOTE, "À relire", "2022-12-18 15:00:00"),
    ("Disparu", "C", "A", "un passage", "", "2022-12-19"),
)


def test_matters_marked_passages_find_their_articles(tmp_path: Path) -> None:
    """The table of passages names no address; what readers wrote for it goes by the title."""
    path = archive(tmp_path, {"_matter_highlights.csv": MATTER_MARKS, "_matter_history.csv": MATTER})
    kind, rows = rows_of(path)
    eau, port, marked, lost = rows
    assert kind == "matter"
    assert isinstance(eau, ImportedRow) and isinstance(port, ImportedRow) and isinstance(marked, ImportedRow)
    assert (eau.archived, port.archived) == (True, False), "what its older table calls saved is its queue"
    assert marked.url == "https://a.example/1" and marked.line == "_matter_highlights.csv:2"
    assert marked.highlights == (ImportedHighlight(exports.QUOTE, "À relire", "2022-12-18T15:00:00+00:00"),)
    assert (marked.archived, marked.read) == (True, True), "as its article is"
    assert lost == Skipped("_matter_highlights.csv:3", "no-address", title="Disparu")


def test_matters_passages_by_themselves_are_named(tmp_path: Path) -> None:
    kind, rows = rows_of(written(tmp_path, MATTER_MARKS))
    assert kind == "matter" and [row.title for row in rows] == ["Eau", "Disparu"]
    assert {row.reason for row in rows if isinstance(row, Skipped)} == {"no-address"}


def test_a_folder_of_matters_tables_is_one_export(tmp_path: Path) -> None:
    (tmp_path / "_matter_highlights.csv").write_text(MATTER_MARKS, "utf-8")
    (tmp_path / "_matter_history.csv").write_text(MATTER, "utf-8")
    assert is_one_export(tmp_path) and len(taken(tmp_path)) == 3


NETSCAPE = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n"


@pytest.mark.parametrize(
    "title",
    [
        "What a <script> does",
        "The <style> and the <textarea> of a form",
        "Comments <!-- are ignored",
        "Sections <![if they are known",
        "Why <? opens PHP",
        "Declarations <!ELEMENT in a DTD",
        "Less < more",
    ],
)
def test_titles_that_are_written_as_they_are(tmp_path: Path, title: str) -> None:
    """shiori (internal/cmd/export.go) escapes nothing: what follows such a title is read all the same."""
    links = "".join(
        f'<DT><A HREF="https://a.example/{n}" ADD_DATE="1600000000" LAST_MODIFIED="1600000000" TAGS="eau">'
        f"{title if n == 1 else f'T{n}'}</A>\n"
        for n in range(1, 4)
    )
    rows = taken(written(tmp_path, f"{NETSCAPE}<DL>\n{links}</DL>\n"))
    assert [(row.url, row.title) for row in rows] == [
        *(("https://a.example/1", title), ("https://a.example/2", "T2"), ("https://a.example/3", "T3"))
    ]


def test_titles_with_a_look_of_their_own_lose_it(tmp_path: Path) -> None:
    link = '<DT><A HREF="https://a.example/1"><b>Un</b> <img src="x.png"> titre</A>\n'
    open_ = '<DT><A HREF="https://a.example/2">Deux\n<HR>\n<DT><A HREF="https://a.example/3">Trois\n</body></html>'
    rows = taken(written(tmp_path, f"{NETSCAPE}<DL>{link}{open_}"))
    assert [row.title for row in rows] == ["Un titre", "Deux", "Trois"], "also where nothing ends a link"


@pytest.mark.parametrize(
    "folder",
    [
        '<H3 ADD_DATE="1" LAST_MODIFIED="2" PERSONAL_TOOLBAR_FOLDER="true">Lesezeichenleiste</H3>',
        '<H3 ADD_DATE="1" LAST_MODIFIED="2" UNFILED_BOOKMARKS_FOLDER="true">Autres marque-pages</H3>',
        '<H3 id="com.apple.ReadingList">Liste de lecture</H3>',
        "<H3 FOLDED>Favourites</H3>",
    ],
)
def test_folders_that_every_browser_has_are_no_tags(tmp_path: Path, folder: str) -> None:
    """Marked so by Chromium (bookmark_html_writer.cc), Firefox (BookmarkHTMLUtils), Safari."""
    inner = '<DL><p><DT><H3>Presse</H3><DL><p><DT><A HREF="https://a.example/1">Un</A></DL><p></DL><p>'
    rows = taken(written(tmp_path, f"{NETSCAPE}<DL><p><DT>{folder}\n{inner}</DL><p>"))
    assert [row.folder for row in rows] == ["Presse"]


def link(number: int, **more: Any) -> dict[str, Any]:
    url = f"https://a.example/{number}"
    return {"type": "url", "name": f"T{number}", "url": url, "date_added": "13118850929335823", **more}


def folder(name: str, *children: dict[str, Any]) -> dict[str, Any]:
    return {"type": "folder", "name": name, "children": list(children), "date_added": "13118829474385695"}


def test_browsers_built_on_chromium(tmp_path: Path) -> None:
    """Roots have names of the reader's language (wallabag's fixture); Vivaldi has a description, a bin."""
    roots = {
        "bookmark_bar": folder("Barre de favoris", folder("Presse", link(1))),
        "other": folder("Autres favoris", link(2, meta_info={"Description": "Ma note", "Nickname": "d"})),
        "synced": folder("Favoris sur mobile"),
        "trash": folder("Trash", link(9)),
        "custom_root": {"unsorted": folder("Unsorted", link(3)), "trash": folder("Trash", link(8))},
    }
    rows = taken(tree(tmp_path, {"checksum": "x", "roots": roots, "version": 1}))
    assert [(row.url[-1], row.folder, row.note) for row in rows] == [
        *(("1", "Presse", ""), ("2", "", "Ma note"), ("3", "", ""))
    ]


def test_firefox_calls_its_roots_in_the_readers_language(tmp_path: Path) -> None:
    """As in wallabag's fixture firefox-bookmarks.json; feeds of older versions are folders with a note."""
    place = {"type": "text/x-moz-place", "uri": "https://a.example/1", "title": "Un", "tags": "eau"}
    feed = {
        **{"type": "text/x-moz-place-container", "title": "Un flux", "children": []},
        "annos": [{"name": "livemark/feedURI", "value": "https://a.example/feed"}],
    }
    bar = {"title": "Barre personnelle", "root": "toolbarFolder", "children": [place, feed]}
    root = {"type": "text/x-moz-place-container", "root": "placesRoot", "title": "", "children": [bar]}
    _, (one, two) = rows_of(tree(tmp_path, root))
    assert isinstance(one, ImportedRow) and (one.folder, one.tags) == ("", ("eau",))
    assert two == Skipped("2", "feed", "https://a.example/feed", "Un flux")


def test_safaris_own_folders_are_no_tags(tmp_path: Path) -> None:
    leaf = {"URLString": "https://a.example/1", "URIDictionary": {"title": "Un"}}
    named = [{"Title": name, "Children": [leaf]} for name in ("BookmarksMenu", "BookmarksBar")]
    path = tmp_path / "Bookmarks.plist"
    path.write_bytes(plistlib.dumps({"Title": "", "Children": named}))
    assert [row.folder for row in taken(path)] == ["", ""]


def test_raindrops_collections_below_each_other(tmp_path: Path) -> None:
    """Blanks stand around the `/` between them, none around one that is in a name (others' fixtures)."""
    heading = "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
    row = '1,T,,,https://a.example/1,"Presse/Radio / Maroc","a, b",2026-01-01T00:00:00.000Z,,,false\n'
    (one,) = taken(written(tmp_path, heading + row))
    assert (one.folder, one.tags) == ("Presse-Radio/Maroc", ("a", "b"))


def test_hypothesis(tmp_path: Path) -> None:
    """hypothesis/client: annotations-exporter.tsx and types/api.ts."""
    said = {
        **{
            "uri": "https://a.example/1",
            "document": {"title": ["Eau"]},
            "text": "À relire",
            "tags": ["maroc"],
        },
        **{"created": "2024-12-09T07:17:52.000000+00:00", "user": "acct:a@hypothes.is", "group": "__world__"},
    }
    quote = {"type": "TextQuoteSelector", "exact": exports.QUOTE, "prefix": "", "suffix": ""}
    where = {"type": "TextPositionSelector", "start": 1, "end": 9}
    marked = said | {"target": [{"source": said["uri"], "selector": [where, quote]}]}
    page = said | {"text": "Sur la page", "target": [{"source": said["uri"]}]}
    about = {"export_date": "2024-12-10T00:00:00.000Z", "export_userid": "acct:a", "client_version": "1"}
    kind, rows = rows_of(tree(tmp_path, about | {"annotations": [marked, page]}))
    one, two = (row for row in rows if isinstance(row, ImportedRow))
    made = "2024-12-09T07:17:52+00:00"
    assert (kind, one.url, one.title, one.tags) == ("hypothesis", "https://a.example/1", "Eau", ("maroc",))
    assert one.highlights == (ImportedHighlight(exports.QUOTE, "À relire", made),)
    assert two.highlights == (ImportedHighlight("", "Sur la page", made),)


def test_hypothesis_as_a_table(tmp_path: Path) -> None:
    """hypothesis/client: annotations-exporter.tsx, with a day as formatSortableDateTime writes it."""
    heading = (
        "Creation Date",
        "URL",
        "Group",
        "Annotation/Reply Type",
        "Quote",
        "User",
        "Body",
        "Tags",
        "Page",
    )
    row = (
        "2024-12-09 07:17",
        "https://a.example/1",
        "Public",
        "Annotation",
        exports.QUOTE,
        "a",
        "Note",
        "a,b",
        "",
    )
    kind, (one,) = rows_of(written(tmp_path, table(heading, row)))
    assert isinstance(one, ImportedRow) and (kind, one.tags) == ("hypothesis", ("a", "b"))
    assert one.highlights == (ImportedHighlight(exports.QUOTE, "Note", "2024-12-09T07:17:00+00:00"),)


def test_tables_of_no_known_program_keep_what_they_say(tmp_path: Path) -> None:
    """mymind's cards have a content and a note (karakeep's parsers.ts); others a summary, a quotation."""
    heading = ("id", "type", "title", "url", "content", "note", "tags", "created", "description", "quote")
    row = (
        "1",
        "WebPage",
        "T",
        "https://a.example/1",
        "Un extrait",
        "Ma note",
        "a,b",
        "2024-01-02",
        "Sur",
        "Cité",
    )
    html = ("2", "Article", "T", "https://a.example/2", "<p>Le texte.</p>", "", "", "", "", "")
    one, two = taken(written(tmp_path, table(heading, row, html)))
    assert one.note == "Ma note\n\nSur\n\nUn extrait" and one.highlights == (ImportedHighlight("Cité"),)
    assert (two.html, two.has_text, two.note) == ("<p>Le texte.</p>", True, "")


def test_linkwardens_feeds_are_named(tmp_path: Path) -> None:
    """linkwarden: exportData.ts puts the feeds of a collection beside its links."""
    feed = {"id": 1, "url": "https://a.example/feed", "name": "Un flux", "lastBuildDate": None}
    one = {"id": 3, "url": "https://a.example/1", "name": "Un", "tags": [{"name": "eau"}], "description": ""}
    collection = {"id": 1, "name": "Presse", "parentId": None, "rssSubscriptions": [feed], "links": [one]}
    _, rows = rows_of(tree(tmp_path, {"collections": [collection], "pinnedLinks": []}))
    assert isinstance(rows[0], ImportedRow) and (rows[0].folder, rows[0].tags) == ("Presse", ("eau",))
    assert rows[1:] == [Skipped("rssSubscriptions:1", "feed", "https://a.example/feed", "Un flux")]


def test_zoteros_linked_pages_lead_somewhere(tmp_path: Path) -> None:
    """zotero/translators: CSV.js; an item without an address may have a page beside it."""
    heading = ("Key", "Item Type", "Title", "Url", "DOI", "Link Attachments", "Manual Tags")
    row = ("A", "document", "T", "", "", "/home/x/a.pdf; https://a.example/1; https://a.example/2", "eau")
    assert [row.url for row in taken(written(tmp_path, table(heading, row)))] == ["https://a.example/1"]


def test_what_omnivore_kept_beside_its_articles_is_named(tmp_path: Path) -> None:
    """omnivore: jobs/export.ts writes texts by the article's name; a book of pages has no other text."""
    item = {"slug": "un", "url": "https://a.example/1", "title": "Un", "labels": [], "savedAt": None}
    files = {
        **{
            "metadata_0_to_20.json": json.dumps([item | {"state": "SUCCEEDED"}]),
            "content/un.html": "<p>T</p>",
        },
        **{"content/livre.pdf": "%PDF-1.4", "content/deux.html": "<p>Deux</p>", "highlights/deux.md": "> a"},
    }
    _, (one, *rest) = rows_of(archive(tmp_path, files))
    assert isinstance(one, ImportedRow) and one.html == "<p>T</p>"
    assert rest == [
        Skipped("livre.pdf", "other-file", title="livre"),
        Skipped("deux.html", "other-file", title="deux"),
        Skipped("deux.md", "other-file", title="deux"),
    ]


def test_what_safari_exports_brings_its_reading_list_and_no_password(tmp_path: Path) -> None:
    """As chromium reads it (safari_data_importer_unittest.cc); history and passwords lie beside it."""
    page = (
        f"{NETSCAPE}<DT><H3 FOLDED>Favourites</H3>\n<DL><p>\n"
        '<DT><A HREF="https://a.example/1">Un</A>\n</DL><p>\n'
        '<DT><H3 id="com.apple.ReadingList" FOLDED>Reading List</H3>\n<DL><p>\n'
        '<DT><A HREF="https://a.example/2" ADD_DATE="-868878000">Deux</A>\n</DL><p>\n'
    )
    visits = {"metadata": {"browser_name": "Safari"}, "history": [{"url": "https://h.example/"}]}
    files = {
        **{"Bookmarks.html": page, "History.json": json.dumps(visits)},
        "Passwords.csv": "Title,URL,Username,Password,Notes,OTPAuth\na,https://p.example/,u,secret,,\n",
    }
    kind, (beside, *rows) = rows_of(archive(tmp_path, files))
    assert kind == "bookmarks" and beside == Skipped("Passwords.csv", "passwords")
    found = [(row.url, row.folder, row.saved) for row in rows if isinstance(row, ImportedRow)]
    assert found == [("https://a.example/1", "", ""), ("https://a.example/2", "", "")]


KEEPERS = {
    "chromium": "name,url,username,password,note\nBanque,https://p.example/,moi,secret,Ma note\n",
    "firefox": '"url","username","password","httpRealm","guid"\n"https://p.example","moi","secret","","{1}"\n',
    "safari": "Title,URL,Username,Password,Notes,OTPAuth\nBanque,https://p.example/,moi,secret,Ma note,\n",
    "bitwarden": "folder,name,notes,login_uri,login_password\n,Banque,Ma note,https://p.example/,secret\n",
    "keepass": '"Account","Login Name","Password","Web Site"\n"Banque","moi","secret","https://p.example"\n',
    "by hand": "Nom;Adresse;Identifiant;Mot de passe\nBanque;https://p.example/;moi;secret\n",
    "by hand, for Excel": "sep=,\r\nurl,username,password\r\nhttps://p.example/,moi,secret\r\n",
    "by hand, with bars": "sep=|\nname|url|username|password\nBanque|https://p.example/|moi|secret\n",
    "keepass as XML": '<?xml version="1.0"?>\n<KeePassFile><Root><Group><Entry><String><Key>URL</Key>'
    "<Value>https://p.example/</Value></String></Entry></Group></Root></KeePassFile>",
    "bitwarden as JSON": '{"items": [{"name": "Banque", "login": {"uris": [], "password": "secret"}}]}',
    "a list as JSON": '[{"url": "https://p.example/", "username": "moi", "password": "secret"}]',
}


@pytest.mark.parametrize("text", KEEPERS.values(), ids=KEEPERS)
def test_what_keeps_passwords_is_refused(tmp_path: Path, text: str) -> None:
    """Not a name, a note or a password of it may become an article, nor be fetched as an address."""
    with pytest.raises(ReaderError, match="passwords-file"):
        rows_of(written(tmp_path, text))
    links = "url,title\nhttps://a.example/1,Un\n"
    kind, (beside, one) = rows_of(archive(tmp_path, {"a.csv": text, "b.csv": links}))
    assert kind == "csv" and beside == Skipped("a.csv", "passwords")
    assert isinstance(one, ImportedRow) and one.url == "https://a.example/1"


def test_what_only_speaks_of_passwords_is_read(tmp_path: Path) -> None:
    assert [row.url for row in taken(written(tmp_path, "The end of the password\nhttps://a.example/1\n"))]
    clipping = (
        "Name, password\n- Your Highlight on page 1 | Added on Monday, March 2, 2026 1:02:03 PM\n\nUn.\n"
    )
    assert rows_of(written(tmp_path, f"{clipping}==========\n"))[0] == "kindle"
    said = [{"url": "https://a.example/1", "title": 'The "password": a history'}]
    assert rows_of(tree(tmp_path, said))[0] == "json"


def test_what_a_script_of_the_page_writes_is_no_link(tmp_path: Path) -> None:
    script = "<script>show('<A HREF=\"https://x.example/' + n + '\">'); </script><style>a < b</style>\n"
    rows = taken(written(tmp_path, f'{NETSCAPE}{script}<DL><DT><A HREF="https://a.example/1">Un</A></DL>'))
    assert [row.url for row in rows] == ["https://a.example/1"]


def test_what_ends_nowhere_costs_the_title_alone(tmp_path: Path) -> None:
    link = f'{NETSCAPE}<DL><DT><A HREF="https://a.example/1">Un'
    for cut in (" <b", " <!--", " <? x", " </"):
        assert [row.title for row in taken(written(tmp_path, link + cut))] == [f"Un{cut}"]
    rows = taken(written(tmp_path, f'{link}</A><!-- a <DT><A HREF="https://a.example/2">Deux</A>'))
    assert [row.title for row in rows] == ["Un", "Deux"], "a comment without an end hides nothing"
    note = "<DD>a [linkding-notes] b [linkding-notes]c[/linkding-notes]"
    assert [row.note for row in taken(written(tmp_path, f"{link}</A>{note}"))] == [
        "a [linkding-notes] b\n\nc"
    ]
