"""Pieces of hostile HTML and how they are mutated, for the tests of the sanitiser."""

from __future__ import annotations

import random

PAYLOADS = [
    "<script>alert(1)</script>",
    "<p>text <b>bold</b> <a href='https://a.example/x'>link</a></p>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<a href="&#1;javascript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHN2Zz4=">x</a>',
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><annotation-xml encoding='text/html'><script>1</script></annotation-xml></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe srcdoc='<script>1</script>'></iframe>",
    "<object data='file:///etc/passwd'></object><embed src='file:///etc/passwd'>",
    "<style>@import 'file:///etc/passwd'; p { background: url(http://t.example/x) }</style>",
    "<p style='background:url(file:///etc/passwd)'>x</p>",
    "<img src='file:///etc/passwd'><img src='\\\\host\\share\\x.png'><img src='//h.example/x.png'>",
    "<table background='http://t.example/x'><tr><td background='x'>a</td></tr></table>",
    "<base href='file:///'><link rel=stylesheet href='x.css'><meta http-equiv=refresh content='0;url=x'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<title><img src=x onerror=alert(1)></title>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<select><option><img src=x onerror=alert(1)></select>",
    "<!--[if IE]><script>1</script><![endif]--><![CDATA[<script>1</script>]]>",
    "<plaintext><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
    "<video poster='file:///x'><source src='x'></video><audio src='x'></audio>",
    "<figure><img src='https://a.example/p.png' alt='\"><script>1</script>'></figure>",
    "<ol start='1e99'><li>a<ul><li>b</ul></ol><td colspan='2147483647'>x</td>",
    "<a href='https://user:pass@a.example/'>x</a><a href='mailto:x@a.example'>y</a>",
    "<p dir='rtl' lang='ar'>نص <bdo dir='ltr'>\u202e</bdo></p>",
    "<a href='vbscript:x'>1</a><a href='qrc:/x'>2</a><a href='image://x/y'>3</a><a href=':/x'>4</a>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
]
GLUE = [
    *"<>\"'`=/&;\0\t\n\\",
    *("&#x", "&#0;", "--", "<!--", "-->", "<![CDATA[", "]]>", "javascript:", "file:///", "url(", "</"),
    *("<svg>", "<math>", "<style>", "</style>", "<title>", "<noscript>", "<template>", "<table>", "<select>"),
    *("<img src=", " onerror=", " style=", "\u2028", "\ufeff", "\u202e", "%00", "</p>", "<a href="),
]


def mutated(chance: random.Random) -> str:
    """A payload with one to six changes: cut, doubled, glued to another one, its case turned."""
    text = chance.choice(PAYLOADS)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(text))
        other = chance.choice(PAYLOADS)
        start = chance.randint(0, len(other))
        text = chance.choice(
            (
                text[:at] + chance.choice(GLUE) + text[at:],
                text[:at] + text[at + chance.randint(1, 8) :],
                text[:at] + other[start : start + chance.randint(1, 80)] + text[at:],
                text[:at] + text[at : at + 20] * 3 + text[at + 20 :],
                text[:at] + text[at:].swapcase(),
                text[:at] + chr(chance.randrange(1, 0xD7FF)) + text[at:],
            )
        )
    return text[:5000]
