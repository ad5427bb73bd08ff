"""Links: found in any text, read, cleaned of tracking, and compared."""

from __future__ import annotations

import functools
import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from reader.core.errors import ReaderError
from reader.saving.fetching.addresses import ends_in_number, ipv4_number
from reader.saving.fetching.hosts import ascii_labels, mapped
from reader.saving.fetching.tracking import is_tracking

_LOOKED_AT = 1_000_000  # characters of a dropped or pasted text
_LONGEST = 8_000  # characters of one link; browsers and servers stop at about as much
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_FOUND = re.compile(
    r"(?P<full>https?://[^\s<>\"'`\\^{|}\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069«»“”]{1,8000})"
    r"|(?<![\w@./:%=&?-])(?P<bare>(?:www\.|(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,6}[a-z]{2,24}(?=/))"
    r"[^\s<>\"'`\\^{|}\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069«»“”]{1,8000})",
    re.IGNORECASE,
)
_HOST_ALONE = re.compile(r"\A(?![^\s]*@)\S*(?:\w\.\w|:\d|://)\S*\Z")
"""A word alone is no address: it needs a dot, a port or a scheme."""
_TRAILING = ".,;:!?…'*_~،؛؟\u200c\u200d"  # joiners are letters of Persian names, but end none
_PAIRS = {")": "(", "]": "["}
_PATH_SAFE = "/%:@!$&'()*+,;=~-._[]"
_QUERY_SAFE = _PATH_SAFE + "?"
_MOBILE = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_ORDINARY = re.compile(r"(https?://([a-z0-9.-]{4,253})(/[A-Za-z0-9/._~-]*)?)(?:\?([A-Za-z0-9=&._~-]+))?")
"""Addresses that stay as they are, if their host is ordinary: nothing in them needs an escape."""
_ORDINARY_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}")
_VARIANT = re.compile(r"(?:/amp|/print|\.amp)(?=/?$|\.html?$)|/index\.|google\.|ampproject\.", re.I)
"""What an ordinary address may have all the same and its comparison key has not."""
_HOSTS = 512  # computers whose names are not worked out again: a feed's links lead to one or two


def find_links(text: str) -> list[str]:
    """The http(s) links in `text` (its first million characters): in order, each once, credentials dropped.

    Bare addresses count when they start with `www.` or have a path (`lebrief.ma/politique`); a text
    that is nothing but a host name counts too.
    """
    text = text[:_LOOKED_AT]
    if not any(mark in text for mark in (".", "://", ":")):
        return []  # no word of it can be an address
    found: dict[str, None] = {}
    for match in _FOUND.finditer(text):
        candidate = _trimmed(match.group("full") or match.group("bare"))
        try:
            found.setdefault(_parsed(candidate))
        except ReaderError:
            continue
    if not found and 3 < len(text.strip()) < 254 and _HOST_ALONE.search(text.strip()):
        try:
            found.setdefault(parse_link(text))
        except ReaderError:
            return []
    return list(found)


def parse_link(text: str) -> str:
    """One link as it will be asked for: credentials dropped, host in ASCII, path and query percent-encoded.

    Raises:
        ReaderError: `not-a-link`, or `unsupported-scheme` for anything but http and https.
    """
    stripped = text.strip().strip("<>\"'").strip()
    if not stripped or len(stripped) > _LONGEST:
        raise _no_link(text)
    if re.search(r"\s", stripped):
        return _only_link(stripped, text)
    return _parsed(stripped)


def clean_link(url: str) -> str:
    """`url` without its fragment and without the tracking parameters that `tracking.py` names."""
    parts = urlsplit(url)
    kept = [p for p in parts.query.split("&") if p and not is_tracking(unquote(p.partition("=")[0]))]
    query = parts.query if len(kept) == len(parts.query.split("&")) else "&".join(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def comparison_key(url: str) -> str:
    """What two addresses of the same article share: no scheme, no `www.`, no AMP, mobile or print form."""
    if (ordinary := _ordinary(url)) is not None:
        return ordinary[1]
    try:
        parts = urlsplit(clean_link(_parsed(_amp_source(url))))
    except (ReaderError, ValueError):
        return url
    host = _MOBILE.sub("", parts.netloc.lower())
    path = re.sub(
        r"(?:/amp|/print|\.amp)(?=/?$|\.html?$)", "", _normal_escapes(parts.path), flags=re.IGNORECASE
    )
    path = re.sub(r"/(?:index\.(?:html?|php))?$", "", path)
    query = "&".join(sorted(p for p in _normal_escapes(parts.query).split("&") if p and not _variant(p)))
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def link_and_key(text: str) -> tuple[str, str]:
    """What `parse_link` and `comparison_key` give, at a tenth of the time for an address without surprises.

    Raises:
        ReaderError: as `parse_link`.
    """
    ordinary = _ordinary(text)
    if ordinary is None:
        link = parse_link(text)
        return link, comparison_key(link)
    match, key = ordinary
    return (text if match[3] else f"{match[1]}/{text[match.end(1) :]}"), key


def _ordinary(text: str) -> tuple[re.Match[str], str] | None:
    """Parts and key of an address that has nothing to be escaped, undone or left out but in its query."""
    match = _ORDINARY.fullmatch(text)
    if match is None or len(text) > _LONGEST:
        return None
    _, host, path, query = match.groups("")
    key = _ordinary_host(host)
    if not key or (_may_be_variant(text.lower()) and _VARIANT.search(match[1])):
        return None
    key += path.removesuffix("/")
    if query:
        kept = [p for p in query.split("&") if p and not is_tracking(p.partition("=")[0]) and not _variant(p)]
        key = f"{key}?{'&'.join(sorted(kept))}" if kept else key
    return match, key


def _may_be_variant(lowered: str) -> bool:
    """Whether there is anything of what `_VARIANT` matches, asked in a tenth of the time of its search."""
    return (
        "/amp" in lowered
        or ".amp" in lowered
        or "/print" in lowered
        or "/index." in lowered
        or "google." in lowered
        or "ampproject." in lowered
    )


@functools.lru_cache(maxsize=_HOSTS)
def _ordinary_host(host: str) -> str:
    """A host as comparison keys have it; "" for one that is not ordinary."""
    if "xn--" in host or not _ORDINARY_HOST.fullmatch(host):
        return ""
    start = _MOBILE.match(host)
    return host[start.end() :] if start is not None else host


def host_of(url: str) -> str:
    """The host name of a link, for messages; empty when it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@functools.lru_cache(maxsize=1024)  # a page has many links and few hosts
def can_be_host(host: str) -> bool:
    """Whether a host name, as `urlsplit` gives it, can be one: its labels are what the domain names allow.

    Qt makes the empty address of a link whose host is none, and asks for that.
    """
    if ":" in host:
        try:
            return bool(ipaddress.IPv6Address(host))
        except ValueError:
            return False
    try:
        labels = ascii_labels(host)
    except ValueError:
        return False
    shown = mapped(host)
    if any(unicodedata.category(sign) == "Cn" for sign in host + shown):
        return False  # signs that idna's Unicode knows and an older one does not, which Qt may have
    pairs = zip(shown.split("."), labels, strict=False)
    return not any(_has_hyphens(label, encoded, host.isascii()) for label, encoded in pairs)


def same_site(first: str, second: str) -> bool:
    """Whether two links belong to one site: the same registered domain."""
    one, two = host_of(first), host_of(second)
    if one != two:  # of one host, as most often, the list of public suffixes need not be read
        one, two = site_of(one), site_of(two)
    return one == two and bool(one.strip("."))


def site_of(host: str) -> str:
    """The part of a host name that one owner registered, by the list of public suffixes.

    Of a name whose ending nobody registers (a network's own) it is the last two labels, of an address itself.
    """
    host = host.lower().rstrip(".")
    try:
        ipaddress.ip_address(host.strip("[]"))
        return host
    except ValueError:
        pass
    from tld import get_fld  # read when first needed: the list takes 50 ms

    registered = get_fld(host, fix_protocol=True, fail_silently=True)
    return registered or ".".join(host.split(".")[-2:])


def _only_link(stripped: str, original: str) -> str:
    joined = re.sub(r"[\t\r\n]+", "", stripped)
    if not re.search(r"\s", joined) and joined.lower().startswith(("http://", "https://")):
        return _parsed(joined)
    found = find_links(stripped)
    if len(found) != 1:
        raise _no_link(original)
    return found[0]


def _parsed(text: str) -> str:
    scheme = _SCHEME.match(text)
    bare = False
    if scheme is None or re.match(r"[\w.-]+:\d{1,5}(?:[/?#]|$)", text):
        bare = not text.startswith("//")
        text = text.removeprefix("//")
        text = f"{'http' if _is_local(text) else 'https'}://{text}"
        scheme = _SCHEME.match(text)
    if scheme is None or scheme.group(1).lower() not in ("http", "https"):
        raise ReaderError("unsupported-scheme", f"scheme {scheme.group(1)[:20] if scheme else ''}")
    rest = text[scheme.end() :]
    if not rest.startswith("//") or re.match(r"//[/\\]", rest) or "\\" in rest.partition("?")[0]:
        raise _no_link(text)
    try:
        parts = urlsplit(scheme.group(1).lower() + ":" + rest)
        port = parts.port
        hostname = parts.hostname or ""
    except ValueError as error:
        raise _no_link(text) from error
    if port == 0:
        raise _no_link(text)
    return urlunsplit(_normal_parts(parts, _ascii_host(hostname, text, bare), port))


def _normal_parts(parts: SplitResult, host: str, port: int | None) -> tuple[str, str, str, str, str]:
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme]:
        netloc += f":{port}"
    path = quote(_bare_percent(parts.path), safe=_PATH_SAFE) or "/"
    query = quote(_bare_percent(parts.query), safe=_QUERY_SAFE)
    return parts.scheme, netloc, path, query, quote(_bare_percent(parts.fragment), safe=_QUERY_SAFE)


def _bare_percent(text: str) -> str:
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text.encode("utf-8", "replace").decode("utf-8"))


def _ascii_host(host: str, text: str, bare: bool) -> str:
    try:
        encoded, is_word = _encoded_host(host)
    except ValueError as error:
        raise _no_link(text) from error
    if bare and is_word:
        raise _no_link(text)
    return encoded


@functools.lru_cache(_HOSTS)
def _encoded_host(host: str) -> tuple[str, bool]:
    """A host in ASCII, every spelling that a browser takes for a number as that number, and whether it is
    a single word, which need not be meant as a host.

    Raises:
        ValueError: it is none.
    """
    if ":" in host:
        return ipaddress.IPv6Address(host.partition("%")[0]).compressed, False
    labels = ascii_labels(unquote(host))
    name = ".".join(labels)
    is_word = len(labels) == 1 and name != "localhost"
    return str(ipv4_number(name)) if ends_in_number(labels[-1]) else name, is_word


def _has_hyphens(label: str, encoded: str, plain: bool) -> bool:
    """A hyphen at an end, or where the mark of an encoded label stands, in a host that is to be encoded."""
    marked = label[2:4] == "--" and not plain and label != encoded
    return label.startswith("-") or label.endswith("-") or marked


def _is_local(text: str) -> bool:
    host = re.split(r"[/:?#]", text, maxsplit=1)[0].lower()
    return host == "localhost" or bool(re.fullmatch(r"[\d.]+", host))


def _trimmed(candidate: str) -> str:
    while candidate:
        last = candidate[-1]
        if last in _TRAILING or (last in _PAIRS and candidate.count(last) > candidate.count(_PAIRS[last])):
            candidate = candidate[:-1]
        else:
            break
    return candidate


def _amp_source(url: str) -> str:
    match = re.match(r"https?://(?:www\.)?google\.[a-z.]+/amp/(s/)?(.+)", url) or re.match(
        r"https?://[\w-]+\.cdn\.ampproject\.org/[cv]/(s/)?(.+)", url
    )
    return f"http{'s' if match.group(1) else ''}://{match.group(2)}" if match else url


def _variant(parameter: str) -> bool:
    name, _, value = parameter.lower().partition("=")
    return name == "amp" or (name in ("outputtype", "output", "view", "format") and value in ("amp", "print"))


def _normal_escapes(text: str) -> str:
    return quote(
        unquote(text, errors="surrogateescape"), safe=_QUERY_SAFE.replace("%", ""), errors="surrogateescape"
    )


def _no_link(text: str) -> ReaderError:
    shown = "".join(c for c in text.strip() if unicodedata.category(c)[0] != "C")
    return ReaderError("not-a-link", text=shown[:60] + ("…" if len(shown) > 60 else ""))
