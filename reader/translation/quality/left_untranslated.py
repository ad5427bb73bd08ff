"""Words of a sentence that were left in its language: several in a row stand in the translation just so."""

from __future__ import annotations

import re

from reader.translation.quality.language_facts import FUNCTION_WORDS
from reader.translation.quality.left_in_latin import is_called_so
from reader.translation.quality.vocabulary import is_common, is_listed
from reader.translation.quality.word_lists import word_list

_RUN = re.compile(r"(?<![\w-])(?:[a-zà-ÿœ'’]+ ){2,}[a-zà-ÿœ'’]+(?![\w-])")
_QUOTED = re.compile(r"«([^»]*)»|[“”\"]([^“”\"]*)[”“\"]")
_SET_APART = re.compile(r"\([^()\u0600-\u06ff]*\)|«[^«»]*»|[“”\"][^“”\"]*[”“\"]")
"""What is quoted, or stands in brackets in Latin letters alone: a term's original."""


def copied_run(source: str, target: str, languages: tuple[str, str]) -> str:
    """Three lower-case words in a row that stand in the source just so, most of them of its language.

    What is quoted in the source may stay, and in Arabic what is set apart from the text around it.

    Args:
        source: the sentence.
        target: its translation, without addresses.
        languages: codes of the two.

    Returns:
        the words; empty when there are none.
    """
    if languages[1] == "ar":
        target = _SET_APART.sub(" / ", target)
    quoted = " ".join(filter(None, (part for pair in _QUOTED.findall(source) for part in pair)))
    for match in _RUN.finditer(target):
        stretch = match[0].split()
        for start in range(len(stretch) - 2):
            three = stretch[start : start + 3]
            run = " ".join(three)
            if run not in source or run in quoted:
                continue
            end = "" if run[-1] in "'’" else r"(?!\w)"  # "ministère de l’" goes on without a space
            if not re.search(rf"(?<!\w){re.escape(run)}{end}", source) or not _was_left(three, languages):
                continue
            if languages[1] != "ar" or not is_called_so(three[0], source, languages[0]):  # "aptitude why vim"
                return run
    return ""


def _was_left(three: list[str], languages: tuple[str, str]) -> bool:
    """Whether words of the source that stand in a translation belong to the source's language."""
    original, language = languages
    small = sum(_is_small(word, original) for word in three)
    if language == "ar":
        common = sum(is_common(word, original) and not _is_small(word, original) for word in three)
        return small > 0 and small + common > 1 and three[0] != three[2]  # "point to point" is a term
    known = sum(is_listed(word, language) and not _is_small(word, original) for word in three)
    given = sum(
        not word.isascii() or is_common(word, original) or _is_small(word, original) for word in three
    )
    return known < given > 1


def _is_small(word: str, language: str) -> bool:
    if language == "en":
        return word in FUNCTION_WORDS["en"] or word in word_list("no_prose")["small_words"].split()
    return word in FUNCTION_WORDS.get(language, frozenset())
