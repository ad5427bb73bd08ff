"""Exports of other programs with invented contents, in the form that their own exporters write."""

from __future__ import annotations

import json
import plistlib
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

TEXT = (
    "<h2>Une saison sèche</h2><p>Les barrages du pays sont au tiers de leur volume, et les villes comptent "
    "chaque litre avant l’été. Les agriculteurs attendent la pluie depuis le mois d’octobre.</p>"
    "<p>Au nord, une conduite de soixante kilomètres relie deux bassins depuis le printemps. Elle a évité "
    "des coupures à deux millions d’habitants, selon l’agence de l’eau.</p>"
    "<script>alert(1)</script>"
)
PICTURE = "/wp-content/uploads/sahara-4-ans-pour-tout-regler.jpg"
"""A picture of the fixture news site."""
QUOTE = "une conduite de soixante kilomètres relie deux bassins"


def pocket_csv(folder: Path) -> Path:
    return _zip(
        folder / "pocket.zip",
        {
            "part_000000.csv": "title,url,time_added,tags,status\r\n"
            '"Eau, la grande soif",https://a.example/eau,1600000000,maroc|eau,unread\r\n'
            "Le port,https://a.example/port?utm_source=x,1600000100,,archive\r\n",
            "part_000001.csv": "title,url,time_added,tags,status\r\n"
            "https://a.example/lu,https://a.example/lu,1500000000,,archive\r\n",
            "collections/empty.json": "[]",
        },
    )


def pocket_archive(folder: Path) -> Path:
    """With marked passages and a shared list, as Pocket's exporter writes them, and another list."""
    marked = {"quote": QUOTE, "created_at": 1600000200}
    shared = [
        {"url": "https://a.example/eau", "title": "Eau", "excerpt": "Résumé", "note": "À lire"},
        {"url": "https://a.example/partage", "title": "Partagé", "excerpt": "", "note": None},
    ]
    about = {
        "slug": "maroc",
        "title": "Maroc / eau",
        "description": "",
        "createdAt": "2024-01-02T03:04:05.000Z",
    }
    return _zip(
        folder / "pocket-archive.zip",
        {
            "part_000000.csv": "title,url,time_added,tags,status\r\n"
            "Eau,https://a.example/eau,1600000000,maroc|eau,unread\r\n"
            "Le port,https://a.example/port,1600000100,,archive\r\n",
            "annotations/part_000000.json": json.dumps(
                [{"url": "https://a.example/port", "title": "Le port", "highlights": [marked]}]
            ),
            "collections/maroc.json": json.dumps({**about, "items": shared}),
            "links.txt": "https://a.example/beside\n",
        },
    )


def pocket_html(folder: Path) -> Path:
    return _file(
        folder / "ril_export.html",
        '<!DOCTYPE html>\n<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />'
        "<title>Pocket Export</title></head>\n<body>\n<h1>Unread</h1>\n<ul>\n"
        '<li><a href="https://a.example/1" time_added="1466156325" tags="one,two">First &amp; best</a></li>\n'
        "</ul>\n<h1>Read Archive</h1>\n<ul>\n"
        '<li><a href="https://a.example/2" time_added="1466156326" tags="">https://a.example/2</a></li>\n'
        "</ul>\n</body>\n</html>",
    )


def instapaper(folder: Path) -> Path:
    return _file(
        folder / "instapaper.csv",
        "URL,Title,Selection,Folder,Timestamp,Tags\n"
        'https://a.example/1,Un,,Unread,1700000000,"[""lire"", ""eau""]"\n'
        "https://a.example/2,Deux,,Archive,1700000001,[]\n"
        "https://a.example/3,Trois,un passage,Starred,1700000002,[]\n"
        "https://a.example/4,Quatre,,Recettes,1700000003,[]\n"
        ",Une note sans adresse,le texte,Unread,1700000004,[]\n",
    )


def instapaper_old(folder: Path) -> Path:
    return _file(
        folder / "old.csv",
        "URL,Title,Selection,Folder\nhttps://a.example/1,Un,,Unread\nhttps://a.example/2,Deux,,Archive\n",
    )


def omnivore(folder: Path) -> Path:
    items = [
        {
            **{
                "id": "1",
                "slug": "eau",
                "title": "L’eau",
                "description": "Sur l’eau",
                "author": "A. Idrissi",
            },
            **{"url": "https://a.example/eau", "state": "Archived", "readingProgress": 42, "thumbnail": None},
            **{"labels": ["maroc", "eau"], "savedAt": "2024-10-29T16:30:11.000Z"},
            **{"updatedAt": "2024-10-30T16:30:11.000Z", "publishedAt": "2024-10-01T00:00:00.000Z"},
        },
        {
            **{"id": "2", "slug": "port", "title": "Le port", "url": "https://a.example/port"},
            **{"state": "Active", "readingProgress": 0, "labels": [], "savedAt": "2024-10-28T16:30:11.000Z"},
            "publishedAt": None,
        },
    ]
    return _zip(
        folder / "omnivore.zip",
        {
            "metadata_0_to_20.json": json.dumps(items),
            "content/eau.html": TEXT,
            "highlights/eau.md": f"> {QUOTE} #important\n\nÀ relire\n\n".replace(" #important", "")
            + "> les villes comptent chaque litre\n\n",
        },
    )


def wallabag(folder: Path) -> Path:
    items = [
        {
            **{"id": 1, "title": "L’eau", "url": "https://a.example/eau", "is_archived": 1, "is_starred": 1},
            **{"created_at": "2016-09-08T11:55:58+0200", "updated_at": "2016-09-08T11:57:16+0200"},
            **{"content": TEXT, "mimetype": "text/html", "language": "fr", "reading_time": 1},
            **{"domain_name": "a.example", "preview_picture": "", "tags": ["maroc"], "uid": None},
            "annotations": [{"text": "À relire", "quote": QUOTE, "ranges": [], "created_at": "2016-09-09"}],
            "published_by": ["A. Idrissi"],
        },
        {
            **{"id": 2, "title": "No title found", "url": "https://a.example/2", "is_archived": False},
            **{"is_starred": False, "created_at": "2016-09-08T11:55:59+0200", "content": "", "tags": []},
        },
    ]
    return _file(folder / "wallabag.json", json.dumps(items))


def wallabag_with_picture(folder: Path, address: str) -> Path:
    """An article whose text shows a picture that lies at an address."""
    item = {
        **{"id": 1, "title": "L’eau", "url": f"{address}.html", "is_archived": 0, "is_starred": 0},
        **{"created_at": "2016-09-08T11:55:58+0200", "mimetype": "text/html", "language": "fr", "tags": []},
        "content": f'{TEXT}<figure><img src="{address}" width="600" height="400"></figure>{TEXT}',
    }
    return _file(folder / "picture.json", json.dumps([item]))


def wallabag_v1(folder: Path) -> Path:
    return _file(
        folder / "v1.json",
        '[{"0":"1","id":"1","1":"L’eau","title":"L’eau","2":"https://a.example/eau",'
        '"url":"https://a.example/eau","3":"1","is_read":"1","4":"0","is_fav":"0","5":"","content":"",'
        '"tags":"maroc, eau"}]',
    )


def readwise_reader(folder: Path) -> Path:
    return _file(
        folder / "reader.csv",
        "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
        'Un,https://a.example/1,01a,"[\'maroc\', ""it\'s crazy""]",2026-03-14 23:55:23.291000+00:00,0.5,'
        "new,False\n"
        "Deux,https://a.example/2,01b,,2026-03-13 23:55:23.291000+00:00,100,archive,True\n"
        "Un flux,https://a.example/f,01c,,2026-03-13 23:55:23.291000+00:00,0,feed,False\n",
    )


def readwise_highlights(folder: Path) -> Path:
    return _file(
        folder / "highlights.csv",
        "Highlight,Book Title,Book Author,URL,Note,Color,Tags,Location Type,Location,Highlighted at,"
        "Document tags\n"
        f"{QUOTE},L’eau,A. Idrissi,https://a.example/eau,À relire,,,offset,1,"
        "2024-01-05 10:00:00+00:00,maroc\n"
        "les villes comptent,L’eau,A. Idrissi,https://a.example/eau,,,,offset,2,2024-01-06 10:00:00+00:00,\n"
        "un passage,Un livre,B. Auteur,,,,,page,3,2024-01-06 10:00:00+00:00,\n",
    )


def karakeep(folder: Path) -> Path:
    link = {"type": "link", "url": "https://a.example/1"}
    bookmarks = [
        {
            **{"createdAt": 1700000000, "title": "Un", "tags": ["maroc"], "lists": ["l2"], "note": "À lire"},
            **{"content": link, "archived": True},
        },
        {"createdAt": 1700000001, "title": "Note", "tags": [], "content": {"type": "text", "text": "Rien"}},
        {"createdAt": 1700000002, "title": None, "tags": [], "content": None, "note": None},
    ]
    lists = [
        {"id": "l1", "name": "Presse", "type": "manual", "parentId": None},
        {"id": "l2", "name": "Maroc", "type": "manual", "parentId": "l1"},
    ]
    return _file(folder / "karakeep.json", json.dumps({"bookmarks": bookmarks, "lists": lists}))


def linkwarden(folder: Path) -> Path:
    links = [
        {
            **{"id": 7, "name": "Un", "type": "url", "description": "Ma note", "url": "https://a.example/1"},
            **{"createdAt": "2025-01-02T03:04:05.000Z", "importDate": "2023-01-02T03:04:05.000Z"},
            "tags": [{"id": 1, "name": "eau, vive"}, {"id": 2, "name": "maroc"}],
        },
        {
            **{"id": 8, "name": "", "type": "url", "url": "https://a.example/2", "importDate": None},
            **{"createdAt": "2025-01-03T03:04:05.000Z", "tags": []},
        },
    ]
    collections = [
        {"id": 1, "name": "Presse", "parentId": None, "rssSubscriptions": [], "links": []},
        {"id": 2, "name": "Maroc", "parentId": 1, "rssSubscriptions": [], "links": links[:1]},
        {"id": 3, "name": "Unorganized", "parentId": None, "rssSubscriptions": [], "links": links[1:]},
    ]
    backup = {"username": "lecteur", "collections": collections, "pinnedLinks": links[1:]}
    return _file(folder / "backup.json", json.dumps(backup))


def wallabag_csv(folder: Path) -> Path:
    return _file(
        folder / "wallabag.csv",
        'Title;URL;Content;Tags;"MIME Type";Language;"Creation date"\n'
        f'"L’eau";"https://a.example/eau";"{TEXT}";"maroc, eau";"text/html";"fr";"08/09/2016 11:55:58"\n',
    )


def wallabag_xml(folder: Path) -> Path:
    """As its serialiser writes it: empty values are left out, texts stand in CDATA."""
    return _file(
        folder / "wallabag.xml",
        '<?xml version="1.0" encoding="UTF-8"?>\n<result>\n  <entry>\n    <id>1</id>\n'
        "    <title><![CDATA[L’eau]]></title>\n    <url><![CDATA[https://a.example/eau]]></url>\n"
        "    <origin_url><![CDATA[https://forum.example/lu-ailleurs]]></origin_url>\n"
        f"    <content><![CDATA[{TEXT}]]></content>\n"
        "    <created_at><![CDATA[2016-09-08T11:55:58+0200]]></created_at>\n"
        "    <published_by>\n      <entry><![CDATA[A. Idrissi]]></entry>\n    </published_by>\n"
        "    <annotations>\n      <entry>\n        <text><![CDATA[À relire]]></text>\n"
        f"        <quote><![CDATA[{QUOTE}]]></quote>\n        <ranges/>\n      </entry>\n    </annotations>\n"
        "    <language><![CDATA[fr]]></language>\n    <is_archived>1</is_archived>\n"
        "    <is_starred>1</is_starred>\n    <tags>\n      <entry><![CDATA[maroc]]></entry>\n"
        "      <entry><![CDATA[eau, vive]]></entry>\n    </tags>\n"
        '    <link rel="self" href="/api/entries/1"/>\n  </entry>\n'
        "  <entry>\n    <id>2</id>\n    <title><![CDATA[Deux]]></title>\n"
        "    <url><![CDATA[https://a.example/2]]></url>\n    <annotations/>\n"
        "    <is_archived>0</is_archived>\n    <is_starred>0</is_starred>\n    <tags/>\n"
        "  </entry>\n</result>\n",
    )


def raindrop(folder: Path) -> Path:
    return _file(
        folder / "raindrop.csv",
        "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
        '1,Un,Ma note,Sur l’eau,https://a.example/1,Presse,"maroc, eau",2023-01-02T03:04:05.000Z,,,true\n'
        "2,Deux,,,https://a.example/2,Unsorted,,2023-01-03T03:04:05.000Z,,,false\n",
    )


def bookmarks(folder: Path) -> Path:
    return _file(
        folder / "linkding.html",
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n<TITLE>Bookmarks</TITLE>\n'
        '<H1>Bookmarks</H1>\n<DL><p>\n<DT><H3 ADD_DATE="1466156300">Presse</H3>\n<DL><p>\n'
        '<DT><A HREF="https://a.example/1" ADD_DATE="1466156325" PRIVATE="1" TOREAD="0" '
        'TAGS="eau,linkding:bookmarks.archived">Un</A>\n'
        "<DD>Sur l’eau[linkding-notes]Ma note[/linkding-notes]\n"
        '<DT><A HREF="https://a.example/3" ADD_DATE="1466156326" TOREAD="1" TAGS="">Trois</A>\n'
        '</DL><p>\n<DT><A HREF="javascript:alert(1)">Un script</A>\n</DL><p>\n',
    )


def pinboard(folder: Path) -> Path:
    items = [
        {
            **{"href": "https://a.example/1", "description": "Un", "extended": "Ma note", "meta": "x"},
            **{"time": "2016-10-26T15:36:43Z", "shared": "no", "toread": "yes", "tags": "maroc eau"},
        },
        {"href": "https://a.example/2", "description": "Deux", "extended": "", "toread": "no", "tags": ""},
    ]
    return _file(folder / "pinboard.json", json.dumps(items))


def matter(folder: Path) -> Path:
    return _file(
        folder / "matter.csv",
        "Title,Author,Publisher,URL,Tags,Word Count,In Queue,Favorited,Read,Highlight_Count,"
        "Last Interaction Date,File Id\n"
        "Un,A. Idrissi,A,https://a.example/1,maroc;eau,900,True,True,False,0,2024-02-03T04:05:06Z,\n"
        "Deux,B,B,https://a.example/2,,900,False,False,True,0,2024-02-04T04:05:06Z,\n",
    )


def matter_archive(folder: Path) -> Path:
    table = (
        "Title,Author,Publisher,URL,Word Count,Saved,Read,Highlight Count,Last Interaction Date,File Id\n"
        "Un,A. Idrissi,A,https://a.example/1,900,TRUE,TRUE,2,2022-12-18 14:49:11,content_1.html\n"
        "Deux,B,A,https://a.example/2,900,TRUE,FALSE,0,2022-12-18 14:49:11,content_2.html\n"
    )
    return _zip(folder / "Archive.zip", {"_matter_history.csv": table, "content_1.html": TEXT})


def matter_marks(folder: Path) -> Path:
    """Passages by the titles of their articles, one of which is in no table."""
    table = (
        "Title,Author,Publisher,URL,Tags,Word Count,In Queue,Favorited,Read,Highlight_Count,"
        "Last Interaction Date,File Id\n"
        "Un,A. Idrissi,A,https://a.example/1,maroc;eau,900,False,True,True,1,2024-02-03T04:05:06Z,\n"
        "Deux,B,B,https://a.example/2,,900,True,False,False,0,2024-02-04T04:05:06Z,\n"
    )
    marks = (
        "Title,Author,Publisher,Text,Note,Highlighted Date\n"
        f"Un,A. Idrissi,A,{QUOTE},À relire,2024-02-03 05:00:00\n"
        "Disparu,C,C,un passage,,2024-02-03 05:00:00\n"
    )
    return _zip(folder / "Archive.zip", {"_matter_highlights.csv": marks, "_matter_history.csv": table})


def hypothesis(folder: Path) -> Path:
    said: dict[str, Any] = {
        **{
            "uri": "https://a.example/1",
            "document": {"title": ["Un"]},
            "tags": ["maroc"],
            "group": "__world__",
        },
        **{"created": "2024-12-09T07:17:52.000000+00:00", "user": "acct:a@hypothes.is", "text": "À relire"},
    }
    quote = {"type": "TextQuoteSelector", "exact": QUOTE, "prefix": "", "suffix": ""}
    marked = said | {"target": [{"source": said["uri"], "selector": [quote]}]}
    page = said | {"uri": "https://a.example/2", "target": [{"source": "https://a.example/2"}]}
    about = {"export_date": "2024-12-10T00:00:00.000Z", "export_userid": "acct:a", "client_version": "1"}
    return _file(folder / "hypothesis.json", json.dumps(about | {"annotations": [marked, page]}))


def hypothesis_csv(folder: Path) -> Path:
    return _file(
        folder / "hypothesis.csv",
        "Creation Date,URL,Group,Annotation/Reply Type,Quote,User,Body,Tags,Page\n"
        f"2024-12-09 07:17,https://a.example/1,Public,Annotation,{QUOTE},a,À relire,maroc,\n"
        "2024-12-09 07:18,,Public,Reply,,b,Oui,,\n",
    )


def bare_table(folder: Path) -> Path:
    return _file(
        folder / "table.csv",
        '"https://a.example/1",ARCHIVED,"[maroc]"\n'
        '"https://a.example/2,deux",SUCCEEDED,"[maroc,grande soif]"\n'
        'https://a.example/3,SUCCEEDED,"[]"\n',
    )


def onetab(folder: Path) -> Path:
    return _file(
        folder / "onetab.txt",
        "https://a.example/1 | Un | suite\nhttps://a.example/2 | Deux\n\nhttps://a.example/3\n",
    )


def safari(folder: Path) -> Path:
    about = {"DateAdded": datetime(2024, 1, 2, 3, 4, 5), "PreviewText": "Sur l’eau"}
    leaf: dict[str, Any] = {
        "WebBookmarkType": "WebBookmarkTypeLeaf",
        "URLString": "https://a.example/1",
        "ReadingList": about,
        "URIDictionary": {"title": "Un"},
    }
    seen = {**leaf, "URLString": "https://a.example/2", "URIDictionary": {"title": "Deux"}}
    seen["ReadingList"] = {**about, "DateLastViewed": datetime(2024, 1, 3)}
    tree = {"Children": [{"Title": "com.apple.ReadingList", "Children": [leaf, seen]}], "Title": ""}
    path = folder / "Bookmarks.plist"
    path.write_bytes(plistlib.dumps(tree, fmt=plistlib.FMT_BINARY))
    return path


def _firefox() -> str:
    links = [
        {"title": "Un", "uri": "https://a.example/1", "dateAdded": 1700000000000000, "tags": "maroc,eau"},
        {"title": "Récents", "uri": "place:sort=8"},
    ]
    kind = "text/x-moz-place-container"
    folder_ = {"title": "Presse", "type": kind, "children": links}
    menu = {"title": "menu", "type": kind, "root": "bookmarksMenuFolder", "children": [folder_]}
    return json.dumps(
        {"guid": "root________", "title": "", "type": kind, "root": "placesRoot", "children": [menu]}
    )


def firefox(folder: Path) -> Path:
    return _file(folder / "bookmarks-2026-11-28.json", _firefox())


def firefox_lz4(folder: Path) -> Path:
    data = _firefox().encode()
    path = folder / "bookmarks-2026-11-28.jsonlz4"
    path.write_bytes(b"mozLz40\0" + len(data).to_bytes(4, "little") + literal_block(data))
    return path


def literal_block(data: bytes) -> bytes:
    """An LZ4 block that holds bytes as they are, but for a repeated last part."""
    length = len(data)
    more = length - 15
    return bytes([0xF0]) + b"\xff" * (more // 255) + bytes([more % 255]) + data


def chromium(folder: Path) -> Path:
    link = {"type": "url", "name": "Un", "url": "https://a.example/1", "date_added": "13344473600000000"}
    bar = {"type": "folder", "name": "Bookmarks bar", "children": [_chromium_folder(link)]}
    return _file(
        folder / "Bookmarks", json.dumps({"checksum": "0", "roots": {"bookmark_bar": bar}, "version": 1})
    )


def _chromium_folder(link: dict[str, str]) -> dict[str, Any]:
    return {"type": "folder", "name": "Presse", "children": [link]}


def opml(folder: Path) -> Path:
    return _file(
        folder / "feeds.opml",
        '<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head/><body><outline text="Presse">'
        '<outline type="rss" text="A" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>'
        '<outline type="link" text="Un" url="https://a.example/1"/></outline></body></opml>',
    )


def zotero_csv(folder: Path) -> Path:
    return _file(
        folder / "zotero.csv",
        '"Key","Item Type","Author","Title","Url","Abstract Note","Date","Date Added","Notes","Manual Tags",'
        '"Automatic Tags","Language"\n'
        '"K1","webpage","Idrissi, A.; Alami, B.","Un","https://a.example/1","Sur l’eau","2021-05-01",'
        '"2021-05-06 07:08:09","Ma note","maroc; eau","","fr"\n'
        '"K2","book","B","Un livre","","","2001","2021-05-06 07:08:09","","","",""\n',
    )


def ris(folder: Path) -> Path:
    return _file(
        folder / "references.ris",
        "TY  - ELEC\r\nTI  - Un\r\nAU  - Idrissi, Ali\r\nAU  - Alami, B.\r\nDA  - 2021/05/01/\r\n"
        "UR  - https://a.example/1\r\nY2  - 2021/05/06/07:08:09\r\nLA  - fr\r\nAB  - Sur l’eau\r\n"
        "KW  - maroc\r\nKW  - eau\r\nN1  - <p>Ma <b>note</b> &amp; suite</p>\r\nER  - \r\n\r\n"
        "TY  - JOUR\r\nT1  - Deux\r\nDO  - 10.1000/182\r\nPY  - 1999\r\nER  - \r\n"
        "TY  - BOOK\r\nTI  - Un livre\r\nER  - \r\n",
    )


def zotero_rdf(folder: Path) -> Path:
    return _file(
        folder / "zotero.rdf",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#" '
        'xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:link="http://purl.org/rss/1.0/modules/link/">'
        '<bib:Document rdf:about="https://a.example/1"><z:itemType>webpage</z:itemType>'
        "<dcterms:isPartOf><z:Website><dc:title>Le site</dc:title></z:Website></dcterms:isPartOf>"
        "<bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Idrissi</foaf:surname>"
        "<foaf:givenName>Ali</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>"
        '<dcterms:isReferencedBy rdf:resource="#item_2"/><link:link rdf:resource="#item_4"/>'
        "<dc:subject>maroc</dc:subject>"
        "<dc:subject><z:AutomaticTag><rdf:value>eau</rdf:value></z:AutomaticTag></dc:subject>"
        "<dc:title>Un &amp; deux</dc:title><dcterms:abstract>Sur l’eau</dcterms:abstract>"
        "<dc:date>2021-05-01</dc:date><z:language>fr</z:language>"
        "<dc:identifier><dcterms:URI><rdf:value>https://a.example/1</rdf:value></dcterms:URI></dc:identifier>"
        "<dcterms:dateSubmitted>2021-05-06 07:08:09</dcterms:dateSubmitted></bib:Document>"
        '<bib:Memo rdf:about="#item_2"><rdf:value>&lt;p&gt;Ma note&lt;/p&gt;</rdf:value></bib:Memo>'
        '<bib:Book rdf:about="#item_3"><z:itemType>book</z:itemType><dc:title>Un livre</dc:title></bib:Book>'
        '<z:Attachment rdf:about="#item_4"><z:itemType>attachment</z:itemType></z:Attachment>'
        '<z:Collection rdf:about="#collection_1"><dc:title>Thèse</dc:title>'
        '<dcterms:hasPart rdf:resource="#collection_2"/></z:Collection>'
        '<z:Collection rdf:about="#collection_2"><dc:title>Chapitre 1</dc:title>'
        '<dcterms:hasPart rdf:resource="https://a.example/1"/></z:Collection></rdf:RDF>',
    )


def zotero_csl(folder: Path) -> Path:
    item = {
        **{
            "id": "x/1",
            "type": "webpage",
            "title": "Un",
            "URL": "https://a.example/1",
            "abstract": "Sur l’eau",
        },
        **{"author": [{"family": "Idrissi", "given": "A."}], "issued": {"date-parts": [["2021", 5, 1]]}},
        "accessed": {"date-parts": [[2021, 5, 6]]},
    }
    return _file(folder / "csl.json", json.dumps([item]))


def kindle(folder: Path) -> Path:
    return _file(
        folder / "My Clippings.txt",
        "\ufeffL’eau (https://a.example/eau)\r\n- Your Highlight on page 3 | Location 40-41 | Added on "
        f"Monday, 3 March 2025 10:11:12\r\n\r\n{QUOTE}\r\n==========\r\n"
        "Un livre (B. Auteur)\r\n- Your Note on page 4 | Added on Monday, 3 March 2025 10:11:12\r\n\r\n"
        "Une note\r\n==========\r\n",
    )


def links(folder: Path) -> Path:
    return _file(
        folder / "liste.txt",
        "# à lire\nhttps://a.example/1\n- Deux : https://a.example/2\na.example/3\n\nsans lien\nftp://a.example/4\n",
    )


EXPORTS: dict[str, tuple[str, Callable[[Path], Path], tuple[int, int, int, int]]] = {
    "pocket.csv": ("pocket-csv", pocket_csv, (3, 0, 3, 0)),
    "pocket, archive": ("pocket-csv", pocket_archive, (6, 0, 5, 1)),
    "pocket.html": ("pocket-html", pocket_html, (2, 0, 2, 0)),
    "instapaper": ("instapaper", instapaper, (5, 0, 4, 1)),
    "instapaper, old": ("instapaper", instapaper_old, (2, 0, 2, 0)),
    "omnivore": ("omnivore", omnivore, (2, 1, 1, 0)),
    "wallabag": ("wallabag", wallabag, (2, 1, 1, 0)),
    "wallabag, v1": ("wallabag", wallabag_v1, (1, 0, 1, 0)),
    "readwise reader": ("readwise-reader", readwise_reader, (3, 0, 2, 1)),
    "readwise highlights": ("readwise-highlights", readwise_highlights, (3, 0, 2, 1)),
    "karakeep": ("karakeep", karakeep, (3, 0, 1, 2)),
    "linkwarden": ("linkwarden", linkwarden, (2, 0, 2, 0)),
    "wallabag, xml": ("wallabag", wallabag_xml, (2, 1, 1, 0)),
    "wallabag, csv": ("wallabag", wallabag_csv, (1, 1, 0, 0)),
    "raindrop": ("raindrop", raindrop, (2, 0, 2, 0)),
    "bookmarks": ("bookmarks", bookmarks, (3, 0, 2, 1)),
    "pinboard": ("pinboard", pinboard, (2, 0, 2, 0)),
    "matter": ("matter", matter, (2, 0, 2, 0)),
    "matter, with texts": ("matter", matter_archive, (2, 1, 1, 0)),
    "matter, with passages": ("matter", matter_marks, (4, 0, 3, 1)),
    "hypothesis": ("hypothesis", hypothesis, (2, 0, 2, 0)),
    "hypothesis, csv": ("hypothesis", hypothesis_csv, (2, 0, 1, 1)),
    "csv, without heading": ("csv", bare_table, (3, 0, 3, 0)),
    "onetab": ("onetab", onetab, (3, 0, 3, 0)),
    "safari": ("safari", safari, (2, 0, 2, 0)),
    "firefox": ("firefox", firefox, (1, 0, 1, 0)),
    "firefox, lz4": ("firefox", firefox_lz4, (1, 0, 1, 0)),
    "chromium": ("chromium", chromium, (1, 0, 1, 0)),
    "opml": ("opml", opml, (2, 0, 1, 1)),
    "zotero, csv": ("zotero", zotero_csv, (2, 0, 1, 1)),
    "zotero, rdf": ("zotero", zotero_rdf, (2, 0, 1, 1)),
    "references": ("ris", ris, (3, 0, 2, 1)),
    "zotero, csl": ("zotero", zotero_csl, (1, 0, 1, 0)),
    "kindle": ("kindle", kindle, (2, 0, 1, 1)),
    "links": ("links", links, (5, 0, 3, 2)),
}
"""By name: the format, what makes the file, and its rows: all, with a text, without one, refused."""


def _file(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def _zip(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path
