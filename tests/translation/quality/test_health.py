"""Faults are seen, good sentences are left alone, and the marked set keeps its figures."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.translation.quality.health import SEVERITY, check, severity
from reader.translation.quality.left_in_latin import without_prefixes

FR_EN, EN_AR, FR_AR = ("fr", "en"), ("en", "ar"), ("fr", "ar")


def kinds(source: str, target: str, languages: tuple[str, str] = FR_EN, alignment: str = "") -> list[str]:
    return [fault.kind for fault in check(source, target, languages, alignment)]


@pytest.mark.parametrize(
    ("source", "target", "languages", "kind"),
    [
        ("Le roi parle ce soir.", "", FR_EN, "empty"),
        ("Le roi parle ce soir.", "…", FR_EN, "empty"),
        ("Le gouvernement a adopté une loi.", "Le gouvernement a adopté une loi.", FR_EN, "untranslated"),
        ("LES NOUVEAUX SOLDATS DU PAYS", "LES NOUVEAUX SOLDATS DU PAYS", FR_EN, "untranslated"),
        ("The government adopted a law today.", "The government اعتمدت قانون today.", EN_AR, "untranslated"),
        ("Il a dit non.", "He said the said the said the said no.", FR_EN, "repeated"),
        ("Il a gagné.", "He woooooooon.", FR_EN, "repeated"),
        ("Le ministre a présenté hier la loi de finances aux députés.", "The minister.", FR_EN, "short"),
        ("Oui.", "Yes, of course, and then they went on and on about it for hours.", FR_EN, "long"),
        ("Il y avait 179 pays.", "There were 197 countries.", FR_EN, "number"),
        ("La hausse est de 3,5 %.", "The rise is 3.5.", FR_EN, "number"),
        ("Il est né le 3 mars 1975.", "He was born on 3 May 1975.", FR_EN, "number"),
        ("M. Nizar Baraka est venu.", "Mr. Warrior Sunday came.", FR_EN, "name"),
        ("Il est parti à Tanger.", "He left for the house.", FR_EN, "name"),
        ("Écrivez à a.b@lebrief.ma.", "Write to a.b lebrief.ma.", FR_EN, "address"),
        ("Suivez #LeBrief ici.", "Follow LeBrief here.", FR_EN, "address"),
        ("Qui vient ?", "Who comes.", FR_EN, "punctuation"),
        ("Who comes?", "من يأتي؟؟", EN_AR, "punctuation"),
        ("Who comes?", "من يأتي؟.", EN_AR, "punctuation"),
        ("Il part.", "He leaves", FR_EN, "punctuation"),
        ("Il part.", "He leаves.", FR_EN, "script"),
        ("Il part.", "He يغادر leaves.", FR_EN, "script"),
        ("Il part.", "He ⁇ leaves.", FR_EN, "script"),
        ("Voir /etc/apache2/sites-available/.", "See /etc/catch2/sites-available/.", FR_EN, "address"),
        ("See /dev/null now.", "انظر /dev/nul الآن.", EN_AR, "address"),
        ("The lvm2 package is needed.", "حزمة vm2 مطلوبة.", EN_AR, "script"),
        ("It is a network server (NFS).", "هو خادم الشبكة (FSS).", EN_AR, "script"),
        ("A weekend in a café.", "قضاء weekend في المقهى.", EN_AR, "untranslated"),
        ("Le village préhistorique est vide.", "قرية préhistorique فارغة.", FR_AR, "untranslated"),
        ("The new rules came today.", "جاءت foo_bar اليوم.", EN_AR, "untranslated"),
        ("The rules came today.", "جاءت well.known government reform اليوم.", EN_AR, "untranslated"),
        ("Run foo_bar here now.", "شغل foo_bar government reform الآن.", EN_AR, "untranslated"),
        ("The minister left today.", "غادر الوزير (the big house) اليوم.", EN_AR, "untranslated"),
        ("The minister left today.", "غادر الوزير “table chair” اليوم.", EN_AR, "untranslated"),
        ("Le ministre est parti hier.", "غادر الوزير (voiture rapide) أمس.", FR_AR, "untranslated"),
        ("The minister left the government.", "غادر table (الطاولة) الحكومة.", EN_AR, "script"),
    ],
)
def test_each_kind_is_seen(source: str, target: str, languages: tuple[str, str], kind: str) -> None:
    assert kind in kinds(source, target, languages)


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("Sept élus sont partis.", "7 elected members left.", FR_EN),
        ("Les 3 élus sont partis.", "The three elected members left.", FR_EN),
        ("Il a payé 10 000 dirhams.", "He paid 10,000 dirhams.", FR_EN),
        ("Le match finit à 22 h 30.", "The match ends at 10:30 p.m.", FR_EN),
        ("Le XXe siècle commence.", "The 20th century begins.", FR_EN),
        ("Le Conseil de l’Europe a voté.", "The Council of Europe voted.", FR_EN),
        ("Le Maroc et l’Espagne signent.", "Morocco and Spain sign.", FR_EN),
        ("Très, très bien.", "Very, very good.", FR_EN),
        ("Elle vit à Casablanca.", "تعيش في الدار البيضاء.", FR_AR),
        ("The rate fell to 2.25%.", "انخفض السعر إلى ٢٫٢٥٪.", EN_AR),
        ("Saad Lamjarred sang.", "غنى سعد لمجرد.", EN_AR),
        ("Écrivez à a@b.ma.", "Write to a@b.ma.", FR_EN),
        ("2026", "2026", FR_EN),
        ("www.lebrief.ma", "www.lebrief.ma", FR_EN),
        ("The mdadm command reads sources.list.", "يقرأ الأمر mdadm ملف sources.list.", EN_AR),
        ("The debian-installer is on sdb and vda.", "يوجد debian-installer على sdb وvda.", EN_AR),
        ("Pass the --assume-clean option to it.", "مرر الخيار --assume-clean إليه.", EN_AR),
        ("A cache proxy answers here.", "يجيب هنا وكيل التخبئة (Cache Proxies).", EN_AR),
        ("It mirrors the archive here.", "إنه يعكس “mirror” الأرشيف هنا.", EN_AR),
        ("It means a pre-release here.", "تعني هنا pre-release (إصدار أولي).", EN_AR),
        ("La commande lit le flux.", "يقرأ الأمر الدفق (stream).", FR_AR),
        ("The URLs are IPv6-based here.", "العناوين هنا تستند إلى IPv6.", EN_AR),
        ("He uses RAID today.", "يستعين بالـRAID اليوم.", EN_AR),
        ("This belongs to SSH.", "هذا يعود للـSSH.", EN_AR),
        ("It works like RAID.", "يعمل كالـRAID.", EN_AR),
        ("It works with disks and RAID.", "يعمل بالأقراص وبالـRAID.", EN_AR),
        ("Lorsqu’un élu part, il le dit.", "When an elected member leaves, he says so.", FR_EN),
        ("VOCABULAIRE : le mot du jour", "VOCABULARY: the word of the day", FR_EN),
        ("Il n’hésite pas à le dire.", "He readily says so.", FR_EN),
        ("Do not hesitate to write.", "N’hésitez pas à écrire.", ("en", "fr")),
        ("It rained without stopping.", "Il a plu sans arrêt.", ("en", "fr")),
        ("Ce n’est pas qu’un jeu.", "It is not only a game.", FR_EN),
        ("Lancez semanage login user ici.", "Run semanage login user here.", FR_EN),
        ("Il est dans synaptic (Synaptic 2).", "It is in synaptic (Synaptic 2).", FR_EN),
        ("Fetch the file's media type today.", "اجلب نوع وسائط الملف اليوم.", EN_AR),
        ("Purging a page clears the cache.", "إفراغ الصفحة يمحو المخزن.", EN_AR),
        ("The comment is in the Trash.", "التعليق في سلة المهملات.", EN_AR),
        ("Couldn't save this here.", "تعذر حفظ هذا هنا.", EN_AR),
        ("Cannot start because of it.", "يتعذّر البدء بسببه.", EN_AR),
        ("List the users Alice and Bob.", "اعرض المستخدمين Alice وBob.", EN_AR),
        ("Leda was a Greek queen.", "ليدا كانت ملكة إغريقية.", EN_AR),
        ("He taught in Cordova.", "درّس في قرطبة.", EN_AR),
        ("Saisissez l’adresse du serveur.", "Enter the server's address.", FR_EN),
        ("Effectuez-la sur la page.", "Do it on the page.", FR_EN),
        ("Rosalía de Castro was a writer.", "كانت Rosalía de Castro كاتبة.", EN_AR),
        ("You cannot update this site.", "لايمكنك تحديث هذا الموقع.", EN_AR),
        ("Negoiu est le deuxième plus haut sommet.", "Negoiu is the second highest peak.", FR_EN),
        ("Cela ne respecte pas la règle.", "This violates the policy.", FR_EN),
        ("Les valeurs ne correspondent pas.", "The values conflict.", FR_EN),
        ("La clé n’est pas correcte.", "The key is incorrect.", FR_EN),
        ("Survolez n’importe quel nom ici.", "Hover over any name here.", FR_EN),
        ("Le cadre « Aujourd’hui » du tableau.", "The “Right Now” box of the board.", FR_EN),
        ("Chalawan is a king.", "تشالاوان ملك.", EN_AR),
        ("It was seen on 6 June 2012.", "شوهد في 6 يونيه 2012م.", EN_AR),
        ("Il faut au moins 4 lettres.", "At least 4 letters are needed.", FR_EN),
        ("They are among 100,000 words.", "هي من بين الـ100،000 كلمة.", EN_AR),
        ("It was mended on 15.01.2016.", "أصلح في 15-1-2016.", EN_AR),
        ("Le Soleil vu depuis Mars.", "The Sun seen from the planet.", FR_EN),
    ],
)
def test_good_sentences_are_left_alone(source: str, target: str, languages: tuple[str, str]) -> None:
    assert kinds(source, target, languages) == []


@pytest.mark.parametrize("prefix", ["ال", "بالـ", "للـ", "كالـ", "وبالـ", "فلل", "وبـ", "ل"])
def test_what_arabic_writes_on_a_latin_word_is_taken_off(prefix: str) -> None:
    assert without_prefixes(f"يعمل {prefix}RAID هنا") == "يعمل RAID هنا"


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        (
            "Le bus, le gaz, le bar et le zoo sont là.",
            "Bus, gaz, bar, zoo: all here.",
            "untranslated",
        ),  # short
        (
            "Le ministre voit un ministre et ce ministre rit.",
            "The minister sees a minister and this minister laughs.",
            "repeated",
        ),
        ("Je crois.", "I think so, but as I think so, I say it.", "repeated"),  # twice is no loop
    ],
)
def test_what_looks_like_a_fault_and_is_none(source: str, target: str, kind: str) -> None:
    assert kind not in kinds(source, target)


@pytest.mark.parametrize(
    "target",
    [
        "The king said yes, the king said no, and the king said perhaps.",
        "Ministers and ministers of ministers met at the ministers.",
        "He comes back home to sleep tonight, then he comes back home to sleep.",
    ],
)
def test_words_that_come_back_too_often_are_a_fault(target: str) -> None:
    assert "repeated" in kinds("Le roi a parlé et il est rentré.", target)


def test_a_cut_sentence_is_seen_by_what_nothing_stands_for() -> None:
    source = "Le ministre a présenté la loi aux députés réunis hier soir à Rabat."
    target = "The minister presented the law to the deputies."
    links = " ".join(f"{i}-{min(i, 8)}" for i in range(7))
    assert "short" in kinds(source, target, FR_EN, links)


def test_a_glossary_term_must_be_there() -> None:
    assert [f.kind for f in check("Le Makhzen parle.", "The power speaks.", FR_EN, wanted=["Makhzen"])] == [
        "term"
    ]


def test_the_worst_comes_first() -> None:
    faults = check("Il y avait 12 pays ici ?", "Il y avait 13 pays dans la salle.", FR_EN)
    assert [SEVERITY[f.kind] for f in faults] == sorted((SEVERITY[f.kind] for f in faults), reverse=True)
    assert severity(faults) == sum(SEVERITY[f.kind] for f in faults)


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([FR_EN, EN_AR, FR_AR, ("de", "fr")]))
def test_any_text_is_judged(source: str, target: str, languages: tuple[str, str]) -> None:
    assert all(f.kind in SEVERITY for f in check(source, target, languages, "0-0 1-5 x-y"))


def benchmark() -> ModuleType:
    name = "liseuse_health_benchmark"
    if name not in sys.modules:
        path = Path(__file__).resolve().parents[2] / "benchmarks" / "health.py"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.mark.parametrize("half", ["developed", "measured"])
def test_the_marked_set(half: str) -> None:
    bench = benchmark()
    figures = bench.judge(bench.load(half))
    assert figures.faulty + figures.sound >= 150
    assert figures.found >= 0.95 * figures.faulty
    assert figures.alarms <= 0.02 * figures.sound


def test_the_halves_share_no_pair() -> None:
    bench = benchmark()
    one, other = ({(p.source, p.target) for p in bench.load(half)} for half in ("developed", "measured"))
    assert not one & other


@pytest.mark.models
def test_what_another_try_can_mend_is_mended(tmp_path: Path) -> None:
    import zipfile

    bench = benchmark()
    for file in (bench.TOP / "resources" / "models").glob("*.argosmodel"):
        with zipfile.ZipFile(file) as archive:
            archive.extractall(tmp_path)
    found, repaired, could = bench.mendable(bench.load("developed") + bench.load("measured"), tmp_path)
    assert found >= 20
    assert repaired >= 0.6 * could > 0


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Segunda-feira: fechado.", "Monday: closed."),
        ("As obras custaram 2,5 milhões de euros.", "The works cost 2.5 million euros."),
        ("A inflação caiu em Outubro, das 9h00 às 18h00.", "Inflation fell in October, from 9am to 6pm."),
    ],
)
def test_names_and_figures_of_a_language_that_is_not_known_are_left_alone(source: str, target: str) -> None:
    assert check(source, target, ("pt", "en")) == []
    assert check(source, "closed closed closed closed closed closed closed.", ("pt", "en")) != []


@pytest.mark.parametrize(
    ("source", "target", "slight"),
    [
        ("Il part.", "He leaves", True),
        ("Il part !", "He leaves.", True),
        ("Il part ?", "He leaves.", False),
        ("Il part.", "He leaves?", False),
    ],
)
def test_slips_of_style_mislead_nobody(source: str, target: str, slight: bool) -> None:
    (fault,) = check(source, target, FR_EN)
    assert fault.slight is slight


@pytest.mark.parametrize(
    ("source", "target"),
    [("The flight to Riga is late.", "الرحلة إلى لاتفيا متأخرة."), ("It is not Latin.", "إنها لاتينية.")],
)
def test_a_word_that_begins_like_no_negates_nothing(source: str, target: str) -> None:
    assert ("negation" in kinds(source, target, EN_AR)) is ("not" in source)
