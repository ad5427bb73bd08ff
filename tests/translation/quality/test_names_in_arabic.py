"""Names of a sentence that stand in its Arabic translation by their sound, and those that do not."""

from __future__ import annotations

import pytest

from reader.translation.quality.health import NAME, check
from reader.translation.quality.transliteration import sounds_alike


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Auckland", "أوكلاند"),  # "au" is a vowel at the beginning
        ("Augsburg", "آوغسبورغ"),
        ("Stockholm", "استكهولم"),  # no Arabic word begins with two consonants
        ("Skopje", "إسكوبية"),
        ("Guizhou", "قويتشو"),  # one sound in two letters
        ("Otsu", "أوتسو"),
        ("Djibo", "دجيبو"),
        ("Diphu", "ديبهو"),  # each letter by itself
        ("Zhambyl", "زهامبيل"),
        ("Thibodaux", "ثيبودوكس"),
        ("Gijón", "خيخون"),
        ("Henan", "خنان"),
        ("Highmore", "هايمور"),
        ("Aurillac", "أورياك"),
        ("Çorum", "جوروم"),
        ("Ağrı", "آغري"),
    ],
)
def test_a_name_is_known_by_its_sound(name: str, word: str) -> None:
    assert sounds_alike(name, word)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Kharkiv", "قرب"),
        ("Allemagne", "بالجنيه"),
        ("Auckland", "أستراليا"),
        ("Stockholm", "استقلال"),
        ("Djibo", "دكار"),
        ("Lagos", "للمدينة"),
        ("Meloni", "بريدجوود"),
    ],
)
def test_another_word_is_not(name: str, word: str) -> None:
    assert not sounds_alike(name, word)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Cette image vient de DigiKam.", "هذه الصّورة من «دِجي‌كام»."),  # a sign that joins no letters
        ("They met again in Sharjah last year.", "التقوا مجددا في الشارقة العام الماضي."),
        ("Set the limit to 3000 KiB per second.", "اضبط الحد على 3000 كيلوبايت في الثانية."),
        ("This version of KMail has many features.", "لهذا الإصدار من بريدك مزايا كثيرة."),
        ("Learners will see this lesson today.", "سيرى المتعلمون هذا الدرس اليوم."),
        ("Hostnames will be looked up at once.", "ستحل أسماء المضيفين فورا."),
        ("Select the MimeTypes of this filter.", "اختر أنواع Mime لهذا المرشح."),
        ("Téléchargera les épisodes de la saison.", "سينزل حلقات الموسم."),
        ("Appuyez sur Espace pour commencer, Échap pour finir.", "اضغط المسافة للبدء والهروب للإنهاء."),
    ],
)
def test_what_is_translated_is_no_lost_name(source: str, target: str) -> None:
    language = "fr" if any(word in source for word in ("Cette", "Appuyez", "épisodes")) else "en"
    assert NAME not in [fault.kind for fault in check(source, target, (language, "ar"))]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("They met again in Auckland last year.", "التقوا مجددا في بريدجوود العام الماضي."),
        ("They met again in Sharjah last year.", "التقوا مجددا في بريدجوود العام الماضي."),
        ("Three soldiers were killed near Kharkiv overnight.", "قتل ثلاثة جنود قرب بريدجوود خلال الليل."),
        ("The minister met Meloni in the morning.", "التقى الوزير بريدجوود في الصباح."),
        ("The gallery showed Derain last year.", "عرضت القاعة بريدجوود العام الماضي."),
        ("The gallery met Backhouse last year.", "التقت القاعة بريدجوود العام الماضي."),
    ],
)
def test_a_name_that_became_another_is_seen(source: str, target: str) -> None:
    assert NAME in [fault.kind for fault in check(source, target, ("en", "ar"))]
