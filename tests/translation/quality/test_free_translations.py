"""What people say otherwise in a translation, and what is still a fault beside it."""

from __future__ import annotations

import pytest

from reader.translation.quality.health import (
    ADDRESS,
    NAME,
    NEGATION,
    NUMBER,
    REPEATED,
    SHORT,
    UNTRANSLATED,
    check,
)
from reader.translation.quality.no_prose import stays

FR_EN, EN_AR, FR_AR = ("fr", "en"), ("en", "ar"), ("fr", "ar")


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("Naviguez sans effort sur le Web.", "Seamlessly browse the Web.", FR_EN),
        ("Une connexion sans fil suffit ici.", "A wireless connection is enough here.", FR_EN),
        (
            "Cela ne signifie pas uniquement lire, mais aussi voir.",
            "It means not only reading, but also seeing.",
            FR_EN,
        ),
        (
            "Si une personne, et que cette personne n’envoie pas d’avis, perd, tant pis.",
            "If a person, and that person doesn’t send a notice, loses, too bad.",
            FR_EN,
        ),
        (
            "Il faut l’arrêter avant que le système ne puisse être mis hors tension.",
            "It has to be shut down before power can be turned off.",
            FR_EN,
        ),
        (
            "Vous pouvez choisir de ne plus recevoir nos lettres.",
            "You may opt out of receiving our letters.",
            FR_EN,
        ),
        (
            "Il parle de tout, sans parler de la musique.",
            "He talks about everything, not to mention music.",
            FR_EN,
        ),
        (
            "Les fenêtres resteront ouvertes mais les privées ne le seront pas.",
            "ستبقى النوافذ مفتوحة لكنك ستفقد الخاصة.",
            FR_AR,
        ),
        ("Soixante-dix personnes sont venues hier.", "70 people came yesterday.", FR_EN),
        ("Quatre-vingts personnes sont venues hier.", "80 people came yesterday.", FR_EN),
        ("Une soixantaine de personnes sont venues.", "Some 60 people came.", FR_EN),
        ("Une cinquantaine de caractères suffit.", "Some 50 characters are enough.", FR_EN),
        ("It is available in more than 70 languages.", "وهو متاح بأكثر من سبعين لغة.", EN_AR),
        (
            "It is neither (i) true, (ii) useful, nor (iii) new.",
            "وهو ليس (١) صحيحا ولا (٢) مفيدا ولا (٣) جديدا.",
            EN_AR,
        ),
        ("It takes 1-2 minutes of your day.", "يستغرق الأمر دقيقة إلى دقيقتين من يومك.", EN_AR),
        ("Demandez sur la liste de localisation.", "Ask on the l10n mailing list.", FR_EN),
        ("A map of Austria, made by the government.", "خريطة للنمسا من صنع الحكومة.", EN_AR),
        (
            "Your changes appear on OpenStreetMap today.",
            "ستظهر تغييراتك على خريطة الشارع المفتوحة اليوم.",
            EN_AR,
        ),
        (
            "Many Scratchers say why they use Scratch.",
            "يقول العديد من مستخدمي Scratch لماذا يستعملونه.",
            EN_AR,
        ),
        ("Passez par la page Réinitialisation du compte.", "Go through the Account Reset page.", FR_EN),
        ("Cliquez sur Réessayer pour demander la page.", "Click Try Again to request the page.", FR_EN),
        (
            "Older versions of macOS 12 may not work well.",
            "قد لا تعمل الإصدارات الأقدم من macOS 12 جيدا.",
            EN_AR,
        ),
        ("Vous ne vouliez pas fermer cet onglet ?", "ألم تقصد إغلاق اللسان هذا؟", FR_AR),
        ("You should not enter any password.", "عليك الحرص بألا تدخل أي كلمة سر.", EN_AR),
        (
            "Cela crée une copie, n’affectant pas et ne changeant pas les variables.",
            "It creates a copy and does not affect or change the variables.",
            FR_EN,
        ),
        ("Pour épingler un onglet, choisissez Épingler cet onglet.", "To pin a tab, choose Pin Tab.", FR_EN),
        ("Allez à gauche de l'Editeur de programmation.", "اذهب إلى يسار محرر البرمجة.", FR_AR),
        ("No, Scratch does not connect.", "لا، لا يتصل سكراتش.", EN_AR),
        (
            "La commande que vous entrez y est cherchée par lui.",
            "When you type it into the shell, the shell searches it.",
            FR_EN,
        ),
        (
            "Les cookies vous suivent d’un site à l’autre.",
            "Cookies follow you from site to site to gather data.",
            FR_EN,
        ),
        ("Écrivez à utilisateur@exemple.com ce soir.", "Write to user@example.com tonight.", FR_EN),
        ("Plus récent que /chemin/vers/horodatage dit-il.", "Newer than /path/to/timestamp he says.", FR_EN),
        (
            "Lisez les fichiers /usr/share/doc/debian/bug-*.",
            "Read the files /usr/share/doc/debian/bug-*.",
            FR_EN,
        ),
        (
            "Le paquet winbind et libpam_winbind y donne accès.",
            "Access it by winbind and libpam_winbind.",
            FR_EN,
        ),
    ],
)
def test_people_may_say_it_otherwise(source: str, target: str, languages: tuple[str, str]) -> None:
    assert [fault for fault in check(source, target, languages) if not fault.slight] == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("L’exécution de « sudo fsck -O a,b /dev/hda1 && fsck -pf /dev/hda1 » le convertit ici.", False),
        ("sudo fsck -O a,b /dev/hda1 && fsck -pf /dev/hda1", True),
    ],
)
def test_a_sentence_that_cites_code_is_translated(text: str, kept: bool) -> None:
    assert stays(text) is kept


LONG = (
    "Le conseil municipal a adopté mardi soir le budget de la ville pour l’année prochaine, après un long "
    "débat entre les élus de la majorité et ceux de l’opposition, qui demandaient plus de moyens aux écoles."
)


@pytest.mark.parametrize(
    ("source", "target", "languages", "kind"),
    [
        ("Il est parti sans son argent ce soir.", "He left with his money tonight.", FR_EN, NEGATION),
        (
            "Il faut partir avant que la pluie ne vienne et ne pas courir.",
            "One must leave before the rain comes and run.",
            FR_EN,
            NEGATION,
        ),
        ("It is available in more than 70 languages.", "وهو متاح بأكثر من ستين لغة.", EN_AR, NUMBER),
        ("He bought 1 book in the town.", "اشترى كتابين في المدينة.", EN_AR, NUMBER),
        (
            "Lisez http://learnosm.org/fr/mobile/ ce soir.",
            "Read http://learnasm.org/fr/mobile/ tonight.",
            FR_EN,
            ADDRESS,
        ),
        (
            "Écrivez à debian-mentors@lists.debian.org ce soir.",
            "Write to debien-mentors@lists.debian.org tonight.",
            FR_EN,
            ADDRESS,
        ),
        (
            "Le fichier est /usr/share/doc/paquet/NEWS.Debian.gz ici.",
            "The file is /usr/share/doc/package/NEWS-Debian.gz here.",
            FR_EN,
            ADDRESS,
        ),
        ("Il ne mange pas et ne boit pas.", "He does not eat and drinks.", FR_EN, NEGATION),
        (
            "Lisez https://lebrief.ma/gouvernement?x=1 ce soir.",
            "Read https://lebrief.ma/gouvernement?x=11 tonight.",
            FR_EN,
            ADDRESS,
        ),
        (
            "Lisez https://lebrief.ma/le-gouvernement-adopte-la-loi-2026 ce soir.",
            "Read https://lebrief.ma/le-gouvernement-adopte-la-loi-2025 tonight.",
            FR_EN,
            ADDRESS,
        ),
        (
            "Lisez https://www.lebrief.ma/gouvernement ce soir.",
            "Read https://www.lebrief.ma/government tonight.",
            FR_EN,
            ADDRESS,
        ),
        ("Soixante-dix personnes sont venues hier.", "60 people came yesterday.", FR_EN, NUMBER),
        ("Soixante et onze personnes sont venues.", "60 people came.", FR_EN, NUMBER),
        ("Quatre-vingt-dix personnes sont venues.", "80 people came.", FR_EN, NUMBER),
        ("Quatre-vingts personnes sont venues.", "20 people came.", FR_EN, NUMBER),
        (
            "O presidente anunciou medidas importantes para economia.",
            "O presidente announced medidas importantes para economia.",
            ("pt", "en"),
            UNTRANSLATED,
        ),
        (
            "Il a vendu sa maison hier soir.",
            "He sold his house, he sold his house last night.",
            FR_EN,
            REPEATED,
        ),
        ("Écrivez à presse@lebrief.ma ce soir.", "Write to press@lebrief.ma tonight.", FR_EN, ADDRESS),
        (
            "Lisez https://www.lebrief.ma/actualites/lois tout de suite.",
            "Read https://www.lebrief.ma/actualites/laws right away.",
            FR_EN,
            ADDRESS,
        ),
        ("Il a rejoint Renault hier soir.", "He joined Bridgewood last night.", FR_EN, NAME),
        ("The shell searches it.", "يبحث الغلاف الغلاف الغلاف عنه.", EN_AR, REPEATED),
        (
            LONG,
            "The city council adopted the budget for next year on Tuesday, after a long debate between.",
            FR_EN,
            SHORT,
        ),
    ],
)
def test_what_changes_the_sense_is_still_seen(
    source: str, target: str, languages: tuple[str, str], kind: str
) -> None:
    assert kind in [fault.kind for fault in check(source, target, languages)]
