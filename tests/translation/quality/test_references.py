"""Human translations are left alone, faults put into them are seen, and no repair does harm."""

from __future__ import annotations

import pytest

from reader.core.model import SentenceState
from reader.translation.engines.engine import FASTER, EngineResult, Search
from reader.translation.quality.attempts import attempts
from reader.translation.quality.budget import WAYS, Budget
from reader.translation.quality.health import check
from reader.translation.quality.left_in_latin import _is_ordinary
from reader.translation.quality.repair import mend
from reader.translation.quality.transliteration import sounds_alike
from tests.benchmarks.references import PAIRS, alarms, load, missed

FR_EN, EN_AR, FR_AR = ("fr", "en"), ("en", "ar"), ("fr", "ar")
SCORED = -0.4


@pytest.mark.parametrize("languages", PAIRS, ids="-".join)
def test_a_persons_translation_raises_no_alarm(languages: tuple[str, str]) -> None:
    count = alarms(load("own", "developed", languages))
    assert len(count.wrong) <= 0.02 * count.all, count.wrong


@pytest.mark.parametrize("languages", PAIRS, ids="-".join)
def test_faults_put_into_it_are_seen(languages: tuple[str, str]) -> None:
    counts = missed(load("own", "developed", languages))
    assert {"number", "name", "negation", "currency", "unit"} <= set(counts)
    wrong = [text for count in counts.values() for text in count.wrong]
    assert len(wrong) <= 0.05 * sum(count.all for count in counts.values()), wrong


@pytest.mark.parametrize(
    ("source", "target", "languages", "kind"),
    [
        ("Voir https://a.ma/b?x=1 ici.", "See https://a.ma/b?x=11 here.", FR_EN, "address"),
        ("Le loyer est de 900 €.", "The rent is $900.", FR_EN, "number"),
        ("Il fait -12 °C.", "It is 12°C.", FR_EN, "number"),
        ("Il fait 12 °C.", "It is 12°F.", FR_EN, "number"),
        ("Il y a 1 234 567 élus.", "There are 1,234 567 members.", FR_EN, "number"),
        ("C’est à 10 km.", "It is 10 miles away.", FR_EN, "number"),
        ("500 millions de dollars", "500 billion dollars", FR_EN, "number"),
        ("Le roi ne viendra pas.", "The king will come.", FR_EN, "negation"),
        ("The king will not come.", "سيأتي الملك.", EN_AR, "negation"),
        ("Renault va fermer deux usines.", "ستغلق الشركة مصنعين.", FR_AR, "name"),
    ],
)
def test_faults_of_meaning_are_seen(source: str, target: str, languages: tuple[str, str], kind: str) -> None:
    assert kind in [fault.kind for fault in check(source, target, languages)]


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("C’est à 10 km.", "It is 6 miles away.", FR_EN),
        ("in the 1930s", "في الثلاثينيات", EN_AR),
        ("12,000 people came.", "جاء 12 ألف شخص.", EN_AR),
        ("from €40 billion to €69 billion", "من 40 إلى 69 مليار يورو", EN_AR),
        ("He refused to comment.", "لم يعلق.", EN_AR),
        ("Il n’a pas voulu répondre.", "He declined to answer.", FR_EN),
        ("The World Cup begins on Friday.", "تنطلق كأس العالم يوم الجمعة.", EN_AR),
        ("Le Royaume-Uni a signé.", "The UK signed.", FR_EN),
        ("The match ended at 10:30 p.m.", "انتهت المباراة في الساعة 22:30.", EN_AR),
        (
            "La question porte sur le nom de la machine, employé pour une adresse (ce qui suit l’arobase).",
            "The question is about the name of the machine, used for addresses of local users; the name of "
            "the machine is what follows the at-sign.",
            FR_EN,
        ),
        ("Il ne se contentera pas de cela.", "He will go beyond that.", FR_EN),
        ("Il n’a plus qu’un frère.", "He has one brother left.", FR_EN),
        ("They are not the same rules.", "هذه قواعد مختلفة.", EN_AR),
    ],
)
def test_what_people_write_otherwise_is_no_fault(
    source: str, target: str, languages: tuple[str, str]
) -> None:
    assert check(source, target, languages) == []


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Giorgia", "جورجيا"),
        ("Guterres", "غوتيريش"),
        ("Google", "جوجل"),
        ("Renault", "رينو"),
        ("Obama", "أوباما"),
    ],
)
def test_a_name_is_heard_in_arabic_letters(latin: str, arabic: str) -> None:
    assert sounds_alike(latin, arabic)
    assert not sounds_alike(latin, "بريدجوود")


@pytest.mark.parametrize(
    ("source", "target", "alignment"),
    [
        ("Le Royaume-Uni et la France signent.", "The UK and France sign.", "0-0 1-1 1-2 2-3 3-4 4-4 5-5"),
        ("Le village est à 10 km.", "The village is 6 miles away.", "0-0 1-1 2-2 3-2 4-3 5-4 6-5"),
        ("La Maison Blanche a parlé.", "The White House spoke.", "0-0 1-2 2-1 3-3 4-3 5-4"),
        ("Hier, Aziz Akhannouch parlait.", "Yesterday, Aziz Warrior spoke.", "0-0 1-1 2-2 3-3 4-4 5-5"),
    ],
)
def test_names_abbreviations_and_other_units_stay(source: str, target: str, alignment: str) -> None:
    """Whatever the engine says on a second try: here the source itself, in the model's best voice."""
    first = [EngineResult(target, SCORED, SentenceState.OK, alignment)]
    (one,) = mend([source], first, lambda texts, _: [EngineResult(t, -0.1) for t in texts], FR_EN)
    assert one.result.text == target


def test_what_no_model_scored_is_left_as_it_is() -> None:
    """A server's answer or a person's: marked where it looks wrong, not asked for again and not changed."""
    asked: list[list[str]] = []

    def run(texts: list[str], _: Search) -> list[EngineResult]:
        asked.append(texts)
        return [EngineResult("Il y avait 12 villes.", SCORED) for _ in texts]

    answers = [EngineResult("There were 13 towns"), EngineResult("و قال: علىه السلام؟؟")]
    sources = ["Il y avait 12 villes.", "Il a dit : paix ?"]
    found = mend(sources[:1], answers[:1], run, FR_EN) + mend(sources[1:], answers[1:], run, FR_AR)
    assert [one.result.text for one in found] == [answer.text for answer in answers]
    assert found[0].state is SentenceState.SUSPECT and asked == []


def test_a_servers_slip_of_style_is_neither_touched_nor_told() -> None:
    first = [EngineResult("There were 12 towns")]
    (one,) = mend(["Il y avait 12 villes."], first, lambda texts, _: [], FR_EN)
    assert (one.result.text, one.state, one.told) == ("There were 12 towns", SentenceState.OK, [])


def test_a_servers_slip_of_style_stays_beside_a_hashtag_too() -> None:
    answer = EngineResult("#Those that match are shown")
    source = "#Celles qui correspondent sont montrées."
    (one,) = mend([source], [answer], lambda texts, _: [EngineResult("?") for _ in texts], FR_EN)
    assert one.result.text == answer.text


def test_a_lost_question_is_told() -> None:
    (one,) = mend(["Il part ?"], [EngineResult("He leaves.")], lambda texts, _: [], FR_EN)
    assert one.state is SentenceState.SUSPECT


def test_our_own_models_slip_of_style_is_put_right() -> None:
    (one,) = mend(["Il part."], [EngineResult("He leaves", SCORED)], lambda texts, _: [], FR_EN)
    assert (one.result.text, one.state) == ("He leaves.", SentenceState.REPAIRED)


def test_a_less_fluent_try_is_not_taken() -> None:
    first = [EngineResult("There were 13 towns.", SCORED)]
    run = lambda texts, _: [EngineResult("There were 12 towns.", -1.5) for _ in texts]  # noqa: E731
    assert mend(["Il y avait 12 villes."], first, run, FR_EN)[0].result.text == "There were 13 towns."


def test_repair_asks_no_more_than_its_budget_and_the_worst_first() -> None:
    asked: list[str] = []

    def run(texts: list[str], search: Search) -> list[EngineResult]:
        assert search.beam == 2
        asked.extend(texts)
        return [EngineResult(text, SCORED) for text in texts]

    worst = "Le gouvernement a adopté une loi pour les villes du pays."
    sources = [f"Il y avait {n} villes." for n in range(20, 59)] + [worst]
    first = [EngineResult("There were 13 towns.", SCORED) for _ in sources[:-1]] + [
        EngineResult(worst, SCORED)
    ]
    budget = Budget.of(len(sources))
    whole = budget.left
    mend(sources, first, run, FR_EN, None, attempts(2), budget)
    assert 0 < len(asked) <= 0.2 * len(sources) and budget.left == whole - len(asked) >= 0
    assert worst in asked


def test_the_first_paragraph_leaves_most_of_the_budget_to_the_article() -> None:
    asked: list[str] = []

    def run(texts: list[str], _search: Search) -> list[EngineResult]:
        asked.extend(texts)
        return [EngineResult("There were 13 towns.", SCORED) for _ in texts]

    budget = Budget.of(40)
    whole = budget.left
    sources = [f"Il y avait {n} villes." for n in range(20, 23)]
    mend(sources, run(sources, FASTER), run, FR_EN, None, attempts(2), budget)
    assert len(asked) - len(sources) == WAYS == whole - budget.left


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("The free command shows memory.", "يعرض الأمر free الذاكرة.", EN_AR),
        ("It works for apt and aptitude packages.", "يعمل مع حزم apt وaptitude معا.", EN_AR),
        ("Run dpkg -P package now.", "استدع dpkg -P package الآن.", EN_AR),
        ("These are called branches.", "تدعى هذه branches (فروع).", EN_AR),
        ("alert: hurry up now;", "alert: أسرع الآن؛", EN_AR),
        ("The flexibility is noticed with time.", "تلاحظ مرونة LVM مع الوقت.", EN_AR),
        ("Une passerelle relie des réseaux.", "البوابة (gateway) تربط شبكات.", FR_AR),
        ("Les paquets de Testing sont là.", "الحزم الاختبارية هنا.", FR_AR),
        ("It looks packet by packet.", "ينظر رزمة رزمة.", EN_AR),
        ("The kernel is faulty.", "في النواة خَلَل.", EN_AR),
        ("See lxc.container.conf now.", "انظر وlxc.container.conf الآن.", EN_AR),
        ("Il est dans /home/utilisateur/ ici.", "It is in /home/user/ here.", FR_EN),
        ("Et ainsi de suite...", "And so on.", FR_EN),
        ("Processes #4521 and #4522 end.", "تنتهي العمليتان 4521 و4522.", EN_AR),
        ("Notez que le port change.", "The port changes.", FR_EN),
        ("We'll see.", "سنرى.", EN_AR),
        ("Users cannot tell whether it is open or not.", "لا يعرف المستخدمون إن كان مفتوحا.", EN_AR),
        ("Le manuel décrit debian-installer.", "يوصف هنا debian-installer.", FR_AR),
        ("Voir /srv/classe ici.", "انظر /srv/class هنا.", FR_AR),
        ("Voir https://exemple.org/paquet ici.", "انظر https://exemple.org/package هنا.", FR_AR),
        ("It gets a stream of newlines.", "يتلقى تدفقا من محارف newline.", EN_AR),
        (
            "Pour garder les images de toute la famille, un NAS suffit ici.",
            "لحفظ صور العائلة يكفي هنا NAS (تخزين متصل، network attached storage system).",
            FR_AR,
        ),
        ("It holds the main and contrib parts.", "يضم القسمين main وcontrib.", EN_AR),
        ("One writes wait or nowait here.", "يكتب هنا wait أو nowait.", EN_AR),
        ("Si ce n’est pas le cas, lisez la suite.", "If not, read on.", FR_EN),
        ("The letter could not be sent.", "تعذّر إرسال الرسالة.", EN_AR),
        ("Whether or not the door is open", "فيما إذا كان الباب مفتوحا", EN_AR),
        ("N’oubliez pas de fermer la porte.", "Be sure to close the door.", FR_EN),
        ("Cette valeur n’est pas réglée.", "This value is unset.", FR_EN),
        ("On voit s’il vient ou pas.", "One sees whether he comes or not.", FR_EN),
        ("Il faut partir, et il n’y a pas de train.", "لا بد من الرحيل ولا يوجد قطار.", FR_AR),
        ("Il fallait en passer par là.", "لم يكن بد من ذلك.", FR_AR),
        ("There is no way round it.", "ليس بد من ذلك.", EN_AR),
        ("Ce n’est pas seulement une question d’argent.", "It is about more than just money.", FR_EN),
        ("It is not only about money.", "الأمر يتجاوز المال فقط.", EN_AR),
    ],
)
def test_what_belongs_there_is_no_fault(source: str, target: str, languages: tuple[str, str]) -> None:
    assert check(source, target, languages) == []


@pytest.mark.parametrize("name", ["Debian", "debian", "Apache"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_programs_name_is_no_ordinary_word_however_it_is_written(name: str, language: str) -> None:
    assert not _is_ordinary(name, language)


@pytest.mark.parametrize(
    ("source", "target", "languages", "kind"),
    [
        ("The minister spoke about justice.", "تحدث الوزير عن justice.", EN_AR, "untranslated"),
        ("Look it up in the free list.", "ابحث عنه it in the قائمة.", EN_AR, "untranslated"),
        ("Que les disques soient prêts.", "They must les disques soient ready.", FR_EN, "untranslated"),
        ("He does not eat and cannot sleep.", "لا يأكل وينام.", EN_AR, "negation"),
        ("Merci de ne pas fumer.", "Please smoke.", FR_EN, "negation"),
        ("Ils correspondent à une règle.", "They correspondent à une rule.", FR_EN, "untranslated"),
        (
            "One may be forgiven for wondering about it.",
            "قد يتساءل المرء عن سبب هذا forgiven for wondering في الواقع.",
            EN_AR,
            "untranslated",
        ),
        # What may say no otherwise is in the source too, or says nothing of the kind.
        ("Il est rare, mais il n’est pas faux.", "It is rare, but it is false.", FR_EN, "negation"),
        ("Si tout échoue, ce n’est pas grave.", "If everything fails, it is serious.", FR_EN, "negation"),
        ("Malheureusement, il ne vient pas.", "Unfortunately, he is coming.", FR_EN, "negation"),
        ("The various rules do not apply here.", "القواعد المختلفة تنطبق هنا.", EN_AR, "negation"),
        ("He is often not at home.", "هو غالبا ما يكون في البيت.", EN_AR, "negation"),
        ("Il ne mange que du pain.", "يأكل إلا الخبز.", FR_AR, "negation"),
        (
            "Le train ne part pas le dimanche, où les voyageurs attendent dans une salle froide.",
            "The train leaves on Sundays, when the travellers have to wait in a hall that is unheated.",
            FR_EN,
            "negation",
        ),
        ("Un jardin (pas si grand) est ici.", "A garden (so large) is here.", FR_EN, "negation"),
        ("Il ne mange pas de viande ni de poisson.", "He eats meat nor fish.", FR_EN, "negation"),
        ("Elle n’a pu venir hier.", "She could come yesterday.", FR_EN, "negation"),
        ("Not only the king came.", "جاء الملك فقط.", EN_AR, "negation"),
        ("We have to leave now.", "بد من الرحيل الآن.", EN_AR, "negation"),
        ("Voir /etc/hosts ici.", "See /etc/guests here.", FR_EN, "address"),
        ("Voir https://classe.org/page ici.", "See https://class.org/page here.", FR_EN, "address"),
    ],
)  # fmt: skip
def test_what_is_left_or_lost_is_seen(
    source: str, target: str, languages: tuple[str, str], kind: str
) -> None:
    assert kind in [fault.kind for fault in check(source, target, languages)]
