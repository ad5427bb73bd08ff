"""Small tables about languages that the health check needs: function words, numbers, months, places."""

from __future__ import annotations


def listed(words: str) -> list[str]:
    """The words of a table row."""
    return words.split()


FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "fr": frozenset(
        listed(
            "le la les des du de une un et est dans pour que qui sur avec au aux par pas plus ce cette "
            "ces son sa ses leur leurs il elle ils elles nous vous ont sont été être avait aussi mais ou "
            "où comme entre sous après avant selon ainsi dont afin depuis sans chez même très tout tous "
            "toute toutes notamment lors vers "
        )
    ),
    "en": frozenset(
        listed(
            "the of and to in is that for it on with as are was were be by this from at have has had not "
            "but or an which their they we you he she his her its been will would can could should who "
            "after before about into than then there these those also more when where while during "
            "between under over such "
        )
    ),
}
"""Words that stand in nearly every sentence of a language."""

SHARED_WORDS = frozenset(
    {"on", "a", "or", "as", "plus", "son", "main", "but", "pour", "par", "sous", "tout", "chez"}
)
"""Spelled alike in two of the languages, so that they prove nothing."""

_SMALL_EN = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty "
)
_ORDINAL_EN = listed(
    "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
)
_SMALL_FR = listed(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf vingt "
)
_SMALL_AR = listed("صفر واحد اثن ثلاث أربع خمس ست سبع ثمان تسع عشر")

NUMBER_WORDS: dict[str, dict[int, tuple[str, ...]]] = {
    "en": {
        **{n: (w, _ORDINAL_EN[n]) for n, w in enumerate(_SMALL_EN)},
        10: ("ten", "decade"),
        12: ("twelve", "twelfth", "dozen"),
        30: ("thirty", "thirtieth"),
        40: ("forty",),
        50: ("fifty",),
        60: ("sixty",),
        70: ("seventy",),
        80: ("eighty",),
        90: ("ninety",),
        100: ("hundred",),
        1000: ("thousand",),
    },
    "fr": {
        **{n: (w,) for n, w in enumerate(_SMALL_FR)},
        1: ("un", "une", "premier", "première"),
        2: ("deux", "deuxième", "second"),
        3: ("trois", "troisième"),
        10: ("dix", "dizaine"),
        12: ("douz",),
        15: ("quinz",),
        20: ("vingt",),
        30: ("trent",),
        40: ("quarant",),
        50: ("cinquant",),
        60: ("soixant",),
        70: ("soixante-dix",),
        80: ("quatre-vingt",),
        90: ("quatre-vingt-dix",),
        100: ("cent",),
        1000: ("mille",),
    },
    "ar": {
        **{n: (w,) for n, w in enumerate(_SMALL_AR)},
        1: ("واحد", "أول", "أولى", "أحد", "إحدى"),
        2: ("اثن", "إثن", "ثان"),
        **{
            3 + n: (f"{_SMALL_AR[3 + n]}", ordinal)
            for n, ordinal in enumerate(listed("ثالث رابع خامس سادس سابع ثامن تاسع عاشر"))
        },
        **{
            10 + n: (f"{ordinal} عشر", f"{cardinal} عشر", f"{cardinal}ة عشر")
            for n, (ordinal, cardinal) in enumerate(
                zip(
                    listed("حادي ثاني ثالث رابع خامس سادس سابع ثامن تاسع"),
                    listed("أحد اثنا ثلاث أربع خمس ست سبع ثماني تسع"),
                    strict=True,
                ),
                start=1,
            )
        },
        20: ("عشرين", "عشرون"),
        21: ("حادي والعشر", "واحد وعشر"),
        **{
            10 * n: (f"{stem}ين", f"{stem}ون")
            for n, stem in enumerate(listed("ثلاث أربع خمس ست سبع ثمان تسع"), start=3)
        },
        100: ("مئة", "مائة"),
        1000: ("ألف",),
    },
}
"""How small numbers may be written out (the start of the word is enough)."""

MONTHS: dict[str, tuple[tuple[str, ...], ...]] = {
    "fr": tuple(
        tuple(ways.split("/"))
        for ways in listed(
        "janvier/janv. février/févr. mars avril mai juin juillet/juil. août septembre/sept. "
        "octobre/oct. novembre/nov. décembre/déc. "
    )
    ),
    "en": (
        ("january", "jan"), ("february", "feb"), ("march",), ("april", "apr"), ("may",), ("june", "jun"),
        ("july", "jul"), ("august", "aug"), ("september", "sept"), ("october", "oct"), ("november", "nov"),
        ("december", "dec"),
    ),
    "ar": (
        ("يناير", "كانون الثاني"), ("فبراير", "شباط"), ("مارس", "آذار"), ("أبريل", "إبريل", "نيسان", "ابريل"),
        ("ماي", "مايو", "أيار"), ("يونيو", "يونيه", "حزيران"), ("يوليو", "يوليه", "يوليوز", "تموز"), ("غشت", "أغسطس", "آب"),
        ("شتنبر", "سبتمبر", "أيلول"), ("أكتوبر", "تشرين الأول", "اكتوبر"),
        ("نونبر", "نوفمبر", "تشرين الثاني"), ("دجنبر", "ديسمبر", "كانون الأول"),
    ),
}  # fmt: skip
"""Names of the months, January first; Arabic with those of the Maghreb and the Levant."""

PERCENT: dict[str, tuple[str, ...]] = {
    "fr": ("%", "٪", "pour cent", "pourcent"),
    "en": ("%", "٪", "percent", "per cent"),
    "ar": (
        "%",
        "٪",
        "بالمئة",
        "بالمائة",
        "في المئة",
        "في المائة",
        "المئة",
        "المائة",
        "نقطة مئوية",
        "نسبة مئوية",
        "نسبة المئوية",
    ),
}

PLACES: tuple[tuple[str, ...], ...] = (
    ("maroc", "marocain", "morocco", "moroccan", "المغرب", "مغرب"),
    ("france", "français", "french", "فرنس"),
    ("allemagne", "allemand", "germany", "german", "ألمان"),
    ("espagne", "espagnol", "spain", "spanish", "إسبان", "اسبان"),
    ("angleterre", "anglais", "england", "english", "إنجل", "انجل", "إنكل"),
    ("royaume-uni", "royaume", "britannique", "kingdom", "british", "المملكة", "بريطان"),
    ("états-unis", "états", "etats", "américain", "united", "states", "american", "الولايات", "أمريك", "أميرك"),
    ("algérie", "algérien", "algeria", "algerian", "جزائر"),
    ("tunisie", "tunisia", "تونس"), ("égypte", "egypte", "egypt", "مصر"), ("libye", "libya", "ليبي"),
    ("mauritanie", "mauritania", "موريتان"), ("sénégal", "senegal", "سنغال"), ("chine", "china", "صين"),
    ("japon", "japan", "ياب"), ("russie", "russe", "russia", "russian", "روس"), ("inde", "india", "هند"),
    ("italie", "italy", "إيطال", "ايطال"), ("belgique", "bruxelles", "belgium", "brussels", "بلجيك", "بروكسل"),
    ("suisse", "switzerland", "swiss", "سويسر"), ("pays-bas", "netherlands", "dutch", "هولند"),
    ("grèce", "greece", "يونان"), ("turquie", "turkey", "ترك"), ("ukraine", "أوكران"), ("israël", "israel", "إسرائ"),
    ("palestine", "فلسطين"), ("liban", "lebanon", "لبنان"), ("syrie", "syria", "سوري"), ("irak", "iraq", "عراق"),
    ("arabie", "saoudite", "saudi", "arabia", "سعود"), ("jordanie", "jordan", "أردن"), ("qatar", "قطر"),
    ("émirats", "emirates", "إمارات"), ("afrique", "africain", "africa", "african", "أفريق", "إفريق", "افريق"),
    ("europe", "européen", "européenne", "european", "أوروب", "اوروب", "أورب"), ("asie", "asia", "آسي"),
    ("sahara", "صحراء"), ("londres", "london", "لندن"), ("le caire", "caire", "cairo", "القاهرة"),
    ("genève", "geneva", "جنيف"), ("lisbonne", "lisbon", "لشبون"), ("moscou", "moscow", "موسكو"),
    ("casablanca", "الدار البيضاء", "البيضاء"), ("marrakech", "marrakesh", "مراكش"), ("fès", "fes", "fez", "فاس"),
    ("tanger", "tangier", "طنج"), ("agadir", "أكادير", "أغادير"), ("meknès", "meknes", "مكناس"),
    ("rabat", "الرباط", "رباط"), ("alger", "algiers", "الجزائر"), ("onu", "un", "nations", "الأمم"),
    ("ue", "eu", "union", "الاتحاد"), ("otan", "nato", "الناتو"), ("fmi", "imf", "النقد"), ("oms", "who", "الصحة"),
    ("pib", "gdp", "الناتج"), ("roi", "king", "ملك"), ("noël", "christmas", "ميلاد"), ("dieu", "god", "الله"),
    ("trône", "throne", "عرش"), ("jérusalem", "jerusalem", "القدس"), ("mohammed", "muhammad", "mohamed", "محمد"),
    ("parlement", "parliament", "برلمان"), ("ministère", "ministry", "وزارة"), ("banque", "bank", "بنك", "مصرف"),
)  # fmt: skip
"""Names that each language spells in its own way; the start of a word is enough."""

_CONSONANTS_AR = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s",
    "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m",
    "ن": "n", "ه": "h", "ة": "", "پ": "b", "ڤ": "f", "گ": "g", "چ": "s",
}  # fmt: skip
_CONSONANTS_LATIN = {
    "c": "k", "q": "k", "v": "f", "p": "b", "x": "ks", "y": "", "w": "", "g": "g", "j": "j",
    **{letter: letter for letter in "bdfhklmnrstz"},
}  # fmt: skip
_DIGRAPHS = (
    ("kh", "k"),
    ("gh", "g"),
    ("ch", "s"),
    ("sh", "s"),
    ("ph", "f"),
    ("th", "t"),
    ("qu", "k"),
    ("ou", ""),
)


def skeleton(word: str) -> str:
    """The consonants of a word in a plain Latin form, alike for a name in Latin and in Arabic letters."""
    low = word.lower()
    if any("\u0600" <= letter <= "\u06ff" for letter in low):
        plain = "".join(_CONSONANTS_AR.get(letter, "") for letter in low.removeprefix("ال"))
    else:
        for two, one in _DIGRAPHS:
            low = low.replace(two, one)
        plain = "".join(_CONSONANTS_LATIN.get(letter, "") for letter in _unaccented(low))
    return "".join(c for i, c in enumerate(plain) if not i or plain[i - 1] != c)


def _unaccented(text: str) -> str:
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
