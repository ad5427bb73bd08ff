"""The signs of a translated sentence put right: its end like the source's, none doubled, Arabic's own."""

from __future__ import annotations

import re

from reader.translation.quality.addresses import ADDRESSES
from reader.translation.quality.health import end_mark

_CLOSERS = "”\"’'›»)]} \u00a0\u202f\u2069"
_END_SIGNS = ".!?؟…۔:;؛،,"
_ARABIC = {"?": "؟", ";": "؛", ",": "،"}
_ARABIC_BEFORE = re.compile(r"(?<=[\u0600-\u06ff])(\s?)([?,;])(?!\d)")


def fixed_punctuation(source: str, target: str, language: str) -> str:
    """`target` with its end sign as in `source`, doubled signs made one, and Arabic signs in Arabic."""
    text = _undoubled(target) if "?!" not in source and "!!" not in source else target
    if language == "ar":
        text = _ARABIC_BEFORE.sub(lambda m: m[1] + _ARABIC[m[2]], text)
    wanted = end_mark(source)
    if end_mark(text) != wanted and wanted not in (":", ";"):
        text = _with_end(text, wanted, language)
    return text


def _undoubled(text: str) -> str:
    text = re.sub(r"[؟?](?:\s*[؟?.])+", lambda m: "؟" if "؟" in m[0] else "?", text)
    text = re.sub(r"\.\s*([؟?])", r"\1", text)
    text = re.sub(r"(?<!\.)\.(?:\s*\.)(?!\s*\.)", ".", text)
    text = re.sub(r"([،,])\s*[،,]+", r"\1", text)
    text = re.sub(r"[،,]\s*([.؟?])", r"\1", text)
    return re.sub(r"([!؛])\1+", r"\1", text)


def _with_end(text: str, wanted: str, language: str) -> str:
    bare = text.rstrip(_CLOSERS)
    closers = text[len(bare) :].rstrip()
    if not ADDRESSES.search(bare[-60:]) or bare[-1:] in _END_SIGNS:
        while bare and bare[-1] in _END_SIGNS:
            bare = bare[:-1].rstrip()
        if wanted == "…":  # which models write as a dash
            bare = bare.rstrip("-–— ")
    sign = _ARABIC.get(wanted, wanted) if language == "ar" else wanted
    return f"{bare}{sign}{closers}"
