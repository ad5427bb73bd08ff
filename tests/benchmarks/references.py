"""Human translations pushed through check and repair, and faults put into them by machine.

A person's translation is sound, but for slips: what else is marked in it is a false alarm, what is changed
is harm. Each fault puts one thing wrong in such a translation; what is not marked then is missed. The rules were
written with the rows `developed` of `tests/data/references/own.tsv`; its rows `measured`, the
Universal Declaration and the half `measured` of the handbook (`handbook`) count.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
DATA = TOP / "tests" / "data" / "references"
SETS = (
    ("own", "developed"),
    ("own", "measured"),
    ("declaration", "measured"),
    ("handbook", "developed"),
    ("handbook", "measured"),
    ("programs", "developed"),
    ("programs", "measured"),
    ("sites", "developed"),
    ("sites", "measured"),
    ("desktop", "developed"),
    ("desktop", "measured"),
    ("learning", "developed"),
    ("learning", "measured"),
)
"""Name and half of what is measured; the handbook is that of the Debian package `debian-handbook`, the
programs' texts are those of `program_texts`, the sites' those of `site_texts`, the desktop's those of
`desktop_texts`, those of learning and other programs those of `learning_texts`."""
PAIRS = (("fr", "en"), ("en", "ar"), ("fr", "ar"))

_NEGATIONS = {
    "en": [
        (r"\bwon't\b", "will"), (r"\bcannot\b", "can"), (r"n't\b", ""), (r"\bnot ", ""), (r"\bNever before had\b", "Before, had"),
        (r"\bno longer ", ""), (r"\bNobody knows\b", "Everybody knows"), (r"\bNo one\b", "Everyone"), (r"\bNothing is\b", "Everything is"),
        (r"\bNeither candidate\b", "Each candidate"), (r"\bNeither the (\w+) nor\b", r"Both the \1 and"), (r"\bno ", "many "),
    ],
    "ar": [
        (r"(?<!\w)(?:لا|لم|لن|ليس|ليست) ", ""), (r"(?<!\w)ولا ", "و"), (r"(?<!\w)غير ", ""), (r"(?<!\w)دون ", "مع "),
    ],
}  # fmt: skip
_SOURCE_NEGATES = {
    "fr": re.compile(r"\b(?:ne|sans|ni|nul|pas)\b|\bn[’']", re.IGNORECASE),
    "en": re.compile(
        r"\b(?:no|not|nor|never|without|cannot|nobody|nothing|neither)\b|n[’']t\b", re.IGNORECASE
    ),
}
_MONEY = {
    "en": [("€", "$"), (r"\$", "€"), (r"\beuros\b", "dollars"), (r"\bdollars\b", "euros")],
    "ar": [("يورو", "دولار"), ("دولار", "يورو")],
}
_UNITS = {
    "en": [
        (r"\bmiles\b", "metres"), (r"\btonnes\b", "ounces"), (r"°C", "°F"), (r"\bpounds\b", "tonnes"),
        (r"\bkm\b", "miles"), (r"(?<=\d)-metre\b", "-mile"), (r"\bminutes\b", "hours"), (r"\bmillion\b", "billion"),
    ],
    "ar": [
        ("كيلومترات", "أميال"), (r"(?<=\d )طن(?!\w)", "رطل"), ("درجة مئوية", "فهرنهايت"), ("كيلوغراما", "طنا"),
        (r"(?<=\d )كم(?!\w)", "ميل"), (r"(?<=\d )مترا", "ميلا"), (r"(?<!\w)دقيقة(?!\w)", "ساعة"), (r"(?<!\w)مليون", "مليار"),
    ],
}  # fmt: skip
_NAMES = {
    "en": [
        "Meloni",
        "Attal",
        "Macron",
        "Kharkiv",
        "Netanyahu",
        "Lyon",
        "Blinken",
        "Johannesburg",
        "Nairobi",
        "Deschamps",
        "Sudan",
        "Thomas",
        "Renault",
        "Volkswagen",
        "Jelloun",
        "Weinstein",
        "Strasbourg",
        "Doha",
        "Triet",
        "Ernaux",
        "Japan",
        "Germany",
        "Portugal",
        "Lagos",
        "Apple",
        "Meo",
        "Cannes",
        "Ukraine",
    ],
    "ar": [
        "ميلوني",
        "أتال",
        "ماكرون",
        "خاركيف",
        "نتنياهو",
        "ليون",
        "بلينكن",
        "جوهانسبرغ",
        "نيروبي",
        "ديشامب",
        "السودان",
        "توماس",
        "رينو",
        "فولكسفاغن",
        "جلون",
        "واينستين",
        "ستراسبورغ",
        "الدوحة",
        "ترييه",
        "إرنو",
        "ألمانيا",
        "البرتغال",
        "لاغوس",
        "آبل",
        "ميو",
        "القاهرة",
        "باريس",
        "لندن",
    ],
}
_NAMES["en"] += [
    "Faye",
    "Nouakchott",
    "Tesla",
    "Valencia",
    "Putin",
    "Brent",
    "Riner",
    "Payan",
    "Marseille",
    "Jupiter",
    "Louvre",
    "Mbappé",
    "Belgium",
    "Libya",
    "Neymar",
]
_NAMES["ar"] += [
    "نواكشوط",
    "تسلا",
    "فالنسيا",
    "بوتين",
    "برنت",
    "رينر",
    "بايان",
    "مرسيليا",
    "زابوريجيا",
    "المشتري",
    "مبابي",
    "بلجيكا",
    "ليبيا",
    "نيمار",
]
_OTHER_NAME = {"en": "Bridgewood", "ar": "بريدجوود"}


@dataclass(frozen=True)
class Reference:
    """A sentence and what a person made of it."""

    source: str
    target: str
    languages: tuple[str, str]


@dataclass
class Count:
    """What one kind of question gave: how many there were, and those that went wrong."""

    all: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, wrong: bool, text: str) -> None:
        """Count one."""
        self.all += 1
        if wrong:
            self.wrong.append(text)


def load(name: str, half: str, languages: tuple[str, str]) -> list[Reference]:
    """The pairs of a file and half in two languages."""
    with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        source, target = languages
        return [Reference(row[source], row[target], languages) for row in rows if row["half"] == half]


def faults(one: Reference) -> Iterator[tuple[str, str]]:
    """Kind and text of each fault that can be put into a translation."""
    language = one.languages[1]
    negations = [(p, r) for p, r in _NEGATIONS[language] if re.search(p, one.target)]
    if not _SOURCE_NEGATES[one.languages[0]].search(one.source):
        negations = []  # "غير قانوني" for "illegal": taking it out would be another kind of fault
    if len(negations) == 1 and len(re.findall(negations[0][0], one.target)) == 1:
        yield "negation", re.sub(*negations[0], one.target)
    for kind, table in (("currency", _MONEY), ("unit", _UNITS)):
        for pattern, other in table[language]:
            if re.search(pattern, one.target):
                yield kind, re.sub(pattern, other, one.target, count=1)
    if re.search(r"(?<![\w-])-\d", one.target):
        yield "sign", re.sub(r"(?<![\w-])-(?=\d)", "", one.target)
    for match in re.finditer(r"https?://\S+|\S+@\S+|(?<!\S)~?/[\w-]+/[\w./-]+", one.target):
        for old, new in (("=1", "=11"), (".", "-"), ("a", "e")):
            if old in match[0]:
                text = match[0].replace(old, new, 1)
                yield "address", one.target[: match.start()] + text + one.target[match.end() :]
    yield from _numbers(one.target)
    yield from _models_slips(one)
    for name in _NAMES[language]:
        if re.search(rf"(?<!\w)[وبل]?{name}(?!\w)", one.target):
            yield "name", one.target.replace(name, _OTHER_NAME[language])


_LEAST_WORDS = 12  # of a sentence that is cut or of which words are left or said again


def _models_slips(one: Reference) -> Iterator[tuple[str, str]]:
    """What models do to a sentence: words left in the source's language, the end lost, a run said again."""
    here, there = one.source.split(), one.target.split()
    if len(here) < _LEAST_WORDS or len(there) < _LEAST_WORDS:
        return
    middle = len(there) // 2
    runs = [i for i in range(3, len(here) - 3) if all(map(_is_plain, here[i : i + 3]))]
    if runs:
        left = here[runs[0] : runs[0] + 3]
        yield "words left", " ".join(there[:middle] + left + there[middle + 3 :])
    if one.languages[1] == "ar" and (words := [w for w in here[3:] if _is_plain(w) and len(w) > 4]):
        yield "word left", " ".join([*there[:middle], words[0], *there[middle + 1 :]])
    yield "end lost", " ".join(there[: len(there) * 3 // 5]).rstrip(".،,") + "."
    yield "said again", " ".join(there[:middle] + there[middle - 3 : middle] * 2 + there[middle:])


def _is_plain(word: str) -> bool:
    """Whether a word of the source is written in small letters alone."""
    return word.isalpha() and word.islower()


def _numbers(target: str) -> Iterator[tuple[str, str]]:
    bare = re.sub(r"https?://\S+|\S+@\S+", lambda m: "\0" * len(m[0]), target)
    for match in re.finditer(r"\d+", bare):
        digit = str((int(match[0][-1]) + 4) % 10)
        yield "number", target[: match.end() - 1] + digit + target[match.end() :]
    for match in re.finditer(r"\d[\d.,]*\d|\d\d+", bare):
        yield "number", re.sub("  +", " ", target[: match.start()] + target[match.end() :])


def alarms(references: list[Reference]) -> Count:
    """How many sound translations are marked; slips of style are not told to the reader."""
    from reader.translation.quality.health import check

    count = Count()
    for one in references:
        found = [fault for fault in check(one.source, one.target, one.languages) if not fault.slight]
        count.add(bool(found), f"{[(f.kind, f.detail) for f in found]}\n   {one.source}\n   {one.target}")
    return count


def missed(references: list[Reference]) -> dict[str, Count]:
    """By kind of fault, how many are not marked."""
    from reader.translation.quality.health import check

    counts: dict[str, Count] = {}
    for one in references:
        for kind, text in faults(one):
            found = check(one.source, text, one.languages)
            counts.setdefault(kind, Count()).add(not found, f"{one.source}\n   {text}")
    return counts


def read(name: str, half: str, languages: tuple[str, str]) -> list[Reference]:
    """The references of a set; none of the handbook and the programs where their packages are not there."""
    from tests.benchmarks.parallel_texts import (
        desktop_texts,
        handbook,
        learning_texts,
        program_texts,
        site_texts,
    )

    if name == "learning":
        return learning_texts.load(half, languages)
    if name == "desktop":
        return desktop_texts.load(half, languages)
    if name == "sites":
        return site_texts.load(half, languages)
    if name == "programs":
        return program_texts.load(half, languages)
    return handbook.load(half, languages) if name == "handbook" else load(name, half, languages)


def report(show: bool = False) -> None:
    """Print alarms and misses of each pair and half, and how many of the judged alarms are false."""
    from tests.benchmarks.parallel_texts import handbook

    for languages in PAIRS:
        for name, half in SETS:
            references = read(name, half, languages)
            if not references:
                continue
            marked, lost = alarms(references), missed(references)
            kinds = ", ".join(f"{k} {c.all - len(c.wrong)}/{c.all}" for k, c in sorted(lost.items()))
            print(
                f"{'→'.join(languages)} {name} {half}: alarms {len(marked.wrong)}/{marked.all} "
                f"({1000 * len(marked.wrong) / marked.all:.0f} ‰); found {kinds}"
            )
            if (name, half) == ("handbook", "developed"):
                sources = [text.split("\n   ")[1] for text in marked.wrong]
                judged = handbook.verdicts(languages, sources)
                print("  judged by hand:", ", ".join(f"{count} {word}" for word, count in judged.items()))
            if show and half == "developed":
                for text in marked.wrong:
                    print("  ALARM", text)
                for kind, count in lost.items():
                    for text in count.wrong:
                        print("  MISSED", kind, text)


if __name__ == "__main__":
    import sys

    report(show="--show" in sys.argv)
