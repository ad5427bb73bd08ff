"""Names of people in the words of a byline: without “Par”, the date, the job and the newspaper."""

from __future__ import annotations

import functools
import re

from reader.saving.language_data import any_of, phrases, words
from reader.saving.name_sets import name_set
from reader.saving.page.elements import collapse, squash

_PREFIX = re.compile(
    r"^\W*(?:(?:un\s+)?(?:article|texte|propos|reportage|enquête|analyse|chronique|billet|"
    r"dossier|tribune|interview|entretien|photos?)?\s*(?:publiée?|postée?|écrite?|rédigée?|recueillie?s?|"
    r"proposée?|réalisée?|menée?|signée?|créée?)\s+(?:par|le)?|par|by|written by|posted by|published by|"
    r"reported by|words by|story by|text(?:e)?(?: by| :|:)|authors?\s*:?|auteure?s?\s*:?|von|por|di|"
    r"door|de notre (?:correspondante?|envoyée?)[^,]{0,30},?|"
    r"envoyée? spéciale?[^,:]{0,30}[,:]|plus par|more by|article de|un article de|texte de|"
    r"بقلم|كتبت|كتبه|كتب|تحرير|إعداد|المصدر|حوار|حاور(?:ه|ها|ته|تها)?|أجر(?:ى|ت) (?:الحوار|المقابلة)|"
    r"أعد(?:ه|ته|ها)?|تقرير|متابعة|مراسل(?:نا|تنا)?|الكاتبة?)\s*[:،,\-–|/]*(?:\s+|(?<=[:،,\-–|/]))",
    re.I,
)
_NO_NAME = words("byline", "no_name")
_LABEL_STARTS = words("byline", "label_start")
_JOBS = words("byline", "job")
_BODIES = words("byline", "body")
_AGENCIES = frozenset(phrases("byline", "agency"))
_BY_ALL = phrases("byline", "by")
_BY_LABELS = tuple(b[:-1] for b in _BY_ALL if b.endswith(":"))
"""What stands before a name only with a colon: “Story: Anna Bell”."""
_BY = tuple(b for b in _BY_ALL if not b.endswith(":"))
_HAS_BY = re.compile(any_of((*_BY, *_BY_LABELS)).replace("ı", "i"))
"""For folded text, in which "HAZIRLAYAN" has a dot: a search that leaves case aside is much slower."""
_BY_PHRASE = re.compile(
    rf"^\W*(?:(?:{any_of(_BY_LABELS)})\s*:\s*|(?:{any_of(b for b in _BY if len(b) > 3)})(?:\s*:\s*|\s+)"
    rf"|(?:{any_of(b for b in _BY if len(b) < 4)})(?:\s*:\s*|\s+(?=(?-i:[^\W\d_a-z]\S+\s+[^\W\d_a-z]))))",
    re.I,
)
"""“Escrito por”, “Tekst:”; a short one, which a name may begin with, only before two capitals."""
_SIGNED_AFTER = re.compile(
    rf"^(?!\W*(?:copyright\b|c\)))[^.!?©]{{0,40}}\b(?:19|20)\d\d\b[^.!?]{{0,20}}?[\s,·|–-]+"
    rf"(?=(?:{any_of(_BY)})\s+(?-i:[^\W\d_a-z]))",
    re.I,
)
_ASIDE = re.compile(r"(?<=\w)\s*\([^()]{2,80}\)")
"""“Anna Bell (à Annecy, envoyée spéciale)”"""
_OF_ADDRESS = re.compile(r"^\s*[^\s@()]{1,80}@[^\s@()]{1,80}\s+\(([^()]{3,80})\)\s*$")
"""“anna@example.org (Anna Bell)”, as in feeds."""
_OF = re.compile(r"^De\s+(?=[A-ZÀ-Ý][\w'’-]+\s+[A-ZÀ-Ý])")
_SUFFIX = re.compile(
    r"\s*(?:[|•·—–]|\s-\s|\bpublié\b|\bpublished\b|\bposted\b|\bupdated\b|\bmis(?:e)? (?:à jour|en ligne)\b|"
    r"\bmodifié\b|\benvoyée?s?\s+spécia\w+|\bcorrespondante?s?\b|[-–,]?\s*(?:jan|feb|mar|apr|"
    r"may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|\ble\s+\d|\bon\s+(?:\w+\s+)?\d|\bà\s+\d|"
    r"\bat\s+\d|\d{1,2}[/.:h]\d|\b(?:19|20)\d\d\b|https?:|\(@|(?<!\S)[^\s@]*@\w|\bfollow\b|\bsuivre\b|"
    r"\btwitter\b|\bvoir (?:tous|ses)\b|\bview\b|\bsee\b|\ben savoir\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b).*$",
    re.I | re.S,
)
_PLACE = re.compile(r"\s+(?:in|at|à|au|en)\s+[A-ZÀ-Ý][\w' ’-]{2,30}$")  # “Jane Doe in London”
_AGENCY = r"(?:l['’])?(?:AFP|AP|Reuters|MAP|APS|TAP|Belga|ANP|dpa|EFE|agences?|les agences)"
_WITH_AGENCY = re.compile(rf"(?<=\w)[\s,]*[(\[]?\s*\b(?:avec|with|et|and|/)\s+{_AGENCY}\b.*$", re.I)
_IS_SOMEBODY = re.compile(rf"(?<=\w)\s+(?:{any_of(phrases('byline', 'is_somebody'))})\s.*$")
"""“Anna Bell is a reporter”"""
_NOT_NAMES = re.compile(
    r"^(?:admin|administrat\w+|webmaster|editor|staff|"
    r"(?:la |die |de )?(?:r[ée]daction|redazione|redacción|redaktion|redação|redactie)"
    r"(?: avec .*| web| en ligne| online| digital)?|"
    r"unknown|none|null|user|guest|anonymous|anonyme|auteur|author|home|accueil|contact|"
    r"the author|l['’]auteur|à propos.*|about.*|of this article.*|articles récents|"
    r"recent posts|latest posts|(?:lire|voir|suivre|contacter|écrire à|read|see|view|all|more|tous) .*|"
    r"share|save|close|fermer|إغلاق|email|e-mail|twitter|facebook|comments?|commentaires?|\W+|"
    r"partager|enregistrer|suivre|حفظ|شارك|مشاركة|متابعة|معلومات المقال|التحرير|هيئة التحرير|فريق التحرير|"
    r"https?://.*|www\..*|.*@.*\..*|\d+)$",
    re.I,
)
_BESIDE = re.compile(
    r"^\W*(?:role|reporting from|location|published|updated|translat\w+|photo\w*|pictures?|credits?|crédits?|"
    r"images?|vidéos?|traduction|traduit|source|ترجمة|صور[ة]?|تصوير|الصفة)\b\s*(?:by\b|par\b|[,:])",
    re.I,
)
_JOB = (
    r"(?:editor|correspondent|reporter|writer|columnist|journaliste?|rédact(?:eur|rice)(?: en chef)?|"
    r"chroniqueu(?:r|se)|éditorialiste|grand reporter|correspondante?|photograph(?:er|e)|contributor|"
    r"contribut(?:eur|rice)|producer|journalist|bureau chief|chef (?:de|du) \w+|direct(?:eur|rice)|"
    r"(?:editor|correspondent|reporter|writer|columnist|journalist|contributor|producer)s|"
    r"محرر|محررة|صحفي|صحفية|صحافي|صحافية|مراسل|مراسلة|كاتب|كاتبة)"
)
_WRITES_NOT = re.compile(r"(?:direct\w+|producers?|photograph\w*|chef (?:de|du) \w+)$", re.I)
_JOB_ONLY = re.compile(rf"^(?:\S+\s+){{0,3}}{_JOB}$", re.I)
_JOB_AFTER = re.compile(
    rf"(?<=\w)\s+(?:(?:senior|chief|executive|managing|deputy|associate|assistant|political|foreign)\s+)"
    rf"(?:\S+\s+){{0,2}}{_JOB}$",
    re.I,
)
_SPLIT = re.compile(
    rf"\s+(?:{any_of(phrases('byline', 'and'))})\s+(?=(?-i:[^\W\d_a-z]\S+\s+"
    r"(?:(?:de|du|van|von|der|den|del|da|dos|di|la|el|al|ben|bin)\s+){0,2}[^\W\d_a-z]))|"
    r"\s*(?:;|,|\bet\b|\band\b|\bund\b|&|/|،|\sو(?=\S{3,})|"
    r"(?-i:\b(?:avec|with)\b(?=\s+[A-ZÀ-Ý][a-zà-ÿ]+\s+[A-ZÀ-Ý])))\s*",
    re.I,
)
_SEGMENT = re.compile(r"\s*[|•·»>]\s*|\s+[–—-]+\s+|(?<=\w\w)[–—]\s+|\s+/\s+|(?<=[\u0620-\u064a])-\s+")
_MARKED = re.compile(r"^\W*(?:par|by|von|بقلم|كتبت?|إعداد)\b", re.I)
_PARTICLES = name_set("""de du des da di do dos la le van von der den ter ten ben bin ibn el al abu y e d""")
_GIVEN = name_set("""abu al ben ibn van""")
"""Particles that are first names too: “Ben Crow”, “Al Baker”."""
_NO_PERSON_AFTER = {
    "abu": name_set("dhabi"),
    "al": name_set("ahram ain akhbar aoula hayat hoceima khobar massae quds watan yaoum"),
    "ben": name_set("arous gardane guerir slimane"),
}
"""Towns and newspapers of the region that begin like such names, as they stand beside a date or a byline."""
_NO_PERSON = name_set(
    """news media journal agence agency afp reuters rédaction redaction team desk editorial contributor
    press presse magazine tv radio info infos actu france le la les the société économie politique culture
    sport sports monde international opinion opinions tribune édition video vidéo photo photos
    jazeera arabiya"""
)
_OF_THE = re.compile(r"(?<=\w) de l[ao]s? (?=\w)")
"""“Anne de la Tour”: an article within a family name"""
_ARAB_PLACES = name_set(
    """الرباط البيضاء مراكش طنجة فاس أكادير وجدة تطوان مكناس الناظور العيون القنيطرة القاهرة تونس الجزائر
    بيروت دمشق بغداد عمان عمّان الرياض جدة دبي أبوظبي الدوحة الكويت المنامة مسقط صنعاء عدن الخرطوم طرابلس
    القدس غزة باريس لندن واشنطن نيويورك نواكشوط برلين موسكو جنيف إسطنبول أنقرة مدريد روما بروكسل"""
)
_BEFORE_PLACE = "(?:الدار |رام |نيو |أبو )?"
_PLACED = re.compile(rf"^\W*{_BEFORE_PLACE}(\S+?)\s*[:/–-]\s*([^\d:/]{{5,40}})$")
_PLACED_AFTER = re.compile(rf"^\W*([^\d:/–-]{{5,40}}?)\s*[/–-]\s*{_BEFORE_PLACE}(\S+?)\W*$")
LONGEST = 90
"""Characters of one name."""
_LONGEST_PERSON = 50
_LONGEST_LINE = 1_000
"""Characters of a line that may hold one. What takes dates and jobs away looks again at every sign of it."""


def clean_name(text: str) -> str:
    """A byline without its “Par”, its date and its job title; empty when it is no name."""
    return _cleaned(text) if len(text) <= _LONGEST_LINE else ""


@functools.lru_cache(maxsize=4096)  # an element often has no more words than the one around it
def _cleaned(text: str) -> str:
    text = "" if is_prefix(text) else _without_prefix(text)
    text = _SUFFIX.sub("", text).strip(" ,;:-–—|•·/\u200f\u200e")
    text = _IS_SOMEBODY.sub("", text)
    text = _WITH_AGENCY.sub("", text) if not re.match(r"(?:le|la|les|l['’])\b", text, re.I) else text
    text = _JOB_AFTER.sub("", re.sub(r"\s*\([^)]*\)\s*$", "", text))
    text = _PLACE.sub("", text) if len(text.split()) > 3 else text
    if not re.search(r"(?:\b[A-ZÀ-Ý]\.-?){1,4}$", text):  # “M.E.” keeps its last dot
        text = text.rstrip(".")
    if not 2 <= len(text) <= LONGEST or _NOT_NAMES.match(text) or len(text.split()) > 7:
        return ""
    if re.search(r"[„“”\"?!:€%…<>=]|\d", text) or _is_interface(text):
        return ""
    return text


def _is_interface(text: str) -> bool:
    """Whether a text holds a word that pages write on their buttons and labels: “Ver biografía”."""
    found = [word.strip(".,").casefold() for word in text.split()]
    return any(word in _NO_NAME for word in found) or (found[:1] != [] and found[0] in _LABEL_STARTS)


@functools.lru_cache(maxsize=4096)
def may_be_marked(text: str) -> bool:
    """Whether a text holds what bylines begin with, in some language: none of its parts does otherwise."""
    return _HAS_BY.search(text.replace("İ", "i").casefold().replace("ı", "i")) is not None


def marked_names(text: str) -> list[str]:
    """The people named in a line that begins as a byline does in some language; none for any other line."""
    found = _BY_PHRASE.match(text)
    names = names_in(text[found.end() :]) if found is not None else []
    return names if names and all(is_person(n) for n in names) else []


def names_in(text: str, site: str = "") -> list[str]:
    """The names in a byline; what follows a comma in lower case is a job, not a name.

    Args:
        text: the byline.
        site: the newspaper's name, which may stand beside the author's.
    """
    if _BESIDE.match(text) or "://" in text:
        return []
    names: list[str] = []
    text = _ASIDE.sub("", _OF_ADDRESS.sub(r"\1", text))
    line = _without_prefix(_segment(_without_prefix(collapse(text)), site))
    for part in _SPLIT.split(_without_tail(line)):
        if names and part.split() and part.split()[0].casefold().strip(".,") in _JOBS:
            break  # “Anna Bell, Head of Marketing, Northern Europe”
        name = clean_name(part)
        if not name or (names and (_JOB_ONLY.match(name) or _is_aside(name, names[-1]))):
            continue
        if name.casefold() in _AGENCIES and not _AGENCIES.issuperset(n.casefold() for n in names):
            continue  # beside somebody
        if name[0].isupper() or not name[0].isascii() or not names:
            names.append(name)
    return names


def is_person(name: str) -> bool:
    """Whether words look like the name of one person: two to five, capitalised, no job and no newspaper."""
    return len(name) <= _LONGEST_PERSON and _looks_like_person(name)


@functools.lru_cache(maxsize=4096)
def _looks_like_person(name: str) -> bool:
    parts = name.split()
    if not 2 <= len(parts) <= 5 or re.search(r"[\d,;:!?()«»\"/|]", name):
        return False
    own = _OF_THE.sub(" ", name).casefold().split()
    if _JOB_ONLY.match(name) or not _NO_PERSON.isdisjoint(own) or _is_interface(name):
        return False
    first, last = parts[0].casefold(), parts[-1].casefold()
    if is_body(name) or (len(parts) == 2 and last in _NO_PERSON_AFTER.get(first, ())):
        return False
    if not name[0].isascii() and not name[0].isupper() and not name[0].islower():
        return len(parts) <= 4 and len(name) > 5  # a script without capitals
    long = [w for w in parts if w.casefold() not in _PARTICLES and not w.lower().startswith(("d’", "d'"))]
    if parts[0].casefold() in _GIVEN and parts[0][0].isupper():
        long.insert(0, parts[0])
    return len(long) >= 2 and all(w[0].isupper() for w in long) and parts[0] in long


def is_body(name: str) -> bool:
    """Whether a name is an office's or a school's: “Direction des mobilités”."""
    return any(word.casefold() in _BODIES for word in name.split())


def is_particle(word: str) -> bool:
    """Whether a word stands within names, as “van” and “El” do."""
    return word.casefold() in _PARTICLES


def is_writers_job(text: str) -> bool:
    """Whether a text says no more than what somebody who writes is: “Staff Writer”."""
    return _JOB_ONLY.match(text) is not None and _WRITES_NOT.search(text) is None


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's."""
    return name.casefold() in _AGENCIES or re.fullmatch(_AGENCY, name, re.I) is not None


def signed_after(text: str) -> str:
    """What follows the date in a line such as “5 mars 2024, par Anna Bell”, from “par” on; "" for others."""
    found = _SIGNED_AFTER.match(text)
    return text[found.end() :] if found is not None else ""


def is_prefix(text: str) -> bool:
    """Whether a text is nothing but “Par”, “Auteur :” or the like."""
    return 0 < len(text) < 30 and _is_all_prefix(text)


@functools.lru_cache(maxsize=4096)
def _is_all_prefix(text: str) -> bool:
    return not _without_prefix(f"{text} ").strip(" :,")


def _without_prefix(text: str) -> str:
    text = re.sub(r"^By(?=[A-Z])", "By ", " ".join(text.split()) + (" " if text[-1:] == " " else ""))
    return _OF.sub("", _PREFIX.sub("", _PREFIX.sub("", _BY_PHRASE.sub("", text))))


def _without_tail(text: str) -> str:
    """A byline up to “envoyé spécial” and the like, whose place may hold a comma."""
    found = re.search(r",?\s*\b(?:envoyée?s?\s+spécia\w+|correspondante?s?)\b", text, re.I)
    return text[: found.start()] if found is not None and found.start() > 4 else text


def _segment(text: str, site: str) -> str:
    """The part of a byline such as “Journal – Anna Bell – 3 mars” that names somebody."""
    parts = [p for p in _SEGMENT.split(text) if p.strip()]
    if len(parts) < 2:
        return text
    marked = next((p for p in parts if _MARKED.match(p) and clean_name(p)), "")
    if marked:
        return marked
    key = squash(site)
    own = [p for p in parts if not (key and len(squash(p)) > 2 and squash(p) in key)]
    named = [p for p in own if clean_name(_SPLIT.split(p)[0]) and p.split()[-1] not in _ARAB_PLACES]
    if not named:
        return text
    whole = [p for p in named if len(p.split()) > 1]
    return whole[0] if whole and len(named[0].split()) == 1 else named[0]


def _is_aside(name: str, before: str) -> bool:
    """Whether one word after a full name is a place or an agency: “Anna Bell, Berlin”."""
    return len(name.split()) == 1 and len(before.split()) > 1


def placed_name(text: str) -> str:
    """The name in a line such as “الرباط: محمد العلوي” or “محمد العلوي - الرباط”; empty for any other."""
    found = _PLACED.match(text)
    if found is not None and found[1] in _ARAB_PLACES:
        name = clean_name(found[2])
    else:
        found = _PLACED_AFTER.match(text)
        name = clean_name(found[1]) if found is not None and found[2] in _ARAB_PLACES else ""
    return name if is_person(name) else ""
