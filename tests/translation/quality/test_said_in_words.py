"""Figures, negations and terms that people give in other words or signs, and what is still a fault."""

from __future__ import annotations

import pytest

from reader.translation.quality.health import (
    NAME,
    NEGATION,
    NUMBER,
    REPEATED,
    SCRIPT,
    SHORT,
    UNTRANSLATED,
    check,
)

FR_EN, EN_AR, FR_AR = ("fr", "en"), ("en", "ar"), ("fr", "ar")


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("The share is given as a percentage here.", "تعطى الحصة هنا بالنسبة المئوية.", EN_AR),
        ("The percentage is too low for us.", "النسبة منخفضة جدا بالنسبة لنا.", EN_AR),
        ("Click on 2 atoms to measure this.", "انقر على ذرّتين لقياس هذا.", EN_AR),
        ("The list currently has 0 objects.", "لا تحوي القائمة أي جرم حاليا.", EN_AR),
        ("Nous demandons aux services tiers.", "We ask 3rd-party services.", FR_EN),
        ("The database update action cannot be found.", "تعذّر العثور على إجراء تحديث قاعدة البيانات.", EN_AR),
        ("Set it so that you do not have to write it each time.", "حدده لألّا تكتبه كلّ مرة.", EN_AR),
        ("N'oubliez pas que l'image sera énorme.", "Take care that the image will be huge.", FR_EN),
        ("Vous pouvez choisir n’importe quelle offre plus tard.", "You can choose any plan later.", FR_EN),
        (
            "Ce mode avec un taux d'imposition non nul n'a pas de sens.",
            "This mode with a non-zero tax rate does not make sense.",
            FR_EN,
        ),
        ("Cette réponse n'est pas appropriée.", "This answer is inappropriate.", FR_EN),
        ("Impossible de joindre le serveur ce soir.", "Unable to reach the server tonight.", FR_EN),
        ("Il est impossible de tout dire ici.", "It is impossible to say everything here.", FR_EN),
        ("Choisissez le jour ou le mois, pas les deux.", "Choose the day or the month, not both.", FR_EN),
        ("La caisse, vide ou non vide, reste ici.", "The box, empty or non-empty, stays here.", FR_EN),
        ("Le thème sera « Que faire ? ».", "The theme will be “What is to be done?”", FR_EN),
        ("Il y a peu ou pas de vent ce soir.", "There is hardly any wind tonight.", FR_EN),
        ("Il reste deux amis : 1 garçon et 2 filles.", "بقي صديقان: ولد وفتاتان.", FR_AR),
        ("Les élèves apprennent le SIG en classe.", "يتعلم الطلاب GIS في الصف.", FR_AR),
        ("Ils aident les Scratcheurs à écrire.", "يساعدون Scratchers على الكتابة.", FR_AR),
        ("Ces pages n'ont pas la même taille.", "لاحظ اختلاف حجم هذه الصفحات.", FR_AR),
        ("Elle travaille sans effort et ne dort pas.", "She works seamlessly and does not sleep.", FR_EN),
        ("It only changes the pages of this book.", "لا يغير إلا صفحات هذا الكتاب.", EN_AR),
        ("The case is not rare but only new to us.", "الحالة ليست نادرة إلا أنها جديدة علينا.", EN_AR),
        (
            "L’adresse semble ne pas contenir le mot de passe.",
            "The address seems to miss the password.",
            FR_EN,
        ),
        (
            "Convertisseur de texte par reconnaissance optique de caractères ici.",
            "OCR Text Converter here.",
            FR_EN,
        ),
        ("Base de données > Sécurité de la base.", "Database > Database Security.", FR_EN),
        (
            "It may only have dots, dashes, and underscores.",
            "لا يجوز أن يحوي إلا نقاطا وشرطات وشرطات سفلية.",
            EN_AR,
        ),
        ("A JPEG version of the photo is loaded.", "تحمل نسخةJPEG من الصورة.", EN_AR),
        ("The µTorrent protocol runs over UDP.", "يعمل بروتوكول μTorrent عبر UDP.", EN_AR),
        ("Please use '--stdout' or name an 'export-file'.", "استخدم '--stdout' أو سم 'export-file'.", EN_AR),
        ("The subject begins with a [prefix] of yours.", "يبدأ الموضوع بـ [prefix] من عندك.", EN_AR),
        ("La valeur de LoginCookieStore est trop petite.", "Login cookie store is too low.", FR_EN),
        ("La valeur par défaut est de 24 Mio.", "The default value is 24MB.", FR_EN),
    ],
)
def test_people_may_say_it_in_words(source: str, target: str, languages: tuple[str, str]) -> None:
    assert [fault for fault in check(source, target, languages) if not fault.slight] == []


@pytest.mark.parametrize(
    ("source", "target", "languages", "kind"),
    [
        ("Prices rose by 5% this year.", "ارتفعت الأسعار بنسبة 5 هذا العام.", EN_AR, NUMBER),
        ("The list currently has 10 objects.", "لا تحوي القائمة أي جرم حاليا.", EN_AR, NUMBER),
        ("Click on 3 atoms to measure this.", "انقر على ذرّتين لقياس هذا.", EN_AR, NUMBER),
        ("The database cannot be found here.", "يمكن العثور على قاعدة البيانات هنا.", EN_AR, NEGATION),
        (
            "Un compte ne peut pas être fermé sans accord.",
            "An account can be closed without consent.",
            FR_EN,
            NEGATION,
        ),
        (
            "Choisissez le jour ou le mois, pas les deux.",
            "Choose the day or the month, both.",
            FR_EN,
            NEGATION,
        ),
        ("Impossible de lire la page hors ligne.", "Can read the page offline.", FR_EN, NEGATION),
        ("La porte ne peut pas être déverrouillée.", "The door can be unlocked.", FR_EN, NEGATION),
        ("It will only change pages that are not saved.", "لن يغير إلا الصفحات المحفوظة.", EN_AR, NEGATION),
        ("Le niveau 1 du jeu est facile.", "مستوى اللعبة سهل.", FR_AR, NUMBER),
        ("Le FMI a prêté cet argent hier.", "أقرض NATO هذا المال أمس.", FR_AR, SCRIPT),
        ("No, the shop is not open today.", "لا، المتجر مفتوح اليوم.", EN_AR, NEGATION),
        ("Your ticket is not valid on this day.", "تذكرتك صالحة في هذا اليوم.", EN_AR, NEGATION),
        ("The sum cannot be lower than this.", "يمكن أن يكون المبلغ أقل من هذا.", EN_AR, NEGATION),
        ("Otherwise people may not find it.", "وإلا فقد يجده الناس.", EN_AR, NEGATION),
        ("The figure is for information, not binding.", "الرقم للعلم فقط، وهو ملزم.", EN_AR, NEGATION),
        ("Nul ne sera tenu en esclavage.", "People will be held in slavery.", FR_EN, NEGATION),
        ("Cela ne sera utilisé que si vous payez.", "يستخدم هذا إلا إذا دفعت.", FR_AR, NEGATION),
        ("Chaque produit ne peut avoir qu'un seul prix.", "يمكن تطبيق سوى سعر واحد.", FR_AR, NEGATION),
        (
            "Le conseil a adopté hier soir le budget de la ville pour les trois prochaines années.",
            "The council adopted it.",
            FR_EN,
            SHORT,
        ),
        ("The report is read by everyone.", "يقرأ التقرير التقرير التقرير الجميع.", EN_AR, REPEATED),
        ("A version of the photo is loaded.", "تحمل نسخةQZX من الصورة.", EN_AR, SCRIPT),
        ("The minister will export the goods.", "سوف the minister will export البضائع.", EN_AR, UNTRANSLATED),
        ("La société LoginCookie ferme demain.", "The company closes tomorrow.", FR_EN, NAME),
        ("Prices rose five percent this year.", "ارتفعت الأسعار بنسبة خمسة هذا العام.", EN_AR, NUMBER),
        (
            "Attendez jusqu'à ce que le voyant ne clignote plus.",
            "Wait until the light blinks.",
            FR_EN,
            NEGATION,
        ),
        ("N'oubliez pas que l'image sera énorme.", "Forget that the image will be huge.", FR_EN, NEGATION),
        ("N'hésitez pas à nous écrire.", "Hesitate to write to us.", FR_EN, NEGATION),
        ("Do not forget to write to us.", "انس أن تكتب إلينا.", EN_AR, NEGATION),
        ("Nulle part il n'est question d'argent.", "There is talk of money everywhere.", FR_EN, NEGATION),
        ("Nul homme ne sera tenu en esclavage.", "A man will be held in slavery.", FR_EN, NEGATION),
        ("The best of them scored 0 goals.", "سجل لاعب منهم أهدافا.", EN_AR, NUMBER),
        ("And the president said that he would go.", "وقال وقال الرئيس إنه سيذهب.", EN_AR, REPEATED),
        (
            "Le FMI et la BCE ont prévenu hier que le PIB de l'OCDE reculerait fortement cette année, tandis "
            "que les ministres des finances se réunissaient à Bruxelles pour adopter un plan de soutien.",
            "The IMF and the ECB warned yesterday that the OECD GDP would fall sharply.",
            FR_EN,
            SHORT,
        ),
    ],
)
def test_what_changes_the_sense_is_still_seen(
    source: str, target: str, languages: tuple[str, str], kind: str
) -> None:
    assert kind in [fault.kind for fault in check(source, target, languages)]
