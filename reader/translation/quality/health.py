"""Is a translated sentence sound? Checks that need no model: each looks for one kind of fault.

They are tuned to leave good sentences alone: what may legitimately differ (a number written out, a
place that each language spells in its own way, an inflected name) is no fault. `repair` takes it from
there.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from reader.core.alignment import uncovered, words
from reader.translation.quality.addresses import lost_addresses, without_addresses
from reader.translation.quality.figures import changed_figures
from reader.translation.quality.language_facts import FUNCTION_WORDS, NUMBER_WORDS, SHARED_WORDS
from reader.translation.quality.left_in_latin import latin_words, without_prefixes
from reader.translation.quality.left_untranslated import copied_run
from reader.translation.quality.lost_end import lost_end, measured
from reader.translation.quality.names import lost_names
from reader.translation.quality.negation import lost_negation
from reader.translation.quality.repeated_words import LONGEST, folded_words, longest_run
from reader.translation.quality.vocabulary import has_words, is_common, is_listed

EMPTY, UNTRANSLATED, REPEATED, SHORT, LONG = "empty", "untranslated", "repeated", "short", "long"
NUMBER, NAME, ADDRESS, PUNCTUATION, SCRIPT, TERM, NEGATION = (
    "number",
    "name",
    "address",
    "punctuation",
    "script",
    "term",
    "negation",
)

SEVERITY = {
    EMPTY: 100,
    UNTRANSLATED: 20,
    REPEATED: 20,
    SHORT: 15,
    LONG: 15,
    ADDRESS: 8,
    TERM: 8,
    NEGATION: 10,
    NUMBER: 6,
    NAME: 4,
    SCRIPT: 4,
    PUNCTUATION: 1,
}
"""How bad a fault is, to choose between two tries."""

_ENDS = {".": ".", "!": "!", "?": "?", "؟": "?", "…": "…", "۔": ".", ":": ":", "؛": ";", ";": ";"}
_CLOSERS = "”\"’'›»)]} \u00a0\u202f\u2069\u200f\u200e"
_DOUBLED = re.compile(
    r"[؟?]{2,}|[؟?]\s*\.|\.\s*[؟?]|(?<!\.)\.\.(?!\.)|[،,]{2,}|[،,]\s*[.؟?]|\.\s+\.|!{2,}|؛{2,}"
)
_QUOTED_END = re.compile(r"([?؟!…])\s?[»”\"]\s?\.$")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_RUN_TOGETHER = re.compile(r"[\u0621-\u064a]{2,}([A-Za-z]{3,})|([A-Za-z]{3,})[\u0621-\u064a]{2,}")
_OTHER = re.compile(
    r"[\u0370-\u052f\u0590-\u05ff\u0900-\u0dff\u0e00-\u0eff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
)
_GARBAGE = re.compile(r"\ufffd|⁇|▁|<unk>|</s>|<s>|[\ue000-\uf8ff]")
_RATIO = {("fr", "en"): 0.9, ("en", "ar"): 0.84, ("fr", "ar"): 0.76, ("en", "fr"): 1.12}
_SETS_APART = re.compile(r"[()\[\]<>→]")
_SETS_APART_AND_CLAUSES = re.compile(r"[()\[\]<>→,;:،؛]")
_JOINS = re.compile(r"(?<=\w)[/.-](?=\w)|(?<!\w)-{1,2}(?=\w)")
_ONE_BY_ONE = re.compile(r"(?<!\w)(\w+) (?:by|after|to|par|après|à|pour) \1(?!\w)", re.IGNORECASE)
_AND_TWICE = re.compile(r"(?<!\w)(و[\u0621-\u064a]{3,}) \1 (?!\1)")
"""Two things of a list in Arabic of which the second has an adjective: "dashes and low dashes"."""
_LIST = re.compile(r",.*(?:,|\b(?:and|or|et|ou)\b)", re.IGNORECASE | re.DOTALL)
_SHORTEST_MEASURED = 60
_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{3,5}(?![\w-])")
_LETTERS_OF_AN_INITIAL = 8  # of the word that it stands for, and of the small words around it
_USUAL_SHARES = ((75, 0.55), (190, 0.6))
"""Letters of a source, and the least share of its usual length."""
_ACROSS_A_SIGN = 3  # words that a person may say twice in a row with a comma between
_MOST_LATIN = 0.5  # share of letters from which an Arabic sentence was left as it is
_OVERUSED = 3  # times that a person says a long word in a sentence whose source does not, unless it is short
_STEM = 4  # letters by which two forms of a word are told to be one
_MOST_UNCOVERED = 4  # source words in a row that nothing stands for


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `kind` is one of `SEVERITY`, `detail` what it was seen by (never logged)."""

    kind: str
    detail: str = ""

    @property
    def slight(self) -> bool:
        """Whether it is one of style, which misleads no reader: a lost full stop, a Latin comma in Arabic.

        Where it can be put right it is; nobody is told of one that cannot. A question that became none, or
        the other way round, says something else.
        """
        return self.kind == PUNCTUATION and "?" not in self.detail.replace("؟", "?")


def check(
    source: str,
    target: str,
    languages: tuple[str, str],
    alignment: str = "",
    wanted: Collection[str] = (),
    pivot: str = "",
    attended: str = "",
) -> list[Fault]:
    """The faults of `target` as a translation of `source`, the worst first.

    Names and figures are compared only between languages whose ways with them are known: "segunda-feira"
    is no name that was lost, and "2,5" not 25.

    Args:
        source: the sentence.
        target: its translation.
        languages: codes of the two.
        alignment: links between their words, when the model gave them.
        wanted: texts that the translation must hold (the glossary's).
        pivot: the code of the language in between, whose words may have been left.
        attended: those links alone by which what was left out is seen, where they differ.
    """
    if not any(c.isalpha() for c in target):
        return [Fault(EMPTY)] if any(c.isalpha() for c in without_addresses(source, "")) else []
    bases = (_base(languages[0]), _base(languages[1]))
    known = NUMBER_WORDS.keys() >= {*bases}
    found = [
        *_untranslated(source, target, bases, pivot),
        *_repeated(source, target),
        *_length(source, target, bases, attended or alignment),
        *_addresses(source, target, bases),
        *(Fault(TERM, term) for term in wanted if term.casefold() not in target.casefold()),
        *(Fault(NUMBER, figure) for figure in (changed_figures(source, target, bases) if known else ())),
        *(
            fault
            for fault in _names(source, target, bases, alignment)
            if known and fault.detail not in wanted
        ),
        *_negation(source, target, bases),
        *_scripts(source, target, bases),
        *_punctuation(source, target, bases[1]),
    ]
    kinds: dict[str, Fault] = {}
    for fault in found:
        kinds.setdefault(fault.kind, fault)
    return sorted(kinds.values(), key=lambda fault: -SEVERITY[fault.kind])


def severity(faults: Collection[Fault]) -> int:
    """How bad faults are together."""
    return sum(SEVERITY[fault.kind] for fault in faults)


def end_mark(text: str) -> str:
    """The sign that ends a sentence, in its Latin form; empty when none does."""
    bare = without_addresses(text, "x").rstrip(_CLOSERS) if text.rstrip()[-1:] not in "/" else text
    return "…" if bare.endswith("...") else _ENDS.get(bare[-1:], "")


def _base(code: str) -> str:
    return code.replace("_", "-").split("-")[0].lower()


def _lower_words(text: str) -> list[str]:
    return [
        w for w in re.findall(r"[^\W\d_]+", without_addresses(text, " ").replace("’", "'")) if w.islower()
    ]


def _untranslated(source: str, target: str, languages: tuple[str, str], pivot: str) -> list[Fault]:
    if languages[1] == "ar":
        return _left_in_latin(source, target, languages[0])
    if source.isupper():  # a headline in capitals: its words tell as much in small letters
        source, target = source.lower(), target.lower()
    own = FUNCTION_WORDS.get(languages[1], frozenset()) | SHARED_WORDS
    for code in (languages[0], pivot):
        foreign = FUNCTION_WORDS.get(code, frozenset()) - own
        seen = [w for w in _lower_words(target) if w in foreign and len(w) > 1]
        if len(seen) >= 2 and len(seen) >= 0.08 * len(_lower_words(target)):
            return [Fault(UNTRANSLATED, " ".join(seen[:3]))]
    originals = _lower_words(source)
    shared = [w for w in _lower_words(target) if len(w) > 3 and w in originals]
    kept = [w for w in shared if not is_listed(w, languages[1])]
    long_words = [w for w in originals if len(w) > 3]
    named = not has_words(languages[0]) or any(is_common(word, languages[0]) for word in kept)
    # else they are names of programs and the like
    if len(set(kept)) >= 2 and named and len(shared) >= 3 and len(shared) >= 0.6 * len(long_words):
        return [Fault(UNTRANSLATED, " ".join(kept[:3]))]
    return [Fault(UNTRANSLATED, run)] if (run := copied_run(source, target, languages)) else []


def _left_in_latin(source: str, target: str, language: str) -> list[Fault]:
    """Arabic that still holds Latin words which do not belong there."""
    bare = without_addresses(target, " ")
    found = latin_words(source, bare, language)
    if found is None:
        return []
    if run := copied_run(source, bare, (language, "ar")):
        return [Fault(UNTRANSLATED, run)]
    if found.share > _MOST_LATIN:
        return [Fault(UNTRANSLATED, target[:20])]
    kept = set(re.findall(r"[^\W\d_]+", source.lower()))
    if len(found.ordinary) >= 2 or any(word in kept for word in found.ordinary):
        return [Fault(UNTRANSLATED, found.ordinary[0])]
    return [Fault(SCRIPT, found.strange[0])] if found.strange else []


def _repeated(source: str, target: str) -> list[Fault]:
    match = re.search(r"([^\W\d_])\1{4,}", target)
    if match and match[0] not in source:
        return [Fault(REPEATED, match[0][:5])]
    tokens, original = _said_in_a_row(target), _said_in_a_row(source)
    pairs = _said_in_a_row(target, _SETS_APART_AND_CLAUSES)
    one_by_one = _ONE_BY_ONE.search(source) or _ONE_BY_ONE.search(target)  # "packet by packet": "رزمة رزمة"
    for size in range(1, LONGEST + 1):
        run = longest_run(tokens, size)
        by_sign = size <= _ACROSS_A_SIGN and longest_run(pairs, size) < 2
        listed = size == 1 and _AND_TWICE.search(target) and _LIST.search(source)
        twice = run == 2 and ((one_by_one and size <= 2) or by_sign or listed)
        if run >= 2 and not twice and run > longest_run(original, size):
            return [Fault(REPEATED, " ".join(tokens[:3]))]
    tokens, original = folded_words(target), folded_words(source)
    counts, allowed = _most_common(tokens, 3), _most_common(original, 3)
    if counts >= 3 and counts > allowed + 1:
        return [Fault(REPEATED, "three words")]
    if _said_again_soon(tokens, 5) and _most_common(original, 3) < 2:
        return [Fault(REPEATED, "five words")]
    return [Fault(REPEATED, "one word")] if _overused(tokens, original) else []


def _said_in_a_row(text: str, apart: re.Pattern[str] = _SETS_APART) -> list[str]:
    """The words of a text, each sign that sets something apart standing between two as a word of its own.

    "synaptic (“Synaptic Package Manager”)", `/etc/ldap/ldap.conf` and `-name name` say nothing twice, nor,
    where commas are among the signs, does "into the shell, the shell searches".
    """
    numbers = itertools.count()
    return folded_words(apart.sub(lambda _match: f" _{next(numbers)} ", _JOINS.sub("_", text)))


def _most_common(tokens: list[str], size: int) -> int:
    counts: dict[tuple[str, ...], int] = {}
    for start in range(len(tokens) - size + 1):
        gram = tuple(tokens[start : start + size])
        counts[gram] = counts.get(gram, 0) + 1
    return max(counts.values(), default=0)


def _said_again_soon(tokens: list[str], size: int) -> bool:
    """Whether as many words come back with fewer others between; a person may name a thing
    twice in a sentence, a model that has lost its way goes round."""
    last: dict[tuple[str, ...], int] = {}
    for start in range(len(tokens) - size + 1):
        gram = tuple(tokens[start : start + size])
        if gram in last and start - last[gram] < 2 * size:
            return True
        last[gram] = start
    return False


def _overused(tokens: list[str], original: list[str]) -> bool:
    """A long word that comes back far more often than any does in the source."""
    repeats = {w: tokens.count(w) for w in set(tokens) if len(w) > 4}
    stems = [w[:_STEM] for word in original for w in word.split("_") if len(w) >= _STEM]
    most = max((stems.count(stem) for stem in set(stems)), default=0)  # "data", "file" and "files" count too
    worst = max(repeats.values(), default=0)
    share = 0.12 if worst > _OVERUSED else 0.2
    return worst >= _OVERUSED and worst > most + 1 and worst > share * len(tokens)


def _length(source: str, target: str, languages: tuple[str, str], alignment: str) -> list[Fault]:
    ratio = _RATIO.get(languages, 1.0)
    expected, real = ratio * len(source), len(target)
    if real > 1.5 * expected + 25:
        return [Fault(LONG, f"{real} for {len(source)}")]
    real += _said_in_letters(source, target)
    if real < 0.45 * expected - 4:
        return [Fault(SHORT, f"{real} for {len(source)}")]
    if not alignment:
        return [Fault(SHORT, f"{real}")] if _is_cut(source, target, languages, real) else []
    runs = uncovered(source, alignment)
    longest = max(map(len, runs), default=0)
    count = len([1 for start, _ in words(source) if source[start].isalnum()])
    if longest > _MOST_UNCOVERED and longest > 0.15 * count and real < 0.92 * expected:
        return [Fault(SHORT, f"{longest} words left out")]
    last = runs[-1] if runs else []
    at_end = bool(last) and last[-1] >= len(words(source)) - 2
    if at_end and len(last) >= 3 and len(last) > 0.12 * count and real < 0.88 * expected:
        return [Fault(SHORT, f"{len(last)} words cut off")]
    return []


def _said_in_letters(source: str, target: str) -> int:
    """The letters that abbreviations of the target save: "OCR" for "reconnaissance optique de caractères"."""
    here, there = set(_ABBREVIATION.findall(source)), set(_ABBREVIATION.findall(target))
    new = sum(len(word) for word in there if word not in source)
    others = sum(len(word) for word in here - there)  # "FMI" is as short as the "IMF" that stands for it
    return _LETTERS_OF_AN_INITIAL * max(0, new - others)


def _is_cut(source: str, target: str, languages: tuple[str, str], real: int) -> bool:
    """Whether a translation of which no model tells what it left out lacks its end; `real` is its length.

    Short sentences are said in few words more often than long ones. Below 60 letters it tells nothing.
    """
    if len(source) <= _SHORTEST_MEASURED:
        return False
    if measured(languages):
        return lost_end(source, target, languages, real - len(target))
    (first, least), (last, most) = _USUAL_SHARES
    share = least + (most - least) * min(1.0, max(0.0, (len(source) - first) / (last - first)))
    return real < share * _RATIO.get(languages, 1.0) * len(source)


def _addresses(source: str, target: str, languages: tuple[str, str]) -> list[Fault]:
    return [Fault(ADDRESS, address) for address in lost_addresses(source, target, languages)]


def _negation(source: str, target: str, languages: tuple[str, str]) -> list[Fault]:
    lost = lost_negation(source, target, languages)
    return [Fault(NEGATION, lost)] if lost else []


def _names(source: str, target: str, languages: tuple[str, str], alignment: str) -> list[Fault]:
    return [Fault(NAME, name) for name in lost_names(source, target, languages, alignment)]


def _scripts(source: str, target: str, languages: tuple[str, str]) -> list[Fault]:
    garbage = [g for g in _GARBAGE.findall(target) if g not in source]
    if garbage:
        return [Fault(SCRIPT, garbage[0])]
    mixed = [
        w
        for w in re.findall(r"[^\W\d_]+", without_prefixes(target))
        if _LATIN.search(w) and (_ARABIC.search(w) or _OTHER.search(w))
    ]
    own = source + unicodedata.normalize("NFKC", source)  # the "µ" of measures is no Greek letter
    mixed = [word for word in mixed if word not in own and not _is_run_together(word, source)]
    if mixed:
        return [Fault(SCRIPT, mixed[0])]
    stray = [c for c in _OTHER.findall(target) if c not in own]
    if languages[1] in ("fr", "en"):
        stray += [c for c in _ARABIC.findall(target) if c not in source]
    return [Fault(SCRIPT, stray[0])] if stray else []


def _is_run_together(word: str, source: str) -> bool:
    """Whether only a space lacks between an Arabic word and a whole Latin one of the source."""
    match = _RUN_TOGETHER.fullmatch(word)
    return match is not None and re.search(rf"(?<!\w){match[1] or match[2]}(?!\w)", source) is not None


def _punctuation(source: str, target: str, language: str) -> list[Fault]:
    doubled = _DOUBLED.search(target)
    if doubled and not _DOUBLED.search(source):
        return [Fault(PUNCTUATION, doubled[0])]
    wanted, got = end_mark(source), end_mark(target)
    quoted = _QUOTED_END.search(source)
    if quoted and got == _ENDS.get(quoted[1]):  # "« Que faire ? »." as "“What to do?”"
        return []
    if source.rstrip()[-1:] in ",،" or (wanted, got) == ("…", "."):  # half a sentence; "and so on."
        return []
    if wanted != got and not (wanted in (":", ";", "") and got in (".", ":", ";", "") and wanted != ""):
        return [Fault(PUNCTUATION, f"{got} for {wanted}")]
    if language == "ar" and _ARABIC.search(target) and re.search(r"[\u0600-\u06ff]\s?[?,;](?!\d)", target):
        return [Fault(PUNCTUATION, "Latin signs")]
    return []
