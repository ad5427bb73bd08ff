"""Host names as browsers write them for the domain name system: letters of every script in ASCII.

The URL standard maps a name by Unicode's table for domain names (UTS 46) and writes each label in
Punycode. That is neither what Python's own codec does (of 2003: `faß.de` would be `fass.de`) nor what
names that are sold today must obey (no emoji), but it is what a link leads to in a browser.
"""

from __future__ import annotations

import re

_DOT = "."
_JOINERS = "\u200c\u200d"
_PREFIX = "xn--"
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_LONGEST = 253


def ascii_labels(host: str) -> list[str]:
    """The labels of a host name, in ASCII and small letters; a dot at its end says nothing.

    Raises:
        ValueError: it can be none: a sign that no name has, an empty label, one that is too long.
    """
    labels = [_in_ascii(label) for label in mapped(host).removesuffix(_DOT).split(_DOT)]
    if not all(_LABEL.match(label) for label in labels) or len(_DOT.join(labels)) > _LONGEST:
        raise ValueError("no host name")
    return labels


def mapped(host: str) -> str:
    """A host name with each sign as the table has it: small, composed, what is not seen left out.

    Raises:
        ValueError: a sign is in it that no name has.
    """
    if host.isascii():
        return host.lower()
    import idna  # its tables are read when first needed

    return idna.uts46_remap(host, std3_rules=False)


def _in_ascii(label: str) -> str:
    if label.startswith(_PREFIX):
        _check_encoded(label)
        return label
    if label.isascii():
        return label
    _check(label)
    return _PREFIX + label.encode("punycode").decode("ascii")


def _check_encoded(label: str) -> None:
    """What a label in Punycode stands for must be what the same letters would be written as."""
    shown = label[len(_PREFIX) :].encode("ascii").decode("punycode")
    if shown.isascii() or mapped(shown) != shown or shown.encode("punycode").decode("ascii") != label[4:]:
        raise ValueError("no label")
    _check(shown)


def _check(label: str) -> None:
    """A label begins with no sign that combines, and joins letters only where their script does."""
    import idna

    idna.check_initial_combiner(label)
    if not all(idna.valid_contextj(label, at) for at, letter in enumerate(label) if letter in _JOINERS):
        raise ValueError("a joiner between letters that are not joined")
