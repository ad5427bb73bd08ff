"""Videos, posts and players that a page embeds: kept as a link to where they live."""

from __future__ import annotations

import functools
import re
from urllib.parse import parse_qs, urlsplit

from reader.saving.page.elements import Element, tag_of
from reader.saving.page.sanitize import safe_link

_HTTP = frozenset(("http", "https"))
_HOSTS = re.compile(
    r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|dai\.ly|"
    r"twitch\.tv|ted\.com|"
    r"twitter\.com|x\.com|instagram\.com|facebook\.com|tiktok\.com|threads\.net|bsky\.app|mastodon\.social|"
    r"soundcloud\.com|spotify\.com|deezer\.com|podcasts\.apple\.com|acast\.com|ausha\.co|audiomeans\.fr|"
    r"simplecast\.com|megaphone\.fm|libsyn\.com|buzzsprout\.com|radiofrance\.fr|ina\.fr|"
    r"arte\.tv|ultimedia\.com|"
    r"digiteka\.(?:net|com)|jwplayer\.com|jwplatform\.com|brightcove\.net|kaltura\.com|wistia\.(?:com|net)|"
    r"rumble\.com|odysee\.com|streamable\.com|imgur\.com|giphy\.com|reddit\.com|redditmedia\.com|"
    r"datawrapper\.(?:de|dwcdn\.net)|dwcdn\.net|flourish\.studio|infogram\.com|observablehq\.com|"
    r"google\.com|openstreetmap\.org|mapbox\.com|arcgis\.com|documentcloud\.org|scribd\.com|slideshare\.net|"
    r"issuu\.com|genial\.ly|canva\.com|codepen\.io|jsfiddle\.net|archive\.org|bbc\.co\.uk|"
    r"france\.tv|rutube\.ru|vk\.com)$"
)
_POSTS = re.compile(
    r"twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|fb-video|bluesky-embed|"
    r"mastodon-embed|reddit-embed|threads-post|text-post-media"
)
_BOXES = frozenset(("blockquote", "div", "section"))
_ADVERT = re.compile(
    r"doubleclick|googlesyndication|/ads?[/.?]|adserver|amazon-adsystem|"
    r"facebook\.com/plugins/(?:like|share|follow|page)|/gtm|googletagmanager|recaptcha|"
    r"newsletter|platform\.twitter\.com/widgets/(?:tweet_button|follow)"
)


def embed_of(element: Element, base_url: str) -> str:
    """The address an element embeds; empty when nothing worth keeping."""
    tag = tag_of(element)
    found = ""
    if tag in _BOXES:
        return _post(element, base_url) if _is_called_post(element.get("class") or "") else ""
    if tag in ("iframe", "amp-iframe"):
        found = _framed(element, base_url)
    elif tag in ("video", "audio"):
        found = _media(element, base_url)
    elif tag in ("amp-youtube", "lite-youtube"):
        name = element.get("data-videoid") or element.get("videoid") or ""
        found = f"https://www.youtube.com/watch?v={name}" if re.fullmatch(r"[\w-]{6,20}", name) else ""
    return found


@functools.lru_cache(maxsize=8192)  # a page has few distinct class names
def _is_called_post(classes: str) -> bool:
    return _POSTS.search(classes) is not None


def _framed(element: Element, base_url: str) -> str:
    for name in ("src", "data-src", "data-lazy-src", "data-original", "data-url", "data-runner-src"):
        address = safe_link(element.get(name) or "", base_url, _HTTP)
        if (
            address
            and not _ADVERT.search(address)
            and _HOSTS.search((urlsplit(address).hostname or "").lower())
        ):
            return _of_plugin(address)
    return ""


def _of_plugin(address: str) -> str:
    """The post or video that Facebook's plugin frame shows; other addresses as they are."""
    parts = urlsplit(address)
    if (parts.hostname or "").endswith("facebook.com") and parts.path.startswith("/plugins/"):
        shown = safe_link(parse_qs(parts.query).get("href", [""])[0], "", _HTTP)
        return shown or address
    return address


def _media(element: Element, base_url: str) -> str:
    sources = [element, *element.iter("source")]
    for source in sources:
        address = safe_link(source.get("src") or source.get("data-src") or "", base_url, _HTTP)
        if address:
            return address
    return ""


def _post(element: Element, base_url: str) -> str:
    for name in (
        "data-instgrm-permalink",
        "cite",
        "data-href",
        "data-bluesky-uri",
        "data-text-post-permalink",
    ):
        address = safe_link(element.get(name) or "", "", _HTTP)
        if address:
            return address
    links = [safe_link(a.get("href") or "", base_url, _HTTP) for a in element.iter("a")]
    posts = [a for a in links if re.search(r"/status/\d+|/p/[\w-]+|/video/\d+|/posts?/|/permalink|/reel/", a)]
    return posts[-1] if posts else ""
