"""Articles as a newspaper's reader would have them, made up: French, English and Arabic, 600 words each.

Every word of the vocabularies is invented from syllables, but for the short common ones; how often a
word comes follows Zipf's law, and a text is about something: a fifth of its words come from a
small set of its own, as in real texts. The same seed gives the same articles.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.core.model import Block, BlockKind, Direction, Document, Hop, Part, Route, Sentence
from reader.core.sentence_key import sentence_key

VOCABULARY = 60_000
PARAGRAPHS, SENTENCES, WORDS = 8, 4, 19  # words a sentence; about 600 in all

_COMMON = {
    "fr": "de la le les et des en un une du que dans est pour qui sur par plus au ce pas avec sont il se ne "
    "a été son cette aux mais ont ou leur ses comme deux être même nous fait entre après selon aussi",
    "en": "the of and to in a is that for it was on as with be by he at are this from have or an had not but "
    "which were his they their has been one all will would there more when who she we can up if out",
    "ar": "في من على إلى أن التي الذي عن مع هذا هذه كان كانت بين بعد قبل كما لا ما أو ثم قد لم لن كل غير "
    "عند حتى أي أكثر ذلك تلك هو هي هم نحن حيث منذ خلال ضد حول دون أمام تحت فوق",
}
_SYLLABLES = {
    "fr": (
        "b/c/d/f/g/j/l/m/n/p/r/s/t/v/br/ch/cl/cr/fr/gr/pl/pr/qu/tr/vr",
        "a/e/i/o/u/é/è/ai/au/eau/eu/in/on/an/ou/oi/œ/ê",
        "//s/r/t/x/nt/tion/ment/eur/ique/age/é/ée/ière",
    ),
    "en": (
        "b/c/d/f/g/h/k/l/m/n/p/r/s/t/v/w/bl/br/cl/ch/sh/th/st/tr/pr/gr/str",
        "a/e/i/o/u/ee/ea/oo/ou/ai/ow",
        "//s/d/t/ng/ing/er/ed/tion/ly/ness/ment/al",
    ),
    "ar": ("ب/ت/ج/ح/خ/د/ر/س/ش/ص/ط/ع/غ/ف/ق/ك/ل/م/ن/ه/و/ي", "/ا/و/ي//", "///ة/ات/ون/ين/ية/ها/هم/ى"),
}
"""Beginnings, middles and ends of words, separated by strokes; empty ones are meant."""

_SITES = ("LeBrief", "Le Matin du Rif", "The Harbour Post", "صحيفة الأطلس", "Journal du Détroit")
_TAGS = ("maroc", "eau", "politique", "économie", "sport", "culture", "climat", "rail", "santé", "à lire")


class Language:
    """A vocabulary with its frequencies."""

    def __init__(self, code: str, size: int = VOCABULARY) -> None:
        self.code = code
        rng = random.Random(f"words of {code}")
        starts, vowels, ends = (letters.split("/") for letters in _SYLLABLES[code])
        words = dict.fromkeys(_COMMON[code].split())
        while len(words) < size:
            count = rng.choice((1, 2, 2, 3, 3, 4))
            stem = "".join(rng.choice(starts) + rng.choice(vowels) for _ in range(count))
            prefix = "ال" if code == "ar" and rng.random() < 0.4 else ""
            words[prefix + stem + rng.choice(ends)] = None
        self.words = list(words)
        weights = (1 / (rank + 2.7) ** 1.07 for rank in range(size))
        self.weights = list(itertools.accumulate(weights))

    def some(self, rng: random.Random, count: int) -> list[str]:
        """Words as often as they come."""
        return rng.choices(self.words, cum_weights=self.weights, k=count)

    def text(self, rng: random.Random, subject: Sequence[str], count: int) -> str:
        """One sentence."""
        words = self.some(rng, count)
        for place in rng.sample(range(count), count // 5):
            words[place] = rng.choice(subject)
        middle = "، " if self.code == "ar" else ", "
        words[0] = words[0].capitalize()
        words[count // 2] += middle.rstrip()
        if self.code == "fr" and words[2][0] in "aeiouéêœ":
            words[2] = "l’" + words[2]
        return " ".join(words) + "."


@dataclass(frozen=True)
class Made:
    """An article to add, and its translations by language: the target sentence of each source."""

    document: Document
    tags: tuple[str, ...]
    translations: dict[str, dict[str, str]]


def make_languages() -> dict[str, Language]:
    """The three vocabularies; takes some seconds."""
    return {code: Language(code) for code in ("fr", "en", "ar")}


def articles(count: int, languages: dict[str, Language], every: int = 10, first: int = 0) -> Iterator[Made]:
    """Articles number `first` to `first + count`: six of ten French, two English, two Arabic.

    Every `every`-th article that is French is translated to English and Arabic (0 for none): with 10, as
    many translations as a fifth of the articles... one French article in five has both.
    """
    for number in range(first, first + count):
        rng = random.Random(number)
        code = ("fr", "fr", "en", "fr", "ar", "fr", "fr", "en", "ar", "fr")[number % 10]
        speech = languages[code]
        subject = speech.some(rng, 40)
        blocks = tuple(_block(speech, rng, subject, n) for n in range(PARAGRAPHS))
        title = speech.text(rng, subject, 9)[:-1]
        document = Document(
            f"https://news{number % 40}.example/{code}/{number}",
            title,
            blocks,
            "".join(f"<p>{block.text}</p>" for block in blocks),
            author=" ".join(w.capitalize() for w in rng.choices(speech.words[:3_000], k=2)),
            date=f"{2015 + number % 12}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            language=code,
            site=_SITES[number % len(_SITES)],
        )
        tags = tuple(rng.sample(_TAGS, rng.choice((0, 0, 1, 2))))
        wanted = ("en", "ar") if every and number % every == 0 and code == "fr" else ()
        yield Made(document, tags, {t: _translate(document, languages[t], rng) for t in wanted})


def route(target: str) -> Route:
    """The route that the translations are said to come by."""
    return Route((Hop("fr", target, f"fr_{target}", "1.0"),))


def keyed(pairs: dict[str, str]) -> dict[str, str]:
    """Target sentences by the key of their source."""
    return {sentence_key(source): target for source, target in pairs.items()}


def _block(speech: Language, rng: random.Random, subject: Sequence[str], number: int) -> Block:
    texts = [speech.text(rng, subject, rng.randint(WORDS - 7, WORDS + 7)) for _ in range(SENTENCES)]
    text, sentences, start = " ".join(texts), [], 0
    for sentence in texts:
        sentences.append(Sentence(sentence, 0, start, start + len(sentence)))
        start += len(sentence) + 1
    direction = Direction.RTL if speech.code == "ar" else Direction.LTR
    return Block(
        f"{rng.getrandbits(48):012x}",
        BlockKind.PARAGRAPH,
        (Part(text, text),),
        direction=direction,
        sentences=tuple(sentences),
    )


def _translate(document: Document, speech: Language, rng: random.Random) -> dict[str, str]:
    subject = speech.some(rng, 40)
    sources = [document.title, *(s.text for b in document.blocks for s in b.sentences)]
    return {source: speech.text(rng, subject, max(5, source.count(" ") + 1)) for source in sources}
