"""Feeds as sources of the press publish them, and as broken as some of them are; each by its name."""

from __future__ import annotations

WHOLE = "".join(f"<p>Paragraphe {n} : {'le conseil a siégé longuement ce jeudi ' * 4}.</p>" for n in range(6))

WORDPRESS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>Le Quotidien &#8211; Actualités</title>
<atom:link href="http://quotidien.example/feed/" rel="self" type="application/rss+xml" />
<link>http://quotidien.example/</link><language>fr-FR</language>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
<item><title>Parlement : la session s&#8217;ouvre &amp; se ferme</title>
<link>/politique/session/?utm_source=rss</link><dc:creator><![CDATA[Zineb Alaoui]]></dc:creator>
<pubDate>Fri, 27 Nov 2026 09:30:00 +0100</pubDate><category><![CDATA[Politique]]></category>
<guid isPermaLink="false">http://quotidien.example/?p=101</guid>
<description><![CDATA[<p>Les députés ont <b>voté</b> tard dans la nuit. [&#8230;]</p>]]></description>
<content:encoded><![CDATA[{WHOLE}<a href="/suite">Voir</a><script>alert(1)</script>]]>
</content:encoded></item>
<item><title><![CDATA[Un titre avec <em>emphase</em> et &eacute;t&eacute;]]></title>
<link>http://quotidien.example/culture/2/</link><guid>http://quotidien.example/?p=102</guid>
<pubDate>jeudi 26 novembre 2026</pubDate><description>Texte court.</description></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"
 xml:base="http://blog.example/notes/"><title type="html">Carnet &amp;amp; notes</title>
<link rel="self" href="/feed.atom"/><link href="./"/>
<entry><title type="text">1 &lt; 2, dit-on</title><link rel="alternate" href="un"/>
<id>tag:1</id><updated>2026-11-27T10:00:00Z</updated><author><name>Zoé</name></author><summary>Court</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Bonjour</p></div></content></entry>
</feed>"""

RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="http://rdf.example/"><title>RDF</title><link>http://rdf.example/</link></channel>
<item rdf:about="http://rdf.example/1"><title>Un</title><link>http://rdf.example/1</link>
<dc:date>2026-11-20T08:00:00+00:00</dc:date></item></rdf:RDF>"""

RSS_091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Vieux</title>
<link>http://vieux.example/</link><item><title>Caf&eacute;</title><link>http://vieux.example/1</link></item>
</channel></rss>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "JSON", "home_page_url": "http://json.example/",
"items": [{"id": 7, "url": "http://json.example/7", "title": "Sept", "content_text": "Un.\\n\\nDeux.",
"date_published": "2026-11-27T10:00:00+01:00", "authors": [{"name": "Ada"}], "tags": ["a", "b"],
"attachments": [{"url": "/son.mp3", "mime_type": "audio/mpeg"}]}, "rien", {"id": "x"}]}"""

ARABIC = """<?xml version="1.0" encoding="windows-1256"?><rss version="2.0"><channel><title>الأخبار</title>
<link>http://akhbar.example/</link><item><title>البرلمان يصوت على القانون</title>
<link>http://akhbar.example/خبر/1</link><description>النص الكامل &amp;hellip;</description>
<pubDate>Fri, 27 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>""".encode(
    "cp1256", "xmlcharrefreplace"
)

PODCAST = """<rss version="2.0"><channel><title>Ondes</title><item><title>Émission</title>
<enclosure url="http://ondes.example/1.mp3" length="1" type="audio/mpeg"/></item></channel></rss>"""

BARE_AMPERSAND = """
<rss version="2.0"><channel><title>A & B</title><item><title>x & y &nbsp; z</title>
<link>http://amp.example/?a=1&b=2</link></item></channel></rss>"""

CUT_OFF = WORDPRESS[: WORDPRESS.index("<item><title><![CDATA[Un titre")] + "<item><title>Coup"

NO_IDS = """<rss version="2.0"><channel><title>Sans</title>
<item><title>Un</title><description>a</description></item><item><title>Deux</title><guid>{0}</guid></item>
<item><description>Un texte seul, sans titre ni adresse.</description></item></channel></rss>"""

ONE_LINK = """<rss version="2.0"><channel><title>Front</title>
<item><title>Un</title><link>http://front.example/</link></item>
<item><title>Deux</title><link>http://front.example/</link></item></channel></rss>"""

DATES = """<rss version="2.0"><channel><title>Dates</title>
<item><title>Futur</title><link>http://d.example/1</link>
<pubDate>Fri, 27 Nov 2099 08:00:00 GMT</pubDate></item>
<item><title>Rien</title><link>http://d.example/2</link><pubDate>bientôt</pubDate></item>
<item><title>Zéro</title><link>http://d.example/3</link><pubDate>0000-00-00 00:00:00</pubDate></item>
</channel></rss>"""

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><rss version='2.0'><channel><title>&j;</title><item><title>x&j;</title></item></channel></rss>"
)

EXTERNAL = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&a;</title><item><title>x&a;y</title></item></channel></rss>"""

RSS_092 = """<rss version="0.92"><channel><title>Ancien</title><link>http://ancien.example/</link>
<description>Une lettre</description><item><title>Le marché</title><description>&lt;b&gt;Au&lt;/b&gt; marché
</description><link>http://ancien.example/marche</link><source url="http://autre.example/">Autre</source></item>
</channel></rss>"""

ATOM_03 = """<?xml version="1.0" encoding="utf-8"?><feed version="0.3" xmlns="http://purl.org/atom/ns#">
<title>Trois</title><link rel="alternate" type="text/html" href="http://trois.example/"/>
<entry><title>Une note</title><link rel="alternate" type="text/html" href="http://trois.example/n"/>
<id>tag:n</id><issued>2026-11-27T08:00:00Z</issued><modified>2026-11-27T09:00:00Z</modified></entry></feed>"""

ARABIC_UTF8 = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>صحيفة الرباط</title>
<link>http://rabat.example/</link><language>ar-MA</language><item>
<title>\u200fالحكومة تعلن خطة جديدة للماء (Plan Eau) لسنة ٢٠٢٧</title>
<link>http://rabat.example/ar/1</link><guid isPermaLink="false">ar-1</guid>
<dc:creator>زينب العلوي</dc:creator>
<pubDate>Fri, 27 Nov 2026 07:00:00 +0100</pubDate><category>سياسة</category>
<description><![CDATA[<p dir="rtl">قال الوزير إن الخطة تشمل خمس جهات.</p>]]></description></item>
</channel></rss>"""

UTF16 = (
    '<?xml version="1.0" encoding="UTF-16"?><rss version="2.0"><channel><title>Seize</title><item>'
    "<title>Élèves à l’école</title><link>http://seize.example/1</link></item></channel></rss>"
).encode("utf-16")

WRONG_CODING = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Société</title><item>'
    "<title>Été à Fès</title><link>http://faux.example/1</link></item></channel></rss>"
).encode("latin-1")

BLANK_FIRST = (
    '\n\n  \ufeff<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Blanc</title><item>'
    "<title>Après des lignes vides</title><link>http://blanc.example/1</link></item></channel></rss>"
)

VIDEO = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"
 xmlns:media="http://search.yahoo.com/mrss/"><title>Chaîne</title><link href="http://film.example/"/>
<entry><id>v:1</id><title>Le port de Tanger</title><link rel="alternate" href="http://film.example/v/1"/>
<published>2026-11-27T06:00:00+00:00</published><media:group><media:title>Le port</media:title>
<media:content url="http://film.example/1.mp4" type="video/mp4"/>
<media:description>Un film.</media:description>
</media:group></entry></feed>"""

NAMES = (
    *(
        "WORDPRESS",
        "ATOM",
        "RDF",
        "RSS_091",
        "RSS_092",
        "ATOM_03",
        "JSON",
        "ARABIC",
        "ARABIC_UTF8",
        "PODCAST",
    ),
    *("VIDEO", "BARE_AMPERSAND", "CUT_OFF", "ONE_LINK", "DATES", "BOMB", "EXTERNAL", "UTF16"),
    *("WRONG_CODING", "BLANK_FIRST"),
)
"""Twenty of them, in every form there is, half of them broken; each can be followed."""

LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Connexion</title></head><body><form></form></body></html>"


def many(count: int) -> str:
    """A feed of so many pieces, the newest last."""
    days = (f"{1 + n % 28:02}" for n in range(count))
    items = (
        f"<item><title>Pièce {n}</title><link>http://many.example/{n}</link>"
        f"<pubDate>{day} Nov {2000 + n * 26 // count} 08:00:00 GMT</pubDate></item>"
        for n, day in enumerate(days)
    )
    return f'<rss version="2.0"><channel><title>Beaucoup</title>{"".join(items)}</channel></rss>'
